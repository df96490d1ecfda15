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
/// Accounts that the bank's statement proves.
const BANK_ROLES: [&str; 3] = ["bank_electronic", "bank_savings", "bank_current"];

/// A line of a free entry with its account.
#[derive(Debug, Clone, Copy)]
pub struct Touched<'a> {
    pub side: Side,
    pub account: &'a Account,
    /// What the account is kept by on this line: `member/12`.
    pub subsidiary: &'a str,
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

fn plays(account: &Account, role: &str) -> bool {
    account.role.as_deref() == Some(role)
}

fn is_fee(account: &Account) -> bool {
    plays(account, FEE_ROLE)
}

/// What a member has to the good.
pub fn is_credit(account: &Account) -> bool {
    plays(account, CREDIT_ROLE)
}

fn is_money(account: &Account) -> bool {
    account.cash_flow_class == CashFlowClass::Cash
}

fn is_at_the_bank(account: &Account) -> bool {
    BANK_ROLES.iter().any(|role| plays(account, role))
}

/// Money that was received or sent and is not yet placed: in transit, or in suspense.
fn is_clearing(account: &Account) -> bool {
    let unplaced = matches!(
        account.subsidiary,
        SubsidiaryKind::Terminal | SubsidiaryKind::BankLine
    );
    unplaced && !is_money(account)
}

fn is_suspense(account: &Account) -> bool {
    is_clearing(account) && account.kind == AccountKind::Liability
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

/// Whether an entry passes on what is held: to a card fee, to a member's credit, to suspense.
pub fn passes_on(lines: &[Touched<'_>]) -> bool {
    let to = |account| is_fee(account) || is_credit(account) || is_suspense(account);
    let mut credits = lines.iter().filter(|line| line.side == Side::Credit);
    credits.any(|line| to(line.account))
}

/// A5.5: an entry by hand takes a card fee off what a member owes only with money at the bank or with the credit of the same
/// member. Cash has its receipt; whatever else stands on the other side gives the fee up, or may be given up after it.
pub fn pays_what_it_takes_off(lines: &[Touched<'_>]) -> Result<(), LedgerError> {
    let fees: Vec<&Touched<'_>> = lines
        .iter()
        .filter(|line| line.side == Side::Credit && is_fee(line.account))
        .collect();
    let is_theirs = |line: &Touched<'_>| fees.iter().all(|fee| fee.subsidiary == line.subsidiary);
    let pays = |line: &Touched<'_>| {
        is_at_the_bank(line.account) || is_credit(line.account) && is_theirs(line)
    };
    let debits = lines.iter().filter(|line| line.side == Side::Debit);
    let mut others = debits.filter(|line| !pays(line)).peekable();
    if fees.is_empty() || others.peek().is_none() {
        return Ok(());
    }
    if others.all(|line| is_money(line.account)) {
        return Err(LedgerError::CashWithoutReceipt);
    }
    Err(LedgerError::WriteOffByHand)
}

/// A5.5: what pays a card fee later stands for money. A member's credit and suspense come from money or from what is held; money
/// in transit comes from no expense, income or reserve.
fn stands_for_money(lines: &[Touched<'_>]) -> Result<(), LedgerError> {
    let debits = || lines.iter().filter(|line| line.side == Side::Debit);
    for (line, place) in lines.iter().zip(1..) {
        let fits = |from: &Touched<'_>| comes_from(line, from);
        if line.side == Side::Credit && !debits().all(fits) {
            let code = line.account.code.clone();
            return Err(LedgerError::NotFromMoney { line: place, code });
        }
    }
    Ok(())
}

fn comes_from(line: &Touched<'_>, from: &Touched<'_>) -> bool {
    let is_held = is_money(from.account) || is_suspense(from.account) || is_credit(from.account);
    if is_credit(line.account) {
        // The member's own fee account may have been paid ahead.
        return is_held || is_fee(from.account) && from.subsidiary == line.subsidiary;
    }
    if is_suspense(line.account) {
        return is_held;
    }
    let is_real = matches!(
        from.account.kind,
        AccountKind::Asset | AccountKind::Liability
    );
    is_real || !is_clearing(line.account)
}

/// A14.1, A5.5: a free entry takes an account of the posting rules only with its reason, and gives up a card fee only by a
/// resolution.
pub fn may_be_free(
    lines: &[Touched<'_>],
    grounds: Grounds<'_>,
    posting: &PostingRules,
) -> Result<(), LedgerError> {
    if !grounds.by_resolution {
        pays_what_it_takes_off(lines)?;
    }
    stands_for_money(lines)?;
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
        judged_of((debit, "member/1"), credit, grounds)
    }

    /// The debit is of a member of its own.
    fn judged_of(
        (debit, of): (&str, &str),
        credit: &str,
        grounds: Grounds<'_>,
    ) -> Result<(), LedgerError> {
        let chart = Chart::compiled_in().unwrap();
        let line = |code: &str, side| Touched {
            side,
            account: chart.accounts().iter().find(|a| a.code == code).unwrap(),
            subsidiary: if side == Side::Debit { of } else { "member/1" },
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
            "53210", "53010", "41210", "32010", "12290", "12280", "22140", "13020", "11310",
            "11320", "11330", "22210", "22220", "21010", "22020", "12210",
        ] {
            let refused = judged(debit, "12210", REASONED).unwrap_err();
            assert_eq!(refused.rule(), Some(Rule::A5_5), "{debit}");
            assert!(judged(debit, "12210", resolved).is_ok(), "{debit}");
        }
        for cash in ["11010", "11020"] {
            let refused = judged(cash, "12210", REASONED).unwrap_err();
            assert!(matches!(refused, LedgerError::CashWithoutReceipt), "{cash}");
        }
        // The bank, and what the same member has to the good: these pay.
        for debit in ["11110", "11120", "11130", "22225"] {
            assert!(judged(debit, "12210", REASONED).is_ok(), "{debit}");
        }
        assert!(judged_of(("22225", "member/2"), "12210", REASONED).is_err());
    }

    #[test]
    fn a5_5_what_pays_a_card_fee_later_stands_for_money() {
        for (debits, credits) in [
            (
                [
                    "53030", "41210", "32010", "22140", "12290", "11310", "22020",
                ]
                .as_slice(),
                ["22225", "22210", "22220"].as_slice(),
            ),
            (
                &["53210", "53110", "41210", "32010"],
                &["11310", "11320", "11330"],
            ),
        ] {
            for (debit, credit) in debits
                .iter()
                .flat_map(|d| credits.iter().map(move |c| (d, c)))
            {
                let refused = judged(debit, credit, REASONED).unwrap_err();
                assert_eq!(refused.rule(), Some(Rule::A5_5), "{debit} {credit}");
            }
        }
        for (debit, credit) in [
            ("11010", "22225"),
            ("11110", "22225"),
            ("22210", "22225"),
            ("12210", "22225"),
            ("11110", "22210"),
            ("22225", "22210"),
            ("11110", "11310"),
            ("12230", "11310"),
            ("53020", "11110"),
        ] {
            let may = judged(debit, credit, REASONED);
            assert!(may.is_ok(), "{debit} {credit}");
        }
        assert!(judged_of(("12210", "member/2"), "22225", REASONED).is_err());
    }
}
