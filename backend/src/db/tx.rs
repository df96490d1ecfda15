//! What an act sees while it runs: the connection, the time, the numbers, and the facts it writes.

use serde::Serialize;

use super::batch::ActState;
use super::fact::mark;
use super::{Conn, Error, Fact, Told, ToldParts};
use crate::audit::model::Head;
use crate::kernel::{BusinessDate, Instant, PersonId};

/// One act inside the writer's transaction. Parts of other features take `&mut Tx`; none of them starts an act of its own.
pub struct Tx<'a> {
    pub conn: &'a mut Conn,
    pub(super) state: ActState<'a>,
}

impl Tx<'_> {
    /// The office's time of this act, never before that of the event before it (decision 19).
    pub fn now(&self) -> Instant {
        self.state.now
    }

    /// The Bangkok date of [`Tx::now`].
    pub fn today(&self) -> BusinessDate {
        self.state.now.business_date()
    }

    /// Who acts.
    pub fn actor(&self) -> PersonId {
        self.state.actor
    }

    /// The chain event that will record this act.
    pub fn seq(&self) -> i64 {
        self.state.seq
    }

    /// The head of the chain before this act: what an issued paper prints (decision 15).
    pub fn chain_head(&self) -> Head {
        self.state.head
    }

    /// A new id in a table; given back when the act is refused.
    pub fn next_id(&mut self, table: &str) -> i64 {
        self.state.counters.take(table, 1)
    }

    /// `count` new ids in a row; the first of them.
    pub fn next_ids(&mut self, table: &str, count: usize) -> i64 {
        self.state
            .counters
            .take(table, i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The next number of a series without holes: vouchers, letters, batches.
    pub fn next_number(&mut self, series: &str) -> i64 {
        self.state.counters.take(series, 1)
    }

    /// The series goes on after `last`, given out elsewhere. Whether it stood before it; whoever raises it tells so in a fact, and
    /// in the series that `verify` compares.
    pub fn raise(&mut self, series: &str, last: i64) -> bool {
        let missing = last - self.state.counters.last(series);
        if missing > 0 {
            self.state.counters.take(series, missing);
        }
        missing > 0
    }

    /// Writes rows of one fact table in one statement, and their hashes into the act's event.
    pub fn facts<F: Fact>(&mut self, rows: &[F]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        F::insert(self.conn, rows)?;
        self.state.marks.extend(rows.iter().map(mark));
        Ok(())
    }

    /// Tells one fact about a subject, see [`Tx::tell_all`].
    pub fn tell<F: Told>(
        &mut self,
        subject: i64,
        on: BusinessDate,
        fact: &impl Serialize,
    ) -> Result<(), Error> {
        self.tell_all::<F, _>(&[(subject, on, fact)])
    }

    /// Tells facts in one statement. A fact is an enum with `#[serde(tag = "kind")]`; `on` is the business date it happened.
    pub fn tell_all<F: Told, D: Serialize>(
        &mut self,
        told: &[(i64, BusinessDate, D)],
    ) -> Result<(), Error> {
        let first = self.next_ids(F::TABLE, told.len());
        let rows = told
            .iter()
            .zip(first..)
            .map(|((subject, on, fact), id)| self.row::<F>(id, *subject, *on, fact))
            .collect::<Result<Vec<F>, Error>>()?;
        self.facts(&rows)
    }

    fn row<F: Told>(
        &self,
        id: i64,
        subject_id: i64,
        on: BusinessDate,
        fact: &impl Serialize,
    ) -> Result<F, Error> {
        let value = serde_json::to_value(fact)?;
        let kind = value
            .get("kind")
            .and_then(|k| k.as_str())
            .ok_or(Error::Stored("a told fact has a kind"))?;
        Ok(F::told(ToldParts {
            id,
            seq: self.seq(),
            subject_id,
            kind: kind.to_owned(),
            on_date: on.naive(),
            recorded_at: self.now().as_micros(),
            person_id: self.actor().get(),
            data: value.to_string(),
        }))
    }
}
