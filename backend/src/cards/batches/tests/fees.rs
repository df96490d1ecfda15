//! What an issue costs, whom, and since when.

use super::*;
use crate::cards::applications::model::FeePayer;
use crate::cards::applications::service::NewApplication;
use crate::cards::custody::service::{Block, block_card};
use crate::cards::model::BlockCause;
use crate::db::{ActMeta, Tx};
use crate::kernel::{EntryId, PersonId};
use crate::ledger::drafts::{self, FreeLine, Prepared};
use crate::ledger::journal;
use crate::ledger::model::{PostEvent, Side, Subsidiaries, event};
use crate::ledger::service::{fee_paid, post, reverse};
use crate::members::service::leave;

#[test]
fn a5_5_the_member_owes_for_a_replacement_from_the_batch_on() {
    let office = Office::open();
    let (id, applications) = a_batch(&office, &[1]);
    take(&office, id, a_list(vec![line(1, NUMBERS[0])], false)).unwrap();
    let blocked = Block {
        card: office.application(applications[0]).card().unwrap(),
        cause: BlockCause::Lost,
        bank_reference: None,
    };
    wait(block_card(&office.app, &officer(), None, blocked)).unwrap();
    let again = office.take(an_application(1, IssueKind::Lost)).unwrap();
    assert_eq!(owes(&office, 1), Money::ZERO, "not before the batch");
    send(&office, vec![again]).unwrap();
    assert_eq!(owes(&office, 1), Money::satang(10_000));
    let sent = office.application(again);
    let fee = sent.batched().unwrap();
    assert!(fee.fee_entry.is_some() && fee.fee.payer == FeePayer::Member);
    assert!(office.verify().ok);
}

#[test]
fn a5_3_the_batchs_date_decides_what_a_card_costs() {
    const SHIPPED: &str = include_str!("../../../../../config/bylaws.toml");
    let dearer = |text: String, key: &str| {
        let (head, tail) = text.split_once(&format!("[{key}]\n")).unwrap();
        let later = " }, { effective_from = 2026-11-21, value = \"150.00\" }]";
        format!("{head}[{key}]\n{}", tail.replacen(" }]", later, 1))
    };
    let text = dearer(SHIPPED.into(), "bank_charge");
    let office = Office::with_bylaws(Some(&text));
    let sent_on = |member, on| {
        let id = office
            .take(an_application(member, IssueKind::First))
            .unwrap();
        let new = match on {
            "2026-11-21" => NewBatch {
                late: None,
                ..left_on(vec![id], on)
            },
            earlier => left_on(vec![id], earlier),
        };
        wait(service::make(&office.app, officer(), key(), new)).unwrap();
        let sent = office.application(id);
        let line = sent.batched().unwrap();
        let entry = line.charge_entry.unwrap();
        let entry = office.read(|conn| journal::entry(conn, entry)).unwrap();
        (line.fee.bank_charge, entry.amount)
    };
    let (old, new) = (Money::satang(10_000), Money::satang(15_000));
    assert_eq!(sent_on(1, "2026-11-20"), (old, old));
    assert_eq!(sent_on(2, "2026-11-21"), (new, new));
}

/// An application that was complete on the day the office's clock began.
fn an_old_one(office: &Office, member: i64) -> ApplicationId {
    let today = office.app.clock.today();
    let old = NewApplication {
        opened_on: None,
        data_completed_on: Some(today),
        ..an_application(member, IssueKind::First)
    };
    office.take(old).unwrap()
}

/// Sends it as a batch that left on this day and is recorded only now.
fn sent_on(office: &Office, old: ApplicationId, on: &str) -> Result<Receipt, Refused> {
    wait(service::make(
        &office.app,
        officer(),
        key(),
        left_on(vec![old], on),
    ))
}

#[test]
fn a14_2_a_batch_is_not_dated_before_the_books() {
    let office = Office::since(None, "2025-12-30T02:00:00Z");
    let (two, three) = (an_old_one(&office, 2), an_old_one(&office, 3));
    office.moves_to("2026-11-21");
    a_batch(&office, &[1]);
    let before = office.events();
    let refused = sent_on(&office, two, "2025-12-31").unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A14_2));
    let (field, code) = refused.field().unwrap();
    assert_eq!((field.as_str(), code), ("dated", "before_the_books"));
    assert_eq!(office.events(), before, "nothing is written");
    sent_on(&office, three, "2026-01-01").unwrap();
}

#[test]
fn a14_2_the_bylaws_of_the_oldest_entry_draw_its_accounting_year() {
    const SHIPPED: &str = include_str!("../../../../../config/bylaws.toml");
    let new_year = "\"09-30\" }, { effective_from = 2026-04-01, value = \"12-31\" }";
    let bylaws = SHIPPED.replace("\"12-31\" }", new_year);
    let office = Office::since(Some(&bylaws), "2025-09-29T02:00:00Z");
    let [one, two, three] = [1, 2, 3].map(|member| an_old_one(&office, member));
    office.moves_to("2026-11-21");
    // In empty books today's year is the first.
    sent_on(&office, one, "2026-11-20").unwrap();
    let older = PostEvent {
        event: event::CARD_ORDERED_MEMBER_FEE,
        date: day("2025-11-15"),
        figures: vec![("member_fee", Money::satang(10_000))],
        subsidiaries: Subsidiaries::member(MemberId::new(4)),
        source: "member/4".into(),
        text: "ค่าธรรมเนียมออกบัตร".into(),
    };
    office.act(move |tx| post(tx, &older));
    // The year of 15 November 2025 began on 1 October, by the bylaws of that day.
    sent_on(&office, two, "2025-10-01").unwrap();
    let refused = sent_on(&office, three, "2025-09-30").unwrap_err();
    assert!(
        matches!(refused, Refused::BeforeTheBooks { first_day, .. } if first_day == day("2025-10-01"))
    );
}

/// A replacement in a batch of its own, for which the member owes 100.00.
fn a_replacement(office: &Office) -> (BatchId, ApplicationId) {
    let (id, applications) = a_batch(office, &[1]);
    take(office, id, a_list(vec![line(1, NUMBERS[0])], false)).unwrap();
    let blocked = Block {
        card: office.application(applications[0]).card().unwrap(),
        cause: BlockCause::Lost,
        bank_reference: None,
    };
    wait(block_card(&office.app, &officer(), None, blocked)).unwrap();
    let again = office.take(an_application(1, IssueKind::Lost)).unwrap();
    let sent = send(office, vec![again]).unwrap();
    (BatchId::new(sent.id), again)
}

fn refused(office: &Office, line: (BatchId, ApplicationId), fault: Fault) {
    refused_by(office, line, fault).unwrap();
}

/// The bank refuses an application by somebody's fault.
fn refused_by(
    office: &Office,
    (id, application): (BatchId, ApplicationId),
    fault: Fault,
) -> Result<Receipt, Refused> {
    let line = RefusedLine {
        application,
        refused_on: None,
        reason: "พิมพ์ไม่ได้".into(),
        fault,
    };
    if fault.reverses_fees() {
        return agreed(office, id, line);
    }
    wait(service::refuse_line(
        &office.app,
        officer(),
        key(),
        id,
        line,
    ))
}

/// A refusal whose fault a second person agreed to: there is no act for that yet, only its part.
fn agreed(office: &Office, id: BatchId, line: RefusedLine) -> Result<Receipt, Refused> {
    let meta = ActMeta::new(officer().person, "test.act");
    let part = move |tx: &mut Tx<'_>| service::refuse_line_in(tx, id, &line);
    wait(office.app.writer.act(meta, part))
}

fn taken_back(office: &Office, line: (BatchId, ApplicationId)) -> Result<Receipt, Refused> {
    let reason = "บันทึกผิดแถว".to_owned();
    wait(service::withdraw_refusal(
        &office.app,
        officer(),
        key(),
        line,
        reason,
    ))
}

#[test]
fn c10_a_refusal_by_mistake_is_taken_back_and_its_fees_stand_in_the_books_again() {
    let office = Office::open();
    let line = a_replacement(&office);
    refused(&office, line, Fault::Bank);
    assert_eq!(owes(&office, 1), Money::ZERO);
    let receipt = taken_back(&office, line).unwrap();
    assert_eq!(receipt.numbers.len(), 2, "the charge and the fee");
    assert_eq!(owes(&office, 1), Money::satang(10_000));
    let again = office.application(line.1);
    assert!(matches!(again.state, State::Batched(..)));
    let entry = again.batched().unwrap().fee_entry.unwrap();
    let entry = office.read(|conn| journal::entry(conn, entry)).unwrap();
    assert!(receipt.numbers.contains(&entry.no) && entry.reversed_by.is_none());
    let twice = taken_back(&office, line).unwrap_err();
    assert_eq!(twice.rule(), Some(Rule::C10));
    // The bank may still answer: by a refusal of the new entries, too.
    refused(&office, line, Fault::Bank);
    assert_eq!(owes(&office, 1), Money::ZERO);
    taken_back(&office, line).unwrap();
    let rest = vec![super::line(1, NUMBERS[1])];
    let rest = rest.into_iter().map(|mut one| {
        one.envelope_no = None;
        one
    });
    take(&office, line.0, a_list(rest.collect(), false)).unwrap();
    assert!(office.verify().ok);
}

/// Member 1 is paid 100.00 back over the counter.
fn a_fee_that_goes_back() -> Prepared {
    let line = |account: &str, side, member| FreeLine {
        account: account.into(),
        side,
        amount: Money::satang(10_000),
        member,
        contract: None,
        terminal: None,
        bank_line: None,
    };
    Prepared::Free {
        date: day("2026-11-21"),
        text: "คืนค่าธรรมเนียม".into(),
        document: "สก 9/2569".into(),
        lines: vec![
            line("12210", Side::Debit, Some(MemberId::new(1))),
            line("11010", Side::Credit, None),
        ],
        role_reason: Some("ธนาคารปฏิเสธหลังสมาชิกชำระแล้ว".into()),
        resolution: None,
    }
}

#[test]
fn c10_a_refusal_stays_once_the_member_asked_again_or_was_paid_back() {
    let office = Office::open();
    let (id, applications) = a_batch(&office, &[2, 3]);
    refused(&office, (id, applications[0]), Fault::Member);
    let kept = taken_back(&office, (id, applications[0])).unwrap();
    assert!(kept.numbers.is_empty(), "nothing had been reversed");
    refused(&office, (id, applications[0]), Fault::Member);
    office.take(an_application(2, IssueKind::First)).unwrap();
    let late = taken_back(&office, (id, applications[0])).unwrap_err();
    assert!(matches!(late, Refused::AskedAgain { .. }), "{late}");
    let paid = a_replacement(&office);
    refused(&office, paid, Fault::Cooperative);
    let back = a_fee_that_goes_back();
    let draft = office.act(move |tx| drafts::prepare(tx, back)).id;
    let other = PersonId::new(2);
    let receipt = office.act_as(other, move |tx| drafts::approve(tx, draft));
    let late = taken_back(&office, paid).unwrap_err();
    assert!(matches!(late, Refused::FeePaidBack { .. }), "{late}");
    // A payment that was itself a mistake, and reversed, holds nothing up.
    let payment = EntryId::new(receipt.id);
    office.act(move |tx| reverse(tx, payment, day("2026-11-21"), "จ่ายผิดคน"));
    taken_back(&office, paid).unwrap();
    assert!(office.verify().ok);
}

#[test]
fn a5_5_nobody_alone_puts_the_fault_on_bank_or_cooperative() {
    let office = Office::open();
    let paid = a_replacement(&office);
    let before = office.events();
    for fault in [Fault::Bank, Fault::Cooperative] {
        let line = RefusedLine {
            application: paid.1,
            refused_on: None,
            reason: "พิมพ์ไม่ได้".into(),
            fault,
        };
        let alone = service::refuse_line(&office.app, officer(), key(), paid.0, line);
        let alone = wait(alone).unwrap_err();
        assert_eq!(alone.rule(), Some(Rule::A5_5));
        assert_eq!(alone.field().unwrap().0, "fault");
    }
    assert_eq!(office.events(), before);
    // That the bank refused is a fact: it is written down, and the fees stay until somebody else agrees.
    refused(&office, paid, Fault::Unsettled);
    assert_eq!(owes(&office, 1), Money::satang(10_000));
    taken_back(&office, paid).unwrap();
    assert!(office.verify().ok);
}

#[test]
fn a5_5_what_an_application_says_is_owed_is_what_the_books_say() {
    let office = Office::open();
    let (id, application) = a_replacement(&office);
    let said = || {
        let seen = office.read(|conn| view::one(conn, id, day("2026-11-21")));
        let seen = seen.unwrap();
        let line = seen.applications.iter().find(|line| line.id == application);
        (line.unwrap().member_owes, seen.member_owes)
    };
    let baht = |satang| (Some(Money::satang(satang)), Money::satang(satang));
    assert_eq!(said(), baht(10_000));
    let member = MemberId::new(1);
    let (on, part) = (day("2026-11-21"), Money::satang(4_000));
    office.act(move |tx| fee_paid(tx, member, part, on));
    assert_eq!(said(), baht(6_000), "paid in part");
    let fee = office.application(application);
    let fee = fee.batched().unwrap().fee_entry.unwrap();
    office.act(move |tx| reverse(tx, fee, on, "ทดสอบ"));
    assert_eq!(said(), baht(0), "reversed, whoever did it");
}

#[test]
fn a4_the_refusal_of_who_left_is_not_taken_back() {
    let office = Office::open();
    let (id, applications) = a_batch(&office, &[2]);
    refused(&office, (id, applications[0]), Fault::Bank);
    let (at, how) = (
        (MemberId::new(2), 1),
        (day("2026-11-21"), "ลาออก".to_owned()),
    );
    wait(leave(&office.app, &officer(), at, how, key())).unwrap();
    let late = taken_back(&office, (id, applications[0])).unwrap_err();
    assert_eq!(late.rule(), Some(Rule::A4));
}

#[test]
fn a5_5_a_fault_of_the_bank_takes_both_entries_back_and_a_fault_of_the_member_does_not() {
    let office = Office::open();
    let (id, applications) = a_batch(&office, &[1, 2]);
    let refuse = |application, fault| refused_by(&office, (id, application), fault);
    let by_bank = refuse(applications[0], Fault::Bank).unwrap();
    assert_eq!(
        by_bank.numbers.len(),
        1,
        "the charge is reversed; there was no fee"
    );
    let by_member = refuse(applications[1], Fault::Member).unwrap();
    assert!(by_member.numbers.is_empty());
    assert!(matches!(
        refuse(applications[0], Fault::Bank),
        Err(Refused::AnsweredAlready)
    ));
    assert!(matches!(
        office.application(applications[0]).state,
        State::Refused(..)
    ));
    let seen = office
        .read(|conn| view::one(conn, id, day("2026-11-21")))
        .unwrap();
    assert_eq!(seen.bank_charge, Money::satang(10_000), "one was reversed");
    let told = seen.applications.iter();
    let told = told.map(|line| (line.bank_charge, line.refusal.as_ref().map(|r| r.fault)));
    let (by_bank, by_member) = (Some(Fault::Bank), Some(Fault::Member));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [(None, by_bank), (Some(Money::satang(10_000)), by_member)]
    );
    // The member may ask again.
    office.take(an_application(1, IssueKind::First)).unwrap();
    assert!(office.verify().ok);
}
