//! Members: the registry that every card and every letter leans on.
//!
//! A member is told by facts (joined, changed, left, a note) and kept as one row of `members`. National ID, telephone and
//! address are sealed with the member's own key; the registry finds a national ID by its index value alone, and shows no
//! more of it than the last three digits. What people type or send in a file becomes an `entry::NewMember` first; there is
//! no other way in. `import` reads files: pure parsing, then a comparison with the registry, then all or nothing.
//! Other features come in by `service`: `by_ids`, `by_number`, `search`. What they add to a member's page they plug in by
//! `hooks`.

pub mod entry;
pub mod error;
pub mod hooks;
pub mod import;
pub mod model;
mod rules;
mod schema;
mod search;
pub mod service;
mod store;
pub mod texts;
pub mod views;
