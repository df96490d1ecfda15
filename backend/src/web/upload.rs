//! A form or a request that brings one file: its fields, the file's bytes within a limit, and its key.

use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::{Stream, StreamExt as _};

use super::body::{self, Posted};
use super::net::{Bounds, Holder, Share, Shares};
use super::route::is_for_programs;
use crate::app::App;
use crate::db::IdempotencyKey;
use crate::kernel::{Problem, Text};

/// All fields beside the file together.
const FIELD_BYTES_MAX: usize = 65_536;
const FIELDS_MAX: usize = 40;
/// The boundary and the heads of one part, and its field's name, which are no part of its value.
const PART_HEAD_BYTES_MAX: usize = 1_024;

/// What so many bytes are in base64.
const fn packed_bytes(bytes: usize) -> usize {
    bytes.div_ceil(3).saturating_mul(4)
}

/// The whole of a form with a file of this size at most, also where a page carries it on.
pub const fn bytes_max(file_bytes_max: usize) -> usize {
    packed_bytes(file_bytes_max) + FIELD_BYTES_MAX + FIELDS_MAX * PART_HEAD_BYTES_MAX
}

/// Files of the largest size that are in hand at once: all, of one person or address, of all who are not signed in.
const FILES: Bounds = Bounds {
    all: 12,
    each: 2,
    strangers: 3,
};

/// The bytes of uploads in hand, of all network threads: whoever uploads and falls silent would keep them.
pub struct Uploads(Shares);

impl Uploads {
    /// For files of so many bytes at most.
    pub fn new(file_bytes_max: usize) -> Self {
        let largest = (file_bytes_max + FIELD_BYTES_MAX) as u64;
        Self(Shares::new(Bounds {
            all: FILES.all * largest,
            each: FILES.each * largest,
            strangers: FILES.strangers * largest,
        }))
    }
}

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
            let bounds = FileBounds::of(&req, app.config.upload_bytes_max);
            let read = Parts::read(parts, bounds, share(&req)).await?;
            read.upload(&req, bounds)
        })
    }
}

/// An upload that is not read before its handler asks for it: whatever may refuse without the file comes first.
pub struct Unread {
    req: HttpRequest,
    payload: Payload,
}

impl Unread {
    /// Reads it now.
    pub async fn upload(mut self) -> Result<Upload, Problem> {
        Upload::from_request(&self.req, &mut self.payload).await
    }
}

impl FromRequest for Unread {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        ready(Ok(Self { req, payload }))
    }
}

/// What the request may have in hand; nothing is counted where the server keeps no count, as in tests of one handler.
pub fn share(req: &HttpRequest) -> Option<Share> {
    let uploads = req.app_data::<web::Data<Uploads>>()?;
    Some(uploads.0.share(Holder::of(req)))
}

/// Bytes that a file may have.
#[derive(Debug, Clone, Copy)]
struct FileBounds {
    file: usize,
    /// The same where a page carried it on, which it does in base64; for programs it is the same.
    carried: usize,
}

impl FileBounds {
    fn of(req: &HttpRequest, file: usize) -> Self {
        let packed = packed_bytes(file);
        Self {
            file,
            carried: if is_for_programs(req) { file } else { packed },
        }
    }
}

struct Parts {
    fields: Vec<(String, String)>,
    field_bytes: usize,
    file: Option<Vec<u8>>,
    file_name: String,
    share: Option<Share>,
}

/// A file's bytes with the share that they take; both go together.
struct Counted {
    bytes: Vec<u8>,
    _share: Option<Share>,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Parts {
    async fn read(
        mut parts: Multipart,
        bounds: FileBounds,
        share: Option<Share>,
    ) -> Result<Self, Problem> {
        let mut read = Self {
            fields: Vec::new(),
            field_bytes: 0,
            file: None,
            file_name: String::new(),
            share,
        };
        while let Some(part) = parts.next().await {
            read.part(part.map_err(|e| broken_off(&e))?, bounds).await?;
        }
        Ok(read)
    }

    async fn part(&mut self, mut part: Field, bounds: FileBounds) -> Result<(), Problem> {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let given = part.content_disposition().and_then(|d| d.get_filename());
            let file_name: String = given.unwrap_or_default().chars().take(120).collect();
            let bytes_max = if file_name.is_empty() {
                bounds.carried
            } else {
                bounds.file
            };
            let bytes = bytes_of(&mut part, bytes_max, self.share.as_mut()).await?;
            if self.file.is_some() {
                let message = Text::fixed("ส่งได้ครั้งละหนึ่งไฟล์", "Send one file at a time");
                return Err(Problem::bad_field("file", "E-SYS-018", message));
            }
            (self.file, self.file_name) = (Some(bytes), file_name);
            return Ok(());
        }
        let room = FIELD_BYTES_MAX.saturating_sub(self.field_bytes);
        let bytes = bytes_of(&mut part, room, self.share.as_mut()).await?;
        self.field_bytes += bytes.len() + name.len();
        let value = String::from_utf8(bytes).map_err(|_| unreadable())?;
        self.fields.push((name, value));
        if self.fields.len() > FIELDS_MAX {
            return Err(Problem::too_large());
        }
        Ok(())
    }

    /// The key covers what was sent and not how: the boundary between the parts is another in every attempt.
    fn upload(self, req: &HttpRequest, bounds: FileBounds) -> Result<Upload, Problem> {
        body::look_through_fields(&self.fields)?;
        let file = self.file.unwrap_or_default();
        let carried_on = !is_for_programs(req) && self.file_name.is_empty();
        let bytes = if carried_on { unpacked(&file)? } else { file };
        if bytes.len() > bounds.file {
            return Err(Problem::too_large());
        }
        let file = web::Bytes::from_owner(Counted {
            bytes,
            _share: self.share,
        });
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
            file,
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
    mut share: Option<&mut Share>,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|e| broken_off(&e))?;
        if bytes.len() + chunk.len() > bytes_max {
            return Err(Problem::too_large());
        }
        if let Some(share) = share.as_deref_mut()
            && !share.take(chunk.len() as u64)
        {
            return Err(too_many());
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

/// 503: others upload, or this person's own uploads are not done.
pub fn too_many() -> Problem {
    Problem::new(
        503,
        "E-SYS-034",
        Text::fixed("มีไฟล์กำลังส่งเข้ามาหลายไฟล์", "Many files are being uploaded"),
        Text::fixed(
            "รอให้ไฟล์ที่กำลังส่งเสร็จก่อน แล้วส่งอีกครั้ง ยังไม่มีสิ่งใดถูกบันทึก",
            "Wait until the files being uploaded have arrived, then send it again. Nothing was saved.",
        ),
    )
}

fn unreadable() -> Problem {
    let message = Text::fixed("อ่านแบบฟอร์มไม่ได้", "The form could not be read");
    Problem::bad_field("body", "E-SYS-015", message)
}
