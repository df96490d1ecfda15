//! Sahakorn.

pub mod kernel;
