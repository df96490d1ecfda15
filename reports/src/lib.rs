//! The printed papers of a cooperative: data in, bytes out, no database, no clock.
//!
//! [`Paper`] is what a paper says, as plain data; [`Seal`] is how it is known, or that it is a mere copy; [`render`]
//! makes the PDF. Same input, same bytes: an issued paper is printed again from its record, and its hash still holds.
//! From data to page: `drawn` (one file for each paper) over `layout` (letters, tables, heads and feet) over `press`
//! (pages and the file) over `typeset` (Thai). Begin at `drawn::notice_letter`.

mod drawn;
mod error;
mod layout;
mod measure;
mod papers;
mod press;
#[cfg(test)]
mod proofs;
mod seal;
pub mod specimens;
mod typeset;

pub use error::RenderError;
pub use papers::*;
pub use seal::Seal;

/// The newest version of the templates. An issued paper records the version it was issued under. Version 1 is what the
/// first release draws (docs/decisions/0017).
pub const TEMPLATE_VERSION: u16 = 1;

/// Makes the PDF of a paper under a version of the templates: the recorded one for an issued paper, else
/// [`TEMPLATE_VERSION`]. The bytes depend on nothing but the arguments and the program's version.
///
/// A character that the faces do not have is shown as □ and keeps its meaning for a reader of the PDF: a member's name
/// never stops a paper.
///
/// # Errors
/// See [`RenderError`].
pub fn render(paper: &Paper, seal: &Seal, template_version: u16) -> Result<Vec<u8>, RenderError> {
    match template_version {
        1 => drawn::first(paper, seal),
        version => Err(RenderError::UnknownTemplate {
            version,
            newest: TEMPLATE_VERSION,
        }),
    }
}
