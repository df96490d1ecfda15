//! The acts of a take-over: look at a file, take it over whole.

use std::collections::{BTreeMap, BTreeSet};

use super::super::custody::model::{Notice, Past};
use super::super::custody::service::{PastCard, take_over_cards};
use super::super::custody::store as custody;
use super::super::error::CardError;
use super::super::shown::People;
use super::columns::{Column, Header};
use super::error::TakeOverError;
use super::rows::{self, Known, Row, RowFault, Side};
use crate::app::App;
use crate::calendar;
use crate::db::{ActMeta, Conn, IdempotencyKey, Receipt};
use crate::files::{self, Encoding, Line as FileLine, Table as FileTable};
use crate::identity::model::{Actor, Duty};
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, LetterId, PersonId, Text};
use crate::members::model::MemberNumber;
use crate::members::service::{self as members, MemberLine};

/// Days of a first letter where no bylaws say it: the regulation's own (A7.2.1).
const FIRST_NOTICE_DAYS: u16 = 30;

/// What a file would do: the rows that stand, and every fault of the others.
pub struct Looked {
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

/// What a file would do to the registers. Writes nothing.
pub async fn look(app: &App, bytes: Vec<u8>, encoding: Encoding) -> Result<Looked, TakeOverError> {
    let (own, today) = (app.clone(), app.clock.today());
    let table = read_file(bytes, encoding).await?;
    app.read(move |conn| looked(conn, &own, &table, today))
        .await
}

/// Takes the whole file over in one act, or nothing of it.
pub async fn take_over(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    bytes: Vec<u8>,
    encoding: Encoding,
) -> Result<Receipt, TakeOverError> {
    let (own, today) = (app.clone(), app.clock.today());
    let table = read_file(bytes, encoding).await?;
    let meta = ActMeta::new(by.person, "cards.taken_over").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let looked = looked(tx.conn, &own, &table, today)?;
            if !looked.faults.is_empty() {
                return Err(TakeOverError::Rows(looked.faults));
            }
            let count = looked.good.len();
            let past = looked.good.into_iter().map(|row| past(&own, row)).collect();
            let ids = take_over_cards(tx, &own.secrets, past)?;
            let first = ids.first().map_or(0, |id| id.get());
            let mut receipt = Receipt::of("card", "cards", first);
            receipt.numbers.push(count.to_string());
            Ok(receipt)
        })
        .await
}

async fn read_file(bytes: Vec<u8>, encoding: Encoding) -> Result<FileTable, TakeOverError> {
    if bytes.is_empty() {
        return Err(TakeOverError::NoFile);
    }
    files::off_thread(move || Ok(files::read(&bytes, &encoding.into())?)).await
}

fn looked(
    conn: &mut Conn,
    app: &App,
    table: &FileTable,
    today: BusinessDate,
) -> Result<Looked, TakeOverError> {
    let header = Header::find(table).map_err(TakeOverError::Header)?;
    let lines = table.lines.get(header.above..).unwrap_or_default();
    let lines: Vec<&FileLine> = lines.iter().filter(|line| !line.is_blank()).collect();
    if lines.is_empty() {
        return Err(TakeOverError::NoRows);
    }
    let people = People::read(conn, today)?;
    let known = Known {
        today,
        members: members_of(conn, &header, &lines)?,
        named: &|text| people.named(text),
        card_keepers: keepers(conn, Duty::CardKeeper, today)?,
        envelope_keepers: keepers(conn, Duty::PinKeeper, today)?,
        check_digit: app.bylaws_on(today).is_none_or(|b| b.card_number_check),
    };
    let mut looked = Looked {
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
    looked.faults.sort_by_key(|fault| fault.line);
    Ok(looked)
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
    let mut found = BTreeMap::new();
    for number in lines.iter().filter_map(|line| number_in(line, header)) {
        if !found.contains_key(&number.key())
            && let Some(member) = members::by_number(conn, &number)?
        {
            found.insert(number.key(), member);
        }
    }
    Ok(found)
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
        | Column::EnvelopeDispenser => (row.envelope_no.clone().unwrap_or_default(), None),
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

fn past(app: &App, row: Row) -> PastCard {
    let notice = row.letter.as_ref().map(|(no, dated)| Notice {
        // The letter lies in the old register; this program has no record of its own of it.
        letter: LetterId::new(0),
        no: no.clone(),
        dated: *dated,
        deadline: deadline(app, *dated),
    });
    let side = |side: Side, first: Option<Notice>| Past {
        keeper: side.keeper,
        received_on: row.received_on,
        first,
        handed_over_on: side.handed_over_on,
        dispenser: side.dispenser,
    };
    PastCard {
        member: row.member.id,
        name_on_card: row.member.name.clone(),
        number: row.number,
        expires_on: row.expires_on,
        expiry_derived: row.expiry_derived,
        envelope_no: row.envelope_no,
        card: side(row.card, notice),
        envelope: row.envelope.map(|envelope| side(envelope, None)),
    }
}

/// A7.2.1: the last day of an old letter, by the bylaws of its date; counted plainly where the calendar does not reach.
fn deadline(app: &App, dated: BusinessDate) -> BusinessDate {
    let bylaws = app.bylaws_on(dated);
    let days = bylaws
        .as_ref()
        .map_or(FIRST_NOTICE_DAYS, |b| b.first_notice_days);
    let counting = bylaws.map_or(calendar::Counting::PlainDays, |b| b.extend_to_working_day);
    calendar::deadline(dated, days, &app.holidays, counting)
        .map_or_else(|_| dated.plus_days(i64::from(days)), |d| d.deadline)
}

impl From<diesel::result::Error> for TakeOverError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Card(CardError::from(error))
    }
}
