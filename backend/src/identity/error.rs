//! Why an act around people, accounts, orders and duties is refused.

use super::model::Duty;
use super::password::WeakPassword;
use super::rules::Refusal;
use super::texts;
use crate::db;
use crate::kernel::{NationalIdError, Problem, Rule, Text};
use crate::vault::store::VaultError;

/// A refusal of this feature. Every variant knows its rule, where there is one.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    #[error("there is no such {0}")]
    Unknown(Thing),
    #[error("someone changed it in the meantime")]
    Stale,
    #[error("the field {0} is missing or cannot be used")]
    Field(&'static str),
    #[error("the national ID cannot be used")]
    NationalId(#[from] NationalIdError),
    #[error("this is already someone else's: {0}")]
    Taken(&'static str),
    #[error("the person has an account")]
    HasAccount,
    #[error("the person left")]
    PersonLeft,
    #[error("the account is closed")]
    AccountClosed,
    #[error("the duty lies outside the days of its order")]
    OutsideOrder { duty: Option<Duty> },
    #[error("a user of a terminal is named for one terminal")]
    TerminalNeeded,
    #[error("it has ended already")]
    AlreadyEnded,
    #[error("a rule does not allow it")]
    Refused(Refusal),
    #[error("people are kept by the system keeper or the manager")]
    NotYours,
    #[error("nobody gives a role to himself")]
    OwnRights,
    #[error("someone must keep the system")]
    LastSystemKeeper,
    #[error("the password is too weak")]
    Weak(WeakPassword),
    #[error("user name or password is wrong")]
    WrongSignIn,
    #[error("too many tries")]
    TooManyTries { seconds: i64 },
    #[error("nobody is signed in")]
    NotSignedIn,
    #[error("the first administrator exists")]
    NotTheFirst,
    #[error("the machine gave no random bytes")]
    Random,
    #[error("the part of another feature was refused: {}", .0.code)]
    Hook(Problem),
    #[error(transparent)]
    Store(#[from] db::Error),
}

/// What was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Person,
    Account,
    Role,
    Order,
    Duty,
}

impl std::fmt::Display for Thing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Person => "person",
            Self::Account => "account",
            Self::Role => "role",
            Self::Order => "order",
            Self::Duty => "duty",
        })
    }
}

impl From<diesel::result::Error> for IdentityError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<VaultError> for IdentityError {
    fn from(error: VaultError) -> Self {
        Self::Store(error.into())
    }
}

impl From<Refusal> for IdentityError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<WeakPassword> for IdentityError {
    fn from(weak: WeakPassword) -> Self {
        Self::Weak(weak)
    }
}

impl IdentityError {
    /// The rule that refuses.
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::Refused(
                Refusal::NotEligible { rule, .. }
                | Refusal::NeverTogether { rule, .. }
                | Refusal::SecondKeeper { rule, .. },
            ) => Some(*rule),
            Self::OutsideOrder {
                duty: Some(Duty::EdcController | Duty::EdcUser),
            } => Some(Rule::A12_3),
            Self::TerminalNeeded => Some(Rule::A12_2_1),
            Self::PersonLeft | Self::AccountClosed => Some(Rule::C4),
            Self::Refused(
                Refusal::AlreadyHeld { .. } | Refusal::SystemKeeper | Refusal::ActingWithoutOrder,
            )
            | Self::OutsideOrder { .. }
            | Self::Unknown(_)
            | Self::Stale
            | Self::Field(_)
            | Self::NationalId(_)
            | Self::Taken(_)
            | Self::HasAccount
            | Self::AlreadyEnded
            | Self::NotYours
            | Self::OwnRights
            | Self::LastSystemKeeper
            | Self::Weak(_)
            | Self::WrongSignIn
            | Self::TooManyTries { .. }
            | Self::NotSignedIn
            | Self::NotTheFirst
            | Self::Random
            | Self::Hook(_)
            | Self::Store(_) => None,
        }
    }

    fn problem(self) -> Problem {
        match self {
            Self::Unknown(_) => Problem::not_found(),
            Self::Stale => Problem::stale_version(),
            Self::Field(name) => Problem::bad_field(name, "E-ID-001", texts::field(name)),
            Self::NationalId(why) => {
                Problem::bad_field("national_id", "E-ID-002", texts::national_id(why))
            }
            Self::Taken(name) => {
                conflict("E-ID-003", texts::taken(name)).field(name, "taken", texts::taken(name))
            }
            Self::HasAccount => has_account(),
            Self::PersonLeft => conflict("E-ID-005", texts::PERSON_LEFT),
            Self::AccountClosed => conflict("E-ID-006", texts::ACCOUNT_CLOSED),
            Self::OutsideOrder { .. } => {
                Problem::new(422, "E-ID-007", texts::CANNOT, texts::OUTSIDE_ORDER)
            }
            Self::TerminalNeeded => terminal_needed(),
            Self::AlreadyEnded => conflict("E-ID-008", texts::ALREADY_ENDED),
            Self::Refused(refusal) => refused(&refusal),
            Self::NotYours => Problem::forbidden(texts::NOT_YOURS),
            Self::OwnRights => Problem::new(403, "E-ID-015", texts::CANNOT, texts::OWN_RIGHTS),
            Self::LastSystemKeeper => conflict("E-ID-016", texts::LAST_SYSTEM_KEEPER),
            Self::Weak(why) => Problem::bad_field("new_password", "E-AUTH-007", texts::weak(why)),
            Self::WrongSignIn => {
                Problem::new(401, "E-AUTH-002", texts::NO_SIGN_IN, texts::WRONG_SIGN_IN)
            }
            Self::TooManyTries { seconds } => too_many_tries(seconds),
            Self::NotSignedIn => not_signed_in(),
            Self::NotTheFirst => conflict("E-ID-017", texts::NOT_THE_FIRST),
            Self::Random => Problem::internal().caused_by("the machine gave no random bytes"),
            Self::Hook(problem) => problem,
            Self::Store(error) => error.into(),
        }
    }
}

fn conflict(code: &'static str, detail: Text) -> Problem {
    Problem::new(409, code, texts::CANNOT, detail)
}

fn has_account() -> Problem {
    conflict("E-ID-004", texts::HAS_ACCOUNT).field("person", "has_account", texts::HAS_ACCOUNT)
}

fn terminal_needed() -> Problem {
    Problem::new(422, "E-ID-018", texts::CANNOT, texts::TERMINAL_NEEDED).field(
        "terminal",
        "required",
        texts::TERMINAL_NEEDED,
    )
}

fn too_many_tries(seconds: i64) -> Problem {
    let detail = texts::too_many_tries(seconds);
    Problem::new(429, "E-AUTH-004", texts::NO_SIGN_IN, detail)
}

fn not_signed_in() -> Problem {
    Problem::new(
        401,
        "E-AUTH-001",
        texts::NOT_SIGNED_IN,
        texts::SIGN_IN_FIRST,
    )
}

fn refused(refusal: &Refusal) -> Problem {
    let detail = texts::refusal(refusal);
    match refusal {
        Refusal::NotEligible { rule, .. } => Problem::refused(*rule, "E-ID-010", detail.clone())
            .field("duty", "not_eligible", detail),
        Refusal::NeverTogether { rule, .. } => Problem::refused(*rule, "E-ID-011", detail.clone())
            .field("duty", "never_together", detail),
        Refusal::SecondKeeper { rule, .. } => Problem::refused(*rule, "E-ID-019", detail.clone())
            .field("duty", "second_keeper", detail),
        Refusal::AlreadyHeld { .. } => Problem::new(409, "E-ID-012", texts::CANNOT, detail),
        Refusal::SystemKeeper => Problem::new(422, "E-ID-013", texts::CANNOT, detail.clone())
            .field("person", "system_keeper", detail),
        Refusal::ActingWithoutOrder => Problem::new(422, "E-ID-014", texts::CANNOT, detail),
    }
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Self {
        let rule = error.rule();
        let store = matches!(error, IdentityError::Store(_));
        let problem = error.problem();
        if store {
            problem
        } else {
            problem.with_rule(rule)
        }
    }
}
