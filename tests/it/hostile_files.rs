//! Files made to bring the program down, sent through each importer: every one is answered, none takes much memory, and the program
//! goes on answering others meanwhile.

#[path = "../../backend/src/files/testing/mod.rs"]
pub mod testing;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sahakorn_tests::{Answer, Client, Request, fresh_key};
use serde_json::Value;

use crate::office::{Ask, Office};
use crate::rights::{browse, cookie_of};

/// Kilobytes that the whole program may have held at its highest.
const HIGHEST_KB_MAX: u64 = 400_000;
/// What a look at the program's health may take while files are read, on a machine that does other things as well.
const HEALTH_MAX: Duration = Duration::from_secs(5);

/// The highest that a process has held of memory.
fn highest_kb(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let words: Vec<&str> = line.unwrap().split_whitespace().collect();
    words[1].parse().unwrap()
}

/// Where a file is sent, by whom, and what is asked for.
struct Importers<'a> {
    office: &'a Office,
    batch: i64,
    cookie: String,
    form: String,
}

impl<'a> Importers<'a> {
    fn of(office: &'a Office) -> Self {
        let application = office.complete_application();
        let batch = office.batch(&[application]);
        let people = office.server.people();
        let officer = people.iter().find(|p| p.username == office.officer);
        let cookie = cookie_of(office, officer.unwrap());
        let path = format!("/batches/{batch}/delivery-list");
        let form = browse(office, "GET", &path, Some(&cookie), "").text();
        Self {
            office,
            batch,
            cookie,
            form,
        }
    }

    fn members(&self, file: &[u8]) -> Answer {
        let ask = Ask::upload("/api/v1/members/import", &[("dry_run", "true")], file);
        let ask = ask.lang("en").by(self.office.token(&self.office.officer));
        self.office.send(&ask)
    }

    fn registers(&self, file: &[u8]) -> Answer {
        let ask = Ask::upload("/api/v1/take-overs?dry_run=true", &[], file);
        let ask = ask.lang("en").by(self.office.token(&self.office.manager));
        self.office.send(&ask)
    }

    /// The bank's list comes through the browser here, where a file may be as large as anywhere.
    fn list(&self, file: &[u8]) -> Answer {
        let hidden = |name: &str| {
            let from = format!("name=\"{name}\" value=\"");
            let rest = self.form.split(&from).nth(1).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        let (token, key) = (hidden("form_token"), fresh_key());
        let fields = [("form_token", token.as_str()), ("form_key", key.as_str())];
        let path = format!("/batches/{}/delivery-list", self.batch);
        let ask = Ask::upload(path, &fields, file);
        let headers = [
            ("Cookie", self.cookie.as_str()),
            ("Content-Type", ask.content_type.as_str()),
        ];
        let request = Request {
            method: "POST",
            path: &ask.path,
            headers: &headers,
            body: &ask.body,
        };
        Client::new(self.office.server.address())
            .send(&request)
            .unwrap()
    }
}

/// The longest that the program took to say that it lives, asked without end until told to stop.
fn slowest_health(office: &Office, is_over: &AtomicBool) -> Duration {
    let mut slowest = Duration::ZERO;
    while !is_over.load(Ordering::SeqCst) {
        let began = Instant::now();
        let alive = office.send(&Ask::get("/health/live"));
        assert_eq!(alive.status, 200);
        slowest = slowest.max(began.elapsed());
        std::thread::sleep(Duration::from_millis(100));
    }
    slowest
}

/// Sends every file through every importer; what was not refused as it should be.
fn complaints(importers: &Importers<'_>) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut look = |name: &str, by: &str, answer: &Answer| {
        if !(400..500).contains(&answer.status) {
            complaints.push(format!("{by}, {name}: {} {}", answer.status, answer.text()));
        }
    };
    for (name, file) in testing::hostile() {
        look(name, "members", &importers.members(&file));
        look(name, "registers", &importers.registers(&file));
        look(name, "list", &importers.list(&file));
    }
    complaints
}

#[test]
fn every_hostile_file_is_answered_by_each_importer_within_bounds() {
    let office = Office::open();
    let importers = Importers::of(&office);
    let is_over = AtomicBool::new(false);
    let (complaints, slowest) = std::thread::scope(|scope| {
        let health = scope.spawn(|| slowest_health(&office, &is_over));
        let complaints = complaints(&importers);
        is_over.store(true, Ordering::SeqCst);
        (complaints, health.join().unwrap())
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(slowest < HEALTH_MAX, "{slowest:?}");
    let highest = highest_kb(office.server.pid().unwrap());
    assert!(highest < HIGHEST_KB_MAX, "{highest} kB");
}

/// A row that would be taken, with something else in one of its cells.
fn members_with(cell: &str) -> Vec<u8> {
    let row = format!(
        "{},นาย,{cell},ทดสอบ,{},15/01/2558",
        Office::member_number(),
        Office::national_id()
    );
    let head = "เลขทะเบียนสมาชิก,คำนำหน้า,ชื่อ,นามสกุล,เลขประจำตัวประชาชน,วันที่เป็นสมาชิก";
    format!("{head}\n{row}\n").into_bytes()
}

fn fault_of(answer: &Answer) -> (u16, Value, String) {
    let body = answer.json();
    let detail = body["detail"].as_str().unwrap_or_default().to_owned();
    (answer.status, body["errors"][0]["field"].clone(), detail)
}

#[test]
fn a_nul_in_a_cell_is_refused_with_its_line_and_column_on_both_databases() {
    let office = Office::open();
    let importers = Importers::of(&office);
    let good = importers.members(&members_with("ปกติ"));
    assert_eq!((good.status, &good.json()["new"]), (200, &1.into()));
    let (status, field, detail) = fault_of(&importers.members(&members_with("ก\0ข")));
    assert_eq!((status, &field), (400, &"file".into()), "{detail}");
    assert!(detail.starts_with("Line 2, column 3: "), "{detail}");
    let (status, _, detail) = fault_of(&importers.registers(b"a,b\n1,\0\n"));
    assert_eq!(status, 400, "{detail}");
    let list = importers.list(b"card_number,expires_on\n1,\0\n");
    assert!(list.text().contains("บรรทัด 2 คอลัมน์ที่ 2 "));
    let row = format!("<row>{}</row>", testing::cell("C1", "a&#0;b"));
    let (status, _, detail) = fault_of(&importers.members(&testing::workbook(&row, Vec::new())));
    assert_eq!(status, 400, "{detail}");
}

#[test]
fn the_smallest_workbook_that_ended_the_program_names_its_cell() {
    let office = Office::open();
    let importers = Importers::of(&office);
    let far = format!(
        "<row>{}</row><row>{}</row>",
        testing::cell("A1", "x"),
        testing::cell("XFD1048576", "y")
    );
    let file = testing::workbook(&far, Vec::new());
    assert!(file.len() < 1_700, "{}", file.len());
    for answer in [importers.members(&file), importers.registers(&file)] {
        let (status, _, detail) = fault_of(&answer);
        assert_eq!(status, 400, "{detail}");
        assert!(detail.starts_with("Cell XFD1048576: "), "{detail}");
    }
    let list = importers.list(&file);
    assert_eq!(list.status, 400);
    assert!(list.text().contains("เซลล์ XFD1048576 "));
    assert_eq!(office.send(&Ask::get("/health/live")).status, 200);
}
