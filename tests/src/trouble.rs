//! The one error of the harness: a sentence for the person who reads the failed run.

use std::fmt;

/// What went wrong, in words. Nobody decides on it, so it carries no kinds.
#[derive(Debug, Clone)]
pub struct Trouble(String);

impl Trouble {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Trouble {}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Says what was being done when something failed.
pub trait During<T> {
    fn during(self, what: impl fmt::Display) -> Result<T, Trouble>;
}

impl<T, E: fmt::Display> During<T> for Result<T, E> {
    fn during(self, what: impl fmt::Display) -> Result<T, Trouble> {
        self.map_err(|e| Trouble(format!("{what}: {e}")))
    }
}
