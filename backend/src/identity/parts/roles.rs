//! Roles: given and ended.

use super::duties::{covered_by_order, tell_duty_ended};
use super::persons::person_here;
use super::{TEXT_CHARS_MAX, clean, ended, period};
use crate::db::Tx;
use crate::identity::error::{IdentityError, Thing};
use crate::identity::model::{Period, Role, RoleFact, RoleGiven};
use crate::identity::rules::{self, DutyRules};
use crate::identity::store;
use crate::kernel::{BusinessDate, OrderId, PersonId};

/// A role to be given, from a day to a day.
#[derive(Debug, Clone)]
pub struct NewRole {
    pub person: PersonId,
    pub role: Role,
    /// In someone's place, by an order and until a day.
    pub acting: bool,
    pub order: Option<OrderId>,
    pub from: BusinessDate,
    pub to: Option<BusinessDate>,
}

/// Gives a role; an acting role needs an order that covers its days.
pub fn give_role(tx: &mut Tx<'_>, new: &NewRole) -> Result<i64, IdentityError> {
    person_here(tx, new.person)?;
    let period = period(new.from, new.to)?;
    if let Some(order) = new.order {
        covered_by_order(tx, order, &period, None)?;
    }
    let held = store::duties_of_person(tx.conn, new.person)?;
    rules::may_give_role(new.role, new.acting, new.order.is_some(), &period, &held)?;
    let roles = store::roles_of(tx.conn, new.person)?;
    if roles
        .iter()
        .any(|r| r.role == new.role && r.period.overlaps(&period))
    {
        return Err(IdentityError::Taken("role"));
    }
    let id = tx.next_id("roles");
    let fact = RoleFact::Given {
        person: new.person,
        role: new.role,
        acting: new.acting,
        order: new.order,
        period,
    };
    let today = tx.today();
    tx.advance_one::<RoleGiven>(id, None, today, fact)?;
    Ok(id)
}

pub(super) fn tell_role_ended(
    tx: &mut Tx<'_>,
    role: RoleGiven,
    period: Period,
    reason: &str,
) -> Result<(), IdentityError> {
    let (id, reason) = (role.id, reason.to_owned());
    let fact = RoleFact::Ended { period, reason };
    let today = tx.today();
    tx.advance_one(id, Some(role), today, fact)?;
    Ok(())
}

/// Ends a role after a day, or at once; duties that only this role allowed end with it.
pub fn end_role(
    tx: &mut Tx<'_>,
    id: i64,
    last_day: Option<BusinessDate>,
    reason: &str,
) -> Result<PersonId, IdentityError> {
    let role = store::role_by_id(tx.conn, id)?.ok_or(IdentityError::Unknown(Thing::Role))?;
    let reason = &clean(reason, TEXT_CHARS_MAX, "reason")?;
    let (today, person) = (tx.today(), role.person);
    let period = ended(role.period, last_day, today)?;
    tell_role_ended(tx, role, period, reason)?;
    let (roles, duties) = (
        store::roles_of(tx.conn, person)?,
        store::duties_of_person(tx.conn, person)?,
    );
    let widest = DutyRules {
        small_cooperative: true,
    };
    for duty in duties.iter().filter(|d| !d.period.is_over(today)) {
        let ahead = Period {
            from: duty.period.from.max(today),
            ..duty.period
        };
        if rules::is_eligible(duty.duty, &ahead, &roles, &duties, widest).is_err() {
            let still = last_day.filter(|day| *day >= duty.period.from);
            let rest =
                ended(duty.period, still, today).unwrap_or_else(|_| duty.period.stopped(today));
            tell_duty_ended(tx, duty.clone(), rest, reason)?;
        }
    }
    Ok(person)
}
