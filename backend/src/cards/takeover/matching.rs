//! A name of the old registers that turns out to be somebody known here. From then on this person is judged by every half that
//! the name had in hand, and what that breaks is kept as an exception, as if the register had named him.

use std::collections::{BTreeMap, BTreeSet};

use super::super::custody::model::{CustodyFact, Item, Lane, Part, Past};
use super::super::custody::store as custody;
use super::acts::is_manager;
use super::error::TakeOverError;
use super::exception::{Exception, ExceptionFact, Found, Place, What};
use super::pairs::{self, Half, Hand};
use super::past::with_terms;
use super::rows::Terms;
use super::settle::{keep, reason, settled};
use super::store;
use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx, fold};
use crate::identity::model::Actor;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, PersonId};

/// A name of the old registers that is somebody known here, and how that is known.
#[derive(Debug, Clone)]
pub struct Match {
    pub name: String,
    pub person: PersonId,
    pub reason: String,
}

/// What one person did with which half of one card.
type Held = BTreeSet<(Lane, Part)>;

/// A7.1.1 to A7.2.3x: this name is this person, wherever the registers have it, also where it was kept as a name before.
pub async fn match_by_hand(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: Match,
) -> Result<Receipt, TakeOverError> {
    is_manager(by)?;
    let reason = reason(&cmd.reason)?;
    let (own, by, meta) = (
        app.clone(),
        by.person,
        ActMeta::new(by.person, "take_over.name_matched").with_key(key),
    );
    app.writer
        .act(meta, move |tx| {
            let person = cmd.person;
            if identity::names_of(tx.conn, &[person])?.is_empty() {
                return Err(TakeOverError::NoPerson);
            }
            let ids = store::unmatched_with_name(tx.conn, &cmd.name)?;
            if ids.is_empty() {
                return Err(TakeOverError::NoName);
            }
            let named: Vec<Exception> = store::exceptions(tx.conn, &ids)?.into_values().collect();
            let new = broken(tx, &own, &named, person)?;
            had_in_hand(tx, &named, person)?;
            keep(tx, new)?;
            settled(tx, named, |_| ExceptionFact::Matched {
                person,
                by,
                reason: reason.clone(),
            })
        })
        .await
}

/// What the registers tell of one card beside the name.
#[derive(Debug, Default)]
struct Card {
    /// What the person did with it by everything told before.
    held: Held,
    /// What was brought along, by lane.
    past: BTreeMap<Lane, Past>,
    handed_over_on: BTreeMap<Lane, BusinessDate>,
}

/// What breaks a rule now that these halves were in this person's hands, and did not before.
fn broken(
    tx: &mut Tx<'_>,
    app: &App,
    named: &[Exception],
    person: PersonId,
) -> Result<Vec<(Place, Found)>, TakeOverError> {
    let ids: BTreeSet<i64> = named.iter().map(|one| one.place.card.get()).collect();
    let cards = told(tx, &ids, person)?;
    let roles = identity::roles_ever(tx.conn, &[person])?;
    let mut by_card: BTreeMap<i64, Vec<&Exception>> = BTreeMap::new();
    for one in named {
        by_card.entry(one.place.card.get()).or_default().push(one);
    }
    let none = Card::default();
    Ok(with_terms(app, &roles, |terms| {
        let of = |(card, named): (i64, Vec<&Exception>)| {
            let card = cards.get(&card).unwrap_or(&none);
            of_card(terms, card, &named, person)
        };
        by_card.into_iter().flat_map(of).collect()
    }))
}

fn of_card(
    terms: &Terms<'_>,
    card: &Card,
    named: &[&Exception],
    person: PersonId,
) -> Vec<(Place, Found)> {
    let part_of = |one: &&&Exception| one.found.lane.zip(one.found.part);
    let by_name: Held = named.iter().filter_map(|one| part_of(&one)).collect();
    let Some(place) = named.first().map(|one| one.place) else {
        return Vec::new();
    };
    let pairs = |held: &Held| card.pairs(terms, held, person);
    let known: Vec<Found> = [pairs(&card.held), pairs(&by_name)].concat();
    let is_known = |found: &Found| {
        let same = |one: &Found| (one.what, one.lane) == (found.what, found.lane);
        known.iter().any(same)
    };
    let now = pairs(&card.held.union(&by_name).copied().collect());
    let alone = named.iter().filter_map(|one| {
        let (lane, part) = part_of(&one)?;
        let own = pairs::not_eligible(terms, person, (lane, part), one.found.day);
        let other = card.not_keeper(terms, (lane, part), person);
        Some(own.into_iter().chain(other))
    });
    let paired = now.into_iter().filter(|found| !is_known(found));
    let all = paired.chain(alone.flatten());
    all.map(|found| (place, found)).collect()
}

impl Card {
    /// A7.1.3, A7.2.3x, note **4: what these hands of one person break.
    fn pairs(&self, terms: &Terms<'_>, held: &Held, person: PersonId) -> Vec<Found> {
        let half = |lane: Lane| {
            let had = |part: Part| {
                let had = held.contains(&(lane, part));
                had.then_some(Hand::Person(person)).into_iter().collect()
            };
            Half {
                keepers: had(Part::Keeper),
                dispensers: had(Part::Dispenser),
                handed_over_on: self.handed_over_on.get(&lane).copied(),
            }
        };
        let received_on = self.past.values().find_map(|past| past.received_on);
        let (card, envelope) = (half(Lane::Card), half(Lane::Pin));
        pairs::broken(terms, &card, Some(&envelope), received_on)
    }

    /// A7.1.1, A7.1.2: it lay with today's keeper when it was taken over, and the register names this other person.
    fn not_keeper(
        &self,
        terms: &Terms<'_>,
        (lane, part): (Lane, Part),
        person: PersonId,
    ) -> Option<Found> {
        let past = self.past.get(&lane)?;
        let lay_here = past.handed_over_on.is_none() && past.keeper != Some(person);
        let of = (Some(lane), Some(part));
        (lay_here && part == Part::Keeper)
            .then(|| terms.found(What::NotKeeper, of, None, past.received_on))
    }
}

/// Everything told of these cards that concerns this person.
fn told(
    tx: &mut Tx<'_>,
    ids: &BTreeSet<i64>,
    person: PersonId,
) -> Result<BTreeMap<i64, Card>, TakeOverError> {
    let mut cards: BTreeMap<i64, Card> = BTreeMap::new();
    let mut lanes: BTreeMap<i64, Lane> = BTreeMap::new();
    for (id, row) in store::told_of_cards(tx.conn, ids)? {
        let on = row.on_date;
        let fact: CustodyFact = serde_json::from_str(&row.data).map_err(crate::db::Error::from)?;
        if let Some(lane) = lane_of(&fact) {
            lanes.insert(row.subject_id, lane);
        }
        let Some(lane) = lanes.get(&row.subject_id).copied() else {
            continue;
        };
        let card = cards.entry(id).or_default();
        let parts = parts_of(&fact, person).into_iter();
        card.held.extend(parts.map(|part| (lane, part)));
        card.note(lane, fact, BusinessDate::new(on));
    }
    Ok(cards)
}

impl Card {
    fn note(&mut self, lane: Lane, fact: CustodyFact, on: BusinessDate) {
        if let CustodyFact::TakenOver { past, .. } = fact {
            self.handed_over_on
                .extend(past.handed_over_on.map(|day| (lane, day)));
            self.past.insert(lane, past);
        } else if let CustodyFact::HandedOver { .. } = fact {
            self.handed_over_on.insert(lane, on);
        }
    }
}

/// Tells of each half that this person had it in hand.
fn had_in_hand(
    tx: &mut Tx<'_>,
    named: &[Exception],
    person: PersonId,
) -> Result<(), TakeOverError> {
    let cards: BTreeSet<i64> = named.iter().map(|one| one.place.card.get()).collect();
    let cards: Vec<i64> = cards.into_iter().collect();
    let rows = custody::items_of_cards(tx.conn, &cards)?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut items: BTreeMap<(i64, Lane), Item> = fold::<Item>(tx.conn, &ids)?
        .into_values()
        .map(|item| ((item.card.get(), item.lane), item))
        .collect();
    let today = tx.today();
    // One name may have kept and handed over the same half: its facts follow each other.
    for part in [Part::Keeper, Part::Dispenser] {
        let mut steps = Vec::new();
        for one in named.iter().filter(|one| one.found.part == Some(part)) {
            let Some(lane) = one.found.lane else { continue };
            if let Some(item) = items.get(&(one.place.card.get(), lane)) {
                let fact = CustodyFact::PastHand { part, person };
                steps.push((item.id.get(), Some(item.clone()), today, fact));
            }
        }
        for item in tx.advance::<Item>(steps)? {
            items.insert((item.card.get(), item.lane), item);
        }
    }
    Ok(())
}

fn lane_of(fact: &CustodyFact) -> Option<Lane> {
    match fact {
        CustodyFact::Expected { lane, .. } | CustodyFact::TakenOver { lane, .. } => Some(*lane),
        CustodyFact::PastHand { .. }
        | CustodyFact::Received { .. }
        | CustodyFact::FoundFaulty { .. }
        | CustodyFact::SentBack { .. }
        | CustodyFact::ReceiptCorrected { .. }
        | CustodyFact::Noticed { .. }
        | CustodyFact::Offered { .. }
        | CustodyFact::OfferWithdrawn { .. }
        | CustodyFact::Released { .. }
        | CustodyFact::ReturnOffered { .. }
        | CustodyFact::ReturnWithdrawn { .. }
        | CustodyFact::Returned { .. }
        | CustodyFact::HandedOver { .. } => None,
    }
}

/// What the person did with the half by this fact.
fn parts_of(fact: &CustodyFact, person: PersonId) -> Vec<Part> {
    let kept = |who: PersonId| (who == person).then_some(Part::Keeper);
    let gave = |who: PersonId| (who == person).then_some(Part::Dispenser);
    match fact {
        CustodyFact::TakenOver { past, .. } => {
            let kept = past.keeper.and_then(kept);
            kept.into_iter()
                .chain(past.dispenser.and_then(gave))
                .collect()
        }
        CustodyFact::PastHand { part, person: who } => {
            (*who == person).then_some(*part).into_iter().collect()
        }
        CustodyFact::Received { keeper, .. }
        | CustodyFact::FoundFaulty { keeper, .. }
        | CustodyFact::Returned { keeper, .. } => kept(*keeper).into_iter().collect(),
        CustodyFact::Offered { to, .. } => gave(*to).into_iter().collect(),
        CustodyFact::HandedOver { dispenser, .. } => gave(*dispenser).into_iter().collect(),
        CustodyFact::Expected { .. }
        | CustodyFact::SentBack { .. }
        | CustodyFact::ReceiptCorrected { .. }
        | CustodyFact::Noticed { .. }
        | CustodyFact::OfferWithdrawn { .. }
        | CustodyFact::Released { .. }
        | CustodyFact::ReturnOffered { .. }
        | CustodyFact::ReturnWithdrawn { .. } => Vec::new(),
    }
}
