//! Whether a hand-over may be done now, and what ends with it.

use super::super::custody::model::Lane;
use super::super::custody::rules::{self, Counter};
use super::super::custody::service::{bylaws_on, hand};
use super::super::custody::store::{self as items, Held};
use super::super::error::CardError;
use super::super::model::Card;
use crate::app::App;
use crate::db::Tx;
use crate::identity::model::Actor;
use crate::kernel::{CardId, ItemId};
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
    tx: &mut Tx<'_>,
    app: &App,
    by: &Actor,
    item: ItemId,
    back: Back,
) -> Result<Judged, CardError> {
    let held = items::held(tx.conn, &[item])?
        .pop()
        .ok_or(CardError::NotFound)?;
    let member = members::by_id(tx.conn, held.item.member)?.ok_or(CardError::NotFound)?;
    rules::is_member(member.left_on, &held.card)?;
    rules::may_hand_over(Counter {
        item: &held.item,
        hands: &held.hands,
        card: &held.card,
        by: hand(by),
        small_cooperative: bylaws_on(app, tx.today())?.small_cooperative,
        today: tx.today(),
    })?;
    let takes_in = ended_with(tx, &held, back)?;
    Ok(Judged {
        held,
        member,
        takes_in,
    })
}

/// A5.1: the earlier cards that the member gives back; `EarlierCardNotEnded` where one would stay. Whoever hands out envelopes
/// takes no card: it comes back with the card that stands in for it.
fn ended_with(tx: &mut Tx<'_>, held: &Held, back: Back) -> Result<Vec<Card>, CardError> {
    let (today, item) = (tx.today(), &held.item);
    let open = items::others_with_member(tx.conn, item.member, item.card)?;
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
