//! Whether what lies in the tables is what their columns and indexes promise. SQLite keeps any kind of value in any column and
//! reads `'3x'` as 3, so a row could say one thing to the chain and another to a sum; and an index that lacks a row hides it
//! from every query that goes by the index, on either database.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use serde_json::Value;

use super::{Conn, Error};

/// Something in a table that is not as it must be, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    pub table: String,
    pub what: String,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// What was found wrong, and what could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looked {
    pub misfits: Vec<Misfit>,
    pub unseen: Vec<String>,
}

/// Values of another kind than their columns', and indexes that do not fit their tables.
pub fn look_at_stored(conn: &mut Conn) -> Result<Looked, Error> {
    match conn {
        Conn::Sqlite(c) => Ok(Looked {
            misfits: [kinds(c)?, integrity(c)?].concat(),
            unseen: Vec::new(),
        }),
        Conn::Postgres(c) => indexes(c),
    }
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    may_be_null: bool,
    #[diesel(sql_type = Bool)]
    is_key: bool,
}

const COLUMNS: &str = "SELECT t.name AS \"table\", c.name AS name, upper(c.type) AS kind, \
    c.\"notnull\" = 0 AND c.pk = 0 AS may_be_null, c.pk > 0 AS is_key \
    FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~' \
    ORDER BY t.name, c.cid";

impl Column {
    /// The condition that a value is not of the column's kind; `None` for a kind that our tables do not have.
    fn is_wrong(&self) -> Option<String> {
        let value = quoted(&self.name);
        let other_than = |class: &str| format!("typeof({value}) <> '{class}'");
        let whole_in = |low: i32, high: i32| {
            format!("typeof({value}) <> 'integer' OR {value} NOT BETWEEN {low} AND {high}")
        };
        let wrong = match &*self.kind {
            "INTEGER" if !self.is_key => whole_in(i32::MIN, i32::MAX),
            "BOOLEAN" => whole_in(0, 1),
            "INTEGER" | "BIGINT" => other_than("integer"),
            "TEXT" | "VARCHAR(50)" | "TIMESTAMP" => other_than("text"),
            "BLOB" => other_than("blob"),
            "DATE" => {
                format!("typeof({value}) <> 'text' OR {value} IS NOT strftime('%Y-%m-%d', {value})")
            }
            _ => return None,
        };
        let unless = if self.may_be_null {
            format!("{value} IS NOT NULL AND ")
        } else {
            String::new()
        };
        Some(format!("{unless}({wrong})"))
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn columns(conn: &mut SqliteConnection) -> QueryResult<Vec<Column>> {
    diesel::sql_query(COLUMNS).load(conn)
}

/// Rows of which a value is of another kind than its column: counted by table and column.
#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn kinds(conn: &mut SqliteConnection) -> Result<Vec<Misfit>, Error> {
    let mut found = Vec::new();
    let columns = columns(conn)?;
    for of_table in columns.chunk_by(|a, b| a.table == b.table) {
        let cases = of_table.iter().filter_map(|column| {
            let name = column.name.replace('\'', "''");
            Some(format!("WHEN {} THEN '{name}'", column.is_wrong()?))
        });
        let cases: Vec<String> = cases.collect();
        let Some(table) = of_table.first().map(|column| &column.table) else {
            continue;
        };
        if cases.is_empty() {
            continue;
        }
        let query = format!(
            "SELECT name, COUNT(*) AS number FROM (SELECT CASE {} END AS name FROM {}) \
             WHERE name IS NOT NULL GROUP BY name ORDER BY name",
            cases.join(" "),
            quoted(table)
        );
        let wrong: Vec<Named> = diesel::sql_query(query).load(conn)?;
        found.extend(wrong.into_iter().map(|wrong| Misfit {
            table: table.clone(),
            what: format!(
                "{} rows hold in {} what is no value of that column",
                wrong.number, wrong.name
            ),
        }));
    }
    Ok(found)
}

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    said: String,
}

/// What SQLite itself finds wrong with its file: pages, indexes that lack rows, rows that break a constraint.
#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn integrity(conn: &mut SqliteConnection) -> Result<Vec<Misfit>, Error> {
    // An argument would be taken for the name of a table.
    let told: Vec<Said> =
        diesel::sql_query("SELECT integrity_check AS said FROM pragma_integrity_check LIMIT 8")
            .load(conn)?;
    let wrong = told.into_iter().filter(|row| row.said != "ok");
    Ok(wrong
        .map(|row| Misfit {
            table: "sqlite_master".to_owned(),
            what: format!("the database file does not fit together: {}", row.said),
        })
        .collect())
}

#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    name: String,
    /// What it sorts by.
    #[diesel(sql_type = Text)]
    keys: String,
    /// The rows that are in it.
    #[diesel(sql_type = Text)]
    rows: String,
}

const INDEXES: &str = "SELECT x.indrelid::regclass::text AS \"table\", i.relname::text AS name, \
    (SELECT string_agg(pg_get_indexdef(x.indexrelid, n, true), ', ' ORDER BY n) FROM generate_series(1, x.indnkeyatts) n) AS keys, \
    COALESCE(pg_get_expr(x.indpred, x.indrelid), 'true') AS rows \
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam \
    WHERE i.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND m.amname = 'btree' \
    ORDER BY i.relname";

/// By the index alone, or by the table alone.
const BY_INDEX: &str = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off; \
    SET LOCAL enable_incremental_sort = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL enable_indexscan = on; \
    SET LOCAL enable_indexonlyscan = on;";
const BY_TABLE: &str = "SET LOCAL enable_seqscan = on; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_indexscan = off; \
    SET LOCAL enable_indexonlyscan = off;";
const AS_BEFORE: &str = "SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_bitmapscan TO DEFAULT; SET LOCAL enable_sort TO DEFAULT; \
    SET LOCAL enable_incremental_sort TO DEFAULT; SET LOCAL max_parallel_workers_per_gather TO DEFAULT; \
    SET LOCAL enable_indexscan TO DEFAULT; SET LOCAL enable_indexonlyscan TO DEFAULT;";

/// Each index leads to as many rows as its table has. Where PostgreSQL would not go by it, it is said.
#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn indexes(conn: &mut PgConnection) -> Result<Looked, Error> {
    let mut looked = Looked::default();
    let all: Vec<Index> = diesel::sql_query(INDEXES).load(conn)?;
    for index in all {
        let (by_index, all) = (by_index(conn, &index)?, by_table(conn, &index)?);
        let Index { table, name, .. } = index;
        match by_index {
            Some(rows) if rows == all => {}
            Some(rows) => looked.misfits.push(Misfit {
                table,
                what: format!(
                    "the index {name} leads to {rows} rows of {all}: it hides the others"
                ),
            }),
            None => looked.unseen.push(format!(
                "whether the index {name} has every row could not be seen"
            )),
        }
    }
    conn.batch_execute(AS_BEFORE)?;
    Ok(looked)
}

/// How many rows this index leads to; `None` when PostgreSQL went another way.
#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn by_index(conn: &mut PgConnection, index: &Index) -> Result<Option<i64>, Error> {
    conn.batch_execute(BY_INDEX)?;
    let Index {
        table, keys, rows, ..
    } = index;
    let asked = format!(
        "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) SELECT ctid FROM {table} WHERE {rows} ORDER BY {keys}"
    );
    let plan: Plan = diesel::sql_query(asked).get_result(conn)?;
    Ok(rows_by(&serde_json::from_str(&plan.text)?, &index.name))
}

#[expect(clippy::disallowed_methods, reason = "literal SQL lives in db/")]
fn by_table(conn: &mut PgConnection, index: &Index) -> Result<i64, Error> {
    conn.batch_execute(BY_TABLE)?;
    let Index { table, rows, .. } = index;
    let all = format!("SELECT '' AS name, COUNT(*) AS number FROM {table} WHERE {rows}");
    Ok(diesel::sql_query(all).get_result::<Named>(conn)?.number)
}

#[derive(QueryableByName)]
struct Plan {
    /// JSON, which comes as text.
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    text: String,
}

/// How many rows came by this index; `None` when the plan does not use it.
fn rows_by(plan: &Value, index: &str) -> Option<i64> {
    match plan {
        Value::Object(node) if node.get("Index Name").is_some_and(|name| name == index) => {
            let rows = node.get("Actual Rows")?;
            // From version 18 on it is written with decimals.
            rows.as_i64()
                .or_else(|| rows.to_string().split('.').next()?.parse().ok())
        }
        Value::Object(node) => node.values().find_map(|inner| rows_by(inner, index)),
        Value::Array(nodes) => nodes.iter().find_map(|inner| rows_by(inner, index)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
