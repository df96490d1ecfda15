//! The members' pages: list and search, W11 member at a glance, forms, import.

mod ask;
mod form;
mod import;
mod list;
mod one;

use crate::kernel::{Lang, Problem};
use crate::web::parts::FieldNote;
use crate::web::route::Route;

use super::api::READERS;

/// The routes of this feature for browsers. Fixed paths come before `{id}`.
pub fn routes() -> Vec<Route> {
    [
        list_routes(),
        import::routes(),
        form::routes(),
        ask::routes(),
        one_routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn list_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/members",
            "member.list.page",
            READERS,
            "Members, by number, name or the last four of a card",
            list::page,
        ),
        Route::get(
            "/members.csv",
            "member.export.page",
            READERS,
            "The filtered list as CSV",
            list::csv,
        ),
        Route::get(
            "/members.xlsx",
            "member.export.page",
            READERS,
            "The filtered list as XLSX",
            list::xlsx,
        ),
    ]
}

fn one_routes() -> Vec<Route> {
    vec![Route::get(
        "/members/{id}",
        "member.look.page",
        READERS,
        "Member at a glance",
        one::page,
    )]
}

/// What is wrong with each field, in the page's language; a problem without fields is told as one of the whole form.
fn notes(problem: &Problem, lang: Lang) -> Vec<FieldNote> {
    let mut notes: Vec<FieldNote> = problem
        .errors
        .iter()
        .map(|e| FieldNote {
            field: e.field.clone(),
            message: e.message.get(lang).to_owned(),
        })
        .collect();
    if notes.is_empty() {
        let message = problem.detail.get(lang).to_owned();
        notes.push(FieldNote {
            field: "main".to_owned(),
            message,
        });
    }
    notes
}

/// Whether the page shows what is wrong beside its fields; anything else is a page of its own.
fn is_for_the_form(problem: &Problem) -> bool {
    matches!(problem.status, 400 | 409 | 422)
}
