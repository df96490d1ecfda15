//! Accounts: opened, password set, locked, closed.

use super::persons::person_here;
use super::{TEXT_CHARS_MAX, clean};
use crate::db::Tx;
use crate::identity::error::{IdentityError, Thing};
use crate::identity::model::{Account, AccountFact};
use crate::identity::password::PasswordHash;
use crate::identity::store;
use crate::kernel::{AccountId, Instant, PersonId};

/// Folds a user name: no difference between capitals and others. `Field` when it is not one.
pub fn fold_username(text: &str) -> Result<String, IdentityError> {
    let folded = text.trim().to_lowercase();
    let plain =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if (3..=40).contains(&folded.len()) && folded.chars().all(plain) {
        Ok(folded)
    } else {
        Err(IdentityError::Field("username"))
    }
}

/// Opens a person's one account with a password hash; `must_change` when the password is for one sign-in only.
pub fn open_account(
    tx: &mut Tx<'_>,
    person: PersonId,
    username: &str,
    password: &PasswordHash,
    must_change: bool,
) -> Result<AccountId, IdentityError> {
    person_here(tx, person)?;
    let username = fold_username(username)?;
    if store::account_of(tx.conn, person)?.is_some() {
        return Err(IdentityError::HasAccount);
    }
    if store::account_named(tx.conn, &username)?.is_some() {
        return Err(IdentityError::Taken("username"));
    }
    let id = AccountId::new(tx.next_id("accounts"));
    let fact = AccountFact::Opened {
        person,
        username,
        password_digest: password.digest(),
        must_change,
    };
    tell(tx, None, id, fact)?;
    store::save_password(tx.conn, id, password.phc())?;
    Ok(id)
}

fn tell(
    tx: &mut Tx<'_>,
    before: Option<Account>,
    id: AccountId,
    fact: AccountFact,
) -> Result<Account, IdentityError> {
    let today = tx.today();
    Ok(tx.advance_one(id.get(), before, today, fact)?)
}

fn account(tx: &mut Tx<'_>, id: AccountId) -> Result<Account, IdentityError> {
    store::account_by_id(tx.conn, id)?.ok_or(IdentityError::Unknown(Thing::Account))
}

fn open_one(tx: &mut Tx<'_>, id: AccountId) -> Result<Account, IdentityError> {
    let found = account(tx, id)?;
    if found.closed {
        return Err(IdentityError::AccountClosed);
    }
    Ok(found)
}

/// Sets a password that the person chose; all sign-ins before it end. `Stale` when the account has changed since the old
/// password was looked at.
pub fn change_password(
    tx: &mut Tx<'_>,
    id: AccountId,
    auth_version: i64,
    password: &PasswordHash,
) -> Result<Account, IdentityError> {
    let before = open_one(tx, id)?;
    if before.auth_version != auth_version {
        return Err(IdentityError::Stale);
    }
    let password_digest = password.digest();
    store::save_password(tx.conn, id, password.phc())?;
    tell(
        tx,
        Some(before),
        id,
        AccountFact::PasswordChanged { password_digest },
    )
}

/// Sets a password for one sign-in; a closed account of a person who is here opens again.
pub fn reset_password(
    tx: &mut Tx<'_>,
    id: AccountId,
    password: &PasswordHash,
) -> Result<PersonId, IdentityError> {
    let before = account(tx, id)?;
    let person = before.person;
    person_here(tx, person)?;
    let password_digest = password.digest();
    let fact = if before.closed {
        AccountFact::Reopened { password_digest }
    } else {
        AccountFact::PasswordReset { password_digest }
    };
    store::save_password(tx.conn, id, password.phc())?;
    tell(tx, Some(before), id, fact)?;
    Ok(person)
}

/// Takes no sign-in until then (machine's time). A lock that runs longer stays.
pub fn lock_account(tx: &mut Tx<'_>, id: AccountId, until: Instant) -> Result<(), IdentityError> {
    let before = open_one(tx, id)?;
    tell(tx, Some(before), id, AccountFact::Locked { until })?;
    Ok(())
}

pub fn unlock_account(tx: &mut Tx<'_>, id: AccountId) -> Result<Account, IdentityError> {
    let before = open_one(tx, id)?;
    tell(tx, Some(before), id, AccountFact::Unlocked)
}

/// Ends all sign-ins of the account.
pub fn sign_out(tx: &mut Tx<'_>, id: AccountId) -> Result<(), IdentityError> {
    let before = open_one(tx, id)?;
    tell(tx, Some(before), id, AccountFact::SignedOut)?;
    Ok(())
}

pub fn close_account(
    tx: &mut Tx<'_>,
    id: AccountId,
    reason: &str,
) -> Result<PersonId, IdentityError> {
    let before = open_one(tx, id)?;
    let reason = clean(reason, TEXT_CHARS_MAX, "reason")?;
    Ok(tell(tx, Some(before), id, AccountFact::Closed { reason })?.person)
}
