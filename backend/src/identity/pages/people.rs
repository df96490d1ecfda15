//! The list of people, and a new person with role and account.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::{Gathered, date, echo, notes};
use crate::app::App;
use crate::identity::api::{KEEPERS, READERS};
use crate::identity::error::IdentityError;
use crate::identity::model::{Actor, Role};
use crate::identity::service::{self, Beginning, NewPerson, OneTime, PeopleQuery, PersonView};
use crate::identity::views::{OneTimePage, PeoplePage, PersonForm, PersonRow};
use crate::identity::{parts, texts};
use crate::kernel::{BusinessDate, Cursor, Lang, Limit, NationalId, Problem};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, encoded, html, keys, shell};
use crate::web::parts::{Choice, FieldNote, List, Shape, Tag};
use crate::web::route::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/people", "person.list.page", READERS, "People", list),
        Route::get(
            "/people/new",
            "person.add.page",
            KEEPERS,
            "A new person",
            new,
        ),
        Route::post("/people", "person.add", KEEPERS, "Enter a person", add),
    ]
}

#[derive(Deserialize)]
pub(super) struct ListQuery {
    pub q: Option<String>,
    cursor: Option<String>,
}

async fn list(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let search = query.q.clone().unwrap_or_default();
    let after = query.cursor.as_deref().map(Cursor::parse).transpose();
    let asked = PeopleQuery {
        search: search.clone(),
        with_left: true,
        after: after.map_err(|_| IdentityError::Field("cursor"))?,
        limit: Limit::default(),
    };
    let page = service::people(&app, asked).await?;
    let found = page.items.len() as u64;
    let rows = page
        .items
        .iter()
        .map(|one| row(&app, one, by.lang))
        .collect();
    let next = page
        .next
        .map(|cursor| format!("/people?q={}&cursor={cursor}", encoded(&search)));
    html(&PeoplePage {
        shell: shell(&app, &req, Some(&by)),
        list: List {
            path: "/people".into(),
            csv: format!("/people.csv?q={}", encoded(&search)),
            xlsx: format!("/people.xlsx?q={}", encoded(&search)),
            query: Some(search),
            found,
            total: found,
            page: 1,
            pages: 1,
            next,
            ..List::default()
        },
        rows,
    })
}

pub(super) fn row(app: &App, one: &PersonView, lang: Lang) -> PersonRow {
    let today = app.clock.today();
    let roles = one.roles.iter().filter(|r| r.period.gives_right_on(today));
    let roles: Vec<String> = roles.map(|r| r.role.title().get(lang).to_owned()).collect();
    PersonRow {
        href: format!("/people/{}", one.id),
        name: one.name.clone(),
        roles: roles.join(", "),
        account: one
            .account
            .as_ref()
            .map_or_else(String::new, |a| a.username.clone()),
        last_in: last_in(one, lang),
        tag: state(app, one, lang),
    }
}

/// Day and time of the last sign-in by the machine's clock; empty while there was none.
fn last_in(one: &PersonView, lang: Lang) -> String {
    let last = one.account.as_ref().and_then(|a| a.last_signed_in);
    last.map_or_else(String::new, |at| {
        format!("{} {}", at.business_date().table(lang), at.hour_minute())
    })
}

/// How the person stands: left, locked, waiting for the first sign-in, at work.
pub(super) fn state(app: &App, one: &PersonView, lang: Lang) -> Tag {
    let wall = app.clock.wall();
    let tag = |shape, text: crate::kernel::Text| Tag::new(shape, text.get(lang));
    match &one.account {
        _ if one.left_on.is_some() => tag(Shape::Blocked, texts::STATE_LEFT),
        None => tag(Shape::NotStarted, texts::STATE_NO_ACCOUNT),
        Some(a) if a.closed => tag(Shape::Blocked, texts::STATE_CLOSED),
        Some(a) if a.locked_until.is_some_and(|until| until > wall) => {
            tag(Shape::Overdue, texts::STATE_LOCKED)
        }
        Some(a) if a.must_change_password => tag(Shape::NotStarted, texts::STATE_FIRST),
        Some(_) => tag(Shape::Done, texts::STATE_OPEN),
    }
}

async fn new(app: web::Data<App>, by: Actor, req: HttpRequest) -> Result<HttpResponse, Problem> {
    html(&form_page(&app, &req, &by, None, Vec::new()))
}

/// The roles as choices of a list.
pub(super) fn role_choices(lang: Lang) -> Vec<Choice> {
    let choice = |role: &Role| Choice::new(role.name(), role.title().get(lang));
    Role::ALL.iter().map(choice).collect()
}

fn form_page(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    form: Option<&Posted>,
    notes: Vec<FieldNote>,
) -> PersonForm {
    let typed = |name: &str| form.map_or("", |f| f.text(name)).to_owned();
    let today = app.clock.today();
    let from = form.map_or_else(|| today.table(by.lang), |f| f.text("from").to_owned());
    PersonForm {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        action: "/people".into(),
        full_name: typed("full_name"),
        staff_no: typed("staff_no"),
        roles: role_choices(by.lang),
        role: form.map_or("staff", |f| f.text("role")).to_owned(),
        from_echo: echo(&from, today, by.lang),
        from,
        user_name: typed("user_name"),
        notes,
    }
}

async fn add(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    match enter(&app, &by, &form).await {
        Ok(entered) => shown_once(&app, &by, &req, &entered),
        Err(problem) if !problem.errors.is_empty() => {
            let names = [("name", "full_name"), ("username", "user_name")];
            let notes = notes(&problem, by.lang, &names);
            answered(422, &form_page(&app, &req, &by, Some(&form), notes))
        }
        Err(problem) => Err(problem),
    }
}

async fn enter(app: &App, by: &Actor, form: &Posted) -> Result<OneTime, Problem> {
    let key = Some(form.key.clone());
    let (new, beginning) = read(form, app.clock.today())?;
    Ok(service::enter_with_account(app, by, key, new, beginning).await?)
}

/// The person and what the person begins with; refuses with all that is wrong.
pub(super) fn read(form: &Posted, today: BusinessDate) -> Result<(NewPerson, Beginning), Problem> {
    let mut all = Gathered::default();
    let name = all.take(parts::clean_name(form.text("full_name")));
    let id = NationalId::parse(form.text("national_id")).map_err(IdentityError::from);
    let id = all.take(id);
    let staff_no = all.take(parts::clean_staff_no(form.filled("staff_no")));
    let role = Role::from_name(form.text("role")).ok_or(IdentityError::Field("role"));
    let role = all.take(role);
    let from = all.take(date(form, "from", today));
    let username = form
        .filled("user_name")
        .map(parts::fold_username)
        .transpose();
    let username = all.take(username);
    all.end()?;
    let (Some(name), Some(national_id)) = (name, id) else {
        return Err(Problem::internal().caused_by("a field was neither read nor refused"));
    };
    let new = NewPerson {
        name,
        staff_no: staff_no.flatten(),
        national_id,
    };
    let beginning = Beginning {
        role: role.zip(from),
        username: username.flatten(),
    };
    Ok((new, beginning))
}

/// The password for one sign-in, on this page and never again; without one, on to the person.
pub(super) fn shown_once(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    entered: &OneTime,
) -> Result<HttpResponse, Problem> {
    let person = entered
        .receipt
        .location
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let href = format!("/people/{person}");
    let Some(password) = &entered.password else {
        return Ok(done(&href, texts::SAVED.get(by.lang)));
    };
    answered(
        201,
        &OneTimePage {
            shell: shell(app, req, Some(by)),
            password: password.to_string(),
            href,
        },
    )
}
