//! A receipt that was a mistake is taken back while nothing has followed it (C10).

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::custody::service::{self as custody, CorrectReceipt};
use super::super::custody::store::{self as items, Held};
use super::super::error::CardError;
use super::super::shown::{is_for_the_form, masked};
use super::super::views::{CorrectPage, MoveTexts};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{ItemId, Problem};
use crate::members::service::{self as members, MemberLine};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::FieldNote;

async fn read(app: &App, item: i64) -> Result<(Held, MemberLine), Problem> {
    let found = app
        .read(move |conn| {
            let held = items::held(conn, &[ItemId::new(item)])?.pop();
            let held = held.ok_or(CardError::NotFound)?;
            let member = members::by_id(conn, held.item.member)?;
            Ok::<_, CardError>((held, member.ok_or(CardError::NotFound)?))
        })
        .await?;
    Ok(found)
}

fn drawn(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    (held, member): &(Held, MemberLine),
    reason: &str,
    notes: Vec<FieldNote>,
) -> CorrectPage {
    let number = held.item.envelope_no.clone();
    CorrectPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, Some(held.item.version)),
        path: format!("/receipts/{}", held.item.id),
        back: back(held),
        member: format!("{} {}", member.number, member.name),
        number: number.unwrap_or_else(|| masked(&held.card.print.last_four)),
        reason: reason.to_owned(),
        notes,
    }
}

fn back(held: &Held) -> String {
    held.card.batch.map_or_else(
        || "/deliveries".into(),
        |batch| format!("/deliveries/{batch}/{}", held.item.lane.code()),
    )
}

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    item: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let found = read(&app, *item).await?;
    answered(200, &drawn(&app, &req, &by, &found, "", Vec::new()))
}

pub async fn correct(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    item: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let found = read(&app, *item).await?;
    let reason = form.text("reason").to_owned();
    let cmd = CorrectReceipt {
        item: ItemId::new(*item),
        version: form.text("version").parse().unwrap_or_default(),
        reason: reason.clone(),
    };
    match custody::correct_receipt(&app, &by, Some(form.key), cmd).await {
        Ok(_) => Ok(done(&back(&found.0), MoveTexts::of(by.lang).corrected)),
        Err(error) => {
            let problem = Problem::from(error);
            if !is_for_the_form(&problem) {
                return Err(problem);
            }
            let notes = notes(&problem, by.lang);
            let page = drawn(&app, &req, &by, &found, &reason, notes);
            answered(problem.status, &page)
        }
    }
}
