//! W16: people by duties as of a day: who has which, who may have it, and which rule stands against it.

use serde::Serialize;

use super::super::IdentityError;
use crate::app::App;
use crate::db::Conn;
use crate::identity::model::{Duty, DutyGiven, DutyHeld, Period, RoleGiven};
use crate::identity::rules::{self, DutyRules, Refusal, Wanted};
use crate::identity::service::duty_rules;
use crate::identity::store;
use crate::kernel::{BusinessDate, Limit, PersonId, Rule};

/// Duties that end within this many days are named.
const ENDING_DAYS: i64 = 30;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Has,
    May,
    /// Not beside another duty that the person has.
    Beside,
    /// Not of a role for it.
    Never,
}

/// One duty of one person.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    pub duty: Duty,
    pub mark: Mark,
    /// The duties of this kind in force, one for each terminal.
    pub held: Vec<DutyHeld>,
    /// The rule that stands against it.
    pub rule: Option<Rule>,
    pub article: Option<&'static str>,
}

/// One person.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    pub person: PersonId,
    pub name: String,
    pub cells: Vec<Cell>,
}

/// The whole matrix.
#[derive(Debug, Clone, Serialize)]
pub struct Matrix {
    pub as_of: BusinessDate,
    pub people: Vec<MatrixRow>,
    /// Duties in force that end within 30 days.
    pub ending: Vec<DutyHeld>,
    /// Duties that nobody holds on the day.
    pub uncovered: Vec<Duty>,
}

/// People by duties as of a day.
pub async fn matrix(app: &App, as_of: BusinessDate) -> Result<Matrix, IdentityError> {
    let rules = duty_rules(app, as_of);
    app.read(move |conn| read(conn, as_of, rules)).await
}

fn read(conn: &mut Conn, as_of: BusinessDate, rules: DutyRules) -> Result<Matrix, IdentityError> {
    let limit = Limit::parse(Some(i64::from(Limit::MAX))).unwrap_or_default();
    let persons = store::persons_page(conn, "", true, None, limit)?;
    let ids: Vec<i64> = persons.iter().map(|(p, _)| p.id.get()).collect();
    let roles = store::roles_of_all(conn, &ids)?;
    let given = store::duties_including(conn, as_of)?;
    let held = super::held_on(conn, as_of, None)?;
    let mut people = Vec::new();
    for (person, _) in persons {
        let own: Vec<RoleGiven> = roles
            .iter()
            .filter(|r| r.person == person.id)
            .cloned()
            .collect();
        if rules::roles_on(&own, as_of).is_empty() {
            continue;
        }
        let is_own = |d: &&DutyGiven| d.person == person.id;
        let duties: Vec<DutyGiven> = given.iter().filter(is_own).cloned().collect();
        let own = (own.as_slice(), duties.as_slice(), given.as_slice());
        let cell = |duty: &Duty| cell(*duty, person.id, as_of, own, &held, rules);
        people.push(MatrixRow {
            person: person.id,
            cells: Duty::ALL.iter().map(cell).collect(),
            name: person.name,
        });
    }
    let last = as_of.plus_days(ENDING_DAYS);
    let uncovered = |duty: &&Duty| !held.iter().any(|h| h.duty == **duty);
    Ok(Matrix {
        as_of,
        people,
        uncovered: Duty::ALL.iter().filter(uncovered).copied().collect(),
        ending: held
            .iter()
            .filter(|h| h.to.is_some_and(|to| to <= last))
            .cloned()
            .collect(),
    })
}

fn cell(
    duty: Duty,
    person: PersonId,
    as_of: BusinessDate,
    own_given: (&[RoleGiven], &[DutyGiven], &[DutyGiven]),
    held: &[DutyHeld],
    bylaws: DutyRules,
) -> Cell {
    let own: Vec<DutyHeld> = held
        .iter()
        .filter(|h| h.person == person && h.duty == duty)
        .cloned()
        .collect();
    let (mark, rule) = if own.is_empty() {
        might_have(duty, person, as_of, own_given, bylaws)
    } else {
        (Mark::Has, None)
    };
    Cell {
        duty,
        mark,
        held: own,
        rule,
        article: rule.and_then(Rule::article),
    }
}

fn might_have(
    duty: Duty,
    person: PersonId,
    as_of: BusinessDate,
    (roles, duties, given): (&[RoleGiven], &[DutyGiven], &[DutyGiven]),
    bylaws: DutyRules,
) -> (Mark, Option<Rule>) {
    let day = Period {
        from: as_of,
        to: Some(as_of),
        stopped_on: None,
    };
    let wanted = Wanted {
        duty,
        period: day,
        terminal: None,
    };
    let eligible = rules::is_eligible(duty, &day, roles, duties, bylaws);
    let judged = eligible
        .and_then(|()| rules::may_give(&wanted, roles, duties, bylaws))
        .and_then(|()| rules::keeps_alone(&wanted, person, given));
    match judged {
        Ok(()) => (Mark::May, None),
        Err(Refusal::NotEligible { rule, .. }) => (Mark::Never, Some(rule)),
        Err(Refusal::NeverTogether { rule, .. } | Refusal::SecondKeeper { rule, .. }) => {
            (Mark::Beside, Some(rule))
        }
        Err(Refusal::AlreadyHeld { .. } | Refusal::SystemKeeper | Refusal::ActingWithoutOrder) => {
            (Mark::Beside, None)
        }
    }
}
