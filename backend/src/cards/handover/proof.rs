//! What proves a hand-over on paper: a scan of its own, and the witnesses of a thumb print (A7.2.2, A7.2.3, C5).

use std::collections::BTreeSet;

use super::super::custody::HOLDERS;
use super::super::custody::model::{Item, Place};
use super::super::custody::store::{self as items, Held};
use super::super::error::CardError;
use super::store;
use crate::db::Conn;
use crate::documents::service::attachments;
use crate::identity::model::Role;
use crate::identity::service as identity;
use crate::kernel::{AttachmentId, BusinessDate, PersonId};

/// A7.2.2, A7.2.3: a scanned paper proves its own member's receipt, once, and of nothing that came only after it.
pub(super) fn paper_of(
    conn: &mut Conn,
    held: &Held,
    paper: AttachmentId,
) -> Result<AttachmentId, CardError> {
    let lane = held.item.lane;
    let known = attachments::known(conn, paper)?;
    let own = known.filter(|it| it.member == held.item.member && it.purpose == "hand_over");
    let own = own.ok_or(CardError::NoSignature { lane })?;
    let received = items::received_in(conn, held.item.id)?;
    if received.is_some_and(|received| own.seq <= received) {
        return Err(CardError::PaperBeforeReceipt { lane });
    }
    is_new(conn, held, &own.sha256)?;
    Ok(paper)
}

/// Each receipt has a signature of its own: what proved one hand-over proves no other, also when it is scanned in again.
pub(super) fn is_new(conn: &mut Conn, held: &Held, sha256: &str) -> Result<(), CardError> {
    let same = attachments::with_content(conn, sha256)?;
    if store::proves(conn, &same)? {
        let lane = held.item.lane;
        return Err(CardError::PaperUsed { lane });
    }
    Ok(())
}

/// C5: who saw a thumb print is of the cooperative today, does not keep the system, and hands over neither half.
pub(super) fn may_witness(
    conn: &mut Conn,
    held: &Held,
    (witnesses, officer): (&[PersonId], PersonId),
    today: BusinessDate,
) -> Result<(), CardError> {
    let roles = identity::roles_of_on(conn, witnesses, today)?;
    let acting = acting(held, officer);
    let fits = |person: &PersonId| {
        let own = roles.get(person).map_or(&[][..], Vec::as_slice);
        is_of_the_house(own) && !acting.contains(person)
    };
    if witnesses.iter().all(fits) {
        Ok(())
    } else {
        Err(CardError::WitnessUnfit)
    }
}

fn is_of_the_house(roles: &[Role]) -> bool {
    roles.iter().any(|role| HOLDERS.contains(role)) && !roles.contains(&Role::SystemKeeper)
}

/// The two who hand over the halves of this card, as far as they are known.
fn acting(held: &Held, officer: PersonId) -> BTreeSet<PersonId> {
    let other = held.other.as_ref();
    let gave = other.and_then(|item| item.dispensed_by);
    let gives = other.and_then(at_the_counter);
    [Some(officer), gave, gives].into_iter().flatten().collect()
}

fn at_the_counter(item: &Item) -> Option<PersonId> {
    match item.place {
        Place::Offered { to, .. } => Some(to),
        Place::Counter { dispenser, .. } | Place::GivingBack { dispenser, .. } => Some(dispenser),
        Place::WithBank
        | Place::Safe { .. }
        | Place::WithMember
        | Place::Faulty { .. }
        | Place::ReturnedToBank => None,
    }
}
