//! The writer does not hang: a lock that somebody else holds, an act that waits too long, a database that goes away in the
//! midst of a batch. Who asked is told to come again, with the same key, and never that we are at fault.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use sahakorn::db::{Access, ActMeta, Conn, Error, Receipt, Url};
use sahakorn::kernel::PersonId;
use sahakorn_tests::{Answer, Backend, Client, Mode, Server, Site, fresh_key};
use serde_json::json;

use crate::office::{Ask, Office};
use crate::writer::{Desk, one_letter};

fn on_postgres() -> bool {
    Backend::of_this_run().unwrap() == Backend::Postgres
}

/// Somebody else's session on the same database, which holds the lock that every batch begins with.
fn held(site: &Site) -> Conn {
    let mut conn = second(site);
    let begin = if on_postgres() {
        "BEGIN; UPDATE chain_head SET batch = batch + 1"
    } else {
        "BEGIN IMMEDIATE"
    };
    conn.batch_execute(begin).unwrap();
    conn
}

fn second(site: &Site) -> Conn {
    let url = Url::parse(&site.database_url()).unwrap();
    url.connect(Access::Write).unwrap()
}

/// A fee of a baht: an entry with two postings.
fn a_fee(office: &Office) -> Ask {
    let path = format!("/api/v1/members/{}/fee-payments", office.member());
    let body = json!({"amount": "1.00", "received_on": office.today(), "as_credit": true});
    Ask::post(path, &body)
        .by(office.token(&office.officer))
        .key(fresh_key())
}

/// Sends each on a connection of its own, at once.
fn at_once(office: &Office, asks: &[Ask]) -> Vec<JoinHandle<Answer>> {
    let send = |ask: &Ask| {
        let (ask, address) = (ask.clone(), office.server.address().to_owned());
        spawn(move || ask.send(&mut Client::new(address)))
    };
    asks.iter().map(send).collect()
}

fn come_again(answer: &Answer, code: &str) {
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_eq!(answer.json()["code"], code, "{}", answer.text());
    assert!(
        answer.header("Retry-After").is_some(),
        "{:?}",
        answer.headers
    );
}

fn entries(office: &Office) -> i64 {
    let sql = "SELECT COUNT(*) FROM entries";
    office.server.site().tamper(sql).unwrap().parse().unwrap()
}

/// Waits until the program says that it is ready; nobody sends an act meanwhile.
fn ready_by_itself(office: &Office) {
    let begun = Instant::now();
    while office.server.get("/health/ready", None).status != 200 {
        assert!(begun.elapsed().as_secs() < 20, "it stays not ready");
        sleep(Duration::from_millis(200));
    }
}

/// Each of these acts is done when it is asked again, and once.
fn done_by_asking_again(office: &Office, asks: &[Ask], before: i64) {
    for ask in asks {
        for _ in 0..2 {
            let answer = office.send(ask);
            assert!(answer.is_ok(), "{} {}", answer.status, answer.text());
        }
    }
    assert_eq!(entries(office), before + asks.len() as i64);
}

#[test]
fn the_writers_session_has_its_limits_whatever_the_server_was_set_to() {
    let desk = Desk::open();
    if on_postgres() {
        let name = desk.site.tamper("SELECT current_database()").unwrap();
        for setting in ["statement_timeout = '1s'", "lock_timeout = '60s'"] {
            let set = format!("ALTER DATABASE {name} SET {setting}");
            desk.site.tamper(&set).unwrap();
        }
    }
    match second(&desk.site) {
        Conn::Sqlite(mut conn) => {
            let busy = "(SELECT timeout FROM pragma_busy_timeout)";
            let busy: i32 = diesel::select(sql::<Integer>(busy))
                .get_result(&mut conn)
                .unwrap();
            assert_eq!(busy, 5_000);
        }
        Conn::Postgres(mut conn) => {
            for (name, value) in [
                ("statement_timeout", "0"),
                ("lock_timeout", "5s"),
                ("idle_in_transaction_session_timeout", "30s"),
                ("transaction_timeout", "0"),
            ] {
                let shown = sql::<Text>("coalesce(current_setting('")
                    .sql(name)
                    .sql("', true), '0')");
                let shown: String = diesel::select(shown).get_result(&mut conn).unwrap();
                assert_eq!(shown, value, "{name}");
            }
        }
    }
}

#[test]
fn a_held_lock_is_told_after_five_seconds_and_the_program_mends_itself() {
    let office = Office::open();
    let (fee, before) = (a_fee(&office), entries(&office));
    let mut holder = held(office.server.site());
    let begun = Instant::now();
    come_again(&office.send(&fee), "E-SYS-003");
    let seconds = begun.elapsed().as_secs_f32();
    assert!((4.0..9.0).contains(&seconds), "told after {seconds} s");
    let ready = office.server.get("/health/ready", None);
    assert_eq!(ready.status, 503, "{}", ready.text());
    assert!(ready.text().contains("ล็อก"), "{}", ready.text());
    assert_eq!(office.server.get("/health/live", None).status, 200);
    assert_eq!(entries(&office), before, "nothing was written");
    holder.batch_execute("ROLLBACK").unwrap();
    ready_by_itself(&office);
    done_by_asking_again(&office, &[fee], before);
}

/// The log says why, of the batch and of each request that was in it.
#[test]
fn the_cause_of_a_failed_batch_stands_in_the_log() {
    let office = Office::open();
    let fee = a_fee(&office);
    let mut holder = held(office.server.site());
    let answer = office.send(&fee);
    come_again(&answer, "E-SYS-003");
    holder.batch_execute("ROLLBACK").unwrap();
    let cause = if on_postgres() {
        "canceling statement due to lock timeout"
    } else {
        "database is locked"
    };
    let id = answer.header("x-request-id").unwrap();
    let log = std::fs::read_to_string(office.server.site().log()).unwrap();
    for what in [
        "a batch failed as a whole",
        "the database takes no acts",
        id,
    ] {
        let line = log.lines().find(|line| line.contains(what));
        let line = line.unwrap_or_else(|| panic!("no {what}: {log}"));
        assert!(line.contains(cause), "{line}");
    }
}

/// On SQLite nobody can shut readers out.
#[test]
fn a_lock_that_shuts_readers_out_is_told_to_them_and_drains_nothing() {
    let office = Office::open();
    if !on_postgres() {
        return;
    }
    let token = office.token(&office.officer);
    let reads: Vec<Ask> = (0..12)
        .map(|_| Ask::get("/api/v1/members").by(&token))
        .collect();
    let mut holder = second(office.server.site());
    let lock = "BEGIN; LOCK TABLE members, chain_head IN ACCESS EXCLUSIVE MODE";
    holder.batch_execute(lock).unwrap();
    let begun = Instant::now();
    let waiting = at_once(&office, &reads);
    for _ in 0..3 {
        let asked = Instant::now();
        let ready = office.server.get("/health/ready", None);
        assert_eq!(ready.status, 503, "{}", ready.text());
        assert!(asked.elapsed().as_secs() < 4, "{:?}", asked.elapsed());
    }
    for answer in waiting {
        come_again(&answer.join().unwrap(), "E-SYS-003");
    }
    assert!(begun.elapsed().as_secs() < 16, "{:?}", begun.elapsed());
    holder.batch_execute("ROLLBACK").unwrap();
    ready_by_itself(&office);
    assert_eq!(office.send(&reads[0]).status, 200);
}

#[test]
fn whoever_waits_behind_a_held_lock_is_told_as_well() {
    let office = Office::open();
    let fees: Vec<Ask> = (0..12).map(|_| a_fee(&office)).collect();
    let before = entries(&office);
    let mut holder = held(office.server.site());
    let begun = Instant::now();
    for answer in at_once(&office, &fees) {
        come_again(&answer.join().unwrap(), "E-SYS-003");
    }
    assert!(begun.elapsed().as_secs() < 14, "{:?}", begun.elapsed());
    holder.batch_execute("ROLLBACK").unwrap();
    done_by_asking_again(&office, &fees, before);
}

#[test]
fn an_act_that_waited_ten_seconds_does_not_run() {
    let desk = Desk::open();
    let ran = Arc::new(AtomicBool::new(false));
    let (writer, runs) = (desk.writer.clone(), ran.clone());
    let meta = || ActMeta::new(PersonId::new(7), "test.act");
    let slow = desk.runtime.spawn(async move {
        let act = |tx: &mut sahakorn::db::Tx<'_>| {
            sleep(Duration::from_secs(13));
            one_letter(tx)
        };
        writer.act::<Error, _>(meta(), act).await
    });
    sleep(Duration::from_millis(300));
    let begun = Instant::now();
    let late: Result<Receipt, Error> = desk.act(None, move |tx| {
        runs.store(true, Ordering::SeqCst);
        one_letter(tx)
    });
    let waited = begun.elapsed().as_secs_f32();
    assert!(matches!(late, Err(Error::Busy)), "{late:?}");
    assert!((9.0..12.0).contains(&waited), "{waited} s");
    // The slow one is never cut off.
    desk.runtime.block_on(slow).unwrap().unwrap();
    desk.letter();
    assert!(!ran.load(Ordering::SeqCst), "the act ran after all");
    assert_eq!(desk.letters(), 2);
}

/// Ends every session of the program, as a restart of the database would; the batch under way with them.
fn end_sessions(site: &Site, which: &str) {
    let sql = format!(
        "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND {which}"
    );
    let begun = Instant::now();
    while site.tamper(&sql).unwrap() == "0" {
        assert!(begun.elapsed().as_secs() < 20, "no session to end");
        sleep(Duration::from_millis(50));
    }
}

/// Takes the database away in the midst of a batch of these acts, and brings it back; the answers.
fn lost_in_mid_batch(office: &Office, fees: &[Ask]) -> Vec<Answer> {
    let site = office.server.site();
    if !on_postgres() {
        // A file has no session to end: it is moved away, with the writer's hands still on it.
        let (file, aside) = (site.database_file(), site.data().join("aside"));
        std::fs::rename(&file, &aside).unwrap();
        let answers = at_once(office, fees).into_iter();
        let answers = answers.map(|a| a.join().unwrap()).collect();
        std::fs::rename(&aside, &file).unwrap();
        return answers;
    }
    // Each act of the batch stops at its entry; nine of them ran or wait when the session ends.
    let mut holder = second(site);
    let lock = "BEGIN; LOCK TABLE entries IN EXCLUSIVE MODE";
    holder.batch_execute(lock).unwrap();
    let waiting = at_once(office, fees);
    end_sessions(site, "wait_event_type = 'Lock'");
    let answers = waiting.into_iter().map(|a| a.join().unwrap()).collect();
    holder.batch_execute("ROLLBACK").unwrap();
    answers
}

#[test]
fn ten_acts_that_a_lost_database_cut_off_are_told_to_come_again() {
    let office = Office::open();
    let fees: Vec<Ask> = (0..10).map(|_| a_fee(&office)).collect();
    let before = entries(&office);
    for answer in lost_in_mid_batch(&office, &fees) {
        come_again(&answer, "E-SYS-003");
    }
    ready_by_itself(&office);
    done_by_asking_again(&office, &fees, before);
    let verified = office.server.verify();
    assert_eq!(verified.code, 0, "{} {}", verified.json, verified.stderr);
}

/// A COMMIT of SQLite is a call of our own process and cannot be cut off from outside; PostgreSQL's can.
#[test]
fn a_connection_lost_while_committing_is_told_as_unknown() {
    let office = Office::open();
    if !on_postgres() {
        return;
    }
    let (fee, before, site) = (a_fee(&office), entries(&office), office.server.site());
    site.tamper(
        "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END'; \
         CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW EXECUTE FUNCTION slowly()",
    )
    .unwrap();
    let waiting = at_once(&office, std::slice::from_ref(&fee));
    end_sessions(site, "query = 'COMMIT' AND wait_event = 'PgSleep'");
    for answer in waiting {
        come_again(&answer.join().unwrap(), "E-SYS-004");
    }
    site.tamper("DROP TRIGGER slowly ON entries; DROP FUNCTION slowly()")
        .unwrap();
    done_by_asking_again(&office, &[fee], before);
}

#[test]
fn a_log_that_cannot_be_written_ends_nothing() {
    let mut office = Office::open();
    office.server.stop();
    let site = office.server.site().copy().unwrap();
    let setting = Some("exec 2>/dev/full");
    let server = Server::launch_after(setting, site, Mode::Demo, &[]).unwrap();
    let office = Office::of(server);
    let mut asks = (0..3).map(|_| a_fee(&office)).collect::<Vec<_>>();
    let mut fee = || {
        let ask = asks.pop().unwrap();
        ask.send(&mut Client::new(office.server.address()))
    };
    assert_eq!(fee().status, 201);
    let lock = held(office.server.site());
    // The writer says in the log that the lock is held.
    assert_eq!(fee().status, 503);
    drop(lock);
    ready_by_itself(&office);
    assert_eq!(fee().status, 201);
}
