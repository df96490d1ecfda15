//! Entering a member, and changing one. In a change, what is left empty stays; private values are never filled in.

use actix_web::{HttpRequest, HttpResponse, web};

use super::{is_for_the_form, notes};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, MemberId, Problem};
use crate::members::api::WRITERS;
use crate::members::entry::{RawChange, RawDate, RawMember};
use crate::members::error::MemberError;
use crate::members::service::{self, MemberView};
use crate::members::views::{MemberForm, MemberTexts};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, html, keys, shell};
use crate::web::parts::FieldNote;
use crate::web::route::Route;
use crate::web::texts::fill;

/// Code of a refusal because somebody was faster.
const STALE: &str = "E-REQ-409";

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/members/new",
            "member.add.page",
            WRITERS,
            "The form for a new member",
            blank,
        ),
        Route::post("/members", "member.add", WRITERS, "Enter a member", add),
        Route::get(
            "/members/{id}/change",
            "member.change.page",
            WRITERS,
            "The form for a change",
            filled,
        ),
        Route::post(
            "/members/{id}/change",
            "member.change",
            WRITERS,
            "Change a member",
            change,
        ),
    ]
}

async fn blank(app: web::Data<App>, by: Actor, req: HttpRequest) -> Result<HttpResponse, Problem> {
    html(&MemberForm {
        shell: shell(&app, &req, Some(&by)),
        keys: keys(&by, None),
        action: "/members".to_owned(),
        ..MemberForm::default()
    })
}

async fn add(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let today = app.clock.today();
    let entered = match raw_member(&form).read(today) {
        Ok(new) => service::add(&app, &by, new, form.key.clone()).await,
        Err(faults) => Err(MemberError::Faults(faults)),
    };
    match entered.map_err(Problem::from) {
        Ok(receipt) => {
            let said = MemberTexts::of(by.lang).added;
            Ok(done(&format!("/members/{}", receipt.id), said))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let again = MemberForm {
                keys: keys(&by, None),
                action: "/members".to_owned(),
                ..typed(&form, today, by.lang)
            };
            let again = MemberForm {
                shell: shell(&app, &req, Some(&by)),
                notes: notes(&problem, by.lang),
                ..again
            };
            answered(problem.status, &again)
        }
        Err(problem) => Err(problem),
    }
}

async fn filled(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let (id, own) = (MemberId::new(*id), app.clone());
    let view = app
        .read(move |conn| service::view_of(conn, &own.secrets, id))
        .await?;
    html(&MemberForm {
        shell: shell(&app, &req, Some(&by)),
        keys: keys(&by, Some(view.version)),
        ..of(view, by.lang)
    })
}

async fn change(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let (today, version) = (
        app.clock.today(),
        form.text("version").parse().unwrap_or_default(),
    );
    let at = (MemberId::new(*id), version);
    let changed = match raw_change(&form).read(today) {
        Ok(change) => service::change(&app, &by, at, change, form.key.clone()).await,
        Err(faults) => Err(MemberError::Faults(faults)),
    };
    let page = format!("/members/{}", at.0);
    match changed.map_err(Problem::from) {
        Ok(_) => Ok(done(&page, MemberTexts::of(by.lang).changed_done)),
        Err(problem) if is_for_the_form(&problem) => {
            let mut again = MemberForm {
                shell: shell(&app, &req, Some(&by)),
                keys: keys(&by, Some(version)),
                action: format!("{page}/change"),
                changing: true,
                notes: notes(&problem, by.lang),
                ..typed(&form, today, by.lang)
            };
            if problem.code == STALE {
                overtaken(&app, &by, at.0, &problem, &mut again).await?;
            }
            answered(problem.status, &again)
        }
        Err(problem) => Err(problem),
    }
}

/// Somebody changed the member meanwhile: the form says who and when, shows the value that is kept now beside each field that
/// differs, and carries the present version, so that saving once more is a decision and not a repetition.
async fn overtaken(
    app: &App,
    by: &Actor,
    id: MemberId,
    problem: &Problem,
    form: &mut MemberForm,
) -> Result<(), Problem> {
    let own = app.clone();
    let now = app
        .read(move |conn| service::view_of(conn, &own.secrets, id))
        .await?;
    let (lang, words) = (by.lang, MemberTexts::of(by.lang));
    let who = problem.detail.get(lang);
    form.keys = keys(by, Some(now.version));
    form.notes = vec![FieldNote {
        field: "main".to_owned(),
        message: format!("{who} {}", words.overtaken),
    }];
    let kept = of(now, lang);
    let day = |text: &str| BusinessDate::parse_input(text, app.clock.today()).ok();
    let same_day = day(&form.joined_on) == day(&kept.joined_on);
    let differs = [
        ("number", form.number != kept.number, kept.number),
        ("title", form.title != kept.title, kept.title),
        (
            "given_name",
            form.given_name != kept.given_name,
            kept.given_name,
        ),
        ("surname", form.surname != kept.surname, kept.surname),
        ("division", form.division != kept.division, kept.division),
        ("joined_on", !same_day, kept.joined_on),
    ];
    let beside = differs.into_iter().filter(|(_, differs, _)| *differs);
    form.notes.extend(beside.map(|(field, _, value)| FieldNote {
        field: field.to_owned(),
        message: fill(words.kept_now, if value.is_empty() { "-" } else { &value }),
    }));
    Ok(())
}

fn raw_member(form: &Posted) -> RawMember {
    let text = |name: &str| form.text(name).to_owned();
    RawMember {
        number: text("number"),
        title: text("title"),
        given_name: text("given_name"),
        surname: text("surname"),
        national_id: text("national_id"),
        telephone: text("telephone"),
        address: text("address"),
        division: text("division"),
        joined_on: RawDate::Text(text("joined_on")),
        left_on: RawDate::Missing,
    }
}

fn raw_change(form: &Posted) -> RawChange {
    let text = |name: &str| Some(form.text(name).to_owned());
    let kept_when_empty = |name: &str| form.filled(name).map(str::to_owned);
    RawChange {
        number: text("number"),
        title: text("title"),
        given_name: text("given_name"),
        surname: text("surname"),
        national_id: kept_when_empty("national_id"),
        telephone: kept_when_empty("telephone"),
        address: kept_when_empty("address"),
        division: text("division"),
        joined_on: Some(RawDate::Text(form.text("joined_on").to_owned())),
    }
}

/// The form as it was typed. A national ID is not sent back: it is typed again.
fn typed(form: &Posted, today: BusinessDate, lang: Lang) -> MemberForm {
    let text = |name: &str| form.text(name).to_owned();
    let day = BusinessDate::parse_input(form.text("joined_on"), today);
    MemberForm {
        number: text("number"),
        title: text("title"),
        given_name: text("given_name"),
        surname: text("surname"),
        division: text("division"),
        telephone: text("telephone"),
        address: text("address"),
        joined_on: text("joined_on"),
        joined_echo: day.map_or_else(|_| String::new(), |d| d.echo(lang)),
        ..MemberForm::default()
    }
}

/// The form filled from the record, without its private values.
fn of(view: MemberView, lang: Lang) -> MemberForm {
    MemberForm {
        action: format!("/members/{}/change", view.line.id),
        changing: true,
        number: view.line.number,
        title: view.title,
        given_name: view.given_name,
        surname: view.surname,
        division: view.line.division,
        joined_on: view.line.joined_on.table(lang),
        joined_echo: view.line.joined_on.echo(lang),
        ..MemberForm::default()
    }
}
