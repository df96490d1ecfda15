//! The acts of custody: list what the bank made, receive, correct, send back, announce, release, take back, block.

mod listing;
mod notice;
mod numbers;
mod receive;
mod register;
mod release;
mod standing;
#[cfg(test)]
mod tests;
mod views;

pub use listing::{NewCard, PastCard, list_cards, take_over_cards};
pub use notice::{
    FirstNotices, NoticePreview, first_notices_part, make_first_notices, preview_first_notices,
};
pub use receive::{
    CorrectReceipt, Receive, ReceiveLine, SendBack, correct_receipt, free_text, receive,
    receive_part, send_back,
};
pub use register::{ERASED_STROKES, Handed, RegisterLine, register_lines};
pub use release::{
    confirm_transfer, confirm_transfer_part, due_back_on, offer_release, offer_release_part,
    offer_return, withdraw_transfer,
};
pub use standing::{Block, block_card};
pub use views::{
    CardSummary, ItemView, block_references, cards_of, cards_of_members, item_views, view,
    views_by_ids, with_active_card,
};

pub use super::board::{
    Asked, Group, Line, Names, Reckoning, Step, Want, kept_since, lines, lines_of, named, totals,
};
pub use super::find::{Called, card_by_number, cards_by_tail, cards_of_items};
pub use super::store::{PlaceCount, last_fours, waiting_transfers};
pub use super::timeline::{Happened, happened_on, identified_name, names_in};
pub use super::transfer::TransferRow;

pub use super::super::error::CardError;
use super::super::model::Card;
use super::model::Item;
use super::rules::Hand;
use super::transfer::Transfer;
use super::{active, envelopes, hands};
use crate::app::App;
use crate::audit::verify::ProjectionCheck;
use crate::bylaws::BylawsOfDay;
use crate::db::{FactTable, facts_of, projection_of};
use crate::identity::model::Actor;
use crate::kernel::BusinessDate;

/// The fact tables of this room.
pub fn fact_tables() -> Vec<FactTable> {
    vec![
        facts_of::<Card>(),
        facts_of::<Item>(),
        facts_of::<Transfer>(),
    ]
}

/// The projections of this room.
pub fn projections() -> Vec<ProjectionCheck> {
    vec![
        projection_of::<Card>(),
        projection_of::<Item>(),
        projection_of::<Transfer>(),
        hands::CHECK,
        envelopes::CHECK,
        active::CHECK,
    ]
}

/// The acting person as the rules see it.
pub fn hand(by: &Actor) -> Hand<'_> {
    Hand {
        person: by.person,
        duties: &by.duties,
    }
}

/// The bylaws that bind on a day; a new act without bylaws is refused (R0).
pub fn bylaws_on(app: &App, date: BusinessDate) -> Result<BylawsOfDay, CardError> {
    app.bylaws_on(date).ok_or(CardError::NoBylaws(date))
}
