//! The card's side and the envelope's side of a row: whose safe, when handed over, by whom; and that the two are kept apart.

use super::columns::Column;
use super::rows::{Reading, Side};
use crate::files::Cell;
use crate::kernel::{BusinessDate, PersonId, Rule, Text, thai};

/// The columns of one side.
pub(super) struct SideColumns {
    pub(super) keeper: Column,
    pub(super) handed: Column,
    pub(super) dispenser: Column,
    pub(super) rule: Rule,
}

pub(super) const CARD: SideColumns = SideColumns {
    keeper: Column::Keeper,
    handed: Column::HandedOverOn,
    dispenser: Column::Dispenser,
    rule: Rule::A7_1_1,
};
pub(super) const ENVELOPE: SideColumns = SideColumns {
    keeper: Column::EnvelopeKeeper,
    handed: Column::EnvelopeHandedOverOn,
    dispenser: Column::EnvelopeDispenser,
    rule: Rule::A7_1_2,
};

impl Reading<'_> {
    /// A7.1.1, A7.1.2: what is still in a safe lies with somebody who keeps that lane today.
    pub(super) fn side(
        &mut self,
        columns: &SideColumns,
        received_on: Option<BusinessDate>,
    ) -> Side {
        let handed_over_on = self.date(columns.handed);
        let says_handed = self.cell(columns.handed).is_some();
        if let (Some(handed), Some(received)) = (handed_over_on, received_on)
            && handed < received
        {
            self.fault(
                columns.handed,
                "before_receipt",
                "จ่ายก่อนวันที่รับจากธนาคาร",
                "handed over before it was received",
                None,
            );
        }
        let (keeper, dispenser) = (self.person(columns.keeper), self.person(columns.dispenser));
        if says_handed {
            self.remark_unknown(columns.dispenser, dispenser);
            return Side {
                keeper,
                handed_over_on,
                dispenser,
            };
        }
        Side {
            keeper: self.keeper_today(columns, keeper),
            handed_over_on: None,
            dispenser: None,
        }
    }

    fn remark_unknown(&mut self, column: Column, found: Option<PersonId>) {
        let Some(name) = self.cell(column).map(Cell::text) else {
            return;
        };
        if found.is_none() && thai::hidden_in(&name).is_none() {
            self.remarks.push(Text::of(
                format!("{} “{name}” ไม่มีในระบบ บันทึกโดยไม่ระบุคน", column.head()),
                format!(
                    "{} “{name}” is not known here; taken over without a person",
                    column.name()
                ),
            ));
        }
    }

    fn keeper_today(&mut self, columns: &SideColumns, named: Option<PersonId>) -> Option<PersonId> {
        let keepers = if columns.keeper == Column::Keeper {
            &self.known.card_keepers
        } else {
            &self.known.envelope_keepers
        };
        let says = self.cell(columns.keeper).is_some();
        match (named, keepers.as_slice(), says) {
            (Some(person), all, _) if all.contains(&person) => Some(person),
            (None, [only], false) => Some(*only),
            (_, _, _) => {
                self.fault(
                    columns.keeper,
                    "not_keeper",
                    "ยังไม่จ่าย ต้องอยู่กับผู้เก็บรักษาตามคำสั่งที่มีผลวันนี้",
                    "not handed over, so it lies with a keeper by an order of today",
                    Some(columns.rule),
                );
                None
            }
        }
    }

    pub(super) fn envelope(
        &mut self,
        number: Option<&String>,
        received_on: Option<BusinessDate>,
    ) -> Option<Side> {
        if number.is_some() {
            return Some(self.side(&ENVELOPE, received_on));
        }
        if self.cell(Column::EnvelopeHandedOverOn).is_some() {
            self.fault(
                Column::EnvelopeNo,
                "required",
                "มีวันที่จ่ายซองแต่ไม่มีเลขที่ซอง",
                "the envelope was handed over but has no number",
                None,
            );
        }
        None
    }

    /// A7.1.3 binds what still lies in a safe. That one person handed over both is a fact of the past: it is taken over and said
    /// (A7.2.3x).
    pub(super) fn kept_apart(&mut self, card: &Side, envelope: Option<&Side>) {
        let Some(envelope) = envelope else { return };
        let in_safe = card.handed_over_on.is_none() && envelope.handed_over_on.is_none();
        if in_safe && card.keeper.is_some() && card.keeper == envelope.keeper {
            self.fault(
                Column::EnvelopeKeeper,
                "same_keeper",
                "ผู้เก็บรักษาบัตรและซองต้องไม่เป็นคนเดียวกัน",
                "card and envelope must have two different keepers",
                Some(Rule::A7_1_3),
            );
        }
        if card.dispenser.is_some() && card.dispenser == envelope.dispenser {
            self.remarks.push(Text::fixed(
                "บุคคลเดียวกันจ่ายทั้งบัตรและซอง (ข้อ ๗.๒ วรรคท้าย, A7.2.3x)",
                "One person handed over both card and envelope (A7.2.3x)",
            ));
        }
    }
}
