//! Accounts that belong to the posting rules, and what a free entry needs to touch one (A14.1, A5.5).
//!
//! Rules post; nobody types an entry for an event that has a rule. Every rule has a line on an account of assets or liabilities
//! other than the cash box (card fees receivable, clearing, suspense, the bank's account), so those are the rules' own: a free
//! entry takes one only with a reason of its own. Cash, income and expense are everybody's: postage is paid from the box too.

use super::error::LedgerError;
use super::model::{Account, AccountKind, CashFlowClass, Side, SubsidiaryKind};
use super::posting_rules::PostingRules;
use super::rules;

/// What members owe for cards.
pub const FEE_ROLE: &str = "card_fee_receivable";
/// What a member has paid beyond that.
pub const CREDIT_ROLE: &str = "refund_payable";
/// What is written off.
pub const LOSS_ROLE: &str = "doubtful_debts";
const CASH_ROLE: &str = "cash";

/// A line of a free entry with its account.
#[derive(Debug, Clone, Copy)]
pub struct Touched<'a> {
    pub side: Side,
    pub account: &'a Account,
}

/// Why a free entry may touch what it touches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Grounds<'a> {
    /// Why it takes accounts of the posting rules.
    pub role_reason: Option<&'a str>,
    /// A resolution with its day and scan stands behind it.
    pub by_resolution: bool,
}

/// Whether an account is the posting rules' own.
pub fn is_of_a_rule(account: &Account, rules: &PostingRules) -> bool {
    let role = account.role.as_deref().filter(|role| *role != CASH_ROLE);
    let is_of_a_rule = role.is_some_and(|role| rules.speak_of(role));
    is_of_a_rule && matches!(account.kind, AccountKind::Asset | AccountKind::Liability)
}

/// Whether a debit of this account pays a card fee: money, money on its way or not yet placed, what the cooperative owes a
/// member or holds for one, or another member's card fee. Every other debit gives the fee up.
fn pays(account: &Account) -> bool {
    let is_fee = is_fee(account);
    let owed = account.kind == AccountKind::Liability;
    let is_money = account.cash_flow_class == CashFlowClass::Cash;
    let held = is_kept_here(account) || account.subsidiary == SubsidiaryKind::Contract && owed;
    let on_its_way = matches!(
        account.subsidiary,
        SubsidiaryKind::Terminal | SubsidiaryKind::BankLine
    );
    is_fee || is_money || held || on_its_way
}

fn is_fee(account: &Account) -> bool {
    account.role.as_deref() == Some(FEE_ROLE)
}

/// What the cooperative owes a member, or holds until it knows whose it is, with the balance kept in these books. Deposits are
/// kept by contract, in the core system.
pub fn is_kept_here(account: &Account) -> bool {
    let kept = matches!(
        account.subsidiary,
        SubsidiaryKind::Member | SubsidiaryKind::BankLine
    );
    kept && account.kind == AccountKind::Liability
}

/// Whether an entry takes a card fee off what members owe.
pub fn pays_a_fee(lines: &[Touched<'_>]) -> bool {
    lines
        .iter()
        .any(|line| line.side == Side::Credit && is_fee(line.account))
}

/// A5.5: whether an entry gives up a card fee that a member owes.
pub fn writes_off(lines: &[Touched<'_>]) -> bool {
    let mut debits = lines.iter().filter(|line| line.side == Side::Debit);
    pays_a_fee(lines) && debits.any(|line| !pays(line.account))
}

/// A14.1, A5.5: a free entry takes an account of the posting rules only with its reason, and gives up a card fee only by a
/// resolution.
pub fn may_be_free(
    lines: &[Touched<'_>],
    grounds: Grounds<'_>,
    posting: &PostingRules,
) -> Result<(), LedgerError> {
    if writes_off(lines) && !grounds.by_resolution {
        return Err(LedgerError::WriteOffByHand);
    }
    let reason = grounds.role_reason.unwrap_or_default();
    rules::text_is_fit_or_blank(reason).map_err(|error| error.at("role_reason"))?;
    let of_a_rule = lines.iter().position(|l| is_of_a_rule(l.account, posting));
    match of_a_rule {
        Some(place) if reason.trim().is_empty() => Err(LedgerError::NoRoleReason {
            line: place + 1,
            code: lines
                .get(place)
                .map_or_else(String::new, |l| l.account.code.clone()),
        }),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::kernel::Rule;
    use crate::ledger::chart::Chart;

    fn rules() -> &'static PostingRules {
        PostingRules::compiled_in().unwrap()
    }

    fn judged(debit: &str, credit: &str, grounds: Grounds<'_>) -> Result<(), LedgerError> {
        let chart = Chart::compiled_in().unwrap();
        let line = |code: &str, side| Touched {
            side,
            account: chart.accounts().iter().find(|a| a.code == code).unwrap(),
        };
        let lines = [line(debit, Side::Debit), line(credit, Side::Credit)];
        may_be_free(&lines, grounds, rules())
    }

    const REASONED: Grounds<'_> = Grounds {
        role_reason: Some("ลงผิดคน"),
        by_resolution: false,
    };

    #[test]
    fn a14_1_no_event_with_a_rule_can_be_typed_without_an_account_of_the_rules() {
        let chart = Chart::compiled_in().unwrap();
        for rule in rules().all() {
            let touches = rule
                .lines
                .iter()
                .any(|line| is_of_a_rule(chart.of_role(&line.role).unwrap(), rules()));
            assert!(touches, "{}", rule.event);
        }
    }

    #[test]
    fn a14_1_a_free_entry_takes_an_account_of_a_rule_only_with_its_reason() {
        for (debit, credit) in [
            ("12210", "11010"),
            ("11310", "11010"),
            ("11320", "11010"),
            ("11330", "11010"),
            ("22210", "11010"),
            ("22220", "11010"),
            ("22225", "11010"),
            ("22150", "11010"),
            ("11110", "11010"),
            ("12230", "11010"),
            ("22230", "41290"),
            ("53020", "11110"),
        ] {
            let refused = judged(debit, credit, Grounds::default()).unwrap_err();
            assert_eq!(refused.rule(), Some(Rule::A14_1), "{debit} {credit}");
            let blank = Grounds {
                role_reason: Some("  "),
                by_resolution: false,
            };
            assert!(judged(debit, credit, blank).is_err(), "{debit} {credit}");
            assert!(judged(debit, credit, REASONED).is_ok(), "{debit} {credit}");
        }
        for (debit, credit) in [("53020", "22140"), ("53030", "11010"), ("11010", "41290")] {
            assert!(
                judged(debit, credit, Grounds::default()).is_ok(),
                "{debit} {credit}"
            );
        }
    }

    #[test]
    fn a5_5_a_card_fee_is_given_up_only_by_a_resolution() {
        let resolved = Grounds {
            by_resolution: true,
            ..REASONED
        };
        // An expense, an income, a reserve, another debtor, an unnamed creditor: whatever does not pay.
        for debit in [
            "53210", "53010", "41210", "32010", "12290", "12280", "22140", "13020",
        ] {
            let refused = judged(debit, "12210", REASONED).unwrap_err();
            assert_eq!(refused.rule(), Some(Rule::A5_5), "{debit}");
            assert!(judged(debit, "12210", resolved).is_ok(), "{debit}");
        }
        // Cash, the bank, a terminal, suspense, what is held for the member, another member's fee: these pay.
        for debit in [
            "11010", "11110", "11310", "22210", "22225", "21010", "12210",
        ] {
            assert!(judged(debit, "12210", REASONED).is_ok(), "{debit}");
        }
    }
}
