//! What an item has been through as the rules ask it: who had it in hand, who kept it, what an old register says of it, and
//! every number that it has borne. Nothing here is ever taken back, also where a receipt turned out to be a mistake.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{CustodyFact, Part, Past};
use crate::kernel::PersonId;

/// The past of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Everybody of ours who has ever had it in hand: kept it, carried it or handed it over (A7.1.3, A7.2.3x).
    pub hands: BTreeSet<PersonId>,
    /// Those of them who kept it: outside a small cooperative they never hand it over (note **4).
    pub keepers: BTreeSet<PersonId>,
    /// Those of whom a register kept before this program tells: what it says is a fact, whatever it breaks.
    pub registered: BTreeSet<PersonId>,
    /// Whom that register names by a name only, and nobody was matched to it.
    pub names: BTreeMap<Part, String>,
    /// The number that the bank's list, or the old register, gave an envelope.
    pub listed_no: Option<String>,
    /// Every number it has borne: none of them is ever another's.
    pub numbers: BTreeSet<String>,
}

impl History {
    /// Of an item as the bank's list gives it.
    pub(super) fn listed(number: &Option<String>) -> Self {
        Self {
            listed_no: number.clone(),
            numbers: number.iter().cloned().collect(),
            ..Self::default()
        }
    }

    /// What the registers of before say of it.
    pub(super) fn take_over(&mut self, past: &Past) {
        let people = past.keeper.into_iter().chain(past.dispenser);
        self.registered.extend(people.clone());
        self.hands.extend(people);
        self.keepers.extend(past.keeper);
        let of = |part, name: &Option<String>| name.clone().map(|name| (part, name));
        self.names.extend(of(Part::Keeper, &past.keeper_name));
        self.names.extend(of(Part::Dispenser, &past.dispenser_name));
    }

    /// One more move, after which `holder` has it in hand.
    pub(super) fn tell(&mut self, fact: &CustodyFact, holder: Option<PersonId>) {
        match fact {
            CustodyFact::Received {
                keeper,
                envelope_no,
            } => {
                self.kept(*keeper);
                self.numbers.extend(envelope_no.iter().cloned());
            }
            CustodyFact::FoundFaulty { keeper, .. } | CustodyFact::Returned { keeper, .. } => {
                self.kept(*keeper);
            }
            CustodyFact::SentBack { keeper, .. } => self.hands.extend(*keeper),
            CustodyFact::HandedOver { dispenser, .. } => self.hands.extend([*dispenser]),
            CustodyFact::Released { .. } => self.hands.extend(holder),
            CustodyFact::PastHand { part, person } => self.had_before(*part, *person),
            CustodyFact::Expected { .. }
            | CustodyFact::TakenOver { .. }
            | CustodyFact::ReceiptCorrected { .. }
            | CustodyFact::Noticed { .. }
            | CustodyFact::Offered { .. }
            | CustodyFact::OfferWithdrawn { .. }
            | CustodyFact::ReturnOffered { .. }
            | CustodyFact::ReturnWithdrawn { .. } => {}
        }
    }

    fn kept(&mut self, keeper: PersonId) {
        self.hands.insert(keeper);
        self.keepers.insert(keeper);
    }

    /// The old register's name is this person's: from now on it is a person and no name.
    fn had_before(&mut self, part: Part, person: PersonId) {
        self.hands.insert(person);
        self.registered.insert(person);
        self.names.remove(&part);
        if part == Part::Keeper {
            self.keepers.insert(person);
        }
    }
}
