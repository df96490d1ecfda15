#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;

fn at(seconds: i64) -> Instant {
    Instant::micros(seconds * 1_000_000)
}

fn head(seq: i64) -> Head {
    Head {
        seq,
        seal: [1; 32],
        at: seq,
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("anchors-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn lines(anchors: &Anchors) -> Vec<(i64, i64)> {
    let files = read(&anchors.folder, &anchors.sealing).unwrap();
    let all = files
        .sound
        .get(&anchors.server)
        .cloned()
        .unwrap_or_default();
    all.iter().map(|p| (p.line.no, p.line.seq)).collect()
}

#[test]
fn a_line_follows_five_seconds_or_a_thousand_events_and_a_stop() {
    let place = folder("due");
    let mut anchors = Anchors::unbound(&place, &[3; 32]);
    let begun = Monotonic::now();
    let due_at = |anchors: &mut Anchors, seconds: u64| {
        let now = begun + Duration::from_secs(seconds - 100);
        // Somebody sets the machine's clock back meanwhile.
        anchors.when_due_at(at(200 - seconds as i64), now);
    };
    let none = LogSum::default();
    anchors.saw(head(1), none);
    due_at(&mut anchors, 100);
    assert_eq!(lines(&anchors), [], "five seconds have not gone by");
    due_at(&mut anchors, 105);
    due_at(&mut anchors, 120);
    assert_eq!(lines(&anchors), [(1, 1)], "once");
    anchors.saw(head(1_001), none);
    due_at(&mut anchors, 121);
    anchors.saw(head(1_002), none);
    anchors.stop(at(122));
    anchors.stop(at(123));
    assert_eq!(lines(&anchors), [(1, 1), (2, 1_001), (3, 1_002)]);
    anchors.saw(head(1_002), LogSum::made_up(9));
    due_at(&mut anchors, 150);
    assert_eq!(lines(&anchors).len(), 3);
    due_at(&mut anchors, 182);
    assert_eq!(lines(&anchors).len(), 4, "the access log has grown");
    std::fs::remove_dir_all(place).unwrap();
}

#[test]
fn two_programs_of_one_server_write_one_series_and_a_torn_line_is_cut_off() {
    let place = folder("series");
    let sealing = Sealing::new(&[3; 32], "d");
    let open = || Anchors::open(&place, sealing.clone(), &place).unwrap();
    let mut server = open();
    let begin = |anchors: &mut Anchors, seq| {
        let seen = Seen {
            head: head(seq),
            log: LogSum::default(),
        };
        let looked = anchors.begin(Kind::Start, at(seq), || Ok::<_, ()>(seen));
        looked.unwrap();
    };
    begin(&mut server, 1);
    let mut command = open();
    begin(&mut command, 2);
    server.saw(head(3), LogSum::default());
    server.stop(at(3));
    let torn = server.file(at(3));
    let kept = std::fs::read_to_string(&torn).unwrap();
    std::fs::write(&torn, format!("{kept}2 4 due")).unwrap();
    let mut again = open();
    begin(&mut again, 4);
    assert_eq!(lines(&again), [(1, 1), (2, 2), (3, 3), (4, 4)]);
    assert_eq!(again.mark().unwrap().no, 4);
    std::fs::remove_dir_all(place).unwrap();
}

#[test]
fn a_line_that_could_not_be_synced_leaves_its_number_free() {
    let place = folder("sync");
    let mut anchors = Anchors::unbound(&place, &[3; 32]);
    anchors.saw(head(1), LogSum::default());
    anchors.stop(at(1));
    let (file, seen) = (anchors.file(at(2)), anchors.seen.unwrap());
    let next = |anchors: &Anchors, seq| {
        let seen = Seen {
            head: head(seq),
            ..seen
        };
        let last = anchors.last.as_ref();
        anchors
            .sealing
            .next(last, &anchors.server, Kind::Due, &seen, at(2))
    };
    let failing = |_: &File| Err(io::Error::other("the disk gave up"));
    write_line(&file, &next(&anchors, 2), failing).unwrap_err();
    write_line(&file, &next(&anchors, 3), File::sync_data).unwrap();
    assert_eq!(lines(&anchors), [(1, 1), (2, 3)]);
    let files = read(&place, &anchors.sealing).unwrap();
    assert_eq!(files.faults, []);
    std::fs::remove_dir_all(place).unwrap();
}
