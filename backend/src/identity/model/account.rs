//! How a person signs in.

use serde::{Deserialize, Serialize};

use crate::kernel::{AccountId, BusinessDate, Instant, PersonId};

/// A person's one account. Its password hash lies elsewhere; here is the hash's digest, which proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub version: i64,
    pub person: PersonId,
    /// Case-folded and unique, also among closed accounts.
    pub username: String,
    /// SHA-256 of the password hash in force, in hexadecimal.
    pub password_digest: String,
    /// The password was made by the program for one sign-in.
    pub must_change: bool,
    /// Sign-ins of an earlier version have ended.
    pub auth_version: i64,
    /// The machine's time until which no sign-in is taken.
    pub locked_until: Option<Instant>,
    pub closed: bool,
}

/// What is told about an account. No fact carries a password or its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccountFact {
    Opened {
        person: PersonId,
        username: String,
        password_digest: String,
        must_change: bool,
    },
    /// Changed by the person.
    PasswordChanged {
        password_digest: String,
    },
    /// Made anew for one sign-in, by someone who keeps the accounts.
    PasswordReset {
        password_digest: String,
    },
    /// Too many wrong passwords.
    Locked {
        until: Instant,
    },
    Unlocked,
    /// The person ended all sign-ins.
    SignedOut,
    Closed {
        reason: String,
    },
    /// Opened again with a password for one sign-in.
    Reopened {
        password_digest: String,
    },
}

/// Somebody held the password of another's account in hand: opened it, or made a new password for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountKept {
    pub by: PersonId,
    /// Whose account.
    pub of: PersonId,
    pub on: BusinessDate,
}

impl AccountFact {
    /// Whether whoever told it saw a password that opens the account.
    pub const fn gives_a_password(&self) -> bool {
        match self {
            Self::Opened { .. } | Self::PasswordReset { .. } | Self::Reopened { .. } => true,
            Self::PasswordChanged { .. }
            | Self::Locked { .. }
            | Self::Unlocked
            | Self::SignedOut
            | Self::Closed { .. } => false,
        }
    }
}

impl Account {
    /// The account after one more fact; the first must be `Opened`.
    pub fn apply(before: Option<Self>, id: AccountId, fact: &AccountFact) -> Option<Self> {
        let account = match (before, fact.clone()) {
            (
                None,
                AccountFact::Opened {
                    person,
                    username,
                    password_digest,
                    must_change,
                },
            ) => Self::opened(id, person, username, password_digest, must_change),
            (Some(a), AccountFact::PasswordChanged { password_digest }) => {
                a.with_password(password_digest, false)
            }
            (
                Some(a),
                AccountFact::PasswordReset { password_digest }
                | AccountFact::Reopened { password_digest },
            ) => a.with_password(password_digest, true),
            (Some(a), AccountFact::Locked { until }) => Self {
                locked_until: Some(until),
                ..a
            },
            (Some(a), AccountFact::Unlocked) => Self {
                locked_until: None,
                ..a
            },
            (Some(a), AccountFact::SignedOut) => a.with_sign_ins_ended(),
            (Some(a), AccountFact::Closed { .. }) => Self {
                closed: true,
                ..a.with_sign_ins_ended()
            },
            (Some(_), AccountFact::Opened { .. }) | (None, _) => return None,
        };
        Some(Self {
            version: account.version + 1,
            ..account
        })
    }

    /// An account before its first fact counts: open, and nobody has signed in yet.
    fn opened(
        id: AccountId,
        person: PersonId,
        username: String,
        password_digest: String,
        must_change: bool,
    ) -> Self {
        Self {
            id,
            version: 0,
            person,
            username,
            password_digest,
            must_change,
            auth_version: 1,
            locked_until: None,
            closed: false,
        }
    }

    fn with_sign_ins_ended(self) -> Self {
        Self {
            auth_version: self.auth_version + 1,
            ..self
        }
    }

    fn with_password(self, password_digest: String, must_change: bool) -> Self {
        Self {
            password_digest,
            must_change,
            locked_until: None,
            closed: false,
            ..self.with_sign_ins_ended()
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn opened() -> Account {
        let fact = AccountFact::Opened {
            person: PersonId::new(3),
            username: "malee".into(),
            password_digest: "d0".into(),
            must_change: true,
        };
        Account::apply(None, AccountId::new(1), &fact).unwrap()
    }

    fn then(account: Account, fact: &AccountFact) -> Account {
        let id = account.id;
        Account::apply(Some(account), id, fact).unwrap()
    }

    #[test]
    fn a_changed_password_ends_the_sign_ins_before_it() {
        let password_digest = "d1".to_owned();
        let changed = then(opened(), &AccountFact::PasswordChanged { password_digest });
        assert!(!changed.must_change && changed.auth_version > opened().auth_version);
        let signed_out = then(changed.clone(), &AccountFact::SignedOut);
        assert!(signed_out.auth_version > changed.auth_version);
    }

    #[test]
    fn a_lock_leaves_the_sign_ins_of_the_person_alone() {
        let until = Instant::micros(9);
        let locked = then(opened(), &AccountFact::Locked { until });
        assert_eq!(locked.auth_version, opened().auth_version);
        assert_eq!(then(locked, &AccountFact::Unlocked).locked_until, None);
    }

    #[test]
    fn c4_a_closed_account_has_no_sign_in_left() {
        let reason = "left".to_owned();
        let closed = then(opened(), &AccountFact::Closed { reason });
        assert!(closed.closed && closed.auth_version > opened().auth_version);
        assert!(Account::apply(None, closed.id, &AccountFact::SignedOut).is_none());
    }
}
