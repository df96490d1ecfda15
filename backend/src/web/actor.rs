//! Who acts, as a handler's argument: whom the guard let in.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use crate::identity::model::Actor;
use crate::kernel::Problem;

impl FromRequest for Actor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    /// 401 on a route whose row lets in people who are not signed in.
    fn from_request(req: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let found = req.extensions().get::<Self>().cloned();
        ready(found.ok_or_else(Problem::unauthenticated))
    }
}
