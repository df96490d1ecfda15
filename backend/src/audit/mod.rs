//! The audit chain: one event for every act, each sealed over the one before (decision 14).
//!
//! An event carries the SHA-256 of every fact row that its act wrote. `verify` reads the rows again, so an edited posting is
//! found and not only an edited event. Anchors outside the database (decision 15) show a tail that was cut off.
//! Denials and who-looked lines are not events: they go to the access log.

pub mod anchors;
pub mod bound;
pub mod evidence;
pub mod log_proof;
pub mod logged;
pub mod model;
pub mod proof;
pub mod report;
pub mod restore;
pub mod service;
pub mod strangers;
pub mod verify;
