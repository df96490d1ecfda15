//! What `verify` is given and what it tells.

use std::path::Path;

use serde::Serialize;

use super::evidence::Places;
use crate::db::{self, Conn, Error, FactTable, Url};
use crate::kernel::Instant;
use crate::vault::Secrets;

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
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Nothing is broken and nothing is left unproved.
    pub ok: bool,
    pub events: i64,
    pub facts: i64,
    pub anchors: usize,
    pub projections: i64,
    pub head_seq: i64,
    pub head_hash: String,
    /// The first broken place, in the order chain, facts, anchors, projections, keys, data keys, counters, access log,
    /// stored values, tables.
    pub broken: Option<Broken>,
    /// The broken places after the first.
    pub also: Vec<Broken>,
    /// What could not be proved, and why.
    pub unproved: Vec<String>,
    /// What is no fault and should be known.
    pub notes: Vec<String>,
    /// Until where an anchor proves the books; what came later only the chain proves.
    pub proved_until: Option<ProvedUntil>,
}

/// The last anchor that counts.
#[derive(Debug, Clone, Serialize)]
pub struct ProvedUntil {
    pub seq: i64,
    /// The machine's time of the anchor.
    pub at: Instant,
}

/// How a feature proves one of its projections: rebuilds it from the facts and names the first row that differs.
#[derive(Clone, Copy)]
pub struct ProjectionCheck {
    pub table: &'static str,
    /// Answers how many rows were compared, or the first that differs.
    pub check: fn(&mut Conn) -> Result<Result<i64, Broken>, Error>,
}

/// How a feature tells which owners must have a data key, such as `member/12`.
#[derive(Clone, Copy)]
pub struct Owners(pub fn(&mut Conn) -> Result<Vec<String>, Error>);

/// How a feature tells the last number of each of its series, such as `letter/2569`, from its rows.
#[derive(Clone, Copy)]
pub struct Series(pub fn(&mut Conn) -> Result<LastNumbers, Error>);

/// Series and the last number of each; a series may come more than once.
pub type LastNumbers = Vec<(String, i64)>;

/// Everything that the walk through chain, facts and projections needs besides the database.
pub struct Scope<'a> {
    pub chain_key: &'a [u8; 32],
    pub anchors: &'a Path,
    pub facts: &'a [FactTable],
    pub projections: &'a [ProjectionCheck],
}

/// What a whole installation is proved by besides.
pub struct Whole<'a> {
    pub secrets: &'a Secrets,
    pub places: &'a Places,
    /// Where the tables of reference are made.
    pub url: &'a Url,
    pub owners: &'a [Owners],
    pub series: &'a [Series],
}

impl Report {
    /// Adds a broken place.
    pub(super) fn add(&mut self, broken: Broken) {
        if self.broken.is_none() {
            self.broken = Some(broken);
        } else {
            self.also.push(broken);
        }
    }

    /// Reads a part; one that cannot be read is left unproved and ends nothing.
    pub(super) fn read<T>(
        &mut self,
        conn: &mut Conn,
        name: &str,
        read: impl FnOnce(&mut Conn) -> Result<T, Error>,
    ) -> Option<T> {
        let answer = db::apart(conn, read);
        let failed = |error| {
            self.unproved
                .push(format!("{name} could not be read: {}", because(&error)))
        };
        answer.map_err(failed).ok()
    }
}

/// An error with what caused it.
pub(super) fn because(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(under) = cause {
        text = format!("{text}: {under}");
        cause = under.source();
    }
    text
}
