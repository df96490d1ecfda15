//! The books in the browser: W7 journal, one voucher, what is prepared for approval, W8 trial balance with an account beside it.

mod address;
mod draft;
mod entry;
mod fee;
mod journal;
mod names;
mod prepared;
mod reverse;
mod trial;
mod voucher;
mod write_off;

use super::api::{CHECKERS, MAKERS, READERS};
use super::error::LedgerError;
use crate::kernel::{Lang, Money, Problem, Text};
use crate::web::route::Route;

/// The ledger's pages. Fixed paths come before `/journal/{id}`.
pub fn routes() -> Vec<Route> {
    [
        draft_routes(),
        decision_routes(),
        maker_routes(),
        return_routes(),
        journal_routes(),
        trial_routes(),
        fee_routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn draft_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/journal/drafts",
            "journal.drafts_page",
            READERS,
            "Prepared entries that wait",
            prepared::page,
        ),
        Route::get(
            "/journal/drafts/{id}",
            "journal.draft_page",
            READERS,
            "One prepared entry",
            draft::page,
        ),
    ]
}

fn decision_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/journal/drafts/{id}/approve",
            "journal.approved_page",
            CHECKERS,
            "Approves and posts what another person prepared",
            draft::approve,
        ),
        Route::get(
            "/journal/drafts/{id}/send-back",
            "journal.send_back_form",
            CHECKERS,
            "Asks why a prepared entry goes back",
            draft::why_back,
        ),
        Route::post(
            "/journal/drafts/{id}/withdraw",
            "journal.withdrawn_page",
            MAKERS,
            "Takes back what one prepared oneself and nobody approved",
            draft::withdraw,
        ),
        Route::post(
            "/journal/drafts/{id}/send-back",
            "journal.sent_back_page",
            CHECKERS,
            "Sends a prepared entry back with a reason",
            draft::send_back,
        ),
    ]
}

fn maker_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/journal/new",
            "journal.prepare_form",
            MAKERS,
            "The form of a free entry",
            entry::blank,
        ),
        Route::post(
            "/journal/new",
            "journal.prepared_page",
            MAKERS,
            "Prepares a free entry for another person's approval",
            entry::prepare,
        ),
        Route::get(
            "/journal/{id}/reverse",
            "journal.reversal_form",
            MAKERS,
            "Asks date and reason of a reversal",
            reverse::form,
        ),
        Route::post(
            "/journal/{id}/reverse",
            "journal.reversal_prepared_page",
            MAKERS,
            "Prepares a reversal for another person's approval",
            reverse::prepare,
        ),
    ]
}

fn return_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/journal/{id}/return",
            "card.fee_return_form",
            MAKERS,
            "Asks date and reason of the return of a fee that was received",
            reverse::return_form,
        ),
        Route::post(
            "/journal/{id}/return",
            "card.fee_return_page",
            MAKERS,
            "Prepares the return of a fee for another person's approval",
            reverse::prepare_return,
        ),
    ]
}

fn journal_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/journal",
            "journal.page",
            READERS,
            "Journal",
            journal::page,
        ),
        Route::get(
            "/journal.csv",
            "journal.page_csv",
            READERS,
            "Journal as CSV",
            journal::csv,
        ),
        Route::get(
            "/journal.xlsx",
            "journal.page_xlsx",
            READERS,
            "Journal as a workbook",
            journal::xlsx,
        ),
        Route::get(
            "/journal/{id}",
            "journal.voucher_page",
            READERS,
            "One voucher",
            voucher::page,
        ),
    ]
}

fn trial_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/trial-balance",
            "ledger.trial_balance_page",
            READERS,
            "Trial balance",
            trial::page,
        ),
        Route::get(
            "/trial-balance.csv",
            "ledger.trial_page_csv",
            READERS,
            "Trial balance as CSV",
            trial::csv,
        ),
        Route::get(
            "/trial-balance.xlsx",
            "ledger.trial_page_xlsx",
            READERS,
            "Trial balance as a workbook",
            trial::xlsx,
        ),
    ]
}

fn fee_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/members/{id}/fee",
            "card.fee_form",
            MAKERS,
            "Asks the amount and the day of a card fee paid in cash",
            fee::form,
        ),
        Route::post(
            "/members/{id}/fee",
            "card.fee_paid_page",
            MAKERS,
            "Takes a card fee in cash",
            fee::take,
        ),
        Route::get(
            "/members/{id}/fee/write-off",
            "card.fee_write_off_form",
            MAKERS,
            "Asks the resolution by which a card fee is written off",
            write_off::form,
        ),
        Route::post(
            "/members/{id}/fee/write-off",
            "card.fee_write_off_page",
            MAKERS,
            "Prepares the write-off of a card fee for another person's approval",
            write_off::prepare,
        ),
    ]
}

/// An amount in a report: grouped, zero is "-".
fn amount(money: Money) -> String {
    if money.is_zero() {
        "-".to_owned()
    } else {
        money.grouped()
    }
}

/// The words of a language.
const fn say(lang: Lang, th: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Th => th,
        Lang::En => en,
    }
}

/// What a page that asks for a reason says of a refusal: the service calls the reason the entry's text.
fn asked_for_reason(error: LedgerError) -> Problem {
    if matches!(error, LedgerError::NoText) {
        let words = Text::fixed("กรุณาใส่เหตุผล", "Enter a reason.");
        return Problem::bad_field("reason", "required", words);
    }
    let mut problem = Problem::from(error);
    for fault in &mut problem.errors {
        if fault.field == "text" {
            fault.field = "reason".to_owned();
        }
    }
    problem
}
