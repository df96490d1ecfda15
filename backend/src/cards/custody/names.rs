//! Whom an old register names by a name only. Nobody was matched to it, so whoever bears that name, or bore it once, also who
//! is entered later, is judged by it (A7.1.3, A7.2.3x): who shares a name with a stranger leaves that card's other half to others.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::hands::{self, Hands};
use super::model::{Item, Lane};
use crate::cards::error::CardError;
use crate::cards::schema::{cards, custody_items};
use crate::cards::shown::plain_name;
use crate::db::{Conn, Error, among, fold, in_parts, on_each};
use crate::identity::service as identity;
use crate::kernel::{CardId, PersonId};

/// The history of these cards, with everybody whom a name of an old register may mean.
pub(in crate::cards) fn judged_by(
    conn: &mut Conn,
    of: &[CardId],
) -> Result<BTreeMap<CardId, Hands>, CardError> {
    let mut histories = hands::of_cards(conn, of)?;
    let names = names_of(conn, of)?;
    if names.is_empty() {
        return Ok(histories);
    }
    let mut bearers: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
    for (person, name) in identity::names_ever(conn)? {
        bearers.entry(plain_name(&name)).or_default().push(person);
    }
    for (card, lane, name) in names {
        let own = histories.entry(card).or_default();
        for person in bearers.get(&plain_name(&name)).into_iter().flatten() {
            own.name(lane, *person);
        }
    }
    Ok(histories)
}

/// The names that the old registers give for the halves of these cards.
fn names_of(conn: &mut Conn, of: &[CardId]) -> Result<Vec<(CardId, Lane, String)>, Error> {
    let ids: BTreeSet<i64> = of.iter().map(|card| card.get()).collect();
    let items: Vec<i64> = in_parts(ids, |part| {
        on_each!(&mut *conn, c => custody_items::table
            .inner_join(cards::table.on(cards::id.eq(custody_items::card_id)))
            .filter(among!(custody_items::card_id, part))
            .filter(cards::taken_over.eq(1))
            .select(custody_items::id)
            .load(c))
    })?;
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let told = fold::<Item>(conn, &items)?.into_values();
    let names = |item: Item| {
        let (card, lane) = (item.card, item.lane);
        let own = item.history.names.into_values();
        own.map(move |name| (card, lane, name))
    };
    Ok(told.flat_map(names).collect())
}
