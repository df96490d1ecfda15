//! The two languages of the product, and texts that exist in both.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The language of a page or an answer. Thai is the default; English is complete.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Thai.
    #[default]
    Th,
    /// English.
    En,
}

impl Lang {
    /// The language tag for `lang=".."` and `Content-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Th => "th",
            Self::En => "en",
        }
    }

    /// Reads a tag, or the first known tag of an `Accept-Language` header; `None` when neither language is named.
    pub fn from_header(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| {
            let tag = part.split([';', '-', '_']).next().unwrap_or("").trim();
            match tag.to_ascii_lowercase().as_str() {
                "th" => Some(Self::Th),
                "en" => Some(Self::En),
                _ => None,
            }
        })
    }
}

/// A text in both languages: a missing translation does not compile.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// The Thai words.
    pub th: Cow<'static, str>,
    /// The English words.
    pub en: Cow<'static, str>,
}

impl Text {
    /// A text made while the program runs, from figures and dates.
    pub fn of(th: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self {
            th: th.into(),
            en: en.into(),
        }
    }

    /// A text known at compile time.
    pub const fn fixed(th: &'static str, en: &'static str) -> Self {
        Self {
            th: Cow::Borrowed(th),
            en: Cow::Borrowed(en),
        }
    }

    /// The words in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Th => &self.th,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_names_the_first_language_we_know() {
        assert_eq!(
            Lang::from_header("fr, en-GB;q=0.9, th;q=0.8"),
            Some(Lang::En)
        );
        assert_eq!(Lang::from_header("TH"), Some(Lang::Th));
        assert_eq!(Lang::from_header("fr"), None);
        assert_eq!(Lang::from_header(""), None);
    }

    #[test]
    fn a_text_answers_in_the_language_asked() {
        let text = Text::of("หนึ่ง", format!("{}", 1));
        assert_eq!((text.get(Lang::Th), text.get(Lang::En)), ("หนึ่ง", "1"));
    }
}
