//! The shared ground: so far only the language of a page.

/// The language a page is written in. Thai is the default everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Thai
    #[default]
    Th,
    /// English
    En,
}
