//! C8: two people behind an entry, and not one with two accounts.

use crate::identity::model::AccountKept;
use crate::kernel::{BusinessDate, PersonId, Text};

/// Whoever had another's account in hand could act as that person for so long (practice).
pub const ACCOUNT_IN_HAND_DAYS: i64 = 30;

/// Why a person does not approve what another has prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotApprover {
    Maker,
    /// The approver opened or reset the maker's account on this day.
    KeptTheMakersAccount {
        on: BusinessDate,
    },
    /// The maker opened or reset the approver's account on this day.
    AccountKeptByTheMaker {
        on: BusinessDate,
    },
}

/// C8, practice: what one person prepares another approves, and neither opened or reset the account of the other in the last
/// thirty days, by which one of them could be both. Persons are compared, not accounts.
pub fn may_approve(
    maker: PersonId,
    approver: PersonId,
    kept: &[AccountKept],
    today: BusinessDate,
) -> Result<(), NotApprover> {
    if maker == approver {
        return Err(NotApprover::Maker);
    }
    let last = |by: PersonId, of: PersonId| {
        let held = kept.iter().filter(|k| k.by == by && k.of == of);
        let lately = |on: &BusinessDate| today.days_since(*on) <= ACCOUNT_IN_HAND_DAYS;
        held.map(|k| k.on).max().filter(lately)
    };
    if let Some(on) = last(approver, maker) {
        return Err(NotApprover::KeptTheMakersAccount { on });
    }
    if let Some(on) = last(maker, approver) {
        return Err(NotApprover::AccountKeptByTheMaker { on });
    }
    Ok(())
}

impl NotApprover {
    /// Why, and who may approve instead, by name; nobody is named where nobody may.
    pub fn said(self, may: &[String]) -> Text {
        let days = ACCOUNT_IN_HAND_DAYS;
        let (th, en) = match self {
            Self::Maker => (
                "ผู้จัดทำรายการอนุมัติรายการของตนเองไม่ได้".to_owned(),
                "whoever prepared an entry does not approve it".to_owned(),
            ),
            Self::KeptTheMakersAccount { on } => (
                format!(
                    "ท่านเปิดบัญชีผู้ใช้หรือตั้งรหัสผ่านใหม่ให้ผู้จัดทำรายการนี้เมื่อ {} จึงอนุมัติรายการของผู้นั้นไม่ได้ภายใน {days} วัน",
                    on.thai_table()
                ),
                format!(
                    "you opened or reset the account of whoever prepared this on {on}, and so could have prepared it; \
                     for {days} days another person approves"
                ),
            ),
            Self::AccountKeptByTheMaker { on } => (
                format!(
                    "ผู้จัดทำรายการนี้เปิดบัญชีผู้ใช้หรือตั้งรหัสผ่านใหม่ให้ท่านเมื่อ {} ท่านจึงอนุมัติรายการของผู้นั้นไม่ได้ภายใน {days} วัน",
                    on.thai_table()
                ),
                format!(
                    "whoever prepared this opened or reset your account on {on}, and so could approve in your place; \
                     for {days} days another person approves"
                ),
            ),
        };
        if may.is_empty() {
            return Text::of(th, en);
        }
        let names = may.join(", ");
        Text::of(
            format!("{th} ผู้ที่อนุมัติแทนได้: {names}"),
            format!("{en}; these may: {names}"),
        )
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const SOMSRI: PersonId = PersonId::new(1);
    const PRASIT: PersonId = PersonId::new(2);

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    #[test]
    fn c8_whoever_prepares_an_entry_by_hand_does_not_approve_it() {
        let today = day("2026-11-21");
        let own = may_approve(SOMSRI, SOMSRI, &[], today);
        assert_eq!(own, Err(NotApprover::Maker));
        assert!(may_approve(SOMSRI, PRASIT, &[], today).is_ok());
    }

    #[test]
    fn c8_an_account_that_one_of_two_people_held_in_hand_makes_them_one_for_thirty_days() {
        let on = day("2026-11-21");
        let kept = |by, of| [AccountKept { by, of, on }];
        let (first, last) = (may_approve, day("2026-12-21"));
        let approver_kept = kept(PRASIT, SOMSRI);
        for today in [on, last] {
            assert_eq!(
                first(SOMSRI, PRASIT, &approver_kept, today),
                Err(NotApprover::KeptTheMakersAccount { on })
            );
            assert_eq!(
                first(PRASIT, SOMSRI, &approver_kept, today),
                Err(NotApprover::AccountKeptByTheMaker { on })
            );
        }
        assert!(first(SOMSRI, PRASIT, &approver_kept, day("2026-12-22")).is_ok());
        let others = kept(PersonId::new(9), SOMSRI);
        assert!(first(SOMSRI, PRASIT, &others, on).is_ok());
    }
}
