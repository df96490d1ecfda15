//! Routes that belong to no feature: assets, language, colours, about.

use actix_web::cookie::time::Duration;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::cookies::cookie;
use super::frame::{html, safe_return, shell};
use super::pages::{AboutPage, PrivacyPage};
use super::route::{Route, Who};
use super::{assets, problem};
use crate::app::App;
use crate::audit;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem};

pub fn routes() -> Vec<Route> {
    [asset_and_choice_routes(), about_routes()]
        .into_iter()
        .flatten()
        .collect()
}

/// The stylesheet and script, and what a browser chooses to see.
fn asset_and_choice_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/assets/{name}",
            "web.asset",
            Who::Anyone,
            "Stylesheet and script",
            assets::serve,
        ),
        Route::get(
            "/language/{code}",
            "web.language",
            Who::Anyone,
            "Switch the language and come back",
            language,
        ),
        Route::get(
            "/theme/{name}",
            "web.theme",
            Who::Anyone,
            "Switch the colours and come back",
            theme,
        ),
    ]
}

/// What the program says of itself.
fn about_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/about",
            "web.about",
            Who::SignedIn,
            "What this program is",
            about,
        ),
        Route::get(
            "/privacy",
            "web.privacy",
            Who::Anyone,
            "What is kept of people, and why",
            privacy,
        ),
        Route::get(
            "/api/v1/audit/head",
            "audit.head",
            Who::SignedIn,
            "Head of the audit chain",
            head,
        ),
    ]
}

#[derive(Deserialize)]
struct Back {
    #[serde(rename = "return")]
    back: Option<String>,
}

async fn language(code: web::Path<String>, back: web::Query<Back>) -> HttpResponse {
    let code = if code.as_str() == "en" { "en" } else { "th" };
    remembered("lang", code, &back)
}

async fn theme(name: web::Path<String>, back: web::Query<Back>) -> HttpResponse {
    let name = match name.as_str() {
        "light" => "light",
        "dark" => "dark",
        _ => "auto",
    };
    remembered("theme", name, &back)
}

fn remembered(name: &'static str, value: &'static str, back: &Back) -> HttpResponse {
    let kept = cookie(name, value).max_age(Duration::days(365));
    let to = safe_return(back.back.as_deref());
    HttpResponse::SeeOther()
        .insert_header((LOCATION, to))
        .cookie(kept.finish())
        .finish()
}

async fn head(app: web::Data<App>) -> Result<HttpResponse, Problem> {
    let head = app.read(audit::service::head_view).await?;
    Ok(super::answer::ok(&head))
}

async fn about(app: web::Data<App>, by: Actor, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let head = app.read(audit::service::head_view).await?;
    let say = |th: &str, en: &str| {
        if by.lang == Lang::Th {
            th.to_owned()
        } else {
            en.to_owned()
        }
    };
    let facts = vec![
        (say("รุ่น", "Version"), env!("CARGO_PKG_VERSION").to_owned()),
        (
            say("ลำดับล่าสุดของประวัติ", "Last event of the audit chain"),
            head.seq.to_string(),
        ),
        (say("ค่าตรวจสอบล่าสุด", "Its seal"), head.hash),
        (say("สัญญาอนุญาต", "Licence"), "MIT OR Apache-2.0".to_owned()),
    ];
    html(&AboutPage {
        shell: shell(&app, &req, Some(&by)),
        facts,
    })
}

/// The notice is for members as much as for staff: nobody has to sign in to read it.
async fn privacy(app: web::Data<App>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    html(&PrivacyPage {
        shell: shell(&app, &req, None),
    })
}

/// A problem as a page; someone who is not signed in is sent to the sign-in page and comes back after it.
pub fn problem_page(req: &HttpRequest, refused: &Problem, lang: Lang) -> HttpResponse {
    use actix_web::HttpMessage;
    if refused.status == 401 {
        let here = super::frame::here(req);
        return super::frame::see_other(&format!("/sign-in?next={here}"));
    }
    if refused.code == crate::identity::service::MUST_CHANGE {
        return super::frame::see_other("/password");
    }
    let Some(app) = req.app_data::<web::Data<App>>() else {
        return problem::json(refused, lang);
    };
    let actor = req.extensions().get::<Actor>().cloned();
    let page = super::pages::ErrorPage {
        shell: shell(app, req, actor.as_ref()),
        title: refused.title.get(lang).to_owned(),
        detail: refused.detail.get(lang).to_owned(),
        code: refused.code.to_owned(),
        rule: refused.rule.map(|rule| rule.id().to_owned()),
        article: refused
            .rule
            .and_then(|rule| rule.article())
            .map(str::to_owned),
        request_id: refused.request_id.clone(),
        back: "/".to_owned(),
    };
    let answer = super::frame::answered(refused.status, &page)
        .unwrap_or_else(|_| problem::json(refused, lang));
    problem::come_again(answer)
}
