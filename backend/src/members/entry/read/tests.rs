#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;
use crate::kernel::NationalIdError;
use proptest::prelude::*;

fn today() -> BusinessDate {
    BusinessDate::from_ymd(2026, 11, 21).unwrap()
}

fn raw() -> RawMember {
    RawMember {
        number: "00519".into(),
        title: "นาย".into(),
        given_name: " ประสิทธิ์ ".into(),
        surname: "แก้วมณี".into(),
        national_id: "1-1000-00000-00-8".into(),
        telephone: "081-234-5221".into(),
        joined_on: RawDate::Text("2/1/2563".into()),
        ..RawMember::default()
    }
}

fn faults(raw: &RawMember) -> Vec<(Field, Reason)> {
    let faults = raw.read(today()).err().unwrap_or_default();
    faults.into_iter().map(|f| (f.field, f.reason)).collect()
}

#[test]
fn a_member_is_read_as_an_office_writes_one() {
    let member = raw().read(today()).ok().unwrap();
    assert_eq!(member.given_name, "ประสิทธิ์");
    assert_eq!(member.joined_on.to_string(), "2020-01-02");
    assert!(member.telephone.unwrap().expose() == "0812345221");
    assert!(member.address.is_none() && member.left_on.is_none());
}

#[test]
fn all_faults_are_told_at_once() {
    let bad = RawMember {
        number: "A1".into(),
        surname: " ".into(),
        national_id: "1234567890123".into(),
        telephone: "12".into(),
        joined_on: RawDate::Text("31/2/2563".into()),
        address: "ก".repeat(301),
        ..raw()
    };
    assert_eq!(
        faults(&bad),
        vec![
            (Field::Number, Reason::NotANumber),
            (Field::Surname, Reason::Empty),
            (
                Field::NationalId,
                Reason::NationalId(NationalIdError::WrongCheckDigit)
            ),
            (Field::Telephone, Reason::NotATelephone),
            (Field::Address, Reason::TooLong { chars_max: 300 }),
            (Field::JoinedOn, Reason::Date(DateInputError::NoSuchDay)),
        ]
    );
}

#[test]
fn a_date_in_a_register_is_a_written_one_and_past() {
    let joined = |text: &str| {
        faults(&RawMember {
            joined_on: RawDate::Text(text.into()),
            ..raw()
        })
    };
    assert_eq!(joined("29/02/2567"), vec![]);
    assert_eq!(joined("๒ ม.ค. ๒๕๖๓"), vec![]);
    assert_eq!(
        joined("22/11/2569"),
        vec![(Field::JoinedOn, Reason::InFuture)]
    );
    assert_eq!(
        joined("today"),
        vec![(Field::JoinedOn, Reason::Date(DateInputError::NotADate))]
    );
    assert_eq!(
        joined("-1"),
        vec![(Field::JoinedOn, Reason::Date(DateInputError::NotADate))]
    );
    assert_eq!(joined("  "), vec![(Field::JoinedOn, Reason::Empty)]);
    let left = RawMember {
        left_on: RawDate::Text("1/1/2563".into()),
        ..raw()
    };
    assert_eq!(faults(&left), vec![(Field::LeftOn, Reason::BeforeJoining)]);
}

#[test]
fn a_card_number_is_refused_wherever_text_is_taken() {
    let hidden = RawMember {
        address: "9999 0000 0000 0012".into(),
        division: "x9999000000000020".into(),
        ..raw()
    };
    assert_eq!(
        faults(&hidden),
        vec![
            (Field::Address, Reason::CardNumber),
            (Field::Division, Reason::CardNumber)
        ]
    );
}

#[test]
fn a_telephone_gets_its_zero_back() {
    for text in [
        "0812345678",
        "+66 81 234 5678",
        "812345678",
        "๐๘๑-๒๓๔-๕๖๗๘",
        "(081) 234.5678",
    ] {
        assert!(
            Telephone::parse(text).unwrap().expose() == "0812345678",
            "{text}"
        );
    }
    assert!(Telephone::parse("21234567").unwrap().expose() == "021234567");
    for text in ["", "1669", "08123456789012", "abc", "๐๘๑ ต่อ 3"] {
        assert!(Telephone::parse(text).is_none(), "{text}");
    }
}

#[test]
fn a_change_reads_only_what_is_named() {
    let change = RawChange {
        telephone: Some(String::new()),
        surname: Some("ใหม่".into()),
        ..RawChange::default()
    };
    let change = change.read(today()).ok().unwrap();
    assert!(change.telephone == Some(None) && change.address.is_none() && change.number.is_none());
    let bad = RawChange {
        surname: Some(String::new()),
        ..RawChange::default()
    };
    assert_eq!(
        bad.read(today()).err().unwrap(),
        vec![Fault::new(Field::Surname, Reason::Empty)]
    );
}

proptest! {
    #[test]
    fn a_tidy_text_is_tidy(text in "\\PC*") {
        let once = tidy(&text);
        prop_assert_eq!(tidy(&once), once.clone());
        prop_assert!(!once.chars().any(char::is_control));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let raw = RawMember {
            number: text.clone(), title: text.clone(), given_name: text.clone(), surname: text.clone(),
            national_id: text.clone(), telephone: text.clone(), address: text.clone(), division: text.clone(),
            joined_on: RawDate::Text(text.clone()), left_on: RawDate::Text(text),
        };
        let _ = raw.read(today());
    }
}
