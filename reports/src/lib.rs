//! The printed papers of a cooperative: data in, bytes out, no database, no clock.

mod error;
mod papers;
mod seal;

pub use error::RenderError;
pub use papers::*;
pub use seal::Seal;

/// The newest version of the templates. An issued paper records the version it was issued under.
pub const TEMPLATE_VERSION: u16 = 1;

/// Makes the PDF.
///
/// # Errors
/// See [`RenderError`].
pub fn render(_paper: &Paper, _seal: &Seal, template: u16) -> Result<Vec<u8>, RenderError> {
    Err(RenderError::UnknownTemplate {
        version: template,
        newest: TEMPLATE_VERSION,
    })
}

/// Characters that no face of ours has.
#[must_use]
pub fn missing_glyphs(_text: &str) -> Vec<char> {
    Vec::new()
}
