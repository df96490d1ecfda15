//! What an issue costs, whom, and since when.

use super::*;
use crate::cards::applications::model::FeePayer;
use crate::cards::custody::service::{Block, block_card};
use crate::cards::model::BlockCause;
use crate::ledger::journal;

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
        let new = NewBatch {
            applications: vec![id],
            dated: Some(day(on)),
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

#[test]
fn a5_5_a_fault_of_the_bank_takes_both_entries_back_and_a_fault_of_the_member_does_not() {
    let office = Office::open();
    let (id, applications) = a_batch(&office, &[1, 2]);
    let refuse = |application, fault| {
        let line = RefusedLine {
            application,
            refused_on: None,
            reason: "พิมพ์ไม่ได้".into(),
            fault,
        };
        wait(service::refuse_line(
            &office.app,
            officer(),
            key(),
            id,
            line,
        ))
    };
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
    // The member may ask again.
    office.take(an_application(1, IssueKind::First)).unwrap();
    assert!(office.verify().ok);
}
