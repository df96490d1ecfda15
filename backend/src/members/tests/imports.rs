use std::time::Instant;

use rust_xlsxwriter::Workbook;

use crate::files::Encoding;
use crate::kernel::Lang;
use crate::members::error::MemberError;
use crate::members::service::{self, ImportAsked, Preview};
use crate::members::testing::*;

const HEADS: [&str; 9] = [
    "เลขทะเบียนสมาชิก",
    "คำนำหน้า",
    "ชื่อ",
    "นามสกุล",
    "เลขประจำตัวประชาชน",
    "โทรศัพท์",
    "ที่อยู่",
    "หน่วย",
    "วันที่เป็นสมาชิก",
];

fn cells(number: u64, division: &str) -> [String; 9] {
    let m = raw(number, "สมชาย", "ใจดี");
    let joined = "2/1/2563".to_owned();
    [
        m.number,
        m.title,
        m.given_name,
        m.surname,
        m.national_id,
        m.telephone,
        m.address,
        division.to_owned(),
        joined,
    ]
}

fn csv(rows: impl IntoIterator<Item = [String; 9]>) -> Vec<u8> {
    let lines = rows.into_iter().map(|row| row.join(","));
    let lines: Vec<String> = std::iter::once(HEADS.join(",")).chain(lines).collect();
    lines.join("\r\n").into_bytes()
}

fn xlsx(rows: impl IntoIterator<Item = [String; 9]>) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0_u32..).zip(std::iter::once(HEADS.map(str::to_owned)).chain(rows)) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn asked(bytes: &[u8]) -> ImportAsked {
    ImportAsked {
        by: somsri().person,
        bytes: bytes.to_vec().into(),
        encoding: Encoding::Auto,
        skip_faulty: false,
        update_changed: false,
    }
}

fn preview(office: &Office, bytes: &[u8]) -> Preview {
    wait(service::preview_import(office, asked(bytes), Lang::En)).unwrap()
}

fn counts(p: &Preview) -> [usize; 5] {
    let c = p.counts;
    [c.rows, c.new, c.seen, c.changed, c.faulty]
}

fn confirm(
    office: &Office,
    asked: ImportAsked,
    hash: &str,
    key_text: &str,
) -> Result<i64, MemberError> {
    let done = wait(service::confirm_import(
        office,
        &somsri(),
        asked,
        hash.to_owned(),
        key(key_text),
    ));
    done.map(|receipt| receipt.id)
}

fn events(office: &Office) -> i64 {
    office.see(crate::audit::service::head).unwrap().seq
}

#[test]
fn a_preview_writes_nothing_and_a_second_import_adds_nothing() {
    let office = Office::open();
    let file = csv((1..=20).map(|n| cells(n, "เมือง")));
    let first = preview(&office, &file);
    assert_eq!(counts(&first), [20, 20, 0, 0, 0]);
    assert_eq!(
        (events(&office), office.see(service::count_all).unwrap()),
        (0, 0)
    );
    let id = confirm(&office, asked(&file), &first.hash, "a").unwrap();
    let done =
        serde_json::to_value(office.see(|conn| service::import_of(conn, id)).unwrap()).unwrap();
    assert_eq!(
        (&done["added"], &done["kind"]),
        (&20.into(), &"imported".into())
    );
    let second = preview(&office, &file);
    assert_eq!(counts(&second), [20, 0, 20, 0, 0]);
    confirm(&office, asked(&file), &second.hash, "b").unwrap();
    assert_eq!(office.see(service::count_all).unwrap(), 20);
    assert!(matches!(
        confirm(&office, asked(&file), &first.hash, "c"),
        Err(MemberError::PreviewOutOfDate)
    ));
    assert!(office.verify().ok);
}

#[test]
fn a_changed_row_is_named_and_applied_only_when_asked_for() {
    let office = Office::open();
    let file = csv((1..=3).map(|n| cells(n, "เมือง")));
    confirm(&office, asked(&file), &preview(&office, &file).hash, "a").unwrap();
    let mut moved = cells(2, "หล่มสัก");
    moved[0] = "2".into();
    moved[5] = "0855555555".into();
    moved[6] = String::new();
    let file = csv([cells(1, ""), moved, cells(4, "เมือง")]);
    let seen = preview(&office, &file);
    assert_eq!(counts(&seen), [3, 1, 1, 1, 0]);
    assert_eq!(
        (seen.changes[0].line, seen.changes[0].fields.clone()),
        (3, vec!["telephone", "division"])
    );
    confirm(&office, asked(&file), &seen.hash, "b").unwrap();
    assert_eq!(counts(&preview(&office, &file)), [3, 0, 2, 1, 0]);
    let update = ImportAsked {
        update_changed: true,
        ..asked(&file)
    };
    confirm(&office, update, &preview(&office, &file).hash, "c").unwrap();
    assert_eq!(counts(&preview(&office, &file)), [3, 0, 3, 0, 0]);
    assert!(office.verify().ok);
}

#[test]
fn faulty_rows_stop_the_import_or_are_skipped() {
    let office = Office::open();
    let mut wrong = cells(2, "เมือง");
    wrong[4] = "1234567890123".into();
    let mut taken = cells(9, "เมือง");
    taken[4] = national_id(1);
    let file = csv([cells(1, "เมือง")]);
    confirm(&office, asked(&file), &preview(&office, &file).hash, "a").unwrap();
    let file = csv([wrong, taken, cells(3, "เมือง")]);
    let seen = preview(&office, &file);
    assert_eq!(counts(&seen), [3, 1, 0, 0, 2]);
    let told: Vec<_> = seen
        .faults
        .iter()
        .map(|f| (f.line, f.column.as_str(), f.code, f.value.clone()))
        .collect();
    assert_eq!(
        told,
        vec![
            (2, HEADS[4], "national_id", None),
            (3, HEADS[4], "national_id_taken", None)
        ]
    );
    assert!(
        seen.faults[1].reason.contains("00001"),
        "{}",
        seen.faults[1].reason
    );
    assert!(matches!(
        confirm(&office, asked(&file), &seen.hash, "b"),
        Err(MemberError::FaultyRows { rows: 2 })
    ));
    let skip = ImportAsked {
        skip_faulty: true,
        ..asked(&file)
    };
    confirm(&office, skip, &seen.hash, "c").unwrap();
    assert_eq!(office.see(service::count_all).unwrap(), 2);
    assert!(office.verify().ok);
}

/// 5,000 rows of which 37 are faulty, each in another way.
fn large() -> Vec<[String; 9]> {
    let mut rows: Vec<_> = (1..=5_000).map(|n| cells(n, "เมือง")).collect();
    for (count, row) in rows.iter_mut().skip(100).step_by(130).take(37).enumerate() {
        match count % 4 {
            0 => row[4] = "1234567890123".into(),
            1 => row[8] = "31/2/2563".into(),
            2 => row[3] = String::new(),
            _ => row[0] = "00001".into(),
        }
    }
    rows
}

#[test]
fn five_thousand_members_are_previewed_and_entered_in_few_queries() {
    let office = Office::open();
    let file = xlsx(large());
    let began = Instant::now();
    let seen = preview(&office, &file);
    let took = began.elapsed();
    assert_eq!(counts(&seen), [5_000, 4_963, 0, 0, 37]);
    assert_eq!(
        (seen.faults.len(), seen.faults[0].line, seen.faults[36].line),
        (37, 102, 4_782)
    );
    let skip = ImportAsked {
        skip_faulty: true,
        ..asked(&file)
    };
    let began = Instant::now();
    confirm(&office, skip.clone(), &seen.hash, "a").unwrap();
    let wrote = began.elapsed();
    let began = Instant::now();
    let second = preview(&office, &file);
    tracing::info!(?took, ?wrote, again = ?began.elapsed(), "five thousand members");
    assert_eq!(counts(&second), [5_000, 0, 4_963, 0, 37]);
    confirm(&office, skip, &second.hash, "b").unwrap();
    assert_eq!(office.see(service::count_all).unwrap(), 4_963);
    // The goal is 2 s on a quiet machine; tests share theirs, and a query for each row would take far longer than this.
    assert!(
        took.as_secs() < 10,
        "preview took {took:?}, entering {wrote:?}"
    );
    assert!(office.verify().ok);
}

#[test]
fn a_confirmation_is_of_what_the_preview_said_of_each_row() {
    let office = Office::open();
    let file = csv((1..=2).map(|n| cells(n, "เมือง")));
    confirm(&office, asked(&file), &preview(&office, &file).hash, "a").unwrap();
    // One of two members differs; meanwhile the other does, and the counts are the same.
    let file = csv([cells(1, "หล่มสัก"), cells(2, "เมือง")]);
    let seen = preview(&office, &file);
    assert_eq!(counts(&seen), [2, 0, 1, 1, 0]);
    let other = csv([cells(1, "หล่มสัก"), cells(2, "ชนแดน")]);
    let update = |file: &[u8]| ImportAsked {
        update_changed: true,
        ..asked(file)
    };
    confirm(&office, update(&other), &preview(&office, &other).hash, "b").unwrap();
    assert_eq!(counts(&preview(&office, &file)), [2, 0, 1, 1, 0]);
    assert!(matches!(
        confirm(&office, update(&file), &seen.hash, "c"),
        Err(MemberError::PreviewOutOfDate)
    ));
}

#[test]
fn a_choice_made_at_the_preview_binds_the_confirmation() {
    let office = Office::open();
    let file = csv([cells(1, "เมือง")]);
    confirm(&office, asked(&file), &preview(&office, &file).hash, "a").unwrap();
    let file = csv([cells(1, "หล่มสัก")]);
    let update = ImportAsked {
        update_changed: true,
        ..asked(&file)
    };
    let seen = wait(service::preview_import(&office, update.clone(), Lang::En)).unwrap();
    assert!(matches!(
        confirm(&office, asked(&file), &seen.hash, "b"),
        Err(MemberError::PreviewOutOfDate)
    ));
    confirm(&office, update, &seen.hash, "c").unwrap();
    assert!(office.verify().ok);
}

#[test]
fn many_changes_with_private_values_are_entered_at_once() {
    let office = Office::open();
    let file = csv((1..=300).map(|n| cells(n, "เมือง")));
    confirm(&office, asked(&file), &preview(&office, &file).hash, "a").unwrap();
    let moved = csv((1..=300).map(|n| {
        let mut row = cells(n, "หล่มสัก");
        row[5] = format!("08{n:08}");
        row
    }));
    let update = ImportAsked {
        update_changed: true,
        ..asked(&moved)
    };
    confirm(&office, update, &preview(&office, &moved).hash, "b").unwrap();
    assert_eq!(counts(&preview(&office, &moved)), [300, 0, 300, 0, 0]);
    assert!(office.verify().ok);
}
