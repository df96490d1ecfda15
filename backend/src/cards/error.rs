//! Why an act on a card or an envelope is refused.

use crate::cards::custody::model::Lane;
use crate::cards::late::rules::DateFault;
use crate::db;
use crate::identity::service::IdentityError;
use crate::kernel::{BusinessDate, Problem, Rule, Text};
use crate::vault::store::VaultError;

/// A refusal; each one knows its rule. `item` is a card's last four or an envelope's number.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    #[error("there is no such record, or it may not be seen")]
    NotFound,
    #[error("only today's keeper may do this")]
    NotKeeper { lane: Lane },
    #[error("card and PIN envelope have two different keepers")]
    SameKeeper,
    #[error("only a dispenser by order may do this")]
    NotDispenser { lane: Lane },
    #[error("the person it is released to is not a dispenser today")]
    ReceiverNotDispenser { lane: Lane },
    #[error("who has had one half in hand never keeps the other")]
    KeptOtherHalf { item: String },
    #[error("who has had one half in hand never carries nor hands over the other")]
    HadOtherHalf { item: String },
    #[error("an earlier card of the member has not ended")]
    EarlierCardNotEnded { item: String },
    #[error("the member has asked for another card by {no}")]
    AskedAgain { item: String, no: String },
    #[error("the report was about another card")]
    ReportUsed,
    #[error("nobody has both halves of one card in hand")]
    HoldsOtherHalf { item: String },
    #[error("whoever has left is handed nothing")]
    MemberLeft { item: String, on: BusinessDate },
    #[error("the member has not left")]
    StillMember { field: String },
    #[error("who keeps the other lane never dispenses this one")]
    KeeperOfOtherLane { lane: Lane },
    #[error("a keeper dispenses only in a small cooperative")]
    KeeperDispenses { lane: Lane },
    #[error("the item was not received from the bank")]
    NotReceived { item: String },
    #[error("the item is not released to this dispenser")]
    NotReleased { item: String },
    #[error("the item is not in the safe")]
    NotInSafe { item: String },
    #[error("what lies in a safe is touched by whose safe it is")]
    InOtherSafe { item: String },
    #[error("the item was handed over already")]
    HandedOverAlready { item: String },
    #[error("the release is for someone else")]
    NotYourTransfer,
    #[error("the release is not waiting any more")]
    TransferClosed,
    #[error("the card is blocked or cancelled")]
    Blocked { item: String },
    #[error("an exception of the old registers is not settled")]
    Unsettled { item: String },
    #[error("the card has expired")]
    Expired { item: String, on: BusinessDate },
    #[error("the member has not signed")]
    NoSignature { lane: Lane },
    #[error("the signature is empty or too large")]
    BadSignature,
    #[error("a thumb print has two witnesses, neither of them the other nor the dispenser")]
    Witnesses,
    #[error("a witness is of the cooperative and hands over neither half")]
    WitnessUnfit,
    #[error("the paper proved another hand-over already")]
    PaperUsed { lane: Lane },
    #[error("the paper was scanned before the item was received")]
    PaperBeforeReceipt { lane: Lane },
    #[error("the desk code is wrong, used or too old")]
    BadDeskCode,
    #[error("the hand-over is not waiting for this")]
    WrongHandOverStep,
    #[error("the letter cannot bear this date: {0}")]
    Dated(#[from] DateFault),
    #[error("a letter is not older than the receipt it announces")]
    LetterBeforeReceipt { item: String },
    #[error("the first letter was made already")]
    NoticedAlready { item: String },
    #[error("the card's letter announces its envelope too")]
    EnvelopeAnnouncedWithCard { item: String },
    #[error("a receipt is never dated in the future")]
    ReceiptInFuture,
    #[error("the receipt cannot be corrected any more")]
    TooLateToCorrect { item: String },
    #[error("nothing was named")]
    NothingChosen { field: &'static str },
    #[error("an item is named twice")]
    NamedTwice { field: String },
    #[error("the receipt lies before the order to the bank")]
    ReceiptBeforeOrder { ordered_on: BusinessDate },
    #[error("the number is listed already")]
    NumberTwin { field: String },
    #[error("an envelope number is needed and must be new")]
    EnvelopeNumber { field: String },
    #[error("the bank's list gives the envelope another number")]
    OtherNumber { field: String, listed: String },
    #[error("a field cannot be read")]
    Field {
        field: String,
        code: &'static str,
        message: Text,
    },
    #[error("the record changed meanwhile")]
    Stale,
    #[error("no bylaws are in force on {0}")]
    NoBylaws(BusinessDate),
    #[error("the calendar does not cover the dates")]
    Calendar,
    #[error("the record could not be read or written")]
    Store(#[from] db::Error),
    #[error("duties could not be read")]
    Identity(#[from] IdentityError),
    #[error("a sealed value could not be made or opened")]
    Vault(#[from] VaultError),
}

impl From<diesel::result::Error> for CardError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<crate::vault::SealError> for CardError {
    fn from(error: crate::vault::SealError) -> Self {
        Self::Vault(error.into())
    }
}

impl CardError {
    /// The rule that refuses, where one does.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::NotKeeper { lane } => Some(kept_under(*lane)),
            Self::SameKeeper | Self::KeptOtherHalf { .. } => Some(Rule::A7_1_3),
            Self::EarlierCardNotEnded { .. } | Self::AskedAgain { .. } => Some(Rule::A5_1),
            Self::ReportUsed => Some(Rule::A8_2),
            Self::NotDispenser { lane }
            | Self::ReceiverNotDispenser { lane }
            | Self::NoSignature { lane }
            | Self::PaperUsed { lane }
            | Self::PaperBeforeReceipt { lane } => Some(dispensed_under(*lane)),
            Self::MemberLeft { .. } | Self::StillMember { .. } => Some(Rule::A4),
            Self::HadOtherHalf { .. }
            | Self::HoldsOtherHalf { .. }
            | Self::KeeperOfOtherLane { .. }
            | Self::KeeperDispenses { .. } => Some(Rule::A7_2_3X),
            Self::NotReceived { .. }
            | Self::NotReleased { .. }
            | Self::NotInSafe { .. }
            | Self::InOtherSafe { .. }
            | Self::HandedOverAlready { .. }
            | Self::NotYourTransfer
            | Self::TransferClosed => Some(Rule::C2),
            Self::Blocked { .. } => Some(Rule::A8_1),
            Self::Expired { .. } | Self::OtherNumber { .. } => Some(Rule::A5_2),
            Self::Dated(_) | Self::LetterBeforeReceipt { .. } | Self::NoticedAlready { .. } => {
                Some(Rule::A7_2_1)
            }
            Self::ReceiptBeforeOrder { .. } => Some(Rule::A6),
            Self::EnvelopeAnnouncedWithCard { .. } => Some(Rule::C6),
            Self::BadSignature | Self::Witnesses | Self::WitnessUnfit => Some(Rule::C5),
            Self::TooLateToCorrect { .. } => Some(Rule::C10),
            Self::NumberTwin { .. } => Some(Rule::A3),
            Self::NoBylaws(_) | Self::Unsettled { .. } => Some(Rule::R0),
            Self::NotFound
            | Self::BadDeskCode
            | Self::WrongHandOverStep
            | Self::ReceiptInFuture
            | Self::NothingChosen { .. }
            | Self::NamedTwice { .. }
            | Self::EnvelopeNumber { .. }
            | Self::Field { .. }
            | Self::Stale
            | Self::Calendar
            | Self::Store(_)
            | Self::Identity(_)
            | Self::Vault(_) => None,
        }
    }

    /// HTTP status and the code for the telephone.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    fn place(&self) -> (u16, &'static str) {
        match self {
            Self::NotFound => (404, "E-CARD-001"),
            Self::NotKeeper { .. } => (403, "E-CARD-002"),
            Self::SameKeeper => (422, "E-CARD-003"),
            Self::NotDispenser { .. } => (403, "E-CARD-004"),
            Self::ReceiverNotDispenser { .. } => (422, "E-CARD-005"),
            Self::HadOtherHalf { .. } => (422, "E-CARD-006"),
            Self::KeptOtherHalf { .. } => (422, "E-CARD-040"),
            Self::EarlierCardNotEnded { .. } => (422, "E-CARD-041"),
            Self::AskedAgain { .. } => (409, "E-CARD-042"),
            Self::ReportUsed => (422, "E-CARD-043"),
            Self::HoldsOtherHalf { .. } => (422, "E-CARD-038"),
            Self::MemberLeft { .. } => (422, "E-CARD-039"),
            Self::StillMember { .. } => (422, "E-CARD-071"),
            Self::KeeperOfOtherLane { .. } => (422, "E-CARD-007"),
            Self::KeeperDispenses { .. } => (422, "E-CARD-008"),
            Self::NotReceived { .. } => (409, "E-CARD-009"),
            Self::NotReleased { .. } => (409, "E-CARD-010"),
            Self::NotInSafe { .. } => (409, "E-CARD-011"),
            Self::HandedOverAlready { .. } => (409, "E-CARD-012"),
            Self::NotYourTransfer => (403, "E-CARD-013"),
            Self::TransferClosed => (409, "E-CARD-014"),
            Self::Blocked { .. } => (422, "E-CARD-015"),
            Self::Unsettled { .. } => (422, "E-CARD-072"),
            Self::Expired { .. } => (422, "E-CARD-016"),
            Self::NoSignature { .. } => (422, "E-CARD-017"),
            Self::BadSignature => (400, "E-CARD-018"),
            Self::Witnesses => (400, "E-CARD-037"),
            Self::BadDeskCode => (404, "E-CARD-019"),
            Self::WrongHandOverStep => (409, "E-CARD-020"),
            Self::Dated(DateFault::InFuture) => (422, "E-CARD-022"),
            Self::Dated(_) => (422, "E-CARD-070"),
            Self::LetterBeforeReceipt { .. } => (422, "E-CARD-023"),
            Self::NoticedAlready { .. } => (409, "E-CARD-024"),
            Self::ReceiptInFuture => (422, "E-CARD-025"),
            Self::EnvelopeAnnouncedWithCard { .. } => (409, "E-CARD-034"),
            Self::TooLateToCorrect { .. } => (409, "E-CARD-026"),
            Self::NothingChosen { .. } => (400, "E-CARD-027"),
            Self::NumberTwin { .. } => (422, "E-CARD-028"),
            Self::EnvelopeNumber { .. } => (422, "E-CARD-029"),
            Self::Field { .. } => (400, "E-CARD-030"),
            Self::Stale => (409, "E-CARD-031"),
            Self::NoBylaws(_) => (422, "E-CARD-032"),
            Self::Calendar => (422, "E-CARD-033"),
            Self::NamedTwice { .. } => (422, "E-CARD-035"),
            Self::ReceiptBeforeOrder { .. } => (422, "E-CARD-036"),
            Self::OtherNumber { .. } => (422, "E-CARD-050"),
            Self::PaperUsed { .. } => (422, "E-CARD-051"),
            Self::PaperBeforeReceipt { .. } => (422, "E-CARD-052"),
            Self::WitnessUnfit => (422, "E-CARD-053"),
            Self::InOtherSafe { .. } => (409, "E-CARD-054"),
            Self::Store(_) | Self::Identity(_) | Self::Vault(_) => (500, "E-CARD-099"),
        }
    }

    /// The field at fault, for a form.
    #[expect(clippy::too_many_lines, reason = "a line for each refusal")]
    fn field(&self) -> Option<(String, &'static str)> {
        match self {
            Self::Dated(fault) => {
                let (field, code) = fault.field();
                at(field, code)
            }
            Self::ReceiptInFuture => at("received_on", "in_future"),
            Self::NoSignature { .. } => at("signature", "required"),
            Self::BadSignature => at("signature", "not_a_signature"),
            Self::Witnesses => at("witnesses", "two_others"),
            Self::WitnessUnfit => at("witnesses", "unfit"),
            Self::PaperUsed { .. } => at("paper", "used"),
            Self::PaperBeforeReceipt { .. } => at("paper", "too_old"),
            Self::OtherNumber { field, .. } => at(field, "not_as_listed"),
            Self::BadDeskCode => at("code", "wrong"),
            Self::EarlierCardNotEnded { .. } => at("takes_in", "not_ended"),
            Self::ReportUsed => at("bank_reference", "used"),
            Self::ReceiptBeforeOrder { .. } => at("received_on", "before_order"),
            Self::NumberTwin { field } | Self::NamedTwice { field } => at(field, "twin"),
            Self::EnvelopeNumber { field } => at(field, "required"),
            Self::NothingChosen { field } => at(field, "required"),
            Self::Field { field, code, .. } => at(field, code),
            Self::StillMember { field } => at(field, "still_member"),
            Self::Stale => at("version", "stale"),
            Self::NotFound
            | Self::NotKeeper { .. }
            | Self::SameKeeper
            | Self::NotDispenser { .. }
            | Self::ReceiverNotDispenser { .. }
            | Self::KeptOtherHalf { .. }
            | Self::HadOtherHalf { .. }
            | Self::AskedAgain { .. }
            | Self::HoldsOtherHalf { .. }
            | Self::MemberLeft { .. }
            | Self::KeeperOfOtherLane { .. }
            | Self::KeeperDispenses { .. }
            | Self::NotReceived { .. }
            | Self::NotReleased { .. }
            | Self::NotInSafe { .. }
            | Self::InOtherSafe { .. }
            | Self::HandedOverAlready { .. }
            | Self::NotYourTransfer
            | Self::TransferClosed
            | Self::Blocked { .. }
            | Self::Unsettled { .. }
            | Self::Expired { .. }
            | Self::WrongHandOverStep
            | Self::LetterBeforeReceipt { .. }
            | Self::NoticedAlready { .. }
            | Self::TooLateToCorrect { .. }
            | Self::EnvelopeAnnouncedWithCard { .. }
            | Self::NoBylaws(_)
            | Self::Calendar
            | Self::Store(_)
            | Self::Identity(_)
            | Self::Vault(_) => None,
        }
    }
}

/// A field of the form and what is wrong with it.
fn at(field: &str, code: &'static str) -> Option<(String, &'static str)> {
    Some((field.to_owned(), code))
}

fn kept_under(lane: Lane) -> Rule {
    match lane {
        Lane::Card => Rule::A7_1_1,
        Lane::Pin => Rule::A7_1_2,
    }
}

fn dispensed_under(lane: Lane) -> Rule {
    match lane {
        Lane::Card => Rule::A7_2_2,
        Lane::Pin => Rule::A7_2_3,
    }
}

impl From<CardError> for Problem {
    fn from(error: CardError) -> Self {
        if let CardError::Store(inner) = error {
            return inner.into();
        }
        if let CardError::Identity(inner) = error {
            return inner.into();
        }
        if let CardError::Vault(inner) = error {
            return db::Error::from(inner).into();
        }
        let ((status, code), detail, rule) =
            (error.place(), super::texts::detail(&error), error.rule());
        let problem =
            Self::new(status, code, super::texts::title(&error), detail.clone()).with_rule(rule);
        match error.field() {
            Some((field, field_code)) => problem.field(field, field_code, detail),
            None => problem,
        }
    }
}
