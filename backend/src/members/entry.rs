//! What people type or send about a member, turned into values that were checked. The same reading serves the form, the
//! interface and the file: one set of rules, one set of words.

mod read;

use zeroize::Zeroizing;

use super::model::MemberNumber;
use super::texts;
use crate::files::NoValue;
use crate::kernel::thai::{is_zero_width, to_arabic_digits};
use crate::kernel::{BusinessDate, DateInputError, NationalId, NationalIdError, Text};

pub use read::{RawChange, RawMember, Reader, tidy};

/// One particular of a member; also a column of a file and a field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Number,
    Title,
    GivenName,
    Surname,
    /// Title, name and surname in one cell; in files only.
    FullName,
    NationalId,
    Telephone,
    Address,
    Division,
    JoinedOn,
    LeftOn,
}

impl Field {
    /// All of them, in the order of a file.
    pub const ALL: [Self; 11] = [
        Self::Number,
        Self::Title,
        Self::GivenName,
        Self::Surname,
        Self::FullName,
        Self::NationalId,
        Self::Telephone,
        Self::Address,
        Self::Division,
        Self::JoinedOn,
        Self::LeftOn,
    ];

    /// The name in JSON and in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Title => "title",
            Self::GivenName => "given_name",
            Self::Surname => "surname",
            Self::FullName => "full_name",
            Self::NationalId => "national_id",
            Self::Telephone => "telephone",
            Self::Address => "address",
            Self::Division => "division",
            Self::JoinedOn => "joined_on",
            Self::LeftOn => "left_on",
        }
    }

    /// Most characters of a text; numbers and dates have rules of their own.
    const fn chars_max(self) -> usize {
        match self {
            Self::Title => 40,
            Self::GivenName | Self::Surname | Self::Division => 100,
            Self::FullName => 240,
            Self::Address => 300,
            Self::Number | Self::NationalId | Self::Telephone | Self::JoinedOn | Self::LeftOn => 40,
        }
    }

    /// Whether its value may be repeated in a message.
    pub const fn is_private(self) -> bool {
        match self {
            Self::NationalId | Self::Telephone | Self::Address => true,
            Self::Number
            | Self::Title
            | Self::GivenName
            | Self::Surname
            | Self::FullName
            | Self::Division
            | Self::JoinedOn
            | Self::LeftOn => false,
        }
    }
}

/// Why a value cannot stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Empty,
    NotANumber,
    TooLong {
        chars_max: usize,
    },
    NationalId(NationalIdError),
    Date(DateInputError),
    InFuture,
    BeforeJoining,
    /// The member left on this day, before.
    AfterLeaving {
        on: BusinessDate,
    },
    /// The member asked for a card on this day, before (A4).
    AfterApplying {
        on: BusinessDate,
    },
    NotATelephone,
    /// A run of digits that could be a card number.
    CardNumber,
    /// Digits behind a word for PINs.
    Pin,
    /// One word where name and surname are expected.
    NoSurname,
    /// The same number, or the same national ID, stands in this earlier line of the file.
    TwinInFile {
        line: u64,
    },
    /// Another member has this number.
    NumberTaken,
    /// The member with this number has this national ID already.
    NationalIdTaken {
        number: String,
    },
    /// A cell of a file in which no value stands.
    NoValue(NoValue),
    /// A cell of a file over which no head stands.
    NoHead,
}

impl Reason {
    /// A stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::NotANumber => "not_a_number",
            Self::TooLong { .. } => "too_long",
            Self::NationalId(_) => "national_id",
            Self::Date(_) => "not_a_date",
            Self::InFuture => "in_future",
            Self::BeforeJoining => "before_joining",
            Self::AfterLeaving { .. } => "after_leaving",
            Self::AfterApplying { .. } => "after_applying",
            Self::NotATelephone => "not_a_telephone",
            Self::CardNumber => "card_number",
            Self::Pin => "pin",
            Self::NoSurname => "no_surname",
            Self::TwinInFile { .. } => "twin_in_file",
            Self::NumberTaken => "number_taken",
            Self::NationalIdTaken { .. } => "national_id_taken",
            Self::NoValue(why) => why.code(),
            Self::NoHead => "no_head",
        }
    }
}

/// One value that cannot stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub field: Field,
    pub reason: Reason,
}

impl Fault {
    pub const fn new(field: Field, reason: Reason) -> Self {
        Self { field, reason }
    }

    pub fn message(&self) -> Text {
        texts::reason(&self.reason)
    }
}

/// A telephone number: digits with the leading zero. No `Debug`: it is private.
#[derive(Clone, PartialEq, Eq)]
pub struct Telephone(Zeroizing<String>);

impl Telephone {
    /// Reads 9 to 12 digits with spaces, hyphens and brackets between them; `+66` becomes `0`, and a zero that a
    /// spreadsheet took away is put back.
    pub fn parse(text: &str) -> Option<Self> {
        let kept: String = to_arabic_digits(text)
            .chars()
            .filter(|c| {
                !c.is_whitespace() && !is_zero_width(*c) && !matches!(c, '-' | '(' | ')' | '.')
            })
            .collect();
        let national = match kept.strip_prefix("+66") {
            Some(rest) => format!("0{}", rest.trim_start_matches('0')),
            None => kept,
        };
        let digits = match (national.starts_with('0'), national.len()) {
            (false, 8 | 9) => format!("0{national}"),
            (true | false, _) => national,
        };
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        ((9..=12).contains(&digits.len()) && plain).then(|| Self(Zeroizing::new(digits)))
    }

    /// All digits, for sealing and for showing them to someone who gave a reason.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// A private text of no fixed form, such as an address. No `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Private(Zeroizing<String>);

impl Private {
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// A member about to be entered, every value checked. No `Debug`: it holds a whole national ID.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMember {
    pub number: MemberNumber,
    pub title: String,
    pub given_name: String,
    pub surname: String,
    pub national_id: NationalId,
    pub telephone: Option<Telephone>,
    pub address: Option<Private>,
    pub division: String,
    pub joined_on: BusinessDate,
    /// For registers taken over with members who left.
    pub left_on: Option<BusinessDate>,
}

/// A date as it came: typed text, or a day that a spreadsheet knew to be one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum RawDate {
    #[default]
    Missing,
    Text(String),
    Day(BusinessDate),
}

/// A change, every value checked.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Change {
    pub number: Option<MemberNumber>,
    pub title: Option<String>,
    pub given_name: Option<String>,
    pub surname: Option<String>,
    pub national_id: Option<NationalId>,
    pub telephone: Option<Option<Telephone>>,
    pub address: Option<Option<Private>>,
    pub division: Option<String>,
    pub joined_on: Option<BusinessDate>,
}
