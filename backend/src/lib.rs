//! Sahakorn.

pub mod cards;
pub mod kernel;
pub mod web;
