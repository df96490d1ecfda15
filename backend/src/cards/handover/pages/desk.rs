//! The desk before anything is scanned: the box, and what lies in the officer's hands.

use std::collections::BTreeMap;

use actix_web::cookie::time::Duration;
use actix_web::{HttpRequest, HttpResponse, web};

use super::super::super::custody::model::{ItemRow, Lane};
use super::super::super::custody::service::free_text;
use super::super::super::custody::store as items;
use super::super::super::custody::transfer::{Direction, TransferRow};
use super::super::super::error::CardError;
use super::super::super::model::CardRow;
use super::super::super::shown::{masked, thing};
use super::super::super::views::DeskTexts;
use super::super::super::views::{DeskPage, Thing};
use super::super::model::HandOverState;
use super::super::store;
use super::find::{self, Row};
use crate::app::App;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, MemberId, Problem};
use crate::members::service as members;
use crate::web::body::Posted;
use crate::web::cookies::cookie;
use crate::web::frame::{answered, done, encoded, html, keys, see_other, shell};
use crate::web::parts::{Banner, Link, Shape, Tag, Tone};
use crate::web::texts::{fill, fill2};

/// Cookie with the name that this machine's desk has.
const DESK: &str = "desk";
/// As many digits as no member's, envelope's or last digits' number has: perhaps a card number, right or wrong.
const MANY_DIGITS: usize = 12;
/// Characters of a desk's name at most.
const DESK_CHARS_MAX: usize = 40;

/// Name of the desk at this machine.
pub fn name_of_desk(req: &HttpRequest, lang: Lang) -> String {
    let kept = req
        .cookie(DESK)
        .map(|c| crate::web::frame::decoded(c.value()));
    kept.map(|name| name.chars().take(DESK_CHARS_MAX).collect::<String>())
        .filter(|name| !name.trim().is_empty() && free_text(DESK, name).is_ok())
        .unwrap_or_else(|| DeskTexts::of(lang).desk_default.to_owned())
}

/// Address that the tablet opens.
pub fn tablet_address(req: &HttpRequest) -> String {
    let host = req.headers().get("Host").and_then(|v| v.to_str().ok());
    format!("{}/tablet", host.unwrap_or_default())
}

/// What waits, as rows of the desk.
type Waiting = Vec<(Link, String, Tag)>;

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let own = by.clone();
    let transfers = app
        .read(move |conn| items::waiting_transfers(conn, own.person))
        .await?;
    let waiting = waiting(&app, &by).await?;
    let words = DeskTexts::of(by.lang);
    let to_me = |t: &&TransferRow| {
        t.to_person_id == by.person.get() && t.direction == Direction::Release.code()
    };
    let banners = transfers.iter().filter(to_me).map(|transfer| {
        Banner::new(Tone::Warn, words.to_confirm)
            .link(words.look, format!("/releases/{}", transfer.id))
    });
    html(&desk(&app, &req, &by, banners.collect(), waiting))
}

/// What lies in this person's hands, named.
async fn waiting(app: &App, by: &Actor) -> Result<Waiting, Problem> {
    let (own, today) = (by.clone(), app.clock.today());
    let rows = app
        .read(move |conn| {
            let rows = find::in_hands(conn, &own)?;
            shown(conn, &own, today, rows)
        })
        .await?;
    Ok(rows)
}

fn desk(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    banners: Vec<Banner>,
    waiting: Waiting,
) -> DeskPage {
    let card = by.has_duty(Lane::Card.dispenser());
    DeskPage {
        shell: shell(app, req, Some(by)),
        thing: if card { Thing::Card } else { Thing::Envelope },
        banners,
        waiting,
        desk: name_of_desk(req, by.lang),
        tablet_address: tablet_address(req),
        keys: keys(by, None),
    }
}

/// Scanned or typed: one hit opens, several are listed, none says so.
pub async fn find(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let (own, typed) = (by.clone(), form.text("code").to_owned());
    let words = DeskTexts::of(by.lang);
    if typed.is_empty() {
        let say = vec![Banner::new(Tone::Info, words.type_something)];
        let waiting = waiting(&app, &by).await?;
        return answered(422, &desk(&app, &req, &by, say, waiting));
    }
    let asked = typed.clone();
    let rows = app
        .read(move |conn| find::found(conn, &own, &asked))
        .await?;
    match rows.as_slice() {
        [(item, _)] => Ok(see_other(&format!("/hand-over/{}", item.id))),
        [] => {
            let say = fill(words.not_found, short(&typed));
            let say = vec![Banner::new(Tone::Warn, say)];
            let waiting = waiting(&app, &by).await?;
            answered(422, &desk(&app, &req, &by, say, waiting))
        }
        [..] => several(&app, &req, &by, rows).await,
    }
}

/// What was typed, as it may be shown again: never anything as long as a card number.
fn short(typed: &str) -> String {
    let digits = typed.chars().filter(|c| c.is_numeric()).count();
    if digits >= MANY_DIGITS {
        return "•••• •••• •••• ••••".into();
    }
    typed.chars().take(DESK_CHARS_MAX).collect()
}

async fn several(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    rows: Vec<Row>,
) -> Result<HttpResponse, Problem> {
    let own = by.clone();
    let today = app.clock.today();
    let waiting = app.read(move |conn| shown(conn, &own, today, rows)).await?;
    let say = fill(DeskTexts::of(by.lang).several, waiting.len());
    html(&desk(
        app,
        req,
        by,
        vec![Banner::new(Tone::Info, say)],
        waiting,
    ))
}

fn shown(
    conn: &mut Conn,
    by: &Actor,
    today: BusinessDate,
    rows: Vec<Row>,
) -> Result<Waiting, CardError> {
    let ids: Vec<MemberId> = rows
        .iter()
        .map(|(i, _)| MemberId::new(i.member_id))
        .collect();
    let names: BTreeMap<i64, String> = members::by_ids(conn, &ids)?
        .into_iter()
        .map(|m| (m.id.get(), format!("{} {}", m.number, m.name)))
        .collect();
    let open: BTreeMap<i64, HandOverState> = store::waiting_of_officer(conn, by.person)?
        .into_iter()
        .map(|h| (h.opening.item.get(), h.state))
        .collect();
    let words = DeskTexts::of(by.lang);
    Ok(rows
        .iter()
        .map(|(item, card)| {
            let name = names.get(&item.member_id).cloned().unwrap_or_default();
            let number = match (Lane::parse(&item.lane), &item.envelope_no) {
                (Some(Lane::Pin), Some(no)) => fill(words.envelope_of, no),
                (Some(Lane::Pin), None) => fill(words.envelope_of, masked(&card.last_four)),
                (Some(Lane::Card) | None, _) => fill(words.card_of, masked(&card.last_four)),
            };
            let link = Link::new(name, format!("/hand-over/{}", item.id));
            (
                link,
                number,
                tag(by.lang, today, (item, card), open.get(&item.id)),
            )
        })
        .collect())
}

fn tag(
    lang: Lang,
    today: BusinessDate,
    (item, card): (&ItemRow, &CardRow),
    open: Option<&HandOverState>,
) -> Tag {
    let words = DeskTexts::of(lang);
    if card.standing != "sound" {
        return Tag::new(Shape::Blocked, words.blocked);
    }
    let since = BusinessDate::new(item.since);
    match open {
        Some(HandOverState::Open) => Tag::new(Shape::Current, words.waiting),
        Some(HandOverState::Signed(_)) => Tag::new(Shape::Current, words.signed),
        Some(HandOverState::Accepted(_) | HandOverState::Cancelled) | None
            if item.place == "counter" && since < today =>
        {
            Tag::new(Shape::Due, fill(words.held_since, since.short(lang)))
        }
        Some(HandOverState::Accepted(_) | HandOverState::Cancelled) | None
            if item.place == "counter" =>
        {
            Tag::new(Shape::Ready, words.ready)
        }
        Some(HandOverState::Accepted(_) | HandOverState::Cancelled) | None => {
            Tag::new(Shape::Blocked, words.not_ready)
        }
    }
}

/// Remembers on this machine what its desk is called.
pub async fn name(by: Actor, form: Posted) -> Result<HttpResponse, Problem> {
    let name: String = form.text(DESK).chars().take(DESK_CHARS_MAX).collect();
    free_text(DESK, &name)?;
    let mut answer = see_other("/hand-over");
    let kept = cookie(DESK, encoded(&name)).path("/hand-over");
    // A cookie of letters and digits can always be written.
    let _ = answer.add_cookie(&kept.max_age(Duration::days(365)).finish());
    let _ = by;
    Ok(answer)
}

/// What the officer is told after a hand-over, on the way to the next one.
pub fn handed(facts: &super::facts::Facts, lang: Lang) -> HttpResponse {
    let words = DeskTexts::of(lang);
    let item = &facts.held.item;
    let said = match thing(item.lane) {
        Thing::Card => fill2(
            words.handed_card,
            masked(&facts.held.card.print.last_four),
            facts.named(),
        ),
        Thing::Envelope => fill2(
            words.handed_pin,
            item.envelope_no.as_deref().unwrap_or("-"),
            facts.named(),
        ),
    };
    done("/hand-over", &said)
}
