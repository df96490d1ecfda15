//! A database that the first program left: no table of the proof, anchors of the first version. It opens, migrates and
//! verifies; its anchors count until the keys are bound.

use sahakorn_tests::{Mode, Server, Site};

use super::{anchors, is_sqlite, says, stopped, verify};

/// The demonstration as the first program would have left it: without what the migration `proof` and a start made.
fn left_by_the_first_program() -> Site {
    let site = crate::writer::Desk::open();
    for _ in 0..12 {
        site.letter();
    }
    site.writer.stop();
    let site = site.site;
    let down = "DROP TABLE anchor_marks; DROP TABLE restore_facts; DROP TABLE key_facts; DELETE FROM __diesel_schema_migrations WHERE version = '20261129020000';";
    site.tamper(down).unwrap();
    std::fs::remove_dir_all(anchors(&site)).unwrap();
    std::fs::create_dir_all(anchors(&site)).unwrap();
    write_old(&site, 7, false);
    site
}

/// An anchor of the first version for an event, or with another seal.
fn write_old(site: &Site, seq: i64, changed: bool) {
    let seal = if is_sqlite() {
        "lower(hex(seal))"
    } else {
        "encode(seal, 'hex')"
    };
    let seal = site
        .tamper(&format!("SELECT {seal} FROM events WHERE seq = {seq}"))
        .unwrap();
    let seal = if changed { "0".repeat(64) } else { seal };
    let line = format!("{seq} {seal} 5 1700000000000000\n");
    std::fs::write(anchors(site).join("anchors.txt"), line).unwrap();
}

#[test]
fn an_old_database_migrates_verifies_and_is_bound_by_its_first_serve() {
    let site = left_by_the_first_program();
    says(&site, 2, &["sahakorn migrate"]);
    assert_eq!(site.run(&["migrate"]).unwrap().0, 0);
    let (code, report, error) = verify(&site);
    assert_eq!(code, 0, "{report} {error}");
    assert_eq!(
        (report["events"].as_i64(), report["anchors"].as_i64()),
        (Some(12), Some(1))
    );
    assert!(
        report["notes"].to_string().contains("not bound"),
        "{report}"
    );
    let mut server = Server::launch(site, Mode::Serve, &[]).unwrap();
    assert_eq!(server.stop(), 0);
    let (code, report, error) = verify(server.site());
    assert_eq!(
        (code, report["events"].as_i64()),
        (0, Some(14)),
        "{report} {error}"
    );
    write_old(server.site(), 7, true);
    says(server.site(), 1, &["differs from its anchor"]);
}

#[test]
fn an_old_database_behind_its_old_anchors_is_refused_before_its_keys_are_bound() {
    let site = left_by_the_first_program();
    let line = format!("40 {} 5 1700000000000000\n", "ab".repeat(32));
    std::fs::write(anchors(&site).join("anchors.txt"), line).unwrap();
    let (code, _, error) = site.run(&["serve"]).unwrap();
    assert!(
        code == 2 && error.contains("28 events are missing"),
        "{error}"
    );
    says(&site, 1, &["an anchored event is missing"]);
    std::fs::write(anchors(&site).join("anchors.txt"), "rubbish\n").unwrap();
    says(&site, 1, &["is no anchor"]);
}

#[test]
fn a_restored_backup_of_before_the_keys_were_bound_is_another_database() {
    let site = stopped();
    let sql = "DROP TABLE anchor_marks; DROP TABLE restore_facts; DROP TABLE key_facts; DELETE FROM __diesel_schema_migrations WHERE version = '20261129020000';";
    site.tamper(sql).unwrap();
    assert_eq!(site.run(&["migrate"]).unwrap().0, 0);
    let said = super::refused_start(&site);
    assert!(said.contains("new or older than its keys"), "{said}");
    says(
        &site,
        1,
        &[
            "the row is missing",
            "another or an older database was put here",
        ],
    );
}
