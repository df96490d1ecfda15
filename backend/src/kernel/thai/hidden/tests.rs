//! Made-up texts of an office: what may stand, and what is found.

use proptest::prelude::*;

use super::*;
use crate::kernel::numbers::luhn_holds;

/// Notes as people write them; a line each.
const OFFICE: &str = include_str!("texts/office.txt");
const PINS: &str = include_str!("texts/pins.txt");
const CARDS: &str = include_str!("texts/cards.txt");
/// Of a hundred office texts so many may be refused by mistake.
const FALSE_ALARMS_MAX: usize = 3;

fn lines(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .collect()
}

#[test]
fn of_a_hundred_office_texts_three_at_most_are_refused_by_mistake() {
    let texts = lines(OFFICE);
    assert!(texts.len() >= 100, "{}", texts.len());
    let alarms: Vec<_> = texts
        .iter()
        .filter(|text| hidden_in(text).is_some())
        .collect();
    assert!(alarms.len() <= FALSE_ALARMS_MAX, "{alarms:#?}");
}

#[test]
fn no_pin_behind_its_word_is_missed() {
    let texts = lines(PINS);
    assert!(texts.len() >= 110, "{}", texts.len());
    let missed: Vec<_> = texts
        .iter()
        .filter(|text| hidden_in(text) != Some(Hidden::Pin))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn no_card_number_is_missed_however_it_is_written() {
    let texts = lines(CARDS);
    assert!(texts.len() >= 80, "{}", texts.len());
    let missed: Vec<_> = texts
        .iter()
        .filter(|text| !has_card_number_like(text))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn numbers_of_other_things_years_and_counts_are_no_pins() {
    for text in [
        "ซองรหัส 4829",
        "เลขที่ซองของรหัสผ่าน: 482915",
        "mailer PIN 4829",
        "อนุมัติรหัส 482915",
        "ตู้ ATM 4829",
        "สาขารหัส 4829",
        "รหัสสมาชิก 4829",
        "รหัส 1990",
        "รหัส 2040",
        "รหัส 2400",
        "รหัส 2699",
        "ATM 4829 บาท",
        "รหัส 4829 ซอง",
        "รหัส 4829 ใบ",
        "รหัส 4829 ครั้ง",
        "รหัสมาถึง 1630 น.",
        "PIN 1630 น.",
        "รหัส 4829/2569",
        "ATM 4829.50",
        "รหัส 48291",
        "รหัส 4829153",
        "spin 4829",
        "pins 4829",
        "สุพิน 4829",
    ] {
        assert_eq!(hidden_in(text), None, "{text}");
    }
    for text in ["รหัส 1989", "รหัส 2041", "รหัส 2399", "รหัส 2700", "(pin 4829)"]
    {
        assert_eq!(hidden_in(text), Some(Hidden::Pin), "{text}");
    }
}

#[test]
fn what_is_looked_at_is_not_what_is_kept() {
    let name = "น้ำฝน ค\u{e49}\u{e33}";
    assert_eq!(visible(name), name);
    assert!(matches!(visible("ก้อง"), Cow::Borrowed(_)));
    let pasted = "\u{202a}0812345678\u{202c} \u{2066}ก้อง\u{2069}\u{200b}\u{feff}\u{61c}";
    assert_eq!(visible(pasted), "0812345678 ก้อง");
    assert_eq!(visible("๔ Ａ ½"), "๔ Ａ ½");
}

#[test]
fn what_was_found_says_what_to_do_instead() {
    for (found, code) in [(Hidden::CardNumber, "card_number"), (Hidden::Pin, "pin")] {
        assert_eq!(found.code(), code);
        assert!(!found.text().th.is_empty() && !found.text().en.is_empty());
    }
}

#[test]
fn a_number_is_found_however_it_is_written() {
    for text in [
        "9999000000000012",
        "card 9999 0000 0000 0012 lost",
        "บัตร ๙๙๙๙-๐๐๐๐-๐๐๐๐-๐๐๑๒ หาย",
        "no.4000000000000002,",
        "9 9 9 9 0 0 0 0 0 0 0 0 0 0 1 2",
        "9999\u{200b}000000000012",
        "23/11/2569 9999000000000012 500.00",
        "x9999.0000.0000.0012.pdf",
        "เลขประจำตัว 1-1002-00345-12-2",
    ] {
        assert!(has_card_number_like(text), "{text}");
    }
}

#[test]
fn other_figures_may_stand() {
    for text in [
        "",
        "9999000000000013",
        "ใบสำคัญ 2569/000123 จำนวน 1,234.50 บาท",
        "99990000 (0000) 0012",
        "12345678901234567890123",
        "081-234-5678",
        "0000000000000000",
    ] {
        assert!(!has_card_number_like(text), "{text}");
    }
}

proptest! {
    #[test]
    fn every_valid_number_is_found(body in "(4[0-9]|5[1-5]|62|9[0-9])[0-9]{10,16}", before in "[a-zก-ฮ ]{0,6}[a-zก-ฮ]", gap in "[ -]?") {
        let check = (0..10).find(|d| luhn_holds(&format!("{body}{d}"))).unwrap_or(0);
        let number = format!("{body}{check}");
        let spaced: Vec<&str> = [number.get(..4), number.get(4..8), number.get(8..)].into_iter().flatten().collect();
        let text = format!("{before}{}x", spaced.join(&gap));
        prop_assert!(has_card_number_like(&text), "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        let _ = has_card_number_like(&text);
    }
}
