//! The acts around a bank batch. Each is load, decide, write, in one transaction.

pub use super::store::{dated, numbers_of};

use std::collections::BTreeMap;

pub use super::error::BatchError;

use super::error::LineFault;
use super::model::{Answer, Batch, BatchFact, Delivered, LeftOut, ListedLine, Made};
use super::neighbours::{self, Ordered};
use super::rules::{self, Expected, Matched, RawLine};
use crate::app::App;
use crate::audit::verify::ProjectionCheck;
use crate::cards::applications::error::ApplicationError;
use crate::cards::applications::model::{
    Application, ApplicationFact, BankRefusal, Batched, Fault,
};
use crate::cards::applications::{rules as application_rules, service as applications};
use crate::db::{
    ActMeta, Conn, FactTable, IdempotencyKey, Receipt, Tx, facts_of, fold, fold_one, projection_of,
};
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BatchId, BusinessDate};

/// Applications to be sent together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBatch {
    pub applications: Vec<ApplicationId>,
    /// The date of batch and covering letter; today when it is not said.
    pub dated: Option<BusinessDate>,
}

/// The bank's list as it came. No `Debug`: it holds whole card numbers.
pub struct BankList {
    pub reference: Option<String>,
    pub lines: Vec<RawLine>,
    /// Takes the good lines and leaves the others out; otherwise all or nothing.
    pub partial: bool,
}

/// A line that the bank does not make a card for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedLine {
    pub application: ApplicationId,
    /// Today when it is not said.
    pub refused_on: Option<BusinessDate>,
    pub reason: String,
    pub fault: Fault,
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
    let (today, dated) = (tx.today(), new.dated.unwrap_or(tx.today()));
    let terms = applications::terms_on(app, dated)?;
    let found = applications_of(tx.conn, &new.applications)?;
    let sent = rules::may_send(&found, dated, today)?;
    let members = applications::applicants_of(tx.conn, &found)?;
    let id = BatchId::new(tx.next_id("batches"));
    let (year, running) = next_no(tx, dated);
    let no = format!("{running}/{year}");
    let letter_no = neighbours::covering_letter(tx, id, dated)?;
    let mut receipt = receipt(id).numbered(no.clone()).numbered(letter_no.clone());
    let mut steps = Vec::new();
    for (application, done) in sent {
        let member = members
            .get(&application.member)
            .ok_or(ApplicationError::UnknownMember)?;
        let line = Batched {
            batch: id,
            dated,
            requested: application_rules::requested(member, &terms.cooperative),
            fee: application_rules::issue_fee(application.details.issue, &terms),
            late: rules::is_late(done, dated),
            charge_entry: None,
            fee_entry: None,
        };
        let line = posted(tx, application, &no, line, &mut receipt)?;
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

/// Posts what a card costs: one entry for the bank's charge and one for the member's fee, so that each can be reversed alone.
fn posted(
    tx: &mut Tx<'_>,
    application: &Application,
    batch_no: &str,
    mut line: Batched,
    receipt: &mut Receipt,
) -> Result<Batched, BatchError> {
    let text = format!("{} ชุดส่งธนาคารที่ {batch_no}", application.no);
    let ordered = Ordered {
        application: application.id,
        member: application.member,
        dated: line.dated,
        fee: line.fee,
        text: &text,
    };
    let charge = neighbours::post_charge(tx, &ordered)?;
    let fee = neighbours::post_fee(tx, &ordered)?;
    line.charge_entry = charge.as_ref().map(|v| v.entry);
    line.fee_entry = fee.as_ref().map(|v| v.entry);
    receipt.numbers.extend(charge.map(|v| v.no));
    receipt.numbers.extend(fee.map(|v| v.no));
    Ok(line)
}

/// A5.2: takes the bank's delivery list. Every line is checked against the batch; the numbers are sealed at once.
pub async fn take_list(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    id: BatchId,
    list: BankList,
) -> Result<Receipt, BatchError> {
    application_rules::may_collect(&by.duties)?;
    let office = app.clone();
    let meta = ActMeta::new(by.person, "batch.list_taken").with_key(Some(key));
    app.writer
        .act(meta, move |tx| take_list_in(&office, tx, &by, id, &list))
        .await
}

/// What [`take_list`] would say, without writing anything.
pub async fn rehearse_list(
    app: &App,
    by: Actor,
    id: BatchId,
    list: BankList,
) -> Result<Delivered, BatchError> {
    application_rules::may_collect(&by.duties)?;
    let office = app.clone();
    let meta = ActMeta::new(by.person, "batch.list_taken");
    app.writer
        .rehearse(meta, move |tx| {
            take_list_in(&office, tx, &by, id, &list)?;
            let batch = by_id(tx.conn, id)?;
            batch.deliveries.last().cloned().ok_or(BatchError::NotFound)
        })
        .await
}

/// The part of [`take_list`] that runs inside the caller's act.
pub fn take_list_in(
    app: &App,
    tx: &mut Tx<'_>,
    by: &Actor,
    id: BatchId,
    list: &BankList,
) -> Result<Receipt, BatchError> {
    application_rules::may_collect(&by.duties)?;
    if list.lines.is_empty() || list.lines.len() > rules::LINES_MAX {
        return Err(BatchError::ListLength);
    }
    let reference = list
        .reference
        .as_deref()
        .map(|text| application_rules::readable("reference", text))
        .transpose()?;
    let today = tx.today();
    let terms = applications::terms_on(app, today)?;
    let batch = by_id(tx.conn, id)?;
    let mut found = fold::<Application>(tx.conn, &ids_of(&batch))?;
    let expected = expected(&batch, &found);
    let (matched, faults) =
        rules::check_list(&list.lines, &expected, today, terms.card_number_check);
    let (matched, faults) = unknown_before(app, tx, matched, faults)?;
    if !faults.is_empty() && !list.partial {
        return Err(BatchError::List { faults });
    }
    if matched.is_empty() {
        return Err(BatchError::NothingToList { faults });
    }
    let listed = neighbours::list(tx, &app.secrets, id, matched)?;
    let steps = listed
        .iter()
        .map(|(application, card)| {
            let before = found.remove(&application.get());
            let fact = ApplicationFact::Listed { card: *card };
            (application.get(), before, today, fact)
        })
        .collect();
    tx.advance::<Application>(steps)?;
    let delivered = Delivered {
        reference,
        lines: listed
            .into_iter()
            .map(|(application, card)| ListedLine { application, card })
            .collect(),
        left_out: faults.iter().map(left_out).collect(),
    };
    let nth = batch.deliveries.len() + 1;
    tx.advance_one(
        id.get(),
        Some(batch),
        today,
        BatchFact::Delivered(delivered),
    )?;
    let mut receipt = receipt(id);
    receipt.location = format!("/api/v1/batches/{id}/delivery-lists/{nth}");
    Ok(receipt)
}

/// Lines whose number or envelope the registers know already are faults too, beside those that the rules found.
fn unknown_before(
    app: &App,
    tx: &mut Tx<'_>,
    matched: Vec<Matched>,
    mut faults: Vec<LineFault>,
) -> Result<(Vec<Matched>, Vec<LineFault>), BatchError> {
    let known = neighbours::known(tx.conn, &app.secrets, &matched)?;
    let fresh = matched
        .into_iter()
        .filter(|m| known.iter().all(|fault| fault.line != m.line.line))
        .collect();
    faults.extend(known);
    faults.sort_by_key(|fault| fault.line);
    Ok((fresh, faults))
}

fn left_out(fault: &LineFault) -> LeftOut {
    LeftOut {
        line: fault.line,
        field: fault.field.to_owned(),
        code: fault.code().to_owned(),
    }
}

/// The bank does not make a card. Where bank or cooperative is at fault both entries of the card are reversed, and there is
/// no fee to charge (A5.5).
pub async fn refuse_line(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    id: BatchId,
    refused: RefusedLine,
) -> Result<Receipt, BatchError> {
    application_rules::may_collect(&by.duties)?;
    let meta = ActMeta::new(by.person, "batch.line_refused").with_key(Some(key));
    app.writer
        .act(meta, move |tx| refuse_line_in(tx, id, &refused))
        .await
}

fn refuse_line_in(
    tx: &mut Tx<'_>,
    id: BatchId,
    refused: &RefusedLine,
) -> Result<Receipt, BatchError> {
    let (today, application) = (tx.today(), refused.application);
    let refused_on = refused.refused_on.unwrap_or(today);
    let reason = application_rules::readable("reason", &refused.reason)?;
    let batch = by_id(tx.conn, id)?;
    rules::may_refuse(&batch, application, refused_on, today)?;
    let before = applications::by_id(tx.conn, application)?;
    let mut receipt = receipt(id);
    for entry in to_reverse(&before, refused.fault) {
        receipt = receipt.numbered(neighbours::reverse(tx, entry, refused_on, &reason)?.no);
    }
    let refusal = BankRefusal {
        refused_on,
        reason,
        fault: refused.fault,
    };
    let fact = ApplicationFact::Refused(refusal);
    tx.advance_one(application.get(), Some(before), refused_on, fact)?;
    let fact = BatchFact::LineRefused { application };
    tx.advance_one(id.get(), Some(batch), refused_on, fact)?;
    Ok(receipt)
}

/// The entries that a refusal cancels: both where the bank or the cooperative is at fault, none where the member is.
fn to_reverse(application: &Application, fault: Fault) -> Vec<crate::kernel::EntryId> {
    match (fault, application.batched()) {
        (Fault::Bank | Fault::Cooperative, Some(line)) => [line.charge_entry, line.fee_entry]
            .into_iter()
            .flatten()
            .collect(),
        (Fault::Bank | Fault::Cooperative | Fault::Member, _) => Vec::new(),
    }
}

/// The batch as it stands.
pub fn by_id(conn: &mut Conn, id: BatchId) -> Result<Batch, BatchError> {
    fold_one::<Batch>(conn, id.get())?.ok_or(BatchError::NotFound)
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

fn ids_of(batch: &Batch) -> Vec<i64> {
    batch.lines.keys().map(|id| id.get()).collect()
}

/// What the batch waits for, by what the request carried.
fn expected(batch: &Batch, applications: &BTreeMap<i64, Application>) -> Vec<Expected> {
    let of = |(id, answer): (&ApplicationId, &Answer)| {
        let application = applications.get(&id.get())?;
        let requested = &application.batched()?.requested;
        Some(Expected {
            application: *id,
            member: application.member,
            member_number: requested.member_number.clone(),
            holder: requested.holder.clone(),
            answer: *answer,
        })
    };
    batch.lines.iter().filter_map(of).collect()
}

/// The Buddhist year of the date and the next number in it, without holes.
fn next_no(tx: &mut Tx<'_>, dated: BusinessDate) -> (i32, i64) {
    let year = dated.buddhist_year();
    (year, tx.next_number(&format!("batch/{year}")))
}

fn receipt(id: BatchId) -> Receipt {
    Receipt::of("batch", "batches", id.get())
}
