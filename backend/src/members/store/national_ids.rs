//! Every national ID that a member ever had, as an index value. One that was changed stays its member's: it belongs to a human
//! being, and nobody is two members (A5.1).

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use crate::audit::verify::{Broken, ProjectionCheck};
use crate::db::{Conn, Error, Told as _, among, in_parts, on_each, onward, rows_in_parts};
use crate::kernel::MemberId;
use crate::members::model::{Member, MemberFact};
use crate::members::schema::{MemberFactRow, member_national_ids, members};

/// Members that `verify` folds at a time.
const SUBJECTS_AT_ONCE: i64 = 500;

/// A row to write.
#[derive(Insertable)]
#[diesel(table_name = member_national_ids, treat_none_as_default_value = false)]
struct NewNationalId {
    national_id_index: String,
    member_id: i64,
}

/// Keeps what these members have now; a row that is there stays.
pub fn keep(conn: &mut Conn, found: &[Member]) -> Result<(), Error> {
    let row = |member: &Member| NewNationalId {
        national_id_index: member.details.national_id_index.clone(),
        member_id: member.id.get(),
    };
    let rows: Vec<NewNationalId> = found.iter().map(row).collect();
    rows_in_parts(&rows, 2, |part| {
        on_each!(&mut *conn, c => diesel::insert_into(member_national_ids::table)
            .values(part.values())
            .on_conflict_do_nothing()
            .execute(c))
    })?;
    Ok(())
}

/// Which of these index values belong or belonged to a member: each with the member's id and number, of who has it now before
/// who had it.
pub fn known(
    conn: &mut Conn,
    values: &[String],
) -> Result<BTreeMap<String, (MemberId, String)>, Error> {
    let had: Vec<(String, i64, String)> = in_parts(values, |part| {
        on_each!(&mut *conn, c => member_national_ids::table
            .inner_join(members::table.on(members::id.eq(member_national_ids::member_id)))
            .filter(among!(member_national_ids::national_id_index, part))
            .select((member_national_ids::national_id_index, members::id, members::number))
            .load(c))
    })?;
    let have: Vec<(String, i64, String)> = in_parts(values, |part| {
        on_each!(&mut *conn, c => members::table
            .filter(among!(members::national_id_index, part))
            .select((members::national_id_index, members::id, members::number))
            .load(c))
    })?;
    let all = had.into_iter().chain(have);
    Ok(all
        .map(|(value, id, number)| (value, (MemberId::new(id), number)))
        .collect())
}

/// Reads every member's facts again and compares.
pub const CHECK: ProjectionCheck = ProjectionCheck {
    table: "member_national_ids",
    check,
};

fn check(conn: &mut Conn) -> Result<Result<i64, Broken>, Error> {
    let (mut after, mut compared) = (0, 0);
    loop {
        let subjects = MemberFactRow::subjects_after(conn, after, SUBJECTS_AT_ONCE)?;
        let Some(last) = subjects.last() else { break };
        after = onward(after, *last)?;
        let told = told(conn, &subjects)?;
        let kept: Vec<(String, i64)> = in_parts(subjects.iter().copied(), |part| {
            on_each!(&mut *conn, c => member_national_ids::table
                .filter(among!(member_national_ids::member_id, part))
                .load(c))
        })?;
        let kept: BTreeSet<(i64, String)> = kept.into_iter().map(|(id, by)| (by, id)).collect();
        if let Some((member, _)) = told.symmetric_difference(&kept).next() {
            return Ok(Err(broken(Some(*member))));
        }
        compared += told.len() as i64;
    }
    let count: i64 = member_national_ids::table.count().get_result(conn)?;
    if count == compared {
        return Ok(Ok(compared));
    }
    Ok(Err(broken(None)))
}

fn told(conn: &mut Conn, subjects: &[i64]) -> Result<BTreeSet<(i64, String)>, Error> {
    let mut told = BTreeSet::new();
    for row in MemberFactRow::of_subjects(conn, subjects)? {
        match serde_json::from_str::<MemberFact>(&row.data)? {
            MemberFact::Joined(details) | MemberFact::Changed(details) => {
                told.insert((row.subject_id, details.national_id_index));
            }
            MemberFact::Left { .. } | MemberFact::Noted { .. } => {}
        }
    }
    Ok(told)
}

fn broken(member: Option<i64>) -> Broken {
    Broken {
        seq: None,
        table: Some("member_national_ids".to_owned()),
        id: member,
        what: "the national IDs that a member ever had differ from what the facts tell".to_owned(),
    }
}
