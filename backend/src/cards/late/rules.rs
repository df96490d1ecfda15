//! Which day a letter or a batch bears. Plain decisions.

use super::model::Late;
use crate::kernel::thai::{Hidden, hidden_in};
use crate::kernel::{BusinessDate, Text};

/// Characters of a reason at most.
const REASON_CHARS_MAX: usize = 200;

/// Why a date cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    #[error("the date lies in the future")]
    InFuture,
    #[error("a paper is dated the day it is recorded")]
    NotToday,
    #[error("what left today is not recorded late")]
    NotEarlier,
    #[error("a date and a late record are said at once")]
    Both,
    #[error("a late record has a reason")]
    NoReason,
    #[error("the reason is too long")]
    LongReason,
    #[error("the reason holds a card number")]
    CardNumber,
    #[error("the reason holds a PIN")]
    Pin,
}

impl DateFault {
    /// The field at fault and its code.
    pub const fn field(self) -> (&'static str, &'static str) {
        match self {
            Self::InFuture => ("dated", "in_future"),
            Self::NotToday => ("dated", "not_today"),
            Self::Both => ("dated", "not_asked"),
            Self::NotEarlier => ("late.left_on", "not_earlier"),
            Self::NoReason => ("late.reason", "required"),
            Self::LongReason => ("late.reason", "too_long"),
            Self::CardNumber => ("late.reason", "card_number"),
            Self::Pin => ("late.reason", "pin"),
        }
    }

    /// What to do about it.
    pub const fn text(self) -> Text {
        match self {
            Self::InFuture => Text::fixed("วันที่ต้องไม่เกินวันนี้", "Not after today."),
            Self::NotToday => Text::fixed(
                "ลงวันที่วันที่บันทึกเท่านั้น ถ้าออกไปก่อนแล้วให้บันทึกเป็นรายการย้อนหลังพร้อมเหตุผล",
                "It is dated the day it is recorded. What left earlier is entered as a late record, with its reason.",
            ),
            Self::NotEarlier => Text::fixed(
                "รายการย้อนหลังต้องออกไปก่อนวันนี้",
                "A late record left before today.",
            ),
            Self::Both => Text::fixed(
                "รายการย้อนหลังใช้วันที่ออกจริง ไม่ต้องระบุวันที่อีก",
                "A late record bears the day it left; give no other date.",
            ),
            Self::NoReason => Text::fixed(
                "บอกเหตุผลที่บันทึกย้อนหลัง",
                "Say why it is recorded after it left.",
            ),
            Self::LongReason => Text::fixed("ยาวเกิน 200 ตัวอักษร", "Longer than 200 characters."),
            Self::CardNumber => Text::fixed(
                "ห้ามพิมพ์หมายเลขบัตรในช่องนี้ ใช้เลข 4 ตัวท้าย",
                "No card number here; use its last four digits.",
            ),
            Self::Pin => Hidden::Pin.text(),
        }
    }
}

/// A6, A7.2.1 (P): a letter or a batch is dated the day it is recorded. What left on paper earlier bears the day it left, and
/// says why it is recorded only now. Answers the day it bears.
pub fn day_of(
    dated: Option<BusinessDate>,
    late: Option<&Late>,
    today: BusinessDate,
) -> Result<BusinessDate, DateFault> {
    match (dated, late) {
        (Some(day), _) if day > today => Err(DateFault::InFuture),
        (Some(_), Some(_)) => Err(DateFault::Both),
        (Some(day), None) if day < today => Err(DateFault::NotToday),
        (Some(_) | None, None) => Ok(today),
        (None, Some(late)) => left_earlier(late, today),
    }
}

fn left_earlier(late: &Late, today: BusinessDate) -> Result<BusinessDate, DateFault> {
    let reason = late.reason.trim();
    if late.left_on >= today {
        return Err(DateFault::NotEarlier);
    }
    if reason.is_empty() {
        return Err(DateFault::NoReason);
    }
    // It is kept as it was typed, with the spaces around it.
    if late.reason.chars().count() > REASON_CHARS_MAX {
        return Err(DateFault::LongReason);
    }
    match hidden_in(reason) {
        Some(Hidden::CardNumber) => Err(DateFault::CardNumber),
        Some(Hidden::Pin) => Err(DateFault::Pin),
        None => Ok(late.left_on),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    fn late(left_on: &str, reason: &str) -> Late {
        Late {
            left_on: day(left_on),
            reason: reason.into(),
        }
    }

    #[test]
    fn a6_a7_2_1_a_paper_is_dated_the_day_it_is_recorded() {
        let today = day("2026-11-21");
        assert_eq!(day_of(None, None, today), Ok(today));
        assert_eq!(day_of(Some(today), None, today), Ok(today));
        let earlier = day_of(Some(day("2026-11-20")), None, today);
        assert_eq!(earlier, Err(DateFault::NotToday));
        let later = day_of(Some(day("2026-11-22")), None, today);
        assert_eq!(later, Err(DateFault::InFuture));
    }

    #[test]
    fn a6_a7_2_1_what_left_earlier_says_when_and_why() {
        let today = day("2026-11-21");
        let on = |late: Late| day_of(None, Some(&late), today);
        assert_eq!(on(late("2026-11-19", "ระบบขัดข้อง")), Ok(day("2026-11-19")));
        assert_eq!(on(late("2026-11-19", "  ")), Err(DateFault::NoReason));
        assert_eq!(on(late("2026-11-21", "x")), Err(DateFault::NotEarlier));
        assert_eq!(on(late("2026-11-22", "x")), Err(DateFault::NotEarlier));
        let number = late("2026-11-19", "บัตร 9999 0000 0000 0012");
        assert_eq!(on(number), Err(DateFault::CardNumber));
        let pin = late("2026-11-19", "รหัสบัตร 482915");
        assert_eq!(on(pin), Err(DateFault::Pin));
        let spaces = late("2026-11-19", &format!("{}x", " ".repeat(200)));
        assert_eq!(on(spaces), Err(DateFault::LongReason));
        let long = late("2026-11-19", &"ก".repeat(201));
        assert_eq!(on(long), Err(DateFault::LongReason));
        let both = day_of(Some(today), Some(&late("2026-11-19", "x")), today);
        assert_eq!(both, Err(DateFault::Both));
    }
}
