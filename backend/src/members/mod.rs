//! Screens of this feature.
pub mod service;

pub mod views;
