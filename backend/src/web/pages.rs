//! Pages that belong to no feature: Today, about, what went wrong.

mod privacy;

use askama::Template;

pub use privacy::PrivacyPage;

use super::icons::Icon;
use super::parts::{Banner, Empty, Heading, Link, Tag, Tile};
use super::shell::Shell;
use super::texts::{fill2, texts};

texts! {
    /// Words of Today, about and the error page
    pub struct PageTexts {
        today: "วันนี้", "Today";
        to_do: "งานที่ต้องทำวันนี้", "To do today";
        left_done: "เหลือ {} งาน เสร็จแล้ว {} งาน", "{} left, {} done";
        tasks: "งานที่ต้องทำ", "Tasks";
        number: "ที่", "No.";
        task: "งาน", "Task";
        detail: "รายละเอียด", "Detail";
        status: "สถานะ", "Status";
        all_done: "ไม่มีงานค้าง", "Nothing is left to do";
        holds: "ใครถืออะไรอยู่", "Who holds what";
        cards: "บัตรเงินสด", "Cash cards";
        envelopes: "รหัสผ่านคู่บัตร", "PIN envelopes";
        kind: "ประเภท", "Kind";
        place: "ที่อยู่", "Place";
        holder: "ผู้ถือ", "Holder";
        pieces: "จำนวน", "Pieces";
        mismatch: "บัตรกับซองจับคู่ไม่ครบ {}", "Cards and envelopes that do not pair: {}";
        show_them: "ดูรายการ", "Show them";
        aging: "บัตรที่ยังไม่มารับ นับจากวันที่รับเข้า", "Uncollected cards by days since receipt";
        days: "วัน", "Days";
        cards_unit: "ใบ", "cards";
        table: "ตาราง", "Table";
        latest: "ล่าสุดวันนี้", "Latest today";
        time: "เวลา", "Time";
        fact: "รายการ", "Fact";
        actor: "ผู้ทำ", "By";
        none_today: "วันนี้ยังไม่มีรายการ", "Nothing has happened yet today";
        about: "เกี่ยวกับระบบ", "About";
        about_text: "ระบบหลังสำนักงานของสหกรณ์ สำหรับบัตรเงินสดและบัญชีแยกประเภท", "The back office a cooperative runs its cash cards and its ledger on";
        api_document: "เอกสาร API", "API document";
        fault_kept: "ไม่มีข้อมูลใดถูกบันทึก", "Nothing was written";
        article: "ระเบียบ", "Regulation";
        go_back: "กลับไปหน้าเดิม", "Go back";
        go_today: "ไปหน้าวันนี้", "Go to Today";
        request_id: "เลขที่คำขอ", "Request";
        practice: "แนวปฏิบัติของสหกรณ์", "Practice of the cooperative";
    }
}

/// W1: what waits for the person who is signed in
#[derive(Debug, Template)]
#[template(path = "web/templates/pages/today.html")]
pub struct TodayPage {
    /// Frame
    pub shell: Shell,
    /// Said over everything: after hours, a change that waits
    pub banners: Vec<Banner>,
    /// Up to four numbers; the list behind each comes from the same query
    pub tiles: Vec<Tile>,
    /// What is to be done, most urgent first
    pub tasks: Vec<Task>,
    /// How many tasks were finished today
    pub done: u32,
    /// Who holds cards
    pub cards: Vec<Holding>,
    /// Who holds PIN envelopes
    pub envelopes: Vec<Holding>,
    /// Cards without an envelope plus envelopes without a card
    pub mismatches: u32,
    /// Where the mismatches are listed
    pub mismatches_href: String,
    /// Uncollected cards by age; empty hides the chart
    pub aging: Vec<AgeBar>,
    /// Latest facts of the day, newest first
    pub latest: Vec<Latest>,
}

/// One line of the task list
#[derive(Clone, Debug)]
pub struct Task {
    /// What to do, and where
    pub link: Link,
    /// Numbers behind it
    pub hint: String,
    /// Where it stands
    pub tag: Tag,
}

/// Pieces at one place
#[derive(Clone, Debug)]
pub struct Holding {
    /// "ตู้เก็บ"
    pub place: String,
    /// "สมชาย ใจมั่น"
    pub holder: String,
    /// How many
    pub pieces: u32,
}

/// One bar of the ageing chart
#[derive(Clone, Debug)]
pub struct AgeBar {
    /// "0–15"
    pub days: String,
    /// How many cards
    pub cards: u32,
    /// Length of the bar in percent of the longest
    pub percent: u32,
    /// Past the second deadline
    pub late: bool,
}

/// One fact of the day
#[derive(Clone, Debug)]
pub struct Latest {
    /// "10:42"
    pub time: String,
    /// What happened, and the record
    pub link: Link,
    /// Who did it
    pub actor: String,
}

impl TodayPage {
    fn note(&self, text: &str) -> String {
        fill2(text, self.tasks.len(), self.done)
    }
}

/// What the program is: version, licences, addresses
#[derive(Debug, Template)]
#[template(path = "web/templates/pages/about.html")]
pub struct AboutPage {
    /// Frame
    pub shell: Shell,
    /// Name and value, in order
    pub facts: Vec<(String, String)>,
}

/// An act that was refused, a page that is not there, a fault
#[derive(Debug, Template)]
#[template(path = "web/templates/pages/error.html")]
pub struct ErrorPage {
    /// Frame
    pub shell: Shell,
    /// "ทำรายการไม่ได้"
    pub title: String,
    /// Why, in a sentence, and what to do
    pub detail: String,
    /// "E-CARD-021"
    pub code: String,
    /// "A7.2.3X", where a rule refuses
    pub rule: Option<String>,
    /// "ข้อ ๗.๒ วรรคท้าย"; none for a rule of practice
    pub article: Option<String>,
    /// By which the log is searched; on a failure of the program only
    pub request_id: Option<String>,
    /// Where to go back to
    pub back: String,
}
