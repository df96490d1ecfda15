//! The larger parts of a page: heads and feet, letters that flow over pages, tables that carry their counts forward.

pub mod book;
pub mod flow;
pub mod foot;
pub mod form;
pub mod heads;
pub mod paging;
pub mod signers;
pub mod table;

use crate::measure::Mp;
use crate::typeset::Style;

/// Where the baseline lies below the top of a line.
pub fn baseline(style: Style) -> Mp {
    // Sarabun rises 1.068 em above its baseline and falls 0.232 em below it.
    (style.leading - style.size * 13 / 10) / 2 + style.size * 1_068 / 1_000
}

/// A text that no line end parts: a date, a number with its unit.
pub fn whole(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// A count with its thousands apart.
pub fn counted(count: usize) -> String {
    let digits = count.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A number in Thai digits, for letters.
pub fn thai_digits(number: usize) -> String {
    let digit = |ch: char| match ch {
        '0'..='9' => char::from_u32(u32::from(ch) - u32::from('0') + 0x0E50).unwrap_or(ch),
        other => other,
    };
    number.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_digits_are_written_as_the_papers_want_them() {
        assert_eq!(counted(7), "7");
        assert_eq!(counted(1_234_567), "1,234,567");
        assert_eq!(thai_digits(120), "๑๒๐");
    }
}
