//! Screens of this feature.
pub mod service;
