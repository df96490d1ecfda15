//! What every page of applications and batches needs: the frame, the keys of a form, the answer.

use actix_web::http::header::{CONTENT_TYPE, LOCATION};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem};
use crate::web::parts::{FieldNote, FormKeys};
use crate::web::shell::{Shell, Signed};

/// The frame of a page for the person who is signed in.
pub fn frame(app: &App, by: &Actor, req: &HttpRequest) -> Shell {
    let now = app.clock.now();
    let (day, time) = (now.business_date(), now.hour_minute());
    Shell {
        lang: by.lang,
        cooperative: app
            .bylaws_on(day)
            .map_or_else(String::new, |bylaws| bylaws.cooperative_name),
        day: day.short(by.lang),
        time: time.clone(),
        here: req.uri().path().to_owned(),
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

/// The keys of a form; a second click comes with the same ones.
pub fn form_keys(by: &Actor, version: Option<i64>) -> Result<FormKeys, Problem> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| Problem::internal())?;
    Ok(FormKeys {
        token: by.form_token.clone(),
        key: crate::audit::model::hex(&bytes),
        version,
    })
}

/// A page as an answer.
pub fn html(status: u16, page: &impl Template) -> Result<HttpResponse, Problem> {
    let body = page.render().map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        Problem::internal()
    })?;
    let status = actix_web::http::StatusCode::from_u16(status)
        .unwrap_or(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR);
    Ok(HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .body(body))
}

/// After an act, the browser reads the page anew.
pub fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, to))
        .finish()
}

/// A date in a table, empty where there is none.
pub fn table_date(day: Option<BusinessDate>, lang: Lang) -> String {
    day.map_or_else(String::new, |day| day.table(lang))
}

/// What is wrong, for the summary and beside the fields; `names` turns a field of the interface into one of the form.
pub fn notes(problem: &Problem, lang: Lang, names: impl Fn(&str) -> String) -> Vec<FieldNote> {
    problem
        .errors
        .iter()
        .map(|error| FieldNote {
            field: names(&error.field),
            message: error.message.get(lang).to_owned(),
        })
        .collect()
}
