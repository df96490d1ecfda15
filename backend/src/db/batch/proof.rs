//! What ties a batch to the proof outside the database: it follows the head that this process saw last, and it notes the
//! anchor that was written since (decision 15).

use diesel::prelude::*;

use super::Batch;
use crate::audit::anchors::Mark;
use crate::audit::logged::LogSum;
use crate::audit::model::Head;
use crate::db::schema::anchor_marks;
use crate::db::{Error, on_each};

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = anchor_marks, treat_none_as_default_value = false)]
struct MarkRow {
    server: String,
    no: i64,
    mac: String,
}

impl Batch<'_> {
    /// Refuses to write on books that do not stand where this process saw them last: a database that was put back or
    /// exchanged under a running program. Another server may have written since; then the last event seen is still there.
    pub(in crate::db) fn follow(&mut self, seen: Option<Head>) -> Result<(), Error> {
        let Some(seen) = seen.filter(|seen| *seen != self.head) else {
            return Ok(());
        };
        let is_later = self.head.seq > seen.seq && self.head.at >= seen.at;
        if is_later && crate::audit::service::seal_at(self.conn, seen.seq)? == Some(seen.seal) {
            return Ok(());
        }
        Err(Error::SetBack {
            seen: seen.seq,
            found: self.head.seq,
        })
    }

    /// Notes the last anchor of this server, so that a later loss of the anchors' file is seen from the database.
    pub(in crate::db) fn mark(&mut self, mark: Option<&Mark>) -> Result<(), Error> {
        let Some(mark) = mark else { return Ok(()) };
        let row = MarkRow {
            server: mark.server.clone(),
            no: mark.no,
            mac: mark.mac.clone(),
        };
        on_each!(self.conn, c => diesel::insert_into(anchor_marks::table)
            .values(&row)
            .on_conflict(anchor_marks::server)
            .do_update()
            .set(&row)
            .execute(c))?;
        Ok(())
    }

    /// Goes on over the rows of the access log that are new since this process summed them last.
    pub(in crate::db) fn sum_log(&mut self, log: &mut LogSum) -> Result<(), Error> {
        if self.log_rows() == log.rows {
            return Ok(());
        }
        log.go_on(self.conn, |_| ())
    }

    /// Rows of the access log after this batch.
    pub(in crate::db) fn log_rows(&self) -> i64 {
        self.counters.last("access_log")
    }
}
