#![expect(clippy::unwrap_used, reason = "tests")]
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use serde_json::{Value, json};

use super::*;
use crate::kernel::{AccountId, PersonId};

const KEY: &[u8; 32] = &[7; 32];

fn account() -> Account {
    Account {
        id: AccountId::new(4),
        version: 1,
        person: PersonId::new(9),
        username: "malee".into(),
        password_digest: "d".into(),
        must_change: false,
        auth_version: 3,
        locked_until: None,
        closed: false,
    }
}

fn wall() -> Instant {
    Instant::parse("2026-11-21T02:00:00Z").unwrap()
}

fn good() -> Value {
    serde_json::to_value(claims(&account(), Door::Program, wall()).unwrap()).unwrap()
}

/// Signs any header and any claims as HS256 would.
fn signed(key: &[u8], header: &Value, claims: &Value) -> String {
    let body = format!(
        "{}.{}",
        B64.encode(header.to_string()),
        B64.encode(claims.to_string())
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(body.as_bytes());
    format!("{body}.{}", B64.encode(mac.finalize().into_bytes()))
}

fn plain_header() -> Value {
    json!({"typ": "JWT", "alg": "HS256"})
}

fn accepted(token: &str) -> bool {
    read(KEY, token, Door::Program, wall()).is_some()
}

fn with(change: impl FnOnce(&mut Value)) -> String {
    let mut claims = good();
    change(&mut claims);
    signed(KEY, &plain_header(), &claims)
}

fn without(claim: &str) -> String {
    with(|claims| drop(claims.as_object_mut().unwrap().remove(claim)))
}

#[test]
fn what_we_mint_we_read() {
    let minted = claims(&account(), Door::Program, wall()).unwrap();
    let token = mint(KEY, &minted).unwrap();
    assert_eq!(read(KEY, &token, Door::Program, wall()), Some(minted));
    assert!(accepted(&with(|_| {})), "the forging helper signs rightly");
}

#[test]
fn a_header_that_says_anything_else_is_refused() {
    let claims = good();
    for header in [
        json!({"typ": "JWT", "alg": "none"}),
        json!({"typ": "JWT", "alg": "None"}),
        json!({"typ": "JWT", "alg": "nOnE"}),
        json!({"typ": "JWT", "alg": "HS384"}),
        json!({"typ": "JWT", "alg": "HS512"}),
        json!({"typ": "JWT", "alg": "RS256"}),
        json!({"typ": "JWT", "alg": "PS256"}),
        json!({"typ": "JWT", "alg": "ES256"}),
        json!({"typ": "JWT", "alg": "EdDSA"}),
        json!({"typ": "JWT", "alg": ""}),
        json!({"typ": "JWT"}),
        json!({"typ": "at+jwt", "alg": "HS256"}),
        json!({"alg": "HS256"}),
        json!({"typ": "JWT", "alg": "HS256", "kid": "../../dev/null"}),
        json!({"typ": "JWT", "alg": "HS256", "kid": "' OR 1=1"}),
        json!({"typ": "JWT", "alg": "HS256", "jku": "https://example.com/keys"}),
        json!({"typ": "JWT", "alg": "HS256", "x5u": "https://example.com/x"}),
        json!({"typ": "JWT", "alg": "HS256", "x5c": ["AAAA"]}),
        json!({"typ": "JWT", "alg": "HS256", "jwk": {"kty": "oct", "k": "AAAA"}}),
        json!({"typ": "JWT", "alg": "HS256", "crit": ["exp"]}),
        json!({"typ": "JWT", "alg": "HS256", "cty": "JWT"}),
    ] {
        assert!(!accepted(&signed(KEY, &header, &claims)), "{header}");
    }
}

#[test]
fn a_token_without_our_signature_is_refused() {
    let token = with(|_| {});
    let (body, _) = token.rsplit_once('.').unwrap();
    for forged in [
        body.to_owned(),
        format!("{body}."),
        format!("{body}.AAAA"),
        signed(&[8; 32], &plain_header(), &good()),
        signed(b"", &plain_header(), &good()),
        signed(b"secret", &plain_header(), &good()),
        format!("{token}."),
        format!("{token}x"),
        String::new(),
        "..".to_owned(),
        "a.b.c".to_owned(),
    ] {
        assert!(!accepted(&forged), "{forged}");
    }
    let mut other = good();
    other["person"] = json!(1);
    let swapped = signed(&[8; 32], &plain_header(), &other);
    let payload = swapped.split('.').nth(1).unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    assert!(!accepted(&format!("{}.{payload}.{}", parts[0], parts[2])));
}

#[test]
fn claims_that_are_not_ours_are_refused() {
    let now = wall().as_micros() / SECOND;
    let cases: Vec<(&str, String)> = vec![
        ("expired", with(|c| c["exp"] = json!(now))),
        ("long ago", with(|c| c["exp"] = json!(now - 86_400))),
        ("not yet", with(|c| c["nbf"] = json!(now + 1))),
        ("from the future", with(|c| c["iat"] = json!(now + 600))),
        (
            "lasts for ever",
            with(|c| c["exp"] = json!(now + 10 * 365 * 86_400)),
        ),
        ("exp as text", with(|c| c["exp"] = json!("9999999999"))),
        ("exp as a fraction", with(|c| c["exp"] = json!(9e18))),
        ("no exp", without("exp")),
        ("no nbf", without("nbf")),
        ("no aud", without("aud")),
        ("no iss", without("iss")),
        ("no typ", without("typ")),
        ("no ver", without("ver")),
        ("for browsers", with(|c| c["aud"] = json!("browser"))),
        (
            "for both",
            with(|c| c["aud"] = json!(["program", "browser"])),
        ),
        ("for others", with(|c| c["aud"] = json!("tablet"))),
        ("another issuer", with(|c| c["iss"] = json!("elsewhere"))),
        ("another kind", with(|c| c["typ"] = json!("desk_code"))),
        ("more claims", with(|c| c["role"] = json!("manager"))),
    ];
    for (name, token) in cases {
        assert!(!accepted(&token), "{name}");
    }
}

#[test]
fn a_browsers_token_opens_no_program_door_and_the_other_way_round() {
    for (made, other) in [
        (Door::Browser, Door::Program),
        (Door::Program, Door::Browser),
    ] {
        let token = mint(KEY, &claims(&account(), made, wall()).unwrap()).unwrap();
        assert!(read(KEY, &token, made, wall()).is_some());
        assert!(read(KEY, &token, other, wall()).is_none());
    }
}

#[test]
fn a_form_token_belongs_to_one_sign_in() {
    assert_eq!(form_token(KEY, "a"), form_token(KEY, "a"));
    assert_ne!(form_token(KEY, "a"), form_token(KEY, "b"));
    assert_ne!(form_token(KEY, "a"), form_token(&[8; 32], "a"));
}
