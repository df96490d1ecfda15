//! Whether the program is ready, and why not: said in words, with nothing written and nothing of the books shown.

mod command_line;
mod small_disk;

use std::thread::sleep;
use std::time::{Duration, Instant};

use sahakorn_tests::{Answer, Backend, Durability, Postgres, Server, Store};

use crate::office::{Ask, Office};

fn ready(server: &Server) -> Answer {
    server.get("/health/ready", None)
}

/// Waits for an answer whose words hold this, in both languages; nobody sends an act meanwhile.
fn says(server: &Server, th: &str, en: &str) {
    let begun = Instant::now();
    loop {
        let answer = ready(server);
        if answer.status == 503 && answer.text().contains(th) {
            let english = Ask::get("/health/ready").lang("en");
            let english = english.send(&mut sahakorn_tests::Client::new(server.address()));
            assert!(english.text().contains(en), "{}", english.text());
            assert!(answer.header("Retry-After").is_some());
            return;
        }
        assert!(begun.elapsed().as_secs() < 30, "{}", answer.text());
        sleep(Duration::from_millis(200));
    }
}

fn ready_again(server: &Server) {
    let begun = Instant::now();
    while ready(server).status != 200 {
        let seconds = begun.elapsed().as_secs();
        assert!(seconds < 30, "{}", ready(server).text());
        sleep(Duration::from_millis(200));
    }
}

/// An act that anybody in the office does.
fn an_act(office: &Office) -> Answer {
    office.post(&office.officer, "/api/v1/members", &office.member_body())
}

#[test]
fn asking_whether_it_is_ready_writes_nothing() {
    let server = Server::start_bare();
    let seen = || {
        let site = server.site();
        let batch = site.tamper("SELECT batch FROM chain_head").unwrap();
        (batch, site.database_bytes().unwrap())
    };
    let before = seen();
    for _ in 0..20 {
        assert_eq!(ready(&server).status, 200);
    }
    assert_eq!(seen(), before);
}

#[test]
fn a_stranger_learns_nothing_of_the_chain() {
    let office = Office::open();
    let token = office.token(&office.officer);
    let head = office.get(&office.officer, "/api/v1/audit/head");
    let hash = head["hash"].as_str().unwrap().to_owned();
    for path in ["/health", "/health/live", "/health/ready", "/metrics"] {
        let answer = office.server.get(path, None);
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.text();
        for word in ["head", "seq", "hash", hash.as_str()] {
            assert!(!text.contains(word), "{path}: {text}");
        }
    }
    let path = "/api/v1/audit/head";
    assert_eq!(office.server.get(path, None).status, 401);
    assert_eq!(office.server.get(path, Some(&token)).status, 200);
}

#[test]
fn a_database_that_is_gone_is_told_and_found_again_without_an_act() {
    let office = Office::open();
    assert_eq!(an_act(&office).status, 201);
    let (server, site) = (&office.server, office.server.site());
    if Backend::of_this_run().unwrap() == Backend::Sqlite {
        let (file, aside) = (site.database_file(), site.data().join("aside"));
        std::fs::rename(&file, &aside).unwrap();
        says(server, "ติดต่อฐานข้อมูลไม่ได้", "the database is gone");
        assert_eq!(an_act(&office).status, 503);
        assert!(!file.exists(), "an empty file was made in its place");
        std::fs::rename(&aside, &file).unwrap();
    } else {
        let name = site.tamper("SELECT current_database()").unwrap();
        let outside = |sql: &str| cluster().query("postgres", sql).unwrap();
        outside(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
        let all = format!("FROM pg_stat_activity WHERE datname = '{name}'");
        outside(&format!("SELECT pg_terminate_backend(pid) {all}"));
        says(server, "ติดต่อฐานข้อมูลไม่ได้", "the database is gone");
        assert_eq!(an_act(&office).status, 503);
        outside(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"));
    }
    ready_again(server);
    assert_eq!(an_act(&office).status, 201);
}

/// The run's PostgreSQL, to ask from outside of the database that is gone.
fn cluster() -> Postgres {
    match Backend::Postgres.store(Durability::Fast).unwrap() {
        Store::Postgres(postgres) => postgres,
        Store::Sqlite => panic!("this run has no PostgreSQL"),
    }
}

#[test]
fn what_cannot_be_written_or_read_is_told_in_words() {
    let office = Office::open();
    assert_eq!(an_act(&office).status, 201);
    let (server, site) = (&office.server, office.server.site());
    if Backend::of_this_run().unwrap() == Backend::Sqlite {
        // The file's first words, overwritten in place by something that is no database. While the first page still lies in
        // the log, SQLite reads it there and the books are whole.
        site.tamper("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let mut file = std::fs::File::options()
            .write(true)
            .open(site.database_file())
            .unwrap();
        let mut write = |words: &[u8; 16]| {
            use std::io::{Seek as _, Write as _};
            file.rewind().unwrap();
            file.write_all(words).unwrap();
        };
        write(b"not a database..");
        says(server, "ไม่ใช่ของโปรแกรมนี้", "not this program's database");
        write(b"SQLite format 3\0");
    } else {
        let name = site.tamper("SELECT current_database()").unwrap();
        let set = |value: &str| {
            let set = format!("ALTER DATABASE {name} SET default_transaction_read_only = {value}");
            cluster().query("postgres", &set).unwrap();
            let all = format!("FROM pg_stat_activity WHERE datname = '{name}'");
            let end = format!("SELECT pg_terminate_backend(pid) {all}");
            cluster().query("postgres", &end).unwrap();
        };
        set("on");
        assert_eq!(an_act(&office).status, 503);
        says(server, "อ่านได้อย่างเดียว", "the database is read-only");
        set("off");
    }
    ready_again(server);
    assert_eq!(an_act(&office).status, 201);
}
