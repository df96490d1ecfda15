//! The first-run page: what the program was told of the cooperative and its bylaws, and the first administrator. It is there
//! only while nobody was ever entered, and asks for the code that the window of the server shows.

use actix_web::{HttpRequest, HttpResponse, web};
use zeroize::Zeroizing;

use super::{Gathered, notes};
use crate::app::App;
use crate::bylaws::Key;
use crate::identity::error::IdentityError;
use crate::identity::model::Door;
use crate::identity::service::{self, NewPerson, Way};
use crate::identity::views::SetUpPage;
use crate::identity::{parts, password, texts};
use crate::kernel::{Lang, NationalId, Problem};
use crate::web::body::Posted;
use crate::web::frame::{answered, fresh_key, html, shell};
use crate::web::guard::lang_of;
use crate::web::parts::{FieldNote, FormKeys};
use crate::web::route::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/set-up",
            "person.first.page",
            Who::Anyone,
            "First set-up",
            page,
        ),
        Route::post(
            "/set-up",
            "person.first",
            Who::Anyone,
            "Make the first administrator",
            begin,
        ),
    ]
}

async fn page(app: web::Data<App>, req: HttpRequest) -> Result<HttpResponse, Problem> {
    only_while_empty(&app).await?;
    html(&form_page(&app, &req, None, Vec::new()))
}

async fn only_while_empty(app: &App) -> Result<(), Problem> {
    if app.read(service::has_person).await? {
        return Err(Problem::not_found());
    }
    Ok(())
}

fn form_page(
    app: &App,
    req: &HttpRequest,
    form: Option<&Posted>,
    notes: Vec<FieldNote>,
) -> SetUpPage {
    let shell = shell(app, req, None);
    let typed = |name: &str| form.map_or("", |f| f.text(name)).to_owned();
    SetUpPage {
        keys: FormKeys {
            key: fresh_key(),
            ..FormKeys::default()
        },
        facts: bylaws(app, shell.lang),
        full_name: typed("full_name"),
        user_name: typed("user_name"),
        notes,
        shell,
    }
}

/// What the bylaws say today, to be checked before anybody works by them.
fn bylaws(app: &App, lang: Lang) -> Vec<(String, String)> {
    let today = app.clock.today();
    let Some(bylaws) = app.bylaws_on(today) else {
        let none = texts::NO_BYLAWS.get(lang).to_owned();
        return vec![(texts::BYLAWS.get(lang).to_owned(), none)];
    };
    let rows = [
        (texts::COOPERATIVE, Key::CooperativeName),
        (texts::FEE_PAYER, Key::FirstIssueFeePayer),
        (texts::SMALL, Key::SmallCooperative),
        (texts::LETTERHEAD, Key::OfficeAddress),
        (texts::OFFICE_TELEPHONE, Key::OfficeTelephone),
        (texts::REGISTRATION, Key::RegistrationNumber),
    ];
    rows.into_iter()
        .map(|(name, key)| {
            let value = bylaws.shown(key);
            (name.get(lang).to_owned(), value.get(lang).to_owned())
        })
        .collect()
}

async fn begin(
    app: web::Data<App>,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    only_while_empty(&app).await?;
    match first(&app, &form, &Way::of(&req, Door::Browser)).await {
        Ok(signed_in) => Ok(super::entry::signed(&signed_in, "/beginning")),
        Err(problem) if !problem.errors.is_empty() => {
            let names = [
                ("name", "full_name"),
                ("username", "user_name"),
                ("new_password", "password"),
            ];
            let notes = notes(&problem, lang_of(&req), &names);
            answered(422, &form_page(&app, &req, Some(&form), notes))
        }
        Err(problem) => Err(problem),
    }
}

async fn first(app: &App, form: &Posted, way: &Way) -> Result<service::SignedIn, Problem> {
    let code = service::set_up_code(app);
    if !app.sign_ins.throttle.takes_from(way.address) {
        return Err(IdentityError::TooManyTries { seconds: 60 }.into());
    }
    let (new, name) = read(form, code)?;
    let password = || Zeroizing::new(form.text("password").to_owned());
    service::first_person(app, new, name.clone(), password()).await?;
    Ok(service::sign_in(app, &name, password(), way).await?)
}

/// The first administrator and the user name; refuses with all that is wrong.
pub(super) fn read(form: &Posted, code: &str) -> Result<(NewPerson, String), Problem> {
    let must = |fits: bool, field| fits.then_some(()).ok_or(IdentityError::Field(field));
    let mut all = Gathered::default();
    let code_fits = !code.is_empty() && form.text("set_up_code") == code;
    all.take(must(code_fits, "set_up_code"));
    let name = all.take(parts::clean_name(form.text("full_name")));
    let id = NationalId::parse(form.text("national_id")).map_err(IdentityError::from);
    let id = all.take(id);
    let username = all.take(parts::fold_username(form.text("user_name")));
    let known = username.as_deref().unwrap_or_default();
    all.take(password::check(form.text("password"), known).map_err(IdentityError::from));
    all.take(must(form.text("password") == form.text("again"), "again"));
    all.end()?;
    let (Some(name), Some(national_id), Some(username)) = (name, id, username) else {
        return Err(Problem::internal().caused_by("a field was neither read nor refused"));
    };
    let new = NewPerson {
        name,
        staff_no: None,
        national_id,
    };
    Ok((new, username))
}
