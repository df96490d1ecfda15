//! The acts on prepared entries, each one act of the writer: what programs and pages call.

use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx};
use crate::documents::service::papers;
use crate::identity::model::{Actor, Role};
use crate::kernel::{AttachmentId, BusinessDate, EntryId, MemberId, Money};
use crate::ledger::drafts::{self, FreeLine, Prepared, Resolution};
use crate::ledger::error::LedgerError;
use crate::ledger::model::Side;
use crate::ledger::rules::Undo;
use crate::ledger::{prepared as drafts_read, role_accounts, rules, store};
use crate::members::service as members;

/// Who prepares entries and takes money.
pub const MAKERS: &[Role] = &[Role::Staff, Role::Manager];
/// Who approves what another has prepared.
pub const CHECKERS: &[Role] = &[Role::Manager, Role::Chairperson, Role::BoardMember];

/// Whether a person prepares entries.
pub fn prepares(by: &Actor) -> bool {
    MAKERS.iter().any(|role| by.has_role(*role))
}

/// Whether a person approves what others prepared.
pub fn approves(by: &Actor) -> bool {
    CHECKERS.iter().any(|role| by.has_role(*role))
}

/// A14.1: prepares a free entry for another person's approval; in the place of one that came back to its maker where
/// `anew` names it. A14.2: its date lies in an accounting year that these books know.
pub async fn prepare(
    app: &App,
    by: &Actor,
    key: IdempotencyKey,
    (prepared, anew): (Prepared, Option<i64>),
) -> Result<Receipt, LedgerError> {
    let meta = ActMeta::new(by.person, "journal.prepared").with_key(Some(key));
    let office = app.clone();
    app.writer
        .act(meta, move |tx| {
            within_the_books(&office, tx, prepared.date())?;
            are_members(tx, &prepared)?;
            match anew {
                Some(old) => drafts::prepare_anew(tx, prepared, old),
                None => drafts::prepare(tx, prepared),
            }
        })
        .await
}

/// Refuses a line for a member whom the registry does not know.
fn are_members(tx: &mut Tx<'_>, prepared: &Prepared) -> Result<(), LedgerError> {
    let Prepared::Free { lines, .. } = prepared else {
        return Ok(());
    };
    let named: Vec<MemberId> = lines.iter().filter_map(|line| line.member).collect();
    let known = members::by_ids(tx.conn, &named)?;
    let is_unknown = |line: &FreeLine| {
        let wanted = line.member;
        wanted.is_some_and(|id| known.iter().all(|member| member.id != id))
    };
    match lines.iter().position(is_unknown) {
        Some(place) => Err(LedgerError::NoSuchMember { line: place + 1 }),
        None => Ok(()),
    }
}

/// A14.2: refuses what a person dates before the accounting year of the oldest entry, as the bylaws of that entry's date
/// draw it; today's draw it where none were in force then.
pub fn within_the_books(app: &App, tx: &mut Tx<'_>, on: BusinessDate) -> Result<(), LedgerError> {
    let today = tx.today();
    let oldest = drafts_read::oldest_day(tx.conn, today)?;
    let bylaws = app.bylaws_on(oldest).or_else(|| app.bylaws_on(today));
    // Before the regulation's own day there are no bylaws, and nothing can be posted either.
    let Some(bylaws) = bylaws else {
        return Ok(());
    };
    rules::may_date_back(on, rules::year_start(oldest, bylaws.fiscal_year_end))
}

/// C10: the maker takes back a prepared entry that nobody approved.
pub async fn withdraw(
    app: &App,
    by: &Actor,
    key: IdempotencyKey,
    id: i64,
) -> Result<Receipt, LedgerError> {
    let meta = ActMeta::new(by.person, "journal.withdrawn").with_key(Some(key));
    app.writer
        .act(meta, move |tx| drafts::withdraw(tx, id))
        .await
}

/// C10: prepares the reversal of an entry, or the return of a fee that was received, with its date and reason, for another
/// person's approval.
pub async fn prepare_reversal(
    app: &App,
    by: &Actor,
    key: IdempotencyKey,
    which: (EntryId, Undo),
    (on, reason): (BusinessDate, String),
) -> Result<Receipt, LedgerError> {
    let act = match which.1 {
        Undo::ByHand => "journal.reversal_prepared",
        Undo::Receipt => "card.fee_return_prepared",
    };
    let meta = ActMeta::new(by.person, act).with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            drafts::prepare_reversal(tx, which, on, reason)
        })
        .await
}

/// A card fee that the board has given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOff {
    pub member: MemberId,
    pub amount: Money,
    pub resolution_no: String,
    /// The day of the meeting, which is the entry's (A14.2).
    pub resolved_on: BusinessDate,
    /// Why the member cannot be made to pay.
    pub reason: String,
}

/// A5.5: prepares the write-off of a card fee by a resolution with its scan, for another person's approval. Not more than the
/// member owed on its day and owes today.
pub async fn prepare_write_off(
    app: &App,
    by: &Actor,
    key: IdempotencyKey,
    (write_off, scan): (WriteOff, Vec<u8>),
) -> Result<Receipt, LedgerError> {
    let scan = papers::checked(scan)?;
    let meta = ActMeta::new(by.person, "card.fee_write_off_prepared").with_key(Some(key));
    let office = app.clone();
    app.writer
        .act(meta, move |tx| {
            let on = write_off.resolved_on;
            rules::may_post_on(on, tx.today())?;
            within_the_books(&office, tx, on)?;
            rules::resolution_is_named(&write_off.resolution_no)?;
            let member = write_off.member;
            members::by_id(tx.conn, member)?.ok_or(LedgerError::NotFound)?;
            let scan = papers::keep_in(tx, &office.secrets, member, "write_off", &scan)?;
            let prepared = written_off(tx, write_off, scan)?;
            drafts::prepare(tx, prepared)
        })
        .await
}

/// The entry of a write-off: the loss against what the member owes.
fn written_off(tx: &mut Tx<'_>, of: WriteOff, scan: AttachmentId) -> Result<Prepared, LedgerError> {
    let line = |account: String, side, member| FreeLine {
        account,
        side,
        amount: of.amount,
        member,
        contract: None,
        terminal: None,
        bank_line: None,
    };
    let loss = store::code_of_role(tx.conn, role_accounts::LOSS_ROLE)?;
    let fee = store::code_of_role(tx.conn, role_accounts::FEE_ROLE)?;
    Ok(Prepared::Free {
        date: of.resolved_on,
        text: of.reason.clone(),
        document: of.resolution_no.clone(),
        lines: vec![
            line(loss, Side::Debit, None),
            line(fee, Side::Credit, Some(of.member)),
        ],
        role_reason: Some(of.reason),
        resolution: Some(Resolution {
            no: of.resolution_no,
            dated: of.resolved_on,
            scan,
        }),
    })
}

/// C8: approves what another person prepared, and posts it. The receipt names the voucher.
pub async fn approve(
    app: &App,
    by: &Actor,
    key: IdempotencyKey,
    id: i64,
) -> Result<Receipt, LedgerError> {
    let meta = ActMeta::new(by.person, "journal.approved").with_key(Some(key));
    app.writer
        .act(meta, move |tx| drafts::approve(tx, id))
        .await
}

/// Sends a prepared entry back with a reason.
pub async fn send_back(
    app: &App,
    by: &Actor,
    key: IdempotencyKey,
    id: i64,
    reason: String,
) -> Result<Receipt, LedgerError> {
    let meta = ActMeta::new(by.person, "journal.sent_back").with_key(Some(key));
    app.writer
        .act(meta, move |tx| drafts::send_back(tx, id, reason))
        .await
}
