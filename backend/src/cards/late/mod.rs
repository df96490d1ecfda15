//! Late records: a letter, a batch or an application that bears a day before the one it was recorded on (A5.1, A6, A7.2.1,
//! practice). A letter and a batch are dated the day they are recorded. One that left on paper earlier is entered as such, with
//! a reason: it keeps its own day and the day of the record, is late or not by each of them, and stands in a list for manager
//! and auditors. Begin at `rules`.

pub mod api;
pub mod model;
pub mod pages;
pub mod rules;
mod schema;
pub mod service;

use crate::identity::model::Role;
use crate::web::route::Who;

/// Who reads the list.
pub const LOOKS: Who = Who::Roles(&[
    Role::Manager,
    Role::InternalAuditor,
    Role::Auditor,
    Role::Inspector,
]);

/// Its routes, for programs and for browsers.
pub fn routes() -> Vec<crate::web::route::Route> {
    api::routes().into_iter().chain(pages::routes()).collect()
}
