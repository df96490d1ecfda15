//! The one door to every handler: who is this, and does the row let them in. Also security headers, and problems rendered in
//! the reader's language.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use std::collections::HashMap;

use super::route::{Row, Who, is_api};
use super::unread;
use super::{ask, problem};
use crate::app::App;
use crate::db::AccessLine;
use crate::identity::model::{Actor, Duty, Role};
use crate::identity::service as identity;
use crate::kernel::{Lang, Problem, Text};

/// The rows by method and path, shared by all network threads.
pub struct Rows(HashMap<(Method, String), Row>);

impl Rows {
    pub fn new(rows: Vec<Row>) -> Self {
        Self(
            rows.into_iter()
                .map(|row| ((row.method.clone(), row.path.to_owned()), row))
                .collect(),
        )
    }

    fn find(&self, req: &ServiceRequest) -> Option<&Row> {
        let pattern = req.match_pattern()?;
        let method = if req.method() == Method::HEAD {
            Method::GET
        } else {
            req.method().clone()
        };
        self.0.get(&(method, pattern))
    }
}

/// Middleware around all routes.
pub async fn guard(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let lang = lang_of(req.request());
    let (row, app) = match (
        req.app_data::<web::Data<Rows>>(),
        req.app_data::<web::Data<App>>(),
    ) {
        (Some(rows), Some(app)) => (rows.find(&req).cloned(), app.clone()),
        (None, _) | (_, None) => {
            return Ok(rendered(
                req.into_response(problem::json(&Problem::not_found(), lang)),
                None,
                lang,
            ));
        }
    };
    let admitted = match &row {
        Some(row) => admit(&app, &req, row, lang).await,
        None => {
            recognise(&app, &req, lang).await;
            Ok(())
        }
    };
    let person = req.extensions().get::<Actor>().map(|actor| actor.person);
    if let (Some(row), Err(refused)) = (&row, &admitted) {
        log_refusal(&app, row, person, refused);
        return Ok(turned_away(req, refused, lang));
    }
    let (response, shown) = ask::watched(next.call(req)).await;
    let response = response?.map_into_boxed_body();
    let shown = shown.filter(|_| response.status().is_client_error());
    if let (Some(row), Some(refused)) = (&row, problem_in(&response).or(shown.as_ref())) {
        log_refusal(&app, row, person, refused);
    }
    Ok(rendered(response, row.as_ref(), lang))
}

/// The answer to whom the row does not let in; the handler never sees the request.
fn turned_away(req: ServiceRequest, refused: &Problem, lang: Lang) -> ServiceResponse<BoxBody> {
    let (request, _) = req.into_parts();
    let answer = refused_answer(&request, refused, lang);
    headed(ServiceResponse::new(request, answer))
}

/// The problem that a handler answered with.
fn problem_in(response: &ServiceResponse<BoxBody>) -> Option<&Problem> {
    response.response().error()?.as_error::<Problem>()
}

/// Who opens a page that is not there, so that its error page keeps the menu; a stranger stays a stranger.
async fn recognise(app: &App, req: &ServiceRequest, lang: Lang) {
    if is_api(req.path()) {
        return;
    }
    // Whoever it is not is nobody's matter here.
    let _ = known(app, req, lang).await;
}

/// Who asks, for everything that comes after: the handler, the log and the error page.
async fn known(app: &App, req: &ServiceRequest, lang: Lang) -> Result<Actor, Problem> {
    let mut actor = identity::actor_of(app, req.request(), is_api(req.path())).await?;
    actor.lang = lang;
    req.extensions_mut().insert(actor.clone());
    Ok(actor)
}

/// Whether the request may go on. Who asks is known from here on, also where the answer is no: the log and the error page
/// name the person.
async fn admit(app: &App, req: &ServiceRequest, row: &Row, lang: Lang) -> Result<(), Problem> {
    same_origin(req)?;
    if matches!(row.who, Who::Anyone | Who::Tablet) {
        return Ok(());
    }
    let actor = known(app, req, lang).await?;
    if actor.must_change_password && row.who != Who::SignedInAtAll {
        return Err(Problem::new(
            403,
            identity::MUST_CHANGE,
            Text::fixed("ต้องเปลี่ยนรหัสผ่านก่อน", "Change your password first"),
            Text::fixed(
                "รหัสผ่านที่ได้รับใช้เข้าระบบครั้งแรกเท่านั้น",
                "The password you were given is for the first sign-in only.",
            ),
        ));
    }
    if may_use(&actor, row.who) {
        Ok(())
    } else {
        Err(not_your_duty(row.who))
    }
}

/// Whether a person's roles and duties open a row.
pub fn may_use(actor: &Actor, who: Who) -> bool {
    match who {
        Who::Anyone | Who::SignedIn | Who::SignedInAtAll => true,
        Who::Roles(roles) => roles.iter().any(|role| actor.has_role(*role)),
        Who::Duties(duties, roles) => {
            duties.iter().any(|duty: &Duty| actor.has_duty(*duty))
                || roles.iter().any(|role| actor.has_role(*role))
        }
        Who::Tablet => false,
    }
}

/// Says whose act it is: every duty and role that opens the row, and the article that gives the act to its first duty.
fn not_your_duty(who: Who) -> Problem {
    let (duties, roles): (&[Duty], &[Role]) = match who {
        Who::Duties(duties, roles) => (duties, roles),
        Who::Roles(roles) => (&[], roles),
        Who::Anyone | Who::SignedIn | Who::SignedInAtAll | Who::Tablet => (&[], &[]),
    };
    let titles: Vec<Text> = duties
        .iter()
        .map(|duty| duty.title())
        .chain(roles.iter().map(|role| role.title()))
        .collect();
    let list = |one: fn(&Text) -> &str| titles.iter().map(one).collect::<Vec<_>>().join(" / ");
    let (th, en) = (list(|t| t.get(Lang::Th)), list(|t| t.get(Lang::En)));
    let detail = match duties {
        [] => Text::of(format!("ต้องเป็น: {th}"), format!("Needs: {en}")),
        [..] => Text::of(
            format!("ต้องเป็น: {th} (หน้าที่ต้องมีคำสั่งมอบหมายในวันนี้)"),
            format!("Needs: {en} (a duty needs an order that is in force today)"),
        ),
    };
    Problem::new(
        403,
        "E-AUTH-003",
        Text::fixed("ไม่ใช่หน้าที่ของท่าน", "Not your duty"),
        detail,
    )
    .with_rule(duties.first().map(|duty| identity::eligibility_rule(*duty)))
}

/// A form from another site is refused: the browser says where it came from (decision 22).
fn same_origin(req: &ServiceRequest) -> Result<(), Problem> {
    let text = |name: &str| req.headers().get(name).and_then(|v| v.to_str().ok());
    let Some(origin) =
        text("Origin").filter(|_| *req.method() == Method::POST && !is_api(req.path()))
    else {
        return Ok(());
    };
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    if text("Host") == Some(host) {
        return Ok(());
    }
    Err(Problem::new(
        403,
        "E-AUTH-006",
        Text::fixed("คำขอมาจากที่อื่น", "The request comes from elsewhere"),
        Text::fixed(
            "เปิดหน้านี้จากระบบแล้วส่งอีกครั้ง",
            "Open the page in this system and send it again.",
        ),
    ))
}

fn log_refusal(app: &App, row: &Row, person: Option<crate::kernel::PersonId>, refused: &Problem) {
    if !matches!(refused.status, 401 | 403 | 409 | 422) {
        return;
    }
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person,
        what: "refused",
        object: row.act.to_owned(),
        status: refused.status,
        rule: refused.rule.map(|r| r.id()),
        detail: refused.code.to_owned(),
    });
}

fn refused_answer(req: &HttpRequest, refused: &Problem, lang: Lang) -> actix_web::HttpResponse {
    if is_api(req.path()) {
        problem::json(refused, lang)
    } else {
        super::front::problem_page(req, refused, lang)
    }
}

/// Problems of handlers in the reader's language, as JSON or page; unknown paths too.
fn rendered(
    response: ServiceResponse<BoxBody>,
    row: Option<&Row>,
    lang: Lang,
) -> ServiceResponse<BoxBody> {
    let found = response
        .response()
        .error()
        .and_then(|e| e.as_error::<Problem>())
        .cloned();
    let problem = found.or_else(|| plain_status(&response, row));
    let Some(problem) = problem else {
        return headed(response);
    };
    let (request, _) = response.into_parts();
    let answer = refused_answer(&request, &problem, lang);
    headed(ServiceResponse::new(request, answer))
}

/// What the framework itself refuses (unknown path, wrong method, a path that does not parse) gets a problem body as well.
fn plain_status(response: &ServiceResponse<BoxBody>, row: Option<&Row>) -> Option<Problem> {
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
            if let Some(row) = row {
                problem.errors = unread::in_address(response.request(), &(row.takes)());
            }
            Some(problem)
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
    let asked = Lang::from_header(accepts).filter(|_| is_api(req.path()));
    asked.unwrap_or(Lang::Th)
}

fn headed(mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let docs = response.request().path().starts_with("/api/docs");
    let policy = if docs {
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    } else {
        "default-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    };
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    };
    set("content-security-policy", policy);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
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
        && !is_api(response.request().path());
    if came_back {
        "private, no-cache"
    } else {
        "no-store"
    }
}

#[cfg(test)]
mod tests;
