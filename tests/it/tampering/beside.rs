//! Beside a working server: `verify` does not cry, anchors follow each other in seconds, and books that are exchanged under a
//! running program are not written on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sahakorn_tests::Site;

use super::{act, anchor_file, at_work, lines, says, stopped, verify};

#[test]
fn verify_beside_a_working_server_holds_six_times_of_six() {
    let office = at_work(stopped());
    let over = AtomicBool::new(false);
    let acts = std::thread::scope(|scope| {
        let worker = || {
            let mut acts = 0;
            while !over.load(Ordering::Relaxed) {
                act(&office).unwrap();
                acts += 1;
            }
            acts
        };
        let workers = [scope.spawn(worker), scope.spawn(worker)];
        for round in 0..6 {
            let (code, report, error) = verify(office.server.site());
            if code != 0 {
                over.store(true, Ordering::Relaxed);
            }
            assert_eq!(code, 0, "round {round}: {report} {error}");
        }
        over.store(true, Ordering::Relaxed);
        workers
            .map(|worker| worker.join().unwrap())
            .iter()
            .sum::<u64>()
    });
    assert!(acts > 6, "only {acts} acts were under way");
}

fn anchored(site: &Site) -> i64 {
    let line = lines(site).pop().unwrap();
    line.split(' ').nth(3).unwrap().parse().unwrap()
}

#[test]
fn a_crash_loses_the_proof_of_seconds() {
    let mut office = at_work(stopped());
    act(&office).unwrap();
    let head: i64 = office
        .server
        .site()
        .tamper("SELECT seq FROM chain_head")
        .unwrap()
        .parse()
        .unwrap();
    let begun = Instant::now();
    while anchored(office.server.site()) < head {
        assert!(begun.elapsed() < Duration::from_secs(12), "no anchor came");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(anchor_file(office.server.site()).exists());
    office.server.kill9();
    says(office.server.site(), 0, &[]);
    office.server.restart();
    says(office.server.site(), 0, &[]);
}

#[test]
fn a_command_beside_the_server_writes_anchors_of_the_same_series() {
    let mut office = at_work(stopped());
    for _ in 0..3 {
        let (code, _, error) = office.server.site().run(&["user", "list"]).unwrap();
        assert_eq!(code, 0, "{error}");
        act(&office).unwrap();
    }
    says(office.server.site(), 0, &[]);
    assert_eq!(office.server.stop(), 0);
    says(office.server.site(), 0, &[]);
    let numbers: Vec<String> = lines(office.server.site())
        .iter()
        .map(|line| line.split(' ').nth(1).unwrap().to_owned())
        .collect();
    let counted: Vec<String> = (1..=numbers.len()).map(|n| n.to_string()).collect();
    assert_eq!(numbers, counted);
}

#[test]
fn books_set_back_under_a_running_program_are_not_written_on() {
    let mut office = at_work(stopped());
    act(&office).unwrap();
    let site = office.server.site();
    let seal = "(SELECT seal FROM events WHERE seq = chain_head.seq - 1)";
    let back = format!("UPDATE chain_head SET seal = {seal}, seq = seq - 1;");
    site.tamper(&back).unwrap();
    let before = site.tamper("SELECT COUNT(*) FROM entries").unwrap();
    for _ in 0..2 {
        let refused = act(&office).unwrap_err();
        assert!(refused.starts_with("503"), "{refused}");
    }
    assert_eq!(site.tamper("SELECT COUNT(*) FROM entries").unwrap(), before);
    let log = std::fs::read_to_string(site.log()).unwrap();
    assert!(log.contains("it was put back or exchanged"), "{log}");
    office.server.stop();
}
