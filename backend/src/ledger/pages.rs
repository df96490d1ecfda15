//! The books in the browser: W7 journal, one voucher, W8 trial balance with an account beside it.

mod address;
mod journal;
mod trial;
mod voucher;

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::api::READERS;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Money, Problem};
use crate::web::route::Route;
use crate::web::shell::{Shell, Signed};

/// The ledger's pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/journal",
            "journal.page",
            READERS,
            "Journal",
            journal::page,
        ),
        Route::get(
            "/journal.csv",
            "journal.page_csv",
            READERS,
            "Journal as CSV",
            journal::csv,
        ),
        Route::get(
            "/journal.xlsx",
            "journal.page_xlsx",
            READERS,
            "Journal as a workbook",
            journal::xlsx,
        ),
        Route::get(
            "/journal/{id}",
            "journal.voucher_page",
            READERS,
            "One voucher",
            voucher::page,
        ),
        Route::get(
            "/trial-balance",
            "ledger.trial_balance_page",
            READERS,
            "Trial balance",
            trial::page,
        ),
        Route::get(
            "/trial-balance.csv",
            "ledger.trial_page_csv",
            READERS,
            "Trial balance as CSV",
            trial::csv,
        ),
        Route::get(
            "/trial-balance.xlsx",
            "ledger.trial_page_xlsx",
            READERS,
            "Trial balance as a workbook",
            trial::xlsx,
        ),
    ]
}

/// The frame of the ledger's pages for the person who is signed in.
fn frame(app: &App, by: &Actor, req: &HttpRequest) -> Shell {
    let now = app.clock.now();
    let (day, time) = (now.business_date(), now.hour_minute());
    Shell {
        lang: by.lang,
        day: day.short(by.lang),
        time: time.clone(),
        here: address::encoded(req.uri().path_and_query().map_or("/", |p| p.as_str())),
        person: Some(Signed {
            name: by.name.clone(),
            role: String::new(),
            demonstration: app.is_demonstration(),
        }),
        server_time: format!("{} {time}", day.table(by.lang)),
        form_token: by.form_token.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..Shell::default()
    }
}

/// A page as an answer.
fn html(page: &impl Template) -> Result<HttpResponse, Problem> {
    let body = page.render().map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        Problem::internal()
    })?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(body))
}

/// An amount in a report: grouped, zero is "-".
fn amount(money: Money) -> String {
    if money.is_zero() {
        "-".to_owned()
    } else {
        money.grouped()
    }
}

/// The words of a language.
const fn say(lang: Lang, th: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Th => th,
        Lang::En => en,
    }
}
