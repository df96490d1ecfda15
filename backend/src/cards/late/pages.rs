//! The list of late records as a page.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::LOOKS;
use super::api::{self, LateView};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem};
use crate::web::frame;
use crate::web::parts::{Empty, Heading, Shape, Tag};
use crate::web::route::Route;
use crate::web::shell::Shell;
use crate::web::texts::texts;

/// Rows of a page.
const ROWS: i64 = 100;

texts! {
    /// Words of the list of late records
    pub struct LateTexts {
        title: "บันทึกย้อนหลัง", "Late records";
        hint: "หนังสือ ชุดส่งธนาคาร และคำขอ ที่ลงวันที่ก่อนวันที่บันทึก", "Letters, batches and applications that bear a day before the one they were recorded on";
        none: "ไม่มีบันทึกย้อนหลัง", "Nothing was recorded late";
        none_more: "ทุกฉบับลงวันที่วันที่บันทึก", "Every paper is dated the day it was recorded";
        what: "ประเภท", "Kind";
        letter: "หนังสือ", "Letter";
        batch: "ชุดส่งธนาคาร", "Batch";
        application: "คำขอ", "Application";
        no: "เลขที่", "No.";
        left_on: "ลงวันที่ (ออกจริง)", "Dated (left on)";
        recorded_on: "วันที่บันทึก", "Recorded on";
        days: "ห่าง (วัน)", "Days between";
        due_on: "กำหนด", "Due";
        late_by_left: "นับตามวันที่ออก", "By the day it left";
        late_by_recorded: "นับตามวันที่บันทึก", "By the day recorded";
        late: "เกินกำหนด", "late";
        in_time: "ทันกำหนด", "in time";
        reason: "เหตุผล", "Reason";
        by: "ผู้บันทึก", "Recorded by";
        older: "รายการก่อนหน้า", "Older ones";
    }
}

impl LateTexts {
    /// What a record is of.
    pub fn what_of(&self, code: &str) -> &'static str {
        match code {
            "letter" => self.letter,
            "batch" => self.batch,
            _ => self.application,
        }
    }

    /// Late or in time; nothing where no last day ran.
    pub fn late(&self, due_on: Option<BusinessDate>, is_late: bool) -> &'static str {
        match (due_on, is_late) {
            (None, _) => "",
            (Some(_), true) => self.late,
            (Some(_), false) => self.in_time,
        }
    }
}

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/late-records",
            "late_record.list_page",
            LOOKS,
            "What was recorded after the day it bears",
            page,
        ),
        Route::get(
            "/late-records.csv",
            "late_record.csv_page",
            LOOKS,
            "The same as CSV",
            api::csv,
        ),
        Route::get(
            "/late-records.xlsx",
            "late_record.xlsx_page",
            LOOKS,
            "The same as a workbook",
            api::xlsx,
        ),
    ]
}

#[derive(Debug, Template)]
#[template(path = "cards/templates/late_records.html")]
struct LatePage {
    shell: Shell,
    rows: Vec<LateLine>,
    next: Option<String>,
}

#[derive(Debug)]
struct LateLine {
    what: &'static str,
    no: String,
    href: String,
    left_on: String,
    recorded_on: String,
    due_on: String,
    by_left: Option<Tag>,
    by_recorded: Option<Tag>,
    reason: String,
    by: String,
}

#[derive(Debug, Deserialize)]
pub struct Query {
    before: Option<i64>,
}

async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let before = query.before.unwrap_or(i64::MAX);
    let found = app.read(move |conn| api::views(conn, before, ROWS)).await?;
    let full = i64::try_from(found.len()).unwrap_or(0) == ROWS;
    let last = found.last().filter(|_| full).map(|one| one.id);
    let page = LatePage {
        shell: frame::shell(&app, &req, Some(&by)),
        next: last.map(|id| format!("/late-records?before={id}")),
        rows: found.into_iter().map(|one| line(one, by.lang)).collect(),
    };
    frame::answered(200, &page)
}

fn line(one: LateView, lang: Lang) -> LateLine {
    let t = LateTexts::of(lang);
    let tag = |is_late: bool| {
        one.due_on.map(|_| {
            let shape = if is_late { Shape::Overdue } else { Shape::Done };
            Tag::new(shape, t.late(one.due_on, is_late))
        })
    };
    let href = match one.what.as_str() {
        "letter" => format!("/papers/of/letter/{}", one.subject_id),
        "batch" => format!("/batches/{}", one.subject_id),
        _ => format!("/applications/{}", one.subject_id),
    };
    LateLine {
        what: t.what_of(&one.what),
        href,
        left_on: one.left_on.table(lang),
        recorded_on: one.recorded_on.table(lang),
        due_on: one.due_on.map_or_else(String::new, |day| day.table(lang)),
        by_left: tag(one.late_by_left),
        by_recorded: tag(one.late_by_recorded),
        no: one.no,
        reason: one.reason,
        by: one.person_name,
    }
}
