//! Who is signed in: tokens, the standing of each account kept for a moment, and the slowing of guesses.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::HttpRequest;

use super::error::IdentityError;
use super::hashing::Hashers;
use super::model::{Account, Actor, Door, DutyGiven, Person, RoleGiven};
use super::throttle::Throttle;
use super::{device, password, rules, store, token};
use crate::app::{App, Mode};
use crate::db::Conn;
use crate::kernel::{AccountId, BusinessDate, Instant, Lang};
use crate::web::client;
use crate::web::net::Line;

/// The browser's cookie.
pub const COOKIE: &str = "sahakorn_session";
/// A standing is read again after this long, because another server or the command line may have changed it.
const STANDING_MICROS: i64 = 2_000_000;
/// A browser that asks nothing for this long is signed out (compliance 5.2, requirement 8).
const IDLE_SECONDS: i64 = 15 * 60;
/// What the frame sends with a request that no person made.
const POLL_HEADER: &str = "Sahakorn-Poll";
const ACCOUNTS_KEPT_MAX: usize = 4_096;

/// What the database says of an account's person, whatever the day.
pub(super) struct Standing {
    pub account: Account,
    pub person: Person,
    pub roles: Vec<RoleGiven>,
    pub duties: Vec<DutyGiven>,
}

fn is_fresh(read_at: Instant, wall: Instant) -> bool {
    (0..STANDING_MICROS).contains(&(wall.as_micros() - read_at.as_micros()))
}

struct Kept {
    read_at: Instant,
    standing: Arc<Standing>,
}

/// What one process remembers of sign-ins. Nothing of it is needed after a restart.
pub struct SignIns {
    kept: Mutex<HashMap<i64, Kept>>,
    /// Counts the changes; a standing that was read before a change is not kept after it.
    changes: AtomicU64,
    /// When each browser's sign-in last asked for something.
    seen: Mutex<HashMap<String, Instant>>,
    pub(super) throttle: Throttle,
    pub(super) hashers: Hashers,
    /// Empty when the machine gave no random bytes: then no code fits.
    pub(super) set_up_code: String,
}

impl Default for SignIns {
    fn default() -> Self {
        Self {
            kept: Mutex::new(HashMap::new()),
            changes: AtomicU64::new(0),
            seen: Mutex::new(HashMap::new()),
            throttle: Throttle::new(),
            hashers: Hashers::default(),
            set_up_code: password::one_time()
                .map(|code| code.to_string())
                .unwrap_or_default(),
        }
    }
}

impl SignIns {
    /// Forgets every standing: an account, a role or a duty was changed.
    pub fn changed(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    fn kept(&self, account: AccountId, wall: Instant) -> Option<(Arc<Standing>, Instant)> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(&account.get())?;
        is_fresh(found.read_at, wall).then(|| (found.standing.clone(), found.read_at))
    }

    fn keep(&self, standing: &Arc<Standing>, read_at: Instant, changes: u64) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if self.changes.load(Ordering::SeqCst) != changes {
            return;
        }
        if kept.len() >= ACCOUNTS_KEPT_MAX {
            kept.clear();
        }
        let standing = standing.clone();
        kept.insert(standing.account.id.get(), Kept { read_at, standing });
    }

    /// Whether the browser has asked for something lately; a request that a person made counts as asking.
    fn is_awake(&self, claims: &token::Claims, wall: Instant, by_person: bool) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = Instant::micros(claims.iat * 1_000_000);
        let last = seen.get(&claims.sid).copied().unwrap_or(begun);
        let idle = (wall.as_micros() - last.as_micros()) / 1_000_000;
        if idle >= IDLE_SECONDS {
            return false;
        }
        if by_person {
            if seen.len() >= ACCOUNTS_KEPT_MAX {
                let oldest = wall.as_micros() - IDLE_SECONDS * 1_000_000;
                seen.retain(|_, at| at.as_micros() > oldest);
            }
            seen.insert(claims.sid.clone(), wall);
        }
        true
    }
}

/// A sign-in that was admitted: its proof, and what this process knew of its account then.
#[derive(Clone)]
pub struct Admitted {
    claims: token::Claims,
    door: Door,
    form_token: String,
    /// The changes that this process had seen, and when the standing was read.
    changes: u64,
    read_at: Instant,
}

/// Reads the standing of an account.
pub(super) fn standing_of(
    conn: &mut Conn,
    account: AccountId,
) -> Result<Option<Standing>, IdentityError> {
    let Some(account) = store::account_by_id(conn, account)? else {
        return Ok(None);
    };
    let Some(person) = store::person_by_id(conn, account.person)? else {
        return Ok(None);
    };
    Ok(Some(Standing {
        roles: store::roles_of(conn, person.id)?,
        duties: store::duties_of_person(conn, person.id)?,
        account,
        person,
    }))
}

/// Who sends this request: by Bearer token for programs, by cookie for browsers, each door refusing the other's proof.
/// `NotSignedIn` for whatever is not a sign-in of an open account at its present `auth_version`.
pub(super) async fn admitted(
    app: &App,
    req: &HttpRequest,
    door: Door,
) -> Result<(Actor, Admitted), IdentityError> {
    let wall = app.clock.wall();
    let proof = proof_of(req, door).ok_or(IdentityError::NotSignedIn)?;
    let key = app.secrets.token_key();
    let claims = token::read(key, &proof, door, wall).ok_or(IdentityError::NotSignedIn)?;
    let by_person = !req.headers().contains_key(POLL_HEADER);
    let may_sleep = door == Door::Program || app.mode == Mode::Demonstration;
    if !may_sleep && !app.sign_ins.is_awake(&claims, wall, by_person) {
        return Err(IdentityError::NotSignedIn);
    }
    let form_token = token::form_token(key, &claims.sid).ok_or(IdentityError::Random)?;
    let changes = app.sign_ins.changes.load(Ordering::SeqCst);
    let (standing, read_at) = standing(app, account_of(&claims)?, wall).await?;
    let admitted = Admitted {
        claims,
        door,
        form_token,
        changes,
        read_at,
    };
    Ok((admitted.actor(&standing, app.clock.today())?, admitted))
}

/// C4: who was admitted, as the database says now, within the act that is about to be done; none while nothing can have
/// changed. `NotSignedIn` when the account was closed, signed out or given another password since.
pub(super) fn again(
    app: &App,
    conn: &mut Conn,
    admitted: &Admitted,
) -> Result<Option<Actor>, IdentityError> {
    let unchanged = app.sign_ins.changes.load(Ordering::SeqCst) == admitted.changes;
    if unchanged && is_fresh(admitted.read_at, app.clock.wall()) {
        return Ok(None);
    }
    let standing = standing_of(conn, account_of(&admitted.claims)?)?;
    let standing = standing.ok_or(IdentityError::NotSignedIn)?;
    admitted.actor(&standing, app.clock.today()).map(Some)
}

fn account_of(claims: &token::Claims) -> Result<AccountId, IdentityError> {
    claims.sub.parse().map_err(|_| IdentityError::NotSignedIn)
}

async fn standing(
    app: &App,
    account: AccountId,
    wall: Instant,
) -> Result<(Arc<Standing>, Instant), IdentityError> {
    if let Some(kept) = app.sign_ins.kept(account, wall) {
        return Ok(kept);
    }
    let changes = app.sign_ins.changes.load(Ordering::SeqCst);
    let read = app.read(move |conn| standing_of(conn, account)).await?;
    let standing = Arc::new(read.ok_or(IdentityError::NotSignedIn)?);
    app.sign_ins.keep(&standing, wall, changes);
    Ok((standing, wall))
}

impl Admitted {
    /// Who it is by this standing of the account; `NotSignedIn` when the sign-in has ended.
    fn actor(&self, standing: &Standing, today: BusinessDate) -> Result<Actor, IdentityError> {
        let valid = standing.account.auth_version == self.claims.ver
            && standing.account.person.get() == self.claims.person
            && !standing.account.closed;
        if !valid {
            return Err(IdentityError::NotSignedIn);
        }
        let form_token = self.form_token.clone();
        Ok(actor(standing, self.door, today, form_token))
    }
}

fn actor(standing: &Standing, door: Door, today: BusinessDate, form_token: String) -> Actor {
    let here = standing.person.left_on.is_none();
    let roles = rules::roles_on(&standing.roles, today);
    let duties = rules::duties_in_force(&standing.duties, &standing.roles, today);
    let mut duties: Vec<_> = duties.into_iter().map(|d| d.duty).collect();
    duties.sort_unstable();
    duties.dedup();
    Actor {
        person: standing.person.id,
        account: standing.account.id,
        name: standing.person.name.clone(),
        roles: if here { roles } else { Vec::new() },
        duties: if here { duties } else { Vec::new() },
        door,
        lang: Lang::Th,
        form_token,
        must_change_password: standing.account.must_change,
    }
}

fn proof_of(req: &HttpRequest, door: Door) -> Option<String> {
    let mut headers = req.headers().get_all("Authorization");
    let (first, second) = (headers.next(), headers.next());
    match door {
        Door::Program => {
            let value = first.filter(|_| second.is_none())?.to_str().ok()?;
            let (scheme, token) = value.split_once(' ')?;
            scheme
                .eq_ignore_ascii_case("bearer")
                .then(|| token.trim().to_owned())
        }
        Door::Browser => {
            if first.is_some() {
                return None;
            }
            req.cookie(COOKIE).map(|cookie| cookie.value().to_owned())
        }
    }
}

/// By which way a sign-in comes.
pub struct Way {
    pub door: Door,
    pub address: IpAddr,
    /// The browser's cookie of known devices.
    pub device: Option<String>,
    /// On which connection.
    pub line: Line,
}

impl Way {
    /// The way of a request. A program has no device.
    pub(super) fn of(req: &HttpRequest, door: Door) -> Self {
        let cookie = match door {
            Door::Browser => req.cookie(device::COOKIE),
            Door::Program => None,
        };
        Self {
            door,
            address: client::of(req).address,
            device: cookie.map(|cookie| cookie.value().to_owned()),
            line: Line::of(req),
        }
    }
}
