//! Written orders, and the duties that they give.

use super::persons::person_here;
use super::{NUMBER_CHARS_MAX, TEXT_CHARS_MAX, clean, ended, period};
use crate::db::Tx;
use crate::identity::error::{IdentityError, Thing};
use crate::identity::model::{Duty, DutyFact, DutyGiven, Order, OrderFact, Period};
use crate::identity::rules::{self, DutyRules, Wanted};
use crate::identity::store;
use crate::kernel::{BusinessDate, DutyId, OrderId, PersonId};

/// A written order to be entered.
#[derive(Debug, Clone)]
pub struct NewOrder {
    /// As printed: `16/2569`. Unique.
    pub number: String,
    pub dated: BusinessDate,
    pub from: BusinessDate,
    pub to: Option<BusinessDate>,
    pub title: String,
}

/// A duty to be given by an order, within the order's days.
#[derive(Debug, Clone)]
pub struct NewDuty {
    pub person: PersonId,
    pub duty: Duty,
    pub order: OrderId,
    pub from: BusinessDate,
    pub to: Option<BusinessDate>,
    pub terminal: Option<String>,
}

/// Enters a written order; its number is unique.
pub fn issue_order(tx: &mut Tx<'_>, new: &NewOrder) -> Result<OrderId, IdentityError> {
    let number = clean_order_number(&new.number)?;
    check_dated(new.dated, tx.today())?;
    period(new.from, new.to)?;
    let title = clean(&new.title, TEXT_CHARS_MAX, "title")?;
    if store::order_numbered(tx.conn, &number)?.is_some() {
        return Err(IdentityError::Taken("number"));
    }
    let id = OrderId::new(tx.next_id("orders"));
    let fact = OrderFact::Issued {
        number,
        dated: new.dated,
        from: new.from,
        to: new.to,
        title,
    };
    tx.advance_one::<Order>(id.get(), None, new.dated, fact)?;
    Ok(id)
}

/// The number of an order as it is stored; `Field` when it is empty or too long.
pub fn clean_order_number(number: &str) -> Result<String, IdentityError> {
    let number = clean(number, NUMBER_CHARS_MAX, "number")?;
    if number.is_empty() {
        return Err(IdentityError::Field("number"));
    }
    Ok(number)
}

/// An order is not dated after today.
pub fn check_dated(dated: BusinessDate, today: BusinessDate) -> Result<(), IdentityError> {
    if dated > today {
        return Err(IdentityError::Field("dated"));
    }
    Ok(())
}

/// The terminal that a duty is for. A user is named for each terminal (A12.2.1); a controller without one has them all
/// (A12.1).
pub fn clean_terminal(duty: Duty, terminal: Option<&str>) -> Result<Option<String>, IdentityError> {
    let terminal = clean(terminal.unwrap_or_default(), NUMBER_CHARS_MAX, "terminal")?;
    if duty == Duty::EdcUser && terminal.is_empty() {
        return Err(IdentityError::TerminalNeeded);
    }
    Ok(Some(terminal).filter(|t| !t.is_empty()))
}

pub(super) fn covered_by_order(
    tx: &mut Tx<'_>,
    order: OrderId,
    period: &Period,
    duty: Option<Duty>,
) -> Result<(), IdentityError> {
    let order = store::order_by_id(tx.conn, order)?.ok_or(IdentityError::Unknown(Thing::Order))?;
    if period.is_covered_by(&[order.period()]) {
        Ok(())
    } else {
        Err(IdentityError::OutsideOrder { duty })
    }
}

/// Gives a duty by an order, when the person's roles allow it on all its days, no pair is forbidden and nobody else keeps the
/// same lane on these days. An end is only ever brought nearer ([`ended`]), so it never reaches into the days of another.
pub fn give_duty(
    tx: &mut Tx<'_>,
    new: &NewDuty,
    duty_rules: DutyRules,
) -> Result<DutyId, IdentityError> {
    person_here(tx, new.person)?;
    let period = period(new.from, new.to)?;
    covered_by_order(tx, new.order, &period, Some(new.duty))?;
    let wanted = Wanted {
        duty: new.duty,
        period,
        terminal: clean_terminal(new.duty, new.terminal.as_deref())?,
    };
    let (roles, held) = (
        store::roles_of(tx.conn, new.person)?,
        store::duties_of_person(tx.conn, new.person)?,
    );
    rules::may_give(&wanted, &roles, &held, duty_rules)?;
    let all = store::duties_of_kind(tx.conn, new.duty)?;
    rules::keeps_alone(&wanted, new.person, &all)?;
    let id = DutyId::new(tx.next_id("duties"));
    let fact = DutyFact::Given {
        person: new.person,
        duty: new.duty,
        order: new.order,
        terminal: wanted.terminal,
        period,
    };
    let today = tx.today();
    tx.advance_one::<DutyGiven>(id.get(), None, today, fact)?;
    Ok(id)
}

/// Ends a duty after a day, or at once; whose it was.
pub fn end_duty(
    tx: &mut Tx<'_>,
    id: DutyId,
    last_day: Option<BusinessDate>,
    reason: &str,
) -> Result<PersonId, IdentityError> {
    let duty = store::duty_by_id(tx.conn, id)?.ok_or(IdentityError::Unknown(Thing::Duty))?;
    let period = ended(duty.period, last_day, tx.today())?;
    let reason = clean(reason, TEXT_CHARS_MAX, "reason")?;
    let person = duty.person;
    tell_duty_ended(tx, duty, period, &reason)?;
    Ok(person)
}

pub(super) fn tell_duty_ended(
    tx: &mut Tx<'_>,
    duty: DutyGiven,
    period: Period,
    reason: &str,
) -> Result<(), IdentityError> {
    let (id, reason) = (duty.id, reason.to_owned());
    let fact = DutyFact::Ended { period, reason };
    let today = tx.today();
    tx.advance_one(id.get(), Some(duty), today, fact)?;
    Ok(())
}
