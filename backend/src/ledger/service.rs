//! What other features call inside their acts, and the ledger's own acts.
//!
//! [`post`] takes an event to the books by its rule; [`reverse`] cancels an entry. Both are parts: they run inside the caller's
//! act and disappear with it, voucher number included, when it is refused.

mod chart;
mod fees;
mod post;
mod prepared;

use crate::audit::verify::ProjectionCheck;
use crate::db::{Conn, FactTable, facts_of};
use crate::kernel::{BusinessDate, EntryId};

pub use super::journal::{entries_with_amount, entry_by_no, entry_called};
pub use chart::{ChartState, begin_books, chart_is_loaded, ensure_chart, load_chart};
pub use fees::{
    FeeAccount, FeeMovement, Payment, fee_account, fee_balance, fee_due, fee_paid, fee_paid_back,
    member_credit, owed_by_source, take_fee,
};
pub use post::{NewEntry, post, reverse, write_entry};
pub(super) use post::{month_start, reverse_for, reversible, spans, swapped};
pub use prepared::{
    CHECKERS, MAKERS, WriteOff, approve, approves, prepare, prepare_reversal, prepare_write_off,
    prepares, send_back, withdraw, within_the_books,
};

pub use super::prepared::{CameBack, Waiting, came_back_to, waiting_for};

pub use super::journal::{EntryView, entry};

use super::drafts::Draft;
use super::error::LedgerError;
use super::store::{self, EntryRow, PostingRow};
use super::verify;

/// The ledger's fact tables.
pub fn fact_tables() -> Vec<FactTable> {
    vec![
        FactTable::of::<EntryRow>(),
        FactTable::of::<PostingRow>(),
        facts_of::<ChartState>(),
        facts_of::<Draft>(),
    ]
}

/// What `verify` proves of the books.
pub fn projections() -> Vec<ProjectionCheck> {
    verify::checks()
}

/// Number and date of the entry that cancels this one.
pub fn reversal_of(
    conn: &mut Conn,
    id: EntryId,
) -> Result<Option<(String, BusinessDate)>, LedgerError> {
    let found = store::reversals_of(conn, &[id.get()])?.pop();
    Ok(found.map(|row| (row.no.clone(), row.date())))
}
