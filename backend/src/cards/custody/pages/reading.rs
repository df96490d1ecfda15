//! What one page of the board is made of, read in one go.

use std::collections::BTreeMap;

use super::paged;
use super::state::BoardQuery;
use crate::cards::custody::board::{
    self, Asked, Group, Line, Names, Reckoning, named, offered_to, person_names, totals,
};
use crate::cards::custody::model::Lane;
use crate::cards::custody::store::{PlaceCount, waiting_transfers};
use crate::cards::custody::timeline::{self, Happened};
use crate::cards::custody::transfer::TransferRow;
use crate::cards::error::CardError;
use crate::db::Conn;
use crate::identity::model::Actor;

/// What one page of the board is made of.
pub(super) struct Seen {
    pub lanes: [Vec<PlaceCount>; 2],
    pub alone: [usize; 2],
    pub transfers: Vec<TransferRow>,
    pub found: usize,
    pub page: (usize, usize),
    pub lines: Vec<Line>,
    pub chosen: Option<(Line, Vec<Happened>)>,
    pub offered: BTreeMap<i64, i64>,
    pub names: Names,
}

pub(super) fn seen(
    conn: &mut Conn,
    reckoning: &Reckoning<'_>,
    asked: &Asked,
    query: &BoardQuery,
    by: &Actor,
) -> Result<Seen, CardError> {
    let lanes = [totals(conn, Lane::Card)?, totals(conn, Lane::Pin)?];
    let alone = [
        alone(conn, reckoning, Lane::Card)?,
        alone(conn, reckoning, Lane::Pin)?,
    ];
    let list = board::lines(conn, reckoning, asked)?;
    let (found, place) = (list.len(), paged(list.len(), query.page.unwrap_or(1)));
    let shown: Vec<Line> = list.get(place.rows.clone()).unwrap_or_default().to_vec();
    let lines = named(conn, shown)?;
    let chosen = chosen(conn, &lines, query.row)?;
    let ids: Vec<i64> = lines.iter().map(|line| line.item.id).collect();
    let offered = offered_to(conn, &ids)?;
    let also = lanes
        .iter()
        .flatten()
        .filter_map(|place| place.holder)
        .chain(offered.values().copied())
        .chain(asked.holder.map(|person| person.get()));
    let mut names = person_names(conn, &lines, also)?;
    if let Some((_, history)) = &chosen {
        names.extend(timeline::names_in(conn, history)?);
    }
    Ok(Seen {
        lanes,
        alone,
        transfers: waiting_transfers(conn, by.person)?,
        found,
        page: (place.page, place.pages),
        lines,
        chosen,
        offered,
        names,
    })
}

/// The line that is looked at, the first where none was asked for, with what happened to it.
fn chosen(
    conn: &mut Conn,
    lines: &[Line],
    wanted: Option<i64>,
) -> Result<Option<(Line, Vec<Happened>)>, CardError> {
    let chosen = lines
        .iter()
        .find(|line| wanted == Some(line.item.id))
        .or_else(|| lines.first())
        .cloned();
    match chosen {
        Some(line) => {
            let history = timeline::of_items(conn, &[line.item.id])?;
            Ok(Some((line, history)))
        }
        None => Ok(None),
    }
}

/// How many items in our hands lack their other half: the length of the list that the banner opens.
fn alone(conn: &mut Conn, reckoning: &Reckoning<'_>, lane: Lane) -> Result<usize, CardError> {
    let asked = Asked {
        unpaired: true,
        ..Asked::of(lane).at(Group::House)
    };
    Ok(board::lines(conn, reckoning, &asked)?.len())
}
