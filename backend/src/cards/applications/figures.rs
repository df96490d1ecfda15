//! How many applications wait for the bank, for the page of today.

use super::SOON_DAYS;
use super::error::ApplicationError;
use super::store::{self, Filter};
use super::urgency;
use crate::db::Conn;
use crate::kernel::BusinessDate;

/// Complete applications that are in no batch yet (A6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ForBank {
    pub complete: i64,
    /// Last day within seven days, or passed.
    pub soon: i64,
    pub overdue: i64,
    /// The earliest last day of them all.
    pub first: Option<BusinessDate>,
}

/// What waits for the bank today; the same counts as the list of applications shows.
pub fn for_bank(conn: &mut Conn, today: BusinessDate) -> Result<ForBank, ApplicationError> {
    let complete = Filter {
        state: Some("complete".to_owned()),
        ..Filter::default()
    };
    let due = Filter {
        due_by: Some(today.plus_days(365)),
        ..Filter::default()
    };
    let first = urgency::rows(conn, &due, None, 1)?;
    Ok(ForBank {
        complete: store::count(conn, &complete)?,
        soon: store::count_due(conn, today.plus_days(SOON_DAYS))?,
        overdue: store::count_due(conn, today.plus_days(-1))?,
        first: first
            .first()
            .and_then(|row| row.must_go_by)
            .map(BusinessDate::new),
    })
}
