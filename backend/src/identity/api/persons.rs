//! People and their roles over REST.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::{KEEPERS, READERS, page};
use crate::app::App;
use crate::identity::error::IdentityError;
use crate::identity::model::{Actor, Role};
use crate::identity::service::{self, NewPerson, NewRole, PeopleQuery};
use crate::kernel::{BusinessDate, NationalId, OrderId, PersonId, Problem};
use crate::web::answer;
use crate::web::body::Keyed;
use crate::web::route::Route;

pub(super) fn routes() -> Vec<Route> {
    [person_routes(), role_routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn person_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/persons",
            "person.list",
            READERS,
            "People, sorted by name; search in name and staff number",
            list,
        ),
        Route::post(
            "/api/v1/persons",
            "person.add",
            KEEPERS,
            "Enters a person; a national ID is entered once",
            add,
        ),
        Route::get(
            "/api/v1/persons/{id}",
            "person.read",
            READERS,
            "One person with roles and account",
            read,
        ),
        Route::post(
            "/api/v1/persons/{id}/change",
            "person.change",
            KEEPERS,
            "Changes name and staff number of the version that was seen",
            change,
        ),
        Route::post(
            "/api/v1/persons/{id}/leave",
            "person.leave",
            KEEPERS,
            "The person leaves: account, roles and duties end at once (C4)",
            leave,
        ),
    ]
}

fn role_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/persons/{id}/roles",
            "role.give",
            KEEPERS,
            "Gives a role from a day to a day; an acting manager by order",
            give_role,
        ),
        Route::post(
            "/api/v1/roles/{id}/end",
            "role.end",
            KEEPERS,
            "Ends a role after a day or at once, with the duties that hang on it",
            end_role,
        ),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    search: Option<String>,
    #[serde(default)]
    with_left: bool,
    limit: Option<i64>,
    cursor: Option<String>,
}

async fn list(app: web::Data<App>, query: web::Query<ListQuery>) -> Result<HttpResponse, Problem> {
    let (after, limit) = page(query.limit, query.cursor.as_deref())?;
    let asked = PeopleQuery {
        search: query.search.clone().unwrap_or_default(),
        with_left: query.with_left,
        after,
        limit,
    };
    Ok(answer::ok(&service::people(&app, asked).await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddBody {
    name: String,
    staff_no: Option<String>,
    national_id: String,
}

async fn add(
    app: web::Data<App>,
    by: Actor,
    Keyed { body, key }: Keyed<AddBody>,
) -> Result<HttpResponse, Problem> {
    let national_id = NationalId::parse(&body.national_id).map_err(IdentityError::from)?;
    let new = NewPerson {
        name: body.name,
        staff_no: body.staff_no,
        national_id,
    };
    let receipt = service::enter_person(&app, &by, Some(key), new).await?;
    Ok(answer::created(&receipt))
}

async fn read(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let person = service::person_view(&app, PersonId::new(*id)).await?;
    Ok(answer::ok(&person))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeBody {
    version: i64,
    name: String,
    staff_no: Option<String>,
}

async fn change(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    Keyed { body, key }: Keyed<ChangeBody>,
) -> Result<HttpResponse, Problem> {
    let (id, new) = (PersonId::new(*id), (body.name, body.staff_no));
    let receipt = service::change_person(&app, &by, Some(key), id, body.version, new).await?;
    Ok(answer::created(&receipt))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeaveBody {
    reason: String,
}

async fn leave(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    Keyed { body, key }: Keyed<LeaveBody>,
) -> Result<HttpResponse, Problem> {
    let id = PersonId::new(*id);
    let receipt = service::person_leaves(&app, &by, Some(key), id, body.reason).await?;
    Ok(answer::created(&receipt))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleBody {
    role: Role,
    #[serde(default)]
    acting: bool,
    order: Option<OrderId>,
    from: BusinessDate,
    to: Option<BusinessDate>,
}

async fn give_role(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    Keyed { body, key }: Keyed<RoleBody>,
) -> Result<HttpResponse, Problem> {
    let new = NewRole {
        person: PersonId::new(*id),
        role: body.role,
        acting: body.acting,
        order: body.order,
        from: body.from,
        to: body.to,
    };
    let receipt = service::give_role_to(&app, &by, Some(key), new).await?;
    Ok(answer::created(&receipt))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndBody {
    /// The last day that is kept whole; at once without one.
    pub last_day: Option<BusinessDate>,
    pub reason: String,
}

async fn end_role(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    Keyed { body, key }: Keyed<EndBody>,
) -> Result<HttpResponse, Problem> {
    let EndBody { last_day, reason } = body;
    let receipt = service::end_given_role(&app, &by, Some(key), *id, last_day, reason).await?;
    Ok(answer::created(&receipt))
}
