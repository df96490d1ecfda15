//! A register of five hundred lines: counts carried forward, memory held. Alone in its process, since the peak is the
//! process's own.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

#[path = "peak/mod.rs"]
mod peak;
#[path = "poppler/mod.rs"]
mod poppler;

use peak::peak_kib;
use poppler::{bare, pages_in, text_of};
use sahakorn_reports::specimens::{card_register_of, issued};
use sahakorn_reports::{Paper, TEMPLATE_VERSION, render};

/// What five hundred lines may add to the peak.
const ROOM_KIB: u64 = 16 * 1_024;

#[test]
fn five_hundred_lines_carry_their_counts_forward_in_little_memory() {
    let register = Paper::CardRegister(card_register_of(500));
    let before = peak_kib().unwrap();
    let pdf = render(&register, &issued("CR-2569-0001-R0"), TEMPLATE_VERSION).unwrap();
    let grown = peak_kib().unwrap() - before;
    assert!(grown < ROOM_KIB, "the peak grew by {grown} KiB");
    assert!(pdf.len() < 2_000_000, "{} bytes", pdf.len());

    let pages = pages_in(&pdf);
    let (mut carried, mut next_line) = (0, 1);
    for page in 1..=pages {
        let text = text_of(&pdf, page, page);
        let said = bare(&text);
        assert!(
            said.contains("ทะเบียนคุมบัตรเงินสด") && said.contains("เก็บรักษาถึง"),
            "page {page} has its head\n{text}"
        );
        if page > 1 {
            assert_eq!(count_after(&said, "ยกมา"), Some(carried), "page {page}");
        }
        if page < pages {
            let here = count_after(&said, "หน้านี้").expect("the count of the page");
            carried += here;
            assert_eq!(count_after(&said, "ยกไป"), Some(carried), "page {page}");
            assert_eq!(lines_from(&said, next_line, carried), here, "page {page}");
            next_line = carried + 1;
        } else {
            assert_eq!(count_after(&said, "รวมทั้งสิ้น"), Some(500));
            assert_eq!(lines_from(&said, next_line, 500), 500 - carried);
            assert!(said.contains("ผู้จัดทำ"), "the signers follow the last line");
        }
    }
}

/// How many of the applications numbered for these lines stand on the page.
fn lines_from(said: &str, from: usize, to: usize) -> usize {
    (from..=to)
        .filter(|line| said.contains(&format!("AP2569/{:06}", line + 11)))
        .count()
}

fn count_after(said: &str, word: &str) -> Option<usize> {
    let rest = said.split(word).nth(1)?;
    let digits: String = rest
        .chars()
        .take_while(|ch| ch.is_ascii_digit() || *ch == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
