//! A date in words and figures, as screens, tables and papers show it: Buddhist era in Thai, Common Era in English.

use chrono::{Datelike, Weekday};

use super::{BUDDHIST_OFFSET, BusinessDate};
use crate::kernel::Lang;
use crate::kernel::thai::to_thai_digits;

const MONTHS: [(&str, &str, &str); 12] = [
    ("มกราคม", "ม.ค.", "Jan"),
    ("กุมภาพันธ์", "ก.พ.", "Feb"),
    ("มีนาคม", "มี.ค.", "Mar"),
    ("เมษายน", "เม.ย.", "Apr"),
    ("พฤษภาคม", "พ.ค.", "May"),
    ("มิถุนายน", "มิ.ย.", "Jun"),
    ("กรกฎาคม", "ก.ค.", "Jul"),
    ("สิงหาคม", "ส.ค.", "Aug"),
    ("กันยายน", "ก.ย.", "Sep"),
    ("ตุลาคม", "ต.ค.", "Oct"),
    ("พฤศจิกายน", "พ.ย.", "Nov"),
    ("ธันวาคม", "ธ.ค.", "Dec"),
];

const WEEKDAYS: [(&str, &str, &str); 7] = [
    ("จันทร์", "จ.", "monday"),
    ("อังคาร", "อ.", "tuesday"),
    ("พุธ", "พ.", "wednesday"),
    ("พฤหัสบดี", "พฤ.", "thursday"),
    ("ศุกร์", "ศ.", "friday"),
    ("เสาร์", "ส.", "saturday"),
    ("อาทิตย์", "อา.", "sunday"),
];

impl BusinessDate {
    /// The year of the Buddhist era.
    pub fn buddhist_year(self) -> i32 {
        self.naive().year() + BUDDHIST_OFFSET
    }

    /// `23 พ.ย. 2569`, on screens.
    pub fn thai_short(self) -> String {
        format!(
            "{} {} {}",
            self.day(),
            self.month_names().1,
            self.buddhist_year()
        )
    }

    /// `23/11/2569`, in tables.
    pub fn thai_table(self) -> String {
        format!(
            "{:02}/{:02}/{}",
            self.day(),
            self.month(),
            self.buddhist_year()
        )
    }

    /// `23 พฤศจิกายน 2569`, on papers that keep Arabic digits.
    pub fn thai_long(self) -> String {
        format!(
            "{} {} {}",
            self.day(),
            self.month_names().0,
            self.buddhist_year()
        )
    }

    /// `๒๓ พฤศจิกายน ๒๕๖๙`, on letters, orders and minutes.
    pub fn thai_document(self) -> String {
        to_thai_digits(&self.thai_long())
    }

    /// `วันจันทร์ที่ 23 พฤศจิกายน 2569`: the day a letter calls a member in on, with its weekday.
    pub fn thai_weekday_long(self) -> String {
        format!("วัน{}ที่ {}", self.thai_weekday(), self.thai_long())
    }

    /// `จันทร์`: the weekday alone.
    pub fn thai_weekday(self) -> &'static str {
        match self.weekday() {
            Weekday::Mon => "จันทร์",
            Weekday::Tue => "อังคาร",
            Weekday::Wed => "พุธ",
            Weekday::Thu => "พฤหัสบดี",
            Weekday::Fri => "ศุกร์",
            Weekday::Sat => "เสาร์",
            Weekday::Sun => "อาทิตย์",
        }
    }

    /// `จ.`: the weekday where there is little room.
    pub fn thai_weekday_short(self) -> &'static str {
        match self.weekday() {
            Weekday::Mon => "จ.",
            Weekday::Tue => "อ.",
            Weekday::Wed => "พ.",
            Weekday::Thu => "พฤ.",
            Weekday::Fri => "ศ.",
            Weekday::Sat => "ส.",
            Weekday::Sun => "อา.",
        }
    }

    /// `เสาร์ 21 พฤศจิกายน 2569`, `Saturday 21 November 2026`: what a date field understood, said under it. The page's script
    /// says the same.
    pub fn echo(self, lang: Lang) -> String {
        match lang {
            Lang::Th => format!("{} {}", self.thai_weekday(), self.thai_long()),
            Lang::En => self.naive().format("%A %-d %B %Y").to_string(),
        }
    }

    /// `23 Nov 2026`, in the English pages.
    pub fn english(self) -> String {
        format!("{} {} {}", self.day(), self.month_names().2, self.year())
    }

    /// The screen's form in either language.
    pub fn short(self, lang: Lang) -> String {
        match lang {
            Lang::Th => self.thai_short(),
            Lang::En => self.english(),
        }
    }

    /// The table's form in either language: `23/11/2569`, or `2026-11-23` which no English reader mistakes.
    pub fn table(self, lang: Lang) -> String {
        match lang {
            Lang::Th => self.thai_table(),
            Lang::En => self.to_string(),
        }
    }

    fn month_names(self) -> (&'static str, &'static str, &'static str) {
        let index = usize::try_from(self.naive().month0()).unwrap_or(0);
        MONTHS.get(index).copied().unwrap_or(("", "", ""))
    }
}

/// The text after a weekday that it begins with, as the program writes it: `เสาร์ 21 ..`, `วันเสาร์ที่ 21 ..`, `ส. 21 ..`,
/// `Saturday 21 ..`, `Sat, 21 ..`. A text that begins with none is given back whole.
pub(super) fn without_weekday(text: &str) -> &str {
    let first_digit = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let Some((head, rest)) = text.split_at_checked(first_digit) else {
        return text;
    };
    let head = head.trim().trim_end_matches(',');
    let thai = head.strip_prefix("วัน").unwrap_or(head);
    let thai = thai.strip_suffix("ที่").unwrap_or(thai).trim();
    let lower = head.to_ascii_lowercase();
    let is_weekday = WEEKDAYS.iter().any(|(full, short, english)| {
        thai == *full || thai == *short || lower == *english || lower.get(..) == english.get(..3)
    });
    if is_weekday { rest } else { text }
}

/// The month a written Thai name stands for, full or short, 1 to 12.
pub(super) fn month_by_thai_name(name: &str) -> Option<u32> {
    let found = MONTHS.iter().position(|(full, short, _)| {
        name == *full || name == *short || name == short.trim_end_matches('.')
    });
    found.and_then(|index| u32::try_from(index + 1).ok())
}

/// The month an English name stands for: its first three letters decide, in any case.
pub(super) fn month_by_english_name(name: &str) -> Option<u32> {
    let lower = name.to_ascii_lowercase();
    let start = lower
        .get(..3)
        .filter(|_| lower.bytes().all(|b| b.is_ascii_lowercase()))?;
    let found = MONTHS
        .iter()
        .position(|(_, _, english)| english.eq_ignore_ascii_case(start));
    found.and_then(|index| u32::try_from(index + 1).ok())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use icu_calendar::Date;
    use icu_calendar::cal::Buddhist;
    use proptest::prelude::*;

    #[test]
    fn a_day_has_a_form_for_each_place() {
        let day = BusinessDate::from_ymd(2026, 11, 23).unwrap();
        assert_eq!(day.thai_short(), "23 พ.ย. 2569");
        assert_eq!(day.thai_table(), "23/11/2569");
        assert_eq!(day.thai_long(), "23 พฤศจิกายน 2569");
        assert_eq!(day.thai_document(), "๒๓ พฤศจิกายน ๒๕๖๙");
        assert_eq!(day.thai_weekday_long(), "วันจันทร์ที่ 23 พฤศจิกายน 2569");
        assert_eq!(day.english(), "23 Nov 2026");
        assert_eq!(day.echo(Lang::Th), "จันทร์ 23 พฤศจิกายน 2569");
        assert_eq!(day.echo(Lang::En), "Monday 23 November 2026");
        assert_eq!(day.table(Lang::En), "2026-11-23");
        assert_eq!(day.short(Lang::Th), day.thai_short());
    }

    proptest! {
        #[test]
        fn the_buddhist_year_is_the_calendars(day in 0i64..219_000) {
            let day = BusinessDate::from_ymd(1800, 1, 1).unwrap().plus_days(day);
            let month = u8::try_from(day.month()).unwrap();
            let oracle = Date::try_new_iso(day.year(), month, u8::try_from(day.day()).unwrap()).unwrap();
            let oracle = oracle.to_calendar(Buddhist);
            prop_assert_eq!(day.buddhist_year(), oracle.era_year().year);
            prop_assert_eq!(month, oracle.month().ordinal);
            prop_assert_eq!(day.day(), u32::from(oracle.day_of_month().0));
        }
    }
}
