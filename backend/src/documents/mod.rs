//! Letters, signatures and scanned papers (articles 5 to 7): numbered, dated, kept.
//!
//! A letter's number is given out in the act that makes it, without holes within a Buddhist year. A signature is the
//! strokes that the member drew, sealed under the member's key, with the exact text that was shown (Electronic
//! Transactions Act ss. 9, 10, 12). Printing is not here.

pub mod api;
pub mod attachments;
pub mod letter_list;
pub mod letters;
pub mod papers;
mod scan;
pub mod schema;
pub mod signatures;
pub mod statement;

/// What other features call: letters, signatures, papers and the words under which a member signs.
pub mod service {
    pub use super::{attachments, letter_list, letters, papers, signatures, statement};
}

#[cfg(test)]
mod tests;
