//! What the chain itself says of its proof: whose keys made these books and which database they are (`keys.bound`), and
//! which restores somebody accepted (`restore.accepted`).

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::anchors::{Line, random_name};
use crate::db::{self, ActMeta, Conn, Error, FactTable, Receipt, Tx, told_facts};
use crate::kernel::{Clock, PersonId};
use crate::vault::Secrets;

told_facts!(
    /// What is told of the keys.
    KeyFactRow,
    key_facts
);
told_facts!(
    /// What is told of restores.
    RestoreFactRow,
    restore_facts
);

/// The one subject of both tables: these books.
const BOOKS: i64 = 1;
/// Bytes of a database's id.
const ID_BYTES: usize = 8;

/// Which keys made these books. A fingerprint is an HMAC of the key's name under the key: it tells nothing of the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum KeyFact {
    Bound {
        database: String,
        fingerprints: BTreeMap<String, String>,
    },
}

/// Somebody accepted that the books stand where they stand, though anchors tell otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum RestoreFact {
    Accepted(Accepted),
}

/// The keys' fingerprints, the database's id, and the event that bound them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    pub database: String,
    pub fingerprints: BTreeMap<String, String>,
    pub seq: i64,
}

/// What was accepted. Anchors that were known then and tell of events after `base` count no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    pub why: String,
    /// The last event that is still proved.
    pub base: i64,
    /// The last event that an anchor told of.
    pub lost_to: i64,
    /// Rows of the access log that were left.
    pub log: i64,
    /// UTC microseconds of the machine's clock, which anybody may have set: nothing goes by it where `until` is told.
    pub wall: i64,
    /// Of the first program to tell this: up to this number nobody asks for the anchors of a server again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given_up: BTreeMap<String, i64>,
    /// Of each server that anchors were known of, the last number then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<BTreeMap<String, i64>>,
    /// The anchors that were missing or changed then, by server: nobody asks for these again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub faulty: BTreeMap<String, BTreeSet<i64>>,
    /// Rows of the access log that were as anchors proved them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_held: Option<i64>,
}

/// An accepted restore with its event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restore {
    pub seq: i64,
    /// UTC microseconds, the office's.
    pub at: i64,
    pub by: PersonId,
    pub accepted: Accepted,
}

impl Restore {
    /// Whether the anchor was known when this was accepted. Numbers tell it, and no clock: one anchor that a clock of the future
    /// wrote would make all later ones void.
    pub fn knew(&self, line: &Line) -> bool {
        match &self.accepted.until {
            Some(until) => until.get(&line.server).is_some_and(|no| line.no <= *no),
            None => line.wall <= self.accepted.wall,
        }
    }

    /// Whether this restore made the anchor void.
    pub fn voids(&self, line: &Line) -> bool {
        self.knew(line) && line.seq > self.accepted.base
    }

    /// Whether it was accepted that this anchor is missing or changed.
    pub fn gave_up(&self, server: &str, no: i64) -> bool {
        let faulty = self.accepted.faulty.get(server);
        let until = self.accepted.given_up.get(server);
        faulty.is_some_and(|numbers| numbers.contains(&no))
            || until.is_some_and(|until| no <= *until)
    }
}

/// The fact tables of the proof, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    vec![
        FactTable::of::<KeyFactRow>(),
        FactTable::of::<RestoreFactRow>(),
    ]
}

/// What binds these books; `None` before the first `serve` or `demo`.
pub fn bound(conn: &mut Conn) -> Result<Option<Bound>, Error> {
    let row: Option<(i64, String)> = key_facts::table
        .order(key_facts::id)
        .select((key_facts::seq, key_facts::data))
        .first(conn)
        .optional()?;
    let Some((seq, data)) = row else {
        return Ok(None);
    };
    let KeyFact::Bound {
        database,
        fingerprints,
    } = serde_json::from_str(&data)?;
    Ok(Some(Bound {
        database,
        fingerprints,
        seq,
    }))
}

/// The accepted restores, oldest first.
pub fn restores(conn: &mut Conn) -> Result<Vec<Restore>, Error> {
    let rows: Vec<(i64, i64, i64, String)> = restore_facts::table
        .order(restore_facts::id)
        .select((
            restore_facts::seq,
            restore_facts::recorded_at,
            restore_facts::person_id,
            restore_facts::data,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(seq, at, person, data)| {
            let RestoreFact::Accepted(accepted) = serde_json::from_str(&data)?;
            Ok(Restore {
                seq,
                at,
                by: PersonId::new(person),
                accepted,
            })
        })
        .collect()
}

/// Binds the books to their keys and gives the database its id, once: the event `keys.bound`.
pub fn bind(conn: Conn, secrets: &Secrets, clock: &Clock) -> Result<(), Error> {
    let mut conn = conn;
    if bound(&mut conn)?.is_some() {
        return Ok(());
    }
    let fact = KeyFact::Bound {
        database: random_name(ID_BYTES),
        fingerprints: secrets.fingerprints(),
    };
    let meta = ActMeta::new(PersonId::new(0), "keys.bound");
    let bind = |tx: &mut Tx<'_>| {
        // Another server may have been faster.
        if bound(tx.conn)?.is_some() {
            return Err(Error::WrongStep("the keys are bound"));
        }
        tx.tell::<KeyFactRow>(BOOKS, tx.today(), &fact)?;
        Ok(Receipt::of("books", "books", BOOKS))
    };
    match db::act_once(conn, secrets.chain_key(), clock.now(), &meta, bind) {
        Ok(_) | Err(Error::WrongStep(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Tells that a person accepted a restore.
pub fn tell_accepted(tx: &mut Tx<'_>, accepted: Accepted) -> Result<Receipt, Error> {
    let fact = RestoreFact::Accepted(accepted);
    tx.tell::<RestoreFactRow>(BOOKS, tx.today(), &fact)?;
    Ok(Receipt::of("books", "books", BOOKS))
}
