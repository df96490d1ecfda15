//! A problem as an answer: RFC 9457 JSON for programs, a page for people (architecture, Errors).

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};

use crate::kernel::{Lang, Problem};

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// JSON in Thai; the guard renders it anew in the reader's language, or as a page.
    fn error_response(&self) -> HttpResponse {
        json(self, Lang::Th)
    }
}

/// The problem as `application/problem+json`.
pub fn json(problem: &Problem, lang: Lang) -> HttpResponse {
    let answer = HttpResponse::build(problem.status_code())
        .insert_header((CONTENT_TYPE, "application/problem+json"))
        .body(problem.to_json(lang).to_string());
    come_again(answer)
}

/// Says after how many seconds to come again, where that is the answer.
pub fn come_again(mut answer: HttpResponse) -> HttpResponse {
    if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
        let second = HeaderValue::from_static("1");
        answer.headers_mut().insert(RETRY_AFTER, second);
    }
    answer
}
