//! The book as plain text that `ledger` and `beancount` read, so that anyone can check it without us.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::kernel::{BusinessDate, Money};
use crate::ledger::balances::TrialBalance;
use crate::ledger::journal::{EntryView, PostingView};
use crate::ledger::model::{AccountKind, Side};

/// Which program reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Ledger,
    Beancount,
}

impl Format {
    /// Reads `ledger` or `beancount`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "ledger" => Some(Self::Ledger),
            "beancount" => Some(Self::Beancount),
            _ => None,
        }
    }
}

/// A period of the book: what was brought forward, and the entries, oldest first.
#[derive(Debug)]
pub struct Book<'a> {
    pub from: BusinessDate,
    /// Balances on the eve of `from`, by account.
    pub opening: &'a TrialBalance,
    pub entries: &'a [EntryView],
    /// Kind and English name of every account that occurs, by code.
    pub accounts: &'a BTreeMap<String, (AccountKind, String)>,
}

/// The book in one of the two forms. Amounts are exact decimals in THB.
pub fn book(book: &Book<'_>, format: Format) -> String {
    let mut out = String::new();
    let name = |code: &str| {
        let kind = book
            .accounts
            .get(code)
            .map_or(AccountKind::Asset, |(kind, _)| *kind);
        account_name(kind, code)
    };
    for (code, (_, english)) in book.accounts {
        let line = match format {
            Format::Ledger => format!("account {}\n    note {english}\n", name(code)),
            Format::Beancount => {
                format!(
                    "{} open {} THB\n  name: \"{}\"\n",
                    book.from,
                    name(code),
                    escaped(english)
                )
            }
        };
        out.push_str(&line);
    }
    let carried: Vec<(String, Money)> = book
        .opening
        .lines
        .iter()
        .filter(|line| !line.closing.is_zero())
        .map(|line| (name(&line.account), line.closing))
        .collect();
    if !carried.is_empty() {
        title(&mut out, format, book.from, "", "Brought forward");
        carried
            .iter()
            .for_each(|(account, amount)| posting(&mut out, account, *amount, None, format));
    }
    for entry in book.entries {
        title(&mut out, format, entry.date, &entry.no, &entry.text);
        notes(&mut out, entry, format);
        for line in &entry.postings {
            posting(
                &mut out,
                &name(&line.account),
                signed(line),
                line.subsidiary.as_deref(),
                format,
            );
        }
    }
    out
}

/// `Assets:12210`: the five names that both programs know, and the code with nothing in it that either would not take.
fn account_name(kind: AccountKind, code: &str) -> String {
    let group = match kind {
        AccountKind::Asset => "Assets",
        AccountKind::Liability => "Liabilities",
        AccountKind::Equity => "Equity",
        AccountKind::Income => "Income",
        AccountKind::Expense => "Expenses",
    };
    let plain: String = code
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("{group}:{}", plain.to_ascii_uppercase())
}

/// Debit as it is, credit below zero. An amount is above zero, so its opposite fits.
fn signed(line: &PostingView) -> Money {
    match line.side {
        Side::Debit => line.amount,
        Side::Credit => line.amount.negated().unwrap_or(line.amount),
    }
}

fn title(out: &mut String, format: Format, date: BusinessDate, no: &str, text: &str) {
    let text = one_line(text);
    // Writing into a String cannot fail.
    let _ = match format {
        Format::Ledger if no.is_empty() => writeln!(out, "\n{date} * {text}"),
        Format::Ledger => writeln!(out, "\n{date} * ({no}) {text}"),
        Format::Beancount => writeln!(out, "\n{date} * \"{}\" \"{}\"", escaped(no), escaped(&text)),
    };
}

fn notes(out: &mut String, entry: &EntryView, format: Format) {
    let reverses = entry.reverses.as_ref().map(|link| link.no.clone());
    let named = [
        ("source", Some(entry.source.clone())),
        ("document", entry.document.clone()),
        ("reverses", reverses),
        ("event", Some(entry.event.clone())),
    ];
    for (key, value) in named {
        let Some(value) = value else { continue };
        let _ = match format {
            Format::Ledger => writeln!(out, "    ; {key}: {}", one_line(&value)),
            Format::Beancount => writeln!(out, "  {key}: \"{}\"", escaped(&one_line(&value))),
        };
    }
}

fn posting(
    out: &mut String,
    account: &str,
    amount: Money,
    subsidiary: Option<&str>,
    format: Format,
) {
    let _ = match format {
        Format::Ledger => writeln!(out, "    {account}  {amount} THB"),
        Format::Beancount => writeln!(out, "  {account}  {amount} THB"),
    };
    let Some(subsidiary) = subsidiary else { return };
    let _ = match format {
        Format::Ledger => writeln!(out, "    ; subsidiary: {}", one_line(subsidiary)),
        Format::Beancount => writeln!(
            out,
            "    subsidiary: \"{}\"",
            escaped(&one_line(subsidiary))
        ),
    };
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
