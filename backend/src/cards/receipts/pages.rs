//! Routes of the receiving pages.

use super::{correct, deliveries, receive, send_back};
use crate::identity::model::Duty;
use crate::web::route::{Route, Who};

const KEEPERS: Who = Who::Duties(&[Duty::CardKeeper, Duty::PinKeeper], &[]);

pub fn routes() -> Vec<Route> {
    [receiving(), mending()].into_iter().flatten().collect()
}

fn receiving() -> Vec<Route> {
    vec![
        Route::get(
            "/deliveries",
            "custody.deliveries",
            KEEPERS,
            "What the bank has sent and what is still to be received",
            deliveries::page,
        ),
        Route::get(
            "/deliveries/{batch}/{lane}",
            "custody.receive_page",
            KEEPERS,
            "Expected against what is here",
            receive::page,
        ),
        Route::post(
            "/deliveries/{batch}/{lane}/scan",
            "custody.scan",
            KEEPERS,
            "One more is here; writes nothing",
            receive::scan,
        ),
        Route::post(
            "/deliveries/{batch}/{lane}/receive",
            "custody.receive",
            KEEPERS,
            "Receive what is here",
            receive::receive,
        ),
    ]
}

fn mending() -> Vec<Route> {
    vec![
        Route::get(
            "/receipts/{item}",
            "custody.correct_page",
            KEEPERS,
            "Take a mistaken receipt back",
            correct::page,
        ),
        Route::post(
            "/receipts/{item}/correct",
            "custody.correct_receipt",
            KEEPERS,
            "Take a mistaken receipt back",
            correct::correct,
        ),
        Route::get(
            "/send-back",
            "custody.send_back_page",
            KEEPERS,
            "What is set apart for the bank",
            send_back::page,
        ),
        Route::post(
            "/send-back",
            "custody.send_back",
            KEEPERS,
            "Send faulty items back to the bank",
            send_back::send,
        ),
    ]
}
