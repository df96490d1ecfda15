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

impl Book<'_> {
    /// What both programs call an account.
    fn name(&self, code: &str) -> String {
        let found = self.accounts.get(code);
        account_name(found.map_or(AccountKind::Asset, |(kind, _)| *kind), code)
    }
}

/// The book in one of the two forms. Amounts are exact decimals in THB.
pub fn book(book: &Book<'_>, format: Format) -> String {
    let mut out = String::new();
    declare(&mut out, book, format);
    bring_forward(&mut out, book, format);
    for entry in book.entries {
        title(&mut out, format, entry.date, &entry.no, &entry.text);
        notes(&mut out, entry, format);
        for line in &entry.postings {
            posting(
                &mut out,
                &book.name(&line.account),
                signed(line),
                line.subsidiary.as_deref(),
                format,
            );
        }
    }
    out
}

fn declare(out: &mut String, book: &Book<'_>, format: Format) {
    for (code, (_, english)) in book.accounts {
        let name = book.name(code);
        // Writing into a String cannot fail.
        let _ = match format {
            Format::Ledger => writeln!(out, "account {name}\n    note {english}"),
            Format::Beancount => {
                let (from, english) = (book.from, escaped(english));
                writeln!(out, "{from} open {name} THB\n  name: \"{english}\"")
            }
        };
    }
}

fn bring_forward(out: &mut String, book: &Book<'_>, format: Format) {
    let carried = book.opening.lines.iter().filter(|l| !l.closing.is_zero());
    let carried: Vec<(String, Money)> = carried
        .map(|line| (book.name(&line.account), line.closing))
        .collect();
    if carried.is_empty() {
        return;
    }
    title(out, format, book.from, "", "Brought forward");
    for (account, amount) in carried {
        posting(out, &account, amount, None, format);
    }
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
