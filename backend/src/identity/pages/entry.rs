//! Signing in and out, one's own password, and the demonstration's change of person.

use actix_web::cookie::time::Duration;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::notes;
use crate::app::App;
use crate::identity::error::IdentityError;
use crate::identity::model::{Actor, Door, Duty};
use crate::identity::service::{self, COOKIE, Roster, SignedIn, Way};
use crate::identity::views::{PasswordPage, SignInPage, WhoPage, WhoRow};
use crate::identity::{device, texts};
use crate::kernel::{Lang, PersonId, Problem};
use crate::web::body::Posted;
use crate::web::cookies::cookie;
use crate::web::frame::{
    answered, done, encoded, fresh_key, html, keys, safe_return, see_other, shell,
};
use crate::web::parts::{Banner, FieldNote, FormKeys, Tone};
use crate::web::route::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/sign-in",
            "sign_in.page",
            Who::Anyone,
            "Sign in",
            sign_in_page,
        ),
        Route::post("/sign-in", "sign_in", Who::Anyone, "Sign in", sign_in),
        Route::get(
            "/password",
            "account.change_password.page",
            Who::SignedInAtAll,
            "Change one's own password",
            password_page,
        ),
        Route::post(
            "/password",
            "account.change_password",
            Who::SignedInAtAll,
            "Change one's own password",
            change_password,
        ),
        Route::post(
            "/sign-out",
            "account.sign_out",
            Who::SignedInAtAll,
            "End all sign-ins of one's account",
            sign_out,
        ),
    ]
}

pub(super) fn demonstration_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/demo/who",
            "demo.who.page",
            Who::Anyone,
            "Who am I in the demonstration",
            who_page,
        ),
        Route::post(
            "/demo/who",
            "demo.who",
            Who::Anyone,
            "Change person in the demonstration",
            who,
        ),
    ]
}

#[derive(Deserialize)]
struct Next {
    #[serde(alias = "return")]
    next: Option<String>,
}

async fn sign_in_page(
    app: web::Data<App>,
    req: HttpRequest,
    next: web::Query<Next>,
) -> Result<HttpResponse, Problem> {
    if !app.read(service::has_person).await? {
        return Ok(see_other("/set-up"));
    }
    let next = safe_return(next.next.as_deref());
    html(&sign_in_form(&app, &req, next, String::new(), Vec::new()))
}

fn anonymous_keys() -> FormKeys {
    FormKeys {
        key: fresh_key(),
        ..FormKeys::default()
    }
}

fn sign_in_form(
    app: &App,
    req: &HttpRequest,
    next: String,
    user_name: String,
    mut banners: Vec<Banner>,
) -> SignInPage {
    let shell = shell(app, req, None);
    if app.is_demonstration() {
        let (text, link) = (texts::DEMONSTRATION, texts::CHOOSE_PERSON);
        let href = format!("/demo/who?next={}", encoded(&next));
        banners
            .push(Banner::new(Tone::Info, text.get(shell.lang)).link(link.get(shell.lang), href));
    }
    SignInPage {
        shell,
        keys: anonymous_keys(),
        next,
        user_name,
        banners,
        contact: String::new(),
    }
}

async fn sign_in(
    app: web::Data<App>,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let (way, next) = (
        Way::of(&req, Door::Browser),
        safe_return(form.filled("next")),
    );
    let password = Zeroizing::new(form.text("password").to_owned());
    let name = form.text("user_name");
    match service::sign_in(&app, name, password, &way).await {
        Ok(signed_in) if signed_in.must_change_password => Ok(signed(&signed_in, "/password")),
        Ok(signed_in) => Ok(welcomed(&req, &signed_in, &next)),
        Err(error) => not_signed_in(&app, &req, next, name.to_owned(), error),
    }
}

fn not_signed_in(
    app: &App,
    req: &HttpRequest,
    next: String,
    name: String,
    error: IdentityError,
) -> Result<HttpResponse, Problem> {
    let problem = Problem::from(error);
    if !matches!(problem.status, 401 | 429) {
        return Err(problem);
    }
    let lang = crate::web::guard::lang_of(req);
    let banner = Banner::new(Tone::Danger, problem.detail.get(lang));
    let page = sign_in_form(app, req, next, name, vec![banner]);
    answered(problem.status, &page)
}

/// Gives the browser its sign-in, and what makes it a known device. A cookie that cannot be written leaves the browser signed
/// out, and the next page says so.
fn keep(answer: &mut HttpResponse, signed_in: &SignedIn) {
    let _ = answer.add_cookie(&cookie(COOKIE, signed_in.token.clone()).finish());
    if let Some(known) = &signed_in.device {
        let known = cookie(device::COOKIE, known.clone()).max_age(Duration::days(device::DAYS));
        let _ = answer.add_cookie(&known.finish());
    }
}

/// On to a page that says when this account was used before: a stranger's use shows there.
fn welcomed(req: &HttpRequest, signed_in: &SignedIn, next: &str) -> HttpResponse {
    let lang = crate::web::guard::lang_of(req);
    let said = texts::signed_in_before(signed_in.before, signed_in.wrong_tries);
    let mut answer = done(next, said.get(lang));
    keep(&mut answer, signed_in);
    answer
}

/// On to a page, with the new sign-in as the browser's cookie.
pub(super) fn signed(signed_in: &SignedIn, next: &str) -> HttpResponse {
    let mut answer = see_other(next);
    keep(&mut answer, signed_in);
    answer
}

async fn sign_out(app: web::Data<App>, by: Actor, _form: Posted) -> Result<HttpResponse, Problem> {
    service::sign_out(&app, &by).await?;
    let mut answer = see_other("/sign-in");
    let gone = cookie(COOKIE, "").max_age(Duration::ZERO);
    let _ = answer.add_cookie(&gone.finish());
    Ok(answer)
}

fn password_form(app: &App, req: &HttpRequest, by: &Actor, notes: Vec<FieldNote>) -> PasswordPage {
    let first = by.must_change_password;
    PasswordPage {
        shell: shell(app, req, Some(by).filter(|_| !first)),
        keys: keys(by, None),
        first,
        user_name: String::new(),
        notes,
    }
}

async fn password_page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    html(&password_form(&app, &req, &by, Vec::new()))
}

async fn change_password(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let text = |name: &str| Zeroizing::new(form.text(name).to_owned());
    if text("new") != text("again") {
        let again = FieldNote {
            field: "again".into(),
            message: texts::NOT_THE_SAME.get(by.lang).to_owned(),
        };
        return answered(422, &password_form(&app, &req, &by, vec![again]));
    }
    let way = Way::of(&req, Door::Browser);
    let changed = service::change_password(&app, &by, text("old"), text("new"), &way).await;
    match changed.map_err(Problem::from) {
        Ok(signed_in) => Ok(signed(&signed_in, "/")),
        Err(problem) if !problem.errors.is_empty() => {
            let names = [("old_password", "old"), ("new_password", "new")];
            let notes = notes(&problem, by.lang, &names);
            answered(422, &password_form(&app, &req, &by, notes))
        }
        Err(problem) => Err(problem),
    }
}

async fn who_page(
    app: web::Data<App>,
    req: HttpRequest,
    next: web::Query<Next>,
) -> Result<HttpResponse, Problem> {
    let today = app.clock.today();
    let people = app.read(move |conn| service::roster(conn, today)).await?;
    let shell = shell(&app, &req, None);
    let rows = people.iter().map(|one| who_row(one, shell.lang)).collect();
    html(&WhoPage {
        keys: anonymous_keys(),
        next: safe_return(next.next.as_deref()),
        people: rows,
        shell,
    })
}

fn who_row(one: &Roster, lang: Lang) -> WhoRow {
    let roles = one
        .roles
        .iter()
        .map(|role| role.title().get(lang).to_owned());
    let duties = one.duties.iter().map(|held| {
        let title = held.duty.title();
        format!("{} ({})", title.get(lang), held.order_no)
    });
    let tries = one
        .duties
        .iter()
        .map(|held| try_this(held.duty).get(lang).to_owned());
    WhoRow {
        id: one.person.get(),
        name: one.name.clone(),
        duty: roles.chain(duties).collect::<Vec<_>>().join(" · "),
        try_this: tries.collect::<Vec<_>>().join(" · "),
    }
}

fn try_this(duty: Duty) -> crate::kernel::Text {
    match duty {
        Duty::ApplicationOfficer => texts::TRY_APPLICATIONS,
        Duty::CardKeeper => texts::TRY_CARD_KEEPER,
        Duty::PinKeeper => texts::TRY_PIN_KEEPER,
        Duty::CardDispenser => texts::TRY_CARD_DISPENSER,
        Duty::PinDispenser => texts::TRY_PIN_DISPENSER,
        Duty::EdcController
        | Duty::EdcUser
        | Duty::CorporateOnlineController
        | Duty::CorporateOnlineUser => duty.title(),
    }
}

async fn who(app: web::Data<App>, req: HttpRequest, form: Posted) -> Result<HttpResponse, Problem> {
    let person: i64 = form.text("person").parse().unwrap_or_default();
    let signed_in = service::sign_in_as(&app, PersonId::new(person), Door::Browser).await?;
    Ok(welcomed(
        &req,
        &signed_in,
        &safe_return(form.filled("next")),
    ))
}
