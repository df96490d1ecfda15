//! The acts of a take-over: look at a file, take it over whole.

use actix_web::web::Bytes;

use super::super::custody::service::take_over_cards;
use super::super::error::CardError;
use super::error::TakeOverError;
use super::exception::{Exception, Found, Place};
use super::look::{self, Judged};
use super::model::{SUBJECT, TakeOver, TakeOverFact};
use super::past::past;
use super::rows::Row;
use super::store::{self, Filter};
use super::{letters, named, rules, settle};
use crate::app::App;
use crate::audit::verify::ProjectionCheck;
use crate::db::{ActMeta, Conn, FactTable, IdempotencyKey, Receipt, Tx, facts_of, projection_of};
use crate::files::Encoding;
use crate::identity::model::Actor;
use crate::kernel::MemberId;

pub use super::TAKES_OVER;
pub use super::acts::{end, name_first_day};
pub use super::look::{BadLine, Looked, look};
pub use super::matching::{Match, match_by_hand};
pub use super::settle::{Settle, settle};

/// A file is judged so often where the registers change between the judgement and the writer's turn.
const JUDGED_AT_MOST: usize = 3;

/// The fact tables of the take-over, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    vec![facts_of::<TakeOver>(), facts_of::<Exception>()]
}

/// Its projections.
pub fn projections() -> Vec<ProjectionCheck> {
    vec![projection_of::<TakeOver>(), projection_of::<Exception>()]
}

/// How far the take-over has come, and how many exceptions wait.
pub fn stands(conn: &mut Conn) -> Result<(Option<TakeOver>, i64), TakeOverError> {
    let open = Filter {
        state: Some("open".to_owned()),
        what: None,
    };
    Ok((store::state(conn)?, store::count(conn, &open)?))
}

/// R0: takes the whole file over in one act, or nothing of it. It is the file that was previewed, in the same encoding, and it
/// means what it meant then; what breaks a rule in it is kept as an exception. It is judged before the writer's turn, again where
/// something changed until then.
pub async fn take_over(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    (bytes, encoding): (impl Into<Bytes>, Encoding),
    hash: String,
) -> Result<Receipt, TakeOverError> {
    let bytes = bytes.into();
    let meta = ActMeta::new(by.person, "cards.taken_over").with_key(key);
    // What is refused anyway is not read; whether its key came before is asked first.
    let file = named::of_file(&app.secrets, &bytes, encoding);
    if !named::is_of_file(&hash, &file) {
        let refused = move |tx: &mut Tx<'_>| {
            rules::may_import(store::state(tx.conn)?.as_ref())?;
            Err(TakeOverError::NotPreviewed)
        };
        return app.writer.act(meta, refused).await;
    }
    for _ in 1..JUDGED_AT_MOST {
        match judged_and_taken(app, by, meta.clone(), (bytes.clone(), encoding), &hash).await {
            Err(TakeOverError::Card(CardError::Stale)) => {}
            done => return done,
        }
    }
    judged_and_taken(app, by, meta, (bytes, encoding), &hash).await
}

async fn judged_and_taken(
    app: &App,
    by: &Actor,
    meta: ActMeta,
    file: (Bytes, Encoding),
    hash: &str,
) -> Result<Receipt, TakeOverError> {
    let judged = look::judged(app, by.person, file).await;
    let (own, hash) = (app.clone(), hash.to_owned());
    let act = move |tx: &mut Tx<'_>| {
        let before = store::state(tx.conn)?;
        rules::may_import(before.as_ref())?;
        let Judged { looked, beside } = judged?;
        if looked.faults.total() > 0 {
            return Err(TakeOverError::Rows(looked.faults));
        }
        if !beside.still_is(tx.conn, tx.today())? {
            return Err(CardError::Stale.into());
        }
        if hash != looked.hash {
            return Err(TakeOverError::OtherVerdict);
        }
        imported(tx, &own, before, (looked.good, looked.hash))
    };
    app.writer.act(meta, act).await
}

/// The cards with their pasts, the exceptions, and that a file came.
fn imported(
    tx: &mut Tx<'_>,
    app: &App,
    before: Option<TakeOver>,
    (rows, hash): (Vec<Row>, String),
) -> Result<Receipt, TakeOverError> {
    let count = rows.len();
    let import = before.as_ref().map_or(0, |state| state.imports) + 1;
    let broken: Vec<(i64, MemberId, Vec<Found>)> = rows
        .iter()
        .map(|row| (whole(row.line), row.member.id, row.exceptions.clone()))
        .collect();
    let letters = letters::last_numbers(&rows);
    let past = rows.into_iter().map(|row| past(app, row)).collect();
    let ids = take_over_cards(tx, &app.secrets, past)?;
    let mut exceptions = Vec::new();
    for ((line, member, found), card) in broken.into_iter().zip(&ids) {
        let place = Place {
            import,
            line,
            card: *card,
            member,
        };
        exceptions.extend(found.into_iter().map(|one| (place, one)));
    }
    let fact = TakeOverFact::Imported {
        hash,
        cards: i64::try_from(count).unwrap_or(i64::MAX),
        exceptions: i64::try_from(exceptions.len()).unwrap_or(i64::MAX),
        letters: letters::go_on_after(tx, letters),
    };
    let kept = exceptions.len();
    settle::keep(tx, exceptions)?;
    let today = tx.today();
    tx.advance_one::<TakeOver>(SUBJECT, before, today, fact)?;
    let first = ids.first().map_or(0, |id| id.get());
    let mut receipt = Receipt::of("card", "cards", first);
    receipt
        .numbers
        .extend([count.to_string(), kept.to_string()]);
    Ok(receipt)
}

fn whole(line: u64) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}

impl From<diesel::result::Error> for TakeOverError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Card(CardError::from(error))
    }
}
