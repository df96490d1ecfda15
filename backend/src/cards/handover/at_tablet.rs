//! The tablet's side of a hand-over: enter a desk code, see one text, post strokes for it. Nothing else.

use super::super::error::CardError;
use super::desk;
use super::model::{HandOver, HandOverFact};
use super::service::keep;
use super::store;
use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt, fold_one};
use crate::documents::service::signatures::Strokes;

/// Hand-overs among which a desk code is looked for: more never wait at one counter.
const DESKS_MAX: i64 = 200;

/// A tablet enters a desk code; the code is used up and the tablet gets its token.
pub async fn join(app: &App, code: &str) -> Result<(HandOver, String), CardError> {
    let (own, code, wall) = (app.clone(), code.to_owned(), app.clock.wall());
    let waiting = app
        .read(|conn| store::waiting_for_tablet(conn, DESKS_MAX))
        .await?;
    let found = waiting
        .into_iter()
        .find(|h| desk::opens(&own.secrets, h, &code, wall))
        .ok_or(CardError::BadDeskCode)?;
    let (id, officer, round) = (found.id, found.opening.officer, found.round);
    app.writer
        .act(ActMeta::new(officer, "hand_over.joined"), move |tx| {
            let now =
                fold_one::<HandOver>(tx.conn, id.get())?.filter(|h| h.round == round && !h.joined);
            let today = tx.today();
            tx.advance_one::<HandOver>(
                id.get(),
                Some(now.ok_or(CardError::BadDeskCode)?),
                today,
                HandOverFact::Joined,
            )?;
            Ok::<_, CardError>(Receipt::of("hand_over", "hand-overs", id.get()))
        })
        .await?;
    let token = desk::token(&app.secrets, &found);
    Ok((found, token))
}

/// What a tablet may still see with its token; `BadDeskCode` once it is over.
pub async fn at_tablet(app: &App, token: &str) -> Result<HandOver, CardError> {
    let (id, round) = desk::read_token(&app.secrets, token).ok_or(CardError::BadDeskCode)?;
    let wall = app.clock.wall();
    let found = app
        .read(move |conn| Ok::<_, CardError>(fold_one::<HandOver>(conn, id.get())?))
        .await?;
    found
        .filter(|h| desk::may_sign(h, round, wall))
        .ok_or(CardError::BadDeskCode)
}

/// The member's strokes from the tablet. They are kept at once; nothing is handed over until the officer accepts.
pub async fn sign(
    app: &App,
    token: &str,
    key: Option<IdempotencyKey>,
    strokes: Strokes,
    device: String,
) -> Result<Receipt, CardError> {
    let (id, round) = desk::read_token(&app.secrets, token).ok_or(CardError::BadDeskCode)?;
    let (own, wall) = (app.clone(), app.clock.wall());
    let found = app
        .read(move |conn| Ok::<_, CardError>(fold_one::<HandOver>(conn, id.get())?))
        .await?;
    let officer = found.ok_or(CardError::BadDeskCode)?.opening.officer;
    app.writer
        .act(
            ActMeta::new(officer, "hand_over.signed").with_key(key),
            move |tx| {
                let found = fold_one::<HandOver>(tx.conn, id.get())?
                    .filter(|h| desk::may_sign(h, round, wall));
                let found = found.ok_or(CardError::BadDeskCode)?;
                let signature = keep(tx, &own, &found, &strokes, &device)?;
                let today = tx.today();
                tx.advance_one::<HandOver>(
                    id.get(),
                    Some(found),
                    today,
                    HandOverFact::Signed { signature },
                )?;
                Ok(Receipt::of("hand_over", "hand-overs", id.get()))
            },
        )
        .await
}
