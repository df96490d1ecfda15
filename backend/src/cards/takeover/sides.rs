//! The card's side and the envelope's side of a row: whose safe, when handed over, by whom.

use super::columns::Column;
use super::rows::{Reading, Side, Who};
use crate::kernel::{PersonId, Rule};

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
    /// A7.1.1, A7.1.2: what is still in a safe lies with whoever keeps that lane today, whomever the register names.
    pub(super) fn side(&mut self, columns: &SideColumns) -> Side {
        let says_handed = self.cell(columns.handed).is_some();
        let handed_over_on = self.date(columns.handed);
        let (keeper, dispenser) = (self.person(columns.keeper), self.person(columns.dispenser));
        if !says_handed {
            return self.kept(columns, keeper);
        }
        let (keeper, keeper_name) = told(keeper);
        let (dispenser, dispenser_name) = told(dispenser);
        Side {
            keeper,
            keeper_name,
            kept_before: None,
            handed_over_on,
            dispenser,
            dispenser_name,
        }
    }

    fn kept(&mut self, columns: &SideColumns, named: Who) -> Side {
        let keepers = if columns.keeper == Column::Keeper {
            self.known.card_keepers.as_slice()
        } else {
            self.known.envelope_keepers.as_slice()
        };
        match (named, keepers) {
            (Who::Known(person), all) if all.contains(&person) => Side {
                keeper: Some(person),
                ..Side::default()
            },
            (named, [only]) => {
                let (kept_before, keeper_name) = told(named);
                Side {
                    keeper: Some(*only),
                    keeper_name,
                    kept_before,
                    ..Side::default()
                }
            }
            (_, [] | [_, ..]) => {
                self.fault(
                    columns.keeper,
                    "not_keeper",
                    "ยังไม่จ่าย ต้องอยู่กับผู้เก็บรักษาตามคำสั่งที่มีผลวันนี้",
                    "not handed over, so it lies with a keeper by an order of today",
                    Some(columns.rule),
                );
                Side::default()
            }
        }
    }

    pub(super) fn envelope(&mut self, number: Option<&String>) -> Option<Side> {
        if number.is_some() {
            return Some(self.side(&ENVELOPE));
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
}

/// A person known here, or the name as it stands.
fn told(who: Who) -> (Option<PersonId>, Option<String>) {
    match who {
        Who::Nobody => (None, None),
        Who::Known(person) => (Some(person), None),
        Who::Name(name) => (None, Some(name)),
    }
}
