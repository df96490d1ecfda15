//! Every text of every body of the API document, posted with what it must not hold: a new field is tried without being named here.

use sahakorn::app::Mode;
use sahakorn::web::openapi;
use sahakorn_tests::fresh_key;
use serde_json::{Map, Value, json};

use crate::keys::{ACTS, Act, owes, write_off};
use crate::office::{Ask, Office};
use crate::sources::{code_of, files_under};

const PIN: &str = "รหัสบัตรคือ 482915";
const CARD: &str = "บัตร ౪౧౧౧\u{3164}౧౧౧౧\u{3164}౧౧౧౧\u{3164}౧౧౧౧";

/// Bodies of the writes that have no key.
const MORE: &[(&str, Act)] = &[
    ("POST /api/v1/auth/token", |_| {
        Ask::post(
            "/api/v1/auth/token",
            &json!({ "username": "x", "password": "x" }),
        )
    }),
    ("POST /api/v1/tablet/sessions", |_| {
        Ask::post("/api/v1/tablet/sessions", &json!({ "code": "123456" }))
    }),
    ("POST /api/v1/members/{id}/reveal", |o| {
        let path = format!("/api/v1/members/{}/reveal", o.member());
        let body = json!({ "what": "telephone", "reason": "โทรแจ้ง" });
        Ask::post(path, &body).by(o.token(&o.officer))
    }),
    ("POST /api/v1/applications/{id}/reveal", |o| {
        let path = format!("/api/v1/applications/{}/reveal", o.application(o.member()));
        Ask::post(path, &json!({ "reason": "โทรแจ้ง" })).by(o.token(&o.officer))
    }),
    ("POST /api/v1/notices/first/preview", |o| {
        let body = json!({ "items": [o.kept(1).remove(0).card_item] });
        Ask::post("/api/v1/notices/first/preview", &body).by(o.token(&o.card_keeper))
    }),
];

/// Texts that are no free text and are kept nowhere, each with the reason.
const OTHERS: [(&str, &str); 4] = [
    (
        "POST /api/v1/auth/password /new_password",
        "only its hash is kept",
    ),
    (
        "POST /api/v1/auth/password /old_password",
        "compared with a hash",
    ),
    (
        "POST /api/v1/papers/check /number",
        "looked up, kept nowhere",
    ),
    (
        "POST /api/v1/papers/check /sha256",
        "looked up, kept nowhere",
    ),
];

/// Numbers whose own name may be a word for PINs: an envelope `PIN 004512`.
fn may_be_named_so(pointer: &str) -> bool {
    pointer.ends_with("/envelope_no")
}

fn document() -> Value {
    openapi::document(&sahakorn::program::routes(Mode::Demonstration))
}

/// The texts in the JSON body of a row, each as the pointer to it.
fn texts_of(document: &Value, row: &str) -> Vec<String> {
    let (method, path) = row.split_once(' ').unwrap();
    let body = &document["paths"][path][method.to_lowercase()]["requestBody"];
    let mut found = Vec::new();
    collect(
        document,
        &body["content"]["application/json"]["schema"],
        "",
        &mut found,
    );
    if row.ends_with("/delivery-list") {
        // Its body is a file or this, so the document does not spell it out.
        let fields = [
            "card_number",
            "expires_on",
            "envelope_no",
            "member_number",
            "name_on_card",
        ];
        found.extend(fields.map(|field| format!("/lines/0/{field}")));
        found.push("/reference".to_owned());
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn collect(document: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(to) = schema["$ref"].as_str() {
        let to = document.pointer(to.trim_start_matches('#')).unwrap();
        return collect(document, to, at, found);
    }
    for kind in ["oneOf", "anyOf", "allOf"] {
        let kinds = schema[kind].as_array().into_iter().flatten();
        kinds.for_each(|one| collect(document, one, at, found));
    }
    let is_text = |kind: &Value| kind == "string";
    let kinds = schema["type"].as_array().into_iter().flatten();
    if is_text(&schema["type"]) || kinds.into_iter().any(is_text) {
        found.push(at.to_owned());
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        collect(document, inner, &format!("{at}/{name}"), found);
    }
    if schema["items"].is_object() {
        collect(document, &schema["items"], &format!("{at}/0"), found);
    }
}

/// What a text needs beside it to be read at all.
fn companions(office: &Office, row: &str, pointer: &str) -> Vec<(&'static str, Value)> {
    let before = office.day(-1);
    match pointer {
        "/late/reason" => vec![("/late/left_on", json!(before))],
        "/late_reason" => vec![("/opened_on", json!(before))],
        "/papers/loss_report/bank_reference" => vec![
            ("/papers/form_signed", json!(true)),
            ("/papers/id_copy", json!(true)),
            ("/papers/loss_report/reported_on", json!(before)),
        ],
        "/duties/0/terminal" => vec![
            ("/duties/0/person", json!(1)),
            ("/duties/0/duty", json!("edc_controller")),
        ],
        "/duties/0/duty" => vec![("/duties/0/person", json!(1))],
        "/cause" => vec![("/kind", json!("unusable"))],
        "/terminal" if row.ends_with("/duties") => vec![("/duty", json!("edc_controller"))],
        "/lines/0/note" => vec![("/lines/0/fault", json!("opened"))],
        _ => Vec::new(),
    }
}

fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut at = body;
    for part in pointer.split('/').skip(1) {
        at = match part.parse::<usize>() {
            Ok(_) => {
                if !at.is_array() {
                    *at = json!([{}]);
                }
                &mut at[0]
            }
            Err(_) => {
                if !at.is_object() {
                    *at = Value::Object(Map::new());
                }
                &mut at[part]
            }
        };
    }
    *at = value;
}

/// The same request with this text at that place.
fn with(office: &Office, (row, ask): (&str, &Ask), pointer: &str, text: &str) -> Ask {
    let mut body: Value = serde_json::from_slice(&ask.body).unwrap();
    for (beside, value) in companions(office, row, pointer) {
        put(&mut body, beside, value);
    }
    put(&mut body, pointer, json!(text));
    let mut other = ask.clone().key(fresh_key());
    other.body = body.to_string().into_bytes();
    other
}

/// Whether the refusal speaks of this text.
fn is_about(problem: &Value, pointer: &str) -> bool {
    let field = pointer.trim_start_matches('/').replace('/', ".");
    let dotted = |field: &Value| {
        field
            .as_str()
            .unwrap_or_default()
            .replace('[', ".")
            .replace(']', "")
    };
    let kinds = [
        "pin",
        "card_number",
        "too_long",
        "E-LED-052",
        "E-LED-090",
        "E-LED-091",
    ];
    let errors = problem["errors"].as_array().into_iter().flatten();
    let mut errors = errors.chain(std::iter::once(problem));
    errors.any(|error| {
        let told = dotted(&error["field"]);
        told == field
            || (!told.is_empty() && field.ends_with(&format!(".{told}")))
            || kinds.iter().any(|kind| error["code"] == *kind)
    })
}

/// What is wrong with the answer to this text, if anything.
fn fault(office: &Office, of: (&str, &Ask), pointer: &str, text: &str) -> Option<String> {
    let answer = office.send(&with(office, of, pointer, text));
    let is_refused = (400..500).contains(&answer.status);
    // A wrong name, password or code is said without saying which it was.
    let is_door = of.0.ends_with("/auth/token") || of.0.ends_with("/tablet/sessions");
    let said = is_refused && (is_door || is_about(&answer.json(), pointer));
    let shown: String = text.chars().take(20).collect();
    let told: String = answer.text().chars().take(400).collect();
    (!said).then(|| format!("{} {pointer} with {shown}: {} {told}", of.0, answer.status))
}

#[test]
fn a3_no_text_of_any_body_hides_a_pin_or_a_card_number_or_is_endless() {
    let (office, document) = (Office::open(), document());
    let long = "ก".repeat(20_000);
    let (mut faults, mut asked) = (Vec::new(), 0);
    for (row, act) in ACTS.iter().chain(MORE) {
        let texts = texts_of(&document, row);
        let ask = act(&office).key(fresh_key());
        if *row == "POST /api/v1/take-over/end" {
            // What is counted first is counted after it.
            assert!(office.send(&ask).is_ok());
        }
        if ask.content_type != "application/json" || texts.is_empty() {
            continue;
        }
        let before = office.rows();
        for pointer in &texts {
            for text in [PIN, CARD, &long] {
                if text == PIN && may_be_named_so(pointer) {
                    continue;
                }
                asked += 1;
                faults.extend(fault(&office, (row, &ask), pointer, text));
            }
        }
        let after = office.rows();
        if after != before {
            faults.push(format!("{row} has written"));
        }
    }
    assert!(asked > 250, "{asked} texts");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every row of the document is walked, or its texts are none.
#[test]
fn every_body_with_a_text_is_walked() {
    let document = document();
    let mut missing = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys().filter(|m| *m != "get") {
            let row = format!("{} {path}", method.to_uppercase());
            let is_walked = ACTS.iter().chain(MORE).any(|(walked, _)| *walked == row);
            let texts = texts_of(&document, &row).into_iter();
            let open = texts.filter(|pointer| {
                let is_date = path.ends_with("/first-day");
                let own = format!("{row} {pointer}");
                !is_walked && !is_date && OTHERS.iter().all(|(other, _)| *other != own)
            });
            missing.extend(open.map(|pointer| format!("{row} {pointer}")));
        }
    }
    assert!(missing.is_empty(), "nobody tries {missing:?}");
}

/// The fields beside a file, which the document does not spell out.
#[test]
fn what_is_said_beside_a_scan_hides_nothing() {
    let office = Office::open();
    let member = owes(&office);
    let ask = write_off(&office, member);
    let long = "ก".repeat(20_000);
    for said in ["7/2569", "สมาชิกถึงแก่กรรม"] {
        for text in [PIN, CARD, &long] {
            let body = String::from_utf8(ask.body.clone()).unwrap();
            let mut other = ask.clone();
            other.body = body.replace(said, text).into_bytes();
            office.refused(400, &other);
        }
    }
}

/// The half of the look that lets PINs pass is for numbers alone; the files that have one, and how often they ask.
#[test]
fn only_numbers_are_looked_at_for_card_numbers_alone() {
    let asks = |text: &str| {
        code_of(text, false)
            .matches("has_card_number_like(")
            .count()
    };
    let found: Vec<(String, usize)> = files_under("backend/src", ".rs")
        .into_iter()
        .filter(|source| !source.path.contains("/kernel/thai/"))
        .map(|source| (source.path, asks(&source.text)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let wanted = [
        ("backend/src/cards/batches/rules.rs", 1),
        ("backend/src/cards/custody/service/numbers.rs", 1),
        ("backend/src/cards/takeover/rows.rs", 1),
    ];
    assert_eq!(found, wanted.map(|(path, count)| (path.to_owned(), count)));
}
