//! Take-over: the registers that were kept before this program become cards in custody, with their places and dates, in one
//! act. Nobody starts with none.
//!
//! A file is read whole; every row that cannot stand is named by line and column, and then nothing is written. A card number
//! that is known refuses its line, so a second import of the same file adds nothing.

use crate::identity::model::{Duty, Role};
use crate::web::route::Who;

pub mod api;
mod columns;
mod error;
pub mod pages;
mod pending;
mod rows;
pub mod service;
mod sides;

/// Who brings the old registers in.
pub const TAKES_OVER: Who = Who::Duties(&[Duty::CardKeeper], &[Role::Manager]);

#[cfg(test)]
mod tests;
