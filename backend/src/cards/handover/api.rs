//! Hand-overs over REST, for the counter and for the tablet.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use super::super::custody::api::Nothing;
use super::super::custody::model::{Identified, Lane};
use super::super::custody::store as items;
use super::super::error::CardError;
use super::model::Mark;
use super::pages::PREVIEW;
use super::recorded::recorded;
use super::service::{self, Open, Proof};
use super::{desk, store};
use crate::app::App;
use crate::documents::service::signatures::{Point, Strokes};
use crate::identity::model::{Actor, Duty};
use crate::kernel::{AttachmentId, CardId, HandOverId, ItemId, PersonId, Problem, Text};
use crate::web::answer::{created, ok};
use crate::web::body::{Keyed, Plain};
use crate::web::route::{Route, Who};

const DISPENSERS: Who = Who::Duties(&[Duty::CardDispenser, Duty::PinDispenser], &[]);

pub fn routes() -> Vec<Route> {
    [
        hand_routes(),
        desk_routes(),
        officer_routes(),
        tablet_routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Handed over at once, with strokes or paper.
fn hand_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/cards/{id}/hand-over",
            "card.hand_over",
            Who::Duties(&[Duty::CardDispenser], &[]),
            "Hand a card to its member, with strokes or paper",
            card,
        ),
        Route::post(
            "/api/v1/cards/{id}/envelope/hand-over",
            "envelope.hand_over",
            Who::Duties(&[Duty::PinDispenser], &[]),
            "Hand a PIN envelope to its member",
            envelope,
        ),
    ]
}

/// A hand-over that waits for the tablet, and how it was recorded.
fn desk_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/hand-overs",
            "hand_over.open",
            DISPENSERS,
            "Open a hand-over and get its desk code",
            open,
        ),
        Route::get(
            "/api/v1/hand-overs",
            "hand_over.list",
            DISPENSERS,
            "Your waiting hand-overs",
            list,
        ),
        Route::get(
            "/api/v1/hand-overs/{id}",
            "hand_over.record",
            super::super::custody::READERS,
            "A hand-over as it was recorded, with its text and signature",
            one,
        ),
    ]
}

/// What its officer does about it.
fn officer_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/hand-overs/{id}/send-again",
            "hand_over.send_again",
            DISPENSERS,
            "A new desk code",
            send_again,
        ),
        Route::post(
            "/api/v1/hand-overs/{id}/accept",
            "hand_over.accept",
            DISPENSERS,
            "Accept the signature; only now it is handed over",
            accept,
        ),
        Route::post(
            "/api/v1/hand-overs/{id}/cancel",
            "hand_over.cancel",
            DISPENSERS,
            "Give up; nothing was handed over",
            cancel,
        ),
    ]
}

/// What the tablet may do with its desk code.
fn tablet_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/tablet/sessions",
            "tablet.join",
            Who::Anyone,
            "A tablet enters a desk code",
            join,
        ),
        Route::get(
            "/api/v1/tablet/hand-over",
            "tablet.text",
            Who::Tablet,
            "The text the member signs",
            text,
        ),
        Route::post(
            "/api/v1/tablet/strokes",
            "tablet.sign",
            Who::Tablet,
            "The member's strokes",
            sign,
        ),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandOverBody {
    identified: Identified,
    #[serde(default)]
    desk: String,
    #[serde(default)]
    device: String,
    strokes: Option<Vec<Vec<Point>>>,
    paper: Option<AttachmentId>,
    /// What the member put on the paper.
    mark: Option<Mark>,
    #[serde(default)]
    witnesses: Vec<PersonId>,
    /// The member gives the earlier card back.
    #[serde(default)]
    takes_in: bool,
}

impl HandOverBody {
    fn proof(&mut self) -> Result<Option<Proof>, CardError> {
        if let Some(paper) = self.paper {
            let mark = self.mark.ok_or_else(mark_needed)?;
            return Ok(Some(Proof::Paper {
                paper,
                mark,
                witnesses: std::mem::take(&mut self.witnesses),
            }));
        }
        let Some(strokes) = self.strokes.take() else {
            return Ok(None);
        };
        let strokes = Strokes::parse(strokes).map_err(|_| CardError::BadSignature)?;
        Ok(Some(Proof::Strokes {
            strokes,
            device: std::mem::take(&mut self.device),
        }))
    }
}

fn mark_needed() -> CardError {
    CardError::Field {
        field: "mark".to_owned(),
        code: "required",
        message: Text::fixed(
            "ระบุว่าแบบกระดาษมีลายมือชื่อ (signature) หรือลายนิ้วมือ (thumb_print)",
            "Say whether the paper bears a signature or a thumb_print.",
        ),
    }
}

async fn card(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<HandOverBody>,
) -> Result<HttpResponse, Problem> {
    whole(&app, &by, CardId::new(*id), Lane::Card, body).await
}

async fn envelope(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<HandOverBody>,
) -> Result<HttpResponse, Problem> {
    whole(&app, &by, CardId::new(*id), Lane::Pin, body).await
}

/// Both lanes are named by their card: an envelope's own id beside a card's would be taken for it.
async fn whole(
    app: &App,
    by: &Actor,
    card: CardId,
    lane: Lane,
    body: Keyed<HandOverBody>,
) -> Result<HttpResponse, Problem> {
    let item = app
        .read(move |conn| items::item_of_card(conn, card, lane))
        .await?;
    let Keyed { mut body, key } = body;
    let proof = body.proof()?;
    let cmd = Open {
        item,
        identified: body.identified,
        desk: body.desk,
        takes_in: body.takes_in,
    };
    Ok(created(
        &service::hand_over(app, by, Some(key), cmd, proof).await?,
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenBody {
    item: ItemId,
    identified: Identified,
    #[serde(default)]
    desk: String,
    /// The member gives the earlier card back.
    #[serde(default)]
    takes_in: bool,
}

async fn open(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<OpenBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let cmd = Open {
        item: body.item,
        identified: body.identified,
        desk: body.desk,
        takes_in: body.takes_in,
    };
    Ok(created(&service::open(&app, &by, Some(key), cmd).await?))
}

async fn list(app: web::Data<App>, by: Actor) -> Result<HttpResponse, Problem> {
    let waiting = app
        .read(move |conn| store::waiting_of_officer(conn, by.person))
        .await?;
    let shown: Vec<_> = waiting
        .iter()
        .map(|h| {
            json!({ "id": h.id, "item": h.opening.item, "lane": h.opening.lane, "card": h.opening.card, "member": h.opening.member,
                    "state": h.state.code(), "joined": h.joined, "desk_code": desk::code(&app.secrets, h.id, h.round),
                    "text": h.opening.text_shown })
        })
        .collect();
    Ok(ok(&json!({ "items": shown })))
}

async fn one(app: web::Data<App>, by: Actor, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let kept = recorded(&app, &by, HandOverId::new(*id), PREVIEW).await?;
    let signature = kept.signed.map(|signed| {
        json!({ "signed_at": signed.at, "device": signed.device, "sha256": signed.sha256, "svg_paths": signed.paths })
    });
    Ok(ok(
        &json!({ "id": kept.id, "state": kept.state, "on": kept.on, "lane": kept.lane, "card": kept.card, "member": kept.member,
                 "officer": kept.officer, "desk": kept.desk, "identified": kept.identified, "text": kept.text_shown,
                 "signature": signature, "paper": kept.paper }),
    ))
}

async fn send_again(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<Nothing>,
) -> Result<HttpResponse, Problem> {
    Ok(created(
        &service::send_again(&app, &by, Some(body.key), HandOverId::new(*id)).await?,
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptBody {
    paper: Option<AttachmentId>,
}

async fn accept(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<AcceptBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    Ok(created(
        &service::accept(&app, &by, Some(key), HandOverId::new(*id), body.paper).await?,
    ))
}

async fn cancel(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<Nothing>,
) -> Result<HttpResponse, Problem> {
    Ok(created(
        &service::cancel(&app, &by, Some(body.key), HandOverId::new(*id)).await?,
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JoinBody {
    code: String,
}

async fn join(
    app: web::Data<App>,
    req: HttpRequest,
    body: Plain<JoinBody>,
) -> Result<HttpResponse, Problem> {
    let tried = super::limit::count_try(&req, app.clock.wall())?;
    let (found, token) = service::join(&app, body.0.code.trim(), tried).await?;
    Ok(ok(
        &json!({ "access_token": token, "token_type": "Bearer", "text": found.opening.text_shown, "desk": found.opening.desk }),
    ))
}

/// The tablet's token from its Bearer header.
fn bearer(req: &HttpRequest) -> Result<String, CardError> {
    let header = req
        .headers()
        .get("Authorization")
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    header
        .strip_prefix("Bearer ")
        .map(str::to_owned)
        .ok_or(CardError::BadDeskCode)
}

async fn text(app: web::Data<App>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let found = service::at_tablet(&app, &bearer(&req)?).await?;
    Ok(ok(
        &json!({ "text": found.opening.text_shown, "desk": found.opening.desk }),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignBody {
    strokes: Vec<Vec<Point>>,
    #[serde(default)]
    device: String,
}

async fn sign(
    app: web::Data<App>,
    req: HttpRequest,
    body: Keyed<SignBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let token = bearer(&req)?;
    let strokes = Strokes::parse(body.strokes).map_err(|_| CardError::BadSignature)?;
    Ok(created(
        &service::sign(&app, &token, Some(key), strokes, body.device).await?,
    ))
}
