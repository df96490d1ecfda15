//! The one active card of a member (A4, A5.1): both halves signed for, neither blocked, cancelled nor taken in, and with no
//! exception of an old register left to settle. Its last day is compared where it is asked for, because a day that passes tells no fact.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::model::{Item, ItemRow, Lane, Place};
use crate::audit::verify::{Broken, ProjectionCheck};
use crate::cards::latest::Latest;
use crate::cards::model::{Card, CardRow, Standing};
use crate::cards::schema::{active_cards, cards, custody_items};
use crate::db::{Conn, Error, Tx, among, fold, in_parts, on_each, onward, rows_in_parts};
use crate::kernel::{BusinessDate, CardId};

/// Members that `verify` looks at together.
const PAGE_MEMBERS: i64 = 500;

/// A card that can be the active one: both halves are with its member, and nothing has ended it.
struct Held {
    card: CardRow,
    /// When its member took the card itself.
    reached_on: Option<BusinessDate>,
    /// When he had both halves.
    whole_on: Option<BusinessDate>,
}

impl Held {
    fn of(card: CardRow, items: &[ItemRow]) -> Option<Self> {
        let taken = |lane: Lane| {
            let own = items.iter().filter(|item| {
                (item.card_id, item.lane.as_str(), item.place.as_str())
                    == (card.id, lane.code(), "with_member")
            });
            own.map(|item| item.handed_over_on.map(BusinessDate::new))
                .max()
        };
        let (reached_on, pin_on) = (taken(Lane::Card)?, taken(Lane::Pin)?);
        let sound = card.standing == Standing::Sound.code() && card.unsettled == 0;
        sound.then_some(Self {
            card,
            reached_on,
            whole_on: reached_on.max(pin_on),
        })
    }

    /// Its place among the member's cards on a day.
    fn latest(&self, day: BusinessDate) -> Latest {
        Latest {
            serves: runs(&self.card, day),
            reached_on: self.reached_on,
            own: self.card.taken_over == 0,
            id: CardId::new(self.card.id),
        }
    }
}

fn the_latest(held: &[Held], day: BusinessDate) -> Option<&Held> {
    held.iter().max_by_key(|one| one.latest(day))
}

/// Which of the cards that each member holds the table names: the latest on the day on which the last of them became whole.
/// That day is told by facts, so that the table says the same whenever it is read again; a second card is none.
fn the_active(
    conn: &mut Conn,
    held: &BTreeMap<i64, Vec<Held>>,
) -> Result<BTreeMap<i64, i64>, Error> {
    let several = held.values().filter(|own| own.len() > 1).flatten();
    let ids: Vec<i64> = several.map(|one| one.card.id).collect();
    let told = fold::<Card>(conn, &ids)?;
    let since = |one: &Held| {
        let usable = told.get(&one.card.id).map(|card| card.usable_since);
        usable.max(one.whole_on)
    };
    let chosen = |own: &Vec<Held>| {
        let Some(day) = own.iter().filter_map(since).max() else {
            return own.first().map(|one| one.card.id);
        };
        the_latest(own, day).map(|one| one.card.id)
    };
    let chosen = held.iter().map(|(member, own)| (*member, chosen(own)));
    Ok(chosen
        .filter_map(|(member, card)| Some((member, card?)))
        .collect())
}

/// The cards that these members hold, by member.
fn held(conn: &mut Conn, members: &[i64]) -> Result<BTreeMap<i64, Vec<Held>>, Error> {
    let own: Vec<CardRow> = in_parts(members.iter().copied(), |part| {
        on_each!(&mut *conn, c => cards::table
            .filter(among!(cards::member_id, part))
            .order(cards::id)
            .select(CardRow::as_select())
            .load(c))
    })?;
    let items: Vec<ItemRow> = in_parts(own.iter().map(|card| card.id), |part| {
        on_each!(&mut *conn, c => custody_items::table
            .filter(among!(custody_items::card_id, part))
            .select(ItemRow::as_select())
            .load(c))
    })?;
    let mut held: BTreeMap<i64, Vec<Held>> = BTreeMap::new();
    for one in own.into_iter().filter_map(|card| Held::of(card, &items)) {
        held.entry(one.card.member_id).or_default().push(one);
    }
    Ok(held)
}

/// A4: the active cards of these members on a day, by member: the latest of those that still run. One that has passed its last
/// day shuts out no other, although its passing tells no fact that the table could follow.
pub fn on_day(
    conn: &mut Conn,
    members: &[i64],
    day: BusinessDate,
) -> Result<BTreeMap<i64, CardId>, Error> {
    let found = held(conn, members)?.into_iter();
    let active = found.filter_map(|(member, own)| {
        let latest = the_latest(&own, day).filter(|one| runs(&one.card, day))?;
        Some((member, CardId::new(latest.card.id)))
    });
    Ok(active.collect())
}

/// The active cards of these members, by member, as the table has them.
pub fn of_members(conn: &mut Conn, members: &[i64]) -> Result<BTreeMap<i64, i64>, Error> {
    let rows: Vec<(i64, i64)> = in_parts(members.iter().copied(), |part| {
        on_each!(&mut *conn, c => active_cards::table
            .filter(among!(active_cards::member_id, part))
            .load(c))
    })?;
    Ok(rows.into_iter().collect())
}

/// The cards of these members that are active on a day but for the others of the same member, by member: old registers may
/// tell of two (R0).
pub fn held_on(
    conn: &mut Conn,
    members: &[i64],
    day: BusinessDate,
) -> Result<BTreeMap<i64, Vec<CardId>>, Error> {
    let runs = |own: Vec<Held>| -> Vec<CardId> {
        let own = own.into_iter().filter(|one| runs(&one.card, day));
        own.map(|one| CardId::new(one.card.id)).collect()
    };
    let found = held(conn, members)?.into_iter();
    let found = found.map(|(member, own)| (member, runs(own)));
    Ok(found.filter(|(_, own)| !own.is_empty()).collect())
}

/// After items moved: a half that its member has signed for may make a card active.
pub(super) fn keep_items(tx: &mut Tx<'_>, items: &[Item]) -> Result<(), Error> {
    let signed_for = |item: &&Item| matches!(item.place, Place::WithMember);
    let members = items.iter().filter(signed_for).map(|i| i.member.get());
    keep(tx, members.collect())
}

/// After something was told of cards: what ended one makes room for the next, and what was settled of an old register may
/// make one active.
pub fn keep_cards(tx: &mut Tx<'_>, cards: &[Card]) -> Result<(), Error> {
    let touched = |card: &&Card| card.standing != Standing::Sound || card.taken_over;
    let members = cards.iter().filter(touched).map(|c| c.member.get());
    keep(tx, members.collect())
}

/// A card takes its member's place in the table once the one before it has ended or has passed its last day. Whatever a rule
/// overlooked, the table's key refuses here; but what the old register says is a fact, and is kept.
fn keep(tx: &mut Tx<'_>, members: BTreeSet<i64>) -> Result<(), Error> {
    let (members, today): (Vec<i64>, _) = (members.into_iter().collect(), tx.today());
    let (held, stored) = (held(tx.conn, &members)?, of_members(tx.conn, &members)?);
    let chosen = the_active(tx.conn, &held)?;
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for member in &members {
        let own = held.get(member).map_or(&[][..], Vec::as_slice);
        let (next, before) = (chosen.get(member), stored.get(member));
        if next == before {
            continue;
        }
        let card = |id: &i64| own.iter().map(|one| &one.card).find(|card| card.id == *id);
        let stays = |id: &&i64| card(id).is_some_and(|card| runs(card, today));
        let taken_over = next.and_then(card).is_some_and(|card| card.taken_over == 1);
        if before.is_some() && (taken_over || before.filter(stays).is_none()) {
            gone.push(*member);
        }
        new.extend(next.map(|card| (*member, *card)));
    }
    replace(tx.conn, &gone, &new)
}

fn runs(card: &CardRow, today: BusinessDate) -> bool {
    today <= BusinessDate::new(card.expires_on)
}

fn replace(conn: &mut Conn, gone: &[i64], new: &[(i64, i64)]) -> Result<(), Error> {
    rows_in_parts(gone, 1, |part| {
        on_each!(&mut *conn, c => diesel::delete(active_cards::table
            .filter(among!(active_cards::member_id, part)))
            .execute(c))
    })?;
    let row = |(member, card): &(i64, i64)| NewActive {
        member_id: *member,
        card_id: *card,
    };
    let rows: Vec<NewActive> = new.iter().map(row).collect();
    rows_in_parts(&rows, 2, |part| {
        on_each!(&mut *conn, c => diesel::insert_into(active_cards::table)
            .values(part.values())
            .execute(c))
    })?;
    Ok(())
}

/// A row to write.
#[derive(Insertable)]
#[diesel(table_name = active_cards, treat_none_as_default_value = false)]
struct NewActive {
    member_id: i64,
    card_id: i64,
}

/// Reads again who holds what and compares. Cards and items stand in projections of their own, which `verify` has proven
/// before.
pub const CHECK: ProjectionCheck = ProjectionCheck {
    table: "active_cards",
    check,
};

fn check(conn: &mut Conn) -> Result<Result<i64, Broken>, Error> {
    let (mut after, mut compared) = (0, 0);
    loop {
        let members: Vec<i64> = cards::table
            .filter(cards::member_id.gt(after))
            .select(cards::member_id)
            .distinct()
            .order(cards::member_id)
            .limit(PAGE_MEMBERS)
            .load(conn)?;
        let Some(last) = members.last() else { break };
        after = onward(after, *last)?;
        let own = held(conn, &members)?;
        let told = the_active(conn, &own)?;
        let stored = of_members(conn, &members)?;
        if let Some(member) = members.iter().find(|m| told.get(m) != stored.get(m)) {
            return Ok(Err(broken(Some(*member))));
        }
        compared += told.len() as i64;
    }
    if active_cards::table.count().get_result::<i64>(conn)? == compared {
        return Ok(Ok(compared));
    }
    Ok(Err(broken(None)))
}

fn broken(member: Option<i64>) -> Broken {
    Broken {
        seq: None,
        table: Some("active_cards".to_owned()),
        id: member,
        what: "the member's active card differs from what the facts tell".to_owned(),
    }
}
