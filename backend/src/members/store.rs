//! The registry's rows: reading by id, number and index value; writing in few statements; folding facts for `verify`.

pub mod national_ids;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Details, Member, MemberFact, Told};
use super::schema::{MemberFactRow, members};
use crate::audit::verify::Broken;
use crate::db::{Conn, Error, Told as _, among, in_parts, on_each, onward, rows_in_parts};
use crate::kernel::{BusinessDate, Instant, MemberId, PersonId};

/// Columns of [`MemberRow`].
const COLUMNS: usize = 13;
/// Members that `verify` folds at a time.
const SUBJECTS_AT_ONCE: i64 = 500;

/// A row of the registry.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = members, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct MemberRow {
    pub id: i64,
    pub version: i64,
    pub number: String,
    pub number_key: String,
    pub sort_key: String,
    pub search_name: String,
    pub national_id_index: String,
    pub division: String,
    pub joined_on: NaiveDate,
    pub left_on: Option<NaiveDate>,
    pub details: String,
    pub changed_at: i64,
    pub changed_by: i64,
}

impl MemberRow {
    fn of(member: &Member) -> Result<Self, Error> {
        let d = &member.details;
        Ok(Self {
            id: member.id.get(),
            version: member.version,
            number: d.number.as_str().to_owned(),
            number_key: d.number.key(),
            sort_key: d.sort_key(),
            search_name: d.search_name(),
            national_id_index: d.national_id_index.clone(),
            division: d.division.clone(),
            joined_on: d.joined_on.naive(),
            left_on: member.left_on.map(BusinessDate::naive),
            details: serde_json::to_string(d)?,
            changed_at: member.changed_at.as_micros(),
            changed_by: member.changed_by.get(),
        })
    }

    pub fn member(self) -> Result<Member, Error> {
        let details: Details = serde_json::from_str(&self.details)?;
        Ok(Member {
            id: MemberId::new(self.id),
            version: self.version,
            details,
            left_on: self.left_on.map(BusinessDate::new),
            changed_at: Instant::micros(self.changed_at),
            changed_by: PersonId::new(self.changed_by),
        })
    }
}

fn members_of(rows: Vec<MemberRow>) -> Result<Vec<Member>, Error> {
    rows.into_iter().map(MemberRow::member).collect()
}

/// The member with this id.
pub fn by_id(conn: &mut Conn, id: MemberId) -> Result<Option<Member>, Error> {
    let row: Option<MemberRow> = members::table
        .find(id.get())
        .select(MemberRow::as_select())
        .first(conn)
        .optional()?;
    row.map(MemberRow::member).transpose()
}

/// The members with these ids, in the order of their ids; who does not exist is left out.
pub fn by_ids(conn: &mut Conn, ids: &[MemberId]) -> Result<Vec<Member>, Error> {
    let ids = ids.iter().map(|id| id.get());
    in_parts(ids, |part| {
        members_of(on_each!(conn, c => members::table
            .filter(among!(members::id, part))
            .order(members::id)
            .select(MemberRow::as_select())
            .load(c))?)
    })
}

/// The members whose number is among these keys ([`MemberNumber::key`]).
pub fn by_number_keys(conn: &mut Conn, keys: &[String]) -> Result<Vec<Member>, Error> {
    in_parts(keys, |part| {
        members_of(on_each!(conn, c => members::table
            .filter(among!(members::number_key, part))
            .select(MemberRow::as_select())
            .load(c))?)
    })
}

/// Id and version of the members whose number is among these keys, by the key.
pub fn versions_by_number_keys(
    conn: &mut Conn,
    keys: &[String],
) -> Result<BTreeMap<String, (i64, i64)>, Error> {
    let rows: Vec<(String, i64, i64)> = in_parts(keys, |part| {
        on_each!(conn, c => members::table
            .filter(among!(members::number_key, part))
            .select((members::number_key, members::id, members::version))
            .load(c))
    })?;
    let known = rows.into_iter();
    Ok(known
        .map(|(key, id, version)| (key, (id, version)))
        .collect())
}

/// Enters new members.
pub fn insert(conn: &mut Conn, found: &[Member]) -> Result<(), Error> {
    let rows = found
        .iter()
        .map(MemberRow::of)
        .collect::<Result<Vec<_>, _>>()?;
    rows_in_parts(
        &rows,
        COLUMNS,
        |part| on_each!(conn, c => diesel::insert_into(members::table).values(part.values()).execute(c)),
    )?;
    Ok(())
}

/// Writes a member that was at `version_before`; answers whether it still was.
pub fn update(conn: &mut Conn, member: &Member, version_before: i64) -> Result<bool, Error> {
    let row = MemberRow::of(member)?;
    let written = on_each!(conn, c => diesel::update(members::table)
        .filter(members::id.eq(row.id))
        .filter(members::version.eq(version_before))
        .set(&row)
        .execute(c))?;
    Ok(written == 1)
}

/// How many members the registry has, those who left among them.
pub fn count(conn: &mut Conn) -> Result<i64, Error> {
    Ok(members::table.count().get_result(conn)?)
}

/// Divisions that members have, in order.
pub fn divisions(conn: &mut Conn) -> Result<Vec<String>, Error> {
    let found = members::table
        .filter(members::division.ne(""))
        .select(members::division)
        .distinct()
        .order(members::division)
        .load(conn)?;
    Ok(found)
}

/// What is told of a member, in order.
pub fn told(row: &MemberFactRow) -> Result<Told, Error> {
    Ok(Told {
        fact: serde_json::from_str::<MemberFact>(&row.data)?,
        at: Instant::micros(row.recorded_at),
        by: PersonId::new(row.person_id),
    })
}

/// Rebuilds every member from the facts and compares; answers how many, or the first that differs.
pub fn check(conn: &mut Conn) -> Result<Result<i64, Broken>, Error> {
    let (mut after, mut compared) = (0, 0);
    loop {
        let subjects = MemberFactRow::subjects_after(conn, after, SUBJECTS_AT_ONCE)?;
        let Some(last) = subjects.last() else { break };
        after = onward(after, *last)?;
        let mut facts: BTreeMap<i64, Vec<Told>> = BTreeMap::new();
        for row in MemberFactRow::of_subjects(conn, &subjects)? {
            facts.entry(row.subject_id).or_default().push(told(&row)?);
        }
        let mut kept = rows_by_id(conn, &subjects)?;
        for id in subjects.iter().map(|id| MemberId::new(*id)) {
            let of_one = facts.remove(&id.get()).unwrap_or_default();
            let made = Member::fold(id, of_one).ok();
            let made = made.as_ref().map(MemberRow::of).transpose()?;
            if made.is_none() || made != kept.remove(&id.get()) {
                return Ok(Err(broken(
                    id.get(),
                    "the row differs from what its facts make",
                )));
            }
            compared += 1;
        }
    }
    if count(conn)? != compared {
        return Ok(Err(broken(
            0,
            "a member stands in the registry without facts",
        )));
    }
    Ok(Ok(compared))
}

fn rows_by_id(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, MemberRow>, Error> {
    let rows: Vec<MemberRow> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => members::table
            .filter(among!(members::id, part))
            .select(MemberRow::as_select())
            .load(c))
    })?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

fn broken(id: i64, what: &str) -> Broken {
    Broken {
        seq: None,
        table: Some("members".to_owned()),
        id: Some(id),
        what: what.to_owned(),
    }
}

#[cfg(test)]
mod tests;
