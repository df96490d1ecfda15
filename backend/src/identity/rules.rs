//! Who may hold which duty, and which duties are never one person's on the same day (articles 6, 7, 12, 13; practice C4).
//!
//! Everything is compared per person and over periods of days: a duty that begins next month is checked against one that
//! ends next month. The dispensers of card and PIN of one card are compared where the second of the two is handed over;
//! one person may hold both duties for different cards.

use super::model::{Duty, DutyGiven, Period, Role, RoleGiven};
use crate::kernel::{BusinessDate, PersonId, Rule};

/// What the bylaws say about duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DutyRules {
    /// Note **4: a keeper may dispense what he keeps, and nothing else.
    pub small_cooperative: bool,
}

/// Whether one person may hold two duties on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    Allowed,
    /// No parameter opens it.
    Never(Rule),
    /// Only where `small_cooperative` holds.
    WhenSmall(Rule),
}

/// Why a duty or a role is not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The person is not of a role that may hold the duty on every day asked for.
    NotEligible { duty: Duty, rule: Rule },
    /// The person holds another duty on some of these days.
    NeverTogether {
        duty: Duty,
        with: Duty,
        /// The first day that both would be held.
        on: BusinessDate,
        rule: Rule,
    },
    /// The person holds this very duty on some of these days.
    AlreadyHeld { duty: Duty },
    /// Another person keeps this lane on some of these days: one person keeps at a time.
    SecondKeeper {
        duty: Duty,
        keeper: PersonId,
        /// The first day that both would keep.
        on: BusinessDate,
        rule: Rule,
    },
    /// A system keeper handles no cards and no money.
    SystemKeeper,
    /// Nobody acts for a manager without an order and an end.
    ActingWithoutOrder,
}

/// A duty that someone is about to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub duty: Duty,
    pub period: Period,
    pub terminal: Option<String>,
}

/// The rule that says who may hold a duty.
pub const fn eligibility_rule(duty: Duty) -> Rule {
    match duty {
        Duty::ApplicationOfficer => Rule::A6,
        Duty::CardKeeper => Rule::A7_1_1,
        Duty::PinKeeper => Rule::A7_1_2,
        Duty::CardDispenser => Rule::A7_2_2,
        Duty::PinDispenser => Rule::A7_2_3,
        Duty::EdcController => Rule::A12_1,
        Duty::EdcUser => Rule::A12_2_1,
        Duty::CorporateOnlineController | Duty::CorporateOnlineUser => Rule::A13,
    }
}

/// The roles that may hold a duty. Whom the manager names for the terminals is of the staff.
pub const fn eligible_roles(duty: Duty) -> &'static [Role] {
    match duty {
        Duty::CardKeeper | Duty::EdcController => &[Role::Manager, Role::Staff],
        Duty::PinKeeper => &[Role::Chairperson, Role::BoardMember],
        Duty::PinDispenser => &[Role::Chairperson, Role::BoardMember, Role::Staff],
        Duty::CorporateOnlineController => &[Role::Manager],
        Duty::ApplicationOfficer
        | Duty::CardDispenser
        | Duty::EdcUser
        | Duty::CorporateOnlineUser => &[Role::Staff],
    }
}

/// Note **4: in a small cooperative this role, while it keeps, may dispense as well.
const fn eligible_while_keeping(duty: Duty) -> Option<(Role, Duty)> {
    match duty {
        Duty::CardDispenser => Some((Role::Manager, Duty::CardKeeper)),
        Duty::ApplicationOfficer
        | Duty::PinDispenser
        | Duty::CardKeeper
        | Duty::PinKeeper
        | Duty::EdcController
        | Duty::EdcUser
        | Duty::CorporateOnlineController
        | Duty::CorporateOnlineUser => None,
    }
}

/// Whether one of these roles lets a person hold the duty; `small` opens what note **4 does.
pub fn has_eligible_role(duty: Duty, roles: &[Role], small: bool) -> bool {
    let keeps = eligible_while_keeping(duty).filter(|_| small);
    let is_one = |role: &Role| {
        eligible_roles(duty).contains(role) || keeps.is_some_and(|(keeper, _)| keeper == *role)
    };
    roles.iter().any(is_one)
}

/// Whether one person may hold both duties on one day; the order of the two does not matter.
pub fn together(a: Duty, b: Duty) -> Together {
    let pair = |x, y| (a, b) == (x, y) || (a, b) == (y, x);
    if pair(Duty::CardKeeper, Duty::PinKeeper) {
        Together::Never(Rule::A7_1_3)
    } else if pair(Duty::CardKeeper, Duty::PinDispenser)
        || pair(Duty::PinKeeper, Duty::CardDispenser)
    {
        Together::Never(Rule::A7_2_3X)
    } else if pair(Duty::CardKeeper, Duty::CardDispenser)
        || pair(Duty::PinKeeper, Duty::PinDispenser)
    {
        Together::WhenSmall(Rule::A7_2_3X)
    } else if pair(Duty::EdcController, Duty::EdcUser) {
        Together::Never(Rule::A12_3)
    } else if pair(Duty::CorporateOnlineController, Duty::CorporateOnlineUser) {
        Together::Never(Rule::A13)
    } else {
        Together::Allowed
    }
}

/// The rule that keeps two duties apart under these bylaws, if one does.
pub fn kept_apart(a: Duty, b: Duty, rules: DutyRules) -> Option<Rule> {
    match together(a, b) {
        Together::Allowed => None,
        Together::Never(rule) => Some(rule),
        Together::WhenSmall(rule) => (!rules.small_cooperative).then_some(rule),
    }
}

/// Whether a person with these roles and duties may be given one more duty.
pub fn may_give(
    wanted: &Wanted,
    roles: &[RoleGiven],
    held: &[DutyGiven],
    rules: DutyRules,
) -> Result<(), Refusal> {
    let keeps_system = roles
        .iter()
        .any(|r| r.role == Role::SystemKeeper && r.period.overlaps(&wanted.period));
    if keeps_system {
        return Err(Refusal::SystemKeeper);
    }
    for other in held.iter().filter(|d| shares_a_day(wanted, d)) {
        if other.duty == wanted.duty && other.terminal == wanted.terminal {
            return Err(Refusal::AlreadyHeld { duty: wanted.duty });
        }
        if let Some(rule) = kept_apart(wanted.duty, other.duty, rules) {
            return Err(Refusal::NeverTogether {
                duty: wanted.duty,
                with: other.duty,
                on: wanted.period.from.max(other.period.from),
                rule,
            });
        }
    }
    is_eligible(wanted.duty, &wanted.period, roles, held, rules)
}

/// Whether a duty that a person has had stands against one that is wanted. A duty around cards and envelopes that was ended
/// today frees today: what its holder has touched is judged by the history of each card (A7.1.3, A7.2.3x). Whoever acts at a
/// terminal or at Corporate Online is judged by the whole day, because nothing else remembers it.
fn shares_a_day(wanted: &Wanted, had: &DutyGiven) -> bool {
    let days = if is_of_custody(had.duty) || had.duty == wanted.duty {
        had.period.by_right()
    } else {
        Some(had.period)
    };
    days.is_some_and(|days| days.overlaps(&wanted.period))
}

const fn is_of_custody(duty: Duty) -> bool {
    match duty {
        Duty::CardKeeper | Duty::PinKeeper | Duty::CardDispenser | Duty::PinDispenser => true,
        Duty::ApplicationOfficer
        | Duty::EdcController
        | Duty::EdcUser
        | Duty::CorporateOnlineController
        | Duty::CorporateOnlineUser => false,
    }
}

/// Whether one person at a time has this duty ("คนหนึ่ง", articles 7.1 (1) and (2)).
pub const fn is_for_one(duty: Duty) -> bool {
    match duty {
        Duty::CardKeeper | Duty::PinKeeper => true,
        Duty::ApplicationOfficer
        | Duty::CardDispenser
        | Duty::PinDispenser
        | Duty::EdcController
        | Duty::EdcUser
        | Duty::CorporateOnlineController
        | Duty::CorporateOnlineUser => false,
    }
}

/// A7.1.1, A7.1.2: one person keeps a lane at a time. `given` are all who were ever given this duty.
pub fn keeps_alone(wanted: &Wanted, person: PersonId, given: &[DutyGiven]) -> Result<(), Refusal> {
    let same = |d: &&DutyGiven| d.duty == wanted.duty && d.person != person;
    let mut others = given.iter().filter(same);
    match others.find(|d| is_for_one(d.duty) && shares_a_day(wanted, d)) {
        Some(other) => Err(Refusal::SecondKeeper {
            duty: wanted.duty,
            keeper: other.person,
            on: wanted.period.from.max(other.period.from),
            rule: eligibility_rule(wanted.duty),
        }),
        None => Ok(()),
    }
}

/// Whether the roles allow the duty on every day of the period.
pub fn is_eligible(
    duty: Duty,
    period: &Period,
    roles: &[RoleGiven],
    held: &[DutyGiven],
    rules: DutyRules,
) -> Result<(), Refusal> {
    let mut allowed: Vec<Period> = roles
        .iter()
        .filter(|r| eligible_roles(duty).contains(&r.role))
        .map(|r| r.period)
        .collect();
    if let Some((role, keeping)) = eligible_while_keeping(duty)
        && rules.small_cooperative
    {
        allowed.extend(keeping_periods(role, keeping, roles, held));
    }
    if period.is_covered_by(&allowed) {
        return Ok(());
    }
    let rule = eligibility_rule(duty);
    Err(Refusal::NotEligible { duty, rule })
}

fn keeping_periods(
    role: Role,
    keeping: Duty,
    roles: &[RoleGiven],
    held: &[DutyGiven],
) -> Vec<Period> {
    let of_role = roles.iter().filter(|r| r.role == role);
    of_role
        .flat_map(|r| {
            held.iter()
                .filter(|d| d.duty == keeping)
                .filter_map(|d| r.period.shared_with(&d.period))
        })
        .collect()
}

/// Whether a person with these roles and duties may be given one more role.
pub fn may_give_role(
    role: Role,
    acting: bool,
    has_order: bool,
    period: &Period,
    held: &[DutyGiven],
) -> Result<(), Refusal> {
    if acting && !(has_order && period.to.is_some()) {
        return Err(Refusal::ActingWithoutOrder);
    }
    let handles = held.iter().any(|d| d.period.overlaps(period));
    if role == Role::SystemKeeper && handles {
        return Err(Refusal::SystemKeeper);
    }
    Ok(())
}

/// The roles that give a right on this day.
pub fn roles_on(roles: &[RoleGiven], on: BusinessDate) -> Vec<Role> {
    let mut found: Vec<Role> = roles
        .iter()
        .filter(|r| r.period.gives_right_on(on))
        .map(|r| r.role)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The duties under which their person may act on this day: in force, and the person is still of a role for it.
pub fn duties_in_force<'a>(
    duties: &'a [DutyGiven],
    roles: &[RoleGiven],
    on: BusinessDate,
) -> Vec<&'a DutyGiven> {
    let today = Period {
        from: on,
        to: Some(on),
        stopped_on: None,
    };
    // Giving was judged by the bylaws of that day; here only a role that has ended since takes the duty away.
    let widest = DutyRules {
        small_cooperative: true,
    };
    duties
        .iter()
        .filter(|d| d.period.gives_right_on(on))
        .filter(|d| {
            let own: Vec<RoleGiven> = roles
                .iter()
                .filter(|r| r.person == d.person && r.period.gives_right_on(on))
                .map(|r| RoleGiven {
                    period: today,
                    ..r.clone()
                })
                .collect();
            is_eligible(
                d.duty,
                &today,
                &own,
                &kept_today(duties, d, on, today),
                widest,
            )
            .is_ok()
        })
        .collect()
}

fn kept_today(
    duties: &[DutyGiven],
    of: &DutyGiven,
    on: BusinessDate,
    today: Period,
) -> Vec<DutyGiven> {
    duties
        .iter()
        .filter(|d| d.person == of.person && d.period.gives_right_on(on))
        .map(|d| DutyGiven {
            period: today,
            ..d.clone()
        })
        .collect()
}

#[cfg(test)]
mod tests;
