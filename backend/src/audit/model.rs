//! An event of the chain and its seal.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Version of the canonical bytes below. A new layout is a new version; old events keep theirs.
pub const EVENT_VERSION: i32 = 1;

/// The seal of an event: HMAC-SHA-256 over its fields and the previous seal.
pub type Seal = [u8; 32];

/// The seal before the first event.
pub const GENESIS: Seal = [0; 32];

/// What an event says, before it is sealed. It carries ids and hashes, never names or strokes (decision 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventBody<'a> {
    pub version: i32,
    pub key_id: i32,
    pub seq: i64,
    /// UTC microseconds.
    pub at: i64,
    pub person: i64,
    pub act: &'a str,
    pub object: &'a str,
    /// `table NUL id hash` of each fact row, see [`FactList`].
    pub facts: &'a [u8],
}

impl EventBody<'_> {
    /// Seals the event over the one before it. Every field has its length in front, so no two events share their bytes.
    pub fn seal(&self, key: &[u8; 32], previous: &Seal) -> Seal {
        let mut mac = keyed(key);
        let mut put = |bytes: &[u8]| {
            mac.update(&(bytes.len() as u64).to_be_bytes());
            mac.update(bytes);
        };
        put(&self.version.to_be_bytes());
        put(&self.key_id.to_be_bytes());
        put(&self.seq.to_be_bytes());
        put(&self.at.to_be_bytes());
        put(&self.person.to_be_bytes());
        put(self.act.as_bytes());
        put(self.object.as_bytes());
        put(self.facts);
        put(previous);
        mac.finalize().into_bytes().into()
    }
}

/// The fact rows of one event, packed: for each row the table's name, a NUL, the id and the hash.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FactList(Vec<u8>);

impl FactList {
    pub fn push(&mut self, table: &str, id: i64, hash: &[u8; 32]) {
        self.0.extend_from_slice(table.as_bytes());
        self.0.push(0);
        self.0.extend_from_slice(&id.to_be_bytes());
        self.0.extend_from_slice(hash);
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Unpacks `(table, id, hash)`; `None` when the bytes are not a list.
    pub fn unpack(mut bytes: &[u8]) -> Option<Vec<(String, i64, [u8; 32])>> {
        let mut rows = Vec::new();
        while !bytes.is_empty() {
            let end = bytes.iter().position(|b| *b == 0)?;
            let table = std::str::from_utf8(bytes.get(..end)?).ok()?.to_owned();
            let id = i64::from_be_bytes(bytes.get(end + 1..end + 9)?.try_into().ok()?);
            let hash = bytes.get(end + 9..end + 41)?.try_into().ok()?;
            rows.push((table, id, hash));
            bytes = bytes.get(end + 41..)?;
        }
        Some(rows)
    }
}

/// The head of the chain: what the papers print and the anchors keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub seal: Seal,
    /// UTC microseconds of the last event; `recorded_at` never goes below it.
    pub at: i64,
}

/// HMAC-SHA-256 under a 32-byte key. HMAC pads a short key with zeros, so padding it here changes nothing and cannot fail.
pub fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    Hmac::new(&block.into())
}

/// Bytes as lower-case hexadecimal text.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn body<'a>(object: &'a str, facts: &'a [u8]) -> EventBody<'a> {
        EventBody {
            version: EVENT_VERSION,
            key_id: 1,
            seq: 1,
            at: 5,
            person: 7,
            act: "card.handed_over",
            object,
            facts,
        }
    }

    #[test]
    fn the_seal_changes_with_every_field_and_with_the_key() {
        let key = [7; 32];
        let base = body("card/1", b"x").seal(&key, &GENESIS);
        assert_eq!(base, body("card/1", b"x").seal(&key, &GENESIS));
        assert_ne!(base, body("card/2", b"x").seal(&key, &GENESIS));
        assert_ne!(base, body("card/1", b"y").seal(&key, &GENESIS));
        assert_ne!(base, body("card/1", b"x").seal(&[8; 32], &GENESIS));
        assert_ne!(base, body("card/1", b"x").seal(&key, &[1; 32]));
    }

    #[test]
    fn a_fact_list_unpacks_to_what_was_put_in_and_a_cut_one_does_not() {
        let mut list = FactList::default();
        list.push("postings", 9, &[3; 32]);
        list.push("entries", 10, &[4; 32]);
        let rows = FactList::unpack(list.bytes()).unwrap();
        assert_eq!(rows[1], ("entries".to_owned(), 10, [4; 32]));
        assert!(FactList::unpack(&list.bytes()[1..40]).is_none());
    }
}
