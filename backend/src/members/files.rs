//! The list of members as a file, for programs and for pages.

use actix_web::HttpResponse;

use super::entry::Field;
use super::search::{Search, Standing};
use super::service::{self, MemberLine};
use super::texts;
use crate::app::App;
use crate::db::{AccessLine, Error};
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem, Text};
use crate::web::export::{Cell, Column, ColumnKind, Export, FileKind};

/// Rows of one export.
const ROWS_MAX: i64 = 100_000;

/// What is to be exported, and how.
pub struct ExportAsked {
    pub search: Search,
    pub kind: FileKind,
}

/// The filtered and sorted list, all pages. Who took it stands in the file and in the access log.
pub async fn export(app: &App, by: &Actor, asked: ExportAsked) -> Result<HttpResponse, Problem> {
    let (search, kind) = (asked.search, asked.kind);
    let filters = filters_of(&search, by.lang);
    let rows = app
        .read(move |conn| {
            let search = service::with_cards(conn, search)?;
            service::search_slice(conn, &search, 0, ROWS_MAX)
        })
        .await
        .map_err(|error: Error| Problem::from(error))?;
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "exported",
        object: "members".to_owned(),
        status: 200,
        rule: None,
        detail: format!("{} rows", rows.len()),
    });
    let head = |field| Column::new(texts::field(field).get(by.lang).to_owned(), kind_of(field));
    let export = Export {
        lang: by.lang,
        title: Text::fixed("ทะเบียนสมาชิก", "Members")
            .get(by.lang)
            .to_owned(),
        name: "members",
        period: None,
        filters,
        who: by.name.clone(),
        when: app.clock.now(),
        columns: COLUMNS.into_iter().map(head).collect(),
        rows: rows.into_iter().map(row).collect(),
    };
    export.answer(kind)
}

const COLUMNS: [Field; 6] = [
    Field::Number,
    Field::FullName,
    Field::NationalId,
    Field::Division,
    Field::JoinedOn,
    Field::LeftOn,
];

fn kind_of(field: Field) -> ColumnKind {
    match field {
        Field::JoinedOn | Field::LeftOn => ColumnKind::Date,
        Field::Number
        | Field::Title
        | Field::GivenName
        | Field::Surname
        | Field::FullName
        | Field::NationalId
        | Field::Telephone
        | Field::Address
        | Field::Division => ColumnKind::Text,
    }
}

fn row(line: MemberLine) -> Vec<Cell> {
    vec![
        line.number.into(),
        line.name.into(),
        line.national_id.into(),
        line.division.into(),
        Cell::Date(line.joined_on),
        line.left_on.into(),
    ]
}

/// The filters in words, as the chips over the list say them.
pub fn filters_of(search: &Search, lang: Lang) -> Vec<String> {
    let said = |th: &'static str, en: &'static str, value: &str| {
        let text = Text::of(format!("{th} {value}"), format!("{en} {value}"));
        text.get(lang).to_owned()
    };
    let mut filters = Vec::new();
    if !search.typed.is_empty() {
        filters.push(said("ค้นหา", "search", &search.typed));
    }
    if let Some(division) = &search.division {
        filters.push(said("สังกัด", "division", division));
    }
    match search.standing {
        Standing::Members => {}
        Standing::Left => filters.push(said("เฉพาะผู้พ้นสมาชิกภาพ", "those who left", "")),
        Standing::All => filters.push(said("รวมผู้พ้นสมาชิกภาพ", "with those who left", "")),
    }
    filters.iter().map(|f| f.trim().to_owned()).collect()
}
