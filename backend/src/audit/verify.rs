//! `sahakorn verify`: reads everything again and says where the first place is that does not hold.
//!
//! Chain: every event's seal is made anew from its fields and the one before. Facts: every fact row is hashed anew and must
//! stand in its event's list, and every listed row must exist. Anchors: every anchored event must still be there.
//! Projections: rebuilt from the facts by the features that own them. Then, of a whole installation (`proof`): the anchors
//! themselves, keys, data keys, counters, the access log, the tables. All of it is of one moment; only what is read before
//! the snapshot (`evidence`) may be older.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::anchors::{Line, Sealing, UNBOUND};
use super::bound::{self, Bound, Restore};
use super::evidence::{Evidence, Places, Witnesses};
use super::model::{EventBody, FactList, GENESIS, Head, Seal, hex};
pub use super::report::{
    Broken, LastNumbers, Owners, ProjectionCheck, ProvedUntil, Report, Scope, Series, Whole,
};
use super::{proof, service};
use crate::db::schema::events;
use crate::db::{self, Conn, Error};
use crate::kernel::Instant;

/// Events that are read at once.
const PAGE_EVENTS: i64 = 2_000;

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
    anchors: &'a [Line],
    seal: Seal,
    seq: i64,
    at: i64,
    facts: i64,
}

/// Verifies chain, facts, anchors and projections. `Err` means that it could not look; a broken place is in the report.
pub fn verify(conn: &mut Conn, scope: &Scope<'_>) -> Result<Report, Error> {
    let nowhere = scope.anchors.join("none");
    let places = Places {
        anchors: scope.anchors.to_owned(),
        secrets: nowhere,
        copies: Vec::new(),
    };
    run(conn, scope, &places, None)
}

/// Verifies a whole installation.
pub fn prove(conn: &mut Conn, scope: &Scope<'_>, whole: &Whole<'_>) -> Result<Report, Error> {
    run(conn, scope, whole.places, Some(whole))
}

fn run(
    conn: &mut Conn,
    scope: &Scope<'_>,
    places: &Places,
    whole: Option<&Whole<'_>>,
) -> Result<Report, Error> {
    // What binds the keys never changes; if it cannot be read, the walk names it.
    let database = bound::bound(conn)
        .ok()
        .flatten()
        .map(|bound| bound.database);
    let sealing = Sealing::new(scope.chain_key, database.as_deref().unwrap_or(UNBOUND));
    let witnesses = Witnesses::read(conn, places, &sealing)?;
    db::snapshot(conn, |conn| {
        let mut report = Report::default();
        let bound = report.read(conn, "key_facts", bound::bound).flatten();
        let restores = report.read(conn, "restore_facts", bound::restores);
        let restores = restores.unwrap_or_default();
        let evidence = Evidence::of(&witnesses, bound.as_ref(), &restores);
        walk(conn, scope, &evidence, &mut report);
        if let Some(whole) = whole {
            let found = Found {
                bound,
                restores,
                evidence,
                proved: witnesses.proved_database(),
            };
            proof::all(conn, scope, whole, &found, &mut report);
        }
        report.ok = report.broken.is_none() && report.unproved.is_empty();
        Ok(report)
    })
}

/// What chain, key folder and anchors say of the proof.
pub(super) struct Found<'a> {
    pub(super) bound: Option<Bound>,
    pub(super) restores: Vec<Restore>,
    pub(super) evidence: Evidence,
    /// The database that `anchor.last` speaks of.
    pub(super) proved: Option<&'a str>,
}

/// Chain, facts, ends and projections: the first place that does not hold ends the walk.
fn walk(conn: &mut Conn, scope: &Scope<'_>, evidence: &Evidence, report: &mut Report) {
    let mut walk = Walk {
        scope,
        anchors: &evidence.counting,
        seal: GENESIS,
        seq: 0,
        at: 0,
        facts: 0,
    };
    let mut broken = None;
    if let Some(head) = report.read(conn, "chain_head", service::head) {
        (report.head_seq, report.head_hash) = (head.seq, hex(&head.seal));
        let walked = report.read(conn, "the chain", |conn| match walk.chain(conn)? {
            Some(broken) => Ok(Some(broken)),
            None => walk.ends(conn, &head),
        });
        broken = walked.flatten();
    }
    if broken.is_none() {
        let checked = report.read(conn, "the projections", |conn| {
            check_projections(conn, scope.projections)
        });
        (report.projections, broken) = checked.unwrap_or_default();
    }
    broken.into_iter().for_each(|broken| report.add(broken));
    (report.events, report.facts) = (walk.seq, walk.facts);
    report.anchors = evidence.counting.len();
    let last = evidence.counting.last();
    report.proved_until = last.map(|line| ProvedUntil {
        seq: line.seq,
        at: Instant::micros(line.wall),
    });
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
        (self.seal, self.seq, self.at) = (seal, event.seq, event.at);
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
        let from = self.anchors.partition_point(|a| a.seq < seq);
        let here = self.anchors.get(from..).unwrap_or_default();
        let mut here = here.iter().take_while(|a| a.seq == seq).peekable();
        here.peek()?;
        let seal = hex(seal);
        let anchored = here.find(|a| a.seal != seal);
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
        if head.at != self.at {
            let what = "the head bears another time than the last event";
            return Ok(Some(at_row(self.seq, "chain_head", 1, what)));
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
