//! Signing in and out, and the password that a person chooses.

use zeroize::Zeroizing;

use super::admit::{self, Asked};
use super::{IdentityError, act};
use crate::app::App;
use crate::audit::service as audit;
use crate::audit::strangers::Seen;
use crate::db::{self, AccessLine, ActMeta, Receipt};
use crate::identity::error::Thing;
use crate::identity::model::{Account, Actor, Door};
use crate::identity::password::{self, PasswordHash, WeakPassword};
use crate::identity::sign_ins::Way;
use crate::identity::{device, parts, store, token};
use crate::kernel::{AccountId, Instant, PersonId};
use crate::web::net::Line;

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
    /// Wrong passwords for the account since then.
    pub wrong_tries: i64,
    /// What the browser keeps, so that it is known next time: only where the right password was typed in it.
    pub device: Option<String>,
}

/// Hashes a password off the network threads, a few at a time.
pub async fn hash_password(
    app: &App,
    password: Zeroizing<String>,
) -> Result<PasswordHash, IdentityError> {
    in_turn(app, &Line::default(), move || PasswordHash::of(&password)).await?
}

async fn in_turn<T: Send + 'static>(
    app: &App,
    line: &Line,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, IdentityError> {
    Ok(app.sign_ins.hashers.run(line, work).await?)
}

/// Signs in by user name and password. Unknown names, closed accounts and wrong passwords get the same answer after the same
/// work: `WrongSignIn`; too many tries, of a known name or not: `TooManyTries`.
pub async fn sign_in(
    app: &App,
    username: &str,
    password: Zeroizing<String>,
    way: &Way,
) -> Result<SignedIn, IdentityError> {
    let wall = app.clock.wall();
    let name: String = username.trim().to_lowercase().chars().take(64).collect();
    let known = known_account(app, &name).await?;
    let (account, phc) = known.unzip();
    let cookie = way.device.as_deref().unwrap_or_default();
    let devices = device::read(app.secrets.token_key(), cookie, wall);
    let asked = Asked {
        name: &name,
        account: account.as_ref(),
        device: account.as_ref().and_then(|a| device::of(&devices, a)),
        way,
        wall,
    };
    let counted = admit::admitted(app, &asked).await?;
    let right = in_turn(app, &way.line, move || {
        password::is_right(phc.as_deref(), &password)
    })
    .await?;
    let Some(account) = account.as_ref().filter(|a| right && !a.closed) else {
        admit::was_wrong(app, account.as_ref(), counted);
        note_wrong(app, account.as_ref(), way);
        return Err(IdentityError::WrongSignIn);
    };
    admit::was_right(app, counted);
    let (before, wrong_tries) = since_last(app, account.person).await?;
    log(app, account, "signed_in", 200);
    Ok(SignedIn {
        before,
        wrong_tries,
        device: mark(app, &devices, account, way.door)?,
        ..issue(app, account, way.door)?
    })
}

/// What makes the browser a known device; programs have none.
fn mark(
    app: &App,
    devices: &[device::Device],
    account: &Account,
    door: Door,
) -> Result<Option<String>, IdentityError> {
    let (key, wall) = (app.secrets.token_key(), app.clock.wall());
    match door {
        Door::Browser => device::cookie(key, devices, account, wall).map(Some),
        Door::Program => Ok(None),
    }
}

/// A wrong password for an account is a line of its own, and few are tried; names that nobody has are only counted.
fn note_wrong(app: &App, account: Option<&Account>, way: &Way) {
    match account {
        Some(account) => log(app, account, "wrong_password", 401),
        None => {
            let at = app.clock.wall();
            app.strangers.count(Seen::WrongName, at, way.address, 401);
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

fn log(app: &App, account: &Account, what: &'static str, status: u16) {
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(account.person),
        what,
        object: format!("account/{}", account.id),
        status,
        rule: None,
        detail: String::new(),
    });
}

/// When the person signed in last, before this time is written down, and the wrong passwords since.
async fn since_last(app: &App, person: PersonId) -> Result<(Option<Instant>, i64), IdentityError> {
    let id = person.get();
    let read = move |conn: &mut db::Conn| -> Result<_, IdentityError> {
        let last = audit::last_sign_ins(conn, &[id])?.remove(&id);
        Ok((last, audit::wrong_passwords_since(conn, id, last)?))
    };
    app.read(read).await
}

fn issue(app: &App, account: &Account, door: Door) -> Result<SignedIn, IdentityError> {
    let claims = token::claims(account, door, app.clock.wall())?;
    Ok(SignedIn {
        token: token::mint(app.secrets.token_key(), &claims)?,
        expires_in_seconds: token::lasts_seconds(door),
        account: account.id,
        person: account.person,
        must_change_password: account.must_change,
        before: None,
        wrong_tries: 0,
        device: None,
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
    let (before, wrong_tries) = since_last(app, account.person).await?;
    log(app, &account, "signed_in_as", 200);
    Ok(SignedIn {
        before,
        wrong_tries,
        ..issue(app, &account, door)?
    })
}

/// Changes the person's own password; all other sign-ins end, and a new one takes the place of this one.
pub async fn change_password(
    app: &App,
    by: &Actor,
    old: Zeroizing<String>,
    new: Zeroizing<String>,
    way: &Way,
) -> Result<SignedIn, IdentityError> {
    let id = by.account;
    let (account, phc) = app.read(move |conn| own_account(conn, id)).await?;
    // Guessing the old password from a desk left open is slowed like signing in.
    let counted = admit::at_own_desk(app, &account, way)?;
    let same = *old == *new;
    if !in_turn(app, &way.line, move || password::is_right(Some(&phc), &old)).await? {
        counted.was_wrong(app.clock.wall());
        log(app, &account, "wrong_password", 400);
        return Err(IdentityError::Field("old_password"));
    }
    counted.was_right(app.clock.wall());
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
    let (key, cookie) = (app.secrets.token_key(), way.device.as_deref());
    let devices = device::read(key, cookie.unwrap_or_default(), app.clock.wall());
    Ok(SignedIn {
        device: mark(app, &devices, &account, by.door)?,
        ..issue(app, &account, by.door)?
    })
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
