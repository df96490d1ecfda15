//! What a person is told when a field cannot be read: the same words for the same mistake, whichever feature meets it.

use super::{
    BadCursor, BadLimit, CardNumberError, DateInputError, MoneyError, NationalIdError, NotADate,
    NotAnInstant, Problem, Rule, Text,
};

/// A text that could not be read as what it should be.
pub trait Unreadable {
    /// A stable code for the field's entry in `errors`.
    fn code(&self) -> &'static str;

    /// The words beside the field.
    fn text(&self) -> Text;

    /// The rule at stake; most mistakes of writing have none.
    fn rule(&self) -> Option<Rule> {
        None
    }

    /// The problem (400) that names the field.
    fn at(&self, field: &str) -> Problem {
        Problem::bad_field(field, self.code(), self.text()).with_rule(self.rule())
    }
}

impl Unreadable for DateInputError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::NotADate => "not_a_date",
            Self::NoSuchDay => "no_such_day",
            Self::TooFar => "too_far",
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::Empty => Text::fixed("กรุณาใส่วันที่", "Enter a date."),
            Self::NotADate => Text::fixed(
                "อ่านวันที่ไม่ได้ เขียนได้เช่น 23/11/2569, 23112569, 23 พ.ย. 2569, วันนี้, -1, +7",
                "Not a date. Write 23/11/2569, 23112569, 23 Nov 2026, 2026-11-23, today, -1 or +7.",
            ),
            Self::NoSuchDay => Text::fixed("ไม่มีวันที่นี้ในปฏิทิน", "The calendar has no such day."),
            Self::TooFar => Text::fixed("ห่างจากวันนี้เกินสิบปี", "More than ten years from today."),
        }
    }
}

impl Unreadable for NotADate {
    fn code(&self) -> &'static str {
        "not_a_date"
    }

    fn text(&self) -> Text {
        Text::fixed(
            "วันที่ต้องเขียนแบบ ค.ศ. เช่น 2026-11-23",
            "A date is written as 2026-11-23, Common Era.",
        )
    }
}

impl Unreadable for NotAnInstant {
    fn code(&self) -> &'static str {
        "not_a_time"
    }

    fn text(&self) -> Text {
        Text::fixed(
            "เวลาต้องเขียนเช่น 2026-11-23T03:42:00Z",
            "A time is written as 2026-11-23T03:42:00Z.",
        )
    }
}

impl Unreadable for MoneyError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::NotANumber => "not_an_amount",
            Self::MisplacedComma => "misplaced_comma",
            Self::TooManyDecimals => "too_many_decimals",
            Self::Overflow(_) => "too_large",
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::Empty => Text::fixed("กรุณาใส่จำนวนเงิน", "Enter an amount."),
            Self::NotANumber => Text::fixed(
                "อ่านจำนวนเงินไม่ได้ เขียนได้เช่น 1,234.50",
                "Not an amount. Write it as 1,234.50.",
            ),
            Self::MisplacedComma => Text::fixed(
                "เครื่องหมายจุลภาคต้องคั่นหลักพัน เช่น 1,234.50",
                "A comma stands between thousands: 1,234.50.",
            ),
            Self::TooManyDecimals => Text::fixed("สตางค์มีได้ไม่เกินสองตำแหน่ง", "At most two decimals."),
            Self::Overflow(_) => Text::fixed("จำนวนเงินใหญ่เกินไป", "The amount is too large."),
        }
    }
}

impl Unreadable for CardNumberError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotADigit => "not_a_digit",
            Self::Not16Digits => "not_16_digits",
            Self::WrongCheckDigit => "wrong_check_digit",
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::NotADigit => {
                Text::fixed("หมายเลขบัตรมีได้เฉพาะตัวเลข", "A card number has digits only.")
            }
            Self::Not16Digits => {
                Text::fixed("หมายเลขบัตรต้องมี 16 หลัก", "A card number has 16 digits.")
            }
            Self::WrongCheckDigit => Text::fixed(
                "หมายเลขบัตรไม่ถูกต้อง กรุณาตรวจตัวเลขอีกครั้ง",
                "The card number does not check; look at the digits again.",
            ),
        }
    }

    /// The length is article 3's; the check digit is practice and never shown as article 3.
    fn rule(&self) -> Option<Rule> {
        match self {
            Self::Not16Digits => Some(Rule::A3),
            Self::NotADigit | Self::WrongCheckDigit => None,
        }
    }
}

impl Unreadable for NationalIdError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotADigit => "not_a_digit",
            Self::Not13Digits => "not_13_digits",
            Self::BeginsWithZero => "begins_with_zero",
            Self::WrongCheckDigit => "wrong_check_digit",
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::NotADigit => Text::fixed(
                "เลขประจำตัวประชาชนมีได้เฉพาะตัวเลข",
                "A national ID has digits only.",
            ),
            Self::Not13Digits => Text::fixed(
                "เลขประจำตัวประชาชนต้องมี 13 หลัก",
                "A national ID has 13 digits.",
            ),
            Self::BeginsWithZero => Text::fixed(
                "เลขที่ขึ้นต้นด้วย 0 เป็นเลขนิติบุคคล",
                "A number that begins with 0 is a juristic person's.",
            ),
            Self::WrongCheckDigit => Text::fixed(
                "เลขประจำตัวประชาชนไม่ถูกต้อง กรุณาตรวจตัวเลขอีกครั้ง",
                "The national ID does not check; look at the digits again.",
            ),
        }
    }
}

impl Unreadable for BadLimit {
    fn code(&self) -> &'static str {
        "bad_limit"
    }

    fn text(&self) -> Text {
        Text::fixed("แสดงได้หน้าละ 1 ถึง 200 รายการ", "A page holds 1 to 200 rows.")
    }
}

impl Unreadable for BadCursor {
    fn code(&self) -> &'static str {
        "bad_cursor"
    }

    fn text(&self) -> Text {
        Text::fixed(
            "ตำแหน่งหน้าไม่ถูกต้อง กรุณาเริ่มจากหน้าแรก",
            "The cursor is not one that a page gave; begin at the first page.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Lang;

    #[test]
    fn a3_a_number_of_seventeen_digits_names_field_and_article() {
        let problem = CardNumberError::Not16Digits.at("card_number");
        assert_eq!((problem.status, problem.rule), (400, Some(Rule::A3)));
        let body = problem.to_json(Lang::En);
        assert_eq!(body["errors"][0]["field"], "card_number");
        assert_eq!(body["article"], "ข้อ ๓");
    }

    #[test]
    fn a_check_digit_is_never_shown_as_article_three() {
        assert_eq!(
            CardNumberError::WrongCheckDigit.at("card_number").rule,
            None
        );
    }

    #[test]
    fn a_mistyped_date_or_amount_says_how_to_write_it() {
        assert!(
            DateInputError::NotADate
                .at("on")
                .detail
                .th
                .contains("23/11/2569")
        );
        assert_eq!(
            MoneyError::Empty
                .at("amount")
                .errors
                .first()
                .map(|error| error.code),
            Some("required")
        );
    }
}
