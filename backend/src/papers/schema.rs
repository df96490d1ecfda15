//! The table of issued papers.

use diesel::prelude::*;

use crate::db::fact_row;

diesel::table! {
    /// Fact: papers as they were issued.
    issued_papers (id) {
        id -> BigInt,
        seq -> BigInt,
        number -> Text,
        kind -> Text,
        subject -> Text,
        subject_date -> Date,
        template_version -> Integer,
        sha256 -> Text,
        key_owner -> Text,
        input -> Binary,
        head_seq -> BigInt,
        head_hash -> Text,
        issued_at -> BigInt,
        issued_by -> BigInt,
    }
}

fact_row! {
    /// An issued paper. `input` is sealed under the key of `key_owner`; `sha256` is of the plain input.
    pub struct PaperRow in issued_papers {
        pub id: i64,
        pub seq: i64,
        pub number: String,
        pub kind: String,
        pub subject: String,
        pub subject_date: chrono::NaiveDate,
        pub template_version: i32,
        pub sha256: String,
        pub key_owner: String,
        pub input: Vec<u8>,
        pub head_seq: i64,
        pub head_hash: String,
        pub issued_at: i64,
        pub issued_by: i64,
    }
}

/// What lists read of a paper: everything but its input, which may be large.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = issued_papers)]
pub struct HeadRow {
    pub id: i64,
    pub number: String,
    pub kind: String,
    pub subject: String,
    pub subject_date: chrono::NaiveDate,
    pub template_version: i32,
    pub sha256: String,
    pub key_owner: String,
    pub head_seq: i64,
    pub head_hash: String,
    pub issued_at: i64,
    pub issued_by: i64,
}
