//! Reading raw values one by one, all faults at once.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::{Change, Fault, Field, NewMember, Private, RawDate, Reason, Telephone};
use crate::kernel::thai::{Hidden, hidden_in, is_zero_width, to_arabic_digits};
use crate::kernel::{BusinessDate, DateInputError, NationalId};
use crate::members::model::MemberNumber;

/// A member as typed. No `Debug`.
#[derive(Clone, Default)]
pub struct RawMember {
    pub number: String,
    pub title: String,
    pub given_name: String,
    pub surname: String,
    pub national_id: String,
    pub telephone: String,
    pub address: String,
    pub division: String,
    pub joined_on: RawDate,
    pub left_on: RawDate,
}

/// Collects faults while values are read, so that all of them are told at once.
#[derive(Default)]
pub struct Reader {
    pub faults: Vec<Fault>,
}

impl Reader {
    fn fail<T>(&mut self, field: Field, reason: Reason) -> Option<T> {
        self.faults.push(Fault::new(field, reason));
        None
    }

    /// A text that may be empty.
    pub fn text(&mut self, field: Field, raw: &str) -> Option<String> {
        let text = tidy(raw);
        let chars_max = field.chars_max();
        if text.chars().count() > chars_max {
            return self.fail(field, Reason::TooLong { chars_max });
        }
        match hidden_in(&text) {
            Some(Hidden::CardNumber) => self.fail(field, Reason::CardNumber),
            Some(Hidden::Pin) => self.fail(field, Reason::Pin),
            None => Some(text),
        }
    }

    /// A text that must say something.
    pub fn filled(&mut self, field: Field, raw: &str) -> Option<String> {
        let text = self.text(field, raw)?;
        if text.is_empty() {
            return self.fail(field, Reason::Empty);
        }
        Some(text)
    }

    pub fn number(&mut self, raw: &str) -> Option<MemberNumber> {
        let text = tidy(raw);
        if text.is_empty() {
            return self.fail(Field::Number, Reason::Empty);
        }
        match MemberNumber::parse(&text) {
            Ok(number) => Some(number),
            Err(_) => self.fail(Field::Number, Reason::NotANumber),
        }
    }

    pub fn national_id(&mut self, raw: &str) -> Option<NationalId> {
        if tidy(raw).is_empty() {
            return self.fail(Field::NationalId, Reason::Empty);
        }
        match NationalId::parse(raw) {
            Ok(id) => Some(id),
            Err(error) => self.fail(Field::NationalId, Reason::NationalId(error)),
        }
    }

    /// A telephone that may be missing: the outer `None` is a fault.
    pub fn telephone(&mut self, raw: &str) -> Option<Option<Telephone>> {
        if matches!(tidy(raw).as_str(), "" | "-") {
            return Some(None);
        }
        match Telephone::parse(raw) {
            Some(telephone) => Some(Some(telephone)),
            None => self.fail(Field::Telephone, Reason::NotATelephone),
        }
    }

    /// An address that may be missing.
    pub fn address(&mut self, raw: &str) -> Option<Option<Private>> {
        let text = self.text(Field::Address, raw)?;
        let said = !matches!(text.as_str(), "" | "-");
        Some(said.then(|| Private(Zeroizing::new(text))))
    }

    /// A day that may be missing, and is not after `today`.
    pub fn past_date(
        &mut self,
        field: Field,
        raw: &RawDate,
        today: BusinessDate,
    ) -> Option<Option<BusinessDate>> {
        let day = match raw {
            RawDate::Missing => return Some(None),
            RawDate::Day(day) => *day,
            RawDate::Text(text) if matches!(tidy(text).as_str(), "" | "-") => return Some(None),
            RawDate::Text(text) => match written_date(text, today) {
                Ok(day) => day,
                Err(error) => return self.fail(field, Reason::Date(error)),
            },
        };
        if day > today {
            return self.fail(field, Reason::InFuture);
        }
        Some(Some(day))
    }

    /// The day of joining, which must be there.
    pub fn joined_on(&mut self, raw: &RawDate, today: BusinessDate) -> Option<BusinessDate> {
        match self.past_date(Field::JoinedOn, raw, today)? {
            Some(day) => Some(day),
            None => self.fail(Field::JoinedOn, Reason::Empty),
        }
    }
}

/// A date written out. `today`, `+7` and the like are for people at a form; in a register they would mean another day
/// tomorrow.
fn written_date(text: &str, today: BusinessDate) -> Result<BusinessDate, DateInputError> {
    let plain = tidy(text);
    let begins_with_digit = plain.chars().next().is_some_and(|c| {
        to_arabic_digits(&c.to_string()).starts_with(|d: char| d.is_ascii_digit())
    });
    if !begins_with_digit {
        return Err(DateInputError::NotADate);
    }
    BusinessDate::parse_input(&plain, today)
}

impl RawMember {
    /// Reads every value; all faults at once.
    pub fn read(&self, today: BusinessDate) -> Result<NewMember, Vec<Fault>> {
        let mut reader = Reader::default();
        let r = &mut reader;
        let number = r.number(&self.number);
        let title = r.text(Field::Title, &self.title);
        let given_name = r.filled(Field::GivenName, &self.given_name);
        let surname = r.filled(Field::Surname, &self.surname);
        let national_id = r.national_id(&self.national_id);
        let telephone = r.telephone(&self.telephone);
        let address = r.address(&self.address);
        let division = r.text(Field::Division, &self.division);
        let joined_on = r.joined_on(&self.joined_on, today);
        let left_on = r.past_date(Field::LeftOn, &self.left_on, today);
        if let (Some(joined), Some(Some(left))) = (joined_on, left_on)
            && left < joined
        {
            reader
                .faults
                .push(Fault::new(Field::LeftOn, Reason::BeforeJoining));
        }
        if !reader.faults.is_empty() {
            return Err(reader.faults);
        }
        let whole = || {
            Some(NewMember {
                number: number?,
                title: title?,
                given_name: given_name?,
                surname: surname?,
                national_id: national_id?,
                telephone: telephone?,
                address: address?,
                division: division?,
                joined_on: joined_on?,
                left_on: left_on?,
            })
        };
        whole().ok_or(Vec::new())
    }
}

/// A change as typed: what is not named stays; an empty telephone or address is taken away.
#[derive(Clone, Default)]
pub struct RawChange {
    pub number: Option<String>,
    pub title: Option<String>,
    pub given_name: Option<String>,
    pub surname: Option<String>,
    pub national_id: Option<String>,
    pub telephone: Option<String>,
    pub address: Option<String>,
    pub division: Option<String>,
    pub joined_on: Option<RawDate>,
}

impl RawChange {
    /// Reads every value that is named; all faults at once.
    pub fn read(&self, today: BusinessDate) -> Result<Change, Vec<Fault>> {
        let mut r = Reader::default();
        let said = Option::as_deref;
        let change = Change {
            number: said(&self.number).and_then(|t| r.number(t)),
            title: said(&self.title).and_then(|t| r.text(Field::Title, t)),
            given_name: said(&self.given_name).and_then(|t| r.filled(Field::GivenName, t)),
            surname: said(&self.surname).and_then(|t| r.filled(Field::Surname, t)),
            national_id: said(&self.national_id).and_then(|t| r.national_id(t)),
            telephone: said(&self.telephone).and_then(|t| r.telephone(t)),
            address: said(&self.address).and_then(|t| r.address(t)),
            division: said(&self.division).and_then(|t| r.text(Field::Division, t)),
            joined_on: self.joined_on.as_ref().and_then(|d| r.joined_on(d, today)),
        };
        if r.faults.is_empty() {
            Ok(change)
        } else {
            Err(r.faults)
        }
    }
}

/// One line of text as it is kept: composed, no zero-width or control characters, one space for many.
pub fn tidy(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.nfc().filter(|c| !is_zero_width(*c)) {
        let c = if c.is_whitespace() || c.is_control() {
            ' '
        } else {
            c
        };
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests;
