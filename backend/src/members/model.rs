//! A member, and the facts that make one.

use serde::{Deserialize, Serialize};

use crate::kernel::thai::{sort_key, to_arabic_digits};
use crate::kernel::{BusinessDate, Instant, MemberId, PersonId};
use crate::vault::Sealed;

/// A member's number as the cooperative writes it: one to ten digits, leading zeros kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberNumber(String);

/// The text is not a member's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a member's number has one to ten digits and is not zero")]
pub struct NotAMemberNumber;

impl MemberNumber {
    /// Most digits of a number.
    pub const DIGITS_MAX: usize = 10;

    /// Reads one to ten digits, Thai or Arabic. Zero alone is nobody's number.
    pub fn parse(text: &str) -> Result<Self, NotAMemberNumber> {
        let digits = to_arabic_digits(text.trim());
        let fits = (1..=Self::DIGITS_MAX).contains(&digits.len());
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        if fits && plain && digits.bytes().any(|b| b != b'0') {
            Ok(Self(digits))
        } else {
            Err(NotAMemberNumber)
        }
    }

    /// As written: `00519`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same for 519 and 00519, and in the order of the numbers: ten digits.
    pub fn key(&self) -> String {
        format!("{:0>width$}", self.0, width = Self::DIGITS_MAX)
    }
}

/// What the registry holds of a member. Private values are sealed; what is beside them serves to find and to show them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Details {
    pub number: MemberNumber,
    /// นาย, นาง, น.ส.; may be empty.
    pub title: String,
    pub given_name: String,
    pub surname: String,
    pub national_id: Sealed,
    /// Look-up value: HMAC of the digits.
    pub national_id_index: String,
    /// The last three digits, all that a list may show.
    pub national_id_tail: String,
    pub telephone: Option<Sealed>,
    /// HMAC of the telephone, to tell a changed one from the same; empty without one.
    pub telephone_mark: String,
    pub address: Option<Sealed>,
    /// The same of the address.
    pub address_mark: String,
    /// The unit the member belongs to; may be empty.
    pub division: String,
    pub joined_on: BusinessDate,
}

impl Details {
    /// `นายประสิทธิ์ แก้วมณี`: a Thai title stands close to the name, a Latin one apart.
    pub fn full_name(&self) -> String {
        full_name(&self.title, &self.given_name, &self.surname)
    }

    /// The order of names, titles left out.
    pub fn sort_key(&self) -> String {
        sort_key(&format!("{} {}", self.given_name, self.surname))
    }

    /// What a typed name is compared with.
    pub fn search_name(&self) -> String {
        crate::kernel::thai::normalise(&format!("{} {}", self.given_name, self.surname))
    }
}

/// Title, name and surname as one text.
pub fn full_name(title: &str, given_name: &str, surname: &str) -> String {
    let space = if title.ends_with(|c: char| c.is_ascii()) && !title.is_empty() {
        " "
    } else {
        ""
    };
    format!("{title}{space}{given_name} {surname}")
        .trim()
        .to_owned()
}

/// `x-xxxx-xxxxx-12-3` from the last three digits.
pub fn masked_national_id(tail: &str) -> String {
    match (tail.get(..2), tail.get(2..)) {
        (Some(two), Some(check)) if tail.len() == 3 => format!("x-xxxx-xxxxx-{two}-{check}"),
        (Some(_) | None, Some(_) | None) => "x-xxxx-xxxxx-xx-x".to_owned(),
    }
}

/// `xxx-xxx-x221`: the last three digits of a telephone number.
pub fn masked_telephone(digits: &str) -> String {
    let tail: String = digits.chars().rev().take(3).collect();
    let tail: String = tail.chars().rev().collect();
    format!("xxx-xxx-x{tail}")
}

/// What can happen to a member. Told once, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MemberFact {
    /// Entered in the registry.
    Joined(Details),
    /// Particulars corrected or changed: all of them as they are from now on.
    Changed(Details),
    /// No longer a member from this day.
    Left {
        left_on: BusinessDate,
        reason: String,
    },
    /// Something worth remembering; changes nothing.
    Noted { text: String },
}

/// A member as all facts so far make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    /// Goes up with every fact but a note.
    pub version: i64,
    pub details: Details,
    pub left_on: Option<BusinessDate>,
    pub changed_at: Instant,
    pub changed_by: PersonId,
}

/// A fact with who told it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub fact: MemberFact,
    pub at: Instant,
    pub by: PersonId,
}

/// The facts contradict each other: a member who joins twice, or does something before joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the facts of member {0} contradict each other")]
pub struct WrongOrder(pub MemberId);

impl Member {
    /// A member entered in the registry.
    pub fn joined(id: MemberId, details: Details, at: Instant, by: PersonId) -> Self {
        Self {
            id,
            version: 1,
            details,
            left_on: None,
            changed_at: at,
            changed_by: by,
        }
    }

    /// The member after one more fact.
    pub fn apply(self, told: &Told) -> Result<Self, WrongOrder> {
        let version = self.version + 1;
        let (changed_at, changed_by) = (told.at, told.by);
        match &told.fact {
            MemberFact::Joined(_) => Err(WrongOrder(self.id)),
            MemberFact::Changed(details) => Ok(Self {
                version,
                details: details.clone(),
                changed_at,
                changed_by,
                ..self
            }),
            MemberFact::Left { left_on, .. } => Ok(Self {
                version,
                left_on: Some(*left_on),
                changed_at,
                changed_by,
                ..self
            }),
            MemberFact::Noted { .. } => Ok(self),
        }
    }

    /// The member whom these facts make, in the order in which they were told.
    pub fn fold(id: MemberId, facts: impl IntoIterator<Item = Told>) -> Result<Self, WrongOrder> {
        let mut facts = facts.into_iter();
        let first = facts.next().ok_or(WrongOrder(id))?;
        let MemberFact::Joined(details) = first.fact else {
            return Err(WrongOrder(id));
        };
        facts.try_fold(
            Self::joined(id, details, first.at, first.by),
            |member, told| member.apply(&told),
        )
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn details(number: &str) -> Details {
        Details {
            number: MemberNumber::parse(number).unwrap(),
            title: "นาย".into(),
            given_name: "ประสิทธิ์".into(),
            surname: "แก้วมณี".into(),
            national_id: serde_json::from_str::<Sealed>("\"x\"").unwrap(),
            national_id_index: "i".into(),
            national_id_tail: "008".into(),
            telephone: None,
            telephone_mark: String::new(),
            address: None,
            address_mark: String::new(),
            division: "เมือง".into(),
            joined_on: BusinessDate::from_ymd(2020, 1, 2).unwrap(),
        }
    }

    fn told(fact: MemberFact, at: i64) -> Told {
        Told {
            fact,
            at: Instant::micros(at),
            by: PersonId::new(7),
        }
    }

    #[test]
    fn a_number_keeps_its_zeros_and_is_found_without_them() {
        let number = MemberNumber::parse(" ๐๐๕๑๙ ").unwrap();
        assert_eq!(number.as_str(), "00519");
        assert_eq!(number.key(), MemberNumber::parse("519").unwrap().key());
        for bad in ["", "0", "000", "51-9", "12345678901", "ก1"] {
            assert_eq!(MemberNumber::parse(bad), Err(NotAMemberNumber), "{bad}");
        }
    }

    #[test]
    fn facts_make_a_member_and_a_note_changes_nothing() {
        let id = MemberId::new(1);
        let left_on = BusinessDate::from_ymd(2026, 11, 21).unwrap();
        let member = Member::fold(
            id,
            [
                told(MemberFact::Joined(details("1")), 1),
                told(MemberFact::Changed(details("2")), 2),
                told(MemberFact::Noted { text: "x".into() }, 3),
                told(
                    MemberFact::Left {
                        left_on,
                        reason: "ย้าย".into(),
                    },
                    4,
                ),
            ],
        )
        .unwrap();
        assert_eq!((member.version, member.left_on), (3, Some(left_on)));
        assert_eq!(member.details.number.as_str(), "2");
        assert_eq!(member.changed_at, Instant::micros(4));
    }

    #[test]
    fn facts_out_of_order_make_nobody() {
        let id = MemberId::new(1);
        let joined = || told(MemberFact::Joined(details("1")), 1);
        assert!(Member::fold(id, []).is_err());
        assert!(Member::fold(id, [joined(), joined()]).is_err());
        assert!(Member::fold(id, [told(MemberFact::Changed(details("1")), 1)]).is_err());
    }

    #[test]
    fn a_fact_is_read_as_it_was_written() {
        let fact = MemberFact::Joined(details("00519"));
        let text = serde_json::to_string(&fact).unwrap();
        assert!(text.contains("\"kind\":\"joined\""), "{text}");
        assert_eq!(serde_json::from_str::<MemberFact>(&text).unwrap(), fact);
    }

    #[test]
    fn names_and_masks_read_as_an_office_writes_them() {
        assert_eq!(full_name("นาย", "ก", "ข"), "นายก ข");
        assert_eq!(full_name("น.ส.", "ก", "ข"), "น.ส. ก ข");
        assert_eq!(full_name("Mr.", "A", "B"), "Mr. A B");
        assert_eq!(full_name("", "A", "B"), "A B");
        assert_eq!(masked_national_id("123"), "x-xxxx-xxxxx-12-3");
        assert_eq!(masked_national_id(""), "x-xxxx-xxxxx-xx-x");
        assert_eq!(masked_telephone("0812345221"), "xxx-xxx-x221");
    }
}
