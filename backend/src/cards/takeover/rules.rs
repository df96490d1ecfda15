//! When registers may be taken over, and when what they broke may be settled. Plain decisions.

use super::error::TakeOverError;
use super::model::TakeOver;
use crate::kernel::BusinessDate;

/// R0: the first day of work here is a day that has come, under bylaws in force, not after work with cards began here; and once
/// registers were taken over it stands. It is named once; again only with a reason.
pub fn may_name_first_day(
    day: BusinessDate,
    today: BusinessDate,
    (before, first_work): (Option<&TakeOver>, Option<BusinessDate>),
    has_bylaws: bool,
    reason: Option<&str>,
) -> Result<(), TakeOverError> {
    match before {
        Some(state) if state.ended_on.is_some() => return Err(TakeOverError::Ended),
        Some(state) if state.imports > 0 => {
            let first_day = state.first_day;
            return Err(TakeOverError::FirstDayStands { first_day });
        }
        Some(_) if reason.is_none() => return Err(TakeOverError::Reason { code: "required" }),
        Some(_) | None => {}
    }
    if day > today {
        return Err(TakeOverError::FirstDayInFuture);
    }
    if !has_bylaws {
        return Err(TakeOverError::NoBylaws { on: day });
    }
    match first_work {
        Some(began_on) if day > began_on => Err(TakeOverError::WorkBegan { began_on }),
        Some(_) | None => Ok(()),
    }
}

/// R0: registers are taken over after the first day was named and before the take-over has ended. Answers that day.
pub fn may_import(state: Option<&TakeOver>) -> Result<BusinessDate, TakeOverError> {
    match state {
        None => Err(TakeOverError::NoFirstDay),
        Some(state) if state.ended_on.is_some() => Err(TakeOverError::Ended),
        Some(state) => Ok(state.first_day),
    }
}

/// R0: the take-over ends while it is open. Where nothing was taken over, the manager says that there is no old register.
pub fn may_end(state: Option<&TakeOver>, no_register: bool) -> Result<(), TakeOverError> {
    may_import(state)?;
    match state {
        Some(state) if state.cards == 0 && !no_register => Err(TakeOverError::NothingTakenOver),
        Some(_) | None => Ok(()),
    }
}

/// What a card that becomes settled is judged by.
#[derive(Debug, Clone, Copy)]
pub struct BecomesActive {
    /// Collected, sound and not expired: with its last exception settled it is active (A4).
    pub is_active: bool,
    pub left_on: Option<BusinessDate>,
    /// The member has another active card.
    pub has_other: bool,
}

/// A4, A5.1: a card whose last exception is settled becomes active only where the rules let it: for a member, and as the only
/// one. One that has ended may always be settled.
pub fn may_become_active(card: BecomesActive, last_four: &str) -> Result<(), TakeOverError> {
    if !card.is_active {
        return Ok(());
    }
    let last_four = last_four.to_owned();
    match (card.left_on, card.has_other) {
        (Some(left_on), _) => Err(TakeOverError::NoMember { last_four, left_on }),
        (None, true) => Err(TakeOverError::OtherActive { last_four }),
        (None, false) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::kernel::Rule;

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    fn state(imports: i64, ended: bool) -> TakeOver {
        TakeOver {
            version: 1,
            first_day: day("2026-11-02"),
            imports,
            cards: 0,
            ended_on: ended.then(|| day("2026-11-20")),
        }
    }

    #[test]
    fn r0_the_first_day_has_come_and_stands_once_registers_came() {
        let today = day("2026-11-21");
        let named = |day: BusinessDate, before: Option<&TakeOver>, work| {
            may_name_first_day(day, today, (before, work), true, Some("พิมพ์ผิด"))
        };
        assert!(named(today, None, None).is_ok());
        assert!(named(today, Some(&state(0, false)), None).is_ok());
        assert!(may_name_first_day(today, today, (None, None), true, None).is_ok());
        let before = Some(&state(0, false));
        let silent = may_name_first_day(today, today, (before, None), true, None);
        assert!(matches!(
            silent,
            Err(TakeOverError::Reason { code: "required" })
        ));
        let work = Some(day("2026-11-10"));
        assert!(named(day("2026-11-10"), None, work).is_ok());
        let refused = [
            named(day("2026-11-22"), None, None),
            named(day("2026-11-11"), None, work),
            named(today, Some(&state(1, false)), None),
            named(today, Some(&state(0, true)), None),
            may_name_first_day(today, today, (None, None), false, None),
        ];
        for refused in refused {
            assert_eq!(refused.unwrap_err().rule(), Some(Rule::R0));
        }
    }

    #[test]
    fn r0_a_take_over_without_a_card_ends_only_where_there_is_no_old_register() {
        let none = state(0, false);
        let some = TakeOver {
            cards: 1,
            ..state(1, false)
        };
        assert!(matches!(
            may_end(Some(&none), false),
            Err(TakeOverError::NothingTakenOver)
        ));
        assert!(may_end(Some(&none), true).is_ok());
        assert!(may_end(Some(&some), false).is_ok());
        assert!(matches!(
            may_end(Some(&state(1, true)), true),
            Err(TakeOverError::Ended)
        ));
    }

    #[test]
    fn r0_nothing_is_taken_over_before_the_first_day_is_named_nor_after_the_end() {
        let none = may_import(None).unwrap_err();
        let ended = may_import(Some(&state(1, true))).unwrap_err();
        assert_eq!(
            (none.rule(), ended.rule()),
            (Some(Rule::R0), Some(Rule::R0))
        );
        assert_eq!(
            may_import(Some(&state(1, false))).unwrap(),
            day("2026-11-02")
        );
    }

    #[test]
    fn a4_a5_1_a_settled_card_becomes_active_only_where_the_rules_let_it() {
        let card = BecomesActive {
            is_active: true,
            left_on: None,
            has_other: false,
        };
        let judged = |card| may_become_active(card, "0012");
        assert!(judged(card).is_ok());
        let left_on = Some(day("2026-01-01"));
        let left = BecomesActive { left_on, ..card };
        assert_eq!(judged(left).unwrap_err().rule(), Some(Rule::A4));
        let other = BecomesActive {
            has_other: true,
            ..card
        };
        assert_eq!(judged(other).unwrap_err().rule(), Some(Rule::A5_1));
        for ended in [left, other] {
            let ended = BecomesActive {
                is_active: false,
                ..ended
            };
            assert!(judged(ended).is_ok());
        }
    }
}
