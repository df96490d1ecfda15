//! REST: signing in, people, accounts, orders and duties.

mod accounts;
mod orders;
mod persons;
mod sign_in;

use super::model::Role;
use crate::kernel::{Cursor, Limit, Problem};
use crate::web::route::{Route, Who};

use super::error::IdentityError;

/// Who keeps people, accounts and orders.
pub(in crate::identity) const KEEPERS: Who = Who::Roles(&[Role::SystemKeeper, Role::Manager]);
/// Who may read them: the keepers and those who check the cooperative.
pub(in crate::identity) const READERS: Who = Who::Roles(&[
    Role::SystemKeeper,
    Role::Manager,
    Role::BoardMember,
    Role::Chairperson,
    Role::InternalAuditor,
    Role::Auditor,
    Role::Inspector,
]);

/// The routes of this feature for programs.
pub fn routes() -> Vec<Route> {
    [
        sign_in::routes(),
        persons::routes(),
        accounts::routes(),
        orders::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn page(limit: Option<i64>, cursor: Option<&str>) -> Result<(Option<Cursor>, Limit), Problem> {
    let limit = Limit::parse(limit).map_err(|_| IdentityError::Field("limit"))?;
    let cursor = cursor.map(Cursor::parse).transpose();
    Ok((cursor.map_err(|_| IdentityError::Field("cursor"))?, limit))
}
