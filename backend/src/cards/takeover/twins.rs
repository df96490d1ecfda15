//! Numbers and envelopes that stand twice, in the file or beside the register.

use std::collections::BTreeMap;

use super::columns::Column;
use super::look::{BadLine, Beside, Looked};
use super::rows::{Row, RowFault};
use crate::kernel::Text;

/// A number or an envelope that stands twice in the file, or is in the register already, refuses its line. So a second import
/// of the same file adds nothing.
pub(super) fn refuse(beside: &Beside, looked: &mut Looked) {
    let (known, taken) = (&beside.known_numbers, &beside.known_envelopes);
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut good = Vec::with_capacity(looked.good.len());
    for (row, index) in std::mem::take(&mut looked.good)
        .into_iter()
        .zip(&beside.indexes)
    {
        let envelope = row.envelope_no.clone();
        let fault = if known.contains(index) {
            Some(twin(&row, Column::CardNumber, None))
        } else if let Some(line) = seen.get(index) {
            Some(twin(&row, Column::CardNumber, Some(*line)))
        } else if let Some(line) = envelope.as_ref().and_then(|no| seen.get(no)) {
            Some(twin(&row, Column::EnvelopeNo, Some(*line)))
        } else if envelope.as_ref().is_some_and(|no| taken.contains(no)) {
            Some(twin(&row, Column::EnvelopeNo, None))
        } else {
            None
        };
        seen.entry(index.clone()).or_insert(row.line);
        if let Some(no) = envelope {
            seen.entry(no).or_insert(row.line);
        }
        match fault {
            None => good.push(row),
            Some(fault) => {
                looked.bad.push(|| BadLine {
                    line: row.line,
                    member_number: row.member.number,
                });
                looked.faults.push(|| fault);
            }
        }
    }
    looked.good = good;
}

fn twin(row: &Row, column: Column, earlier: Option<u64>) -> RowFault {
    let (shown, rule) = match column {
        Column::CardNumber => (
            format!("•••• {}", row.number.last_four()),
            Some(crate::kernel::Rule::A3),
        ),
        Column::MemberNumber
        | Column::ExpiresOn
        | Column::ReceivedOn
        | Column::Keeper
        | Column::LetterNo
        | Column::LetterDated
        | Column::HandedOverOn
        | Column::Dispenser
        | Column::EnvelopeNo
        | Column::EnvelopeKeeper
        | Column::EnvelopeHandedOverOn
        | Column::EnvelopeDispenser
        | Column::SecondLetterNo
        | Column::SecondLetterDated => (row.envelope_no.clone().unwrap_or_default(), None),
    };
    RowFault {
        line: row.line,
        column: Some(column),
        code: "twin",
        message: twin_message(row.line, column, &shown, earlier),
        rule,
    }
}

/// Says where the twin is: in an earlier line of the file, or in the register.
fn twin_message(line: u64, column: Column, shown: &str, earlier: Option<u64>) -> Text {
    let head = column.head();
    match earlier {
        None => Text::of(
            format!("บรรทัด {} {}: {shown} อยู่ในทะเบียนแล้ว", line, head),
            format!(
                "line {}, {}: {shown} is in the register already",
                line,
                column.name()
            ),
        ),
        Some(first) => Text::of(
            format!("บรรทัด {} {}: {shown} ซ้ำกับบรรทัด {first}", line, head),
            format!(
                "line {}, {}: {shown} stands in line {first} too",
                line,
                column.name()
            ),
        ),
    }
}
