//! Acts around written orders and duties.

use super::{IdentityError, act, may_keep};
use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt};
use crate::identity::hooks;
use crate::identity::model::Actor;
use crate::identity::parts::{self, NewDuty, NewOrder};
use crate::identity::rules::DutyRules;
use crate::kernel::{BusinessDate, DutyId, OrderId};

/// What the bylaws of a day say about duties; without bylaws nothing is opened.
pub fn duty_rules(app: &App, on: BusinessDate) -> DutyRules {
    DutyRules {
        small_cooperative: app.bylaws_on(on).is_some_and(|b| b.small_cooperative),
    }
}

/// Enters a written order and gives its duties, all or none; the duties' own order is the new one.
pub async fn order_with_duties(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    new: NewOrder,
    duties: Vec<NewDuty>,
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    for duty in &duties {
        gives_to_another(by, duty)?;
    }
    let meta = ActMeta::new(by.person, "order.issued").with_key(key);
    let own = app.clone();
    act(app, meta, move |tx| {
        let order: OrderId = parts::issue_order(tx, &new)?;
        let rules = duty_rules(&own, tx.today());
        for duty in duties {
            parts::give_duty(tx, &NewDuty { order, ..duty }, rules)?;
        }
        Ok(Receipt::of("order", "orders", order.get()).numbered(new.number.trim()))
    })
    .await
}

/// Nobody gives a duty to himself, as nobody gives himself a role.
fn gives_to_another(by: &Actor, duty: &NewDuty) -> Result<(), IdentityError> {
    if duty.person == by.person {
        return Err(IdentityError::OwnRights);
    }
    Ok(())
}

/// Gives a duty by an order that exists.
pub async fn give_duty_to(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    new: NewDuty,
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    gives_to_another(by, &new)?;
    let meta = ActMeta::new(by.person, "duty.given").with_key(key);
    let own = app.clone();
    act(app, meta, move |tx| {
        let rules = duty_rules(&own, tx.today());
        let id = parts::give_duty(tx, &new, rules)?;
        Ok(Receipt::of("duty", "duties", id.get()))
    })
    .await
}

/// Ends a duty after a day, or at once.
pub async fn end_given_duty(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: DutyId,
    last_day: Option<BusinessDate>,
    reason: String,
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "duty.ended").with_key(key);
    act(app, meta, move |tx| {
        let person = parts::end_duty(tx, id, last_day, &reason)?;
        hooks::may_less(tx, person).map_err(IdentityError::Hook)?;
        Ok(Receipt::of("duty", "duties", id.get()))
    })
    .await
}
