//! The first page: what waits for the person who is signed in (W1), and the box that finds everything.
//!
//! It keeps nothing of its own. Each number is the length of a list that another feature gives, and links to that list.

mod figures;
pub mod pages;
mod search;
mod tasks;
mod texts;
mod tiles;
