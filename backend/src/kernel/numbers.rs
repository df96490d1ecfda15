//! Numbers that identify a card or a person. They can only be made by `parse`, show themselves only masked, and have no
//! `Debug`, `Display` or `Serialize`, so that none can reach a log, a page or an answer by accident.

use zeroize::Zeroizing;

use super::thai::{arabic, is_zero_width};

/// The 16 digits of a cash card (A3); wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct CardNumber(Zeroizing<String>);

/// Why a text is not a card number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardNumberError {
    /// Something other than digits, spaces and hyphens.
    #[error("a card number has digits only")]
    NotADigit,
    /// A3: not 16 digits.
    #[error("a card number has 16 digits")]
    Not16Digits,
    /// The last digit does not fit the others (Luhn): most likely mistyped.
    #[error("the card number's check digit does not fit")]
    WrongCheckDigit,
}

impl CardNumber {
    const DIGITS: usize = 16;

    /// Reads 16 digits, Thai or Arabic, with spaces or hyphens between them, and checks the check digit (Luhn).
    pub fn parse(text: &str) -> Result<Self, CardNumberError> {
        let number = Self::parse_any_check_digit(text)?;
        if luhn_holds(&number.0) {
            Ok(number)
        } else {
            Err(CardNumberError::WrongCheckDigit)
        }
    }

    /// The same without the check digit, for a bank whose numbers have none (practice `card_number_check` is off).
    pub fn parse_any_check_digit(text: &str) -> Result<Self, CardNumberError> {
        let digits = digits_of(text).ok_or(CardNumberError::NotADigit)?;
        if digits.len() == Self::DIGITS {
            Ok(Self(digits))
        } else {
            Err(CardNumberError::Not16Digits)
        }
    }

    /// `**** **** **** 0012`.
    pub fn masked(&self) -> String {
        format!("**** **** **** {}", self.last_four())
    }

    /// The last four digits, which may be stored in plain and searched.
    pub fn last_four(&self) -> &str {
        self.expose().get(Self::DIGITS - 4..).unwrap_or("")
    }

    /// All digits, for sealing and for the bank's file only.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// The 13 digits of a Thai national ID; wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct NationalId(Zeroizing<String>);

/// Why a text is not a national ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NationalIdError {
    /// Something other than digits, spaces and hyphens.
    #[error("a national ID has digits only")]
    NotADigit,
    /// Not 13 digits.
    #[error("a national ID has 13 digits")]
    Not13Digits,
    /// No national ID begins with 0: that is a juristic person's number.
    #[error("a national ID does not begin with 0")]
    BeginsWithZero,
    /// The last digit does not fit the others: most likely mistyped.
    #[error("the national ID's check digit does not fit")]
    WrongCheckDigit,
}

impl NationalId {
    const DIGITS: usize = 13;

    /// Reads 13 digits, Thai or Arabic, with spaces or hyphens between them, and checks the check digit.
    pub fn parse(text: &str) -> Result<Self, NationalIdError> {
        let digits = digits_of(text).ok_or(NationalIdError::NotADigit)?;
        if digits.len() != Self::DIGITS {
            return Err(NationalIdError::Not13Digits);
        }
        if digits.starts_with('0') {
            return Err(NationalIdError::BeginsWithZero);
        }
        if thirteen_digits_hold(&digits) {
            Ok(Self(digits))
        } else {
            Err(NationalIdError::WrongCheckDigit)
        }
    }

    /// `x-xxxx-xxxxx-12-3`: the last three digits in the card's own grouping.
    pub fn masked(&self) -> String {
        let (tail, check) = self.last_three().split_at(2);
        format!("x-xxxx-xxxxx-{tail}-{check}")
    }

    /// The last three digits.
    pub fn last_three(&self) -> &str {
        self.expose().get(Self::DIGITS - 3..).unwrap_or("000")
    }

    /// All digits, for sealing only.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// The digits of a text that holds nothing but digits, spaces and hyphens; `None` for any other character.
fn digits_of(text: &str) -> Option<Zeroizing<String>> {
    let mut digits = Zeroizing::new(String::with_capacity(text.len()));
    for c in text.trim().chars().map(arabic) {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '\u{a0}' | '-' | '\u{2010}'..='\u{2015}' => {}
            other if is_zero_width(other) => {}
            _ => return None,
        }
    }
    Some(digits)
}

/// Luhn over ASCII digits, the last one being the check digit.
pub(super) fn luhn_holds(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, b)| luhn_share(place, u32::from(b - b'0')))
        .sum();
    sum.is_multiple_of(10)
}

fn luhn_share(place_from_right: usize, digit: u32) -> u32 {
    match (place_from_right % 2, digit * 2) {
        (0, _) => digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    }
}

/// The check of 13-digit Thai numbers: weights 13 down to 2, then 11 minus the rest by 11, of which the last digit.
fn thirteen_digits_hold(digits: &str) -> bool {
    let values: Vec<u32> = digits.bytes().map(|b| u32::from(b - b'0')).collect();
    let Some((check, body)) = values.split_last() else {
        return false;
    };
    let sum: u32 = body
        .iter()
        .zip((2..=13).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    (11 - sum % 11) % 10 == *check
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn card_error(text: &str) -> Option<CardNumberError> {
        CardNumber::parse(text).err()
    }

    fn id_error(text: &str) -> Option<NationalIdError> {
        NationalId::parse(text).err()
    }

    #[test]
    fn a3_a_card_number_has_sixteen_digits() {
        assert_eq!(card_error("9999 0000 0000 0012"), None);
        assert_eq!(card_error("๙๙๙๙-๐๐๐๐-๐๐๐๐-๐๐๒๐"), None);
        assert_eq!(card_error("4000000000000002"), None);
        assert_eq!(
            card_error("99990000000000120"),
            Some(CardNumberError::Not16Digits)
        );
        assert_eq!(
            card_error("999900000000001"),
            Some(CardNumberError::Not16Digits)
        );
        assert_eq!(card_error(""), Some(CardNumberError::Not16Digits));
        assert_eq!(
            card_error("9999x00000000012"),
            Some(CardNumberError::NotADigit)
        );
        assert_eq!(
            card_error("9999000000000013"),
            Some(CardNumberError::WrongCheckDigit)
        );
        assert!(CardNumber::parse_any_check_digit("9999000000000013").is_ok());
        assert!(CardNumber::parse_any_check_digit("99990000000000130").is_err());
    }

    #[test]
    fn only_the_end_of_a_number_is_shown() {
        let card = CardNumber::parse("9999 0000 0000 0012").ok();
        let shown = card.map(|card| {
            (
                card.masked(),
                card.last_four().to_owned(),
                card.expose().to_owned(),
            )
        });
        let expected = (
            "**** **** **** 0012".into(),
            "0012".into(),
            "9999000000000012".into(),
        );
        assert_eq!(shown, Some(expected));
        let id = NationalId::parse("1-1000-00000-00-8").ok();
        let shown = id.map(|id| {
            (
                id.masked(),
                id.last_three().to_owned(),
                id.expose().to_owned(),
            )
        });
        assert_eq!(
            shown,
            Some((
                "x-xxxx-xxxxx-00-8".into(),
                "008".into(),
                "1100000000008".into()
            ))
        );
    }

    #[test]
    fn a_national_id_has_thirteen_digits_and_a_check_digit() {
        assert_eq!(id_error("1100000000008"), None);
        assert_eq!(id_error("๑๑๐๐๐๐๐๐๐๐๐๑๖"), None);
        assert_eq!(id_error("1234567890121"), None);
        assert_eq!(
            id_error("1234567890123"),
            Some(NationalIdError::WrongCheckDigit)
        );
        assert_eq!(
            id_error("0994000999003"),
            Some(NationalIdError::BeginsWithZero)
        );
        assert_eq!(id_error("110000000000"), Some(NationalIdError::Not13Digits));
        assert_eq!(id_error("11000000000o8"), Some(NationalIdError::NotADigit));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(body in "[1-9][0-9]{14}", place in 0usize..16, by in 1u8..10) {
            let check = (0..10).find(|d| luhn_holds(&format!("{body}{d}"))).unwrap_or(0);
            let good = format!("{body}{check}");
            prop_assert!(CardNumber::parse(&good).is_ok());
            let mut bad = good.into_bytes();
            bad[place] = (bad[place] - b'0' + by) % 10 + b'0';
            prop_assert_eq!(card_error(&String::from_utf8_lossy(&bad)), Some(CardNumberError::WrongCheckDigit));
        }

        #[test]
        fn one_wrong_digit_of_an_id_never_makes_the_same_check(body in "[1-9][0-9]{11}", place in 1usize..12, by in 1u8..10) {
            let check = (0..10).find(|d| thirteen_digits_hold(&format!("{body}{d}"))).unwrap_or(0);
            prop_assert_eq!(id_error(&format!("{body}{check}")), None);
            let mut bad = format!("{body}{check}").into_bytes();
            bad[place] = (bad[place] - b'0' + by) % 10 + b'0';
            // Two remainders share a check digit (0 and 10 both give 1), so a wrong digit is found but for that one case.
            let bad = String::from_utf8_lossy(&bad).into_owned();
            let collides = thirteen_digits_hold(&bad);
            prop_assert_eq!(id_error(&bad).is_none(), collides);
        }

        #[test]
        fn no_text_makes_the_readers_panic(text in "\\PC*") {
            let _ = (card_error(&text), id_error(&text));
        }
    }
}
