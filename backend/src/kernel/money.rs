//! Money: whole satang in a newtype. Overflow is an error, never a wrap; baht exist only as text at the edge.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount in satang (1 baht = 100 satang); may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, utoipa::ToSchema)]
#[schema(value_type = String, example = "1234.50")]
pub struct Money(i64);

/// The sum does not fit in 64 bits of satang (about 92 thousand million million baht).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the amount is too large to be money")]
pub struct Overflow;

/// Why a text is not an amount of baht.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was written.
    #[error("no amount was given")]
    Empty,
    /// A character that is no digit, comma, point or leading minus.
    #[error("an amount is written with digits, commas between thousands and one decimal point")]
    NotANumber,
    /// A comma that does not stand between thousands: `1,50` could mean 1.50 and is not guessed at.
    #[error("a comma may only stand between thousands")]
    MisplacedComma,
    /// More than two decimals: there is nothing smaller than a satang.
    #[error("an amount has at most two decimals")]
    TooManyDecimals,
    /// Does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// An amount given in satang.
    pub const fn satang(amount: i64) -> Self {
        Self(amount)
    }

    /// The amount in satang, for the database.
    pub const fn as_satang(self) -> i64 {
        self.0
    }

    /// The sum, or [`Overflow`].
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    /// The difference, or [`Overflow`].
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    /// The same amount with the other sign, or [`Overflow`] (the smallest number has no opposite).
    pub fn negated(self) -> Result<Self, Overflow> {
        self.0.checked_neg().map(Self).ok_or(Overflow)
    }

    /// The amount `count` times (a fee per card, for a batch of cards), or [`Overflow`].
    pub fn times(self, count: u32) -> Result<Self, Overflow> {
        self.0
            .checked_mul(i64::from(count))
            .map(Self)
            .ok_or(Overflow)
    }

    /// The sum of all amounts, or [`Overflow`]; nothing at all is [`Money::ZERO`].
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// Above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Exactly zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Reads an amount of baht as a person writes it: Thai or Arabic digits, commas between thousands, at most two decimals,
    /// a leading minus, spaces around it.
    pub fn parse_baht(text: &str) -> Result<Self, MoneyError> {
        let text = super::thai::to_arabic_digits(text.trim());
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (baht, satang) = digits.split_once('.').unwrap_or((digits, ""));
        let baht = without_commas(baht)?;
        Self::from_parts(negative, &baht, satang)
    }

    /// Reads the machine's form, as JSON and exports carry it: ASCII digits, a leading minus, one or two decimals or none.
    pub fn parse_plain(text: &str) -> Result<Self, MoneyError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        match digits.split_once('.') {
            Some((_, "")) => Err(MoneyError::NotANumber),
            Some((baht, satang)) => Self::from_parts(negative, baht, satang),
            None => Self::from_parts(negative, digits, ""),
        }
    }

    fn from_parts(negative: bool, baht: &str, satang: &str) -> Result<Self, MoneyError> {
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if baht.is_empty() {
            let nothing = satang.is_empty() && !negative;
            return Err(if nothing {
                MoneyError::Empty
            } else {
                MoneyError::NotANumber
            });
        }
        if !all_digits(baht) || !all_digits(satang) {
            return Err(MoneyError::NotANumber);
        }
        if satang.len() > 2 {
            return Err(MoneyError::TooManyDecimals);
        }
        let sign = if negative { "-" } else { "" };
        let whole = format!("{sign}{baht}{satang:0<2}");
        whole.parse().map(Self).map_err(|_| Overflow.into())
    }

    /// `1,234.50`, for screens and papers.
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, rest) = match plain.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", plain.as_str()),
        };
        let (baht, satang) = rest.split_once('.').unwrap_or((rest, "00"));
        let mut out = String::from(sign);
        for (place, digit) in baht.chars().enumerate() {
            if place > 0 && (baht.len() - place).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out.push('.');
        out.push_str(satang);
        out
    }
}

/// Takes the commas out of whole baht after checking that each stands between thousands.
fn without_commas(baht: &str) -> Result<String, MoneyError> {
    if !baht.contains(',') {
        return Ok(baht.to_owned());
    }
    let mut groups = baht.split(',');
    let first = groups.next().unwrap_or("");
    // `0,500` is five hundred to some and a half to others.
    if !(1..=3).contains(&first.len())
        || first.starts_with('0')
        || groups.any(|group| group.len() != 3)
    {
        return Err(MoneyError::MisplacedComma);
    }
    Ok(baht.replace(',', ""))
}

/// `1234.50`: the machine's form.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", amount / 100, amount % 100)
    }
}

/// JSON carries money as text, so that no reader turns it into a float.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_plain(&text).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        for (text, satang) in [
            ("1,234.50", 123_450),
            ("๑,๒๓๔.๕", 123_450),
            (" 0.05 ", 5),
            ("-250", -25_000),
            ("250.", 25_000),
            ("1234567", 123_456_700),
        ] {
            assert_eq!(Money::parse_baht(text), Ok(Money::satang(satang)), "{text}");
        }
    }

    #[test]
    fn an_amount_that_could_be_misread_is_refused() {
        for (text, error) in [
            ("", MoneyError::Empty),
            ("-", MoneyError::NotANumber),
            (".50", MoneyError::NotANumber),
            ("1,50", MoneyError::MisplacedComma),
            ("1234,567.00", MoneyError::MisplacedComma),
            (",123", MoneyError::MisplacedComma),
            ("1.005", MoneyError::TooManyDecimals),
            ("1.2.3", MoneyError::NotANumber),
            ("1e3", MoneyError::NotANumber),
            ("--5", MoneyError::NotANumber),
            ("92233720368547758.08", MoneyError::Overflow(Overflow)),
        ] {
            assert_eq!(Money::parse_baht(text), Err(error), "{text}");
        }
    }

    #[test]
    fn json_takes_text_in_the_plain_form_only() {
        let read = |json: &str| serde_json::from_str::<Money>(json);
        assert_eq!(read("\"1234.5\"").unwrap(), Money::satang(123_450));
        for bad in [
            "1234.5",
            "\"1,234.50\"",
            "\"๑\"",
            "\" 1\"",
            "\"1.\"",
            "\"\"",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn sums_that_do_not_fit_are_errors() {
        let (most, least) = (Money::satang(i64::MAX), Money::satang(i64::MIN));
        assert_eq!(most.plus(Money::satang(1)), Err(Overflow));
        assert_eq!(least.minus(Money::satang(1)), Err(Overflow));
        assert_eq!(least.negated(), Err(Overflow));
        assert_eq!(most.times(2), Err(Overflow));
        assert_eq!(Money::sum([most, Money::satang(1)]), Err(Overflow));
        assert_eq!(Money::sum([]), Ok(Money::ZERO));
    }

    #[test]
    fn thousands_are_grouped_on_both_sides_of_zero() {
        for (satang, text) in [
            (0, "0.00"),
            (5, "0.05"),
            (-25_000, "-250.00"),
            (123_450, "1,234.50"),
            (-123_456_789, "-1,234,567.89"),
            (i64::MIN, "-92,233,720,368,547,758.08"),
        ] {
            assert_eq!(Money::satang(satang).grouped(), text);
        }
    }

    proptest! {
        #[test]
        fn every_amount_survives_its_texts(satang: i64) {
            let money = Money::satang(satang);
            prop_assert_eq!(Money::parse_plain(&money.to_string()), Ok(money));
            prop_assert_eq!(Money::parse_baht(&money.grouped()), Ok(money));
            let json = serde_json::to_string(&money).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
        }

        #[test]
        fn what_is_added_can_be_taken_away(a: i64, b: i64) {
            let (a, b) = (Money::satang(a), Money::satang(b));
            if let Ok(sum) = a.plus(b) {
                prop_assert_eq!(sum.minus(b), Ok(a));
                prop_assert_eq!(b.plus(a), Ok(sum));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC*") {
            let _ = Money::parse_baht(&text);
            let _ = Money::parse_plain(&text);
        }
    }
}
