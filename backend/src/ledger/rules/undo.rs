//! C10: which act undoes an entry.

use crate::kernel::Text;
use crate::ledger::error::LedgerError;
use crate::ledger::model::event;

/// C10: an entry that a person wrote is reversed by hand. One that a rule made goes only with the act that undoes its cause,
/// or a fee would be waived (A5.5): cash that was received goes back by the act of that name, the rest by acts of its own.
/// `entry` is its event and its number.
pub fn may_undo(undo: Undo, entry: (&str, &str)) -> Result<(), LedgerError> {
    let (event, no) = (entry.0, entry.1.to_owned());
    match (undo, event) {
        (Undo::ByHand, event::JOURNAL_FREE) | (Undo::Receipt, event::CARD_FEE_PAID) => Ok(()),
        (Undo::Receipt, _) => Err(LedgerError::NotAReceipt { no }),
        (Undo::ByHand, _) => Err(LedgerError::OfARule {
            no,
            cause: Cause::of(event),
        }),
    }
}

/// Which act asks for the reversal of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// Somebody takes back what somebody wrote.
    ByHand,
    /// A fee that was received in cash is given back.
    Receipt,
}

impl Undo {
    /// The act that may have prepared the reversal of an entry: what a prepared reversal is judged by when it is approved.
    pub fn of(event: &str) -> Self {
        if event == event::CARD_FEE_PAID {
            Self::Receipt
        } else {
            Self::ByHand
        }
    }
}

/// What made an entry of a rule, for the sentence that says how it is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A card was ordered from the bank.
    Order,
    /// A fee was received in cash.
    Receipt,
    Other,
}

impl Cause {
    /// Which act undoes it.
    pub const fn undone_by(self) -> Text {
        match self {
            Self::Order => Text::fixed(
                "กลับรายการได้เฉพาะเมื่อบันทึกว่าธนาคารปฏิเสธบัตรในชุดส่งธนาคาร และเหตุของธนาคารหรือสหกรณ์ต้องมีผู้อนุมัติอีกคน",
                "it is reversed only with the bank's refusal of the card, in its batch, where a fault of the bank or the \
                 cooperative needs a second person",
            ),
            Self::Receipt => Text::fixed(
                "ใช้การคืนเงินค่าธรรมเนียมที่รับไว้แทนการกลับรายการ",
                "it goes with the return of the fee that was received",
            ),
            Self::Other => Text::fixed(
                "กลับรายการได้เฉพาะด้วยงานที่ยกเลิกเหตุของรายการนั้น",
                "it is reversed only by the act that undoes its cause",
            ),
        }
    }

    fn of(event: &str) -> Self {
        match event {
            event::CARD_ORDERED_BANK_CHARGE | event::CARD_ORDERED_MEMBER_FEE => Self::Order,
            event::CARD_FEE_PAID => Self::Receipt,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::kernel::Rule;

    #[test]
    fn c10_what_a_rule_posted_is_reversed_only_by_the_act_that_undoes_its_cause() {
        for (event, by_hand, receipt) in [
            (event::JOURNAL_FREE, true, false),
            (event::CARD_FEE_PAID, false, true),
            (event::CARD_ORDERED_MEMBER_FEE, false, false),
            (event::CARD_ORDERED_BANK_CHARGE, false, false),
            (event::CARD_BANK_FEE_CHARGED, false, false),
            ("edc.exception", false, false),
        ] {
            let may = |undo| may_undo(undo, (event, "JV2569/000001")).is_ok();
            assert_eq!(may(Undo::ByHand), by_hand, "{event}");
            assert_eq!(may(Undo::Receipt), receipt, "{event}");
            let either = may(Undo::of(event));
            assert_eq!(either, by_hand || receipt, "{event}");
        }
        let waiver = may_undo(Undo::ByHand, (event::CARD_ORDERED_MEMBER_FEE, "1"));
        assert_eq!(waiver.unwrap_err().rule(), Some(Rule::A5_5));
    }
}
