//! One person: name, roles, duties, account, and what may be done about them.

use actix_web::{HttpRequest, HttpResponse, web};

use super::people::{role_choices, shown_once, state};
use super::{date, date_or_none};
use crate::app::App;
use crate::identity::api::{KEEPERS, READERS};
use crate::identity::error::IdentityError;
use crate::identity::model::{Actor, DutyHeld, Role, RoleGiven};
use crate::identity::service::{self, NewRole, PersonView};
use crate::identity::texts;
use crate::identity::views::{HeldRow, PersonPage};
use crate::kernel::{AccountId, BusinessDate, DutyId, Lang, PersonId, Problem};
use crate::web::body::Posted;
use crate::web::frame::{done, html, keys, shell};
use crate::web::route::Route;

pub(super) fn routes() -> Vec<Route> {
    [person_routes(), rights_routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn person_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/people/{id}",
            "person.read.page",
            READERS,
            "One person",
            page,
        ),
        Route::post(
            "/people/{id}",
            "person.change",
            KEEPERS,
            "Change name and staff number",
            change,
        ),
        Route::post(
            "/people/{id}/leave",
            "person.leave",
            KEEPERS,
            "The person leaves (C4)",
            leave,
        ),
    ]
}

/// The account, and the roles and duties with their ends.
fn rights_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/people/{id}/roles",
            "role.give",
            KEEPERS,
            "Give a role",
            give_role,
        ),
        Route::post(
            "/people/{id}/account",
            "account.open",
            KEEPERS,
            "Open the account, or do something about it",
            account,
        ),
        Route::post(
            "/people/{id}/end-role",
            "role.end",
            KEEPERS,
            "End a role",
            end_role,
        ),
        Route::post(
            "/people/{id}/end-duty",
            "duty.end",
            KEEPERS,
            "End a duty",
            end_duty,
        ),
    ]
}

async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let person = PersonId::new(*id);
    let one = service::person_view(&app, person).await?;
    let today = app.clock.today();
    let duties = app
        .read(move |conn| service::duties_of(conn, person, today))
        .await?;
    html(&view(&app, &req, &by, &one, &duties))
}

fn view(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    one: &PersonView,
    duties: &[DutyHeld],
) -> PersonPage {
    let (lang, today) = (by.lang, app.clock.today());
    let keeper = by.has_role(Role::SystemKeeper) || by.has_role(Role::Manager);
    let running = one.roles.iter().filter(|r| !r.period.is_over(today));
    PersonPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, Some(one.version)),
        id: one.id.get(),
        name: one.name.clone(),
        staff_no: one.staff_no.clone().unwrap_or_default(),
        national_id: one.national_id.clone(),
        tag: state(app, one, lang),
        may_keep: keeper && one.left_on.is_none(),
        user_name: one
            .account
            .as_ref()
            .map_or_else(String::new, |a| a.username.clone()),
        has_account: one.account.is_some(),
        roles: running.map(|r| role_row(r, lang)).collect(),
        duties: duties.iter().map(|d| duty_row(d, lang)).collect(),
        choices: role_choices(lang),
        today: today.table(lang),
    }
}

fn days(from: BusinessDate, to: Option<BusinessDate>, lang: Lang) -> String {
    let to = to.map_or_else(String::new, |to| to.table(lang));
    format!("{} – {to}", from.table(lang))
}

fn role_row(given: &RoleGiven, lang: Lang) -> HeldRow {
    let title = given.role.title();
    let acting = texts::ACTING;
    let acting = Some(acting.get(lang))
        .filter(|_| given.acting)
        .unwrap_or_default();
    HeldRow {
        id: given.id,
        name: format!("{acting}{}", title.get(lang)),
        days: days(given.period.from, given.period.to, lang),
        order: String::new(),
    }
}

fn duty_row(held: &DutyHeld, lang: Lang) -> HeldRow {
    let terminal = held.terminal.as_deref().unwrap_or_default();
    HeldRow {
        id: held.id.get(),
        name: format!("{} {terminal}", held.duty.title().get(lang)),
        days: days(held.from, held.to, lang),
        order: held.order_no.clone(),
    }
}

fn saved(by: &Actor, id: i64) -> HttpResponse {
    done(&format!("/people/{id}"), texts::SAVED.get(by.lang))
}

async fn change(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let version = form.text("version").parse().unwrap_or_default();
    let new = (
        form.text("full_name").to_owned(),
        form.filled("staff_no").map(str::to_owned),
    );
    service::change_person(
        &app,
        &by,
        Some(form.key.clone()),
        PersonId::new(*id),
        version,
        new,
    )
    .await?;
    Ok(saved(&by, *id))
}

async fn leave(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let reason = form.text("reason").to_owned();
    service::person_leaves(
        &app,
        &by,
        Some(form.key.clone()),
        PersonId::new(*id),
        reason,
    )
    .await?;
    Ok(saved(&by, *id))
}

async fn give_role(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let today = app.clock.today();
    let new = NewRole {
        person: PersonId::new(*id),
        role: Role::from_name(form.text("role")).ok_or(IdentityError::Field("role"))?,
        acting: false,
        order: None,
        from: date(&form, "from", today)?,
        to: date_or_none(&form, "to", today)?,
    };
    service::give_role_to(&app, &by, Some(form.key.clone()), new).await?;
    Ok(saved(&by, *id))
}

async fn account(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let (key, person) = (Some(form.key.clone()), PersonId::new(*id));
    let account = service::person_view(&app, person).await?.account;
    let Some(account) = account.map(|a| a.id) else {
        let name = form.text("user_name").to_owned();
        let opened = service::open_account_for(&app, &by, key, person, name).await?;
        return shown_once(&app, &by, &req, &opened);
    };
    about_account(&app, &by, &req, account, &form).await
}

async fn about_account(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    account: AccountId,
    form: &Posted,
) -> Result<HttpResponse, Problem> {
    let key = Some(form.key.clone());
    let receipt = match form.text("act") {
        "reset" => {
            let reset = service::reset_password(app, by, key, account).await?;
            return shown_once(app, by, req, &reset);
        }
        "unlock" => service::unlock_account(app, by, key, account).await?,
        "close" => {
            let reason = form.text("reason").to_owned();
            service::close_account(app, by, key, account, reason).await?
        }
        _ => return Err(IdentityError::Field("act").into()),
    };
    let person = receipt.location.rsplit('/').next().unwrap_or_default();
    Ok(done(
        &format!("/people/{person}"),
        texts::SAVED.get(by.lang),
    ))
}

async fn end_role(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let role = form.text("held").parse().unwrap_or_default();
    let last = date_or_none(&form, "last_day", app.clock.today())?;
    let reason = form.text("reason").to_owned();
    service::end_given_role(&app, &by, Some(form.key.clone()), role, last, reason).await?;
    Ok(saved(&by, *id))
}

async fn end_duty(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let duty = DutyId::new(form.text("held").parse().unwrap_or_default());
    let last = date_or_none(&form, "last_day", app.clock.today())?;
    let reason = form.text("reason").to_owned();
    service::end_given_duty(&app, &by, Some(form.key.clone()), duty, last, reason).await?;
    Ok(saved(&by, *id))
}
