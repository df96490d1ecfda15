//! Accounts over REST.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::KEEPERS;
use crate::app::App;
use crate::db::Receipt;
use crate::identity::model::Actor;
use crate::identity::service::{self, OneTime};
use crate::kernel::{AccountId, PersonId, Problem};
use crate::web::answer;
use crate::web::body::Keyed;
use crate::web::route::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/persons/{id}/account",
            "account.open",
            KEEPERS,
            "Opens the person's one account; the password for the first sign-in is shown once",
            open,
        ),
        Route::post(
            "/api/v1/accounts/{id}/reset-password",
            "account.reset_password",
            KEEPERS,
            "Makes a password for one sign-in, shown once; all sign-ins end",
            reset,
        ),
        Route::post(
            "/api/v1/accounts/{id}/unlock",
            "account.unlock",
            KEEPERS,
            "Takes a lock off before its time",
            unlock,
        ),
        Route::post(
            "/api/v1/accounts/{id}/close",
            "account.close",
            KEEPERS,
            "Closes an account; its sign-ins end at once",
            close,
        ),
    ]
}

#[derive(Serialize)]
struct WithPassword<'a> {
    #[serde(flatten)]
    receipt: &'a Receipt,
    /// Null when the same request comes again: it is shown once.
    one_time_password: Option<&'a str>,
}

fn shown_once(done: &OneTime) -> HttpResponse {
    let body = WithPassword {
        receipt: &done.receipt,
        one_time_password: done.password.as_ref().map(|p| p.as_str()),
    };
    HttpResponse::Created()
        .insert_header(("Location", done.receipt.location.clone()))
        .json(body)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenBody {
    username: String,
}

async fn open(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    Keyed { body, key }: Keyed<OpenBody>,
) -> Result<HttpResponse, Problem> {
    let person = PersonId::new(*id);
    let done = service::open_account_for(&app, &by, Some(key), person, body.username).await?;
    Ok(shown_once(&done))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoFields {}

async fn reset(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<NoFields>,
) -> Result<HttpResponse, Problem> {
    let done = service::reset_password(&app, &by, Some(body.key), AccountId::new(*id)).await?;
    Ok(shown_once(&done))
}

async fn unlock(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<NoFields>,
) -> Result<HttpResponse, Problem> {
    let receipt = service::unlock_account(&app, &by, Some(body.key), AccountId::new(*id)).await?;
    Ok(answer::created(&receipt))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CloseBody {
    reason: String,
}

async fn close(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    Keyed { body, key }: Keyed<CloseBody>,
) -> Result<HttpResponse, Problem> {
    let id = AccountId::new(*id);
    let receipt = service::close_account(&app, &by, Some(key), id, body.reason).await?;
    Ok(answer::created(&receipt))
}
