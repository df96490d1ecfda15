//! Sahakorn.

pub mod calendar;
pub mod kernel;
