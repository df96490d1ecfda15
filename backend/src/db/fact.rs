//! Facts: rows that are written once and never changed. Each one's SHA-256 stands in the event that recorded it.

use chrono::NaiveDate;
use diesel::QueryResult;
use sha2::{Digest, Sha256};

use super::Conn;
use crate::kernel::BusinessDate;

/// SHA-256 of a fact row's canonical bytes.
pub type FactHash = [u8; 32];

/// A row of an append-only table. `seq` is the chain event that recorded it.
pub trait Fact: Sized + 'static {
    const TABLE: &'static str;
    fn id(&self) -> i64;
    fn seq(&self) -> i64;
    /// The fields in the order of their declaration, each with its length, so that no two rows share their bytes.
    fn hash(&self) -> FactHash;
    fn insert(conn: &mut Conn, rows: &[Self]) -> QueryResult<usize>;
    /// Rows of the events `from..=to`, in order of event and id.
    fn of_events(conn: &mut Conn, from: i64, to: i64) -> QueryResult<Vec<Self>>;
}

/// A fact row as the chain sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactMark {
    pub table: &'static str,
    pub id: i64,
    pub seq: i64,
    pub hash: FactHash,
}

/// How `verify` reads one fact table again.
#[derive(Clone, Copy)]
pub struct FactTable {
    pub table: &'static str,
    pub marks: fn(&mut Conn, i64, i64) -> QueryResult<Vec<FactMark>>,
}

impl FactTable {
    pub const fn of<F: Fact>() -> Self {
        Self {
            table: F::TABLE,
            marks: marks_of::<F>,
        }
    }
}

fn marks_of<F: Fact>(conn: &mut Conn, from: i64, to: i64) -> QueryResult<Vec<FactMark>> {
    let rows = F::of_events(conn, from, to)?;
    Ok(rows.iter().map(mark).collect())
}

pub(super) fn mark<F: Fact>(row: &F) -> FactMark {
    FactMark {
        table: F::TABLE,
        id: row.id(),
        seq: row.seq(),
        hash: row.hash(),
    }
}

/// One field's bytes in a canonical row: a length, then the value; an absent value has the length -1.
pub trait Canonical {
    fn put(&self, into: &mut Sha256);
}

fn put_bytes(into: &mut Sha256, bytes: &[u8]) {
    into.update((bytes.len() as i64).to_be_bytes());
    into.update(bytes);
}

impl Canonical for i64 {
    fn put(&self, into: &mut Sha256) {
        put_bytes(into, &self.to_be_bytes());
    }
}
impl Canonical for i32 {
    fn put(&self, into: &mut Sha256) {
        i64::from(*self).put(into);
    }
}
impl Canonical for bool {
    fn put(&self, into: &mut Sha256) {
        i64::from(*self).put(into);
    }
}
impl Canonical for String {
    fn put(&self, into: &mut Sha256) {
        put_bytes(into, self.as_bytes());
    }
}
impl Canonical for Vec<u8> {
    fn put(&self, into: &mut Sha256) {
        put_bytes(into, self);
    }
}
impl Canonical for NaiveDate {
    fn put(&self, into: &mut Sha256) {
        put_bytes(into, self.to_string().as_bytes());
    }
}
impl<T: Canonical> Canonical for Option<T> {
    fn put(&self, into: &mut Sha256) {
        match self {
            Some(value) => value.put(into),
            None => into.update((-1_i64).to_be_bytes()),
        }
    }
}

/// Declares the row of a fact table: `fact_row! { /// doc  pub struct EntryRow in entries { pub id: i64, pub seq: i64, .. } }`.
/// The struct can be queried and inserted, and knows its hash. The diesel table must be in scope under its name.
#[macro_export]
macro_rules! fact_row {
    ($(#[$doc:meta])* pub struct $row:ident in $table:ident { $($(#[$fdoc:meta])* pub $field:ident : $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
        #[diesel(table_name = $table, treat_none_as_default_value = false)]
        pub struct $row { $($(#[$fdoc])* pub $field: $kind),+ }

        impl $crate::db::Fact for $row {
            const TABLE: &'static str = stringify!($table);
            fn id(&self) -> i64 { self.id }
            fn seq(&self) -> i64 { self.seq }
            fn hash(&self) -> $crate::db::FactHash {
                use sha2::Digest as _;
                let mut sha = sha2::Sha256::new();
                $($crate::db::Canonical::put(&self.$field, &mut sha);)+
                sha.finalize().into()
            }
            fn insert(conn: &mut $crate::db::Conn, rows: &[Self]) -> diesel::QueryResult<usize> {
                use diesel::RunQueryDsl as _;
                const COLUMNS: usize = [$(stringify!($field)),+].len();
                $crate::db::rows_in_parts(rows, COLUMNS, |part| {
                    $crate::db::on_each!(conn, c => diesel::insert_into($table::table).values(part.values()).execute(c))
                })
            }
            fn of_events(conn: &mut $crate::db::Conn, from: i64, to: i64) -> diesel::QueryResult<Vec<Self>> {
                use diesel::prelude::*;
                $table::table
                    .filter($table::seq.between(from, to))
                    .order(($table::seq, $table::id))
                    .select(Self::as_select())
                    .load(conn)
            }
        }
    };
}
pub use fact_row;

/// What every aggregate's fact table holds: who did what to which subject, on which business date, and the rest as JSON.
pub trait Told: Fact {
    fn told(parts: ToldParts) -> Self;
    fn data(&self) -> &str;
    fn subject(&self) -> i64;
    fn on(&self) -> BusinessDate;
    /// The facts of these subjects, by subject, in the order in which they were told.
    fn of_subjects(conn: &mut Conn, subjects: &[i64]) -> QueryResult<Vec<Self>>;
    /// The facts of up to `limit` subjects after `after`, for rebuilding projections page by page.
    fn subjects_after(conn: &mut Conn, after: i64, limit: i64) -> QueryResult<Vec<i64>>;
}

/// The fields of a told fact before it becomes a row.
pub struct ToldParts {
    pub id: i64,
    pub seq: i64,
    pub subject_id: i64,
    pub kind: String,
    pub on_date: NaiveDate,
    pub recorded_at: i64,
    pub person_id: i64,
    pub data: String,
}

/// Declares an aggregate's fact table and its row: `told_facts!(CardFactRow, card_facts)`. All of them have one shape.
#[macro_export]
macro_rules! told_facts {
    ($(#[$doc:meta])* $row:ident, $table:ident) => {
        diesel::table! {
            $table (id) {
                id -> BigInt,
                seq -> BigInt,
                subject_id -> BigInt,
                kind -> Text,
                on_date -> Date,
                recorded_at -> BigInt,
                person_id -> BigInt,
                data -> Text,
            }
        }
        $crate::fact_row! {
            $(#[$doc])*
            pub struct $row in $table {
                pub id: i64,
                pub seq: i64,
                pub subject_id: i64,
                pub kind: String,
                pub on_date: chrono::NaiveDate,
                pub recorded_at: i64,
                pub person_id: i64,
                pub data: String,
            }
        }
        impl $crate::db::Told for $row {
            fn told(p: $crate::db::ToldParts) -> Self {
                Self { id: p.id, seq: p.seq, subject_id: p.subject_id, kind: p.kind, on_date: p.on_date,
                       recorded_at: p.recorded_at, person_id: p.person_id, data: p.data }
            }
            fn data(&self) -> &str { &self.data }
            fn subject(&self) -> i64 { self.subject_id }
            fn on(&self) -> $crate::kernel::BusinessDate { $crate::kernel::BusinessDate::new(self.on_date) }
            fn of_subjects(conn: &mut $crate::db::Conn, subjects: &[i64]) -> diesel::QueryResult<Vec<Self>> {
                use diesel::prelude::*;
                $crate::db::in_parts(subjects.iter().copied(), |part| $crate::db::on_each!(conn, c => $table::table
                    .filter($crate::db::among!($table::subject_id, part))
                    .order(($table::subject_id, $table::id))
                    .select(Self::as_select())
                    .load(c)))
            }
            fn subjects_after(conn: &mut $crate::db::Conn, after: i64, limit: i64) -> diesel::QueryResult<Vec<i64>> {
                use diesel::prelude::*;
                $table::table.filter($table::subject_id.gt(after)).select($table::subject_id).distinct()
                    .order($table::subject_id).limit(limit).load(conn)
            }
        }
    };
}
pub use told_facts;
