//! Posting rules: which event reaches which accounts (A14.1). The file is data; this proves at load that it can be trusted.
//!
//! A figure that stands on the debit side as often as on the credit side balances whatever it amounts to, so the proof counts
//! sides per figure and needs no example. Rules carry a date: an event is posted by the rule in force on its own date.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::chart::{Chart, ChartError};
use super::error::LedgerError;
use super::model::{PostEvent, Side, SubsidiaryKind, Voucher};
use super::voucher::{PatternError, Series};
use crate::kernel::{BusinessDate, Money, Text};

/// The rules that come with the program.
pub const COMPILED_IN: &str = include_str!("../../../seed/posting_rules.toml");

/// Why a file of posting rules is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    #[error("the posting rules could not be read: {0}")]
    Unreadable(String),
    #[error(
        "{event}: {figure} stands on the debit side {debits} times and on the credit side {credits} times"
    )]
    Unbalanced {
        event: String,
        figure: String,
        debits: usize,
        credits: usize,
    },
    #[error("{event}: {source}")]
    NoAccount { event: String, source: ChartError },
    #[error("{event}: {role} is kept by {wanted}, the rule says {given}")]
    WrongSubsidiary {
        event: String,
        role: String,
        wanted: &'static str,
        given: &'static str,
    },
    #[error("{event} has two rules from {from}")]
    TwinRule { event: String, from: BusinessDate },
    #[error("{event}: a rule has at least two lines")]
    TooShort { event: String },
    #[error("{event} has no title in both languages")]
    NoTitle { event: String },
    #[error(transparent)]
    Chart(#[from] ChartError),
    #[error(transparent)]
    Voucher(#[from] PatternError),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    vouchers: WrittenVouchers,
    rule: Vec<PostingRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenVouchers {
    pattern: String,
    restart: String,
}

/// How one event is posted from a date on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostingRule {
    pub event: String,
    /// What people read in place of the event's code.
    pub title_th: String,
    pub title_en: String,
    pub voucher: Voucher,
    pub effective_from: BusinessDate,
    pub lines: Vec<RuleLine>,
}

/// One line of a rule: the role's account gets the figure on this side.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleLine {
    pub role: String,
    pub side: Side,
    pub figure: String,
    #[serde(default = "no_subsidiary")]
    pub subsidiary: SubsidiaryKind,
}

const fn no_subsidiary() -> SubsidiaryKind {
    SubsidiaryKind::None
}

/// What an event gives to the account of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleAmount<'r> {
    pub role: &'r str,
    pub side: Side,
    /// Above zero.
    pub amount: Money,
}

/// Rules that were proven against a chart, and how vouchers are numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingRules {
    /// By event, oldest first.
    by_event: BTreeMap<String, Vec<PostingRule>>,
    vouchers: Series,
}

impl PostingRules {
    /// Reads rules and proves each: it balances for every input, its roles have an account, a role that is kept by a
    /// subsidiary is given one.
    pub fn parse(toml: &str, chart: &Chart) -> Result<Self, RulesError> {
        let written: Written =
            toml::from_str(toml).map_err(|e| RulesError::Unreadable(e.message().to_owned()))?;
        let vouchers = Series::parse(&written.vouchers.pattern, &written.vouchers.restart)?;
        let mut by_event: BTreeMap<String, Vec<PostingRule>> = BTreeMap::new();
        for rule in written.rule {
            is_titled(&rule)?;
            balances(&rule)?;
            roles_have_accounts(&rule, chart)?;
            let versions = by_event.entry(rule.event.clone()).or_default();
            if versions
                .iter()
                .any(|r| r.effective_from == rule.effective_from)
            {
                return Err(RulesError::TwinRule {
                    event: rule.event,
                    from: rule.effective_from,
                });
            }
            versions.push(rule);
            versions.sort_by_key(|r| r.effective_from);
        }
        Ok(Self { by_event, vouchers })
    }

    /// The rules that come with the program, proven once against its chart.
    pub fn compiled_in() -> Result<&'static Self, RulesError> {
        static RULES: OnceLock<Result<PostingRules, RulesError>> = OnceLock::new();
        RULES
            .get_or_init(|| Self::parse(COMPILED_IN, &Chart::compiled_in()?))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// Proves these rules against another chart, as it is loaded.
    pub fn fit(&self, chart: &Chart) -> Result<(), RulesError> {
        self.by_event
            .values()
            .flatten()
            .try_for_each(|rule| roles_have_accounts(rule, chart))
    }

    /// The rule of an event in force on a date.
    pub fn in_force(&self, event: &str, on: BusinessDate) -> Option<&PostingRule> {
        self.by_event
            .get(event)?
            .iter()
            .rev()
            .find(|r| r.effective_from <= on)
    }

    /// What an event is called, by its rule in force on a date, else by its newest one; none for an event without a rule.
    pub fn title(&self, event: &str, on: BusinessDate) -> Option<Text> {
        let newest = || self.by_event.get(event)?.last();
        let rule = self.in_force(event, on).or_else(newest)?;
        Some(Text::of(rule.title_th.clone(), rule.title_en.clone()))
    }

    /// Every rule, by event and date.
    pub fn all(&self) -> impl Iterator<Item = &PostingRule> {
        self.by_event.values().flatten()
    }

    /// Whether any rule, of any date, posts to the account of this role.
    pub fn speak_of(&self, role: &str) -> bool {
        self.all()
            .any(|rule| rule.lines.iter().any(|line| line.role == role))
    }

    /// How voucher numbers are made.
    pub const fn vouchers(&self) -> &Series {
        &self.vouchers
    }
}

impl PostingRule {
    /// What the event posts by this rule: figures on their sides, equal role and side added up, zero figures left out.
    /// Refuses a figure that the rule does not know, one below zero, and an event of zeros.
    pub fn lines_for(&self, event: &PostEvent) -> Result<Vec<RoleAmount<'_>>, LedgerError> {
        for (figure, amount) in &event.figures {
            if !self.lines.iter().any(|l| l.figure == *figure) {
                return Err(LedgerError::UnknownFigure {
                    event: event.event,
                    figure: (*figure).to_owned(),
                });
            }
            if amount.is_negative() {
                return Err(LedgerError::NegativeFigure {
                    figure: (*figure).to_owned(),
                });
            }
        }
        let mut lines: Vec<RoleAmount<'_>> = Vec::new();
        for line in &self.lines {
            let given = event
                .figures
                .iter()
                .filter(|(figure, _)| *figure == line.figure);
            let amount = Money::sum(given.map(|(_, amount)| *amount))?;
            if amount.is_zero() {
                continue;
            }
            match lines
                .iter_mut()
                .find(|l| l.role == line.role && l.side == line.side)
            {
                Some(same) => same.amount = same.amount.plus(amount)?,
                None => lines.push(RoleAmount {
                    role: &line.role,
                    side: line.side,
                    amount,
                }),
            }
        }
        if lines.is_empty() {
            return Err(LedgerError::NothingToPost);
        }
        Ok(lines)
    }
}

fn is_titled(rule: &PostingRule) -> Result<(), RulesError> {
    if rule.title_th.trim().is_empty() || rule.title_en.trim().is_empty() {
        return Err(RulesError::NoTitle {
            event: rule.event.clone(),
        });
    }
    Ok(())
}

fn balances(rule: &PostingRule) -> Result<(), RulesError> {
    if rule.lines.len() < 2 {
        return Err(RulesError::TooShort {
            event: rule.event.clone(),
        });
    }
    let on = |figure: &str, side: Side| {
        rule.lines
            .iter()
            .filter(|l| l.figure == figure && l.side == side)
            .count()
    };
    for line in &rule.lines {
        let (debits, credits) = (
            on(&line.figure, Side::Debit),
            on(&line.figure, Side::Credit),
        );
        if debits != credits {
            let (event, figure) = (rule.event.clone(), line.figure.clone());
            return Err(RulesError::Unbalanced {
                event,
                figure,
                debits,
                credits,
            });
        }
    }
    Ok(())
}

fn roles_have_accounts(rule: &PostingRule, chart: &Chart) -> Result<(), RulesError> {
    for line in &rule.lines {
        let event = || rule.event.clone();
        let account = chart
            .of_role(&line.role)
            .map_err(|source| RulesError::NoAccount {
                event: event(),
                source,
            })?;
        if account.subsidiary != line.subsidiary {
            return Err(RulesError::WrongSubsidiary {
                event: event(),
                role: line.role.clone(),
                wanted: account.subsidiary.code(),
                given: line.subsidiary.code(),
            });
        }
    }
    Ok(())
}
