//! The first days: what comes after set-up, and how much of it is done (people, orders, holidays, members, the registers kept
//! before, the first count). It keeps nothing of its own but the counts; everything else is asked of the features that have it.
//! It shows figures and nothing of a member, so the keeper of the system may read it. Begin at `rules`.

pub mod api;
mod error;
mod model;
pub mod pages;
mod rules;
mod schema;
pub mod service;
mod store;
mod texts;

use crate::identity::model::{Duty, Role};
use crate::web::route::Who;

pub use texts::BeginningTexts;

/// Who sees what comes next.
pub const LOOKS: Who = Who::Roles(&[Role::SystemKeeper, Role::Manager, Role::Chairperson]);

/// C3: who counts, with a second person.
pub const COUNTS: Who = Who::Duties(&[Duty::CardKeeper, Duty::PinKeeper], &[Role::Manager]);
