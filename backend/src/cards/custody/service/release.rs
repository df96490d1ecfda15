//! From keeper to dispenser and back: one offers, the other confirms, and until then the first one answers for it (C2).

use super::super::super::error::CardError;
use super::super::model::{CustodyFact, Item, Lane, Place};
use super::super::rules::{self, Hand};
use super::super::store::{self, Held};
use super::super::transfer::{Direction, Offer, Transfer, TransferFact, TransferState};
use super::receive::members_left;
use super::{bylaws_on, hand};
use crate::app::App;
use crate::bylaws::BylawsOfDay;
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx, fold_one};
use crate::identity::model::Actor;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, Instant, ItemId, PersonId, TransferId};

/// C2: whoever holds items offers them to a dispenser; they are released when the dispenser confirms.
pub async fn offer_release(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    items: Vec<ItemId>,
    to: PersonId,
) -> Result<Receipt, CardError> {
    let (own, by) = (app.clone(), by.clone());
    let meta = ActMeta::new(by.person, "custody.release_offered").with_key(key);
    app.writer
        .act(meta, move |tx| {
            offer_release_part(tx, &own, &by, &items, to)
        })
        .await
}

/// The part of [`offer_release`], for seeding.
pub fn offer_release_part(
    tx: &mut Tx<'_>,
    app: &App,
    by: &Actor,
    items: &[ItemId],
    to: PersonId,
) -> Result<Receipt, CardError> {
    let bylaws = bylaws_on(app, tx.today())?;
    let duties = identity::duties_on(tx.conn, to, tx.today())?;
    let receiver = Hand {
        person: to,
        duties: &duties,
    };
    let held = store::held(tx.conn, items)?;
    let lane = one_lane(&held)?;
    for_members(tx, &held)?;
    for entry in &held {
        rules::untouched(lane, &entry.card, &entry.hands, to)?;
        rules::one_half_only(entry.other.as_ref(), &entry.card, to)?;
        rules::may_release(
            &entry.item,
            &entry.card,
            hand(by),
            receiver,
            bylaws.small_cooperative,
        )?;
    }
    let due_day = due_back_on(app, &bylaws, tx.now());
    let due_back_at = format!("{due_day} {}", bylaws.releases_return_by.format("%H:%M"));
    let offer = Offer {
        lane,
        direction: Direction::Release,
        from: by.person,
        to,
        items: items.to_vec(),
        offered_at: tx.now(),
        due_back_at: Some(due_back_at),
    };
    offered(tx, offer, held, |transfer| CustodyFact::Offered {
        to,
        transfer,
    })
}

/// A4: nothing is released for one who has left; it goes back to the bank.
fn for_members(tx: &mut Tx<'_>, held: &[Held]) -> Result<(), CardError> {
    let left = members_left(tx.conn, held)?;
    let of = |entry: &Held| left.get(&entry.item.member).copied();
    held.iter()
        .try_for_each(|entry| rules::is_member(of(entry), &entry.card))
}

/// The day by whose hour a release comes back (C2): today, or the next working day where that hour has passed or the office
/// is closed, since it would be overdue at birth. A day that the calendar does not cover counts as a working day.
pub fn due_back_on(app: &App, bylaws: &BylawsOfDay, now: Instant) -> BusinessDate {
    let today = now.business_date();
    let is_open = app.holidays.is_working_day(today).unwrap_or(true);
    if is_open && now.bangkok_time() < bylaws.releases_return_by {
        return today;
    }
    let next = app.holidays.working_days_after(today, 1);
    next.unwrap_or(today)
}

/// C2: the dispenser offers items back; they are in the safe again when a keeper confirms.
pub async fn offer_return(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    items: Vec<ItemId>,
    to: PersonId,
) -> Result<Receipt, CardError> {
    let by = by.clone();
    let meta = ActMeta::new(by.person, "custody.return_offered").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let duties = identity::duties_on(tx.conn, to, tx.today())?;
            let held = store::held(tx.conn, &items)?;
            let lane = one_lane(&held)?;
            let keeper = Hand {
                person: to,
                duties: &duties,
            };
            for entry in &held {
                may_return(entry, by.person)?;
                rules::may_keep(keeper, &entry.item, &entry.card, &entry.hands)?;
            }
            let (from, offered_at) = (by.person, tx.now());
            let offer = Offer {
                lane,
                direction: Direction::Return,
                from,
                to,
                items: items.clone(),
                offered_at,
                due_back_at: None,
            };
            offered(tx, offer, held, |transfer| CustodyFact::ReturnOffered {
                transfer,
            })
        })
        .await
}

fn may_return(held: &Held, by: PersonId) -> Result<(), CardError> {
    match held.item.place {
        Place::Counter { dispenser, .. } if dispenser == by => Ok(()),
        Place::WithBank
        | Place::Safe { .. }
        | Place::Offered { .. }
        | Place::Counter { .. }
        | Place::GivingBack { .. }
        | Place::WithMember
        | Place::Faulty { .. }
        | Place::ReturnedToBank => Err(CardError::NotReleased {
            item: rules::name_of(&held.item, &held.card),
        }),
    }
}

fn one_lane(held: &[Held]) -> Result<Lane, CardError> {
    let lane = held
        .first()
        .map(|h| h.item.lane)
        .ok_or(CardError::NothingChosen { field: "items" })?;
    if held.iter().all(|h| h.item.lane == lane) {
        Ok(lane)
    } else {
        Err(CardError::NothingChosen { field: "items" })
    }
}

fn offered(
    tx: &mut Tx<'_>,
    offer: Offer,
    held: Vec<Held>,
    fact: impl Fn(TransferId) -> CustodyFact,
) -> Result<Receipt, CardError> {
    let (id, today) = (tx.next_id("transfers"), tx.today());
    tx.advance_one::<Transfer>(id, None, today, TransferFact::Offered(offer))?;
    let steps = held
        .into_iter()
        .map(|h| {
            (
                h.item.id.get(),
                Some(h.item),
                today,
                fact(TransferId::new(id)),
            )
        })
        .collect();
    tx.advance::<Item>(steps)?;
    Ok(Receipt::of("transfer", "transfers", id))
}

/// C2: the named receiver confirms, signed in as themselves; a release and a return alike.
pub async fn confirm_transfer(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    transfer: TransferId,
) -> Result<Receipt, CardError> {
    let (own, by) = (app.clone(), by.clone());
    let meta = ActMeta::new(by.person, "custody.transfer_confirmed").with_key(key);
    app.writer
        .act(meta, move |tx| {
            confirm_transfer_part(tx, &own, &by, transfer)
        })
        .await
}

/// The part of [`confirm_transfer`], for seeding.
pub fn confirm_transfer_part(
    tx: &mut Tx<'_>,
    app: &App,
    by: &Actor,
    transfer: TransferId,
) -> Result<Receipt, CardError> {
    let waiting = waiting(tx, transfer)?;
    if waiting.offer.to != by.person {
        return Err(CardError::NotYourTransfer);
    }
    let small = bylaws_on(app, tx.today())?.small_cooperative;
    let held = store::held(tx.conn, &waiting.offer.items)?;
    let (lane, direction, keeper) = (waiting.offer.lane, waiting.offer.direction, by.person);
    match direction {
        Direction::Release if !by.has_duty(lane.dispenser()) => {
            return Err(CardError::NotDispenser { lane });
        }
        Direction::Release => {
            rules::keeps_apart(hand(by), lane, small)?;
            for_members(tx, &held)?;
            for entry in &held {
                rules::untouched(lane, &entry.card, &entry.hands, by.person)?;
                rules::kept_by_others(&entry.item, by.person, small)?;
            }
        }
        Direction::Return => {
            for entry in &held {
                rules::may_keep(hand(by), &entry.item, &entry.card, &entry.hands)?;
            }
        }
    }
    close(
        tx,
        waiting,
        held,
        TransferFact::Confirmed,
        move |transfer| match direction {
            Direction::Release => CustodyFact::Released { transfer },
            Direction::Return => CustodyFact::Returned { transfer, keeper },
        },
    )
}

/// C2: who offered takes the offer back while it waits.
pub async fn withdraw_transfer(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    transfer: TransferId,
) -> Result<Receipt, CardError> {
    let by = by.clone();
    let meta = ActMeta::new(by.person, "custody.transfer_withdrawn").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let waiting = waiting(tx, transfer)?;
            if waiting.offer.from != by.person {
                return Err(CardError::NotYourTransfer);
            }
            let held = store::held(tx.conn, &waiting.offer.items)?;
            let direction = waiting.offer.direction;
            close(
                tx,
                waiting,
                held,
                TransferFact::Withdrawn,
                move |transfer| match direction {
                    Direction::Release => CustodyFact::OfferWithdrawn { transfer },
                    Direction::Return => CustodyFact::ReturnWithdrawn { transfer },
                },
            )
        })
        .await
}

fn waiting(tx: &mut Tx<'_>, transfer: TransferId) -> Result<Transfer, CardError> {
    let found = fold_one::<Transfer>(tx.conn, transfer.get())?.ok_or(CardError::NotFound)?;
    match found.state {
        TransferState::Offered => Ok(found),
        TransferState::Confirmed | TransferState::Withdrawn => Err(CardError::TransferClosed),
    }
}

fn close(
    tx: &mut Tx<'_>,
    transfer: Transfer,
    held: Vec<Held>,
    told: TransferFact,
    fact: impl Fn(TransferId) -> CustodyFact,
) -> Result<Receipt, CardError> {
    let (id, today) = (transfer.id, tx.today());
    tx.advance_one::<Transfer>(id.get(), Some(transfer), today, told)?;
    let steps = held
        .into_iter()
        .map(|h| (h.item.id.get(), Some(h.item), today, fact(id)))
        .collect();
    tx.advance::<Item>(steps)?;
    Ok(Receipt::of("transfer", "transfers", id.get()))
}
