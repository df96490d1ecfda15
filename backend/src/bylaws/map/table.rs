//! The table of the map, in the order of the regulation. A row without modules or tests says
//! "not yet"; a row of `part` says what the program does not do yet.

mod cards;
mod lost;
mod money;

use super::Proof;
use crate::kernel::Rule;

const fn row(
    rule: Rule,
    enforced_in: &'static [&'static str],
    tests: &'static [&'static str],
) -> Proof {
    Proof {
        rule,
        enforced_in,
        tests,
        lacking: None,
    }
}

/// A rule of which the program does a part; the words say what is lacking.
const fn part(
    rule: Rule,
    enforced_in: &'static [&'static str],
    tests: &'static [&'static str],
    th: &'static str,
    en: &'static str,
) -> Proof {
    Proof {
        lacking: Some((th, en)),
        ..row(rule, enforced_in, tests)
    }
}

/// Every rule once, in order.
pub(super) fn proofs() -> impl Iterator<Item = &'static Proof> {
    cards::PROOFS
        .iter()
        .chain(&lost::PROOFS)
        .chain(&money::PROOFS)
}
