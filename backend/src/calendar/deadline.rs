//! Periods counted by the Civil and Commercial Code: the first day does not count (s. 193/3), a period that ends on a holiday
//! ends on the next working day (s. 193/8), years run to the day before their counterpart (s. 193/5).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Holidays, NotCovered};
use crate::kernel::{BusinessDate, Lang, Text};

/// What happens to a period whose last day is a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// It ends on the next working day (s. 193/8; the parameter `extend_to_working_day` is on, as shipped).
    ExtendToWorkingDay,
    /// It ends on that day all the same.
    PlainDays,
}

/// A period with everything that explains its end. Stored as it was reckoned: a holiday announced later moves nothing by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The day from which it is counted, not counted itself: of the letter, of the complete data, of the second deadline.
    pub start: BusinessDate,
    /// The length in days.
    pub days: u16,
    /// The plain last day: start and days.
    pub counted_to: BusinessDate,
    /// The last day on which the act is in time.
    pub deadline: BusinessDate,
    /// Whether holidays moved it.
    pub extended: bool,
    /// The days off that moved it, in order, each with its name.
    pub because: Vec<(BusinessDate, Text)>,
}

impl Deadline {
    /// Whether the last day has passed.
    pub fn is_over(&self, today: BusinessDate) -> bool {
        today > self.deadline
    }

    /// The answer of `GET /api/v1/calendar/deadline`.
    pub fn to_json(&self, lang: Lang) -> Value {
        let off =
            |(date, name): &(BusinessDate, Text)| json!({"date": date, "name": name.get(lang)});
        json!({
            "from": self.start,
            "days": self.days,
            "counted_to": self.counted_to,
            "deadline": self.deadline,
            "extended": self.extended,
            "because": self.because.iter().map(off).collect::<Vec<_>>(),
        })
    }

    /// Days left, the last day being 0; negative when it has passed.
    pub fn days_left(&self, today: BusinessDate) -> i64 {
        self.deadline.days_since(today)
    }
}

/// The end of a period of `days` days from `start` (ss. 193/3, 193/8). [`NotCovered`] when the calendar does not know the
/// holidays at its end; plain counting needs no calendar and never fails.
pub fn deadline(
    start: BusinessDate,
    days: u16,
    holidays: &Holidays,
    counting: Counting,
) -> Result<Deadline, NotCovered> {
    let counted_to = start.plus_days(i64::from(days));
    let (mut deadline, mut because) = (counted_to, Vec::new());
    match counting {
        Counting::PlainDays => {}
        Counting::ExtendToWorkingDay => {
            while let Some(name) = holidays.why_off(deadline)? {
                because.push((deadline, name));
                deadline = deadline.plus_days(1);
            }
        }
    }
    let extended = deadline != counted_to;
    Ok(Deadline {
        start,
        days,
        counted_to,
        deadline,
        extended,
        because,
    })
}

/// The last day of a period of `years` years from `start` (ss. 193/3, 193/5): counting begins the day after and ends the day
/// before the counterpart of that day, or with the month where there is none. From 29 February 2028, five years end on
/// 28 February 2033. No holiday extends it: keeping registers longer harms nobody, and calendars of that year do not exist yet.
pub fn years_after(start: BusinessDate, years: u16) -> BusinessDate {
    let first = start.plus_days(1);
    let year = first.year() + i32::from(years);
    match BusinessDate::from_ymd(year, first.month(), first.day()) {
        Some(counterpart) => counterpart.plus_days(-1),
        None => {
            BusinessDate::from_ymd(year, first.month(), 1).map_or(start, BusinessDate::month_end)
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    fn extended(start: &str, days: u16) -> Deadline {
        deadline(
            day(start),
            days,
            &Holidays::shipped().unwrap(),
            Counting::ExtendToWorkingDay,
        )
        .unwrap()
    }

    #[test]
    fn a7_2_4_second_letter_of_22_october_2569_runs_to_6_november() {
        let second = extended("2026-10-22", 15);
        assert_eq!(
            (second.counted_to, second.deadline),
            (day("2026-11-06"), day("2026-11-06"))
        );
        assert!(!second.extended && second.because.is_empty());
    }

    #[test]
    fn a7_2_5_destruction_moves_over_sunday_and_substitute_to_8_december_2569() {
        let destruction = extended("2026-11-06", 30);
        assert_eq!(destruction.counted_to, day("2026-12-06"));
        assert_eq!(destruction.deadline, day("2026-12-08"));
        assert!(destruction.extended);
        let days: Vec<_> = destruction
            .because
            .iter()
            .map(|(day, name)| (day.to_string(), name.th.as_ref()))
            .collect();
        let substitute = "ชดเชยวันคล้ายวันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระบรมชนกาธิเบศร มหาภูมิพลอดุลยเดชมหาราช บรมนาถบพิตร";
        assert_eq!(
            days,
            [
                ("2026-12-06".to_owned(), "วันอาทิตย์"),
                ("2026-12-07".to_owned(), substitute)
            ]
        );
    }

    #[test]
    fn a7_2_1_the_day_of_the_letter_is_not_counted() {
        assert_eq!(extended("2026-03-02", 30).deadline, day("2026-04-01"));
        assert_eq!(extended("2026-11-21", 30).deadline, day("2026-12-21"));
    }

    #[test]
    fn without_extension_the_period_ends_on_the_holiday() {
        let holidays = Holidays::shipped().unwrap();
        let plain = deadline(day("2026-11-06"), 30, &holidays, Counting::PlainDays).unwrap();
        assert_eq!((plain.deadline, plain.extended), (day("2026-12-06"), false));
        assert!(deadline(day("2030-01-01"), 30, &holidays, Counting::PlainDays).is_ok());
        assert!(
            deadline(
                day("2027-12-20"),
                30,
                &holidays,
                Counting::ExtendToWorkingDay
            )
            .is_err()
        );
        assert!(
            deadline(
                day("2027-12-01"),
                30,
                &holidays,
                Counting::ExtendToWorkingDay
            )
            .is_err()
        );
    }

    #[test]
    fn the_last_day_is_in_time_and_the_next_is_not() {
        let destruction = extended("2026-11-06", 30);
        assert!(!destruction.is_over(day("2026-12-08")) && destruction.is_over(day("2026-12-09")));
        assert_eq!(destruction.days_left(day("2026-12-01")), 7);
        assert_eq!(destruction.days_left(day("2026-12-10")), -2);
    }

    #[test]
    fn a7_3_years_run_to_the_day_before_their_counterpart() {
        for (start, years, end) in [
            ("2028-02-29", 5, "2033-02-28"),
            ("2028-02-28", 5, "2033-02-28"),
            ("2027-02-28", 5, "2032-02-29"),
            ("2026-11-30", 5, "2031-11-30"),
            ("2026-12-31", 10, "2036-12-31"),
            ("2026-06-15", 0, "2026-06-15"),
        ] {
            assert_eq!(
                years_after(day(start), years),
                day(end),
                "{start} + {years}"
            );
        }
    }

    #[test]
    fn a_stored_deadline_reads_back_as_it_was() {
        let stored = serde_json::to_string(&extended("2026-11-06", 30)).unwrap();
        assert_eq!(
            serde_json::from_str::<Deadline>(&stored).unwrap(),
            extended("2026-11-06", 30)
        );
    }

    #[test]
    fn the_answer_says_which_days_moved_it() {
        let answer = extended("2026-11-06", 30).to_json(Lang::En);
        assert_eq!(answer["from"], "2026-11-06");
        assert_eq!(answer["deadline"], "2026-12-08");
        assert_eq!(
            answer["because"][0],
            json!({"date": "2026-12-06", "name": "Sunday"})
        );
    }

    fn dates() -> impl Strategy<Value = BusinessDate> {
        (0i64..1000).prop_map(|days| day("2025-01-01").plus_days(days))
    }

    proptest! {
        #[test]
        fn a7_2_1_deadline_is_a_working_day_and_never_early(start in dates(), days in 1u16..=60) {
            let holidays = Holidays::shipped().unwrap();
            let due = deadline(start, days, &holidays, Counting::ExtendToWorkingDay).unwrap();
            prop_assert_eq!(holidays.is_working_day(due.deadline), Ok(true));
            prop_assert_eq!(due.counted_to.days_since(start), i64::from(days));
            prop_assert_eq!(due.deadline.days_since(due.counted_to), i64::try_from(due.because.len()).unwrap());
            prop_assert_eq!(due.extended, due.deadline > due.counted_to);
            for (off, _) in &due.because {
                prop_assert_eq!(holidays.is_working_day(*off), Ok(false));
            }
        }

        #[test]
        fn a7_2_1_a_later_letter_never_ends_earlier(start in dates(), days in 1u16..=60) {
            let holidays = Holidays::shipped().unwrap();
            let end = |start| deadline(start, days, &holidays, Counting::ExtendToWorkingDay).unwrap().deadline;
            prop_assert!(end(start) <= end(start.plus_days(1)));
        }

        #[test]
        fn a7_3_years_are_whole_and_months_stay(start in 0i64..60_000, years in 1u16..=50) {
            let start = day("1950-01-01").plus_days(start);
            let end = years_after(start, years);
            let distance = end.days_since(start);
            prop_assert!(distance >= i64::from(years) * 365 && distance <= i64::from(years) * 366);
            prop_assert_eq!(end.month(), start.month());
            prop_assert!(years_after(start.plus_days(1), years) >= end);
        }

        #[test]
        fn counted_working_days_are_as_many_as_asked(start in dates(), count in 1u16..=20) {
            let holidays = Holidays::shipped().unwrap();
            let end = holidays.working_days_after(start, count).unwrap();
            let between = (1..=end.days_since(start)).map(|days| start.plus_days(days));
            let worked = between.filter(|day| holidays.is_working_day(*day) == Ok(true)).count();
            prop_assert_eq!(worked, usize::from(count));
        }
    }
}
