//! The acts around a bank batch. Each is load, decide, write, in one transaction.

mod delivery;
mod refusals;

use std::collections::BTreeMap;

pub use super::error::BatchError;
pub use super::store::{dated, numbers_of};
pub use delivery::{BankList, rehearse_list, take_list, take_list_in};
pub use refusals::{RefusedLine, refuse_line, refuse_line_in, withdraw_refusal};

use super::model::{Batch, BatchFact, Made};
use super::neighbours::{self, Ordered, Paper};
use super::rules;
use crate::app::App;
use crate::audit::verify::ProjectionCheck;
use crate::cards::applications::error::ApplicationError;
use crate::cards::applications::model::{Application, ApplicationFact, Batched, Completion};
use crate::cards::applications::rules::{self as application_rules, Applicant};
use crate::cards::applications::service as applications;
use crate::cards::applications::terms::Terms;
use crate::cards::late::model::Late;
use crate::cards::late::rules::day_of;
use crate::db::{
    ActMeta, Conn, FactTable, IdempotencyKey, Receipt, Tx, facts_of, fold, fold_one, projection_of,
};
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BatchId, BusinessDate};

/// Applications to be sent together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBatch {
    pub applications: Vec<ApplicationId>,
    /// The date of batch and covering letter: today, said or not.
    pub dated: Option<BusinessDate>,
    /// It left on paper earlier, and this is when and why it is recorded only now.
    pub late: Option<Late>,
}

/// The fact tables of batches, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    vec![facts_of::<Batch>()]
}

/// The projections of batches, for `verify`.
pub fn projections() -> Vec<ProjectionCheck> {
    vec![projection_of::<Batch>()]
}

/// A6: sends complete applications to the bank together; number, covering letter, and for each card what it costs (A5.3 to
/// A5.5), by the bylaws of the batch's date.
pub async fn make(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    new: NewBatch,
) -> Result<Receipt, BatchError> {
    application_rules::may_collect(&by.duties)?;
    let office = app.clone();
    let meta = ActMeta::new(by.person, "batch.made").with_key(Some(key));
    app.writer
        .act(meta, move |tx| make_in(&office, tx, &by, &new))
        .await
}

/// The part of [`make`] that runs inside the caller's act.
pub fn make_in(
    app: &App,
    tx: &mut Tx<'_>,
    by: &Actor,
    new: &NewBatch,
) -> Result<Receipt, BatchError> {
    application_rules::may_collect(&by.duties)?;
    let today = tx.today();
    let dated = day_of(new.dated, new.late.as_ref(), today)?;
    let terms = applications::terms_on(app, dated)?;
    let found = applications_of(tx.conn, &new.applications)?;
    let sent = rules::may_send(&found, dated, today)?;
    neighbours::within_the_books(app, tx, dated)?;
    let members = applications::applicants_of(tx.conn, &found)?;
    let cards = applications::cards_of_applicants(tx.conn, &found, today)?;
    rules::still_stand(&found, &members, &cards, (dated, today))?;
    let id = BatchId::new(tx.next_id("batches"));
    let (year, running) = next_no(tx);
    let no = format!("{running}/{year}");
    let paper = Paper { id, no: &no, dated };
    let letter_no = neighbours::covering_letter(tx, &paper, &sent, new.late.as_ref())?;
    let mut receipt = receipt(id).numbered(no.clone()).numbered(letter_no.clone());
    let mut steps = Vec::new();
    for (application, done) in sent {
        let member = members
            .get(&application.member)
            .ok_or(ApplicationError::UnknownMember)?;
        let line = line_of((id, dated, today), (application, done), member, &terms);
        let text = format!("{} ชุดส่งธนาคารที่ {no}", application.no);
        let line = posted(tx, application, (dated, &text), line, &mut receipt)?;
        let step = (application.id.get(), Some(application.clone()));
        steps.push((step.0, step.1, dated, ApplicationFact::Batched(line)));
    }
    tx.advance::<Application>(steps)?;
    let made = Made {
        no,
        year,
        running,
        dated,
        letter_no,
        by: by.person,
        applications: new.applications.clone(),
    };
    tx.advance_one::<Batch>(id.get(), None, dated, BatchFact::Made(made))?;
    Ok(receipt)
}

/// An application's line in a batch, before its costs are posted.
fn line_of(
    (batch, dated, today): (BatchId, BusinessDate, BusinessDate),
    (application, done): (&Application, &Completion),
    member: &Applicant,
    terms: &Terms,
) -> Batched {
    Batched {
        batch,
        dated,
        requested: application_rules::requested(member, &terms.cooperative),
        fee: application_rules::issue_fee(application.details.issue, terms),
        late: rules::is_late(done, dated),
        recorded_late: dated < today && rules::is_late(done, today),
        charge_entry: None,
        fee_entry: None,
    }
}

/// Posts what a card costs: one entry for the bank's charge and one for the member's fee, so that each can be reversed alone.
fn posted(
    tx: &mut Tx<'_>,
    application: &Application,
    (dated, text): (BusinessDate, &str),
    mut line: Batched,
    receipt: &mut Receipt,
) -> Result<Batched, BatchError> {
    let ordered = Ordered {
        application: application.id,
        member: application.member,
        dated,
        fee: line.fee,
        text,
    };
    let charge = neighbours::post_charge(tx, &ordered)?;
    let fee = neighbours::post_fee(tx, &ordered)?;
    line.charge_entry = charge.as_ref().map(|v| v.entry);
    line.fee_entry = fee.as_ref().map(|v| v.entry);
    receipt.numbers.extend(charge.map(|v| v.no));
    receipt.numbers.extend(fee.map(|v| v.no));
    Ok(line)
}

/// The batch as it stands.
pub fn by_id(conn: &mut Conn, id: BatchId) -> Result<Batch, BatchError> {
    fold_one::<Batch>(conn, id.get())?.ok_or(BatchError::NotFound)
}

/// Id, number, date and lines of the batch with this number.
pub fn called(
    conn: &mut Conn,
    no: &str,
) -> Result<Option<(BatchId, String, BusinessDate, i64)>, BatchError> {
    let found = super::store::called(conn, no)?;
    Ok(found.map(|row| {
        let dated = BusinessDate::new(row.dated);
        (BatchId::new(row.id), row.no, dated, row.lines)
    }))
}

/// The batch's applications in the order in which they were ticked.
pub fn applications_of_batch(
    conn: &mut Conn,
    batch: &Batch,
) -> Result<Vec<Application>, BatchError> {
    applications_of(conn, &batch.made.applications)
}

fn applications_of(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Vec<Application>, BatchError> {
    let wanted: Vec<i64> = ids.iter().map(|id| id.get()).collect();
    let found: BTreeMap<i64, Application> = fold(conn, &wanted)?;
    ids.iter()
        .enumerate()
        .map(|(line, id)| {
            found
                .get(&id.get())
                .cloned()
                .ok_or(BatchError::UnknownApplication { line })
        })
        .collect()
}

/// The Buddhist year of the day recorded and the next number in it, without holes.
fn next_no(tx: &mut Tx<'_>) -> (i32, i64) {
    let year = tx.today().buddhist_year();
    (year, tx.next_number(&format!("batch/{year}")))
}

fn receipt(id: BatchId) -> Receipt {
    Receipt::of("batch", "batches", id.get())
}
