//! Who has had both halves of one card in hand: what registers of before brought along, and nothing made here.

use super::super::hands::both_halves;
use super::*;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/api/v1/custody/both-halves",
        "custody.both_halves",
        super::super::READERS,
        "Cards of which one person had both halves in hand (A7.1.3, A7.2.3x)",
        list,
    )]
}

async fn list(app: web::Data<App>) -> Result<HttpResponse, Problem> {
    let found = app
        .read(|conn| Ok::<_, CardError>(both_halves(conn)?))
        .await?;
    let shown: Vec<_> = found
        .into_iter()
        .map(|(card, person)| json!({ "card_id": card, "person_id": person }))
        .collect();
    Ok(ok(&json!({ "items": shown })))
}
