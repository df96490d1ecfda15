//! Two hundred sentences, set one to a line and read back; and where their lines break.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::Write;
use std::process::{Command, Stdio};

use crate::measure::{Mp, pt};
use crate::press::{Press, Sheet};
use crate::specimens::{issued, notice_with};
use crate::typeset::{Line, Style, Typesetter};

const SENTENCES: &str = include_str!("../tests/fixtures/sentences.txt");
const STYLE: Style = Style::regular(105, 170);

fn read_back(pdf: Vec<u8>) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("pdftotext of poppler-utils is needed for this test: {error}")
        });
    let mut into = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || into.write_all(&pdf));
    let out = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(out.status.success());
    String::from_utf8(out.stdout).unwrap()
}

fn set_one_to_a_line(style: Style) -> Vec<u8> {
    let (paper, seal) = (notice_with(0), issued("PROOF"));
    let mut press = Press::open(&paper, &seal, Sheet::LYING).unwrap();
    press.common_foot = false;
    let mut y = pt(60);
    for sentence in SENTENCES.lines() {
        if y > pt(560) {
            press.turn().unwrap();
            y = pt(60);
        }
        let line = press.types.line(sentence, style);
        press.page.text(&line, pt(40), y);
        y += style.leading;
    }
    press.finish().unwrap()
}

#[test]
fn two_hundred_sentences_are_read_back_exactly() {
    assert_eq!(SENTENCES.lines().count(), 200);
    for style in [STYLE, STYLE.heavy()] {
        let text = read_back(set_one_to_a_line(style));
        let found: Vec<&str> = text
            .lines()
            .map(|line| line.trim_matches(['\u{c}', ' ']))
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(found, SENTENCES.lines().collect::<Vec<_>>());
    }
}

/// Words that a line never cuts.
const WHOLE: [&str; 11] = [
    "เงินสด",
    "สหกรณ์",
    "ภายใน",
    "ธนาคาร",
    "สมาชิก",
    "ทะเบียน",
    "ระเบียบ",
    "เครื่อง",
    "ญี่ปุ่น",
    "สำนักงาน",
    "เอกสาร",
];

#[test]
fn lines_break_between_words_only() {
    let types = Typesetter::new().unwrap();
    for sentence in SENTENCES.lines() {
        let borders: Vec<usize> = types
            .between_words(sentence)
            .iter()
            .scan(0, |at, word| {
                *at += word.len();
                Some(*at)
            })
            .collect();
        for width in (100..400).step_by(71) {
            let lines = types.paragraph(sentence, STYLE, pt(width), pt(20));
            check(sentence, &lines, &borders, pt(width));
        }
    }
}

fn check(sentence: &str, lines: &[Line], borders: &[usize], width: Mp) {
    let mut at = 0;
    for line in lines {
        assert!(line.width() <= width, "{} is too wide", line.text);
        let rest = sentence.get(at..).unwrap();
        let skipped = rest.len() - rest.trim_start().len();
        assert_eq!(
            rest.trim_start().get(..line.text.len()),
            Some(&line.text[..])
        );
        at += skipped + line.text.len();
        let after = sentence.get(at..).unwrap();
        let border = at + after.len() - after.trim_start().len();
        assert!(
            borders.contains(&at) || borders.contains(&border),
            "{} | {after}",
            line.text
        );
        for word in WHOLE {
            let cut = sentence
                .match_indices(word)
                .any(|(from, _)| from < at && at < from + word.len());
            assert!(!cut, "{word} is cut after {}", line.text);
        }
    }
    assert_eq!(at, sentence.len());
}

#[test]
fn a_word_wider_than_its_column_is_cut_between_letters_with_their_marks() {
    let types = Typesetter::new().unwrap();
    let long = "กิ้งกือ".repeat(6).replace(' ', "") + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let lines = types.cell(&long, STYLE, pt(30));
    assert_eq!(
        lines.iter().map(|line| &line.text[..]).collect::<String>(),
        long
    );
    for line in &lines {
        assert!(line.width() <= pt(30), "{}", line.text);
        let first = line.text.chars().next().unwrap();
        assert!(
            !('\u{0E31}'..='\u{0E3A}').contains(&first)
                && !('\u{0E47}'..='\u{0E4E}').contains(&first)
        );
    }
}

#[test]
fn a_cell_keeps_first_and_last_name_whole_where_they_fit() {
    let types = Typesetter::new().unwrap();
    let lines = types.cell("นางสาวณัฏฐ์ชุดา ศิริรัตนกุล", STYLE, pt(80));
    let texts: Vec<&str> = lines.iter().map(|line| &line.text[..]).collect();
    assert_eq!(texts, ["นางสาวณัฏฐ์ชุดา", "ศิริรัตนกุล"]);
}

#[test]
fn a_tone_mark_over_a_vowel_is_raised_and_one_over_a_consonant_is_not() {
    let types = Typesetter::new().unwrap();
    let mark = |text: &str| {
        types
            .line(text, STYLE)
            .glyphs
            .last()
            .map(|glyph| (glyph.id, glyph.y))
            .unwrap()
    };
    assert_ne!(mark("ที่"), mark("ท่"), "the mark over a vowel stands higher");
    let after_latin = types.line("ABC ที่", STYLE).glyphs;
    let alone = types.line("ที่", STYLE).glyphs;
    let tail = after_latin.get(after_latin.len() - alone.len()..).unwrap();
    let places = |glyphs: &[crate::typeset::Glyph]| {
        glyphs
            .iter()
            .map(|glyph| (glyph.id, glyph.x, glyph.y))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        places(tail),
        places(&alone),
        "Latin before it changes nothing"
    );
}
