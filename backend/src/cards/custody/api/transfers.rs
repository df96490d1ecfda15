//! Releases and returns over REST.

use super::*;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/releases",
            "custody.offer_release",
            GIVERS,
            "Offer items to a dispenser",
            offer_release,
        ),
        Route::post(
            "/api/v1/returns",
            "custody.offer_return",
            GIVERS,
            "Offer items back to their keeper",
            offer_return,
        ),
        Route::get(
            "/api/v1/transfers",
            "custody.transfers",
            GIVERS,
            "Releases and returns that wait for you",
            transfers,
        ),
        Route::post(
            "/api/v1/transfers/{id}/confirm",
            "custody.confirm_transfer",
            HANDS,
            "Confirm as the named receiver",
            confirm,
        ),
        Route::post(
            "/api/v1/transfers/{id}/withdraw",
            "custody.withdraw_transfer",
            GIVERS,
            "Take an offer back",
            withdraw,
        ),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TransferBody {
    items: Vec<ItemId>,
    to: PersonId,
}

async fn offer_release(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<TransferBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    Ok(created(
        &service::offer_release(&app, &by, Some(key), body.items, body.to).await?,
    ))
}

async fn offer_return(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<TransferBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    Ok(created(
        &service::offer_return(&app, &by, Some(key), body.items, body.to).await?,
    ))
}

async fn transfers(app: web::Data<App>, by: Actor) -> Result<HttpResponse, Problem> {
    let rows = app
        .read(move |conn| store::waiting_transfers(conn, by.person))
        .await?;
    let shown: Vec<_> = rows
        .into_iter()
        .map(|t| {
            json!({ "id": t.id, "lane": t.lane, "direction": t.direction, "from": t.from_person_id, "to": t.to_person_id,
                    "items": t.items, "offered_on": t.offered_on, "due_back_at": t.due_back_at })
        })
        .collect();
    Ok(ok(&json!({ "items": shown })))
}

async fn confirm(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<Nothing>,
) -> Result<HttpResponse, Problem> {
    Ok(created(
        &service::confirm_transfer(&app, &by, Some(body.key), TransferId::new(*id)).await?,
    ))
}

async fn withdraw(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<Nothing>,
) -> Result<HttpResponse, Problem> {
    Ok(created(
        &service::withdraw_transfer(&app, &by, Some(body.key), TransferId::new(*id)).await?,
    ))
}
