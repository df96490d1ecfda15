//! Files of members over REST: import with preview, templates, exports.

use actix_web::{HttpResponse, web};
use serde_json::json;

use super::bodies::{ImportQuery, ListQuery};
use super::{READERS, WRITERS};
use crate::app::App;
use crate::files::Encoding;
use crate::identity::model::Actor;
use crate::kernel::{Problem, Text};
use crate::members::files::{ExportAsked, export};
use crate::members::import::template;
use crate::members::service::{self, ImportAsked};
use crate::web::answer::{created, ok};
use crate::web::export::{FileKind, blank};
use crate::web::route::Route;
use crate::web::upload::Upload;

/// Name of the empty file to fill in.
const TEMPLATE: &str = "members-template";

pub fn routes() -> Vec<Route> {
    [import_routes(), export_routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn import_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/members/import",
            "member.import",
            WRITERS,
            "Preview a file of members (dry_run=true), or enter it",
            import,
        ),
        Route::get(
            "/api/v1/members/imports/{id}",
            "member.import_look",
            READERS,
            "What an import did",
            import_view,
        ),
        Route::get(
            "/api/v1/members/import/template.csv",
            "member.template",
            READERS,
            "The empty file to fill in, CSV",
            template_csv,
        ),
        Route::get(
            "/api/v1/members/import/template.xlsx",
            "member.template",
            READERS,
            "The empty file to fill in, XLSX",
            template_xlsx,
        ),
    ]
}

fn export_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/members.csv",
            "member.export",
            READERS,
            "The filtered list as CSV",
            export_csv,
        ),
        Route::get(
            "/api/v1/members.xlsx",
            "member.export",
            READERS,
            "The filtered list as XLSX",
            export_xlsx,
        ),
    ]
}

/// The import that an upload asks for; 400 without a file or with an unknown encoding.
pub fn asked(by: &Actor, upload: &Upload, query: &ImportQuery) -> Result<ImportAsked, Problem> {
    upload.only(&[
        "encoding",
        "skip_faulty",
        "update_changed",
        "hash",
        "dry_run",
    ])?;
    if upload.file.is_empty() {
        let message = Text::fixed("เลือกไฟล์ก่อน", "Choose a file");
        return Err(Problem::bad_field("file", "required", message));
    }
    let named = query.encoding.as_deref().unwrap_or(upload.text("encoding"));
    let encoding = Encoding::parse(named).ok_or_else(|| {
        let message = Text::fixed(
            "ใช้ได้เฉพาะ auto, utf-8, windows-874",
            "One of auto, utf-8, windows-874",
        );
        Problem::bad_field("encoding", "unknown_value", message)
    })?;
    Ok(ImportAsked {
        by: by.person,
        bytes: upload.file.clone(),
        encoding,
        skip_faulty: query.skip_faulty || upload.ticked("skip_faulty"),
        update_changed: query.update_changed || upload.ticked("update_changed"),
    })
}

async fn import(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ImportQuery>,
    upload: Upload,
) -> Result<HttpResponse, Problem> {
    let asked = asked(&by, &upload, &query)?;
    if query.dry_run || upload.ticked("dry_run") {
        return Ok(ok(&service::preview_import(&app, asked, by.lang).await?));
    }
    let key = upload.key()?;
    let hash = query
        .hash
        .clone()
        .unwrap_or_else(|| upload.text("hash").to_owned());
    let receipt = service::confirm_import(&app, &by, asked, hash, key).await?;
    Ok(created(&receipt))
}

async fn import_view(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    Ok(ok(&json!(
        app.read(move |conn| service::import_of(conn, *id)).await?
    )))
}

pub async fn template_csv(by: Actor) -> Result<HttpResponse, Problem> {
    blank::answer(TEMPLATE, &template::heads(by.lang), FileKind::Csv)
}

pub async fn template_xlsx(by: Actor) -> Result<HttpResponse, Problem> {
    blank::answer(TEMPLATE, &template::heads(by.lang), FileKind::Xlsx)
}

async fn export_csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = ExportAsked {
        search: query.search(&app.secrets)?,
        kind: FileKind::Csv,
    };
    export(&app, &by, asked).await
}

async fn export_xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = ExportAsked {
        search: query.search(&app.secrets)?,
        kind: FileKind::Xlsx,
    };
    export(&app, &by, asked).await
}
