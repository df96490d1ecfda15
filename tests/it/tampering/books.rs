//! Keys, data keys, counters, the access log, the head, the tables themselves.

use sahakorn_tests::Site;

use super::{changed, is_sqlite, quietly};

/// Another key in a file of the key folder.
fn other_key(site: &Site, file: &str) {
    std::fs::write(site.secrets().join(file), "5a".repeat(32)).unwrap();
}

#[test]
fn a_replaced_key_is_named() {
    for key in ["master.key", "index.key", "token.key", "chain.key"] {
        let what = format!("{key} is another key");
        changed(|site| other_key(site, key), 1, &[&what]);
    }
}

#[test]
fn a_lost_key_is_exit_2() {
    for key in ["master.key", "index.key", "token.key", "chain.key"] {
        changed(
            |site| std::fs::remove_file(site.secrets().join(key)).unwrap(),
            2,
            &[key],
        );
    }
}

#[test]
fn data_keys_are_counted_and_opened() {
    for (sql, words) in [
        ("DELETE FROM data_keys;", ["is missing", "more)"]),
        (
            "DELETE FROM data_keys WHERE owner = 'member/3';",
            ["data key of member/3 is missing", "no act removed it"],
        ),
        (
            "UPDATE data_keys SET wrapped = (SELECT wrapped FROM data_keys WHERE owner = 'member/2') WHERE owner = 'member/1';",
            ["data key of member/1", "does not open"],
        ),
        (
            "INSERT INTO data_keys SELECT 'member/999999', wrapped FROM data_keys WHERE owner = 'member/1';",
            ["data key of member/999999", "belongs to nobody"],
        ),
    ] {
        changed(|site| drop(site.tamper(sql).unwrap()), 1, &words);
    }
}

/// What is done to a counter, and the series that is named.
const MOVED: [(&str, &str); 10] = [
    (
        "UPDATE counters SET last = last + 1 WHERE series LIKE 'voucher/%';",
        "voucher/",
    ),
    (
        "UPDATE counters SET last = last - 1 WHERE series LIKE 'letter/%';",
        "letter/",
    ),
    (
        "UPDATE counters SET last = last + 5 WHERE series LIKE 'application/%';",
        "application/",
    ),
    (
        "UPDATE counters SET last = 0 WHERE series LIKE 'batch/%';",
        "batch/",
    ),
    (
        "UPDATE counters SET last = last + 1 WHERE series = 'members';",
        "members",
    ),
    (
        "UPDATE counters SET last = last - 1 WHERE series = 'postings';",
        "postings",
    ),
    (
        "UPDATE counters SET last = last + 1 WHERE series = 'custody_facts';",
        "custody_facts",
    ),
    (
        "DELETE FROM counters WHERE series = 'persons';",
        "persons is missing",
    ),
    (
        "DELETE FROM counters WHERE series LIKE 'letter/%';",
        "letter/",
    ),
    (
        "INSERT INTO counters (series, last) VALUES ('voucher/XX', 3);",
        "voucher/XX",
    ),
];

#[test]
fn moved_counters_are_found() {
    for (sql, word) in MOVED {
        let words = ["the counter", word];
        changed(|site| drop(site.tamper(sql).unwrap()), 1, &words);
    }
}

#[test]
fn a_moved_head_is_found() {
    for (sql, word) in [
        (
            "UPDATE chain_head SET at = at + 1;",
            "another time than the last event",
        ),
        (
            "UPDATE chain_head SET at = 0;",
            "another time than the last event",
        ),
        (
            "UPDATE chain_head SET seq = seq - 1;",
            "elsewhere than its head says",
        ),
    ] {
        changed(|site| drop(site.tamper(sql).unwrap()), 1, &[word]);
    }
    changed(
        |site| drop(site.tamper("DELETE FROM chain_head;").unwrap()),
        2,
        &["chain_head could not be read"],
    );
}

/// A demonstration in which some signed in, stopped.
fn with_a_log() -> Site {
    let mut office = super::at_work(super::stopped());
    for _ in 0..4 {
        let _ = office.token(&office.manager);
        super::act(&office).unwrap();
    }
    assert_eq!(office.server.stop(), 0);
    office.server.site().copy().unwrap()
}

/// The log and its counter as if nothing had ever been written.
const EMPTIED: &str = "DELETE FROM access_log; DELETE FROM counters WHERE series = 'access_log';";

#[test]
fn the_access_log_is_counted() {
    let two = "INSERT INTO access_log (id, at, what, object, status, detail) VALUES (901, 1, 'looked', 'o', 200, ''), (902, 1, 'looked', 'o', 200, '')";
    changed(
        |site| drop(site.tamper(&format!("{two};")).unwrap()),
        1,
        &["access_log", "rows and", "were written"],
    );
    // With the counter set back as well, the anchors still count.
    let logged = with_a_log();
    super::says(&logged, 0, &[]);
    for (sql, word) in [
        ("DELETE FROM access_log;", "were written"),
        ("DELETE FROM access_log WHERE id = 1;", "were written"),
        (EMPTIED, "an anchor of"),
    ] {
        let site = logged.copy().unwrap();
        quietly(&site, "access_log", sql);
        super::says(&site, 1, &["access_log", word]);
    }
}

#[test]
fn an_access_log_that_was_emptied_is_found_however_much_it_has_grown_since() {
    let site = with_a_log();
    quietly(&site, "access_log", EMPTIED);
    let mut office = super::at_work(site);
    for round in 0..12 {
        let path = format!("/api/v1/members?n={round}");
        let refused = office.server.get(&path, Some("wrong"));
        assert_eq!(refused.status, 401);
    }
    super::act(&office).unwrap();
    assert_eq!(office.server.stop(), 0);
    super::says(office.server.site(), 1, &["access_log", "an anchor of"]);
}

#[test]
fn a_row_of_the_access_log_that_was_changed_is_found() {
    let logged = with_a_log();
    for sql in [
        "UPDATE access_log SET person_id = 9, address = '10.9.9.9' WHERE id = 2;",
        "UPDATE access_log SET what = 'looked', status = 200 WHERE id = 3;",
        "UPDATE access_log SET count = count + 1 WHERE id = 1;",
        "DELETE FROM access_log WHERE id = 2; INSERT INTO access_log SELECT 2, at, person_id, what, object, status, rule, detail, address, count FROM access_log WHERE id = 3;",
    ] {
        let site = logged.copy().unwrap();
        quietly(&site, "access_log", sql);
        super::says(&site, 1, &["access_log", "is not what it was"]);
    }
    // A start does not make it good.
    let site = logged.copy().unwrap();
    quietly(
        &site,
        "access_log",
        "UPDATE access_log SET object = 'x' WHERE id = 1;",
    );
    let office = super::worked_on(site);
    super::says(
        office.server.site(),
        1,
        &["access_log", "is not what it was"],
    );
}

#[test]
fn what_the_database_is_set_to_puts_no_other_operator_before_ours() {
    if is_sqlite() {
        return;
    }
    let site = super::stopped();
    site.tamper(
        "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET search_path = public, pg_catalog'; END $$;",
    )
    .unwrap();
    super::says(&site, 0, &[]);
    site.tamper(
        "CREATE SCHEMA aside; CREATE FUNCTION aside.eq(int8, int8) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT pg_catalog.int8eq($1, $2) AND $2 OPERATOR(pg_catalog.<>) 1'; CREATE OPERATOR public.= (LEFTARG = int8, RIGHTARG = int8, FUNCTION = aside.eq);",
    )
    .unwrap();
    super::says(&site, 1, &["operator", "is not ours"]);
    let office = super::at_work(site);
    super::act(&office).unwrap();
    office.get(&office.officer, "/api/v1/members/1");
}

#[test]
fn what_binds_the_keys_is_a_fact_like_any_other() {
    changed(
        |site| quietly(site, "key_facts", "DELETE FROM key_facts;"),
        1,
        &["key_facts", "the row is missing"],
    );
    changed(
        |site| quietly(site, "key_facts", "UPDATE key_facts SET data = '{}';"),
        1,
        &["key_facts", "changed after it was recorded"],
    );
}

/// Statements for SQLite and for PostgreSQL, and the table that is named.
const TABLES: [(&str, &str, [&str; 2]); 11] = [
    (
        "DROP TRIGGER postings_no_update;",
        "DROP TRIGGER postings_no_change ON postings;",
        ["postings", "is missing"],
    ),
    (
        "DROP TRIGGER access_log_no_delete;",
        "ALTER TABLE access_log DISABLE TRIGGER access_log_no_change;",
        ["access_log", "trigger access_log_no_"],
    ),
    (
        "CREATE TRIGGER quiet AFTER INSERT ON postings BEGIN UPDATE counters SET last = last; END;",
        "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER quiet AFTER INSERT ON postings FOR EACH ROW EXECUTE FUNCTION quiet();",
        ["postings", "trigger quiet is not ours"],
    ),
    (
        "ALTER TABLE letters RENAME TO letters_kept; CREATE VIEW letters AS SELECT * FROM letters_kept;",
        "ALTER TABLE letters RENAME TO letters_kept; CREATE VIEW letters AS SELECT * FROM letters_kept;",
        ["letters", "letters_kept"],
    ),
    (
        "DROP INDEX postings_seq;",
        "DROP INDEX postings_seq;",
        ["postings", "index postings_seq is missing"],
    ),
    (
        "ALTER TABLE members ADD COLUMN more TEXT;",
        "ALTER TABLE members ADD COLUMN more TEXT;",
        ["members", "not as the migrations make it"],
    ),
    (
        "DROP TRIGGER events_no_update; CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT 1; END;",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
        ["not as the migrations make it", "is another"],
    ),
    (
        "DROP TRIGGER events_no_update; CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT \"RAISE(ABORT, 'C10: events holds facts')\"; END;",
        "CREATE FUNCTION pg_catalog.refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; DROP TRIGGER events_no_change ON events; CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION pg_catalog.refuse_change();",
        ["not as the migrations make it", "is another"],
    ),
    (
        "PRAGMA writable_schema = ON; CREATE TRIGGER sqlite_quiet AFTER INSERT ON postings BEGIN UPDATE counters SET last = last; END;",
        "CREATE DOMAIN \"bigint\" AS int8 CHECK (VALUE <> 777); ALTER TABLE postings ALTER COLUMN account_id TYPE \"bigint\";",
        ["postings", "not as the migrations make it"],
    ),
    (
        "PRAGMA writable_schema = ON; CREATE TABLE sqlite_more (x INTEGER);",
        "CREATE SCHEMA aside; CREATE COLLATION aside.\"default\" (provider = icu, locale = 'und-u-ks-level1', deterministic = false); ALTER TABLE accounts ALTER username TYPE text COLLATE aside.\"default\";",
        ["not as the migrations make it", ""],
    ),
    (
        "CREATE TABLE own (x INTEGER);",
        "CREATE RULE quiet AS ON DELETE TO postings DO INSTEAD NOTHING;",
        ["not as the migrations make it", "is not ours"],
    ),
];

#[test]
fn changed_tables_are_named() {
    for (sqlite, postgres, words) in TABLES {
        let sql = if is_sqlite() { sqlite } else { postgres };
        changed(|site| drop(site.tamper(sql).unwrap()), 1, &words);
    }
}

#[test]
fn what_only_postgres_knows_is_found_too() {
    if is_sqlite() {
        return;
    }
    for sql in [
        "ALTER TABLE postings ENABLE ROW LEVEL SECURITY;",
        "CREATE SCHEMA aside; CREATE TABLE aside.more () INHERITS (public.postings);",
        "ALTER TABLE persons DISABLE TRIGGER ALL;",
        "ALTER TABLE accounts DROP CONSTRAINT accounts_person_id_fkey;",
        "ALTER TABLE postings ALTER COLUMN amount SET DEFAULT 0;",
        "GRANT ALL ON postings TO PUBLIC;",
        "CREATE FUNCTION pg_catalog.more() RETURNS int LANGUAGE sql AS 'SELECT 1';",
        "CREATE SCHEMA aside; CREATE FUNCTION aside.eq(int8, int8) RETURNS bool LANGUAGE sql AS 'SELECT false'; CREATE OPERATOR public.= (LEFTARG = int8, RIGHTARG = int8, FUNCTION = aside.eq);",
        "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET session_replication_role = replica'; END $$;",
    ] {
        changed(
            |site| drop(site.tamper(sql).unwrap()),
            1,
            &["not as the migrations make it"],
        );
    }
}
