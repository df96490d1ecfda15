//! What a checked file is called when it is confirmed: two halves under a key of the server, so that nobody can name a file that
//! was not checked. The first is of its bytes and their encoding; the second of everything that the check said, and is another
//! as soon as the file means anything else: another day, another member, another person of that name.

use sha2::{Digest as _, Sha256};

use super::service::Looked;
use crate::audit::model::hex;
use crate::files::Encoding;
use crate::vault::Secrets;

/// The first half.
pub fn of_file(secrets: &Secrets, bytes: &[u8], encoding: Encoding) -> String {
    let mut sha = Sha256::new();
    sha.update(encoding.name().as_bytes());
    sha.update([0]);
    sha.update(bytes);
    secrets.index_value("take_over_file", &hex(&sha.finalize()))
}

/// Whether the name given at the confirmation is that of these bytes, whatever they meant.
pub fn is_of_file(name: &str, file: &str) -> bool {
    name.split_once('.').is_some_and(|(own, _)| own == file)
}

/// The whole name.
pub fn of(secrets: &Secrets, file: &str, looked: &Looked) -> String {
    let mut sha = Sha256::new();
    for row in &looked.good {
        // The number is in the bytes. Everything else is what was made of them.
        let read = format!(
            "{:?}",
            (
                (row.line, row.member.id, row.expires_on, row.expiry_derived),
                (row.received_on, &row.letter, &row.second_letter),
                (&row.card, &row.envelope_no, &row.envelope),
                &row.exceptions,
            )
        );
        sha.update(read.as_bytes());
        sha.update([0]);
    }
    for fault in looked.faults.iter() {
        sha.update(format!("{:?}", (fault.line, fault.column, fault.code)).as_bytes());
        sha.update([0]);
    }
    let verdict = secrets.index_value("take_over_verdict", &hex(&sha.finalize()));
    format!("{file}.{verdict}")
}
