//! Large answers: made whole, then sent, and few of them in hand at once. An answer from an open reader would let a slow client
//! hold that reader (a test looks for such answers), and two hundred slow readers of a large list held 87 MB.

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_ENCODING, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, HttpResponseBuilder};

use super::{BIG_ANSWER_BYTES, BIG_ANSWERS, FIXED_PIECE_BYTES, Holder, Share, Shares};
use crate::kernel::{Problem, Text};

/// The big answers in hand, of all network threads.
pub struct BigAnswers(Shares);

impl Default for BigAnswers {
    fn default() -> Self {
        Self(Shares::new(BIG_ANSWERS))
    }
}

impl BigAnswers {
    fn hold(&self, holder: Holder) -> Option<Share> {
        let mut share = self.0.share(holder);
        share.take(1).then_some(share)
    }
}

/// Middleware inside the guard, which renders the refusal: a big answer for which there is no room is 503.
pub async fn bounded(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let answers = request.app_data::<Data<BigAnswers>>().cloned();
    let answer = next.call(request).await?.map_into_boxed_body();
    let is_big = match answer.response().body().size() {
        BodySize::Sized(bytes) => bytes > BIG_ANSWER_BYTES,
        BodySize::Stream => true,
        BodySize::None => false,
    };
    let is_fixed = answer.response().extensions().get::<Fixed>().is_some();
    let Some(answers) = answers.filter(|_| is_big && !is_fixed) else {
        return Ok(answer);
    };
    let Some(hold) = answers.hold(Holder::of(answer.request())) else {
        let (request, _) = answer.into_parts();
        return Ok(ServiceResponse::new(
            request,
            HttpResponse::from_error(busy()),
        ));
    };
    Ok(answer.map_body(|_, body| BoxBody::new(Held { body, _hold: hold })))
}

fn busy() -> Problem {
    Problem::new(
        503,
        "E-SYS-031",
        Text::fixed("มีไฟล์ใหญ่กำลังส่งอยู่", "Large files are being sent"),
        Text::fixed(
            "รอให้ไฟล์ที่กำลังดาวน์โหลดเสร็จก่อน แล้วขออีกครั้ง",
            "Wait until the file being downloaded has arrived, then ask again.",
        ),
    )
}

/// A body that keeps its place until it has been handed on.
struct Held {
    body: BoxBody,
    _hold: Share,
}

impl MessageBody for Held {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(cx)
    }
}

/// Marks an answer whose bytes the program has anyway: a reader of it holds nothing that another could want.
struct Fixed;

/// An answer with such bytes. It is handed on in small pieces, because the connection copies each of them, and not compressed,
/// which would keep some hundred kilobytes for each reader.
pub fn fixed(mut answer: HttpResponseBuilder, bytes: Bytes) -> HttpResponse {
    answer.insert_header((CONTENT_ENCODING, HeaderValue::from_static("identity")));
    let mut answer = answer
        .message_body(InPieces(bytes))
        .map_or_else(HttpResponse::from_error, |answer| {
            answer.map_into_boxed_body()
        });
    answer.extensions_mut().insert(Fixed);
    answer
}

struct InPieces(Bytes);

impl MessageBody for InPieces {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        self.0.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let size = self.0.len().min(FIXED_PIECE_BYTES);
        let piece = self.0.split_to(size);
        Poll::Ready((!piece.is_empty()).then_some(Ok(piece)))
    }
}

#[cfg(test)]
mod tests;
