//! Whether a hand-over may be done now, and what ends with it.

use super::super::custody::hands::Hands;
use super::super::custody::judged_by;
use super::super::custody::model::Lane;
use super::super::custody::rules::{self, Counter};
use super::super::custody::service::{bylaws_on, hand};
use super::super::custody::store::{self as items, Held};
use super::super::error::CardError;
use super::super::model::Card;
use crate::app::App;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, CardId, ItemId};
use crate::members::service::{self as members, MemberLine};

/// What the member gives back: whatever is ticked now, or what was ticked when the hand-over was opened.
pub(super) enum Back {
    Ticked(bool),
    Noted(Vec<CardId>),
}

/// A hand-over that may be done, with what it needs.
pub(super) struct Judged {
    pub held: Held,
    pub member: MemberLine,
    /// Earlier cards that end with it.
    pub takes_in: Vec<Card>,
}

/// A5.1, A7.2.2, A7.2.3, A7.2.3x, A8.1, C2: whether this person may hand this item over now.
pub(super) fn judged(
    conn: &mut Conn,
    app: &App,
    by: &Actor,
    (item, back): (ItemId, Back),
    today: BusinessDate,
) -> Result<Judged, CardError> {
    let held = items::held(conn, &[item])?
        .pop()
        .ok_or(CardError::NotFound)?;
    let member = members::by_id(conn, held.item.member)?.ok_or(CardError::NotFound)?;
    rules::is_member(member.left_on, &held.card)?;
    rules::may_hand_over(Counter {
        item: &held.item,
        hands: &held.hands,
        card: &held.card,
        by: hand(by),
        small_cooperative: bylaws_on(app, today)?.small_cooperative,
        today,
    })?;
    let takes_in = ended_with(conn, &held, back, today)?;
    may_take_in(conn, &takes_in, by)?;
    Ok(Judged {
        held,
        member,
        takes_in,
    })
}

/// A7.2.3x: who takes an earlier card in has it in hand, and so never had its PIN.
fn may_take_in(conn: &mut Conn, cards: &[Card], by: &Actor) -> Result<(), CardError> {
    let ids: Vec<CardId> = cards.iter().map(|card| card.id).collect();
    let histories = judged_by(conn, &ids)?;
    let none = Hands::default();
    for card in cards {
        let hands = histories.get(&card.id).unwrap_or(&none);
        rules::untouched(Lane::Card, card, hands, by.person)?;
    }
    Ok(())
}

/// A5.1: the earlier cards that the member gives back; `EarlierCardNotEnded` where one would stay. Whoever hands out envelopes
/// takes no card: it comes back with the card that stands in for it.
fn ended_with(
    conn: &mut Conn,
    held: &Held,
    back: Back,
    today: BusinessDate,
) -> Result<Vec<Card>, CardError> {
    let item = &held.item;
    let open = items::others_with_member(conn, item.member, item.card)?;
    let given: Vec<CardId> = match (item.lane, back) {
        (Lane::Pin, _) | (Lane::Card, Back::Ticked(false)) => Vec::new(),
        (Lane::Card, Back::Ticked(true)) => open.iter().map(|card| card.id).collect(),
        (Lane::Card, Back::Noted(noted)) => noted,
    };
    rules::earlier_ended(&open, &given, today)?;
    Ok(open
        .into_iter()
        .filter(|card| given.contains(&card.id))
        .collect())
}
