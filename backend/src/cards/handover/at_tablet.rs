//! The tablet's side of a hand-over: enter a desk code, see one text, post strokes for it. Nothing else.

use super::super::error::CardError;
use super::desk;
use super::limit::Try;
use super::model::{HandOver, HandOverFact, HandOverState};
use super::service::keep;
use super::store;
use crate::app::App;
use crate::db::{ActMeta, Conn, IdempotencyKey, Receipt, Tx, fold_one};
use crate::documents::service::signatures::Strokes;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, PersonId, Problem};

/// Hand-overs among which a desk code is looked for: more never wait at one counter.
const DESKS_MAX: i64 = 200;

/// Who the program itself is in the chain.
const PROGRAM: PersonId = PersonId::new(0);

/// A tablet enters a desk code; the code is used up and the tablet gets its token.
pub async fn join(app: &App, code: &str, tried: Try) -> Result<(HandOver, String), CardError> {
    if tried.renews {
        renew_codes(app).await?;
    }
    let joined = enter(app, code).await?;
    tried.was_right();
    Ok(joined)
}

/// Too many codes were guessed: whoever guessed knows of none any more which it is not. The time of a code is not prolonged.
pub(super) async fn renew_codes(app: &App) -> Result<(), CardError> {
    let waiting = app
        .read(|conn| store::waiting_for_tablet(conn, DESKS_MAX))
        .await?;
    let Some(first) = waiting.first().map(|h| h.id.get()) else {
        return Ok(());
    };
    let meta = ActMeta::new(PROGRAM, "hand_over.codes_renewed");
    app.writer
        .act(meta, move |tx| {
            let today = tx.today();
            for found in store::waiting_for_tablet(tx.conn, DESKS_MAX)? {
                let (id, at) = (found.id.get(), found.sent_at);
                let fact = HandOverFact::SentAgain { at };
                tx.advance_one::<HandOver>(id, Some(found), today, fact)?;
            }
            Ok::<_, CardError>(Receipt::of("hand_over", "hand-overs", first))
        })
        .await?;
    Ok(())
}

/// C4: nothing is done in the name of an officer who may hand over no longer.
fn still_hands_over(
    conn: &mut Conn,
    at: &HandOver,
    today: BusinessDate,
) -> Result<bool, CardError> {
    let duty = at.opening.lane.dispenser();
    Ok(identity::may_act(conn, at.opening.officer, duty, today)?)
}

/// C4: what waits of a person who may hand it over no longer is cancelled with the act that took the right away.
pub fn cancel_without_officer(tx: &mut Tx<'_>, officer: PersonId) -> Result<(), Problem> {
    let today = tx.today();
    for waiting in store::waiting_of_officer(tx.conn, officer)? {
        if !still_hands_over(tx.conn, &waiting, today)? {
            let id = waiting.id.get();
            let cancelled =
                tx.advance_one::<HandOver>(id, Some(waiting), today, HandOverFact::Cancelled);
            cancelled.map_err(CardError::from)?;
        }
    }
    Ok(())
}

async fn enter(app: &App, code: &str) -> Result<(HandOver, String), CardError> {
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
            let now = fold_one::<HandOver>(tx.conn, id.get())?
                .filter(|h| h.round == round && !h.joined && h.state == HandOverState::Open);
            let (now, today) = (now.ok_or(CardError::BadDeskCode)?, tx.today());
            if !still_hands_over(tx.conn, &now, today)? {
                return Err(CardError::BadDeskCode);
            }
            tx.advance_one::<HandOver>(id.get(), Some(now), today, HandOverFact::Joined)?;
            Ok::<_, CardError>(Receipt::of("hand_over", "hand-overs", id.get()))
        })
        .await?;
    let token = desk::token(&app.secrets, &found);
    Ok((found, token))
}

/// What a tablet may still see with its token; `BadDeskCode` once it is over.
pub async fn at_tablet(app: &App, token: &str) -> Result<HandOver, CardError> {
    let (id, round) = desk::read_token(&app.secrets, token).ok_or(CardError::BadDeskCode)?;
    let (wall, today) = (app.clock.wall(), app.clock.today());
    app.read(move |conn| {
        let found = fold_one::<HandOver>(conn, id.get())?;
        let found = found.filter(|h| desk::may_sign(h, round, wall));
        let found = found.ok_or(CardError::BadDeskCode)?;
        if !still_hands_over(conn, &found, today)? {
            return Err(CardError::BadDeskCode);
        }
        Ok(found)
    })
    .await
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
                let (found, today) = (found.ok_or(CardError::BadDeskCode)?, tx.today());
                if !still_hands_over(tx.conn, &found, today)? {
                    return Err(CardError::BadDeskCode);
                }
                let signature = keep(tx, &own, &found, &strokes, &device)?;
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
