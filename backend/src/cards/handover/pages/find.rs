//! One box at the desk: what the scanner or the officer typed, looked for first in the officer's own hands.

use super::super::super::applications::service as applications;
use super::super::super::custody::model::{ItemRow, Lane};
use super::super::super::custody::store::{self as items, ItemFilter};
use super::super::super::error::CardError;
use super::super::super::model::CardRow;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::kernel::thai::to_arabic_digits;
use crate::kernel::{CardNumber, MemberId};
use crate::members::model::MemberNumber;
use crate::members::service as members;

/// Items of one officer at most: a stack that fits into a drawer at the counter.
const HANDS_MAX: i64 = 200;
/// Items of one member at most.
const MEMBER_ITEMS_MAX: i64 = 50;

/// An item with its card.
pub type Row = (ItemRow, CardRow);

/// The lanes that this person dispenses.
pub fn lanes(by: &Actor) -> Vec<Lane> {
    let both = Lane::BOTH.into_iter();
    both.filter(|lane| by.has_duty(lane.dispenser())).collect()
}

/// What lies in this person's hands at the counter.
pub fn in_hands(conn: &mut Conn, by: &Actor) -> Result<Vec<Row>, CardError> {
    let filter = ItemFilter {
        place: Some("counter".into()),
        holder: Some(by.person),
        ..ItemFilter::default()
    };
    every_lane(conn, by, &filter, HANDS_MAX)
}

fn every_lane(
    conn: &mut Conn,
    by: &Actor,
    filter: &ItemFilter,
    limit: i64,
) -> Result<Vec<Row>, CardError> {
    let mut rows = Vec::new();
    for lane in lanes(by) {
        rows.extend(items::items(conn, lane, filter, 0, limit)?);
    }
    Ok(rows)
}

/// What was asked for, as it can be compared. A whole card number is cut to its last four digits at once.
pub struct Asked {
    text: String,
    member: Option<MemberId>,
}

impl Asked {
    pub fn read(conn: &mut Conn, typed: &str) -> Result<Self, CardError> {
        let text = to_arabic_digits(typed.trim());
        let text = match CardNumber::parse_any_check_digit(&text) {
            Ok(number) => number.last_four().to_owned(),
            Err(_) => text,
        };
        let member = match member_of(conn, &text)? {
            None => match applications::number_in_barcode(&text) {
                Some(number) => member_of(conn, number)?,
                None => None,
            },
            found => found,
        };
        Ok(Self { text, member })
    }

    fn fits(&self, (item, card): &Row) -> bool {
        let envelope = item.envelope_no.as_deref();
        card.last_four == self.text
            || envelope.is_some_and(|no| no.eq_ignore_ascii_case(&self.text))
            || self.member.is_some_and(|m| m.get() == item.member_id)
    }
}

fn member_of(conn: &mut Conn, text: &str) -> Result<Option<MemberId>, CardError> {
    match MemberNumber::parse(text) {
        Ok(number) => Ok(members::by_number(conn, &number)?.map(|m| m.id)),
        Err(_) => Ok(None),
    }
}

/// What fits: in the officer's own hands, or else anywhere in the officer's lanes, so that the page can say why it cannot be
/// handed over.
pub fn found(conn: &mut Conn, by: &Actor, typed: &str) -> Result<Vec<Row>, CardError> {
    let asked = Asked::read(conn, typed)?;
    let own: Vec<Row> = in_hands(conn, by)?
        .into_iter()
        .filter(|row| asked.fits(row))
        .collect();
    if !own.is_empty() {
        return Ok(own);
    }
    let mut holders: Vec<MemberId> = asked.member.into_iter().collect();
    let by_card = items::members_by_last_four(conn, &asked.text, MEMBER_ITEMS_MAX)?;
    holders.extend(by_card.into_iter().map(MemberId::new));
    holders.extend(holder_of_envelope(conn, &asked.text)?);
    holders.sort_unstable();
    holders.dedup();
    let mut rows = Vec::new();
    for member in holders {
        let filter = ItemFilter {
            member: Some(member),
            ..ItemFilter::default()
        };
        let all = every_lane(conn, by, &filter, MEMBER_ITEMS_MAX)?;
        rows.extend(all.into_iter().filter(|row| asked.fits(row)));
    }
    Ok(rows)
}

fn holder_of_envelope(conn: &mut Conn, number: &str) -> Result<Option<MemberId>, CardError> {
    let known = items::known_envelopes(conn, &[number.to_owned()])?;
    let ids: Vec<_> = known
        .iter()
        .map(|(_, id)| crate::kernel::ItemId::new(*id))
        .collect();
    Ok(items::held(conn, &ids)?
        .first()
        .map(|held| held.item.member))
}
