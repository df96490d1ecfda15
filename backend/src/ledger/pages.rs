//! The books in the browser: W7 journal, one voucher, W8 trial balance with an account beside it.

mod address;
mod journal;
mod trial;
mod voucher;

use super::api::READERS;
use crate::kernel::{Lang, Money};
use crate::web::route::Route;

/// The ledger's pages.
pub fn routes() -> Vec<Route> {
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
