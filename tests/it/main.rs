//! The one integration binary. It runs once per database (`cargo xtask test --only sqlite`, `--only postgres`).
#![expect(clippy::unwrap_used, reason = "tests")]

mod assets;
mod beginning;
mod crash;
mod doors;
mod first_storey;
mod halves;
mod health;
mod held_locks;
mod hostile_files;
mod imports;
mod keys;
mod late_records;
mod leavers;
mod long_lists;
mod migrations;
mod modes;
mod no_waiver;
mod office;
mod one_card;
mod papers;
mod path;
mod planted;
mod ready;
mod refusals;
mod rights;
mod search;
mod second_person;
mod slow;
mod sources;
mod taking_over;
mod tampering;
mod tokens;
mod verify;
mod writer;
