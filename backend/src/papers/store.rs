//! Queries over issued papers.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::model::{Issued, Kind};
use super::rules;
use super::schema::{HeadRow, PaperRow, issued_papers};
use crate::db::{Conn, Error, Part, among, in_parts, on_each};
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Cursor, Instant, Limit, MemberId, PaperId, PersonId};

/// Which papers a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Kinds that the reader may read: the list shows no others.
    pub readable: Vec<Kind>,
    pub kind: Option<Kind>,
    /// `letter/12`.
    pub subject: Option<String>,
}

impl Filter {
    /// Everything that this person may read.
    pub fn of(by: &Actor) -> Self {
        Self {
            readable: rules::readable(by),
            kind: None,
            subject: None,
        }
    }

    fn codes(&self) -> Vec<&'static str> {
        self.readable.iter().map(|kind| kind.code()).collect()
    }
}

/// The whole record.
pub fn row(conn: &mut Conn, id: PaperId) -> Result<Option<PaperRow>, Error> {
    Ok(issued_papers::table
        .find(id.get())
        .select(PaperRow::as_select())
        .first(conn)
        .optional()?)
}

/// The paper with this id.
pub fn by_id(conn: &mut Conn, id: PaperId) -> Result<Option<Issued>, Error> {
    let found: Option<HeadRow> = issued_papers::table
        .find(id.get())
        .select(HeadRow::as_select())
        .first(conn)
        .optional()?;
    found.map(issued).transpose()
}

/// The paper with this number.
pub fn by_number(conn: &mut Conn, number: &str) -> Result<Option<Issued>, Error> {
    let found: Option<HeadRow> = issued_papers::table
        .filter(issued_papers::number.eq(number))
        .select(HeadRow::as_select())
        .first(conn)
        .optional()?;
    found.map(issued).transpose()
}

/// The newest paper about a subject.
pub fn newest_of(conn: &mut Conn, subject: &str) -> Result<Option<Issued>, Error> {
    let found: Option<HeadRow> = issued_papers::table
        .filter(issued_papers::subject.eq(subject))
        .order(issued_papers::id.desc())
        .select(HeadRow::as_select())
        .first(conn)
        .optional()?;
    found.map(issued).transpose()
}

/// Which of these subjects have a paper.
pub fn issued_of(conn: &mut Conn, subjects: &[String]) -> Result<BTreeSet<String>, Error> {
    let found: Vec<String> = in_parts(subjects, |part| {
        on_each!(conn, c => issued_papers::table
            .filter(among!(issued_papers::subject, part))
            .select(issued_papers::subject)
            .load(c))
    })?;
    Ok(found.into_iter().collect())
}

/// A macro, because the query's type differs between the two databases.
macro_rules! filtered {
    ($filter:expr) => {{
        let readable = $filter.codes();
        let mut query = issued_papers::table
            .filter(among!(issued_papers::kind, Part::codes(&readable)))
            .into_boxed();
        if let Some(kind) = $filter.kind {
            query = query.filter(issued_papers::kind.eq(kind.code()));
        }
        if let Some(subject) = &$filter.subject {
            query = query.filter(issued_papers::subject.eq(subject.clone()));
        }
        query
    }};
}

/// One page, newest first; one row more than the limit.
pub fn page(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Vec<Issued>, Error> {
    let before = after.map_or(i64::MAX, |cursor| cursor.id);
    let found: Vec<HeadRow> = on_each!(conn, c => filtered!(filter)
        .filter(issued_papers::id.lt(before))
        .order(issued_papers::id.desc())
        .limit(limit.and_one_more())
        .select(HeadRow::as_select())
        .load(c))?;
    found.into_iter().map(issued).collect()
}

/// Rows `skip..skip + limit`, newest first.
pub fn slice(
    conn: &mut Conn,
    filter: &Filter,
    skip: i64,
    limit: i64,
) -> Result<Vec<Issued>, Error> {
    let found: Vec<HeadRow> = on_each!(conn, c => filtered!(filter)
        .order(issued_papers::id.desc())
        .offset(skip)
        .limit(limit)
        .select(HeadRow::as_select())
        .load(c))?;
    found.into_iter().map(issued).collect()
}

/// How many papers pass the filter.
pub fn count(conn: &mut Conn, filter: &Filter) -> Result<i64, Error> {
    Ok(on_each!(conn, c => filtered!(filter).count().get_result(c))?)
}

fn issued(row: HeadRow) -> Result<Issued, Error> {
    let member = row.key_owner.strip_prefix("member/");
    Ok(Issued {
        id: PaperId::new(row.id),
        number: row.number,
        kind: Kind::parse(&row.kind).ok_or(Error::Stored("issued_papers.kind"))?,
        subject: row.subject,
        subject_date: BusinessDate::new(row.subject_date),
        template_version: row.template_version,
        sha256: row.sha256,
        head_seq: row.head_seq,
        head_hash: row.head_hash,
        issued_at: Instant::micros(row.issued_at),
        issued_by: PersonId::new(row.issued_by),
        member_id: member.and_then(|id| id.parse().ok()).map(MemberId::new),
    })
}

#[cfg(test)]
mod tests;
