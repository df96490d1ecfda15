//! Custody over REST.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use super::super::error::CardError;
use super::super::model::BlockCause;
use super::READERS;
use super::model::{Fault, Lane};
use super::service::{self, Block, CorrectReceipt, FirstNotices, Receive, ReceiveLine, SendBack};
use super::store::{self, ItemFilter};
use crate::app::App;
use crate::cards::late::model::Late;
use crate::identity::model::{Actor, Duty, Role};
use crate::kernel::{BusinessDate, CardId, ItemId, MemberId, PersonId, Problem, Text, TransferId};
use crate::web::answer::{created, ok};
use crate::web::body::{Keyed, Plain};
use crate::web::route::{Route, Who};

mod hands;
mod transfers;

/// Who keeps or dispenses in either lane.
const HANDS: Who = Who::Duties(
    &[
        Duty::CardKeeper,
        Duty::PinKeeper,
        Duty::CardDispenser,
        Duty::PinDispenser,
    ],
    &[],
);
const KEEPERS: Who = Who::Duties(&[Duty::CardKeeper, Duty::PinKeeper], &[]);
/// Whoever may still hold something although his duty has ended: what he holds he may give, and nothing else (articles 7.1,
/// 7.2). The service asks whether he holds it.
const GIVERS: Who = Who::Duties(
    &[
        Duty::CardKeeper,
        Duty::PinKeeper,
        Duty::CardDispenser,
        Duty::PinDispenser,
    ],
    super::HOLDERS,
);
const LETTER_MAKERS: Who = Who::Duties(
    &[Duty::CardKeeper, Duty::PinKeeper, Duty::ApplicationOfficer],
    &[Role::Manager],
);

pub fn routes() -> Vec<Route> {
    [
        item_routes(),
        notice_routes(),
        transfers::routes(),
        hands::routes(),
        card_routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where cards and envelopes are, and what comes from the bank or goes back to it.
fn item_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/custody",
            "custody.list",
            READERS,
            "Cards or envelopes with place and holder",
            list,
        ),
        Route::get(
            "/api/v1/custody/counts",
            "custody.counts",
            READERS,
            "How many lie where",
            counts,
        ),
        Route::post(
            "/api/v1/receipts",
            "custody.receive",
            KEEPERS,
            "Receive cards or envelopes from the bank",
            receive,
        ),
        Route::post(
            "/api/v1/custody/{id}/correct-receipt",
            "custody.correct_receipt",
            KEEPERS,
            "Take a mistaken receipt back",
            correct,
        ),
        Route::post(
            "/api/v1/custody/send-back",
            "custody.send_back",
            KEEPERS,
            "Send faulty items back to the bank",
            send_back,
        ),
    ]
}

fn notice_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/notices/first",
            "notice.make_first",
            LETTER_MAKERS,
            "Make first letters",
            first_notices,
        ),
        Route::post(
            "/api/v1/notices/first/preview",
            "notice.preview_first",
            LETTER_MAKERS,
            "What making them would do",
            preview,
        ),
    ]
}

fn card_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/cards/{id}",
            "card.get",
            READERS,
            "A card with its item and envelope",
            card,
        ),
        Route::post(
            "/api/v1/cards/{id}/block",
            "card.block",
            Who::Roles(&[Role::Staff, Role::Manager]),
            "The member reports it lost or its PIN forgotten",
            block,
        ),
        Route::get(
            "/api/v1/members/{id}/cards",
            "member.cards",
            READERS,
            "A member's cards",
            member_cards,
        ),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    lane: Lane,
    place: Option<String>,
    batch: Option<i64>,
    holder: Option<i64>,
    member: Option<i64>,
    #[serde(default)]
    unannounced: bool,
    due_until: Option<BusinessDate>,
    #[serde(default)]
    after: i64,
    limit: Option<i64>,
}

async fn list(app: web::Data<App>, query: web::Query<ListQuery>) -> Result<HttpResponse, Problem> {
    let q = query.into_inner();
    let limit = q.limit.unwrap_or(50);
    if !(1..=200).contains(&limit) {
        return Err(Problem::bad_field(
            "limit",
            "E-REQ-400",
            Text::fixed("1 ถึง 200", "1 to 200"),
        ));
    }
    let filter = ItemFilter {
        place: q.place,
        batch: q.batch,
        holder: q.holder.map(PersonId::new),
        member: q.member.map(MemberId::new),
        unannounced: q.unannounced,
        due_until: q.due_until.map(BusinessDate::naive),
    };
    let items = app
        .read(move |conn| service::item_views(conn, q.lane, &filter, q.after, limit))
        .await?;
    let next = if items.len() as i64 == limit {
        items.last().map(|item| item.id)
    } else {
        None
    };
    Ok(ok(&json!({ "items": items, "next": next })))
}

async fn counts(app: web::Data<App>) -> Result<HttpResponse, Problem> {
    let lanes = app
        .read(|conn| {
            Ok::<_, CardError>([
                store::counts(conn, Lane::Card)?,
                store::counts(conn, Lane::Pin)?,
            ])
        })
        .await?;
    let shown = lanes.map(|rows| {
        rows.into_iter()
            .map(|r| json!({ "place": r.place, "holder_id": r.holder, "count": r.count, "oldest": r.oldest }))
            .collect::<Vec<_>>()
    });
    let [card, pin] = shown;
    Ok(ok(&json!({ "card": card, "pin": pin })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReceiveBody {
    lane: Lane,
    received_on: Option<BusinessDate>,
    lines: Vec<ReceiveLineBody>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReceiveLineBody {
    item: ItemId,
    envelope_no: Option<String>,
    fault: Option<Fault>,
    #[serde(default)]
    note: String,
}

async fn receive(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<ReceiveBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let lines = body.lines.into_iter().map(|line| ReceiveLine {
        item: line.item,
        envelope_no: line.envelope_no.map(|no| no.trim().to_owned()),
        fault: line.fault,
        note: line.note,
    });
    let received_on = body.received_on.unwrap_or_else(|| app.clock.today());
    let cmd = Receive {
        lane: body.lane,
        received_on,
        lines: lines.collect(),
    };
    Ok(created(&service::receive(&app, &by, Some(key), cmd).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CorrectBody {
    version: i64,
    reason: String,
}

async fn correct(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<CorrectBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let cmd = CorrectReceipt {
        item: ItemId::new(*id),
        version: body.version,
        reason: body.reason,
    };
    Ok(created(
        &service::correct_receipt(&app, &by, Some(key), cmd).await?,
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SendBackBody {
    items: Vec<ItemId>,
    paper: String,
}

async fn send_back(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<SendBackBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let cmd = SendBack {
        items: body.items,
        paper: body.paper,
    };
    Ok(created(
        &service::send_back(&app, &by, Some(key), cmd).await?,
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticesBody {
    items: Vec<ItemId>,
    dated: Option<BusinessDate>,
    late: Option<Late>,
}

impl From<NoticesBody> for FirstNotices {
    fn from(body: NoticesBody) -> Self {
        Self {
            items: body.items,
            dated: body.dated,
            late: body.late,
        }
    }
}

async fn first_notices(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<NoticesBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let cmd = FirstNotices::from(body);
    Ok(created(
        &service::make_first_notices(&app, &by, Some(key), cmd).await?,
    ))
}

async fn preview(app: web::Data<App>, body: Plain<NoticesBody>) -> Result<HttpResponse, Problem> {
    let (today, own) = (app.clock.today(), app.get_ref().clone());
    let cmd = FirstNotices::from(body.0);
    let seen = app
        .read(move |conn| service::preview_first_notices(conn, &own, &cmd, today))
        .await?;
    Ok(ok(&json!({
        "letters": seen.letters,
        "deadline": seen.deadline,
        "warning": seen.dated_off.map(|why| json!({ "th": why.th, "en": why.en })),
    })))
}

/// A confirmation says nothing more than the address does.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

async fn card(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let id = *id;
    let items = app
        .read(move |conn| {
            let rows = store::items_of_cards(conn, &[id])?;
            service::views_by_ids(conn, rows)
        })
        .await?;
    if items.is_empty() {
        return Err(CardError::NotFound.into());
    }
    Ok(ok(&json!({ "id": id, "items": items })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockBody {
    cause: BlockCause,
    bank_reference: Option<String>,
}

async fn block(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<BlockBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let cmd = Block {
        card: CardId::new(*id),
        cause: body.cause,
        bank_reference: body.bank_reference,
    };
    Ok(created(
        &service::block_card(&app, &by, Some(key), cmd).await?,
    ))
}

async fn member_cards(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let (member, today) = (MemberId::new(*id), app.clock.today());
    let cards = app
        .read(move |conn| service::cards_of(conn, member, today))
        .await?;
    Ok(ok(&json!({ "items": cards })))
}
