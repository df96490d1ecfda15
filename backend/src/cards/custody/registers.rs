//! The registers of the regulation as data and files: card register, PIN register, register of letters (article 7).

mod columns;

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use self::columns::{Row, Shown, shown_in};
use super::READERS;
use super::board::Names;
use super::model::Lane;
use super::pages::files;
use super::pages::letters::Query;
use super::pages::reckoning;
use super::service::{RegisterLine, register_lines};
use crate::app::App;
use crate::cards::error::CardError;
use crate::cards::views::CardTexts;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::identity::service as people;
use crate::kernel::{BusinessDate, Days, Lang, PersonId, Problem, Text};
use crate::vault::store::owners_with_key;
use crate::web::answer::ok;
use crate::web::export::{Cell, Column, Export, FileKind};
use crate::web::route::Route;

/// `/api/v1/registers/cards`, `/pins`, `/letters`, each with `.csv` and `.xlsx`.
pub fn routes() -> Vec<Route> {
    vec![Route::get(
        "/api/v1/registers/{name}",
        "register.export",
        READERS,
        "A register: cards, pins or letters, as JSON, .csv or .xlsx; of days of receipt, or of the letters' dates",
        register,
    )]
}

/// Days of receipt, or dates of letters, both included.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodQuery {
    from: Option<BusinessDate>,
    to: Option<BusinessDate>,
}

impl PeriodQuery {
    fn days(&self) -> Result<Days, CardError> {
        let days = Days {
            from: self.from,
            to: self.to,
        };
        if days.is_backwards() {
            return Err(CardError::Field {
                field: "to".to_owned(),
                code: "backwards",
                message: Text::fixed("วันสิ้นสุดอยู่ก่อนวันเริ่ม", "The period ends before it begins."),
            });
        }
        Ok(days)
    }
}

/// A register, and the name that each of its columns has in JSON, in whatever language it is read.
struct Book {
    export: Export,
    keys: Vec<&'static str>,
}

async fn register(
    app: web::Data<App>,
    by: Actor,
    name: web::Path<String>,
    query: web::Query<PeriodQuery>,
) -> Result<HttpResponse, Problem> {
    let days = query.days()?;
    let (register, ending) = name.split_once('.').unwrap_or((name.as_str(), ""));
    let kind = match ending {
        "" => None,
        "csv" => Some(FileKind::Csv),
        "xlsx" => Some(FileKind::Xlsx),
        _ => return Err(Problem::not_found()),
    };
    let book = match register {
        "cards" => items(&app, &by, Lane::Card, days).await?,
        "pins" => items(&app, &by, Lane::Pin, days).await?,
        "letters" => Book {
            export: files::letters(&app, &by, &Query::default(), days).await?,
            keys: files::LETTER_KEYS.to_vec(),
        },
        _ => return Err(Problem::not_found()),
    };
    files::exported(&app, &by, &book.export);
    match kind {
        None => Ok(ok(&data(&book))),
        Some(kind) => book.export.answer(kind),
    }
}

/// The rows as JSON, each value under its column's key; `columns` says what a key is called.
fn data(book: &Book) -> Value {
    let Book { export, keys } = book;
    let row = |cells: &Vec<Cell>| {
        let fields = keys.iter().zip(cells);
        Value::Object(
            fields
                .map(|(key, cell)| ((*key).to_owned(), value(cell)))
                .collect::<Map<_, _>>(),
        )
    };
    let rows: Vec<Value> = export.rows.iter().map(row).collect();
    let heads = keys.iter().zip(&export.columns);
    let columns: Vec<Value> = heads
        .map(|(key, column)| json!({ "key": key, "head": column.head }))
        .collect();
    json!({
        "title": export.title,
        "period": export.period,
        "at": export.when,
        "columns": columns,
        "items": rows,
    })
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

/// The lines of a register with what all of them need.
struct Lines {
    list: Vec<RegisterLine>,
    names: Names,
    /// `member/12` of the members whose signatures can still be opened.
    keyed: BTreeSet<String>,
}

impl Lines {
    fn read(
        conn: &mut Conn,
        app: &App,
        lane: Lane,
        days: Days,
        today: BusinessDate,
    ) -> Result<Self, CardError> {
        let list = register_lines(conn, &reckoning(app, today), lane, |on| days.take(on))?;
        let people: Vec<PersonId> = list.iter().flat_map(RegisterLine::people).collect();
        let signed = list.iter().filter(|line| line.handed.is_some());
        let owners = signed.map(RegisterLine::owner).collect();
        Ok(Self {
            names: people::names_of(conn, &people)?,
            keyed: owners_with_key(conn, &owners)?,
            list,
        })
    }
}

async fn items(app: &App, by: &Actor, lane: Lane, days: Days) -> Result<Book, Problem> {
    let (today, lang, own) = (app.clock.today(), by.lang, app.clone());
    let bylaws = app.bylaws_on(today).ok_or(CardError::NoBylaws(today))?;
    let lines = app
        .read(move |conn| Lines::read(conn, &own, lane, days, today))
        .await?;
    let columns: Vec<Shown> = shown_in(lane).collect();
    let cells = |(line, n): (&RegisterLine, i64)| {
        let row = Row {
            n,
            line,
            lane,
            names: &lines.names,
            keyed: &lines.keyed,
            bylaws: &bylaws,
            lang,
        };
        columns.iter().map(|column| (column.cell)(&row)).collect()
    };
    let (title, name) = match lane {
        Lane::Card => (CardTexts::of(lang).board, "card-register"),
        Lane::Pin => (CardTexts::of(lang).pin_board, "pin-register"),
    };
    let head = |column: &Shown| Column::new(column.head.get(lang), column.kind);
    Ok(Book {
        keys: columns.iter().map(|column| column.key).collect(),
        export: Export {
            lang,
            title: title.to_owned(),
            name,
            period: files::period(days, today, lang),
            filters: narrowed(days, lang),
            who: by.name.clone(),
            when: app.clock.now(),
            columns: columns.iter().map(head).collect(),
            rows: lines.list.iter().zip(1..).map(cells).collect(),
        },
    })
}

/// A line of the paper says the same of its period.
fn narrowed(days: Days, lang: Lang) -> Vec<String> {
    let told = Text::fixed(
        "เฉพาะรายการที่รับเข้าในช่วงวันที่นี้",
        "only what was received in these days",
    );
    let told = (!days.is_whole()).then(|| told.get(lang).to_owned());
    told.into_iter().collect()
}
