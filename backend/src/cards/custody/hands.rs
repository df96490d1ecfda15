//! Who has ever had which half of a card in hand. The two halves of a card stay with different people for good, whatever
//! their duties become (A7.1.3, A7.2.3x), so a pair is judged by this history and not by the duties of today.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::model::{Item, Lane};
use crate::audit::verify::{Broken, ProjectionCheck};
use crate::cards::model::{Card, CardFact, CardFactRow, card_facts};
use crate::cards::schema::{card_hands, custody_items};
use crate::db::{
    Conn, Error, Told as _, Tx, among, fold, in_parts, on_each, onward, rows_in_parts,
};
use crate::kernel::{CardId, PersonId};

/// Cards that `verify` looks at together.
const PAGE_CARDS: i64 = 1_000;

/// Who has kept, carried or handed over which half of one card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hands {
    told: BTreeSet<(Lane, PersonId)>,
    /// Those who bear, or bore, a name that an old register gives without a person: they are judged by it too.
    named: BTreeSet<(Lane, PersonId)>,
}

impl Hands {
    /// Whether this person has ever had this half in hand, by what is told or by a name of an old register.
    pub fn had(&self, lane: Lane, person: PersonId) -> bool {
        self.told.contains(&(lane, person)) || self.named.contains(&(lane, person))
    }

    /// This person has this half in hand from now on for ever.
    pub fn add(&mut self, lane: Lane, person: PersonId) {
        self.told.insert((lane, person));
    }

    /// This person bears a name by which an old register says who had this half.
    pub(super) fn name(&mut self, lane: Lane, person: PersonId) {
        self.named.insert((lane, person));
    }

    /// Those who had both halves: an exception, brought along from registers of before.
    pub fn with_both(&self) -> Vec<PersonId> {
        let cards = self.told.iter().filter(|(lane, _)| *lane == Lane::Card);
        cards
            .map(|(_, person)| *person)
            .filter(|person| self.told.contains(&(Lane::Pin, *person)))
            .collect()
    }

    /// What these items of one card tell.
    pub(super) fn of(items: &[&Item]) -> Self {
        let mut hands = Self::default();
        for item in items {
            for person in &item.history.hands {
                hands.add(item.lane, *person);
            }
        }
        hands
    }
}

/// A row of the projection: card, person, lane.
type Row = (i64, i64, String);

/// A row to write.
#[derive(Insertable)]
#[diesel(table_name = card_hands, treat_none_as_default_value = false)]
struct NewHand {
    card_id: i64,
    person_id: i64,
    lane: String,
}

fn rows_of(item: &Item) -> impl Iterator<Item = Row> + '_ {
    let row = |person: &PersonId| (item.card.get(), person.get(), item.lane.code().to_owned());
    item.history.hands.iter().map(row)
}

/// Keeps who has these items in hand now. A row that is there stays: nothing is ever forgotten here.
pub(super) fn keep(tx: &mut Tx<'_>, items: &[Item]) -> Result<(), Error> {
    let cards: BTreeSet<CardId> = items.iter().map(|item| item.card).collect();
    let before = of_cards(tx.conn, &cards.into_iter().collect::<Vec<_>>())?;
    apart(items, &before)?;
    write(tx, items.iter().flat_map(rows_of).collect())
}

/// Keeps who has cards in hand that their members gave back: the dispenser who took them in.
pub(super) fn keep_cards(tx: &mut Tx<'_>, cards: &[Card]) -> Result<(), Error> {
    let taken: Vec<(CardId, PersonId)> = cards
        .iter()
        .filter_map(|card| Some((card.id, card.taken_in_by?)))
        .collect();
    let ids: Vec<CardId> = taken.iter().map(|(card, _)| *card).collect();
    let before = of_cards(tx.conn, &ids)?;
    let both = |(card, person): &(CardId, PersonId)| {
        let hands = before.get(card);
        let told = |lane| hands.is_some_and(|own| own.told.contains(&(lane, *person)));
        told(Lane::Pin) && !told(Lane::Card)
    };
    if taken.iter().any(both) {
        return Err(TWO_HALVES);
    }
    let row = |(card, person): (CardId, PersonId)| {
        (card.get(), person.get(), Lane::Card.code().to_owned())
    };
    write(tx, taken.into_iter().map(row).collect())
}

/// What every rule before this must have refused.
const TWO_HALVES: Error = Error::WrongStep("nobody has both halves of one card in hand");

/// A7.1.3, A7.2.3x: whatever a rule overlooked, nobody new gets the second half of a card. Only what the registers of before
/// tell is a fact, and is kept.
fn apart(items: &[Item], before: &BTreeMap<CardId, Hands>) -> Result<(), Error> {
    let mut after = before.clone();
    for item in items {
        let own = after.entry(item.card).or_default();
        own.told
            .extend(item.history.hands.iter().map(|person| (item.lane, *person)));
    }
    let told = |hands: &BTreeMap<CardId, Hands>, item: &Item, lane, person| {
        let own = hands.get(&item.card);
        own.is_some_and(|own| own.told.contains(&(lane, person)))
    };
    for item in items {
        let acted = item.history.hands.difference(&item.history.registered);
        let mut new = acted.filter(|person| !told(before, item, item.lane, **person));
        if new.any(|person| told(&after, item, item.lane.other(), *person)) {
            return Err(TWO_HALVES);
        }
    }
    Ok(())
}

fn write(tx: &mut Tx<'_>, rows: BTreeSet<Row>) -> Result<(), Error> {
    let row = |(card_id, person_id, lane): Row| NewHand {
        card_id,
        person_id,
        lane,
    };
    let rows: Vec<NewHand> = rows.into_iter().map(row).collect();
    rows_in_parts(&rows, 3, |part| {
        on_each!(&mut *tx.conn, c => diesel::insert_into(card_hands::table)
            .values(part.values())
            .on_conflict_do_nothing()
            .execute(c))
    })?;
    Ok(())
}

/// The history of these cards; a card that nobody of ours has had in hand has an empty one.
pub fn of_cards(conn: &mut Conn, cards: &[CardId]) -> Result<BTreeMap<CardId, Hands>, Error> {
    let rows: Vec<Row> = in_parts(cards.iter().map(|card| card.get()), |part| {
        on_each!(&mut *conn, c => card_hands::table
            .filter(among!(card_hands::card_id, part))
            .load(c))
    })?;
    let mut hands: BTreeMap<CardId, Hands> = BTreeMap::new();
    for (card, person, lane) in rows {
        let lane = Lane::parse(&lane).ok_or(Error::Stored("card_hands.lane"))?;
        let own = hands.entry(CardId::new(card)).or_default();
        own.add(lane, PersonId::new(person));
    }
    Ok(hands)
}

/// Cards of which one person has had both halves in hand, with that person, by card: what registers of before brought along.
pub fn both_halves(conn: &mut Conn) -> Result<Vec<(CardId, PersonId)>, Error> {
    let pins = diesel::alias!(card_hands as pins);
    let (pin_card, pin_person, pin_lane) = (
        pins.field(card_hands::card_id),
        pins.field(card_hands::person_id),
        pins.field(card_hands::lane),
    );
    let rows: Vec<(i64, i64)> = on_each!(conn, c => card_hands::table
        .inner_join(pins.on(pin_card.eq(card_hands::card_id).and(pin_person.eq(card_hands::person_id))))
        .filter(card_hands::lane.eq(Lane::Card.code()))
        .filter(pin_lane.eq(Lane::Pin.code()))
        .order((card_hands::card_id, card_hands::person_id))
        .select((card_hands::card_id, card_hands::person_id))
        .load(c))?;
    Ok(rows
        .into_iter()
        .map(|(card, person)| (CardId::new(card), PersonId::new(person)))
        .collect())
}

/// Folds every item again and compares. Which items a card has is read from their projection, which `verify` has proven before.
pub const CHECK: ProjectionCheck = ProjectionCheck {
    table: "card_hands",
    check,
};

fn check(conn: &mut Conn) -> Result<Result<i64, Broken>, Error> {
    let (mut after, mut compared) = (0, 0);
    loop {
        let cards = CardFactRow::subjects_after(conn, after, PAGE_CARDS)?;
        let Some(last) = cards.last() else { break };
        after = onward(after, *last)?;
        let told = told(conn, &cards)?;
        let ids: Vec<CardId> = cards.iter().copied().map(CardId::new).collect();
        let stored = of_cards(conn, &ids)?;
        let none = Hands::default();
        let differs =
            |id: &&CardId| told.get(id).unwrap_or(&none) != stored.get(id).unwrap_or(&none);
        if let Some(card) = ids.iter().find(differs) {
            return Ok(Err(broken(Some(card.get()))));
        }
        compared += told
            .values()
            .map(|hands| hands.told.len() as i64)
            .sum::<i64>();
    }
    if card_hands::table.count().get_result::<i64>(conn)? == compared {
        return Ok(Ok(compared));
    }
    Ok(Err(broken(None)))
}

fn told(conn: &mut Conn, cards: &[i64]) -> Result<BTreeMap<CardId, Hands>, Error> {
    let items: Vec<i64> = in_parts(cards.iter().copied(), |part| {
        on_each!(&mut *conn, c => custody_items::table
            .filter(among!(custody_items::card_id, part))
            .select(custody_items::id)
            .load(c))
    })?;
    let items: Vec<Item> = fold::<Item>(conn, &items)?.into_values().collect();
    let mut by_card: BTreeMap<CardId, Vec<&Item>> = BTreeMap::new();
    for item in &items {
        by_card.entry(item.card).or_default().push(item);
    }
    let mut hands: BTreeMap<CardId, Hands> = by_card
        .into_iter()
        .map(|(card, items)| (card, Hands::of(&items)))
        .collect();
    for (card, person) in taken_in(conn, cards)? {
        hands.entry(card).or_default().add(Lane::Card, person);
    }
    Ok(hands)
}

/// Who took which of these cards in.
fn taken_in(conn: &mut Conn, cards: &[i64]) -> Result<Vec<(CardId, PersonId)>, Error> {
    let rows: Vec<(i64, String)> = in_parts(cards.iter().copied(), |part| {
        on_each!(&mut *conn, c => card_facts::table
            .filter(among!(card_facts::subject_id, part))
            .filter(card_facts::kind.eq("taken_in"))
            .select((card_facts::subject_id, card_facts::data))
            .load(c))
    })?;
    let mut taken = Vec::new();
    for (card, data) in rows {
        if let CardFact::TakenIn { by, .. } = serde_json::from_str(&data)? {
            taken.push((CardId::new(card), by));
        }
    }
    Ok(taken)
}

fn broken(card: Option<i64>) -> Broken {
    Broken {
        seq: None,
        table: Some("card_hands".to_owned()),
        id: card,
        what: "who had a half of this card in hand differs from what its facts tell".to_owned(),
    }
}

#[cfg(test)]
mod tests;
