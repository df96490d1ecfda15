//! Entries that are prepared by one person and approved by another: free entries and reversals by hand.
//!
//! A prepared entry is no entry: it has no number and no place in any balance, and its date may still lie ahead. On approval
//! it is posted, and refused then as any entry is.

use super::approver::is_another_person;
use super::error::LedgerError;
use super::model::{Account, Line, Posted, Side, Stage, Voucher, event};
use super::prepared;
use super::rules::{self, Undo};
use super::schema::journal_drafts;
use super::service::{NewEntry, reverse_for, reversible, write_entry};
use super::store;
use crate::db::{Conn, Error, Receipt, Tx, fold_one, projection_row, told_facts};
use crate::kernel::{BusinessDate, EntryId, Money};

mod lines;
mod model;
mod stands;

use lines::resolved;
pub use model::{Draft, DraftFact, DraftState, FreeLine, Prepared, Resolution};
use stands::{may_be_free, may_go_back};

told_facts!(
    /// A prepared entry: prepared, approved, sent back, taken back.
    DraftFactRow,
    journal_draft_facts
);

projection_row! {
    /// A prepared entry and where it stands.
    pub struct DraftRow in journal_drafts {
        pub id: i64,
        pub version: i64,
        pub state: String,
        pub made_by: i64,
        pub made_on: chrono::NaiveDate,
        pub what: String,
        pub transaction_date: chrono::NaiveDate,
        pub text: String,
        pub document: String,
        pub amount: i64,
        pub reverses: Option<i64>,
        pub entry_id: Option<i64>,
    }
}

impl DraftRow {
    /// Where it stands.
    pub fn stage(&self) -> Result<Stage, Error> {
        Stage::parse(&self.state).ok_or(Error::Stored("journal_drafts.state"))
    }
}

/// Prepares a free entry: balanced, to accounts of the chart, with text and document. It waits for another person.
pub fn prepare(tx: &mut Tx<'_>, prepared: Prepared) -> Result<Receipt, LedgerError> {
    rules::text_is_fit(prepared.text())?;
    match &prepared {
        Prepared::Free {
            document, lines, ..
        } => {
            rules::document_is_named(document)?;
            lines::texts_are_fit(lines)?;
            let written = lines;
            let lines = resolved(tx.conn, lines)?;
            lines::take_what_they_name(written, &lines)?;
            rules::balanced(&bare(&lines))?;
            may_be_free(tx, &lines, &prepared)?;
        }
        Prepared::Reversal { .. } => {}
    }
    let (id, today, by) = (tx.next_id("journal_drafts"), tx.today(), tx.actor());
    tx.advance_one::<Draft>(id, None, today, DraftFact::Prepared { by, prepared })?;
    Ok(Receipt::of("draft", "journal/drafts", id))
}

/// Prepares the reversal of an entry by the act that undoes its like; refused at once when it cannot be reversed.
pub fn prepare_reversal(
    tx: &mut Tx<'_>,
    (entry, undo): (EntryId, Undo),
    on: BusinessDate,
    reason: String,
) -> Result<Receipt, LedgerError> {
    let row = store::entry_by_id(tx.conn, entry)?.ok_or(LedgerError::NotFound)?;
    let reversed_by = store::reversals_of(tx.conn, &[row.id])?.pop().map(|r| r.no);
    rules::may_reverse(&reversible(&row, reversed_by), on, tx.today().max(on))?;
    rules::may_undo(undo, (&row.event, &row.no))?;
    may_go_back(tx, &row, on)?;
    // A second one could only ever be refused at its approval.
    if prepared::reversal_waiting(tx.conn, entry)?.is_some() {
        return Err(LedgerError::ReversalWaits { no: row.no });
    }
    let debits = store::postings_of(tx.conn, &[row.id])?
        .into_iter()
        .filter(|p| p.side == Side::Debit.code());
    let amount = Money::sum(debits.map(|p| Money::satang(p.amount)))?;
    let back = prepared::reversal_sent_back(tx.conn, entry, tx.actor())?;
    let new = Prepared::Reversal {
        date: on,
        text: reason,
        entry,
        amount,
    };
    match back {
        Some(old) => prepare_anew(tx, new, old),
        None => prepare(tx, new),
    }
}

/// Approves a prepared entry and posts it. The maker never approves (C8).
pub fn approve(tx: &mut Tx<'_>, id: i64) -> Result<Receipt, LedgerError> {
    let draft = waiting(tx.conn, id)?;
    is_another_person(tx, draft.made_by)?;
    let posted = post_prepared(tx, &draft)?;
    let today = tx.today();
    tx.advance_one(
        id,
        Some(draft),
        today,
        DraftFact::Approved {
            entry: posted.entry,
        },
    )?;
    Ok(Receipt::of("entry", "journal/entries", posted.entry.get()).numbered(posted.no))
}

/// Prepares an entry in the place of one that was sent back to its maker, who takes that one back by it: a free entry in the
/// place of a free entry, a reversal in the place of a reversal of the same entry.
pub fn prepare_anew(tx: &mut Tx<'_>, new: Prepared, old: i64) -> Result<Receipt, LedgerError> {
    let before = own(tx, old)?;
    if before.state != DraftState::SentBack {
        return Err(LedgerError::NotSentBack);
    }
    if !new.is_of_the_kind_of(&before.prepared) {
        return Err(LedgerError::OtherKind);
    }
    let receipt = prepare(tx, new)?;
    take_back(tx, before, Some(receipt.id))?;
    Ok(receipt)
}

/// C10: the maker takes back what nobody approved. It stays readable, and is decided by that.
pub fn withdraw(tx: &mut Tx<'_>, id: i64) -> Result<Receipt, LedgerError> {
    let before = own(tx, id)?;
    take_back(tx, before, None)?;
    Ok(Receipt::of("draft", "journal/drafts", id))
}

/// A prepared entry that this person made and nobody approved.
fn own(tx: &mut Tx<'_>, id: i64) -> Result<Draft, LedgerError> {
    let draft = draft(tx.conn, id)?;
    rules::may_withdraw(draft.made_by, tx.actor())?;
    match draft.state {
        DraftState::Waiting | DraftState::SentBack => Ok(draft),
        DraftState::Approved { .. } | DraftState::Withdrawn { .. } => Err(LedgerError::Decided),
    }
}

fn take_back(tx: &mut Tx<'_>, before: Draft, anew: Option<i64>) -> Result<(), LedgerError> {
    let (id, today) = (before.id, tx.today());
    tx.advance_one(id, Some(before), today, DraftFact::Withdrawn { anew })?;
    Ok(())
}

/// C8: sends a prepared entry back with a reason. Its maker takes it back instead.
pub fn send_back(tx: &mut Tx<'_>, id: i64, reason: String) -> Result<Receipt, LedgerError> {
    rules::text_is_fit(&reason)?;
    let draft = waiting(tx.conn, id)?;
    rules::may_send_back(draft.made_by, tx.actor())?;
    let today = tx.today();
    tx.advance_one(id, Some(draft), today, DraftFact::SentBack { reason })?;
    Ok(Receipt::of("draft", "journal/drafts", id))
}

/// A prepared entry by id.
pub fn draft(conn: &mut Conn, id: i64) -> Result<Draft, LedgerError> {
    fold_one::<Draft>(conn, id)?.ok_or(LedgerError::NotFound)
}

fn waiting(conn: &mut Conn, id: i64) -> Result<Draft, LedgerError> {
    let draft = draft(conn, id)?;
    match draft.state {
        DraftState::Waiting => Ok(draft),
        DraftState::Approved { .. } | DraftState::SentBack | DraftState::Withdrawn { .. } => {
            Err(LedgerError::Decided)
        }
    }
}

fn post_prepared(tx: &mut Tx<'_>, draft: &Draft) -> Result<Posted, LedgerError> {
    let approver = Some(tx.actor());
    match &draft.prepared {
        Prepared::Reversal {
            date, text, entry, ..
        } => {
            // One that was prepared before the rule is judged by it too.
            let row = store::entry_by_id(tx.conn, *entry)?.ok_or(LedgerError::NotFound)?;
            rules::may_undo(Undo::of(&row.event), (&row.event, &row.no))?;
            may_go_back(tx, &row, *date)?;
            reverse_for(tx, *entry, *date, text, (draft.made_by, approver))
        }
        Prepared::Free {
            date,
            text,
            document,
            lines,
            ..
        } => {
            let lines = resolved(tx.conn, lines)?;
            may_be_free(tx, &lines, &draft.prepared)?;
            write_entry(
                tx,
                NewEntry {
                    voucher: Voucher::Journal,
                    date: *date,
                    event: event::JOURNAL_FREE.to_owned(),
                    source: format!("draft/{}", draft.id),
                    text: text.clone(),
                    document: Some(document.clone()),
                    reverses: None,
                    made_by: draft.made_by,
                    approved_by: approver,
                    lines: bare(&lines),
                },
            )
        }
    }
}

/// A line as it is posted, and its account.
type Resolved = (Line, Account);

fn bare(lines: &[Resolved]) -> Vec<Line> {
    lines.iter().map(|(line, _)| line.clone()).collect()
}
