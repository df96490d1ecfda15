//! What a file would do to the registers: each row judged, beside the others and beside the register.

use std::collections::{BTreeMap, BTreeSet};

use super::super::custody::service::with_active_card;
use super::super::custody::store as custody;
use super::super::error::CardError;
use super::super::shown::People;
use super::columns::{Column, Header};
use super::error::TakeOverError;
use super::judge;
use super::past::{Round, deadline};
use super::rows::{self, Known, Row, RowFault, Terms};
use crate::app::App;
use crate::db::Conn;
use crate::files::{Line as FileLine, Table as FileTable};
use crate::identity::model::Duty;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, PersonId, Text};
use crate::members::model::MemberNumber;
use crate::members::service::{self as members, MemberLine};

/// Rows of cards that one file may have.
pub const ROWS_MAX: usize = 20_000;

/// What a file would do: the rows that stand, and every fault of the others.
pub struct Looked {
    /// What the file is called when it is confirmed.
    pub hash: String,
    /// Rows that are taken over, with what they break.
    pub good: Vec<Row>,
    pub faults: Vec<RowFault>,
    /// Lines with a fault.
    pub bad: Vec<BadLine>,
}

/// A line that must be corrected, as it may be shown.
#[derive(Debug, Clone)]
pub struct BadLine {
    pub line: u64,
    pub member_number: String,
}

pub(super) fn looked(
    conn: &mut Conn,
    app: &App,
    table: &FileTable,
    (today, first_day): (BusinessDate, BusinessDate),
) -> Result<Looked, TakeOverError> {
    let header = Header::find(table).map_err(TakeOverError::Header)?;
    let lines = table.lines.get(header.above..).unwrap_or_default();
    let lines: Vec<&FileLine> = lines.iter().filter(|line| !line.is_blank()).collect();
    if lines.is_empty() {
        return Err(TakeOverError::NoRows);
    }
    if lines.len() > ROWS_MAX {
        return Err(TakeOverError::TooManyRows);
    }
    let people = People::everybody(conn)?;
    let known = Known {
        today,
        first_day,
        members: members_of(conn, &header, &lines)?,
        named: &|text| people.named(text),
        card_keepers: keepers(conn, Duty::CardKeeper, today)?,
        envelope_keepers: keepers(conn, Duty::PinKeeper, today)?,
        check_digit: app.bylaws_on(today).is_none_or(|b| b.card_number_check),
        terms: Terms {
            in_force: &|day| app.bylaws_on(day).is_some(),
            small: &|day| app.bylaws_on(day).is_some_and(|b| b.small_cooperative),
            deadline: &|dated| deadline(app, dated, Round::First),
        },
    };
    let mut looked = Looked {
        hash: String::new(),
        good: Vec::new(),
        faults: Vec::new(),
        bad: Vec::new(),
    };
    for line in lines {
        match rows::read(line, &header, &known) {
            Ok(row) => looked.good.push(row),
            Err(faults) => {
                looked.bad.push(bad_line(line, &header));
                looked.faults.extend(faults);
            }
        }
    }
    refuse_twins(conn, app, &mut looked)?;
    second_active(conn, &mut looked.good, today)?;
    looked.faults.sort_by_key(|fault| fault.line);
    Ok(looked)
}

/// A5.1: of the cards that a member could use by what the file tells, the one handed over last stands; the others, and all of
/// them where the register has an active one already, are exceptions.
fn second_active(
    conn: &mut Conn,
    rows: &mut [Row],
    today: BusinessDate,
) -> Result<(), TakeOverError> {
    let mut newest: BTreeMap<i64, (Option<BusinessDate>, u64)> = BTreeMap::new();
    for row in rows.iter().filter(|row| judge::would_be_active(row, today)) {
        let own = (row.card.handed_over_on, row.line);
        let last = newest.entry(row.member.id.get()).or_insert(own);
        *last = own.max(*last);
    }
    let members = newest.keys().copied().collect();
    let active = with_active_card(conn, &members, today)?;
    for row in rows.iter_mut() {
        let member = row.member.id.get();
        let stands = newest
            .get(&member)
            .is_some_and(|(_, line)| *line == row.line);
        let twice = active.contains_key(&member) || !stands;
        if judge::would_be_active(row, today) && twice {
            let found = judge::second_active(row);
            row.exceptions.push(found);
        }
    }
    Ok(())
}

fn bad_line(line: &FileLine, header: &Header) -> BadLine {
    BadLine {
        line: line.number,
        member_number: number_in(line, header)
            .map_or_else(String::new, |number| number.as_str().to_owned()),
    }
}

fn number_in(line: &FileLine, header: &Header) -> Option<MemberNumber> {
    let cell = line.cells.get(header.place(Column::MemberNumber)?)?;
    MemberNumber::parse(&cell.text()).ok()
}

fn members_of(
    conn: &mut Conn,
    header: &Header,
    lines: &[&FileLine],
) -> Result<BTreeMap<String, MemberLine>, TakeOverError> {
    let numbers: Vec<MemberNumber> = lines
        .iter()
        .filter_map(|line| number_in(line, header))
        .collect();
    Ok(members::by_numbers(conn, &numbers)?)
}

fn keepers(
    conn: &mut Conn,
    duty: Duty,
    today: BusinessDate,
) -> Result<Vec<PersonId>, TakeOverError> {
    let held = identity::holders_of(conn, duty, today)?;
    Ok(held.into_iter().map(|d| d.person).collect())
}

/// A number or an envelope that stands twice in the file, or is in the register already, refuses its line. So a second import
/// of the same file adds nothing.
fn refuse_twins(conn: &mut Conn, app: &App, looked: &mut Looked) -> Result<(), TakeOverError> {
    let index = |row: &Row| app.secrets.index_value("card_number", row.number.expose());
    let indexes: Vec<String> = looked.good.iter().map(index).collect();
    let known = custody::known_numbers(conn, &indexes)?;
    let taken = taken_envelopes(conn, &looked.good)?;
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut good = Vec::with_capacity(looked.good.len());
    for (row, index) in std::mem::take(&mut looked.good).into_iter().zip(indexes) {
        let envelope = row.envelope_no.clone();
        let fault = if known.contains(&index) {
            Some(twin(&row, Column::CardNumber, None))
        } else if let Some(line) = seen.get(&index) {
            Some(twin(&row, Column::CardNumber, Some(*line)))
        } else if let Some(line) = envelope.as_ref().and_then(|no| seen.get(no)) {
            Some(twin(&row, Column::EnvelopeNo, Some(*line)))
        } else if envelope.as_ref().is_some_and(|no| taken.contains(no)) {
            Some(twin(&row, Column::EnvelopeNo, None))
        } else {
            None
        };
        seen.entry(index).or_insert(row.line);
        if let Some(no) = envelope {
            seen.entry(no).or_insert(row.line);
        }
        match fault {
            None => good.push(row),
            Some(fault) => {
                looked.bad.push(BadLine {
                    line: row.line,
                    member_number: row.member.number,
                });
                looked.faults.push(fault);
            }
        }
    }
    looked.good = good;
    Ok(())
}

/// Which envelope numbers of these rows the register has already.
fn taken_envelopes(conn: &mut Conn, rows: &[Row]) -> Result<BTreeSet<String>, CardError> {
    let numbers: Vec<String> = rows.iter().filter_map(|r| r.envelope_no.clone()).collect();
    let known = custody::known_envelopes(conn, &numbers)?;
    Ok(known.into_iter().map(|(no, _)| no).collect())
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
        column,
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
