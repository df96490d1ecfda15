//! How far the first days have come, and the count that ends them.

use std::sync::atomic::Ordering;

use super::COUNTS;
use super::error::BeginningError;
use super::model::{
    Counted, FirstCount, FirstCountFact, FirstCountRow, Newest, Pieces, Register, Stands,
};
use super::rules::{self, CountFault, NEEDED, Second};
use super::store;
use crate::app::App;
use crate::audit::verify::ProjectionCheck;
use crate::calendar::Holidays;
use crate::cards::custody::model::Lane;
use crate::cards::custody::service::{self as custody, Group};
use crate::cards::takeover::service as takeover;
use crate::db::{ActMeta, Conn, FactTable, IdempotencyKey, Receipt, Tx, facts_of, projection_of};
use crate::identity::model::{Actor, Duty};
use crate::identity::service::{self as identity, Roster};
use crate::kernel::{BusinessDate, PersonId, Problem};
use crate::members::service as members;
use crate::web::guard::may_use;

/// The fact table of the first counts.
pub fn fact_tables() -> Vec<FactTable> {
    vec![facts_of::<FirstCount>()]
}

/// Their projection.
pub fn projections() -> Vec<ProjectionCheck> {
    vec![projection_of::<FirstCount>()]
}

/// What two persons found in our hands.
#[derive(Debug, Clone)]
pub struct Count {
    pub found: Pieces,
    /// The second person.
    pub with: PersonId,
    pub note: String,
}

/// How far it has come today. What is learnt is remembered for the menu, which asks no database.
pub async fn stands(app: &App) -> Result<Stands, Problem> {
    let own = app.clone();
    let stands = app
        .read(move |conn| read(conn, &own.holidays, own.clock.today()))
        .await?;
    let all = rules::done(&stands) == super::model::Step::ALL.len();
    app.begun.store(all, Ordering::Relaxed);
    Ok(stands)
}

/// How many of how many steps are done.
pub async fn progress(app: &App) -> Result<(usize, usize), Problem> {
    let stands = stands(app).await?;
    Ok((rules::done(&stands), super::model::Step::ALL.len()))
}

fn read(conn: &mut Conn, holidays: &Holidays, today: BusinessDate) -> Result<Stands, Problem> {
    let (state, open_exceptions) = takeover::stands(conn)?;
    let roles: Vec<_> = identity::roster(conn, today)?
        .into_iter()
        .map(|one| one.roles)
        .collect();
    let mut lacking_duties = Vec::new();
    for duty in NEEDED {
        if identity::holders_of(conn, duty, today)?.is_empty() {
            lacking_duties.push(duty);
        }
    }
    let newest = store::newest(conn)?.map(|row| named(conn, row));
    Ok(Stands {
        today,
        lacking_people: rules::lacking_people(&roles),
        lacking_duties,
        calendar: calendar(holidays),
        members: members::count_all(conn)?,
        register: state.map(|state| Register {
            first_day: state.first_day,
            cards: state.cards,
            open_exceptions,
            ended_on: state.ended_on,
        }),
        count: newest.transpose()?,
    })
}

fn calendar(holidays: &Holidays) -> Option<(BusinessDate, BusinessDate)> {
    let years = holidays.years();
    let first = BusinessDate::from_ymd(*years.start(), 1, 1)?;
    Some((first, BusinessDate::from_ymd(*years.end(), 12, 31)?))
}

fn named(conn: &mut Conn, row: FirstCountRow) -> Result<Newest, Problem> {
    let ids = [row.person_id, row.with_person_id].map(PersonId::new);
    let mut names = identity::names_of(conn, &ids)?;
    let mut name = |id: i64| names.remove(&id).unwrap_or_default();
    Ok(Newest {
        on: BusinessDate::new(row.counted_on),
        found: Pieces {
            cards: row.cards,
            envelopes: row.envelopes,
        },
        registers: Pieces {
            cards: row.register_cards,
            envelopes: row.register_envelopes,
        },
        by: name(row.person_id),
        with: name(row.with_person_id),
        note: row.note,
    })
}

/// Those with whom this person may count, by name: whoever works here and can sign in.
pub async fn seconds(app: &App, by: &Actor) -> Result<Vec<(PersonId, String)>, Problem> {
    let (today, own) = (app.clock.today(), by.person);
    let roster = app.read(move |conn| identity::roster(conn, today)).await?;
    let fits = |one: &Roster| one.person != own && rules::works_here(&one.roles);
    let found = roster.into_iter().filter(fits);
    Ok(found.map(|one| (one.person, one.name)).collect())
}

/// C3: two persons counted what is in our hands after the registers were taken over. The figures are kept beside those of the
/// registers, also where they differ.
pub async fn first_count(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    count: Count,
) -> Result<Receipt, BeginningError> {
    if !may_use(by, COUNTS) {
        return Err(BeginningError::NotYours);
    }
    custody::free_text("note", &count.note)?;
    let person = by.person;
    let meta = ActMeta::new(person, "beginning.first_count").with_key(key);
    app.writer
        .act(meta, move |tx| counted(tx, person, count))
        .await
}

fn counted(tx: &mut Tx<'_>, by: PersonId, count: Count) -> Result<Receipt, BeginningError> {
    let today = tx.today();
    let (state, _) = takeover::stands(tx.conn).map_err(Problem::from)?;
    let own = identity::duties_on(tx.conn, by, today)?;
    let second = second(tx.conn, count.with, today)?;
    let ended_on = state.and_then(|state| state.ended_on);
    rules::may_count(ended_on, count.found, (by, &own), &second)?;
    let fact = FirstCountFact::Counted(Counted {
        found: count.found,
        registers: registers(tx.conn)?,
        by,
        with: count.with,
        note: count.note.trim().to_owned(),
    });
    let id = tx.next_id("first_counts");
    tx.advance_one::<FirstCount>(id, None, today, fact)?;
    Ok(Receipt::of("first_count", "first-counts", id))
}

fn second(
    conn: &mut Conn,
    person: PersonId,
    today: BusinessDate,
) -> Result<Second, BeginningError> {
    let roster = identity::roster(conn, today)?;
    let found = roster.into_iter().find(|one| one.person == person);
    let found = found.ok_or(CountFault::Stranger)?;
    let duties: Vec<Duty> = found.duties.iter().map(|held| held.duty).collect();
    Ok(Second {
        person,
        roles: found.roles,
        duties,
    })
}

/// What the registers say is in our hands now: in the safes and at the counter.
fn registers(conn: &mut Conn) -> Result<Pieces, BeginningError> {
    let mut of = |lane: Lane| -> Result<i64, BeginningError> {
        let totals = custody::totals(conn, lane)?;
        let here = totals.iter().filter(|one| Group::House.has(&one.place));
        Ok(here.map(|one| one.count).sum())
    };
    Ok(Pieces {
        cards: of(Lane::Card)?,
        envelopes: of(Lane::Pin)?,
    })
}
