//! Receipt from the bank: what is there, what is faulty, what turned out to be a mistake (A7.1, C7, C10).

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::applications::service as applications;
use super::super::super::batches::service as batches;
use super::super::super::error::CardError;
use super::super::model::{CustodyFact, Fault, Item, Lane, Place};
use super::super::rules;
use super::super::store::{self, Held};
use super::{hand, numbers};
use crate::app::App;
use crate::db::{ActMeta, Conn, IdempotencyKey, Receipt, Tx};
use crate::identity::model::Actor;
use crate::kernel::{BatchId, BusinessDate, ItemId, MemberId, Text, thai};
use crate::members::service as members;

/// Letters of a free text at most.
const NOTE_CHARS_MAX: usize = 500;

/// One item as it was found.
#[derive(Debug, Clone)]
pub struct ReceiveLine {
    pub item: ItemId,
    /// Needed for an envelope that the bank's list did not number.
    pub envelope_no: Option<String>,
    pub fault: Option<Fault>,
    pub note: String,
}

/// A receipt: what is not named stays with the bank, so a partial delivery is simply a shorter list.
#[derive(Debug, Clone)]
pub struct Receive {
    pub lane: Lane,
    pub received_on: BusinessDate,
    pub lines: Vec<ReceiveLine>,
}

/// A mistaken receipt to be taken back.
#[derive(Debug, Clone)]
pub struct CorrectReceipt {
    pub item: ItemId,
    pub version: i64,
    pub reason: String,
}

/// Faulty items that go back to the bank by a paper.
#[derive(Debug, Clone)]
pub struct SendBack {
    pub items: Vec<ItemId>,
    /// Number of the covering paper.
    pub paper: String,
}

/// A7.1.1, A7.1.2, A7.1.3: today's keeper receives cards or envelopes into the safe; faulty ones are set apart (C7).
pub async fn receive(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: Receive,
) -> Result<Receipt, CardError> {
    let by = by.clone();
    let meta = ActMeta::new(by.person, "custody.received").with_key(key);
    app.writer
        .act(meta, move |tx| receive_part(tx, &by, cmd))
        .await
}

/// The part of [`receive`], for seeding.
pub fn receive_part(tx: &mut Tx<'_>, by: &Actor, cmd: Receive) -> Result<Receipt, CardError> {
    if cmd.lines.is_empty() {
        return Err(CardError::NothingChosen { field: "lines" });
    }
    if cmd.received_on > tx.today() {
        return Err(CardError::ReceiptInFuture);
    }
    let ids: Vec<ItemId> = cmd.lines.iter().map(|line| line.item).collect();
    let held = store::held(tx.conn, &ids)?;
    for (at, entry) in held.iter().enumerate() {
        if entry.item.lane != cmd.lane {
            return Err(field(
                format!("lines.{at}.item"),
                "lane",
                "รายการนี้เป็นอีกประเภทหนึ่ง",
                "The item is of the other kind.",
            ));
        }
        rules::may_receive(hand(by), &entry.item, &entry.card, &entry.hands)?;
    }
    after_the_order(tx, &held, cmd.received_on)?;
    let count = held.len();
    let steps = steps(tx, by, held, cmd)?;
    let after = tx.advance::<Item>(steps)?;
    let first = after.first().map_or(0, |item| item.id.get());
    let mut receipt = Receipt::of("item", "custody", first);
    receipt.numbers.push(count.to_string());
    Ok(receipt)
}

/// What each line tells of its item, with the number that an envelope bears from now on.
fn steps(
    tx: &mut Tx<'_>,
    by: &Actor,
    held: Vec<Held>,
    cmd: Receive,
) -> Result<Vec<Step>, CardError> {
    for (at, line) in cmd.lines.iter().enumerate() {
        free_text(&format!("lines.{at}.note"), &line.note)?;
    }
    let numbers = numbers::of(tx.conn, &held, &cmd)?;
    let left = members_left(tx.conn, &held)?;
    for (at, (entry, line)) in held.iter().zip(&cmd.lines).enumerate() {
        rules::fault_fits(line.fault, left.get(&entry.item.member).copied(), at)?;
    }
    let lines = cmd.lines.into_iter().zip(numbers);
    let lines = lines.map(|(line, envelope_no)| ReceiveLine {
        envelope_no,
        ..line
    });
    let one = |(entry, line): (Held, ReceiveLine)| {
        let has_left = left.contains_key(&entry.item.member);
        step((entry, has_left), line, by, cmd.received_on)
    };
    Ok(held.into_iter().zip(lines).map(one).collect())
}

/// Nothing comes from the bank before it was ordered there (A6). Things taken over have no batch here.
fn after_the_order(
    tx: &mut Tx<'_>,
    held: &[Held],
    received_on: BusinessDate,
) -> Result<(), CardError> {
    let batches: BTreeSet<BatchId> = held.iter().filter_map(|entry| entry.card.batch).collect();
    let dated = batches::dated(tx.conn, &batches.into_iter().collect::<Vec<_>>())?;
    match dated.into_iter().max() {
        Some(ordered_on) if received_on < ordered_on => {
            Err(CardError::ReceiptBeforeOrder { ordered_on })
        }
        Some(_) | None => Ok(()),
    }
}

type Step = (i64, Option<Item>, BusinessDate, CustodyFact);

/// A4: a card that came for one who has left is a fact. It is recorded, marked and set apart, and goes back to the bank.
fn step((held, has_left): (Held, bool), line: ReceiveLine, by: &Actor, on: BusinessDate) -> Step {
    let keeper = by.person;
    let fact = match line.fault.or(has_left.then_some(Fault::MemberLeft)) {
        Some(fault) => CustodyFact::FoundFaulty {
            keeper,
            fault,
            note: line.note,
        },
        None => CustodyFact::Received {
            keeper,
            envelope_no: line.envelope_no,
        },
    };
    (held.item.id.get(), Some(held.item), on, fact)
}

/// Free text is short and hides no card number and no PIN (decisions 24 and 38).
pub fn free_text(field: &str, text: &str) -> Result<(), CardError> {
    if text.chars().count() > NOTE_CHARS_MAX {
        return Err(field_error(
            field,
            "too_long",
            Text::fixed("ข้อความยาวเกินไป", "The text is too long."),
        ));
    }
    match thai::hidden_in(text) {
        Some(hidden) => Err(field_error(field, hidden.code(), hidden.text())),
        None => Ok(()),
    }
}

pub(super) fn field_error(field: &str, code: &'static str, message: Text) -> CardError {
    CardError::Field {
        field: field.to_owned(),
        code,
        message,
    }
}

fn field(field: String, code: &'static str, th: &'static str, en: &'static str) -> CardError {
    CardError::Field {
        field,
        code,
        message: Text::fixed(th, en),
    }
}

/// C10: takes a mistaken receipt back while nothing has followed it; both facts stay.
pub async fn correct_receipt(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: CorrectReceipt,
) -> Result<Receipt, CardError> {
    let by = by.clone();
    let meta = ActMeta::new(by.person, "custody.receipt_corrected").with_key(key);
    app.writer
        .act(meta, move |tx| {
            if cmd.reason.trim().is_empty() {
                return Err(field(
                    "reason".into(),
                    "required",
                    "กรอกเหตุผล",
                    "Give the reason.",
                ));
            }
            free_text("reason", &cmd.reason)?;
            let held = one(tx, cmd.item)?;
            rules::may_correct_receipt(&held.item, &held.card, hand(&by))?;
            brings_no_second_back(tx.conn, &held)?;
            if held.item.version != cmd.version {
                return Err(CardError::Stale);
            }
            let id = held.item.id.get();
            let fact = CustodyFact::ReceiptCorrected { reason: cmd.reason };
            tx.advance_one::<Item>(id, Some(held.item), tx.today(), fact)?;
            Ok(Receipt::of("item", "custody", id))
        })
        .await
}

/// A5.1, A5.4: a card that was found faulty does not come back once its member has asked for the next one.
fn brings_no_second_back(conn: &mut Conn, held: &Held) -> Result<(), CardError> {
    let asked = match (held.item.lane, held.item.place) {
        (Lane::Card, Place::Faulty { .. }) => {
            applications::later_of(conn, held.item.member, held.card.application)?
        }
        (Lane::Card | Lane::Pin, _) => None,
    };
    asked.map_or(Ok(()), |no| {
        let item = rules::name_of(&held.item, &held.card);
        Err(CardError::AskedAgain { item, no })
    })
}

/// The members of these items who have left, with the day.
pub fn members_left(
    conn: &mut Conn,
    held: &[Held],
) -> Result<BTreeMap<MemberId, BusinessDate>, CardError> {
    let ids: BTreeSet<MemberId> = held.iter().map(|entry| entry.item.member).collect();
    let lines = members::by_ids(conn, &ids.into_iter().collect::<Vec<_>>())?;
    let left = lines.into_iter().filter_map(|m| Some((m.id, m.left_on?)));
    Ok(left.collect())
}

/// C7: faulty items leave custody for the bank by a paper; so does what lies in the safe for one who has left (A4).
pub async fn send_back(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: SendBack,
) -> Result<Receipt, CardError> {
    let by = by.clone();
    let meta = ActMeta::new(by.person, "custody.sent_back").with_key(key);
    app.writer
        .act(meta, move |tx| {
            named(&cmd)?;
            let held = store::held(tx.conn, &cmd.items)?;
            let (first, today) = (cmd.items.first().map_or(0, |id| id.get()), tx.today());
            for entry in &held {
                rules::may_send_back(&entry.item, &entry.card, hand(&by), &entry.hands)?;
            }
            let items = set_apart(tx, &by, held)?;
            let step = |item: Item| {
                let (paper, keeper) = (cmd.paper.clone(), Some(by.person));
                let sent = CustodyFact::SentBack { paper, keeper };
                (item.id.get(), Some(item), today, sent)
            };
            tx.advance::<Item>(items.into_iter().map(step).collect())?;
            Ok(Receipt::of("item", "custody", first))
        })
        .await
}

/// A4: what lies in the safe for one who has left is marked before it goes; the rest is as it was.
fn set_apart(tx: &mut Tx<'_>, by: &Actor, held: Vec<Held>) -> Result<Vec<Item>, CardError> {
    let (left, today) = (members_left(tx.conn, &held)?, tx.today());
    let (marked, rest): (Vec<Held>, Vec<Held>) = held.into_iter().partition(|entry| {
        matches!(entry.item.place, Place::Safe { .. }) && left.contains_key(&entry.item.member)
    });
    let step = |entry: Held| {
        let found = CustodyFact::FoundFaulty {
            keeper: by.person,
            fault: Fault::MemberLeft,
            note: String::new(),
        };
        (entry.item.id.get(), Some(entry.item), today, found)
    };
    let mut items = tx.advance::<Item>(marked.into_iter().map(step).collect())?;
    items.extend(rest.into_iter().map(|entry| entry.item));
    Ok(items)
}

/// Whether it says what goes back, and with which paper.
fn named(cmd: &SendBack) -> Result<(), CardError> {
    if cmd.items.is_empty() {
        return Err(CardError::NothingChosen { field: "items" });
    }
    if cmd.paper.trim().is_empty() {
        return Err(field(
            "paper".into(),
            "required",
            "กรอกเลขที่หนังสือนำส่ง",
            "Give the covering paper's number.",
        ));
    }
    free_text("paper", &cmd.paper)
}

/// One item with its card and counterpart.
pub fn one(tx: &mut Tx<'_>, item: ItemId) -> Result<Held, CardError> {
    store::held(tx.conn, &[item])?
        .pop()
        .ok_or(CardError::NotFound)
}
