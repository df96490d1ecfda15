//! What the cards' pages share: people, numbers, days and refusals as a person reads them.

use std::collections::{BTreeMap, BTreeSet};

use super::custody::model::Lane;
use super::error::CardError;
use super::views::Thing;
use crate::db::Conn;
use crate::identity::model::{Duty, DutyHeld};
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, Lang, PersonId, Problem, thai};
use crate::web::parts::Choice;

/// Names of those who can sign in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    names: BTreeMap<PersonId, String>,
    /// Names that somebody bore once, by which an old register may call him.
    former: Vec<(PersonId, String)>,
}

impl People {
    /// Everybody's name in one reading.
    pub fn read(conn: &mut Conn, today: BusinessDate) -> Result<Self, CardError> {
        let roster = identity::roster(conn, today)?;
        Ok(Self {
            names: roster.into_iter().map(|r| (r.person, r.name)).collect(),
            former: Vec::new(),
        })
    }

    /// Everybody who was ever entered: an old register names those too who have left since, and by the names that they bore then.
    pub fn everybody(conn: &mut Conn) -> Result<Self, CardError> {
        Ok(Self {
            names: identity::everybody(conn)?.into_iter().collect(),
            former: identity::names_ever(conn)?,
        })
    }

    /// Their numbers.
    pub fn ids(&self) -> Vec<PersonId> {
        self.names.keys().copied().collect()
    }

    /// Everybody, to choose from.
    pub fn all(&self) -> Vec<Choice> {
        let choice = |(id, name): (&PersonId, &String)| Choice::new(id.to_string(), name);
        self.names.iter().map(choice).collect()
    }

    /// The person's name; a dash for someone who can no longer sign in.
    pub fn name(&self, person: PersonId) -> String {
        self.names
            .get(&person)
            .cloned()
            .unwrap_or_else(|| "-".into())
    }

    /// Everybody but one, to choose from.
    pub fn but(&self, person: PersonId) -> Vec<Choice> {
        let others = self.names.iter().filter(|(id, _)| **id != person);
        others
            .map(|(id, name)| Choice::new(id.to_string(), name))
            .collect()
    }

    /// Whom each name means, with or without its title and the spaces in it ([`plain_name`]): all who bear it or bore it.
    pub fn by_name(&self) -> BTreeMap<String, Vec<PersonId>> {
        let mut named: BTreeMap<String, BTreeSet<PersonId>> = BTreeMap::new();
        let former = self.former.iter().map(|(id, name)| (id, name));
        for (id, name) in self.names.iter().chain(former) {
            named.entry(plain_name(name)).or_default().insert(*id);
        }
        let listed = named.into_iter();
        listed
            .map(|(name, people)| (name, people.into_iter().collect()))
            .collect()
    }

    /// Those who hold a duty on a day, to choose from, `but` this person; an order number stands beside each name.
    pub fn holders(
        &self,
        conn: &mut Conn,
        duty: Duty,
        on: BusinessDate,
        but: PersonId,
    ) -> Result<Vec<Choice>, CardError> {
        let held = identity::holders_of(conn, duty, on)?;
        Ok(held
            .iter()
            .filter(|d| d.person != but)
            .map(|d| {
                Choice::new(
                    d.person.to_string(),
                    format!("{} ({})", self.name(d.person), d.order_no),
                )
            })
            .collect())
    }
}

/// A name without title and spaces, by which two spellings of one name are told to be the same.
pub fn plain_name(text: &str) -> String {
    let name = thai::fold_title(text);
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The order that gives a duty, as "คำสั่ง 12/2569"; `None` when the person does not hold it.
pub fn order_of(held: &[DutyHeld], duty: Duty, lang: Lang) -> Option<String> {
    let found = held.iter().find(|d| d.duty == duty)?;
    Some(match lang {
        Lang::Th => format!("คำสั่ง {}", found.order_no),
        Lang::En => format!("order {}", found.order_no),
    })
}

/// "•••• 9020".
pub fn masked(last_four: &str) -> String {
    format!("•••• {last_four}")
}

/// "09/2573" in Thai, "09/2030" in English.
pub fn month(date: BusinessDate, lang: Lang) -> String {
    let year = match lang {
        Lang::Th => date.buddhist_year(),
        Lang::En => date.year(),
    };
    format!("{:02}/{year}", date.month())
}

/// What the pages call an item of a lane.
pub fn thing(lane: Lane) -> Thing {
    match lane {
        Lane::Card => Thing::Card,
        Lane::Pin => Thing::Envelope,
    }
}

/// Whether the person can put it right on the page they are on; anything else becomes the error page.
pub fn is_for_the_form(problem: &Problem) -> bool {
    matches!(problem.status, 400 | 403 | 409 | 422)
}
