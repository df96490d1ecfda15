//! A row as what its card and its envelope brought along.

use std::collections::BTreeMap;

use super::super::custody::model::{Lane, Notice, Past};
use super::super::custody::service::PastCard;
use super::rows::{Letter, Row, Side, Terms};
use crate::app::App;
use crate::calendar;
use crate::identity::model::Role;
use crate::kernel::{BusinessDate, PersonId};

/// Days of a first and of a second letter where no bylaws say it: the regulation's own (A7.2.1, A7.2.4).
const FIRST_NOTICE_DAYS: u16 = 30;
const SECOND_NOTICE_DAYS: u16 = 15;

/// The card with its places, dates and letters.
pub fn past(app: &App, row: Row) -> PastCard {
    let notice = |letter: &Letter, round| Notice {
        // The letter lies in the old register; this program has no record of its own of it.
        letter: None,
        no: letter.0.clone(),
        dated: letter.1,
        deadline: deadline(app, letter.1, round),
    };
    let first = row
        .letter
        .as_ref()
        .map(|letter| notice(letter, Round::First));
    let second = row.second_letter.as_ref();
    let second = second.map(|letter| notice(letter, Round::Second));
    let side = |side: Side, first: Option<Notice>, second: Option<Notice>| Past {
        keeper: side.keeper,
        received_on: row.received_on,
        first,
        second,
        handed_over_on: side.handed_over_on,
        dispenser: side.dispenser,
        keeper_name: side.keeper_name,
        dispenser_name: side.dispenser_name,
    };
    let before = |lane, side: Option<PersonId>| side.map(|person| (lane, person));
    let envelope_before = row.envelope.as_ref().and_then(|side| side.kept_before);
    let kept_before = before(Lane::Card, row.card.kept_before)
        .into_iter()
        .chain(before(Lane::Pin, envelope_before))
        .collect();
    PastCard {
        member: row.member.id,
        name_on_card: row.member.name.clone(),
        number: row.number,
        expires_on: row.expires_on,
        expiry_derived: row.expiry_derived,
        envelope_no: row.envelope_no,
        card: side(row.card, first, second),
        envelope: row.envelope.map(|envelope| side(envelope, None, None)),
        kept_before,
    }
}

/// Which letter a period is of.
#[derive(Debug, Clone, Copy)]
pub enum Round {
    First,
    Second,
}

/// A7.2.1, A7.2.4: the last day of an old letter, by the bylaws of its date. Where the calendar does not reach, Saturdays and
/// Sundays are days off all the same.
pub fn deadline(app: &App, dated: BusinessDate, round: Round) -> BusinessDate {
    let bylaws = app.bylaws_on(dated);
    let days = match (round, bylaws.as_ref()) {
        (Round::First, bylaws) => bylaws.map_or(FIRST_NOTICE_DAYS, |b| b.first_notice_days),
        (Round::Second, bylaws) => bylaws.map_or(SECOND_NOTICE_DAYS, |b| b.second_notice_days),
    };
    let counting = bylaws.map_or(calendar::Counting::PlainDays, |b| b.extend_to_working_day);
    calendar::deadline(dated, days, &app.holidays, counting).map_or_else(
        |_| past_weekend(dated.plus_days(i64::from(days))),
        |d| d.deadline,
    )
}

/// The day, or the Monday after it. Only counting to working days asks the calendar, so nothing else comes here.
fn past_weekend(day: BusinessDate) -> BusinessDate {
    let days = (0..).map(|more| day.plus_days(more));
    days.into_iter()
        .find(|day| !day.is_weekend())
        .unwrap_or(day)
}

/// Judges by the bylaws of each day, and by the roles that these people ever had.
pub fn with_terms<T>(
    app: &App,
    roles: &BTreeMap<PersonId, Vec<Role>>,
    judge: impl FnOnce(&Terms<'_>) -> T,
) -> T {
    judge(&Terms {
        in_force: &|day| app.bylaws_on(day).is_some(),
        small: &|day| app.bylaws_on(day).is_some_and(|b| b.small_cooperative),
        deadline: &|dated| deadline(app, dated, Round::First),
        roles,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a7_2_1_an_old_letter_never_runs_to_a_weekend() {
        let day = |text: &str| BusinessDate::parse_iso(text).unwrap();
        // A Saturday, a Sunday, a Monday of a year before the calendar.
        for (plain, last) in [
            ("2021-05-01", "2021-05-03"),
            ("2021-05-02", "2021-05-03"),
            ("2021-05-03", "2021-05-03"),
        ] {
            assert_eq!(past_weekend(day(plain)), day(last), "{plain}");
        }
    }
}
