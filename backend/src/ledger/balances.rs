//! Balances on a date, as we know them now or as we knew them then (`as_of`, `known_at`).
//!
//! Now: from the kept totals, whole months and then the days of the last one, so the number of postings does not matter.
//! Then: from the postings recorded by that time.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::Serialize;

use super::error::LedgerError;
use super::model::{AccountKind, Side, Totals};
use super::schema::{account_totals, postings};
use super::service::month_start;
use super::store;
use crate::db::{Conn, Error, on_each, sum_of};
use crate::kernel::{BusinessDate, Instant, Money, Overflow};

/// Totals by account.
pub type ByAccount = BTreeMap<i64, Totals>;

/// What a trial balance is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The period's first day: before it is opening, from it on is movement.
    pub from: BusinessDate,
    /// The period's last day.
    pub as_of: BusinessDate,
    /// Only what was recorded by then; what we know now when absent.
    pub known_at: Option<Instant>,
}

/// A line of the trial balance. Opening and closing are debit minus credit: above zero is a debit balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrialLine {
    #[serde(skip)]
    pub id: i64,
    pub account: String,
    pub parent: Option<String>,
    pub name_th: String,
    pub name_en: String,
    pub kind: AccountKind,
    pub opening: Money,
    pub debit: Money,
    pub credit: Money,
    pub closing: Money,
}

/// Trial balance (งบทดลอง): every account with a balance or movement, in the chart's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrialBalance {
    pub from: BusinessDate,
    pub as_of: BusinessDate,
    pub known_at: Option<Instant>,
    pub lines: Vec<TrialLine>,
    pub total: TrialTotal,
}

/// What the lines add up to. The three differences are zero, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TrialTotal {
    pub opening_debit: Money,
    pub opening_credit: Money,
    pub debit: Money,
    pub credit: Money,
    pub closing_debit: Money,
    pub closing_credit: Money,
    /// Closing debits minus closing credits.
    pub difference: Money,
}

/// The kept totals up to and with a date: of the accounts themselves (`""`), or of one subsidiary (`member/12`).
pub fn kept_totals(
    conn: &mut Conn,
    subsidiary: &str,
    until: BusinessDate,
) -> Result<ByAccount, Error> {
    let start = month_start(until).naive();
    let rows: Vec<(i64, i64, i64)> = on_each!(conn, c => account_totals::table
        .filter(account_totals::subsidiary.eq(subsidiary))
        .filter(account_totals::span.eq("month").and(account_totals::from_date.lt(start))
            .or(account_totals::span.eq("day").and(account_totals::from_date.between(start, until.naive()))))
        .group_by(account_totals::account_id)
        .select((account_totals::account_id, sum_of("debit"), sum_of("credit")))
        .load(c))?;
    Ok(rows
        .into_iter()
        .map(|(account, debit, credit)| (account, totals(debit, credit)))
        .collect())
}

/// The totals up to and with a date from what was recorded by `known_at`.
pub fn known_totals(
    conn: &mut Conn,
    until: BusinessDate,
    known_at: Instant,
) -> Result<ByAccount, Error> {
    let rows: Vec<(i64, String, i64)> = on_each!(conn, c => postings::table
        .filter(postings::transaction_date.le(until.naive()))
        .filter(postings::recorded_at.le(known_at.as_micros()))
        .group_by((postings::account_id, postings::side))
        .select((postings::account_id, postings::side, sum_of("amount")))
        .load(c))?;
    let mut by_account = ByAccount::new();
    for (account, side, amount) in rows {
        let sum = by_account.entry(account).or_default();
        match Side::parse(&side).ok_or(Error::Stored("postings.side"))? {
            Side::Debit => sum.debit = Money::satang(amount),
            Side::Credit => sum.credit = Money::satang(amount),
        }
    }
    Ok(by_account)
}

const fn totals(debit: i64, credit: i64) -> Totals {
    Totals {
        debit: Money::satang(debit),
        credit: Money::satang(credit),
    }
}

/// The trial balance of a period. It sums to zero for every date, whatever was posted and reversed.
pub fn trial_balance(conn: &mut Conn, asked: Asked) -> Result<TrialBalance, LedgerError> {
    let until = |conn: &mut Conn, day: BusinessDate| match asked.known_at {
        Some(known_at) => known_totals(conn, day, known_at),
        None => kept_totals(conn, "", day),
    };
    let before = until(conn, asked.from.plus_days(-1))?;
    let all = until(conn, asked.as_of)?;
    let mut lines = Vec::new();
    for row in store::chart(conn)? {
        let Some(sum) = all.get(&row.id).copied() else {
            continue;
        };
        let opening = before.get(&row.id).copied().unwrap_or_default();
        let moved = sum.minus(opening)?;
        let account = row.account()?;
        lines.push(TrialLine {
            id: row.id,
            account: account.code,
            parent: account.parent,
            name_th: account.name_th,
            name_en: account.name_en,
            kind: account.kind,
            opening: opening.balance()?,
            debit: moved.debit,
            credit: moved.credit,
            closing: sum.balance()?,
        });
    }
    let total = total(&lines)?;
    Ok(TrialBalance {
        from: asked.from,
        as_of: asked.as_of,
        known_at: asked.known_at,
        lines,
        total,
    })
}

fn total(lines: &[TrialLine]) -> Result<TrialTotal, Overflow> {
    let debits =
        |of: fn(&TrialLine) -> Money| Money::sum(lines.iter().map(of).filter(|m| m.is_positive()));
    let credits = |of: fn(&TrialLine) -> Money| {
        Money::sum(lines.iter().map(of).filter(|m| m.is_negative()))?.negated()
    };
    Ok(TrialTotal {
        opening_debit: debits(|l| l.opening)?,
        opening_credit: credits(|l| l.opening)?,
        debit: Money::sum(lines.iter().map(|l| l.debit))?,
        credit: Money::sum(lines.iter().map(|l| l.credit))?,
        closing_debit: debits(|l| l.closing)?,
        closing_credit: credits(|l| l.closing)?,
        difference: Money::sum(lines.iter().map(|l| l.closing))?,
    })
}
