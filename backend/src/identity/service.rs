//! Acts around people, accounts, orders and duties, and what other features ask of them.
//!
//! Every act goes through [`act`]: after its commit the standings that this process remembers are forgotten, so that a
//! dismissal holds on the next request.

mod sign_in;

use actix_web::HttpRequest;

pub use super::error::IdentityError;
pub use super::parts::{
    NewDuty, NewOrder, NewPerson, NewRole, add_person, end_duty, end_role, give_duty, give_role,
    issue_order, leave, open_account,
};
pub use super::password::{PasswordHash, one_time};
pub use super::rules::{DutyRules, may_act};
pub use super::sign_ins::{COOKIE, SignIns};
pub use sign_in::{SignedIn, change_password, hash_password, sign_in, sign_in_as, sign_out};

use super::model::{Actor, Door, Duty};
use super::{sign_ins, store};
use crate::app::App;
use crate::db::{self, ActMeta, Conn, FactTable, Receipt, Tx};
use crate::kernel::{BusinessDate, PersonId, Problem};

/// Code of the refusal of someone whose first password must still be changed.
pub const MUST_CHANGE: &str = "E-AUTH-005";

/// Who sends this request: by Bearer token for programs, by cookie for browsers; 401 when nobody is signed in.
pub async fn actor_of(app: &App, req: &HttpRequest, program: bool) -> Result<Actor, Problem> {
    let door = if program {
        Door::Program
    } else {
        Door::Browser
    };
    Ok(sign_ins::actor_of(app, req, door).await?)
}

/// Runs an act to its end, also when whoever asked has hung up, and then forgets the standings.
async fn act<F>(app: &App, meta: ActMeta, part: F) -> Result<Receipt, IdentityError>
where
    F: FnOnce(&mut Tx<'_>) -> Result<Receipt, IdentityError> + Send + 'static,
{
    let app = app.clone();
    let done = tokio::spawn(async move {
        let done = app.writer.act(meta, part).await;
        app.sign_ins.changed();
        done
    });
    done.await
        .unwrap_or(Err(IdentityError::Store(db::Error::Panicked)))
}

/// The fact tables of this feature, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    use super::schema::{AccountFactRow, DutyFactRow, OrderFactRow, PersonFactRow, RoleFactRow};
    vec![
        FactTable::of::<PersonFactRow>(),
        FactTable::of::<AccountFactRow>(),
        FactTable::of::<RoleFactRow>(),
        FactTable::of::<OrderFactRow>(),
        FactTable::of::<DutyFactRow>(),
    ]
}

/// The duties a person holds on a day.
pub fn duties_on(
    conn: &mut Conn,
    person: PersonId,
    on: BusinessDate,
) -> Result<Vec<Duty>, IdentityError> {
    let given = store::duties_of_person(conn, person)?;
    let held = given.into_iter().filter(|d| d.period.gives_right_on(on));
    Ok(held.map(|d| d.duty).collect())
}

/// Whether anyone was ever entered: a database without people is new.
pub fn has_person(conn: &mut Conn) -> Result<bool, IdentityError> {
    store::has_person(conn)
}
