//! The acts of a take-over: look at a file, take it over whole.

use std::collections::{BTreeMap, BTreeSet};

use super::super::custody::service::{take_over_cards, with_active_card};
use super::super::custody::store as custody;
use super::super::error::CardError;
use super::super::shown::People;
use super::columns::{Column, Header};
use super::error::TakeOverError;
use super::exception::{Exception, Found, Place};
use super::model::{SUBJECT, TakeOver, TakeOverFact};
use super::past::{Round, deadline, past};
use super::rows::{self, Known, Row, RowFault, Terms};
use super::store::{self, Filter};
use super::{judge, letters, named, rules, settle};
use crate::app::App;
use crate::audit::verify::ProjectionCheck;
use crate::db::{ActMeta, Conn, FactTable, IdempotencyKey, Receipt, Tx, facts_of, projection_of};
use crate::files::{self, Encoding, Line as FileLine, Table as FileTable};
use crate::identity::model::{Actor, Duty};
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, MemberId, PersonId, Text};
use crate::members::model::MemberNumber;
use crate::members::service::{self as members, MemberLine};

pub use super::TAKES_OVER;
pub use super::acts::{end, name_first_day};
pub use super::matching::{Match, match_by_hand};
pub use super::settle::{Settle, settle};

/// The fact tables of the take-over, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    vec![facts_of::<TakeOver>(), facts_of::<Exception>()]
}

/// Its projections.
pub fn projections() -> Vec<ProjectionCheck> {
    vec![projection_of::<TakeOver>(), projection_of::<Exception>()]
}

/// How far the take-over has come, and how many exceptions wait.
pub fn stands(conn: &mut Conn) -> Result<(Option<TakeOver>, i64), TakeOverError> {
    let open = Filter {
        state: Some("open".to_owned()),
        what: None,
    };
    Ok((store::state(conn)?, store::count(conn, &open)?))
}

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

/// What a file would do to the registers. Writes nothing.
pub async fn look(app: &App, bytes: Vec<u8>, encoding: Encoding) -> Result<Looked, TakeOverError> {
    let (own, today) = (app.clone(), app.clock.today());
    let first_day = app
        .read(|conn| rules::may_import(store::state(conn)?.as_ref()))
        .await?;
    let file = named::of_file(&app.secrets, &bytes, encoding);
    let table = read_file(bytes, encoding).await?;
    app.read(move |conn| {
        let looked = looked(conn, &own, &table, (today, first_day))?;
        let hash = named::of(&own.secrets, &file, &looked);
        Ok(Looked { hash, ..looked })
    })
    .await
}

/// R0: takes the whole file over in one act, or nothing of it. It is the file that was previewed, in the same encoding, and it
/// means what it meant then; what breaks a rule in it is kept as an exception.
pub async fn take_over(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    (bytes, encoding): (Vec<u8>, Encoding),
    hash: String,
) -> Result<Receipt, TakeOverError> {
    let file = named::of_file(&app.secrets, &bytes, encoding);
    let previewed = named::is_of_file(&hash, &file);
    let (own, today) = (app.clone(), app.clock.today());
    // What is refused anyway is not read; whether its key came before is asked first.
    let table = match previewed {
        true => Some(read_file(bytes, encoding).await?),
        false => None,
    };
    let meta = ActMeta::new(by.person, "cards.taken_over").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let before = store::state(tx.conn)?;
            let first_day = rules::may_import(before.as_ref())?;
            let table = table.ok_or(TakeOverError::NotPreviewed)?;
            let looked = looked(tx.conn, &own, &table, (today, first_day))?;
            if !looked.faults.is_empty() {
                return Err(TakeOverError::Rows(looked.faults));
            }
            if hash != named::of(&own.secrets, &file, &looked) {
                return Err(TakeOverError::OtherVerdict);
            }
            imported(tx, &own, before, (looked.good, hash))
        })
        .await
}

/// The cards with their pasts, the exceptions, and that a file came.
fn imported(
    tx: &mut Tx<'_>,
    app: &App,
    before: Option<TakeOver>,
    (rows, hash): (Vec<Row>, String),
) -> Result<Receipt, TakeOverError> {
    let count = rows.len();
    let import = before.as_ref().map_or(0, |state| state.imports) + 1;
    let broken: Vec<(i64, MemberId, Vec<Found>)> = rows
        .iter()
        .map(|row| (whole(row.line), row.member.id, row.exceptions.clone()))
        .collect();
    let letters = letters::last_numbers(&rows);
    let past = rows.into_iter().map(|row| past(app, row)).collect();
    let ids = take_over_cards(tx, &app.secrets, past)?;
    let mut exceptions = Vec::new();
    for ((line, member, found), card) in broken.into_iter().zip(&ids) {
        let place = Place {
            import,
            line,
            card: *card,
            member,
        };
        exceptions.extend(found.into_iter().map(|one| (place, one)));
    }
    let fact = TakeOverFact::Imported {
        hash,
        cards: i64::try_from(count).unwrap_or(i64::MAX),
        exceptions: i64::try_from(exceptions.len()).unwrap_or(i64::MAX),
        letters: letters::go_on_after(tx, letters),
    };
    let kept = exceptions.len();
    settle::keep(tx, exceptions)?;
    let today = tx.today();
    tx.advance_one::<TakeOver>(SUBJECT, before, today, fact)?;
    let first = ids.first().map_or(0, |id| id.get());
    let mut receipt = Receipt::of("card", "cards", first);
    receipt
        .numbers
        .extend([count.to_string(), kept.to_string()]);
    Ok(receipt)
}

fn whole(line: u64) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
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
    (today, first_day): (BusinessDate, BusinessDate),
) -> Result<Looked, TakeOverError> {
    let header = Header::find(table).map_err(TakeOverError::Header)?;
    let lines = table.lines.get(header.above..).unwrap_or_default();
    let lines: Vec<&FileLine> = lines.iter().filter(|line| !line.is_blank()).collect();
    if lines.is_empty() {
        return Err(TakeOverError::NoRows);
    }
    let people = People::everybody(conn)?;
    let roles = identity::roles_ever(conn, &people.ids())?;
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
            roles: &roles,
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

impl From<diesel::result::Error> for TakeOverError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Card(CardError::from(error))
    }
}
