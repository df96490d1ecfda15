//! One thing asked about a member: a note, the day of leaving, the reason for a look at telephone or address.

use actix_web::{HttpRequest, HttpResponse, web};

use super::{is_for_the_form, notes};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, MemberId, Problem, Unreadable as _};
use crate::members::api::WRITERS;
use crate::members::service::{self, MemberView, Reveal};
use crate::members::views::MemberTexts;
use crate::web::ask::AskPage;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, html, keys, shell};
use crate::web::parts::{Choice, Field, FieldNote, Link};
use crate::web::route::Route;

pub fn routes() -> Vec<Route> {
    [note_routes(), leave_routes(), reveal_routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn note_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/members/{id}/note",
            "member.note.page",
            WRITERS,
            "The form for a note",
            note_form,
        ),
        Route::post(
            "/members/{id}/note",
            "member.note",
            WRITERS,
            "Add a note",
            note,
        ),
    ]
}

fn leave_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/members/{id}/leave",
            "member.leave.page",
            WRITERS,
            "The form for leaving",
            leave_form,
        ),
        Route::post(
            "/members/{id}/leave",
            "member.leave",
            WRITERS,
            "Write down that a member left",
            leave,
        ),
    ]
}

fn reveal_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/members/{id}/reveal",
            "member.reveal.page",
            WRITERS,
            "Asks for the reason of a look",
            reveal_form,
        ),
        Route::post(
            "/members/{id}/reveal",
            "member.reveal",
            WRITERS,
            "Telephone or address whole, for a reason",
            reveal,
        ),
    ]
}

/// What is asked.
#[derive(Clone, Copy)]
enum Asked {
    Note,
    Leave,
    Reveal,
}

impl Asked {
    const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Leave => "leave",
            Self::Reveal => "reveal",
        }
    }

    const fn title(self, words: &MemberTexts) -> &'static str {
        match self {
            Self::Note => words.add_note,
            Self::Leave => words.leave,
            Self::Reveal => words.reveal,
        }
    }

    fn fields(self, lang: Lang, typed: impl Fn(&str) -> String, wrong: &[FieldNote]) -> Vec<Field> {
        let (words, l) = (MemberTexts::of(lang), &lang);
        let reason = || {
            Field::text(l, "reason", words.why)
                .value(typed("reason"))
                .notes(wrong)
                .full()
        };
        match self {
            Self::Note => vec![
                Field::long(l, "text", words.note)
                    .hint(words.note_hint)
                    .value(typed("text"))
                    .notes(wrong),
            ],
            Self::Leave => vec![
                Field::date(l, "left_on", words.left_on)
                    .value(typed("left_on"))
                    .notes(wrong)
                    .full()
                    .short(),
                reason(),
            ],
            Self::Reveal => vec![
                what_field(lang, typed("what")).notes(wrong),
                reason().hint(words.why_hint),
            ],
        }
    }
}

/// Telephone or address; the telephone until something else was chosen.
fn what_field(lang: Lang, typed: String) -> Field {
    let words = MemberTexts::of(lang);
    let choices = [
        Choice::new("telephone", words.phone),
        Choice::new("address", words.address),
    ];
    let what = if typed.is_empty() {
        "telephone".to_owned()
    } else {
        typed
    };
    Field::radio(&lang, "what", words.what, &choices).value(what)
}

/// Who asks, from where, about whom.
struct Asking {
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    view: MemberView,
}

impl Asking {
    async fn about(
        app: web::Data<App>,
        by: Actor,
        req: HttpRequest,
        id: i64,
    ) -> Result<Self, Problem> {
        let own = app.clone();
        let read = move |conn: &mut crate::db::Conn| {
            service::view_of(conn, &own.secrets, MemberId::new(id))
        };
        let view = app.read(read).await?;
        Ok(Self { app, by, req, view })
    }

    fn page(&self, asked: Asked, typed: impl Fn(&str) -> String, wrong: Vec<FieldNote>) -> AskPage {
        let (id, line) = (self.view.line.id, &self.view.line);
        let (words, back) = (MemberTexts::of(self.by.lang), format!("/members/{id}"));
        AskPage {
            shell: shell(&self.app, &self.req, Some(&self.by)),
            keys: keys(&self.by, Some(self.view.version)),
            action: format!("/members/{id}/{}", asked.name()),
            title: asked.title(words).to_owned(),
            crumbs: vec![
                Link::new(words.members, "/members"),
                Link::new(format!("{} {}", line.number, line.name), &back),
            ],
            back,
            fields: asked.fields(self.by.lang, typed, &wrong),
            notes: wrong,
            ..AskPage::default()
        }
    }

    fn blank(&self, asked: Asked) -> Result<HttpResponse, Problem> {
        html(&self.page(asked, |_| String::new(), Vec::new()))
    }

    fn again(
        &self,
        asked: Asked,
        form: &Posted,
        problem: Problem,
    ) -> Result<HttpResponse, Problem> {
        if !is_for_the_form(&problem) {
            return Err(problem);
        }
        let wrong = notes(&problem, self.by.lang);
        answered(
            problem.status,
            &self.page(asked, |name| form.text(name).to_owned(), wrong),
        )
    }

    fn done(&self, said: &str) -> HttpResponse {
        done(&format!("/members/{}", self.view.line.id), said)
    }
}

async fn note_form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    Asking::about(app, by, req, *id).await?.blank(Asked::Note)
}

async fn leave_form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    Asking::about(app, by, req, *id).await?.blank(Asked::Leave)
}

async fn reveal_form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    Asking::about(app, by, req, *id).await?.blank(Asked::Reveal)
}

async fn note(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let asking = Asking::about(app, by, req, *id).await?;
    let key = form.key.clone();
    match service::note(
        &asking.app,
        &asking.by,
        asking.view.line.id,
        form.text("text"),
        key,
    )
    .await
    {
        Ok(_) => Ok(asking.done(MemberTexts::of(asking.by.lang).noted_done)),
        Err(error) => asking.again(Asked::Note, &form, error.into()),
    }
}

async fn leave(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let asking = Asking::about(app, by, req, *id).await?;
    match left(&asking, &form).await {
        Ok(()) => Ok(asking.done(MemberTexts::of(asking.by.lang).left_done)),
        Err(problem) => asking.again(Asked::Leave, &form, problem),
    }
}

async fn left(asking: &Asking, form: &Posted) -> Result<(), Problem> {
    let today = asking.app.clock.today();
    let left_on =
        BusinessDate::parse_input(form.text("left_on"), today).map_err(|e| e.at("left_on"))?;
    let version = form.text("version").parse().unwrap_or_default();
    let (at, how) = (
        (asking.view.line.id, version),
        (left_on, form.text("reason").to_owned()),
    );
    service::leave(&asking.app, &asking.by, at, how, form.key.clone()).await?;
    Ok(())
}

async fn reveal(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let asking = Asking::about(app, by, req, *id).await?;
    let what = if form.text("what") == "address" {
        Reveal::Address
    } else {
        Reveal::Telephone
    };
    let id = asking.view.line.id;
    match service::reveal(&asking.app, &asking.by, id, what, form.text("reason")).await {
        Ok(shown) => {
            let nothing = || MemberTexts::of(asking.by.lang).nothing_there.to_owned();
            let page = asking.page(Asked::Reveal, |_| String::new(), Vec::new());
            html(&AskPage {
                shown: shown.unwrap_or_else(nothing),
                ..page
            })
        }
        Err(error) => asking.again(Asked::Reveal, &form, error.into()),
    }
}
