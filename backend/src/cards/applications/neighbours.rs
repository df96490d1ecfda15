//! What applications ask of others: the bylaws of a day, members, and the cards that a member has or had.

use std::collections::BTreeMap;

use super::error::ApplicationError;
use super::model::{Details, IssueKind};
use super::rules::{Applicant, EarlierCard};
use super::terms::Terms;
use crate::app::App;
use crate::cards::custody::service::{self as custody, CardSummary};
use crate::cards::late::model::{Recorded, What};
use crate::cards::late::service as late;
use crate::cards::model::{BlockCause, Card, CardFact, Standing};
use crate::db::{Conn, Tx, fold_one};
use crate::kernel::{BusinessDate, MemberId};
use crate::members::model::MemberNumber;
use crate::members::service as members;

/// The parameters that bind on a day; `NoBylaws` before the regulation's own day (R0).
pub fn terms_on(app: &App, on: BusinessDate) -> Result<Terms, ApplicationError> {
    app.bylaws_on(on)
        .as_ref()
        .map(Terms::from)
        .ok_or(ApplicationError::NoBylaws(on))
}

/// These members, as far as they exist.
pub fn applicants(
    conn: &mut Conn,
    ids: &[MemberId],
) -> Result<BTreeMap<MemberId, Applicant>, ApplicationError> {
    let found = members::by_ids(conn, ids)?;
    Ok(found
        .into_iter()
        .map(|line| {
            let applicant = Applicant {
                number: line.number,
                name: line.name,
                joined_on: line.joined_on,
                left_on: line.left_on,
            };
            (line.id, applicant)
        })
        .collect())
}

/// One member; `UnknownMember` when there is none.
pub fn applicant(conn: &mut Conn, id: MemberId) -> Result<Applicant, ApplicationError> {
    applicants(conn, &[id])?
        .remove(&id)
        .ok_or(ApplicationError::UnknownMember)
}

/// The member with this number, as typed.
pub fn member_by_number(
    conn: &mut Conn,
    number: &str,
) -> Result<Option<MemberId>, ApplicationError> {
    let Ok(number) = MemberNumber::parse(number) else {
        return Ok(None);
    };
    Ok(members::by_number(conn, &number)?.map(|line| line.id))
}

/// The cards that the member has or had, as they stand today.
pub fn cards_of(
    conn: &mut Conn,
    member: MemberId,
    today: BusinessDate,
) -> Result<Vec<EarlierCard>, ApplicationError> {
    let cards = custody::cards_of(conn, member, today)?;
    Ok(cards.iter().map(earlier).collect())
}

fn earlier(card: &CardSummary) -> EarlierCard {
    let ended = |place: &str| matches!(place, "faulty" | "returned_to_bank" | "destroyed");
    let sound = card.standing == "sound" && !ended(&card.place);
    EarlierCard {
        id: card.id,
        active: card.active,
        on_its_way: sound && card.place != "with_member",
    }
}

/// A8.1: a card that is reported lost, or whose PIN is forgotten, is blocked here from this moment. One that is blocked or
/// cancelled already stays as it is.
pub fn block_reported(tx: &mut Tx<'_>, details: &Details) -> Result<(), ApplicationError> {
    let cause = match details.issue {
        IssueKind::Lost => BlockCause::Lost,
        IssueKind::PinForgotten => BlockCause::PinForgotten,
        IssueKind::First
        | IssueKind::Unusable { .. }
        | IssueKind::Expired
        | IssueKind::AfterDestruction => return Ok(()),
    };
    let (Some(report), Some(id)) = (&details.papers.loss_report, details.earlier_card) else {
        return Ok(());
    };
    let card = fold_one::<Card>(tx.conn, id.get())?;
    if let Some(card) = card.filter(|card| card.standing == Standing::Sound) {
        let bank_reference = report.bank_reference.clone();
        let fact = CardFact::Blocked {
            cause,
            bank_reference,
        };
        tx.advance_one(id.get(), Some(card), report.reported_on, fact)?;
    }
    Ok(())
}

/// Writes down that an application bears an earlier day than the one it is recorded on, where it does.
pub fn recorded_late(
    tx: &mut Tx<'_>,
    id: i64,
    no: &str,
    details: &Details,
) -> Result<(), ApplicationError> {
    let Some(reason) = details.late_reason.clone() else {
        return Ok(());
    };
    let late = Recorded {
        what: What::Application,
        subject: id,
        no: no.to_owned(),
        left_on: details.opened_on,
        recorded_on: tx.today(),
        due_on: None,
        reason,
        by: tx.actor(),
    };
    Ok(late::record(tx, vec![late])?)
}
