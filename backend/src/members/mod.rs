pub mod api;
pub mod entry;
pub mod error;
mod files;
pub mod hooks;
pub mod import;
pub mod model;
pub mod pages;
pub mod proof;
mod rules;
mod schema;
mod search;
pub mod service;
mod store;
pub mod texts;
pub mod views;

pub use entry::{Change, NewMember, RawChange, RawDate, RawMember};
pub use error::MemberError;
pub use hooks::{CardLine, CardLines, CardMoment, Hooks, plug};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
