//! The demonstration's own clock. These routes do not exist under `serve`.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::db::{ActMeta, Error, Receipt};
use crate::identity::model::Actor;
use crate::kernel::{Problem, Text};
use crate::web::answer::ok;
use crate::web::body::Keyed;
use crate::web::route::{Route, Who};

/// Days of one move at most.
const DAYS_MAX: u16 = 400;

pub fn routes() -> Vec<Route> {
    vec![Route::post(
        "/api/v1/demo/clock",
        "demo.clock",
        Who::SignedIn,
        "Move the office's clock on",
        advance,
    )]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_days: u16,
}

/// Moves the clock once per key. A batch has the time at which it began, so a second act records the time moved to, and a
/// restart does not fall back.
async fn advance(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<Advance>,
) -> Result<HttpResponse, Problem> {
    let days = body.body.advance_days;
    if !(1..=DAYS_MAX).contains(&days) {
        return Err(Problem::bad_field(
            "advance_days",
            "E-DEMO-001",
            Text::fixed("1 ถึง 400 วัน", "1 to 400 days"),
        ));
    }
    let (before, own) = (app.clock.now(), app.clone());
    let asked = ActMeta::new(by.person, "demo.clock_asked").with_key(Some(body.key));
    let receipt = || Receipt::of("clock", "demo/clock", 1);
    app.writer
        .act::<Error, _>(asked, move |_| {
            own.clock.advance_days(days);
            Ok(receipt())
        })
        .await?;
    let now = app.clock.now();
    if now.business_date() != before.business_date() {
        let moved = ActMeta::new(by.person, "demo.clock_moved");
        app.writer
            .act::<Error, _>(moved, move |_| Ok(receipt()))
            .await?;
    }
    Ok(ok(&json!({ "now": now, "today": now.business_date() })))
}
