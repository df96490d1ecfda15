//! Whether a request may pass a row's door, and its act be done: judged on the head, after the body, and in the writer's
//! transaction (C4). A body may take minutes to come, and an act may wait behind a file that is read; whoever left meanwhile
//! acts no more.

use std::sync::Arc;

use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::{HttpMessage, HttpRequest};

use super::super::body;
use super::super::openapi::takes::Sent;
use super::super::route::{Row, Who, is_for_programs};
use super::super::upload;
use super::{app_of, lang_of};
use crate::app::App;
use crate::db::{Conn, Standing};
use crate::identity::model::{Actor, Duty, Role};
use crate::identity::service::{self as identity, Admitted};
use crate::kernel::{Lang, Problem, Text};

/// Lets a request in and takes its body in whole, before any handler or extractor sees it, and then judges again. What the
/// acts of the request rest on; none where nobody has to be signed in.
pub(super) async fn with_its_body(
    row: &Row,
    req: &mut ServiceRequest,
) -> Result<Option<Standing>, Problem> {
    let Some(mut admitted) = admit(row, req.request()).await? else {
        return Ok(None);
    };
    if row.method != Method::GET && taken_in(row, req).await? {
        admitted = admit(row, req.request()).await?.unwrap_or(admitted);
    }
    standing(row, req.request(), admitted).map(Some)
}

async fn taken_in(row: &Row, req: &mut ServiceRequest) -> Result<bool, Problem> {
    let share = match (row.takes)().body {
        Sent::File => upload::share(req.request()),
        Sent::Nothing | Sent::Keyed(_) | Sent::Plain(_) | Sent::Form | Sent::Bytes => None,
    };
    body::take_in(req, body_bytes_max(row, req)?, share).await
}

/// What the row's own extractor takes at most. It says more exactly what is too large.
fn body_bytes_max(row: &Row, req: &ServiceRequest) -> Result<usize, Problem> {
    let config = &app_of(req.request())?.config;
    Ok(match (row.takes)().body {
        Sent::File => upload::bytes_max(config.upload_bytes_max),
        Sent::Nothing | Sent::Keyed(_) | Sent::Plain(_) | Sent::Form | Sent::Bytes => {
            config.body_bytes_max
        }
    })
}

/// Who asks, for everything that comes after: the handler, the log and the error page.
pub(super) async fn known(req: &HttpRequest) -> Result<(Actor, Admitted), Problem> {
    let app = app_of(req)?;
    let (mut actor, admitted) = identity::admitted(app, req, is_for_programs(req)).await?;
    actor.lang = lang_of(req);
    req.extensions_mut().insert(actor.clone());
    Ok((actor, admitted))
}

/// Whether the request may go on. Who asks is known from here on, also where the answer is no: the log and the error page
/// name the person.
async fn admit(row: &Row, req: &HttpRequest) -> Result<Option<Admitted>, Problem> {
    if matches!(row.who, Who::Anyone | Who::Tablet) {
        return same_origin(row, req).map(|()| None);
    }
    let (actor, admitted) = known(req).await?;
    same_origin(row, req)?;
    passes(&actor, row)?;
    Ok(Some(admitted))
}

/// Whether this person passes the row.
fn passes(actor: &Actor, row: &Row) -> Result<(), Problem> {
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
    if may_use(actor, row.who) {
        Ok(())
    } else {
        Err(not_your_duty(row.who))
    }
}

/// What the acts of this request rest on: the sign-in holds, the row lets its person in, and no role or duty was lost that the
/// handler was told of.
fn standing(row: &Row, req: &HttpRequest, admitted: Admitted) -> Result<Standing, Problem> {
    let app = App::clone(app_of(req)?);
    let told = req.extensions().get::<Actor>().cloned();
    let (told, row) = (told.ok_or_else(Problem::unauthenticated)?, row.clone());
    Ok(Arc::new(
        move |conn: &mut Conn| match identity::admitted_again(&app, conn, &admitted)? {
            Some(now) => passes(&now, &row).and_then(|()| lost_nothing(&told, &now)),
            None => Ok(()),
        },
    ))
}

fn lost_nothing(told: &Actor, now: &Actor) -> Result<(), Problem> {
    let kept = told.roles.iter().all(|role| now.has_role(*role))
        && told.duties.iter().all(|duty| now.has_duty(*duty));
    if kept {
        return Ok(());
    }
    Err(Problem::new(
        403,
        "E-AUTH-008",
        Text::fixed("ตำแหน่งหรือหน้าที่เปลี่ยนไปแล้ว", "Your role or duty has changed"),
        Text::fixed(
            "ตำแหน่งหรือหน้าที่ของท่านสิ้นสุดลงระหว่างส่งคำขอนี้ ยังไม่มีสิ่งใดถูกบันทึก เปิดหน้านี้ใหม่",
            "A role or duty of yours ended while this request was under way. Nothing was saved; open the page again.",
        ),
    ))
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
pub(super) fn not_your_duty(who: Who) -> Problem {
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
fn same_origin(row: &Row, req: &HttpRequest) -> Result<(), Problem> {
    let text = |name: &str| req.headers().get(name).and_then(|v| v.to_str().ok());
    let is_form = row.method == Method::POST && !row.is_api();
    let Some(origin) = text("Origin").filter(|_| is_form) else {
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
