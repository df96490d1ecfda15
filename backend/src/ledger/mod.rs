//! The books: chart of accounts, posting rules, entries and vouchers, balances (article 14).
//!
//! An event of the office reaches the books by a rule of `seed/posting_rules.toml`: features call [`service::post`] with the
//! event, its date and its figures, inside their own act. A rule speaks of roles, and the chart says which account plays
//! which role. Entries are never changed: a mistake is cancelled by [`service::reverse`], whole and once. A free entry or a
//! reversal by hand is prepared by one person and approved by another ([`drafts`]).
//! Begin at [`posting_rules`]: it proves at load that every rule balances for every input.

pub mod account_book;
pub mod api;
mod approver;
pub mod balances;
pub mod bare;
pub mod chart;
pub mod drafts;
pub mod error;
pub mod export;
pub mod journal;
pub mod meant;
pub mod model;
pub mod pages;
pub mod posting_rules;
pub mod prepared;
pub mod proof;
pub mod role_accounts;
pub mod rules;
pub mod schema;
pub mod service;
pub mod store;
pub mod texts;
mod verify;
pub mod views;
mod voucher;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use error::LedgerError;
