//! A start compares with the anchors: books that are not theirs are refused until a person accepts it by name.

use sahakorn_tests::{Mode, Server, Site};
use serde_json::json;

use super::{
    act, anchor_file, anchors, at_work, is_sqlite, lines, put_back, refused_start, says, stopped,
    verify, worked_on,
};

pub fn head(site: &Site) -> i64 {
    let head = site.tamper("SELECT seq FROM chain_head").unwrap();
    head.parse().unwrap()
}

pub fn accept(site: &Site, by: &str, why: &str) -> (i32, String, String) {
    let arguments = ["restore", "--accept", "--by", by, "--why", why];
    site.run(&arguments).unwrap()
}

#[test]
fn an_older_database_is_refused_in_words_and_nothing_is_written() {
    let older = stopped();
    let office = worked_on(older.copy().unwrap());
    let manager = office.manager.clone();
    let known = head(office.server.site());
    let site = put_back(older, office.server.site(), false, false);
    let stood = head(&site);
    let said = refused_start(&site);
    for word in [
        format!("stands at event {stood}"),
        format!("proves events up to {known}"),
        format!("{} events are missing", known - stood),
        "restore --accept".to_owned(),
    ] {
        assert!(said.contains(&word), "{word}: {said}");
    }
    let (code, _, said) = site.run(&["user", "list"]).unwrap();
    assert!(code == 2 && said.contains("are missing"), "{said}");
    assert_eq!(head(&site), stood, "nothing was written");
    for (by, why) in [
        ("nobody-here", "lost"),
        (&*manager, "  "),
        (&*manager, "บัตร 4539578763621486"),
    ] {
        assert_eq!(accept(&site, by, why).0, 1, "{by} {why}");
    }
    assert_eq!(head(&site), stood, "nothing was written");
}

#[test]
fn an_older_database_is_taken_up_when_somebody_accepts_it_by_name() {
    let older = stopped();
    let office = worked_on(older.copy().unwrap());
    let manager = office.manager.clone();
    let site = put_back(older, office.server.site(), false, false);
    let stood = head(&site);
    let (code, said, error) = accept(&site, &manager, "เครื่องเสีย กู้คืนจากสำเนาเมื่อคืน");
    assert_eq!(code, 0, "{said} {error}");
    assert_eq!(head(&site), stood + 1, "an event tells of it");
    let (code, report, error) = verify(&site);
    assert_eq!(code, 0, "{report} {error}");
    assert!(
        report["notes"].to_string().contains("กู้คืนจากสำเนา"),
        "{report}"
    );
    assert!(
        lines(&site).last().unwrap().contains(" accept "),
        "an anchor tells of it"
    );
    let mut office = at_work(site);
    act(&office).unwrap();
    assert_eq!(office.server.stop(), 0);
    says(office.server.site(), 0, &[]);
    assert_eq!(
        accept(office.server.site(), &manager, "again").0,
        1,
        "there is nothing to accept"
    );
}

#[test]
fn a_database_set_back_with_its_anchors_is_refused_by_the_key_folder() {
    let older = stopped();
    let office = worked_on(older.copy().unwrap());
    let site = put_back(older, office.server.site(), true, false);
    assert!(refused_start(&site).contains("events are missing"));
    says(&site, 1, &["an anchored event is missing"]);
    // Without any anchor the key folder still tells.
    std::fs::remove_dir_all(anchors(&site)).unwrap();
    assert!(refused_start(&site).contains("events are missing"));
}

#[test]
fn an_older_database_that_was_written_on_elsewhere_has_parted_from_its_anchors() {
    let older = stopped();
    let office = worked_on(older.copy().unwrap());
    let elsewhere = at_work(older.copy().unwrap());
    for _ in 0..6 {
        act(&elsewhere).unwrap();
    }
    let manager = elsewhere.manager.clone();
    let mut elsewhere = elsewhere;
    assert_eq!(elsewhere.server.stop(), 0);
    let site = elsewhere.server.site().copy().unwrap();
    let site = put_back(site, office.server.site(), false, false);
    assert!(refused_start(&site).contains("is another than the one that an anchor"));
    let (code, report, _) = verify(&site);
    assert_eq!(code, 1, "{report}");
    assert_eq!(accept(&site, &manager, "เลือกเล่มนี้").0, 0);
    says(&site, 0, &[]);
    let mut office = at_work(site);
    assert_eq!(office.server.stop(), 0);
}

#[test]
fn lost_anchors_are_accepted_too() {
    let site = stopped();
    std::fs::remove_file(anchor_file(&site)).unwrap();
    let office = worked_on(site);
    let (site, manager) = (office.server.site(), &office.manager);
    says(site, 2, &["are missing"]);
    let (code, _, error) = accept(site, manager, "แผ่นบันทึกเสีย");
    assert_eq!(code, 0, "{error}");
    says(site, 0, &[]);
    // What was given up does not hide what is lost later.
    std::fs::remove_file(anchor_file(site)).unwrap();
    says(site, 2, &["are not here"]);
}

#[test]
fn another_database_under_these_keys_is_refused_and_a_demonstration_begins_anew() {
    let site = stopped();
    if is_sqlite() {
        for ending in ["db", "db-wal", "db-shm"] {
            let _ = std::fs::remove_file(site.data().join(format!("sahakorn.{ending}")));
        }
    } else {
        site.tamper("DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
            .unwrap();
    }
    let said = refused_start(&site);
    assert!(
        said.contains("the key folder last proved database"),
        "{said}"
    );
    assert!(said.contains("--reset"), "{said}");
    let (code, _, said) = site.run(&["serve"]).unwrap();
    assert!(code == 2 && said.contains("last proved database"), "{said}");
    if is_sqlite() {
        let mut server = Server::launch(site, Mode::Demo, &["--reset"]).unwrap();
        assert_eq!(server.stop(), 0);
        assert_eq!(server.verify().code, 0);
    }
}

#[test]
fn the_keys_are_bound_at_the_first_serve_and_not_at_migrate() {
    let server = Server::start_bare();
    let bound = "SELECT COUNT(*) FROM events WHERE act = 'keys.bound'";
    assert_eq!(server.site().tamper(bound).unwrap(), "1");
    let mut server = server;
    assert_eq!(server.stop(), 0);
    let (code, report, error) = verify(server.site());
    assert_eq!(
        (code, report["events"].as_i64()),
        (0, Some(2)),
        "{report} {error}"
    );
    server.restart();
    assert_eq!(server.stop(), 0);
    assert_eq!(server.site().tamper(bound).unwrap(), "1", "once");
    let kinds: Vec<String> = lines(server.site())
        .iter()
        .map(|line| line.split(' ').nth(2).unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["start", "start"], "nothing happened in between");
    assert_eq!(verify(server.site()).0, 0);
}

#[test]
fn before_the_first_serve_verify_says_that_the_keys_are_not_bound() {
    let desk = crate::writer::Desk::open();
    desk.letter();
    desk.writer.stop();
    let (code, report, _) = verify(&desk.site);
    assert_eq!(code, 0, "{report}");
    assert!(
        report["notes"].to_string().contains("not bound"),
        "{report}"
    );
    std::fs::remove_dir_all(anchors(&desk.site)).unwrap();
    let (code, report, _) = verify(&desk.site);
    assert_eq!(code, 2, "{report}");
    assert_eq!(
        report["unproved"],
        json!(["there is no anchor of these books at all"])
    );
}
