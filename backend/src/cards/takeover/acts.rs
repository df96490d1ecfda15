//! The two acts of the manager around a take-over: the first day of work here, and the end.

use super::super::error::CardError;
use super::error::TakeOverError;
use super::model::{SUBJECT, TakeOver, TakeOverFact};
use super::{rules, settle, store};
use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt};
use crate::identity::model::{Actor, Role};
use crate::kernel::BusinessDate;

/// R0: what concerns the take-over as a whole is the manager's.
pub(super) fn is_manager(by: &Actor) -> Result<(), TakeOverError> {
    if by.has_role(Role::Manager) {
        Ok(())
    } else {
        Err(TakeOverError::NotManager)
    }
}

/// R0: names the first day of work here; it may be put right as long as nothing was taken over.
pub async fn name_first_day(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    (day, reason): (BusinessDate, Option<String>),
) -> Result<Receipt, TakeOverError> {
    is_manager(by)?;
    let reason = reason.filter(|text| !text.trim().is_empty());
    let reason = reason.map(|text| settle::reason(&text)).transpose()?;
    let has_bylaws = app.bylaws_on(day).is_some();
    let meta = ActMeta::new(by.person, "take_over.first_day").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let (before, today) = (store::state(tx.conn)?, tx.today());
            let work = store::first_work(tx.conn)?;
            rules::may_name_first_day(
                day,
                today,
                (before.as_ref(), work),
                has_bylaws,
                reason.as_deref(),
            )?;
            if before.is_none() {
                // Its id is SUBJECT, the first that the counter gives: `verify` asks for it.
                tx.next_id("take_overs");
            }
            let fact = TakeOverFact::FirstDay { day, reason };
            tx.advance_one::<TakeOver>(SUBJECT, before, today, fact)?;
            Ok(receipt())
        })
        .await
}

/// R0: ends the take-over: from now on every import is refused. What waits to be settled still is. `version` is what the manager
/// saw of it; `no_register` says that there was nothing to take over.
pub async fn end(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    (version, no_register): (i64, bool),
) -> Result<Receipt, TakeOverError> {
    is_manager(by)?;
    let meta = ActMeta::new(by.person, "take_over.ended").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let before = store::state(tx.conn)?;
            rules::may_end(before.as_ref(), no_register)?;
            if before
                .as_ref()
                .is_some_and(|state| state.version != version)
            {
                return Err(CardError::Stale.into());
            }
            let today = tx.today();
            let no_register = before.as_ref().is_some_and(|state| state.cards == 0);
            let fact = TakeOverFact::Ended { no_register };
            tx.advance_one::<TakeOver>(SUBJECT, before, today, fact)?;
            Ok(receipt())
        })
        .await
}

fn receipt() -> Receipt {
    Receipt::of("take_over", "take-overs", SUBJECT)
}
