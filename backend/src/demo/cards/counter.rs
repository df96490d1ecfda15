//! The story at the counter: releases, hand-overs, a lost card, what waits this morning.

use super::*;

impl Story<'_> {
    pub(super) async fn release(&self, lane: Lane, items: Vec<ItemId>) -> Told<()> {
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

    pub(super) async fn hand_over(&self, lane: Lane, item: ItemId) -> Told<()> {
        let by = if lane == Lane::Card {
            &self.dispenser
        } else {
            &self.pin_dispenser
        };
        let cmd = Open {
            item,
            identified: Identified::NationalIdSeen,
            desk: "โต๊ะ 1".to_owned(),
            takes_in: false,
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
    pub(super) async fn collected(
        &self,
        batch: BatchId,
        day: BusinessDate,
        count: usize,
    ) -> Told<()> {
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
    pub(super) async fn only_card(&self, batch: BatchId) -> Told<()> {
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

    async fn blocked(&self, card: CardId) -> Told<()> {
        let block = Block {
            card,
            cause: BlockCause::Lost,
            bank_reference: Some("BL-7741".to_owned()),
        };
        let blocked = custody::block_card(self.app, &self.dispenser, Some(key()), block).await;
        blocked.map(|_| ()).map_err(failed("block"))
    }

    /// A lost card: blocked, a new one asked for, its fee paid in advance.
    pub(super) async fn lost(&self, member: usize) -> Told<ApplicationId> {
        let member = *self.members.get(member).ok_or("too few members")?;
        let today = self.app.clock.today();
        let cards = self
            .app
            .readers
            .read_now(|conn| custody::cards_of(conn, member, today))
            .map_err(failed("cards"))?;
        let card: CardId = cards.first().map(|card| card.id).ok_or("no card to lose")?;
        self.blocked(card).await?;
        let new = NewApplication {
            member,
            issue: IssueKind::Lost,
            opened_on: None,
            late_reason: None,
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
        let opened = applications::open(self.app, self.dispenser.clone(), key(), new)
            .await
            .map_err(failed("lost card"))?;
        self.fee(member, self.dispenser.person).await?;
        Ok(ApplicationId::new(opened.id))
    }

    pub(super) async fn fee(&self, member: MemberId, by: PersonId) -> Told<()> {
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
    pub(super) async fn ready_at_the_counter(&self) -> Told<()> {
        let batch = Some(self.batch_of(timetable::AT_THE_COUNTER)?);
        let cards: Vec<ItemId> = self
            .items(Lane::Card, batch, "safe")?
            .into_iter()
            .rev()
            .take(2)
            .collect();
        let wanted: Vec<i64> = cards.iter().map(|id| id.get() + 1).collect();
        let pins = self
            .items(Lane::Pin, batch, "safe")?
            .into_iter()
            .filter(|pin| wanted.contains(&pin.get()))
            .collect();
        self.release(Lane::Card, cards).await?;
        self.release(Lane::Pin, pins).await
    }
}
