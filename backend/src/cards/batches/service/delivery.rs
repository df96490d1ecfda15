//! The bank's delivery list: checked against its batch line by line, taken whole or in part (A3, A5.2).

use std::collections::BTreeMap;

use super::{by_id, receipt};
use crate::app::App;
use crate::cards::applications::model::{Application, ApplicationFact};
use crate::cards::applications::{rules as application_rules, service as applications};
use crate::cards::batches::error::{BatchError, LineFault};
use crate::cards::batches::model::{Answer, Batch, BatchFact, Delivered, LeftOut, ListedLine};
use crate::cards::batches::neighbours;
use crate::cards::batches::rules::{self, Expected, Matched, RawLine};
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx, fold};
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BatchId, CardId};

/// The bank's list as it came. No `Debug`: it holds whole card numbers.
pub struct BankList {
    pub reference: Option<String>,
    pub lines: Vec<RawLine>,
    /// Takes the good lines and leaves the others out; otherwise all or nothing.
    pub partial: bool,
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
    let batch = by_id(tx.conn, id)?;
    let found = fold::<Application>(tx.conn, &ids_of(&batch))?;
    let (matched, faults) = checked(app, tx, (&batch, &found), list)?;
    let listed = neighbours::list(tx, &app.secrets, id, matched)?;
    told(tx, &listed, found)?;
    let delivered = Delivered {
        reference,
        lines: listed
            .into_iter()
            .map(|(application, card)| ListedLine { application, card })
            .collect(),
        left_out: faults.iter().map(left_out).collect(),
    };
    let (nth, today) = (batch.deliveries.len() + 1, tx.today());
    let fact = BatchFact::Delivered(delivered);
    tx.advance_one(id.get(), Some(batch), today, fact)?;
    let mut receipt = receipt(id);
    receipt.location = format!("/api/v1/batches/{id}/delivery-lists/{nth}");
    Ok(receipt)
}

/// The lines that can be taken, and what is wrong with the others; refused where that is too much.
fn checked(
    app: &App,
    tx: &mut Tx<'_>,
    (batch, found): (&Batch, &BTreeMap<i64, Application>),
    list: &BankList,
) -> Result<(Vec<Matched>, Vec<LineFault>), BatchError> {
    let today = tx.today();
    let terms = applications::terms_on(app, today)?;
    let expected = expected(batch, found);
    let (matched, faults) =
        rules::check_list(&list.lines, &expected, today, terms.card_number_check);
    let (matched, faults) = unknown_before(app, tx, matched, faults)?;
    if !faults.is_empty() && !list.partial {
        return Err(BatchError::List { faults });
    }
    if matched.is_empty() {
        return Err(BatchError::NothingToList { faults });
    }
    Ok((matched, faults))
}

/// Tells each application of its card.
fn told(
    tx: &mut Tx<'_>,
    listed: &[(ApplicationId, CardId)],
    mut found: BTreeMap<i64, Application>,
) -> Result<(), BatchError> {
    let today = tx.today();
    let steps = listed
        .iter()
        .map(|(application, card)| {
            let before = found.remove(&application.get());
            let fact = ApplicationFact::Listed { card: *card };
            (application.get(), before, today, fact)
        })
        .collect();
    Ok(tx.advance::<Application>(steps).map(drop)?)
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
        line: usize::try_from(fault.place() - 1).unwrap_or(usize::MAX),
        field: fault.field.to_owned(),
        code: fault.code().to_owned(),
    }
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
