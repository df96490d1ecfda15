//! W2: who holds what now.

use actix_web::{HttpRequest, HttpResponse, web};

use super::reading::{Seen, seen};
use super::state::{BoardQuery, State, group_name};
use super::words::BoardWords;
use super::{count, reckoning, shown};
use crate::app::App;
use crate::cards::custody::board::{Group, Line, Names, Step};
use crate::cards::custody::model::Lane;
use crate::cards::custody::store::PlaceCount;
use crate::cards::custody::timeline;
use crate::cards::takeover::TAKES_OVER;
use crate::cards::views::{BoardPage, BoardRow, Place};
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem};
use crate::web::frame::{html, keys, shell};
use crate::web::guard::may_use;
use crate::web::icons::Icon;
use crate::web::parts::{Banner, Batch, BatchAct, Link, List, Timeline, Tone};
use crate::web::texts::{fill, fill2};

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<BoardQuery>,
) -> Result<HttpResponse, Problem> {
    let (state, today) = (State::of(&query), app.clock.today());
    let (own, asked, by_whom) = (app.get_ref().clone(), state.asked.clone(), by.clone());
    let seen = app
        .read(move |conn| {
            seen(
                conn,
                &reckoning(&own, today),
                &asked,
                &query.into_inner(),
                &by_whom,
            )
        })
        .await?;
    let drawn = Drawn {
        by: &by,
        state: &state,
        today,
        lang: by.lang,
        back_by: app
            .bylaws_on(today)
            .map(|b| b.releases_return_by.format("%H:%M").to_string()),
    };
    html(&BoardPage {
        shell: shell(&app, &req, Some(&by)),
        ..drawn.page(seen)
    })
}

/// For whom, when and in which state the page is drawn.
struct Drawn<'a> {
    by: &'a Actor,
    state: &'a State,
    today: BusinessDate,
    lang: Lang,
    back_by: Option<String>,
}

impl Drawn<'_> {
    fn words(&self) -> &'static BoardWords {
        BoardWords::of(self.lang)
    }

    fn page(&self, seen: Seen) -> BoardPage {
        let lane = self.state.asked.lane;
        let keeps = self.by.has_duty(lane.keeper());
        let current = seen.chosen.as_ref().map(|(line, _)| line.item.id);
        let [cards, pins] = &seen.lanes;
        BoardPage {
            shell: Default::default(),
            pins: lane == Lane::Pin,
            card_lane: self.lane(Lane::Card, cards, &seen.names),
            pin_lane: self.lane(Lane::Pin, pins, &seen.names),
            banners: self.banners(&seen),
            list: self.list(&seen),
            rows: seen
                .lines
                .iter()
                .map(|line| self.row(line, &seen, current))
                .collect(),
            batch: self.batch(keeps),
            keys: keys(self.by, None),
            chosen: seen.chosen.as_ref().map(|(line, _)| self.title(line)),
            timeline: self.timeline(&seen),
            chosen_acts: self.chosen_acts(seen.chosen.as_ref().map(|(line, _)| line)),
            receive_href: when(keeps, "/deliveries"),
            release_href: when(keeps, &format!("/releases/new?lane={}", lane.code())),
            take_over_href: when(may_use(self.by, TAKES_OVER), "/cards/take-over"),
        }
    }

    fn title(&self, line: &Line) -> String {
        let t = self.words();
        fill2(t.title_chosen, &line.item.last_four, &line.member_name)
    }

    fn timeline(&self, seen: &Seen) -> Timeline {
        match &seen.chosen {
            Some((line, history)) => {
                timeline::drawn(history, Some(line), self.lang, &seen.names, false)
            }
            None => Timeline {
                moments: Vec::new(),
                down: false,
            },
        }
    }

    fn chosen_acts(&self, line: Option<&Line>) -> Vec<Link> {
        let t = self.words();
        line.map_or_else(Vec::new, |line| {
            vec![
                Link::new(t.open_card, format!("/cards/{}", line.item.card_id)),
                Link::new(t.open_member, format!("/members/{}", line.item.member_id)),
            ]
        })
    }

    fn lane(&self, lane: Lane, counts: &[PlaceCount], names: &Names) -> Vec<Place> {
        Group::LANE
            .into_iter()
            .map(|group| {
                let here: Vec<&PlaceCount> =
                    counts.iter().filter(|c| group.has(&c.place)).collect();
                let asked = &self.state.asked;
                Place {
                    pieces: pieces(&here),
                    name: group_name(group, lane, self.lang).to_owned(),
                    fact: self.fact(group, &here, names),
                    href: State::at(lane, group),
                    here: asked.lane == lane && asked.group == Some(group),
                }
            })
            .collect()
    }

    fn fact(&self, group: Group, here: &[&PlaceCount], names: &Names) -> String {
        let t = self.words();
        let who = holders(here, names);
        let oldest = here
            .iter()
            .filter_map(|c| c.oldest)
            .min()
            .map(|day| self.today.days_since(BusinessDate::new(day)).max(0));
        let parts = match group {
            Group::Bank if !here.is_empty() => vec![t.waiting_receipt.to_owned()],
            Group::Drawer => vec![
                who,
                oldest.map_or_else(String::new, |days| fill(t.oldest, days)),
            ],
            Group::Counter if !here.is_empty() => vec![
                who,
                self.back_by
                    .as_ref()
                    .map_or_else(String::new, |time| fill(t.back_by, time)),
            ],
            Group::Member => vec![t.received.to_owned()],
            Group::Ended => {
                let faulty: i64 = here
                    .iter()
                    .filter(|c| c.place == "faulty")
                    .map(|c| c.count)
                    .sum();
                vec![if faulty > 0 {
                    fill(t.faulty, faulty)
                } else {
                    String::new()
                }]
            }
            Group::Bank | Group::Counter | Group::House => Vec::new(),
        };
        let said: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        said.join(" · ")
    }

    fn banners(&self, seen: &Seen) -> Vec<Banner> {
        let t = self.words();
        let mut banners = Vec::new();
        let me = self.by.person.get();
        let mine = seen.transfers.iter().filter(|w| w.to_person_id == me);
        if let Some(first) = mine.clone().next() {
            let sentence = fill(t.confirm_waits, mine.count());
            banners.push(
                Banner::new(Tone::Info, sentence).link(t.open, format!("/releases/{}", first.id)),
            );
        }
        let theirs = seen.transfers.iter().filter(|w| w.from_person_id == me);
        if theirs.clone().next().is_some() {
            let sentence = fill(t.others_confirm, theirs.count());
            banners.push(Banner::new(Tone::Info, sentence));
        }
        let sentences = [t.alone_cards, t.alone_pins];
        for ((lane, n), sentence) in Lane::BOTH.into_iter().zip(seen.alone).zip(sentences) {
            if n > 0 && !(self.state.asked.unpaired && self.state.asked.lane == lane) {
                banners.push(
                    Banner::new(Tone::Warn, fill(sentence, n))
                        .link(t.show_them, State::alone(lane)),
                );
            }
        }
        banners
    }

    fn list(&self, seen: &Seen) -> List {
        let asked = &self.state.asked;
        let counts = match asked.lane {
            Lane::Card => &seen.lanes[0],
            Lane::Pin => &seen.lanes[1],
        };
        let all: Vec<&PlaceCount> = counts.iter().collect();
        let holder = asked
            .holder
            .and_then(|person| seen.names.get(&person.get()))
            .map_or("", String::as_str);
        let (page, pages) = seen.page;
        let at = |page: usize| self.state.address("/cards", &[("page", page.to_string())]);
        List {
            path: "/cards".to_owned(),
            query: None,
            chips: self.state.chips(self.lang, holder),
            menus: self.state.menus(self.lang),
            found: count(seen.found),
            total: u64::from(pieces(&all)),
            clear: self.state.clear(),
            csv: self.state.address("/cards.csv", &[]),
            xlsx: self.state.address("/cards.xlsx", &[]),
            sorted: asked.sort.code().to_owned(),
            downwards: asked.downwards,
            sort_href: self.state.sort_href(),
            page: count(page),
            pages: count(pages),
            previous: (page > 1).then(|| at(page - 1)),
            next: (page < pages).then(|| at(page + 1)),
        }
    }

    fn row(&self, line: &Line, seen: &Seen, current: Option<i64>) -> BoardRow {
        let t = self.words();
        let (left, left_class) = shown::left(&line.at, self.lang);
        let page = [
            ("page", seen.page.0.to_string()),
            ("row", line.item.id.to_string()),
        ];
        BoardRow {
            id: line.item.id,
            can: self.can(line),
            ticked: false,
            current: current == Some(line.item.id),
            href: self.state.address("/cards", &page),
            member_number: line.member_number.clone(),
            name: line.member_name.clone(),
            number: shown::number(line),
            expires: shown::month(line.item.expires_on, self.lang),
            kept_for: if Group::House.has(&line.item.place) {
                fill(t.days, shown::kept_days(line, self.today))
            } else {
                String::new()
            },
            tag: shown::tag(&line.at, self.lang),
            act_by: line
                .at
                .act_by
                .map_or_else(String::new, |day| day.table(self.lang)),
            left,
            left_class,
            holder: shown::holder(line, &seen.names, &seen.offered),
        }
    }

    /// The acts that really apply to a row, for this person.
    fn can(&self, line: &Line) -> String {
        let mut acts = Vec::new();
        if line.at.step == Step::ToAnnounce && makes_letters(self.by) {
            acts.push("letter_1");
        }
        let mine = line.item.keeper_id == Some(self.by.person.get());
        let sound = !matches!(line.at.step, Step::Blocked | Step::Expired);
        let keeps = self.by.has_duty(self.state.asked.lane.keeper());
        if line.item.place == "safe" && mine && keeps && sound {
            acts.push("release");
        }
        acts.join(" ")
    }

    fn batch(&self, keeps: bool) -> Option<Batch> {
        let t = self.words();
        let act = |name: &str, text: &str, icon: Option<Icon>, main: bool| BatchAct {
            name: name.to_owned(),
            text: text.to_owned(),
            icon,
            main,
            count: 0,
        };
        let mut acts = Vec::new();
        if makes_letters(self.by) {
            acts.push(act("letter_1", t.act_letter, Some(Icon::Mail), true));
        }
        if keeps {
            acts.push(act("release", t.act_release, None, acts.is_empty()));
        }
        (!acts.is_empty()).then(|| Batch {
            lang: self.lang,
            unit: match self.state.asked.lane {
                Lane::Card => t.unit_card,
                Lane::Pin => t.unit_pin,
            }
            .to_owned(),
            ticked: 0,
            acts,
        })
    }
}

/// Whether a person may make letters, as [`super::LETTER_MAKERS`] says.
pub(super) fn makes_letters(by: &Actor) -> bool {
    may_use(by, super::LETTER_MAKERS)
}

fn pieces(counts: &[&PlaceCount]) -> u32 {
    let sum: i64 = counts.iter().map(|c| c.count).sum();
    u32::try_from(sum).unwrap_or(u32::MAX)
}

fn holders(here: &[&PlaceCount], names: &Names) -> String {
    let mut found: Vec<String> = here
        .iter()
        .filter_map(|c| names.get(&c.holder?))
        .map(|name| shown::short_name(name))
        .collect();
    found.sort();
    found.dedup();
    found.join(", ")
}

/// An address for whoever may go there, nothing for the others.
fn when(may: bool, href: &str) -> String {
    if may { href.to_owned() } else { String::new() }
}
