use crate::db::Receipt;
use crate::kernel::{BusinessDate, MemberId, Problem, Rule};
use crate::members::entry::{Change, RawChange, Reason};
use crate::members::error::MemberError;
use crate::members::service::{self, Reveal};
use crate::members::testing::*;

fn add(office: &Office, number: u64, name: &str) -> Result<MemberId, MemberError> {
    let new = member(number, name, "แก้วมณี");
    let done = wait(service::add(
        office,
        &somsri(),
        new,
        key(&format!("add-{number}-{name}")),
    ));
    done.map(|receipt| MemberId::new(receipt.id))
}

fn change(text: RawChange) -> Change {
    text.read(today()).ok().unwrap()
}

fn surname(text: &str) -> Change {
    change(RawChange {
        surname: Some(text.into()),
        ..RawChange::default()
    })
}

/// Gives a member whom nobody has changed yet another number.
fn renumber(office: &Office, id: MemberId, number: &str) -> Result<Receipt, MemberError> {
    let other = change(RawChange {
        number: Some(number.into()),
        ..RawChange::default()
    });
    let key = key(&format!("number-{number}"));
    wait(service::change(office, &somsri(), (id, 1), other, key))
}

fn refused<T>(result: Result<T, MemberError>) -> MemberError {
    result.err().unwrap()
}

#[test]
fn a_member_is_entered_shown_masked_and_found_in_no_byte_whole() {
    let office = Office::open();
    let id = add(&office, 519, "ประสิทธิ์").unwrap();
    let view = office
        .see(|conn| service::view_of(conn, &office.secrets, id))
        .unwrap();
    assert_eq!(view.line.name, "นายประสิทธิ์ แก้วมณี");
    assert_eq!(view.line.number, "00519");
    assert_eq!(view.telephone.as_deref(), Some("xxx-xxx-x519"));
    assert!(view.has_address && !view.blanked && view.version == 1);
    let shown = serde_json::to_string(&view).unwrap();
    for secret in [
        national_id(519),
        "0800000519".to_owned(),
        "บ้านเลขที่ 519".to_owned(),
    ] {
        assert!(!shown.contains(&secret), "{shown}");
        assert!(!office.wrote(&secret), "{secret}");
    }
    assert!(office.verify().ok);
}

#[test]
fn a_number_and_a_national_id_belong_to_one_member() {
    let office = Office::open();
    let id = add(&office, 519, "ประสิทธิ์").unwrap();
    assert!(matches!(
        refused(add(&office, 519, "มาลี")),
        MemberError::NumberTaken
    ));
    let mut twin = raw(520, "มาลี", "ใจดี");
    twin.national_id = national_id(519);
    let twin = twin.read(today()).ok().unwrap();
    let error = refused(wait(service::add(&office, &somsri(), twin, key("twin"))));
    assert!(matches!(&error, MemberError::NationalIdTaken { number } if number == "00519"));
    let problem = Problem::from(error);
    assert_eq!(
        (problem.status, problem.errors[0].code),
        (409, "national_id_taken")
    );
    let other = add(&office, 521, "มาลี").unwrap();
    let error = refused(renumber(&office, other, "519"));
    assert!(matches!(error, MemberError::NumberTaken));
    renumber(&office, id, "0519").unwrap();
    assert_eq!(office.see(service::count_all).unwrap(), 2);
    assert!(office.verify().ok);
}

#[test]
fn a_stale_version_is_refused_and_says_who_changed_it() {
    let office = Office::open();
    let id = add(&office, 1, "ประสิทธิ์").unwrap();
    wait(service::change(
        &office,
        &somsri(),
        (id, 1),
        surname("ใหม่"),
        key("1"),
    ))
    .unwrap();
    let error = refused(wait(service::change(
        &office,
        &somsri(),
        (id, 1),
        surname("อื่น"),
        key("2"),
    )));
    let problem = Problem::from(error);
    assert_eq!(problem.status, 409);
    assert!(
        problem
            .detail
            .en
            .starts_with("Changed by #1 on 21 Nov 2026 at 09:00"),
        "{}",
        problem.detail.en
    );
    let same = refused(wait(service::change(
        &office,
        &somsri(),
        (id, 2),
        surname("ใหม่"),
        key("3"),
    )));
    assert!(matches!(same, MemberError::NothingToChange));
    let history = office.see(|conn| service::history_of(conn, id)).unwrap();
    let told: Vec<_> = history.iter().map(|h| (h.kind, h.fields.clone())).collect();
    assert_eq!(told, vec![("changed", vec!["surname"]), ("joined", vec![])]);
}

#[test]
fn private_values_change_under_the_same_key_and_can_be_taken_away() {
    let office = Office::open();
    let id = add(&office, 1, "ประสิทธิ์").unwrap();
    let new = RawChange {
        telephone: Some("0899999123".into()),
        address: Some(String::new()),
        national_id: Some(national_id(77)),
        ..RawChange::default()
    };
    wait(service::change(
        &office,
        &somsri(),
        (id, 1),
        change(new),
        key("1"),
    ))
    .unwrap();
    let contact = office
        .see(|conn| service::contact_of(conn, &office.secrets, id))
        .unwrap();
    assert!(contact.telephone.unwrap().as_str() == "0899999123" && contact.address.is_none());
    let view = office
        .see(|conn| service::view_of(conn, &office.secrets, id))
        .unwrap();
    assert!(view.line.national_id.ends_with(&national_id(77)[12..]));
    assert!(office.verify().ok);
}

#[test]
fn who_left_does_not_leave_again() {
    let office = Office::open();
    let id = add(&office, 1, "ประสิทธิ์").unwrap();
    let leave = |version, on: &str, key_text: &str| {
        let on = BusinessDate::parse_iso(on).unwrap();
        wait(service::leave(
            &office,
            &somsri(),
            (id, version),
            (on, "ย้ายภูมิลำเนา".into()),
            key(key_text),
        ))
    };
    assert!(matches!(
        refused(leave(1, "2019-01-01", "a")),
        MemberError::LeftBeforeJoining
    ));
    leave(1, "2026-11-20", "b").unwrap();
    assert!(matches!(
        refused(leave(2, "2026-11-21", "c")),
        MemberError::HasLeft { .. }
    ));
    assert!(office.verify().ok);
}

#[test]
fn a3_a_note_with_a_card_number_is_refused_and_another_leaves_the_version() {
    let office = Office::open();
    let id = add(&office, 1, "ประสิทธิ์").unwrap();
    let note = |text: &str, key_text: &str| {
        wait(service::note(&office, &somsri(), id, text, key(key_text)))
    };
    let error = refused(note("บัตร 9999 0000 0000 0012 หาย", "a"));
    assert_eq!(error.rule(), Some(Rule::A3));
    note("โทรกลับวันจันทร์", "b").unwrap();
    let view = office
        .see(|conn| service::view_of(conn, &office.secrets, id))
        .unwrap();
    assert_eq!(view.version, 1);
    let hidden = raw(3, "ก", "ข 9999000000000020")
        .read(today())
        .err()
        .unwrap();
    assert_eq!(hidden[0].reason, Reason::CardNumber);
}

#[test]
fn a_telephone_is_shown_whole_for_a_reason_only() {
    let office = Office::open();
    let id = add(&office, 519, "ประสิทธิ์").unwrap();
    let ask = |reason: &str| {
        wait(service::reveal(
            &office,
            &somsri(),
            id,
            Reveal::Telephone,
            reason,
        ))
    };
    assert!(matches!(
        refused(ask(" ")),
        MemberError::TextNeeded {
            field: "reason",
            ..
        }
    ));
    assert_eq!(
        ask("โทรแจ้งให้มารับบัตร").unwrap().as_deref(),
        Some("0800000519")
    );
    office.writer.stop();
    use diesel::prelude::*;
    let lines: Vec<(String, String)> = office.see(|conn| {
        use crate::db::schema::access_log as log;
        log::table
            .select((log::what, log::object))
            .load(conn)
            .unwrap()
    });
    assert_eq!(
        lines,
        vec![("revealed".to_owned(), format!("member/{id}/telephone"))]
    );
}

#[test]
fn a_member_whose_key_is_destroyed_is_blank_and_the_chain_still_holds() {
    let office = Office::open();
    let id = add(&office, 519, "ประสิทธิ์").unwrap();
    office.meddle("DELETE FROM data_keys");
    let view = office
        .see(|conn| service::view_of(conn, &office.secrets, id))
        .unwrap();
    assert!(view.blanked && view.telephone.is_none() && !view.has_address);
    assert!(office.verify().ok);
}

#[test]
fn verify_names_a_row_that_its_facts_do_not_make() {
    let office = Office::open();
    let id = add(&office, 519, "ประสิทธิ์").unwrap();
    office.meddle("UPDATE members SET division = 'ที่อื่น'");
    let broken = office.verify().broken.unwrap();
    assert_eq!(
        (broken.table.as_deref(), broken.id),
        (Some("members"), Some(id.get()))
    );
    office.meddle("DELETE FROM members");
    assert!(!office.verify().ok);
}
