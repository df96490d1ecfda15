//! Keys, and what is sealed with them (decisions 4 and 20).
//!
//! Four key files lie outside the database: `chain.key` seals the audit chain, `master.key` wraps each member's data key,
//! `index.key` makes look-up values of numbers that must be found again, `token.key` signs sign-ins. A member's telephone,
//! address, national ID, card numbers and signature strokes are sealed with the member's own data key: destroying that key
//! blanks them all, and the chain, which covers ciphertext, still verifies.

mod sealed;
mod secrets;
pub mod store;

pub use sealed::{DataKey, SealError, Sealed};
pub use secrets::{Secrets, SecretsError};
