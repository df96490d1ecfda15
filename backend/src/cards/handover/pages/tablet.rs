//! The tablet's page: a code, a text, a pad. Its token lies in a cookie that only these addresses see, and opens nothing but
//! the strokes of one hand-over. No person is signed in here and no link leads away.

use actix_web::cookie::{Cookie, time::Duration};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::super::super::custody::model::Lane;
use super::super::super::error::CardError;
use super::super::super::shown::thing;
use super::super::super::views::{DeskTexts, PadPage, PadState};
use super::super::model::{HandOver, HandOverState};
use super::super::{desk as codes, limit, service};
use crate::app::App;
use crate::db::fold_one;
use crate::documents::service::signatures::{Point, Strokes};
use crate::kernel::Problem;
use crate::kernel::thai::to_arabic_digits;
use crate::web::body::Posted;
use crate::web::cookies::cookie;
use crate::web::frame::{answered, html, see_other, shell};
use crate::web::guard::lang_of;
use crate::web::parts::FormKeys;

/// The tablet's cookie: its token for one hand-over.
const TOKEN: &str = "tablet";
const PATH: &str = "/tablet";
/// The thanks empty themselves after this many seconds.
const THANKS_SECONDS: u32 = 8;

fn token(req: &HttpRequest) -> String {
    req.cookie(TOKEN)
        .map_or_else(String::new, |c| c.value().to_owned())
}

fn kept(value: &str) -> Cookie<'static> {
    let made = cookie(TOKEN, value).path(PATH);
    if value.is_empty() {
        made.max_age(Duration::ZERO).finish()
    } else {
        made.finish()
    }
}

/// 303 to the page, with the token kept or forgotten.
fn on_to(path: &str, token: &str) -> HttpResponse {
    let mut answer = see_other(path);
    // The token is digits, dots and hexadecimals.
    let _ = answer.add_cookie(&kept(token));
    answer
}

fn draw(
    app: &App,
    req: &HttpRequest,
    state: PadState,
    desk: String,
    key: String,
    status: u16,
) -> Result<HttpResponse, Problem> {
    let post_to = match state {
        PadState::Sign { .. } => "/tablet/strokes",
        PadState::Link(_) | PadState::Idle | PadState::Thanks => PATH,
    };
    let page = PadPage {
        shell: shell(app, req, None),
        desk,
        state,
        keys: FormKeys {
            token: String::new(),
            key,
            version: None,
        },
        post_to: post_to.to_owned(),
        watch: "/tablet/state".to_owned(),
    };
    answered(status, &page)
}

fn ask(
    app: &App,
    req: &HttpRequest,
    wrong: Option<&str>,
    status: u16,
) -> Result<HttpResponse, Problem> {
    let state = PadState::Link(wrong.map(str::to_owned));
    let mut answer = draw(app, req, state, String::new(), String::new(), status)?;
    let _ = answer.add_cookie(&kept(""));
    Ok(answer)
}

/// Asks for a code, or shows the one hand-over that its token opens.
pub async fn page(app: web::Data<App>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let held = token(&req);
    if held.is_empty() {
        return ask(&app, &req, None, 200);
    }
    match service::at_tablet(&app, &held).await {
        Ok(waiting) => sign_page(&app, &req, &waiting),
        Err(CardError::BadDeskCode) => {
            ask(&app, &req, Some(DeskTexts::of(lang_of(&req)).over), 200)
        }
        Err(other) => Err(other.into()),
    }
}

/// The text that was kept when the officer opened it, line by line as it was written: what, who, day, sentence.
fn sign_page(app: &App, req: &HttpRequest, at: &HandOver) -> Result<HttpResponse, Problem> {
    let mut lines = at.opening.text_shown.lines().map(str::to_owned);
    let mut next = || lines.next().unwrap_or_default();
    let (what, who, day) = (next(), next(), next());
    let sentence = lines.collect::<Vec<_>>().join("\n");
    let state = PadState::Sign {
        thing: thing(at.opening.lane),
        number: without(&what, name_of_thing(at.opening.lane)),
        member: without(&who, "สมาชิก"),
        day: without(&day, "วันที่"),
        sentence,
    };
    draw(app, req, state, at.opening.desk.clone(), form_key(at), 200)
}

fn name_of_thing(lane: Lane) -> &'static str {
    match lane {
        Lane::Card => "บัตรเงินสด",
        Lane::Pin => "ซองรหัสผ่านคู่บัตร",
    }
}

/// The line without the word that the page shows as its label.
fn without(line: &str, label: &str) -> String {
    line.strip_prefix(label).unwrap_or(line).trim().to_owned()
}

/// The same key for the same hand-over and round: after a broken line the strokes are found again and sent again, once.
fn form_key(at: &HandOver) -> String {
    format!("tablet-{}-{}", at.id, at.round)
}

/// Enters a desk code.
pub async fn join(
    app: web::Data<App>,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let lang = lang_of(&req);
    let tried = match limit::count_try(&req, app.clock.wall()) {
        Ok(tried) => tried,
        Err(fast) => return ask(&app, &req, Some(fast.detail.get(lang)), fast.status),
    };
    match service::join(&app, &digits(form.text("code")), tried).await {
        Ok((_, token)) => Ok(on_to(PATH, &token)),
        Err(CardError::BadDeskCode) => ask(&app, &req, Some(DeskTexts::of(lang).code_wrong), 422),
        Err(other) => Err(other.into()),
    }
}

fn digits(typed: &str) -> String {
    let typed = to_arabic_digits(typed);
    typed.chars().filter(char::is_ascii_digit).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Drawn {
    #[expect(dead_code, reason = "the pad says its height; the strokes say enough")]
    height: i64,
    strokes: Vec<Vec<Point>>,
}

/// The member's strokes, kept before the tablet is told so.
pub async fn strokes(
    app: web::Data<App>,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let drawn: Drawn =
        serde_json::from_str(form.text("strokes")).map_err(|_| CardError::BadSignature)?;
    let strokes = Strokes::parse(drawn.strokes).map_err(|_| CardError::BadSignature)?;
    let token = token(&req);
    match service::sign(&app, &token, Some(form.key), strokes, device(&req)).await {
        Ok(_) => Ok(on_to("/tablet/thanks", "")),
        Err(CardError::BadDeskCode) => Ok(see_other(PATH)),
        Err(other) => Err(other.into()),
    }
}

/// What the tablet says it is; kept with the signature.
fn device(req: &HttpRequest) -> String {
    let agent = req.headers().get("User-Agent");
    let agent = agent.and_then(|v| v.to_str().ok()).unwrap_or_default();
    agent.chars().take(200).collect()
}

/// The word that the tablet compares: once the hand-over is over, the page is loaded again and asks for a code.
pub async fn state(app: web::Data<App>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let read = codes::read_token(&app.secrets, &token(&req));
    let on = match read {
        None => false,
        Some((id, round)) => {
            let found = app
                .read(move |conn| Ok::<_, CardError>(fold_one::<HandOver>(conn, id.get())?))
                .await?;
            found.is_some_and(|h| h.round == round && is_on(h.state))
        }
    };
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body(if on { "on" } else { "off" }))
}

/// A signed one stays on, so that the answer to the strokes is not cut off by the page loading itself again.
fn is_on(state: HandOverState) -> bool {
    match state {
        HandOverState::Open | HandOverState::Signed(_) => true,
        HandOverState::Accepted(_) | HandOverState::Cancelled => false,
    }
}

/// Stored; after a moment the page is empty again.
pub async fn thanks(app: web::Data<App>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let page = PadPage {
        shell: shell(&app, &req, None),
        desk: String::new(),
        state: PadState::Thanks,
        keys: FormKeys::default(),
        post_to: PATH.to_owned(),
        watch: String::new(),
    };
    let mut answer = html(&page)?;
    let refresh = format!("{THANKS_SECONDS}; url={PATH}");
    if let Ok(value) = refresh.parse() {
        answer.headers_mut().insert(
            actix_web::http::header::HeaderName::from_static("refresh"),
            value,
        );
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_in_thai_digits_with_spaces() {
        assert_eq!(digits(" ๔๘ 27-16 "), "482716");
    }

    #[test]
    fn the_label_is_not_said_twice() {
        assert_eq!(without("สมาชิก 00519 นายประสิทธิ์", "สมาชิก"), "00519 นายประสิทธิ์");
        assert_eq!(without("อย่างอื่น", "สมาชิก"), "อย่างอื่น");
    }
}
