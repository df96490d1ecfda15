//! What free text must not hold: card numbers and PINs. A note or a file's name must not become a place where they are kept. The
//! text is looked at in a form of its own (NFKC, Arabic digits, nothing invisible) that is never stored: that form would take
//! the sara am apart.

mod card;
mod pin;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use super::{arabic, is_zero_width};
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
fn looked_at(text: &str) -> Vec<char> {
    let seen = text.chars().filter(|c| !is_zero_width(*c));
    let plain = seen.nfkc().filter(|c| !is_zero_width(*c));
    plain.map(digit).flat_map(char::to_lowercase).collect()
}

/// A digit of another script as an Arabic one.
fn digit(c: char) -> char {
    /// Where the digits of scripts begin that a keyboard here may write, Thai ones aside.
    const ZEROS: [u32; 10] = [
        0x660, 0x6F0, 0x966, 0x9E6, 0xBE6, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810,
    ];
    let places = ZEROS.iter().map(|zero| u32::from(c).wrapping_sub(*zero));
    let mut values = places.filter(|value| *value < 10);
    let value = values.next().and_then(|value| char::from_digit(value, 10));
    value.unwrap_or_else(|| arabic(c))
}

#[cfg(test)]
mod tests;
