//! When each step of the first days is done, and who counts what the registers say is here. Plain decisions.

use super::model::{Newest, Pieces, Place, Stands, Step};
use crate::identity::model::{Duty, Role};
use crate::kernel::{BusinessDate, PersonId};

/// Days ahead for which the holidays must be known: letters of 30 and 15 days, and the working days before them.
pub const CALENDAR_DAYS: i64 = 90;

/// More pieces than any cooperative keeps; a larger number is a slip of the hand.
pub const PIECES_MAX: i64 = 1_000_000;

/// The duties without which no card goes its whole way (articles 5 to 7).
pub const NEEDED: [Duty; 5] = [
    Duty::ApplicationOfficer,
    Duty::CardKeeper,
    Duty::PinKeeper,
    Duty::CardDispenser,
    Duty::PinDispenser,
];

/// The duties that have cards or envelopes in hand.
const CUSTODY: [Duty; 4] = [
    Duty::CardKeeper,
    Duty::PinKeeper,
    Duty::CardDispenser,
    Duty::PinDispenser,
];

/// Whether the step is done.
pub fn is_done(step: Step, stands: &Stands) -> bool {
    match step {
        Step::People => stands.lacking_people.is_empty(),
        Step::Orders => stands.lacking_duties.is_empty(),
        Step::Holidays => covers(stands.calendar, stands.today),
        Step::Members => stands.members > 0,
        Step::Register => stands.register.is_some_and(|r| r.ended_on.is_some()),
        Step::FirstCount => stands.count.as_ref().is_some_and(agrees),
    }
}

/// How many of the six are done.
pub fn done(stands: &Stands) -> usize {
    let done = |step: &Step| is_done(*step, stands);
    Step::ALL.into_iter().filter(done).count()
}

/// Which places nobody has of those with an account, each given with its roles.
pub fn lacking_people(roles: &[Vec<Role>]) -> Vec<Place> {
    let has = |wanted: &[Role]| roles.iter().flatten().any(|role| wanted.contains(role));
    let places: [(Place, &[Role]); 3] = [
        (Place::Manager, &[Role::Manager]),
        (Place::Board, &[Role::BoardMember, Role::Chairperson]),
        (Place::Staff, &[Role::Staff]),
    ];
    let lacking = places.into_iter().filter(|(_, wanted)| !has(wanted));
    lacking.map(|(place, _)| place).collect()
}

/// A6, A7.2.1: no deadline is reckoned beyond the calendar, so it reaches over the next letters.
fn covers(calendar: Option<(BusinessDate, BusinessDate)>, today: BusinessDate) -> bool {
    calendar.is_some_and(|(first, last)| first <= today && last >= today.plus_days(CALENDAR_DAYS))
}

/// C3: whether two persons found what the registers said at that moment.
pub fn agrees(count: &Newest) -> bool {
    count.found == count.registers
}

/// Why a first count is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CountFault {
    #[error("a count comes after the end of the take-over")]
    BeforeTheEnd,
    #[error("the number of cards cannot be")]
    Cards,
    #[error("the number of envelopes cannot be")]
    Envelopes,
    #[error("the second person is the first")]
    Alone,
    #[error("the second person does not work here")]
    Stranger,
    #[error("both keep or hand over cards or envelopes")]
    BothInCustody,
}

/// The second person as the rule sees him.
#[derive(Debug, Clone)]
pub struct Second {
    pub person: PersonId,
    /// Roles today of one who can sign in; nothing else lets him count.
    pub roles: Vec<Role>,
    pub duties: Vec<Duty>,
}

/// C3: two persons count, and one of them has no cards or envelopes in hand by duty: else they would attest themselves. What
/// was taken over is counted when nothing more is taken over.
pub fn may_count(
    ended_on: Option<BusinessDate>,
    found: Pieces,
    (by, own): (PersonId, &[Duty]),
    second: &Second,
) -> Result<(), CountFault> {
    let possible = |pieces: i64| (0..=PIECES_MAX).contains(&pieces);
    if ended_on.is_none() {
        return Err(CountFault::BeforeTheEnd);
    }
    if !possible(found.cards) {
        return Err(CountFault::Cards);
    }
    if !possible(found.envelopes) {
        return Err(CountFault::Envelopes);
    }
    if by == second.person {
        return Err(CountFault::Alone);
    }
    if !works_here(&second.roles) {
        return Err(CountFault::Stranger);
    }
    match in_custody(own) && in_custody(&second.duties) {
        true => Err(CountFault::BothInCustody),
        false => Ok(()),
    }
}

/// The keeper of the system handles no cards, and whoever has no role has no work here.
pub fn works_here(roles: &[Role]) -> bool {
    !roles.is_empty() && !roles.contains(&Role::SystemKeeper)
}

fn in_custody(duties: &[Duty]) -> bool {
    duties.iter().any(|duty| CUSTODY.contains(duty))
}

#[cfg(test)]
mod tests;
