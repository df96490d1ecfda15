//! The regulation map: for each of the 49 rules its citation and words, its parameters, where the program enforces it and
//! which tests prove it. What is not built yet says so, and of a rule that is built in part, which part is lacking. A test compares the map with the sources, so that it cannot boast.

use serde::Serialize;
use serde_json::{Value, json};

use super::{BylawsOfDay, Key};
use crate::kernel::{Lang, Rule, Text};

mod table;

/// What stands in place of a module or a test that does not exist.
pub const NOT_YET: Text = Text::fixed("ยังไม่มี", "not yet");

/// Where a rule is enforced and which tests prove it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// The rule.
    pub rule: Rule,
    /// Module paths inside the crate, `calendar::deadline`; empty for "not yet".
    pub enforced_in: &'static [&'static str],
    /// Names of test functions; empty for "not yet".
    pub tests: &'static [&'static str],
    lacking: Option<(&'static str, &'static str)>,
}

impl Proof {
    /// What of the rule the program does not do yet; none where it does all of it, or nothing.
    pub fn lacking(&self) -> Option<Text> {
        self.lacking.map(|(th, en)| Text::fixed(th, en))
    }
}

/// One parameter under its rule, as it stands on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterLine {
    /// The name in the bylaws file.
    pub key: &'static str,
    /// What a person calls it.
    pub label: Text,
    /// `S`, `L` or `P`.
    pub basis: &'static str,
    /// The article or section; for practice the words that say so.
    pub citation: &'static str,
    /// The value in force; none when no bylaws bind on the day.
    pub value: Option<Text>,
}

/// One rule of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapLine {
    /// The rule: id, citation, basis and summary come from it.
    pub rule: Rule,
    /// Its parameters.
    pub parameters: Vec<ParameterLine>,
    /// Where it is enforced and what proves it.
    pub proof: Proof,
}

/// The whole map, in the order of the regulation, with the values of `day` where bylaws bind.
pub fn lines(day: Option<&BylawsOfDay>) -> Vec<MapLine> {
    let line = |proof: &Proof| MapLine {
        rule: proof.rule,
        parameters: parameters_of(proof.rule, day),
        proof: *proof,
    };
    table::proofs().map(line).collect()
}

/// Where a rule is enforced and what proves it.
pub fn proof(rule: Rule) -> Option<&'static Proof> {
    table::proofs().find(|proof| proof.rule == rule)
}

fn parameters_of(rule: Rule, day: Option<&BylawsOfDay>) -> Vec<ParameterLine> {
    let keys = Key::ALL.iter().filter(|key| key.rule() == rule);
    keys.map(|key| ParameterLine {
        key: key.name(),
        label: key.label(),
        basis: key.basis().basis.code(),
        citation: key.basis().citation,
        value: day.map(|day| day.shown(*key)),
    })
    .collect()
}

impl MapLine {
    /// The line for `GET /api/v1/bylaws`.
    pub fn to_json(&self, lang: Lang) -> Value {
        json!({
            "id": self.rule.id(),
            "citation": self.rule.citation(),
            "article": self.rule.article(),
            "basis": self.rule.basis().code(),
            "basis_words": self.rule.basis().words().get(lang),
            "rule": self.rule.summary().get(lang),
            "parameters": self.parameters.iter().map(|line| line.to_json(lang)).collect::<Vec<_>>(),
            "enforced_in": or_not_yet(self.proof.enforced_in, lang),
            "tests": or_not_yet(self.proof.tests, lang),
            "lacking": self.proof.lacking().map(|text| text.get(lang).to_owned()),
        })
    }
}

impl ParameterLine {
    fn to_json(&self, lang: Lang) -> Value {
        json!({
            "key": self.key,
            "label": self.label.get(lang),
            "basis": self.basis,
            "citation": self.citation,
            "value": self.value.as_ref().map(|value| value.get(lang)),
        })
    }
}

/// The names, or the words that there are none yet.
fn or_not_yet(names: &[&str], lang: Lang) -> Value {
    if names.is_empty() {
        NOT_YET.get(lang).into()
    } else {
        names.into()
    }
}

#[cfg(test)]
mod tests;
