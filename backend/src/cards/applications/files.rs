//! The list of applications as a file, for programs and for pages.

use actix_web::HttpResponse;

use super::error::ApplicationError;
use super::store::Filter;
use super::view::{self, ApplicationLine};
use super::{neighbours, texts};
use crate::app::App;
use crate::cards::views::CardTexts;
use crate::db::{AccessLine, Conn};
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem, Text};
use crate::web::export::{Cell, Column, ColumnKind, Export, FileKind};

/// Rows of one export.
const ROWS_MAX: i64 = 100_000;

/// The filtered list in the order of the screen, all pages. Who took it stands in the file and in the access log.
pub async fn export(
    app: &App,
    by: &Actor,
    filter: Filter,
    kind: FileKind,
) -> Result<HttpResponse, Problem> {
    let (lang, today) = (by.lang, app.clock.today());
    let (lines, filters) = app
        .read(move |conn| {
            let lines = view::all(conn, &filter, ROWS_MAX + 1, today)?;
            Ok::<_, ApplicationError>((lines, filters_of(conn, &filter, lang)?))
        })
        .await?;
    not_too_many(lines.len())?;
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "exported",
        object: "applications".to_owned(),
        status: 200,
        rule: None,
        detail: format!("{} rows", lines.len()),
    });
    let export = Export {
        lang,
        title: CardTexts::of(lang).applications.to_owned(),
        name: "applications",
        period: None,
        filters,
        who: by.name.clone(),
        when: app.clock.now(),
        columns: columns(lang),
        rows: lines.into_iter().map(|line| row(line, lang)).collect(),
    };
    export.answer(kind)
}

/// A file that holds a part of the list would pass for the whole of it.
fn not_too_many(rows: usize) -> Result<(), Problem> {
    if rows <= usize::try_from(ROWS_MAX).unwrap_or(usize::MAX) {
        return Ok(());
    }
    let message = Text::fixed(
        "มีเกิน 100,000 คำขอ เลือกสถานะหรือวันที่ต้องส่งให้แคบลง",
        "More than 100,000 applications. Choose a state or a last day.",
    );
    Err(Problem::bad_field("state", "too_many", message))
}

fn columns(lang: Lang) -> Vec<Column> {
    let words = CardTexts::of(lang);
    let text = |head: &str| Column::new(head, ColumnKind::Text);
    let date = |head: &str| Column::new(head, ColumnKind::Date);
    vec![
        text(words.application),
        text(words.member_number),
        text(words.name),
        text(words.reason),
        text(words.papers),
        date(words.received_on),
        date(words.complete_on),
        date(words.must_go),
        Column::new(texts::DAYS_LEFT_HEAD.get(lang), ColumnKind::Whole),
        text(words.state),
    ]
}

fn row(line: ApplicationLine, lang: Lang) -> Vec<Cell> {
    let said = |text: Text| Cell::Text(text.get(lang).to_owned());
    vec![
        Cell::Text(line.no),
        Cell::Text(line.member_number),
        Cell::Text(line.member_name),
        said(texts::reason(&line.kind, line.cause.as_deref())),
        Cell::Text(texts::papers(&line.missing, lang)),
        Cell::Date(line.opened_on),
        line.data_completed_on.into(),
        line.must_go_by.into(),
        line.days_left.map_or(Cell::Empty, Cell::Whole),
        said(texts::state_name(&line.state)),
    ]
}

/// The filters in words, as the chips over the list say them.
fn filters_of(
    conn: &mut Conn,
    filter: &Filter,
    lang: Lang,
) -> Result<Vec<String>, ApplicationError> {
    let words = CardTexts::of(lang);
    let state = filter.state.as_deref().map(texts::state_name);
    let due = filter.due_by.map(|day| {
        let until = Text::of(
            format!("{} ภายใน {}", texts::DUE.th, day.short(Lang::Th)),
            format!("{} by {}", texts::DUE.en, day.short(Lang::En)),
        );
        until.get(lang).to_owned()
    });
    let member = match filter.member {
        None => None,
        Some(member) => {
            let found = neighbours::applicants(conn, &[member])?.remove(&member);
            let number = found.map_or_else(|| "-".to_owned(), |found| found.number);
            Some(format!("{} {number}", words.member))
        }
    };
    let state = state.map(|state| state.get(lang).to_owned());
    Ok([state, due, member].into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_too_long_is_refused_and_not_cut() {
        assert!(not_too_many(100_000).is_ok());
        let refused = not_too_many(100_001).map_err(|problem| problem.status);
        assert_eq!(refused, Err(400));
    }
}
