//! W12: the bank batches, one batch, and the bank's delivery list.

mod batch;
mod refuse;
mod upload;
mod withdraw;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::api;
use super::texts;
use super::view::{self, BatchLine};
use crate::app::App;
use crate::cards::applications::api::{COLLECTS, LOOKS, page_of};
use crate::cards::views::CardTexts;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem};
use crate::web::frame;
use crate::web::parts::{Empty, Heading, Shape, Tag};
use crate::web::route::Route;
use crate::web::shell::Shell;
use crate::web::texts::{fill2, texts};

texts! {
    /// Words of the batches' pages that the other card pages do not have.
    pub struct BatchTexts {
        none: "ยังไม่มีชุดส่งธนาคาร", "No batch has gone to the bank yet";
        none_more: "เลือกคำขอที่ข้อมูลครบในหน้าคำขอ", "Tick complete applications in their list";
        dated: "ลงวันที่", "Dated";
        recorded: "{} (บันทึก {})", "{} (recorded {})";
        listed: "ออกบัตรแล้ว", "Cards made";
        refused: "ธนาคารปฏิเสธ", "Refused by the bank";
        withdraw_refusal: "ถอนการปฏิเสธ", "Take the refusal back";
        withdraw_hint: "ใช้เมื่อบันทึกการปฏิเสธผิดเท่านั้น รายการกลับมารอธนาคาร และลงค่าธรรมเนียมที่กลับไปใหม่", "Only for a refusal that was written down by mistake: the line waits for the bank again, and reversed fees are posted anew";
        withdrawn_done: "ถอนการปฏิเสธของสมาชิก {} แล้ว", "The refusal of member {} was taken back";
        withdrawn_posted: "ลงค่าธรรมเนียมใหม่ {}", "fees posted anew by {}";
        older: "ชุดก่อนหน้า", "Older ones";
        partial: "เมื่อมีแถวที่ผิด", "When a line is wrong";
        columns: "คอลัมน์ของไฟล์ (* ต้องมี)", "Columns of the file (* needed)";
        partial_choice: "รับแถวที่ถูก เว้นแถวที่ผิดไว้", "Take the good lines and leave the others out";
        bank_charge: "ค่าธรรมเนียมธนาคารรวม", "The bank's charge in all";
        member_owes: "สมาชิกค้างชำระรวม", "Owed by members in all";
        letter: "หนังสือนำส่ง", "Covering letter";
        lists: "รายการจากธนาคาร", "Lists from the bank";
        awaited: "รอบัตรอีก {} ใบ", "{} cards are awaited";
        recorded_late: "นับตามวันที่บันทึก เกินกำหนด {} คำขอ (ข้อ ๖)", "By the day recorded, {} went after their last day (ข้อ ๖)";
        late: "ส่งเกินกำหนด {} คำขอ (ข้อ ๖)", "{} went after their last day (ข้อ ๖)";
    }
}

pub fn routes() -> Vec<Route> {
    [batch_routes(), answer_routes(), refusal_routes()]
        .into_iter()
        .flatten()
        .collect()
}

/// What goes to the bank.
fn batch_routes() -> Vec<Route> {
    vec![
        Route::get("/batches", "batch.list_page", LOOKS, "Bank batches", list),
        Route::get(
            "/batches/{id}",
            "batch.page",
            LOOKS,
            "One bank batch",
            batch::page,
        ),
        Route::get(
            "/batches/{id}/bank-list.csv",
            "batch.export_page",
            COLLECTS,
            "The list for the bank as CSV",
            api::export_csv,
        ),
        Route::get(
            "/batches/{id}/bank-list.xlsx",
            "batch.export_page",
            COLLECTS,
            "The list for the bank as a workbook",
            api::export_xlsx,
        ),
    ]
}

/// What the bank answers.
fn answer_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/batches/{id}/delivery-list",
            "batch.list_form",
            COLLECTS,
            "The form for the bank's delivery list",
            upload::blank,
        ),
        Route::post(
            "/batches/{id}/delivery-list",
            "batch.list_taken_page",
            COLLECTS,
            "Takes the bank's delivery list",
            upload::take,
        ),
        Route::get(
            "/batches/{id}/delivery-list.csv",
            "batch.list_template",
            COLLECTS,
            "The empty delivery list to fill in, CSV",
            upload::template_csv,
        ),
        Route::get(
            "/batches/{id}/delivery-list.xlsx",
            "batch.list_template",
            COLLECTS,
            "The empty delivery list to fill in, XLSX",
            upload::template_xlsx,
        ),
    ]
}

fn refusal_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/batches/{id}/refusals/{application}",
            "batch.line_refusal_form",
            COLLECTS,
            "Asks why the bank does not make a card",
            refuse::form,
        ),
        Route::post(
            "/batches/{id}/refusals/{application}",
            "batch.line_refused_page",
            COLLECTS,
            "The bank does not make one card",
            refuse::refuse,
        ),
        Route::get(
            "/batches/{id}/refusals/{application}/withdraw",
            "batch.withdrawal_form",
            COLLECTS,
            "Asks why a refusal is taken back",
            withdraw::form,
        ),
        Route::post(
            "/batches/{id}/refusals/{application}/withdraw",
            "batch.refusal_withdrawn_page",
            COLLECTS,
            "Takes a refusal back that was written down by mistake",
            withdraw::withdraw,
        ),
    ]
}

#[derive(Debug, Template)]
#[template(path = "cards/batches/templates/batches.html")]
struct BatchesPage {
    shell: Shell,
    rows: Vec<BatchesRow>,
    next: Option<String>,
}

#[derive(Debug)]
struct BatchesRow {
    href: String,
    no: String,
    dated: String,
    letter_no: String,
    lines: i64,
    listed: i64,
    refused: i64,
    tag: Tag,
}

#[derive(Debug, Deserialize)]
pub struct ListQuery {
    cursor: Option<String>,
}

async fn list(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let (cursor, limit) = page_of(query.cursor.as_deref(), None)?;
    let page = app
        .read(move |conn| view::page(conn, false, cursor.as_ref(), limit))
        .await?;
    let page = BatchesPage {
        shell: frame::shell(&app, &req, Some(&by)),
        rows: page.items.iter().map(|line| row(line, by.lang)).collect(),
        next: page.next.map(|cursor| format!("/batches?cursor={cursor}")),
    };
    frame::answered(200, &page)
}

fn row(line: &BatchLine, lang: Lang) -> BatchesRow {
    BatchesRow {
        href: format!("/batches/{}", line.id),
        no: line.no.clone(),
        dated: dated(line, lang),
        letter_no: line.letter_no.clone(),
        lines: line.lines,
        listed: line.listed,
        refused: line.refused,
        tag: tag(&line.state, lang),
    }
}

/// Its own day; with the day of the record, where that came later.
pub(super) fn dated(line: &BatchLine, lang: Lang) -> String {
    let own = line.dated.table(lang);
    match line.recorded_on {
        None => own,
        Some(day) => fill2(BatchTexts::of(lang).recorded, own, day.table(lang)),
    }
}

/// The state of a batch.
fn tag(state: &str, lang: Lang) -> Tag {
    let shape = match state {
        "answered" => Shape::Done,
        "answered_in_part" => Shape::Current,
        _ => Shape::Letter,
    };
    Tag::new(shape, texts::state_name(state).get(lang))
}
