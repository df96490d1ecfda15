//! Issued papers in the browser: the list, one paper, issuing from a thing's own page, and the check page.

mod check;
mod issue;
mod list;
mod many;
mod one;
mod shown;

use super::api::{ISSUERS, LETTER_MAKERS, READERS, pdf};
use crate::web::route::{Route, Who};

/// Fixed addresses come before `{id}`.
pub fn routes() -> Vec<Route> {
    [listed(), waiting(), one(), issuing(), checking()]
        .into_iter()
        .flatten()
        .collect()
}

fn listed() -> Vec<Route> {
    vec![
        Route::get(
            "/papers",
            "paper.list_page",
            READERS,
            "Issued papers",
            list::page,
        ),
        Route::get(
            "/papers.csv",
            "paper.list_csv",
            READERS,
            "Issued papers as CSV",
            list::csv,
        ),
        Route::get(
            "/papers.xlsx",
            "paper.list_xlsx",
            READERS,
            "Issued papers as a workbook",
            list::xlsx,
        ),
    ]
}

fn waiting() -> Vec<Route> {
    vec![
        Route::get(
            "/papers/letters",
            "paper.many_page",
            LETTER_MAKERS,
            "First notices that wait to be issued",
            many::page,
        ),
        Route::post(
            "/papers/letters",
            "paper.many_form",
            LETTER_MAKERS,
            "Issue the ticked ones",
            many::issue,
        ),
    ]
}

fn one() -> Vec<Route> {
    vec![
        Route::get(
            "/papers/{id}.pdf",
            "paper.pdf_page",
            READERS,
            "An issued paper again, byte for byte",
            pdf,
        ),
        Route::get(
            "/papers/{id}",
            "paper.page",
            READERS,
            "One issued paper",
            one::page,
        ),
    ]
}

fn issuing() -> Vec<Route> {
    vec![
        Route::get(
            "/papers/of/{noun}/{id}.pdf",
            "paper.copy_page",
            READERS,
            "The issued paper of a thing, or an unsealed copy",
            issue::copy,
        ),
        Route::get(
            "/papers/of/{noun}/{id}",
            "paper.issue_page",
            READERS,
            "The paper of a thing: to it, or issue it",
            issue::page,
        ),
        Route::post(
            "/papers/of/{noun}/{id}",
            "paper.issue_form",
            ISSUERS,
            "Issue it",
            issue::issue,
        ),
    ]
}

fn checking() -> Vec<Route> {
    vec![
        Route::get(
            "/check",
            "paper.check_ask",
            Who::Anyone,
            "Ask for a paper's number",
            check::ask,
        ),
        Route::get(
            "/check/{number}",
            "paper.check_page",
            Who::Anyone,
            "What a paper's code opens: whether it matches, and no names",
            check::page,
        ),
        Route::post(
            "/check/{number}",
            "paper.check_form",
            Who::Anyone,
            "Compare a PDF with the record; writes nothing",
            check::compare,
        ),
    ]
}
