//! Who approves what another person has prepared (C8).

use std::collections::BTreeSet;

use super::error::LedgerError;
use super::rules::may_approve;
use super::service::CHECKERS;
use crate::db::{Conn, Tx};
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, PersonId};

/// C8: whoever acts now is another person than the maker, also behind the accounts: neither had the other's in hand in the last
/// thirty days, be it through accounts of others. The refusal names who may approve.
pub(super) fn is_another_person(tx: &mut Tx<'_>, maker: PersonId) -> Result<(), LedgerError> {
    let (approver, today) = (tx.actor(), tx.today());
    let kept = identity::accounts_kept(tx.conn, &[maker, approver])?;
    let Err(why) = may_approve(maker, approver, &kept, today) else {
        return Ok(());
    };
    let may = who_may(tx.conn, maker, today)?;
    Err(LedgerError::NotItsApprover { why, may })
}

/// The names of those who may approve what this person prepared.
fn who_may(
    conn: &mut Conn,
    maker: PersonId,
    today: BusinessDate,
) -> Result<Vec<String>, LedgerError> {
    let people = identity::who_act_as(conn, CHECKERS, today)?;
    let all: BTreeSet<PersonId> = people.iter().map(|(id, _)| *id).chain([maker]).collect();
    let all: Vec<PersonId> = all.into_iter().collect();
    let kept = identity::accounts_kept(conn, &all)?;
    let may = people
        .into_iter()
        .filter(|(id, _)| may_approve(maker, *id, &kept, today).is_ok());
    Ok(may.map(|(_, name)| name).collect())
}
