//! What stands in the books behind an entry by hand: judged when it is prepared and again when it is approved (A14.1, A5.5).

use std::collections::BTreeMap;

use super::{Prepared, Resolved};
use crate::db::{Conn, Tx};
use crate::kernel::{BusinessDate, Money};
use crate::ledger::error::LedgerError;
use crate::ledger::model::{Account, Line, Side, Totals};
use crate::ledger::posting_rules::PostingRules;
use crate::ledger::role_accounts::{self, Grounds, Touched};
use crate::ledger::service::{member_credit, swapped};
use crate::ledger::store::{self, EntryRow};
use crate::ledger::{balances, rules};

/// A14.1, A5.5: judges what a free entry touches.
pub(super) fn may_be_free(
    tx: &mut Tx<'_>,
    lines: &[Resolved],
    prepared: &Prepared,
) -> Result<(), LedgerError> {
    let Prepared::Free {
        role_reason,
        resolution,
        ..
    } = prepared
    else {
        return Ok(());
    };
    let grounds = Grounds {
        role_reason: role_reason.as_deref(),
        by_resolution: resolution.is_some(),
    };
    role_accounts::may_be_free(&touched(lines), grounds, PostingRules::compiled_in()?)?;
    is_held(tx, lines, prepared.date())?;
    if let Some(resolution) = resolution {
        rules::resolution_is_named(&resolution.no)?;
        is_owed(tx, lines, resolution.dated)?;
    }
    Ok(())
}

/// A5.5: an entry goes back as far as what it brought still stands, and takes no card fee off by that.
pub(super) fn may_go_back(
    tx: &mut Tx<'_>,
    entry: &EntryRow,
    on: BusinessDate,
) -> Result<(), LedgerError> {
    let lines = lines_back(tx.conn, entry)?;
    let no = || entry.no.clone();
    role_accounts::pays_what_it_takes_off(&touched(&lines))
        .map_err(|_| LedgerError::GoesBackAsWaiver { no: no() })?;
    is_held(tx, &lines, on).map_err(|error| {
        if let LedgerError::NotHeld { held, .. } = error {
            LedgerError::UsedMeanwhile { no: no(), held }
        } else {
            error
        }
    })
}

/// The lines of an entry with their sides swapped.
fn lines_back(conn: &mut Conn, entry: &EntryRow) -> Result<Vec<Resolved>, LedgerError> {
    let chart = store::chart(conn)?;
    let mut accounts: BTreeMap<i64, Account> = BTreeMap::new();
    for row in chart {
        accounts.insert(row.id, row.account()?);
    }
    let mut lines = Vec::new();
    for posting in store::postings_of(conn, &[entry.id])? {
        let account = accounts.get(&posting.account_id).cloned();
        let account = account.ok_or(LedgerError::NotFound)?;
        lines.push((swapped(&posting)?, account));
    }
    Ok(lines)
}

fn touched(lines: &[Resolved]) -> Vec<Touched<'_>> {
    lines
        .iter()
        .map(|(line, account)| Touched {
            side: line.side,
            account,
            subsidiary: &line.subsidiary,
        })
        .collect()
}

/// What a line's account and subsidiary hold on a day.
fn totals_on(conn: &mut Conn, line: &Line, day: BusinessDate) -> Result<Totals, LedgerError> {
    let kept = balances::kept_totals(conn, &line.subsidiary, day)?;
    Ok(kept.get(&line.account).copied().unwrap_or_default())
}

/// A5.5: what a resolution gives up was owed on its day and still is, beyond what the member has to the good.
fn is_owed(tx: &mut Tx<'_>, lines: &[Resolved], on: BusinessDate) -> Result<(), LedgerError> {
    let days = [on, tx.today()];
    let credits = lines.iter().filter(|(line, _)| line.side == Side::Credit);
    for (line, _) in credits {
        for day in days {
            let good = match line.member {
                Some(member) => member_credit(tx.conn, member, day)?.max(Money::ZERO),
                None => Money::ZERO,
            };
            let owed = totals_on(tx.conn, line, day)?.balance()?.minus(good)?;
            rules::may_write_off(line.amount, owed)?;
        }
    }
    Ok(())
}

/// A5.5: a member's credit is taken, and what is held pays a card fee or becomes a credit, only as far as it stands there: on
/// the entry's day and today.
fn is_held(tx: &mut Tx<'_>, lines: &[Resolved], on: BusinessDate) -> Result<(), LedgerError> {
    let days = [on, tx.today()];
    let passes_on = role_accounts::passes_on(&touched(lines));
    for ((line, account), place) in lines.iter().zip(1..) {
        let is_held =
            role_accounts::is_credit(account) || passes_on && role_accounts::is_kept_here(account);
        if line.side == Side::Credit || !is_held {
            continue;
        }
        let same = lines.iter().map(|(line, _)| line).filter(|other| {
            let of = (other.account, &other.subsidiary);
            other.side == Side::Debit && of == (line.account, &line.subsidiary)
        });
        let taken = Money::sum(same.map(|line| line.amount))?;
        for day in days {
            let totals = totals_on(tx.conn, line, day)?;
            let held = totals.credit.minus(totals.debit)?;
            if taken > held {
                let held = held.max(Money::ZERO).grouped();
                return Err(LedgerError::NotHeld { line: place, held });
            }
        }
    }
    Ok(())
}
