//! Written orders and duties over REST.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::persons::EndBody;
use super::{KEEPERS, READERS, page};
use crate::app::App;
use crate::identity::model::{Actor, Duty};
use crate::identity::service::{self, NewDuty, NewOrder};
use crate::kernel::{BusinessDate, DutyId, OrderId, PersonId, Problem};
use crate::web::answer;
use crate::web::body::Keyed;
use crate::web::route::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    [order_routes(), duty_routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn order_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/orders",
            "order.list",
            READERS,
            "Written orders with their duties, newest first",
            list,
        ),
        Route::post(
            "/api/v1/orders",
            "order.issue",
            KEEPERS,
            "Enters a written order, and the duties it gives: all or none",
            issue,
        ),
        Route::get(
            "/api/v1/orders/{id}",
            "order.read",
            READERS,
            "One order with its duties",
            read,
        ),
    ]
}

fn duty_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/duties",
            "duty.matrix",
            Who::SignedIn,
            "People by duties as of a date: who has which, who may have it, and which article stands against it",
            matrix,
        ),
        Route::post(
            "/api/v1/duties",
            "duty.give",
            KEEPERS,
            "Gives a duty by an order, within its days",
            give,
        ),
        Route::get(
            "/api/v1/duties/{id}",
            "duty.read",
            READERS,
            "One duty",
            read_duty,
        ),
        Route::post(
            "/api/v1/duties/{id}/end",
            "duty.end",
            KEEPERS,
            "Ends a duty after a day, or at once",
            end,
        ),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    limit: Option<i64>,
    cursor: Option<String>,
}

async fn list(app: web::Data<App>, query: web::Query<ListQuery>) -> Result<HttpResponse, Problem> {
    let (before, limit) = page(query.limit, query.cursor.as_deref())?;
    Ok(answer::ok(&service::orders(&app, before, limit).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderBody {
    number: String,
    dated: BusinessDate,
    from: BusinessDate,
    to: Option<BusinessDate>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    duties: Vec<OrderedDuty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderedDuty {
    person: PersonId,
    duty: Duty,
    /// The order's days when none are given.
    from: Option<BusinessDate>,
    to: Option<BusinessDate>,
    terminal: Option<String>,
}

async fn issue(
    app: web::Data<App>,
    by: Actor,
    Keyed { body, key }: Keyed<OrderBody>,
) -> Result<HttpResponse, Problem> {
    let (new, duties) = parse(body);
    let receipt = service::order_with_duties(&app, &by, Some(key), new, duties).await?;
    Ok(answer::created(&receipt))
}

fn parse(body: OrderBody) -> (NewOrder, Vec<NewDuty>) {
    let (from, to) = (body.from, body.to);
    let duty = |d: OrderedDuty| NewDuty {
        person: d.person,
        duty: d.duty,
        order: OrderId::new(0),
        from: d.from.unwrap_or(from),
        to: d.to.or(to),
        terminal: d.terminal,
    };
    let duties = body.duties.into_iter().map(duty).collect();
    let new = NewOrder {
        number: body.number,
        dated: body.dated,
        from,
        to,
        title: body.title,
    };
    (new, duties)
}

async fn read(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let order = service::order_view(&app, OrderId::new(*id)).await?;
    Ok(answer::ok(&order))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MatrixQuery {
    as_of: Option<BusinessDate>,
}

async fn matrix(
    app: web::Data<App>,
    query: web::Query<MatrixQuery>,
) -> Result<HttpResponse, Problem> {
    let as_of = query.as_of.unwrap_or_else(|| app.clock.today());
    Ok(answer::ok(&service::matrix(&app, as_of).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GiveBody {
    person: PersonId,
    duty: Duty,
    order: OrderId,
    from: BusinessDate,
    to: Option<BusinessDate>,
    terminal: Option<String>,
}

async fn give(
    app: web::Data<App>,
    by: Actor,
    Keyed { body, key }: Keyed<GiveBody>,
) -> Result<HttpResponse, Problem> {
    let new = NewDuty {
        person: body.person,
        duty: body.duty,
        order: body.order,
        from: body.from,
        to: body.to,
        terminal: body.terminal,
    };
    let receipt = service::give_duty_to(&app, &by, Some(key), new).await?;
    Ok(answer::created(&receipt))
}

async fn read_duty(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let duty = service::duty_view(&app, DutyId::new(*id)).await?;
    Ok(answer::ok(&duty))
}

async fn end(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    Keyed { body, key }: Keyed<EndBody>,
) -> Result<HttpResponse, Problem> {
    let (id, EndBody { last_day, reason }) = (DutyId::new(*id), body);
    let receipt = service::end_given_duty(&app, &by, Some(key), id, last_day, reason).await?;
    Ok(answer::created(&receipt))
}
