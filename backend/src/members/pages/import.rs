//! Import: choose a file, see what it would do, enter it. The file travels on in the preview page, so nothing of it is kept
//! here and nobody is asked for it twice.

use actix_web::{HttpRequest, HttpResponse, web};

use super::{is_for_the_form, notes};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem};
use crate::members::api::{ImportQuery, WRITERS, asked, template_csv, template_xlsx};
use crate::members::entry::Field;
use crate::members::import::compare::Imported;
use crate::members::service::{self, Preview};
use crate::members::texts;
use crate::members::views::{ImportRow, MemberImport, MemberTexts};
use crate::web::frame::{answered, done, html, keys, shell};
use crate::web::left_out::left_out;
use crate::web::parts::{Choice, Shape, Tag};
use crate::web::route::Route;
use crate::web::texts::fill2;
use crate::web::upload::{Upload, packed};

/// Rows that the preview page shows; faulty ones first.
const ROWS_SHOWN: usize = 200;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/members/import",
            "member.import.page",
            WRITERS,
            "Choose a file of members",
            choose,
        ),
        Route::post(
            "/members/import",
            "member.import.preview",
            WRITERS,
            "What a file of members would do",
            preview,
        ),
        Route::post(
            "/members/import/do",
            "member.import",
            WRITERS,
            "Enter the members of a file",
            enter,
        ),
        Route::get(
            "/members/import/template.csv",
            "member.template.page",
            WRITERS,
            "The empty file to fill in, CSV",
            template_csv,
        ),
        Route::get(
            "/members/import/template.xlsx",
            "member.template.page",
            WRITERS,
            "The empty file to fill in, XLSX",
            template_xlsx,
        ),
    ]
}

fn page(app: &App, by: &Actor, req: &HttpRequest) -> MemberImport {
    let auto = match by.lang {
        Lang::Th => "ให้ระบบดูเอง",
        Lang::En => "Find out",
    };
    let columns = [
        Field::Number,
        Field::Title,
        Field::GivenName,
        Field::Surname,
        Field::NationalId,
        Field::Telephone,
        Field::Address,
        Field::Division,
        Field::JoinedOn,
    ];
    let head = |f: Field| {
        (
            texts::field(f).th.into_owned(),
            texts::field(f).en.into_owned(),
        )
    };
    MemberImport {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        encodings: vec![
            Choice::new("auto", auto),
            Choice::new("utf-8", "UTF-8"),
            Choice::new("windows-874", "windows-874"),
        ],
        encoding: "auto".to_owned(),
        columns: columns.map(head).to_vec(),
        ..MemberImport::default()
    }
}

async fn choose(app: web::Data<App>, by: Actor, req: HttpRequest) -> Result<HttpResponse, Problem> {
    html(&page(&app, &by, &req))
}

async fn preview(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    match previewed(&app, &by, &upload).await {
        Ok(found) => html(&filled(page(&app, &by, &req), &upload, &found, by.lang)),
        Err(problem) if is_for_the_form(&problem) => {
            let again = MemberImport {
                notes: notes(&problem, by.lang),
                ..page(&app, &by, &req)
            };
            answered(problem.status, &again)
        }
        Err(problem) => Err(problem),
    }
}

async fn previewed(app: &App, by: &Actor, upload: &Upload) -> Result<Preview, Problem> {
    let asked = asked(by, upload, &ImportQuery::default())?;
    Ok(service::preview_import(app, asked, by.lang).await?)
}

fn filled(page: MemberImport, upload: &Upload, found: &Preview, lang: Lang) -> MemberImport {
    let words = MemberTexts::of(lang);
    let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let faulty = found.faults.iter().map(|f| ImportRow {
        row: u32::try_from(f.line).unwrap_or(u32::MAX),
        number: f.value.clone().unwrap_or_default(),
        name: f.column.clone(),
        tag: Tag::new(Shape::Overdue, words.bad_rows),
        message: f.reason.clone(),
    });
    let changes = found.changes.iter().map(|c| ImportRow {
        row: u32::try_from(c.line).unwrap_or(u32::MAX),
        number: c.number.clone(),
        name: String::new(),
        tag: Tag::new(Shape::Current, words.changed_rows),
        message: labels(&c.fields, lang),
    });
    let named = if upload.file_name.is_empty() {
        "-"
    } else {
        &upload.file_name
    };
    MemberImport {
        file: named.to_owned(),
        encoding: upload.text("encoding").to_owned(),
        left_out: left_out(&found.left_out, lang),
        checked: found.hash.clone(),
        packed: packed(&upload.file),
        fresh: whole(found.counts.new),
        changed: whole(found.counts.changed),
        same: whole(found.counts.seen),
        bad: whole(found.counts.faulty),
        rows: faulty.chain(changes).take(ROWS_SHOWN).collect(),
        ..page
    }
}

fn labels(names: &[&str], lang: Lang) -> String {
    let known = names
        .iter()
        .filter_map(|name| Field::ALL.into_iter().find(|f| f.name() == *name));
    let labels: Vec<String> = known
        .map(|f| texts::field(f).get(lang).to_owned())
        .collect();
    labels.join(", ")
}

async fn enter(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    match entered(&app, &by, &upload).await {
        Ok(said) => Ok(done("/members", &said)),
        Err(problem) if is_for_the_form(&problem) => {
            let again = page(&app, &by, &req);
            let again = match previewed(&app, &by, &upload).await {
                Ok(found) => filled(again, &upload, &found, by.lang),
                Err(_) => again,
            };
            answered(
                problem.status,
                &MemberImport {
                    notes: notes(&problem, by.lang),
                    ..again
                },
            )
        }
        Err(problem) => Err(problem),
    }
}

async fn entered(app: &App, by: &Actor, upload: &Upload) -> Result<String, Problem> {
    let (asked, key) = (asked(by, upload, &ImportQuery::default())?, upload.key()?);
    let hash = upload.text("hash").to_owned();
    let id = service::confirm_import(app, by, asked, hash, key).await?.id;
    let import = app.read(move |conn| service::import_of(conn, id)).await?;
    let Imported::Imported { added, updated, .. } = import.imported;
    Ok(fill2(
        MemberTexts::of(by.lang).imported_done,
        added,
        updated,
    ))
}
