//! The access log is not chained, so an anchor keeps, beside the number of its rows, a running hash over them: a row that was
//! changed shows, and not only one that is gone.

use diesel::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::db::schema::access_log;
use crate::db::{Canonical as _, Conn, Error, onward};

const PAGE_ROWS: i64 = 2_000;

#[derive(Queryable)]
struct LogRow {
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

/// The first rows of the log: how many they are, and the hash over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LogSum {
    pub rows: i64,
    pub hash: [u8; 32],
    /// The number of the last of them.
    last: i64,
}

impl LogSum {
    /// Of the whole log.
    pub fn of(conn: &mut Conn) -> Result<Self, Error> {
        let mut sum = Self::default();
        sum.go_on(conn, |_| ())?;
        Ok(sum)
    }

    /// Goes on over the rows behind these; the sum is shown after each.
    pub fn go_on(&mut self, conn: &mut Conn, mut shown: impl FnMut(&Self)) -> Result<(), Error> {
        loop {
            let page: Vec<LogRow> = access_log::table
                .filter(access_log::id.gt(self.last))
                .order(access_log::id)
                .limit(PAGE_ROWS)
                .load(conn)?;
            if page.is_empty() {
                return Ok(());
            }
            for row in &page {
                self.last = onward(self.last, row.id)?;
                self.rows += 1;
                self.hash = hash(&self.hash, row);
                shown(self);
            }
        }
    }
}

/// Each field with its length, behind the hash of the rows before.
fn hash(before: &[u8; 32], row: &LogRow) -> [u8; 32] {
    let mut sha = Sha256::new();
    sha.update(before);
    row.id.put(&mut sha);
    row.at.put(&mut sha);
    row.person_id.put(&mut sha);
    row.what.put(&mut sha);
    row.object.put(&mut sha);
    row.status.put(&mut sha);
    row.rule.put(&mut sha);
    row.detail.put(&mut sha);
    row.address.put(&mut sha);
    row.count.put(&mut sha);
    sha.finalize().into()
}

#[cfg(test)]
impl LogSum {
    /// Of a log that is not there.
    pub fn made_up(rows: i64) -> Self {
        Self {
            rows,
            hash: [9; 32],
            last: rows,
        }
    }
}
