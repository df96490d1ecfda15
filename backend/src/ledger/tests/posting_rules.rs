#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use crate::kernel::{MemberId, Money};
use crate::ledger::chart::Chart;
use crate::ledger::error::LedgerError;
use crate::ledger::model::{PostEvent, Side, Subsidiaries, event};
use crate::ledger::posting_rules::{COMPILED_IN, PostingRules, RulesError};
use crate::ledger::testing::{a_member_fee, baht, day};

fn parse(rules: &str) -> Result<PostingRules, RulesError> {
    let head = "[vouchers]\npattern = \"{kind}{year}/{number:6}\"\nrestart = \"year\"\n";
    PostingRules::parse(&format!("{head}{rules}"), &Chart::compiled_in().unwrap())
}

fn rule(lines: &str) -> String {
    format!(
        "[[rule]]\nevent = \"e\"\ntitle_th = \"ก\"\ntitle_en = \"E\"\nvoucher = \"JV\"\neffective_from = \"2020-01-01\"\nlines = [{lines}]\n"
    )
}

const CASH_OWED: &str = r#"{ role = "cash", side = "debit", figure = "f" },
    { role = "card_fee_receivable", side = "credit", figure = "f", subsidiary = "member" },"#;

#[test]
fn a14_1_the_rules_that_come_with_the_program_are_proven() {
    let rules = PostingRules::compiled_in().unwrap();
    assert!(rules.all().count() >= 15);
    let known = [
        event::CARD_ORDERED_BANK_CHARGE,
        event::CARD_ORDERED_MEMBER_FEE,
        event::CARD_BANK_FEE_CHARGED,
        event::CARD_FEE_PAID,
        event::CARD_FEE_PAID_BY_CARD,
        event::CARD_FEE_WRITTEN_OFF,
    ];
    for event in known {
        assert!(
            rules.in_force(event, day("2026-11-21")).is_some(),
            "{event}"
        );
        assert!(
            rules.in_force(event, day("2020-08-28")).is_none(),
            "{event}"
        );
    }
}

#[test]
fn a14_1_a_rule_that_would_not_balance_for_some_input_is_refused() {
    let one_sided = r#"{ role = "cash", side = "debit", figure = "a" },
        { role = "petty_cash", side = "credit", figure = "b" },"#;
    assert!(matches!(
        parse(&rule(one_sided)),
        Err(RulesError::Unbalanced { .. })
    ));
    let twice = r#"{ role = "cash", side = "debit", figure = "a" },
        { role = "petty_cash", side = "debit", figure = "a" },
        { role = "bank_savings", side = "credit", figure = "a" },"#;
    assert!(matches!(
        parse(&rule(twice)),
        Err(RulesError::Unbalanced {
            debits: 2,
            credits: 1,
            ..
        })
    ));
    let alone = r#"{ role = "cash", side = "debit", figure = "a" },"#;
    assert!(matches!(
        parse(&rule(alone)),
        Err(RulesError::TooShort { .. })
    ));
    assert!(parse(&rule(CASH_OWED)).is_ok());
}

#[test]
fn a14_1_a_rule_needs_accounts_for_its_roles_and_their_subsidiaries() {
    let nobody = CASH_OWED.replace("\"cash\"", "\"gold\"");
    assert!(matches!(
        parse(&rule(&nobody)),
        Err(RulesError::NoAccount { .. })
    ));
    let none_named = CASH_OWED.replace(", subsidiary = \"member\"", "");
    assert!(matches!(
        parse(&rule(&none_named)),
        Err(RulesError::WrongSubsidiary { .. })
    ));
    let wrong = CASH_OWED.replace("\"member\"", "\"terminal\"");
    assert!(matches!(
        parse(&rule(&wrong)),
        Err(RulesError::WrongSubsidiary { .. })
    ));
    let twin = format!("{}{}", rule(CASH_OWED), rule(CASH_OWED));
    assert!(matches!(parse(&twin), Err(RulesError::TwinRule { .. })));
    let unknown_key = rule(CASH_OWED).replace("voucher", "paper");
    assert!(matches!(
        parse(&unknown_key),
        Err(RulesError::Unreadable(_))
    ));
}

#[test]
fn a_rule_without_a_title_in_both_languages_is_refused() {
    let untitled = rule(CASH_OWED).replace("title_en = \"E\"\n", "");
    assert!(matches!(parse(&untitled), Err(RulesError::Unreadable(_))));
    let blank = rule(CASH_OWED).replace("title_th = \"ก\"", "title_th = \" \"");
    assert!(matches!(parse(&blank), Err(RulesError::NoTitle { .. })));
}

#[test]
fn an_event_is_posted_by_the_rule_of_its_own_date() {
    let newer = rule(CASH_OWED)
        .replace("2020-01-01", "2027-01-01")
        .replace("JV", "RV");
    let rules = parse(&format!("{newer}{}", rule(CASH_OWED))).unwrap();
    let kind = |on: &str| rules.in_force("e", day(on)).map(|r| r.voucher.code());
    assert_eq!(kind("2026-12-31"), Some("JV"));
    assert_eq!(kind("2027-01-01"), Some("RV"));
    assert_eq!(kind("2019-12-31"), None);
}

#[test]
fn figures_that_a_rule_does_not_know_are_refused() {
    let rules = PostingRules::compiled_in().unwrap();
    let fee = rules
        .in_force(event::CARD_ORDERED_MEMBER_FEE, day("2026-11-21"))
        .unwrap();
    let told = a_member_fee(1, "100", "2026-11-21");
    assert_eq!(fee.lines_for(&told).unwrap().len(), 2);
    let with = |figures: Vec<(&'static str, Money)>| {
        fee.lines_for(&PostEvent {
            figures,
            ..told.clone()
        })
        .err()
    };
    assert!(matches!(
        with(vec![("fee", baht("1"))]),
        Some(LedgerError::UnknownFigure { .. })
    ));
    assert!(matches!(
        with(vec![("member_fee", baht("-1"))]),
        Some(LedgerError::NegativeFigure { .. })
    ));
    assert!(matches!(
        with(vec![("member_fee", Money::ZERO)]),
        Some(LedgerError::NothingToPost)
    ));
    assert!(matches!(with(vec![]), Some(LedgerError::NothingToPost)));
}

proptest! {
    #[test]
    fn a14_1_every_rule_balances_for_every_input(figures in prop::collection::vec(0_i64..1_000_000_000, 8)) {
        for rule in PostingRules::parse(COMPILED_IN, &Chart::compiled_in().unwrap()).unwrap().all() {
            let mut names: Vec<&'static str> = Vec::new();
            for line in &rule.lines {
                let name: &'static str = Box::leak(line.figure.clone().into_boxed_str());
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let told = PostEvent {
                event: "any",
                date: day("2026-11-21"),
                figures: names.iter().zip(&figures).map(|(n, f)| (*n, Money::satang(*f))).collect(),
                subsidiaries: Subsidiaries::member(MemberId::new(1)),
                source: "test/1".into(),
                text: "t".into(),
            };
            let Ok(lines) = rule.lines_for(&told) else { continue };
            let sum = |side| Money::sum(lines.iter().filter(|l| l.side == side).map(|l| l.amount)).unwrap();
            prop_assert_eq!(sum(Side::Debit), sum(Side::Credit));
            prop_assert!(lines.iter().all(|l| l.amount.is_positive()));
        }
    }
}
