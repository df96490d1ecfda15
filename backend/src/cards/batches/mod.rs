//! Bank batches (articles 5 and 6): complete applications go to the bank together, with a list and a covering letter, and
//! the bank answers with its delivery list, which names the cards, or refuses a line.
//!
//! A batch is made in one act: number, letter, the two entries of each card (decision 7), and the list as it was sent. The
//! delivery list is checked line by line against the batch; its card numbers are sealed at once and never shown again
//! (`cards::custody` keeps the cards). Begin at `rules`.

pub mod api;
pub mod error;
pub mod export;
pub mod list_file;
pub mod model;
mod neighbours;
pub mod pages;
pub mod proof;
pub mod rules;
mod schema;
pub mod service;
pub mod store;
pub mod texts;
pub mod view;

#[cfg(test)]
mod http_tests;
#[cfg(test)]
mod tests;
