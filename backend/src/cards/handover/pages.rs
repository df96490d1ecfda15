//! The counter's pages (W3): the desk, one hand-over, the paper path, and the tablet's only page.

mod checks;
mod desk;
mod facts;
mod find;
mod kept;
mod paper;
mod record;
mod tablet;

pub use facts::PREVIEW;

use crate::identity::model::Duty;
use crate::web::route::{Route, Who};

const DISPENSERS: Who = Who::Duties(&[Duty::CardDispenser, Duty::PinDispenser], &[]);

pub fn routes() -> Vec<Route> {
    [
        desk_routes(),
        hand_over_routes(),
        act_routes(),
        tablet_routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn desk_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/hand-over",
            "hand_over.desk",
            DISPENSERS,
            "What waits at your desk",
            desk::page,
        ),
        Route::post(
            "/hand-over/find",
            "hand_over.find",
            DISPENSERS,
            "Find by scan, number or last four",
            desk::find,
        ),
        Route::post(
            "/hand-over/desk",
            "hand_over.name_desk",
            DISPENSERS,
            "Name the desk on this machine",
            desk::name,
        ),
    ]
}

/// One hand-over: as it was recorded, with its checks, on paper.
fn hand_over_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/hand-overs/{id}",
            "hand_over.record_page",
            super::super::custody::READERS,
            "A hand-over as it was recorded, with its signature",
            kept::page,
        ),
        Route::get(
            "/hand-over/{item}",
            "hand_over.page",
            DISPENSERS,
            "One hand-over with its checks",
            record::page,
        ),
        Route::get(
            "/hand-over/{item}/state",
            "hand_over.state",
            DISPENSERS,
            "Where it stands, in a word",
            record::state,
        ),
        Route::get(
            "/hand-over/{item}/paper",
            "hand_over.paper_page",
            DISPENSERS,
            "The paper path",
            paper::page,
        ),
        Route::get(
            "/hand-over/{item}/form",
            "hand_over.paper_form",
            DISPENSERS,
            "The form to print",
            paper::form,
        ),
    ]
}

fn act_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/hand-over/{item}/send",
            "hand_over.send",
            DISPENSERS,
            "Send it to the tablet, or send it again",
            record::send,
        ),
        Route::post(
            "/hand-over/{item}/accept",
            "hand_over.accept",
            DISPENSERS,
            "Accept the signature",
            record::accept,
        ),
        Route::post(
            "/hand-over/{item}/cancel",
            "hand_over.cancel",
            DISPENSERS,
            "Give up",
            record::cancel,
        ),
        Route::post(
            "/hand-over/{item}/paper",
            "hand_over.accept",
            DISPENSERS,
            "Hand over with a scanned paper",
            paper::save,
        ),
    ]
}

fn tablet_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/tablet",
            "tablet.page",
            Who::Tablet,
            "The tablet's one page",
            tablet::page,
        ),
        Route::post(
            "/tablet",
            "tablet.join",
            Who::Anyone,
            "Enter a desk code",
            tablet::join,
        ),
        Route::post(
            "/tablet/strokes",
            "tablet.sign",
            Who::Tablet,
            "The member's strokes",
            tablet::strokes,
        ),
        Route::get(
            "/tablet/state",
            "tablet.state",
            Who::Tablet,
            "Whether it still waits",
            tablet::state,
        ),
        Route::get(
            "/tablet/thanks",
            "tablet.thanks",
            Who::Tablet,
            "Stored",
            tablet::thanks,
        ),
    ]
}
