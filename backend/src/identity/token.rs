//! Signed tokens: HS256 with our own key and nothing else. What the token's header says of keys is never looked at, because
//! a token whose header says anything is refused.

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::error::IdentityError;
use super::model::{Account, Door};
use crate::audit::model::hex;
use crate::kernel::Instant;

const ISSUER: &str = "sahakorn";
const KIND: &str = "sign_in";
const SECOND: i64 = 1_000_000;
/// Servers' clocks may differ by this much.
const SKEW_SECONDS: i64 = 5;

/// What a sign-in says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claims {
    /// The account.
    pub sub: String,
    pub person: i64,
    /// The account's `auth_version` at the time.
    pub ver: i64,
    pub aud: String,
    pub iss: String,
    pub iat: i64,
    pub nbf: i64,
    pub exp: i64,
    pub typ: String,
    /// This one sign-in.
    pub sid: String,
}

/// For whom a token is.
const fn audience(door: Door) -> &'static str {
    match door {
        Door::Program => "program",
        Door::Browser => "browser",
    }
}

/// Seconds that a sign-in lasts: half an hour for programs, a working day for browsers.
pub(super) const fn lasts_seconds(door: Door) -> i64 {
    match door {
        Door::Program => 30 * 60,
        Door::Browser => 8 * 3600,
    }
}

/// A new sign-in of an account. `wall` is the machine's time.
pub(super) fn claims(
    account: &Account,
    door: Door,
    wall: Instant,
) -> Result<Claims, IdentityError> {
    let mut sid = [0_u8; 16];
    getrandom::fill(&mut sid).map_err(|_| IdentityError::Random)?;
    let iat = wall.as_micros().div_euclid(SECOND);
    Ok(Claims {
        sub: account.id.to_string(),
        person: account.person.get(),
        ver: account.auth_version,
        aud: audience(door).to_owned(),
        iss: ISSUER.to_owned(),
        iat,
        nbf: iat - SKEW_SECONDS,
        exp: iat + lasts_seconds(door),
        typ: KIND.to_owned(),
        sid: hex(&sid),
    })
}

pub(super) fn mint(key: &[u8], claims: &Claims) -> Result<String, IdentityError> {
    encode(
        &Header::new(Algorithm::HS256),
        claims,
        &EncodingKey::from_secret(key),
    )
    .map_err(|_| IdentityError::Random)
}

/// Reads a token for one door; `None` for whatever is not exactly what we made, or not of this time.
pub(super) fn read(key: &[u8], token: &str, door: Door, wall: Instant) -> Option<Claims> {
    if decode_header(token).ok()? != Header::new(Algorithm::HS256) {
        return None;
    }
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_audience(&[audience(door)]);
    rules.set_issuer(&[ISSUER]);
    rules.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
    // Time is judged below, by the clock that the whole program uses.
    rules.validate_exp = false;
    rules.validate_nbf = false;
    let claims = decode::<Claims>(token, &DecodingKey::from_secret(key), &rules)
        .ok()?
        .claims;
    let now = wall.as_micros().div_euclid(SECOND);
    let in_time = claims.nbf <= now && claims.iat <= now + SKEW_SECONDS && now < claims.exp;
    let whole = claims.typ == KIND
        && claims.aud == audience(door)
        && claims.exp - claims.iat <= lasts_seconds(door);
    (in_time && whole).then_some(claims)
}

/// What every form of this sign-in carries: nobody else can know it.
pub(super) fn form_token(key: &[u8], sid: &str) -> Option<String> {
    Some(hex(&mac(key, "form", sid)?.finalize().into_bytes()))
}

/// A seal over a text for one use of the key: what it seals under one label is nothing under another, and no token.
pub(super) fn mac(key: &[u8], label: &str, text: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    for part in [label.as_bytes(), b"\0", text.as_bytes()] {
        mac.update(part);
    }
    Some(mac)
}

#[cfg(test)]
mod tests;
