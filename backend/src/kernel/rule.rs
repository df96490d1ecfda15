//! The 49 rules: each with the citation a person is shown, the basis it rests on and what it says in both languages. Code,
//! tests, error bodies, the regulation map and the guide use these ids and no others.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Lang, Text};

/// What a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The regulation itself says it.
    Seed,
    /// A law says it.
    Law,
    /// The cooperative's practice, because the regulation is silent. Such a rule never shows an article.
    Practice,
}

impl Basis {
    /// `S`, `L` or `P`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Seed => "S",
            Self::Law => "L",
            Self::Practice => "P",
        }
    }

    /// The words for a person.
    pub const fn words(self) -> Text {
        match self {
            Self::Seed => Text::fixed("ระเบียบสหกรณ์", "the regulation"),
            Self::Law => Text::fixed("กฎหมาย", "a law"),
            Self::Practice => PRACTICE,
        }
    }
}

/// What stands in place of an article where the rule is the cooperative's own practice.
const PRACTICE: Text = Text::fixed("แนวปฏิบัติของสหกรณ์", "the cooperative's own practice");

/// Declares the enum and its table in one place, so that a rule without a citation or a summary cannot exist.
macro_rules! rules {
    ($($variant:ident $id:literal $basis:ident $citation:literal $th:literal $en:literal;)*) => {
        /// A rule of the regulation (`R0`, `A..`) or of practice (`C..`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = concat!($id, " (", $citation, "): ", $en)] $variant,)*
        }

        impl Rule {
            /// Every rule, in the order of the regulation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The id as it stands in error bodies and tests: `A7.2.4`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The citation a person is shown: `ข้อ ๗.๒ (๔)`; for practice, the words that say so.
            pub const fn citation(self) -> &'static str {
                match self { $(Self::$variant => $citation,)* }
            }

            /// What the rule rests on.
            pub const fn basis(self) -> Basis {
                match self { $(Self::$variant => Basis::$basis,)* }
            }

            /// What the rule says, in one sentence.
            pub const fn summary(self) -> Text {
                match self { $(Self::$variant => Text::fixed($th, $en),)* }
            }
        }
    };
}

mod table;
pub use table::Rule;

impl Rule {
    /// The article or law; `None` for practice, which pages call "แนวปฏิบัติของสหกรณ์" ([`Basis::words`]).
    pub const fn article(self) -> Option<&'static str> {
        match self.basis() {
            Basis::Seed | Basis::Law => Some(self.citation()),
            Basis::Practice => None,
        }
    }

    /// The ground that a person is shown: the article, or for practice the words that say so.
    pub fn ground(self, lang: Lang) -> String {
        let practice = || self.basis().words().get(lang).to_owned();
        self.article().map_or_else(practice, str::to_owned)
    }
}

/// The id: `A7.2.4`.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_forty_nine_rules_each_with_its_own_id() {
        let ids: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!((Rule::ALL.len(), ids.len()), (49, 49));
        let of = |start: char| ids.iter().filter(|id| id.starts_with(start)).count();
        assert_eq!((of('R'), of('A'), of('C')), (1, 38, 10));
    }

    #[test]
    fn the_name_in_code_is_the_id() {
        for rule in Rule::ALL {
            let name = format!("{rule:?}").replace('_', ".");
            assert_eq!(
                name.to_lowercase().replace(".x", "x"),
                rule.id().to_lowercase(),
                "{rule:?}"
            );
        }
    }

    #[test]
    fn practice_never_shows_an_article_and_an_article_always_stands_in_thai() {
        for rule in Rule::ALL {
            match rule.article() {
                Some(article) => assert!(article.starts_with("ข้อ "), "{rule}"),
                None => assert_eq!(rule.citation(), &*PRACTICE.th, "{rule}"),
            }
            let practice = rule.id().starts_with('C');
            assert_eq!(rule.article().is_none(), practice, "{rule}");
            assert!(
                !rule.citation().bytes().any(|b| b.is_ascii_digit()),
                "{rule}: Thai digits in a citation"
            );
            assert!(!rule.summary().th.is_empty() && !rule.summary().en.is_empty());
        }
    }
}
