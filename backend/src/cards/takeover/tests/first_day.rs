//! The first day of work here, the file that was previewed, and the end.

use super::*;
use crate::audit::verify::Series;
use crate::cards::applications::model::IssueKind;
use crate::cards::applications::testing::{an_application, day};
use crate::cards::takeover::letters;
use crate::db;
use crate::documents::letters::next_letter_no;

#[test]
fn r0_the_file_confirmed_is_the_file_previewed_in_the_same_encoding() {
    let bench = opened();
    let (whole, other) = (file(&[handed(1)]), file(&[handed(2)]));
    let hash = look(&bench, &whole, Encoding::Utf8).unwrap().hash;
    let confirm = |bytes: &[u8], encoding, hash: &str| {
        let file = (bytes.to_vec(), encoding);
        let app = &bench.office.app;
        wait(service::take_over(
            app,
            &actor(KEEPER),
            Some(key()),
            file,
            hash.to_owned(),
        ))
    };
    let events = bench.office.events();
    for (bytes, encoding, hash) in [
        (&other, Encoding::Utf8, hash.as_str()),
        (&whole, Encoding::Auto, hash.as_str()),
        (&whole, Encoding::Windows874, hash.as_str()),
        (&whole, Encoding::Utf8, ""),
    ] {
        let refused = confirm(bytes, encoding, hash);
        assert!(matches!(refused, Err(TakeOverError::NotPreviewed)));
    }
    assert_eq!(bench.office.events(), events);
    confirm(&whole, Encoding::Utf8, &hash).unwrap();
}

#[test]
fn r0_a_file_that_means_something_else_by_now_is_looked_at_again() {
    let bench = opened();
    let app = &bench.office.app;
    let whole = file(&[handed(1)]);
    let hash = look(&bench, &whole, Encoding::Utf8).unwrap().hash;
    let confirm = || {
        let file = (whole.clone(), Encoding::Utf8);
        wait(service::take_over(
            app,
            &actor(KEEPER),
            Some(key()),
            file,
            hash.clone(),
        ))
    };
    // Meanwhile the member has got an active card by another file.
    let other = handed(1).replace(
        crate::cards::testing::NUMBERS[0],
        crate::cards::testing::NUMBERS[1],
    );
    take(&bench, &file(&[other.replace("E-1", "E-9")])).unwrap();
    let events = bench.office.events();
    assert!(matches!(confirm(), Err(TakeOverError::OtherVerdict)));
    assert_eq!(bench.office.events(), events);
    // Whoever knows the bytes alone knows no name of the file.
    let (bytes, encoding) = (whole.clone(), Encoding::Utf8);
    let made_up = named_by_bytes(&bytes);
    let blind = wait(service::take_over(
        app,
        &actor(KEEPER),
        Some(key()),
        (bytes, encoding),
        made_up,
    ));
    assert!(matches!(blind, Err(TakeOverError::NotPreviewed)));
}

/// What anybody can compute of a file.
fn named_by_bytes(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    let mut sha = Sha256::new();
    sha.update(Encoding::Utf8.name().as_bytes());
    sha.update([0]);
    sha.update(bytes);
    crate::audit::model::hex(&sha.finalize())
}

#[test]
fn a7_2_1_letters_go_on_after_the_highest_number_taken_over() {
    let bench = opened();
    take(&bench, &file(&[handed(1)])).unwrap();
    let Series(last) = letters::series();
    let last = bench.office.read(last).unwrap();
    assert_eq!(last, [("letter/2569".to_owned(), 71)]);
    let next = bench
        .office
        .act(|tx| Ok::<_, db::Error>(next_letter_no(tx).1));
    assert_eq!(next, "72/2569");
    // A register with lower numbers changes nothing.
    take(&bench, &file(&[handed(2).replace("71/2569", "5/2569")])).unwrap();
    let next = bench
        .office
        .act(|tx| Ok::<_, db::Error>(next_letter_no(tx).1));
    assert_eq!(next, "73/2569");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told step by step")]
fn r0_the_manager_names_the_first_day_and_ends_the_take_over() {
    let bench = Bench::open();
    let app = &bench.office.app;
    let whole = file(&[handed(1)]);
    let unnamed = look(&bench, &whole, Encoding::Auto);
    assert!(matches!(unnamed, Err(TakeOverError::NoFirstDay)));
    let by = |by: Actor, on: &str, key| {
        wait(service::name_first_day(
            app,
            &by,
            Some(key),
            (day(on), None),
        ))
    };
    let keeper = by(actor(KEEPER), "2026-11-20", key());
    assert!(matches!(keeper, Err(TakeOverError::NotManager)));
    let name = |on: &str, key| by(manager(), on, key);
    let future = name("2026-11-22", key());
    assert!(matches!(future, Err(TakeOverError::FirstDayInFuture)));
    let lawless = name("2020-08-28", key());
    assert!(matches!(lawless, Err(TakeOverError::NoBylaws { .. })));
    let once = key();
    let first = name("2026-11-20", once.clone()).unwrap();
    assert_eq!(name("2026-11-20", once).unwrap(), first);
    // A slip is put right as long as nothing was taken over, and with a reason.
    let silent = name("2026-11-02", key());
    assert!(matches!(
        silent,
        Err(TakeOverError::Reason { code: "required" })
    ));
    let again = (day("2026-11-02"), Some("พิมพ์ผิด".to_owned()));
    wait(service::name_first_day(app, &manager(), Some(key()), again)).unwrap();
    take(&bench, &whole).unwrap();
    let late = name("2026-11-01", key());
    assert!(
        matches!(late, Err(TakeOverError::FirstDayStands { first_day }) if first_day == day("2026-11-02"))
    );
    let (state, _) = bench.office.read(service::stands).unwrap();
    let version = state.unwrap().version;
    let end = |by: Actor| wait(service::end(app, &by, Some(key()), (version, false)));
    assert!(matches!(end(actor(KEEPER)), Err(TakeOverError::NotManager)));
    let stale = wait(service::end(
        app,
        &manager(),
        Some(key()),
        (version - 1, false),
    ));
    assert!(matches!(stale, Err(TakeOverError::Card(_))));
    end(manager()).unwrap();
    let events = bench.office.events();
    assert!(matches!(end(manager()), Err(TakeOverError::Ended)));
    let more = look(&bench, &file(&[handed(2)]), Encoding::Auto);
    assert!(matches!(more, Err(TakeOverError::Ended)));
    assert_eq!(bench.office.events(), events);
    assert!(bench.verify().ok);
}

#[test]
fn r0_the_first_day_is_not_after_work_with_cards_began() {
    let bench = Bench::open();
    let app = &bench.office.app;
    bench
        .office
        .take(an_application(1, IssueKind::First))
        .unwrap();
    bench.office.moves_to("2026-11-24");
    let name = |on: &str| {
        wait(service::name_first_day(
            app,
            &manager(),
            Some(key()),
            (day(on), None),
        ))
    };
    let late = name("2026-11-22");
    assert!(
        matches!(late, Err(TakeOverError::WorkBegan { began_on }) if began_on == day("2026-11-21"))
    );
    name("2026-11-21").unwrap();
}
