pub mod api;
pub mod entry;
pub mod error;
mod files;
pub mod hooks;
pub mod import;
pub mod model;
pub mod pages;
mod rules;
mod schema;
mod search;
pub mod service;
mod store;
pub mod texts;
pub mod views;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
