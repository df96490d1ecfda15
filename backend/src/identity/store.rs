//! Rows of people, accounts, roles, orders and duties.

mod accounts;
mod duties;
mod persons;

pub(super) use accounts::*;
pub(super) use duties::*;
pub(super) use persons::*;

use super::error::IdentityError;
use crate::db;

/// One row was written, or someone else wrote it in between.
fn one_row(rows: usize) -> Result<(), IdentityError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(IdentityError::Stale)
    }
}

fn unreadable(what: &'static str) -> IdentityError {
    IdentityError::Store(db::Error::Stored(what))
}
