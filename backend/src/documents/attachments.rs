//! Scanned papers: kept sealed under the member's key, named by their content.

use diesel::prelude::*;
use sha2::{Digest, Sha256};

use super::schema::attachments;
use crate::audit::model::hex;
use crate::db::{Conn, Error, Tx, fact_row};
use crate::kernel::{AttachmentId, MemberId};
use crate::vault::DataKey;

/// A scan is at most this large.
pub const BYTES_MAX: usize = 4_194_304;

fact_row! {
    /// A scanned paper.
    pub struct AttachmentRow in attachments {
        pub id: i64,
        pub seq: i64,
        pub member_id: i64,
        pub purpose: String,
        pub media_type: String,
        pub bytes: Vec<u8>,
        pub size: i64,
        pub sha256: String,
    }
}

fn place(member: MemberId, id: i64) -> String {
    format!("member/{member}/attachment/{id}")
}

/// Keeps a scan of a member's paper. The caller has checked kind and size.
pub fn keep(
    tx: &mut Tx<'_>,
    key: &DataKey,
    member: MemberId,
    purpose: &str,
    media_type: &str,
    bytes: &[u8],
) -> Result<AttachmentId, Error> {
    let id = tx.next_id("attachments");
    let sealed = key
        .seal_bytes(&place(member, id), bytes)
        .map_err(|_| Error::Stored("a scan could not be sealed"))?;
    let row = AttachmentRow {
        id,
        seq: tx.seq(),
        member_id: member.get(),
        purpose: purpose.to_owned(),
        media_type: media_type.to_owned(),
        bytes: sealed,
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sha256: name_of(bytes),
    };
    tx.facts(&[row])?;
    Ok(AttachmentId::new(id))
}

/// A paper as it is known without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub member: MemberId,
    pub purpose: String,
    /// The event with which it came in.
    pub seq: i64,
    /// What names its content.
    pub sha256: String,
}

/// Whose paper it is, what for, since when; nothing of its content but its name.
pub fn known(conn: &mut Conn, id: AttachmentId) -> Result<Option<Known>, Error> {
    let row: Option<(i64, String, i64, String)> = attachments::table
        .find(id.get())
        .select((
            attachments::member_id,
            attachments::purpose,
            attachments::seq,
            attachments::sha256,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|(member, purpose, seq, sha256)| Known {
        member: MemberId::new(member),
        purpose,
        seq,
        sha256,
    }))
}

/// What names the content of these bytes.
pub fn name_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Every paper with this content.
pub fn with_content(conn: &mut Conn, sha256: &str) -> Result<Vec<AttachmentId>, Error> {
    let ids: Vec<i64> = attachments::table
        .filter(attachments::sha256.eq(sha256))
        .order(attachments::id)
        .select(attachments::id)
        .load(conn)?;
    Ok(ids.into_iter().map(AttachmentId::new).collect())
}
