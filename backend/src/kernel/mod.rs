//! The words that every feature shares: money in satang, Bangkok dates, the two clocks, the 49 rules with their articles,
//! the error body, typed ids, pages of a list, and Thai text. Nothing here knows a feature, a database or the web.
//!
//! Types that can only be made by `parse` are the proof that they were checked. A card number and a national ID have no
//! `Debug` and no `Display`: they show themselves by `masked()` alone.

mod clock;
mod date;
mod ids;
mod instant;
mod lang;
mod money;
mod network;
mod numbers;
mod page;
pub mod paper_no;
mod problem;
mod rule;
mod secret_names;
pub mod thai;
mod unreadable;

pub use clock::Clock;
pub use date::{BusinessDate, DateInputError, Days, NotADate};
pub use ids::{
    AccountId, ApplicationId, AttachmentId, BatchId, CardId, DutyId, EntryId, EnvelopeId,
    HandOverId, ItemId, LetterId, MemberId, OrderId, PaperId, PersonId, SignatureId, TransferId,
};
pub use instant::{Instant, NotAnInstant};
pub use lang::{Lang, Text};
pub use money::{Money, MoneyError, Overflow};
pub use network::{Network, counted_as};
pub use numbers::{CardNumber, CardNumberError, NationalId, NationalIdError};
pub use page::{BadCursor, BadLimit, Cursor, Limit, PageOf};
pub use problem::{FieldError, FieldErrorBody, Problem, ProblemBody};
pub use rule::{Basis, Rule};
pub use secret_names::names_a_secret;
pub use unreadable::Unreadable;
