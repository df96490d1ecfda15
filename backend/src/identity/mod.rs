//! People, accounts, roles, orders and duties, sign-in (articles 7, 12, 13; practice C4).
//!
//! A *person* is who acts and who is compared in every rule; an *account* is how that person signs in, one each. A *role* is
//! what the person is in the cooperative; a *duty* is given by a written order from a day to a day. Two duties that the
//! regulation keeps apart are never held by one person on overlapping days.

pub mod model;
pub mod service;
