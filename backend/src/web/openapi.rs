//! The API document, made from the route table: an address that is not in the table cannot be described, and one that is
//! cannot be left out. Bodies and parameters come from the types that read them ([`shape`]).

mod probe;
mod schema;
pub mod shape;
mod statuses;
pub mod takes;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, web};
use serde_json::{Map, Value, json};

use self::shape::{Field, Shape};
use self::takes::{Sent, Takes};
use super::net::big::fixed;
use super::route::{Route, Who};
use crate::app::{App, Mode};
use crate::kernel::Problem;

const DOCUMENT: &str = "/api/openapi.json";
const DOCS: &str = "/api/docs/{tail:.*}";
const DESCRIPTION: &str = "Dates are ISO dates of Bangkok, instants RFC 3339 in UTC, money is text in baht. \
    Every POST but sign-in and dry runs carries an Idempotency-Key: the same request with the same key has its effect once. \
    A refusal is application/problem+json with a code, the rule that refuses and its article. Unknown fields are refused. \
    Every answer has an X-Request-Id, by which the log is searched when something failed.";

/// The document and its reader. `all` are the program's routes, these among them.
pub fn routes(all: fn(Mode) -> Vec<Route>) -> Vec<Route> {
    let json = move |app: web::Data<App>| async move {
        let mut answer = HttpResponse::Ok();
        answer.content_type("application/json");
        fixed(answer, made(all, app.mode))
    };
    vec![
        Route::get(DOCUMENT, "api.document", Who::Anyone, "This document", json),
        Route::get(
            "/api/docs",
            "api.docs",
            Who::Anyone,
            "To the reader of this document",
            to_docs,
        ),
        Route::get(
            DOCS,
            "api.docs_file",
            Who::Anyone,
            "The reader of this document",
            docs,
        ),
    ]
}

/// The document as text, made once: anybody may ask for it as often as he likes.
fn made(all: fn(Mode) -> Vec<Route>, mode: Mode) -> web::Bytes {
    static SERVE: OnceLock<web::Bytes> = OnceLock::new();
    static DEMONSTRATION: OnceLock<web::Bytes> = OnceLock::new();
    let kept = match mode {
        Mode::Serve => &SERVE,
        Mode::Demonstration => &DEMONSTRATION,
    };
    kept.get_or_init(|| document(&all(mode)).to_string().into())
        .clone()
}

async fn to_docs() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((LOCATION, "/api/docs/"))
        .finish()
}

async fn docs(tail: web::Path<String>) -> Result<HttpResponse, Problem> {
    let config = Arc::new(utoipa_swagger_ui::Config::from(DOCUMENT));
    match utoipa_swagger_ui::serve(&tail, config) {
        Ok(Some(file)) => {
            let mut answer = HttpResponse::Ok();
            answer.content_type(file.content_type.as_str());
            Ok(match file.bytes {
                Cow::Borrowed(bytes) => fixed(answer, web::Bytes::from_static(bytes)),
                Cow::Owned(bytes) => answer.body(bytes),
            })
        }
        Ok(None) => Err(Problem::not_found()),
        Err(error) => {
            let cause = format!("the reader of the API document could not be served: {error}");
            Err(Problem::internal().caused_by(cause))
        }
    }
}

/// The document of these routes, as `GET /api/openapi.json` answers it.
pub fn document(routes: &[Route]) -> Value {
    let mut paths = Map::new();
    for route in routes.iter().filter(|route| route.is_api()) {
        let item = paths
            .entry(address(route.path))
            .or_insert_with(|| json!({}));
        item[route.method.as_str().to_lowercase()] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sahakorn",
            "version": env!("CARGO_PKG_VERSION"),
            "description": DESCRIPTION,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": schema::components(),
    })
}

/// The address as OpenAPI writes it: `{tail:.*}` is `{tail}`.
fn address(path: &str) -> String {
    let mut parts = path.split('/').map(|part| match part.split_once(':') {
        Some((name, _)) if name.starts_with('{') => format!("{name}}}"),
        Some(_) | None => part.to_owned(),
    });
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |so_far, part| format!("{so_far}/{part}"))
}

fn operation(route: &Route) -> Value {
    let takes = (route.takes)();
    let mut operation = json!({
        "operationId": operation_id(route),
        "summary": route.summary,
        "description": format!("Open to: {}.", open_to(route.who)),
        "tags": [tag(route.path)],
        "security": security(route.who),
        "responses": statuses::responses(route, &takes),
        "x-act": route.act,
    });
    let parameters = parameters(route, &takes);
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if let Some(body) = request_body(&takes.body) {
        operation["requestBody"] = body;
    }
    operation
}

/// Method and address as one word; no two routes have the same.
fn operation_id(route: &Route) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let path = address(route.path).replace(['{', '}'], "");
    let path: String = path.trim_start_matches("/api/").chars().map(word).collect();
    format!("{}_{path}", route.method.as_str().to_lowercase())
}

/// The first noun of the address.
fn tag(path: &str) -> &str {
    let rest = path.trim_start_matches("/api/").trim_start_matches("v1/");
    rest.split(['/', '.', '{']).next().unwrap_or_default()
}

fn open_to(who: Who) -> String {
    match who {
        Who::Anyone => "anyone".to_owned(),
        Who::SignedIn => "anyone who is signed in".to_owned(),
        Who::SignedInAtAll => {
            "anyone who is signed in, even while the first password must be changed".to_owned()
        }
        Who::Roles(roles) => format!("the roles {}", words(roles)),
        Who::Duties(duties, &[]) => format!("the duties {}", words(duties)),
        Who::Duties(duties, roles) => {
            format!("the duties {}, the roles {}", words(duties), words(roles))
        }
        Who::Tablet => "the signature tablet with its token for one hand-over".to_owned(),
    }
}

fn words<T: serde::Serialize>(list: &[T]) -> String {
    let word = |one: &T| match serde_json::to_value(one) {
        Ok(Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    };
    list.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn security(who: Who) -> Value {
    match who {
        Who::Anyone => json!([]),
        Who::Tablet => json!([{ "tablet": [] }]),
        Who::SignedIn | Who::SignedInAtAll | Who::Roles(_) | Who::Duties(_, _) => {
            json!([{ "bearer": [] }])
        }
    }
}

fn parameters(route: &Route, takes: &Takes) -> Vec<Value> {
    let mut found = path_parameters(route.path, &takes.path);
    if let Some(Shape::Object(fields)) = &takes.query {
        found.extend(fields.iter().map(query_parameter));
    }
    if let Some(required) = key_required(&takes.body) {
        found.push(json!({
            "name": "Idempotency-Key",
            "in": "header",
            "required": required,
            "description": "1 to 100 characters of the client's own, new for each act",
            "schema": { "type": "string", "minLength": 1, "maxLength": 100 },
        }));
    }
    found
}

/// Whether a route with this body takes a key, and whether it must have one.
fn key_required(body: &Sent) -> Option<bool> {
    match body {
        Sent::Keyed(_) => Some(true),
        Sent::File | Sent::Bytes => Some(false),
        Sent::Nothing | Sent::Plain(_) | Sent::Form => None,
    }
}

fn path_parameters(path: &str, shapes: &[Shape]) -> Vec<Value> {
    let address = address(path);
    let names = address
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    names
        .enumerate()
        .map(|(at, (name, _))| {
            let shape = shapes.get(at).unwrap_or(&Shape::Text);
            json!({ "name": name, "in": "path", "required": true, "schema": schema::of(shape) })
        })
        .collect()
}

fn query_parameter(field: &Field) -> Value {
    let shape = if let Shape::Maybe(inner) = &field.shape {
        inner
    } else {
        &field.shape
    };
    json!({ "name": field.name, "in": "query", "required": field.required, "schema": schema::of(shape) })
}

fn request_body(body: &Sent) -> Option<Value> {
    let binary = || json!({ "type": "string", "contentMediaType": "application/octet-stream" });
    let content = match body {
        Sent::Nothing => return None,
        Sent::Keyed(shape) | Sent::Plain(shape) => {
            json!({ "application/json": { "schema": schema::of(shape) } })
        }
        Sent::Form => json!({ "application/x-www-form-urlencoded": {} }),
        Sent::File => json!({ "multipart/form-data": { "schema": {
            "type": "object", "properties": { "file": binary() }, "required": ["file"],
        } } }),
        Sent::Bytes => json!({
            "application/json": {}, "text/csv": {}, schema::XLSX: { "schema": binary() },
        }),
    };
    Some(json!({ "required": true, "content": content }))
}

#[cfg(test)]
mod tests;
