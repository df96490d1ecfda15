//! Cash cards: so far their screens.

pub mod views;
