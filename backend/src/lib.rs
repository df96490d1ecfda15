//! Sahakorn.

pub mod bylaws;
pub mod calendar;
pub mod kernel;
