//! Settling what the registers taken over broke: by the manager, with a reason, judged by the rules. A name is matched to a
//! person, who is judged by it from then on, or kept as a name.

use std::collections::{BTreeMap, BTreeSet};

use super::super::custody::model::{CustodyFact, Item, Lane, Part};
use super::super::custody::service::with_active_card;
use super::super::custody::store as custody;
use super::super::model::{Card, CardFact};
use super::acts::is_manager;
use super::error::TakeOverError;
use super::exception::{Exception, ExceptionFact, Found, Place, What};
use super::rules::{self, BecomesActive};
use super::{store, whose};
use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx, fold};
use crate::identity::model::Actor;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, CardId, MemberId, PersonId, thai};
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

/// A name of the old registers that is somebody known here, and how that is known.
#[derive(Debug, Clone)]
pub struct Match {
    pub name: String,
    pub person: PersonId,
    pub reason: String,
}

fn reason(text: &str) -> Result<String, TakeOverError> {
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

/// A7.1.3, A7.2.3x: from now on the person is judged by every half of a card that the registers say this name had in hand. Where
/// that makes one person of both halves, it becomes an exception of its own.
pub async fn match_by_hand(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: Match,
) -> Result<Receipt, TakeOverError> {
    is_manager(by)?;
    let reason = reason(&cmd.reason)?;
    let (by, meta) = (
        by.person,
        ActMeta::new(by.person, "take_over.name_matched").with_key(key),
    );
    app.writer
        .act(meta, move |tx| {
            let person = cmd.person;
            if identity::names_of(tx.conn, &[person])?.is_empty() {
                return Err(TakeOverError::NoPerson);
            }
            let ids = store::open_with_name(tx.conn, &cmd.name)?;
            if ids.is_empty() {
                return Err(TakeOverError::NoName);
            }
            let open: Vec<Exception> = store::exceptions(tx.conn, &ids)?.into_values().collect();
            had_in_hand(tx, &open, person)?;
            both_halves(tx, &open, person)?;
            settled(tx, open, |_| ExceptionFact::Matched {
                person,
                by,
                reason: reason.clone(),
            })
        })
        .await
}

/// Tells of each half that this person had it in hand.
fn had_in_hand(tx: &mut Tx<'_>, open: &[Exception], person: PersonId) -> Result<(), TakeOverError> {
    let cards: BTreeSet<i64> = open.iter().map(|one| one.place.card.get()).collect();
    let cards: Vec<i64> = cards.into_iter().collect();
    let rows = custody::items_of_cards(tx.conn, &cards)?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut items: BTreeMap<(i64, Lane), Item> = fold::<Item>(tx.conn, &ids)?
        .into_values()
        .map(|item| ((item.card.get(), item.lane), item))
        .collect();
    let today = tx.today();
    // One name may have kept and handed over the same half: its facts follow each other.
    for part in [Part::Keeper, Part::Dispenser] {
        let mut steps = Vec::new();
        for one in open.iter().filter(|one| one.found.part == Some(part)) {
            let Some(lane) = one.found.lane else { continue };
            if let Some(item) = items.get(&(one.place.card.get(), lane)) {
                let fact = CustodyFact::PastHand { part, person };
                steps.push((item.id.get(), Some(item.clone()), today, fact));
            }
        }
        for item in tx.advance::<Item>(steps)? {
            items.insert((item.card.get(), item.lane), item);
        }
    }
    Ok(())
}

/// A7.1.3, A7.2.3x: cards of which this person now had both halves in hand get an exception that says so.
fn both_halves(tx: &mut Tx<'_>, open: &[Exception], person: PersonId) -> Result<(), TakeOverError> {
    let cards: BTreeSet<i64> = open.iter().map(|one| one.place.card.get()).collect();
    let known = store::with_pair(tx.conn, &cards)?;
    let mut held: BTreeMap<i64, BTreeSet<(Lane, Part)>> = BTreeMap::new();
    let mut lanes: BTreeMap<i64, Lane> = BTreeMap::new();
    for (card, row) in store::told_of_cards(tx.conn, &cards)? {
        let fact: CustodyFact = serde_json::from_str(&row.data).map_err(crate::db::Error::from)?;
        if let Some(lane) = lane_of(&fact) {
            lanes.insert(row.subject_id, lane);
        }
        let Some(lane) = lanes.get(&row.subject_id).copied() else {
            continue;
        };
        let parts = parts_of(&fact, person).into_iter();
        held.entry(card)
            .or_default()
            .extend(parts.map(|part| (lane, part)));
    }
    let mut places: BTreeMap<i64, Place> = BTreeMap::new();
    for one in open {
        places.entry(one.place.card.get()).or_insert(one.place);
    }
    let new: Vec<(Place, Found)> = places
        .into_iter()
        .filter(|(card, _)| !known.contains(card))
        .filter_map(|(card, place)| Some((place, pair(held.get(&card)?)?)))
        .collect();
    keep(tx, new)
}

/// Which rule one person of both halves breaks; none where he had one only.
fn pair(held: &BTreeSet<(Lane, Part)>) -> Option<Found> {
    let of = |lane: Lane| held.iter().filter(move |(own, _)| *own == lane);
    let both = of(Lane::Card).next().is_some() && of(Lane::Pin).next().is_some();
    let gave = held.iter().any(|(_, part)| *part == Part::Dispenser);
    both.then_some(Found {
        what: if gave {
            What::BothHalves
        } else {
            What::SameKeeper
        },
        lane: None,
        part: None,
        name: None,
        day: None,
        before_regulation: false,
    })
}

fn lane_of(fact: &CustodyFact) -> Option<Lane> {
    match fact {
        CustodyFact::Expected { lane, .. } | CustodyFact::TakenOver { lane, .. } => Some(*lane),
        CustodyFact::PastHand { .. }
        | CustodyFact::Received { .. }
        | CustodyFact::FoundFaulty { .. }
        | CustodyFact::SentBack { .. }
        | CustodyFact::ReceiptCorrected { .. }
        | CustodyFact::Noticed { .. }
        | CustodyFact::Offered { .. }
        | CustodyFact::OfferWithdrawn { .. }
        | CustodyFact::Released { .. }
        | CustodyFact::ReturnOffered { .. }
        | CustodyFact::ReturnWithdrawn { .. }
        | CustodyFact::Returned { .. }
        | CustodyFact::HandedOver { .. } => None,
    }
}

/// What the person did with the half by this fact.
fn parts_of(fact: &CustodyFact, person: PersonId) -> Vec<Part> {
    let kept = |who: PersonId| (who == person).then_some(Part::Keeper);
    let gave = |who: PersonId| (who == person).then_some(Part::Dispenser);
    match fact {
        CustodyFact::TakenOver { past, .. } => {
            let kept = past.keeper.and_then(kept);
            kept.into_iter()
                .chain(past.dispenser.and_then(gave))
                .collect()
        }
        CustodyFact::PastHand { part, person: who } => {
            (*who == person).then_some(*part).into_iter().collect()
        }
        CustodyFact::Received { keeper, .. }
        | CustodyFact::FoundFaulty { keeper, .. }
        | CustodyFact::Returned { keeper, .. } => kept(*keeper).into_iter().collect(),
        CustodyFact::Offered { to, .. } => gave(*to).into_iter().collect(),
        CustodyFact::HandedOver { dispenser, .. } => gave(*dispenser).into_iter().collect(),
        CustodyFact::Expected { .. }
        | CustodyFact::SentBack { .. }
        | CustodyFact::ReceiptCorrected { .. }
        | CustodyFact::Noticed { .. }
        | CustodyFact::OfferWithdrawn { .. }
        | CustodyFact::Released { .. }
        | CustodyFact::ReturnOffered { .. }
        | CustodyFact::ReturnWithdrawn { .. } => Vec::new(),
    }
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

/// Tells of each exception that it is settled, and judges the cards that have none left.
fn settled(
    tx: &mut Tx<'_>,
    open: Vec<Exception>,
    fact: impl Fn(&Exception) -> ExceptionFact,
) -> Result<Receipt, TakeOverError> {
    let first = open.first().map_or(0, |one| one.id);
    let mut counts: BTreeMap<CardId, i64> = BTreeMap::new();
    for one in &open {
        *counts.entry(one.place.card).or_default() += 1;
    }
    let (count, today) = (open.len(), tx.today());
    let steps = open
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
