//! What acts answer over REST.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;

use crate::db::Receipt;

/// 201 with the place of what the act made or changed, and the receipt.
pub fn created(receipt: &Receipt) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((LOCATION, receipt.location.as_str()))
        .json(receipt)
}
