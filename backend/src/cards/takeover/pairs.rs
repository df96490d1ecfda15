//! Who had which half of a card in hand, and what of that breaks a rule: decided alike for a row of an old register and for
//! somebody to whom one of its names is matched by hand. Pure.

use std::collections::BTreeSet;

use super::super::custody::model::{Lane, Part};
use super::exception::{Found, What};
use super::rows::Terms;
use crate::identity::model::Duty;
use crate::identity::service::has_eligible_role;
use crate::kernel::{BusinessDate, PersonId};

/// Somebody as the pair rules compare people: a person known here, or a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hand {
    Person(PersonId),
    Name(String),
}

/// Who had one half in hand.
#[derive(Debug, Clone, Default)]
pub struct Half {
    pub keepers: BTreeSet<Hand>,
    pub dispensers: BTreeSet<Hand>,
    pub handed_over_on: Option<BusinessDate>,
}

impl Terms<'_> {
    /// One thing that is broken, with the mark of what is older than the regulation (R0).
    pub fn found(
        &self,
        what: What,
        (lane, part): (Option<Lane>, Option<Part>),
        name: Option<&String>,
        day: Option<BusinessDate>,
    ) -> Found {
        Found {
            what,
            lane,
            part,
            name: name.cloned(),
            day,
            before_regulation: day.is_some_and(|day| !(self.in_force)(day)),
        }
    }
}

/// A7.1.3, A7.2.3x, note **4: what these hands break.
pub fn broken(
    terms: &Terms<'_>,
    card: &Half,
    envelope: Option<&Half>,
    received_on: Option<BusinessDate>,
) -> Vec<Found> {
    let halves = [(Lane::Card, Some(card)), (Lane::Pin, envelope)];
    let of_halves = halves
        .into_iter()
        .filter_map(|(lane, half)| keeper_dispensed(terms, lane, half?));
    let mut found: Vec<Found> = of_halves.collect();
    if let Some(envelope) = envelope {
        found.extend(apart(terms, (card, envelope), received_on));
    }
    found
}

/// Note **4: one person kept a half and handed it over, where the cooperative was not small.
fn keeper_dispensed(terms: &Terms<'_>, lane: Lane, half: &Half) -> Option<Found> {
    let on = half.handed_over_on?;
    let one = meet(&half.keepers, &half.dispensers);
    let is_wrong = one && (terms.in_force)(on) && !(terms.small)(on);
    is_wrong.then(|| terms.found(What::KeeperDispensed, (Some(lane), None), None, Some(on)))
}

/// A7.1.3, A7.2.3x: nobody has had both halves in hand.
fn apart(
    terms: &Terms<'_>,
    (card, envelope): (&Half, &Half),
    received_on: Option<BusinessDate>,
) -> Vec<Found> {
    let both = (None, None);
    let mut found = Vec::new();
    if meet(&card.keepers, &envelope.keepers) {
        found.push(terms.found(What::SameKeeper, both, None, received_on));
    }
    let crossed = meet(&card.dispensers, &envelope.dispensers)
        || meet(&card.dispensers, &envelope.keepers)
        || meet(&card.keepers, &envelope.dispensers);
    if crossed {
        let handed = [card.handed_over_on, envelope.handed_over_on];
        let day = handed.into_iter().flatten().max().or(received_on);
        found.push(terms.found(What::BothHalves, both, None, day));
    }
    found
}

fn meet(one: &BTreeSet<Hand>, other: &BTreeSet<Hand>) -> bool {
    one.intersection(other).next().is_some()
}

/// A7.1.1, A7.1.2, A7.2.2, A7.2.3: none of the roles that this person ever had lets him have had this part. Roles before this
/// program are not known by their days, so any of them counts.
pub fn not_eligible(
    terms: &Terms<'_>,
    person: PersonId,
    (lane, part): (Lane, Part),
    day: Option<BusinessDate>,
) -> Option<Found> {
    let duty = match (lane, part) {
        (Lane::Card, Part::Keeper) => Duty::CardKeeper,
        (Lane::Card, Part::Dispenser) => Duty::CardDispenser,
        (Lane::Pin, Part::Keeper) => Duty::PinKeeper,
        (Lane::Pin, Part::Dispenser) => Duty::PinDispenser,
    };
    let roles = terms.roles.get(&person).map_or(&[][..], Vec::as_slice);
    let small = day.is_some_and(|day| (terms.small)(day));
    let of = (Some(lane), Some(part));
    (!has_eligible_role(duty, roles, small)).then(|| terms.found(What::NotEligible, of, None, day))
}
