//! What applications ask of others: the bylaws of a day, members, and the cards that a member has or had.

use std::collections::BTreeMap;

use super::error::ApplicationError;
use super::model::{Application, Completion, Details, IssueKind, Papers};
use super::rules::{Applicant, CardState, EarlierCard};
use super::terms::Terms;
use super::{rules, store};
use crate::app::App;
use crate::cards::custody::service::{self as custody, CardSummary};
use crate::cards::late::model::{Recorded, What};
use crate::cards::late::service as late;
use crate::cards::model::{BlockCause, Card, CardFact, Standing};
use crate::db::{self, Conn, Tx, fold_one};
use crate::kernel::{BusinessDate, CardId, MemberId, Money};
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
    let mut found = cards_of_members(conn, &[member], today)?;
    Ok(found.remove(&member).unwrap_or_default())
}

/// The same of the members of these applications; one without a card is left out.
pub fn cards_of_applicants(
    conn: &mut Conn,
    applications: &[Application],
    today: BusinessDate,
) -> Result<BTreeMap<MemberId, Vec<EarlierCard>>, ApplicationError> {
    let ids: Vec<MemberId> = applications.iter().map(|a| a.member).collect();
    cards_of_members(conn, &ids, today)
}

fn cards_of_members(
    conn: &mut Conn,
    members: &[MemberId],
    today: BusinessDate,
) -> Result<BTreeMap<MemberId, Vec<EarlierCard>>, ApplicationError> {
    let earlier = |card: CardSummary| EarlierCard {
        id: card.id,
        state: state_of(&card, today),
        last_four: card.last_four,
        active: card.active,
        since: card.since,
        reached_on: card.reached_on,
        own: !card.taken_over,
    };
    let found = custody::cards_of_members(conn, members, today)?.into_iter();
    let found = found.map(|(member, own)| (member, own.into_iter().map(earlier).collect()));
    Ok(found.collect())
}

/// A4, A5.1: whether an application may go on as it was asked for: its member is one, on the day of the form and today, and the
/// registers still say its kind.
pub fn may_go_on(
    conn: &mut Conn,
    application: &Application,
    today: BusinessDate,
) -> Result<(), ApplicationError> {
    let (member, details) = (application.member, &application.details);
    rules::may_apply(&applicant(conn, member)?, details.opened_on, today)?;
    rules::still_fits(details, &cards_of(conn, member, today)?, today)
}

/// A8.2: the report, where there is one, is of this very card and was not used for another.
pub fn report_is_new(
    conn: &mut Conn,
    member: MemberId,
    (card, cards): (Option<CardId>, &[EarlierCard]),
    papers: &Papers,
) -> Result<(), ApplicationError> {
    let about = cards.iter().find(|one| Some(one.id) == card);
    let Some((card, report)) = about.zip(papers.loss_report.as_ref()) else {
        return Ok(());
    };
    let mut told = custody::block_references(conn, member)?;
    told.extend(store::reports_of(conn, member)?);
    rules::report_is_new(card, report, &told)
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

/// A6 (P): a complete application that was cancelled takes its last day to the bank along. Where the member's next one is
/// complete only for a later day, it stands in the list of late records with both, until a second person can agree to that.
pub fn recorded_moved(
    tx: &mut Tx<'_>,
    application: &Application,
    done: &Completion,
) -> Result<(), ApplicationError> {
    let before = store::cancelled_before(tx.conn, application.member, application.id)?;
    let Some((no, due_on)) = rules::moved(&before, done) else {
        return Ok(());
    };
    let moved_to = done.to_bank.deadline;
    let moved = Recorded {
        what: What::Application,
        subject: application.id.get(),
        no: application.no.clone(),
        left_on: application.details.opened_on,
        recorded_on: tx.today(),
        due_on: Some(due_on),
        reason: format!(
            "แทนคำขอ {no} ที่ข้อมูลครบแล้วและถูกยกเลิก กำหนดส่งธนาคารเดิม {} กำหนดใหม่ {}",
            due_on.thai_short(),
            moved_to.thai_short()
        ),
        by: tx.actor(),
    };
    Ok(late::record(tx, vec![moved])?)
}
