//! The stylesheet and the script of every page, compiled in and named by their content so that a browser keeps them for a year.

use std::borrow::Cow;
use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Files;

/// The modules in the order they run; `swap` comes first because the others start again on what it brings in.
const MODULES: [&str; 7] = ["swap", "keys", "scan", "date", "table", "draft", "sign"];

/// One file a page loads.
#[derive(Debug)]
pub struct Asset {
    /// Name with its content hash, as in `/assets/{name}`
    pub name: String,
    /// Media type
    pub kind: &'static str,
    /// Content
    pub body: Cow<'static, [u8]>,
}

fn named(stem: &str, ending: &str, kind: &'static str, body: Cow<'static, [u8]>) -> Asset {
    let hash: String = Sha256::digest(&body)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Asset {
        name: format!("{stem}.{hash}.{ending}"),
        kind,
        body,
    }
}

fn read(path: &str) -> Cow<'static, [u8]> {
    Files::get(path).map_or(Cow::Borrowed(&[]), |file| file.data)
}

static STYLE: LazyLock<Asset> =
    LazyLock::new(|| named("app", "css", "text/css; charset=utf-8", read("app.css")));

static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let whole: Vec<u8> = MODULES
        .iter()
        .flat_map(|module| read(&format!("js/{module}.js")).into_owned())
        .collect();
    named(
        "app",
        "js",
        "text/javascript; charset=utf-8",
        Cow::Owned(whole),
    )
});

/// The stylesheet
#[must_use]
pub fn style() -> &'static Asset {
    &STYLE
}

/// All modules in one file, so that a slow line asks once
#[must_use]
pub fn script() -> &'static Asset {
    &SCRIPT
}

/// Serves `/assets/{name}`; any other name is not found.
pub async fn serve(name: web::Path<String>) -> HttpResponse {
    [style(), script()]
        .into_iter()
        .find(|asset| asset.name == *name)
        .map_or_else(
            || HttpResponse::NotFound().finish(),
            |asset| {
                HttpResponse::Ok()
                    .insert_header((header::CONTENT_TYPE, asset.kind))
                    .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
                    .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
                    .body(asset.body.clone().into_owned())
            },
        )
}
