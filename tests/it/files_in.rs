//! Files that come in through the whole program: what an answer repeats of them, and what the browser carries on.

use sahakorn_tests::{Answer, Client, Request, fresh_key};

use crate::hostile_files::testing;
use crate::office::{Ask, Office};
use crate::rights::{browse, cookie_of};

const HEADS: &str = "เลขทะเบียนสมาชิก,คำนำหน้า,ชื่อ,นามสกุล,เลขประจำตัวประชาชน,วันที่เป็นสมาชิก";
/// An answer to the largest file of faults has at most so many bytes.
const ANSWER_BYTES_MAX: usize = 400_000;

/// Known heads with rows that are all wrong, and beside them heads of 32,000 letters that every fault would repeat.
fn long_heads(rows: usize) -> Vec<u8> {
    let heads = HEADS.split(',').map(str::to_owned);
    let long = format!("ชื่อ({}", "ก".repeat(32_000));
    let texts = heads.chain(std::iter::repeat_n(long, 40));
    let list: String = texts
        .map(|text| format!("<si><t>{text}</t></si>"))
        .collect();
    let cell = |nth: usize| format!("<c t=\"s\"><v>{nth}</v></c>");
    let head: String = (0..46).map(cell).collect();
    let row = format!("<row>{}</row>", cell(0));
    let table = format!("<row>{head}</row>{}", row.repeat(rows));
    testing::workbook(
        &table,
        vec![testing::strings(&format!("<sst>{list}</sst>"))],
    )
}

#[test]
fn an_answer_repeats_little_of_a_file_whose_heads_are_long() {
    let office = Office::open();
    let ask = Ask::upload(
        "/api/v1/members/import",
        &[("dry_run", "true")],
        &long_heads(2_000),
    );
    let answer = office.send(&ask.by(office.token(&office.officer)));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(
        answer.body.len() < ANSWER_BYTES_MAX,
        "{}",
        answer.body.len()
    );
    let seen = answer.json();
    assert_eq!(
        (&seen["faulty"], &seen["ignored_columns_total"]),
        (&2_000.into(), &40.into())
    );
    assert_eq!(seen["faults"].as_array().unwrap().len(), 500);
    assert!(seen["faults_total"].as_u64().unwrap() > 1_999);
}

/// A form of the page in the browser of the officer.
struct Browser<'a> {
    office: &'a Office,
    cookie: String,
}

impl Browser<'_> {
    fn send(&self, ask: &Ask) -> Answer {
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
        let mut client = Client::new(self.office.server.address());
        client.send(&request).unwrap()
    }

    /// The page that shows what a file would do.
    fn preview(&self, blank: &str, file: &[u8]) -> String {
        let (token, key) = (hidden(blank, "form_token"), fresh_key());
        let fields = [
            ("form_token", token.as_str()),
            ("form_key", key.as_str()),
            ("encoding", "auto"),
        ];
        let page = self.send(&Ask::upload("/members/import", &fields, file));
        assert_eq!(page.status, 200);
        page.text()
    }

    /// The page carries the file on in a hidden field, which has no file name.
    fn enter(&self, page: &str) -> Answer {
        let (token, hash) = (hidden(page, "form_token"), hidden(page, "hash"));
        let (file, key) = (hidden(page, "file"), fresh_key());
        let fields = [
            ("form_token", token.as_str()),
            ("form_key", key.as_str()),
            ("encoding", "auto"),
            ("hash", hash.as_str()),
        ];
        let mut ask = Ask::upload("/members/import/do", &fields, file.as_bytes());
        let text = String::from_utf8(ask.body).unwrap();
        let nameless = text.replacen("; filename=\"members.csv\"", "", 1);
        ask.body = nameless.into_bytes();
        self.send(&ask)
    }
}

fn hidden(page: &str, name: &str) -> String {
    let from = format!("name=\"{name}\" value=\"");
    let rest = page.split(&from).nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Few members with remarks that nobody reads: nine megabytes.
fn nine_megabytes(numbers: &[String]) -> Vec<u8> {
    let remark = "ก".repeat(30_000);
    let rows = numbers.iter().map(|number| {
        let id = Office::national_id();
        format!("{number},นาย,สมชาย,ทดสอบ,{id},15/01/2558,{remark}")
    });
    let rows: Vec<String> = rows.collect();
    format!("{HEADS},หมายเหตุ\n{}\n", rows.join("\n")).into_bytes()
}

#[test]
fn a_file_that_was_previewed_in_the_browser_is_entered_there() {
    let office = Office::open();
    let people = office.server.people();
    let officer = people.iter().find(|p| p.username == office.officer);
    let browser = Browser {
        office: &office,
        cookie: cookie_of(&office, officer.unwrap()),
    };
    let blank = browse(&office, "GET", "/members/import", Some(&browser.cookie), "").text();
    let numbers: Vec<String> = (0..100).map(|_| Office::member_number()).collect();
    let file = nine_megabytes(&numbers);
    assert!(file.len() > 8_500_000, "{}", file.len());
    let page = browser.preview(&blank, &file);
    // What is left out is said on the page.
    assert!(page.contains("หมายเหตุ"));
    let entered = browser.enter(&page);
    assert_eq!(entered.status, 303, "{}", entered.text());
    let found = office.get(
        &office.officer,
        &format!("/api/v1/members?q={}", numbers[99]),
    );
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
}

#[test]
fn a_scan_that_only_begins_like_one_is_refused() {
    let office = Office::open();
    let path = format!("/api/v1/members/{}/papers", office.member());
    for scan in [
        b"\xFF\xD8\xFF".as_slice(),
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7\n<html>",
    ] {
        let ask = Ask::upload(path.clone(), &[("purpose", "hand_over")], scan);
        let ask = ask
            .by(office.token(&office.card_dispenser))
            .key(fresh_key());
        let problem = office.refused(400, &ask);
        assert_eq!(problem["errors"][0]["code"], "E-DOC-003");
    }
}
