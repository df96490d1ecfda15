//! Settling what the registers taken over broke: by the manager, with a reason, judged by the rules. A name is kept as a name,
//! or matched to a person (`matching`).

use std::collections::{BTreeMap, BTreeSet};

use super::super::custody::service::with_active_card;
use super::super::model::{Card, CardFact};
use super::acts::is_manager;
use super::error::TakeOverError;
use super::exception::{Exception, ExceptionFact, Found, Place, What};
use super::rules::{self, BecomesActive};
use super::{store, whose};
use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx, fold};
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, CardId, MemberId, thai};
use crate::members::service as members;

/// Exceptions of one act at most.
const AT_ONCE_MAX: usize = 500;
/// Characters of a reason at most.
const REASON_CHARS_MAX: usize = 500;

/// Exceptions that stay as the register tells them, and why.
#[derive(Debug, Clone)]
pub struct Settle {
    pub exceptions: Vec<i64>,
    pub reason: String,
    /// Where somebody here bears a name among them: it is none of those people, as the reason says.
    pub namesake: bool,
}

pub(super) fn reason(text: &str) -> Result<String, TakeOverError> {
    let text = text.trim();
    let wrong = |code| Err(TakeOverError::Reason { code });
    if text.is_empty() {
        return wrong("required");
    }
    if text.chars().count() > REASON_CHARS_MAX {
        return wrong("too_long");
    }
    match thai::hidden_in(text) {
        Some(hidden) => wrong(hidden.code()),
        None => Ok(text.to_owned()),
    }
}

/// R0: settles exceptions as they stand. A card whose last one is settled becomes active only where the rules let it.
pub async fn settle(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: Settle,
) -> Result<Receipt, TakeOverError> {
    is_manager(by)?;
    let reason = reason(&cmd.reason)?;
    let wanted: BTreeSet<i64> = cmd.exceptions.iter().copied().collect();
    if !(1..=AT_ONCE_MAX).contains(&wanted.len()) || wanted.len() != cmd.exceptions.len() {
        return Err(TakeOverError::HowMany);
    }
    let (by, meta) = (
        by.person,
        ActMeta::new(by.person, "take_over.settled").with_key(key),
    );
    app.writer
        .act(meta, move |tx| {
            let mut found = store::exceptions(tx.conn, &wanted)?;
            let mut open = Vec::new();
            for (at, id) in cmd.exceptions.iter().enumerate() {
                let one = found.remove(id).filter(|one| one.settled.is_none());
                open.push(one.ok_or_else(|| TakeOverError::NotOpen {
                    field: format!("exceptions.{at}"),
                })?);
            }
            whose::stays_a_name(tx.conn, &open, cmd.namesake)?;
            whose::of_others(tx.conn, &open, by)?;
            settled(tx, open, |one| ExceptionFact::Settled {
                by,
                reason: reason.clone(),
                namesake: cmd.namesake && one.found.what == What::UnknownName,
            })
        })
        .await
}

/// Keeps exceptions in their list, and their cards from being active until each is settled.
pub(super) fn keep(tx: &mut Tx<'_>, new: Vec<(Place, Found)>) -> Result<(), TakeOverError> {
    if new.is_empty() {
        return Ok(());
    }
    let mut counts: BTreeMap<CardId, i64> = BTreeMap::new();
    for (place, _) in &new {
        *counts.entry(place.card).or_default() += 1;
    }
    on_cards(tx, counts, |count| CardFact::Excepted { count })?;
    let (first, today) = (tx.next_ids("take_over_exceptions", new.len()), tx.today());
    let steps = new
        .into_iter()
        .zip(first..)
        .map(|((place, found), id)| (id, None, today, ExceptionFact::Found { place, found }))
        .collect();
    tx.advance::<Exception>(steps)?;
    Ok(())
}

fn on_cards(
    tx: &mut Tx<'_>,
    counts: BTreeMap<CardId, i64>,
    fact: impl Fn(i64) -> CardFact,
) -> Result<Vec<Card>, TakeOverError> {
    let ids: Vec<i64> = counts.keys().map(|card| card.get()).collect();
    let (mut cards, today) = (fold::<Card>(tx.conn, &ids)?, tx.today());
    let steps = counts
        .into_iter()
        .map(|(card, count)| (card.get(), cards.remove(&card.get()), today, fact(count)))
        .collect();
    Ok(tx.advance::<Card>(steps)?)
}

/// Tells of each exception that it is settled, and judges the cards that have none left. One that was settled before counts
/// no more for its card.
pub(super) fn settled(
    tx: &mut Tx<'_>,
    told_of: Vec<Exception>,
    fact: impl Fn(&Exception) -> ExceptionFact,
) -> Result<Receipt, TakeOverError> {
    let first = told_of.first().map_or(0, |one| one.id);
    let mut counts: BTreeMap<CardId, i64> = BTreeMap::new();
    for one in told_of.iter().filter(|one| one.settled.is_none()) {
        *counts.entry(one.place.card).or_default() += 1;
    }
    let (count, today) = (told_of.len(), tx.today());
    let steps = told_of
        .into_iter()
        .map(|one| {
            let told = fact(&one);
            (one.id, Some(one), today, told)
        })
        .collect();
    tx.advance::<Exception>(steps)?;
    let after = on_cards(tx, counts, |count| CardFact::Settled { count })?;
    let clear: Vec<Card> = after
        .into_iter()
        .filter(|card| card.unsettled == 0)
        .collect();
    judged(tx, &clear, today)?;
    let mut receipt = Receipt::of("take_over_exception", "take-over-exceptions", first);
    receipt.numbers.push(count.to_string());
    Ok(receipt)
}

/// A4, A5.1: none of these cards becomes active for who is no member, or beside another active card.
fn judged(tx: &mut Tx<'_>, clear: &[Card], today: BusinessDate) -> Result<(), TakeOverError> {
    let owners: BTreeSet<MemberId> = clear.iter().map(|card| card.member).collect();
    let ids: Vec<MemberId> = owners.iter().copied().collect();
    let wanted: BTreeSet<i64> = owners.iter().map(|member| member.get()).collect();
    let active = with_active_card(tx.conn, &wanted, today)?;
    let lines = members::by_ids(tx.conn, &ids)?.into_iter();
    let left: BTreeMap<MemberId, BusinessDate> = lines
        .filter_map(|line| Some((line.id, line.left_on?)))
        .collect();
    for card in clear {
        let own = active
            .get(&card.member.get())
            .map_or(&[][..], Vec::as_slice);
        let card_state = BecomesActive {
            is_active: own.contains(&card.id),
            left_on: left.get(&card.member).copied(),
            has_other: own.iter().any(|other| *other != card.id),
        };
        rules::may_become_active(card_state, &card.print.last_four)?;
    }
    Ok(())
}
