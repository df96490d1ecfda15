//! Which of a member's cards is the latest. Said once: the active card (A4) and the kind of the next one (A5.1) follow from it.

use crate::kernel::{BusinessDate, CardId};

/// A member's cards in order, the latest last: one that serves comes after all that do not; then the day on which it reached
/// the member decides, one of ours comes after one of the old registers, and the id speaks only where nothing else does. An
/// import gives old cards new ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Latest {
    /// It can be used on the day in question.
    pub serves: bool,
    /// The day on which its member took it, or on which it was blocked before that.
    pub reached_on: Option<BusinessDate>,
    /// Handed over here, and not by the old registers.
    pub own: bool,
    pub id: CardId,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn card(serves: bool, reached_on: &str, own: bool, id: i64) -> Latest {
        Latest {
            serves,
            reached_on: BusinessDate::parse_iso(reached_on).ok(),
            own,
            id: CardId::new(id),
        }
    }

    #[test]
    fn a4_a5_1_the_latest_card_serves_or_reached_its_member_last() {
        let in_order = [
            card(false, "", true, 9),
            card(false, "2024-02-01", false, 8),
            card(false, "2026-11-20", false, 7),
            card(false, "2026-11-20", true, 5),
            card(false, "2026-11-20", true, 6),
            card(true, "2020-01-05", false, 4),
            card(true, "2026-11-20", true, 3),
        ];
        assert!(in_order.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(in_order.iter().max().unwrap().id, CardId::new(3));
    }
}
