//! Take-over against a database: whole or nothing, never twice, never a whole number in an answer.
#![expect(clippy::unwrap_used, reason = "tests")]
