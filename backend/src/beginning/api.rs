//! The first days over REST.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::model::{Newest, Pieces, Step};
use super::service::{self, Count};
use super::{COUNTS, LOOKS, rules, texts};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{PersonId, Problem};
use crate::web::answer::{created, ok};
use crate::web::body::Keyed;
use crate::web::route::Route;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/beginning",
            "beginning.read",
            LOOKS,
            "What comes after set-up, and what of it is done",
            read,
        ),
        Route::post(
            "/api/v1/beginning/first-count",
            "beginning.first_count",
            COUNTS,
            "What two persons counted in our hands after the take-over; kept beside the figures of the registers",
            first_count,
        ),
    ]
}

async fn read(app: web::Data<App>, by: Actor) -> Result<HttpResponse, Problem> {
    let stands = service::stands(&app).await?;
    let step = |step: Step| {
        json!({
            "step": step,
            "done": rules::is_done(step, &stands),
            "says": texts::says(step, &stands, by.lang),
        })
    };
    Ok(ok(&json!({
        "done": rules::done(&stands),
        "steps": Step::ALL.map(step),
        "first_count": stands.count.as_ref().map(|count| shown(count, &by)),
    })))
}

/// Figures and names of those who counted. Free text may tell of a member: it is not for the keeper of the system.
fn shown(count: &Newest, by: &Actor) -> Value {
    json!({
        "counted_on": count.on,
        "found": count.found,
        "registers": count.registers,
        "agrees": rules::agrees(count),
        "by": count.by,
        "with": count.with,
        "note": by.sees_members().then_some(&count.note),
    })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CountBody {
    cards: i64,
    envelopes: i64,
    /// The second person.
    with: PersonId,
    #[serde(default)]
    note: String,
}

async fn first_count(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<CountBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let count = Count {
        found: Pieces {
            cards: body.cards,
            envelopes: body.envelopes,
        },
        with: body.with,
        note: body.note,
    };
    let receipt = service::first_count(&app, &by, Some(key), count).await?;
    Ok(created(&receipt))
}
