//! What an accepted restore excuses, and no more: anchors go on to count, and what is changed later is found.

use sahakorn::audit::anchors::Kind;
use sahakorn::audit::evidence::Places;
use sahakorn::audit::restore::look;
use sahakorn::db::{Access, Url};
use sahakorn::kernel::{Clock, Instant};
use sahakorn::vault::Secrets;
use sahakorn_tests::Site;

use super::start::accept;
use super::{
    anchor_file, anchors, lines, put_back, refused_start, says, stopped, verify, worked_on,
    write_lines,
};

/// An honest anchor of a machine that believes to be four years ahead.
fn anchored_in_the_future(site: &Site) {
    let secrets = Secrets::load(&site.secrets()).unwrap();
    let places = Places::new(&anchors(site), &site.secrets());
    let url = Url::parse(&site.database_url()).unwrap();
    let mut conn = url.connect(Access::Read).unwrap();
    let stood = look(&mut conn, secrets.chain_key(), &places).unwrap();
    let years = 4 * 365 * 86_400_000_000_i64;
    let wall = Instant::micros(Clock::system().wall().as_micros() + years);
    stood
        .anchors(&mut conn, &places, Kind::Start, wall)
        .unwrap();
}

/// The months of the anchors, oldest first.
fn files(site: &Site) -> Vec<std::path::PathBuf> {
    let files = std::fs::read_dir(anchors(site)).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn anchors_count_after_an_accept_whatever_time_an_earlier_one_bears() {
    let site = stopped();
    anchored_in_the_future(&site);
    says(&site, 0, &[]);
    assert_eq!(files(&site).len(), 2, "a month of the future");
    std::fs::remove_file(files(&site).remove(0)).unwrap();
    says(&site, 2, &["are missing"]);
    let office = worked_on(site);
    let manager = office.manager.clone();
    let site = office.server.site().copy().unwrap();
    let (code, _, error) = accept(&site, &manager, "แฟ้มหาย");
    assert_eq!(code, 0, "{error}");
    let office = worked_on(site);
    let (code, report, _) = verify(office.server.site());
    assert_eq!(code, 0, "{report}");
    assert_eq!(report["proved_until"]["seq"], report["head_seq"]);
    let older = office.server.site().copy().unwrap();
    let now = worked_on(older.copy().unwrap());
    let site = put_back(older, now.server.site(), false, false);
    says(&site, 1, &["an anchored event is missing"]);
    assert!(refused_start(&site).contains("events are missing"));
}

#[test]
fn an_accept_gives_up_what_was_missing_then_and_no_other_anchor() {
    let site = stopped();
    let kept = lines(&site);
    assert!(kept.len() > 2, "{kept:?}");
    write_lines(&site, &kept[1..]);
    let office = worked_on(site);
    let (site, manager) = (office.server.site(), &office.manager);
    says(site, 2, &["anchors 1 to 1"]);
    assert_eq!(accept(site, manager, "แฟ้มขาด").0, 0);
    says(site, 0, &[]);
    let kept = lines(site);
    write_lines(site, &kept[1..]);
    says(site, 2, &["anchors 1 to 2"]);
    let mut changed = kept.clone();
    let mut words: Vec<&str> = kept[1].split(' ').collect();
    words[5] = "1";
    changed[1] = words.join(" ");
    write_lines(site, &changed);
    says(site, 1, &["anchor 3 of server"]);
    assert!(anchor_file(site).exists());
}

#[test]
fn a_reason_is_a_text_that_can_be_seen_without_a_pin() {
    let site = stopped();
    let kept = lines(&site);
    write_lines(&site, &kept[1..]);
    let office = worked_on(site);
    let (site, manager) = (office.server.site(), &office.manager);
    let long = "ย".repeat(501);
    for why in [
        "\u{200b}\u{200b}",
        "\u{a0}",
        "รหัส 482915 ของนายคำ",
        "หาย\u{7}",
        &long,
    ] {
        assert_eq!(accept(site, manager, why).0, 1, "{why}");
    }
    says(site, 2, &["anchors 1 to 1"]);
}
