//! Batches through their acts.
#![expect(clippy::unwrap_used, reason = "tests")]

mod fees;

use super::error::{BatchError as Refused, LineFault};
use super::rules::RawLine;
use super::service::{self, BankList, NewBatch, RefusedLine};
use super::{export, view};
use crate::cards::applications::error::ApplicationError::{CardOnItsWay, OneOpenAlready};
use crate::cards::applications::model::{Fault, IssueKind, State};
use crate::cards::applications::testing::{
    NAMES, Office, an_application, day, key, named_key, officer, wait, with_duties,
};
use crate::cards::custody::service::cards_of;
use crate::cards::late::model::Late;
use crate::db::Receipt;
use crate::kernel::{ApplicationId, BatchId, MemberId, Money, Rule};
use crate::ledger::service::fee_balance;

const NUMBERS: [&str; 4] = [
    "9999000000000012",
    "9999000000000020",
    "4000000000000002",
    "9999000000000038",
];

fn send(office: &Office, applications: Vec<ApplicationId>) -> Result<Receipt, Refused> {
    let new = NewBatch {
        applications,
        dated: None,
        late: None,
    };
    wait(service::make(&office.app, officer(), key(), new))
}

/// A batch that left on paper on this day and is recorded today.
fn left_on(applications: Vec<ApplicationId>, on: &str) -> NewBatch {
    NewBatch {
        applications,
        dated: None,
        late: Some(Late {
            left_on: day(on),
            reason: "ระบบขัดข้อง".into(),
        }),
    }
}

/// A batch of first cards for these members.
fn a_batch(office: &Office, members: &[i64]) -> (BatchId, Vec<ApplicationId>) {
    let applications: Vec<ApplicationId> = members
        .iter()
        .map(|m| office.take(an_application(*m, IssueKind::First)).unwrap())
        .collect();
    let receipt = send(office, applications.clone()).unwrap();
    (BatchId::new(receipt.id), applications)
}

fn line(member: usize, number: &str) -> RawLine {
    RawLine {
        member_number: member.to_string(),
        name_on_card: NAMES[member - 1].into(),
        card_number: zeroize::Zeroizing::new(number.into()),
        expires_on: "09/30".into(),
        envelope_no: Some(format!("EN-{member}")),
        ..RawLine::default()
    }
}

fn a_list(lines: Vec<RawLine>, partial: bool) -> BankList {
    BankList {
        reference: Some("KTB 12".into()),
        lines,
        partial,
    }
}

fn take(office: &Office, id: BatchId, list: BankList) -> Result<Receipt, Refused> {
    wait(service::take_list(&office.app, officer(), key(), id, list))
}

fn owes(office: &Office, member: i64) -> Money {
    let balance = office.read(|conn| fee_balance(conn, MemberId::new(member), day("2026-11-21")));
    balance.unwrap()
}

#[test]
fn a6_a_batch_has_its_number_its_letter_and_an_entry_for_each_card() {
    let office = Office::open();
    let (id, applications) = a_batch(&office, &[1, 2]);
    let batch = office
        .read(|conn| view::one(conn, id, day("2026-11-21")))
        .unwrap();
    assert_eq!(
        (batch.batch.no.as_str(), batch.batch.letter_no.as_str()),
        ("1/2569", "1/2569")
    );
    assert_eq!(batch.bank_charge, Money::satang(20_000));
    assert_eq!(batch.member_owes, Money::ZERO);
    assert_eq!(batch.applications[1].state, "batched");
    let sent = office.application(applications[0]);
    let of = sent.batched().unwrap();
    assert!(of.charge_entry.is_some() && of.fee_entry.is_none() && !of.late);
    assert_eq!(of.requested.holder, NAMES[0]);
    assert!(office.verify().ok);
}

#[test]
fn a5_1_who_waits_for_the_bank_or_for_a_card_does_not_ask_again() {
    let office = Office::open();
    let (id, applications) = a_batch(&office, &[1]);
    let again = || {
        office
            .take(an_application(1, IssueKind::First))
            .unwrap_err()
    };
    let with_the_bank = again();
    assert!(matches!(with_the_bank, OneOpenAlready { open } if open == applications[0]));
    assert_eq!(with_the_bank.rule(), Some(Rule::A5_1));
    take(&office, id, a_list(vec![line(1, NUMBERS[0])], false)).unwrap();
    let known = office.application(applications[0]);
    assert!(matches!(known.state, State::Listed(..)));
    let on_its_way = again();
    assert!(matches!(on_its_way, CardOnItsWay { card } if Some(card) == known.card()));
    assert_eq!(on_its_way.rule(), Some(Rule::A5_1));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told step by step")]
fn a6_only_complete_applications_are_sent_each_once() {
    let office = Office::open();
    let mut open = an_application(1, IssueKind::First);
    open.data_completed_on = None;
    let open = office.take(open).unwrap();
    let done = office.take(an_application(2, IssueKind::First)).unwrap();
    let before = office.events();
    let refused = |ids| send(&office, ids).unwrap_err();
    assert!(matches!(
        refused(vec![done, open]),
        Refused::NotComplete {
            line: 1,
            state: "open"
        }
    ));
    assert!(matches!(
        refused(vec![done, done]),
        Refused::TwinApplication { line: 1 }
    ));
    assert!(matches!(refused(vec![]), Refused::LineCount));
    let stranger = ApplicationId::new(77);
    assert!(matches!(
        refused(vec![stranger]),
        Refused::UnknownApplication { line: 0 }
    ));
    let dated = |on| NewBatch {
        applications: vec![done],
        dated: Some(day(on)),
        late: None,
    };
    for other in ["2026-11-22", "2026-11-20"] {
        let other = service::make(&office.app, officer(), key(), dated(other));
        assert_eq!(wait(other).unwrap_err().rule(), Some(Rule::A6));
    }
    let early = left_on(vec![done], "2026-11-19");
    let early = service::make(&office.app, officer(), key(), early);
    assert!(matches!(
        wait(early),
        Err(Refused::BeforeComplete { line: 0 })
    ));
    let nobody = service::make(&office.app, with_duties(vec![]), key(), dated("2026-11-21"));
    assert_eq!(wait(nobody).unwrap_err().rule(), Some(Rule::A6));
    assert_eq!(office.events(), before);
}

#[test]
fn a_refused_batch_leaves_no_hole_in_any_series() {
    let office = Office::open();
    let done = office.take(an_application(2, IssueKind::First)).unwrap();
    assert!(send(&office, vec![done, done]).is_err());
    let receipt = send(&office, vec![done]).unwrap();
    assert_eq!(&receipt.numbers[..2], ["1/2569", "1/2569"]);
    assert!(matches!(
        send(&office, vec![done]),
        Err(Refused::NotComplete {
            state: "batched",
            ..
        })
    ));
}

#[test]
fn a6_a_late_application_goes_and_is_marked() {
    let office = Office::open();
    let id = office.take(an_application(1, IssueKind::First)).unwrap();
    let other = office.take(an_application(2, IssueKind::First)).unwrap();
    // 20 November and 45 days: 4 January 2027.
    office.moves_to("2027-01-05");
    send(&office, vec![id]).unwrap();
    let sent = office.application(id);
    let line = sent.batched().unwrap();
    assert!(line.late && !line.recorded_late);
    // Left in time and recorded after the last day: in time by the one, late by the other.
    let late = left_on(vec![other], "2027-01-04");
    wait(service::make(&office.app, officer(), key(), late)).unwrap();
    let sent = office.application(other);
    let line = sent.batched().unwrap();
    assert!(!line.late && line.recorded_late);
    assert!(office.verify().ok);
}

#[test]
fn a5_2_the_list_for_the_bank_carries_the_first_three() {
    let office = Office::open();
    let (id, _) = a_batch(&office, &[1, 2]);
    let (csv, xlsx) = office.read(|conn| {
        let batch = service::by_id(conn, id).unwrap();
        let applications = service::applications_of_batch(conn, &batch).unwrap();
        (
            export::csv(&applications),
            export::xlsx(&batch, &applications).unwrap(),
        )
    });
    let text = String::from_utf8(csv).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert!(lines[0].starts_with("ลำดับ,ชื่อผู้ถือบัตร,เลขทะเบียนสมาชิก,บาร์โค้ด,ชื่อสหกรณ์"));
    assert!(
        lines[2].starts_with("2,นายสมชาย ใจดี,00002,000026,สหกรณ์"),
        "{}",
        lines[2]
    );
    assert!(xlsx.starts_with(b"PK"));
}

#[test]
fn a3_a_list_is_taken_whole_or_not_at_all() {
    let office = Office::open();
    let (id, applications) = a_batch(&office, &[1, 2]);
    let before = office.events();
    let bad = vec![line(1, NUMBERS[0]), line(2, "99990000000000201")];
    let Err(Refused::List { faults }) = take(&office, id, a_list(bad, false)) else {
        panic!("the list is refused")
    };
    assert_eq!(faults[0].path(), "lines[1].card_number");
    assert_eq!(faults[0].rule(), Some(Rule::A3));
    assert_eq!(office.events(), before);
    let good = vec![line(1, NUMBERS[0]), line(2, NUMBERS[1])];
    let receipt = take(&office, id, a_list(good, false)).unwrap();
    assert_eq!(
        receipt.location,
        format!("/api/v1/batches/{id}/delivery-lists/1")
    );
    let taken = office.read(|conn| view::delivery(conn, id, 1)).unwrap();
    assert_eq!(taken.cards.len(), 2);
    assert_eq!(taken.cards[0].card_number, "**** **** **** 0012");
    assert_eq!(taken.cards[0].expires_on, Some(day("2030-09-30")));
    let cards = office
        .read(|conn| cards_of(conn, MemberId::new(1), day("2026-11-21")))
        .unwrap();
    assert_eq!(
        Some(cards[0].id),
        office.application(applications[0]).card()
    );
    assert_eq!(cards[0].place, "with_bank");
    assert!(office.verify().ok);
}

#[test]
fn a_second_list_brings_the_rest_and_a_partial_one_says_what_it_left_out() {
    let office = Office::open();
    let (id, _) = a_batch(&office, &[1, 2, 3]);
    let mut wrong = line(2, NUMBERS[1]);
    wrong.name_on_card = "นายคนอื่น คนไกล".into();
    take(&office, id, a_list(vec![line(1, NUMBERS[0]), wrong], true)).unwrap();
    let first = office.read(|conn| view::delivery(conn, id, 1)).unwrap();
    assert_eq!(
        (first.cards.len(), first.left_out[0].code.as_str()),
        (1, "name_differs")
    );
    let again = take(&office, id, a_list(vec![line(1, NUMBERS[2])], true));
    let Err(Refused::NothingToList { faults }) = again else {
        panic!("nothing is left of the list")
    };
    assert_eq!(codes(&faults), ["listed_already"]);
    let mut known = line(3, NUMBERS[0]);
    known.envelope_no = Some("EN-1".into());
    let Err(Refused::List { faults }) = take(&office, id, a_list(vec![known], false)) else {
        panic!("the number is known")
    };
    assert_eq!(codes(&faults), ["known"]);
    let rest = vec![line(2, NUMBERS[1]), line(3, NUMBERS[2])];
    take(&office, id, a_list(rest, false)).unwrap();
    let batch = office
        .read(|conn| view::one(conn, id, day("2026-11-21")))
        .unwrap()
        .batch;
    assert_eq!(
        (batch.listed, batch.deliveries, batch.state.as_str()),
        (3, 2, "answered")
    );
    assert!(office.verify().ok);
}

fn codes(faults: &[LineFault]) -> Vec<&'static str> {
    faults.iter().map(LineFault::code).collect()
}

#[test]
fn a_rehearsed_list_writes_nothing_and_the_same_key_takes_it_once() {
    let office = Office::open();
    let (id, _) = a_batch(&office, &[1]);
    let before = office.events();
    let list = || a_list(vec![line(1, NUMBERS[0])], false);
    let would = wait(service::rehearse_list(&office.app, officer(), id, list())).unwrap();
    assert_eq!((would.lines.len(), office.events()), (1, before));
    let once = || {
        let taken = service::take_list(&office.app, officer(), named_key("list"), id, list());
        wait(taken).unwrap()
    };
    assert_eq!(once(), once());
    assert_eq!(office.events(), before + 1);
}

#[test]
fn whole_numbers_stand_nowhere_in_the_database() {
    let office = Office::open();
    let (id, _) = a_batch(&office, &[1]);
    take(&office, id, a_list(vec![line(1, NUMBERS[0])], false)).unwrap();
    let facts = office.read(|conn| {
        use crate::db::Told as _;
        let batches = super::store::BatchFactRow::of_subjects(conn, &[id.get()]).unwrap();
        batches
            .iter()
            .map(|row| row.data().to_owned())
            .collect::<String>()
    });
    assert!(facts.contains("delivered") && !facts.contains(NUMBERS[0]));
    if let Some(file) = office.app.config.database.file() {
        let bytes = [file.to_owned(), format!("{file}-wal")]
            .iter()
            .filter_map(|path| std::fs::read(path).ok())
            .flatten()
            .collect::<Vec<u8>>();
        let number = NUMBERS[0].as_bytes();
        assert!(!bytes.windows(number.len()).any(|window| window == number));
    }
}
