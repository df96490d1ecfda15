//! Parts of acts: each tells one fact and writes its projection inside the caller's act. Seeding and other features use them
//! on their own transaction; whether the caller may do it is checked by the acts in `service`.

mod accounts;
mod duties;
mod persons;
mod roles;

pub use accounts::*;
pub use duties::*;
pub use persons::*;
pub use roles::*;

use super::error::IdentityError;
use super::model::Period;
use crate::kernel::{BusinessDate, thai};

const TEXT_CHARS_MAX: usize = 120;
const NUMBER_CHARS_MAX: usize = 40;

/// Free text with single spaces; `Field` when it is too long, has control characters or hides a card number or a PIN.
pub(super) fn clean(
    text: &str,
    chars_max: usize,
    field: &'static str,
) -> Result<String, IdentityError> {
    let text = thai::visible(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let too_long = text.chars().count() > chars_max;
    if too_long || text.chars().any(char::is_control) || thai::hidden_in(&text).is_some() {
        return Err(IdentityError::Field(field));
    }
    Ok(text)
}

fn period(from: BusinessDate, to: Option<BusinessDate>) -> Result<Period, IdentityError> {
    Period::new(from, to).ok_or(IdentityError::Field("to"))
}

/// The days that remain when something ends after `last_day`, or at once without one.
fn ended(
    before: Period,
    last_day: Option<BusinessDate>,
    today: BusinessDate,
) -> Result<Period, IdentityError> {
    if before.is_over(today) {
        return Err(IdentityError::AlreadyEnded);
    }
    let Some(last_day) = last_day else {
        return Ok(before.stopped(today));
    };
    let later = before.to.is_some_and(|to| last_day > to);
    if last_day < today || last_day < before.from || later {
        return Err(IdentityError::Field("last_day"));
    }
    Ok(before.ended_after(last_day))
}
