//! The order of names, the same on both databases: a key that is compared byte by byte.

use super::search::clean;

/// Leading vowels, which are written before the consonant that they follow in a dictionary.
const LEADING: std::ops::RangeInclusive<char> = '\u{e40}'..='\u{e44}';

/// The key by which names are sorted. A leading vowel (เ แ โ ใ ไ) comes after its consonant; tone marks and other signs
/// above the letters count only between names that are otherwise alike; capitals and Thai digits do not count. Plain UTF-8
/// whose order by bytes is the order of the dictionary, so a database needs no collation of its own.
pub fn sort_key(name: &str) -> String {
    let text = clean(&name.to_lowercase());
    let mut letters = String::with_capacity(text.len() + 1);
    let mut marks = String::new();
    let mut leading = None;
    for c in text.chars() {
        if is_mark(c) {
            marks.push_str(&format!("{:02}", letters.chars().count().min(99)));
            marks.push(c);
            continue;
        }
        if LEADING.contains(&c) {
            letters.extend(leading.replace(c));
            continue;
        }
        letters.push(c);
        letters.extend(leading.take());
    }
    letters.extend(leading);
    if !marks.is_empty() {
        letters.push('\u{1}');
        letters.push_str(&marks);
    }
    letters
}

/// Tone marks, the silencer, and the short-vowel sign: the Royal Institute's dictionary looks at them last.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{e47}'..='\u{e4c}' | '\u{e4e}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_stand_as_in_the_dictionary() {
        let sorted = [
            "กนก",
            "กมล",
            "กาญจนา",
            "เกษม",
            "แก้ว",
            "ไกร",
            "ขวัญ",
            "เขียน",
            "จันทร์",
            "เจริญ",
            "สมชาย",
            "สมศรี",
            "เสรี",
            "อนงค์",
            "เอก",
        ];
        let mut shuffled = sorted;
        shuffled.reverse();
        shuffled.sort_by_key(|name| sort_key(name));
        assert_eq!(shuffled, sorted);
    }

    #[test]
    fn tone_marks_count_last() {
        let mut names = ["ป้าน", "ป่า", "ปา", "ป้า", "ปาน"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["ปา", "ป่า", "ป้า", "ปาน", "ป้าน"]);
    }

    #[test]
    fn the_first_name_decides_before_the_second() {
        let mut names = ["สมชาย ใจดี", "สม พรหม", "สมชาย กาญจน์"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["สม พรหม", "สมชาย กาญจน์", "สมชาย ใจดี"]);
    }

    #[test]
    fn writing_of_the_same_name_does_not_matter() {
        assert_eq!(sort_key("น้ำ"), sort_key("น\u{e49}\u{e4d}\u{e32}"));
        assert_eq!(sort_key(" Anna  ๒"), sort_key("anna 2"));
        assert_eq!(sort_key("เ"), "เ");
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(name in "[ก-ฮะ-ูเ-ไ่-์ ]{0,20}") {
            let count = |text: &str| text.chars().filter(|c| !matches!(c, ' ' | '\u{1}' | '0'..='9')).count();
            prop_assert_eq!(count(&sort_key(&name)), count(&clean(&name)));
        }

        #[test]
        fn the_vowel_in_front_never_beats_the_consonant(a in "[ก-ฮ]", b in "[ก-ฮ]", vowel in "[เ-ไ]") {
            let (first, second) = (format!("{vowel}{a}"), format!("{vowel}{b}"));
            prop_assert_eq!(sort_key(&first) < sort_key(&second), a < b);
            if a < b {
                let longer = format!("{vowel}{a}น");
                prop_assert!(sort_key(&longer) < sort_key(&b));
            }
        }
    }
}
