//! The acts on prepared entries, each one act of the writer: what programs and pages call.

use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx};
use crate::identity::model::{Actor, Role};
use crate::kernel::{BusinessDate, EntryId, MemberId};
use crate::ledger::drafts::{self, FreeLine, Prepared};
use crate::ledger::error::LedgerError;
use crate::ledger::{prepared as drafts_read, rules};
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

/// C10: prepares the reversal of an entry, with its date and reason, for another person's approval.
pub async fn prepare_reversal(
    app: &App,
    by: &Actor,
    key: IdempotencyKey,
    entry: EntryId,
    (on, reason): (BusinessDate, String),
) -> Result<Receipt, LedgerError> {
    let meta = ActMeta::new(by.person, "journal.reversal_prepared").with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            drafts::prepare_reversal(tx, entry, on, reason)
        })
        .await
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
