//! Decisions about members. They rest on the registry's own sense, not on an article of the card regulation.

use super::entry::{Change, Field, NewMember, Reason};
use super::error::MemberError;
use super::model::{Details, Member};
use crate::kernel::BusinessDate;
use crate::kernel::thai::{Hidden, hidden_in};

/// Most characters of a note and of a reason.
pub const NOTE_CHARS_MAX: usize = 1_000;
pub const REASON_CHARS_MAX: usize = 300;

/// Look-up values of a member's private particulars, made under the index key; empty for what is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    pub national_id: String,
    pub telephone: String,
    pub address: String,
}

/// A change is made to the state that the person saw.
pub fn is_current(member: &Member, version: i64) -> Result<(), MemberError> {
    if member.version == version {
        return Ok(());
    }
    Err(MemberError::Stale {
        by: String::new(),
        person: member.changed_by,
        at: member.changed_at,
    })
}

/// Who left does not leave again, and nobody leaves before joining.
pub fn may_leave(member: &Member, on: BusinessDate) -> Result<(), MemberError> {
    if let Some(on) = member.left_on {
        return Err(MemberError::HasLeft { on });
    }
    if on < member.details.joined_on {
        return Err(MemberError::LeftBeforeJoining);
    }
    Ok(())
}

/// A4: nobody joins after having left, nor after having asked for a card as a member.
pub fn may_have_joined(
    on: BusinessDate,
    left_on: Option<BusinessDate>,
    first_asked: Option<BusinessDate>,
) -> Result<(), Reason> {
    if let Some(left) = left_on.filter(|left| on > *left) {
        return Err(Reason::AfterLeaving { on: left });
    }
    if let Some(asked) = first_asked.filter(|asked| on > *asked) {
        return Err(Reason::AfterApplying { on: asked });
    }
    Ok(())
}

/// Free text says something, is not endless and hides no card number and no PIN (decisions 24 and 38).
pub fn free_text(field: &'static str, text: &str, chars_max: usize) -> Result<String, MemberError> {
    let text = super::entry::tidy(text);
    if text.is_empty() || text.chars().count() > chars_max {
        return Err(MemberError::TextNeeded { field, chars_max });
    }
    match hidden_in(&text) {
        Some(Hidden::CardNumber) => Err(MemberError::CardNumberInText),
        Some(Hidden::Pin) => Err(MemberError::PinInText { field }),
        None => Ok(text),
    }
}

/// Particulars in which the registry differs from what a file says. A column that the file lacks and an empty cell say
/// nothing; the number is compared without its leading zeros.
pub fn differences(
    kept: &Details,
    said: &NewMember,
    marks: &Marks,
    says: impl Fn(Field) -> bool,
) -> Vec<Field> {
    let differs = |field: Field| match field {
        Field::Number => kept.number.key() != said.number.key(),
        Field::Title => !said.title.is_empty() && kept.title != said.title,
        Field::GivenName => kept.given_name != said.given_name,
        Field::Surname => kept.surname != said.surname,
        Field::NationalId => kept.national_id_index != marks.national_id,
        Field::Telephone => said.telephone.is_some() && kept.telephone_mark != marks.telephone,
        Field::Address => said.address.is_some() && kept.address_mark != marks.address,
        Field::Division => !said.division.is_empty() && kept.division != said.division,
        Field::JoinedOn => kept.joined_on != said.joined_on,
        Field::FullName | Field::LeftOn => false,
    };
    let compared = Field::ALL.into_iter();
    compared
        .filter(|field| says(*field) && differs(*field))
        .collect()
}

/// The change that brings the registry to what a file says in these fields.
pub fn change_to(said: &NewMember, fields: &[Field]) -> Change {
    let named = |field: Field| fields.contains(&field);
    Change {
        number: named(Field::Number).then(|| said.number.clone()),
        title: named(Field::Title).then(|| said.title.clone()),
        given_name: named(Field::GivenName).then(|| said.given_name.clone()),
        surname: named(Field::Surname).then(|| said.surname.clone()),
        national_id: named(Field::NationalId).then(|| said.national_id.clone()),
        telephone: named(Field::Telephone).then(|| said.telephone.clone()),
        address: named(Field::Address).then(|| said.address.clone()),
        division: named(Field::Division).then(|| said.division.clone()),
        joined_on: named(Field::JoinedOn).then_some(said.joined_on),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a4_nobody_joins_after_having_left_or_asked_for_a_card() {
        let day = |on: &str| BusinessDate::parse_iso(on).unwrap();
        let joined = day("2026-11-21");
        assert_eq!(may_have_joined(joined, None, None), Ok(()));
        assert_eq!(may_have_joined(joined, Some(joined), Some(joined)), Ok(()));
        let before = day("2026-11-20");
        let left = may_have_joined(joined, Some(before), None);
        assert_eq!(left, Err(Reason::AfterLeaving { on: before }));
        let asked = may_have_joined(joined, None, Some(before));
        assert_eq!(asked, Err(Reason::AfterApplying { on: before }));
    }
}
