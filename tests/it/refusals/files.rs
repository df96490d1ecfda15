//! Files of members that are not what they must be.

use serde_json::json;

use crate::office::{Ask, Office, has_field};

const HEADER: &str = "เลขทะเบียนสมาชิก,คำนำหน้า,ชื่อ,นามสกุล,เลขประจำตัวประชาชน,วันที่เป็นสมาชิก";

fn row(number: &str) -> String {
    format!(
        "{number},นาย,นำเข้า,ทดสอบ,{},15/01/2558",
        Office::national_id()
    )
}

fn import(office: &Office, fields: &[(&str, &str)], file: &[u8]) -> Ask {
    Ask::upload("/api/v1/members/import", fields, file).by(office.token(&office.officer))
}

#[test]
fn a_member_file_with_a_wrong_header_is_refused() {
    let office = Office::open();
    let file = format!("สี,ขนาด,ราคา\n{}\n", row("811111"));
    for fields in [[("dry_run", "true")], [("dry_run", "false")]] {
        has_field(
            &office.refused(400, &import(&office, &fields, file.as_bytes())),
            "file",
        );
    }
    let lacking = format!(
        "{}\n{}\n",
        HEADER.replace("เลขประจำตัวประชาชน", "สี"),
        row("811112")
    );
    has_field(
        &office.refused(
            400,
            &import(&office, &[("dry_run", "true")], lacking.as_bytes()),
        ),
        "file",
    );
}

#[test]
fn a_member_file_with_a_twin_number_is_refused_whole() {
    let office = Office::open();
    let file = format!(
        "{HEADER}\n{}\n{}\n{}\n",
        row("822221"),
        row("822222"),
        row("822221")
    );
    let before = office.rows();
    let preview = office.send(&import(&office, &[("dry_run", "true")], file.as_bytes()));
    assert_eq!(preview.status, 200, "{}", preview.text());
    let preview = preview.json();
    assert_eq!(office.rows(), before, "a preview has written");
    let fault = &preview["faults"][0];
    assert_eq!(
        (&fault["field"], &fault["line"]),
        (&json!("number"), &json!(4)),
        "{preview}"
    );
    let hash = preview["hash"].as_str().unwrap();
    let problem = office.refused(409, &import(&office, &[("hash", hash)], file.as_bytes()));
    assert!(
        !problem["errors"].as_array().unwrap().is_empty(),
        "the row is named: {problem}"
    );
}

/// Thai text in the encoding of older programs.
fn windows_874(text: &str) -> Vec<u8> {
    let byte = |c: char| match u32::from(c) {
        thai @ 0xe01..=0xe5b => u8::try_from(thai - 0xe00 + 0xa0).unwrap(),
        ascii => u8::try_from(ascii).unwrap(),
    };
    text.chars().map(byte).collect()
}

#[test]
fn a_member_file_in_windows_874_declared_as_utf_8_is_refused() {
    let office = Office::open();
    let file = windows_874(&format!("{HEADER}\n{}\n", row("833331")));
    has_field(
        &office.refused(
            400,
            &import(
                &office,
                &[("encoding", "utf-8"), ("dry_run", "true")],
                &file,
            ),
        ),
        "file",
    );
    has_field(
        &office.refused(400, &import(&office, &[("encoding", "utf-8")], &file)),
        "file",
    );
    let right = office.send(&import(
        &office,
        &[("encoding", "windows-874"), ("dry_run", "true")],
        &file,
    ));
    assert_eq!(
        (right.status, right.json()["faults_total"].clone()),
        (200, json!(0)),
        "{}",
        right.text()
    );
}
