//! The lists of the board.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::step::{Group, Reckoned, Reckoning, Want, kept_since};
use crate::cards::custody::model::{ItemRow, Lane};
use crate::cards::custody::service::{ItemView, view};
use crate::cards::custody::store::{self, PlaceCount};
use crate::cards::error::CardError;
use crate::cards::model::CardRow;
use crate::cards::schema::{cards, custody_items, transfers};
use crate::db::{Conn, Part, among, in_parts, on_each};
use crate::identity::service as identity;
use crate::kernel::thai::{fold_title, sort_key};
use crate::kernel::{BusinessDate, MemberId, PersonId};
use crate::members::service as members;

/// The column by which a list is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    Member,
    Name,
    Expires,
    Kept,
    #[default]
    ActBy,
}

impl Sort {
    pub const ALL: [Self; 5] = [
        Self::Member,
        Self::Name,
        Self::Expires,
        Self::Kept,
        Self::ActBy,
    ];

    /// Its name in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Name => "name",
            Self::Expires => "expires",
            Self::Kept => "kept",
            Self::ActBy => "act_by",
        }
    }

    /// Reads [`Self::code`] again.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == text)
    }
}

/// Which items a list shows, and in which order.
#[derive(Debug, Clone)]
pub struct Asked {
    pub lane: Lane,
    pub group: Option<Group>,
    pub want: Option<Want>,
    pub holder: Option<PersonId>,
    /// Only items kept longer than this many days.
    pub older_than: Option<i64>,
    /// Only items in our hands whose other half is not: a card without its envelope, an envelope without its card.
    pub unpaired: bool,
    pub sort: Sort,
    pub downwards: bool,
}

impl Asked {
    /// Everything of a lane, what must be done first on top.
    pub fn of(lane: Lane) -> Self {
        Self {
            lane,
            group: None,
            want: None,
            holder: None,
            older_than: None,
            unpaired: false,
            sort: Sort::ActBy,
            downwards: false,
        }
    }

    /// The same, at one place.
    #[must_use]
    pub fn at(self, group: Group) -> Self {
        Self {
            group: Some(group),
            ..self
        }
    }
}

/// An item with what it waits for and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub item: ItemView,
    pub at: Reckoned,
    /// `00412`; empty until [`named`] has filled it.
    pub member_number: String,
    /// With title.
    pub member_name: String,
}

/// People by id.
pub type Names = BTreeMap<i64, String>;

/// The whole list, ordered. Members are named only where the order needs it; [`named`] names a page.
pub fn lines(
    conn: &mut Conn,
    reckoning: &Reckoning<'_>,
    asked: &Asked,
) -> Result<Vec<Line>, CardError> {
    let found = rows(conn, asked)?;
    let mut list = reckoned(conn, reckoning, found)?;
    if let Some(days) = asked.older_than {
        list.retain(|line| reckoning.today.days_since(kept_since(&line.item)) > days);
    }
    list.retain(|line| asked.want.is_none_or(|want| want.takes(&line.at)));
    if asked.unpaired {
        let alone = unpaired(conn, &list)?;
        list.retain(|line| alone.contains(&line.item.id));
    }
    if matches!(asked.sort, Sort::Member | Sort::Name) {
        list = named(conn, list)?;
    }
    order(&mut list, asked);
    Ok(list)
}

/// These items, in order of their ids, with their members.
pub fn lines_of(
    conn: &mut Conn,
    reckoning: &Reckoning<'_>,
    ids: &[i64],
) -> Result<Vec<Line>, CardError> {
    let found = store::items_by_ids(conn, ids)?;
    let list = reckoned(conn, reckoning, found)?;
    named(conn, list)
}

fn rows(conn: &mut Conn, asked: &Asked) -> Result<Vec<(ItemRow, CardRow)>, CardError> {
    Ok(on_each!(conn, c => {
        let mut query = custody_items::table
            .inner_join(cards::table.on(cards::id.eq(custody_items::card_id)))
            .filter(custody_items::lane.eq(asked.lane.code()))
            .into_boxed();
        if let Some(group) = asked.group {
            query = query.filter(among!(custody_items::place, Part::codes(group.places())));
        }
        if let Some(holder) = asked.holder {
            query = query.filter(custody_items::holder_id.eq(holder.get()));
        }
        query
            .order(custody_items::id)
            .select((ItemRow::as_select(), CardRow::as_select()))
            .load(c)
    })?)
}

fn reckoned(
    conn: &mut Conn,
    reckoning: &Reckoning<'_>,
    found: Vec<(ItemRow, CardRow)>,
) -> Result<Vec<Line>, CardError> {
    let views: Vec<ItemView> = found
        .into_iter()
        .map(|(item, card)| view(item, &card))
        .collect();
    let envelopes: Vec<i64> = views
        .iter()
        .filter(|v| v.lane == "pin" && Group::House.has(&v.place))
        .map(|v| v.card_id)
        .collect();
    let collected = collected_on(conn, &envelopes)?;
    Ok(views
        .into_iter()
        .map(|item| Line {
            at: reckoning.of(&item, collected.get(&item.card_id).copied()),
            item,
            member_number: String::new(),
            member_name: String::new(),
        })
        .collect())
}

/// On which day these cards were collected; those that were not are left out.
fn collected_on(
    conn: &mut Conn,
    card_ids: &[i64],
) -> Result<BTreeMap<i64, BusinessDate>, CardError> {
    let rows: Vec<(i64, chrono::NaiveDate)> = in_parts(card_ids.iter().copied(), |part| {
        on_each!(conn, c => custody_items::table
            .filter(among!(custody_items::card_id, part))
            .filter(custody_items::lane.eq(Lane::Card.code()))
            .filter(custody_items::place.eq("with_member"))
            .select((custody_items::card_id, custody_items::since))
            .load(c))
    })?;
    let days = rows
        .into_iter()
        .map(|(card, on)| (card, BusinessDate::new(on)));
    Ok(days.collect())
}

/// Which of these cards have an item of the lane at one of the places.
fn cards_at(
    conn: &mut Conn,
    card_ids: &[i64],
    lane: Lane,
    places: &[&'static str],
) -> Result<BTreeSet<i64>, CardError> {
    let places = Part::codes(places);
    let ids: Vec<i64> = in_parts(card_ids.iter().copied(), |part| {
        on_each!(conn, c => custody_items::table
            .filter(among!(custody_items::card_id, part))
            .filter(custody_items::lane.eq(lane.code()))
            .filter(among!(custody_items::place, places))
            .select(custody_items::card_id)
            .load(c))
    })?;
    Ok(ids.into_iter().collect())
}

/// Items in our hands whose other half is neither with us nor with its member.
fn unpaired(conn: &mut Conn, list: &[Line]) -> Result<BTreeSet<i64>, CardError> {
    let here = |line: &&Line| Group::House.has(&line.item.place);
    let ids: Vec<i64> = list.iter().filter(here).map(|l| l.item.card_id).collect();
    let other = match list.first().and_then(|l| Lane::parse(&l.item.lane)) {
        Some(lane) => lane.other(),
        None => return Ok(BTreeSet::new()),
    };
    let places = [Group::House.places(), Group::Member.places()].concat();
    let paired = cards_at(conn, &ids, other, &places)?;
    Ok(list
        .iter()
        .filter(here)
        .filter(|line| !paired.contains(&line.item.card_id))
        .map(|line| line.item.id)
        .collect())
}

/// Adds numbers and names of the members.
pub fn named(conn: &mut Conn, mut list: Vec<Line>) -> Result<Vec<Line>, CardError> {
    let ids: BTreeSet<i64> = list.iter().map(|line| line.item.member_id).collect();
    let ids: Vec<MemberId> = ids.into_iter().map(MemberId::new).collect();
    let found: BTreeMap<i64, (String, String)> = members::by_ids(conn, &ids)?
        .into_iter()
        .map(|line| (line.id.get(), (line.number, line.name)))
        .collect();
    for line in &mut list {
        if let Some((number, name)) = found.get(&line.item.member_id) {
            line.member_number.clone_from(number);
            line.member_name.clone_from(name);
        }
    }
    Ok(list)
}

/// Names of the people who keep, hold or dispense these items, and of `also`.
pub fn person_names(
    conn: &mut Conn,
    list: &[Line],
    also: impl IntoIterator<Item = i64>,
) -> Result<Names, CardError> {
    let ids: BTreeSet<i64> = list
        .iter()
        .flat_map(|l| [l.item.holder_id, l.item.keeper_id, l.item.dispenser_id])
        .flatten()
        .chain(also)
        .collect();
    let ids: Vec<PersonId> = ids.into_iter().map(PersonId::new).collect();
    Ok(identity::names_of(conn, &ids)?)
}

/// To whom these items are offered, by item: a release or a return that is not confirmed yet.
pub fn offered_to(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, i64>, CardError> {
    let found: Vec<(i64, i64)> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => custody_items::table
            .inner_join(transfers::table.on(custody_items::transfer_id.eq(transfers::id.nullable())))
            .filter(among!(custody_items::id, part))
            .filter(transfers::state.eq("offered"))
            .select((custody_items::id, transfers::to_person_id))
            .load(c))
    })?;
    Ok(found.into_iter().collect())
}

fn order(list: &mut [Line], asked: &Asked) {
    match asked.sort {
        Sort::Member => list.sort_by_cached_key(|l| format!("{:0>10}", l.member_number)),
        Sort::Name => list.sort_by_cached_key(|l| sort_key(&fold_title(&l.member_name))),
        Sort::Expires => list.sort_by_key(|l| (l.item.expires_on, l.item.id)),
        Sort::Kept => list.sort_by_key(|l| (std::cmp::Reverse(kept_since(&l.item)), l.item.id)),
        // What nothing runs for comes last, and of that what is still in our hands comes first.
        Sort::ActBy => list.sort_by_key(|l| {
            let gone = !Group::House.has(&l.item.place);
            (l.at.act_by.is_none(), l.at.act_by, gone, l.item.id)
        }),
    }
    if asked.downwards {
        list.reverse();
        if asked.sort == Sort::ActBy {
            list.sort_by_key(|l| l.at.act_by.is_none());
        }
    }
}

/// How many items of a lane are at each place with each holder.
pub fn totals(conn: &mut Conn, lane: Lane) -> Result<Vec<PlaceCount>, CardError> {
    store::counts(conn, lane)
}

#[cfg(test)]
mod tests;
