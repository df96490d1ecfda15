//! Thai text to positioned glyphs: shaping (`shape`) and breaking into lines (`wrap`).
//!
//! Four things go wrong with Thai in a PDF, and each is met in one place. Marks collide when characters are mapped to
//! glyphs one by one, so every text is shaped. A run that begins with Latin is shaped as Latin, so it is split at script
//! borders first. A glyph stands for more than one text, so each line carries its `ActualText` (`press::page`). And a
//! line breaks between words, which only a dictionary knows.

mod shape;
mod wrap;

pub use shape::{BOLD, Glyph, Line, REGULAR, Typesetter, scaled};

use crate::measure::{Mp, pt10};

/// One of the two faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Regular,
    Bold,
}

/// Face, size and distance of the baselines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub weight: Weight,
    pub size: Mp,
    pub leading: Mp,
}

impl Style {
    /// Sizes in tenths of a point.
    pub const fn regular(size: i32, leading: i32) -> Self {
        Self {
            weight: Weight::Regular,
            size: pt10(size),
            leading: pt10(leading),
        }
    }

    /// Sizes in tenths of a point.
    pub const fn bold(size: i32, leading: i32) -> Self {
        Self {
            weight: Weight::Bold,
            size: pt10(size),
            leading: pt10(leading),
        }
    }

    /// The same in bold.
    pub const fn heavy(self) -> Self {
        Self {
            weight: Weight::Bold,
            ..self
        }
    }
}
