//! Letters, signatures and scanned papers (articles 5 to 7): numbered, dated, kept.

pub mod schema;
