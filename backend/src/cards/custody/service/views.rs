//! What lists and pages read of cards and items.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::super::error::CardError;
use super::super::super::model::{BlockCause, Card, CardRow};
use super::super::active;
use super::super::model::{ItemRow, Lane};
use super::super::store::{self, ItemFilter};
use crate::db::{Conn, fold};
use crate::kernel::{BusinessDate, CardId, MemberId};

/// A member's card in short, for other rooms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardSummary {
    pub id: CardId,
    pub last_four: String,
    pub standing: String,
    pub place: String,
    pub envelope_place: Option<String>,
    pub expires_on: BusinessDate,
    /// Why it was blocked, as the member reported it.
    pub cause: Option<BlockCause>,
    /// A4: card and PIN both signed for, not blocked, cancelled, taken in or expired, and nothing of an old register left to
    /// settle; at most one of a member's cards.
    pub active: bool,
    /// Exceptions of the old registers that nobody has settled yet.
    pub unsettled: i64,
    /// When its member took it, else when it came to us.
    #[serde(skip)]
    pub since: Option<BusinessDate>,
    /// When its member took it, else when it was blocked or cancelled before that.
    #[serde(skip)]
    pub reached_on: Option<BusinessDate>,
    #[serde(skip)]
    pub taken_over: bool,
}

/// The cards of a member, newest first, as they stand today (A4).
pub fn cards_of(
    conn: &mut Conn,
    member: MemberId,
    today: BusinessDate,
) -> Result<Vec<CardSummary>, CardError> {
    let mut found = cards_of_members(conn, &[member], today)?;
    Ok(found.remove(&member).unwrap_or_default())
}

/// The same of several members; one without a card is left out.
pub fn cards_of_members(
    conn: &mut Conn,
    members: &[MemberId],
    today: BusinessDate,
) -> Result<BTreeMap<MemberId, Vec<CardSummary>>, CardError> {
    let cards = store::cards_of_members(conn, members)?;
    let ids: Vec<i64> = cards.iter().map(|card| card.id).collect();
    let items = store::items_of_cards(conn, &ids)?;
    let owners: Vec<i64> = members.iter().map(|member| member.get()).collect();
    let active = active::on_day(conn, &owners, today)?;
    let told = fold::<Card>(conn, &ids)?;
    let mut found: BTreeMap<MemberId, Vec<CardSummary>> = BTreeMap::new();
    for card in cards {
        let (id, member) = (CardId::new(card.id), card.member_id);
        let summary = CardSummary {
            active: active.get(&member) == Some(&id),
            cause: told.get(&card.id).and_then(|card| card.cause),
            ..summary(card, &items)
        };
        found
            .entry(MemberId::new(member))
            .or_default()
            .push(summary);
    }
    Ok(found)
}

/// What the bank gave a member for blocks, card by card, as far as it was said.
pub fn block_references(
    conn: &mut Conn,
    member: MemberId,
) -> Result<Vec<(CardId, String)>, CardError> {
    let cards = store::cards_of_members(conn, &[member])?;
    let ids: Vec<i64> = cards.iter().map(|card| card.id).collect();
    let told = fold::<Card>(conn, &ids)?.into_values();
    Ok(told
        .filter_map(|card| Some((card.id, card.block_reference?)))
        .collect())
}

/// Which of these members have an active card today (A5.1).
pub fn with_active_card(
    conn: &mut Conn,
    members: &BTreeSet<i64>,
    today: BusinessDate,
) -> Result<BTreeMap<i64, Vec<CardId>>, CardError> {
    let members: Vec<i64> = members.iter().copied().collect();
    Ok(active::held_on(conn, &members, today)?)
}

fn summary(card: CardRow, items: &[ItemRow]) -> CardSummary {
    let newest = |lane: Lane| {
        let mut own = items.iter().rev();
        own.find(|i| i.card_id == card.id && i.lane == lane.code())
    };
    let place = |lane: Lane| newest(lane).map(|item| item.place.clone());
    let (own, envelope) = (place(Lane::Card).unwrap_or_default(), place(Lane::Pin));
    let handed_over_on = newest(Lane::Card).and_then(|item| item.handed_over_on);
    let received_on = newest(Lane::Card).and_then(|item| item.received_on);
    CardSummary {
        id: CardId::new(card.id),
        last_four: card.last_four,
        standing: card.standing,
        place: own,
        envelope_place: envelope,
        expires_on: BusinessDate::new(card.expires_on),
        cause: None,
        active: false,
        unsettled: card.unsettled,
        since: handed_over_on.or(received_on).map(BusinessDate::new),
        reached_on: handed_over_on.or(card.standing_on).map(BusinessDate::new),
        taken_over: card.taken_over == 1,
    }
}

/// An item as lists and exports show it. Names of people and members are added by the caller, who may know them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemView {
    pub id: i64,
    pub version: i64,
    pub lane: String,
    pub card_id: i64,
    pub member_id: i64,
    pub last_four: String,
    pub name_on_card: String,
    pub envelope_no: Option<String>,
    pub place: String,
    pub standing: String,
    pub keeper_id: Option<i64>,
    pub holder_id: Option<i64>,
    pub since: BusinessDate,
    pub expires_on: BusinessDate,
    pub received_on: Option<BusinessDate>,
    pub first_no: Option<String>,
    pub first_on: Option<BusinessDate>,
    pub first_deadline: Option<BusinessDate>,
    pub dispenser_id: Option<i64>,
    pub handed_over_on: Option<BusinessDate>,
    pub batch_id: Option<i64>,
    pub application_id: Option<i64>,
}

/// A page of items of one lane, in order of id.
pub fn item_views(
    conn: &mut Conn,
    lane: Lane,
    filter: &ItemFilter,
    after: i64,
    limit: i64,
) -> Result<Vec<ItemView>, CardError> {
    let rows = store::items(conn, lane, filter, after, limit)?;
    Ok(rows
        .into_iter()
        .map(|(item, card)| view(item, &card))
        .collect())
}

/// One row for showing.
pub fn view(item: ItemRow, card: &CardRow) -> ItemView {
    let date = |d: Option<chrono::NaiveDate>| d.map(BusinessDate::new);
    ItemView {
        id: item.id,
        version: item.version,
        lane: item.lane,
        card_id: item.card_id,
        member_id: item.member_id,
        last_four: card.last_four.clone(),
        name_on_card: card.name_on_card.clone(),
        envelope_no: item.envelope_no,
        place: item.place,
        standing: card.standing.clone(),
        keeper_id: item.keeper_id,
        holder_id: item.holder_id,
        since: BusinessDate::new(item.since),
        expires_on: BusinessDate::new(card.expires_on),
        received_on: date(item.received_on),
        first_no: item.first_no,
        first_on: date(item.first_on),
        first_deadline: date(item.first_deadline),
        dispenser_id: item.dispenser_id,
        handed_over_on: date(item.handed_over_on),
        batch_id: card.batch_id,
        application_id: card.application_id,
    }
}

/// Items by id, each with its card.
pub fn views_by_ids(conn: &mut Conn, rows: Vec<ItemRow>) -> Result<Vec<ItemView>, CardError> {
    let ids: Vec<i64> = rows.iter().map(|row| row.card_id).collect();
    let cards: BTreeMap<i64, CardRow> = store::cards_by_ids(conn, &ids)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| cards.get(&row.card_id).map(|card| view(row, card)))
        .collect())
}
