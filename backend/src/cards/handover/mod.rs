//! Handing a card or a PIN envelope to its member (articles 7.2 (2), (3) and last paragraph).
//!
//! The officer opens the hand-over and gets a one-time desk code; the tablet that enters it shows the member one text and can
//! do nothing but post strokes for it; the officer looks at the signature and accepts. Without a tablet the signed paper is
//! scanned. What is accepted is written once, with card, letter, signature and event together.

pub mod api;
mod at_tablet;
pub mod desk;
mod judged;
mod limit;
pub mod model;
pub mod pages;
mod proof;
mod recorded;
pub mod service;
pub mod store;

#[cfg(test)]
mod tests;
