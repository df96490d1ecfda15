//! People, orders and the matrix of duties as files: the rows and columns of their screens, all pages.

use actix_web::{HttpResponse, web};

use super::orders::{self, MatrixQuery};
use super::people::{self, ListQuery};
use crate::app::App;
use crate::db::AccessLine;
use crate::identity::api::READERS;
use crate::identity::model::{Actor, Duty};
use crate::identity::service::{self, Matrix, OrderView, PeopleQuery, PersonView};
use crate::identity::views::PeopleTexts;
use crate::kernel::{Cursor, Limit, PageOf, Problem, Text};
use crate::web::export::{Cell, Column, ColumnKind, Export, FileKind};
use crate::web::route::{Route, Who};

pub(super) fn routes() -> Vec<Route> {
    [people_routes(), order_routes(), duty_routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn people_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/people.csv",
            "person.export.page",
            READERS,
            "The list of people as CSV",
            people_csv,
        ),
        Route::get(
            "/people.xlsx",
            "person.export.page",
            READERS,
            "The list of people as XLSX",
            people_xlsx,
        ),
    ]
}

fn order_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/orders.csv",
            "order.export.page",
            READERS,
            "The register of orders as CSV",
            orders_csv,
        ),
        Route::get(
            "/orders.xlsx",
            "order.export.page",
            READERS,
            "The register of orders as XLSX",
            orders_xlsx,
        ),
    ]
}

fn duty_routes() -> Vec<Route> {
    let everyone = Who::SignedIn;
    vec![
        Route::get(
            "/duties.csv",
            "duty.export.page",
            everyone,
            "People by duties as CSV",
            duties_csv,
        ),
        Route::get(
            "/duties.xlsx",
            "duty.export.page",
            everyone,
            "People by duties as XLSX",
            duties_xlsx,
        ),
    ]
}

async fn people_csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    people_file(app, by, query, FileKind::Csv).await
}

async fn people_xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    people_file(app, by, query, FileKind::Xlsx).await
}

async fn orders_csv(app: web::Data<App>, by: Actor) -> Result<HttpResponse, Problem> {
    orders_file(app, by, FileKind::Csv).await
}

async fn orders_xlsx(app: web::Data<App>, by: Actor) -> Result<HttpResponse, Problem> {
    orders_file(app, by, FileKind::Xlsx).await
}

async fn duties_csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<MatrixQuery>,
) -> Result<HttpResponse, Problem> {
    duties_file(app, by, query, FileKind::Csv).await
}

async fn duties_xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<MatrixQuery>,
) -> Result<HttpResponse, Problem> {
    duties_file(app, by, query, FileKind::Xlsx).await
}

/// A table that is about to be a file.
struct Table {
    name: &'static str,
    title: &'static str,
    filters: Vec<String>,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

/// The file; who took it stands in it and in the access log.
fn file(app: &App, by: &Actor, table: Table, kind: FileKind) -> Result<HttpResponse, Problem> {
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "exported",
        object: table.name.to_owned(),
        status: 200,
        rule: None,
        detail: format!("{} rows", table.rows.len()),
    });
    let export = Export {
        lang: by.lang,
        title: table.title.to_owned(),
        name: table.name,
        period: None,
        filters: table.filters,
        who: by.name.clone(),
        when: app.clock.now(),
        columns: table.columns,
        rows: table.rows,
    };
    export.answer(kind)
}

fn texts(heads: &[&str]) -> Vec<Column> {
    let column = |head: &&str| Column::new(*head, ColumnKind::Text);
    heads.iter().map(column).collect()
}

fn next_of<T>(page: &PageOf<T>) -> Option<Cursor> {
    page.next
        .as_deref()
        .and_then(|next| Cursor::parse(next).ok())
}

fn whole_pages() -> Limit {
    Limit::parse(Some(i64::from(Limit::MAX))).unwrap_or_default()
}

async fn people_file(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
    kind: FileKind,
) -> Result<HttpResponse, Problem> {
    let search = query.q.clone().unwrap_or_default();
    let found = all_people(&app, &search).await?;
    let t = PeopleTexts::of(by.lang);
    let rows = found.iter().map(|one| {
        let row = people::row(&app, one, by.lang);
        let cells = [
            row.name,
            row.roles,
            row.account,
            row.last_in,
            row.tag.text().to_owned(),
        ];
        cells.map(Cell::Text).to_vec()
    });
    let searched = Text::of(format!("ค้นหา {search}"), format!("search {search}"));
    let filters = (!search.is_empty()).then(|| searched.get(by.lang).to_owned());
    let table = Table {
        name: "people",
        title: t.people,
        filters: filters.into_iter().collect(),
        columns: texts(&[t.name, t.roles, t.account, t.last_in, t.state]),
        rows: rows.collect(),
    };
    file(&app, &by, table, kind)
}

async fn all_people(app: &App, search: &str) -> Result<Vec<PersonView>, Problem> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let asked = PeopleQuery {
            search: search.to_owned(),
            with_left: true,
            after,
            limit: whole_pages(),
        };
        let page = service::people(app, asked).await?;
        after = next_of(&page);
        found.extend(page.items);
        if after.is_none() {
            return Ok(found);
        }
    }
}

async fn orders_file(
    app: web::Data<App>,
    by: Actor,
    kind: FileKind,
) -> Result<HttpResponse, Problem> {
    let (found, people) = (all_orders(&app).await?, all_people(&app, "").await?);
    let (t, today) = (PeopleTexts::of(by.lang), app.clock.today());
    let rows = found
        .iter()
        .flat_map(|order| orders::dated_rows_of(order, &people, today, by.lang))
        .map(|(row, (dated, from, to))| {
            vec![
                row.number.into(),
                Cell::Date(dated),
                row.person.into(),
                row.duty.into(),
                Cell::Date(from),
                to.into(),
                row.tag.text().into(),
            ]
        });
    let date = |head| Column::new(head, ColumnKind::Date);
    let text = |head| Column::new(head, ColumnKind::Text);
    let table = Table {
        name: "orders",
        title: t.orders,
        filters: Vec::new(),
        columns: vec![
            text(t.order_no),
            date(t.order_date),
            text(t.person),
            text(t.duty),
            date(t.from),
            date(t.to),
            text(t.state),
        ],
        rows: rows.collect(),
    };
    file(&app, &by, table, kind)
}

async fn all_orders(app: &App) -> Result<Vec<OrderView>, Problem> {
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let page = service::orders(app, before, whole_pages()).await?;
        before = next_of(&page);
        found.extend(page.items);
        if before.is_none() {
            return Ok(found);
        }
    }
}

async fn duties_file(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<MatrixQuery>,
    kind: FileKind,
) -> Result<HttpResponse, Problem> {
    let as_of = query.day(app.clock.today())?;
    let found: Matrix = service::matrix(&app, as_of).await?;
    let t = PeopleTexts::of(by.lang);
    let rows = found.people.iter().map(|row| {
        let drawn = orders::matrix_row(row, by.lang);
        let cell = |cell: &crate::identity::views::DutyCell| {
            format!("{} {}", cell.word(t), cell.why).trim().to_owned()
        };
        let cells = drawn.cells.iter().map(cell);
        std::iter::once(drawn.name.clone())
            .chain(cells)
            .map(Cell::Text)
            .collect()
    });
    let mut columns = texts(&[t.person]);
    let duties = Duty::ALL.iter().map(|duty| duty.title());
    columns.extend(duties.map(|title| Column::new(title.get(by.lang), ColumnKind::Text)));
    let table = Table {
        name: "duties",
        title: t.duties,
        filters: vec![format!("{} {}", t.as_of, as_of.short(by.lang))],
        columns,
        rows: rows.collect(),
    };
    file(&app, &by, table, kind)
}
