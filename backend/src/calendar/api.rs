//! The office's calendar for programs: when a period ends, and which days are holidays.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Counting, Holiday, Holidays, deadline};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem, Text};
use crate::web::answer::ok;
use crate::web::route::{Route, Who};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/calendar/deadline",
            "calendar.deadline",
            Who::SignedIn,
            "The last day of a period of days, and the holidays that moved it",
            last_day,
        ),
        Route::get(
            "/api/v1/calendar/holidays",
            "calendar.holidays",
            Who::SignedIn,
            "The holidays of a year of the Common Era; of this year without one",
            holidays,
        ),
    ]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineQuery {
    /// The day from which it is counted, not counted itself.
    from: String,
    days: String,
}

/// Counted as the bylaws of the first day say; before them as the law does (Civil and Commercial Code, s. 193/8).
async fn last_day(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<DeadlineQuery>,
) -> Result<HttpResponse, Problem> {
    let (from, days) = query.read()?;
    let counting = app
        .bylaws_on(from)
        .map_or(Counting::ExtendToWorkingDay, |bylaws| {
            bylaws.extend_to_working_day
        });
    let found = deadline(from, days, &app.holidays, counting)?;
    Ok(ok(&found.to_json(by.lang)))
}

impl DeadlineQuery {
    fn read(&self) -> Result<(BusinessDate, u16), Problem> {
        let from = BusinessDate::parse_iso(&self.from).map_err(|_| {
            let message = Text::fixed("เขียนวันที่แบบ 2026-11-21", "Write the day as 2026-11-21");
            Problem::bad_field("from", "not_a_date", message)
        })?;
        let days = self.days.parse().map_err(|_| {
            let message = Text::fixed(
                "จำนวนวันเป็นเลขจำนวนเต็ม 0 ถึง 65535",
                "The days are a whole number from 0 to 65535",
            );
            Problem::bad_field("days", "not_a_number", message)
        })?;
        Ok((from, days))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaysQuery {
    year: Option<String>,
}

async fn holidays(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<HolidaysQuery>,
) -> Result<HttpResponse, Problem> {
    let year = match &query.year {
        Some(text) => read_year(text)?,
        None => app.clock.today().year(),
    };
    Ok(ok(&of_year(&app.holidays, year, by.lang)?))
}

/// Of the Common Era; a year of the Buddhist Era is refused by name, because 2569 is a year of both.
fn read_year(text: &str) -> Result<i32, Problem> {
    let year = text.parse().ok().filter(|year| (1900..2400).contains(year));
    year.ok_or_else(|| {
        let message = Text::fixed(
            "เขียนปีเป็นคริสต์ศักราช เช่น 2026",
            "Write the year of the Common Era, such as 2026",
        );
        Problem::bad_field("year", "not_a_year", message)
    })
}

fn of_year(holidays: &Holidays, year: i32, lang: Lang) -> Result<Value, Problem> {
    let first = BusinessDate::from_ymd(year, 1, 1).ok_or_else(Problem::not_found)?;
    holidays.holiday(first)?;
    let line = |holiday: &Holiday| {
        json!({
            "date": holiday.date,
            "name": holiday.name.get(lang),
            "kind": holiday.kind,
        })
    };
    let found: Vec<_> = holidays
        .iter()
        .filter(|holiday| holiday.date.year() == year)
        .map(line)
        .collect();
    Ok(json!({ "year": year, "buddhist_year": first.buddhist_year(), "holidays": found }))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn query(from: &str, days: &str) -> DeadlineQuery {
        DeadlineQuery {
            from: from.into(),
            days: days.into(),
        }
    }

    #[test]
    fn what_cannot_be_read_names_its_field() {
        for (from, days, field) in [
            ("21/11/2569", "30", "from"),
            ("2026-11-21", "-1", "days"),
            ("2026-11-21", "65536", "days"),
            ("2026-11-21", "", "days"),
        ] {
            let refused = query(from, days).read().unwrap_err();
            assert_eq!(
                (refused.status, refused.errors[0].field.as_str()),
                (400, field)
            );
        }
        assert!(query("2026-11-21", "30").read().is_ok());
    }

    #[test]
    fn holidays_of_a_year_are_listed_and_an_unknown_year_is_not_empty() {
        let shipped = Holidays::shipped().unwrap();
        let seen = of_year(&shipped, 2026, Lang::En).unwrap();
        assert_eq!(seen["buddhist_year"], 2569);
        let days = seen["holidays"].as_array().unwrap();
        assert!(
            days.len() > 10
                && days
                    .iter()
                    .all(|d| d["date"].as_str().unwrap().starts_with("2026"))
        );
        assert!(days.iter().any(|d| d["kind"] == "substitute"));
        assert_eq!(of_year(&shipped, 2031, Lang::En).unwrap_err().status, 409);
        assert_eq!(read_year("2569").unwrap_err().status, 400);
    }
}
