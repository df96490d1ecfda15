//! Amounts in words, as they stand under the total of a paper.

use crate::kernel::Money;

const DIGITS: [&str; 10] = [
    "ศูนย์",
    "หนึ่ง",
    "สอง",
    "สาม",
    "สี่",
    "ห้า",
    "หก",
    "เจ็ด",
    "แปด",
    "เก้า",
];
const PLACES: [&str; 6] = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"];
const MILLION: u64 = 1_000_000;

/// The amount in Thai words, in the formal form in which a last one is เอ็ด (101 is หนึ่งร้อยเอ็ด): whole baht end in ถ้วน,
/// satang alone stand without baht, a negative amount begins with ลบ.
pub fn baht_words(amount: Money) -> String {
    let satang_in_all = amount.as_satang().unsigned_abs();
    let (baht, satang) = (satang_in_all / 100, satang_in_all % 100);
    let mut out = String::new();
    if amount.is_negative() {
        out.push_str("ลบ");
    }
    if baht > 0 || satang == 0 {
        out.push_str(&words(baht));
        out.push_str("บาท");
    }
    if satang == 0 {
        out.push_str("ถ้วน");
    } else {
        out.push_str(&words(satang));
        out.push_str("สตางค์");
    }
    out
}

/// A whole number in words; millions of millions repeat ล้าน.
fn words(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let (millions, rest) = (number / MILLION, number % MILLION);
    let mut out = String::new();
    if millions > 0 {
        out.push_str(&words(millions));
        out.push_str("ล้าน");
    }
    out.push_str(&below_a_million(rest, millions > 0));
    out
}

/// Up to six digits; nothing for zero. `something_before` makes a lone one เอ็ด, as in หนึ่งล้านเอ็ด.
fn below_a_million(number: u64, something_before: bool) -> String {
    let mut out = String::new();
    let mut divisor = 100_000;
    for place in (0..PLACES.len()).rev() {
        let digit = usize::try_from(number / divisor % 10).unwrap_or(0);
        let preceded = something_before || !out.is_empty();
        out.push_str(&digit_words(digit, place, preceded));
        divisor = (divisor / 10).max(1);
    }
    out
}

fn digit_words(digit: usize, place: usize, preceded: bool) -> String {
    let name = PLACES.get(place).copied().unwrap_or("");
    match (place, digit) {
        (_, 0) => String::new(),
        (0, 1) if preceded => "เอ็ด".to_owned(),
        (1, 1) => name.to_owned(),
        (1, 2) => format!("ยี่{name}"),
        (_, digit) => format!("{}{name}", DIGITS.get(digit).copied().unwrap_or("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use thai_number_text::{EtMode, ThaiTextOptions, to_text_str};

    #[test]
    fn known_amounts() {
        for (amount, text) in [
            ("0", "ศูนย์บาทถ้วน"),
            ("1", "หนึ่งบาทถ้วน"),
            ("11", "สิบเอ็ดบาทถ้วน"),
            ("21.25", "ยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"),
            ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
            ("0.50", "ห้าสิบสตางค์"),
            ("0.01", "หนึ่งสตางค์"),
            ("1,000,001", "หนึ่งล้านเอ็ดบาทถ้วน"),
            ("11,000,000", "สิบเอ็ดล้านบาทถ้วน"),
            ("1,000,000,000,000", "หนึ่งล้านล้านบาทถ้วน"),
            ("-250.50", "ลบสองร้อยห้าสิบบาทห้าสิบสตางค์"),
            ("120,000", "หนึ่งแสนสองหมื่นบาทถ้วน"),
        ] {
            assert_eq!(
                Money::parse_baht(amount).map(baht_words).as_deref(),
                Ok(text)
            );
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_read_as_the_royal_institute_reads_them(number in 0u64..1_000_000_000_000) {
            // Above a million millions the two part ways: 1,000,001 millions is หนึ่งล้านเอ็ดล้าน here, group by group there.
            let options = ThaiTextOptions::new().with_et_mode(EtMode::RoyalInstitute);
            let expected = to_text_str(&number.to_string(), &options);
            prop_assert_eq!(expected.ok(), Some(words(number)));
        }

        #[test]
        fn small_numbers_too(number in 0u64..3_000_000) {
            let options = ThaiTextOptions::new().with_et_mode(EtMode::RoyalInstitute);
            let expected = to_text_str(&number.to_string(), &options);
            prop_assert_eq!(expected.ok(), Some(words(number)));
        }

        #[test]
        fn every_amount_has_words(satang: i64) {
            let text = baht_words(Money::satang(satang));
            prop_assert_eq!(text.starts_with("ลบ"), satang < 0);
            prop_assert_eq!(text.ends_with("สตางค์"), satang % 100 != 0);
        }
    }
}
