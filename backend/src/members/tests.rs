//! The registry over a database: acts, search, imports, what `verify` finds.
#![expect(clippy::unwrap_used, reason = "tests")]

mod acts;
mod imports;
mod pages;
mod search;
