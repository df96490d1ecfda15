//! The tiles: up to four numbers, chosen by what a person has to do with cards.

use super::figures::Figures;
use super::texts::TodayTexts;
use crate::cards::custody::model::Lane;
use crate::cards::custody::service::{Group, Line, Want, kept_since};
use crate::identity::model::{Actor, Duty, Role};
use crate::kernel::Lang;
use crate::web::icons::Icon;
use crate::web::parts::{Tile, Tone};
use crate::web::texts::{fill, fill2};

/// Tiles of one page at most.
const TILES: usize = 4;

/// Rows that a list narrowed by step has.
pub(super) fn wanted(lines: &[Line], want: Want) -> Vec<&Line> {
    lines.iter().filter(|line| want.takes(&line.at)).collect()
}

/// The tiles of a person.
pub(super) fn tiles(figures: &Figures, by: &Actor) -> Vec<Tile> {
    let make = Make { figures, by };
    let dispenses = by.has_duty(Duty::CardDispenser) || by.has_duty(Duty::PinDispenser);
    let mut tiles = if !by.sees_members() {
        Vec::new()
    } else if by.has_duty(Duty::PinKeeper) {
        vec![
            make.pins_in_safe(),
            make.alone(),
            make.pin_letters(),
            make.uncollected(),
        ]
    } else if dispenses && !by.has_duty(Duty::CardKeeper) {
        vec![
            make.confirm(),
            make.hands(),
            make.bank_or_ending(),
            make.uncollected(),
        ]
    } else {
        vec![
            make.letters(),
            make.ending(),
            make.uncollected(),
            make.bank_or_alone(),
        ]
    };
    tiles.truncate(TILES);
    only_the_worst(&mut tiles);
    tiles
}

/// Only the worst number of a page takes colour: the first that is marked.
fn only_the_worst(tiles: &mut [Tile]) {
    let mut found = false;
    for tile in tiles {
        tile.worst &= !found;
        found |= tile.worst;
    }
}

struct Make<'a> {
    figures: &'a Figures,
    by: &'a Actor,
}

impl Make<'_> {
    fn lang(&self) -> Lang {
        self.by.lang
    }

    fn words(&self) -> &'static TodayTexts {
        TodayTexts::of(self.by.lang)
    }

    fn tile(
        &self,
        icon: Icon,
        name: &str,
        (number, unit): (usize, &str),
        fact: String,
        href: &str,
    ) -> Tile {
        Tile {
            icon,
            tone: if number == 0 { Tone::Ok } else { Tone::Info },
            name: name.to_owned(),
            number: number.to_string(),
            unit: unit.to_owned(),
            fact,
            act: self.words().open.to_owned(),
            href: href.to_owned(),
            worst: false,
        }
    }

    /// A first letter for a card is to be made (A7.2.1).
    fn letters(&self) -> Tile {
        self.letters_of(Lane::Card)
    }

    /// The same for an envelope whose card was collected (C6).
    fn pin_letters(&self) -> Tile {
        self.letters_of(Lane::Pin)
    }

    fn letters_of(&self, lane: Lane) -> Tile {
        let (t, lines) = (self.words(), self.figures.house(lane));
        let (due, late) = (wanted(lines, Want::Announce), wanted(lines, Want::Late));
        let fact = match (due.len(), late.len()) {
            (0, _) => t.letters_none.to_owned(),
            (_, 0) => String::new(),
            (_, late) => fill(t.letters_late, late),
        };
        let (name, href) = match lane {
            Lane::Card => (t.letters, "/cards?step=announce"),
            Lane::Pin => (t.pins_letters, "/cards?lane=pin&step=announce"),
        };
        Tile {
            tone: tone(due.len(), late.len()),
            worst: !late.is_empty(),
            ..self.tile(Icon::Mail, name, (due.len(), t.letters_unit), fact, href)
        }
    }

    /// First deadlines of the next seven days.
    fn ending(&self) -> Tile {
        let (t, lines) = (self.words(), self.figures.house(Lane::Card));
        let (soon, over) = (wanted(lines, Want::Ending), wanted(lines, Want::Overdue));
        let fact = if over.is_empty() {
            t.ended_none.to_owned()
        } else {
            fill(t.ended, over.len())
        };
        let count = (soon.len(), t.cards_unit);
        Tile {
            tone: tone(soon.len(), over.len()),
            worst: !over.is_empty(),
            ..self.tile(Icon::Clock, t.ending, count, fact, "/cards?step=ending")
        }
    }

    /// Cards in our hands.
    fn uncollected(&self) -> Tile {
        let (t, lines) = (self.words(), self.figures.house(Lane::Card));
        let oldest = lines
            .iter()
            .map(|line| self.figures.today.days_since(kept_since(&line.item)))
            .max();
        let fact = oldest.map_or_else(
            || t.collected_all.to_owned(),
            |days| fill(t.oldest, days.max(0)),
        );
        let count = (lines.len(), t.cards_unit);
        self.tile(
            Icon::Card,
            t.uncollected,
            count,
            fact,
            "/cards?place=house&sort=-kept",
        )
    }

    fn bank(&self) -> Tile {
        let (t, bank) = (self.words(), self.figures.bank);
        let fact = match (bank.overdue, bank.first) {
            (0, Some(day)) => fill(t.bank_first, day.short(self.lang())),
            (0, None) => t.bank_none.to_owned(),
            (late, _) => fill(t.letters_late, late),
        };
        let complete = usize::try_from(bank.complete).unwrap_or(0);
        let overdue = usize::try_from(bank.overdue).unwrap_or(0);
        Tile {
            tone: tone(complete, overdue),
            worst: overdue > 0,
            ..self.tile(
                Icon::Form,
                t.bank,
                (complete, t.bank_unit),
                fact,
                "/applications?state=complete",
            )
        }
    }

    /// Who keeps cards has no part in the applications.
    fn bank_or_alone(&self) -> Tile {
        let keeps = self.by.has_duty(Duty::CardKeeper) && !self.by.has_role(Role::Manager);
        if keeps { self.alone() } else { self.bank() }
    }

    fn bank_or_ending(&self) -> Tile {
        if self.by.has_duty(Duty::ApplicationOfficer) {
            self.bank()
        } else {
            self.ending()
        }
    }

    /// Releases and returns that wait for this person.
    fn confirm(&self) -> Tile {
        let t = self.words();
        let me = self.by.person.get();
        let mine = self
            .figures
            .transfers
            .iter()
            .filter(|w| w.to_person_id == me);
        let pieces: i64 = mine.clone().map(|w| w.items).sum();
        let fact = if pieces == 0 {
            t.confirm_none.to_owned()
        } else {
            fill(t.pieces_in, pieces)
        };
        let count = (mine.count(), t.items);
        self.tile(Icon::Inbox, t.confirm, count, fact, "/releases")
    }

    /// What this person has at the counter.
    fn hands(&self) -> Tile {
        let (t, person) = (self.words(), self.by.person);
        let lane = if self.by.has_duty(Duty::CardDispenser) {
            Lane::Card
        } else {
            Lane::Pin
        };
        let count = self.figures.in_hands(lane, person).len();
        let fact = if count == 0 {
            t.hands_none.to_owned()
        } else {
            fill(t.back_by, &self.figures.back_by)
        };
        let (unit, lane) = match lane {
            Lane::Card => (t.cards_unit, ""),
            Lane::Pin => (t.pins_unit, "lane=pin&"),
        };
        let href = format!("/cards?{lane}place=counter&holder={person}");
        Tile {
            worst: count > 0 && self.figures.over,
            ..self.tile(Icon::HandOver, t.hands, (count, unit), fact, &href)
        }
    }

    fn pins_in_safe(&self) -> Tile {
        let t = self.words();
        let lines = self.figures.house(Lane::Pin);
        let safe: Vec<&Line> = lines
            .iter()
            .filter(|line| Group::Drawer.has(&line.item.place))
            .collect();
        let oldest = safe
            .iter()
            .map(|line| self.figures.today.days_since(kept_since(&line.item)))
            .max();
        let fact = oldest.map_or_else(String::new, |days| fill(t.oldest, days.max(0)));
        let count = (safe.len(), t.pins_unit);
        self.tile(
            Icon::Lock,
            t.pins_safe,
            count,
            fact,
            "/cards?lane=pin&place=drawer",
        )
    }

    /// Envelopes here whose card is not with us, and how many cards lack their envelope.
    fn alone(&self) -> Tile {
        let (t, [cards, pins]) = (self.words(), &self.figures.alone);
        let lane = if pins.is_empty() { "" } else { "lane=pin&" };
        let shown = if pins.is_empty() {
            cards.len()
        } else {
            pins.len()
        };
        let unit = if pins.is_empty() {
            t.cards_unit
        } else {
            t.pins_unit
        };
        let fact = if cards.is_empty() && pins.is_empty() {
            t.pairs_whole.to_owned()
        } else {
            fill2(t.alone_fact, cards.len(), pins.len())
        };
        Tile {
            tone: tone(0, shown),
            worst: shown > 0,
            ..self.tile(
                Icon::Triangle,
                t.alone,
                (shown, unit),
                fact,
                &format!("/cards?{lane}pair=missing"),
            )
        }
    }
}

fn tone(due: usize, late: usize) -> Tone {
    match (due, late) {
        (0, 0) => Tone::Ok,
        (_, 0) => Tone::Warn,
        (_, _) => Tone::Danger,
    }
}
