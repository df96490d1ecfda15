//! The regulation's parameters and the regulation map. A parameter is a figure that a cooperative may choose for itself: it
//! has the article it rests on, and values with the day from which each holds. An event is judged by the bylaws of its own
//! day ([`Bylaws::on`]), never by today's.
//!
//! `parameters` is the one table of the parameters; the file reader, the typed day ([`BylawsOfDay`]) and the lists for pages
//! come from it. `map` says for each of the 49 rules where the program enforces it and which test proves it.

pub mod api;
pub mod begun;
pub mod chain;
mod fault;
mod file;
mod keep;
pub mod map;
pub mod pages;
mod parameters;
mod value;

#[cfg(test)]
mod tests;

pub use fault::{BylawsError, Fault};
pub use file::{Amendment, Regulation};
pub use keep::KeptUntil;
pub use parameters::{Bylaws, BylawsOfDay, Key};
pub use value::{AccountNumber, Dated, DayOfYear, Hours, ParameterBasis, Payer};

pub mod views;
