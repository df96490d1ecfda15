//! Queries over hand-overs.

use diesel::prelude::*;

use super::super::error::CardError;
use super::super::schema::hand_overs;
use super::model::HandOver;
use crate::db::{Conn, among, fold, in_parts, on_each};
use crate::kernel::{AttachmentId, ItemId, PersonId};

/// Hand-overs that wait: for a tablet, a signature or the officer.
const WAITING: [&str; 2] = ["open", "signed"];

/// The waiting hand-overs of an item.
pub fn waiting_of_item(conn: &mut Conn, item: ItemId) -> Result<Vec<HandOver>, CardError> {
    let ids: Vec<i64> = hand_overs::table
        .filter(hand_overs::item_id.eq(item.get()))
        .filter(
            hand_overs::state
                .eq(WAITING[0])
                .or(hand_overs::state.eq(WAITING[1])),
        )
        .select(hand_overs::id)
        .load(conn)?;
    Ok(fold::<HandOver>(conn, &ids)?.into_values().collect())
}

/// The waiting hand-overs of an officer, newest first.
pub fn waiting_of_officer(conn: &mut Conn, officer: PersonId) -> Result<Vec<HandOver>, CardError> {
    let ids: Vec<i64> = hand_overs::table
        .filter(hand_overs::officer_id.eq(officer.get()))
        .filter(
            hand_overs::state
                .eq(WAITING[0])
                .or(hand_overs::state.eq(WAITING[1])),
        )
        .select(hand_overs::id)
        .load(conn)?;
    Ok(fold::<HandOver>(conn, &ids)?.into_values().rev().collect())
}

/// Whether one of these papers proves a hand-over already.
pub fn proves(conn: &mut Conn, papers: &[AttachmentId]) -> Result<bool, CardError> {
    let found: Vec<i64> = in_parts(papers.iter().map(|paper| paper.get()), |part| {
        on_each!(&mut *conn, c => hand_overs::table
            .filter(among!(hand_overs::paper_id, part))
            .select(hand_overs::id)
            .load(c))
    })?;
    Ok(!found.is_empty())
}

/// The newest hand-overs that no tablet has joined: among these a desk code is looked for.
pub fn waiting_for_tablet(conn: &mut Conn, limit: i64) -> Result<Vec<HandOver>, CardError> {
    let ids: Vec<i64> = hand_overs::table
        .filter(hand_overs::state.eq(WAITING[0]))
        .filter(hand_overs::joined.eq(0))
        .order(hand_overs::id.desc())
        .limit(limit)
        .select(hand_overs::id)
        .load(conn)?;
    Ok(fold::<HandOver>(conn, &ids)?.into_values().collect())
}
