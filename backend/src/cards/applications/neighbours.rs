//! What applications ask of others: the bylaws of a day, members, and the cards that a member has or had.

use std::collections::BTreeMap;

use super::error::ApplicationError;
use super::model::{Application, Details, IssueKind};
use super::rules::{Applicant, CardState, EarlierCard};
use super::terms::Terms;
use crate::app::App;
use crate::cards::custody::service::{self as custody, CardSummary};
use crate::cards::late::model::{Recorded, What};
use crate::cards::late::service as late;
use crate::cards::model::{BlockCause, Card, CardFact, Standing};
use crate::db::{self, Conn, Tx, fold_one};
use crate::kernel::{BusinessDate, MemberId, Money};
use crate::ledger::LedgerError;
use crate::ledger::service as ledger;
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

/// The members of these applications.
pub fn applicants_of(
    conn: &mut Conn,
    applications: &[Application],
) -> Result<BTreeMap<MemberId, Applicant>, ApplicationError> {
    let ids: Vec<MemberId> = applications.iter().map(|a| a.member).collect();
    applicants(conn, &ids)
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
    let earlier = |card: &CardSummary| EarlierCard {
        id: card.id,
        last_four: card.last_four.clone(),
        state: state_of(card, today),
    };
    Ok(cards.iter().map(earlier).collect())
}

fn state_of(card: &CardSummary, today: BusinessDate) -> CardState {
    let (came, on) = (card.place == "with_member", card.expires_on);
    let goes_back = matches!(card.place.as_str(), "faulty" | "returned_to_bank");
    match (card.standing.as_str(), card.cause) {
        _ if card.place == "destroyed" => CardState::Destroyed,
        ("sound", _) if came && today > on => CardState::Expired { on },
        ("sound", _) if came => CardState::Held { until: on },
        ("sound", _) if goes_back || today > on => CardState::NeverCame,
        ("sound", _) => CardState::OnItsWay,
        (_, Some(cause)) => CardState::Blocked(cause),
        (_, None) if came => CardState::Ended,
        (_, None) => CardState::NeverCame,
    }
}

/// What these members owe for their applications by the books, by the source of each fee. Books without a chart owe nothing.
pub fn owed(
    conn: &mut Conn,
    members: &[MemberId],
    today: BusinessDate,
) -> Result<BTreeMap<String, Money>, ApplicationError> {
    match ledger::owed_by_source(conn, members, today) {
        Ok(found) => Ok(found),
        Err(LedgerError::RoleWithoutAccount { .. }) => Ok(BTreeMap::new()),
        Err(LedgerError::Store(error)) => Err(error.into()),
        Err(_) => Err(db::Error::Stored("postings.amount").into()),
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
