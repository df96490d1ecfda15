//! So far the screens of this feature.

pub mod views;
