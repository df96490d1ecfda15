//! Rows to members, or to faults that name line, column and reason.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use super::ROWS_MAX;
use super::error::FileError;
use super::header::{self, Header};
use crate::files::{Cell, Faults, Format, LeftOut, Line, Table, Watch, column_name, without_head};
use crate::kernel::BusinessDate;
use crate::kernel::thai::{fold_title, hidden_in};
use crate::members::entry::{Fault, Field, NewMember, RawDate, RawMember, Reason, tidy};

/// Most characters of a value that a fault repeats.
const VALUE_CHARS_MAX: usize = 40;

/// A row that holds a member. No `Debug`.
#[derive(Clone)]
pub struct ReadRow {
    pub line: u64,
    pub member: NewMember,
}

/// A value that cannot stand, with its place in the file. It holds no text of the file but a short value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    pub line: u64,
    /// The column's place, from 0; none where the file has no such column.
    pub column: Option<usize>,
    /// None of a column without a head.
    pub field: Option<Field>,
    pub reason: Reason,
    /// What stands there, unless it is private or hides what must not be shown.
    pub value: Option<String>,
}

/// A file that was read. No `Debug`.
#[derive(Clone)]
pub struct ReadFile {
    pub format: Format,
    header: Header,
    /// What the file holds beside members.
    pub left_out: LeftOut,
    /// Rows that hold something, good or not.
    pub rows_total: usize,
    pub rows: Vec<ReadRow>,
    /// In the order of the lines; a line may have several.
    pub faults: Faults<RowFault>,
}

impl ReadFile {
    /// Whether the file has a column for the field.
    pub fn says(&self, field: Field) -> bool {
        let part_of_name = matches!(field, Field::GivenName | Field::Surname | Field::Title);
        self.header.column_of(field).is_some()
            || (part_of_name && self.header.column_of(Field::FullName).is_some())
    }

    /// The header's line.
    pub fn header_line(&self) -> u64 {
        self.header.line
    }

    /// The head of a fault's column as written in the file.
    pub fn head_of(&self, fault: &RowFault) -> String {
        let head = fault.column.and_then(|at| self.header.heads.get(at));
        match (head.filter(|head| !head.is_blank()), fault.column) {
            (Some(head), _) => head.shown(),
            (None, Some(at)) => column_name(at as u64 + 1),
            (None, None) => fault.field.map_or("", Field::name).to_owned(),
        }
    }

    /// A fault found later, against the registry.
    pub fn fault(&self, line: u64, fault: Fault) -> RowFault {
        place(&self.header, line, fault, None)
    }
}

/// Reads all rows below the header, as long as the clock runs.
pub fn read(table: Table, today: BusinessDate, watch: &mut Watch) -> Result<ReadFile, FileError> {
    let (header, first) = header::find(&table.lines)?;
    let lines = table.lines.get(first..).unwrap_or_default();
    if lines.len() > ROWS_MAX {
        return Err(FileError::TooManyRows);
    }
    let mut file = ReadFile {
        format: table.format,
        left_out: LeftOut::of(&table, &header.heads, |at| header.knows(at)),
        header,
        rows_total: lines.len(),
        rows: Vec::with_capacity(lines.len()),
        faults: Faults::default(),
    };
    let mut twins = Twins::default();
    for line in lines {
        watch.row()?;
        if file.is_unreadable(line) {
            continue;
        }
        match read_row(&file.header, line, today).and_then(|m| twins.first(line.number, m)) {
            Ok(member) => file.rows.push(ReadRow {
                line: line.number,
                member,
            }),
            Err(faults) => file.add_faults(line, faults),
        }
    }
    Ok(file)
}

impl ReadFile {
    fn add_faults(&mut self, line: &Line, faults: Vec<Fault>) {
        let Self {
            header,
            faults: all,
            ..
        } = self;
        for fault in faults {
            all.push(|| {
                let value = cell_of(header, line, fault.field).map(Cell::text);
                place(header, line.number, fault, value)
            });
        }
    }

    /// Whether a line has cells in which no value stands, or something under no head; both are faults of it.
    fn is_unreadable(&mut self, line: &Line) -> bool {
        let before = self.faults.total();
        let Self { header, faults, .. } = self;
        for (at, field) in header.known() {
            let why = line.cells.get(at).and_then(Cell::no_value);
            if let Some(why) = why {
                let fault = Fault::new(field, Reason::NoValue(why));
                faults.push(|| place(header, line.number, fault, None));
            }
        }
        if let Some(at) = without_head(line, &header.heads) {
            faults.push(|| RowFault {
                line: line.number,
                column: Some(at),
                field: None,
                reason: Reason::NoHead,
                value: None,
            });
        }
        self.faults.total() > before
    }
}

fn place(header: &Header, line: u64, fault: Fault, value: Option<String>) -> RowFault {
    let Fault { field, reason } = fault;
    let column = header
        .column_of(field)
        .or_else(|| header.column_of(Field::FullName));
    let value = value
        .map(|v| tidy(&v))
        .filter(|v| !v.is_empty() && !field.is_private() && hidden_in(v).is_none())
        .map(|v| v.chars().take(VALUE_CHARS_MAX).collect());
    RowFault {
        line,
        column,
        field: Some(field),
        reason,
        value,
    }
}

fn cell_of<'a>(header: &Header, line: &'a Line, field: Field) -> Option<&'a Cell> {
    line.cells.get(header.column_of(field)?)
}

fn read_row(header: &Header, line: &Line, today: BusinessDate) -> Result<NewMember, Vec<Fault>> {
    let text = |field| {
        cell_of(header, line, field)
            .map(Cell::text)
            .unwrap_or_default()
    };
    let date = |field| cell_of(header, line, field).map_or(RawDate::Missing, raw_date);
    let mut raw = RawMember {
        number: text(Field::Number),
        title: text(Field::Title),
        given_name: text(Field::GivenName),
        surname: text(Field::Surname),
        national_id: text(Field::NationalId),
        telephone: text(Field::Telephone),
        address: text(Field::Address),
        division: text(Field::Division),
        joined_on: date(Field::JoinedOn),
        left_on: date(Field::LeftOn),
    };
    if header.column_of(Field::FullName).is_none() {
        return raw.read(today);
    }
    let whole = tidy(&text(Field::FullName));
    let split = split_name(&whole);
    if let Some((title, given_name, surname)) = split {
        raw.given_name = given_name;
        raw.surname = surname;
        if raw.title.is_empty() {
            raw.title = title;
        }
    }
    raw.read(today)
        .map_err(|faults| as_whole_name(faults, whole.is_empty(), split_name(&whole).is_none()))
}

fn raw_date(cell: &Cell) -> RawDate {
    cell.day()
        .map_or_else(|| RawDate::Text(cell.text()), RawDate::Day)
}

/// "นายประสิทธิ์ แก้วมณี" to its three parts; `None` without a surname.
fn split_name(whole: &str) -> Option<(String, String, String)> {
    let name = fold_title(whole);
    let title = whole.strip_suffix(name.as_str()).unwrap_or_default().trim();
    let (given_name, surname) = name.split_once(' ')?;
    Some((title.to_owned(), given_name.to_owned(), surname.to_owned()))
}

/// Faults of the parts told as one of the column that is there.
fn as_whole_name(faults: Vec<Fault>, empty: bool, no_surname: bool) -> Vec<Fault> {
    let is_part = |f: &Fault| matches!(f.field, Field::GivenName | Field::Surname);
    let (parts, mut rest): (Vec<Fault>, Vec<Fault>) = faults.into_iter().partition(is_part);
    let Some(first) = parts.into_iter().next() else {
        return rest;
    };
    let reason = match (empty, no_surname) {
        (true, _) => Reason::Empty,
        (false, true) => Reason::NoSurname,
        (false, false) => first.reason,
    };
    rest.insert(0, Fault::new(Field::FullName, reason));
    rest
}

/// Numbers and national IDs seen so far in the file, with their lines.
#[derive(Default)]
struct Twins {
    numbers: HashMap<String, u64>,
    /// By their SHA-256, so that no second copy of a national ID lies in memory.
    ids: HashMap<[u8; 32], u64>,
}

impl Twins {
    /// The member, unless an earlier line has the same number or the same national ID.
    fn first(&mut self, line: u64, member: NewMember) -> Result<NewMember, Vec<Fault>> {
        let number = member.number.key();
        let id: [u8; 32] = Sha256::digest(member.national_id.expose()).into();
        let mut faults = Vec::new();
        if let Some(line) = self.numbers.get(&number) {
            faults.push(Fault::new(
                Field::Number,
                Reason::TwinInFile { line: *line },
            ));
        }
        if let Some(line) = self.ids.get(&id) {
            faults.push(Fault::new(
                Field::NationalId,
                Reason::TwinInFile { line: *line },
            ));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        self.numbers.insert(number, line);
        self.ids.insert(id, line);
        Ok(member)
    }
}
