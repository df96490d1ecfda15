//! Applications as lists and answers show them: no telephone in a list, never a whole card number.

use serde::Serialize;

use super::error::ApplicationError;
use super::model::{Application, ApplicationFact, BankRefusal, IssueKind, Paper};
use super::rules::Applicant;
use super::store::{self, ApplicationRow, Filter};
use super::urgency::{self, Place};
use super::{neighbours, service};
use crate::app::App;
use crate::calendar::Deadline;
use crate::db::Conn;
use crate::kernel::{
    ApplicationId, BatchId, BusinessDate, CardId, Cursor, Limit, MemberId, Money, PageOf, PersonId,
};
use crate::members::model::masked_telephone;

/// An application in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApplicationLine {
    pub id: ApplicationId,
    pub version: i64,
    pub no: String,
    pub member_id: MemberId,
    pub member_number: String,
    pub member_name: String,
    pub kind: String,
    pub cause: Option<String>,
    pub state: String,
    pub opened_on: BusinessDate,
    pub place: String,
    pub officer_id: PersonId,
    /// Papers that are still missing.
    pub missing: Vec<Paper>,
    pub data_completed_on: Option<BusinessDate>,
    pub must_go_by: Option<BusinessDate>,
    /// Days left until the bank must know, as long as it does not; negative when overdue.
    pub days_left: Option<i64>,
    pub batch_id: Option<BatchId>,
    /// What the bank charges for the card, once it is in a batch and as long as no refusal reversed it (A5.5).
    pub bank_charge: Option<Money>,
    /// What the member still owes for the card by the books: what was paid goes to the oldest fee first.
    pub member_owes: Option<Money>,
    /// The bank's refusal, while it stands.
    pub refusal: Option<BankRefusal>,
    pub card_id: Option<CardId>,
}

/// One application with everything about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApplicationView {
    #[serde(flatten)]
    pub line: ApplicationLine,
    pub earlier_card_id: Option<CardId>,
    pub loss_reported_on: Option<BusinessDate>,
    pub bank_reference: Option<String>,
    /// Whom to call when the card has come, masked: `xxx-xxx-x221`.
    pub phone: Option<String>,
    /// The last day to the bank with everything that explains it.
    pub to_bank: Option<Deadline>,
    /// Sent after the last day.
    pub late: Option<bool>,
    /// The batch left before it was recorded, and was recorded after the last day.
    pub recorded_late: Option<bool>,
    /// Why it bears a day before the one it was recorded on.
    pub late_reason: Option<String>,
}

impl ApplicationLine {
    fn of(
        row: ApplicationRow,
        member: Option<&Applicant>,
        (refusal, owed): (Option<BankRefusal>, Money),
        today: BusinessDate,
    ) -> Self {
        let reversed = refusal.as_ref().is_some_and(|r| r.fault.reverses_fees());
        let stands = |fee: Option<i64>| fee.filter(|_| !reversed).map(Money::satang);
        let waits = row.state == "complete";
        let must_go_by = row.must_go_by.map(BusinessDate::new);
        let missing = missing(&row);
        Self {
            id: ApplicationId::new(row.id),
            version: row.version,
            member_id: MemberId::new(row.member_id),
            member_number: member.map_or_else(String::new, |m| m.number.clone()),
            member_name: member.map_or_else(String::new, |m| m.name.clone()),
            opened_on: BusinessDate::new(row.opened_on),
            officer_id: PersonId::new(row.officer_id),
            missing,
            data_completed_on: row.data_completed_on.map(BusinessDate::new),
            must_go_by,
            days_left: must_go_by
                .filter(|_| waits)
                .map(|day| day.days_since(today)),
            batch_id: row.batch_id.map(BatchId::new),
            bank_charge: stands(row.bank_charge),
            member_owes: stands(row.member_owes).map(|_| owed),
            refusal,
            card_id: row.card_id.map(CardId::new),
            no: row.no,
            kind: row.issue,
            cause: row.cause,
            state: row.state,
            place: row.place,
        }
    }
}

fn missing(row: &ApplicationRow) -> Vec<Paper> {
    let issue = IssueKind::parse(&row.issue, row.cause.as_deref());
    let report = !issue.is_ok_and(IssueKind::needs_loss_report) || row.loss_reported_on.is_some();
    [
        (Paper::Form, row.form_signed != 0),
        (Paper::IdCopy, row.id_copy != 0),
        (Paper::LossReport, report),
    ]
    .into_iter()
    .filter(|(_, here)| !here)
    .map(|(paper, _)| paper)
    .collect()
}

/// One page of applications, the most urgent first.
pub fn page(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<&Cursor>,
    limit: Limit,
    today: BusinessDate,
) -> Result<PageOf<ApplicationLine>, ApplicationError> {
    let unknown = ApplicationError::NotAChoice { field: "cursor" };
    let after = match after {
        None => None,
        Some(cursor) => Some(Place::parse(cursor).ok_or(unknown)?),
    };
    let rows = urgency::rows(conn, filter, after, limit.and_one_more())?;
    let page = PageOf::cut(rows, limit, urgency::cursor_of);
    Ok(PageOf {
        items: lines(conn, page.items, today)?,
        next: page.next,
    })
}

/// The first `max` applications of the list, for a file.
pub fn all(
    conn: &mut Conn,
    filter: &Filter,
    max: i64,
    today: BusinessDate,
) -> Result<Vec<ApplicationLine>, ApplicationError> {
    let rows = urgency::rows(conn, filter, None, max)?;
    lines(conn, rows, today)
}

/// The applications of a batch, in the order of its list.
pub fn of_batch(
    conn: &mut Conn,
    batch: BatchId,
    today: BusinessDate,
) -> Result<Vec<ApplicationLine>, ApplicationError> {
    let rows = store::of_batch(conn, batch)?;
    lines(conn, rows, today)
}

/// Rows with the names of their members and what the bank refused, in one query more for each.
fn lines(
    conn: &mut Conn,
    rows: Vec<ApplicationRow>,
    today: BusinessDate,
) -> Result<Vec<ApplicationLine>, ApplicationError> {
    let ids: Vec<MemberId> = rows
        .iter()
        .map(|row| MemberId::new(row.member_id))
        .collect();
    let members = neighbours::applicants(conn, &ids)?;
    let mut refusals = store::refusals_of(conn, &rows)?;
    let owed = neighbours::owed(conn, &ids, today)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let member = members.get(&MemberId::new(row.member_id));
            let source = format!("application/{}", row.id);
            let owed = owed.get(&source).copied().unwrap_or_default();
            let told = (refusals.remove(&row.id), owed);
            ApplicationLine::of(row, member, told, today)
        })
        .collect())
}

/// Who cancelled an application, on which day, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    pub by: PersonId,
    pub on: BusinessDate,
    pub reason: String,
}

/// The cancellation of an application; none where it was not cancelled.
pub fn cancellation(
    conn: &mut Conn,
    id: ApplicationId,
) -> Result<Option<Cancellation>, ApplicationError> {
    use crate::db::Told as _;
    let rows = store::ApplicationFactRow::of_subjects(conn, &[id.get()])?;
    let Some(last) = rows.last() else {
        return Ok(None);
    };
    let fact: ApplicationFact = serde_json::from_str(&last.data).map_err(crate::db::Error::from)?;
    let ApplicationFact::Cancelled { reason } = fact else {
        return Ok(None);
    };
    Ok(Some(Cancellation {
        by: PersonId::new(last.person_id),
        on: last.on(),
        reason,
    }))
}

/// One application, read on its own.
pub async fn found(app: &App, id: ApplicationId) -> Result<ApplicationView, ApplicationError> {
    let (office, today) = (app.clone(), app.clock.today());
    app.read(move |conn| one(&office, conn, id, today)).await
}

/// One application.
pub fn one(
    app: &App,
    conn: &mut Conn,
    id: ApplicationId,
    today: BusinessDate,
) -> Result<ApplicationView, ApplicationError> {
    use crate::db::Aggregate as _;
    let application: Application = service::by_id(conn, id)?;
    let phone = service::phone_of(app, conn, &application)?;
    let phone = phone.map(|digits| masked_telephone(&digits));
    let mut lines = lines(conn, vec![application.row()], today)?;
    let line = lines.pop().ok_or(ApplicationError::NotFound)?;
    let report = application.details.papers.loss_report.as_ref();
    Ok(ApplicationView {
        line,
        earlier_card_id: application.details.earlier_card,
        loss_reported_on: report.map(|r| r.reported_on),
        bank_reference: report.and_then(|r| r.bank_reference.clone()),
        phone,
        to_bank: application.completion().map(|done| done.to_bank.clone()),
        late: application.batched().map(|line| line.late),
        recorded_late: application.batched().map(|line| line.recorded_late),
        late_reason: application.details.late_reason.clone(),
    })
}
