//! What can be done with members, and what others may ask about them.
//!
//! Acts (`add`, `change`, `leave`, `note`, `confirm_import`) run in the writer. Parts (`enter_all`, `change_one`) take a
//! transaction that is already open: seeding and taking over use them. Views never show a whole national ID.

mod acts;
mod imports;
mod parts;
mod views;

pub use acts::{Reveal, add, change, leave, note, reveal};
pub use imports::{ImportAsked, ImportView, Preview, confirm_import, import_of, preview_import};
pub use parts::{change_one, enter_all, leave_one, national_id_index};
pub use views::{
    Contact, History, MemberLine, MemberView, by_id, by_ids, by_number, by_number_keys, contact_of,
    count_all, divisions, history_of, line, search, search_count, search_slice, versions_of,
    view_of, with_cards,
};

pub use super::search::{Search, Standing};

use super::schema::{ImportFactRow, MemberFactRow};
use super::store;
use crate::audit::verify::ProjectionCheck;
use crate::db::FactTable;

/// The members' fact tables, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    vec![
        FactTable::of::<MemberFactRow>(),
        FactTable::of::<ImportFactRow>(),
    ]
}

/// The registry, rebuilt from its facts.
pub fn projections() -> Vec<ProjectionCheck> {
    let registry = ProjectionCheck {
        table: "members",
        check: store::check,
    };
    vec![registry, store::national_ids::CHECK]
}
