//! W1: what waits for the person who is signed in. And the answer of the search box.

use actix_web::{HttpRequest, HttpResponse, web};

use super::figures::{Act, Figures};
use super::search;
use super::tasks::tasks;
use super::texts::TodayTexts;
use super::tiles::tiles;
use crate::app::App;
use crate::beginning::{self, BeginningTexts};
use crate::cards::custody::model::Lane;
use crate::cards::custody::service::{Group, PlaceCount, kept_since};
use crate::identity::model::{Actor, Role};
use crate::kernel::{Lang, Problem};
use crate::web::frame::{html, shell};
use crate::web::guard::may_use;
use crate::web::pages::{AgeBar, Holding, Latest, TodayPage};
use crate::web::parts::{Banner, Link, Tone};
use crate::web::route::{Route, Who};
use crate::web::texts::fill2;

/// First and last day of each bar of the ageing chart; the last bar has no end. Letters run 30 and 15 days.
const AGES: [(i64, Option<i64>); 5] = [
    (0, Some(15)),
    (16, Some(30)),
    (31, Some(45)),
    (46, Some(75)),
    (76, None),
];
/// Past both letters.
const LATE_FROM: i64 = 46;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/", "today.page", Who::SignedIn, "Today", page),
        Route::get(
            "/search",
            "search.page",
            Who::Roles(&[
                Role::Staff,
                Role::Manager,
                Role::BoardMember,
                Role::Chairperson,
                Role::InternalAuditor,
                Role::Auditor,
                Role::Inspector,
            ]),
            "Find a member, card, letter or voucher",
            search::page,
        ),
    ]
}

async fn page(app: web::Data<App>, by: Actor, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let figures = Figures::read(&app, &by).await?;
    let tasks = tasks(&figures, &by);
    let banners = first_days(&app, &by).await?.into_iter().collect();
    let mut shell = shell(&app, &req, Some(&by));
    shell.count_here(tasks.len());
    let bare = TodayPage {
        shell,
        banners,
        tiles: tiles(&figures, &by),
        tasks,
        done: figures.done,
        cards: Vec::new(),
        envelopes: Vec::new(),
        mismatches: 0,
        mismatches_href: String::new(),
        aging: Vec::new(),
        latest: Vec::new(),
    };
    html(&if by.sees_members() {
        with_custody(bare, &figures, by.lang)
    } else {
        bare
    })
}

/// What comes after set-up, for those who see to it, until all of it is done. The demonstration is no office that begins.
async fn first_days(app: &App, by: &Actor) -> Result<Option<Banner>, Problem> {
    if app.is_demonstration() || !may_use(by, beginning::LOOKS) {
        return Ok(None);
    }
    let (done, all) = beginning::service::progress(app).await?;
    let t = BeginningTexts::of(by.lang);
    let banner = || Banner::new(Tone::Info, fill2(t.progress, done, all));
    Ok((done < all).then(|| banner().link(t.title, "/beginning")))
}

/// What everyone sees who has a part in custody: not the system keeper, and nobody without a role.
fn with_custody(bare: TodayPage, figures: &Figures, lang: Lang) -> TodayPage {
    let [cards, pins] = &figures.alone;
    TodayPage {
        cards: holdings(figures, Lane::Card, lang),
        envelopes: holdings(figures, Lane::Pin, lang),
        mismatches: u32::try_from(cards.len() + pins.len()).unwrap_or(u32::MAX),
        mismatches_href: if cards.is_empty() {
            "/cards?lane=pin&pair=missing".to_owned()
        } else {
            "/cards?pair=missing".to_owned()
        },
        aging: aging(figures),
        latest: latest(figures, lang),
        ..bare
    }
}

/// Places with their holders and counts, both lanes; members' own cards are no custody of ours.
fn holdings(figures: &Figures, lane: Lane, lang: Lang) -> Vec<Holding> {
    let counts = match lane {
        Lane::Card => &figures.counts[0],
        Lane::Pin => &figures.counts[1],
    };
    let mut shown: Vec<(usize, Holding)> = Vec::new();
    for count in counts {
        let Some((order, place)) = place(count, lane, lang) else {
            continue;
        };
        let holder = count.holder.and_then(|id| figures.names.get(&id));
        let holder = holder.cloned().unwrap_or_default();
        let pieces = u32::try_from(count.count).unwrap_or(u32::MAX);
        match shown
            .iter_mut()
            .find(|(at, one)| *at == order && one.holder == holder)
        {
            Some((_, one)) => one.pieces += pieces,
            None => shown.push((
                order,
                Holding {
                    place: place.to_owned(),
                    holder,
                    pieces,
                },
            )),
        }
    }
    shown.sort_by_key(|(order, _)| *order);
    shown.into_iter().map(|(_, one)| one).collect()
}

fn place(count: &PlaceCount, lane: Lane, lang: Lang) -> Option<(usize, &'static str)> {
    let t = TodayTexts::of(lang);
    let (drawer, counter) = match lane {
        Lane::Card => (t.drawer, t.counter),
        Lane::Pin => (t.safe, t.desk),
    };
    if Group::Drawer.has(&count.place) {
        Some((0, drawer))
    } else if Group::Counter.has(&count.place) {
        Some((1, counter))
    } else if Group::Bank.has(&count.place) {
        Some((2, t.at_bank))
    } else if count.place == "faulty" {
        Some((3, t.ended_place))
    } else {
        None
    }
}

/// Cards in our hands by days since receipt.
fn aging(figures: &Figures) -> Vec<AgeBar> {
    let ages: Vec<i64> = figures
        .house(Lane::Card)
        .iter()
        .map(|line| figures.today.days_since(kept_since(&line.item)).max(0))
        .collect();
    if ages.is_empty() {
        return Vec::new();
    }
    let counts = AGES.map(|(from, to)| {
        let here = |days: &&i64| **days >= from && to.is_none_or(|to| **days <= to);
        ages.iter().filter(here).count()
    });
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    AGES.into_iter()
        .zip(counts)
        .map(|((from, to), cards)| AgeBar {
            days: to.map_or_else(|| format!("> {}", from - 1), |to| format!("{from}–{to}")),
            cards: number(cards),
            percent: number(cards * 100 / most),
            late: from >= LATE_FROM,
        })
        .collect()
}

fn latest(figures: &Figures, lang: Lang) -> Vec<Latest> {
    let line = |act: &Act| {
        let (number, href) = act.about.as_ref().map_or_else(
            || (String::new(), "/cards".to_owned()),
            |about| (about.number.clone(), format!("/cards/{}", about.card)),
        );
        let said = format!("{number} {}", act.first.said(lang, &figures.names));
        let text = match act.more {
            0 => said,
            more => fill2(TodayTexts::of(lang).and_more, said, more),
        };
        let actor = figures.names.get(&act.first.by.get());
        Latest {
            time: act.first.at.hour_minute(),
            link: Link::new(text, href),
            actor: actor.cloned().unwrap_or_default(),
        }
    };
    figures.latest.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_age_has_one_bar() {
        for days in 0..200 {
            let bars = AGES
                .iter()
                .filter(|(from, to)| days >= *from && to.is_none_or(|to| days <= to))
                .count();
            assert_eq!(bars, 1, "{days}");
        }
    }
}
