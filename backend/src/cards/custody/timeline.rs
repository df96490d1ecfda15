//! What happened to a card and its envelope, read from the facts, and the step that comes next.

mod words;

pub use words::identified_name;

use diesel::prelude::*;

use super::board::{Line, Names, Reckoned};
use super::model::{CustodyFact, CustodyFactRow, Lane, custody_facts};
use crate::cards::error::CardError;
use crate::cards::model::{CardFact, CardFactRow};
use crate::db::{Conn, Error, Told as _};
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, Instant, Lang, PersonId};
use crate::web::parts::{Moment, MomentState, Timeline};

/// Facts of one day that are looked through at most.
const DAY_FACTS_MAX: i64 = 2_000;

/// One thing that happened to an item or its card.
#[derive(Debug, Clone)]
pub struct Happened {
    /// Id of the item that moved, or of the card that was told of.
    pub subject: i64,
    /// Which half it happened to, where a history tells of both.
    pub lane: Option<Lane>,
    pub on: BusinessDate,
    pub at: Instant,
    pub by: PersonId,
    pub what: What,
}

/// What it was.
#[derive(Debug, Clone)]
pub enum What {
    Moved(CustodyFact),
    Card(CardFact),
}

impl Happened {
    /// In a few words, with the people who had a part in it.
    pub fn said(&self, lang: Lang, names: &Names) -> String {
        match &self.what {
            What::Moved(fact) => words::moved(fact, lang, names),
            What::Card(fact) => words::card(fact, lang),
        }
    }

    /// Whether it only says again what the card's own facts say: that the bank listed it.
    pub fn repeats_card(&self) -> bool {
        matches!(&self.what, What::Moved(CustodyFact::Expected { .. }))
    }

    /// The page of the record behind it: a hand-over's signature and text.
    pub fn record(&self) -> Option<String> {
        match &self.what {
            What::Moved(CustodyFact::HandedOver { hand_over, .. }) => {
                Some(format!("/hand-overs/{hand_over}"))
            }
            What::Moved(_) | What::Card(_) => None,
        }
    }

    /// Everyone who had a part in it.
    pub fn people(&self) -> Vec<PersonId> {
        let mut people = vec![self.by];
        if let What::Moved(fact) = &self.what {
            people.extend(words::people_of(fact));
        }
        people
    }
}

/// What happened to these items, item by item, oldest first.
pub fn of_items(conn: &mut Conn, items: &[i64]) -> Result<Vec<Happened>, CardError> {
    let rows = CustodyFactRow::of_subjects(conn, items)?;
    rows.into_iter().map(moved).collect()
}

/// What happened to the cards themselves, card by card, oldest first.
pub fn of_cards(conn: &mut Conn, cards: &[i64]) -> Result<Vec<Happened>, CardError> {
    let rows = CardFactRow::of_subjects(conn, cards)?;
    rows.into_iter()
        .map(|row| {
            Ok(Happened {
                subject: row.subject_id,
                lane: None,
                on: row.on(),
                at: Instant::micros(row.recorded_at),
                by: PersonId::new(row.person_id),
                what: What::Card(serde_json::from_str(row.data()).map_err(Error::from)?),
            })
        })
        .collect()
}

/// What was recorded on a day, newest first: every move of a card or an envelope.
pub fn happened_on(conn: &mut Conn, day: BusinessDate) -> Result<Vec<Happened>, CardError> {
    let rows: Vec<CustodyFactRow> = custody_facts::table
        .order(custody_facts::id.desc())
        .limit(DAY_FACTS_MAX)
        .select(CustodyFactRow::as_select())
        .load(conn)?;
    rows.into_iter()
        .take_while(|row| Instant::micros(row.recorded_at).business_date() == day)
        .map(moved)
        .collect()
}

/// A move of an item as it was recorded.
pub fn moved(row: CustodyFactRow) -> Result<Happened, CardError> {
    Ok(Happened {
        subject: row.subject_id,
        lane: None,
        on: row.on(),
        at: Instant::micros(row.recorded_at),
        by: PersonId::new(row.person_id),
        what: What::Moved(serde_json::from_str(row.data()).map_err(Error::from)?),
    })
}

/// Names of everyone in these lines of history.
pub fn names_in(conn: &mut Conn, history: &[Happened]) -> Result<Names, CardError> {
    let ids: Vec<PersonId> = history.iter().flat_map(Happened::people).collect();
    Ok(identity::names_of(conn, &ids)?)
}

/// The history as dots on a line, with the step that comes next at its end.
pub fn drawn(
    history: &[Happened],
    next: Option<&Line>,
    lang: Lang,
    names: &Names,
    down: bool,
) -> Timeline {
    let mut moments: Vec<Moment> = history
        .iter()
        .map(|one| Moment {
            state: MomentState::Done,
            day: one.on.short(lang),
            fact: match (down, one.lane) {
                (true, Some(lane)) => {
                    let of = words::lane(lane, lang);
                    format!("{of}: {}", one.said(lang, names))
                }
                (_, _) => one.said(lang, names),
            },
            href: one.record(),
        })
        .collect();
    moments.extend(next.and_then(|line| ahead(&line.at, lang)));
    Timeline { moments, down }
}

/// What comes next: missing when its day has passed.
fn ahead(at: &Reckoned, lang: Lang) -> Option<Moment> {
    let day = at.act_by?;
    let over = at.left.is_some_and(|days| days < 0);
    let fact = words::next(at.step, over)?;
    Some(Moment {
        state: if over {
            MomentState::Missing
        } else {
            MomentState::Ahead
        },
        day: day.short(lang),
        fact: fact.get(lang).to_owned(),
        href: None,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::cards::custody::board::Step;

    fn at(step: Step, left: i64) -> Reckoned {
        let day = BusinessDate::parse_iso("2026-11-23").unwrap();
        Reckoned {
            step,
            act_by: Some(day),
            left: Some(left),
        }
    }

    #[test]
    fn a7_2_1_a_letter_that_was_not_made_in_time_is_missing() {
        let late = ahead(&at(Step::ToAnnounce, -1), Lang::Th).unwrap();
        assert_eq!(late.state, MomentState::Missing);
        assert_eq!(late.day, "23 พ.ย. 2569");
        let due = ahead(&at(Step::ToAnnounce, 0), Lang::En).unwrap();
        assert_eq!(due.state, MomentState::Ahead);
        assert!(ahead(&at(Step::Collected, 0), Lang::Th).is_none());
    }
}
