//! Every status that a route can give: what follows from its row and arguments, and the few that do not.

use actix_web::http::Method;
use serde_json::{Map, Value, json};

use super::schema::XLSX;
use super::takes::{Sent, Takes};
use crate::web::route::{Route, Who};

/// Successes that differ from 200 for what is read, 201 for an act, 200 for a POST without a key.
const SUCCESSES: &[(&str, &str, &[u16])] = &[
    ("POST", "/api/v1/auth/sign-out", &[204]),
    ("POST", "/api/v1/journal/entries", &[202]),
    ("POST", "/api/v1/journal/entries/{id}/reversal", &[202]),
    ("GET", "/api/docs", &[308]),
];

/// Refusals that do not follow from row and arguments.
const REFUSALS: &[(&str, &str, &[u16])] = &[
    ("POST", "/api/v1/auth/token", &[401, 429]),
    ("POST", "/api/v1/auth/password", &[429]),
    ("POST", "/api/v1/tablet/sessions", &[404, 409]),
    ("POST", "/api/v1/tablet/strokes", &[404]),
    ("GET", "/api/v1/calendar/deadline", &[409]),
    ("GET", "/api/v1/calendar/holidays", &[409]),
    ("GET", "/api/v1/papers/{id}.pdf", &[409, 410]),
    ("GET", "/api/v1/letters/{id}.pdf", &[409, 410]),
    ("GET", "/api/v1/batches/{id}.pdf", &[409, 410]),
    ("GET", "/api/v1/applications/{id}.pdf", &[409, 410]),
    (
        "GET",
        "/api/v1/journal/entries/{id}/receipt.pdf",
        &[409, 410],
    ),
    ("GET", "/api/v1/registers/cards.pdf", &[409]),
    ("GET", "/api/v1/registers/pins.pdf", &[409]),
    ("POST", "/api/v1/papers", &[410]),
    ("POST", "/api/v1/papers/check/file", &[410]),
];

fn listed(table: &[(&str, &str, &[u16])], route: &Route) -> Vec<u16> {
    table
        .iter()
        .filter(|(method, path, _)| *method == route.method.as_str() && *path == route.path)
        .flat_map(|(_, _, statuses)| statuses.iter().copied())
        .collect()
}

/// The responses of a route.
pub(super) fn responses(route: &Route, takes: &Takes) -> Value {
    let mut found = Map::new();
    for status in successes(route, takes) {
        found.insert(status.to_string(), success(status, route));
    }
    for status in refusals(route, takes) {
        found.insert(status.to_string(), refusal(status));
    }
    Value::Object(found)
}

fn successes(route: &Route, takes: &Takes) -> Vec<u16> {
    let own = listed(SUCCESSES, route);
    if !own.is_empty() {
        return own;
    }
    match &takes.body {
        Sent::Keyed(_) => vec![201],
        Sent::File | Sent::Bytes => vec![200, 201],
        Sent::Nothing | Sent::Plain(_) | Sent::Form => vec![200],
    }
}

fn refusals(route: &Route, takes: &Takes) -> Vec<u16> {
    let mut found = listed(REFUSALS, route);
    let open = route.who == Who::Anyone;
    let has_body = takes.body != Sent::Nothing;
    if has_body || takes.query.is_some() {
        found.push(400);
    }
    if !open {
        found.push(401);
    }
    match route.who {
        Who::SignedIn | Who::Roles(_) | Who::Duties(_, _) => found.push(403),
        Who::Anyone | Who::SignedInAtAll | Who::Tablet => {}
    }
    if route.path.contains('{') {
        found.push(404);
    }
    if has_body {
        found.extend([408, 413, 415]);
    }
    if route.method != Method::GET && !open {
        found.extend([404, 409, 422]);
    }
    if route.path.starts_with("/api/v1/") {
        found.push(503);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn success(status: u16, route: &Route) -> Value {
    let receipt =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Receipt" } } });
    let location = json!({ "Location": {
        "description": "Where it can be read", "schema": { "type": "string" },
    } });
    match status {
        201 => json!({ "description": "Done", "headers": location, "content": receipt }),
        202 => {
            json!({ "description": "Prepared; it waits for another person's approval", "headers": location, "content": receipt })
        }
        204 => json!({ "description": "Done; nothing to say" }),
        308 => json!({ "description": "To /api/docs/" }),
        _ => json!({ "description": "What was asked for", "content": content(route.path) }),
    }
}

fn content(path: &str) -> Value {
    let kind = match path.rsplit_once('.') {
        Some((_, "csv")) => "text/csv",
        Some((_, "xlsx")) => XLSX,
        Some((_, "pdf")) => "application/pdf",
        Some((_, "*}")) => "*/*",
        Some(_) | None if path == "/api/v1/ledger/export" => "text/plain",
        Some(_) | None => return json!({ "application/json": {} }),
    };
    json!({ kind: { "schema": { "type": "string" } } })
}

fn refusal(status: u16) -> Value {
    let description = match status {
        400 => "A field or parameter cannot be read; errors names it",
        401 => "Nobody is signed in",
        403 => "Not this person's duty, or the first password must be changed",
        404 => "Does not exist, or may not be seen",
        408 => "The body came too slowly",
        409 => "Wrong state, stale version, or a key that was used with another body",
        410 => "The data were destroyed with their key",
        413 => "The body is too large",
        415 => "The body is compressed",
        422 => "A rule refuses; rule and article name it",
        429 => "Too many tries; detail says how long to wait",
        503 => "Busy; nothing is lost, ask again with the same key",
        _ => "Refused",
    };
    let mut refusal = json!({
        "description": description,
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/ProblemBody" } } },
    });
    if status == 503 {
        refusal["headers"] = json!({ "Retry-After": {
            "description": "Seconds", "schema": { "type": "integer" },
        } });
    }
    refusal
}

#[cfg(test)]
mod tests;
