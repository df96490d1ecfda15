//! What handlers answer: the receipt of an act, or what was asked for.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use serde::Serialize;

use crate::db::Receipt;

/// 201 with the place of what was made or changed, and the receipt as JSON.
pub fn created(receipt: &Receipt) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((LOCATION, receipt.location.clone()))
        .json(receipt)
}

/// 200 with JSON.
pub fn ok(body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().json(body)
}
