#![expect(clippy::unwrap_used, reason = "tests")]

//! Renders every page with made-up data into `target/gallery`, so that people can look at it and a browser can check it.

mod applying;
mod books;
mod cards;
mod cards_path;
mod closed;
mod common;
mod desk;
mod frame;
mod members;
mod papers;
mod people;
mod prepared;

use std::fs;
use std::path::PathBuf;

use askama::Template;

use super::assets;

/// Where the pages go
fn folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from("../target"), PathBuf::from)
        .join("gallery")
}

/// Writes one page
fn show(name: &str, page: &impl Template) {
    let html = page.render().unwrap();
    assert!(
        !html.contains("style=") && !html.contains("onclick="),
        "{name}: no inline style or script"
    );
    let (forms, tokens) = (
        html.matches("method=\"post\"").count(),
        html.matches("name=\"form_token\"").count(),
    );
    assert!(forms <= tokens, "{name}: {forms} forms but {tokens} tokens");
    fs::create_dir_all(folder().join("assets")).unwrap();
    for asset in [assets::style(), assets::script()] {
        fs::write(folder().join("assets").join(&asset.name), &asset.body).unwrap();
    }
    fs::write(folder().join(format!("{name}.html")), html).unwrap();
}
