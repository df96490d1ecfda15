//! The database: one connection type over SQLite and PostgreSQL, the single writer, readers, migrations.
//!
//! [`Writer`] is the only way to write. Acts wait in one queue; the writer runs all that wait, each in its own savepoint of
//! one transaction, commits once, and only then answers them (decisions 8 to 13). Facts are rows that are never changed
//! ([`fact_row!`], [`told_facts!`]); projections are current state that `verify` rebuilds from the facts.
//! Literal SQL stands in this folder and nowhere else.

mod backup;
mod batch;
mod catalog;
mod conn;
mod counters;
mod error;
mod fact;
mod fold;
mod keys;
mod lists;
mod migrate;
mod noted;
mod once;
mod pool;
mod queue;
pub mod schema;
mod snapshot;
mod standing;
mod state;
mod stored;
mod sums;
#[cfg(test)]
pub(crate) mod testing;
mod trouble;
mod tx;
mod writer;

pub use backup::{BackupError, backup, restore};
pub use batch::AccessLine;
pub use catalog::{SchemaPiece, last_id, made_by_migrations, parts_of};
pub use conn::{Access, Conn, Url, on_each};
pub use counters::counters_now;
pub use error::Error;
pub use fact::{
    Canonical, Fact, FactHash, FactMark, FactTable, Told, ToldParts, fact_row, told_facts,
};
pub use fold::{
    Aggregate, Beside, ProjectionRow, WrongStep, facts_of, fold, fold_one, projection_of,
    projection_row,
};
pub use keys::{EffectRow, IdempotencyKey, READABLE, Receipt};
pub use lists::{Part, among, in_parts, not_among, onward, rows_in_parts};
pub use migrate::{is_current, is_migrated, migrate, touch};
pub use noted::asked_from;
pub use once::act_once;
pub use pool::ReadPool;
pub use snapshot::{apart, snapshot};
pub use standing::{Standing, taken_along, while_it_stands};
pub use stored::{Looked, look_at_stored};
pub use sums::sum_of;
pub use trouble::Trouble;
pub use tx::Tx;
pub use writer::{ActMeta, Writer, WriterSettings};

/// The chain's own table, for the yardstick that inserts its rows without a writer.
pub use schema::events as chain_events;
