//! Large answers: made whole, then sent, and few of them in hand at once. An answer from an open reader would let a slow client
//! hold that reader (a test looks for such answers), and two hundred slow readers of a large list held 87 MB.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpMessage as _, HttpResponse};

use super::{BIG_ANSWER_BYTES, BIG_ANSWERS, BIG_ANSWERS_EACH, Place};
use crate::identity::model::Actor;
use crate::kernel::{PersonId, Problem, Text};

/// Whom an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Reader {
    Person(PersonId),
    Stranger(Place),
}

/// The big answers in hand, of all network threads.
#[derive(Default)]
pub struct BigAnswers(Arc<Mutex<HashMap<Reader, usize>>>);

/// One big answer in hand; dropping it makes room.
struct Hold {
    of: Arc<Mutex<HashMap<Reader, usize>>>,
    reader: Reader,
}

fn lock(of: &Mutex<HashMap<Reader, usize>>) -> MutexGuard<'_, HashMap<Reader, usize>> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl BigAnswers {
    fn hold(&self, reader: Reader) -> Option<Hold> {
        let mut held = lock(&self.0);
        let (all, own) = (
            held.values().sum::<usize>(),
            held.get(&reader).copied().unwrap_or(0),
        );
        if all >= BIG_ANSWERS || own >= BIG_ANSWERS_EACH {
            return None;
        }
        held.insert(reader, own + 1);
        let of = Arc::clone(&self.0);
        Some(Hold { of, reader })
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut held = lock(&self.of);
        let left = held.get(&self.reader).map_or(0, |own| own - 1);
        if left == 0 {
            held.remove(&self.reader);
        } else {
            held.insert(self.reader, left);
        }
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
    let Some(answers) = answers.filter(|_| is_big) else {
        return Ok(answer);
    };
    let Some(hold) = answers.hold(reader_of(&answer)) else {
        let (request, _) = answer.into_parts();
        return Ok(ServiceResponse::new(
            request,
            HttpResponse::from_error(busy()),
        ));
    };
    Ok(answer.map_body(|_, body| BoxBody::new(Held { body, _hold: hold })))
}

fn reader_of(answer: &ServiceResponse<BoxBody>) -> Reader {
    let request = answer.request();
    let person = request
        .extensions()
        .get::<Actor>()
        .map(|actor| actor.person);
    person.map_or_else(
        || Reader::Stranger(Place::of_peer(request.peer_addr())),
        Reader::Person,
    )
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
    _hold: Hold,
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn two_each_and_eight_in_all() {
        let (answers, person) = (BigAnswers::default(), |id| {
            Reader::Person(PersonId::new(id))
        });
        let first = answers.hold(person(1)).unwrap();
        let _second = answers.hold(person(1)).unwrap();
        assert!(answers.hold(person(1)).is_none());
        drop(first);
        let mut held = vec![answers.hold(person(1)).unwrap()];
        for id in 2..=4 {
            held.extend([answers.hold(person(id)), answers.hold(person(id))].map(Option::unwrap));
        }
        assert!(answers.hold(person(5)).is_none(), "eight are in hand");
        held.clear();
        assert!(answers.hold(person(5)).is_some());
        assert_eq!(lock(&answers.0).len(), 1, "who has none is forgotten");
    }
}
