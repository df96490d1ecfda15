//! The state of the board's list, which lives in its address.

use serde::Deserialize;

use super::words::BoardWords;
use crate::cards::custody::board::{Asked, Group, Sort, Want};
use crate::cards::custody::model::Lane;
use crate::kernel::{Lang, PersonId};
use crate::web::frame::encoded;
use crate::web::parts::{Chip, ChipMenu, Link};
use crate::web::texts::fill;

/// Ages that the menu offers, in days.
const AGES: [i64; 3] = [15, 30, 60];

/// The board's address as it came.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct BoardQuery {
    lane: Option<String>,
    place: Option<String>,
    step: Option<String>,
    holder: Option<i64>,
    age: Option<i64>,
    pair: Option<String>,
    sort: Option<String>,
    pub page: Option<usize>,
    /// The row whose history is shown.
    pub row: Option<i64>,
}

/// What the address asks for; what it cannot mean is left out.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub asked: Asked,
}

impl State {
    pub(super) fn of(query: &BoardQuery) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let sort = text(&query.sort);
        let lane = Lane::parse(&text(&query.lane)).unwrap_or(Lane::Card);
        Self {
            asked: Asked {
                lane,
                group: Group::parse(&text(&query.place)),
                want: Want::parse(&text(&query.step)),
                holder: query.holder.map(PersonId::new),
                older_than: query.age.filter(|days| (1..=3_650).contains(days)),
                unpaired: query.pair.as_deref() == Some("missing"),
                sort: Sort::parse(sort.trim_start_matches('-')).unwrap_or_default(),
                downwards: sort.starts_with('-'),
            },
        }
    }

    /// The same list in the other state that `change` makes of it.
    fn with(&self, change: impl FnOnce(&mut Asked)) -> Self {
        let mut other = self.clone();
        change(&mut other.asked);
        other
    }

    fn filters(&self) -> Vec<(&'static str, String)> {
        let asked = &self.asked;
        let mut parts = Vec::new();
        if asked.lane == Lane::Pin {
            parts.push(("lane", asked.lane.code().to_owned()));
        }
        if let Some(group) = asked.group {
            parts.push(("place", group.code().to_owned()));
        }
        if let Some(want) = asked.want {
            parts.push(("step", want.code().to_owned()));
        }
        if let Some(holder) = asked.holder {
            parts.push(("holder", holder.to_string()));
        }
        if let Some(days) = asked.older_than {
            parts.push(("age", days.to_string()));
        }
        if asked.unpaired {
            parts.push(("pair", "missing".to_owned()));
        }
        parts
    }

    fn order(&self) -> Option<(&'static str, String)> {
        let asked = &self.asked;
        let plain = asked.sort == Sort::default() && !asked.downwards;
        let sign = if asked.downwards { "-" } else { "" };
        (!plain).then(|| ("sort", format!("{sign}{}", asked.sort.code())))
    }

    /// The list's address.
    pub(super) fn href(&self) -> String {
        self.address("/cards", &[])
    }

    /// The address of the list's first page, with something added.
    pub(super) fn address(&self, path: &str, also: &[(&'static str, String)]) -> String {
        let parts = self.filters().into_iter().chain(self.order());
        joined(path, parts.chain(also.iter().cloned()))
    }

    /// The address up to and with `sort=`.
    pub(super) fn sort_href(&self) -> String {
        let base = joined("/cards", self.filters());
        let sign = if base.contains('?') { '&' } else { '?' };
        format!("{base}{sign}sort=")
    }

    /// The lane without any filter; none where none is on.
    pub(super) fn clear(&self) -> Option<String> {
        let plain = Self {
            asked: Asked {
                sort: self.asked.sort,
                downwards: self.asked.downwards,
                ..Asked::of(self.asked.lane)
            },
        };
        let href = plain.href();
        (href != self.href()).then_some(href)
    }

    /// Filters that are on, in words. `holder` is the name of the wanted holder.
    pub(super) fn chips(&self, lang: Lang, holder: &str) -> Vec<Chip> {
        let (t, asked) = (BoardWords::of(lang), &self.asked);
        let chip = |text: String, other: Self| Chip {
            text,
            without: other.href(),
        };
        let mut chips = Vec::new();
        if let Some(group) = asked.group {
            let text = fill(t.place_is, group_name(group, asked.lane, lang));
            chips.push(chip(text, self.with(|a| a.group = None)));
        }
        if let Some(want) = asked.want {
            let text = fill(t.step_is, want_name(want, lang));
            chips.push(chip(text, self.with(|a| a.want = None)));
        }
        if let Some(days) = asked.older_than {
            chips.push(chip(
                fill(t.age_is, days),
                self.with(|a| a.older_than = None),
            ));
        }
        if asked.holder.is_some() {
            chips.push(chip(
                fill(t.holder_is, holder),
                self.with(|a| a.holder = None),
            ));
        }
        if asked.unpaired {
            chips.push(chip(
                t.unpaired.to_owned(),
                self.with(|a| a.unpaired = false),
            ));
        }
        chips
    }

    /// Filters that are off, with the values they can take.
    pub(super) fn menus(&self, lang: Lang) -> Vec<ChipMenu> {
        let (t, asked) = (BoardWords::of(lang), &self.asked);
        let mut menus = Vec::new();
        let menu = |text: &str, values: Vec<Link>| ChipMenu {
            text: text.to_owned(),
            values,
        };
        if asked.group.is_none() {
            let groups = Group::LANE.into_iter().chain([Group::House]);
            let values = groups.map(|group| {
                let href = self.with(|a| a.group = Some(group)).href();
                Link::new(group_name(group, asked.lane, lang), href)
            });
            menus.push(menu(t.place_all, values.collect()));
        }
        if asked.want.is_none() {
            let values = Want::ALL.into_iter().map(|want| {
                let href = self.with(|a| a.want = Some(want)).href();
                Link::new(want_name(want, lang), href)
            });
            menus.push(menu(t.step_all, values.collect()));
        }
        if asked.older_than.is_none() {
            let values = AGES.into_iter().map(|days| {
                let href = self.with(|a| a.older_than = Some(days)).href();
                Link::new(fill(t.age_is, days), href)
            });
            menus.push(menu(t.age_all, values.collect()));
        }
        menus
    }

    /// The lane at a place.
    pub(super) fn at(lane: Lane, group: Group) -> String {
        let asked = Asked::of(lane).at(group);
        Self { asked }.href()
    }

    /// The items of a lane whose other half is missing.
    pub(super) fn alone(lane: Lane) -> String {
        let asked = Asked {
            unpaired: true,
            ..Asked::of(lane)
        };
        Self { asked }.href()
    }
}

fn joined(path: &str, parts: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let mut out = path.to_owned();
    for (name, value) in parts {
        out.push(if out.contains('?') { '&' } else { '?' });
        out.push_str(name);
        out.push('=');
        out.push_str(&encoded(&value));
    }
    out
}

/// What a place is called in a lane.
pub(super) fn group_name(group: Group, lane: Lane, lang: Lang) -> &'static str {
    let t = BoardWords::of(lang);
    match (group, lane) {
        (Group::Bank, _) => t.bank,
        (Group::Drawer, Lane::Card) => t.drawer,
        (Group::Drawer, Lane::Pin) => t.safe,
        (Group::Counter, Lane::Card) => t.counter,
        (Group::Counter, Lane::Pin) => t.desk,
        (Group::Member, _) => t.member,
        (Group::Ended, _) => t.ended,
        (Group::House, _) => t.house,
    }
}

/// What a wanted step is called.
pub(super) fn want_name(want: Want, lang: Lang) -> &'static str {
    let t = BoardWords::of(lang);
    match want {
        Want::Announce => t.announce,
        Want::Late => t.late,
        Want::Running => t.running,
        Want::Ending => t.ending,
        Want::Overdue => t.overdue,
        Want::Blocked => t.blocked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query() -> BoardQuery {
        BoardQuery {
            lane: Some("pin".into()),
            place: Some("drawer".into()),
            step: Some("late".into()),
            age: Some(30),
            sort: Some("-kept".into()),
            ..BoardQuery::default()
        }
    }

    #[test]
    fn the_address_says_the_whole_state() {
        let state = State::of(&query());
        assert_eq!(
            state.href(),
            "/cards?lane=pin&place=drawer&step=late&age=30&sort=-kept"
        );
        assert_eq!(
            state.sort_href(),
            "/cards?lane=pin&place=drawer&step=late&age=30&sort="
        );
        assert_eq!(state.clear().as_deref(), Some("/cards?lane=pin&sort=-kept"));
        assert_eq!(State::of(&BoardQuery::default()).clear(), None);
        assert_eq!(
            State::of(&BoardQuery::default()).sort_href(),
            "/cards?sort="
        );
    }

    #[test]
    fn a_chip_takes_its_own_filter_off_and_a_menu_keeps_the_others() {
        let state = State::of(&query());
        let chips = state.chips(Lang::Th, "");
        assert_eq!(chips.len(), 3);
        assert_eq!(
            chips[0].without,
            "/cards?lane=pin&step=late&age=30&sort=-kept"
        );
        assert!(state.menus(Lang::Th).is_empty());
        let menus = State::of(&BoardQuery::default()).menus(Lang::Th);
        assert_eq!((menus.len(), menus[0].values.len()), (3, 6));
        assert_eq!(menus[1].values[0].href, "/cards?step=announce");
    }

    #[test]
    fn what_an_address_cannot_mean_is_left_out() {
        let odd = BoardQuery {
            lane: Some("gold".into()),
            place: Some("moon".into()),
            age: Some(-3),
            sort: Some("'; drop".into()),
            ..BoardQuery::default()
        };
        assert_eq!(State::of(&odd).href(), "/cards");
    }
}
