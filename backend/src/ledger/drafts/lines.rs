//! The lines of a free entry: what they may say, and their accounts.

use std::collections::BTreeMap;

use super::{FreeLine, Resolved};
use crate::db::Conn;
use crate::ledger::error::LedgerError;
use crate::ledger::model::{Line, SubsidiaryKind};
use crate::ledger::{rules, store};

/// A3: no text of a line hides what it must not hold or is endless, whether its account reads it or not: it is kept as written.
pub(super) fn texts_are_fit(lines: &[FreeLine]) -> Result<(), LedgerError> {
    for (line, place) in lines.iter().zip(0..) {
        let account = ("account", Some(&line.account));
        let texts = subsidiaries(line).map(|(_, field, text)| (field, text));
        for (field, text) in std::iter::once(account).chain(texts) {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                let at = |error: LedgerError| error.at(format!("lines.{place}.{field}"));
                rules::text_is_fit(text).map_err(at)?;
            }
        }
    }
    Ok(())
}

/// A14.1: a line names nothing that its account does not take. A member may be named beside a contract or another subsidiary.
pub(super) fn take_what_they_name(
    lines: &[FreeLine],
    resolved: &[Resolved],
) -> Result<(), LedgerError> {
    for ((line, (_, account)), place) in lines.iter().zip(resolved).zip(1..) {
        let member = line.member.map(|_| (SubsidiaryKind::Member, "member"));
        let member = member.filter(|_| account.subsidiary == SubsidiaryKind::None);
        let named = subsidiaries(line)
            .into_iter()
            .filter_map(|(kind, field, text)| {
                text.is_some_and(|text| !text.is_empty())
                    .then_some((kind, field))
            });
        let mut others = named.filter(|(kind, _)| *kind != account.subsidiary);
        if let Some((kind, field)) = others.next().or(member) {
            return Err(LedgerError::OtherSubsidiary {
                line: place,
                field,
                code: account.code.clone(),
                kind,
            });
        }
    }
    Ok(())
}

/// The subsidiaries that are texts.
fn subsidiaries(line: &FreeLine) -> [(SubsidiaryKind, &'static str, Option<&String>); 3] {
    [
        (SubsidiaryKind::Contract, "contract", line.contract.as_ref()),
        (SubsidiaryKind::Terminal, "terminal", line.terminal.as_ref()),
        (
            SubsidiaryKind::BankLine,
            "bank_line",
            line.bank_line.as_ref(),
        ),
    ]
}

/// Free lines with their accounts. Refuses a code outside the chart, a group head, a missing subsidiary.
pub(super) fn resolved(conn: &mut Conn, lines: &[FreeLine]) -> Result<Vec<Resolved>, LedgerError> {
    let codes: Vec<&str> = lines.iter().map(|l| l.account.as_str()).collect();
    let found: BTreeMap<String, store::AccountRow> = store::accounts_by_code(conn, &codes)?;
    lines
        .iter()
        .zip(1..)
        .map(|(line, place)| resolve(line, place, &found))
        .collect()
}

fn resolve(
    line: &FreeLine,
    place: usize,
    found: &BTreeMap<String, store::AccountRow>,
) -> Result<Resolved, LedgerError> {
    let code = || line.account.clone();
    let row = found
        .get(&line.account)
        .ok_or_else(|| LedgerError::NoSuchAccount {
            line: place,
            code: code(),
        })?;
    let account = row.account()?;
    if !account.postable {
        return Err(LedgerError::GroupHead {
            line: place,
            code: code(),
        });
    }
    let subsidiary =
        line.named()
            .key(account.subsidiary)
            .ok_or_else(|| LedgerError::MissingSubsidiary {
                account: code(),
                kind: account.subsidiary,
            })?;
    if !subsidiary.is_empty() {
        rules::text_is_fit(&subsidiary)?;
    }
    let member = line
        .member
        .filter(|_| account.subsidiary != SubsidiaryKind::None);
    let line = Line {
        account: row.id,
        side: line.side,
        amount: line.amount,
        subsidiary,
        member,
    };
    Ok((line, account))
}
