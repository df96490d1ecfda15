//! What handlers answer: the receipt of an act, or what was asked for.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use serde::Serialize;

use crate::db::Receipt;

/// 201 with the place of what was made or changed, where it has one, and the receipt as JSON.
pub fn created(receipt: &Receipt) -> HttpResponse {
    let mut answer = HttpResponse::Created();
    if !receipt.location.is_empty() {
        answer.insert_header((LOCATION, receipt.location.clone()));
    }
    answer.json(receipt)
}

/// 200 with JSON.
pub fn ok(body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().json(body)
}
