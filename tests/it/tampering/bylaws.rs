//! Bylaws rewritten backwards: a start refuses values that have begun and are others now, until somebody accepts them by name.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::Stdio;

use sahakorn_tests::Site;

use super::{stopped, verify};

const SHIPPED: &str = include_str!("../../../config/bylaws.toml");

fn head(site: &Site) -> i64 {
    let head = site.tamper("SELECT seq FROM chain_head").unwrap();
    head.parse().unwrap()
}

/// The shipped bylaws with one thing changed, as a file of this installation.
fn bylaws(site: &Site, from: &str, to: &str) -> PathBuf {
    assert!(SHIPPED.contains(from), "{from}");
    let path = site.data().join("bylaws.toml");
    std::fs::write(&path, SHIPPED.replacen(from, to, 1)).unwrap();
    path
}

/// `serve` with these bylaws: `None` when it came up, else what it said.
fn serve(site: &Site, bylaws: &PathBuf) -> Option<String> {
    let mut command = site.command(&["serve"]);
    command
        .env("SAHAKORN_BYLAWS", bylaws)
        .env("SAHAKORN_LISTEN", "127.0.0.1:0");
    let streams = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = streams.spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let is_up = out
        .lines()
        .map_while(Result::ok)
        .any(|line| line.starts_with("ready"));
    if is_up {
        child.kill().unwrap();
    }
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    (!is_up).then(|| {
        assert_eq!(ended.status.code(), Some(2), "{said}");
        said
    })
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told step by step")]
fn r0_a_value_that_has_begun_is_refused_until_somebody_accepts_it() {
    let site = stopped();
    let people = site
        .tamper("SELECT username FROM accounts WHERE id = 1")
        .unwrap();
    let (stood, other) = (head(&site), bylaws(&site, "value = 45", "value = 44"));
    let said = serve(&site, &other).unwrap();
    for word in [
        "days_to_bank from 2020-08-29",
        "45",
        "44",
        "sahakorn bylaws accept",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    // A value put before today is backwards too.
    let later = "value = 45 }, { effective_from = 2026-01-01, value = 40";
    let later = bylaws(&site, "value = 45", later);
    assert!(serve(&site, &later).is_some());
    assert_eq!(head(&site), stood, "nothing was written");
    // What begins tomorrow is told, and needs nobody.
    let ahead = "value = 45 }, { effective_from = 2099-01-01, value = 40";
    assert_eq!(serve(&site, &bylaws(&site, "value = 45", ahead)), None);
    let (stood, other) = (head(&site), bylaws(&site, "value = 45", "value = 44"));
    let accept = |by: &str, why: &str| {
        let mut command = site.command(&["bylaws", "accept", "--by", by, "--why", why]);
        let output = command.env("SAHAKORN_BYLAWS", &other).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code().unwrap_or(-1), said)
    };
    assert_eq!(accept("nobody-here", "พิมพ์ผิด").0, 1);
    assert_eq!(accept(people.trim(), " ").0, 1);
    assert_eq!(head(&site), stood, "nothing was written");
    let (code, said) = accept(people.trim(), "พิมพ์ผิดตั้งแต่แรก มติให้ 44 วัน");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("days_to_bank"), "{said}");
    assert_eq!(
        accept(people.trim(), "อีกครั้ง").0,
        1,
        "nothing is to be accepted"
    );
    assert_eq!(serve(&site, &other), None);
    let (code, report, error) = verify(&site);
    assert_eq!(code, 0, "{report} {error}");
    assert!(
        report["notes"].to_string().contains("มติให้ 44 วัน"),
        "{report}"
    );
}

#[test]
fn a_list_of_holidays_is_checked_by_the_command_line() {
    let site = stopped();
    let path = site.data().join("holidays.csv");
    let shipped = include_str!("../../../seed/holidays.csv");
    std::fs::write(&path, shipped).unwrap();
    let check = || {
        site.run(&["holidays", "check", path.to_str().unwrap()])
            .unwrap()
    };
    let (code, said, _) = check();
    assert!(code == 0 && said.contains("2025 to 2027"), "{said}");
    let cut = shipped.rsplit_once("2027-12-31").unwrap().0;
    std::fs::write(&path, cut).unwrap();
    let (code, said, _) = check();
    assert!(code == 1 && said.contains("2027-12-31"), "{said}");
}
