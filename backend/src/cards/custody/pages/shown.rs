//! An item as the board, the card's page and the files show it.

use std::collections::BTreeMap;

use super::words::BoardWords;
use crate::cards::custody::board::{Line, Names, Reckoned, Step, kept_since};
use crate::kernel::{BusinessDate, Lang};
use crate::web::parts::{Shape, Tag};
use crate::web::texts::fill;

/// Titles that a short name leaves out.
const TITLES: [&str; 4] = ["นางสาว", "นาย", "นาง", "น.ส."];

/// A given name without title, for narrow places.
pub(super) fn short_name(name: &str) -> String {
    let plain = TITLES
        .iter()
        .find_map(|title| name.strip_prefix(title))
        .unwrap_or(name);
    plain.split_whitespace().next().unwrap_or(plain).to_owned()
}

/// `09/2573`, `09/2030`: cards are printed with month and year.
pub(super) fn month(day: BusinessDate, lang: Lang) -> String {
    let year = match lang {
        Lang::Th => day.buddhist_year(),
        Lang::En => day.year(),
    };
    format!("{:02}/{year}", day.month())
}

/// The step with its shape and word.
pub(in crate::cards::custody) fn tag(at: &Reckoned, lang: Lang) -> Tag {
    let t = BoardWords::of(lang);
    let (shape, word) = match (at.step, at.left) {
        (Step::AtBank, _) => (Shape::NotStarted, t.at_bank),
        (Step::ToAnnounce, Some(days)) if days < 0 => (Shape::Overdue, t.announce_late),
        (Step::ToAnnounce, Some(0)) => (Shape::Due, t.announce_today),
        (Step::ToAnnounce, _) => (Shape::NotStarted, t.to_announce),
        (Step::WithItsCard, _) => (Shape::NotStarted, t.with_its_card),
        (Step::Running, _) => (Shape::Letter, t.letter_runs),
        (Step::Ending, _) => (Shape::DueSoon, t.letter_soon),
        (Step::EndsToday, _) => (Shape::DueSoon, t.letter_today),
        (Step::Overdue, _) => (Shape::Overdue, t.letter_over),
        (Step::Blocked, _) => (Shape::Blocked, t.is_blocked),
        (Step::Expired, _) => (Shape::Blocked, t.is_expired),
        (Step::Collected, _) => (Shape::Done, t.collected),
        (Step::TakenIn, _) => (Shape::Done, t.taken_in),
        (Step::Faulty, _) => (Shape::Blocked, t.is_faulty),
        (Step::SentBack, _) => (Shape::Done, t.sent_back),
    };
    Tag::new(shape, word)
}

/// Days left in words, with the class of their colour.
pub(super) fn left(at: &Reckoned, lang: Lang) -> (String, &'static str) {
    let t = BoardWords::of(lang);
    match at.left {
        None => (String::new(), "faint"),
        Some(days) if days < 0 => (fill(t.over_days, -days), "danger-ink"),
        Some(0) => (t.today.to_owned(), "warn-ink"),
        Some(1) => (t.tomorrow.to_owned(), "soft"),
        Some(days) => (fill(t.in_days, days), "soft"),
    }
}

/// The card's last four, or the envelope's number where it is known.
pub(super) fn number(line: &Line) -> String {
    match line.item.envelope_no.as_ref() {
        Some(no) if line.item.lane == "pin" => no.clone(),
        Some(_) | None => format!("•••• {}", line.item.last_four),
    }
}

/// Days that an item is kept already.
pub(super) fn kept_days(line: &Line, today: BusinessDate) -> i64 {
    today.days_since(kept_since(&line.item)).max(0)
}

/// Who holds it; both names while a hand-over between them is not confirmed.
pub(super) fn holder(line: &Line, names: &Names, offered: &BTreeMap<i64, i64>) -> String {
    let name = |id: i64| names.get(&id).map(|n| short_name(n)).unwrap_or_default();
    let own = line.item.holder_id.map(name).unwrap_or_default();
    match offered.get(&line.item.id) {
        Some(to) => format!("{own} → {}", name(*to)),
        None => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_has_no_title() {
        assert_eq!(short_name("นางสาวมาลี บุญส่ง"), "มาลี");
        assert_eq!(short_name("น.ส.มาลี บุญส่ง"), "มาลี");
        assert_eq!(short_name("นายสมชาย ใจมั่น"), "สมชาย");
        assert_eq!(short_name("Malee B."), "Malee");
    }

    #[test]
    fn a_day_that_has_passed_is_said_in_red_and_today_in_amber() {
        let at = |left| Reckoned {
            step: Step::ToAnnounce,
            act_by: None,
            left,
        };
        assert_eq!(
            left(&at(Some(-31)), Lang::Th),
            ("เลย 31 วัน".into(), "danger-ink")
        );
        assert_eq!(left(&at(Some(0)), Lang::Th).1, "warn-ink");
        assert_eq!(left(&at(Some(1)), Lang::Th).0, "พรุ่งนี้");
        assert_eq!(tag(&at(Some(-1)), Lang::Th).shape, Shape::Overdue);
        assert_eq!(tag(&at(Some(0)), Lang::Th).shape, Shape::Due);
        assert_eq!(tag(&at(Some(2)), Lang::Th).shape, Shape::NotStarted);
    }
}
