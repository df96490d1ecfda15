#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use super::*;
use crate::program;

const COMMITTED: &str = include_str!("../../../../docs/openapi.json");

fn described(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().keys();
        methods
            .map(|method| (method.to_uppercase(), path.clone()))
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

#[test]
fn every_route_is_described_and_nothing_else() {
    for mode in [Mode::Serve, Mode::Demonstration] {
        let routes = program::routes(mode);
        let api: Vec<_> = routes.iter().filter(|r| r.is_api()).collect();
        let table: BTreeSet<_> = api
            .iter()
            .map(|r| (r.method.to_string(), address(r.path)))
            .collect();
        assert_eq!(table.len(), api.len(), "no route stands twice");
        assert_eq!(described(&document(&routes)), table);
    }
}

#[test]
fn every_operation_is_whole() {
    let document = document(&program::routes(Mode::Serve));
    let mut ids = BTreeSet::new();
    for (method, path) in described(&document) {
        let operation = &document["paths"][&path][method.to_lowercase()];
        assert!(ids.insert(operation["operationId"].to_string()), "{path}");
        let responses = operation["responses"].as_object().unwrap();
        assert!(
            responses.keys().any(|s| s.starts_with(['2', '3'])),
            "{path}"
        );
        let parameters = operation["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let named = |name: &str| parameters.iter().any(|p| p["name"] == name);
        let gaps = path.matches('{').count();
        assert_eq!(
            parameters.iter().filter(|p| p["in"] == "path").count(),
            gaps
        );
        if responses.contains_key("201") || responses.contains_key("202") {
            assert!(named("Idempotency-Key"), "{method} {path}");
        }
        if method == "GET" {
            assert!(!responses.contains_key("422"), "{path}");
        }
    }
}

#[test]
fn the_document_is_openapi() {
    let document = document(&program::routes(Mode::Serve));
    let read: utoipa::openapi::OpenApi = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(
        read.paths.paths.len(),
        document["paths"].as_object().unwrap().len()
    );
}

#[test]
fn every_reference_leads_somewhere_and_every_answer_says_what_it_is() {
    let document = document(&program::routes(Mode::Serve));
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let place = reference.split('"').next().unwrap();
        assert!(document.pointer(place).is_some(), "{place}");
    }
    for (method, path) in described(&document) {
        let operation = &document["paths"][&path][method.to_lowercase()];
        for (status, answer) in operation["responses"].as_object().unwrap() {
            assert!(
                answer["description"].is_string(),
                "{method} {path} {status}"
            );
        }
    }
}

#[test]
fn a_body_is_described_field_by_field() {
    let document = document(&program::routes(Mode::Serve));
    let body = &document["paths"]["/api/v1/auth/token"]["post"]["requestBody"];
    let schema = &body["content"]["application/json"]["schema"];
    assert_eq!(schema["required"], json!(["username", "password"]));
    assert_eq!(schema["additionalProperties"], json!(false));
}

/// A change of the API shows in the diff of the committed document. Write it anew with
/// `cargo run -- openapi > docs/openapi.json`.
#[test]
fn the_committed_document_is_the_programs() {
    let committed: Value = serde_json::from_str(COMMITTED).unwrap();
    let now = document(&program::routes(Mode::Serve));
    for (method, path) in described(&committed).union(&described(&now)) {
        let at = |d: &Value| d["paths"][path][method.to_lowercase()].clone();
        assert_eq!(
            at(&committed),
            at(&now),
            "{method} {path} differs from docs/openapi.json"
        );
    }
    assert_eq!(
        committed, now,
        "docs/openapi.json is not the program's document"
    );
}
