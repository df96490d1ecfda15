//! The first day of work here, the file that was previewed, and the end.

use super::*;
use crate::cards::applications::model::IssueKind;
use crate::cards::applications::testing::{an_application, day};

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
fn r0_the_manager_names_the_first_day_and_ends_the_take_over() {
    let bench = Bench::open();
    let app = &bench.office.app;
    let whole = file(&[handed(1)]);
    let unnamed = look(&bench, &whole, Encoding::Auto);
    assert!(matches!(unnamed, Err(TakeOverError::NoFirstDay)));
    let by = |by: Actor, on: &str, key| wait(service::name_first_day(app, &by, Some(key), day(on)));
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
    // A slip is put right as long as nothing was taken over.
    name("2026-11-02", key()).unwrap();
    take(&bench, &whole).unwrap();
    let late = name("2026-11-01", key());
    assert!(
        matches!(late, Err(TakeOverError::FirstDayStands { first_day }) if first_day == day("2026-11-02"))
    );
    let (state, _) = bench.office.read(service::stands).unwrap();
    let version = state.unwrap().version;
    let end = |by: Actor| wait(service::end(app, &by, Some(key()), version));
    assert!(matches!(end(actor(KEEPER)), Err(TakeOverError::NotManager)));
    let stale = wait(service::end(app, &manager(), Some(key()), version - 1));
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
            day(on),
        ))
    };
    let late = name("2026-11-22");
    assert!(
        matches!(late, Err(TakeOverError::WorkBegan { began_on }) if began_on == day("2026-11-21"))
    );
    name("2026-11-21").unwrap();
}
