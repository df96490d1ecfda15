//! Card numbers hidden in free text: a note or a file name must not become a place where whole numbers are kept.

use super::{arabic, is_zero_width};
use crate::kernel::numbers::{NationalId, luhn_holds};

const SHORTEST: usize = 13;
const LONGEST: usize = 19;
/// Between two digits of one number stands at most this many spaces, hyphens or dots.
const GAP_MAX: usize = 2;

/// Whether the text holds a run of 13 to 19 digits that passes the check of card numbers (Luhn), or a person's national ID,
/// Thai or Arabic, also with spaces, hyphens, dots or zero-width characters between the digits. Such a text is refused
/// wherever free text is taken.
pub fn has_card_number_like(text: &str) -> bool {
    runs(text).iter().any(holds_a_number)
}

/// A run of digits, each with whether it begins a group, that is stands after something other than a digit.
type Run = Vec<(u8, bool)>;

fn runs(text: &str) -> Vec<Run> {
    let (mut runs, mut run, mut gap) = (Vec::new(), Run::new(), GAP_MAX + 1);
    for c in text.chars().map(arabic).filter(|c| !is_zero_width(*c)) {
        if let Some(digit) = u8::try_from(c).ok().filter(u8::is_ascii_digit) {
            run.push((digit, gap > 0));
            gap = 0;
        } else if is_separator(c) && gap < GAP_MAX {
            gap += 1;
        } else {
            runs.push(std::mem::take(&mut run));
            gap = GAP_MAX + 1;
        }
    }
    runs.push(run);
    runs
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '.' | '_' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}'
        )
}

/// A number may begin and end only where a group does: a date beside an amount is not cut into until it looks like a card,
/// but a card among other figures is found.
fn holds_a_number(run: &Run) -> bool {
    let begins = |at: usize| run.get(at).is_none_or(|(_, begins)| *begins);
    let starts = (0..run.len()).filter(|at| begins(*at));
    starts.into_iter().any(|start| {
        let ends =
            (start + SHORTEST..=start + LONGEST).filter(|end| *end <= run.len() && begins(*end));
        ends.into_iter().any(|end| {
            let digits: String = run[start..end]
                .iter()
                .map(|(digit, _)| char::from(*digit))
                .collect();
            is_national_id(&digits) || (luhn_holds(&digits) && digits.bytes().any(|b| b != b'0'))
        })
    })
}

/// A person's: the first digit of a company's or a cooperative's is 0 and may stand anywhere.
fn is_national_id(digits: &str) -> bool {
    !digits.starts_with('0') && NationalId::parse(digits).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        fn every_valid_number_is_found(body in "[1-9][0-9]{11,17}", before in "[a-zก-ฮ ]{0,6}[a-zก-ฮ]", gap in "[ -]?") {
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
}
