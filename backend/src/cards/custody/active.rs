//! The one active card of a member (A4, A5.1): both halves signed for, neither blocked, cancelled nor taken in, and with no
//! exception of an old register left to settle. Its last day is compared where it is asked for, because a day that passes tells no fact.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::model::{Item, ItemRow, Lane, Place};
use crate::audit::verify::{Broken, ProjectionCheck};
use crate::cards::model::{Card, CardRow, Standing};
use crate::cards::schema::{active_cards, cards, custody_items};
use crate::db::{Conn, Error, Tx, among, in_parts, on_each, onward, rows_in_parts};
use crate::kernel::{BusinessDate, CardId};

/// Members that `verify` looks at together.
const PAGE_MEMBERS: i64 = 500;

/// Whether a card can be the active one: both halves are with its member, and nothing has ended it.
fn is_held(card: &CardRow, items: &[ItemRow]) -> bool {
    let with_member = |lane: Lane| {
        let mut own = items.iter().filter(|item| item.card_id == card.id);
        own.any(|item| item.lane == lane.code() && item.place == "with_member")
    };
    let sound = card.standing == Standing::Sound.code() && card.unsettled == 0;
    sound && with_member(Lane::Card) && with_member(Lane::Pin)
}

/// Which of the cards that a member holds is the active one: the newest that was handed over here, for it stands in for those
/// before; else, of the old register's, the one that runs longest. A second one is none.
fn the_active(held: &[CardRow]) -> Option<&CardRow> {
    let here = held.iter().filter(|card| card.taken_over == 0);
    let newest = here.max_by_key(|card| card.id);
    newest.or_else(|| {
        held.iter()
            .max_by_key(|card| (card.expires_on, Reverse(card.id)))
    })
}

/// The cards that these members hold, by member.
fn held(conn: &mut Conn, members: &[i64]) -> Result<BTreeMap<i64, Vec<CardRow>>, Error> {
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
    let mut held: BTreeMap<i64, Vec<CardRow>> = BTreeMap::new();
    for card in own.into_iter().filter(|card| is_held(card, &items)) {
        held.entry(card.member_id).or_default().push(card);
    }
    Ok(held)
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
    let runs = |own: Vec<CardRow>| -> Vec<CardId> {
        let own = own.into_iter().filter(|card| runs(card, day));
        own.map(|card| CardId::new(card.id)).collect()
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
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for member in &members {
        let own = held.get(member).map_or(&[][..], Vec::as_slice);
        let (next, before) = (the_active(own), stored.get(member));
        if next.map(|card| card.id) == before.copied() {
            continue;
        }
        let stays = |id: &&i64| own.iter().any(|card| card.id == **id && runs(card, today));
        let taken_over = next.is_some_and(|card| card.taken_over == 1);
        if before.is_some() && (taken_over || before.filter(stays).is_none()) {
            gone.push(*member);
        }
        new.extend(next.map(|card| (*member, card.id)));
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
        let told: BTreeMap<i64, i64> = held(conn, &members)?
            .into_iter()
            .filter_map(|(member, own)| Some((member, the_active(&own)?.id)))
            .collect();
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
