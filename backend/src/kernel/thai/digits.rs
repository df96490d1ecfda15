//! Thai digits (๐ to ๙) and Arabic ones, those of other scripts, and what cannot be seen.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{
    CodePointMapData, CodePointMapDataBorrowed, CodePointSetData, CodePointSetDataBorrowed,
};

/// `๒๕๖๙` to `2569`; everything else stays.
pub fn to_arabic_digits(text: &str) -> String {
    text.chars().map(arabic).collect()
}

/// `2569` to `๒๕๖๙`, for letters, orders and minutes; everything else stays.
pub fn to_thai_digits(text: &str) -> String {
    text.chars().map(thai).collect()
}

/// What is typed into a field of figures: Arabic digits, no zero-width characters, the dashes of word processors as `-`,
/// no-break spaces as spaces.
pub(crate) fn normalise_digits_and_marks(text: &str) -> String {
    let kept = text.chars().filter(|c| !is_zero_width(*c));
    kept.map(|c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' => ' ',
        other => arabic(other),
    })
    .collect()
}

/// Characters that nobody sees: what Unicode lets a program leave undrawn (joiners, fillers, variation selectors, tags, what turns
/// the direction of writing), and the marks of notes between lines.
pub(crate) fn is_zero_width(c: char) -> bool {
    const UNSEEN: CodePointSetDataBorrowed<'static> =
        CodePointSetData::new::<DefaultIgnorableCodePoint>();
    !c.is_ascii() && (matches!(c, '\u{fff9}'..='\u{fffb}') || UNSEEN.contains(c))
}

/// A decimal digit of any script as an Arabic one; everything else stays. Unicode keeps the ten digits of a script together, zero
/// first, and begins the next script's after a whole number of tens.
pub(crate) fn plain_digit(c: char) -> char {
    const KINDS: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::new();
    if c.is_ascii() {
        return c;
    }
    let is_digit = |point: &u32| KINDS.get32(*point) == GeneralCategory::DecimalNumber;
    let from = (0..=u32::from(c)).rev().take_while(is_digit).count();
    let value = from.checked_sub(1).and_then(|n| u32::try_from(n % 10).ok());
    value
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(c)
}

/// One character, a Thai digit turned Arabic.
pub(crate) fn arabic(c: char) -> char {
    match c {
        '๐'..='๙' => {
            char::from_u32(u32::from(c) - u32::from('๐') + u32::from('0')).unwrap_or(c)
        }
        other => other,
    }
}

fn thai(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('๐')).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_digits_change() {
        assert_eq!(to_thai_digits("ข้อ 7.2 (4) 30 วัน"), "ข้อ ๗.๒ (๔) ๓๐ วัน");
        assert_eq!(to_arabic_digits("ข้อ ๗.๒ (๔) ๓๐ วัน"), "ข้อ 7.2 (4) 30 วัน");
        assert_eq!(
            normalise_digits_and_marks("\u{feff}๒๓\u{2013}๑๑\u{a0}\u{200b}๖๙"),
            "23-11 69"
        );
    }

    #[test]
    fn a_digit_of_every_script_is_read() {
        for (zero, nine) in [
            ('๐', '๙'),
            ('\u{660}', '\u{669}'),
            ('\u{ae6}', '\u{aef}'),
            ('\u{c66}', '\u{c6f}'),
            ('\u{ff10}', '\u{ff19}'),
            ('\u{1d7ce}', '\u{1d7d7}'),
            ('\u{1d7f6}', '\u{1d7ff}'),
            ('\u{1e950}', '\u{1e959}'),
        ] {
            let read: String = (zero..=nine).map(plain_digit).collect();
            assert_eq!(read, "0123456789");
        }
        assert_eq!(plain_digit('½'), '½');
        assert_eq!(plain_digit('ก'), 'ก');
    }

    /// What [`plain_digit`] counts on.
    #[test]
    fn digits_stand_in_tens() {
        let kinds = CodePointMapData::<GeneralCategory>::new();
        let runs: Vec<_> = kinds
            .iter_ranges_for_value(GeneralCategory::DecimalNumber)
            .collect();
        assert!(runs.len() > 60, "{}", runs.len());
        for run in runs {
            assert_eq!((run.end() - run.start() + 1) % 10, 0, "{run:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_has_no_width() {
        for c in "\u{ad}\u{34f}\u{61c}\u{115f}\u{17b4}\u{180e}\u{200b}\u{200f}\u{202e}\u{2061}\u{206f}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{fff9}\u{1d173}\u{e0020}\u{e0100}"
            .chars()
        {
            assert!(is_zero_width(c), "{c:?}");
        }
        for c in "aก่ำ๔ 9-.\n\u{a0}\u{2800}".chars() {
            assert!(!is_zero_width(c), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn there_and_back(text in "[0-9a-zก-ฮ /.-]*") {
            prop_assert_eq!(to_arabic_digits(&to_thai_digits(&text)), text);
        }
    }
}
