//! What the bank does not make: a refusal with its entries, and one that was written down by mistake.

use super::{by_id, posted, receipt};
use crate::app::App;
use crate::cards::applications::model::{
    Application, ApplicationFact, BankRefusal, Batched, Fault,
};
use crate::cards::applications::{rules as application_rules, service as applications};
use crate::cards::batches::error::BatchError;
use crate::cards::batches::model::BatchFact;
use crate::cards::batches::{neighbours, rules};
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx};
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BatchId, BusinessDate, EntryId};

/// A line that the bank does not make a card for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedLine {
    pub application: ApplicationId,
    /// Today when it is not said.
    pub refused_on: Option<BusinessDate>,
    pub reason: String,
    pub fault: Fault,
}

/// The bank does not make a card. Where bank or cooperative is at fault both entries of the card are reversed, and there is
/// no fee to charge (A5.5): a second person agrees to that first.
pub async fn refuse_line(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    id: BatchId,
    refused: RefusedLine,
) -> Result<Receipt, BatchError> {
    application_rules::may_collect(&by.duties)?;
    rules::may_settle_alone(refused.fault)?;
    let meta = ActMeta::new(by.person, "batch.line_refused").with_key(Some(key));
    app.writer
        .act(meta, move |tx| refuse_line_in(tx, id, &refused))
        .await
}

/// The part of [`refuse_line`] that runs inside the caller's act, with a fault that was agreed to.
pub fn refuse_line_in(
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
        let reversed = neighbours::reverse_once(tx, entry, refused_on, &reason)?;
        receipt.numbers.extend(reversed.map(|posted| posted.no));
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

/// C10: takes a refusal back that was written down by mistake, with its reason. What the refusal reversed is posted anew, on
/// the refusal's own date: a reversal is not reversed, and on no day do the books stand as if the bank had refused.
pub async fn withdraw_refusal(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    (id, application): (BatchId, ApplicationId),
    reason: String,
) -> Result<Receipt, BatchError> {
    application_rules::may_collect(&by.duties)?;
    let meta = ActMeta::new(by.person, "batch.refusal_withdrawn").with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            withdraw_refusal_in(tx, id, application, &reason)
        })
        .await
}

fn withdraw_refusal_in(
    tx: &mut Tx<'_>,
    id: BatchId,
    application: ApplicationId,
    reason: &str,
) -> Result<Receipt, BatchError> {
    let (today, reason) = (tx.today(), application_rules::readable("reason", reason)?);
    let batch = by_id(tx.conn, id)?;
    let before = applications::by_id(tx.conn, application)?;
    let since = neighbours::since_refusal(tx.conn, &before)?;
    rules::may_withdraw_refusal(&batch, application, &since)?;
    applications::may_go_on(tx.conn, &before, today)?;
    let mut receipt = receipt(id);
    let line = posted_anew(tx, &before, &batch.made.no, &mut receipt)?;
    let fact = ApplicationFact::RefusalWithdrawn {
        reason,
        charge_entry: line.charge_entry,
        fee_entry: line.fee_entry,
    };
    tx.advance_one(application.get(), Some(before), today, fact)?;
    let fact = BatchFact::RefusalWithdrawn { application };
    tx.advance_one(id.get(), Some(batch), today, fact)?;
    Ok(receipt)
}

/// The line with its fees in the books: those that the refusal left there, or new entries for those that it reversed.
fn posted_anew(
    tx: &mut Tx<'_>,
    application: &Application,
    batch_no: &str,
    receipt: &mut Receipt,
) -> Result<Batched, BatchError> {
    let refused = application.batched().zip(application.refusal());
    let (line, refusal) = refused.ok_or(BatchError::NotRefused)?;
    if !refusal.fault.reverses_fees() {
        return Ok(line.clone());
    }
    let text = format!("{} ชุดส่งธนาคารที่ {batch_no} ถอนการปฏิเสธ", application.no);
    let on = (refusal.refused_on, text.as_str());
    posted(tx, application, on, line.clone(), receipt)
}

/// The entries that a refusal cancels: both where the bank or the cooperative is at fault, none where the member is.
fn to_reverse(application: &Application, fault: Fault) -> Vec<EntryId> {
    let line = application.batched().filter(|_| fault.reverses_fees());
    let entries = line.map(|line| [line.charge_entry, line.fee_entry]);
    entries.into_iter().flatten().flatten().collect()
}
