//! Acts around people, accounts, orders and duties, and what other features ask of them.
//!
//! Every act goes through [`act`]: after its commit the standings that this process remembers are forgotten, so that a
//! dismissal holds on the next request.

mod accounts;
mod admit;
mod kept;
mod orders;
mod people;
mod reading;
mod sign_in;

#[cfg(test)]
mod tests;

use actix_web::HttpRequest;

pub use super::error::IdentityError;
pub use super::parts::{
    NewDuty, NewOrder, NewPerson, NewRole, add_person, end_duty, end_role, give_duty, give_role,
    issue_order, leave, open_account,
};
pub use super::password::{PasswordHash, one_time};
pub use super::rules::{DutyRules, eligibility_rule, has_eligible_role};
pub use super::sign_ins::{Admitted, COOKIE, SignIns, Way};
pub use accounts::{
    OneTime, close_account, open_account_for, reset_from_machine, reset_password, unlock_account,
};
pub use kept::{accounts_kept, may_act, roles_of_on, who_act_as};
pub use orders::{duty_rules, end_given_duty, give_duty_to, order_with_duties};
pub use people::{
    Beginning, change_person, end_given_role, enter_person, enter_with_account, first_person,
    give_role_to, person_leaves,
};
pub use reading::{
    AccountView, Cell, Manager, Mark, Matrix, MatrixRow, OrderView, PeopleQuery, PersonView,
    Roster, duties_of, duties_on, duty_view, everybody, holders_of, manager_on, matrix, names_ever,
    names_of, order_view, orders, people, person_view, roles_ever, roster,
};
pub use sign_in::{SignedIn, change_password, hash_password, sign_in, sign_in_as, sign_out};

use super::model::{Actor, Door, Role};
use super::{parts, sign_ins, store};
use crate::app::App;
use crate::audit::verify::ProjectionCheck;
use crate::db::{self, ActMeta, Conn, FactTable, Receipt, Tx};
use crate::kernel::{PersonId, Problem};

/// Code of the refusal of someone whose first password must still be changed.
pub const MUST_CHANGE: &str = "E-AUTH-005";

/// Who sends this request: by Bearer token for programs, by cookie for browsers; 401 when nobody is signed in.
pub async fn admitted(
    app: &App,
    req: &HttpRequest,
    program: bool,
) -> Result<(Actor, Admitted), Problem> {
    let door = if program {
        Door::Program
    } else {
        Door::Browser
    };
    Ok(sign_ins::admitted(app, req, door).await?)
}

/// C4: who was admitted, as the database says now; none while nothing can have changed. 401 when the sign-in has ended.
pub fn admitted_again(
    app: &App,
    conn: &mut Conn,
    admitted: &Admitted,
) -> Result<Option<Actor>, Problem> {
    Ok(sign_ins::again(app, conn, admitted)?)
}

/// Runs an act to its end, also when whoever asked has hung up. The standings are forgotten inside it, so that an act behind it
/// in the same transaction is judged anew, and once more after it was committed.
async fn act<F>(app: &App, meta: ActMeta, part: F) -> Result<Receipt, IdentityError>
where
    F: FnOnce(&mut Tx<'_>) -> Result<Receipt, IdentityError> + Send + 'static,
{
    let app = app.clone();
    let inside = app.clone();
    let part = move |tx: &mut Tx<'_>| {
        let receipt = part(tx)?;
        inside.sign_ins.changed();
        Ok(receipt)
    };
    let done = tokio::spawn(db::taken_along(async move {
        let done = app.writer.act(meta, part).await;
        app.sign_ins.changed();
        done
    }));
    done.await
        .unwrap_or(Err(IdentityError::Store(db::Error::Panicked)))
}

/// The fact tables of this feature, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    store::fact_tables()
}

/// The projections of this feature, for `verify`.
pub fn projections() -> Vec<ProjectionCheck> {
    store::projections()
}

/// People, accounts, orders and duties are kept by the system keeper or the manager, besides what the row of the route says.
fn may_keep(by: &Actor) -> Result<(), IdentityError> {
    if by.has_role(Role::SystemKeeper) || by.has_role(Role::Manager) {
        Ok(())
    } else {
        Err(IdentityError::NotYours)
    }
}

/// Somebody who may keep people must remain after an act, or nobody could ever give a right again.
fn someone_keeps(tx: &mut Tx<'_>) -> Result<(), IdentityError> {
    let today = tx.today();
    let keepers = store::holders_of_roles(tx.conn, &[Role::SystemKeeper, Role::Manager], today)?;
    let ids: Vec<i64> = keepers
        .iter()
        .filter(|r| r.period.gives_right_on(today))
        .map(|r| r.person.get())
        .collect();
    let accounts = store::accounts_of_all(tx.conn, &ids)?;
    if accounts.iter().any(|a| !a.closed) {
        Ok(())
    } else {
        Err(IdentityError::LastSystemKeeper)
    }
}

/// The person who signs in by this user name; none when nobody does.
pub fn person_called(conn: &mut Conn, username: &str) -> Result<Option<PersonId>, IdentityError> {
    let Ok(name) = parts::fold_username(username) else {
        return Ok(None);
    };
    let account = store::account_named(conn, &name)?;
    Ok(account
        .filter(|account| !account.closed)
        .map(|account| account.person))
}

/// Whether anyone was ever entered: a database without people is new.
pub fn has_person(conn: &mut Conn) -> Result<bool, IdentityError> {
    store::has_person(conn)
}

/// What the window of the server shows while nobody was ever entered, and the first-run page asks for: only who can see
/// that window makes the first administrator.
pub fn set_up_code(app: &App) -> &str {
    &app.sign_ins.set_up_code
}
