//! Whether a sign-in may look at the password, and what is remembered of it (decision 49).

use super::{IdentityError, act};
use crate::app::App;
use crate::audit::model::hex;
use crate::db::{ActMeta, Receipt};
use crate::identity::device::{self, Device};
use crate::identity::model::Account;
use crate::identity::sign_ins::Way;
use crate::identity::throttle::{Counted, Key, Kind, PAIR_SECONDS, SHUT_SECONDS};
use crate::identity::{parts, store, token};
use crate::kernel::{AccountId, Instant, PersonId, counted_as};

/// Who the program itself is in the chain.
const PROGRAM: PersonId = PersonId::new(0);

/// A sign-in as it comes: the folded user name, whose it is, and the person's known device.
pub(super) struct Asked<'a> {
    pub name: &'a str,
    pub account: Option<&'a Account>,
    pub device: Option<&'a Device>,
    pub way: &'a Way,
    pub wall: Instant,
}

/// Counts a try; `TooManyTries` when it may not look at the password. A known device is judged by its own tries, and as long
/// as it has any nothing that others did counts.
pub(super) async fn admitted<'a>(
    app: &'a App,
    asked: &Asked<'_>,
) -> Result<Counted<'a>, IdentityError> {
    let wall = asked.wall;
    let mut known = Vec::new();
    if let Some(device) = asked.device {
        known.push(key(app, asked, Kind::Device, &device.random)?);
    }
    let address = counted_as(asked.way.address).to_string();
    let unknown = vec![
        key(app, asked, Kind::Pair, &address)?,
        key(app, asked, Kind::Unknown, "")?,
    ];
    let texts: Vec<String> = known
        .iter()
        .chain(&unknown)
        .map(|k| k.key.clone())
        .collect();
    let stored = app
        .read(move |conn| store::tries_under(conn, &texts))
        .await?;
    let throttle = &app.sign_ins.throttle;
    if !known.is_empty()
        && let Ok(counted) = throttle.begin(known, &stored, wall)
    {
        return Ok(counted);
    }
    let wait = |seconds| IdentityError::TooManyTries { seconds };
    if !throttle.takes_from(asked.way.address) {
        return Err(wait(60));
    }
    let locked = asked.account.and_then(|account| account.locked_until);
    if let Some(until) = locked.filter(|until| *until > wall) {
        return Err(wait((until.as_micros() - wall.as_micros()) / 1_000_000));
    }
    throttle.begin(unknown, &stored, wall).map_err(wait)
}

/// Counts a try of somebody who is signed in and tells the old password; only in memory.
pub(super) fn at_own_desk<'a>(
    app: &'a App,
    account: &Account,
    way: &Way,
) -> Result<Counted<'a>, IdentityError> {
    let asked = Asked {
        name: &account.username,
        account: Some(account),
        device: None,
        way,
        wall: app.clock.wall(),
    };
    let own = vec![key(app, &asked, Kind::Device, "own")?];
    let counted = app.sign_ins.throttle.begin(own, &[], asked.wall);
    counted.map_err(|seconds| IdentityError::TooManyTries { seconds })
}

/// The key of a count. With a new password every count begins anew.
fn key(app: &App, asked: &Asked<'_>, kind: Kind, of: &str) -> Result<Key, IdentityError> {
    let version = asked.account.map_or("", device::version_of);
    let text = format!("{kind:?}\0{}\0{version}\0{of}", asked.name);
    Ok(Key {
        kind,
        key: sealed(app, "tries", &text)?,
        name: name_key(app, asked.name)?,
    })
}

/// Under what all counts of a user name are found.
pub(super) fn name_key(app: &App, name: &str) -> Result<String, IdentityError> {
    sealed(app, "tries of", name)
}

fn sealed(app: &App, label: &str, text: &str) -> Result<String, IdentityError> {
    use hmac::Mac as _;
    let mac = token::mac(app.secrets.token_key(), label, text).ok_or(IdentityError::Random)?;
    Ok(hex(&mac.finalize().into_bytes()))
}

/// Remembers a wrong try. Names that nobody has are remembered in memory alone: what they are is up to whoever asks.
pub(super) fn was_wrong(app: &App, account: Option<&Account>, counted: Counted<'_>) {
    let (shuts, wall) = (counted.shuts_unknown, app.clock.wall());
    let stored = counted.was_wrong(wall);
    let Some(account) = account else {
        return;
    };
    let over = Instant::micros(wall.as_micros() - PAIR_SECONDS * 1_000_000);
    app.writer
        .pass(move |conn| store::keep_tries(conn, &stored, over));
    if shuts && !account.closed {
        keep_locked(app, account.id, wall);
    }
}

/// Forgets what this device or address did wrong before.
pub(super) fn was_right(app: &App, counted: Counted<'_>) {
    let over = counted.was_right(app.clock.wall());
    if !over.is_empty() {
        app.writer.pass(move |conn| store::drop_tries(conn, &over));
    }
}

/// Writes down that unknown devices are shut out, after the answer: it is seen on the page of people, and taken off there.
fn keep_locked(app: &App, id: AccountId, wall: Instant) {
    let until = Instant::micros(wall.as_micros() + SHUT_SECONDS * 1_000_000);
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
