//! One release or return while it waits: the receiver confirms, signed in as themselves; who offered may withdraw.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::custody::service as custody;
use super::super::custody::store as items;
use super::super::custody::transfer::{Direction, Transfer, TransferRow, TransferState};
use super::super::error::CardError;
use super::super::shown::{People, is_for_the_form, thing};
use super::super::views::{CardTexts, ConfirmPage, ExpectedRow, MoveTexts, ReleaseList};
use super::rows;
use crate::app::App;
use crate::cards::custody::model::Lane;
use crate::db::{Conn, fold_one};
use crate::identity::model::Actor;
use crate::kernel::{Problem, TransferId};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, html, keys, shell};
use crate::web::parts::{Action, FieldNote, Link, Shape, Tag};
use crate::web::texts::{fill, fill2};

pub async fn list(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (person, today) = (by.person, app.clock.today());
    let (waiting, people) = app
        .read(move |conn| {
            let waiting = items::waiting_transfers(conn, person)?;
            Ok::<_, CardError>((waiting, People::read(conn, today)?))
        })
        .await?;
    html(&ReleaseList {
        shell: shell(&app, &req, Some(&by)),
        begin: begin(&by),
        rows: waiting.iter().map(|t| row(&by, &people, t)).collect(),
    })
}

/// What this person can begin here.
fn begin(by: &Actor) -> Vec<Action> {
    let (words, cards) = (MoveTexts::of(by.lang), CardTexts::of(by.lang));
    let act = |text: &str, href: &str| Action {
        icon: None,
        text: text.to_owned(),
        href: href.to_owned(),
        main: false,
    };
    let all = [
        (
            Lane::Card.keeper(),
            words.new_card,
            "/releases/new?lane=card",
        ),
        (Lane::Pin.keeper(), words.new_pin, "/releases/new?lane=pin"),
        (
            Lane::Card.dispenser(),
            cards.return_title,
            "/returns?lane=card",
        ),
        (
            Lane::Pin.dispenser(),
            words.return_ticked,
            "/returns?lane=pin",
        ),
    ];
    all.into_iter()
        .filter(|(duty, _, _)| by.has_duty(*duty))
        .map(|(_, text, href)| act(text, href))
        .collect()
}

fn row(by: &Actor, people: &People, transfer: &TransferRow) -> (Link, String, Tag) {
    let words = MoveTexts::of(by.lang);
    let to_me = transfer.to_person_id == by.person.get();
    let (other, say, state) = if to_me {
        (transfer.from_person_id, words.to_you, words.wait_you)
    } else {
        (transfer.to_person_id, words.by_you, words.wait_other)
    };
    let text = fill2(
        say,
        people.name(crate::kernel::PersonId::new(other)),
        transfer.items,
    );
    let thing = match Lane::parse(&transfer.lane) {
        Some(Lane::Pin) => CardTexts::of(by.lang).envelope,
        Some(Lane::Card) | None => CardTexts::of(by.lang).card,
    };
    let shape = if to_me { Shape::Due } else { Shape::Ready };
    (
        Link::new(text, format!("/releases/{}", transfer.id)),
        thing.to_owned(),
        Tag::new(shape, state),
    )
}

/// A transfer with its items and people.
struct Read {
    transfer: Transfer,
    rows: Vec<ExpectedRow>,
    people: People,
}

async fn read(app: &App, by: &Actor, id: TransferId) -> Result<Read, Problem> {
    let (by, today) = (by.clone(), app.clock.today());
    let found = app.read(move |conn| one(conn, &by, id, today)).await?;
    Ok(found)
}

fn one(
    conn: &mut Conn,
    by: &Actor,
    id: TransferId,
    today: crate::kernel::BusinessDate,
) -> Result<Read, CardError> {
    let transfer = fold_one::<Transfer>(conn, id.get())?.ok_or(CardError::NotFound)?;
    let offer = &transfer.offer;
    if offer.to != by.person && offer.from != by.person {
        return Err(CardError::NotFound);
    }
    let ids: Vec<i64> = offer.items.iter().map(|item| item.get()).collect();
    let items = items::items_by_ids(conn, &ids)?;
    let words = match offer.direction {
        Direction::Release => MoveTexts::of(by.lang).in_safe,
        Direction::Return => MoveTexts::of(by.lang).at_counter,
    };
    Ok(Read {
        rows: rows::of(conn, items, |_| true, words, by.lang)?,
        people: People::read(conn, today)?,
        transfer,
    })
}

fn drawn(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    read: Read,
    notes: Vec<FieldNote>,
) -> ConfirmPage {
    let (asked, facts, offer) = (asked(by, &read), facts(by, &read), read.transfer.offer);
    ConfirmPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        thing: thing(offer.lane),
        path: format!("/releases/{}", read.transfer.id),
        title: asked.title.to_owned(),
        act: (asked.act.to_owned(), asked.label),
        sentence: asked.sentence,
        facts,
        rows: read.rows,
        notes,
    }
}

/// What whoever looks may do: the receiver confirms, the giver withdraws.
struct Asked {
    title: &'static str,
    sentence: String,
    act: &'static str,
    label: String,
}

fn asked(by: &Actor, read: &Read) -> Asked {
    let (words, cards) = (MoveTexts::of(by.lang), CardTexts::of(by.lang));
    let (offer, count) = (&read.transfer.offer, read.rows.len());
    let (from, to) = (read.people.name(offer.from), read.people.name(offer.to));
    let mine = offer.to == by.person;
    let (given, taken) = match offer.lane {
        Lane::Card => (cards.confirm_sentence, cards.confirm_act),
        Lane::Pin => (cards.confirm_envelopes, cards.confirm_act_envelopes),
    };
    let (title, sentence, act, label) = match (mine, offer.direction) {
        (true, Direction::Release) => (
            cards.confirm_title,
            fill2(given, &from, count),
            "confirm",
            fill(taken, count),
        ),
        (true, Direction::Return) => (
            words.take_back_title,
            fill2(words.confirm_return, &from, count),
            "confirm",
            fill(words.take_back, count),
        ),
        (false, _) => (
            words.own_title,
            fill2(words.own_offer, &to, count),
            "withdraw",
            words.withdraw.to_owned(),
        ),
    };
    Asked {
        title,
        sentence,
        act,
        label,
    }
}

/// From whom to whom, since when, and until when it must be back.
fn facts(by: &Actor, read: &Read) -> Vec<(String, String)> {
    let (words, offer) = (MoveTexts::of(by.lang), &read.transfer.offer);
    let mut facts = vec![
        (words.from.to_owned(), read.people.name(offer.from)),
        (words.to.to_owned(), read.people.name(offer.to)),
        (words.at.to_owned(), offer.offered_at.hour_minute()),
    ];
    if let Some(due) = &offer.due_back_at {
        let time = due.split(' ').nth(1).unwrap_or(due);
        facts.push((words.due.to_owned(), time.to_owned()));
    }
    facts
}

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let read = read(&app, &by, TransferId::new(*id)).await?;
    match read.transfer.state {
        TransferState::Offered => html(&drawn(&app, &req, &by, read, Vec::new())),
        TransferState::Confirmed | TransferState::Withdrawn => {
            Err(CardError::TransferClosed.into())
        }
    }
}

/// The named receiver confirms; only now it changes hands.
pub async fn confirm(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let read = read(&app, &by, TransferId::new(*id)).await?;
    let (words, count) = (MoveTexts::of(by.lang), read.rows.len());
    let (to, said) = match read.transfer.offer.direction {
        Direction::Release => ("/hand-over", words.confirmed),
        Direction::Return => ("/releases", words.taken_back),
    };
    match custody::confirm_transfer(&app, &by, Some(form.key), TransferId::new(*id)).await {
        Ok(_) => Ok(done(to, &fill(said, count))),
        Err(error) => refused(&app, &req, &by, read, error.into()),
    }
}

/// Who offered takes the offer back.
pub async fn withdraw(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let read = read(&app, &by, TransferId::new(*id)).await?;
    match custody::withdraw_transfer(&app, &by, Some(form.key), TransferId::new(*id)).await {
        Ok(_) => Ok(done("/releases", MoveTexts::of(by.lang).withdrawn)),
        Err(error) => refused(&app, &req, &by, read, error.into()),
    }
}

fn refused(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    read: Read,
    problem: Problem,
) -> Result<HttpResponse, Problem> {
    if !is_for_the_form(&problem) {
        return Err(problem);
    }
    let notes = notes(&problem, by.lang);
    answered(problem.status, &drawn(app, req, by, read, notes))
}
