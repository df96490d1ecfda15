//! Queries over cards and items.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::super::error::CardError;
use super::super::model::{Card, CardRow, Standing};
use super::super::schema::{cards, custody_items, transfers};
use super::envelopes;
use super::hands::Hands;
use super::model::{Item, ItemRow, Lane, custody_facts};
use super::names;
use super::transfer::TransferRow;
use crate::db::{self, Conn, among, fold, in_parts, on_each};
use crate::kernel::{CardId, ItemId, MemberId, PersonId};

/// An item with its card and the item of the other lane.
#[derive(Debug, Clone)]
pub struct Held {
    pub item: Item,
    pub card: Card,
    pub other: Option<Item>,
    /// Who has ever had which half of the card in hand.
    pub hands: Hands,
}

/// These items, each with its card and its counterpart, folded from facts. `NotFound` when one does not exist,
/// `NamedTwice` when one is named again.
pub fn held(conn: &mut Conn, ids: &[ItemId]) -> Result<Vec<Held>, CardError> {
    let wanted: Vec<i64> = ids.iter().map(|id| id.get()).collect();
    if let Some(at) = twin(&wanted) {
        return Err(CardError::NamedTwice {
            field: format!("items.{at}"),
        });
    }
    let mut items = fold::<Item>(conn, &wanted)?;
    if items.len() != wanted.len() {
        return Err(CardError::NotFound);
    }
    let card_ids: Vec<i64> = items.values().map(|item| item.card.get()).collect();
    let known: BTreeMap<i64, Card> = fold::<Card>(conn, &card_ids)?;
    let others = counterparts(conn, &card_ids)?;
    let cards: Vec<CardId> = card_ids.iter().copied().map(CardId::new).collect();
    let histories = names::judged_by(conn, &cards)?;
    ids.iter()
        .filter_map(|id| items.remove(&id.get()))
        .map(|item| {
            let card = known
                .get(&item.card.get())
                .cloned()
                .ok_or(CardError::NotFound)?;
            let other = others
                .iter()
                .find(|o| o.card == item.card && o.lane == item.lane.other())
                .cloned();
            let hands = histories.get(&item.card).cloned().unwrap_or_default();
            Ok(Held {
                item,
                card,
                other,
                hands,
            })
        })
        .collect()
}

/// Where an id stands for the second time: one thing counted as two would make a false receipt.
fn twin(ids: &[i64]) -> Option<usize> {
    let mut seen = std::collections::BTreeSet::new();
    ids.iter().position(|id| !seen.insert(*id))
}

fn counterparts(conn: &mut Conn, card_ids: &[i64]) -> Result<Vec<Item>, CardError> {
    let ids: Vec<i64> = in_parts(card_ids.iter().copied(), |part| {
        on_each!(conn, c => custody_items::table
            .filter(among!(custody_items::card_id, part))
            .filter(custody_items::place.ne("returned_to_bank"))
            .select(custody_items::id)
            .load(c))
    })?;
    Ok(fold::<Item>(conn, &ids)?.into_values().collect())
}

/// The item of one lane of a card; the newest where an envelope was replaced.
pub fn item_of_card(conn: &mut Conn, card: CardId, lane: Lane) -> Result<ItemId, CardError> {
    let id: Option<i64> = custody_items::table
        .filter(custody_items::card_id.eq(card.get()))
        .filter(custody_items::lane.eq(lane.code()))
        .order(custody_items::id.desc())
        .select(custody_items::id)
        .first(conn)
        .optional()?;
    id.map(ItemId::new).ok_or(CardError::NotFound)
}

/// Which of these card numbers, as index values, are in the register already.
pub fn known_numbers(conn: &mut Conn, indexes: &[String]) -> Result<Vec<String>, CardError> {
    in_parts(indexes, |part| {
        Ok(on_each!(conn, c => cards::table
            .filter(among!(cards::number_index, part))
            .select(cards::number_index)
            .load(c))?)
    })
}

/// Which of these envelope numbers are or were in use, and by which item.
pub fn known_envelopes(
    conn: &mut Conn,
    numbers: &[String],
) -> Result<Vec<(String, i64)>, CardError> {
    Ok(envelopes::borne(conn, numbers)?)
}

/// The cards of these members, newest first.
pub fn cards_of_members(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<CardRow>, CardError> {
    let ids = members.iter().map(|member| member.get());
    let mut found: Vec<CardRow> = in_parts(ids, |part| {
        on_each!(conn, c => cards::table
            .filter(among!(cards::member_id, part))
            .select(CardRow::as_select())
            .load(c))
    })?;
    found.sort_by_key(|card| Reverse(card.id));
    Ok(found)
}

/// The other cards of a member that have reached him and that nothing told has ended; their last day is the caller's matter.
pub fn others_with_member(
    conn: &mut Conn,
    member: MemberId,
    but: CardId,
) -> Result<Vec<Card>, CardError> {
    let ids: Vec<i64> = on_each!(&mut *conn, c => cards::table
        .inner_join(custody_items::table.on(custody_items::card_id.eq(cards::id)))
        .filter(cards::member_id.eq(member.get()))
        .filter(cards::id.ne(but.get()))
        .filter(cards::standing.eq(Standing::Sound.code()))
        .filter(custody_items::lane.eq(Lane::Card.code()))
        .filter(custody_items::place.eq("with_member"))
        .select(cards::id)
        .load(c))?;
    Ok(fold::<Card>(conn, &ids)?.into_values().collect())
}

/// In which event this item came into our hands: received, or taken over from an old register.
pub fn received_in(conn: &mut Conn, item: ItemId) -> Result<Option<i64>, CardError> {
    use diesel::dsl::max;
    let came = custody_facts::kind
        .eq("received")
        .or(custody_facts::kind.eq("taken_over"));
    Ok(custody_facts::table
        .filter(custody_facts::subject_id.eq(item.get()))
        .filter(came)
        .select(max(custody_facts::seq))
        .first(conn)?)
}

/// The items of these cards.
pub fn items_of_cards(conn: &mut Conn, card_ids: &[i64]) -> Result<Vec<ItemRow>, CardError> {
    let mut found: Vec<ItemRow> = in_parts(card_ids.iter().copied(), |part| {
        on_each!(conn, c => custody_items::table
            .filter(among!(custody_items::card_id, part))
            .select(ItemRow::as_select())
            .load(c))
    })?;
    found.sort_by_key(|item| item.id);
    Ok(found)
}

/// The cards with these ids.
pub fn cards_by_ids(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, CardRow>, CardError> {
    let rows: Vec<CardRow> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => cards::table
            .filter(among!(cards::id, part))
            .select(CardRow::as_select())
            .load(c))
    })?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The last four digits of these cards, by id.
pub fn last_fours(
    conn: &mut Conn,
    ids: &BTreeSet<i64>,
) -> Result<BTreeMap<i64, String>, db::Error> {
    let found: Vec<(i64, String)> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => cards::table
            .filter(among!(cards::id, part))
            .select((cards::id, cards::last_four))
            .load(c))
    })?;
    Ok(found.into_iter().collect())
}

/// Members with a card that ends in these four digits.
pub fn members_by_last_four(
    conn: &mut Conn,
    last_four: &str,
    limit: i64,
) -> Result<Vec<i64>, CardError> {
    Ok(cards::table
        .filter(cards::last_four.eq(last_four))
        .order(cards::id.desc())
        .limit(limit)
        .select(cards::member_id)
        .load(conn)?)
}

/// What a list of items is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct ItemFilter {
    pub place: Option<String>,
    pub batch: Option<i64>,
    pub holder: Option<PersonId>,
    pub member: Option<MemberId>,
    /// Only items without a first letter.
    pub unannounced: bool,
    /// Only items whose first deadline lies on or before this day.
    pub due_until: Option<chrono::NaiveDate>,
}

/// Items of a lane in order of id after `after`, each with its card's row.
pub fn items(
    conn: &mut Conn,
    lane: Lane,
    filter: &ItemFilter,
    after: i64,
    limit: i64,
) -> Result<Vec<(ItemRow, CardRow)>, CardError> {
    let filter = filter.clone();
    Ok(on_each!(conn, c => {
        let mut query = custody_items::table
            .inner_join(cards::table.on(cards::id.eq(custody_items::card_id)))
            .filter(custody_items::lane.eq(lane.code()))
            .filter(custody_items::id.gt(after))
            .into_boxed();
        if let Some(place) = filter.place {
            query = query.filter(custody_items::place.eq(place));
        }
        if let Some(batch) = filter.batch {
            query = query.filter(cards::batch_id.eq(batch));
        }
        if let Some(holder) = filter.holder {
            query = query.filter(custody_items::holder_id.eq(holder.get()));
        }
        if let Some(member) = filter.member {
            query = query.filter(custody_items::member_id.eq(member.get()));
        }
        if filter.unannounced {
            query = query.filter(custody_items::first_no.is_null());
        }
        if let Some(until) = filter.due_until {
            query = query.filter(custody_items::first_deadline.le(until));
        }
        query
            .order(custody_items::id)
            .limit(limit)
            .select((ItemRow::as_select(), CardRow::as_select()))
            .load(c)
    })?)
}

/// The items with these ids, in their order, each with its card's row.
pub fn items_by_ids(conn: &mut Conn, ids: &[i64]) -> Result<Vec<(ItemRow, CardRow)>, CardError> {
    in_parts(ids.iter().copied(), |part| {
        Ok(on_each!(conn, c => custody_items::table
            .inner_join(cards::table.on(cards::id.eq(custody_items::card_id)))
            .filter(among!(custody_items::id, part))
            .order(custody_items::id)
            .select((ItemRow::as_select(), CardRow::as_select()))
            .load(c))?)
    })
}

/// How many items of a lane are at each place with each holder, and since when the oldest.
pub fn counts(conn: &mut Conn, lane: Lane) -> Result<Vec<PlaceCount>, CardError> {
    use diesel::dsl::{count_star, min};
    let rows: Vec<(String, Option<i64>, i64, Option<chrono::NaiveDate>)> = on_each!(conn, c => custody_items::table
        .filter(custody_items::lane.eq(lane.code()))
        .group_by((custody_items::place, custody_items::holder_id))
        .select((custody_items::place, custody_items::holder_id, count_star(), min(custody_items::since)))
        .load(c))?;
    Ok(rows
        .into_iter()
        .map(|(place, holder, count, oldest)| PlaceCount {
            place,
            holder,
            count,
            oldest,
        })
        .collect())
}

/// A row of [`counts`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceCount {
    pub place: String,
    pub holder: Option<i64>,
    pub count: i64,
    pub oldest: Option<chrono::NaiveDate>,
}

/// Releases and returns that wait for this person's confirmation, or that the person offered.
pub fn waiting_transfers(conn: &mut Conn, person: PersonId) -> Result<Vec<TransferRow>, CardError> {
    Ok(transfers::table
        .filter(transfers::state.eq("offered"))
        .filter(
            transfers::to_person_id
                .eq(person.get())
                .or(transfers::from_person_id.eq(person.get())),
        )
        .order(transfers::id)
        .select(TransferRow::as_select())
        .load(conn)?)
}

#[cfg(test)]
mod tests;
