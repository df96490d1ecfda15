//! Take-over: the registers that were kept before this program become cards in custody, with their places and dates, in one
//! act. Nobody starts with none.
//!
//! The manager names the first day of work here once, before any import, and ends the take-over by a second act (`acts`). The
//! registers tell of the time before that day. A file is read whole; every row that cannot be read is named by line and column,
//! and then nothing is written. What breaks a rule in it is taken over as an exception (`judge`): the card is not active until
//! the manager has settled it (`settle`), and the list stays. A card number that is known refuses its line, so a second import
//! of the same file adds nothing.

use crate::identity::model::{Duty, Role};
use crate::web::route::Who;

mod acts;
pub mod api;
mod columns;
mod days;
mod error;
mod exception;
pub mod exceptions;
mod files;
mod judge;
pub mod letters;
pub mod listed;
mod look;
mod matching;
mod model;
mod named;
pub mod pages;
mod pairs;
mod past;
mod pending;
mod rows;
mod rules;
mod schema;
pub mod service;
mod settle;
mod sides;
mod store;
mod texts;
mod twins;
mod whose;

/// Who brings the old registers in.
pub const TAKES_OVER: Who = Who::Duties(&[Duty::CardKeeper], &[Role::Manager]);

/// Who settles what they broke.
pub const SETTLES: Who = Who::Roles(&[Role::Manager]);

#[cfg(test)]
mod tests;
