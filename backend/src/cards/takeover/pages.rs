//! Take-over in the browser: choose the file, read what it would do, import.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::shown::{is_for_the_form, masked};
use super::super::views::{MoveTexts, TakeOverPage, TakeOverRow};
use super::TAKES_OVER;
use super::api::{encoding, template_csv, template_xlsx};
use super::columns::Column;
use super::error::TakeOverError;
use super::pending;
use super::rows::Row;
use super::service::{self, BadLine, Looked};
use crate::app::App;
use crate::files::Encoding;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, fresh_key, keys, shell};
use crate::web::parts::{FieldNote, Shape, Tag};
use crate::web::route::Route;
use crate::web::texts::fill;
use crate::web::upload::Upload;

/// Rows that the preview shows at most, wrong ones first.
const ROWS_MAX: usize = 300;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/cards/take-over",
            "cards.take_over_page",
            TAKES_OVER,
            "Take the existing registers over",
            page,
        ),
        Route::post(
            "/cards/take-over",
            "cards.take_over_check",
            TAKES_OVER,
            "Check a file; writes nothing",
            check,
        ),
        Route::post(
            "/cards/take-over/import",
            "cards.take_over",
            TAKES_OVER,
            "Import the checked file",
            import,
        ),
        Route::get(
            "/cards/take-over/template.csv",
            "cards.take_over_template.page",
            TAKES_OVER,
            "The empty register to fill in, CSV",
            template_csv,
        ),
        Route::get(
            "/cards/take-over/template.xlsx",
            "cards.take_over_template.page",
            TAKES_OVER,
            "The empty register to fill in, XLSX",
            template_xlsx,
        ),
    ]
}

fn blank(app: &App, req: &HttpRequest, by: &Actor, notes: Vec<FieldNote>) -> TakeOverPage {
    let column = |column: &Column| {
        let label = column.label();
        let needed = if column.is_needed() { " *" } else { "" };
        (
            format!("{}{needed}", column.head_in(by.lang)),
            label.get(by.lang).to_owned(),
        )
    };
    TakeOverPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        notes,
        file: String::new(),
        checked: String::new(),
        good: 0,
        bad: 0,
        rows: Vec::new(),
        columns: Column::ALL.iter().map(column).collect(),
    }
}

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    answered(200, &blank(&app, &req, &by, Vec::new()))
}

/// Reads the file and shows every row; nothing is written.
pub async fn check(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    let (encoding, bytes) = (encoding(&upload)?, upload.file.to_vec());
    match service::look(&app, bytes, encoding).await {
        Ok(looked) => {
            let (token, wall) = (fresh_key(), app.clock.wall());
            let name = upload.file_name.clone();
            pending::keep(token.clone(), by.person, name.clone(), &upload.file, wall);
            answered(200, &preview(&app, &req, &by, &looked, name, token))
        }
        Err(error) => again(&app, &req, &by, error.into()),
    }
}

/// Imports the file that was checked, whole.
pub async fn import(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let kept = pending::of(form.text("checked"), by.person, app.clock.wall());
    let Some((_, bytes)) = kept else {
        return again(&app, &req, &by, TakeOverError::NotKept.into());
    };
    match service::take_over(&app, &by, Some(form.key), bytes, Encoding::Auto).await {
        Ok(receipt) => {
            let count = receipt.numbers.first().cloned().unwrap_or_default();
            let said = fill(MoveTexts::of(by.lang).taken_over, count);
            Ok(done("/cards/take-over", &said))
        }
        Err(error) => again(&app, &req, &by, error.into()),
    }
}

fn again(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    problem: Problem,
) -> Result<HttpResponse, Problem> {
    if !is_for_the_form(&problem) {
        return Err(problem);
    }
    let notes = notes(&problem, by.lang);
    answered(problem.status, &blank(app, req, by, notes))
}

fn preview(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    looked: &Looked,
    file: String,
    checked: String,
) -> TakeOverPage {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let bad = looked.bad.iter().map(|line| bad_row(line, looked, by.lang));
    let good = looked.good.iter().map(|row| good_row(row, by.lang));
    TakeOverPage {
        file: if file.is_empty() { "-".into() } else { file },
        checked,
        good: count(looked.good.len()),
        bad: count(looked.bad.len()),
        rows: bad.chain(good).take(ROWS_MAX).collect(),
        ..blank(app, req, by, Vec::new())
    }
}

fn bad_row(bad: &BadLine, looked: &Looked, lang: Lang) -> TakeOverRow {
    let words = MoveTexts::of(lang);
    let said = looked.faults.iter().filter(|fault| fault.line == bad.line);
    // The row shows its line already.
    let without_line = |text: &str| {
        let at = [
            format!("บรรทัด {} ", bad.line),
            format!("line {}, ", bad.line),
        ];
        let found = at
            .iter()
            .find_map(|start| text.strip_prefix(start.as_str()));
        found.unwrap_or(text).to_owned()
    };
    let said: Vec<_> = said
        .map(|fault| without_line(fault.message.get(lang)))
        .collect();
    TakeOverRow {
        row: u32::try_from(bad.line).unwrap_or(u32::MAX),
        member_number: bad.member_number.clone(),
        name: String::new(),
        card: String::new(),
        state: String::new(),
        check: Tag::new(Shape::Overdue, words.to_correct),
        message: said.join(" · "),
    }
}

fn good_row(row: &Row, lang: Lang) -> TakeOverRow {
    let words = MoveTexts::of(lang);
    let remarks: Vec<_> = row.remarks.iter().map(|remark| remark.get(lang)).collect();
    TakeOverRow {
        row: u32::try_from(row.line).unwrap_or(u32::MAX),
        member_number: row.member.number.clone(),
        name: row.member.name.clone(),
        card: masked(row.number.last_four()),
        state: match row.card.handed_over_on {
            Some(on) => fill(words.with_member_since, on.table(lang)),
            None => words.in_safe.to_owned(),
        },
        check: if remarks.is_empty() {
            Tag::new(Shape::Done, words.good)
        } else {
            Tag::new(Shape::Due, words.look_at)
        },
        message: remarks.join(" · "),
    }
}
