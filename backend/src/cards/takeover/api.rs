//! Take-over over REST.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use super::TAKES_OVER;
use super::columns::Column;
use super::rows::{Row, RowFault};
use super::service::{self, Looked};
use crate::app::App;
use crate::files::Encoding;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem, Text};
use crate::web::answer::{created, ok};
use crate::web::export::{FileKind, blank};
use crate::web::route::Route;
use crate::web::upload::Upload;

/// Name of the empty register to fill in.
const TEMPLATE: &str = "registers-template";

/// Rows and faults that an answer lists at most; all are counted.
const SHOWN_MAX: usize = 500;

pub fn routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/take-overs",
            "cards.take_over",
            TAKES_OVER,
            "Take the existing registers over; with dry_run=true only look (multipart: file, encoding)",
            take_over,
        ),
        Route::get(
            "/api/v1/take-overs/template.csv",
            "cards.take_over_template",
            TAKES_OVER,
            "The empty register to fill in, CSV",
            template_csv,
        ),
        Route::get(
            "/api/v1/take-overs/template.xlsx",
            "cards.take_over_template",
            TAKES_OVER,
            "The empty register to fill in, XLSX",
            template_xlsx,
        ),
    ]
}

pub async fn template_csv(by: Actor) -> Result<HttpResponse, Problem> {
    blank::answer(TEMPLATE, &heads(by.lang), FileKind::Csv)
}

pub async fn template_xlsx(by: Actor) -> Result<HttpResponse, Problem> {
    blank::answer(TEMPLATE, &heads(by.lang), FileKind::Xlsx)
}

fn heads(lang: Lang) -> Vec<String> {
    let all = Column::ALL.iter();
    all.map(|column| column.head_in(lang).to_owned()).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    #[serde(default)]
    dry_run: bool,
}

async fn take_over(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<Query>,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    upload.only(&["encoding"])?;
    let (encoding, bytes) = (encoding(&upload)?, upload.file.to_vec());
    if query.dry_run {
        let looked = service::look(&app, bytes, encoding).await?;
        return Ok(ok(&shown(&looked, by.lang)));
    }
    let key = upload.key()?;
    let receipt = service::take_over(&app, &by, Some(key), bytes, encoding).await?;
    Ok(created(&receipt))
}

/// The file's encoding as declared; found out when nothing is said.
pub fn encoding(upload: &Upload) -> Result<Encoding, Problem> {
    Encoding::parse(upload.text("encoding")).ok_or_else(|| {
        let message = Text::fixed(
            "ใช้ได้: auto, utf-8, windows-874",
            "Known: auto, utf-8, windows-874",
        );
        Problem::bad_field("encoding", "E-SYS-012", message)
    })
}

fn shown(looked: &Looked, lang: Lang) -> serde_json::Value {
    let row = |row: &Row| {
        let remarks: Vec<_> = row.remarks.iter().map(|r| r.get(lang)).collect();
        json!({
            "line": row.line,
            "member_number": row.member.number,
            "card_number": row.number.masked(),
            "expires_on": row.expires_on,
            "handed_over_on": row.card.handed_over_on,
            "envelope_no": row.envelope_no,
            "envelope_handed_over_on": row.envelope.as_ref().and_then(|e| e.handed_over_on),
            "remarks": remarks,
        })
    };
    let fault = |fault: &RowFault| {
        json!({
            "line": fault.line,
            "column": fault.column.name(),
            "code": fault.code,
            "rule": fault.rule.map(|rule| rule.id()),
            "message": fault.message.get(lang),
        })
    };
    json!({
        "good": looked.good.len(),
        "bad": looked.bad.len(),
        "rows": looked.good.iter().take(SHOWN_MAX).map(row).collect::<Vec<_>>(),
        "faults": looked.faults.iter().take(SHOWN_MAX).map(fault).collect::<Vec<_>>(),
    })
}
