//! The members' pages: list and search, W11 member at a glance, forms, import.

mod ask;
mod form;
mod import;
mod list;
mod one;

use crate::web::ask::{is_for_the_form, notes};
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
