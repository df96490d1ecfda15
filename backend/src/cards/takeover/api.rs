//! Take-over over REST.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use super::super::custody::READERS;
use super::columns::Column;
use super::exception::Found;
use super::rows::{Row, RowFault};
use super::service::{self, Looked};
use super::{SETTLES, TAKES_OVER, texts};
use crate::app::App;
use crate::files::Encoding;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem, Text};
use crate::web::answer::{created, ok};
use crate::web::body::Keyed;
use crate::web::export::{FileKind, blank};
use crate::web::route::Route;
use crate::web::upload::Upload;

/// Name of the empty register to fill in.
const TEMPLATE: &str = "registers-template";

/// Rows and faults that an answer lists at most; all are counted.
const SHOWN_MAX: usize = 500;

pub fn routes() -> Vec<Route> {
    [
        Route::post(
            "/api/v1/take-overs",
            "cards.take_over",
            TAKES_OVER,
            "Take the existing registers over: with dry_run=true only look, then the same file with the hash that came back (multipart: file, encoding, hash)",
            take_over,
        ),
        Route::get(
            "/api/v1/take-over",
            "cards.take_over_state",
            READERS,
            "The first day of work here, what was taken over, and whether it has ended",
            state,
        ),
        Route::post(
            "/api/v1/take-over/first-day",
            "take_over.first_day",
            SETTLES,
            "Names the first day of work here; it stands once a register was taken over",
            first_day,
        ),
        Route::post(
            "/api/v1/take-over/end",
            "take_over.ended",
            SETTLES,
            "Ends the take-over: from now on every import is refused",
            end,
        ),
    ]
    .into_iter()
    .chain(templates())
    .collect()
}

/// The empty register to fill in.
fn templates() -> [Route; 2] {
    [
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
    upload.only(&["encoding", "hash"])?;
    let (encoding, bytes) = (encoding(&upload)?, upload.file.clone());
    if query.dry_run {
        let looked = service::look(&app, by.person, bytes, encoding).await?;
        return Ok(ok(&shown(&looked, by.lang)));
    }
    let (key, hash) = (upload.key()?, upload.text("hash").to_owned());
    let receipt = service::take_over(&app, &by, Some(key), (bytes, encoding), hash).await?;
    Ok(created(&receipt))
}

async fn state(app: web::Data<App>) -> Result<HttpResponse, Problem> {
    let (state, open) = app.read(service::stands).await?;
    Ok(ok(&json!({
        "version": state.as_ref().map_or(0, |s| s.version),
        "first_day": state.as_ref().map(|s| s.first_day),
        "imports": state.as_ref().map_or(0, |s| s.imports),
        "cards": state.as_ref().map_or(0, |s| s.cards),
        "ended_on": state.as_ref().and_then(|s| s.ended_on),
        "open_exceptions": open,
    })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstDayBody {
    day: BusinessDate,
    /// Needed when another day was named before.
    #[serde(default)]
    reason: Option<String>,
}

async fn first_day(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<FirstDayBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let receipt = service::name_first_day(&app, &by, Some(key), (body.day, body.reason)).await?;
    Ok(created(&receipt))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EndBody {
    version: i64,
    /// There is no old register: needed where no card was taken over.
    #[serde(default)]
    no_register: bool,
}

async fn end(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<EndBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let receipt = service::end(&app, &by, Some(key), (body.version, body.no_register)).await?;
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
        let exceptions: Vec<_> = row.exceptions.iter().map(|one| broken(one, lang)).collect();
        json!({
            "line": row.line,
            "member_number": row.member.number,
            "card_number": row.number.masked(),
            "expires_on": row.expires_on,
            "handed_over_on": row.card.handed_over_on,
            "envelope_no": row.envelope_no,
            "envelope_handed_over_on": row.envelope.as_ref().and_then(|e| e.handed_over_on),
            "exceptions": exceptions,
        })
    };
    let fault = |fault: &RowFault| {
        json!({
            "line": fault.line,
            "column": fault.place(),
            "code": fault.code,
            "rule": fault.rule.map(|rule| rule.id()),
            "message": fault.message.get(lang),
        })
    };
    let excepted = looked.good.iter().filter(|row| !row.exceptions.is_empty());
    json!({
        "hash": looked.hash,
        "good": looked.good.len(),
        "excepted": excepted.count(),
        "bad": looked.bad.total(),
        "faults_total": looked.faults.total(),
        "ignored_columns": looked.left_out.ignored_columns,
        "ignored_columns_total": looked.left_out.ignored_columns_total,
        "other_sheets": looked.left_out.other_sheets,
        "rows": looked.good.iter().take(SHOWN_MAX).map(row).collect::<Vec<_>>(),
        "faults": looked.faults.iter().take(SHOWN_MAX).map(fault).collect::<Vec<_>>(),
    })
}

fn broken(one: &Found, lang: Lang) -> serde_json::Value {
    json!({
        "what": one.what.code(),
        "rule": one.rule().id(),
        "before_regulation": one.before_regulation,
        "message": of_found(one).get(lang),
    })
}

/// What a row breaks, in words.
pub fn of_found(one: &Found) -> Text {
    let who = (one.lane, one.part);
    let name = one.name.as_deref();
    texts::said(one.what, who, name, one.day, one.before_regulation)
}
