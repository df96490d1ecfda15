//! People and their roles.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{kept, unreadable};
use crate::db::{Conn, Part, among, in_parts, on_each};
use crate::identity::error::IdentityError;
use crate::identity::model::{Period, Person, PersonFact, Role, RoleGiven};
use crate::identity::schema::{person_facts, persons, roles};
use crate::kernel::{BusinessDate, Cursor, Limit, OrderId, PersonId, thai};

#[derive(Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = persons, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct PersonRow {
    id: i64,
    version: i64,
    name: String,
    search: String,
    sort_key: String,
    staff_no: Option<String>,
    national_id: String,
    national_id_index: String,
    national_id_tail: String,
    left_on: Option<NaiveDate>,
}

kept!(Person as PersonRow in persons, PersonFact in PersonFactRow, PersonId::new);

impl From<&Person> for PersonRow {
    fn from(p: &Person) -> Self {
        let search = format!("{} {}", p.name, p.staff_no.as_deref().unwrap_or_default());
        Self {
            id: p.id.get(),
            version: p.version,
            search: thai::normalise(&search),
            sort_key: thai::sort_key(&thai::fold_title(&p.name)),
            name: p.name.clone(),
            staff_no: p.staff_no.clone(),
            national_id: p.national_id.clone(),
            national_id_index: p.national_id_index.clone(),
            national_id_tail: p.national_id_tail.clone(),
            left_on: p.left_on.map(BusinessDate::naive),
        }
    }
}

impl From<PersonRow> for Person {
    fn from(r: PersonRow) -> Self {
        Self {
            id: PersonId::new(r.id),
            version: r.version,
            name: r.name,
            staff_no: r.staff_no,
            national_id: r.national_id,
            national_id_index: r.national_id_index,
            national_id_tail: r.national_id_tail,
            left_on: r.left_on.map(BusinessDate::new),
        }
    }
}

pub fn person_by_id(conn: &mut Conn, id: PersonId) -> Result<Option<Person>, IdentityError> {
    let row: Option<PersonRow> = persons::table
        .find(id.get())
        .select(PersonRow::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(Person::from))
}

/// These people, in the order of their ids.
pub fn persons_by_ids(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Person>, IdentityError> {
    let rows: Vec<PersonRow> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => persons::table
            .filter(among!(persons::id, part))
            .order(persons::id)
            .select(PersonRow::as_select())
            .load(c))
    })?;
    Ok(rows.into_iter().map(Person::from).collect())
}

/// Who has this national ID, by its look-up value.
pub fn person_with_index(conn: &mut Conn, index: &str) -> Result<Option<PersonId>, IdentityError> {
    let id: Option<i64> = persons::table
        .filter(persons::national_id_index.eq(index))
        .select(persons::id)
        .first(conn)
        .optional()?;
    Ok(id.map(PersonId::new))
}

/// Who has this staff number.
pub fn person_with_staff_no(
    conn: &mut Conn,
    staff_no: &str,
) -> Result<Option<PersonId>, IdentityError> {
    let id: Option<i64> = persons::table
        .filter(persons::staff_no.eq(staff_no))
        .select(persons::id)
        .first(conn)
        .optional()?;
    Ok(id.map(PersonId::new))
}

/// Whether anybody was ever entered.
pub fn has_person(conn: &mut Conn) -> Result<bool, IdentityError> {
    let first: Option<i64> = persons::table
        .select(persons::id)
        .order(persons::id)
        .first(conn)
        .optional()?;
    Ok(first.is_some())
}

/// Everybody who was ever entered, by name.
pub fn everybody(conn: &mut Conn) -> Result<Vec<(PersonId, String)>, IdentityError> {
    let rows: Vec<(i64, String)> = persons::table
        .order((persons::sort_key, persons::id))
        .select((persons::id, persons::name))
        .load(conn)?;
    let named = |(id, name)| (PersonId::new(id), name);
    Ok(rows.into_iter().map(named).collect())
}

/// Every name that anybody was ever entered with or changed to, the present one too.
pub fn names_ever(conn: &mut Conn) -> Result<Vec<(PersonId, String)>, IdentityError> {
    let rows: Vec<(i64, String)> = person_facts::table
        .filter(person_facts::kind.ne("left"))
        .order(person_facts::id)
        .select((person_facts::subject_id, person_facts::data))
        .load(conn)?;
    let mut names = Vec::with_capacity(rows.len());
    for (person, data) in rows {
        let fact: PersonFact = serde_json::from_str(&data).map_err(crate::db::Error::from)?;
        match fact {
            PersonFact::Added { name, .. } | PersonFact::Changed { name, .. } => {
                names.push((PersonId::new(person), name));
            }
            PersonFact::Left { .. } => {}
        }
    }
    Ok(names)
}

/// People whose name or staff number contains the search text, sorted by name. Index: `persons_sorted`.
pub fn persons_page(
    conn: &mut Conn,
    search: &str,
    with_left: bool,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Vec<(Person, String)>, IdentityError> {
    let mut query = persons::table
        .order((persons::sort_key, persons::id))
        .limit(limit.and_one_more())
        .select(PersonRow::as_select())
        .into_boxed();
    let wanted = thai::normalise(search);
    if !wanted.is_empty() {
        let pattern = format!("%{}%", wanted.replace(['%', '_', '\\'], " "));
        query = query.filter(persons::search.like(pattern));
    }
    if !with_left {
        query = query.filter(persons::left_on.is_null());
    }
    if let Some(after) = after {
        let later = persons::sort_key.gt(after.key.clone());
        let twin = persons::sort_key
            .eq(after.key.clone())
            .and(persons::id.gt(after.id));
        query = query.filter(later.or(twin));
    }
    let rows: Vec<PersonRow> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|r| (r.sort_key.clone(), r))
        .map(|(key, r)| (Person::from(r), key))
        .collect())
}

#[derive(Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = roles, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct RoleRow {
    id: i64,
    version: i64,
    person_id: i64,
    role: String,
    acting: bool,
    order_id: Option<i64>,
    from_date: NaiveDate,
    to_date: Option<NaiveDate>,
    stopped_on: Option<NaiveDate>,
}

kept!(RoleGiven as RoleRow in roles, RoleFact in RoleFactRow, std::convert::identity);

impl From<&RoleGiven> for RoleRow {
    fn from(r: &RoleGiven) -> Self {
        Self {
            id: r.id,
            version: r.version,
            person_id: r.person.get(),
            role: r.role.name().to_owned(),
            acting: r.acting,
            order_id: r.order.map(OrderId::get),
            from_date: r.period.from.naive(),
            to_date: r.period.to.map(BusinessDate::naive),
            stopped_on: r.period.stopped_on.map(BusinessDate::naive),
        }
    }
}

impl TryFrom<RoleRow> for RoleGiven {
    type Error = IdentityError;

    fn try_from(r: RoleRow) -> Result<Self, IdentityError> {
        Ok(Self {
            id: r.id,
            version: r.version,
            person: PersonId::new(r.person_id),
            role: Role::from_name(&r.role).ok_or_else(|| unreadable("roles.role"))?,
            acting: r.acting,
            order: r.order_id.map(OrderId::new),
            period: Period {
                from: BusinessDate::new(r.from_date),
                to: r.to_date.map(BusinessDate::new),
                stopped_on: r.stopped_on.map(BusinessDate::new),
            },
        })
    }
}

pub fn role_by_id(conn: &mut Conn, id: i64) -> Result<Option<RoleGiven>, IdentityError> {
    let row: Option<RoleRow> = roles::table
        .find(id)
        .select(RoleRow::as_select())
        .first(conn)
        .optional()?;
    row.map(RoleGiven::try_from).transpose()
}

/// All roles a person ever had, oldest first. Index: `roles_person`.
pub fn roles_of(conn: &mut Conn, person: PersonId) -> Result<Vec<RoleGiven>, IdentityError> {
    roles_of_all(conn, &[person.get()])
}

/// All roles these people ever had, by person, oldest first.
pub fn roles_of_all(conn: &mut Conn, persons: &[i64]) -> Result<Vec<RoleGiven>, IdentityError> {
    let rows: Vec<RoleRow> = in_parts(persons.iter().copied(), |part| {
        on_each!(conn, c => roles::table
            .filter(among!(roles::person_id, part))
            .order((roles::person_id, roles::id))
            .select(RoleRow::as_select())
            .load(c))
    })?;
    rows.into_iter().map(RoleGiven::try_from).collect()
}

/// Who has one of these roles on this day, by person.
pub fn holders_of_roles(
    conn: &mut Conn,
    wanted: &[Role],
    on: BusinessDate,
) -> Result<Vec<RoleGiven>, IdentityError> {
    let names: Vec<&'static str> = wanted.iter().map(|role| role.name()).collect();
    let rows: Vec<RoleRow> = on_each!(conn, c => roles::table
        .filter(among!(roles::role, Part::codes(&names)))
        .filter(roles::from_date.le(on.naive()))
        .filter(roles::to_date.is_null().or(roles::to_date.ge(on.naive())))
        .order((roles::person_id, roles::id))
        .select(RoleRow::as_select())
        .load(c))?;
    rows.into_iter().map(RoleGiven::try_from).collect()
}
