//! Bank batches over REST.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use super::error::{BatchError, FileFault};
use super::list_file::{self, JsonLine};
use super::rules::{LINES_MAX, RawLine};
use super::service::{self, BankList, NewBatch, RefusedLine};
use super::{export, view};
use crate::app::App;
use crate::cards::applications::api::{COLLECTS, LOOKS, page_of};
use crate::cards::applications::model::Fault;
use crate::cards::late::model::Late;
use crate::db::{IdempotencyKey, Receipt};
use crate::files::LeftOut;
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BatchId, BusinessDate, Problem};
use crate::web::answer::created;
use crate::web::body::{Keyed, from_value, key_of};
use crate::web::export::download;
use crate::web::route::Route;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub fn routes() -> Vec<Route> {
    [batch_routes(), answer_routes()]
        .into_iter()
        .flatten()
        .collect()
}

/// What goes to the bank.
fn batch_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/batches",
            "batch.list",
            LOOKS,
            "Bank batches, newest first",
            list,
        ),
        Route::post(
            "/api/v1/batches",
            "batch.made",
            COLLECTS,
            "Sends complete applications to the bank (A6)",
            make,
        ),
        Route::get(
            "/api/v1/batches/{id}",
            "batch.get",
            LOOKS,
            "One batch with its applications",
            get,
        ),
        Route::get(
            "/api/v1/batches/{id}/bank-list.csv",
            "batch.export",
            COLLECTS,
            "The list for the bank as CSV (A5.2)",
            export_csv,
        ),
        Route::get(
            "/api/v1/batches/{id}/bank-list.xlsx",
            "batch.export",
            COLLECTS,
            "The list for the bank as a workbook (A5.2)",
            export_xlsx,
        ),
    ]
}

/// What the bank answers.
fn answer_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/batches/{id}/delivery-list",
            "batch.list_taken",
            COLLECTS,
            "Takes the bank's delivery list: JSON, CSV or XLSX (A3, A5.2)",
            take_list,
        ),
        Route::get(
            "/api/v1/batches/{id}/delivery-lists/{nth}",
            "batch.delivery",
            LOOKS,
            "A delivery list as far as it was taken, numbers masked",
            delivery,
        ),
        Route::post(
            "/api/v1/batches/{id}/refusals",
            "batch.line_refused",
            COLLECTS,
            "The bank does not make one card",
            refuse,
        ),
        Route::post(
            "/api/v1/batches/{id}/refusals/{application}/withdraw",
            "batch.refusal_withdrawn",
            COLLECTS,
            "Takes a refusal back that was written down by mistake (C10)",
            withdraw_refusal,
        ),
    ]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    /// Only batches to which the bank still owes an answer.
    #[serde(default)]
    awaited: bool,
    limit: Option<i64>,
    cursor: Option<String>,
}

async fn list(app: web::Data<App>, query: web::Query<ListQuery>) -> Result<HttpResponse, Problem> {
    let (cursor, limit) = page_of(query.cursor.as_deref(), query.limit)?;
    let awaited = query.awaited;
    let page = app
        .read(move |conn| view::page(conn, awaited, cursor.as_ref(), limit))
        .await?;
    Ok(HttpResponse::Ok().json(page))
}

async fn get(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let (id, today) = (BatchId::new(*id), app.clock.today());
    let view = app.read(move |conn| view::one(conn, id, today)).await?;
    Ok(HttpResponse::Ok().json(view))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MakeBody {
    applications: Vec<ApplicationId>,
    dated: Option<BusinessDate>,
    late: Option<Late>,
}

async fn make(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<MakeBody>,
) -> Result<HttpResponse, Problem> {
    let new = NewBatch {
        applications: body.body.applications,
        dated: body.body.dated,
        late: body.body.late,
    };
    let receipt = service::make(&app, by, body.key, new).await?;
    Ok(created(&receipt))
}

pub async fn export_csv(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let id = BatchId::new(*id);
    let (no, bytes) = app
        .read(move |conn| {
            let batch = service::by_id(conn, id)?;
            let applications = service::applications_of_batch(conn, &batch)?;
            Ok::<_, BatchError>((batch.made.no, export::csv(&applications)))
        })
        .await?;
    Ok(download(
        &file_name(&no, "csv"),
        "text/csv; charset=utf-8",
        bytes,
    ))
}

pub async fn export_xlsx(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let id = BatchId::new(*id);
    let (no, bytes) = app
        .read(move |conn| {
            let batch = service::by_id(conn, id)?;
            let applications = service::applications_of_batch(conn, &batch)?;
            let bytes = export::xlsx(&batch, &applications);
            Ok::<_, BatchError>((batch.made.no, bytes))
        })
        .await?;
    let bytes = bytes.map_err(|error| Problem::internal().caused_by(error.to_string()))?;
    Ok(download(&file_name(&no, "xlsx"), XLSX, bytes))
}

fn file_name(no: &str, ending: &str) -> String {
    format!("batch-{}.{ending}", no.replace('/', "-"))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeQuery {
    #[serde(default)]
    partial: bool,
    #[serde(default)]
    dry_run: bool,
}

/// The list in JSON. No `Debug`: it holds whole card numbers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeBody {
    reference: Option<String>,
    lines: Vec<JsonLine>,
}

async fn take_list(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    query: web::Query<TakeQuery>,
    req: HttpRequest,
    bytes: web::Bytes,
) -> Result<HttpResponse, Problem> {
    let (id, by) = (BatchId::new(*id), by);
    let (list, beside) = read_list(&by, &req, &bytes, query.partial).await?;
    if query.dry_run {
        let would = service::rehearse_list(&app, by, id, list).await?;
        let answer = json!({
            "lines": would.lines.len(),
            "left_out": would.left_out,
            "ignored_columns": beside.ignored_columns,
            "ignored_columns_total": beside.ignored_columns_total,
            "other_sheets": beside.other_sheets,
        });
        return Ok(HttpResponse::Ok().json(answer));
    }
    let key: IdempotencyKey = key_of(&req, &bytes)?;
    let receipt = service::take_list(&app, by, key, id, list).await?;
    answered(&app, id, receipt).await
}

/// The receipt with the cards of this list, masked, and what was left out; the same again when the key comes again.
async fn answered(app: &App, id: BatchId, receipt: Receipt) -> Result<HttpResponse, Problem> {
    let nth = receipt
        .location
        .rsplit('/')
        .next()
        .and_then(|n| n.parse().ok());
    let nth: usize =
        nth.ok_or_else(|| Problem::internal().caused_by("the receipt names no delivery"))?;
    let taken = app.read(move |conn| view::delivery(conn, id, nth)).await?;
    let location = receipt.location.clone();
    let answer = json!({
        "object": receipt.object,
        "id": receipt.id,
        "location": receipt.location,
        "numbers": receipt.numbers,
        "cards": taken.cards,
        "left_out": taken.left_out,
    });
    Ok(HttpResponse::Created()
        .insert_header(("Location", location))
        .json(answer))
}

/// JSON, JSON lines, CSV or a workbook, by content type; a file of unknown type by what it is.
async fn read_list(
    by: &Actor,
    req: &HttpRequest,
    bytes: &web::Bytes,
    partial: bool,
) -> Result<(BankList, LeftOut), Problem> {
    let kind = req
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.split(';').next())
        .unwrap_or_default();
    let mut left_out = LeftOut::default();
    let (reference, lines) = match kind.trim() {
        "application/json" => from_json(bytes)?,
        "application/x-ndjson" | "application/jsonl" => (None, from_json_lines(bytes)?),
        "text/csv" | "application/octet-stream" | XLSX => {
            let list = list_file::read_apart(by.person, bytes.clone()).await?;
            left_out = list.left_out;
            (None, list.lines)
        }
        _ => return Err(BatchError::File(FileFault::Kind).into()),
    };
    let list = BankList {
        reference,
        lines,
        partial,
    };
    Ok((list, left_out))
}

fn from_json(bytes: &[u8]) -> Result<(Option<String>, Vec<RawLine>), Problem> {
    let value =
        serde_json::from_slice(bytes).map_err(|_| BatchError::File(FileFault::Unreadable))?;
    let body: TakeBody = from_value(value)?;
    let lines = body.lines.into_iter().map(RawLine::from).collect();
    Ok((body.reference, lines))
}

fn from_json_lines(bytes: &[u8]) -> Result<Vec<RawLine>, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| BatchError::File(FileFault::Unreadable))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    if lines.clone().nth(LINES_MAX).is_some() {
        return Err(BatchError::ListLength.into());
    }
    lines
        .map(|line| {
            let value =
                serde_json::from_str(line).map_err(|_| BatchError::File(FileFault::Unreadable))?;
            Ok(from_value::<JsonLine>(value)?.into())
        })
        .collect()
}

async fn delivery(
    app: web::Data<App>,
    path: web::Path<(i64, usize)>,
) -> Result<HttpResponse, Problem> {
    let (id, nth) = (BatchId::new(path.0), path.1);
    let view = app.read(move |conn| view::delivery(conn, id, nth)).await?;
    Ok(HttpResponse::Ok().json(view))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RefuseBody {
    application_id: ApplicationId,
    refused_on: Option<BusinessDate>,
    reason: String,
    /// `bank`, `cooperative` or `member`.
    fault: Fault,
}

async fn refuse(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<RefuseBody>,
) -> Result<HttpResponse, Problem> {
    let refused = RefusedLine {
        application: body.body.application_id,
        refused_on: body.body.refused_on,
        reason: body.body.reason,
        fault: body.body.fault,
    };
    let (id, by) = (BatchId::new(*id), by);
    let receipt = service::refuse_line(&app, by, body.key, id, refused).await?;
    Ok(created(&receipt))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WithdrawBody {
    reason: String,
}

async fn withdraw_refusal(
    app: web::Data<App>,
    by: Actor,
    path: web::Path<(i64, i64)>,
    body: Keyed<WithdrawBody>,
) -> Result<HttpResponse, Problem> {
    let line = (BatchId::new(path.0), ApplicationId::new(path.1));
    let reason = body.body.reason;
    let receipt = service::withdraw_refusal(&app, by, body.key, line, reason).await?;
    Ok(created(&receipt))
}
