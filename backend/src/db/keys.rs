//! Idempotency keys: the same request sent again has one effect and gets the same answer (decision 13).

use std::collections::HashMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::schema::act_keys;
use super::{Conn, Error, among, fact_row, in_parts, on_each};
use crate::kernel::PersonId;

/// Nouns of which `GET /api/v1/{noun}/{id}` shows one; a receipt of anything else gives no address that would be none.
pub const READABLE: [&str; 12] = [
    "applications",
    "batches",
    "cards",
    "duties",
    "hand-overs",
    "journal/drafts",
    "journal/entries",
    "members",
    "members/imports",
    "orders",
    "papers",
    "persons",
];

/// What every act answers, now and whenever its key comes again: a reference to the effect, not a copy of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Kind and id of what the act made or changed: `card/12`.
    pub object: String,
    pub id: i64,
    /// Where it can be read; empty, and then not sent, when no address shows such a thing by its id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub location: String,
    /// Voucher and letter numbers that the act gave out, in order.
    #[serde(default)]
    pub numbers: Vec<String>,
}

impl Receipt {
    /// A receipt for `kind/id`, which can be read under `/api/v1/{nouns}/{id}` where these nouns are [`READABLE`].
    pub fn of(kind: &str, nouns: &str, id: i64) -> Self {
        let location = if READABLE.contains(&nouns) {
            format!("/api/v1/{nouns}/{id}")
        } else {
            String::new()
        };
        Self {
            object: format!("{kind}/{id}"),
            id,
            location,
            numbers: Vec::new(),
        }
    }

    pub fn numbered(mut self, number: impl Into<String>) -> Self {
        self.numbers.push(number.into());
        self
    }
}

/// The key of a request, with what tells the same request from another: route and body hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    pub key: String,
    pub route: String,
    pub body_hash: String,
}

fact_row! {
    /// What a key has effected; its id is the event's seq, because an act has one key.
    pub struct EffectRow in act_keys {
        pub id: i64,
        pub seq: i64,
        pub person_id: i64,
        pub key: String,
        pub route: String,
        pub body_hash: String,
        pub effect: String,
    }
}

/// The keys that the acts of one batch came with, as far as they were used before or in this batch.
#[derive(Default)]
pub(super) struct UsedKeys(HashMap<(i64, String), EffectRow>);

impl UsedKeys {
    pub(super) fn read(conn: &mut Conn, keys: &[&str]) -> QueryResult<Self> {
        let rows: Vec<EffectRow> = in_parts(keys.iter().copied(), |part| {
            on_each!(conn, c => act_keys::table
                .filter(among!(act_keys::key, part))
                .select(EffectRow::as_select())
                .load(c))
        })?;
        let mut used = Self::default();
        rows.into_iter().for_each(|row| used.remember(row));
        Ok(used)
    }

    pub(super) fn remember(&mut self, row: EffectRow) {
        self.0.insert((row.person_id, row.key.clone()), row);
    }

    /// The receipt of the earlier act with this key; `KeyReused` when it came with another body or route.
    pub(super) fn replay(
        &self,
        person: PersonId,
        key: &IdempotencyKey,
    ) -> Result<Option<Receipt>, Error> {
        let Some(row) = self.0.get(&(person.get(), key.key.clone())) else {
            return Ok(None);
        };
        if row.route != key.route || row.body_hash != key.body_hash {
            return Err(Error::KeyReused);
        }
        Ok(Some(serde_json::from_str(&row.effect)?))
    }
}
