//! C8: two people behind an entry, and not one with two accounts, nor with the account of an account.

use std::collections::BTreeSet;

use crate::identity::model::AccountKept;
use crate::kernel::{BusinessDate, PersonId, Text};

/// Whoever had another's account in hand could act as that person for so long (practice).
pub const ACCOUNT_IN_HAND_DAYS: i64 = 30;

/// Why a person does not approve what another has prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotApprover {
    Maker,
    /// The approver had the maker's account in hand.
    KeptTheMakersAccount(InHand),
    /// The maker had the approver's account in hand.
    AccountKeptByTheMaker(InHand),
}

/// How one person had another's account in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InHand {
    /// When it was opened or reset.
    pub on: BusinessDate,
    /// It was done from an account that the person had in hand, and not from the person's own.
    pub through_another: bool,
}

/// The last time that `by` could come to act as `of`: opened or reset the account within the thirty days before `today`, or had
/// in hand, within the thirty days before that, the account from which it was done; and so on.
fn in_hand(
    by: PersonId,
    of: PersonId,
    kept: &[AccountKept],
    today: BusinessDate,
) -> Option<InHand> {
    let last = lately(kept, of, today).filter(|last| is_reached(by, last, kept));
    let found = last.map(|last| InHand {
        on: last.on,
        through_another: last.by != by,
    });
    found.max_by_key(|found| (found.on, !found.through_another))
}

/// Who had this account in hand, within the thirty days before a day.
fn lately(
    kept: &[AccountKept],
    of: PersonId,
    until: BusinessDate,
) -> impl Iterator<Item = &AccountKept> {
    kept.iter()
        .filter(move |k| k.of == of && until.days_since(k.on) <= ACCOUNT_IN_HAND_DAYS)
}

/// Whether it was done by this person, or from an account that this person had in hand.
fn is_reached(by: PersonId, last: &AccountKept, kept: &[AccountKept]) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![last]);
    while let Some(one) = next.pop() {
        if one.by == by {
            return true;
        }
        if seen.insert((one.by, one.of, one.on)) {
            next.extend(lately(kept, one.by, one.on));
        }
    }
    false
}

/// C8, practice: what one person prepares another approves, and neither had the account of the other in hand in the last
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
    if let Some(found) = in_hand(approver, maker, kept, today) {
        return Err(NotApprover::KeptTheMakersAccount(found));
    }
    if let Some(found) = in_hand(maker, approver, kept, today) {
        return Err(NotApprover::AccountKeptByTheMaker(found));
    }
    Ok(())
}

impl NotApprover {
    /// Why, and who may approve instead, by name; nobody is named where nobody may.
    pub fn said(self, may: &[String]) -> Text {
        let (th, en) = match self {
            Self::Maker => (
                "ผู้จัดทำรายการอนุมัติรายการของตนเองไม่ได้".to_owned(),
                "whoever prepared an entry does not approve it".to_owned(),
            ),
            Self::KeptTheMakersAccount(found) => found.of_the_maker(),
            Self::AccountKeptByTheMaker(found) => found.by_the_maker(),
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

impl InHand {
    fn of_the_maker(self) -> (String, String) {
        let (on, days) = (self.on, ACCOUNT_IN_HAND_DAYS);
        let (th, en) = if self.through_another {
            (
                "บัญชีผู้ใช้ที่ท่านเปิดหรือตั้งรหัสผ่านใหม่ ได้เปิดหรือตั้งรหัสผ่านใหม่ให้ผู้จัดทำรายการนี้",
                "an account that you had in hand opened or reset the account of whoever prepared this",
            )
        } else {
            (
                "ท่านเปิดบัญชีผู้ใช้หรือตั้งรหัสผ่านใหม่ให้ผู้จัดทำรายการนี้",
                "you opened or reset the account of whoever prepared this",
            )
        };
        (
            format!(
                "{th}เมื่อ {} จึงอนุมัติรายการของผู้นั้นไม่ได้ภายใน {days} วัน",
                on.thai_table()
            ),
            format!(
                "{en} on {on}, and so you could have prepared it; for {days} days another person approves"
            ),
        )
    }

    fn by_the_maker(self) -> (String, String) {
        let (on, days) = (self.on, ACCOUNT_IN_HAND_DAYS);
        let (th, en) = if self.through_another {
            (
                "บัญชีผู้ใช้ที่ผู้จัดทำรายการนี้เปิดหรือตั้งรหัสผ่านใหม่ ได้เปิดหรือตั้งรหัสผ่านใหม่ให้ท่าน",
                "an account that whoever prepared this had in hand opened or reset your account",
            )
        } else {
            (
                "ผู้จัดทำรายการนี้เปิดบัญชีผู้ใช้หรือตั้งรหัสผ่านใหม่ให้ท่าน",
                "whoever prepared this opened or reset your account",
            )
        };
        (
            format!(
                "{th}เมื่อ {} ท่านจึงอนุมัติรายการของผู้นั้นไม่ได้ภายใน {days} วัน",
                on.thai_table()
            ),
            format!(
                "{en} on {on}, and so could approve in your place; for {days} days another person approves"
            ),
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
        let own = InHand {
            on,
            through_another: false,
        };
        for today in [on, last] {
            assert_eq!(
                first(SOMSRI, PRASIT, &approver_kept, today),
                Err(NotApprover::KeptTheMakersAccount(own))
            );
            assert_eq!(
                first(PRASIT, SOMSRI, &approver_kept, today),
                Err(NotApprover::AccountKeptByTheMaker(own))
            );
        }
        assert!(first(SOMSRI, PRASIT, &approver_kept, day("2026-12-22")).is_ok());
        let others = kept(PersonId::new(9), SOMSRI);
        assert!(first(SOMSRI, PRASIT, &others, on).is_ok());
    }

    const HELPER: PersonId = PersonId::new(7);
    const CLERK: PersonId = PersonId::new(8);

    #[test]
    fn c8_an_account_in_hand_opens_others_and_its_holder_is_behind_them_all() {
        let kept = |by, of, on| AccountKept {
            by,
            of,
            on: day(on),
        };
        let (opened, today) = (day("2026-12-15"), day("2026-12-20"));
        let through = InHand {
            on: opened,
            through_another: true,
        };
        for (helper_on, stands) in [
            ("2026-11-15", true),
            ("2026-11-14", false),
            // Afterwards too: whoever has the account of the helper in hand now may be the helper.
            ("2026-12-18", true),
        ] {
            let kept = [
                kept(SOMSRI, HELPER, helper_on),
                kept(HELPER, CLERK, "2026-12-15"),
                kept(CLERK, HELPER, "2026-12-16"),
            ];
            let approves = may_approve(CLERK, SOMSRI, &kept, today);
            let prepared = may_approve(SOMSRI, CLERK, &kept, today);
            if stands {
                let both = (
                    Err(NotApprover::KeptTheMakersAccount(through)),
                    Err(NotApprover::AccountKeptByTheMaker(through)),
                );
                assert_eq!((approves, prepared), both, "{helper_on}");
            } else {
                assert_eq!((approves, prepared), (Ok(()), Ok(())), "{helper_on}");
            }
            let over = day("2027-01-15");
            assert!(may_approve(CLERK, SOMSRI, &kept, over).is_ok());
        }
    }

    #[test]
    fn c8_who_was_given_an_account_by_the_same_person_is_another_person() {
        let on = day("2026-11-21");
        let kept = [SOMSRI, PRASIT].map(|of| AccountKept { by: HELPER, of, on });
        assert!(may_approve(SOMSRI, PRASIT, &kept, on).is_ok());
    }
}
