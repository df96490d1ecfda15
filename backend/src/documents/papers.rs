//! Taking a scanned paper in: its kind is known by what it is (`scan`), its size is bounded, it is sealed under the member's key.

use super::attachments::{self, BYTES_MAX};
use super::scan::media_type;
use crate::app::App;
use crate::db::{self, ActMeta, IdempotencyKey, Receipt, Tx};
use crate::identity::model::Actor;
use crate::kernel::{AttachmentId, MemberId, Problem, Text};
use crate::members::service as members;
use crate::vault::Secrets;
use crate::vault::store::{VaultError, key_of};

/// What a paper may be kept for.
const PURPOSES: [&str; 1] = ["hand_over"];

/// A paper that is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    #[error("there is no such member")]
    NoMember,
    #[error("no file came")]
    Empty,
    #[error("the file is too large")]
    TooLarge,
    #[error("the file is neither PDF, PNG nor JPEG")]
    OtherKind,
    #[error("the purpose is not known")]
    Purpose,
    #[error("the paper could not be sealed")]
    Vault(#[from] VaultError),
    #[error("the paper could not be written")]
    Store(#[from] db::Error),
}

impl From<PaperError> for Problem {
    fn from(error: PaperError) -> Self {
        let field = |name: &str, code, th, en| Self::bad_field(name, code, Text::fixed(th, en));
        match error {
            PaperError::NoMember => Self::not_found(),
            PaperError::Empty => field(
                "file",
                "E-DOC-001",
                "เลือกไฟล์ภาพสแกนที่ลงชื่อแล้ว",
                "Choose the scan of the signed form",
            ),
            PaperError::TooLarge => field(
                "file",
                "E-DOC-002",
                "ไฟล์ใหญ่เกิน 4 MB สแกนใหม่ให้เล็กลง",
                "The file is larger than 4 MB; scan it smaller",
            ),
            PaperError::OtherKind => field(
                "file",
                "E-DOC-003",
                "รับเฉพาะ PDF ที่มีหน้ากระดาษ, PNG หรือ JPEG ทั้งไฟล์ ตรวจว่าเปิดดูได้แล้วส่งใหม่",
                "Only a whole PDF with a page, PNG or JPEG is taken; see that it opens and send it again",
            ),
            PaperError::Purpose => field(
                "purpose",
                "E-DOC-004",
                "ใช้ได้: hand_over",
                "Known: hand_over",
            ),
            PaperError::Vault(error) => db::Error::from(error).into(),
            PaperError::Store(inner) => inner.into(),
        }
    }
}

/// A file that may be kept: a PDF, PNG or JPEG within the limit. No `Debug`: a scan shows people.
pub struct Scan {
    media_type: &'static str,
    bytes: Vec<u8>,
}

/// Reads what kind of file it is, by its content and not by its name.
pub fn checked(bytes: Vec<u8>) -> Result<Scan, PaperError> {
    if bytes.is_empty() {
        return Err(PaperError::Empty);
    }
    if bytes.len() > BYTES_MAX {
        return Err(PaperError::TooLarge);
    }
    let media_type = media_type(&bytes).ok_or(PaperError::OtherKind)?;
    Ok(Scan { media_type, bytes })
}

/// Keeps a scan about a member inside the caller's act.
pub fn keep_in(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    member: MemberId,
    purpose: &'static str,
    scan: &Scan,
) -> Result<AttachmentId, PaperError> {
    members::by_id(tx.conn, member)?.ok_or(PaperError::NoMember)?;
    let key = key_of(tx.conn, secrets, &format!("member/{member}"))?;
    let Scan { media_type, bytes } = scan;
    Ok(attachments::keep(
        tx, &key, member, purpose, media_type, bytes,
    )?)
}

/// Keeps a scanned paper of a member; the receipt's id is the attachment.
pub async fn keep(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    member: MemberId,
    purpose: &str,
    bytes: Vec<u8>,
) -> Result<Receipt, PaperError> {
    let purpose = PURPOSES.into_iter().find(|known| *known == purpose);
    let purpose = purpose.ok_or(PaperError::Purpose)?;
    let scan = checked(bytes)?;
    let own = app.clone();
    let meta = ActMeta::new(by.person, "paper.kept").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let id = keep_in(tx, &own.secrets, member, purpose, &scan)?;
            Ok(Receipt {
                location: format!("/api/v1/members/{member}/papers"),
                ..Receipt::of("scan", "papers", id.get())
            })
        })
        .await
}
