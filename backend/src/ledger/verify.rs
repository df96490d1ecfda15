//! What `verify` proves of the books: every entry balances, voucher numbers are whole, the kept totals are what the postings
//! give, and every control account equals the sum of its subsidiaries.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::drafts::Draft;
use super::model::{Side, Totals};
use super::schema::{account_totals, entries, ledger_accounts, postings};
use super::service::{ChartState, spans};
use super::store::{PostingRow, TotalRow};
use crate::audit::verify::{Broken, ProjectionCheck};
use crate::db::{Conn, Error, on_each, onward, projection_of, sum_of};
use crate::kernel::{BusinessDate, Money};

/// Rows that are read at once.
const PAGE_ROWS: i64 = 10_000;

type Checked = Result<Result<i64, Broken>, Error>;

/// The ledger's checks, cheapest first.
pub(super) fn checks() -> Vec<ProjectionCheck> {
    vec![
        projection_of::<ChartState>(),
        projection_of::<Draft>(),
        ProjectionCheck {
            table: "entries",
            check: voucher_numbers_are_whole,
        },
        ProjectionCheck {
            table: "postings",
            check: entries_balance,
        },
        ProjectionCheck {
            table: "account_totals",
            check: totals_are_what_postings_give,
        },
        ProjectionCheck {
            table: "account_totals",
            check: control_accounts_equal_their_subsidiaries,
        },
    ]
}

fn broken(table: &str, id: Option<i64>, what: impl Into<String>) -> Broken {
    Broken {
        seq: None,
        table: Some(table.to_owned()),
        id,
        what: what.into(),
    }
}

/// Each series runs 1, 2, 3 without a gap, and each number stands once.
fn voucher_numbers_are_whole(conn: &mut Conn) -> Checked {
    let (mut last, mut after, mut seen) =
        (BTreeMap::<String, i64>::new(), (String::new(), 0_i64), 0);
    loop {
        let page: Vec<(i64, String, i64)> = entries::table
            .filter(
                entries::series.gt(after.0.clone()).or(entries::series
                    .eq(after.0.clone())
                    .and(entries::number.gt(after.1))),
            )
            .order((entries::series, entries::number))
            .limit(PAGE_ROWS)
            .select((entries::id, entries::series, entries::number))
            .load(conn)?;
        for (id, series, number) in &page {
            let before = last.insert(series.clone(), *number).unwrap_or(0);
            if before + 1 != *number {
                let what = format!("voucher number {} of {series} is missing", before + 1);
                return Ok(Err(broken("entries", Some(*id), what)));
            }
        }
        seen += page.len() as i64;
        match page.into_iter().next_back() {
            Some((_, series, number)) => after = (series, number),
            None => return Ok(Ok(seen)),
        }
    }
}

/// A14.1: two postings or more, debits equal credits, each dated and recorded as its entry.
fn entries_balance(conn: &mut Conn) -> Checked {
    let (mut after, mut seen) = (0, 0);
    loop {
        let ids: Vec<i64> = entries::table
            .filter(entries::id.gt(after))
            .order(entries::id)
            .limit(PAGE_ROWS)
            .select(entries::id)
            .load(conn)?;
        let (Some(first), Some(last)) = (ids.first().copied(), ids.last().copied()) else {
            return Ok(Ok(seen));
        };
        let sums = sums_of_entries(conn, first, last)?;
        let unbalanced = ids.iter().find(|id| {
            !sums
                .get(id)
                .is_some_and(|s| s.debit == s.credit && s.debit.is_positive())
        });
        if let Some(id) = unbalanced {
            return Ok(Err(broken(
                "entries",
                Some(*id),
                "debits and credits of the entry differ",
            )));
        }
        if let Some(id) = misdated(conn, first, last)? {
            return Ok(Err(broken(
                "postings",
                Some(id),
                "the posting has another date than its entry",
            )));
        }
        (after, seen) = (onward(after, last)?, seen + ids.len() as i64);
    }
}

fn sums_of_entries(conn: &mut Conn, first: i64, last: i64) -> Result<BTreeMap<i64, Totals>, Error> {
    let rows: Vec<(i64, String, i64)> = on_each!(conn, c => postings::table
        .filter(postings::entry_id.between(first, last))
        .group_by((postings::entry_id, postings::side))
        .select((postings::entry_id, postings::side, sum_of("amount")))
        .load(c))?;
    let mut sums: BTreeMap<i64, Totals> = BTreeMap::new();
    for (entry, side, amount) in rows {
        let sum = sums.entry(entry).or_default();
        match Side::parse(&side).ok_or(Error::Stored("postings.side"))? {
            Side::Debit => sum.debit = Money::satang(amount),
            Side::Credit => sum.credit = Money::satang(amount),
        }
    }
    Ok(sums)
}

fn misdated(conn: &mut Conn, first: i64, last: i64) -> Result<Option<i64>, Error> {
    let found = postings::table
        .inner_join(entries::table)
        .filter(postings::entry_id.between(first, last))
        .filter(
            postings::transaction_date
                .ne(entries::transaction_date)
                .or(postings::recorded_at.ne(entries::recorded_at)),
        )
        .select(postings::id)
        .first(conn)
        .optional()?;
    Ok(found)
}

type Key = (String, String, chrono::NaiveDate, i64);

/// The kept totals, built again from the postings, are the ones that stand there.
fn totals_are_what_postings_give(conn: &mut Conn) -> Checked {
    let mut given = totals_of_postings(conn)?;
    let kept: Vec<TotalRow> = account_totals::table
        .select(TotalRow::as_select())
        .load(conn)?;
    let compared = kept.len() as i64;
    for row in kept {
        let key = (row.subsidiary, row.span, row.from_date, row.account_id);
        if given.remove(&key) != Some((row.debit, row.credit)) {
            return Ok(Err(differs(&key)));
        }
    }
    match given.first_key_value() {
        Some((key, _)) => Ok(Err(differs(key))),
        None => Ok(Ok(compared)),
    }
}

fn differs((subsidiary, span, from, account): &Key) -> Broken {
    let of = if subsidiary.is_empty() {
        "the account"
    } else {
        subsidiary
    };
    let what = format!("the {span} total of {of} from {from} is not what the postings give");
    broken("account_totals", Some(*account), what)
}

fn totals_of_postings(conn: &mut Conn) -> Result<BTreeMap<Key, (i64, i64)>, Error> {
    let (mut sums, mut after) = (BTreeMap::new(), 0);
    loop {
        let page: Vec<PostingRow> = postings::table
            .filter(postings::id.gt(after))
            .order(postings::id)
            .limit(PAGE_ROWS)
            .select(PostingRow::as_select())
            .load(conn)?;
        let Some(last) = page.last().map(|p| p.id) else {
            return Ok(sums);
        };
        for posting in &page {
            add(&mut sums, posting)?;
        }
        after = onward(after, last)?;
    }
}

fn add(sums: &mut BTreeMap<Key, (i64, i64)>, posting: &PostingRow) -> Result<(), Error> {
    let amount = Money::satang(posting.amount);
    let sum = match posting.on_side()? {
        Side::Debit => Totals {
            debit: amount,
            credit: Money::ZERO,
        },
        Side::Credit => Totals {
            debit: Money::ZERO,
            credit: amount,
        },
    };
    let own = Some(posting.subsidiary.as_str()).filter(|s| !s.is_empty());
    for key in std::iter::once("").chain(own) {
        for row in spans(
            key,
            posting.account_id,
            BusinessDate::new(posting.transaction_date),
            sum,
        ) {
            let kept = sums
                .entry((row.subsidiary, row.span, row.from_date, row.account_id))
                .or_insert((0, 0));
            *kept = (
                kept.0.saturating_add(row.debit),
                kept.1.saturating_add(row.credit),
            );
        }
    }
    Ok(())
}

/// The first test an auditor runs: the control account equals the sum of its subsidiaries.
fn control_accounts_equal_their_subsidiaries(conn: &mut Conn) -> Checked {
    let controls: Vec<(i64, String)> = ledger_accounts::table
        .filter(ledger_accounts::subsidiary.ne("none"))
        .order(ledger_accounts::id)
        .select((ledger_accounts::id, ledger_accounts::code))
        .load(conn)?;
    let own = sums_by_account(conn, true)?;
    let below = sums_by_account(conn, false)?;
    for (id, code) in &controls {
        if own.get(id) != below.get(id) {
            let what = format!("{code} is not the sum of its subsidiaries");
            return Ok(Err(broken("account_totals", Some(*id), what)));
        }
    }
    Ok(Ok(controls.len() as i64))
}

fn sums_by_account(conn: &mut Conn, own: bool) -> Result<BTreeMap<i64, (i64, i64)>, Error> {
    let rows: Vec<(i64, i64, i64)> = on_each!(conn, c => account_totals::table
        .filter(account_totals::span.eq("month"))
        .filter(account_totals::subsidiary.eq("").eq(own))
        .group_by(account_totals::account_id)
        .select((account_totals::account_id, sum_of("debit"), sum_of("credit")))
        .load(c))?;
    Ok(rows
        .into_iter()
        .map(|(id, debit, credit)| (id, (debit, credit)))
        .collect())
}
