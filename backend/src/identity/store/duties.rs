//! Written orders and duties.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{kept, unreadable};
use crate::db::{Conn, among, in_parts, on_each};
use crate::identity::error::IdentityError;
use crate::identity::model::{Duty, DutyGiven, Order, Period};
use crate::identity::schema::{duties, orders};
use crate::kernel::{AttachmentId, BusinessDate, Cursor, DutyId, Limit, OrderId, PersonId};

#[derive(Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = orders, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct OrderRow {
    id: i64,
    version: i64,
    number: String,
    dated: NaiveDate,
    from_date: NaiveDate,
    to_date: Option<NaiveDate>,
    title: String,
    scan_id: Option<i64>,
}

kept!(Order as OrderRow in orders, OrderFact in OrderFactRow, OrderId::new);

impl From<&Order> for OrderRow {
    fn from(o: &Order) -> Self {
        Self {
            id: o.id.get(),
            version: o.version,
            number: o.number.clone(),
            dated: o.dated.naive(),
            from_date: o.from.naive(),
            to_date: o.to.map(BusinessDate::naive),
            title: o.title.clone(),
            scan_id: o.scan.map(AttachmentId::get),
        }
    }
}

impl From<OrderRow> for Order {
    fn from(r: OrderRow) -> Self {
        Self {
            id: OrderId::new(r.id),
            version: r.version,
            number: r.number,
            dated: BusinessDate::new(r.dated),
            from: BusinessDate::new(r.from_date),
            to: r.to_date.map(BusinessDate::new),
            title: r.title,
            scan: r.scan_id.map(AttachmentId::new),
        }
    }
}

pub fn order_by_id(conn: &mut Conn, id: OrderId) -> Result<Option<Order>, IdentityError> {
    let row: Option<OrderRow> = orders::table
        .find(id.get())
        .select(OrderRow::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(Order::from))
}

pub fn order_numbered(conn: &mut Conn, number: &str) -> Result<Option<Order>, IdentityError> {
    let row: Option<OrderRow> = orders::table
        .filter(orders::number.eq(number))
        .select(OrderRow::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(Order::from))
}

/// These orders.
pub fn orders_by_ids(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Order>, IdentityError> {
    let rows: Vec<OrderRow> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => orders::table
            .filter(among!(orders::id, part))
            .order(orders::id)
            .select(OrderRow::as_select())
            .load(c))
    })?;
    Ok(rows.into_iter().map(Order::from).collect())
}

/// Orders, newest first by id.
pub fn orders_page(
    conn: &mut Conn,
    before: Option<&Cursor>,
    limit: Limit,
) -> Result<Vec<Order>, IdentityError> {
    let mut query = orders::table
        .order(orders::id.desc())
        .limit(limit.and_one_more())
        .select(OrderRow::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(orders::id.lt(before.id));
    }
    let rows: Vec<OrderRow> = query.load(conn)?;
    Ok(rows.into_iter().map(Order::from).collect())
}

#[derive(Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = duties, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct DutyRow {
    id: i64,
    version: i64,
    person_id: i64,
    duty: String,
    order_id: i64,
    from_date: NaiveDate,
    to_date: Option<NaiveDate>,
    stopped_on: Option<NaiveDate>,
    terminal: Option<String>,
}

kept!(DutyGiven as DutyRow in duties, DutyFact in DutyFactRow, DutyId::new);

impl From<&DutyGiven> for DutyRow {
    fn from(d: &DutyGiven) -> Self {
        Self {
            id: d.id.get(),
            version: d.version,
            person_id: d.person.get(),
            duty: d.duty.name().to_owned(),
            order_id: d.order.get(),
            from_date: d.period.from.naive(),
            to_date: d.period.to.map(BusinessDate::naive),
            stopped_on: d.period.stopped_on.map(BusinessDate::naive),
            terminal: d.terminal.clone(),
        }
    }
}

impl TryFrom<DutyRow> for DutyGiven {
    type Error = IdentityError;

    fn try_from(r: DutyRow) -> Result<Self, IdentityError> {
        Ok(Self {
            id: DutyId::new(r.id),
            version: r.version,
            person: PersonId::new(r.person_id),
            duty: Duty::from_name(&r.duty).ok_or_else(|| unreadable("duties.duty"))?,
            order: OrderId::new(r.order_id),
            terminal: r.terminal,
            period: Period {
                from: BusinessDate::new(r.from_date),
                to: r.to_date.map(BusinessDate::new),
                stopped_on: r.stopped_on.map(BusinessDate::new),
            },
        })
    }
}

pub fn duty_by_id(conn: &mut Conn, id: DutyId) -> Result<Option<DutyGiven>, IdentityError> {
    let row: Option<DutyRow> = duties::table
        .find(id.get())
        .select(DutyRow::as_select())
        .first(conn)
        .optional()?;
    row.map(DutyGiven::try_from).transpose()
}

/// All duties a person was ever given, oldest first. Index: `duties_person`.
pub fn duties_of_person(
    conn: &mut Conn,
    person: PersonId,
) -> Result<Vec<DutyGiven>, IdentityError> {
    let rows: Vec<DutyRow> = duties::table
        .filter(duties::person_id.eq(person.get()))
        .order(duties::id)
        .select(DutyRow::as_select())
        .load(conn)?;
    rows.into_iter().map(DutyGiven::try_from).collect()
}

/// Everybody who was ever given this duty, oldest first.
pub fn duties_of_kind(conn: &mut Conn, duty: Duty) -> Result<Vec<DutyGiven>, IdentityError> {
    let rows: Vec<DutyRow> = duties::table
        .filter(duties::duty.eq(duty.name()))
        .order(duties::id)
        .select(DutyRow::as_select())
        .load(conn)?;
    rows.into_iter().map(DutyGiven::try_from).collect()
}

/// Duties whose days include this one, in the order in which they were given.
pub fn duties_including(
    conn: &mut Conn,
    on: BusinessDate,
) -> Result<Vec<DutyGiven>, IdentityError> {
    let rows: Vec<DutyRow> = duties::table
        .filter(duties::from_date.le(on.naive()))
        .filter(duties::to_date.is_null().or(duties::to_date.ge(on.naive())))
        .order(duties::id)
        .select(DutyRow::as_select())
        .load(conn)?;
    rows.into_iter().map(DutyGiven::try_from).collect()
}

/// The duties that these orders give, by order.
pub fn duties_by_orders(conn: &mut Conn, orders: &[i64]) -> Result<Vec<DutyGiven>, IdentityError> {
    let rows: Vec<DutyRow> = in_parts(orders.iter().copied(), |part| {
        on_each!(conn, c => duties::table
            .filter(among!(duties::order_id, part))
            .order((duties::order_id, duties::id))
            .select(DutyRow::as_select())
            .load(c))
    })?;
    rows.into_iter().map(DutyGiven::try_from).collect()
}
