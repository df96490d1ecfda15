//! Acts around accounts. Nobody chooses a password for another: the program makes one for a single sign-in and shows it once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use zeroize::Zeroizing;

use super::{
    IdentityError, PasswordHash, act, admit, hash_password, may_keep, one_time, someone_keeps,
};
use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx};
use crate::identity::error::Thing;
use crate::identity::model::Actor;
use crate::identity::{hooks, parts, store};
use crate::kernel::{AccountId, PersonId};

/// What was done, and the password for one sign-in; none when the same request comes again, because it is shown once.
pub struct OneTime {
    pub receipt: Receipt,
    pub password: Option<Zeroizing<String>>,
}

fn receipt(id: AccountId, person: PersonId) -> Receipt {
    Receipt {
        object: format!("account/{id}"),
        id: id.get(),
        location: format!("/api/v1/persons/{person}"),
        numbers: Vec::new(),
    }
}

/// Opens a person's one account.
pub async fn open_account_for(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    person: PersonId,
    username: String,
) -> Result<OneTime, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "account.opened").with_key(key);
    with_one_time(app, meta, move |tx, hash| {
        let id = parts::open_account(tx, person, &username, hash, true)?;
        Ok(receipt(id, person))
    })
    .await
}

/// Makes a new password for one sign-in; all sign-ins of the account end.
pub async fn reset_password(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: AccountId,
) -> Result<OneTime, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "account.password_reset").with_key(key);
    let done = with_one_time(app, meta, move |tx, hash| {
        let person = parts::reset_password(tx, id, hash)?;
        Ok(receipt(id, person))
    })
    .await?;
    forget_tries(app, id).await?;
    Ok(done)
}

pub(super) async fn with_one_time(
    app: &App,
    meta: ActMeta,
    part: impl FnOnce(&mut Tx<'_>, &PasswordHash) -> Result<Receipt, IdentityError> + Send + 'static,
) -> Result<OneTime, IdentityError> {
    let password = one_time()?;
    let hash = hash_password(app, password.clone()).await?;
    let ran = Arc::new(AtomicBool::new(false));
    let runs = ran.clone();
    let receipt = act(app, meta, move |tx| {
        runs.store(true, Ordering::SeqCst);
        part(tx, &hash)
    })
    .await?;
    let password = ran.load(Ordering::SeqCst).then_some(password);
    Ok(OneTime { receipt, password })
}

/// Takes a lock off before its time.
pub async fn unlock_account(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: AccountId,
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "account.unlocked").with_key(key);
    let here = app.clone();
    let done = act(app, meta, move |tx| {
        let account = parts::unlock_account(tx, id)?;
        let name = admit::name_key(&here, &account.username)?;
        store::drop_tries_of(tx.conn, &name)?;
        Ok(receipt(id, account.person))
    })
    .await?;
    forget_tries(app, id).await?;
    Ok(done)
}

/// Makes a password for one sign-in from the machine's own command line, where nobody is signed in: the act stands in the
/// chain as the program's own.
pub async fn reset_from_machine(
    app: &App,
    username: &str,
) -> Result<Zeroizing<String>, IdentityError> {
    let name = parts::fold_username(username)?;
    let meta = ActMeta::new(PersonId::new(0), "account.password_reset");
    let done = with_one_time(app, meta, move |tx, hash| {
        let account = store::account_named(tx.conn, &name)?;
        let id = account.ok_or(IdentityError::Unknown(Thing::Account))?.id;
        let person = parts::reset_password(tx, id, hash)?;
        Ok(receipt(id, person))
    })
    .await?;
    done.password.ok_or(IdentityError::Stale)
}

async fn forget_tries(app: &App, id: AccountId) -> Result<(), IdentityError> {
    let account = app.read(move |conn| store::account_by_id(conn, id)).await?;
    if let Some(account) = account {
        let name = admit::name_key(app, &account.username)?;
        app.sign_ins.throttle.forget(&name, app.clock.wall());
    }
    Ok(())
}

/// Closes an account: its sign-ins end with this act.
pub async fn close_account(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: AccountId,
    reason: String,
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "account.closed").with_key(key);
    act(app, meta, move |tx| {
        let person = parts::close_account(tx, id, &reason)?;
        someone_keeps(tx)?;
        hooks::may_less(tx, person).map_err(IdentityError::Hook)?;
        Ok(receipt(id, person))
    })
    .await
}
