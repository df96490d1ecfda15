//! The demonstration's cards, in each state that a card can have reached: told day by day through the services that staff use.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::cards::applications::model::{IssueKind, LossReport, Papers};
use crate::cards::applications::service::{self as applications, NewApplication};
use crate::cards::batches::rules::RawLine;
use crate::cards::batches::service::{self as batches, BankList, NewBatch};
use crate::cards::custody::model::{Fault, Identified, Lane};
use crate::cards::custody::service::{self as custody, Block, FirstNotices, Receive, ReceiveLine};
use crate::cards::custody::store::ItemFilter;
use crate::cards::handover::service::{self as handover, Open, Proof};
use crate::cards::model::BlockCause;
use crate::cards::takeover::service as takeover;
use crate::db::{ActMeta, Receipt};
use crate::files::Encoding;
use crate::identity::model::{Actor, Duty, Role};
use crate::kernel::{
    ApplicationId, BatchId, BusinessDate, CardId, Instant, ItemId, MemberId, Money, PersonId,
    TransferId,
};
use crate::ledger::service as ledger;
use crate::members::service as member_service;

use super::people::Staff;
use super::{at, key};
use crate::app::App;

mod counter;
mod made_up;
mod timetable;

use made_up::{number, signature};
use timetable::{Planned, Step, Wave};

/// The made-up numbers of the list that is not read yet are counted from here.
const AWAITED_FROM: usize = 1_200;

/// The head of the register that was kept before.
const OLD_REGISTER: &str = "เลขทะเบียนสมาชิก,หมายเลขบัตร,วันหมดอายุ,วันที่รับบัตร,ผู้เก็บรักษาบัตร,วันที่จ่ายบัตร,ผู้จ่ายบัตร,เลขที่ซอง,ผู้เก็บรักษาซอง,วันที่จ่ายซอง,ผู้จ่ายซอง";

/// A step of the story could not be told; it says which.
pub type Told<T> = Result<T, String>;

fn failed<E: std::fmt::Display>(step: &'static str) -> impl Fn(E) -> String {
    move |error| format!("{step}: {error}")
}

/// Takes cards from application to hand-over over the told days, and leaves work for today. Answers the list that the bank
/// would send for the batch that still waits for one, as a file to try the import with.
pub async fn seed(
    app: &App,
    staff: &Staff,
    members: &[MemberId],
    days: &[BusinessDate],
    now: Instant,
) -> Told<BankFile> {
    let mut told = Story::new(app, staff, members)?;
    for Planned {
        day,
        hour,
        minute,
        step,
    } in timetable::all()
    {
        let day = days.get(day).ok_or("the calendar is too short")?;
        told.clock(*day, hour, minute);
        told.tell(step, *day).await?;
    }
    app.clock.advance_to(now);
    told.ready_at_the_counter().await?;
    told.bank_file()
}

/// A bank's delivery list as a file.
pub struct BankFile {
    pub name: String,
    pub csv: String,
}

struct Story<'a> {
    app: &'a App,
    members: &'a [MemberId],
    /// The applications of each wave, and the batch that they went to the bank in.
    applied: BTreeMap<usize, Vec<ApplicationId>>,
    /// Applications for a new card in place of a lost one, by member.
    lost: BTreeMap<usize, ApplicationId>,
    sent: BTreeMap<usize, BatchId>,
    manager: Actor,
    keeper: Actor,
    pin_keeper: Actor,
    dispenser: Actor,
    pin_dispenser: Actor,
    numbers: Vec<(MemberId, String, String)>,
}

impl<'a> Story<'a> {
    fn new(app: &'a App, staff: &Staff, members: &'a [MemberId]) -> Told<Self> {
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
            members,
            applied: BTreeMap::new(),
            lost: BTreeMap::new(),
            sent: BTreeMap::new(),
            manager: staff
                .with_role(Role::Manager)
                .map(super::people::Seeded::actor)
                .ok_or("nobody is manager")?,
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

    async fn tell(&mut self, step: Step, day: BusinessDate) -> Told<()> {
        match step {
            Step::TakeOver(range) => self.take_over(range).await,
            Step::Apply(n, wave) => {
                let asked = self.apply(wave.members(), wave.complete).await?;
                self.applied.insert(n, asked);
                Ok(())
            }
            Step::Send(n, wave) => {
                let asked = self.applied.remove(&n).unwrap_or_default();
                let replaced = wave.replaced.and_then(|member| self.lost.remove(&member));
                let batch = self
                    .batch(asked.into_iter().chain(replaced).collect())
                    .await?;
                self.sent.insert(n, batch);
                Ok(())
            }
            Step::Deliver(n, wave) => self.delivery(self.batch_of(n)?, wave).await,
            Step::Receive(n, wave) => {
                self.receive(self.batch_of(n)?, Lane::Card, None).await?;
                self.receive(self.batch_of(n)?, Lane::Pin, wave.pin_fault)
                    .await
            }
            Step::Notices(n, count) => self.notices(self.batch_of(n)?, count).await,
            Step::Collect(n, count) => self.collected(self.batch_of(n)?, day, count).await,
            Step::OnlyCard(n) => self.only_card(self.batch_of(n)?).await,
            Step::Lose(member) => {
                let asked = self.lost(member).await?;
                self.lost.insert(member, asked);
                Ok(())
            }
        }
    }

    fn batch_of(&self, wave: usize) -> Told<BatchId> {
        let sent = self.sent.get(&wave).copied();
        sent.ok_or_else(|| format!("wave {wave} is not with the bank"))
    }

    fn these(&self, range: Range<usize>) -> Told<&'a [MemberId]> {
        let found = self.members.get(range);
        found.ok_or_else(|| "too few members".to_owned())
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

    /// The old register of these members, taken over as an office does it: the manager has named the first day, the file is
    /// looked at, and then imported.
    async fn take_over(&self, range: Range<usize>) -> Told<()> {
        let (first, members) = (range.start, self.these(range)?);
        let today = self.app.clock.today();
        let known = self.app.readers.read_now(takeover::stands);
        let (state, _) = known.map_err(failed("take-over"))?;
        if state.is_none() {
            takeover::name_first_day(self.app, &self.manager, Some(key()), (today, None))
                .await
                .map_err(failed("first day"))?;
        }
        let rows = members.iter().enumerate();
        let rows: String = rows
            .map(|(n, member)| self.past_card(*member, first, n))
            .collect();
        let file = format!("{OLD_REGISTER}\n{rows}").into_bytes();
        let looked = takeover::look(self.app, self.keeper.person, file.clone(), Encoding::Utf8)
            .await
            .map_err(failed("take-over"))?;
        let file = (file, Encoding::Utf8);
        takeover::take_over(self.app, &self.keeper, Some(key()), file, looked.hash)
            .await
            .map_err(failed("take-over"))?;
        Ok(())
    }

    /// The line of the `n`th card of the old register, collected long before the demonstration begins.
    fn past_card(&self, member: MemberId, first: usize, n: usize) -> String {
        let today = self.app.clock.today();
        let handed = today.plus_days(-400);
        let (received, collected) = (handed.plus_days(-20), handed.plus_days(n as i64 * 3));
        let expires = today.plus_days(900).month_end();
        let (month, year) = (expires.month(), expires.year());
        let (number, envelope) = (number(first + n), 10 + first + n);
        let card = format!(
            "{received},{},{collected},{}",
            self.keeper.name, self.dispenser.name
        );
        let pin = format!(
            "{},{collected},{}",
            self.pin_keeper.name, self.pin_dispenser.name
        );
        let member = self.shown(member).0;
        format!("{member},{number},{month:02}/{year},{card},E-{envelope:04},{pin}\n")
    }

    async fn apply(&self, range: Range<usize>, complete: bool) -> Told<Vec<ApplicationId>> {
        let members = self.these(range)?;
        let today = self.app.clock.today();
        let mut ids = Vec::new();
        for member in members {
            let new = NewApplication {
                member: *member,
                issue: IssueKind::First,
                opened_on: None,
                late_reason: None,
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
            late: None,
        };
        let receipt = batches::make(self.app, self.dispenser.clone(), key(), new)
            .await
            .map_err(failed("batch"))?;
        Ok(BatchId::new(receipt.id))
    }

    async fn delivery(&self, batch: BatchId, wave: Wave) -> Told<()> {
        let replaced = wave.replaced.map_or(0..0, |member| member..member + 1);
        let members = self.these(wave.members())?.iter();
        let members = members.chain(self.these(replaced)?);
        let lines = members.zip(wave.numbers_from..).map(|(member, at)| {
            let (member_number, name_on_card) = self.shown(*member);
            RawLine {
                member_number,
                name_on_card,
                card_number: number(at).into(),
                expires_on: "09/30".to_owned(),
                envelope_no: Some(format!("E-{at:04}")),
                ..RawLine::default()
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

    /// The bank's answer to the batch that waits for it.
    fn bank_file(&self) -> Told<BankFile> {
        let (n, wave) = timetable::awaited().ok_or("no batch waits for its list")?;
        let members = self.these(wave.members())?;
        let head = "หมายเลขบัตร,วันหมดอายุ,เลขทะเบียนสมาชิก,ชื่อบนบัตร,เลขที่ซอง";
        let lines = members.iter().zip(AWAITED_FROM..).map(|(member, at)| {
            let (member_number, name) = self.shown(*member);
            format!("{},09/30,{member_number},{name},E-{at:04}\n", number(at))
        });
        Ok(BankFile {
            name: format!("bank-list-of-batch-{}.csv", self.batch_of(n)?),
            csv: format!("\u{feff}{head}\n{}", lines.collect::<String>()),
        })
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
        let cmd = FirstNotices::of(items);
        custody::make_first_notices(self.app, &self.keeper, Some(key()), cmd)
            .await
            .map_err(failed("letters"))?;
        Ok(())
    }
}
