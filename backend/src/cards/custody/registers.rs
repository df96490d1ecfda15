//! The registers of the regulation as data and files: card register, PIN register, register of letters (article 7).

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde_json::{Map, Value, json};

use super::READERS;
use super::board::{Asked, Line, Names, lines, named, person_names};
use super::model::Lane;
use super::pages::files;
use super::pages::letters::Query;
use super::pages::reckoning;
use super::pages::shown;
use crate::app::App;
use crate::calendar::years_after;
use crate::cards::applications::service as applications;
use crate::cards::batches::service as batches;
use crate::cards::error::CardError;
use crate::cards::views::CardTexts;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem, Text};
use crate::web::answer::ok;
use crate::web::export::{Cell, Column, ColumnKind, Export, FileKind};
use crate::web::route::Route;

/// `/api/v1/registers/cards`, `/pins`, `/letters`, each with `.csv` and `.xlsx`.
pub fn routes() -> Vec<Route> {
    vec![Route::get(
        "/api/v1/registers/{name}",
        "register.export",
        READERS,
        "A register: cards, pins or letters, as JSON, .csv or .xlsx",
        register,
    )]
}

async fn register(
    app: web::Data<App>,
    by: Actor,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let (register, ending) = name.split_once('.').unwrap_or((name.as_str(), ""));
    let export = match register {
        "cards" => items(app, by, Lane::Card).await?,
        "pins" => items(app, by, Lane::Pin).await?,
        "letters" => files::letters(app, by, Query::default()).await?,
        _ => return Err(Problem::not_found()),
    };
    match ending {
        "" => Ok(ok(&data(&export))),
        "csv" => export.answer(FileKind::Csv),
        "xlsx" => export.answer(FileKind::Xlsx),
        _ => Err(Problem::not_found()),
    }
}

/// The rows as JSON, each value under its column's head.
fn data(export: &Export) -> Value {
    let row = |cells: &Vec<Cell>| {
        let fields = export.columns.iter().zip(cells);
        Value::Object(
            fields
                .map(|(column, cell)| (column.head.clone(), value(cell)))
                .collect::<Map<_, _>>(),
        )
    };
    let rows: Vec<Value> = export.rows.iter().map(row).collect();
    json!({ "title": export.title, "at": export.when, "items": rows })
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => json!(text),
        Cell::Date(day) => json!(day),
        Cell::Money(amount) => json!(amount),
        Cell::Whole(number) => json!(number),
        Cell::Empty => Value::Null,
    }
}

/// What a line of a register needs besides the item.
struct Beside {
    names: Names,
    batches: BTreeMap<i64, String>,
    applications: BTreeMap<i64, (String, BusinessDate)>,
    years: u16,
}

async fn items(app: web::Data<App>, by: Actor, lane: Lane) -> Result<Export, Problem> {
    let (today, lang, own) = (app.clock.today(), by.lang, app.get_ref().clone());
    let years = app.bylaws_on(today).map_or(5, |b| b.retention_years);
    let (mut list, beside) = app
        .read(move |conn| {
            let found = lines(conn, &reckoning(&own, today), &Asked::of(lane))?;
            let list = named(conn, found)?;
            let beside = beside(conn, &list, years)?;
            Ok::<_, CardError>((list, beside))
        })
        .await?;
    list.sort_by_key(|line| line.item.id);
    let t = CardTexts::of(lang);
    let rows = list.iter().zip(1..).map(|(line, n)| match lane {
        Lane::Card => card_row(n, line, &beside, lang),
        Lane::Pin => pin_row(n, line, &beside, lang),
    });
    Ok(Export {
        lang,
        title: match lane {
            Lane::Card => t.board,
            Lane::Pin => t.pin_board,
        }
        .to_owned(),
        name: match lane {
            Lane::Card => "card-register",
            Lane::Pin => "pin-register",
        },
        period: None,
        filters: Vec::new(),
        who: by.name,
        when: app.clock.now(),
        columns: columns(lane, lang),
        rows: rows.collect(),
    })
}

fn beside(conn: &mut Conn, list: &[Line], years: u16) -> Result<Beside, CardError> {
    let sent = list.iter().filter_map(|line| line.item.batch_id).collect();
    let asked = list.iter().filter_map(|line| line.item.application_id);
    let asked = asked.collect();
    Ok(Beside {
        names: person_names(conn, list, [])?,
        batches: batches::numbers_of(conn, &sent)?,
        applications: applications::numbers_of(conn, &asked)?,
        years,
    })
}

type Head = (&'static str, &'static str, ColumnKind);

/// Columns of the card register, in the order of the regulation's own book.
const CARD: [Head; 20] = [
    ("ลำดับ", "No.", ColumnKind::Whole),
    ("เลขทะเบียนสมาชิก", "Member number", ColumnKind::Text),
    ("ชื่อ", "Name", ColumnKind::Text),
    ("บัตร", "Card", ColumnKind::Text),
    ("หมดอายุ", "Expires", ColumnKind::Date),
    ("คำขอเลขที่", "Application", ColumnKind::Text),
    ("วันที่คำขอ", "Applied on", ColumnKind::Date),
    ("ชุดส่งธนาคาร", "Bank batch", ColumnKind::Text),
    ("รับเข้าเมื่อ", "Received on", ColumnKind::Date),
    ("ผู้เก็บรักษา", "Keeper", ColumnKind::Text),
    ("หนังสือครั้งที่ 1", "Letter 1", ColumnKind::Text),
    ("ลงวันที่", "Dated", ColumnKind::Date),
    ("วันสุดท้าย", "Last day", ColumnKind::Date),
    ("จ่ายเมื่อ", "Handed over on", ColumnKind::Date),
    ("ผู้จ่าย", "Dispenser", ColumnKind::Text),
    ("ลายมือชื่อสมาชิก", "Member's signature", ColumnKind::Text),
    ("สถานะ", "State", ColumnKind::Text),
    ("เก็บทะเบียนถึง", "Keep until", ColumnKind::Date),
    ("เลขที่รายการ", "Item", ColumnKind::Whole),
    ("หมายเหตุ", "Remarks", ColumnKind::Text),
];

/// Columns of the PIN register.
const PIN: [Head; 16] = [
    ("ลำดับ", "No.", ColumnKind::Whole),
    ("เลขทะเบียนสมาชิก", "Member number", ColumnKind::Text),
    ("ชื่อ", "Name", ColumnKind::Text),
    ("บัตร", "Card", ColumnKind::Text),
    ("เลขที่ซอง", "Envelope", ColumnKind::Text),
    ("รับเข้าเมื่อ", "Received on", ColumnKind::Date),
    ("ผู้เก็บรักษา", "Keeper", ColumnKind::Text),
    ("หนังสือแจ้ง", "Letter", ColumnKind::Text),
    ("ลงวันที่", "Dated", ColumnKind::Date),
    ("วันสุดท้าย", "Last day", ColumnKind::Date),
    ("จ่ายเมื่อ", "Handed over on", ColumnKind::Date),
    ("ผู้จ่าย", "Dispenser", ColumnKind::Text),
    ("ลายมือชื่อสมาชิก", "Member's signature", ColumnKind::Text),
    ("สถานะ", "State", ColumnKind::Text),
    ("เก็บทะเบียนถึง", "Keep until", ColumnKind::Date),
    ("หมายเหตุ", "Remarks", ColumnKind::Text),
];

fn columns(lane: Lane, lang: Lang) -> Vec<Column> {
    let heads: &[Head] = match lane {
        Lane::Card => &CARD,
        Lane::Pin => &PIN,
    };
    heads
        .iter()
        .map(|(th, en, kind)| Column::new(Text::fixed(th, en).get(lang), *kind))
        .collect()
}

fn text(value: Option<&String>) -> Cell {
    value.map_or(Cell::Empty, |text| text.as_str().into())
}

fn masked(line: &Line) -> Cell {
    format!("•••• {}", line.item.last_four).into()
}

/// Where the signature is kept: with the hand-over's record.
fn signature(line: &Line, lang: Lang) -> Cell {
    let word = Text::fixed("มี", "on record");
    match line.item.handed_over_on {
        Some(_) => word.get(lang).into(),
        None => Cell::Empty,
    }
}

fn keep_until(line: &Line, beside: &Beside) -> Cell {
    Cell::Date(years_after(line.item.expires_on, beside.years))
}

fn person(beside: &Beside, id: Option<i64>) -> Cell {
    text(id.and_then(|id| beside.names.get(&id)))
}

fn card_row(n: i64, line: &Line, beside: &Beside, lang: Lang) -> Vec<Cell> {
    let item = &line.item;
    let application = item
        .application_id
        .and_then(|id| beside.applications.get(&id));
    let batch = item.batch_id.and_then(|id| beside.batches.get(&id));
    vec![
        Cell::Whole(n),
        line.member_number.as_str().into(),
        line.member_name.as_str().into(),
        masked(line),
        Cell::Date(item.expires_on),
        text(application.map(|(no, _)| no)),
        application.map(|(_, on)| *on).into(),
        text(batch),
        item.received_on.into(),
        person(beside, item.keeper_id),
        text(item.first_no.as_ref()),
        item.first_on.into(),
        item.first_deadline.into(),
        item.handed_over_on.into(),
        person(beside, item.dispenser_id),
        signature(line, lang),
        shown::tag(&line.at, lang).word.into(),
        keep_until(line, beside),
        Cell::Whole(item.id),
        Cell::Empty,
    ]
}

fn pin_row(n: i64, line: &Line, beside: &Beside, lang: Lang) -> Vec<Cell> {
    let item = &line.item;
    vec![
        Cell::Whole(n),
        line.member_number.as_str().into(),
        line.member_name.as_str().into(),
        masked(line),
        text(item.envelope_no.as_ref()),
        item.received_on.into(),
        person(beside, item.keeper_id),
        text(item.first_no.as_ref()),
        item.first_on.into(),
        item.first_deadline.into(),
        item.handed_over_on.into(),
        person(beside, item.dispenser_id),
        signature(line, lang),
        shown::tag(&line.at, lang).word.into(),
        keep_until(line, beside),
        Cell::Empty,
    ]
}
