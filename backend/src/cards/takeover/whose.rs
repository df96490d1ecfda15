//! Whose exceptions are settled: not by the one whom they are about, and a name stays a name only where nobody can bear it.

use std::collections::BTreeSet;

use super::super::custody::hands::{self, Hands};
use super::super::custody::model::Lane;
use super::super::shown::{People, plain_name};
use super::error::TakeOverError;
use super::exception::{Exception, What};
use crate::db::Conn;
use crate::kernel::{CardId, PersonId};

/// A7.1.3, A7.2.3x: a name that somebody here bears, or bore, is matched to him; or whoever settles says that it is none of them.
pub(super) fn stays_a_name(
    conn: &mut Conn,
    open: &[Exception],
    namesake: bool,
) -> Result<(), TakeOverError> {
    let unknown = open
        .iter()
        .filter(|one| one.found.what == What::UnknownName)
        .filter_map(|one| one.found.name.as_deref());
    let names: BTreeSet<&str> = unknown.collect();
    if namesake || names.is_empty() {
        return Ok(());
    }
    let borne = People::everybody(conn)?.by_name();
    match names
        .into_iter()
        .find(|name| borne.contains_key(&plain_name(name)))
    {
        Some(name) => Err(TakeOverError::NameBorne {
            name: name.to_owned(),
        }),
        None => Ok(()),
    }
}

/// A7.1.3, A7.2.3x: nobody settles that he himself had both halves of a card, or handed over what he kept.
pub(super) fn of_others(
    conn: &mut Conn,
    open: &[Exception],
    by: PersonId,
) -> Result<(), TakeOverError> {
    let about = |what| {
        matches!(
            what,
            What::BothHalves | What::SameKeeper | What::KeeperDispensed
        )
    };
    let pairs: Vec<&Exception> = open.iter().filter(|one| about(one.found.what)).collect();
    let cards: BTreeSet<CardId> = pairs.iter().map(|one| one.place.card).collect();
    let histories = hands::of_cards(conn, &cards.into_iter().collect::<Vec<_>>())?;
    let none = Hands::default();
    let own = |one: &&Exception| {
        let hands = histories.get(&one.place.card).unwrap_or(&none);
        match one.found.lane {
            Some(lane) => hands.had(lane, by),
            None => Lane::BOTH.into_iter().all(|lane| hands.had(lane, by)),
        }
    };
    if pairs.iter().any(own) {
        return Err(TakeOverError::OwnException);
    }
    Ok(())
}
