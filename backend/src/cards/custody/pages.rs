//! Custody in the browser: W2 the board of both lanes, one card, first letters, the register of letters, registers as files.

mod batch;
mod block;
mod board;
mod card;
pub(super) mod files;
pub(super) mod letters;
mod notices;
mod reading;
pub(super) mod shown;
mod state;
pub(super) mod words;

use super::READERS;
use super::board::Reckoning;
use crate::app::App;
use crate::cards::error::CardError;
use crate::identity::model::{Duty, Role};
use crate::kernel::BusinessDate;
use crate::web::route::{Route, Who};

/// Who may make letters.
const LETTER_MAKERS: Who = Who::Duties(
    &[Duty::CardKeeper, Duty::PinKeeper, Duty::ApplicationOfficer],
    &[Role::Manager],
);
/// Who takes a member's report of a lost card.
const COUNTER: Who = Who::Roles(&[Role::Staff, Role::Manager]);
/// Rows of one page.
const ROWS: usize = 50;

/// The pages of this room. Fixed addresses come before `{id}`.
pub fn routes() -> Vec<Route> {
    [board_routes(), card_routes(), letter_routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn board_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/cards",
            "custody.board",
            READERS,
            "Custody board",
            board::page,
        ),
        Route::get(
            "/cards.csv",
            "custody.board_csv",
            READERS,
            "The board's list as CSV",
            files::board_csv,
        ),
        Route::get(
            "/cards.xlsx",
            "custody.board_xlsx",
            READERS,
            "The board's list as a workbook",
            files::board_xlsx,
        ),
        Route::post(
            "/cards/batch",
            "custody.board_batch",
            LETTER_MAKERS,
            "Go on with the ticked rows",
            batch::go_on,
        ),
    ]
}

fn card_routes() -> Vec<Route> {
    vec![
        Route::get("/cards/{id}", "card.page", READERS, "One card", card::page),
        Route::get(
            "/cards/{id}/block",
            "card.block_page",
            COUNTER,
            "Report a card lost or its PIN forgotten",
            block::page,
        ),
        Route::post(
            "/cards/{id}/block",
            "card.block_form",
            COUNTER,
            "Block a card",
            block::block,
        ),
    ]
}

fn letter_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/notices",
            "notice.page",
            LETTER_MAKERS,
            "Confirm first letters",
            notices::page,
        ),
        Route::post(
            "/notices",
            "notice.form",
            LETTER_MAKERS,
            "Make first letters",
            notices::make,
        ),
        Route::get(
            "/letters",
            "letter.page",
            READERS,
            "Register of letters",
            letters::page,
        ),
        Route::get(
            "/letters.csv",
            "letter.csv",
            READERS,
            "Register of letters as CSV",
            files::letters_csv,
        ),
        Route::get(
            "/letters.xlsx",
            "letter.xlsx",
            READERS,
            "Register of letters as a workbook",
            files::letters_xlsx,
        ),
    ]
}

/// What steps are reckoned with today; without bylaws in force a letter is late at once.
pub(super) fn reckoning(app: &App, today: BusinessDate) -> Reckoning<'_> {
    Reckoning {
        today,
        delay: app
            .bylaws_on(today)
            .map_or(0, |bylaws| bylaws.notice_delay_working_days),
        holidays: &app.holidays,
    }
}

/// A list as far as one page shows it: which page, how many, the range of rows.
struct Paged {
    page: usize,
    pages: usize,
    rows: std::ops::Range<usize>,
}

fn paged(found: usize, asked: usize) -> Paged {
    let pages = found.div_ceil(ROWS).max(1);
    let page = asked.clamp(1, pages);
    let start = (page - 1) * ROWS;
    Paged {
        page,
        pages,
        rows: start..(start + ROWS).min(found),
    }
}

/// A count as a page shows it.
fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// `NotFound` as the pages' own error.
fn missing() -> CardError {
    CardError::NotFound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beyond_the_end_is_the_last_one() {
        let last = paged(101, 9);
        assert_eq!((last.page, last.pages, last.rows), (3, 3, 100..101));
        let empty = paged(0, 1);
        assert_eq!((empty.page, empty.pages, empty.rows), (1, 1, 0..0));
        assert_eq!(paged(50, 0).rows, 0..50);
    }
}
