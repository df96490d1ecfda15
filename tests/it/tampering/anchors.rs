//! The anchors themselves: deleted, cut, edited, made up, put back with the database.

use super::{
    anchor_file, anchors, changed, copy_folder, lines, put_back, says, stopped, verify,
    verify_with, worked_on, write_lines,
};

#[test]
fn untouched_books_are_proved_until_their_last_anchor() {
    let site = stopped();
    let (code, report, error) = verify(&site);
    assert_eq!(code, 0, "{report} {error}");
    assert_eq!(report["proved_until"]["seq"], report["head_seq"]);
    assert_eq!(report["also"], serde_json::json!([]));
    let (code, words, _) = site.run(&["verify"]).unwrap();
    assert!(
        code == 0 && words.contains("proves the books up to event"),
        "{words}"
    );
}

#[test]
fn deleted_anchors_are_said_and_never_0() {
    changed(
        |site| std::fs::remove_file(anchor_file(site)).unwrap(),
        2,
        &["the anchors of server", "are not here"],
    );
    changed(
        |site| std::fs::remove_dir_all(anchors(site)).unwrap(),
        2,
        &["are not here"],
    );
    let all = |site: &sahakorn_tests::Site| {
        std::fs::remove_dir_all(anchors(site)).unwrap();
        std::fs::remove_file(site.secrets().join("anchor.last")).unwrap();
        site.tamper("DELETE FROM anchor_marks;").unwrap();
    };
    changed(all, 2, &["no anchor of these books at all"]);
}

#[test]
fn cut_anchors_are_found() {
    changed(
        |site| {
            let mut lines = lines(site);
            lines.pop();
            write_lines(site, &lines);
        },
        1,
        &["anchors", "the file was cut"],
    );
    changed(
        |site| {
            let mut lines = lines(site);
            assert!(lines.len() > 2, "{lines:?}");
            lines.remove(1);
            write_lines(site, &lines);
        },
        1,
        &["anchors 2 to 2", "cut out of their file"],
    );
    changed(
        |site| {
            let lines = lines(site);
            write_lines(site, &lines[1..]);
        },
        2,
        &["anchors 1 to 1", "are missing"],
    );
    changed(
        |site| std::fs::write(anchor_file(site), "").unwrap(),
        2,
        &["are not here"],
    );
}

#[test]
fn an_edited_anchor_is_found_in_each_of_its_words() {
    let words = stopped_line().split(' ').count();
    assert_eq!(words, 10);
    for at in [1, 3, 4, 5, 6, 8, 9] {
        changed(
            |site| {
                let mut lines = lines(site);
                let mut words: Vec<String> = lines[1].split(' ').map(str::to_owned).collect();
                let last = words[at].pop().unwrap();
                words[at].push(if last == '1' { '2' } else { '1' });
                lines[1] = words.join(" ");
                write_lines(site, &lines);
            },
            1,
            &["anchors"],
        );
    }
}

fn stopped_line() -> String {
    lines(&stopped())[1].clone()
}

#[test]
fn what_is_no_anchor_is_found_and_a_torn_line_is_not_taken_for_one() {
    for text in ["rubbish\n", "2 3 due\n", "\n"] {
        changed(
            |site| {
                let kept = std::fs::read_to_string(anchor_file(site)).unwrap();
                std::fs::write(anchor_file(site), format!("{kept}{text}")).unwrap();
            },
            1,
            &["is no anchor"],
        );
    }
    changed(
        |site| std::fs::write(anchor_file(site), b"\xff\xfe\x00garbage\n").unwrap(),
        1,
        &["is no anchor"],
    );
    changed(
        |site| {
            let kept = std::fs::read_to_string(anchor_file(site)).unwrap();
            std::fs::write(anchor_file(site), format!("{kept}2 99 due 4")).unwrap();
        },
        0,
        &[],
    );
}

#[test]
fn an_anchor_made_without_the_key_is_found_and_an_old_one_counts_for_nothing() {
    changed(
        |site| {
            let mut lines = lines(site);
            let last = lines.last().unwrap().clone();
            let mut words: Vec<String> = last.split(' ').map(str::to_owned).collect();
            words[1] = (words[1].parse::<i64>().unwrap() + 1).to_string();
            words[3] = "999999".into();
            lines.push(words.join(" "));
            write_lines(site, &lines);
        },
        1,
        &["was changed, or another key made it"],
    );
    changed(
        |site| {
            let line = format!("999999 {} 1 1\n", "ab".repeat(32));
            std::fs::write(anchors(site).join("anchors.txt"), line).unwrap();
        },
        0,
        &[],
    );
}

#[test]
fn what_vouches_for_the_anchors_is_missed_or_found_changed() {
    let last = |site: &sahakorn_tests::Site| site.secrets().join("anchor.last");
    changed(
        |site| std::fs::remove_file(last(site)).unwrap(),
        2,
        &["anchor.last is not in the key folder"],
    );
    changed(
        |site| std::fs::write(last(site), "nothing").unwrap(),
        2,
        &["anchor.last in the key folder cannot be read"],
    );
    changed(
        |site| drop(site.tamper("UPDATE anchor_marks SET mac = 'x';").unwrap()),
        1,
        &["is not the one that was noted"],
    );
    changed(
        |site| {
            drop(
                site.tamper("UPDATE anchor_marks SET no = no + 100;")
                    .unwrap(),
            )
        },
        1,
        &["the file was cut"],
    );
    changed(
        |site| drop(site.tamper("DROP TABLE anchor_marks;").unwrap()),
        1,
        &["anchor_marks"],
    );
}

#[test]
fn an_older_database_is_found_with_and_without_its_older_anchors() {
    for older_anchors in [false, true] {
        let older = stopped().copy().unwrap();
        let first = older.copy().unwrap();
        let office = worked_on(first);
        let site = put_back(older, office.server.site(), older_anchors, false);
        says(&site, 1, &["an anchored event is missing"]);
    }
}

#[test]
fn all_put_back_together_is_not_found_but_by_a_copy_of_the_anchors() {
    let older = stopped();
    let office = worked_on(older.copy().unwrap());
    let copy = older.data().join("kept-elsewhere");
    copy_folder(&anchors(office.server.site()), &copy);
    let copy = copy.display().to_string();
    let (code, report, _) = verify(&older);
    assert_eq!(code, 0);
    assert!(report["proved_until"]["seq"].is_i64(), "{report}");
    let (code, report, _) = verify_with(&older, &["--anchors", &copy]);
    assert_eq!(code, 1, "{report}");
    let what = report["broken"]["what"].as_str().unwrap();
    assert!(what.contains("an anchored event is missing"), "{report}");
    // And after work went on upon them: the copy and the server's own anchors tell two stories.
    let office = worked_on(older.copy().unwrap());
    let (code, report, _) = verify_with(office.server.site(), &["--anchors", &copy]);
    assert_eq!(code, 1, "{report}");
    assert!(
        report.to_string().contains("set back and went on"),
        "{report}"
    );
    let (code, report, _) = verify_with(&older, &["--anchors", "/no/such/folder"]);
    assert_eq!(code, 2, "{report}");
}

#[test]
fn a_copy_that_tells_nothing_of_these_books_is_said() {
    let (site, other) = (stopped(), stopped());
    let (empty, foreign) = (site.data().join("empty"), site.data().join("foreign"));
    std::fs::create_dir(&empty).unwrap();
    copy_folder(&anchors(&other), &foreign);
    for file in std::fs::read_dir(&foreign).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().to_string_lossy().into_owned();
        let another = format!("{:016}{}", 7, &name[16..]);
        std::fs::rename(file.path(), foreign.join(another)).unwrap();
    }
    for copy in [empty, foreign] {
        let (code, report, _) = verify_with(&site, &["--anchors", &copy.display().to_string()]);
        assert_eq!(code, 2, "{report}");
        let told = report["unproved"].to_string();
        assert!(told.contains("holds no anchor of these books"), "{told}");
    }
}

#[test]
fn lost_anchors_are_proved_again_by_their_copy() {
    let site = stopped();
    let copy = site.data().join("copy");
    copy_folder(&anchors(&site), &copy);
    std::fs::remove_dir_all(anchors(&site)).unwrap();
    says(&site, 2, &["are not here"]);
    let (code, report, _) = verify_with(&site, &["--anchors", &copy.display().to_string()]);
    assert_eq!(code, 0, "{report}");
}
