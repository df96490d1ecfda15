//! Screens of this feature.
pub mod service;

pub mod views;

pub mod entry;
pub mod error;
pub mod hooks;
pub mod import;
pub mod model;
mod rules;
mod schema;
mod search;
mod store;
pub mod texts;
pub mod views;
