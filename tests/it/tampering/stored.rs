//! What lies in the tables is of the kind that its column declares, and no index hides a row.

use sahakorn_tests::Site;

use super::{changed, is_sqlite, quietly, says, stopped};

/// A table, and what is done to it: each row below reads like an honest one and sums like another.
const KINDS: [(&str, &str); 14] = [
    (
        "role_facts",
        "INSERT INTO role_facts SELECT 900001, 'x', 900001, kind, on_date, recorded_at, person_id, data FROM role_facts WHERE id = 1;",
    ),
    (
        "role_facts",
        "INSERT INTO role_facts SELECT 900001, 9.9e18, 900001, kind, on_date, recorded_at, person_id, data FROM role_facts WHERE id = 1;",
    ),
    (
        "postings",
        "UPDATE postings SET account_id = account_id || 'x' WHERE id = 1;",
    ),
    (
        "postings",
        "UPDATE postings SET member_id = member_id || 'x' WHERE id = (SELECT MIN(id) FROM postings WHERE member_id IS NOT NULL);",
    ),
    (
        "postings",
        "UPDATE postings SET amount = CAST('500e3' AS BLOB) WHERE id = 1;",
    ),
    (
        "postings",
        "UPDATE postings SET amount = amount + 0.9 WHERE id = 1;",
    ),
    (
        "postings",
        "UPDATE postings SET line = line + 4294967296 WHERE id = 1;",
    ),
    (
        "postings",
        "UPDATE postings SET transaction_date = '+' || transaction_date WHERE id = 1;",
    ),
    (
        "entries",
        "UPDATE entries SET transaction_date = CAST(transaction_date AS BLOB) WHERE id = 1;",
    ),
    (
        "events",
        "UPDATE events SET version = version + 4294967296 WHERE seq = 5;",
    ),
    (
        "events",
        "UPDATE events SET object = CAST(object AS BLOB) WHERE seq = 5;",
    ),
    (
        "letter_facts",
        "UPDATE letter_facts SET kind = CAST(kind AS BLOB) WHERE id = 1;",
    ),
    ("act_keys", "UPDATE act_keys SET key = CAST(key AS BLOB);"),
    (
        "access_log",
        "UPDATE access_log SET count = 'x' WHERE id = 1;",
    ),
];

#[test]
fn a_value_of_another_kind_than_its_column_is_found_in_facts() {
    if !is_sqlite() {
        return;
    }
    for (table, sql) in KINDS {
        let words = [table, "what is no value of that column"];
        changed(|site| quietly(site, table, sql), 1, &words);
    }
}

#[test]
fn a_value_of_another_kind_than_its_column_is_found_in_projections_and_stores() {
    if !is_sqlite() {
        return;
    }
    for (table, sql) in [
        ("cards", "UPDATE cards SET member_id = member_id || 'x';"),
        (
            "active_cards",
            "UPDATE active_cards SET member_id = member_id || 'x' WHERE rowid = 1;",
        ),
        (
            "roles",
            "UPDATE roles SET from_date = '+' || from_date WHERE id = 1;",
        ),
        (
            "roles",
            "UPDATE roles SET role = CAST(role AS BLOB) WHERE id = 1;",
        ),
        ("accounts", "UPDATE accounts SET closed = 2 WHERE id = 1;"),
        (
            "account_totals",
            "UPDATE account_totals SET debit = CAST(debit || 'e3' AS BLOB);",
        ),
        (
            "data_keys",
            "UPDATE data_keys SET owner = CAST(owner AS BLOB) WHERE owner = 'member/3';",
        ),
        (
            "counters",
            "UPDATE counters SET last = last || 'x' WHERE series = 'postings';",
        ),
    ] {
        let words = [table, "what is no value of that column"];
        changed(|site| drop(site.tamper(sql).unwrap()), 1, &words);
    }
}

/// An index made again with all rows but the last, under the words of the whole one.
fn without_the_last(site: &Site) {
    if is_sqlite() {
        let words = |sql: &str| {
            format!(
                "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = '{sql}' WHERE name = 'entries_date'; PRAGMA writable_schema = RESET;"
            )
        };
        let whole = "CREATE INDEX entries_date ON entries (transaction_date, id)";
        let last = site.tamper("SELECT MAX(id) FROM entries").unwrap();
        for sql in [
            words(&format!("{whole} WHERE id <> {last}")),
            "REINDEX entries_date;".to_owned(),
            words(whole),
        ] {
            site.tamper(&sql).unwrap();
        }
        return;
    }
    let set = |is: bool| {
        format!(
            "UPDATE pg_index SET indisready = {is}, indisvalid = {is} WHERE indexrelid = 'entries_date'::regclass;"
        )
    };
    site.tamper(&set(false)).unwrap();
    let again = "CREATE TEMP TABLE kept AS SELECT * FROM entries WHERE id = (SELECT MAX(id) FROM entries); DELETE FROM entries WHERE id = (SELECT id FROM kept); INSERT INTO entries SELECT * FROM kept;";
    let off = "ALTER TABLE entries DISABLE TRIGGER ALL;";
    let on = "ALTER TABLE entries ENABLE TRIGGER ALL;";
    site.tamper(&format!("{off} {again} {on}")).unwrap();
    site.tamper(&set(true)).unwrap();
}

#[test]
fn an_index_that_hides_a_row_is_found() {
    let site = stopped();
    says(&site, 0, &[]);
    without_the_last(&site);
    says(&site, 1, &["entries_date"]);
}
