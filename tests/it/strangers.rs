//! Strangers at the door: they are slowed and counted, they never shut out whom an account belongs to, and nobody takes their
//! word on where they come from.

mod tls;

use std::time::{Duration, Instant};

use sahakorn_tests::{Answer, Client, Mode, Request, Server, SignIn, fresh_key};
use serde_json::json;

const WRONG: &str = "not-her-password-1";

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

fn ask(server: &Server, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let request = Request {
        method,
        path,
        headers,
        body: body.as_bytes(),
    };
    Client::new(server.address()).send(&request).unwrap()
}

/// A program's sign-in.
fn program(server: &Server, name: &str, password: &str, more: &[(&str, &str)]) -> Answer {
    let body = json!({ "username": name, "password": password }).to_string();
    let mut headers = vec![
        ("Content-Type", "application/json"),
        ("Accept-Language", "en"),
    ];
    headers.extend(more);
    ask(server, "POST", "/api/v1/auth/token", &headers, &body)
}

/// A browser's sign-in, with what it keeps.
fn browser(server: &Server, who: &SignIn, kept: &str, more: &[(&str, &str)]) -> Answer {
    let form = format!(
        "user_name={}&password={}&form_key={}",
        who.username,
        encoded(&who.password),
        fresh_key()
    );
    let cookies = format!("lang=en; {kept}");
    let mut headers = vec![
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Cookie", cookies.as_str()),
    ];
    headers.extend(more);
    ask(server, "POST", "/sign-in", &headers, &form)
}

/// The whole cookie of that name.
fn cookie<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let set = |(header, value): &&(String, String)| {
        header.eq_ignore_ascii_case("set-cookie") && value.starts_with(&format!("{name}="))
    };
    answer
        .headers
        .iter()
        .find(set)
        .map(|(_, value)| value.as_str())
}

/// `sahakorn_device=...`, as the browser sends it back.
fn device(answer: &Answer) -> String {
    let set = cookie(answer, "sahakorn_device").unwrap();
    assert!(
        set.contains("HttpOnly") && set.contains("SameSite=Strict"),
        "{set}"
    );
    assert!(set.contains("Max-Age=15552000"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

fn two_people(server: &Server) -> (SignIn, SignIn) {
    let mut people = server.people().into_iter();
    (people.next().unwrap(), people.next().unwrap())
}

fn query(server: &Server, sql: &str) -> String {
    server.site().tamper(sql).unwrap()
}

/// Waits until a number in the database is this one: lines of the access log are written after the answer.
fn wait_for(server: &Server, sql: &str, wanted: &str) {
    let begun = Instant::now();
    while query(server, sql) != wanted {
        assert!(
            begun.elapsed().as_secs() < 20,
            "{sql}: {}",
            query(server, sql)
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A server behind a proxy that a test plays, so that strangers come from many addresses.
fn behind_a_proxy() -> Server {
    let setting = "export SAHAKORN_TRUSTED_PROXIES=127.0.0.1,10.0.0.0/8";
    Server::start_after(setting, Mode::Demo, |_| {})
}

#[test]
fn ten_wrong_passwords_of_a_stranger_do_not_shut_the_owners_device_out_however_often() {
    let server = Server::start();
    let (owner, _) = two_people(&server);
    let first = browser(&server, &owner, "", &[]);
    assert_eq!(first.status, 303, "{}", first.text());
    let mut hers = device(&first);
    for round in 0..3 {
        let tries = (0..12).map(|_| program(&server, &owner.username, WRONG, &[]).status);
        let statuses: Vec<u16> = tries.collect();
        assert!(statuses.contains(&429), "{statuses:?}");
        let come_in = browser(&server, &owner, &hers, &[]);
        assert_eq!(come_in.status, 303, "round {round}: {}", come_in.text());
        hers = device(&come_in);
    }
}

/// Wrong tries from many addresses, until no unknown device may try for half an hour.
fn shut_out(server: &Server, owner: &SignIn) {
    for n in 0..50 {
        let from = format!("192.0.2.{n}");
        let more = [("X-Forwarded-For", from.as_str())];
        let answer = program(server, &owner.username, WRONG, &more);
        assert_eq!(answer.status, 401, "{n}: {}", answer.text());
    }
    let locked = "SELECT COUNT(*) FROM accounts WHERE locked_until IS NOT NULL";
    wait_for(server, locked, "1");
}

/// The device of the same person in another installation.
fn foreign_device(owner: &SignIn) -> String {
    let mut elsewhere = Server::start();
    let path = elsewhere.site().secrets().join("token.key");
    let kept = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, kept.trim().chars().rev().collect::<String>()).unwrap();
    elsewhere.restart();
    device(&browser(&elsewhere, owner, "", &[]))
}

#[test]
fn a_device_that_is_forged_or_anothers_is_unknown_and_her_own_comes_in() {
    let server = behind_a_proxy();
    let (owner, other) = two_people(&server);
    let signs_in = |who: &SignIn, kept: &str| browser(&server, who, kept, &[SPOKEN_FOR]);
    let hers = device(&signs_in(&owner, ""));
    let of_other = device(&signs_in(&other, ""));
    let shared = device(&signs_in(&other, &hers));
    shut_out(&server, &owner);
    let account = |of: &str| of.split(['=', '.']).nth(1).unwrap().to_owned();
    let taken = of_other.replacen(&account(&of_other), &account(&hers), 1);
    for (kept, why) in [
        (String::new(), "none"),
        (of_other.clone(), "of another account"),
        (foreign_device(&owner), "of another installation"),
        (hers.replacen('=', "=1", 1), "with another account in it"),
        (taken, "another's with her account in it"),
        (hers[..hers.len() - 4].to_owned(), "cut"),
        ("sahakorn_device=".to_owned(), "empty"),
    ] {
        assert_eq!(signs_in(&owner, &kept).status, 429, "{why}");
    }
    assert_eq!(signs_in(&owner, &shared).status, 303, "a shared browser");
    assert_eq!(signs_in(&owner, &hers).status, 303);
    assert_eq!(signs_in(&other, "").status, 303, "nobody else is shut out");
}

#[test]
fn s12_wrong_passwords_wait_longer_and_longer_for_known_and_unknown_names_alike() {
    let server = Server::start();
    let (owner, _) = two_people(&server);
    let told = |name: &str| {
        let tries = (0..4).map(|_| program(&server, name, WRONG, &[]));
        let told = |answer: Answer| {
            let body = answer.json();
            (answer.status, body["code"].clone(), body["title"].clone())
        };
        tries.map(told).collect::<Vec<_>>()
    };
    let (known, unknown) = (told(&owner.username), told("nobody.here"));
    assert_eq!(known, unknown);
    let statuses: Vec<u16> = known.iter().map(|(status, ..)| *status).collect();
    assert_eq!(statuses, [401, 401, 401, 429]);
    let (begun, mut wrong) = (Instant::now(), 0);
    while begun.elapsed() < Duration::from_secs(7) {
        wrong += i32::from(program(&server, &owner.username, WRONG, &[]).status == 401);
        std::thread::sleep(Duration::from_millis(250));
    }
    assert!((1..=2).contains(&wrong), "{wrong} more in 7 s");
}

#[test]
fn a_kill_does_not_forget_wrong_passwords() {
    let mut server = Server::start();
    let (owner, _) = two_people(&server);
    for _ in 0..3 {
        assert_eq!(program(&server, &owner.username, WRONG, &[]).status, 401);
    }
    assert_eq!(program(&server, "nobody.here", WRONG, &[]).status, 401);
    wait_for(
        &server,
        "SELECT COUNT(*) FROM sign_in_tries WHERE count = 3",
        "2",
    );
    assert_eq!(
        query(&server, "SELECT COUNT(*) FROM sign_in_tries"),
        "2",
        "names of nobody"
    );
    let readable = format!(
        "SELECT COUNT(*) FROM sign_in_tries WHERE key LIKE '%{0}%' OR name_key LIKE '%{0}%'",
        owner.username
    );
    assert_eq!(query(&server, &readable), "0");
    server.kill9();
    server.restart();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(program(&server, &owner.username, WRONG, &[]).status, 401);
    assert_eq!(
        program(&server, &owner.username, WRONG, &[]).status,
        429,
        "the fifth waits 4 s"
    );
    let events = "SELECT COUNT(*) FROM events WHERE act LIKE 'account.%'";
    let before = query(&server, events);
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!(
        program(&server, &owner.username, &owner.password, &[]).status,
        200
    );
    wait_for(&server, "SELECT COUNT(*) FROM sign_in_tries", "1");
    assert_eq!(query(&server, events), before, "no event of it");
}

#[test]
fn twenty_thousand_refusals_of_strangers_are_a_handful_of_lines() {
    let mut server = Server::start();
    let address = server.address().to_owned();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut client = Client::new(&address);
                let request = Request {
                    method: "GET",
                    path: "/api/v1/members",
                    headers: &[],
                    body: b"",
                };
                for _ in 0..5_000 {
                    assert_eq!(client.send(&request).unwrap().status, 401);
                }
            });
        }
    });
    assert_eq!(server.stop(), 0);
    let lines = "FROM access_log WHERE what = 'refused_strangers' AND status = 401";
    assert_eq!(
        query(&server, &format!("SELECT SUM(count) {lines}")),
        "20000"
    );
    let rows: i64 = query(&server, &format!("SELECT COUNT(*) {lines}"))
        .parse()
        .unwrap();
    assert!((1..=10).contains(&rows), "{rows} lines");
    let addresses = format!("SELECT DISTINCT address {lines}");
    assert_eq!(query(&server, &addresses), "127.0.0.1");
    let each = "SELECT COUNT(*) FROM access_log WHERE status = 401 AND what = 'refused'";
    assert_eq!(query(&server, each), "0");
}

#[test]
fn she_is_told_of_wrong_passwords_at_her_next_sign_in() {
    let server = Server::start();
    let (owner, _) = two_people(&server);
    let wrong = "SELECT COUNT(*) FROM access_log WHERE what = 'wrong_password'";
    for _ in 0..2 {
        assert_eq!(program(&server, &owner.username, WRONG, &[]).status, 401);
    }
    wait_for(&server, wrong, "2");
    let from = "SELECT DISTINCT address FROM access_log WHERE what = 'wrong_password'";
    assert_eq!(query(&server, from), "127.0.0.1");
    let signs_in = || program(&server, &owner.username, &owner.password, &[]).json();
    assert_eq!(signs_in()["wrong_tries"], 2);
    wait_for(
        &server,
        "SELECT COUNT(*) FROM access_log WHERE what = 'signed_in'",
        "1",
    );
    assert_eq!(signs_in()["wrong_tries"], 0);
    assert_eq!(program(&server, &owner.username, WRONG, &[]).status, 401);
    wait_for(&server, wrong, "3");
    let answer = browser(&server, &owner, "", &[]);
    let said = cookie(&answer, "toast").unwrap();
    assert!(
        said.contains("wrong%20passwords%20since%20then%3A%201"),
        "{said}"
    );
}

const SPOKEN_FOR: (&str, &str) = ("X-Forwarded-For", "198.51.100.7, 203.0.113.9");
const BY_TLS: (&str, &str) = ("X-Forwarded-Proto", "https");

fn is_secure(answer: &Answer) -> bool {
    let secure = |name| cookie(answer, name).unwrap().contains("Secure");
    assert_eq!(secure("sahakorn_session"), secure("sahakorn_device"));
    secure("sahakorn_session")
}

#[test]
fn nobody_says_whom_he_speaks_for_where_no_proxy_is_named() {
    let server = Server::start();
    let (owner, _) = two_people(&server);
    let more = [SPOKEN_FOR, BY_TLS];
    assert_eq!(program(&server, &owner.username, WRONG, &more).status, 401);
    let answer = browser(&server, &owner, "", &more);
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(!is_secure(&answer));
    let from = "SELECT DISTINCT address FROM access_log WHERE what = 'wrong_password'";
    wait_for(&server, from, "127.0.0.1");
    for n in 0..5 {
        let other = format!("203.0.113.{n}");
        program(
            &server,
            &owner.username,
            WRONG,
            &[("X-Forwarded-For", &other)],
        );
    }
    assert_eq!(
        program(&server, &owner.username, WRONG, &[SPOKEN_FOR]).status,
        429
    );
}

#[test]
fn a_named_proxy_says_whom_it_speaks_for_and_must() {
    let server = behind_a_proxy();
    let (owner, _) = two_people(&server);
    for path in ["/api/v1/members", "/sign-in", "/nowhere", "/metrics"] {
        assert_eq!(ask(&server, "GET", path, &[], "").status, 400, "{path}");
        let unreadable = [("X-Forwarded-For", "unknown")];
        assert_eq!(
            ask(&server, "GET", path, &unreadable, "").status,
            400,
            "{path}"
        );
    }
    for path in ["/health", "/health/live", "/health/ready"] {
        assert_eq!(ask(&server, "GET", path, &[], "").status, 200, "{path}");
    }
    assert!(is_secure(&browser(
        &server,
        &owner,
        "",
        &[SPOKEN_FOR, BY_TLS]
    )));
    assert!(!is_secure(&browser(&server, &owner, "", &[SPOKEN_FOR])));
    tls::every_cookie_is_for_tls_alone(&server, &owner);
    while program(&server, &owner.username, WRONG, &[SPOKEN_FOR]).status != 429 {}
    let elsewhere = [("X-Forwarded-For", "203.0.113.9, 203.0.113.10, 10.1.2.3")];
    assert_eq!(
        program(&server, &owner.username, WRONG, &elsewhere).status,
        401
    );
    let from = "SELECT DISTINCT address FROM access_log WHERE what = 'wrong_password' ORDER BY 1";
    wait_for(&server, from, "203.0.113.10\n203.0.113.9");
}

#[test]
fn a_proxy_that_is_no_address_refuses_to_start() {
    let server = Server::start_bare();
    let output = server
        .site()
        .command(&["serve"])
        .env("SAHAKORN_LISTEN", "127.0.0.1:0")
        .env("SAHAKORN_TRUSTED_PROXIES", "proxy.example")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("trusted_proxies"), "{said}");
}
