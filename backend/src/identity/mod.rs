//! People, accounts, roles, orders and duties, sign-in (articles 7, 12, 13; practice C4).
//!
//! A *person* is who acts and who is compared in every rule; an *account* is how that person signs in, one each. A *role* is
//! what the person is in the cooperative; a *duty* is given by a written order from a day to a day. Two duties that the
//! regulation keeps apart are never held by one person on overlapping days. Begin at `rules`: who may hold what, and what is
//! never together. `parts` are what acts are made of; `sign_ins` is what one process remembers of who is signed in.

pub mod api;
mod device;
mod error;
mod hashing;
mod hooks;
pub mod model;
pub mod pages;
mod parts;
mod password;
pub mod proof;
pub mod rules;
mod schema;
pub mod service;

mod sign_ins;
mod store;
mod texts;
mod throttle;
mod token;
pub mod views;

pub use hooks::{Hooks, plug};
