//! The registers of the regulation as data and files: card register, PIN register, register of letters (article 7).

use actix_web::{HttpResponse, web};
use serde_json::{Map, Value, json};

use super::READERS;
use super::board::Names;
use super::model::Lane;
use super::pages::files;
use super::pages::letters::Query;
use super::pages::reckoning;
use super::pages::shown;
use super::service::{ItemView, RegisterLine, register_lines};
use crate::app::App;
use crate::calendar::years_after;
use crate::cards::error::CardError;
use crate::cards::views::CardTexts;
use crate::identity::model::Actor;
use crate::identity::service as people;
use crate::kernel::{Lang, PersonId, Problem, Text};
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

/// What a column needs to fill its cell.
struct Row<'a> {
    n: i64,
    line: &'a RegisterLine,
    names: &'a Names,
    /// Years for which a line is kept after the card's last day (A7.3).
    years: u16,
    lang: Lang,
}

/// Which of the two registers has a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Both,
    Only(Lane),
}

/// A column of the registers: heads in both languages, and its cell.
struct Shown {
    of: In,
    head: Text,
    kind: ColumnKind,
    cell: fn(&Row<'_>) -> Cell,
}

/// The columns in the order of the regulation's own books.
fn shown_in(lane: Lane) -> impl Iterator<Item = Shown> {
    identity()
        .into_iter()
        .chain(arrival())
        .chain(notices())
        .chain(hand_over())
        .chain(standing())
        .filter(move |column| column.of == In::Both || column.of == In::Only(lane))
}

fn column(
    of: In,
    (th, en): (&'static str, &'static str),
    kind: ColumnKind,
    cell: fn(&Row<'_>) -> Cell,
) -> Shown {
    Shown {
        of,
        head: Text::fixed(th, en),
        kind,
        cell,
    }
}

const CARD: In = In::Only(Lane::Card);
const PIN: In = In::Only(Lane::Pin);

fn identity() -> Vec<Shown> {
    use ColumnKind::{Date, Text, Whole};
    vec![
        column(In::Both, ("ลำดับ", "No."), Whole, |r| {
            Cell::Whole(r.n)
        }),
        column(
            In::Both,
            ("เลขทะเบียนสมาชิก", "Member number"),
            Text,
            |r| r.line.line.member_number.as_str().into(),
        ),
        column(In::Both, ("ชื่อ", "Name"), Text, |r| {
            r.line.line.member_name.as_str().into()
        }),
        column(In::Both, ("บัตร", "Card"), Text, |r| {
            format!("•••• {}", r.item().last_four).into()
        }),
        column(CARD, ("หมดอายุ", "Expires"), Date, |r| {
            Cell::Date(r.item().expires_on)
        }),
        column(
            PIN,
            ("เลขที่ซอง", "Envelope"),
            Text,
            |r| text(r.item().envelope_no.as_ref()),
        ),
    ]
}

fn arrival() -> Vec<Shown> {
    use ColumnKind::{Date, Text};
    vec![
        column(
            CARD,
            ("คำขอเลขที่", "Application"),
            Text,
            |r| text(r.line.application.as_ref().map(|(no, _)| no)),
        ),
        column(
            CARD,
            ("วันที่คำขอ", "Applied on"),
            Date,
            |r| r.line.application.as_ref().map(|(_, on)| *on).into(),
        ),
        column(
            CARD,
            ("ชุดส่งธนาคาร", "Bank batch"),
            Text,
            |r| text(r.line.batch.as_ref()),
        ),
        column(
            In::Both,
            ("รับเข้าเมื่อ", "Received on"),
            Date,
            |r| r.item().received_on.into(),
        ),
        column(
            In::Both,
            ("ผู้เก็บรักษา", "Keeper"),
            Text,
            |r| r.person(r.line.keeper),
        ),
    ]
}

fn notices() -> Vec<Shown> {
    use ColumnKind::{Date, Text};
    vec![
        column(CARD, ("หนังสือครั้งที่ 1", "Letter 1"), Text, first_letter),
        column(PIN, ("หนังสือแจ้ง", "Letter"), Text, first_letter),
        column(In::Both, ("ลงวันที่", "Dated"), Date, |r| {
            r.item().first_on.into()
        }),
        column(
            In::Both,
            ("วันสุดท้าย", "Last day"),
            Date,
            |r| r.item().first_deadline.into(),
        ),
    ]
}

fn hand_over() -> Vec<Shown> {
    use ColumnKind::{Date, Text};
    vec![
        column(
            In::Both,
            ("จ่ายเมื่อ", "Handed over on"),
            Date,
            |r| r.item().handed_over_on.into(),
        ),
        column(
            In::Both,
            ("ผู้จ่าย", "Dispenser"),
            Text,
            |r| r.person(r.item().dispenser_id.map(PersonId::new)),
        ),
        column(
            In::Both,
            ("ลายมือชื่อสมาชิก", "Member's signature"),
            Text,
            signature,
        ),
    ]
}

fn standing() -> Vec<Shown> {
    use ColumnKind::{Date, Text, Whole};
    vec![
        column(In::Both, ("สถานะ", "State"), Text, |r| {
            shown::tag(&r.line.line.at, r.lang).word.into()
        }),
        column(In::Both, ("อยู่ที่", "Place"), Text, |r| {
            text(r.line.place(r.lang, r.names).as_ref())
        }),
        column(
            In::Both,
            ("เก็บทะเบียนถึง", "Keep until"),
            Date,
            |r| Cell::Date(years_after(r.item().expires_on, r.years)),
        ),
        column(
            CARD,
            ("เลขที่รายการ", "Item"),
            Whole,
            |r| Cell::Whole(r.item().id),
        ),
        column(
            In::Both,
            ("หมายเหตุ", "Remarks"),
            Text,
            |r| {
                let told = r.line.remarked(r.lang, r.names);
                text(Some(told.join("; ")).filter(|t| !t.is_empty()).as_ref())
            },
        ),
    ]
}

impl Row<'_> {
    fn item(&self) -> &ItemView {
        &self.line.line.item
    }

    fn person(&self, id: Option<PersonId>) -> Cell {
        text(id.and_then(|id| self.names.get(&id.get())))
    }
}

fn text(value: Option<&String>) -> Cell {
    value.map_or(Cell::Empty, |text| text.as_str().into())
}

fn first_letter(row: &Row<'_>) -> Cell {
    text(row.item().first_no.as_ref())
}

/// Where the signature is kept: with the hand-over's record.
fn signature(row: &Row<'_>) -> Cell {
    let word = Text::fixed("มี", "on record");
    match row.item().handed_over_on {
        Some(_) => word.get(row.lang).into(),
        None => Cell::Empty,
    }
}

async fn items(app: web::Data<App>, by: Actor, lane: Lane) -> Result<Export, Problem> {
    let (today, lang, own) = (app.clock.today(), by.lang, app.get_ref().clone());
    let years = app.bylaws_on(today).map_or(5, |b| b.retention_years);
    let (list, names) = app
        .read(move |conn| {
            let list = register_lines(conn, &reckoning(&own, today), lane, |_| true)?;
            let people: Vec<PersonId> = list.iter().flat_map(RegisterLine::people).collect();
            let names = people::names_of(conn, &people)?;
            Ok::<_, CardError>((list, names))
        })
        .await?;
    let columns: Vec<Shown> = shown_in(lane).collect();
    let cells = |(line, n): (&RegisterLine, i64)| {
        let row = Row {
            n,
            line,
            names: &names,
            years,
            lang,
        };
        columns.iter().map(|column| (column.cell)(&row)).collect()
    };
    let (title, name) = match lane {
        Lane::Card => (CardTexts::of(lang).board, "card-register"),
        Lane::Pin => (CardTexts::of(lang).pin_board, "pin-register"),
    };
    Ok(Export {
        lang,
        title: title.to_owned(),
        name,
        period: None,
        filters: Vec::new(),
        who: by.name,
        when: app.clock.now(),
        columns: columns
            .iter()
            .map(|column| Column::new(column.head.get(lang), column.kind))
            .collect(),
        rows: list.iter().zip(1..).map(cells).collect(),
    })
}
