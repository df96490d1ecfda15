//! One card: what is known of it, where its two halves are, and everything that happened.

use actix_web::{HttpRequest, HttpResponse, web};

use super::state::group_name;
use super::words::BoardWords;
use super::{missing, reckoning, shown};
use crate::app::App;
use crate::bylaws::BylawsOfDay;
use crate::cards::batches::service as batches;
use crate::cards::custody::board::{self, Group, Line, Names, Reckoning, Step, lines_of};
use crate::cards::custody::hands::{self, Hands};
use crate::cards::custody::model::Lane;
use crate::cards::custody::store;
use crate::cards::custody::timeline::{self, Happened};
use crate::cards::error::CardError;
use crate::cards::views::CardPage;
use crate::db::Conn;
use crate::identity::model::{Actor, Duty, Role};
use crate::identity::service as identity;
use crate::kernel::{BatchId, BusinessDate, CardId, Lang, PersonId, Problem};
use crate::web::frame::{html, shell};
use crate::web::parts::{Banner, Link, Tone};
use crate::web::texts::{fill, fill2};

/// A card with both its halves.
pub(super) struct Seen {
    pub card: Line,
    pub envelope: Option<Line>,
    pub history: Vec<Happened>,
    pub names: Names,
    pub batch: Option<String>,
    /// Those who had both halves in hand, by the registers of before.
    pub both_halves: Vec<String>,
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let (today, own, id) = (app.clock.today(), app.get_ref().clone(), *id);
    let seen = app
        .read(move |conn| seen(conn, &reckoning(&own, today), id))
        .await?;
    let bylaws = app.bylaws_on(today);
    html(&CardPage {
        shell: shell(&app, &req, Some(&by)),
        ..drawn(&seen, &by, bylaws.as_ref())
    })
}

pub(super) fn seen(
    conn: &mut Conn,
    reckoning: &Reckoning<'_>,
    card: i64,
) -> Result<Seen, CardError> {
    let items = store::items_of_cards(conn, &[card])?;
    let newest = |lane: Lane| items.iter().rev().find(|i| i.lane == lane.code());
    let own = newest(Lane::Card).map(|i| i.id).ok_or_else(missing)?;
    let envelope = newest(Lane::Pin).map(|i| i.id);
    let ids: Vec<i64> = [Some(own), envelope].into_iter().flatten().collect();
    let mut lines = lines_of(conn, reckoning, &ids)?;
    let names = board::person_names(conn, &lines, [])?;
    let at = lines.iter().position(|l| l.item.id == own);
    let card_line = at.map(|at| lines.remove(at)).ok_or_else(missing)?;
    let mut history = timeline::of_cards(conn, &[card])?;
    let lane = |item: i64| if item == own { Lane::Card } else { Lane::Pin };
    let moves = timeline::of_items(conn, &ids)?.into_iter();
    history.extend(moves.filter(|one| !one.repeats_card()).map(|one| Happened {
        lane: Some(lane(one.subject)),
        ..one
    }));
    history.sort_by_key(|one| (one.on, one.at));
    let mut names = names;
    names.extend(timeline::names_in(conn, &history)?);
    let both = hands::of_cards(conn, &[CardId::new(card)])?;
    let both: Vec<PersonId> = both.values().flat_map(Hands::with_both).collect();
    let both = identity::names_of(conn, &both)?;
    let batch = card_line.item.batch_id;
    let batch = batch.and_then(|id| batches::by_id(conn, BatchId::new(id)).ok());
    Ok(Seen {
        card: card_line,
        envelope: lines.pop(),
        history,
        names,
        batch: batch.map(|b| b.made.no),
        both_halves: both.into_values().collect(),
    })
}

fn drawn(seen: &Seen, by: &Actor, bylaws: Option<&BylawsOfDay>) -> CardPage {
    let (t, lang, line) = (BoardWords::of(by.lang), by.lang, &seen.card);
    CardPage {
        shell: Default::default(),
        title: fill(t.title_card, &line.item.last_four),
        tag: shown::tag(&line.at, lang),
        banners: banners(seen, lang),
        facts: facts(seen, lang, bylaws),
        timeline: timeline::drawn(&seen.history, Some(line), lang, &seen.names, true),
        acts: acts(seen, by),
    }
}

fn banners(seen: &Seen, lang: Lang) -> Vec<Banner> {
    let (t, mut banners) = (BoardWords::of(lang), Vec::new());
    match seen.card.item.standing.as_str() {
        "sound" => {}
        "taken_in" => banners.push(Banner::new(Tone::Info, t.taken_in_banner)),
        _ => banners.push(Banner::new(Tone::Danger, t.blocked_banner)),
    }
    if !seen.both_halves.is_empty() {
        let people: Vec<&str> = seen.both_halves.iter().map(String::as_str).collect();
        let said = fill(t.both_halves, people.join(", "));
        banners.push(Banner::new(Tone::Warn, said));
    }
    let near =
        |line: &Line| Group::House.has(&line.item.place) || Group::Member.has(&line.item.place);
    let here = Group::House.has(&seen.card.item.place);
    if here && !seen.envelope.as_ref().is_some_and(near) {
        banners.push(Banner::new(Tone::Warn, t.half_missing));
    }
    banners
}

fn facts(seen: &Seen, lang: Lang, bylaws: Option<&BylawsOfDay>) -> Vec<(String, String)> {
    let (t, item) = (BoardWords::of(lang), &seen.card.item);
    let day = |day: Option<BusinessDate>| day.map(|d| d.short(lang));
    let letter = item.first_no.as_ref().zip(item.first_deadline);
    let whose = format!("{} {}", seen.card.member_number, seen.card.member_name);
    let kept = bylaws.map(|bylaws| bylaws.kept_until(item.expires_on));
    let keep = kept.map(|kept| {
        fill2(
            t.f_keep_rule,
            kept.day.short(lang),
            kept.by.basis().citation,
        )
    });
    let rows = [
        (t.f_member, Some(whose)),
        (t.f_name, Some(item.name_on_card.clone())),
        (t.f_expires, Some(item.expires_on.short(lang))),
        (t.f_place, Some(place_of(&seen.card, &seen.names, lang))),
        (
            t.f_envelope,
            Some(seen.envelope.as_ref().map_or_else(
                || t.none.to_owned(),
                |e| format!("{} {}", shown::number(e), place_of(e, &seen.names, lang)),
            )),
        ),
        (t.f_batch, seen.batch.clone()),
        (t.f_received, day(item.received_on)),
        (
            t.f_letter,
            letter.map(|(no, until)| fill2(t.letter_until, no, until.short(lang))),
        ),
        (t.f_handed, day(item.handed_over_on)),
        (t.f_keep, keep),
    ];
    rows.into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// `ตู้เก็บ · สมชาย ใจมั่น`.
fn place_of(line: &Line, names: &Names, lang: Lang) -> String {
    let lane = Lane::parse(&line.item.lane).unwrap_or(Lane::Card);
    let group = Group::LANE
        .into_iter()
        .find(|group| group.has(&line.item.place));
    let name = group.map_or("", |group| group_name(group, lane, lang));
    match line.item.holder_id.and_then(|id| names.get(&id)) {
        Some(holder) => format!("{name} · {holder}"),
        None => name.to_owned(),
    }
}

fn acts(seen: &Seen, by: &Actor) -> Vec<Link> {
    let (t, item) = (BoardWords::of(by.lang), &seen.card.item);
    let mut acts = Vec::new();
    let dispenses =
        |duty: Duty, line: &Line| by.has_duty(duty) && Group::Counter.has(&line.item.place);
    let ready = dispenses(Duty::CardDispenser, &seen.card)
        || seen
            .envelope
            .as_ref()
            .is_some_and(|e| dispenses(Duty::PinDispenser, e));
    if ready {
        let href = format!("/hand-over?q={}", seen.card.member_number);
        acts.push(Link::new(t.hand_over, href));
    }
    if seen.card.at.step == Step::ToAnnounce && super::board::makes_letters(by) {
        acts.push(Link::new(t.act_letter, format!("/notices?ids={}", item.id)));
    }
    let reports = by.has_role(Role::Staff) || by.has_role(Role::Manager);
    let ended = Group::Ended.has(&item.place) || Group::Bank.has(&item.place);
    if reports && item.standing == "sound" && !ended {
        acts.push(Link::new(
            t.report,
            format!("/cards/{}/block", item.card_id),
        ));
    }
    acts.push(Link::new(
        t.open_member,
        format!("/members/{}", item.member_id),
    ));
    acts
}
