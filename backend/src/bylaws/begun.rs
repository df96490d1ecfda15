//! What bylaws say from which day on, and whether what had begun is still the same. A value that has begun was what acts were
//! judged by: it is never changed, and none is put before it (R0). Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Bylaws, Key};
use crate::kernel::BusinessDate;

/// One value with the day from which it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Begins {
    /// A parameter's name, `regulation` or `amended`.
    pub key: String,
    pub from: BusinessDate,
    pub value: String,
}

/// A value that was known to hold from a day and is another now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rewritten {
    pub key: String,
    pub from: BusinessDate,
    pub was: Option<String>,
    pub now: Option<String>,
}

impl fmt::Display for Rewritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |value: &Option<String>| match value {
            Some(value) => format!("\"{value}\""),
            None => "nothing".to_owned(),
        };
        let (was, now) = (said(&self.was), said(&self.now));
        write!(f, "{} from {}: was {was}, is {now}", self.key, self.from)
    }
}

/// Everything that these bylaws say, now and later.
pub fn listed(bylaws: &Bylaws) -> BTreeSet<Begins> {
    let regulation = &bylaws.regulation;
    let told = |key: &str, from, value: String| Begins {
        key: key.to_owned(),
        from,
        value,
    };
    let own = format!(
        "{}; {}; {}",
        regulation.name, regulation.resolved_by, regulation.resolved_on
    );
    let own = told("regulation", regulation.in_force_from, own);
    let amended = regulation.amended.iter().map(|one| {
        let said = format!("{}; {}", one.resolved_by, one.resolved_on);
        told("amended", one.in_force_from, said)
    });
    let values = Key::ALL.iter().flat_map(|key| {
        let history = bylaws.history(*key).into_iter();
        history.map(|(from, value)| told(key.name(), from, value.en.into_owned()))
    });
    std::iter::once(own).chain(amended).chain(values).collect()
}

/// R0: what was known and has begun by today must stand; what is new begins today or later.
pub fn rewritten(
    known: &BTreeSet<Begins>,
    now: &BTreeSet<Begins>,
    today: BusinessDate,
) -> Vec<Rewritten> {
    let mut found: BTreeMap<(String, BusinessDate), (Option<String>, Option<String>)> =
        BTreeMap::new();
    for one in known.difference(now).filter(|one| one.from <= today) {
        let place = (one.key.clone(), one.from);
        found.entry(place).or_default().0 = Some(one.value.clone());
    }
    for one in now.difference(known) {
        let place = (one.key.clone(), one.from);
        if one.from < today {
            found.entry(place).or_default().1 = Some(one.value.clone());
        } else if let Some((_, now)) = found.get_mut(&place) {
            *now = Some(one.value.clone());
        }
    }
    let one = |((key, from), (was, now))| Rewritten {
        key,
        from,
        was,
        now,
    };
    found.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    fn set(values: &[(&str, &str, &str)]) -> BTreeSet<Begins> {
        let one = |(key, from, value): &(&str, &str, &str)| Begins {
            key: (*key).to_owned(),
            from: day(from),
            value: (*value).to_owned(),
        };
        values.iter().map(one).collect()
    }

    fn told(known: &BTreeSet<Begins>, now: &[(&str, &str, &str)]) -> Vec<String> {
        let found = rewritten(known, &set(now), day("2026-11-21"));
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn r0_what_has_begun_stands_and_what_is_new_begins_today_or_later() {
        let (first, next) = (("fee", "2020-08-29", "100"), ("fee", "2027-01-01", "150"));
        let known = set(&[first, next]);
        let none: [String; 0] = [];
        assert_eq!(told(&known, &[first, next]), none);
        assert_eq!(told(&known, &[first]), none);
        assert_eq!(told(&known, &[first, ("fee", "2027-01-01", "200")]), none);
        assert_eq!(told(&known, &[first, ("fee", "2026-11-21", "120")]), none);
        assert_eq!(
            told(&known, &[("fee", "2020-08-29", "90"), next]),
            ["fee from 2020-08-29: was \"100\", is \"90\""]
        );
        assert_eq!(
            told(&known, &[first, ("fee", "2026-11-20", "120"), next]),
            ["fee from 2026-11-20: was nothing, is \"120\""]
        );
        assert_eq!(
            told(&set(&[first, ("fee", "2026-11-21", "1")]), &[first]),
            ["fee from 2026-11-21: was \"1\", is nothing"]
        );
    }

    #[test]
    fn r0_each_value_of_the_shipped_bylaws_is_listed_with_its_day() {
        let text = include_str!("../../../config/bylaws.toml");
        let listed = listed(&Bylaws::parse(text).unwrap());
        assert_eq!(listed.len(), Key::ALL.len() + 1);
        let other = text.replacen("value = 45", "value = 44", 1);
        let other = super::listed(&Bylaws::parse(&other).unwrap());
        let found = rewritten(&listed, &other, day("2026-11-21"));
        assert_eq!(found.len(), 1);
    }
}
