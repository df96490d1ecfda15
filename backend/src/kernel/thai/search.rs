//! The form in which a search text and what it is compared with are the same.

use unicode_normalization::UnicodeNormalization as _;

use super::{arabic, is_zero_width, titles};

/// NFC, Arabic digits, nikhahit with aa as sara am, no zero-width characters, one space for many, lower case, and titles in
/// one form ([`titles::fold_title`]). Applied to the stored search text and to what is typed.
pub fn normalise(text: &str) -> String {
    titles::fold_title(&clean(&text.to_lowercase()))
}

/// What [`normalise`] does to any text, names with capital letters too: what a person sees stays the same.
pub(super) fn clean(text: &str) -> String {
    // Zero-width characters go first: one between two marks would keep NFC from putting them in order.
    let kept = text
        .chars()
        .filter(|c| !is_zero_width(*c))
        .nfc()
        .map(arabic);
    let mut out = String::with_capacity(text.len());
    for c in kept {
        push(&mut out, if c.is_whitespace() { ' ' } else { c });
    }
    out.truncate(out.trim_end().len());
    out
}

/// Appends one character: doubled spaces fall away, and a nikhahit before aa (with or without a tone mark between them, which
/// then comes first) becomes sara am.
fn push(out: &mut String, c: char) {
    match c {
        ' ' if out.is_empty() || out.ends_with(' ') => {}
        '\u{e32}' => push_aa(out),
        other => out.push(other),
    }
}

fn push_aa(out: &mut String) {
    let tone = out
        .chars()
        .next_back()
        .filter(|c| ('\u{e48}'..='\u{e4b}').contains(c));
    let tone_bytes = tone.map_or(0, char::len_utf8);
    let before_tone = &out[..out.len() - tone_bytes];
    if before_tone.ends_with('\u{e4d}') {
        out.truncate(before_tone.len() - '\u{e4d}'.len_utf8());
        out.extend(tone);
        out.push('\u{e33}');
    } else {
        out.push('\u{e32}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_name_written_in_many_ways_is_one_name() {
        let plain = normalise("น้ำฝน คำดี 25");
        for text in [
            "น\u{e49}\u{e4d}\u{e32}ฝน ค\u{e4d}\u{e32}ดี 25",
            "น\u{e4d}\u{e49}\u{e32}ฝน คำดี ๒๕",
            "  น้ำฝน\u{200b}   คำดี\u{a0}๒๕ ",
        ] {
            assert_eq!(normalise(text), plain, "{text}");
        }
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        assert_ne!(normalise("มา"), normalise("มำ"));
        assert_eq!(normalise("Cafe\u{301}"), "café");
        assert_eq!(normalise(" \u{200b} "), "");
        assert_eq!(normalise("ก\u{e48}\u{200b}\u{e38}"), normalise("กุ่"));
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own_normal_form(text in "[ก-์0-9a-zA-Z \u{200b}\u{e4d}\u{e32}\u{e48}]{0,30}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*") {
            let _ = normalise(&text);
        }
    }
}
