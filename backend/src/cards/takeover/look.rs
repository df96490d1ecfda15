//! Looking at a file of registers: read, judged beside the registers, told. Nothing is written; a take-over judges in the same way,
//! and in the writer's turn only asks whether what it was judged by is still so.

use std::collections::{BTreeMap, BTreeSet};

use super::super::custody::service::with_active_card;
use super::super::custody::store as custody;
use super::super::error::CardError;
use super::super::shown::{People, plain_name};
use super::columns::{Column, Header};
use super::error::TakeOverError;
use super::past::{Round, deadline};
use super::rows::{self, Known, Row, RowFault, Terms};
use super::{judge, named, rules, store, twins};
use crate::app::App;
use crate::db::Conn;
use crate::files::{
    self, Encoding, Faults, LeftOut, Line as FileLine, Options, Table as FileTable, Watch,
};
use crate::identity::model::{Duty, Role};
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, CardId, PersonId};
use crate::members::model::MemberNumber;
use crate::members::service::{self as members, MemberLine};
use actix_web::web::Bytes;

/// Rows of cards that one file may have.
pub const ROWS_MAX: usize = 20_000;

/// What a file would do: the rows that stand, and the faults of the others.
pub struct Looked {
    /// What the file is called when it is confirmed.
    pub hash: String,
    /// Rows that are taken over, with what they break.
    pub good: Vec<Row>,
    pub faults: Faults<RowFault>,
    /// Lines with a fault.
    pub bad: Faults<BadLine>,
    /// What the file holds beside the registers.
    pub left_out: LeftOut,
}

/// A line that must be corrected, as it may be shown.
#[derive(Debug, Clone)]
pub struct BadLine {
    pub line: u64,
    pub member_number: String,
}

/// A file that was looked at, and what it was judged by.
pub(super) struct Judged {
    pub(super) looked: Looked,
    pub(super) beside: Beside,
}

/// What a person's file would do to the registers. Writes nothing.
pub async fn look(
    app: &App,
    by: PersonId,
    bytes: impl Into<Bytes>,
    encoding: Encoding,
) -> Result<Looked, TakeOverError> {
    Ok(judged(app, by, (bytes.into(), encoding)).await?.looked)
}

/// The turn and the clock of a file last until it is judged.
pub(super) async fn judged(
    app: &App,
    by: PersonId,
    (bytes, encoding): (Bytes, Encoding),
) -> Result<Judged, TakeOverError> {
    if bytes.is_empty() {
        return Err(TakeOverError::NoFile);
    }
    let own = app.clone();
    files::off_thread(by, move || {
        let options: Options = encoding.into();
        let state = own.readers.read_now(store::state)?;
        let first_day = rules::may_import(state.as_ref())?;
        let table = files::read(&bytes, &options)?;
        let file = named::of_file(&own.secrets, &bytes, encoding);
        let mut judged = in_turn(&own, &table, options.watch(), first_day)?;
        judged.looked.hash = named::of(&own.secrets, &file, &judged.looked);
        Ok(judged)
    })
    .await
}

fn in_turn(
    app: &App,
    table: &FileTable,
    mut watch: Watch,
    first_day: BusinessDate,
) -> Result<Judged, TakeOverError> {
    let header = Header::find(table).map_err(TakeOverError::Header)?;
    let lines = table.lines.get(header.above..).unwrap_or_default();
    if lines.is_empty() {
        return Err(TakeOverError::NoRows);
    }
    if lines.len() > ROWS_MAX {
        return Err(TakeOverError::TooManyRows);
    }
    let numbers = lines.iter().filter_map(|line| number_in(line, &header));
    let numbers: BTreeSet<String> = numbers.map(|number| number.key()).collect();
    let mut beside = Beside::empty(app.clock.today(), first_day, numbers);
    let members = app.readers.read_now(|conn| beside.ask_people(conn))?;
    let mut looked = rows_of(app, (lines, &header), (&beside, members), &mut watch)?;
    looked.left_out = header.left_out(table);
    app.readers
        .read_now(|conn| beside.ask_cards(conn, app, &looked.good))?;
    watch.look()?;
    twins::refuse(&beside, &mut looked);
    beside.holders = newest(&looked.good, beside.today).into_keys().collect();
    beside.active = app.readers.read_now(|conn| beside.active_now(conn))?;
    second_active(&mut looked.good, &beside.active, beside.today);
    looked.faults.sort_by_key(|fault| fault.line);
    watch.look()?;
    Ok(Judged { looked, beside })
}

/// Each line by itself: the rows that stand, and what is wrong with the others.
fn rows_of(
    app: &App,
    (lines, header): (&[FileLine], &Header),
    (beside, members): (&Beside, BTreeMap<String, MemberLine>),
    watch: &mut Watch,
) -> Result<Looked, TakeOverError> {
    let by_name = beside.people.by_name();
    let known = Known {
        today: beside.today,
        first_day: beside.first_day,
        members,
        named: &|text| by_name.get(&plain_name(text)).cloned().unwrap_or_default(),
        card_keepers: beside.card_keepers.clone(),
        envelope_keepers: beside.envelope_keepers.clone(),
        check_digit: app
            .bylaws_on(beside.today)
            .is_none_or(|b| b.card_number_check),
        terms: Terms {
            in_force: &|day| app.bylaws_on(day).is_some(),
            small: &|day| app.bylaws_on(day).is_some_and(|b| b.small_cooperative),
            deadline: &|dated| deadline(app, dated, Round::First),
            roles: &beside.roles,
        },
    };
    let mut looked = Looked {
        hash: String::new(),
        good: Vec::new(),
        faults: Faults::default(),
        bad: Faults::default(),
        left_out: LeftOut::default(),
    };
    for line in lines {
        watch.row()?;
        match rows::read(line, header, &known) {
            Ok(row) => looked.good.push(row),
            Err(faults) => {
                looked.bad.push(|| bad_line(line, header));
                looked.faults.extend(faults);
            }
        }
    }
    Ok(looked)
}

/// What rows are judged by beside themselves. As long as it is the same, so is the judgement.
#[derive(Clone, PartialEq)]
pub(super) struct Beside {
    today: BusinessDate,
    first_day: BusinessDate,
    people: People,
    /// The roles that each of them ever had.
    roles: BTreeMap<PersonId, Vec<Role>>,
    card_keepers: Vec<PersonId>,
    envelope_keepers: Vec<PersonId>,
    /// Keys of the members' numbers in the file, and the versions of those whom the registry has.
    numbers: Vec<String>,
    versions: BTreeMap<String, (i64, i64)>,
    /// Index values of the card numbers in the file, in the order of the rows, and those that the register has.
    pub(super) indexes: Vec<String>,
    pub(super) known_numbers: BTreeSet<String>,
    /// The same of envelope numbers.
    envelopes: Vec<String>,
    pub(super) known_envelopes: BTreeSet<String>,
    /// Members who could use a card of the file, and the active cards that they have.
    holders: BTreeSet<i64>,
    active: BTreeMap<i64, Vec<CardId>>,
}

impl Beside {
    fn empty(today: BusinessDate, first_day: BusinessDate, numbers: BTreeSet<String>) -> Self {
        Self {
            today,
            first_day,
            people: People::default(),
            roles: BTreeMap::new(),
            card_keepers: Vec::new(),
            envelope_keepers: Vec::new(),
            numbers: numbers.into_iter().collect(),
            versions: BTreeMap::new(),
            indexes: Vec::new(),
            known_numbers: BTreeSet::new(),
            envelopes: Vec::new(),
            known_envelopes: BTreeSet::new(),
            holders: BTreeSet::new(),
            active: BTreeMap::new(),
        }
    }

    fn ask_people(
        &mut self,
        conn: &mut Conn,
    ) -> Result<BTreeMap<String, MemberLine>, TakeOverError> {
        self.ask_office(conn)?;
        Ok(members::by_number_keys(conn, &self.numbers)?)
    }

    fn ask_office(&mut self, conn: &mut Conn) -> Result<(), TakeOverError> {
        self.people = People::everybody(conn)?;
        self.roles = identity::roles_ever(conn, &self.people.ids())?;
        self.card_keepers = keepers(conn, Duty::CardKeeper, self.today)?;
        self.envelope_keepers = keepers(conn, Duty::PinKeeper, self.today)?;
        // Before the members themselves: who changes meanwhile has another version afterwards.
        self.versions = members::versions_of(conn, &self.numbers)?;
        Ok(())
    }

    fn ask_cards(&mut self, conn: &mut Conn, app: &App, rows: &[Row]) -> Result<(), TakeOverError> {
        let index = |row: &Row| app.secrets.index_value("card_number", row.number.expose());
        self.indexes = rows.iter().map(index).collect();
        self.envelopes = rows.iter().filter_map(|r| r.envelope_no.clone()).collect();
        self.ask_numbers(conn)
    }

    fn ask_numbers(&mut self, conn: &mut Conn) -> Result<(), TakeOverError> {
        let numbers = custody::known_numbers(conn, &self.indexes)?;
        self.known_numbers = numbers.into_iter().collect();
        let envelopes = custody::known_envelopes(conn, &self.envelopes)?;
        self.known_envelopes = envelopes.into_iter().map(|(no, _)| no).collect();
        Ok(())
    }

    fn active_now(&self, conn: &mut Conn) -> Result<BTreeMap<i64, Vec<CardId>>, CardError> {
        with_active_card(conn, &self.holders, self.today)
    }

    /// Whether everything is as it was; asked in the writer's turn, in a few statements.
    pub(super) fn still_is(
        &self,
        conn: &mut Conn,
        today: BusinessDate,
    ) -> Result<bool, TakeOverError> {
        let state = store::state(conn)?;
        let mut now = Self {
            today,
            first_day: rules::may_import(state.as_ref())?,
            ..self.clone()
        };
        now.ask_office(conn)?;
        now.ask_numbers(conn)?;
        now.active = now.active_now(conn)?;
        Ok(now == *self)
    }
}

/// Of each member who could use a card by what the file tells, the row that stands: the one handed over last.
fn newest(rows: &[Row], today: BusinessDate) -> BTreeMap<i64, (Option<BusinessDate>, u64)> {
    let mut newest: BTreeMap<i64, (Option<BusinessDate>, u64)> = BTreeMap::new();
    for row in rows.iter().filter(|row| judge::would_be_active(row, today)) {
        let own = (row.card.handed_over_on, row.line);
        let last = newest.entry(row.member.id.get()).or_insert(own);
        *last = own.max(*last);
    }
    newest
}

/// A5.1: of the cards that a member could use by what the file tells, the one handed over last stands; the others, and all of
/// them where the register has an active one already, are exceptions.
fn second_active(rows: &mut [Row], active: &BTreeMap<i64, Vec<CardId>>, today: BusinessDate) {
    let newest = newest(rows, today);
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

fn keepers(
    conn: &mut Conn,
    duty: Duty,
    today: BusinessDate,
) -> Result<Vec<PersonId>, TakeOverError> {
    let held = identity::holders_of(conn, duty, today)?;
    Ok(held.into_iter().map(|d| d.person).collect())
}
