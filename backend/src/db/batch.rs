//! One transaction of the writer: the lock, the acts each in its savepoint, the events, the head.

mod proof;

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::{AnsiTransactionManager, TransactionManager, TransactionManagerStatus};
use diesel::prelude::*;

use super::counters::Counters;
use super::fact::{FactMark, mark};
use super::keys::UsedKeys;
use super::noted::Noted;
use super::schema::{access_log, chain_head, events};
use super::{
    ActMeta, Conn, EffectRow, Error, Fact, IdempotencyKey, Receipt, Tx, on_each, rows_in_parts,
};
use crate::audit::model::{EVENT_VERSION, EventBody, FactList, Head};
use crate::kernel::{Instant, PersonId};

/// The key with which this program version seals.
const KEY_ID: i32 = 1;
/// Columns of an event and of a line of the access log: what one row binds.
const EVENT_COLUMNS: usize = 9;
const ACCESS_COLUMNS: usize = 10;

/// A line of the access log: a denial, a wrong password, a look at something private. It names nobody's data.
#[derive(Debug, Clone)]
pub struct AccessLine {
    pub at: Instant,
    pub person: Option<PersonId>,
    pub what: &'static str,
    pub object: String,
    pub status: u16,
    pub rule: Option<&'static str>,
    pub detail: String,
}

#[derive(Insertable)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
struct EventRow {
    seq: i64,
    version: i32,
    key_id: i32,
    at: i64,
    person_id: i64,
    act: String,
    object: String,
    facts: Vec<u8>,
    seal: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = access_log, treat_none_as_default_value = false)]
struct AccessRow {
    id: i64,
    at: i64,
    person_id: Option<i64>,
    what: String,
    object: String,
    status: i32,
    rule: Option<String>,
    detail: String,
    address: Option<String>,
    count: i64,
}

/// What belongs to the act that runs now.
pub(super) struct ActState<'a> {
    pub(super) now: Instant,
    pub(super) actor: PersonId,
    pub(super) seq: i64,
    /// The last event before this act.
    pub(super) head: Head,
    pub(super) counters: &'a mut Counters,
    pub(super) marks: Vec<FactMark>,
}

/// A batch under way. It holds the lock on the chain's head from its first statement to the commit.
pub(super) struct Batch<'c> {
    pub(super) conn: &'c mut Conn,
    key: &'c [u8; 32],
    now: Instant,
    head: Head,
    counters: Counters,
    used: UsedKeys,
    events: Vec<EventRow>,
    effects: Vec<EffectRow>,
}

enum Broken<E> {
    Act(E),
    Panicked,
    Db(diesel::result::Error),
}

impl<E> From<diesel::result::Error> for Broken<E> {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error)
    }
}

impl<'c> Batch<'c> {
    /// Begins the transaction and takes the lock; only then are head, counters and keys read (decision 10).
    pub(super) fn begin(
        conn: &'c mut Conn,
        key: &'c [u8; 32],
        now: Instant,
        request_keys: &[&str],
    ) -> Result<Self, Error> {
        match conn {
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?,
            Conn::Postgres(c) => AnsiTransactionManager::begin_transaction(c)?,
        }
        on_each!(conn, c => diesel::update(chain_head::table)
            .set(chain_head::batch.eq(chain_head::batch + 1))
            .execute(c))?;
        let head = crate::audit::service::head(conn)?;
        let counters = Counters::read(conn)?;
        let used = UsedKeys::read(conn, request_keys)?;
        let now = now.max(Instant::micros(head.at));
        Ok(Self {
            conn,
            key,
            now,
            head,
            counters,
            used,
            events: Vec::new(),
            effects: Vec::new(),
        })
    }

    /// Runs one act in its savepoint and records its event; a refused or broken act leaves nothing behind.
    pub(super) fn act<E: From<Error>>(
        &mut self,
        meta: &ActMeta,
        act: impl FnOnce(&mut Tx<'_>) -> Result<Receipt, E>,
    ) -> Result<Receipt, E> {
        if let Some(key) = &meta.key
            && let Some(receipt) = self.used.replay(meta.actor, key)?
        {
            return Ok(receipt);
        }
        let (receipt, marks) = self.in_savepoint(meta, act)?;
        self.record(meta, &receipt, marks)?;
        Ok(receipt)
    }

    /// Runs an act and takes it back: a dry run that sees what the act would do (decision 8).
    pub(super) fn rehearse<T, E: From<Error>>(
        &mut self,
        meta: &ActMeta,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut seen = None;
        let taken_back = self.in_savepoint(meta, |tx| -> Result<(), Error> {
            seen = Some(act(tx));
            Err(Error::Query(diesel::result::Error::RollbackTransaction))
        });
        match (seen, taken_back) {
            (Some(answer), _) => answer,
            (None, _) => Err(Error::Panicked.into()),
        }
    }

    fn in_savepoint<T, E: From<Error>>(
        &mut self,
        meta: &ActMeta,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<(T, Vec<FactMark>), E> {
        let (now, head, counters) = (self.now, self.head, &mut self.counters);
        let done = self.conn.transaction(|conn| {
            // The panic is caught inside the savepoint: outside, the depth would stay one too high and later commits
            // would release a savepoint and nothing more (decision 9).
            catch_unwind(AssertUnwindSafe(|| {
                let state = ActState {
                    now,
                    actor: meta.actor,
                    seq: head.seq + 1,
                    head,
                    counters,
                    marks: Vec::new(),
                };
                let mut tx = Tx { conn, state };
                act(&mut tx)
                    .map(|value| (value, tx.state.marks))
                    .map_err(Broken::Act)
            }))
            .unwrap_or(Err(Broken::Panicked))
        });
        match done {
            Ok(kept) => {
                self.counters.keep();
                Ok(kept)
            }
            Err(broken) => {
                self.counters.undo();
                Err(match broken {
                    Broken::Act(error) => error,
                    Broken::Panicked => Error::Panicked.into(),
                    Broken::Db(error) => Error::Query(error).into(),
                })
            }
        }
    }

    fn record(
        &mut self,
        meta: &ActMeta,
        receipt: &Receipt,
        marks: Vec<FactMark>,
    ) -> Result<(), Error> {
        let seq = self.head.seq + 1;
        let mut facts = FactList::default();
        for m in &marks {
            facts.push(m.table, m.id, &m.hash);
        }
        if let Some(key) = &meta.key {
            let m = self.keep_effect(seq, meta.actor, key, receipt)?;
            facts.push(m.table, m.id, &m.hash);
        }
        self.chain(seq, meta, &receipt.object, facts);
        Ok(())
    }

    /// Keeps what an act with a key came to, so that the same request again has the same answer.
    fn keep_effect(
        &mut self,
        seq: i64,
        actor: PersonId,
        key: &IdempotencyKey,
        receipt: &Receipt,
    ) -> Result<FactMark, Error> {
        let row = EffectRow {
            id: seq,
            seq,
            person_id: actor.get(),
            key: key.key.clone(),
            route: key.route.clone(),
            body_hash: key.body_hash.clone(),
            effect: serde_json::to_string(receipt)?,
        };
        let mark = mark(&row);
        self.used.remember(row.clone());
        self.effects.push(row);
        Ok(mark)
    }

    /// Seals the act's event over the one before and makes it the head.
    fn chain(&mut self, seq: i64, meta: &ActMeta, object: &str, facts: FactList) {
        let event = EventBody {
            version: EVENT_VERSION,
            key_id: KEY_ID,
            seq,
            at: self.now.as_micros(),
            person: meta.actor.get(),
            act: meta.act,
            object,
            facts: facts.bytes(),
        };
        let seal = event.seal(self.key, &self.head.seal);
        self.head = Head {
            seq,
            seal,
            at: self.now.as_micros(),
        };
        self.events.push(EventRow {
            seq,
            version: EVENT_VERSION,
            key_id: KEY_ID,
            at: self.head.at,
            person_id: meta.actor.get(),
            act: meta.act.to_owned(),
            object: object.to_owned(),
            facts: facts.into_bytes(),
            seal: seal.to_vec(),
        });
    }

    /// Adds lines of the access log; they ride along and are not chained.
    pub(super) fn log(&mut self, lines: &[Noted]) -> Result<(), Error> {
        if lines.is_empty() {
            return Ok(());
        }
        let first = self.counters.take("access_log", lines.len() as i64);
        self.counters.keep();
        let rows: Vec<AccessRow> = lines
            .iter()
            .zip(first..)
            .map(|(noted, id)| access_row(noted, id))
            .collect();
        rows_in_parts(
            &rows,
            ACCESS_COLUMNS,
            |part| on_each!(self.conn, c => diesel::insert_into(access_log::table).values(part.values()).execute(c)),
        )?;
        Ok(())
    }

    /// Writes events, keys, counters and head, and commits. The head after the commit is the answer.
    pub(super) fn commit(mut self) -> Result<Head, Error> {
        if !self.events.is_empty() {
            rows_in_parts(
                &self.events,
                EVENT_COLUMNS,
                |part| on_each!(self.conn, c => diesel::insert_into(events::table).values(part.values()).execute(c)),
            )?;
            if !self.effects.is_empty() {
                EffectRow::insert(self.conn, &self.effects)?;
            }
            on_each!(self.conn, c => diesel::update(chain_head::table)
                .set((
                    chain_head::seq.eq(self.head.seq),
                    chain_head::seal.eq(self.head.seal.to_vec()),
                    chain_head::at.eq(self.head.at),
                ))
                .execute(c))?;
        }
        self.counters.write(self.conn)?;
        if depth(self.conn) != Some(1) {
            // Lost before the COMMIT was sent: certainly not written.
            return Err(Error::BatchFailed(
                "an act of it lost the connection".to_owned(),
            ));
        }
        let committed = on_each!(self.conn, c => AnsiTransactionManager::commit_transaction(c));
        committed.map_err(|error| commit_error(self.conn, error))?;
        Ok(self.head)
    }
}

/// Open transactions on the connection; `None` when it is broken.
pub(super) fn depth(conn: &mut Conn) -> Option<u32> {
    let status = match conn {
        Conn::Sqlite(c) => AnsiTransactionManager::transaction_manager_status_mut(c),
        Conn::Postgres(c) => AnsiTransactionManager::transaction_manager_status_mut(c),
    };
    match status {
        TransactionManagerStatus::Valid(valid) => Some(
            valid
                .transaction_depth()
                .map_or(0, std::num::NonZeroU32::get),
        ),
        TransactionManagerStatus::InError => None,
    }
}

/// A COMMIT that PostgreSQL did not refuse for a reason of its own may have happened, whatever became of the connection: it is
/// answered as unknown (decision 11). SQLite says itself whether it was written.
fn commit_error(conn: &Conn, error: diesel::result::Error) -> Error {
    use diesel::result::{DatabaseErrorKind as Kind, Error as Query};
    // After a COMMIT that failed diesel tries to roll back, and tells of that when it fails too.
    let error = if let Query::RollbackErrorOnCommit { commit_error, .. } = error {
        *commit_error
    } else {
        error
    };
    let refused = matches!(
        &error,
        Query::DatabaseError(
            Kind::UniqueViolation
                | Kind::ForeignKeyViolation
                | Kind::NotNullViolation
                | Kind::CheckViolation
                | Kind::RestrictViolation
                | Kind::ExclusionViolation
                | Kind::SerializationFailure
                | Kind::ReadOnlyTransaction,
            _
        )
    );
    if matches!(conn, Conn::Postgres(_)) && !refused {
        return Error::Unknown(Error::Query(error).cause());
    }
    if error.to_string().contains("disk I/O error") {
        // After a failed sync nothing that this process believes about the file can be trusted.
        tracing::error!("the database file could not be synced; the process ends");
        std::process::abort();
    }
    Error::Query(error)
}

fn access_row(noted: &Noted, id: i64) -> AccessRow {
    let line = &noted.line;
    AccessRow {
        id,
        at: line.at.as_micros(),
        person_id: line.person.map(PersonId::get),
        what: line.what.to_owned(),
        object: line.object.clone(),
        status: i32::from(line.status),
        rule: line.rule.map(str::to_owned),
        detail: line.detail.clone(),
        address: noted.address.clone(),
        count: noted.count,
    }
}
