//! Sahakorn.

pub mod bylaws;
pub mod cards;
pub mod identity;
pub mod kernel;
pub mod ledger;
pub mod members;
pub mod web;
