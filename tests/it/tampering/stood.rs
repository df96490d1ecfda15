//! A start that would wipe out what `verify` finds is refused: a head that was moved, a last anchor that is gone or another. And
//! it makes nothing before it refuses.

use std::os::unix::fs::PermissionsExt as _;

use sahakorn_tests::{Server, Site};

use super::start::{accept, head};
use super::{act, anchors, at_work, is_sqlite, lines, refused_start, says, stopped, worked_on};

fn last(site: &Site) -> std::path::PathBuf {
    site.secrets().join("anchor.last")
}

#[test]
fn a_head_that_is_not_the_last_event_is_refused_and_cannot_be_accepted() {
    let office = worked_on(stopped());
    let manager = office.manager.clone();
    for sql in [
        "UPDATE chain_head SET seq = seq + 5;",
        "UPDATE chain_head SET seal = (SELECT seal FROM events WHERE seq = chain_head.seq - 2), at = (SELECT at FROM events WHERE seq = chain_head.seq - 2), seq = seq - 2;",
    ] {
        let site = office.server.site().copy().unwrap();
        site.tamper(sql).unwrap();
        let stood = head(&site);
        let said = refused_start(&site);
        assert!(said.contains("chain_head tells of event"), "{said}");
        let (code, _, said) = accept(&site, &manager, "ลองรับไว้");
        assert!(
            code == 2 && said.contains("chain_head tells of event"),
            "{said}"
        );
        assert_eq!(head(&site), stood, "nothing was written");
    }
}

#[test]
fn a_last_anchor_that_is_gone_or_another_is_refused_until_somebody_accepts_it() {
    let office = worked_on(stopped());
    let manager = office.manager.clone();
    let changes: [fn(&Site); 4] = [
        |site| std::fs::remove_file(last(site)).unwrap(),
        |site| std::fs::write(last(site), "").unwrap(),
        |site| std::fs::write(last(site), "nothing\n").unwrap(),
        |site| {
            let kept = std::fs::read_to_string(last(site)).unwrap();
            let mut words: Vec<&str> = kept.split(' ').collect();
            words[4] = "1";
            std::fs::write(last(site), words.join(" ")).unwrap();
        },
    ];
    for (round, change) in changes.iter().enumerate() {
        let site = office.server.site().copy().unwrap();
        change(&site);
        let said = refused_start(&site);
        assert!(said.contains("anchor.last"), "{round}: {said}");
        assert!(said.contains("restore --accept"), "{round}: {said}");
        let (code, _, said) = accept(&site, &manager, "แฟ้มกุญแจหาย");
        assert_eq!(code, 0, "{round}: {said}");
        says(&site, 0, &[]);
        let office = worked_on(site);
        says(office.server.site(), 0, &[]);
    }
}

#[test]
fn without_its_anchors_too_a_lost_last_anchor_is_refused() {
    let site = stopped();
    std::fs::remove_dir_all(anchors(&site)).unwrap();
    std::fs::remove_file(last(&site)).unwrap();
    let said = refused_start(&site);
    assert!(
        said.contains("anchor.last is not in the key folder"),
        "{said}"
    );
}

#[test]
fn a_server_that_was_killed_within_its_first_anchor_starts_again() {
    let mut server = Server::start_bare();
    server.kill9();
    std::fs::write(last(server.site()), "").unwrap();
    server.site().tamper("DELETE FROM anchor_marks;").unwrap();
    let one = lines(server.site());
    assert_eq!(one.len(), 1, "{one:?}");
    server.restart();
    assert_eq!(server.stop(), 0);
}

#[test]
fn keys_that_are_only_read_start_and_verify_goes_on_to_say_what_is_missing() {
    let site = stopped();
    std::fs::remove_file(last(&site)).unwrap();
    // A folder in the file's place: whoever runs the tests may write everywhere else.
    std::fs::create_dir(last(&site)).unwrap();
    std::fs::set_permissions(last(&site), std::fs::Permissions::from_mode(0o500)).unwrap();
    let mut office = at_work(site);
    act(&office).unwrap();
    assert_eq!(office.server.stop(), 0);
    says(
        office.server.site(),
        2,
        &["anchor.last in the key folder cannot be read"],
    );
}

#[test]
fn a_refused_start_makes_no_tables_and_an_empty_file_is_told_in_words() {
    if !is_sqlite() {
        return;
    }
    let site = stopped();
    for ending in ["db-wal", "db-shm"] {
        let _ = std::fs::remove_file(site.data().join(format!("sahakorn.{ending}")));
    }
    std::fs::write(site.database_file(), "").unwrap();
    let (code, _, said) = site.run(&["verify"]).unwrap();
    assert!(code == 2 && said.contains("sahakorn migrate"), "{said}");
    assert!(!said.contains("a query failed"), "{said}");
    let said = refused_start(&site);
    assert!(
        said.contains("the key folder last proved database"),
        "{said}"
    );
    let tables = site.tamper("SELECT COUNT(*) FROM sqlite_master").unwrap();
    assert_eq!(tables, "0", "it migrated first");
    std::fs::remove_file(site.database_file()).unwrap();
    assert!(refused_start(&site).contains("last proved database"));
    assert!(!site.database_file().exists(), "it made a database first");
}
