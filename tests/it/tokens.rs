//! S4: tokens that were forged, changed, taken from elsewhere or outlived. None is accepted; and who is dismissed is out with
//! the next request.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use sahakorn_tests::fresh_key;
use serde_json::{Map, Value, json};

use crate::office::{Ask, Office};

mod stale;

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn sealed(header: &Value, claims: &Value, key: &[u8], algorithm: Algorithm) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    let seal = crypto::sign(
        message.as_bytes(),
        &EncodingKey::from_secret(key),
        algorithm,
    )
    .unwrap();
    format!("{message}.{seal}")
}

/// What the program's own tokens are made of.
struct Mint {
    key: Vec<u8>,
    claims: Value,
    genuine: String,
}

impl Mint {
    fn of(office: &Office, who: &str) -> Self {
        let genuine = office.token(who);
        let claims = URL_SAFE_NO_PAD
            .decode(genuine.split('.').nth(1).unwrap())
            .unwrap();
        Self {
            key: key_file(office, "token.key"),
            claims: serde_json::from_slice(&claims).unwrap(),
            genuine,
        }
    }

    fn header() -> Value {
        json!({ "typ": "JWT", "alg": "HS256" })
    }

    /// With the right key, and this claim another.
    fn claiming(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        sealed(&Self::header(), &claims, &self.key, Algorithm::HS256)
    }

    fn lacking(&self, name: &str) -> String {
        let mut claims: Map<String, Value> = self.claims.as_object().unwrap().clone();
        claims.remove(name);
        sealed(
            &Self::header(),
            &Value::Object(claims),
            &self.key,
            Algorithm::HS256,
        )
    }

    /// With the right key, and one more line in the header.
    fn headed(&self, name: &str, value: Value) -> String {
        let mut header = Self::header();
        header[name] = value;
        sealed(&header, &self.claims, &self.key, Algorithm::HS256)
    }

    fn keyed(&self, key: &[u8]) -> String {
        sealed(&Self::header(), &self.claims, key, Algorithm::HS256)
    }

    fn seconds(&self, name: &str, more: i64) -> Value {
        json!(self.claims[name].as_i64().unwrap() + more)
    }
}

fn key_file(office: &Office, name: &str) -> Vec<u8> {
    let text = std::fs::read_to_string(office.server.site().secrets().join(name)).unwrap();
    let text = text.trim();
    (0..text.len() / 2)
        .map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).unwrap())
        .collect()
}

/// Signed with the program's own key, and yet not of this time.
fn of_another_time(mint: &Mint) -> Vec<(&'static str, String)> {
    let outlived = {
        let mut claims = mint.claims.clone();
        for name in ["iat", "nbf", "exp"] {
            claims[name] = mint.seconds(name, -3600);
        }
        sealed(&Mint::header(), &claims, &mint.key, Algorithm::HS256)
    };
    vec![
        ("outlived", outlived),
        (
            "ended this second",
            mint.claiming("exp", mint.seconds("iat", 0)),
        ),
        (
            "not yet begun",
            mint.claiming("nbf", mint.seconds("iat", 3600)),
        ),
        (
            "made tomorrow",
            mint.claiming("iat", mint.seconds("iat", 86_400)),
        ),
        (
            "lasts a day",
            mint.claiming("exp", mint.seconds("iat", 86_400)),
        ),
        ("lasts for ever", mint.claiming("exp", json!(i64::MAX))),
        (
            "with its end in words",
            mint.claiming("exp", json!("tomorrow")),
        ),
    ]
}

/// Signed with the program's own key, and yet not for this door or of this account.
fn of_another_place(mint: &Mint) -> Vec<(&'static str, String)> {
    vec![
        ("for browsers", mint.claiming("aud", json!("browser"))),
        (
            "for two doors",
            mint.claiming("aud", json!(["program", "browser"])),
        ),
        (
            "of another program",
            mint.claiming("iss", json!("elsewhere")),
        ),
        ("of a tablet", mint.claiming("typ", json!("tablet"))),
        (
            "of a later sign-in",
            mint.claiming("ver", mint.seconds("ver", 1)),
        ),
        (
            "of an earlier sign-in",
            mint.claiming("ver", mint.seconds("ver", -1)),
        ),
        ("of another account", mint.claiming("sub", json!("1"))),
        ("of no account", mint.claiming("sub", json!("987654"))),
        ("of a condition", mint.claiming("sub", json!("1 OR 1=1"))),
        ("of another person", mint.claiming("person", json!(1))),
        (
            "with one more claim",
            mint.claiming("role", json!("manager")),
        ),
    ]
}

/// Signed with the program's own key, and yet not whole.
fn lacking_a_claim(mint: &Mint) -> Vec<(&'static str, String)> {
    vec![
        ("without end", mint.lacking("exp")),
        ("without door", mint.lacking("aud")),
        ("without account", mint.lacking("sub")),
        ("without version", mint.lacking("ver")),
        ("without kind", mint.lacking("typ")),
        ("without issuer", mint.lacking("iss")),
    ]
}

/// Sealed by another algorithm, or by none.
fn of_another_algorithm(mint: &Mint) -> Vec<(&'static str, String)> {
    let unsealed = |alg: &str| {
        format!(
            "{}.{}.",
            part(&json!({ "typ": "JWT", "alg": alg })),
            part(&mint.claims)
        )
    };
    let saying = |alg: &str, algorithm| {
        sealed(
            &json!({ "typ": "JWT", "alg": alg }),
            &mint.claims,
            &mint.key,
            algorithm,
        )
    };
    vec![
        ("alg none", unsealed("none")),
        ("alg None", unsealed("None")),
        (
            "alg nOnE with a seal",
            format!(
                "{}{}",
                unsealed("nOnE"),
                mint.genuine.rsplit('.').next().unwrap()
            ),
        ),
        ("alg empty", unsealed("")),
        ("RS256", saying("RS256", Algorithm::HS256)),
        ("HS384", saying("HS384", Algorithm::HS384)),
        ("HS512", saying("HS512", Algorithm::HS512)),
        (
            "HS256 said, HS512 sealed",
            saying("HS256", Algorithm::HS512),
        ),
    ]
}

/// A header that tells where to find a key, or what else the token would be.
fn with_another_header(mint: &Mint) -> Vec<(&'static str, String)> {
    vec![
        ("kid", mint.headed("kid", json!("../../dev/null"))),
        ("jku", mint.headed("jku", json!("http://127.0.0.1/keys"))),
        ("x5u", mint.headed("x5u", json!("http://127.0.0.1/cert"))),
        (
            "jwk",
            mint.headed("jwk", json!({ "kty": "oct", "k": "AAAA" })),
        ),
        ("cty", mint.headed("cty", json!("JWT"))),
        ("another typ", mint.headed("typ", json!("at+jwt"))),
    ]
}

/// Sealed with a key that is not the one.
fn with_another_key(office: &Office, mint: &Mint) -> Vec<(&'static str, String)> {
    let hex = std::fs::read(office.server.site().secrets().join("token.key")).unwrap();
    let mut cases = vec![
        ("a key of zeros", mint.keyed(&[0; 32])),
        ("an empty key", mint.keyed(b"")),
        ("the word secret", mint.keyed(b"secret")),
        ("the key file's text", mint.keyed(&hex)),
    ];
    for name in ["chain.key", "index.key", "master.key"] {
        cases.push((name, mint.keyed(&key_file(office, name))));
    }
    cases
}

/// A genuine token, changed.
fn changed(mint: &Mint, other: &str) -> Vec<(&'static str, String)> {
    let parts: Vec<&str> = mint.genuine.split('.').collect();
    let (header, claims, seal) = (parts[0], parts[1], parts[2]);
    let mut richer = mint.claims.clone();
    richer["person"] = json!(1);
    let last = |c: char| format!("{header}.{claims}.{}{c}", &seal[..seal.len() - 1]);
    let near = if seal.ends_with('A') { 'B' } else { 'A' };
    vec![
        (
            "other claims under the seal",
            format!("{header}.{}.{seal}", part(&richer)),
        ),
        ("without its seal", format!("{header}.{claims}.")),
        ("two parts", format!("{header}.{claims}")),
        ("four parts", format!("{}.{seal}", mint.genuine)),
        ("a bent seal", last(near)),
        ("a short seal", format!("{header}.{claims}.{}", &seal[..20])),
        ("a seal twice", format!("{header}.{claims}.{seal}{seal}")),
        ("padding", format!("{}=", mint.genuine)),
        (
            "another's seal",
            format!("{header}.{claims}.{}", other.rsplit('.').next().unwrap()),
        ),
        (
            "another's claims",
            format!("{header}.{}.{seal}", other.split('.').nth(1).unwrap()),
        ),
        ("nothing", String::new()),
        ("dots", "..".to_owned()),
        ("a word", "admin".to_owned()),
        ("a long word", "A".repeat(6_000)),
    ]
}

fn is_let_in(office: &Office, token: &str) -> bool {
    let me = office.send(&Ask::get("/api/v1/me").by(token));
    let ask = Ask::post("/api/v1/members", &office.member_body())
        .by(token)
        .key(fresh_key());
    let write = office.send(&ask);
    assert_eq!(
        me.status == 200,
        write.status == 201,
        "one door opens, the other does not: {} {}",
        me.status,
        write.text()
    );
    assert!(
        me.status == 200 || (me.status, write.status) == (401, 401),
        "{} {}",
        me.status,
        write.status
    );
    me.status == 200
}

#[test]
fn s4_no_forged_or_stale_token_is_accepted() {
    let office = Office::open();
    let (mint, other) = (
        Mint::of(&office, &office.officer),
        office.token(&office.manager),
    );
    assert!(is_let_in(&office, &mint.genuine));
    assert!(
        is_let_in(&office, &mint.keyed(&mint.key)),
        "the test cannot make a token at all"
    );
    let cases = [
        of_another_time(&mint),
        of_another_place(&mint),
        lacking_a_claim(&mint),
        of_another_algorithm(&mint),
        with_another_header(&mint),
        with_another_key(&office, &mint),
        changed(&mint, &other),
    ]
    .concat();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    let before = office.rows();
    let accepted: Vec<&str> = cases
        .iter()
        .filter(|(_, token)| is_let_in(&office, token))
        .map(|(name, _)| *name)
        .collect();
    assert!(accepted.is_empty(), "accepted: {accepted:?}");
    office.wrote_nothing(&before, "a forged token");
}

/// What the program answers to whoever sends this header and no other.
fn status_with(office: &Office, name: &str, value: &str) -> u16 {
    let headers = [(name, value)];
    let request = sahakorn_tests::Request {
        method: "GET",
        path: "/api/v1/me",
        headers: &headers,
        body: b"",
    };
    sahakorn_tests::Client::new(office.server.address())
        .send(&request)
        .unwrap()
        .status
}

#[test]
fn s4_a_token_counts_only_where_it_belongs() {
    let office = Office::open();
    let token = office.token(&office.officer);
    let by = |name: &str, value: String| status_with(&office, name, &value);
    assert_eq!(by("Authorization", format!("Bearer {token}")), 200);
    for (name, value) in [
        ("Authorization", token.clone()),
        ("Authorization", format!("Basic {token}")),
        ("Authorization", format!("Bearer {token} {token}")),
        ("Authorization", format!("Bearer \"{token}\"")),
        ("Cookie", format!("sahakorn_session={token}")),
        ("X-Forwarded-User", "admin.t".to_owned()),
    ] {
        assert_eq!(by(name, value.clone()), 401, "{name}");
    }
    let in_address = format!("/api/v1/me?access_token={token}");
    assert_eq!(office.server.get(&in_address, None).status, 401);
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let opening = json!({ "item": issued.card_item, "identified": "national_id_seen" });
    office.id(&office.card_dispenser, "/api/v1/hand-overs", &opening);
    let code = &office.get(&office.card_dispenser, "/api/v1/hand-overs")["items"][0]["desk_code"];
    assert!(
        !is_let_in(&office, &office.tablet(code)),
        "a tablet's token signs and does nothing else"
    );
    let text = office.server.get("/api/v1/tablet/hand-over", Some(&token));
    assert_ne!(text.status, 200);
}
