//! Signing in and out, one's own password, who am I.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::app::App;
use crate::identity::model::{Actor, Door, Duty, Role};
use crate::identity::service::{self, Way};
use crate::kernel::{AccountId, PersonId, Problem};
use crate::web::answer;
use crate::web::body::Plain;
use crate::web::route::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/auth/token",
            "sign_in",
            Who::Anyone,
            "Signs in: user name and password for a Bearer token of half an hour",
            take_token,
        ),
        Route::post(
            "/api/v1/auth/password",
            "account.change_password",
            Who::SignedInAtAll,
            "Changes one's own password; all other sign-ins end, a new token is given",
            change_password,
        ),
        Route::post(
            "/api/v1/auth/sign-out",
            "account.sign_out",
            Who::SignedInAtAll,
            "Ends all sign-ins of one's account",
            sign_out,
        ),
        Route::get(
            "/api/v1/me",
            "me",
            Who::SignedInAtAll,
            "Who am I: person, roles, and the duties held today",
            me,
        ),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignInBody {
    username: String,
    password: String,
}

#[derive(Serialize)]
struct Token {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    /// Nothing but changing the password is open until it is done.
    must_change_password: bool,
    /// Wrong passwords for the account since its last sign-in.
    wrong_tries: i64,
}

impl From<service::SignedIn> for Token {
    fn from(signed_in: service::SignedIn) -> Self {
        Self {
            access_token: signed_in.token,
            token_type: "Bearer",
            expires_in: signed_in.expires_in_seconds,
            must_change_password: signed_in.must_change_password,
            wrong_tries: signed_in.wrong_tries,
        }
    }
}

async fn take_token(
    app: web::Data<App>,
    req: HttpRequest,
    body: Plain<SignInBody>,
) -> Result<HttpResponse, Problem> {
    let (way, password) = (
        Way::of(&req, Door::Program),
        Zeroizing::new(body.0.password),
    );
    let signed_in = service::sign_in(&app, &body.0.username, password, &way).await?;
    Ok(answer::ok(&Token::from(signed_in)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PasswordBody {
    old_password: String,
    new_password: String,
}

async fn change_password(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    body: Plain<PasswordBody>,
) -> Result<HttpResponse, Problem> {
    let old = Zeroizing::new(body.0.old_password);
    let new = Zeroizing::new(body.0.new_password);
    let signed_in = service::change_password(&app, &by, old, new, &Way::of(&req, by.door)).await?;
    Ok(answer::ok(&Token::from(signed_in)))
}

async fn sign_out(app: web::Data<App>, by: Actor) -> Result<HttpResponse, Problem> {
    service::sign_out(&app, &by).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Serialize)]
struct Me {
    person: PersonId,
    account: AccountId,
    name: String,
    roles: Vec<Role>,
    duties: Vec<Duty>,
    must_change_password: bool,
}

async fn me(by: Actor) -> HttpResponse {
    answer::ok(&Me {
        person: by.person,
        account: by.account,
        name: by.name,
        roles: by.roles,
        duties: by.duties,
        must_change_password: by.must_change_password,
    })
}
