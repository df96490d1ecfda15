//! The page of the first days, and the form of the first count on it.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::model::{Pieces, Stands, Step};
use super::service::{self, Count};
use super::texts::{self, BeginningTexts};
use super::{COUNTS, LOOKS, rules};
use crate::app::App;
use crate::identity::model::{Actor, Duty, Role};
use crate::kernel::{Lang, PersonId, Problem, thai};
use crate::web::ask::Refusal;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::guard::may_use;
use crate::web::parts::{
    Banner, Choice, Field, FieldNote, FormKeys, Heading, Shape, Tag, Tone, Wrongs,
};
use crate::web::route::{Route, Who};
use crate::web::shell::Shell;
use crate::web::texts::fill2;

const PATH: &str = "/beginning";

/// Who keeps people and orders.
const KEEPERS: Who = Who::Roles(&[Role::SystemKeeper, Role::Manager]);

/// Who brings the members in, of those who see this page.
const WRITERS: Who = Who::Roles(&[Role::Manager]);

/// Who takes the registers over.
const REGISTERS: Who = Who::Duties(&[Duty::CardKeeper], &[Role::Manager]);

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            PATH,
            "beginning.page",
            LOOKS,
            "What comes after set-up",
            page,
        ),
        Route::post(
            "/beginning/first-count",
            "beginning.first_count.page",
            COUNTS,
            "Record the first count",
            first_count,
        ),
    ]
}

/// Where a step is done, and who may open that.
const fn place(step: Step) -> (&'static str, Who) {
    match step {
        Step::People => ("/people", KEEPERS),
        Step::Orders => ("/orders/new", KEEPERS),
        Step::Holidays => ("/bylaws", LOOKS),
        Step::Members => ("/members/import", WRITERS),
        Step::Register => ("/cards/take-over", REGISTERS),
        Step::FirstCount => ("#first-count", COUNTS),
    }
}

#[derive(Debug, Template)]
#[template(path = "beginning/templates/beginning.html")]
struct BeginningPage {
    shell: Shell,
    keys: FormKeys,
    banners: Vec<Banner>,
    notes: Vec<FieldNote>,
    progress: String,
    steps: Vec<StepLine>,
    /// The note of the newest count; free text may tell of a member, so it is not for everybody.
    note: String,
    /// Whether the form of the first count stands on it.
    counts: bool,
    seconds: Vec<Choice>,
    typed: Typed,
}

#[derive(Debug)]
struct StepLine {
    name: &'static str,
    tag: Tag,
    says: String,
    href: Option<&'static str>,
}

/// The form as it was typed.
#[derive(Debug, Default)]
struct Typed {
    cards: String,
    envelopes: String,
    with: String,
    note: String,
}

impl Typed {
    fn of(form: &Posted) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            cards: text("cards"),
            envelopes: text("envelopes"),
            with: text("with"),
            note: text("note"),
        }
    }

    /// What was counted, or what cannot be read.
    fn read(&self, lang: Lang) -> Result<Count, Vec<FieldNote>> {
        let t = BeginningTexts::of(lang);
        let whole = |text: &str| {
            let digits = thai::to_arabic_digits(text.trim());
            let is_plain = digits.chars().all(|c| c.is_ascii_digit());
            digits.parse::<i64>().ok().filter(|_| is_plain)
        };
        let (cards, envelopes) = (whole(&self.cards), whole(&self.envelopes));
        let with = self.with.parse::<i64>().ok();
        if let (Some(cards), Some(envelopes), Some(with)) = (cards, envelopes, with) {
            return Ok(Count {
                found: Pieces { cards, envelopes },
                with: PersonId::new(with),
                note: self.note.clone(),
            });
        }
        let note = |lacks: bool, field: &str, message: &str| {
            lacks.then(|| FieldNote {
                field: field.to_owned(),
                message: message.to_owned(),
            })
        };
        let notes = [
            note(cards.is_none(), "cards", t.whole),
            note(envelopes.is_none(), "envelopes", t.whole),
            note(with.is_none(), "with", t.with_none),
        ];
        Err(notes.into_iter().flatten().collect())
    }
}

async fn page(app: web::Data<App>, by: Actor, req: HttpRequest) -> Result<HttpResponse, Problem> {
    let blank = (Refusal::default(), Typed::default());
    answered(200, &drawn(&app, &req, &by, blank).await?)
}

/// C3: what two persons counted.
async fn first_count(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let typed = Typed::of(&form);
    let count = match typed.read(by.lang) {
        Ok(count) => count,
        Err(notes) => {
            let refusal = Refusal {
                notes,
                ..Refusal::default()
            };
            return answered(422, &drawn(&app, &req, &by, (refusal, typed)).await?);
        }
    };
    match service::first_count(&app, &by, Some(form.key), count).await {
        Ok(_) => {
            let path = if may_use(&by, LOOKS) { PATH } else { "/" };
            Ok(done(path, BeginningTexts::of(by.lang).counted))
        }
        Err(error) => {
            let refusal = Refusal::of(error.into(), by.lang, str::to_owned)?;
            let status = refusal.status;
            answered(status, &drawn(&app, &req, &by, (refusal, typed)).await?)
        }
    }
}

async fn drawn(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    (refusal, typed): (Refusal, Typed),
) -> Result<BeginningPage, Problem> {
    let stands = service::stands(app).await?;
    let counts = may_use(by, COUNTS) && rules::is_done(Step::Register, &stands);
    let seconds = if counts {
        choices(service::seconds(app, by).await?)
    } else {
        Vec::new()
    };
    let (ready, all) = (rules::done(&stands), Step::ALL.len());
    let t = BeginningTexts::of(by.lang);
    let mut banners = refusal.banners;
    if ready == all {
        banners.push(Banner::new(Tone::Ok, t.all_done));
    }
    Ok(BeginningPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        banners,
        notes: refusal.notes,
        progress: fill2(t.progress, ready, all),
        note: note(&stands, by),
        steps: Step::ALL.map(|step| line(step, &stands, by)).into(),
        counts,
        seconds,
        typed,
    })
}

/// Nobody is chosen until somebody chooses.
fn choices(people: Vec<(PersonId, String)>) -> Vec<Choice> {
    let named = people.into_iter();
    let named = named.map(|(id, name)| Choice::new(id.to_string(), name));
    [Choice::new("", "–")].into_iter().chain(named).collect()
}

fn note(stands: &Stands, by: &Actor) -> String {
    let count = stands.count.as_ref().filter(|_| by.sees_members());
    count.map_or_else(String::new, |count| count.note.clone())
}

fn line(step: Step, stands: &Stands, by: &Actor) -> StepLine {
    let t = BeginningTexts::of(by.lang);
    let is_done = rules::is_done(step, stands);
    let (href, who) = place(step);
    // The form is on this page once the registers have been taken over.
    let is_there = step != Step::FirstCount || rules::is_done(Step::Register, stands);
    let says = texts::says(step, stands, by.lang);
    let is_for_others = !is_done && !may_use(by, who);
    StepLine {
        name: t.name(step),
        tag: match is_done {
            true => Tag::new(Shape::Done, t.done),
            false => Tag::new(Shape::NotStarted, t.to_do),
        },
        says: match t.by_whom(step).filter(|_| is_for_others) {
            Some(whom) => format!("{says} · {whom}"),
            None => says,
        },
        href: (may_use(by, who) && is_there).then_some(href),
    }
}

#[cfg(test)]
mod tests;
