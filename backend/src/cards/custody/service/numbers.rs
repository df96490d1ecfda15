//! The numbers of envelopes at their receipt: all that is ever known of what lies in them (A5.2, A7.2.3x).

use super::super::super::error::CardError;
use super::super::model::{Fault, Item, Lane};
use super::super::store::{self, Held};
use super::receive::{Receive, ReceiveLine, field_error};
use crate::db::Conn;
use crate::kernel::thai;

/// Characters of an envelope's number at most.
const NUMBER_CHARS_MAX: usize = 30;

/// The number that each line gives its envelope: none where the bank's list gave it already, and none where it is set apart
/// because it bears another one. Every envelope in a safe has a number of its own, which was never another's.
pub(super) fn of(
    conn: &mut Conn,
    held: &[Held],
    cmd: &Receive,
) -> Result<Vec<Option<String>>, CardError> {
    // What is not kept of a line hides nothing either.
    for (at, line) in cmd.lines.iter().enumerate() {
        if let Some(number) = typed(line) {
            readable(number, &field(at))?;
        }
    }
    if cmd.lane == Lane::Card {
        return Ok(held.iter().map(|_| None).collect());
    }
    let mut new = Vec::with_capacity(held.len());
    for (at, (line, entry)) in cmd.lines.iter().zip(held).enumerate() {
        new.push(of_line(line, &entry.item, &field(at))?);
    }
    let numbers: Vec<String> = new.iter().flatten().cloned().collect();
    let borne = store::known_envelopes(conn, &numbers)?;
    for (at, (number, entry)) in new.iter().zip(held).enumerate() {
        let Some(number) = number else { continue };
        let own = entry.item.id.get();
        let elsewhere = borne.iter().any(|(no, item)| no == number && *item != own);
        if elsewhere || numbers.iter().filter(|no| *no == number).count() > 1 {
            return Err(CardError::EnvelopeNumber { field: field(at) });
        }
    }
    Ok(new)
}

fn typed(line: &ReceiveLine) -> Option<&str> {
    let typed = line.envelope_no.as_deref().map(str::trim);
    typed.filter(|number| !number.is_empty())
}

fn field(at: usize) -> String {
    format!("lines.{at}.envelope_no")
}

/// A5.2: where the bank's list gave a number, the envelope bears that one, or it is set apart with the fault that says so.
fn of_line(line: &ReceiveLine, item: &Item, field: &str) -> Result<Option<String>, CardError> {
    let typed = typed(line);
    if line.fault == Some(Fault::WrongNumber) {
        return Ok(None);
    }
    match (&item.history.listed_no, typed) {
        (Some(listed), None) => Ok(as_listed(listed, item)),
        (Some(listed), Some(number)) if number.eq_ignore_ascii_case(listed.trim()) => {
            Ok(as_listed(listed, item))
        }
        (Some(listed), Some(_)) => Err(CardError::OtherNumber {
            field: field.to_owned(),
            listed: listed.clone(),
        }),
        (None, typed) => {
            let number = typed.or(item.envelope_no.as_deref()).unwrap_or_default();
            readable(number, field)?;
            Ok(Some(number.to_owned()))
        }
    }
}

/// The listed number, where a receipt of before this was asked gave the envelope another one.
fn as_listed(listed: &str, item: &Item) -> Option<String> {
    let bears = item.envelope_no.as_deref() == Some(listed);
    (!bears).then(|| listed.to_owned())
}

fn readable(number: &str, field: &str) -> Result<(), CardError> {
    if number.is_empty() || number.chars().count() > NUMBER_CHARS_MAX {
        return Err(CardError::EnvelopeNumber {
            field: field.to_owned(),
        });
    }
    // An envelope's number may begin with the word for what lies in it.
    if thai::has_card_number_like(number) {
        let hidden = thai::Hidden::CardNumber;
        return Err(field_error(field, hidden.code(), hidden.text()));
    }
    Ok(())
}
