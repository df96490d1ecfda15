//! One hand-over at the officer's screen: found, at the tablet, signed; and the acts of each step.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::super::custody::model::{Identified, Item, Lane, Notice, Place};
use super::super::super::shown::{is_for_the_form, masked, month, thing};
use super::super::super::views::DeskTexts;
use super::super::super::views::{HandOverPage, HandOverStep, Signature};
use super::super::desk as codes;
use super::super::model::HandOverState;
use super::super::service::{self, Open};
use super::checks;
use super::desk::{handed, name_of_desk, tablet_address};
use super::facts::{self, Facts};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{HandOverId, ItemId, Lang, Problem, Text};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, see_other, shell};
use crate::web::parts::{FieldNote, Shape, Tag, Tone};
use crate::web::texts::{fill, fill2};

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    item: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let facts = facts::read(&app, &by, ItemId::new(*item)).await?;
    draw(&app, &req, &by, &facts, 200, Vec::new())
}

/// The word that the officer's page compares: a change loads the page again.
pub async fn state(
    app: web::Data<App>,
    by: Actor,
    item: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let facts = facts::read(&app, &by, ItemId::new(*item)).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body(word(&facts)))
}

fn word(facts: &Facts) -> String {
    facts.waiting.as_ref().map_or_else(
        || "none".into(),
        |h| format!("{}-{}-{}", h.state.code(), h.round, h.joined),
    )
}

fn step(facts: &Facts) -> HandOverStep {
    match facts.waiting.as_ref().map(|h| h.state) {
        Some(HandOverState::Open) => HandOverStep::Waiting,
        Some(HandOverState::Signed(_)) => HandOverStep::Signed,
        Some(HandOverState::Accepted(_) | HandOverState::Cancelled) | None => HandOverStep::Found,
    }
}

/// Draws the page, with what was wrong with the last act.
pub fn draw(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    facts: &Facts,
    status: u16,
    notes: Vec<FieldNote>,
) -> Result<HttpResponse, Problem> {
    let (lang, step, item) = (by.lang, step(facts), &facts.held.item);
    let checks = checks::of(app, by, facts);
    let joined = facts.waiting.as_ref().filter(|h| h.joined);
    let code = facts.waiting.as_ref().filter(|h| !h.joined);
    let national_id = facts.member.national_id.chars();
    let application = facts.held.card.application;
    let page = HandOverPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        thing: thing(item.lane),
        step,
        path: format!("/hand-over/{}", item.id),
        member: facts.named(),
        tag: tag(step, checks.iter().any(|c| c.tone == Tone::Danger), lang),
        number: number(facts),
        expires: expires(facts, lang),
        id_ends: national_id.filter(char::is_ascii_digit).collect(),
        id_seen: facts.waiting.is_some(),
        earlier: facts.given_back(),
        takes_in: facts.takes_in(),
        letter: letter(item, lang),
        letter_due: letter_due(facts, lang),
        other: other(facts, lang),
        checks,
        tablet: joined.map(|h| h.opening.desk.clone()),
        desk_code: code.map_or_else(String::new, |h| codes::code(&app.secrets, h.id, h.round)),
        tablet_address: tablet_address(req),
        signature: facts.signature.clone().map(|(paths, at)| Signature {
            paths,
            at: at.bangkok_time().format("%H:%M:%S").to_string(),
        }),
        application_href: application.map_or_else(String::new, |id| format!("/applications/{id}")),
        state: word(facts),
        notes,
    };
    answered(status, &page)
}

fn tag(step: HandOverStep, forbidden: bool, lang: Lang) -> Tag {
    let words = DeskTexts::of(lang);
    match step {
        HandOverStep::Found if forbidden => Tag::new(Shape::Blocked, words.not_ready),
        HandOverStep::Found => Tag::new(Shape::Ready, words.ready),
        HandOverStep::Waiting => Tag::new(Shape::Current, words.waiting),
        HandOverStep::Signed => Tag::new(Shape::Current, words.signed),
    }
}

/// "•••• 9020", or the envelope's number.
pub fn number(facts: &Facts) -> String {
    let envelope = facts.held.item.envelope_no.clone();
    envelope.unwrap_or_else(|| masked(&facts.held.card.print.last_four))
}

fn expires(facts: &Facts, lang: Lang) -> String {
    let expiry = month(facts.held.card.print.expires_on, lang);
    let last_four = masked(&facts.held.card.print.last_four);
    match (facts.lane(), lang) {
        (Lane::Card, Lang::Th) => format!("หมดอายุ {expiry}"),
        (Lane::Card, Lang::En) => format!("expires {expiry}"),
        (Lane::Pin, _) => fill(DeskTexts::of(lang).card_of, last_four),
    }
}

fn last_letter(item: &Item) -> Option<(u8, &Notice)> {
    let second = item.second.as_ref().map(|notice| (2, notice));
    second.or_else(|| item.first.as_ref().map(|notice| (1, notice)))
}

fn letter(item: &Item, lang: Lang) -> String {
    let words = DeskTexts::of(lang);
    last_letter(item).map_or_else(String::new, |(nth, notice)| {
        let dated = fill(words.dated, notice.dated.short(lang));
        format!("{} {dated}", fill2(words.letter, nth, &notice.no))
    })
}

fn letter_due(facts: &Facts, lang: Lang) -> String {
    let words = DeskTexts::of(lang);
    let Some((_, notice)) = last_letter(&facts.held.item) else {
        return String::new();
    };
    let day = notice.deadline.short(lang);
    match notice.deadline.cmp(&facts.today) {
        std::cmp::Ordering::Equal => words.due_today.to_owned(),
        std::cmp::Ordering::Greater => fill(words.due_on, day),
        std::cmp::Ordering::Less => fill(words.overdue, day),
    }
}

/// The other half of the card: who hands it out, or who did and when.
fn other(facts: &Facts, lang: Lang) -> String {
    let words = DeskTexts::of(lang);
    let Some(other) = facts.other() else {
        return words.no_envelope.to_owned();
    };
    let number = match (other.lane, &other.envelope_no) {
        (Lane::Pin, Some(no)) => no.clone(),
        (Lane::Pin, None) | (Lane::Card, _) => masked(&facts.held.card.print.last_four),
    };
    let told = match (other.handed_over_on, other.dispensed_by) {
        (Some(on), by) => {
            let who = by.map_or_else(|| "-".into(), |p| facts.people.name(p));
            fill2(words.given_by, who, on.short(lang))
        }
        (None, _) if matches!(other.place, Place::Faulty { .. }) => words.other_faulty.to_owned(),
        (None, _) if other.lane == Lane::Card => words.not_given.to_owned(),
        (None, _) => words.other_officer.to_owned(),
    };
    format!("{number} {told}")
}

/// Sends it to the tablet: opens it when the officer has seen the identity card, or makes a new code for the one that waits.
pub async fn send(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    item: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let facts = facts::read(&app, &by, ItemId::new(*item)).await?;
    let done = match facts.waiting.as_ref().map(|h| h.id) {
        Some(id) => service::send_again(&app, &by, Some(form.key), id).await,
        None if !form.ticked("id_seen") => {
            let refused = id_not_seen();
            return draw(&app, &req, &by, &facts, 422, notes(&refused, by.lang));
        }
        None => {
            let cmd = Open {
                item: ItemId::new(*item),
                identified: Identified::NationalIdSeen,
                desk: name_of_desk(&req, by.lang),
                takes_in: form.ticked("takes_in"),
            };
            service::open(&app, &by, Some(form.key), cmd).await
        }
    };
    match done {
        Ok(_) => Ok(see_other(&format!("/hand-over/{item}"))),
        Err(error) => refused(&app, &req, &by, &facts, error.into()),
    }
}

fn id_not_seen() -> Problem {
    let say = |lang| DeskTexts::of(lang).tick_id;
    Problem::bad_field(
        "id_seen",
        "E-CARD-030",
        Text::of(say(Lang::Th), say(Lang::En)),
    )
}

/// A refusal on the page that it refuses, with rule, article and words.
pub fn refused(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    facts: &Facts,
    problem: Problem,
) -> Result<HttpResponse, Problem> {
    if !is_for_the_form(&problem) {
        return Err(problem);
    }
    draw(
        app,
        req,
        by,
        facts,
        problem.status,
        notes(&problem, by.lang),
    )
}

fn waiting_id(facts: &Facts) -> Result<HandOverId, Problem> {
    let waiting = facts.waiting.as_ref();
    waiting
        .map(|h| h.id)
        .ok_or_else(|| super::super::super::error::CardError::WrongHandOverStep.into())
}

/// The officer has compared the signature; only now it is handed over.
pub async fn accept(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    item: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let facts = facts::read(&app, &by, ItemId::new(*item)).await?;
    let id = waiting_id(&facts)?;
    match service::accept(&app, &by, Some(form.key), id, None).await {
        Ok(_) => Ok(handed(&facts, by.lang)),
        Err(error) => refused(&app, &req, &by, &facts, error.into()),
    }
}

/// Gives up; nothing was handed over.
pub async fn cancel(
    app: web::Data<App>,
    by: Actor,
    item: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let facts = facts::read(&app, &by, ItemId::new(*item)).await?;
    service::cancel(&app, &by, Some(form.key), waiting_id(&facts)?).await?;
    Ok(done("/hand-over", DeskTexts::of(by.lang).cancelled))
}
