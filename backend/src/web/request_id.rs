//! The name of one request, in its answer and in the log: whoever tells us of a failure tells it, and the log has the cause.

use std::fmt;

use actix_web::http::header::HeaderValue;

use crate::audit::model::hex;

/// The header that carries it.
pub const HEADER: &str = "x-request-id";

/// 16 hexadecimal digits, drawn here: a client that sends one is not believed, or it could make two requests look like one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// A new one.
    pub fn fresh() -> Self {
        let mut bytes = [0; 8];
        // Without random bytes all are alike, and the log is still in order.
        let _ = getrandom::fill(&mut bytes);
        Self(hex(&bytes))
    }

    /// As the answer's header.
    pub fn header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
