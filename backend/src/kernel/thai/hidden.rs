//! What free text must not hold: card numbers and PINs. A note or a file's name must not become a place where they are kept. The
//! text is looked at in a form of its own (NFKC, Arabic digits, nothing invisible) that is never stored: that form would take
//! the sara am apart.

mod card;
mod pin;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::digits::plain_digit;
use super::is_zero_width;
use crate::kernel::Text;

/// What was found in a free text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// A card number or a person's national ID.
    CardNumber,
    /// Digits directly behind a word for PINs.
    Pin,
}

impl Hidden {
    /// A stable code for the field's entry in `errors`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CardNumber => "card_number",
            Self::Pin => "pin",
        }
    }

    /// What to do instead, for the words beside the field.
    pub const fn text(self) -> Text {
        match self {
            Self::CardNumber => Text::fixed(
                "มีตัวเลขที่อาจเป็นหมายเลขบัตรหรือเลขประจำตัวประชาชน ใช้เลข 4 ตัวท้าย",
                "Holds digits that could be a card number or a national ID; use the last four.",
            ),
            Self::Pin => Text::fixed(
                "มีตัวเลขที่อาจเป็นรหัสผ่านของบัตร ระบบนี้ไม่เก็บรหัสทุกกรณี ใช้เลขที่ซองเท่านั้น",
                "Holds digits that could be a card's PIN. This system never keeps one; give the envelope's number only.",
            ),
        }
    }
}

/// What a free text hides, if anything: 13 to 19 digits that are a card's or a person's number, or a PIN behind its word, in any
/// digits and however they are spaced. Asked wherever free text is taken; such a text is refused.
pub fn hidden_in(text: &str) -> Option<Hidden> {
    let looked_at = looked_at(text);
    if card::is_in(&looked_at) {
        Some(Hidden::CardNumber)
    } else if pin::is_in(&looked_at) {
        Some(Hidden::Pin)
    } else {
        None
    }
}

/// The half of [`hidden_in`] for fields of numbers, whose own names may be a word for PINs: an envelope `PIN 004512`.
pub fn has_card_number_like(text: &str) -> bool {
    card::is_in(&looked_at(text))
}

/// The text without marks that take no room and turn the direction of writing: pasted numbers bring them along, and they hide what
/// stands between them.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_zero_width) {
        text.chars()
            .filter(|c| !is_zero_width(*c))
            .collect::<String>()
            .into()
    } else {
        text.into()
    }
}

/// One form for all ways of writing: full-width letters and digits become plain ones, digits of any script Arabic, capitals small.
/// An accent or a ring on a digit leaves it that digit.
fn looked_at(text: &str) -> Vec<char> {
    let seen = text.chars().filter(|c| !is_zero_width(*c));
    let plain = seen.nfkc().filter(|c| !is_zero_width(*c));
    let mut looked: Vec<char> = Vec::with_capacity(text.len());
    for c in plain.map(digit).flat_map(char::to_lowercase) {
        let on_digit = looked.last().is_some_and(char::is_ascii_digit) && is_combining_mark(c);
        if !on_digit {
            looked.push(c);
        }
    }
    looked
}

/// A digit of another script, or in a circle, as an Arabic one.
fn digit(c: char) -> char {
    /// Where one to nine begin in circles that NFKC leaves as they are.
    const ONES: [u32; 5] = [0x1369, 0x24F5, 0x2776, 0x2780, 0x278A];
    const ZEROS: [char; 3] = ['\u{24ff}', '\u{1f10b}', '\u{1f10c}'];
    if ZEROS.contains(&c) {
        return '0';
    }
    let places = ONES.iter().map(|one| u32::from(c).wrapping_sub(*one));
    let mut circled = places.filter(|place| *place < 9);
    let circled = circled
        .next()
        .and_then(|place| char::from_digit(place + 1, 10));
    circled.unwrap_or_else(|| plain_digit(c))
}

#[cfg(test)]
mod tests;
