//! A body comes as it is. A compressed one grew a thousandfold before anything asked for its size; it is refused at the edge,
//! before routing, whatever the address takes.

use sahakorn_tests::{Answer, Client, Request};

use crate::office::{Ask, Office};

const FORM: &str = "application/x-www-form-urlencoded";

fn sent(office: &Office, path: &str, kind: &str, coding: &str, body: &[u8]) -> Answer {
    let headers = [
        ("Content-Type", kind),
        ("Content-Encoding", coding),
        ("Accept-Language", "en"),
    ];
    let request = Request {
        method: "POST",
        path,
        headers: &headers,
        body,
    };
    Client::new(office.server.address()).send(&request).unwrap()
}

#[test]
fn a_compressed_body_is_refused_whoever_sends_it_and_wherever() {
    let office = Office::open();
    let before = office.rows();
    let upload = Ask::upload("/check/NL1-2569-0001-R0", &[], b"file");
    for (path, kind, body) in [
        ("/api/v1/auth/token", "application/json", &b"{}"[..]),
        ("/sign-in", FORM, b"user_name=a&password=b&form_key=1"),
        (&upload.path, &upload.content_type, &upload.body),
        ("/api/v1/nowhere", "application/json", b"{}"),
    ] {
        for coding in [
            "gzip",
            "x-gzip",
            "deflate",
            "br",
            "zstd",
            "GZIP",
            "identity, gzip",
            "?",
        ] {
            let answer = sent(&office, path, kind, coding, body);
            assert_eq!(answer.status, 415, "{path} {coding}: {}", answer.text());
            if path.starts_with("/api/") {
                let problem = answer.json();
                assert_eq!(problem["code"], "E-SYS-033", "{problem}");
                assert!(answer.text().contains("Content-Encoding"), "{problem}");
            }
        }
        let plain = sent(&office, path, kind, "identity", body);
        assert_ne!(plain.status, 415, "{path}: {}", plain.text());
    }
    office.wrote_nothing(&before, "compressed bodies");
}
