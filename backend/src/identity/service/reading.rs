//! What is read of people, orders and duties.

mod matrix;

use std::collections::BTreeMap;

use serde::Serialize;

pub use matrix::{Cell, Mark, Matrix, MatrixRow, matrix};

use super::IdentityError;
use crate::app::App;
use crate::audit::service as audit;
use crate::db::Conn;
use crate::identity::error::Thing;
use crate::identity::model::{Account, Duty, DutyGiven, DutyHeld, Order, Person, Role, RoleGiven};
use crate::identity::{rules, store};
use crate::kernel::{
    AccountId, BusinessDate, Cursor, DutyId, Instant, Limit, OrderId, PageOf, PersonId,
};

/// A person as programs read it; the national ID shows its last three digits.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    pub id: PersonId,
    pub version: i64,
    pub name: String,
    pub staff_no: Option<String>,
    pub national_id: String,
    pub left_on: Option<BusinessDate>,
    pub roles: Vec<RoleGiven>,
    pub account: Option<AccountView>,
}

/// An account as it may be seen.
#[derive(Debug, Clone, Serialize)]
pub struct AccountView {
    pub id: AccountId,
    pub username: String,
    pub must_change_password: bool,
    /// The machine's time until which no sign-in is taken.
    pub locked_until: Option<Instant>,
    pub closed: bool,
    /// The machine's time of the last sign-in; none while there was none.
    pub last_signed_in: Option<Instant>,
}

/// An order with the duties it gives.
#[derive(Debug, Clone, Serialize)]
pub struct OrderView {
    #[serde(flatten)]
    pub order: Order,
    pub duties: Vec<DutyGiven>,
}

/// Which people are asked for.
#[derive(Debug, Clone, Default)]
pub struct PeopleQuery {
    /// In name or staff number; empty for all.
    pub search: String,
    /// Those who left as well.
    pub with_left: bool,
    pub after: Option<Cursor>,
    pub limit: Limit,
}

fn view(
    person: Person,
    roles: &[RoleGiven],
    accounts: &[Account],
    signed_in: &BTreeMap<i64, Instant>,
) -> PersonView {
    let account = accounts.iter().find(|a| a.person == person.id);
    PersonView {
        id: person.id,
        version: person.version,
        national_id: person.national_id_masked(),
        roles: roles
            .iter()
            .filter(|r| r.person == person.id)
            .cloned()
            .collect(),
        account: account.map(|a| AccountView {
            id: a.id,
            username: a.username.clone(),
            must_change_password: a.must_change,
            locked_until: a.locked_until,
            closed: a.closed,
            last_signed_in: signed_in.get(&a.person.get()).copied(),
        }),
        name: person.name,
        staff_no: person.staff_no,
        left_on: person.left_on,
    }
}

/// A page of people, sorted by name.
pub async fn people(app: &App, query: PeopleQuery) -> Result<PageOf<PersonView>, IdentityError> {
    app.read(move |conn| {
        let PeopleQuery {
            search,
            with_left,
            after,
            limit,
        } = query;
        let rows = store::persons_page(conn, &search, with_left, after.as_ref(), limit)?;
        let page = PageOf::cut(rows, limit, |(person, key)| {
            Cursor::new(key.clone(), person.id.get())
        });
        let ids: Vec<i64> = page.items.iter().map(|(p, _)| p.id.get()).collect();
        let roles = store::roles_of_all(conn, &ids)?;
        let accounts = store::accounts_of_all(conn, &ids)?;
        let signed_in = audit::last_sign_ins(conn, &ids)?;
        Ok(page.map(|(person, _)| view(person, &roles, &accounts, &signed_in)))
    })
    .await
}

/// One person.
pub async fn person_view(app: &App, id: PersonId) -> Result<PersonView, IdentityError> {
    app.read(move |conn| {
        let person = store::person_by_id(conn, id)?.ok_or(IdentityError::Unknown(Thing::Person))?;
        let roles = store::roles_of(conn, id)?;
        let account: Vec<Account> = store::account_of(conn, id)?.into_iter().collect();
        let signed_in = audit::last_sign_ins(conn, &[id.get()])?;
        Ok(view(person, &roles, &account, &signed_in))
    })
    .await
}

/// Someone with an account, and what the person is and holds on a day: the demonstration's list, and `sign-ins.json`.
#[derive(Debug, Clone, Serialize)]
pub struct Roster {
    pub person: PersonId,
    pub username: String,
    pub name: String,
    pub roles: Vec<Role>,
    pub duties: Vec<DutyHeld>,
}

/// Everybody who can sign in, sorted by name.
pub fn roster(conn: &mut Conn, on: BusinessDate) -> Result<Vec<Roster>, IdentityError> {
    let limit = Limit::parse(Some(i64::from(Limit::MAX))).unwrap_or_default();
    let persons = store::persons_page(conn, "", false, None, limit)?;
    let ids: Vec<i64> = persons.iter().map(|(p, _)| p.id.get()).collect();
    let (accounts, roles) = (
        store::accounts_of_all(conn, &ids)?,
        store::roles_of_all(conn, &ids)?,
    );
    let held = held_on(conn, on, None)?;
    let mut found = Vec::new();
    for (person, _) in persons {
        let account = accounts.iter().find(|a| a.person == person.id && !a.closed);
        let Some(account) = account else { continue };
        let own: Vec<RoleGiven> = roles
            .iter()
            .filter(|r| r.person == person.id)
            .cloned()
            .collect();
        found.push(Roster {
            person: person.id,
            username: account.username.clone(),
            roles: rules::roles_on(&own, on),
            duties: held
                .iter()
                .filter(|d| d.person == person.id)
                .cloned()
                .collect(),
            name: person.name,
        });
    }
    Ok(found)
}

/// A page of orders with their duties, newest first.
pub async fn orders(
    app: &App,
    before: Option<Cursor>,
    limit: Limit,
) -> Result<PageOf<OrderView>, IdentityError> {
    app.read(move |conn| {
        let rows = store::orders_page(conn, before.as_ref(), limit)?;
        let page = PageOf::cut(rows, limit, |o| Cursor::new("", o.id.get()));
        let ids: Vec<i64> = page.items.iter().map(|o| o.id.get()).collect();
        let duties = store::duties_by_orders(conn, &ids)?;
        Ok(page.map(|order| with_duties(order, &duties)))
    })
    .await
}

fn with_duties(order: Order, duties: &[DutyGiven]) -> OrderView {
    let duties = duties.iter().filter(|d| d.order == order.id);
    OrderView {
        duties: duties.cloned().collect(),
        order,
    }
}

/// One order with its duties.
pub async fn order_view(app: &App, id: OrderId) -> Result<OrderView, IdentityError> {
    app.read(move |conn| {
        let order = store::order_by_id(conn, id)?.ok_or(IdentityError::Unknown(Thing::Order))?;
        let duties = store::duties_by_orders(conn, &[id.get()])?;
        Ok(with_duties(order, &duties))
    })
    .await
}

/// One duty.
pub async fn duty_view(app: &App, id: DutyId) -> Result<DutyGiven, IdentityError> {
    app.read(move |conn| store::duty_by_id(conn, id)?.ok_or(IdentityError::Unknown(Thing::Duty)))
        .await
}

/// The duties under which a person may act on a day.
pub fn duties_on(
    conn: &mut Conn,
    person: PersonId,
    on: BusinessDate,
) -> Result<Vec<Duty>, IdentityError> {
    let held = duties_of(conn, person, on)?;
    Ok(held.into_iter().map(|d| d.duty).collect())
}

/// The same with the orders that give them, for papers and registers.
pub fn duties_of(
    conn: &mut Conn,
    person: PersonId,
    on: BusinessDate,
) -> Result<Vec<DutyHeld>, IdentityError> {
    let given = store::duties_of_person(conn, person)?;
    let roles = store::roles_of(conn, person)?;
    in_force(conn, &given, &roles, on)
}

/// Who holds a duty on a day, in the order in which it was given.
pub fn holders_of(
    conn: &mut Conn,
    duty: Duty,
    on: BusinessDate,
) -> Result<Vec<DutyHeld>, IdentityError> {
    held_on(conn, on, Some(duty))
}

/// Who signs for the cooperative on a day: the manager, or whoever acts in the manager's place by order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manager {
    pub person: PersonId,
    pub name: String,
    /// In the manager's place (ผู้รักษาการแทน).
    pub acting: bool,
    /// The order of an acting manager: `12/2569`.
    pub order_no: Option<String>,
}

/// The manager of a day; one who acts goes first, because the order names that person for these days.
pub fn manager_on(conn: &mut Conn, on: BusinessDate) -> Result<Option<Manager>, IdentityError> {
    let mut given = store::holders_of_roles(conn, &[Role::Manager], on)?;
    given.retain(|role| role.period.includes(on));
    let Some(role) = given.iter().find(|role| role.acting).or(given.first()) else {
        return Ok(None);
    };
    let name = names_of(conn, &[role.person])?.remove(&role.person.get());
    let order = role
        .order
        .map(|id| store::order_by_id(conn, id))
        .transpose()?;
    Ok(Some(Manager {
        person: role.person,
        name: name.unwrap_or_default(),
        acting: role.acting,
        order_no: order.flatten().map(|order| order.number),
    }))
}

fn held_on(
    conn: &mut Conn,
    on: BusinessDate,
    duty: Option<Duty>,
) -> Result<Vec<DutyHeld>, IdentityError> {
    // All duties of the day: whether one is in force may hang on what else its person keeps.
    let given = store::duties_including(conn, on)?;
    let mut persons: Vec<i64> = given.iter().map(|d| d.person.get()).collect();
    persons.sort_unstable();
    persons.dedup();
    let roles = store::roles_of_all(conn, &persons)?;
    let mut held = in_force(conn, &given, &roles, on)?;
    held.retain(|d| duty.is_none_or(|wanted| d.duty == wanted));
    Ok(held)
}

fn in_force(
    conn: &mut Conn,
    given: &[DutyGiven],
    roles: &[RoleGiven],
    on: BusinessDate,
) -> Result<Vec<DutyHeld>, IdentityError> {
    let in_force = rules::duties_in_force(given, roles, on);
    let ids: Vec<i64> = in_force.iter().map(|d| d.order.get()).collect();
    let orders = store::orders_by_ids(conn, &ids)?;
    let number_of = |id: OrderId| orders.iter().find(|o| o.id == id).map(|o| o.number.clone());
    Ok(in_force
        .into_iter()
        .map(|d| DutyHeld {
            id: d.id,
            person: d.person,
            duty: d.duty,
            order: d.order,
            order_no: number_of(d.order).unwrap_or_default(),
            from: d.period.from,
            to: d.period.to,
            terminal: d.terminal.clone(),
        })
        .collect())
}

/// What people are called, by id; who does not exist is left out.
pub fn names_of(conn: &mut Conn, ids: &[PersonId]) -> Result<BTreeMap<i64, String>, IdentityError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.get()).collect();
    let found = store::persons_by_ids(conn, &ids)?;
    Ok(found.into_iter().map(|p| (p.id.get(), p.name)).collect())
}

/// The roles that each of these people ever had; who had none is left out.
pub fn roles_ever(
    conn: &mut Conn,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Vec<Role>>, IdentityError> {
    let ids: Vec<i64> = people.iter().map(|id| id.get()).collect();
    let mut roles: BTreeMap<PersonId, Vec<Role>> = BTreeMap::new();
    for given in store::roles_of_all(conn, &ids)? {
        roles.entry(given.person).or_default().push(given.role);
    }
    Ok(roles)
}

/// Everybody who was ever entered, sorted by name: those too who left or never had an account.
pub fn everybody(conn: &mut Conn) -> Result<Vec<(PersonId, String)>, IdentityError> {
    store::everybody(conn)
}

/// Every name that anybody bears or bore: an old register may call somebody by the name of before a marriage.
pub fn names_ever(conn: &mut Conn) -> Result<Vec<(PersonId, String)>, IdentityError> {
    store::names_ever(conn)
}
