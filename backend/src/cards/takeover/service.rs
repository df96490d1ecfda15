//! The acts of a take-over: look at a file, take it over whole.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::super::custody::service::take_over_cards;
use super::super::error::CardError;
use super::error::TakeOverError;
use super::exception::{Exception, Found, Place};
use super::look::looked;
use super::model::{SUBJECT, TakeOver, TakeOverFact};
use super::past::past;
use super::rows::Row;
use super::store::{self, Filter};
use super::{rules, settle};
use crate::app::App;
use crate::audit::model::hex;
use crate::audit::verify::ProjectionCheck;
use crate::db::{ActMeta, Conn, FactTable, IdempotencyKey, Receipt, Tx, facts_of, projection_of};
use crate::files::{self, Encoding, Table as FileTable};
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, MemberId};

pub use super::TAKES_OVER;
pub use super::acts::{end, name_first_day};
pub use super::look::{BadLine, Looked};
pub use super::settle::{Match, Settle, match_by_hand, settle};

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

/// What a file would do to the registers. Writes nothing.
pub async fn look(app: &App, bytes: Vec<u8>, encoding: Encoding) -> Result<Looked, TakeOverError> {
    let (own, today) = (app.clone(), app.clock.today());
    let first_day = app
        .read(|conn| rules::may_import(store::state(conn)?.as_ref()))
        .await?;
    let hash = hash_of(&bytes, encoding);
    let table = read_file(bytes, encoding).await?;
    app.read(move |conn| {
        let looked = looked(conn, &own, &table, (today, first_day))?;
        Ok(Looked { hash, ..looked })
    })
    .await
}

/// What names a file as it was previewed: its bytes, and the encoding in which they were read.
fn hash_of(bytes: &[u8], encoding: Encoding) -> String {
    let mut sha = Sha256::new();
    sha.update(encoding.name().as_bytes());
    sha.update([0]);
    sha.update(bytes);
    hex(&sha.finalize())
}

/// R0: takes the whole file over in one act, or nothing of it. It is the file that was previewed, in the same encoding; what
/// breaks a rule in it is kept as an exception.
pub async fn take_over(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    (bytes, encoding): (Vec<u8>, Encoding),
    hash: String,
) -> Result<Receipt, TakeOverError> {
    let previewed = hash == hash_of(&bytes, encoding);
    let (own, today) = (app.clone(), app.clock.today());
    // What is refused anyway is not read; whether its key came before is asked first.
    let table = match previewed {
        true => Some(Arc::new(read_file(bytes, encoding).await?)),
        false => None,
    };
    let stands = match &table {
        Some(table) => judged(app, table, today).await,
        None => Err(TakeOverError::NotPreviewed),
    };
    let meta = ActMeta::new(by.person, "cards.taken_over").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let before = store::state(tx.conn)?;
            let first_day = rules::may_import(before.as_ref())?;
            stands?;
            let table = table.ok_or(TakeOverError::NotPreviewed)?;
            let looked = looked(tx.conn, &own, &table, (today, first_day))?;
            if !looked.faults.is_empty() {
                return Err(TakeOverError::Rows(looked.faults));
            }
            imported(tx, &own, before, (looked.good, hash))
        })
        .await
}

/// Judges the rows beside the writer, so that a file that is refused keeps nobody waiting. Only the writer knows whether the key
/// came before, so it is the writer that refuses.
async fn judged(
    app: &App,
    table: &Arc<FileTable>,
    today: BusinessDate,
) -> Result<(), TakeOverError> {
    let (own, table) = (app.clone(), Arc::clone(table));
    let faults = app
        .read(move |conn| {
            let first_day = rules::may_import(store::state(conn)?.as_ref())?;
            Ok::<_, TakeOverError>(looked(conn, &own, &table, (today, first_day))?.faults)
        })
        .await?;
    if faults.is_empty() {
        Ok(())
    } else {
        Err(TakeOverError::Rows(faults))
    }
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

async fn read_file(bytes: Vec<u8>, encoding: Encoding) -> Result<FileTable, TakeOverError> {
    if bytes.is_empty() {
        return Err(TakeOverError::NoFile);
    }
    files::off_thread(move || Ok(files::read(&bytes, &encoding.into())?)).await
}

impl From<diesel::result::Error> for TakeOverError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Card(CardError::from(error))
    }
}
