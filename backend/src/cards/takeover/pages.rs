//! Take-over in the browser: choose the file, read what it would do, import.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::shown::{is_for_the_form, masked};
use super::super::views::{MoveTexts, TakeOverPage, TakeOverRow};
use super::api::{encoding, of_found, template_csv, template_xlsx};
use super::columns::Column;
use super::error::TakeOverError;
use super::model::TakeOver;
use super::pending::{self, Checked};
use super::rows::Row;
use super::service::{self, BadLine, Looked};
use super::{SETTLES, TAKES_OVER};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem, Text};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, fresh_key, keys, shell};
use crate::web::guard::may_use;
use crate::web::left_out::left_out;
use crate::web::parts::{Choice, FieldNote, Shape, Tag};
use crate::web::route::Route;
use crate::web::texts::{fill, fill2};
use crate::web::upload::Upload;

/// Rows that the preview shows at most, wrong ones first.
const ROWS_MAX: usize = 300;

pub fn routes() -> Vec<Route> {
    [
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
        Route::post(
            "/cards/take-over/first-day",
            "take_over.first_day_page",
            SETTLES,
            "Name the first day of work here",
            first_day,
        ),
        Route::post(
            "/cards/take-over/end",
            "take_over.ended_page",
            SETTLES,
            "End the take-over",
            end,
        ),
    ]
    .into_iter()
    .chain(templates())
    .collect()
}

/// The empty register to fill in.
fn templates() -> [Route; 2] {
    [
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

/// The page before a file was checked: what the manager decides, and the form for a file.
async fn blank(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    notes: Vec<FieldNote>,
) -> Result<TakeOverPage, Problem> {
    let (state, open) = app.read(service::stands).await?;
    Ok(drawn(app, req, by, notes, (state, open)))
}

fn drawn(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    notes: Vec<FieldNote>,
    (state, open): (Option<TakeOver>, i64),
) -> TakeOverPage {
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
        keys: keys(by, state.as_ref().map(|s| s.version)),
        notes,
        file: String::new(),
        checked: String::new(),
        left_out: Vec::new(),
        good: 0,
        excepted: 0,
        bad: 0,
        encodings: encodings(by.lang),
        today: app.clock.today().table(by.lang),
        first_day: state.as_ref().map(|s| s.first_day.short(by.lang)),
        ended: state
            .as_ref()
            .and_then(|s| Some(s.ended_on?.short(by.lang))),
        names_first_day: may_use(by, SETTLES) && state.as_ref().is_none_or(|s| s.imports == 0),
        ends: may_use(by, SETTLES),
        has_cards: state.as_ref().is_some_and(|s| s.cards > 0),
        open_exceptions: open,
        rows: Vec::new(),
        columns: Column::ALL.iter().map(column).collect(),
    }
}

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    answered(200, &blank(&app, &req, &by, Vec::new()).await?)
}

fn encodings(lang: Lang) -> Vec<Choice> {
    let auto = Text::fixed("ให้ระบบดูเอง", "Find out").get(lang).to_owned();
    vec![
        Choice::new("auto", auto),
        Choice::new("utf-8", "UTF-8"),
        Choice::new("windows-874", "windows-874"),
    ]
}

/// R0: the manager names the first day of work here.
pub async fn first_day(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let read = BusinessDate::parse_input(form.text("day"), app.clock.today());
    let reason = Some(form.text("reason").to_owned());
    let Ok(day) = read else {
        let note = FieldNote {
            field: "day".to_owned(),
            message: MoveTexts::of(by.lang).date_unread.to_owned(),
        };
        return answered(422, &blank(&app, &req, &by, vec![note]).await?);
    };
    match service::name_first_day(&app, &by, Some(form.key), (day, reason)).await {
        Ok(_) => {
            let said = fill(MoveTexts::of(by.lang).first_day_named, day.short(by.lang));
            Ok(done("/cards/take-over", &said))
        }
        Err(error) => again(&app, &req, &by, error.into()).await,
    }
}

/// R0: the manager ends the take-over.
pub async fn end(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    // Nothing has the version 0: a form without it is stale.
    let version = form.text("version").parse().unwrap_or_default();
    let no_register = form.text("no_register") == "yes";
    match service::end(&app, &by, Some(form.key), (version, no_register)).await {
        Ok(_) => Ok(done(
            "/cards/take-over",
            MoveTexts::of(by.lang).take_over_ended,
        )),
        Err(error) => again(&app, &req, &by, error.into()).await,
    }
}

/// Reads the file and shows every row; nothing is written.
pub async fn check(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    let (encoding, bytes) = (encoding(&upload)?, upload.file.clone());
    match service::look(&app, by.person, bytes, encoding).await {
        Ok(looked) => {
            let (token, wall) = (fresh_key(), app.clock.wall());
            let file = Checked {
                encoding,
                hash: looked.hash.clone(),
                bytes: upload.file.to_vec(),
            };
            pending::keep(token.clone(), by.person, &file, wall);
            let name = upload.file_name.clone();
            let page = blank(&app, &req, &by, Vec::new()).await?;
            answered(200, &preview(page, by.lang, &looked, (name, token)))
        }
        Err(error) => again(&app, &req, &by, error.into()).await,
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
    let Some(Checked {
        encoding,
        hash,
        bytes,
    }) = kept
    else {
        return again(&app, &req, &by, TakeOverError::NotKept.into()).await;
    };
    let file = (bytes, encoding);
    match service::take_over(&app, &by, Some(form.key), file, hash).await {
        Ok(receipt) => {
            let number = |at: usize| receipt.numbers.get(at).cloned().unwrap_or_default();
            let words = MoveTexts::of(by.lang);
            let said = fill2(words.taken_over, number(0), number(1));
            Ok(done("/cards/take-over", &said))
        }
        Err(error) => again(&app, &req, &by, error.into()).await,
    }
}

async fn again(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    problem: Problem,
) -> Result<HttpResponse, Problem> {
    if !is_for_the_form(&problem) {
        return Err(problem);
    }
    let mut notes = notes(&problem, by.lang);
    if notes.is_empty() {
        notes.push(FieldNote {
            field: "file".to_owned(),
            message: problem.detail.get(by.lang).to_owned(),
        });
    }
    answered(problem.status, &blank(app, req, by, notes).await?)
}

fn preview(
    page: TakeOverPage,
    lang: Lang,
    looked: &Looked,
    (file, checked): (String, String),
) -> TakeOverPage {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let bad = looked.bad.iter().map(|line| bad_row(line, looked, lang));
    let is_excepted = |row: &&Row| !row.exceptions.is_empty();
    let (excepted, plain): (Vec<&Row>, Vec<&Row>) = looked.good.iter().partition(is_excepted);
    let broken = excepted.len();
    let good = excepted
        .into_iter()
        .chain(plain)
        .map(|row| good_row(row, lang));
    TakeOverPage {
        file: if file.is_empty() { "-".into() } else { file },
        checked,
        good: count(looked.good.len()),
        excepted: count(broken),
        bad: count(looked.bad.total()),
        left_out: left_out(&looked.left_out, lang),
        rows: bad.chain(good).take(ROWS_MAX).collect(),
        ..page
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
        expires: String::new(),
        state: String::new(),
        check: Tag::new(Shape::Overdue, words.to_correct),
        message: said.join(" · "),
    }
}

fn good_row(row: &Row, lang: Lang) -> TakeOverRow {
    let words = MoveTexts::of(lang);
    let broken = row.exceptions.iter().map(of_found);
    let broken: Vec<String> = broken.map(|text| text.get(lang).to_owned()).collect();
    TakeOverRow {
        row: u32::try_from(row.line).unwrap_or(u32::MAX),
        member_number: row.member.number.clone(),
        name: row.member.name.clone(),
        card: masked(row.number.last_four()),
        expires: row.expires_on.table(lang),
        state: match row.card.handed_over_on {
            Some(on) => fill(words.with_member_since, on.table(lang)),
            None => words.in_safe.to_owned(),
        },
        check: if broken.is_empty() {
            Tag::new(Shape::Done, words.good)
        } else {
            Tag::new(Shape::Due, words.look_at)
        },
        message: broken.join(" · "),
    }
}
