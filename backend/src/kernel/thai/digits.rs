//! Thai digits (๐ to ๙) and Arabic ones.

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

/// Characters that take no room and carry no meaning in Thai names and figures, and those that turn the direction of writing.
pub(crate) fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
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

    proptest! {
        #[test]
        fn there_and_back(text in "[0-9a-zก-ฮ /.-]*") {
            prop_assert_eq!(to_arabic_digits(&to_thai_digits(&text)), text);
        }
    }
}
