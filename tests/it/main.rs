//! The one integration binary. It runs once per database (`cargo xtask test --only sqlite`, `--only postgres`).
#![expect(clippy::unwrap_used, reason = "tests")]

mod assets;
mod crash;
mod health;
mod hidden_text;
mod hostile_files;
mod imports;
mod keys;
mod migrations;
mod office;
mod papers;
mod path;
mod planted;
mod refusals;
mod rights;
mod search;
mod sources;
mod tokens;
mod verify;
mod writer;
