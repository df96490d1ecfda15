//! More rows than a statement binds, over HTTP: a take-over of 2,000 rows, and registers and boards of 40,000 cards.

use sahakorn_tests::fresh_key;

use crate::office::{Ask, Office};

const ROWS: usize = 2_000;
const CARDS: usize = 40_000;

/// Enters this many members from a file; their numbers.
fn members(office: &Office) -> Vec<String> {
    let numbers: Vec<String> = (0..ROWS).map(|_| Office::member_number()).collect();
    let line = |number: &String| {
        let id = Office::national_id();
        format!("{number},นาย,สมชาย,ทดสอบ,{id},15/01/2558")
    };
    let lines: Vec<String> = numbers.iter().map(line).collect();
    let head = "เลขทะเบียนสมาชิก,คำนำหน้า,ชื่อ,นามสกุล,เลขประจำตัวประชาชน,วันที่เป็นสมาชิก";
    let file = format!("{head}\n{}\n", lines.join("\n"));
    let ask = |fields: &[(&str, &str)]| {
        Ask::upload("/api/v1/members/import", fields, file.as_bytes())
            .by(office.token(&office.officer))
            .key(fresh_key())
    };
    let preview = office.send(&ask(&[("dry_run", "true")])).json();
    let done = office.send(&ask(&[("hash", preview["hash"].as_str().unwrap())]));
    assert!(done.is_ok(), "{}", done.text());
    numbers
}

#[test]
fn two_thousand_rows_are_taken_over() {
    let office = Office::open();
    let row = |number: &String| {
        let (card, envelope) = (Office::card_number(), Office::envelope_no());
        format!("{number},{card},09/30,1/9/2569,{envelope}")
    };
    let rows: Vec<String> = members(&office).iter().map(row).collect();
    let head = "เลขทะเบียนสมาชิก,หมายเลขบัตร,วันหมดอายุ,วันที่รับบัตร,เลขที่ซอง";
    let file = format!("{head}\n{}\n", rows.join("\n"));
    let ask = |path: &str, hash: &str| {
        let fields = [("encoding", "utf-8"), ("hash", hash)];
        let ask = Ask::upload(path, &fields, file.as_bytes());
        ask.by(office.token(&office.card_keeper)).key(fresh_key())
    };
    let preview = office
        .send(&ask("/api/v1/take-overs?dry_run=true", ""))
        .json();
    let hash = preview["hash"]
        .as_str()
        .unwrap_or_else(|| panic!("{preview}"));
    let done = office.send(&ask("/api/v1/take-overs", hash));
    assert!(done.is_ok(), "{} {}", done.status, done.text());
    assert_eq!(done.json()["numbers"][0], ROWS.to_string());
    let verified = office.server.verify();
    assert_eq!(verified.code, 0, "{} {}", verified.json, verified.stderr);
}

/// One file is bounded, as a file of members is: more are split.
#[test]
fn a_register_of_more_rows_than_a_file_may_have_is_refused() {
    let office = Office::open();
    let row = |_| format!("987654321,{},09/30,1/9/2569,x", "4000000000000002");
    let rows: Vec<String> = (0..=20_000).map(row).collect();
    let head = "เลขทะเบียนสมาชิก,หมายเลขบัตร,วันหมดอายุ,วันที่รับบัตร,เลขที่ซอง";
    let ask = |rows: &[String], path: &str, hash: &str| {
        let file = format!("{head}\n{}\n", rows.join("\n"));
        let fields = [("encoding", "utf-8"), ("hash", hash)];
        let ask = Ask::upload(path, &fields, file.as_bytes());
        office.send(&ask.by(office.token(&office.card_keeper)).key(fresh_key()))
    };
    let look = "/api/v1/take-overs?dry_run=true";
    let refused = ask(&rows, look, "");
    assert_eq!(
        (refused.status, refused.json()["code"].as_str()),
        (400, Some("E-CARD-066")),
        "{}",
        refused.text()
    );
    // At the bound every row is judged, and none of them can be read.
    let judged = ask(&rows[..20_000], look, "").json();
    assert_eq!(
        (&judged["bad"], &judged["good"]),
        (&20_000.into(), &0.into())
    );
    let hash = judged["hash"].as_str().unwrap();
    let confirmed = ask(&rows[..20_000], "/api/v1/take-overs", hash);
    assert_eq!(confirmed.status, 422, "{}", confirmed.text());
    assert_eq!(confirmed.json()["code"], "E-CARD-063");
}

/// Cards with envelopes in the safe, beside the program: projections only, as the lists read them.
fn many_cards(office: &Office) {
    let member = office.member();
    let series = format!(
        "WITH RECURSIVE many (n) AS (SELECT 900001 UNION ALL SELECT n + 1 FROM many WHERE n < 900000 + {CARDS})"
    );
    let item = |id: &str, lane: &str, envelope: &str| {
        format!(
            "{series} INSERT INTO custody_items (id, version, lane, card_id, member_id, envelope_no, place, since, received_on) \
             SELECT {id}, 1, '{lane}', n, {member}, {envelope}, 'safe', '2026-11-02', '2026-11-02' FROM many"
        )
    };
    let card = format!(
        "{series} INSERT INTO cards (id, version, member_id, last_four, number_index, number_sealed, name_on_card, expires_on, expiry_derived, standing, taken_over) \
         SELECT n, 1, {member}, '0000', 'many-' || n, '', '', '2030-09-30', 0, 'sound', 1 FROM many"
    );
    // PostgreSQL takes a word with what it knows of the first part of a query only behind INTO.
    for sql in [
        card,
        item("n", "card", "NULL"),
        item("n + 100000", "pin", "'many-' || n"),
    ] {
        office.server.site().tamper(&sql).unwrap();
    }
}

#[test]
fn registers_of_forty_thousand_cards_are_read_in_every_form() {
    let office = Office::open();
    many_cards(&office);
    let token = office.token(&office.manager);
    for name in ["cards", "pins", "letters"] {
        for ending in ["", ".csv", ".xlsx"] {
            let path = format!("/api/v1/registers/{name}{ending}");
            let answer = office.server.get(&path, Some(&token));
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            let lines = answer.body.iter().filter(|b| **b == b'\n').count();
            let whole = ending != ".csv" || name == "letters" || lines > CARDS;
            assert!(whole, "{path}: {lines} lines");
        }
    }
}
