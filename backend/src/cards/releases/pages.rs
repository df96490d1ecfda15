//! Routes of releases and returns.

use super::super::custody::HOLDERS;
use super::{offer, transfer};
use crate::identity::model::Duty;
use crate::web::route::{Route, Who};

const HANDS: Who = Who::Duties(
    &[
        Duty::CardKeeper,
        Duty::PinKeeper,
        Duty::CardDispenser,
        Duty::PinDispenser,
    ],
    &[],
);
/// Whoever holds something, also when his duty has ended since.
const GIVERS: Who = Who::Duties(
    &[
        Duty::CardKeeper,
        Duty::PinKeeper,
        Duty::CardDispenser,
        Duty::PinDispenser,
    ],
    HOLDERS,
);

pub fn routes() -> Vec<Route> {
    [offering(), waiting()].into_iter().flatten().collect()
}

fn offering() -> Vec<Route> {
    vec![
        Route::get(
            "/releases/new",
            "custody.release_page",
            GIVERS,
            "What lies in your safe, to be released",
            offer::release_page,
        ),
        Route::post(
            "/releases",
            "custody.offer_release",
            GIVERS,
            "Offer items to a dispenser",
            offer::release,
        ),
        Route::get(
            "/returns",
            "custody.return_page",
            GIVERS,
            "What lies at your counter, to be returned",
            offer::return_page,
        ),
        Route::post(
            "/returns",
            "custody.offer_return",
            GIVERS,
            "Offer items back to a keeper",
            offer::give_back,
        ),
    ]
}

fn waiting() -> Vec<Route> {
    vec![
        Route::get(
            "/releases",
            "custody.transfers_page",
            GIVERS,
            "Releases and returns that wait",
            transfer::list,
        ),
        Route::get(
            "/releases/{transfer}",
            "custody.transfer_page",
            GIVERS,
            "One release or return",
            transfer::page,
        ),
        Route::post(
            "/releases/{transfer}/confirm",
            "custody.confirm_transfer",
            HANDS,
            "Confirm as the named receiver",
            transfer::confirm,
        ),
        Route::post(
            "/releases/{transfer}/withdraw",
            "custody.withdraw_transfer",
            GIVERS,
            "Take an offer back",
            transfer::withdraw,
        ),
    ]
}
