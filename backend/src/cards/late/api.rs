//! Late records over REST, and as files.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::LOOKS;
use super::model::LateRow;
use super::pages::LateTexts;
use super::service;
use crate::app::App;
use crate::cards::error::CardError;
use crate::db::{AccessLine, Conn};
use crate::identity::model::Actor;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, Lang, PersonId, Problem, Text};
use crate::web::answer::ok;
use crate::web::export::{Cell, Column, ColumnKind, Export, FileKind};
use crate::web::route::Route;

/// Rows of one export.
const ROWS_MAX: i64 = 100_000;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/late-records",
            "late_record.list",
            LOOKS,
            "Letters, batches and applications recorded after the day they bear, newest first",
            list,
        ),
        Route::get(
            "/api/v1/late-records.csv",
            "late_record.csv",
            LOOKS,
            "The same as CSV",
            csv,
        ),
        Route::get(
            "/api/v1/late-records.xlsx",
            "late_record.xlsx",
            LOOKS,
            "The same as a workbook",
            xlsx,
        ),
    ]
}

/// A late record as answers show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LateView {
    pub id: i64,
    /// `letter`, `batch` or `application`.
    pub what: String,
    pub subject_id: i64,
    pub no: String,
    pub left_on: BusinessDate,
    pub recorded_on: BusinessDate,
    pub days_between: i64,
    /// The last day by its rule, where one ran.
    pub due_on: Option<BusinessDate>,
    pub late_by_left: bool,
    pub late_by_recorded: bool,
    pub reason: String,
    pub person_id: i64,
    pub person_name: String,
}

impl LateView {
    fn of(row: LateRow, names: &BTreeMap<i64, String>) -> Self {
        let (left_on, recorded_on) = (
            BusinessDate::new(row.left_on),
            BusinessDate::new(row.recorded_on),
        );
        Self {
            id: row.id,
            what: row.what,
            subject_id: row.subject_id,
            no: row.no,
            left_on,
            recorded_on,
            days_between: recorded_on.days_since(left_on),
            due_on: row.due_on.map(BusinessDate::new),
            late_by_left: row.late_by_left != 0,
            late_by_recorded: row.late_by_recorded != 0,
            reason: row.reason,
            person_id: row.person_id,
            person_name: names.get(&row.person_id).cloned().unwrap_or_default(),
        }
    }
}

/// A page of late records with the names of those who recorded them.
pub fn views(conn: &mut Conn, before: i64, limit: i64) -> Result<Vec<LateView>, CardError> {
    let rows = service::page(conn, before, limit)?;
    let people: Vec<PersonId> = rows.iter().map(|r| PersonId::new(r.person_id)).collect();
    let names = identity::names_of(conn, &people)?;
    let view = |row| LateView::of(row, &names);
    Ok(rows.into_iter().map(view).collect())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    /// Records older than this id.
    before: Option<i64>,
    limit: Option<i64>,
}

async fn list(app: web::Data<App>, query: web::Query<ListQuery>) -> Result<HttpResponse, Problem> {
    let limit = query.limit.unwrap_or(50);
    if !(1..=200).contains(&limit) {
        let words = Text::fixed("1 ถึง 200", "1 to 200");
        return Err(Problem::bad_field("limit", "E-REQ-400", words));
    }
    let before = query.before.unwrap_or(i64::MAX);
    let items = app.read(move |conn| views(conn, before, limit)).await?;
    let full = i64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|one| one.id);
    Ok(ok(&json!({ "items": items, "next": next })))
}

pub async fn csv(app: web::Data<App>, by: Actor) -> Result<HttpResponse, Problem> {
    export(&app, &by, FileKind::Csv).await
}

pub async fn xlsx(app: web::Data<App>, by: Actor) -> Result<HttpResponse, Problem> {
    export(&app, &by, FileKind::Xlsx).await
}

async fn export(app: &App, by: &Actor, kind: FileKind) -> Result<HttpResponse, Problem> {
    let lang = by.lang;
    let found = app.read(|conn| views(conn, i64::MAX, ROWS_MAX)).await?;
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "exported",
        object: "late-records".to_owned(),
        status: 200,
        rule: None,
        detail: format!("{} rows", found.len()),
    });
    let export = Export {
        lang,
        title: LateTexts::of(lang).title.to_owned(),
        name: "late-records",
        period: None,
        filters: Vec::new(),
        who: by.name.clone(),
        when: app.clock.now(),
        columns: columns(lang),
        rows: found.into_iter().map(|one| row(one, lang)).collect(),
    };
    export.answer(kind)
}

fn columns(lang: Lang) -> Vec<Column> {
    let t = LateTexts::of(lang);
    vec![
        Column::new(t.what, ColumnKind::Text),
        Column::new(t.no, ColumnKind::Text),
        Column::new(t.left_on, ColumnKind::Date),
        Column::new(t.recorded_on, ColumnKind::Date),
        Column::new(t.days, ColumnKind::Whole),
        Column::new(t.due_on, ColumnKind::Date),
        Column::new(t.late_by_left, ColumnKind::Text),
        Column::new(t.late_by_recorded, ColumnKind::Text),
        Column::new(t.reason, ColumnKind::Text),
        Column::new(t.by, ColumnKind::Text),
    ]
}

fn row(one: LateView, lang: Lang) -> Vec<Cell> {
    let t = LateTexts::of(lang);
    let late = |is: bool| Cell::from(t.late(one.due_on, is));
    vec![
        t.what_of(&one.what).into(),
        one.no.clone().into(),
        Cell::Date(one.left_on),
        Cell::Date(one.recorded_on),
        Cell::Whole(one.days_between),
        one.due_on.into(),
        late(one.late_by_left),
        late(one.late_by_recorded),
        one.reason.into(),
        one.person_name.into(),
    ]
}
