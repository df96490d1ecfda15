//! Whether the process, the database and the writer are alive; Prometheus text.

use std::sync::atomic::Ordering;

use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::problem;
use super::route::{Route, Who};
use crate::app::App;
use crate::db;
use crate::kernel::{Lang, Problem, Text};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/health",
            "health.live",
            Who::Anyone,
            "The process answers; the same as /health/live",
            live,
        ),
        Route::get(
            "/health/live",
            "health.live",
            Who::Anyone,
            "The process answers",
            live,
        ),
        Route::get(
            "/health/ready",
            "health.ready",
            Who::Anyone,
            "The books can be read and written",
            ready,
        ),
        Route::get(
            "/metrics",
            "health.metrics",
            Who::Anyone,
            "Counts in Prometheus text",
            metrics,
        ),
    ]
}

async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "alive" }))
}

/// Writes nothing, and says nothing of the books: whoever asks need not be signed in.
async fn ready(app: web::Data<App>, req: HttpRequest) -> HttpResponse {
    let trouble = match app.writer.trouble() {
        Some(trouble) => Some(trouble),
        None => app.readers.trouble().await,
    };
    match trouble {
        Some(trouble) => problem::json(&not_ready(trouble), accepted(&req)),
        None => HttpResponse::Ok().json(json!({
            "status": "ready",
            "plain_http": app.config.allow_plain_http,
        })),
    }
}

/// A program asks, and no page: what it accepts, else Thai.
fn accepted(req: &HttpRequest) -> Lang {
    let header = req.headers().get(ACCEPT_LANGUAGE);
    let accepts = header.and_then(|value| value.to_str().ok());
    accepts.and_then(Lang::from_header).unwrap_or(Lang::Th)
}

fn not_ready(trouble: db::Trouble) -> Problem {
    let title = Text::fixed("ระบบยังไม่พร้อม", "Not ready");
    Problem::new(503, "E-SYS-021", title, trouble.text())
}

async fn metrics(app: web::Data<App>) -> HttpResponse {
    let counts = &app.writer.counts;
    let line = |name: &str, value: u64| {
        format!("# TYPE sahakorn_{name} counter\nsahakorn_{name} {value}\n")
    };
    let gauge = |name: &str, is: bool| {
        let value = u8::from(is);
        format!("# TYPE sahakorn_{name} gauge\nsahakorn_{name} {value}\n")
    };
    let text = [
        line(
            "writer_batches_total",
            counts.batches.load(Ordering::Relaxed),
        ),
        gauge("writer_takes_acts", app.writer.trouble().is_none()),
        line("writer_acts_total", counts.acts.load(Ordering::Relaxed)),
        line(
            "writer_lost_batches_total",
            counts.lost_batches.load(Ordering::Relaxed),
        ),
    ]
    .concat();
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4")
        .body(text)
}
