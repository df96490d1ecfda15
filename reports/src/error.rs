//! Why a paper could not be made.

/// The ways in which a paper fails. What a member is called is none of them: see [`crate::render`].
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The paper was issued under a template that this program does not have.
    #[error("template version {version} of the papers is unknown; this program has 1 to {newest}")]
    UnknownTemplate { version: u16, newest: u16 },
    /// The hash is not 64 hexadecimal digits.
    #[error("the seal's SHA-256 is not 64 hexadecimal digits")]
    MalformedHash,
    /// The address is too long for a QR code.
    #[error("the check address does not fit into a QR code")]
    CheckUrlTooLong,
    /// A face compiled into the program cannot be read.
    #[error("the compiled-in font {name} cannot be read")]
    Font { name: &'static str },
    /// The PDF objects could not be put together.
    #[error("the PDF could not be put together")]
    Pdf(#[from] lopdf::Error),
    /// The PDF could not be written out.
    #[error("the PDF could not be written")]
    Write(#[from] std::io::Error),
}
