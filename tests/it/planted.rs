//! Numbers that were planted are found in no byte that a run wrote: not in the database and its log, not in what the program
//! said, not in answers, exports and errors (A3, decisions 4 and 5).

use std::path::{Path, PathBuf};

use sahakorn::kernel::thai::to_thai_digits;
use sahakorn_tests::{Answer, fresh_key};
use serde_json::{Value, json};

use crate::office::{Ask, Issued, Office, hand_over_path, signed};
use crate::papers::text_of;

const TELEPHONE: &str = "0899177341";

/// A number in each shape in which a program could let it slip.
fn shapes(number: &str, groups: &[usize]) -> Vec<String> {
    let mut shapes = vec![number.to_owned(), to_thai_digits(number)];
    for between in ["-", " "] {
        let mut rest = number;
        let mut parts = Vec::new();
        for length in groups {
            let (part, more) = rest.split_at(*length);
            parts.push(part);
            rest = more;
        }
        shapes.push(parts.join(between));
    }
    shapes
}

/// What was planted, and everything that the program let out.
struct Plot {
    office: Office,
    card: String,
    national_id: String,
    said: Vec<(String, Vec<u8>)>,
}

impl Plot {
    fn note(&mut self, what: &str, answer: &Answer) {
        self.said.push((what.to_owned(), answer.body.clone()));
    }

    fn get(&mut self, who: &str, path: &str) {
        let answer = self.office.send(&Ask::get(path).by(self.office.token(who)));
        assert!(answer.status < 500, "{path}: {}", answer.text());
        self.note(path, &answer);
    }

    fn post(&mut self, who: &str, path: &str, body: &Value) -> Answer {
        let answer = self.office.post(who, path, body);
        assert!(answer.status < 500, "{path}: {}", answer.text());
        self.note(path, &answer);
        answer
    }

    fn needles(&self) -> Vec<String> {
        let mut needles = shapes(&self.card, &[4, 4, 4, 4]);
        needles.extend(shapes(&self.national_id, &[1, 4, 5, 2, 1]));
        needles.extend(shapes(TELEPHONE, &[3, 3, 4]));
        needles
    }
}

fn member_with(plot: &mut Plot) -> i64 {
    let officer = plot.office.officer.clone();
    let mut body = plot.office.member_body();
    body["national_id"] = json!(plot.national_id);
    body["telephone"] = json!(TELEPHONE);
    body["address"] = json!("99 หมู่ 9 ตำบลในเมือง");
    let answer = plot.post(&officer, "/api/v1/members", &body);
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].as_i64().unwrap()
}

/// The card at its dispenser's counter, its envelope in the safe.
fn at_the_counter(office: &Office, issued: &Issued) {
    office.receive(&office.card_keeper, "card", &[issued.card_item]);
    office.receive(&office.pin_keeper, "pin", &[issued.pin_item]);
    office.release("card", &[issued.card_item], &office.card_dispenser);
}

/// The card from its application to its member's hand.
fn way_of_a_card(plot: &mut Plot, member: i64) {
    let officer = plot.office.officer.clone();
    let mut body = plot.office.application_body(member);
    body["phone"] = json!(TELEPHONE);
    let asked = plot.post(&officer, "/api/v1/applications", &body);
    let application = asked.json()["id"].as_i64().unwrap();
    plot.office.complete(application);
    let batch = plot.office.batch(&[application]);
    let mut line = plot.office.bank_line(application);
    line["card_number"] = json!(plot.card);
    let list = format!("/api/v1/batches/{batch}/delivery-list");
    let taken = plot.post(
        &officer,
        &list,
        &json!({ "reference": "KTB-P", "lines": [line] }),
    );
    let card = taken.json()["cards"][0]["card_id"].as_i64().unwrap();
    let issued = plot.office.issued(card);
    at_the_counter(&plot.office, &issued);
    let dispenser = plot.office.card_dispenser.clone();
    plot.post(&dispenser, &hand_over_path(&issued, "card"), &signed());
    papers(
        plot,
        &[
            ("application_form", application),
            ("covering_letter", batch),
        ],
    );
    for path in [
        format!("/api/v1/cards/{card}"),
        format!("/api/v1/batches/{batch}"),
        format!("/api/v1/applications/{application}"),
        format!("/applications/{application}"),
        format!("/api/v1/members/{member}"),
    ] {
        plot.get(&officer, &path);
    }
}

/// Papers, as bytes and as what a reader finds in them.
fn papers(plot: &mut Plot, wanted: &[(&str, i64)]) {
    let officer = plot.office.officer.clone();
    for (kind, subject) in wanted {
        let asked = json!({ "kind": kind, "subject_id": subject });
        let issued = plot.post(&officer, "/api/v1/papers", &asked);
        assert_eq!(issued.status, 201, "{kind}: {}", issued.text());
        let path = format!("/api/v1/papers/{}.pdf", issued.json()["id"]);
        let token = plot.office.token(&officer);
        let pdf = plot.office.send(&Ask::get(&path).by(token));
        assert_eq!(pdf.status, 200, "{path}: {}", pdf.text());
        plot.note(&path, &pdf);
        let text = text_of(&pdf.body);
        plot.said
            .push((format!("{kind} as text"), text.into_bytes()));
    }
}

/// What people type where it does not belong.
fn mistakes(plot: &mut Plot, member: i64) {
    let officer = plot.office.officer.clone();
    let card = plot.card.clone();
    let long = format!("{card}1");
    for body in [
        json!({ "number": card, "title": "นาย", "given_name": card, "surname": card }),
        json!({ "national_id": format!("{}9", plot.national_id), "telephone": card }),
        json!({ "card_number": card }),
        json!([card]),
        json!(card),
    ] {
        plot.post(&officer, "/api/v1/members", &body);
    }
    let mut body = plot.office.application_body(member);
    body["place"] = json!(card);
    plot.post(&officer, "/api/v1/applications", &body);
    plot.post(&officer, "/api/v1/batches/1/delivery-list", &json!({ "lines": [{ "card_number": long, "expires_on": card, "member_number": card, "name_on_card": card }] }));
    let file = format!("หมายเลขบัตร,วันหมดอายุ,เลขทะเบียนสมาชิก,ชื่อบนบัตร\n{long},09/30,{card},{card}\n");
    let upload = Ask::upload(
        "/api/v1/members/import",
        &[("dry_run", "true")],
        file.as_bytes(),
    );
    let answer = plot
        .office
        .send(&upload.by(plot.office.token(&officer)).key(fresh_key()));
    plot.note("import", &answer);
    for path in [
        format!("/api/v1/members?q={card}"),
        format!("/api/v1/members?last_four={card}"),
        format!("/api/v1/search?q={card}"),
        format!("/api/v1/cards/{card}"),
        format!("/api/v1/{card}"),
        format!("/search?q={card}"),
        format!("/api/v1/members?q={}", plot.national_id),
    ] {
        plot.get(&officer, &path);
    }
}

fn exports(plot: &mut Plot) {
    let manager = plot.office.manager.clone();
    for path in [
        "/api/v1/members.csv",
        "/api/v1/members.xlsx",
        "/api/v1/registers/cards.csv",
        "/api/v1/registers/pins.csv",
        "/api/v1/registers/letters.csv",
        "/api/v1/journal/entries.csv",
        "/api/v1/journal/entries.xlsx",
        "/api/v1/audit/events",
        "/api/v1/hand-overs",
    ] {
        plot.get(&manager, path);
    }
}

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_under(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn holds(bytes: &[u8], needle: &str) -> bool {
    bytes
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

/// The rows of every table as text, where the database has no file of its own.
fn rows_as_text(plot: &Plot) -> Option<Vec<u8>> {
    let site = plot.office.server.site();
    if site.database_file().exists() {
        return None;
    }
    let names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
    let tables = site.tamper(names).unwrap();
    let rows = tables.lines().map(|table| {
        site.tamper(&format!("SELECT t::text FROM {table} t"))
            .unwrap()
    });
    Some(rows.collect::<Vec<_>>().join("\n").into_bytes())
}

#[test]
fn a3_planted_numbers_are_found_in_no_byte_that_a_run_wrote() {
    let mut plot = Plot {
        office: Office::open(),
        card: Office::card_number(),
        national_id: Office::national_id(),
        said: Vec::new(),
    };
    let member = member_with(&mut plot);
    way_of_a_card(&mut plot, member);
    mistakes(&mut plot, member);
    exports(&mut plot);
    let mut written = std::mem::take(&mut plot.said);
    let mut files = Vec::new();
    let site = plot.office.server.site();
    files_under(&site.data(), &mut files);
    files.push(site.log());
    written.extend(
        files
            .into_iter()
            .map(|file| (file.display().to_string(), std::fs::read(file).unwrap())),
    );
    written.extend(rows_as_text(&plot).map(|rows| ("the tables".to_owned(), rows)));
    // The scan itself must be able to see: the member's name lies in plain.
    assert!(
        written.iter().any(|(_, bytes)| holds(bytes, "เดินทาง")),
        "the scan is blind"
    );
    for needle in plot.needles() {
        for (what, bytes) in &written {
            assert!(!holds(bytes, &needle), "{needle} lies in {what}");
        }
    }
}
