//! Acts around people, accounts, orders and duties.

use actix_web::HttpRequest;

use super::model::Actor;
use crate::app::App;
use crate::kernel::{Problem, Text};

/// Who sends this request: by Bearer token for programs, by cookie for browsers; 401 when nobody is signed in.
pub async fn actor_of(_app: &App, _req: &HttpRequest, _program: bool) -> Result<Actor, Problem> {
    Err(Problem::new(
        401,
        "E-AUTH-001",
        Text::fixed("ยังไม่ได้เข้าสู่ระบบ", "Not signed in"),
        Text::fixed("เข้าสู่ระบบก่อน", "Sign in first."),
    ))
}

/// The duties a person holds on a day.
pub fn duties_on(_conn: &mut crate::db::Conn, _person: crate::kernel::PersonId, _on: crate::kernel::BusinessDate) -> Result<Vec<super::model::Duty>, crate::db::Error> {
    Ok(Vec::new())
}
