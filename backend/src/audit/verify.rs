//! `sahakorn verify`: reads everything again and says where the first place is that does not hold.
//!
//! Chain: every event's seal is made anew from its fields and the one before. Facts: every fact row is hashed anew and must
//! stand in its event's list, and every listed row must exist. Anchors: every anchored event must still be there.
//! Projections: rebuilt from the facts by the features that own them.

use std::collections::BTreeMap;
use std::path::Path;

use diesel::prelude::*;
use serde::Serialize;

use super::anchors;
use super::model::{EventBody, FactList, GENESIS, Head, Seal, hex};
use super::service;
use crate::db::schema::events;
use crate::db::{Conn, Error, FactTable};

/// Events that are read at once.
const PAGE_EVENTS: i64 = 2_000;

/// A place where the books do not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// The chain event concerned, where one is.
    pub seq: Option<i64>,
    pub table: Option<String>,
    pub id: Option<i64>,
    /// What is wrong, in one sentence.
    pub what: String,
}

/// What was looked at and whether it holds.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub ok: bool,
    pub events: i64,
    pub facts: i64,
    pub anchors: usize,
    pub projections: i64,
    pub head_seq: i64,
    pub head_hash: String,
    /// The first broken place, in the order chain, facts, anchors, projections.
    pub broken: Option<Broken>,
}

/// How a feature proves one of its projections: rebuilds it from the facts and names the first row that differs.
#[derive(Clone, Copy)]
pub struct ProjectionCheck {
    pub table: &'static str,
    /// Answers how many rows were compared, or the first that differs.
    pub check: fn(&mut Conn) -> Result<Result<i64, Broken>, Error>,
}

/// Everything that `verify` needs besides the database.
pub struct Scope<'a> {
    pub chain_key: &'a [u8; 32],
    pub anchors: &'a Path,
    pub facts: &'a [FactTable],
    pub projections: &'a [ProjectionCheck],
}

#[derive(Queryable)]
struct StoredEvent {
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

type FactIndex = BTreeMap<(String, i64), [u8; 32]>;

struct Walk<'a> {
    scope: &'a Scope<'a>,
    anchors: Vec<anchors::Anchor>,
    seal: Seal,
    seq: i64,
    facts: i64,
}

/// Verifies the whole database. `Err` means that it could not look; a broken place is in the report.
pub fn verify(conn: &mut Conn, scope: &Scope<'_>) -> Result<Report, Error> {
    let head = service::head(conn)?;
    let read =
        anchors::read(scope.anchors).map_err(|_| Error::Stored("the anchors could not be read"))?;
    let mut walk = Walk {
        scope,
        anchors: read,
        seal: GENESIS,
        seq: 0,
        facts: 0,
    };
    let mut broken = walk.chain(conn)?;
    if broken.is_none() {
        broken = walk.ends(conn, &head)?;
    }
    let mut projections = 0;
    if broken.is_none() {
        (projections, broken) = check_projections(conn, scope.projections)?;
    }
    Ok(Report {
        ok: broken.is_none(),
        events: walk.seq,
        facts: walk.facts,
        anchors: walk.anchors.len(),
        projections,
        head_seq: head.seq,
        head_hash: hex(&head.seal),
        broken,
    })
}

fn check_projections(
    conn: &mut Conn,
    checks: &[ProjectionCheck],
) -> Result<(i64, Option<Broken>), Error> {
    let mut rows = 0;
    for projection in checks {
        match (projection.check)(conn)? {
            Ok(compared) => rows += compared,
            Err(broken) => return Ok((rows, Some(broken))),
        }
    }
    Ok((rows, None))
}

impl Walk<'_> {
    fn chain(&mut self, conn: &mut Conn) -> Result<Option<Broken>, Error> {
        loop {
            let page: Vec<StoredEvent> = events::table
                .filter(events::seq.gt(self.seq))
                .order(events::seq)
                .limit(PAGE_EVENTS)
                .load(conn)?;
            let Some(last) = page.last().map(|e| e.seq) else {
                return Ok(None);
            };
            let first = self.seq + 1;
            let mut listed = BTreeMap::new();
            for event in &page {
                if let Some(broken) = self.event(event, &mut listed) {
                    return Ok(Some(broken));
                }
            }
            if let Some(broken) = self.facts(conn, first, last, listed)? {
                return Ok(Some(broken));
            }
        }
    }

    /// Seals one event anew and notes the facts that it lists.
    fn event(
        &mut self,
        event: &StoredEvent,
        listed: &mut BTreeMap<i64, FactIndex>,
    ) -> Option<Broken> {
        if event.seq != self.seq + 1 {
            return Some(at_event(self.seq + 1, "an event is missing from the chain"));
        }
        let seal = self.seal_of(event);
        if seal.as_slice() != event.seal.as_slice() {
            return Some(at_event(event.seq, "the event does not match its seal"));
        }
        let Some(rows) = FactList::unpack(&event.facts) else {
            return Some(at_event(
                event.seq,
                "the event's list of facts cannot be read",
            ));
        };
        listed.insert(
            event.seq,
            rows.into_iter()
                .map(|(table, id, hash)| ((table, id), hash))
                .collect(),
        );
        (self.seal, self.seq) = (seal, event.seq);
        self.beside_its_anchor(event.seq, &seal)
    }

    /// The seal that an event must have after the one before it.
    fn seal_of(&self, event: &StoredEvent) -> Seal {
        let body = EventBody {
            version: event.version,
            key_id: event.key_id,
            seq: event.seq,
            at: event.at,
            person: event.person_id,
            act: &event.act,
            object: &event.object,
            facts: &event.facts,
        };
        body.seal(self.scope.chain_key, &self.seal)
    }

    /// An event that an anchor names has the anchor's seal.
    fn beside_its_anchor(&self, seq: i64, seal: &Seal) -> Option<Broken> {
        let seal = hex(seal);
        let anchored = self.anchors.iter().find(|a| a.seq == seq && a.seal != seal);
        anchored.map(|_| {
            at_event(
                seq,
                "the event differs from its anchor: the chain was written anew",
            )
        })
    }

    /// Compares the fact rows of the events `first..=last` with what those events list.
    fn facts(
        &mut self,
        conn: &mut Conn,
        first: i64,
        last: i64,
        mut listed: BTreeMap<i64, FactIndex>,
    ) -> Result<Option<Broken>, Error> {
        let mut found = Vec::new();
        for table in self.scope.facts {
            found.extend((table.marks)(conn, first, last)?);
        }
        self.facts += found.len() as i64;
        found.sort_by(|a, b| (a.seq, a.table, a.id).cmp(&(b.seq, b.table, b.id)));
        for mark in found {
            let hash = listed
                .get_mut(&mark.seq)
                .and_then(|rows| rows.remove(&(mark.table.to_owned(), mark.id)));
            let what = match hash {
                Some(hash) if hash == mark.hash => continue,
                Some(_) => "the row was changed after it was recorded",
                None => "the row was not recorded by the event that it names",
            };
            return Ok(Some(at_row(mark.seq, mark.table, mark.id, what)));
        }
        let missing = listed
            .iter()
            .find_map(|(seq, rows)| rows.keys().next().map(|(table, id)| (*seq, table, *id)));
        Ok(missing.map(|(seq, table, id)| at_row(seq, table, id, "the row is missing")))
    }

    /// The chain ends where the head and the anchors say, and no fact claims an event outside it.
    fn ends(&mut self, conn: &mut Conn, head: &Head) -> Result<Option<Broken>, Error> {
        if head.seq != self.seq || head.seal != self.seal {
            return Ok(Some(at_event(
                self.seq + 1,
                "the chain ends elsewhere than its head says: its tail was cut",
            )));
        }
        if let Some(cut) = self.anchors.iter().find(|a| a.seq > self.seq) {
            return Ok(Some(at_event(
                cut.seq,
                "an anchored event is missing: the tail was cut or the file set back",
            )));
        }
        for table in self.scope.facts {
            let outside = [
                (table.marks)(conn, self.seq + 1, i64::MAX)?,
                (table.marks)(conn, i64::MIN, 0)?,
            ]
            .concat();
            if let Some(mark) = outside.first() {
                let what = "the row names an event that does not exist";
                return Ok(Some(at_row(mark.seq, mark.table, mark.id, what)));
            }
        }
        Ok(None)
    }
}

fn at_event(seq: i64, what: &str) -> Broken {
    Broken {
        seq: Some(seq),
        table: None,
        id: None,
        what: what.to_owned(),
    }
}

fn at_row(seq: i64, table: &str, id: i64, what: &str) -> Broken {
    Broken {
        seq: Some(seq),
        table: Some(table.to_owned()),
        id: Some(id),
        what: what.to_owned(),
    }
}
