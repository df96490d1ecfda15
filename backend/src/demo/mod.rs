//! The demonstration: a small cooperative with people, members and cards on their way, and a clock that can be moved on
//! (decision 21). It is made by the same acts as real life, in order, with the clock moved through the days. Nothing here
//! exists under `serve`.

mod api;
mod cards;
mod members;
mod people;

pub use api::routes;

use std::path::Path;

use chrono::NaiveTime;

use crate::app::{App, StartError};
use crate::calendar::Holidays;
use crate::db::IdempotencyKey;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, Clock, Instant, PersonId};
use crate::ledger::service as ledger;
use crate::web::frame::fresh_key;

/// Working days of the past that the demonstration tells.
const PAST_WORKING_DAYS: usize = 45;

/// The office clock to begin with: the wanted moment or the machine's, never before what is recorded already; outside the
/// calendar's years its last covered working day, and `true` to say so.
pub fn office_time(
    wanted: Option<Instant>,
    recorded: Instant,
    holidays: &Holidays,
) -> (Instant, bool) {
    let start = wanted.unwrap_or_else(|| Clock::system().wall());
    let covered = holidays.years().contains(&start.business_date().year());
    let start = match (covered, holidays.last_working_day()) {
        (true, _) | (false, None) => start,
        (false, Some(last)) => at(last, 9, 0),
    };
    (start.max(recorded), !covered)
}

/// Reads `2026-11-21T09:00`, Bangkok time.
pub fn parse_clock(text: &str) -> Result<Instant, StartError> {
    let read = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M");
    let time =
        read.map_err(|_| StartError::Feature("--clock: write it as 2026-11-21T09:00".into()))?;
    Ok(Instant::from_bangkok(
        BusinessDate::new(time.date()),
        time.time(),
    ))
}

/// A moment of a Bangkok day.
pub fn at(day: BusinessDate, hour: u32, minute: u32) -> Instant {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    Instant::from_bangkok(day, time)
}

/// A key for one act of the story.
fn key() -> IdempotencyKey {
    IdempotencyKey {
        key: fresh_key(),
        route: "demo".to_owned(),
        body_hash: String::new(),
    }
}

/// Makes the cooperative when the database has no people yet, and writes `sign-ins.json` for whoever tries it.
pub async fn prepare(app: &App, folder: &Path, now: Instant) -> Result<(), StartError> {
    let failed =
        |what: &str, error: &dyn std::fmt::Display| StartError::Feature(format!("{what}: {error}"));
    let any = app
        .read(identity::has_person)
        .await
        .map_err(|e| failed("people", &e))?;
    if any {
        return Ok(());
    }
    let days = past_days(app, now.business_date());
    let staff = people::seed(app).await.map_err(|e| failed("people", &e))?;
    people::write_sign_ins(folder, &staff)?;
    let members = members::seed(app, &staff)
        .await
        .map_err(|e| failed("members", &e))?;
    ledger::ensure_chart(app, PersonId::new(0))
        .await
        .map_err(|e| failed("chart", &e))?;
    let bank = cards::seed(app, &staff, &members, &days, now)
        .await
        .map_err(|e| failed("cards", &e))?;
    std::fs::write(folder.join(&bank.name), &bank.csv).map_err(|e| failed(&bank.name, &e))?;
    app.clock.advance_to(now);
    Ok(())
}

/// Where the clock stands when seeding begins: the first of the told days, before the office opens.
pub fn seeding_start(holidays: &Holidays, now: Instant) -> Instant {
    let first = working_days_before(holidays, now.business_date())
        .first()
        .copied();
    first.map_or(now, |day| at(day, 8, 0))
}

fn past_days(app: &App, today: BusinessDate) -> Vec<BusinessDate> {
    working_days_before(&app.holidays, today)
}

/// The last working days before today, oldest first.
fn working_days_before(holidays: &Holidays, today: BusinessDate) -> Vec<BusinessDate> {
    let mut days: Vec<BusinessDate> = (1..200)
        .map(|back| today.plus_days(-back))
        .filter(|day| holidays.is_working_day(*day).unwrap_or(false))
        .take(PAST_WORKING_DAYS)
        .collect();
    days.reverse();
    days
}
