//! Whether the process, the database and the writer are alive; Prometheus text.

use std::sync::atomic::Ordering;

use actix_web::{HttpResponse, web};
use serde_json::json;

use super::route::{Route, Who};
use crate::app::App;
use crate::audit;
use crate::db;
use crate::kernel::Problem;

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
            "Database and writer answer",
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

async fn ready(app: web::Data<App>) -> Result<HttpResponse, Problem> {
    let head = app.read(audit::service::head_view).await?;
    app.writer.alive().await?;
    Ok(HttpResponse::Ok().json(json!({
        "status": "ready",
        "head": head,
        "plain_http": app.config.allow_plain_http,
    })))
}

async fn metrics(app: web::Data<App>) -> HttpResponse {
    let counts = &app.writer.counts;
    let line = |name: &str, value: u64| {
        format!("# TYPE sahakorn_{name} counter\nsahakorn_{name} {value}\n")
    };
    let text = [
        line(
            "writer_batches_total",
            counts.batches.load(Ordering::Relaxed),
        ),
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

impl db::Writer {
    /// Waits until the writer has taken a batch, without writing anything.
    async fn alive(&self) -> Result<(), db::Error> {
        let nobody = crate::kernel::PersonId::new(0);
        self.rehearse(db::ActMeta::new(nobody, "health.ready"), |_| Ok(()))
            .await
    }
}
