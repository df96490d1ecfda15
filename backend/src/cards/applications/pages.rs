//! W12: the list of applications and the form.

mod cancel;
mod form;
mod list;
mod read;
mod reveal;
mod send;

pub use list::tag;

use crate::web::route::Route;

use super::api::{CALLS, COLLECTS, LOOKS};

pub fn routes() -> Vec<Route> {
    [
        list_routes(),
        form_routes(),
        cancel_routes(),
        reveal_routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn list_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/applications",
            "application.list_page",
            LOOKS,
            "Applications with the days left to the bank",
            list::page,
        ),
        Route::get(
            "/applications.csv",
            "application.list_page_csv",
            LOOKS,
            "The list as CSV",
            list::csv,
        ),
        Route::get(
            "/applications.xlsx",
            "application.list_page_xlsx",
            LOOKS,
            "The list as a workbook",
            list::xlsx,
        ),
        Route::post(
            "/applications/batch",
            "batch.made_page",
            COLLECTS,
            "Shows what sending the ticked applications means, then sends them",
            send::send,
        ),
    ]
}

fn form_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/applications/new",
            "application.new_page",
            COLLECTS,
            "The application form",
            form::blank,
        ),
        Route::post(
            "/applications",
            "application.opened_page",
            COLLECTS,
            "Takes an application",
            form::take,
        ),
        Route::get(
            "/applications/{id}",
            "application.page",
            LOOKS,
            "One application",
            form::one,
        ),
        Route::post(
            "/applications/{id}",
            "application.corrected_page",
            COLLECTS,
            "Corrects or completes an application",
            form::save,
        ),
    ]
}

fn cancel_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/applications/{id}/cancel",
            "application.cancel_form",
            COLLECTS,
            "Asks why an application is cancelled",
            cancel::form,
        ),
        Route::post(
            "/applications/{id}/cancel",
            "application.cancelled_page",
            COLLECTS,
            "Cancels an application that the bank does not know of",
            cancel::cancel,
        ),
    ]
}

fn reveal_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/applications/{id}/reveal",
            "application.reveal_form",
            CALLS,
            "Asks for the reason of a look at the telephone",
            reveal::form,
        ),
        Route::post(
            "/applications/{id}/reveal",
            "application.reveal_page",
            CALLS,
            "The telephone whole, for a reason",
            reveal::reveal,
        ),
    ]
}
