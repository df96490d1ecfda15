//! A member reports a card lost or its PIN forgotten (article 8).

use actix_web::{HttpRequest, HttpResponse, web};

use super::card::{Seen, seen};
use super::words::BoardWords;
use super::{missing, reckoning};
use crate::app::App;
use crate::cards::custody::service::{self, Block};
use crate::cards::model::BlockCause;
use crate::cards::views::BlockPage;
use crate::identity::model::Actor;
use crate::kernel::{CardId, Problem};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Choice, FieldNote};
use crate::web::texts::{fill, fill2};

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let seen = of_card(&app, *id).await?;
    drawn(&app, &by, &req, &seen, (200, "", ""), Vec::new())
}

pub(super) async fn block(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let seen = of_card(&app, *id).await?;
    let t = BoardWords::of(by.lang);
    let (cause, reference) = (form.text("cause"), form.text("bank_reference"));
    let Some(cause_told) = cause_of(cause) else {
        let note = FieldNote {
            field: "cause".to_owned(),
            message: t.choose_cause.to_owned(),
        };
        return drawn(&app, &by, &req, &seen, (422, cause, reference), vec![note]);
    };
    let cmd = Block {
        card: CardId::new(*id),
        cause: cause_told,
        bank_reference: form.filled("bank_reference").map(str::to_owned),
    };
    let refused = match service::block_card(&app, &by, Some(form.key.clone()), cmd).await {
        Ok(_) => {
            let said = fill(t.block_done, &seen.card.item.last_four);
            return Ok(done(&format!("/cards/{id}"), &said));
        }
        Err(error) => Problem::from(error),
    };
    if refused.errors.is_empty() {
        return Err(refused);
    }
    let notes = notes(&refused, by.lang);
    drawn(&app, &by, &req, &seen, (422, cause, reference), notes)
}

async fn of_card(app: &web::Data<App>, id: i64) -> Result<Seen, Problem> {
    let (today, own) = (app.clock.today(), app.get_ref().clone());
    let found = app
        .read(move |conn| seen(conn, &reckoning(&own, today), id))
        .await?;
    if found.card.item.standing == "sound" {
        Ok(found)
    } else {
        Err(missing().into())
    }
}

fn cause_of(text: &str) -> Option<BlockCause> {
    match text {
        "lost" => Some(BlockCause::Lost),
        "forgotten" => Some(BlockCause::PinForgotten),
        _ => None,
    }
}

fn drawn(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    seen: &Seen,
    (status, cause, reference): (u16, &str, &str),
    notes: Vec<FieldNote>,
) -> Result<HttpResponse, Problem> {
    let (t, item) = (BoardWords::of(by.lang), &seen.card.item);
    answered(
        status,
        &BlockPage {
            shell: shell(app, req, Some(by)),
            keys: keys(by, None),
            title: t.block_title.to_owned(),
            card: fill(t.title_card, &item.last_four),
            card_href: format!("/cards/{}", item.card_id),
            action: format!("/cards/{}/block", item.card_id),
            sentence: fill2(t.block_sentence, &item.last_four, &seen.card.member_name),
            member_part: t.block_member.to_owned(),
            cause_label: t.block_cause.to_owned(),
            causes: vec![
                Choice::new("lost", t.block_lost),
                Choice::new("forgotten", t.block_pin),
            ],
            cause: cause.to_owned(),
            reference_label: t.block_reference.to_owned(),
            reference_hint: t.block_reference_hint.to_owned(),
            reference: reference.to_owned(),
            act: fill(t.block_act, &item.last_four),
            back: t.back.to_owned(),
            notes,
        },
    )
}
