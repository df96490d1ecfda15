//! The demonstration's cards, in each state that a card can have reached: told day by day through the services that staff use.

use crate::cards::applications::model::{IssueKind, LossReport, Papers};
use crate::cards::applications::service::{self as applications, NewApplication};
use crate::cards::batches::rules::RawLine;
use crate::cards::batches::service::{self as batches, BankList, NewBatch};
use crate::cards::custody::model::{Fault, Identified, Lane, Past};
use crate::cards::custody::service::{
    self as custody, Block, FirstNotices, PastCard, Receive, ReceiveLine,
};
use crate::cards::custody::store::ItemFilter;
use crate::cards::handover::service::{self as handover, Open, Proof};
use crate::cards::model::BlockCause;
use crate::db::{ActMeta, Receipt};
use crate::documents::signatures::{Point, Strokes};
use crate::identity::model::{Actor, Duty};
use crate::kernel::{
    ApplicationId, BatchId, BusinessDate, CardId, CardNumber, Instant, ItemId, MemberId, Money,
    PersonId, TransferId,
};
use crate::ledger::service as ledger;
use crate::members::service as member_service;

use super::people::Staff;
use super::{at, key};
use crate::app::App;

/// A step of the story could not be told; it says which.
pub type Told<T> = Result<T, String>;

fn failed<E: std::fmt::Display>(step: &'static str) -> impl Fn(E) -> String {
    move |error| format!("{step}: {error}")
}

/// Takes cards from application to hand-over over the told days, and leaves work for today.
pub async fn seed(
    app: &App,
    staff: &Staff,
    members: &[MemberId],
    days: &[BusinessDate],
    now: Instant,
) -> Told<()> {
    let told = Story::new(app, staff, members)?;
    let day = |n: usize| {
        days.get(n)
            .copied()
            .ok_or_else(|| "the calendar is too short".to_owned())
    };
    told.clock(day(0)?, 9, 5);
    told.take_over(&members[..8]).await?;
    told.clock(day(1)?, 9, 20);
    let first = told.apply(&members[8..22], IssueKind::First, true).await?;
    told.clock(day(3)?, 14, 0);
    let batch = told.batch(first).await?;
    told.clock(day(8)?, 10, 10);
    told.delivery(batch, &members[8..22], 100).await?;
    told.clock(day(9)?, 9, 15);
    told.receive(batch, Lane::Card, None).await?;
    told.receive(batch, Lane::Pin, None).await?;
    told.clock(day(10)?, 9, 30);
    told.notices(batch, 14).await?;
    told.collected(batch, day(14)?, 6).await?;
    told.clock(day(15)?, 11, 0);
    told.only_card(batch).await?;
    told.clock(day(16)?, 9, 45);
    told.apply(&members[28..33], IssueKind::First, true).await?;
    told.clock(day(24)?, 9, 10);
    let second = told.apply(&members[22..28], IssueKind::First, true).await?;
    told.clock(day(26)?, 13, 30);
    let batch = told.batch(second).await?;
    told.clock(day(33)?, 10, 20);
    told.delivery(batch, &members[22..28], 300).await?;
    told.clock(day(36)?, 9, 25);
    told.receive(batch, Lane::Card, None).await?;
    told.receive(batch, Lane::Pin, Some(Fault::Opened)).await?;
    told.clock(day(37)?, 10, 0);
    told.notices(batch, 4).await?;
    told.clock(day(40)?, 15, 0);
    told.lost(members[2]).await?;
    told.clock(day(43)?, 10, 30);
    told.apply(&members[33..35], IssueKind::First, false)
        .await?;
    app.clock.advance_to(now);
    told.ready_at_the_counter().await
}

struct Story<'a> {
    app: &'a App,
    keeper: Actor,
    pin_keeper: Actor,
    dispenser: Actor,
    pin_dispenser: Actor,
    numbers: Vec<(MemberId, String, String)>,
}

impl<'a> Story<'a> {
    fn new(app: &'a App, staff: &Staff, members: &[MemberId]) -> Told<Self> {
        let with = |duty: Duty| {
            staff
                .with(duty)
                .map(super::people::Seeded::actor)
                .ok_or("a duty has nobody")
        };
        let wanted = members.to_vec();
        let lines = app
            .readers
            .read_now(|conn| member_service::by_ids(conn, &wanted))
            .map_err(failed("members"))?;
        Ok(Self {
            app,
            keeper: with(Duty::CardKeeper)?,
            pin_keeper: with(Duty::PinKeeper)?,
            dispenser: with(Duty::CardDispenser)?,
            pin_dispenser: with(Duty::PinDispenser)?,
            numbers: lines
                .into_iter()
                .map(|line| (line.id, line.number, line.name))
                .collect(),
        })
    }

    fn clock(&self, day: BusinessDate, hour: u32, minute: u32) {
        self.app.clock.advance_to(at(day, hour, minute));
    }

    fn shown(&self, member: MemberId) -> (String, String) {
        let found = self.numbers.iter().find(|(id, _, _)| *id == member);
        found
            .map(|(_, number, name)| (number.clone(), name.clone()))
            .unwrap_or_default()
    }

    async fn take_over(&self, members: &[MemberId]) -> Told<()> {
        let today = self.app.clock.today();
        let handed = today.plus_days(-400);
        let by = self.keeper.person;
        let mut past = Vec::new();
        for (n, member) in members.iter().enumerate() {
            let collected = Past {
                keeper: Some(by),
                received_on: Some(handed.plus_days(-20)),
                first: None,
                handed_over_on: Some(handed.plus_days(n as i64)),
                dispenser: Some(self.dispenser.person),
            };
            let envelope = Past {
                dispenser: Some(self.pin_dispenser.person),
                ..collected.clone()
            };
            past.push(PastCard {
                member: *member,
                number: CardNumber::parse(&number(n)).map_err(failed("number"))?,
                name_on_card: self.shown(*member).1,
                expires_on: today.plus_days(900).month_end(),
                expiry_derived: true,
                envelope_no: Some(format!("E-{:04}", 10 + n)),
                card: collected,
                envelope: Some(envelope),
            });
        }
        let own = self.app.clone();
        let act = move |tx: &mut crate::db::Tx<'_>| {
            let ids = custody::take_over_cards(tx, &own.secrets, past)?;
            Ok::<_, crate::cards::error::CardError>(Receipt::of(
                "card",
                "cards",
                ids.first().map_or(0, |id| id.get()),
            ))
        };
        self.app
            .writer
            .act(ActMeta::new(by, "cards.taken_over"), act)
            .await
            .map_err(failed("take-over"))?;
        Ok(())
    }

    async fn apply(
        &self,
        members: &[MemberId],
        issue: IssueKind,
        complete: bool,
    ) -> Told<Vec<ApplicationId>> {
        let today = self.app.clock.today();
        let mut ids = Vec::new();
        for member in members {
            let new = NewApplication {
                member: *member,
                issue,
                opened_on: None,
                place: "สำนักงานสหกรณ์".to_owned(),
                papers: Papers {
                    form_signed: true,
                    id_copy: complete,
                    loss_report: None,
                },
                earlier_card: None,
                phone: None,
                data_completed_on: complete.then_some(today),
            };
            let receipt = applications::open(self.app, self.dispenser.clone(), key(), new)
                .await
                .map_err(failed("application"))?;
            ids.push(ApplicationId::new(receipt.id));
        }
        Ok(ids)
    }

    async fn batch(&self, applications: Vec<ApplicationId>) -> Told<BatchId> {
        let new = NewBatch {
            applications,
            dated: None,
        };
        let receipt = batches::make(self.app, self.dispenser.clone(), key(), new)
            .await
            .map_err(failed("batch"))?;
        Ok(BatchId::new(receipt.id))
    }

    async fn delivery(&self, batch: BatchId, members: &[MemberId], from: usize) -> Told<()> {
        let lines = members.iter().enumerate().map(|(n, member)| {
            let (member_number, name_on_card) = self.shown(*member);
            RawLine {
                member_number,
                name_on_card,
                card_number: number(from + n).into(),
                expires_on: "09/30".to_owned(),
                envelope_no: Some(format!("E-{:04}", from + n)),
            }
        });
        let list = BankList {
            reference: Some(format!("KTB-{batch}")),
            lines: lines.collect(),
            partial: false,
        };
        batches::take_list(self.app, self.dispenser.clone(), key(), batch, list)
            .await
            .map_err(failed("delivery"))?;
        Ok(())
    }

    fn items(&self, lane: Lane, batch: Option<BatchId>, place: &str) -> Told<Vec<ItemId>> {
        let filter = ItemFilter {
            place: Some(place.to_owned()),
            batch: batch.map(BatchId::get),
            ..ItemFilter::default()
        };
        let found = self
            .app
            .readers
            .read_now(|conn| custody::item_views(conn, lane, &filter, 0, 200))
            .map_err(failed("items"))?;
        Ok(found.into_iter().map(|item| ItemId::new(item.id)).collect())
    }

    /// Receives all of a batch; with a fault, the last one is faulty.
    async fn receive(&self, batch: BatchId, lane: Lane, fault: Option<Fault>) -> Told<()> {
        let ids = self.items(lane, Some(batch), "with_bank")?;
        let last = ids.last().copied();
        let lines = ids.into_iter().map(|item| ReceiveLine {
            item,
            envelope_no: None,
            fault: fault.filter(|_| Some(item) == last),
            note: String::new(),
        });
        let cmd = Receive {
            lane,
            received_on: self.app.clock.today(),
            lines: lines.collect(),
        };
        let by = if lane == Lane::Card {
            &self.keeper
        } else {
            &self.pin_keeper
        };
        custody::receive(self.app, by, Some(key()), cmd)
            .await
            .map_err(failed("receipt"))?;
        Ok(())
    }

    async fn notices(&self, batch: BatchId, count: usize) -> Told<()> {
        let mut items = self.items(Lane::Card, Some(batch), "safe")?;
        items.truncate(count);
        let cmd = FirstNotices {
            items,
            dated: self.app.clock.today(),
        };
        custody::make_first_notices(self.app, &self.keeper, Some(key()), cmd)
            .await
            .map_err(failed("letters"))?;
        Ok(())
    }

    async fn release(&self, lane: Lane, items: Vec<ItemId>) -> Told<()> {
        let (from, to) = match lane {
            Lane::Card => (&self.keeper, &self.dispenser),
            Lane::Pin => (&self.pin_keeper, &self.pin_dispenser),
        };
        let offered = custody::offer_release(self.app, from, Some(key()), items, to.person)
            .await
            .map_err(failed("release"))?;
        let transfer = TransferId::new(offered.id);
        custody::confirm_transfer(self.app, to, Some(key()), transfer)
            .await
            .map_err(failed("confirmation"))?;
        Ok(())
    }

    async fn hand_over(&self, lane: Lane, item: ItemId) -> Told<()> {
        let by = if lane == Lane::Card {
            &self.dispenser
        } else {
            &self.pin_dispenser
        };
        let cmd = Open {
            item,
            identified: Identified::NationalIdSeen,
            desk: "โต๊ะ 1".to_owned(),
        };
        let strokes = signature(item.get()).ok_or("a signature of the story is none")?;
        let proof = Proof::Strokes {
            strokes,
            device: "แท็บเล็ตโต๊ะ 1".to_owned(),
        };
        handover::hand_over(self.app, by, Some(key()), cmd, Some(proof))
            .await
            .map_err(failed("hand-over"))?;
        Ok(())
    }

    /// Members who came: card by one officer, PIN by another. Two of them pay a fee that they owe.
    async fn collected(&self, batch: BatchId, day: BusinessDate, count: usize) -> Told<()> {
        self.clock(day, 8, 40);
        let (cards, pins) = (
            self.items(Lane::Card, Some(batch), "safe")?,
            self.items(Lane::Pin, Some(batch), "safe")?,
        );
        let (cards, pins) = (cards.into_iter().take(count), pins.into_iter().take(count));
        let (cards, pins): (Vec<_>, Vec<_>) = (cards.collect(), pins.collect());
        self.release(Lane::Card, cards.clone()).await?;
        self.release(Lane::Pin, pins.clone()).await?;
        for (n, (card, pin)) in cards.into_iter().zip(pins).enumerate() {
            self.clock(day, 9 + n as u32, 10);
            self.hand_over(Lane::Card, card).await?;
            self.hand_over(Lane::Pin, pin).await?;
        }
        Ok(())
    }

    /// A member who took the card and will come back for the PIN.
    async fn only_card(&self, batch: BatchId) -> Told<()> {
        let cards: Vec<ItemId> = self
            .items(Lane::Card, Some(batch), "safe")?
            .into_iter()
            .take(1)
            .collect();
        self.release(Lane::Card, cards.clone()).await?;
        for card in cards {
            self.hand_over(Lane::Card, card).await?;
        }
        Ok(())
    }

    /// A lost card: blocked, a new one asked for, its fee paid in advance.
    async fn lost(&self, member: MemberId) -> Told<()> {
        let today = self.app.clock.today();
        let cards = self
            .app
            .readers
            .read_now(|conn| custody::cards_of(conn, member, today))
            .map_err(failed("cards"))?;
        let card: CardId = cards.first().map(|card| card.id).ok_or("no card to lose")?;
        let block = Block {
            card,
            cause: BlockCause::Lost,
            bank_reference: Some("BL-7741".to_owned()),
        };
        custody::block_card(self.app, &self.dispenser, Some(key()), block)
            .await
            .map_err(failed("block"))?;
        let new = NewApplication {
            member,
            issue: IssueKind::Lost,
            opened_on: None,
            place: "สำนักงานสหกรณ์".to_owned(),
            papers: Papers {
                form_signed: true,
                id_copy: true,
                loss_report: Some(LossReport {
                    reported_on: today,
                    bank_reference: Some("BL-7741".to_owned()),
                }),
            },
            earlier_card: Some(card),
            phone: None,
            data_completed_on: Some(today),
        };
        applications::open(self.app, self.dispenser.clone(), key(), new)
            .await
            .map_err(failed("lost card"))?;
        self.fee(member, self.dispenser.person).await
    }

    async fn fee(&self, member: MemberId, by: PersonId) -> Told<()> {
        let today = self.app.clock.today();
        let act = move |tx: &mut crate::db::Tx<'_>| {
            let posted = ledger::fee_paid(tx, member, Money::satang(10_000), today)?;
            Ok::<_, crate::ledger::LedgerError>(
                Receipt::of("entry", "journal/entries", posted.entry.get()).numbered(posted.no),
            )
        };
        self.app
            .writer
            .act(ActMeta::new(by, "card.fee_paid"), act)
            .await
            .map_err(failed("fee"))?;
        Ok(())
    }

    /// This morning: two cards and two envelopes wait at the counter for their members.
    async fn ready_at_the_counter(&self) -> Told<()> {
        let cards: Vec<ItemId> = self
            .items(Lane::Card, None, "safe")?
            .into_iter()
            .rev()
            .take(2)
            .collect();
        let wanted: Vec<i64> = cards.iter().map(|id| id.get() + 1).collect();
        let pins = self
            .items(Lane::Pin, None, "safe")?
            .into_iter()
            .filter(|pin| wanted.contains(&pin.get()))
            .collect();
        self.release(Lane::Card, cards).await?;
        self.release(Lane::Pin, pins).await
    }
}

/// A made-up card number with a right check digit.
fn number(n: usize) -> String {
    let body = format!("99990000{:07}", 1_000 + n * 37);
    let doubled = |(at, digit): (usize, u8)| {
        let value = u32::from(digit - b'0');
        let twice = if at % 2 == 0 { value * 2 } else { value };
        twice / 10 + twice % 10
    };
    let sum: u32 = body.bytes().enumerate().map(doubled).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A signature that looks drawn: two strokes, different for each hand-over.
fn signature(seed: i64) -> Option<Strokes> {
    let wave = |n: i32| {
        let bend = (i64::from(n) * (7 + seed % 5) + seed * 13) % 90;
        let y = 240
            + if n % 4 < 2 {
                bend as i32
            } else {
                -(bend as i32)
            };
        Point(120 + n * 22, y, n as u32 * 18, 520)
    };
    let under = |n: i32| Point(160 + n * 55, 380 - n * 2, 900 + n as u32 * 20, 480);
    Strokes::parse(vec![
        (0..32).map(wave).collect(),
        (0..11).map(under).collect(),
    ])
    .ok()
}
