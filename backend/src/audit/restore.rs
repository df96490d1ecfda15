//! Whether these are the books that the anchors prove, asked at every start, and the way on when they are not: a person
//! accepts it by name and with a reason, which is an event and an anchor.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::{Anchors, Kind, Line, Sealing, Seen, UNBOUND, can_be_kept, read_last};
use super::bound::{self, Accepted, Bound, bind, restores, tell_accepted};
use super::evidence::{Evidence, Places, Witnesses};
use super::logged::LogSum;
use super::model::{Head, hex};
use super::{log_proof, service};
use crate::db::{self, Access, ActMeta, Conn, Error, Receipt, Tx, Url};
use crate::kernel::{Clock, Instant, PersonId};
use crate::vault::Secrets;

/// What to do, at the end of each refusal.
const WAY_ON: &str = "bring the right database back; if what is missing is lost for good, `sahakorn restore --accept --by USER --why TEXT` records who accepts it. Until then nothing is written";

/// A database without an id.
const NEW_OR_OLDER: &str = "new or older than its keys";

/// The books are not those that the anchors prove. Nothing is written on them.
#[derive(Debug, thiserror::Error)]
pub enum NotTheseBooks {
    #[error("the database stands at event {head}, but an anchor of {written} proves events up to {anchored}: {} events are missing; {WAY_ON}", .anchored - .head)]
    Behind {
        head: i64,
        anchored: i64,
        written: Instant,
    },
    #[error(
        "event {seq} is another than the one that an anchor of {written} proves: an older database was put back and written on; {WAY_ON}"
    )]
    Parted { seq: i64, written: Instant },
    #[error(
        "the key folder last proved database {proved}, this one is {found}; {WAY_ON} (`sahakorn demo --reset` begins a demonstration anew)"
    )]
    OtherDatabase { proved: String, found: String },
    #[error("{why}; {WAY_ON}. To begin without it would hide what is missing")]
    NotVouched { why: String },
    #[error(
        "chain_head tells of event {head}, but the last event is {last}: the database was changed by hand or is damaged. Bring a backup back, and see `sahakorn verify`; nothing is written on it"
    )]
    HeadMoved { head: i64, last: i64 },
}

/// A restore could not be accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// What nobody can accept, because no event can follow.
    #[error(transparent)]
    NotTheseBooks(#[from] NotTheseBooks),
    #[error(transparent)]
    Store(#[from] Error),
}

/// Where the anchors and the database part.
struct Parting {
    first: Line,
    last: Line,
}

/// The books as they stand, beside their anchors.
pub struct Stood {
    head: Head,
    last_event: Head,
    /// Whether the key folder's last anchor can be replaced by a start.
    replaces: bool,
    bound: Option<Bound>,
    sealing: Sealing,
    witnesses: Witnesses,
    evidence: Evidence,
    parting: Option<Parting>,
}

/// Looks where the books stand and what the anchors say. Anchors are read first: beside a working server they are behind.
pub fn look(conn: &mut Conn, chain_key: &[u8; 32], places: &Places) -> Result<Stood, Error> {
    let bound = bound::bound(conn)?;
    let database = bound.as_ref().map_or(UNBOUND, |bound| &bound.database);
    let sealing = Sealing::new(chain_key, database);
    let witnesses = Witnesses::read(conn, places, &sealing)?;
    let evidence = Evidence::of(&witnesses, bound.as_ref(), &restores(conn)?);
    let ends = |conn: &mut Conn| Ok((service::head(conn)?, service::last_event(conn)?));
    let (head, last_event) = db::snapshot(conn, ends)?;
    Ok(Stood {
        parting: parting(conn, &evidence.counting)?,
        head,
        last_event,
        replaces: can_be_kept(&places.secrets),
        bound,
        sealing,
        witnesses,
        evidence,
    })
}

/// Refuses books that tell of no keys, where the key folder has proved a database: asked before anything is made in their place.
pub fn refuse_unbound(places: &Places) -> Result<(), NotTheseBooks> {
    // What cannot be read is told when the books are looked at.
    let proved = read_last(&places.secrets).ok().flatten();
    proved.map_or(Ok(()), |last| {
        Err(NotTheseBooks::OtherDatabase {
            proved: last.database,
            found: NEW_OR_OLDER.to_owned(),
        })
    })
}

/// Head and log of one moment: an anchor that counted the log of another would look as if rows were lost.
fn stand(conn: &mut Conn) -> Result<Seen, Error> {
    db::snapshot(conn, |conn| {
        let head = service::head(conn)?;
        let log = LogSum::of(conn)?;
        Ok(Seen { head, log })
    })
}

/// Each seal covers all events before it, so the last anchor stands for all, and where it does not, halving finds the first.
fn parting(conn: &mut Conn, counting: &[Line]) -> Result<Option<Parting>, Error> {
    let mut stands = |line: &Line| -> Result<bool, Error> {
        let seal = service::seal_at(conn, line.seq)?;
        Ok(seal.is_some_and(|seal| hex(&seal) == line.seal))
    };
    let Some(last) = counting.last() else {
        return Ok(None);
    };
    if stands(last)? {
        return Ok(None);
    }
    let (mut low, mut high) = (0, counting.len() - 1);
    while low < high {
        let middle = usize::midpoint(low, high);
        match counting.get(middle) {
            Some(line) if stands(line)? => low = middle + 1,
            Some(_) | None => high = middle,
        }
    }
    let first = counting.get(low).unwrap_or(last).clone();
    let last = last.clone();
    Ok(Some(Parting { first, last }))
}

impl Stood {
    /// Refuses books that are not those of the anchors; says in the log what else is not as it was left.
    pub fn refuse(&self) -> Result<(), NotTheseBooks> {
        if let Some(refusal) = self.other_database() {
            return Err(refusal);
        }
        if let Some(Parting { first, last }) = &self.parting {
            let head = self.head.seq;
            return Err(if last.seq > head {
                NotTheseBooks::Behind {
                    head,
                    anchored: last.seq,
                    written: Instant::micros(last.wall),
                }
            } else {
                NotTheseBooks::Parted {
                    seq: first.seq,
                    written: Instant::micros(first.wall),
                }
            });
        }
        self.head_moved().map_or(Ok(()), Err)?;
        self.not_vouched().map_or(Ok(()), Err)?;
        if self.is_first_start() {
            return Ok(());
        }
        let doubtful = self.evidence.faults.iter().chain(&self.evidence.missing);
        for fault in doubtful {
            tracing::warn!("anchors: {}; see `sahakorn verify`", fault.what);
        }
        Ok(())
    }

    /// The head is the last event, or the next one would take its number.
    fn head_moved(&self) -> Option<NotTheseBooks> {
        let (head, last) = (self.head.seq, self.last_event.seq);
        (self.head != self.last_event).then_some(NotTheseBooks::HeadMoved { head, last })
    }

    /// Where the key folder is only read, a start replaces nothing and `verify` goes on saying what is missing.
    fn not_vouched(&self) -> Option<NotTheseBooks> {
        self.bound.as_ref().filter(|_| self.replaces)?;
        let why = self.witnesses.cannot_go_on()?;
        Some(NotTheseBooks::NotVouched { why })
    }

    /// The keys were bound a moment ago by this very start, and no anchor can be there yet.
    fn is_first_start(&self) -> bool {
        let own = self.bound.as_ref().map(|bound| bound.seq);
        own == Some(1) && self.head.seq <= 2 && self.evidence.counting.is_empty()
    }

    fn other_database(&self) -> Option<NotTheseBooks> {
        let proved = self.witnesses.proved_database()?;
        let found = self.bound.as_ref().map(|bound| bound.database.as_str());
        (found != Some(proved)).then(|| NotTheseBooks::OtherDatabase {
            proved: proved.to_owned(),
            found: found.unwrap_or(NEW_OR_OLDER).to_owned(),
        })
    }

    fn is_sound(&self) -> bool {
        let is_whole = self.evidence.faults.is_empty() && self.evidence.missing.is_empty();
        let refused = [self.other_database(), self.not_vouched()];
        is_whole && self.parting.is_none() && refused.iter().all(Option::is_none)
    }

    /// The anchors of this server, with the line that says where the books stood at this start.
    pub fn anchors(
        self,
        conn: &mut Conn,
        places: &Places,
        kind: Kind,
        wall: Instant,
    ) -> Result<Anchors, Error> {
        let opened = Anchors::open(&places.anchors, self.sealing, &places.secrets);
        let mut anchors = opened.map_err(|_| Error::Stored("the anchors could not be read"))?;
        anchors.begin(kind, wall, || stand(conn))?;
        Ok(anchors)
    }

    pub fn is_bound(&self) -> bool {
        self.bound.is_some()
    }

    fn accepted(&self, conn: &mut Conn, why: &str, wall: Instant) -> Result<Accepted, Error> {
        let head = self.head.seq;
        let first = self.parting.as_ref().map_or(i64::MAX, |p| p.first.seq);
        let doubtful = self.evidence.faults.iter().chain(&self.evidence.missing);
        let mut faulty: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        for fault in doubtful.filter(|fault| !fault.server.is_empty()) {
            let numbers = faulty.entry(fault.server.clone()).or_default();
            numbers.insert(fault.no);
        }
        Ok(Accepted {
            why: why.to_owned(),
            base: head.min(first - 1),
            lost_to: self.parting.as_ref().map_or(head, |p| p.last.seq),
            log: service::log_rows(conn)?,
            wall: wall.as_micros(),
            given_up: BTreeMap::new(),
            until: Some(self.witnesses.known()),
            faulty,
            log_held: Some(log_proof::held(conn, &self.evidence.counting)?),
        })
    }
}

/// Records that a person accepts the books as they stand: the event `restore.accepted` and an anchor `accept`. `None` when
/// the books are those of the anchors and nothing is to be accepted.
pub fn accept(
    url: &Url,
    secrets: &Secrets,
    places: &Places,
    clock: &Clock,
    (by, why): (PersonId, &str),
) -> Result<Option<Accepted>, AcceptError> {
    let mut conn = url.connect(Access::Write)?;
    let stood = look(&mut conn, secrets.chain_key(), places)?;
    stood.head_moved().map_or(Ok(()), Err)?;
    if stood.is_sound() {
        return Ok(None);
    }
    let accepted = stood.accepted(&mut conn, why, clock.wall())?;
    let kept = accepted.clone();
    let meta = ActMeta::new(by, "restore.accepted");
    let tell = move |tx: &mut Tx<'_>| -> Result<Receipt, Error> { tell_accepted(tx, kept) };
    db::act_once(conn, secrets.chain_key(), clock.now(), &meta, tell)?;
    bind(url.connect(Access::Write)?, secrets, clock)?;
    let mut conn = url.connect(Access::Write)?;
    let stood = look(&mut conn, secrets.chain_key(), places)?;
    stood.anchors(&mut conn, places, Kind::Accept, clock.wall())?;
    Ok(Some(accepted))
}
