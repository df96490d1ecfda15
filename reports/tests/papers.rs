//! Each paper as a reader finds it, the canonical input, and the same bytes for the same input.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

#[path = "poppler/mod.rs"]
mod poppler;

use std::process::Command;
use std::{env, fs, thread, time};

use poppler::{bare, pages_in, text_of};
use sahakorn_reports::specimens::{
    card_register_of, issued, notice_with, pin_register_of, specimens, unsealed,
};
use sahakorn_reports::{
    Paper, RegisterLine, RenderError, Seal, Signature, TEMPLATE_VERSION, render,
};

fn pdf(paper: &Paper) -> Vec<u8> {
    render(paper, &issued("NL1-2569-0102-R0"), TEMPLATE_VERSION).unwrap()
}

fn first_notice() -> Paper {
    notice_with(0)
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (name, paper) in specimens() {
        assert_eq!(pdf(&paper), pdf(&paper), "{name}");
        let json = serde_json::to_string(&paper).unwrap();
        let again: Paper = serde_json::from_str(&json).unwrap();
        assert_eq!(again, paper, "{name}");
        assert_eq!(pdf(&again), pdf(&paper), "{name}");
    }
}

/// Writes a letter where its parent asks; run by the next test in processes of its own.
#[test]
#[ignore = "run by the test below"]
fn a_process_of_its_own() {
    let path = env::var("SAHAKORN_REPORTS_PROOF").expect("the parent names a file");
    fs::write(path, pdf(&first_notice())).unwrap();
}

#[test]
fn two_processes_a_second_apart_give_the_same_bytes() {
    let mine = pdf(&first_notice());
    for no in 0..2 {
        let path =
            env::temp_dir().join(format!("sahakorn-reports-{}-{no}.pdf", std::process::id()));
        let done = Command::new(env::current_exe().unwrap())
            .args(["--exact", "a_process_of_its_own", "--ignored"])
            .env("SAHAKORN_REPORTS_PROOF", &path)
            .output()
            .unwrap();
        assert!(done.status.success());
        let theirs = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(theirs == mine, "process {no} wrote other bytes");
        thread::sleep(time::Duration::from_millis(1_100));
    }
}

#[test]
fn an_unknown_field_is_refused_at_any_depth() {
    let json = serde_json::to_value(first_notice()).unwrap();
    for pointer in [
        "/notice_letter",
        "/notice_letter/letterhead",
        "/notice_letter/signer",
        "/notice_letter/kind/first",
    ] {
        let mut edited = json.clone();
        let place = edited
            .pointer_mut(pointer)
            .unwrap()
            .as_object_mut()
            .unwrap();
        place.insert("more".to_owned(), "x".into());
        assert!(
            serde_json::from_value::<Paper>(edited).is_err(),
            "{pointer}"
        );
    }
}

#[test]
fn an_issued_paper_says_by_what_it_is_known_and_a_copy_that_it_is_none() {
    for (name, paper) in specimens() {
        let text = text_of(&pdf(&paper), 1, 1);
        for known_by in [
            "เลขเอกสาร NL1-2569-0102-R0",
            "7c1e 90ab 4f22 … c04d 8b61",
            "ฉบับนี้ไม่ถูกแก้ไข",
            "หน้า 1/",
            "โดย สมชาย ใจมั่น",
        ] {
            assert!(text.contains(known_by), "{name}: {known_by}\n{text}");
        }
        let copy = render(&paper, &unsealed(), TEMPLATE_VERSION).unwrap();
        let text = text_of(&copy, 1, 1);
        assert!(
            text.contains("ไม่มีเลขเอกสาร") && text.contains("โดย มาลี แก้วใส"),
            "{name}\n{text}"
        );
        assert!(
            !text.contains("SHA-256") && !text.contains("NL1-2569"),
            "{name}"
        );
    }
}

#[test]
fn each_page_of_a_copy_is_marked_across() {
    for (name, paper) in specimens() {
        let copy = render(&paper, &unsealed(), TEMPLATE_VERSION).unwrap();
        for page in 1..=pages_in(&copy) {
            // The mark and the foot both say so.
            let said = bare(&text_of(&copy, page, page));
            assert!(
                said.contains("สำเนาไม่ใช่เอกสารออก"),
                "{name} page {page}\n{said}"
            );
        }
    }
}

#[test]
fn letters_of_one_two_and_three_pages_end_well() {
    for (paragraphs, pages) in [(0, 1), (4, 2), (12, 3)] {
        let letter = pdf(&notice_with(paragraphs));
        assert_eq!(pages_in(&letter), pages, "{paragraphs} paragraphs");
        closing_has_company(&letter, pages);
    }
}

#[test]
fn no_length_of_letter_leaves_its_closing_alone() {
    for paragraphs in 0..9 {
        let letter = pdf(&notice_with(paragraphs));
        closing_has_company(&letter, pages_in(&letter));
    }
}

/// At least three lines of text stand over the regards, besides the page's number.
fn closing_has_company(letter: &[u8], pages: usize) {
    let last = text_of(letter, pages, pages);
    let over = last.split("ขอแสดงความนับถือ").next().unwrap();
    assert!(
        over.len() < last.len(),
        "the closing is on the last page\n{last}"
    );
    let lines = over
        .lines()
        .filter(|line| line.trim().chars().count() > 8)
        .count();
    assert!(lines >= 3, "{lines} lines over the closing\n{last}");
}

#[test]
fn a_letter_says_what_its_data_say() {
    let Paper::NoticeLetter(data) = first_notice() else {
        unreachable!()
    };
    let said = bare(&text_of(&pdf(&first_notice()), 1, 1));
    for part in [
        &data.letter_no,
        &data.dated,
        &data.addressee,
        &data.member_no,
        &data.card_last_four,
        &data.last_day,
        &data.counter_hours,
    ] {
        assert!(said.contains(&bare(part)), "{part}\n{said}");
    }
    let sentence =
        "ให้มารับภายใน๑๕วันและหากท่านยังไม่มารับอีกสหกรณ์จะแต่งตั้งคณะกรรมการทำลายบัตรเงินสดตามระเบียบข้อ๗.๒(๕)";
    assert!(said.contains(sentence), "{said}");
}

#[test]
fn a_name_that_no_face_has_never_stops_a_paper() {
    let Paper::NoticeLetter(mut letter) = first_notice() else {
        unreachable!()
    };
    letter.addressee = "นาย 王小明 😀 ทดสอบ\u{200b}\u{0}\u{0e48}\u{feff}".to_owned();
    let text = text_of(&pdf(&Paper::NoticeLetter(letter.clone())), 1, 1);
    assert!(text.contains("นาย 王小明 😀 ทดสอบ"), "{text}");
}

#[test]
fn odd_input_is_drawn_and_never_panics() {
    let Paper::NoticeLetter(mut letter) = first_notice() else {
        unreachable!()
    };
    letter.addressee = "ก".repeat(3_000);
    letter.letterhead.name = "สหกรณ์ออมทรัพย์ข้าราชการส่วนท้องถิ่นจังหวัดเพชรบูรณ์ จำกัด ".repeat(4);
    letter.letterhead.emblem = String::new();
    letter.letter_no = String::new();
    letter.further = vec![String::new(), "\n\n".to_owned(), "A".repeat(500)];
    for strokes in [
        vec![],
        vec![vec![]],
        vec![vec![(5, 5)]],
        vec![vec![(i32::MIN, i32::MIN), (i32::MAX, i32::MAX), (0, 0)]],
    ] {
        letter.signer.signature = Some(Signature {
            width: -3,
            height: 0,
            strokes,
        });
        pdf(&Paper::NoticeLetter(letter.clone()));
    }
}

#[test]
fn a_cell_that_no_page_could_hold_ends_in_an_ellipsis() {
    let mut register = card_register_of(3);
    for line in &mut register.lines {
        line.remarks = Some("หมายเหตุยืดยาว ".repeat(200));
    }
    let register = pdf(&Paper::CardRegister(register));
    assert_eq!(pages_in(&register), 3, "one such line to a page");
    for page in 1..=3 {
        let text = text_of(&register, page, page);
        assert!(text.contains("…") && text.contains("หน้า "), "{text}");
    }
}

#[test]
fn a_register_without_lines_says_so() {
    let text = text_of(&pdf(&Paper::CardRegister(card_register_of(0))), 1, 1);
    assert!(bare(&text).contains("รวมทั้งสิ้น0รายการ"), "{text}");
}

#[test]
fn a_seal_that_cannot_be_drawn_is_refused() {
    let seal = |hash: &str, url: &str| Seal::Issued {
        number: "X".to_owned(),
        sha256_hex: hash.to_owned(),
        check_url: url.to_owned(),
        issued_at: String::new(),
        issued_by: String::new(),
        chain_head: None,
    };
    let hash = "0".repeat(64);
    let refused = |seal: &Seal, version| render(&first_notice(), seal, version).unwrap_err();
    assert!(matches!(
        refused(&seal("zz", "u"), 1),
        RenderError::MalformedHash
    ));
    assert!(matches!(
        refused(&seal(&hash, &"u".repeat(5_000)), 1),
        RenderError::CheckUrlTooLong
    ));
    assert!(matches!(
        refused(&unsealed(), 2),
        RenderError::UnknownTemplate {
            version: 2,
            newest: 1
        }
    ));
    assert!(matches!(
        refused(&unsealed(), 0),
        RenderError::UnknownTemplate { .. }
    ));
}

#[test]
fn an_application_number_stands_whole_in_the_card_register() {
    let mut register = card_register_of(1);
    register.lines[0].application_no = Some("AP2569/888888".to_owned());
    let text = text_of(&pdf(&Paper::CardRegister(register)), 1, 1);
    assert!(text.contains("AP2569/888888"), "{text}");
}

#[test]
fn a_line_of_a_register_kept_under_its_older_name_is_still_read() {
    let line = &pin_register_of(1).lines[0];
    let mut kept = serde_json::to_value(line).unwrap();
    let fields = kept.as_object_mut().unwrap();
    for never in [
        "expiry",
        "application_no",
        "application_dated",
        "batch",
        "second_letter",
    ] {
        fields.remove(never);
    }
    let letter = fields.remove("first_letter").unwrap();
    fields.insert("letter".to_owned(), letter);
    let read: RegisterLine = serde_json::from_value(kept).unwrap();
    assert_eq!(&read, line);
}
