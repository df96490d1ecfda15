//! The books over REST.

mod entries;
mod fees;
mod query;
mod reports;

use super::service;
use crate::identity::model::Role;
use crate::web::route::{Route, Who};

pub(super) use entries::find;
pub(super) use fees::of_write_off;
pub use query::{EntriesQuery, TrialQuery};
pub(super) use reports::{journal_sheet, trial_sheet};

/// Who reads the books: everyone who works with money, the board, and those who inspect.
pub(super) const READERS: Who = Who::Roles(&[
    Role::Staff,
    Role::Manager,
    Role::BoardMember,
    Role::Chairperson,
    Role::InternalAuditor,
    Role::Auditor,
    Role::Inspector,
]);
/// Who prepares entries and takes money.
pub(super) const MAKERS: Who = Who::Roles(service::MAKERS);
/// Who approves what another has prepared.
pub(super) const CHECKERS: Who = Who::Roles(service::CHECKERS);

/// The ledger's routes.
pub fn routes() -> Vec<Route> {
    [
        report_routes(),
        journal_routes(),
        entry_routes(),
        draft_routes(),
        fee_routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn report_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/ledger/accounts",
            "ledger.accounts",
            READERS,
            "The chart of accounts",
            reports::accounts,
        ),
        Route::get(
            "/api/v1/ledger/trial-balance",
            "ledger.trial_balance",
            READERS,
            "Trial balance as of a date, as known at a time",
            reports::trial_balance,
        ),
        Route::get(
            "/api/v1/ledger/trial-balance.csv",
            "ledger.trial_balance_csv",
            READERS,
            "The same as CSV",
            reports::trial_balance_csv,
        ),
        Route::get(
            "/api/v1/ledger/trial-balance.xlsx",
            "ledger.trial_balance_xlsx",
            READERS,
            "The same as a workbook",
            reports::trial_balance_xlsx,
        ),
        Route::get(
            "/api/v1/ledger/export",
            "ledger.export",
            READERS,
            "The book as plain text for ledger or beancount",
            reports::export,
        ),
    ]
}

fn journal_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/journal/entries",
            "journal.list",
            READERS,
            "Journal entries",
            entries::list,
        ),
        Route::get(
            "/api/v1/journal/entries.csv",
            "journal.csv",
            READERS,
            "The same as CSV",
            reports::journal_csv,
        ),
        Route::get(
            "/api/v1/journal/entries.xlsx",
            "journal.xlsx",
            READERS,
            "The same as a workbook",
            reports::journal_xlsx,
        ),
    ]
}

fn entry_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/journal/entries",
            "journal.prepare",
            MAKERS,
            "Prepare a free entry for another person's approval",
            entries::prepare,
        ),
        Route::get(
            "/api/v1/journal/entries/{id}",
            "journal.entry",
            READERS,
            "One entry by id or voucher number; RV2569-000001 is RV2569/000001",
            entries::one,
        ),
        Route::post(
            "/api/v1/journal/entries/{id}/reversal",
            "journal.prepare_reversal",
            MAKERS,
            "Prepare the reversal of an entry for another person's approval",
            entries::prepare_reversal,
        ),
        Route::post(
            "/api/v1/journal/entries/{id}/return",
            "card.fee_return",
            MAKERS,
            "Prepare the return of a fee that was received in cash, for another person's approval",
            entries::prepare_return,
        ),
    ]
}

fn draft_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/journal/drafts",
            "journal.drafts",
            READERS,
            "Prepared entries by state, those that wait unless another is asked for",
            entries::drafts,
        ),
        Route::get(
            "/api/v1/journal/drafts/{id}",
            "journal.draft",
            READERS,
            "One prepared entry",
            entries::draft,
        ),
        Route::post(
            "/api/v1/journal/drafts/{id}/approve",
            "journal.approve",
            CHECKERS,
            "Approve and post what another person prepared",
            entries::approve,
        ),
        Route::post(
            "/api/v1/journal/drafts/{id}/send-back",
            "journal.send_back",
            CHECKERS,
            "Send a prepared entry back with a reason",
            entries::send_back,
        ),
        Route::post(
            "/api/v1/journal/drafts/{id}/withdraw",
            "journal.withdraw",
            MAKERS,
            "Take back what one prepared oneself and nobody approved",
            entries::withdraw,
        ),
    ]
}

fn fee_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/members/{id}/fee-account",
            "card.fee_account",
            READERS,
            "What a member owes for cards, with its movements",
            fees::account,
        ),
        Route::post(
            "/api/v1/members/{id}/fee-payments",
            "card.fee_paid",
            MAKERS,
            "Take a card fee in cash; the voucher number is the receipt's",
            fees::pay,
        ),
        Route::post(
            "/api/v1/members/{id}/fee-write-offs",
            "card.fee_write_off",
            MAKERS,
            "Prepare the write-off of a card fee by resolution (multipart: amount, resolution_no, resolved_on, reason, file)",
            fees::write_off,
        ),
    ]
}
