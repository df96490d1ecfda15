//! A form or a request that brings one file: its fields, the file's bytes within a limit, and its key.

mod room;

use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::{Stream, StreamExt as _};

use self::room::Room;
use super::body::{self, Posted};
use super::route::is_for_programs;
use crate::app::App;
use crate::db::IdempotencyKey;
use crate::kernel::{Problem, Text};

/// All fields beside the file together.
const FIELD_BYTES_MAX: usize = 65_536;
const FIELDS_MAX: usize = 40;

/// What was uploaded. No `Debug`: a file holds people.
pub struct Upload {
    fields: Vec<(String, String)>,
    /// The field `file`; empty when none was chosen.
    pub file: web::Bytes,
    /// Its name as the browser gave it, for showing once; never kept.
    pub file_name: String,
    key: Option<IdempotencyKey>,
}

impl Upload {
    /// The field's text, trimmed; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        matches!(self.text(name), "on" | "true" | "1" | "yes")
    }

    /// The key of the form, or of the header `Idempotency-Key`: required of every act, not of a dry run.
    pub fn key(&self) -> Result<IdempotencyKey, Problem> {
        self.key.clone().ok_or_else(|| {
            let message = Text::fixed(
                "ส่งหัว Idempotency-Key ยาว 1 ถึง 100 ตัวอักษร",
                "Send the header Idempotency-Key, 1 to 100 characters",
            );
            Problem::bad_field("Idempotency-Key", "E-SYS-010", message)
        })
    }

    /// Refuses a field that is not among these; `file`, `form_token` and `form_key` always are.
    pub fn only(&self, names: &[&str]) -> Result<(), Problem> {
        let known = |name: &str| {
            names.contains(&name) || matches!(name, "file" | "form_token" | "form_key")
        };
        match self.fields.iter().find(|(name, _)| !known(name)) {
            None => Ok(()),
            Some((name, _)) => Err(Problem::bad_field(
                name,
                "E-SYS-012",
                Text::of("ไม่รู้จักช่องนี้", format!("unknown field `{name}`")),
            )),
        }
    }
}

impl FromRequest for Upload {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, parts) = (req.clone(), Multipart::from_request(req, payload));
        Box::pin(async move {
            let parts = parts.await.map_err(|_| unreadable())?;
            let app = req
                .app_data::<web::Data<App>>()
                .ok_or_else(|| Problem::internal().caused_by("no App"))?;
            let bounds = Bounds::of(&req, app.config.upload_bytes_max);
            let room = Room::take(&req, bounds.carried + FIELD_BYTES_MAX).await?;
            let read = Parts::read(parts, bounds).await?;
            read.upload(&req, bounds, room)
        })
    }
}

/// Bytes that a file may have.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    file: usize,
    /// The same where a page carried it on, which it does in base64; for programs it is the same.
    carried: usize,
}

impl Bounds {
    fn of(req: &HttpRequest, file: usize) -> Self {
        let packed = file.div_ceil(3).saturating_mul(4);
        Self {
            file,
            carried: if is_for_programs(req) { file } else { packed },
        }
    }
}

#[derive(Default)]
struct Parts {
    fields: Vec<(String, String)>,
    field_bytes: usize,
    file: Option<Vec<u8>>,
    file_name: String,
}

impl Parts {
    async fn read(mut parts: Multipart, bounds: Bounds) -> Result<Self, Problem> {
        let mut read = Self::default();
        while let Some(part) = parts.next().await {
            read.part(part.map_err(|e| broken_off(&e))?, bounds).await?;
        }
        Ok(read)
    }

    async fn part(&mut self, mut part: Field, bounds: Bounds) -> Result<(), Problem> {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let given = part.content_disposition().and_then(|d| d.get_filename());
            let file_name: String = given.unwrap_or_default().chars().take(120).collect();
            let bytes_max = if file_name.is_empty() {
                bounds.carried
            } else {
                bounds.file
            };
            let bytes = bytes_of(&mut part, bytes_max).await?;
            if self.file.is_some() {
                let message = Text::fixed("ส่งได้ครั้งละหนึ่งไฟล์", "Send one file at a time");
                return Err(Problem::bad_field("file", "E-SYS-018", message));
            }
            (self.file, self.file_name) = (Some(bytes), file_name);
            return Ok(());
        }
        let room = FIELD_BYTES_MAX.saturating_sub(self.field_bytes);
        let bytes = bytes_of(&mut part, room).await?;
        self.field_bytes += bytes.len() + name.len();
        let value = String::from_utf8(bytes).map_err(|_| unreadable())?;
        self.fields.push((name, value));
        if self.fields.len() > FIELDS_MAX {
            return Err(Problem::too_large());
        }
        Ok(())
    }

    /// The key covers what was sent and not how: the boundary between the parts is another in every attempt.
    fn upload(self, req: &HttpRequest, bounds: Bounds, room: Room) -> Result<Upload, Problem> {
        body::look_through_fields(&self.fields)?;
        let file = self.file.unwrap_or_default();
        let carried_on = !is_for_programs(req) && self.file_name.is_empty();
        let file = if carried_on { unpacked(&file)? } else { file };
        if file.len() > bounds.file {
            return Err(Problem::too_large());
        }
        let mut sent = Vec::with_capacity(file.len() + self.field_bytes + 64);
        for (name, value) in self.fields.iter().filter(|(name, _)| name != "form_token") {
            sent.extend_from_slice(
                format!("{}:{name}={}:{value};", name.len(), value.len()).as_bytes(),
            );
        }
        sent.extend_from_slice(&file);
        let fields = body::seen(self.fields);
        let (fields, key) = if is_for_programs(req) {
            let named = req.headers().contains_key("Idempotency-Key");
            (fields, named.then(|| body::key_of(req, &sent)).transpose()?)
        } else {
            let Posted { key, .. } = body::posted(req, fields.clone(), &sent)?;
            let named = !key.key.is_empty();
            (fields, named.then_some(key))
        };
        Ok(Upload {
            fields,
            file: room.with(file),
            file_name: self.file_name,
            key,
        })
    }
}

/// A file that a page carried on in a hidden field, so that nobody is asked for it twice: base64, without a file name.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    STANDARD.decode(bytes).map_err(|_| unreadable())
}

/// A file's bytes for a hidden field named `file`.
pub fn packed(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

async fn bytes_of(
    part: &mut (impl Stream<Item = Result<web::Bytes, MultipartError>> + Unpin),
    bytes_max: usize,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|e| broken_off(&e))?;
        if bytes.len() + chunk.len() > bytes_max {
            return Err(Problem::too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The form ended before its end: too slowly, or otherwise.
fn broken_off(error: &MultipartError) -> Problem {
    if matches!(error, MultipartError::Payload(cause) if body::is_too_slow(cause)) {
        return body::too_slow();
    }
    unreadable()
}

fn unreadable() -> Problem {
    let message = Text::fixed("อ่านแบบฟอร์มไม่ได้", "The form could not be read");
    Problem::bad_field("body", "E-SYS-015", message)
}
