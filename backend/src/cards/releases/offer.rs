//! Offers: the keeper to a dispenser of today, the dispenser back to a keeper of today.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::super::custody::model::Lane;
use super::super::custody::service as custody;
use super::super::custody::store::{self as items, ItemFilter};
use super::super::error::CardError;
use super::super::model::CardRow;
use super::super::shown::{People, is_for_the_form, order_of, thing};
use super::super::views::{ExpectedRow, MoveTexts, ReleasePage, ReturnPage};
use super::rows;
use crate::app::App;
use crate::identity::model::{Actor, Duty, DutyHeld};
use crate::identity::service as identity;
use crate::kernel::{ItemId, Lang, PersonId, Problem, Text};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Check, Choice, FieldNote, Tone};
use crate::web::texts::{fill, fill2};

/// Things in one pair of hands at most.
const ROWS_MAX: i64 = 500;

#[derive(Deserialize)]
pub struct Wanted {
    lane: Option<Lane>,
    /// Ids with commas between them: those ticked on the board.
    ids: Option<String>,
}

impl Wanted {
    fn ids(&self) -> Vec<i64> {
        let text = self.ids.as_deref().unwrap_or_default();
        text.split(',')
            .filter_map(|id| id.trim().parse().ok())
            .collect()
    }
}

/// What a person filled in.
#[derive(Default)]
struct Filled {
    ticked: Vec<i64>,
    person: String,
}

impl Filled {
    fn of(form: &Posted, field: &str) -> Self {
        Self {
            ticked: form.ids("id"),
            person: form.text(field).to_owned(),
        }
    }

    fn items(&self) -> Vec<ItemId> {
        self.ticked.iter().copied().map(ItemId::new).collect()
    }

    fn person(&self, field: &'static str) -> Result<PersonId, Problem> {
        let id = self.person.parse().map(PersonId::new);
        id.map_err(|_| {
            let say = |lang| MoveTexts::of(lang).choose_person;
            Problem::bad_field(field, "E-CARD-027", Text::of(say(Lang::Th), say(Lang::En)))
        })
    }
}

/// What these pages read: rows in the person's hands, people to choose from, the person's own orders.
struct Read {
    rows: Vec<ExpectedRow>,
    people: Vec<Choice>,
    duties: Vec<DutyHeld>,
}

struct Wants {
    lane: Lane,
    place: &'static str,
    /// Duty of whoever receives.
    receiver: Duty,
    words: &'static str,
}

async fn read(app: &App, by: &Actor, wants: Wants, ticked: Vec<i64>) -> Result<Read, Problem> {
    let (by, today) = (by.clone(), app.clock.today());
    let found = app
        .read(move |conn| {
            let filter = ItemFilter {
                place: Some(wants.place.into()),
                holder: Some(by.person),
                ..ItemFilter::default()
            };
            let mut held = items::items(conn, wants.lane, &filter, 0, ROWS_MAX)?;
            // What has ended or waits to be settled may come back, and is released to nobody.
            held.retain(|(_, card)| wants.place != "safe" || goes_out(card));
            let is_ticked = |id| ticked.contains(&id);
            let rows = rows::of(conn, held, is_ticked, wants.words, by.lang)?;
            let people = People::read(conn, today)?;
            let mut choices = people.holders(conn, wants.receiver, today, by.person)?;
            if choices.len() != 1 {
                choices.insert(0, Choice::new("", MoveTexts::of(by.lang).choose_person));
            }
            Ok::<_, CardError>(Read {
                rows,
                people: choices,
                duties: identity::duties_of(conn, by.person, today)?,
            })
        })
        .await?;
    Ok(found)
}

/// Whether a card may be released: sound, and nothing of the old registers open (R0, A8.1).
fn goes_out(card: &CardRow) -> bool {
    card.standing == "sound" && card.unsettled == 0
}

fn own_lane(by: &Actor, asked: Option<Lane>, duty: fn(Lane) -> Duty) -> Lane {
    let own = Lane::BOTH.into_iter().find(|lane| by.has_duty(duty(*lane)));
    asked.or(own).unwrap_or(Lane::Card)
}

pub async fn release_page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<Wanted>,
) -> Result<HttpResponse, Problem> {
    let lane = own_lane(&by, query.lane, Lane::keeper);
    let filled = Filled {
        ticked: query.ids(),
        ..Filled::default()
    };
    draw_release(&app, &req, &by, lane, filled, 200, Vec::new()).await
}

async fn draw_release(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    lane: Lane,
    filled: Filled,
    status: u16,
    notes: Vec<FieldNote>,
) -> Result<HttpResponse, Problem> {
    let (lang, words) = (by.lang, MoveTexts::of(by.lang));
    let wants = Wants {
        lane,
        place: "safe",
        receiver: lane.dispenser(),
        words: words.in_safe,
    };
    let read = read(app, by, wants, filled.ticked).await?;
    let order = order_of(&read.duties, lane.keeper(), lang).unwrap_or_default();
    let page = ReleasePage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        thing: thing(lane),
        people: read.people,
        dispenser: filled.person,
        back_by: back_by(app, lang).unwrap_or_default(),
        checks: vec![
            Check::new(Tone::Ok, fill(words.check_order, &by.name), order),
            Check::new(
                Tone::Info,
                words.check_confirm,
                crate::kernel::Rule::C2.ground(lang),
            ),
        ],
        notes,
        rows: read.rows,
    };
    answered(status, &page)
}

/// When what is released now must be back in the safe; none without bylaws in force.
fn back_by(app: &App, lang: Lang) -> Option<String> {
    let (words, now, today) = (MoveTexts::of(lang), app.clock.now(), app.clock.today());
    let bylaws = app.bylaws_on(today)?;
    let day = custody::due_back_on(app, &bylaws, now);
    let said = if day == today {
        words.back_today.to_owned()
    } else {
        day.short(lang)
    };
    let time = bylaws.releases_return_by.format("%H:%M");
    Some(fill2(words.back_by, time, said))
}

/// Offers the ticked ones; they are released when the dispenser confirms.
pub async fn release(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let lane = own_lane(&by, Lane::parse(form.text("lane")), Lane::keeper);
    let filled = Filled::of(&form, "dispenser");
    let offered = match filled.person("dispenser") {
        Ok(to) => custody::offer_release(&app, &by, Some(form.key), filled.items(), to)
            .await
            .map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match offered {
        Ok(receipt) => said(&app, &by, &filled, receipt.id).await,
        Err(problem) if is_for_the_form(&problem) => {
            let notes = of_rows(notes(&problem, by.lang));
            draw_release(&app, &req, &by, lane, filled, problem.status, notes).await
        }
        Err(problem) => Err(problem),
    }
}

/// The service calls the rows `items`; the page's first box is `id`.
fn of_rows(notes: Vec<FieldNote>) -> Vec<FieldNote> {
    let named = |field: String| if field == "items" { "id".into() } else { field };
    notes
        .into_iter()
        .map(|n| FieldNote {
            field: named(n.field),
            message: n.message,
        })
        .collect()
}

async fn said(
    app: &App,
    by: &Actor,
    filled: &Filled,
    transfer: i64,
) -> Result<HttpResponse, Problem> {
    let today = app.clock.today();
    let people = app.read(move |conn| People::read(conn, today)).await?;
    let to = filled.person("person").map(|p| people.name(p));
    let words = MoveTexts::of(by.lang).offered;
    let text = fill2(words, filled.ticked.len(), to.unwrap_or_default());
    Ok(done(&format!("/releases/{transfer}"), &text))
}

pub async fn return_page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<Wanted>,
) -> Result<HttpResponse, Problem> {
    let lane = own_lane(&by, query.lane, Lane::dispenser);
    let filled = Filled {
        ticked: query.ids(),
        ..Filled::default()
    };
    draw_return(&app, &req, &by, lane, filled, 200, Vec::new()).await
}

async fn draw_return(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    lane: Lane,
    filled: Filled,
    status: u16,
    notes: Vec<FieldNote>,
) -> Result<HttpResponse, Problem> {
    let words = MoveTexts::of(by.lang);
    let wants = Wants {
        lane,
        place: "counter",
        receiver: lane.keeper(),
        words: words.at_counter,
    };
    let mut read = read(app, by, wants, filled.ticked.clone()).await?;
    // What is left at the end of the day goes back whole, unless something was ticked.
    if filled.ticked.is_empty() {
        read.rows.iter_mut().for_each(|row| row.scanned = true);
    }
    let page = ReturnPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        thing: thing(lane),
        banners: Vec::new(),
        people: read.people,
        keeper: filled.person,
        rows: read.rows,
        notes,
    };
    answered(status, &page)
}

/// Offers the ticked ones back; they are in the safe when the keeper confirms.
pub async fn give_back(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let lane = own_lane(&by, Lane::parse(form.text("lane")), Lane::dispenser);
    let filled = Filled::of(&form, "keeper");
    let offered = match filled.person("keeper") {
        Ok(to) => custody::offer_return(&app, &by, Some(form.key), filled.items(), to)
            .await
            .map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match offered {
        Ok(receipt) => said(&app, &by, &filled, receipt.id).await,
        Err(problem) if is_for_the_form(&problem) => {
            let notes = of_rows(notes(&problem, by.lang));
            draw_return(&app, &req, &by, lane, filled, problem.status, notes).await
        }
        Err(problem) => Err(problem),
    }
}
