//! W11: a member at a glance.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::identity::model::{Actor, Duty, Role};
use crate::kernel::{BusinessDate, Instant, Lang, MemberId, Problem};
use crate::members::api::looked;
use crate::members::entry::Field;
use crate::members::error::MemberError;
use crate::members::hooks::{self, CardLine, CardMoment};
use crate::members::service::{self, History, MemberView};
use crate::members::texts;
use crate::members::views::{MemberCard, MemberPage, MemberTexts};
use crate::web::frame::{html, shell};
use crate::web::parts::{Banner, Link, Moment, MomentState, Shape, Tag, Timeline, Tone};

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let (id, own, lang) = (MemberId::new(*id), app.clone(), by.lang);
    let (view, cards, history, moves) = app
        .read(move |conn| {
            let view = service::view_of(conn, &own.secrets, id)?;
            let cards = hooks::cards_of_one(conn, id, lang)?;
            let moves = hooks::card_history(conn, id, lang)?;
            Ok::<_, MemberError>((view, cards, service::history_of(conn, id)?, moves))
        })
        .await?;
    looked(&app, &by, id, "member");
    let words = MemberTexts::of(lang);
    let (shape, standing) = match view.line.left_on {
        Some(_) => (Shape::NotStarted, words.standing_left),
        None => (Shape::Done, words.standing_member),
    };
    html(&MemberPage {
        shell: shell(&app, &req, Some(&by)),
        number: view.line.number.clone(),
        name: view.line.name.clone(),
        tag: Tag::new(shape, standing),
        banners: banners(&view, words),
        facts: facts(&view, words, lang),
        cards: cards.into_iter().map(card).collect(),
        timeline: timeline(&history, moves, words, lang),
        acts: acts(&by, &view, words),
    })
}

fn banners(view: &MemberView, words: &MemberTexts) -> Vec<Banner> {
    let blanked = view.blanked.then(|| Banner::new(Tone::Info, words.blanked));
    blanked.into_iter().collect()
}

fn facts(view: &MemberView, words: &MemberTexts, lang: Lang) -> Vec<(String, String)> {
    let dash = || "-".to_owned();
    let address = if view.has_address {
        "•••".to_owned()
    } else {
        dash()
    };
    let mut facts = vec![
        (words.national_id, view.line.national_id.clone()),
        (words.division, view.line.division.clone()),
        (words.phone, view.telephone.clone().unwrap_or_else(dash)),
        (words.address, address),
        (words.joined, view.line.joined_on.short(lang)),
    ];
    if let Some(left_on) = view.line.left_on {
        facts.push((words.left_on, left_on.short(lang)));
    }
    facts
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn card(line: CardLine) -> MemberCard {
    MemberCard {
        href: line.href,
        number: format!("•••• {}", line.last_four),
        expires: line.expires,
        holder: line.holder,
        since: line.since,
        tag: Tag::new(line.shape, line.state),
    }
}

/// The registry's own facts and those of the member's cards in one line, newest first.
fn timeline(
    history: &[History],
    moves: Vec<CardMoment>,
    words: &MemberTexts,
    lang: Lang,
) -> Timeline {
    let own = history.iter().map(|told| CardMoment {
        at: told.at,
        on: told.at.business_date(),
        fact: fact_of(told, words, lang),
        href: None,
    });
    let mut all: Vec<CardMoment> = own.chain(moves).collect();
    all.sort_by_key(|told| std::cmp::Reverse((told.on, told.at)));
    let moments = all.into_iter().map(|told| Moment {
        state: MomentState::Done,
        day: day_of(told.on, told.at, lang),
        fact: told.fact,
        href: told.href,
    });
    Timeline {
        moments: moments.collect(),
        down: true,
    }
}

/// The day; with its time where it was recorded on the day itself.
fn day_of(on: BusinessDate, at: Instant, lang: Lang) -> String {
    let day = on.short(lang);
    if on == at.business_date() {
        format!("{day} {}", at.hour_minute())
    } else {
        day
    }
}

fn fact_of(told: &History, words: &MemberTexts, lang: Lang) -> String {
    let label = |name: &&'static str| Field::ALL.into_iter().find(|f| f.name() == *name);
    let fields = told.fields.iter().filter_map(label);
    let fields: Vec<String> = fields
        .map(|f| texts::field(f).get(lang).to_owned())
        .collect();
    match told.kind {
        "joined" => words.joined_fact.to_owned(),
        "changed" => format!("{} {}", words.changed_fact, fields.join(", ")),
        "left" => format!("{} {}", words.left_fact, told.text),
        _ => told.text.clone(),
    }
}

/// What this person can do; the main act first.
fn acts(by: &Actor, view: &MemberView, words: &MemberTexts) -> Vec<Link> {
    if !(by.has_role(Role::Staff) || by.has_role(Role::Manager)) {
        return Vec::new();
    }
    let to = |what: &str| format!("/members/{}/{what}", view.line.id);
    let mut acts = Vec::new();
    let takes_applications = by.has_duty(Duty::ApplicationOfficer);
    if view.line.left_on.is_none() && takes_applications {
        let number = &view.line.number;
        acts.push(Link::new(
            words.application,
            format!("/applications/new?member={number}"),
        ));
    }
    acts.push(Link::new(words.take_fee, to("fee")));
    acts.push(Link::new(words.change, to("change")));
    acts.push(Link::new(words.reveal, to("reveal")));
    acts.push(Link::new(words.add_note, to("note")));
    if view.line.left_on.is_none() {
        acts.push(Link::new(words.leave, to("leave")));
    }
    acts
}
