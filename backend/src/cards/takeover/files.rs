//! The exceptions as files: what the list shows, all pages of it.

use actix_web::{HttpResponse, web};

use super::super::shown::masked;
use super::exception::What;
use super::exceptions::ExceptionTexts;
use super::listed::{ExceptionView, ListQuery, views};
use super::store::Filter;
use super::texts;
use crate::app::App;
use crate::db::AccessLine;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem};
use crate::web::export::{Cell, Column, ColumnKind, Export, FileKind};

/// Rows of one export.
const ROWS_MAX: i64 = 100_000;

pub async fn csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    export(&app, &by, query.filter()?, FileKind::Csv).await
}

pub async fn xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    export(&app, &by, query.filter()?, FileKind::Xlsx).await
}

async fn export(
    app: &App,
    by: &Actor,
    filter: Filter,
    kind: FileKind,
) -> Result<HttpResponse, Problem> {
    let lang = by.lang;
    let state = filter.state.as_deref().map(texts::state_name);
    let what = filter
        .what
        .as_deref()
        .and_then(What::parse)
        .map(texts::what_name);
    let filters = [state, what].into_iter().flatten();
    let filters = filters.map(|text| text.get(lang).to_owned()).collect();
    let found = app
        .read(move |conn| views(conn, &filter, (0, ROWS_MAX), lang))
        .await?;
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "exported",
        object: "take-over-exceptions".to_owned(),
        status: 200,
        rule: None,
        detail: format!("{} rows", found.len()),
    });
    let export = Export {
        lang,
        title: ExceptionTexts::of(lang).title.to_owned(),
        name: "take-over-exceptions",
        period: None,
        filters,
        who: by.name.clone(),
        when: app.clock.now(),
        columns: columns(lang),
        rows: found.into_iter().map(|one| row(one, lang)).collect(),
    };
    export.answer(kind)
}

fn columns(lang: Lang) -> Vec<Column> {
    let t = ExceptionTexts::of(lang);
    let text = |head: &str| Column::new(head, ColumnKind::Text);
    vec![
        Column::new(t.import, ColumnKind::Whole),
        Column::new(t.line, ColumnKind::Whole),
        text(t.member_number),
        text(t.member_name),
        text(t.card),
        text(t.what),
        text(t.rule),
        Column::new(t.day, ColumnKind::Date),
        text(t.before),
        text(t.state),
        Column::new(t.settled_on, ColumnKind::Date),
        text(t.settled_by),
        text(t.matched),
        text(t.reason),
    ]
}

fn row(one: ExceptionView, lang: Lang) -> Vec<Cell> {
    let t = ExceptionTexts::of(lang);
    let text = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
    let before = one.before_regulation.then(|| t.before.to_owned());
    vec![
        Cell::Whole(one.import),
        Cell::Whole(one.line),
        one.member_number.into(),
        one.member_name.into(),
        masked(&one.last_four).into(),
        one.message.into(),
        one.rule.into(),
        one.day.into(),
        text(before),
        texts::state_name(&one.state).get(lang).into(),
        one.settled_on.into(),
        text(one.settled_by),
        text(one.matched_person),
        text(one.reason),
    ]
}
