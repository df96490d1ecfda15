//! Signing in and out, and the password that a person chooses.

use std::net::IpAddr;

use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

use super::{IdentityError, act};
use crate::app::App;
use crate::audit::service as audit;
use crate::db::{self, AccessLine, ActMeta, Receipt};
use crate::identity::error::Thing;
use crate::identity::model::{Account, Actor, Door};
use crate::identity::password::{self, PasswordHash, WeakPassword};
use crate::identity::throttle::{LOCK_SECONDS, Try};
use crate::identity::{parts, store, token};
use crate::kernel::{AccountId, Instant, PersonId};

/// Who the program itself is in the chain.
const PROGRAM: PersonId = PersonId::new(0);

/// A sign-in that was taken.
pub struct SignedIn {
    /// The token: a Bearer token for programs, the cookie's value for browsers.
    pub token: String,
    pub expires_in_seconds: i64,
    pub account: AccountId,
    pub person: PersonId,
    pub must_change_password: bool,
    /// The machine's time of the sign-in before this one, so that its person sees when another used the account.
    pub before: Option<Instant>,
}

/// Hashes a password off the network threads, a few at a time.
pub async fn hash_password(
    app: &App,
    password: Zeroizing<String>,
) -> Result<PasswordHash, IdentityError> {
    in_turn(app, move || PasswordHash::of(&password)).await?
}

async fn in_turn<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, IdentityError> {
    let turn = app.sign_ins.hashes.acquire().await;
    let _turn = turn.map_err(|_| db::Error::Stopped)?;
    spawn_blocking(work)
        .await
        .map_err(|_| db::Error::Panicked.into())
}

/// Signs in by user name and password. Unknown names, closed accounts and wrong passwords get the same answer after the same
/// work: `WrongSignIn`; too many tries, of a known name or not: `TooManyTries`.
pub async fn sign_in(
    app: &App,
    username: &str,
    password: Zeroizing<String>,
    door: Door,
    address: IpAddr,
) -> Result<SignedIn, IdentityError> {
    let wall = app.clock.wall();
    if !app.sign_ins.throttle.takes_from(address) {
        return Err(IdentityError::TooManyTries { seconds: 60 });
    }
    let name: String = username.trim().to_lowercase().chars().take(64).collect();
    let is_last = match app.sign_ins.throttle.begin(&name, wall) {
        Try::May { is_last } => is_last,
        Try::Locked { seconds } => return Err(IdentityError::TooManyTries { seconds }),
    };
    let known = known_account(app, &name).await?;
    if let Some(until) = known.as_ref().and_then(|(account, _)| account.locked_until)
        && until > wall
    {
        let seconds = (until.as_micros() - wall.as_micros()) / 1_000_000;
        return Err(IdentityError::TooManyTries { seconds });
    }
    let phc = known.as_ref().map(|(_, phc)| phc.clone());
    let right = in_turn(app, move || password::is_right(phc.as_deref(), &password)).await?;
    match known {
        Some((account, _)) if right && !account.closed => {
            app.sign_ins.throttle.forget(&name);
            let before = last_of(app, account.person).await?;
            log(app, Some(&account), "signed_in", 200);
            issue(app, &account, door, before)
        }
        known => {
            let account = known.map(|(account, _)| account);
            log(app, account.as_ref(), "wrong_password", 401);
            if let Some(account) = account.filter(|a| is_last && !a.closed) {
                keep_locked(app, account.id, wall);
            }
            Err(IdentityError::WrongSignIn)
        }
    }
}

/// The account with this name and its password's hash. A text that is no user name is nobody's and is not looked for.
async fn known_account(app: &App, name: &str) -> Result<Option<(Account, String)>, IdentityError> {
    let name = parts::fold_username(name).unwrap_or_default();
    app.read(move |conn| {
        let Some(account) = store::account_named(conn, &name)? else {
            return Ok(None);
        };
        let phc = store::password_of(conn, account.id)?.unwrap_or_default();
        let proved = password::digest_of(&phc) == account.password_digest;
        Ok(Some((account, if proved { phc } else { String::new() })))
    })
    .await
}

/// Writes the lock down, after the answer, so that it holds after a restart and on other servers.
fn keep_locked(app: &App, id: AccountId, wall: Instant) {
    let until = Instant::micros(wall.as_micros() + LOCK_SECONDS * 1_000_000);
    let app = app.clone();
    tokio::spawn(async move {
        let meta = ActMeta::new(PROGRAM, "account.locked");
        let locked = act(&app, meta, move |tx| {
            parts::lock_account(tx, id, until)?;
            Ok(Receipt::of("account", "accounts", id.get()))
        });
        if let Err(error) = locked.await {
            tracing::error!(account.id = %id, %error, "a lock could not be written");
        }
    });
}

fn log(app: &App, account: Option<&Account>, what: &'static str, status: u16) {
    let id = account.map_or(0, |a| a.id.get());
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: account.map(|a| a.person),
        what,
        object: format!("account/{id}"),
        status,
        rule: None,
        detail: String::new(),
    });
}

/// When the person signed in last, before this time is written down.
async fn last_of(app: &App, person: PersonId) -> Result<Option<Instant>, IdentityError> {
    let id = person.get();
    let last = app.read(move |conn| audit::last_sign_ins(conn, &[id]));
    Ok(last.await?.remove(&id))
}

fn issue(
    app: &App,
    account: &Account,
    door: Door,
    before: Option<Instant>,
) -> Result<SignedIn, IdentityError> {
    let claims = token::claims(account, door, app.clock.wall())?;
    Ok(SignedIn {
        token: token::mint(app.secrets.token_key(), &claims)?,
        expires_in_seconds: token::lasts_seconds(door),
        account: account.id,
        person: account.person,
        must_change_password: account.must_change,
        before,
    })
}

/// A sign-in without a password, for the demonstration's change of person and for tests. `NotSignedIn` under `serve`.
pub async fn sign_in_as(
    app: &App,
    person: PersonId,
    door: Door,
) -> Result<SignedIn, IdentityError> {
    if !app.is_demonstration() {
        return Err(IdentityError::NotSignedIn);
    }
    let account = app
        .read(move |conn| store::account_of(conn, person))
        .await?;
    let account = account.filter(|a| !a.closed);
    let account = account.ok_or(IdentityError::Unknown(Thing::Account))?;
    let before = last_of(app, account.person).await?;
    log(app, Some(&account), "signed_in_as", 200);
    issue(app, &account, door, before)
}

/// Changes the person's own password; all other sign-ins end, and a new one takes the place of this one.
pub async fn change_password(
    app: &App,
    by: &Actor,
    old: Zeroizing<String>,
    new: Zeroizing<String>,
) -> Result<SignedIn, IdentityError> {
    let id = by.account;
    let (account, phc) = app.read(move |conn| own_account(conn, id)).await?;
    // Guessing the old password from a desk left open is slowed like signing in.
    let tried = app
        .sign_ins
        .throttle
        .begin(&account.username, app.clock.wall());
    if let Try::Locked { seconds } = tried {
        return Err(IdentityError::TooManyTries { seconds });
    }
    let same = *old == *new;
    if !in_turn(app, move || password::is_right(Some(&phc), &old)).await? {
        log(app, Some(&account), "wrong_password", 400);
        return Err(IdentityError::Field("old_password"));
    }
    app.sign_ins.throttle.forget(&account.username);
    if same {
        return Err(WeakPassword::Same.into());
    }
    password::check(&new, &account.username)?;
    let (hash, version) = (hash_password(app, new).await?, account.auth_version);
    let meta = ActMeta::new(by.person, "account.password_changed");
    act(app, meta, move |tx| {
        parts::change_password(tx, id, version, &hash)?;
        Ok(Receipt::of("account", "accounts", id.get()))
    })
    .await?;
    let (account, _) = app.read(move |conn| own_account(conn, id)).await?;
    issue(app, &account, by.door, None)
}

fn own_account(conn: &mut db::Conn, id: AccountId) -> Result<(Account, String), IdentityError> {
    let account = store::account_by_id(conn, id)?.ok_or(IdentityError::NotSignedIn)?;
    let phc = store::password_of(conn, id)?.ok_or(IdentityError::NotSignedIn)?;
    Ok((account, phc))
}

/// Ends all sign-ins of the person, here and elsewhere.
pub async fn sign_out(app: &App, by: &Actor) -> Result<Receipt, IdentityError> {
    let id = by.account;
    let meta = ActMeta::new(by.person, "account.signed_out");
    act(app, meta, move |tx| {
        parts::sign_out(tx, id)?;
        Ok(Receipt::of("account", "accounts", id.get()))
    })
    .await
}
