//! Sahakorn.
