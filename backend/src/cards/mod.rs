//! Cash cards, from the application to the destroyed card (articles 5 to 8).
//!
//! A *card* is what the bank made for a member; what lies in a drawer or a safe is an *item in custody*, and a card has two:
//! the card itself and its PIN envelope. Both lanes move by the same steps (`custody::model`), with different keepers and
//! dispensers. Applications and bank batches come before, the hand-over to the member after. Elsewhere: fees (`ledger`),
//! letters and signatures (`documents`), duties (`identity`). Begin at the `rules.rs` of a room: one function per article.

pub mod applications;
pub mod batches;
pub mod custody;
pub mod error;
mod expiry;
mod for_members;
pub mod handover;
pub mod late;
pub mod latest;
#[cfg(test)]
pub(crate) mod testing;

pub mod model;
pub mod receipts;
pub mod releases;
pub mod schema;
mod shown;
pub mod takeover;
pub mod texts;

pub mod views;

pub use for_members::{HOOKS, Numbered, application_called, envelope_called};
