//! Issued papers over REST, and the copies of what may be issued.

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::error::PaperError;
use super::model::{Kind, OnePaper, Shown, What};
use super::rules;
use super::service::{self, Filter, Printed};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{
    ApplicationId, BatchId, BusinessDate, Cursor, Days, EntryId, LetterId, Limit, PaperId, Problem,
    Unreadable,
};
use crate::web::answer::{created, ok};
use crate::web::body::{Keyed, Plain};
use crate::web::route::{Route, Who};
use crate::web::upload::Upload;

/// Who reads papers at all; which kinds, the rules say.
pub(super) const READERS: Who = Who::Roles(&rules::OFFICE);
/// Who issues any kind of paper; which, the rules say.
pub(super) const ISSUERS: Who = Who::Duties(rules::MAKERS.0, rules::MAKERS.1);
/// Who issues first notices: whoever may make them.
pub(super) const LETTER_MAKERS: Who = Who::Duties(NOTICE_MAKERS.0, NOTICE_MAKERS.1);
const NOTICE_MAKERS: rules::Makers = rules::makers(Kind::NoticeLetter);

/// Fixed addresses come before `{id}`.
pub fn routes() -> Vec<Route> {
    [checks(), papers(), copies(), registers()]
        .into_iter()
        .flatten()
        .collect()
}

fn papers() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/papers",
            "paper.issued",
            ISSUERS,
            "Issue a paper: once for a letter, batch, application or receipt, on any day for a register",
            issue,
        ),
        Route::get(
            "/api/v1/papers",
            "paper.list",
            READERS,
            "Issued papers, newest first",
            list,
        ),
        Route::get(
            "/api/v1/papers/{id}.pdf",
            "paper.pdf",
            READERS,
            "An issued paper again, byte for byte",
            pdf,
        ),
        Route::get(
            "/api/v1/papers/{id}",
            "paper.get",
            READERS,
            "One issued paper: number, hashes, head of the chain, and whether its payment was reversed",
            get,
        ),
    ]
}

fn checks() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/papers/check",
            "paper.check",
            Who::SignedIn,
            "Compare a paper's hash with its record: same, edited or unknown",
            check,
        ),
        Route::post(
            "/api/v1/papers/check/file",
            "paper.check_file",
            Who::SignedIn,
            "Compare a PDF with what the record prints: same, edited or unknown",
            check_file,
        ),
    ]
}

fn copies() -> Vec<Route> {
    const SUMMARY: &str = "The issued paper again, or an unsealed copy";
    vec![
        Route::get(
            "/api/v1/letters/{id}.pdf",
            "letter.pdf",
            READERS,
            SUMMARY,
            letter,
        ),
        Route::get(
            "/api/v1/batches/{id}.pdf",
            "batch.pdf",
            READERS,
            SUMMARY,
            batch,
        ),
        Route::get(
            "/api/v1/applications/{id}.pdf",
            "application.pdf",
            READERS,
            SUMMARY,
            application,
        ),
        Route::get(
            "/api/v1/journal/entries/{id}/receipt.pdf",
            "journal.receipt_pdf",
            READERS,
            SUMMARY,
            receipt,
        ),
    ]
}

fn registers() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/registers/cards.pdf",
            "register.cards_pdf",
            READERS,
            "An unsealed copy of the card register",
            cards,
        ),
        Route::get(
            "/api/v1/registers/pins.pdf",
            "register.pins_pdf",
            READERS,
            "An unsealed copy of the PIN register",
            pins,
        ),
    ]
}

/// What is issued. Registers have days of receipt instead of a subject.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueBody {
    kind: Kind,
    subject_id: Option<i64>,
    from: Option<BusinessDate>,
    to: Option<BusinessDate>,
}

async fn issue(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<IssueBody>,
) -> Result<HttpResponse, Problem> {
    let IssueBody {
        kind,
        subject_id,
        from,
        to,
    } = body.body;
    let what = What::of_kind(kind, subject_id, Days { from, to });
    let what = what.ok_or(PaperError::NoSubject)?;
    Ok(created(&service::issue(&app, &by, body.key, what).await?))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    kind: Option<Kind>,
    /// `letter/12`.
    subject: Option<String>,
    cursor: Option<String>,
    limit: Option<i64>,
}

async fn list(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::parse(query.limit).map_err(|bad| bad.at("limit"))?;
    let after = query.cursor.as_deref().map(Cursor::parse).transpose();
    let after = after.map_err(|bad| bad.at("cursor"))?;
    let filter = Filter {
        kind: query.kind,
        subject: query.subject,
        ..Filter::of(&by)
    };
    Ok(ok(&service::list(&app, filter, after, limit).await?))
}

async fn get(app: web::Data<App>, by: Actor, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let paper = service::one(&app, &by, PaperId::new(*id)).await?;
    let reversed = service::reversal_of(&app, &paper).await?;
    Ok(ok(&OnePaper { paper, reversed }))
}

pub(super) async fn pdf(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let printed = service::pdf(&app, &by, PaperId::new(*id)).await?;
    Ok(inline(&req, printed))
}

/// The file, to be looked at in the browser; its tag is its own hash.
pub(super) fn inline(req: &HttpRequest, printed: Printed) -> HttpResponse {
    let tag = format!("\"{}\"", printed.sha256);
    let known = req.headers().get(IF_NONE_MATCH);
    let unchanged = known.is_some_and(|known| known.as_bytes() == tag.as_bytes());
    // A copy shows the data of the moment and is kept nowhere.
    let cached = if printed.issued {
        "private, no-cache"
    } else {
        "private, no-store"
    };
    let name = format!("inline; filename=\"{}.pdf\"", printed.name);
    let mut answer = if unchanged {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, cached))
        .insert_header((CONTENT_TYPE, "application/pdf"))
        .insert_header((CONTENT_DISPOSITION, name));
    if unchanged {
        answer.finish()
    } else {
        answer.body(printed.bytes)
    }
}

async fn copied(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    what: What,
) -> Result<HttpResponse, Problem> {
    Ok(inline(req, service::copy(app, by, what).await?))
}

async fn letter(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    copied(&app, &by, &req, What::Notice(LetterId::new(*id))).await
}

async fn batch(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    copied(&app, &by, &req, What::Covering(BatchId::new(*id))).await
}

async fn application(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    copied(&app, &by, &req, What::Application(ApplicationId::new(*id))).await
}

async fn receipt(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    copied(&app, &by, &req, What::Receipt(EntryId::new(*id))).await
}

/// Days of receipt, both included.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DaysQuery {
    from: Option<BusinessDate>,
    to: Option<BusinessDate>,
}

impl DaysQuery {
    fn days(&self) -> Days {
        Days {
            from: self.from,
            to: self.to,
        }
    }
}

async fn cards(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<DaysQuery>,
) -> Result<HttpResponse, Problem> {
    copied(&app, &by, &req, What::CardRegister(query.days())).await
}

async fn pins(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<DaysQuery>,
) -> Result<HttpResponse, Problem> {
    copied(&app, &by, &req, What::PinRegister(query.days())).await
}

/// A paper's number, and the hash that it shows or that its code holds; or the SHA-256 of a PDF.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckBody {
    number: String,
    sha256: String,
}

async fn check(app: web::Data<App>, body: Plain<CheckBody>) -> Result<HttpResponse, Problem> {
    let CheckBody { number, sha256 } = body.0;
    let hash = sha256.trim().to_ascii_lowercase();
    if !rules::is_hash_part(&hash) {
        return Err(PaperError::NothingToCheck { field: "sha256" }.into());
    }
    let checked = service::check(&app, number.trim(), &Shown::Hash(hash)).await?;
    Ok(ok(&checked))
}

async fn check_file(app: web::Data<App>, upload: Upload) -> Result<HttpResponse, Problem> {
    upload.only(&["number"])?;
    if upload.file.is_empty() {
        return Err(PaperError::NothingToCheck { field: "file" }.into());
    }
    let shown = Shown::File(upload.file.to_vec());
    Ok(ok(
        &service::check(&app, upload.text("number"), &shown).await?
    ))
}
