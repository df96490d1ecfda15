//! What a member can ask for.

use super::super::texts;
use super::*;
use crate::kernel::Text;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/api/v1/members/{id}/application-kinds",
        "application.kinds",
        LOOKS,
        "What a member can ask for, by the registers (A5.1)",
        kinds,
    )]
}

async fn kinds(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let (member, today) = (MemberId::new(*id), app.clock.today());
    let fits = app
        .read(move |conn| service::fitting_kinds(conn, member, today))
        .await?;
    let said = |text: Text| json!({ "th": text.th, "en": text.en });
    let kinds = IssueKind::ALL.map(|kind| {
        let fits = rules::is_of_kind(&fits.kinds, kind);
        json!({ "kind": kind.code(), "fits": fits, "is_for": said(texts::kind_is_for(kind)) })
    });
    let card = fits.card.map(|card| {
        let state = texts::card_state(&card.last_four, card.state);
        json!({ "id": card.id, "last_four": card.last_four, "state": said(state) })
    });
    Ok(ok(&json!({ "card": card, "kinds": kinds })))
}
