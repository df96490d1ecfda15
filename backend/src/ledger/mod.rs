//! Screens of this feature.
