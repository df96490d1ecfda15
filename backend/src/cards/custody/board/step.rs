//! What an item waits for, and the day by which it must be done.

use crate::calendar::Holidays;
use crate::cards::custody::service::ItemView;
use crate::kernel::BusinessDate;

/// Days before a deadline in which it is said to come soon.
const SOON_DAYS: i64 = 7;

/// Places as people speak of them, in the order of a card's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Bank,
    /// In the keeper's drawer or safe, also while a release waits for its confirmation.
    Drawer,
    /// With a dispenser, also while a return waits for its confirmation.
    Counter,
    Member,
    /// Faulty, or back at the bank.
    Ended,
    /// With us: drawer and counter. What lies here was not collected.
    House,
}

impl Group {
    /// The five places of a lane.
    pub const LANE: [Self; 5] = [
        Self::Bank,
        Self::Drawer,
        Self::Counter,
        Self::Member,
        Self::Ended,
    ];

    /// Its name in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bank => "bank",
            Self::Drawer => "drawer",
            Self::Counter => "counter",
            Self::Member => "member",
            Self::Ended => "ended",
            Self::House => "house",
        }
    }

    /// Reads [`Self::code`] again.
    pub fn parse(text: &str) -> Option<Self> {
        Self::LANE
            .into_iter()
            .chain([Self::House])
            .find(|group| group.code() == text)
    }

    /// The stored places that belong to it.
    pub fn places(self) -> &'static [&'static str] {
        match self {
            Self::Bank => &["with_bank"],
            Self::Drawer => &["safe", "offered"],
            Self::Counter => &["counter", "giving_back"],
            Self::Member => &["with_member"],
            Self::Ended => &["faulty", "returned_to_bank"],
            Self::House => &["safe", "offered", "counter", "giving_back"],
        }
    }

    /// Whether a stored place belongs to it.
    pub fn has(self, place: &str) -> bool {
        self.places().contains(&place)
    }
}

/// What an item waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    AtBank,
    /// Received, no letter yet (A7.2.1).
    ToAnnounce,
    /// An envelope whose card was not collected: the card's letter speaks for both (C6).
    WithItsCard,
    /// A first letter runs.
    Running,
    /// A first letter ends within seven days.
    Ending,
    /// A first letter ends today.
    EndsToday,
    /// The first deadline has passed and nobody came (A7.2.4).
    Overdue,
    /// The card was blocked or cancelled (A8.1).
    Blocked,
    /// The card's last day of use has passed.
    Expired,
    Collected,
    /// Given back by its member for a new card (A5.1).
    TakenIn,
    Faulty,
    SentBack,
}

/// What a list is narrowed to by step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    Announce,
    /// Announced too late already: past the working days that the bylaws leave.
    Late,
    Running,
    /// First deadlines of today and the seven days after it.
    Ending,
    Overdue,
    Blocked,
}

impl Want {
    pub const ALL: [Self; 6] = [
        Self::Announce,
        Self::Late,
        Self::Running,
        Self::Ending,
        Self::Overdue,
        Self::Blocked,
    ];

    /// Its name in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Announce => "announce",
            Self::Late => "late",
            Self::Running => "running",
            Self::Ending => "ending",
            Self::Overdue => "overdue",
            Self::Blocked => "blocked",
        }
    }

    /// Reads [`Self::code`] again.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|want| want.code() == text)
    }

    /// Whether an item belongs to the list.
    pub fn takes(self, at: &Reckoned) -> bool {
        match self {
            Self::Announce => at.step == Step::ToAnnounce,
            Self::Late => at.step == Step::ToAnnounce && at.left.is_some_and(|days| days < 0),
            Self::Running => matches!(at.step, Step::Running | Step::Ending | Step::EndsToday),
            Self::Ending => matches!(at.step, Step::Ending | Step::EndsToday),
            Self::Overdue => at.step == Step::Overdue,
            Self::Blocked => matches!(at.step, Step::Blocked | Step::Expired),
        }
    }
}

/// Since when an item lies with us; of one that is elsewhere, since when it is there.
pub fn kept_since(item: &ItemView) -> BusinessDate {
    let received = item.received_on.filter(|_| Group::House.has(&item.place));
    received.unwrap_or(item.since)
}

/// A step with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reckoned {
    pub step: Step,
    /// The last day on which the next act is in time; none where nothing runs, or the calendar does not reach so far.
    pub act_by: Option<BusinessDate>,
    /// Days until then: 0 today, negative when it has passed.
    pub left: Option<i64>,
}

/// What steps are reckoned with.
#[derive(Debug, Clone, Copy)]
pub struct Reckoning<'a> {
    pub today: BusinessDate,
    /// Working days in which a letter is not late (`notice_delay_working_days`).
    pub delay: u16,
    pub holidays: &'a Holidays,
}

impl Reckoning<'_> {
    /// What an item waits for. The day on which its card was collected matters to an envelope only, whose own letter can be
    /// made from then on (C6).
    pub fn of(&self, item: &ItemView, card_collected: Option<BusinessDate>) -> Reckoned {
        let step = self.step(item, card_collected.is_some());
        let act_by = match step {
            Step::ToAnnounce if item.lane == "pin" => {
                self.after(item.received_on.max(card_collected))
            }
            Step::ToAnnounce => self.after(item.received_on),
            Step::Running | Step::Ending | Step::EndsToday => item.first_deadline,
            Step::Overdue => self.after(item.first_deadline),
            Step::AtBank
            | Step::WithItsCard
            | Step::Blocked
            | Step::Expired
            | Step::Collected
            | Step::TakenIn
            | Step::Faulty
            | Step::SentBack => None,
        };
        Reckoned {
            step,
            act_by,
            left: act_by.map(|day| day.days_since(self.today)),
        }
    }

    fn step(&self, item: &ItemView, card_collected: bool) -> Step {
        match item.place.as_str() {
            "with_bank" => return Step::AtBank,
            "with_member" if item.standing == "sound" => return Step::Collected,
            "with_member" if item.standing == "taken_in" => return Step::TakenIn,
            "with_member" => return Step::Blocked,
            "faulty" => return Step::Faulty,
            "returned_to_bank" => return Step::SentBack,
            _ => {}
        }
        if item.standing != "sound" {
            return Step::Blocked;
        }
        if self.today > item.expires_on {
            return Step::Expired;
        }
        let left = item.first_deadline.map(|day| day.days_since(self.today));
        match left {
            Some(days) if days < 0 => Step::Overdue,
            Some(0) => Step::EndsToday,
            Some(days) if days <= SOON_DAYS => Step::Ending,
            Some(_) => Step::Running,
            None if item.lane == "pin" && !card_collected => Step::WithItsCard,
            None => Step::ToAnnounce,
        }
    }

    fn after(&self, day: Option<BusinessDate>) -> Option<BusinessDate> {
        self.holidays.working_days_after(day?, self.delay).ok()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    fn in_safe(received: &str, deadline: Option<BusinessDate>) -> ItemView {
        ItemView {
            id: 1,
            version: 1,
            lane: "card".into(),
            card_id: 1,
            member_id: 1,
            last_four: "4417".into(),
            name_on_card: "SOMJAI".into(),
            envelope_no: None,
            place: "safe".into(),
            standing: "sound".into(),
            keeper_id: Some(1),
            holder_id: Some(1),
            since: day(received),
            expires_on: day("2030-09-30"),
            received_on: Some(day(received)),
            first_no: deadline.map(|_| "1/2569".into()),
            first_on: deadline,
            first_deadline: deadline,
            dispenser_id: None,
            handed_over_on: None,
            batch_id: None,
            application_id: None,
        }
    }

    fn on(today: &str, item: &ItemView) -> Reckoned {
        let holidays = Holidays::shipped().unwrap();
        let reckoning = Reckoning {
            today: day(today),
            delay: 1,
            holidays: &holidays,
        };
        reckoning.of(item, None)
    }

    #[test]
    fn a7_2_1_a_letter_is_late_from_the_working_day_after_the_receipt() {
        // Friday 20 November 2026: the next working day is Monday.
        let item = in_safe("2026-11-20", None);
        let monday = on("2026-11-23", &item);
        assert_eq!(
            (monday.step, monday.act_by, monday.left),
            (Step::ToAnnounce, Some(day("2026-11-23")), Some(0))
        );
        assert!(!Want::Late.takes(&monday) && Want::Announce.takes(&monday));
        assert!(Want::Late.takes(&on("2026-11-24", &item)));
    }

    #[test]
    fn a7_2_1_the_days_before_a_deadline_are_told_apart() {
        let item = in_safe("2026-10-01", Some(day("2026-11-30")));
        for (today, step) in [
            ("2026-11-22", Step::Running),
            ("2026-11-23", Step::Ending),
            ("2026-11-29", Step::Ending),
            ("2026-11-30", Step::EndsToday),
            ("2026-12-01", Step::Overdue),
        ] {
            assert_eq!(on(today, &item).step, step, "{today}");
        }
    }

    #[test]
    fn a7_2_4_after_the_first_deadline_the_second_letter_has_its_own_day() {
        // The deadline is Friday 4 December; 7 December is a substitute holiday.
        let item = in_safe("2026-10-01", Some(day("2026-12-04")));
        let late = on("2026-12-09", &item);
        assert_eq!(
            (late.act_by, late.left),
            (Some(day("2026-12-08")), Some(-1))
        );
    }

    #[test]
    fn c6_an_envelope_waits_for_its_card() {
        let envelope = ItemView {
            lane: "pin".into(),
            ..in_safe("2026-11-20", None)
        };
        let holidays = Holidays::shipped().unwrap();
        let reckoning = Reckoning {
            today: day("2026-11-23"),
            delay: 1,
            holidays: &holidays,
        };
        assert_eq!(reckoning.of(&envelope, None).step, Step::WithItsCard);
        // The card was collected on Wednesday: the envelope's letter is due on Thursday, not after its own receipt.
        let at = reckoning.of(&envelope, Some(day("2026-11-25")));
        assert_eq!(
            (at.step, at.act_by),
            (Step::ToAnnounce, Some(day("2026-11-26")))
        );
    }

    #[test]
    fn a8_1_a_blocked_or_expired_card_waits_for_no_letter() {
        let mut item = in_safe("2026-11-20", None);
        item.standing = "blocked".into();
        assert_eq!(on("2026-11-23", &item).step, Step::Blocked);
        item.standing = "sound".into();
        item.expires_on = day("2026-11-22");
        let expired = on("2026-11-23", &item);
        assert_eq!((expired.step, expired.act_by), (Step::Expired, None));
    }

    #[test]
    fn every_stored_place_belongs_to_one_place_of_the_lane() {
        for place in [
            "with_bank",
            "safe",
            "offered",
            "counter",
            "giving_back",
            "with_member",
            "faulty",
            "returned_to_bank",
        ] {
            let groups = Group::LANE.iter().filter(|group| group.has(place)).count();
            assert_eq!(groups, 1, "{place}");
        }
        for want in Want::ALL {
            assert_eq!(Want::parse(want.code()), Some(want));
        }
    }

    proptest! {
        #[test]
        fn a7_2_1_the_day_to_act_by_is_a_working_day_after_the_receipt(received in 0i64..600, delay in 0u16..6, today in 0i64..700) {
            let start = day("2025-02-03");
            let holidays = Holidays::shipped().unwrap();
            let reckoning = Reckoning { today: start.plus_days(today), delay, holidays: &holidays };
            let item = in_safe(&start.plus_days(received).to_string(), None);
            let at = reckoning.of(&item, None);
            let act_by = at.act_by.unwrap();
            prop_assert!(act_by >= item.received_on.unwrap());
            prop_assert!(delay == 0 || holidays.is_working_day(act_by).unwrap());
            prop_assert_eq!(Want::Late.takes(&at), reckoning.today > act_by);
        }
    }
}
