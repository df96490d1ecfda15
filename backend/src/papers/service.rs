//! Issuing, printing, listing and checking papers.

mod check;
mod issue;
mod print;
#[cfg(test)]
mod tests;

pub use super::store::Filter;
pub use check::{check, is_of, pdf_sha256, reversal_of};
pub use issue::{MANY_MAX, issue, issue_many};
pub use print::{Printed, copy, member_named, pdf};

use super::error::PaperError;
use super::model::{Issued, What};
use super::schema::PaperRow;
use super::{rules, sources, store};
use crate::app::App;
use crate::db::{AccessLine, Conn, FactTable};
use crate::documents::service::letters;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Cursor, LetterId, Limit, PageOf, PaperId};

/// Open letters that are read in one query.
const OPEN_AT_ONCE: i64 = 500;

/// The fact table of issued papers, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    vec![FactTable::of::<PaperRow>()]
}

/// A page of papers, newest first.
pub async fn list(
    app: &App,
    filter: Filter,
    after: Option<Cursor>,
    limit: Limit,
) -> Result<PageOf<Issued>, PaperError> {
    app.read(move |conn| {
        let rows = store::page(conn, &filter, after.as_ref(), limit)?;
        Ok(PageOf::cut(rows, limit, |paper| {
            Cursor::new("", paper.id.get())
        }))
    })
    .await
}

/// One paper, for someone who may read its kind.
pub async fn one(app: &App, by: &Actor, id: PaperId) -> Result<Issued, PaperError> {
    let found = app
        .read(move |conn| Ok::<_, PaperError>(store::by_id(conn, id)?))
        .await?
        .ok_or(PaperError::NotFound)?;
    rules::may_read(by, found.kind)?;
    Ok(found)
}

/// The paper with this number.
pub async fn by_number(app: &App, number: &str) -> Result<Option<Issued>, PaperError> {
    let number = number.to_owned();
    app.read(move |conn| Ok(store::by_number(conn, &number)?))
        .await
}

/// The paper with this number, where this person may read its kind.
pub fn called(conn: &mut Conn, by: &Actor, number: &str) -> Result<Option<Issued>, PaperError> {
    let found = store::by_number(conn, number)?;
    Ok(found.filter(|paper| rules::may_read(by, paper.kind).is_ok()))
}

/// The paper that a subject has for ever; a register has none, because it may be issued on any day.
pub async fn of(app: &App, what: What) -> Result<(What, Option<Issued>), PaperError> {
    app.read(move |conn| {
        let what = sources::settled(conn, what)?;
        if !what.kind().issued_once() {
            return Ok((what, None));
        }
        Ok((what, store::newest_of(conn, &what.subject())?))
    })
    .await
}

/// First notices that wait for their member and have no paper yet, in the order of their numbers; the oldest [`MANY_MAX`],
/// however many of the open ones were issued before.
pub fn waiting_notices(conn: &mut Conn) -> Result<Vec<letters::LetterRow>, PaperError> {
    let mut waiting = Vec::new();
    let mut behind = 0;
    while waiting.len() < MANY_MAX {
        let open = letters::open_notices(conn, behind, OPEN_AT_ONCE)?;
        let Some(last) = open.last() else { break };
        behind = last.sort;
        waiting.extend(not_issued(conn, open)?);
    }
    waiting.truncate(MANY_MAX);
    Ok(waiting)
}

/// Those of these letters that have no paper.
fn not_issued(
    conn: &mut Conn,
    mut open: Vec<letters::LetterRow>,
) -> Result<Vec<letters::LetterRow>, PaperError> {
    let subject = |row: &letters::LetterRow| What::Notice(LetterId::new(row.id)).subject();
    let subjects: Vec<String> = open.iter().map(subject).collect();
    let issued = store::issued_of(conn, &subjects)?;
    open.retain(|row| !issued.contains(&subject(row)));
    Ok(open)
}

/// Whether the last day that a notice gives has passed.
pub fn is_past(row: &letters::LetterRow, today: BusinessDate) -> bool {
    row.deadline.is_some_and(|last| last < today.naive())
}

/// How many of these letters are past their last day, issued or not; of the first [`MANY_MAX`].
pub fn past_among(
    conn: &mut Conn,
    ids: &[LetterId],
    today: BusinessDate,
) -> Result<usize, PaperError> {
    let asked = ids.get(..MANY_MAX).unwrap_or(ids);
    let rows = letters::by_ids(conn, asked)?;
    Ok(rows.iter().filter(|row| is_past(row, today)).count())
}

/// Notes in the access log who printed what: papers carry names, and some of them addresses.
fn printed(app: &App, by: &Actor, subject: &str) {
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "printed",
        object: subject.to_owned(),
        status: 200,
        rule: None,
        detail: String::new(),
    });
}

/// Runs what takes time off the network threads.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PaperError> + Send + 'static,
) -> Result<T, PaperError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(PaperError::Broken))
}
