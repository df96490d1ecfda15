//! What a row of the old registers breaks. A row that can be read is taken over whatever it tells; nothing of this refuses it.
//! Pure.

use std::collections::BTreeSet;

use super::super::custody::model::{Lane, Part};
use super::super::shown::plain_name;
use super::exception::{Found, What};
use super::pairs::{self, Half, Hand};
use super::rows::{Row, Side, Terms};
use crate::kernel::{BusinessDate, PersonId};

/// A row under the bylaws of its days.
struct Judged<'a> {
    row: &'a Row,
    terms: &'a Terms<'a>,
    found: Vec<Found>,
}

/// Everything that a row breaks, but a second active card, which is known only beside the other rows.
pub fn exceptions(row: &Row, terms: &Terms<'_>) -> Vec<Found> {
    let mut judged = Judged {
        row,
        terms,
        found: Vec::new(),
    };
    judged.before_the_regulation();
    judged.letters();
    judged.side(Lane::Card, &row.card);
    if let Some(envelope) = &row.envelope {
        judged.side(Lane::Pin, envelope);
    }
    let (card, envelope) = (half(&row.card), row.envelope.as_ref().map(half));
    let pairs = pairs::broken(terms, &card, envelope.as_ref(), row.received_on);
    judged.found.extend(pairs);
    judged.undated();
    judged.found
}

/// A5.1: the member has another active card. `row` would be active by what it tells.
pub fn second_active(row: &Row) -> Found {
    Found {
        what: What::SecondActive,
        lane: None,
        part: None,
        name: None,
        day: row.card.handed_over_on,
        before_regulation: false,
    }
}

/// A4: by what the row tells the member could use the card.
pub fn would_be_active(row: &Row, today: BusinessDate) -> bool {
    let both = !row.card.is_here() && row.envelope.as_ref().is_some_and(|side| !side.is_here());
    both && row.expires_on >= today && row.member.left_on.is_none()
}

impl Judged<'_> {
    fn keep(&mut self, what: What, of: (Option<Lane>, Option<Part>), day: Option<BusinessDate>) {
        self.keep_name(what, of, None, day);
    }

    fn keep_name(
        &mut self,
        what: What,
        (lane, part): (Option<Lane>, Option<Part>),
        name: Option<&String>,
        day: Option<BusinessDate>,
    ) {
        self.found
            .push(self.terms.found(what, (lane, part), name, day));
    }

    /// R0: the oldest day of the row lies before the regulation's own.
    fn before_the_regulation(&mut self) {
        let (row, envelope) = (self.row, self.row.envelope.as_ref());
        let letters =
            [&row.letter, &row.second_letter].map(|one| one.as_ref().map(|(_, day)| *day));
        let days = [
            row.received_on,
            row.card.handed_over_on,
            envelope.and_then(|side| side.handed_over_on),
        ];
        let oldest = days.into_iter().chain(letters).flatten().min();
        if let Some(day) = oldest.filter(|day| !(self.terms.in_force)(*day)) {
            self.keep(What::BeforeRegulation, (None, None), Some(day));
        }
    }

    /// A7.2.1, A7.2.4: no letter is older than the receipt or younger than the hand-over, and the second follows the first
    /// one's last day.
    fn letters(&mut self) {
        let row = self.row;
        for (_, dated) in [&row.letter, &row.second_letter].into_iter().flatten() {
            if row.received_on.is_some_and(|received| *dated < received) {
                self.keep(What::LetterBeforeReceipt, (None, None), Some(*dated));
            }
            if row.card.handed_over_on.is_some_and(|on| *dated > on) {
                self.keep(What::LetterAfterHandOver, (None, None), Some(*dated));
            }
        }
        let Some((_, second)) = &row.second_letter else {
            return;
        };
        let until = row
            .letter
            .as_ref()
            .map(|(_, first)| (self.terms.deadline)(*first));
        if until.is_none_or(|until| *second <= until) {
            self.keep(What::SecondLetterEarly, (None, None), Some(*second));
        }
    }

    /// What one half tells alone.
    fn side(&mut self, lane: Lane, side: &Side) {
        let of = |part| (Some(lane), Some(part));
        let (row, handed) = (self.row, side.handed_over_on);
        if let Some(name) = &side.keeper_name {
            let day = row.received_on;
            self.keep_name(What::UnknownName, of(Part::Keeper), Some(name), day);
        }
        if side.kept_before.is_some() {
            self.keep(What::NotKeeper, of(Part::Keeper), row.received_on);
        }
        self.not_a_member(lane, handed);
        self.not_eligible(lane, side);
        let Some(on) = handed else { return };
        match (&side.dispenser, &side.dispenser_name) {
            (_, Some(name)) => {
                self.keep_name(What::UnknownName, of(Part::Dispenser), Some(name), handed);
            }
            (None, None) => self.keep(What::NoName, of(Part::Dispenser), handed),
            (Some(_), None) => {}
        }
        if row.received_on.is_some_and(|received| on < received) {
            self.keep(What::HandedBeforeReceipt, (Some(lane), None), handed);
        }
    }

    /// A7.1.1 to A7.2.3: each known hand by the roles that he ever had.
    fn not_eligible(&mut self, lane: Lane, side: &Side) {
        let keepers = [side.keeper, side.kept_before].into_iter().flatten();
        let kept = keepers.map(|person| (person, Part::Keeper, self.row.received_on));
        let gave = side.dispenser.into_iter();
        let gave = gave.map(|person| (person, Part::Dispenser, side.handed_over_on));
        let found = kept.chain(gave).filter_map(|(person, part, day)| {
            pairs::not_eligible(self.terms, person, (lane, part), day)
        });
        let found: Vec<Found> = found.collect();
        self.found.extend(found);
    }

    /// A4: it went to somebody before he joined or after he left, or lies here for one who has left.
    fn not_a_member(&mut self, lane: Lane, handed: Option<BusinessDate>) {
        let member = &self.row.member;
        let no_member = match (handed, member.left_on) {
            (Some(on), left_on) => {
                on < member.joined_on || left_on.is_some_and(|left_on| left_on <= on)
            }
            (None, left_on) => left_on.is_some(),
        };
        if no_member {
            self.keep(
                What::NotMember,
                (Some(lane), None),
                handed.or(member.left_on),
            );
        }
    }

    /// It lies in a safe, and nothing says since when: whether that was before the first day of work here.
    fn undated(&mut self) {
        let row = self.row;
        if row.received_on.is_some() {
            return;
        }
        let envelope_here = row.envelope.as_ref().is_some_and(Side::is_here);
        let lane = match (row.card.is_here(), envelope_here) {
            (true, _) => Lane::Card,
            (false, true) => Lane::Pin,
            (false, false) => return,
        };
        self.keep(What::Undated, (Some(lane), None), None);
    }
}

/// Who had it in hand by what the row tells.
fn half(side: &Side) -> Half {
    Half {
        keepers: hands([side.keeper, side.kept_before], side.keeper_name.as_ref()),
        dispensers: hands([side.dispenser, None], side.dispenser_name.as_ref()),
        handed_over_on: side.handed_over_on,
    }
}

fn hands(people: [Option<PersonId>; 2], name: Option<&String>) -> BTreeSet<Hand> {
    let known = people.into_iter().flatten().map(Hand::Person);
    known
        .chain(name.map(|name| Hand::Name(plain_name(name))))
        .collect()
}
