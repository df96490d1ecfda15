//! Journal entries, and those that wait for a second person.

use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::query::{DraftsQuery, EntriesQuery};
use crate::app::App;
use crate::db::Receipt;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, EntryId, Problem};
use crate::ledger::drafts::{self, FreeLine, Prepared};
use crate::ledger::error::LedgerError;
use crate::ledger::journal::{self, EntryView};
use crate::ledger::rules::Undo;
use crate::ledger::{prepared, service};
use crate::web::answer::{created, ok};
use crate::web::body::Keyed;

/// A free entry as a program sends it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeEntryBody {
    date: BusinessDate,
    text: String,
    /// Number of the paper that the entry rests on.
    document: String,
    lines: Vec<FreeLine>,
    /// Why it takes accounts of the posting rules; needed where it does.
    role_reason: Option<String>,
    /// A prepared entry of one's own that came back and that this one stands in for.
    anew: Option<i64>,
}

/// Why and on which date an entry is cancelled.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReversalBody {
    date: BusinessDate,
    reason: String,
}

/// Why a prepared entry goes back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendBackBody {
    reason: String,
}

/// An act that needs nothing but its address.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoBody {}

/// 202: it waits for another person.
pub(super) fn waits(receipt: &Receipt) -> HttpResponse {
    HttpResponse::Accepted()
        .insert_header((LOCATION, receipt.location.as_str()))
        .json(receipt)
}

pub(super) async fn list(
    app: web::Data<App>,
    query: web::Query<EntriesQuery>,
) -> Result<HttpResponse, Problem> {
    let filter = query.filter()?;
    let (cursor, limit) = query.page()?;
    let page = app
        .read(move |conn| journal::entries(conn, &filter, cursor.as_ref(), limit))
        .await?;
    Ok(ok(&page))
}

pub(super) async fn one(
    app: web::Data<App>,
    path: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    Ok(ok(&find(&app, path.into_inner()).await?))
}

/// An entry by id, or by its voucher number, in which `-` may stand for the `/` that an address cannot hold.
pub(in crate::ledger) async fn find(app: &App, which: String) -> Result<EntryView, LedgerError> {
    app.read(move |conn| match which.parse() {
        Ok(id) => journal::entry(conn, EntryId::new(id)),
        Err(_) => journal::entry_called(conn, &which),
    })
    .await
}

pub(super) async fn prepare(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<FreeEntryBody>,
) -> Result<HttpResponse, Problem> {
    let FreeEntryBody {
        date,
        text,
        document,
        lines,
        role_reason,
        anew,
    } = body.body;
    let prepared = Prepared::Free {
        date,
        text,
        document,
        lines,
        role_reason,
        resolution: None,
    };
    Ok(waits(
        &service::prepare(&app, &by, body.key, (prepared, anew)).await?,
    ))
}

pub(super) async fn prepare_reversal(
    app: web::Data<App>,
    by: Actor,
    path: web::Path<EntryId>,
    body: Keyed<ReversalBody>,
) -> Result<HttpResponse, Problem> {
    undo(&app, &by, (path.into_inner(), Undo::ByHand), body).await
}

pub(super) async fn prepare_return(
    app: web::Data<App>,
    by: Actor,
    path: web::Path<EntryId>,
    body: Keyed<ReversalBody>,
) -> Result<HttpResponse, Problem> {
    undo(&app, &by, (path.into_inner(), Undo::Receipt), body).await
}

async fn undo(
    app: &App,
    by: &Actor,
    which: (EntryId, Undo),
    Keyed { body, key }: Keyed<ReversalBody>,
) -> Result<HttpResponse, Problem> {
    let ReversalBody { date, reason } = body;
    let receipt = service::prepare_reversal(app, by, key, which, (date, reason)).await?;
    Ok(waits(&receipt))
}

pub(super) async fn drafts(
    app: web::Data<App>,
    query: web::Query<DraftsQuery>,
) -> Result<HttpResponse, Problem> {
    let stage = query.stage()?;
    let (cursor, limit) = query.page()?;
    let page = app
        .read(move |conn| prepared::page(conn, stage, cursor.as_ref(), limit))
        .await?;
    Ok(ok(&page))
}

pub(super) async fn draft(
    app: web::Data<App>,
    path: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let id = path.into_inner();
    Ok(ok(&app.read(move |conn| drafts::draft(conn, id)).await?))
}

pub(super) async fn approve(
    app: web::Data<App>,
    by: Actor,
    path: web::Path<i64>,
    body: Keyed<NoBody>,
) -> Result<HttpResponse, Problem> {
    let id = path.into_inner();
    Ok(created(&service::approve(&app, &by, body.key, id).await?))
}

pub(super) async fn send_back(
    app: web::Data<App>,
    by: Actor,
    path: web::Path<i64>,
    body: Keyed<SendBackBody>,
) -> Result<HttpResponse, Problem> {
    let (id, reason) = (path.into_inner(), body.body.reason);
    Ok(created(
        &service::send_back(&app, &by, body.key, id, reason).await?,
    ))
}

pub(super) async fn withdraw(
    app: web::Data<App>,
    by: Actor,
    path: web::Path<i64>,
    body: Keyed<NoBody>,
) -> Result<HttpResponse, Problem> {
    let id = path.into_inner();
    Ok(created(&service::withdraw(&app, &by, body.key, id).await?))
}
