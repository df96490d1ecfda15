//! Request bodies: JSON with its idempotency key, and forms with theirs. Unknown fields and anything like a PIN are refused.

mod fault;

use std::borrow::Cow;
use std::future::{Future, ready};
use std::pin::Pin;

use actix_http::BoxedPayloadStream;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use futures_util::{StreamExt as _, stream};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::net::Share;
use super::upload;
use crate::audit::model::hex;
use crate::db::IdempotencyKey;
use crate::identity::model::Actor;
use crate::kernel::thai::visible;
use crate::kernel::{Problem, Rule, Text, names_a_secret};

/// A key is a client's random text.
const KEY_CHARS_MAX: usize = 100;

/// A JSON body and the key it came with.
pub struct Keyed<T> {
    pub body: T,
    pub key: IdempotencyKey,
}

/// A JSON body where no key is asked for: sign-in, dry runs.
pub struct Plain<T>(pub T);

type Ready<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl<T: DeserializeOwned + 'static> FromRequest for Keyed<T> {
    type Error = Problem;
    type Future = Ready<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, bytes) = (req.clone(), web::Bytes::from_request(req, payload));
        Box::pin(async move {
            let bytes = bytes.await.map_err(|e| unreadable(&e))?;
            let body = parse(&bytes)?;
            let key = key_of(&req, &bytes)?;
            Ok(Self { body, key })
        })
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Plain<T> {
    type Error = Problem;
    type Future = Ready<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = web::Bytes::from_request(req, payload);
        Box::pin(async move {
            let bytes = bytes.await.map_err(|e| unreadable(&e))?;
            Ok(Self(parse(&bytes)?))
        })
    }
}

/// The request's idempotency key with route and body hash; required on every POST of a program (decision 13).
pub fn key_of(req: &HttpRequest, body: &[u8]) -> Result<IdempotencyKey, Problem> {
    let key = req
        .headers()
        .get("Idempotency-Key")
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .trim();
    if key.is_empty() || key.len() > KEY_CHARS_MAX {
        return Err(Problem::bad_field(
            "Idempotency-Key",
            "E-SYS-010",
            Text::fixed(
                "ส่งหัว Idempotency-Key ยาว 1 ถึง 100 ตัวอักษร",
                "Send the header Idempotency-Key, 1 to 100 characters",
            ),
        ));
    }
    Ok(IdempotencyKey {
        key: key.to_owned(),
        route: route_of(req),
        body_hash: hash(body),
    })
}

fn route_of(req: &HttpRequest) -> String {
    format!("{} {}", req.method(), req.path())
}

fn hash(body: &[u8]) -> String {
    hex(&Sha256::digest(body))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let value: Value = serde_json::from_slice(bytes).map_err(|e| {
        let at = format!("บรรทัด {} ตัวที่ {}", e.line(), e.column());
        let english = format!(
            "The body is not JSON: line {}, column {}",
            e.line(),
            e.column()
        );
        Problem::bad_field(
            "body",
            "E-SYS-011",
            Text::of(format!("เนื้อความไม่ใช่ JSON: {at}"), english),
        )
    })?;
    from_value(value)
}

/// Reads a body from JSON, naming the field that does not fit. Used for forms as well.
pub fn from_value<T: DeserializeOwned>(mut value: Value) -> Result<T, Problem> {
    look_through("body", &value)?;
    make_visible(&mut value);
    fault::read_as(value)
}

/// Refuses what no body may hold, however deep: a name like a PIN's, and a NUL in a name or a text.
fn look_through(name: &str, value: &Value) -> Result<(), Problem> {
    match value {
        Value::Object(fields) => fields.iter().try_for_each(|(name, inner)| {
            refuse_nul("body", name)?;
            refuse_secret_name(name)?;
            look_through(name, inner)
        }),
        Value::Array(items) => items.iter().try_for_each(|item| look_through(name, item)),
        Value::String(text) => refuse_nul(name, text),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// A form's fields, names and values, are looked through as a JSON body is.
pub fn look_through_fields(fields: &[(String, String)]) -> Result<(), Problem> {
    fields.iter().try_for_each(|(name, value)| {
        refuse_nul("body", name)?;
        refuse_secret_name(name)?;
        refuse_nul(name, value)
    })
}

/// PostgreSQL takes no NUL in a text; what is stored is the same with both databases, so SQLite is not asked either.
fn refuse_nul(name: &str, text: &str) -> Result<(), Problem> {
    if !text.contains('\0') {
        return Ok(());
    }
    let message = Text::fixed(
        "มีอักขระที่มองไม่เห็น (NUL) ลบแล้วพิมพ์ใหม่",
        "It holds an invisible character (NUL). Type it again.",
    );
    Err(Problem::bad_field(name, "E-SYS-020", message))
}

/// Takes the marks out of every text that take no room or turn the direction of writing: a number pasted from a telephone brings
/// them along. A password is what was typed, whatever that was.
fn make_visible(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(seen) = visible(text) {
                *text = seen;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(make_visible),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, _)| !is_password(name))
            .for_each(|(_, value)| make_visible(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_password(name: &str) -> bool {
    name.contains("password")
}

/// The same for the fields of a form.
pub(super) fn seen(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    let fields = fields.into_iter();
    fields
        .map(|(name, text)| {
            let text = if is_password(&name) {
                text
            } else {
                visible(&text).into_owned()
            };
            (name, text)
        })
        .collect()
}

fn refuse_secret_name(name: &str) -> Result<(), Problem> {
    if !names_a_secret(name) {
        return Ok(());
    }
    let message = Text::fixed(
        "ระบบนี้ไม่รับและไม่เก็บรหัสผ่านคู่บัตรทุกกรณี ใช้เลขที่ซองเท่านั้น",
        "This system never takes or keeps a PIN or a card's secrets. Give the envelope's number only.",
    );
    Err(Problem::bad_field(name, "E-SYS-013", message).rule(Rule::A3))
}

fn unreadable(error: &actix_web::Error) -> Problem {
    if error.as_error::<PayloadError>().is_some_and(is_too_slow) {
        return too_slow();
    }
    let is_too_large =
        error.as_response_error().status_code() == actix_web::http::StatusCode::PAYLOAD_TOO_LARGE;
    if is_too_large {
        return too_large();
    }
    let message = Text::fixed("อ่านเนื้อความที่ส่งมาไม่ได้", "The body could not be read");
    Problem::bad_field("body", "E-SYS-015", message)
}

fn too_large() -> Problem {
    let title = Text::fixed("ข้อมูลที่ส่งใหญ่เกินไป", "The body is too large");
    let detail = Text::fixed("ส่งให้เล็กลงหรือแบ่งส่ง", "Send less, or send it in parts.");
    Problem::new(413, "E-SYS-014", title, detail.clone()).field("body", "too_large", detail)
}

/// Takes a request's body in whole, before anything reads it, and gives it back to be read; whether there was one. What is
/// larger than its route takes is not read to its end. A file has its share of what may be in hand until it is here; whoever
/// reads it then counts it on.
pub async fn take_in(
    req: &mut ServiceRequest,
    bytes_max: usize,
    mut share: Option<Share>,
) -> Result<bool, Problem> {
    let mut body = req.take_payload();
    if matches!(body, Payload::None) {
        return Ok(false);
    }
    let told = req.headers().get(CONTENT_LENGTH);
    let told = told.and_then(|length| length.to_str().ok()?.parse().ok());
    let mut bytes = web::BytesMut::new();
    let mut more = told.unwrap_or(0_usize) <= bytes_max;
    while more && let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|error| unreadable(&error.into()))?;
        if let Some(share) = &mut share
            && !share.take(chunk.len() as u64)
        {
            return Err(upload::too_many());
        }
        more = bytes.len() + chunk.len() <= bytes_max;
        bytes.extend_from_slice(&chunk);
    }
    if !more {
        return Err(too_large());
    }
    let whole: BoxedPayloadStream = Box::pin(stream::once(ready(Ok(bytes.freeze()))));
    req.set_payload(Payload::from(whole));
    Ok(true)
}

/// Whether the body came slower than a connection may bring it (see `net`).
pub fn is_too_slow(error: &PayloadError) -> bool {
    matches!(error, PayloadError::Io(cause) if cause.kind() == std::io::ErrorKind::TimedOut)
}

/// 408: what was sent did not come in time.
pub fn too_slow() -> Problem {
    Problem::new(
        408,
        "E-SYS-030",
        Text::fixed("ส่งข้อมูลช้าเกินไป", "Sent too slowly"),
        Text::fixed(
            "ข้อมูลมาถึงช้าเกินกำหนด ตรวจการเชื่อมต่อแล้วส่งอีกครั้ง ยังไม่มีสิ่งใดถูกบันทึก",
            "The body did not come in time. Check the connection and send it again; nothing was saved.",
        ),
    )
}

/// A browser's form: its fields in order, and the hidden key that makes a double click harmless. The hidden form token was
/// checked against the session.
pub struct Posted {
    fields: Vec<(String, String)>,
    pub key: IdempotencyKey,
}

impl Posted {
    /// The field's text, trimmed; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.trim())
    }

    /// The field's text, or nothing when it is empty.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|t| !t.is_empty())
    }

    /// All values of a repeated field, such as ticked rows.
    pub fn many(&self, name: &str) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, v)| v.trim())
            .filter(|v| !v.is_empty())
            .collect()
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        matches!(self.text(name), "on" | "true" | "1" | "yes")
    }

    /// The ids of a repeated field; what is not a number is left out.
    pub fn ids(&self, name: &str) -> Vec<i64> {
        self.many(name)
            .iter()
            .filter_map(|v| v.parse().ok())
            .collect()
    }
}

impl FromRequest for Posted {
    type Error = Problem;
    type Future = Ready<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, bytes) = (req.clone(), web::Bytes::from_request(req, payload));
        Box::pin(async move {
            let bytes = bytes.await.map_err(|e| unreadable(&e))?;
            let text = std::str::from_utf8(&bytes).unwrap_or_default();
            let fields =
                web::Query::<Vec<(String, String)>>::from_query(text).map(web::Query::into_inner);
            let fields = fields.map_err(|_| {
                Problem::bad_field(
                    "body",
                    "E-SYS-015",
                    Text::fixed("อ่านแบบฟอร์มไม่ได้", "The form could not be read"),
                )
            })?;
            look_through_fields(&fields)?;
            posted(&req, seen(fields), &bytes)
        })
    }
}

/// Checks the form token against the session and takes the form's key; also for multipart forms.
pub fn posted(
    req: &HttpRequest,
    fields: Vec<(String, String)>,
    bytes: &[u8],
) -> Result<Posted, Problem> {
    let of = |name: &str| {
        fields
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.as_str())
    };
    let key: String = of("form_key").chars().take(KEY_CHARS_MAX).collect();
    let expected = req
        .extensions()
        .get::<Actor>()
        .map(|actor| actor.form_token.clone());
    // Without a key of its own, a form would count as the same act as any other such form of this person.
    let is_ours = |token: &str| token == of("form_token") && !key.is_empty();
    if !expected.as_deref().is_none_or(is_ours) {
        return Err(Problem::new(
            403,
            "E-SYS-016",
            Text::fixed("แบบฟอร์มหมดอายุ", "The form is out of date"),
            Text::fixed(
                "เปิดหน้านี้ใหม่แล้วส่งอีกครั้ง ยังไม่มีสิ่งใดถูกบันทึก",
                "Open the page again and send it once more. Nothing was saved.",
            ),
        ));
    }
    Ok(Posted {
        key: IdempotencyKey {
            key,
            route: route_of(req),
            body_hash: hash(bytes),
        },
        fields,
    })
}
