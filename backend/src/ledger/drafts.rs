//! Entries that are prepared by one person and approved by another: free entries and reversals by hand.
//!
//! A prepared entry is no entry: it has no number and no place in any balance, and its date may still lie ahead. On approval
//! it is posted, and refused then as any entry is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::LedgerError;
use super::model::{Line, Posted, Side, Stage, Subsidiaries, SubsidiaryKind, Voucher, event};
use super::prepared;
use super::rules;
use super::schema::journal_drafts;
use super::service::{NewEntry, reverse_for, reversible, write_entry};
use super::store;
use crate::db::{
    Aggregate, Conn, Error, Receipt, Tx, WrongStep, fold_one, projection_row, told_facts,
};
use crate::kernel::{BusinessDate, EntryId, MemberId, Money, PersonId};

told_facts!(
    /// A prepared entry: prepared, approved, sent back.
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

/// A line of a free entry as it was written. Exactly one subsidiary where the account is kept by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeLine {
    /// Code of the account.
    pub account: String,
    pub side: Side,
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_line: Option<String>,
}

/// A free entry, or the reversal of one that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Prepared {
    Free {
        date: BusinessDate,
        text: String,
        document: String,
        lines: Vec<FreeLine>,
    },
    Reversal {
        date: BusinessDate,
        text: String,
        entry: EntryId,
        amount: Money,
    },
}

/// What happens to a prepared entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DraftFact {
    Prepared {
        by: PersonId,
        prepared: Prepared,
    },
    Approved {
        entry: EntryId,
    },
    SentBack {
        reason: String,
    },
    /// Its maker takes it back; `anew` is the entry that was prepared in its place.
    Withdrawn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        anew: Option<i64>,
    },
}

/// Where a prepared entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftState {
    Waiting,
    Approved { entry: EntryId },
    SentBack,
    Withdrawn,
}

impl DraftState {
    /// The stage that lists go by.
    pub const fn stage(self) -> Stage {
        match self {
            Self::Waiting => Stage::Waiting,
            Self::Approved { .. } => Stage::Approved,
            Self::SentBack => Stage::SentBack,
            Self::Withdrawn => Stage::Withdrawn,
        }
    }
}

/// A prepared entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    pub id: i64,
    pub version: i64,
    pub state: DraftState,
    pub made_by: PersonId,
    pub made_on: BusinessDate,
    pub prepared: Prepared,
}

impl Prepared {
    /// The transaction date it asks for.
    pub const fn date(&self) -> BusinessDate {
        match self {
            Self::Free { date, .. } | Self::Reversal { date, .. } => *date,
        }
    }

    /// What the entry says, or why one is cancelled.
    pub fn text(&self) -> &str {
        match self {
            Self::Free { text, .. } | Self::Reversal { text, .. } => text,
        }
    }

    /// The sum of one side. It was checked when it was prepared, so a sum that does not fit cannot come.
    fn amount(&self) -> Money {
        match self {
            Self::Free { lines, .. } => Money::sum(
                lines
                    .iter()
                    .filter(|l| l.side == Side::Debit)
                    .map(|l| l.amount),
            )
            .unwrap_or_default(),
            Self::Reversal { amount, .. } => *amount,
        }
    }
}

impl Aggregate for Draft {
    type FactRow = DraftFactRow;
    type Fact = DraftFact;
    type Row = DraftRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &DraftFact,
    ) -> Result<Self, WrongStep> {
        let after = match fact {
            DraftFact::Prepared { by, prepared } => {
                let first = Self {
                    id,
                    version: 1,
                    state: DraftState::Waiting,
                    made_by: *by,
                    made_on: on,
                    prepared: prepared.clone(),
                };
                return if state.is_none() {
                    Ok(first)
                } else {
                    Err(WrongStep("an entry is prepared once"))
                };
            }
            DraftFact::Approved { entry } => DraftState::Approved { entry: *entry },
            DraftFact::SentBack { .. } => DraftState::SentBack,
            DraftFact::Withdrawn { .. } => DraftState::Withdrawn,
        };
        match state {
            Some(draft) if follows(draft.state, after) => Ok(Self {
                state: after,
                version: draft.version + 1,
                ..draft
            }),
            Some(_) | None => Err(WrongStep("a prepared entry is decided once")),
        }
    }

    fn row(&self) -> DraftRow {
        let (what, document, reverses) = match &self.prepared {
            Prepared::Free { document, .. } => ("free", document.clone(), None),
            Prepared::Reversal { entry, .. } => ("reversal", String::new(), Some(entry.get())),
        };
        let entry = match self.state {
            DraftState::Approved { entry } => Some(entry.get()),
            DraftState::Waiting | DraftState::SentBack | DraftState::Withdrawn => None,
        };
        DraftRow {
            id: self.id,
            version: self.version,
            state: self.state.stage().code().to_owned(),
            made_by: self.made_by.get(),
            made_on: self.made_on.naive(),
            what: what.to_owned(),
            transaction_date: self.prepared.date().naive(),
            text: self.prepared.text().to_owned(),
            document,
            amount: self.prepared.amount().as_satang(),
            reverses,
            entry_id: entry,
        }
    }
}

/// One that waits is decided or taken back; one that was sent back can only be taken back.
fn follows(before: DraftState, after: DraftState) -> bool {
    match before {
        DraftState::Waiting => true,
        DraftState::SentBack => after == DraftState::Withdrawn,
        DraftState::Approved { .. } | DraftState::Withdrawn => false,
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
            rules::balanced(&resolved(tx.conn, lines)?)?;
        }
        Prepared::Reversal { .. } => {}
    }
    let (id, today, by) = (tx.next_id("journal_drafts"), tx.today(), tx.actor());
    tx.advance_one::<Draft>(id, None, today, DraftFact::Prepared { by, prepared })?;
    Ok(Receipt::of("draft", "journal/drafts", id))
}

/// Prepares the reversal of an entry; refused at once when it cannot be reversed.
pub fn prepare_reversal(
    tx: &mut Tx<'_>,
    entry: EntryId,
    on: BusinessDate,
    reason: String,
) -> Result<Receipt, LedgerError> {
    let row = store::entry_by_id(tx.conn, entry)?.ok_or(LedgerError::NotFound)?;
    let reversed_by = store::reversals_of(tx.conn, &[row.id])?.pop().map(|r| r.no);
    rules::may_reverse(&reversible(&row, reversed_by), on, tx.today().max(on))?;
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
    rules::may_approve(draft.made_by, tx.actor())?;
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

/// Prepares a free entry in the place of one that came back to its maker, who takes that one back by it.
pub fn prepare_anew(tx: &mut Tx<'_>, new: Prepared, old: i64) -> Result<Receipt, LedgerError> {
    let before = own(tx, old)?;
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
        DraftState::Approved { .. } | DraftState::Withdrawn => Err(LedgerError::Decided),
    }
}

fn take_back(tx: &mut Tx<'_>, before: Draft, anew: Option<i64>) -> Result<(), LedgerError> {
    let (id, today) = (before.id, tx.today());
    tx.advance_one(id, Some(before), today, DraftFact::Withdrawn { anew })?;
    Ok(())
}

/// Sends a prepared entry back with a reason.
pub fn send_back(tx: &mut Tx<'_>, id: i64, reason: String) -> Result<Receipt, LedgerError> {
    rules::text_is_fit(&reason)?;
    let draft = waiting(tx.conn, id)?;
    let today = tx.today();
    tx.advance_one(id, Some(draft), today, DraftFact::SentBack { reason })?;
    Ok(Receipt::of("draft", "journal/drafts", id))
}

/// A prepared entry by id.
pub fn draft(conn: &mut Conn, id: i64) -> Result<Draft, LedgerError> {
    fold_one::<Draft>(conn, id)?.ok_or(LedgerError::NotFound)
}

/// The prepared entries that wait, oldest first.
pub fn waiting_drafts(conn: &mut Conn, max: i64) -> Result<Vec<DraftRow>, LedgerError> {
    use diesel::prelude::*;
    Ok(journal_drafts::table
        .filter(journal_drafts::state.eq(Stage::Waiting.code()))
        .order(journal_drafts::id)
        .limit(max)
        .select(DraftRow::as_select())
        .load(conn)?)
}

fn waiting(conn: &mut Conn, id: i64) -> Result<Draft, LedgerError> {
    let draft = draft(conn, id)?;
    match draft.state {
        DraftState::Waiting => Ok(draft),
        DraftState::Approved { .. } | DraftState::SentBack | DraftState::Withdrawn => {
            Err(LedgerError::Decided)
        }
    }
}

fn post_prepared(tx: &mut Tx<'_>, draft: &Draft) -> Result<Posted, LedgerError> {
    let approver = Some(tx.actor());
    match &draft.prepared {
        Prepared::Reversal {
            date, text, entry, ..
        } => reverse_for(tx, *entry, *date, text, (draft.made_by, approver)),
        Prepared::Free {
            date,
            text,
            document,
            lines,
        } => {
            let lines = resolved(tx.conn, lines)?;
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
                    lines,
                },
            )
        }
    }
}

/// Free lines with their accounts. Refuses a code outside the chart, a group head, a missing subsidiary.
fn resolved(conn: &mut Conn, lines: &[FreeLine]) -> Result<Vec<Line>, LedgerError> {
    let codes: Vec<&str> = lines.iter().map(|l| l.account.as_str()).collect();
    let found: BTreeMap<String, store::AccountRow> = store::accounts_by_code(conn, &codes)?;
    lines
        .iter()
        .zip(1..)
        .map(|(line, place)| resolve(line, place, &found))
        .collect()
}

fn resolve(
    line: &FreeLine,
    place: usize,
    found: &BTreeMap<String, store::AccountRow>,
) -> Result<Line, LedgerError> {
    let code = || line.account.clone();
    let row = found
        .get(&line.account)
        .ok_or_else(|| LedgerError::NoSuchAccount {
            line: place,
            code: code(),
        })?;
    let account = row.account()?;
    if !account.postable {
        return Err(LedgerError::GroupHead {
            line: place,
            code: code(),
        });
    }
    let given = Subsidiaries {
        member: line.member,
        contract: line.contract.clone(),
        terminal: line.terminal.clone(),
        bank_line: line.bank_line.clone(),
    };
    let subsidiary =
        given
            .key(account.subsidiary)
            .ok_or_else(|| LedgerError::MissingSubsidiary {
                account: code(),
                kind: account.subsidiary,
            })?;
    if !subsidiary.is_empty() {
        rules::text_is_fit(&subsidiary)?;
    }
    let member = line
        .member
        .filter(|_| account.subsidiary != SubsidiaryKind::None);
    Ok(Line {
        account: row.id,
        side: line.side,
        amount: line.amount,
        subsidiary,
        member,
    })
}
