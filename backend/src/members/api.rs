//! The registry over REST. Staff and manager write; the board and the auditors read.

mod bodies;
mod files;

pub(super) use bodies::{ImportQuery, ListQuery};
pub(super) use files::{asked, template_csv, template_xlsx};

use actix_web::http::header::{ETAG, IF_MATCH};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use bodies::{AddBody, ChangeBody, LeaveBody, NoteBody, RevealBody};

use super::error::MemberError;
use super::hooks;
use super::service;
use crate::app::App;
use crate::db::{AccessLine, Error};
use crate::identity::model::{Actor, Role};
use crate::kernel::{Cursor, Limit, MemberId, Problem, Text, Unreadable as _};
use crate::web::answer::{created, ok};
use crate::web::body::Keyed;
use crate::web::route::{Route, Who};

/// Who enters and changes members.
pub(super) const WRITERS: Who = Who::Roles(&[Role::Staff, Role::Manager]);
/// Who looks them up.
pub(super) const READERS: Who = Who::Roles(&[
    Role::Staff,
    Role::Manager,
    Role::BoardMember,
    Role::Chairperson,
    Role::InternalAuditor,
    Role::Auditor,
    Role::Inspector,
]);

/// The routes of this feature for programs. Fixed paths come before `{id}`.
pub fn routes() -> Vec<Route> {
    [files::routes(), register_routes(), story_routes()]
        .into_iter()
        .flatten()
        .collect()
}

/// Searching, entering, reading and changing.
fn register_routes() -> Vec<Route> {
    let patch = actix_web::http::Method::PATCH;
    vec![
        Route::get(
            "/api/v1/members",
            "member.list",
            READERS,
            "Search members by number, name or the last four of a card",
            list,
        ),
        Route::post(
            "/api/v1/members",
            "member.add",
            WRITERS,
            "Enter a member",
            add,
        ),
        Route::get(
            "/api/v1/members/{id}",
            "member.look",
            READERS,
            "A member, private values masked",
            get,
        ),
        Route::new(
            patch,
            "/api/v1/members/{id}",
            "member.change",
            WRITERS,
            "Change a member's particulars",
            change,
        ),
    ]
}

/// Leaving, notes, what happened, a look behind a mask.
fn story_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/members/{id}/leave",
            "member.leave",
            WRITERS,
            "Write down that a member left",
            leave,
        ),
        Route::post(
            "/api/v1/members/{id}/notes",
            "member.note",
            WRITERS,
            "Add a note",
            note,
        ),
        Route::get(
            "/api/v1/members/{id}/history",
            "member.history",
            READERS,
            "What happened to a member",
            history,
        ),
        Route::post(
            "/api/v1/members/{id}/reveal",
            "member.reveal",
            WRITERS,
            "Telephone or address whole, for a reason",
            reveal,
        ),
    ]
}

async fn list(app: web::Data<App>, query: web::Query<ListQuery>) -> Result<HttpResponse, Problem> {
    let limit = Limit::parse(query.limit).map_err(|bad| bad.at("limit"))?;
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|bad| bad.at("cursor"))?;
    let search = query.search(&app.secrets)?;
    let page = app
        .read(move |conn| {
            let search = service::with_cards(conn, search)?;
            service::search(conn, &search, cursor.as_ref(), limit)
        })
        .await?;
    Ok(ok(&page.map_err(|bad| bad.at("cursor"))?))
}

async fn get(app: web::Data<App>, by: Actor, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let (id, own, lang) = (MemberId::new(*id), app.clone(), by.lang);
    let (view, cards) = app
        .read(move |conn| {
            let view = service::view_of(conn, &own.secrets, id)?;
            Ok::<_, MemberError>((view, hooks::cards_of_one(conn, id, lang)?))
        })
        .await?;
    looked(&app, &by, id, "member");
    let (tag, mut body) = (format!("\"{}\"", view.version), json!(view));
    body["cards"] = json!(cards);
    Ok(HttpResponse::Ok().insert_header((ETAG, tag)).json(body))
}

/// Notes in the access log who looked at whom.
pub(super) fn looked(app: &App, by: &Actor, id: MemberId, what: &str) {
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "looked",
        object: format!("{what}/{id}"),
        status: 200,
        rule: None,
        detail: String::new(),
    });
}

async fn add(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<AddBody>,
) -> Result<HttpResponse, Problem> {
    let new = body
        .body
        .raw()
        .read(app.clock.today())
        .map_err(MemberError::Faults)?;
    Ok(created(&service::add(&app, &by, new, body.key).await?))
}

async fn change(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    req: HttpRequest,
    body: Keyed<ChangeBody>,
) -> Result<HttpResponse, Problem> {
    let version = version_of(&req, body.body.version)?;
    let change = body
        .body
        .raw()
        .read(app.clock.today())
        .map_err(MemberError::Faults)?;
    let at = (MemberId::new(*id), version);
    Ok(created(
        &service::change(&app, &by, at, change, body.key).await?,
    ))
}

/// The version that the client saw: in the body, or in `If-Match` as the `ETag` gave it.
fn version_of(req: &HttpRequest, in_body: Option<i64>) -> Result<i64, Problem> {
    let tag = req.headers().get(IF_MATCH).and_then(|v| v.to_str().ok());
    let in_header = tag.and_then(|t| t.trim().trim_matches('"').parse().ok());
    in_body.or(in_header).ok_or_else(|| {
        let message = Text::fixed(
            "ระบุ version ที่เห็น หรือหัว If-Match",
            "Give the version that you saw, or the header If-Match",
        );
        Problem::bad_field("version", "required", message)
    })
}

async fn leave(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    req: HttpRequest,
    body: Keyed<LeaveBody>,
) -> Result<HttpResponse, Problem> {
    let at = (MemberId::new(*id), version_of(&req, body.body.version)?);
    let left_on = body.body.left_on;
    let how = (left_on, body.body.reason);
    Ok(created(
        &service::leave(&app, &by, at, how, body.key).await?,
    ))
}

async fn note(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<NoteBody>,
) -> Result<HttpResponse, Problem> {
    let id = MemberId::new(*id);
    Ok(created(
        &service::note(&app, &by, id, &body.body.text, body.key).await?,
    ))
}

async fn history(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let id = MemberId::new(*id);
    let told = app.read(move |conn| service::history_of(conn, id)).await;
    let told = told.map_err(|error: Error| Problem::from(error))?;
    if told.is_empty() {
        return Err(Problem::not_found());
    }
    looked(&app, &by, id, "member-history");
    Ok(ok(&json!({ "items": told })))
}

async fn reveal(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<RevealBody>,
) -> Result<HttpResponse, Problem> {
    let RevealBody { what, reason } = body.body;
    let shown = service::reveal(&app, &by, MemberId::new(*id), what, &reason).await?;
    Ok(ok(&json!({ "value": shown })))
}
