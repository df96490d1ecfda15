//! Who gets through to a handler, and what every answer has in common. Two layers:
//!
//! - [`door`] stands in each route, right before its handler, with the route's own row: nothing is looked up by the address, so
//!   no spelling of an address leads past it (decision 33). It decides who may pass, takes the body in, and decides once more:
//!   see [`admit`].
//! - [`around`] stands around all routes and lets nobody in. It refuses oddly spelled addresses, finds out who asks, and makes every answer
//!   presentable: problems in the reader's language, security headers, the request's id, the log.
//!
//! So the order of refusals is: 400 the spelling, 415 a compressed body, 404 no such address, 405 not this method, 401 nobody is signed in, 403 not
//! yours, and then whatever the handler says.

mod admit;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};

use super::client::{self, Client};
use super::request_id::{self, RequestId};
use super::route::{Row, is_for_programs};
use super::{address, ask, coding, cookies, problem, unread};
use crate::app::App;
use crate::audit::strangers::Seen;
use crate::db::{self, AccessLine};
use crate::identity::model::Actor;
use crate::kernel::{Lang, PersonId, Problem, Text};

pub use admit::may_use;

/// The way into one handler. Leaves its row and whoever asks in the request, for the handler and for [`around`]; whom the row
/// does not name never reaches the handler.
pub async fn door(
    row: Row,
    mut req: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    req.extensions_mut().insert(row.clone());
    match admit::with_its_body(&row, &mut req).await {
        Ok(Some(standing)) => db::while_it_stands(standing, next.call(req)).await,
        Ok(None) => next.call(req).await,
        Err(refused) => Ok(req.error_response(refused)),
    }
}

/// Middleware around all routes.
pub async fn around(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    req.extensions_mut().insert(RequestId::fresh());
    let odd = address::check(req.uri())
        .and_then(|()| coding::check(req.headers()))
        .and_then(|()| client_of(req.request()));
    let client = match odd {
        Ok(client) => client,
        Err(odd) => return Ok(rendered(req.error_response(odd))),
    };
    req.extensions_mut().insert(client);
    db::asked_from(client.address.to_string(), answered(req, next)).await
}

/// Who asks by which address, told once for all that comes after.
fn client_of(req: &HttpRequest) -> Result<Client, Problem> {
    let app = app_of(req).ok();
    let is_proxy = |address| app.is_some_and(|app| app.config.is_proxy(address));
    client::find(req, is_proxy)
}

async fn answered(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let (response, shown) = ask::watched(next.call(req)).await;
    let response = response?.map_into_boxed_body();
    let shown = shown.filter(|_| response.status().is_client_error());
    if let Some(refused) = problem_in(&response).or(shown.as_ref()) {
        log_refusal(response.request(), refused);
    }
    recognise(response.request()).await;
    Ok(rendered(response))
}

/// The problem that the door or a handler answered with.
fn problem_in(response: &ServiceResponse<BoxBody>) -> Option<&Problem> {
    response.response().error()?.as_error::<Problem>()
}

fn app_of(req: &HttpRequest) -> Result<&web::Data<App>, Problem> {
    let app = req.app_data::<web::Data<App>>();
    app.ok_or_else(|| Problem::internal().caused_by("the server was put together without its App"))
}

/// The row that answered; none where the address or the method is not in the table.
fn row_of(req: &HttpRequest) -> Option<Row> {
    req.extensions().get::<Row>().cloned()
}

fn person_of(req: &HttpRequest) -> Option<PersonId> {
    req.extensions().get::<Actor>().map(|actor| actor.person)
}

/// Who opens a page that is not there, so that its error page keeps the menu; a stranger stays a stranger.
async fn recognise(req: &HttpRequest) {
    if row_of(req).is_some() || is_for_programs(req) {
        return;
    }
    // Whoever it is not is nobody's matter here.
    let _ = admit::known(req).await;
}

/// Notes a refusal in the access log; a stranger's is counted, because anybody can make as many as he likes. Without a row
/// nothing was asked for, and nothing is noted.
fn log_refusal(req: &HttpRequest, refused: &Problem) {
    let (Some(row), Ok(app)) = (row_of(req), app_of(req)) else {
        return;
    };
    if !matches!(refused.status, 401 | 403 | 409 | 422) {
        return;
    }
    let (at, person) = (app.clock.wall(), person_of(req));
    if person.is_none() {
        let address = client::of(req).address;
        return app
            .strangers
            .count(Seen::Refused, at, address, refused.status);
    }
    app.writer.log(AccessLine {
        at,
        person,
        what: "refused",
        object: row.act.to_owned(),
        status: refused.status,
        rule: refused.rule.map(|r| r.id()),
        detail: refused.code.to_owned(),
    });
}

/// Problems in the reader's language, as JSON or page, whoever answered with them: door, handler or framework.
fn rendered(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let found = problem_in(&response).cloned();
    let Some(mut problem) = found.or_else(|| plain_status(&response)) else {
        return headed(response);
    };
    let (req, _) = response.into_parts();
    if problem.status >= 500 {
        failed(&req, &mut problem);
    }
    let lang = lang_of(&req);
    let answer = if is_for_programs(&req) {
        problem::json(&problem, lang)
    } else {
        super::front::problem_page(&req, &problem, lang)
    };
    headed(ServiceResponse::new(req, answer))
}

/// A failure of ours: its cause goes to the log, and only the request's id to whoever asked (decision 34).
fn failed(req: &HttpRequest, problem: &mut Problem) {
    let id = req
        .extensions()
        .get::<RequestId>()
        .map(RequestId::to_string);
    tracing::error!(
        request.id = id.as_deref().unwrap_or("-"),
        act = row_of(req).map_or("-", |row| row.act),
        person = person_of(req).map_or(0, PersonId::get),
        status = problem.status,
        code = problem.code,
        cause = problem.cause.as_deref().unwrap_or("not told"),
        "a request failed"
    );
    problem.request_id = id;
}

/// What the framework itself refuses (unknown path, wrong method, a path that does not parse) gets a problem body as well.
fn plain_status(response: &ServiceResponse<BoxBody>) -> Option<Problem> {
    let has_type = response.headers().contains_key("content-type");
    match response.status().as_u16() {
        404 if !has_type || response.response().error().is_some() => Some(Problem::not_found()),
        405 => Some(Problem::new(
            405,
            "E-SYS-017",
            Text::fixed("ทำแบบนี้กับที่อยู่นี้ไม่ได้", "Not this method here"),
            Text::fixed("ดูวิธีใช้ที่ /api/docs", "See /api/docs."),
        )),
        413 if !has_type || response.response().error().is_some() => Some(Problem::too_large()),
        status @ 400..=499 if response.response().error().is_some() => {
            let mut problem = Problem::new(
                status,
                "E-SYS-015",
                Text::fixed("อ่านคำขอไม่ได้", "The request could not be read"),
                Text::fixed(
                    "ตรวจที่อยู่และพารามิเตอร์",
                    "Check the address and its parameters.",
                ),
            );
            if let Some(row) = row_of(response.request()) {
                problem.errors = unread::in_address(response.request(), &(row.takes)());
            }
            Some(problem)
        }
        500..=599 if !has_type || response.response().error().is_some() => {
            let cause = response.response().error().map(ToString::to_string);
            Some(Problem::internal().caused_by(cause.unwrap_or_default()))
        }
        _ => None,
    }
}

/// The reader's language: the page's own switch, a cookie; for a program what it accepts; Thai by default.
pub fn lang_of(req: &HttpRequest) -> Lang {
    if let Some(cookie) = req.cookie("lang") {
        return if cookie.value() == "en" {
            Lang::En
        } else {
            Lang::Th
        };
    }
    let accepts = req
        .headers()
        .get("Accept-Language")
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let asked = Lang::from_header(accepts).filter(|_| is_for_programs(req));
    asked.unwrap_or(Lang::Th)
}

fn headed(mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let req = response.request();
    let docs = row_of(req).is_some_and(|row| row.path.starts_with("/api/docs"));
    let id = req
        .extensions()
        .get::<RequestId>()
        .and_then(RequestId::header);
    let policy = if docs {
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    } else {
        "default-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    };
    let asked = req.clone();
    let headers = response.headers_mut();
    cookies::secured(&asked, headers);
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    };
    set("content-security-policy", policy);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    if let Some(id) = id {
        headers.insert(HeaderName::from_static(request_id::HEADER), id);
    }
    if !response.headers().contains_key("cache-control") {
        let kept = HeaderValue::from_static(kept(&response));
        let name = HeaderName::from_static("cache-control");
        response.headers_mut().insert(name, kept);
    }
    response
}

/// Nothing of ours stays in a browser: Back asks again, and after sign-out it gets the sign-in page. One kind of page is the
/// exception: a form that was sent and came back to be corrected. Back cannot ask for it again without sending the form again,
/// so with `no-store` Chrome shows "Confirm Form Resubmission" instead of what was typed. `no-cache` lets Back show it while
/// every other way must ask; it holds what its own reader typed and nothing that the program revealed (one-time passwords and
/// revealed values come with 200 or 201). The script takes it away when somebody signed out since.
fn kept(response: &ServiceResponse<BoxBody>) -> &'static str {
    let came_back = *response.request().method() == Method::POST
        && response.status().is_client_error()
        && !is_for_programs(response.request());
    if came_back {
        "private, no-cache"
    } else {
        "no-store"
    }
}

#[cfg(test)]
mod tests;
