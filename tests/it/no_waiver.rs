//! A5.5 knows no waiver: what a rule posted is undone by the act that undoes its cause, a fee is given up only by resolution,
//! the fault of bank or cooperative needs a second person, and cash is taken up to what is due.

use sahakorn_tests::{Answer, fresh_key};
use serde_json::{Value, json};

use crate::keys::{owes, write_off};
use crate::office::{Ask, Office, has_field, scan};
use crate::rights::{browse, cookie_of};

const ENTRIES: &str = "/api/v1/journal/entries";

fn fee_path(member: i64) -> String {
    format!("/api/v1/members/{member}/fee-payments")
}

fn account(office: &Office, member: i64) -> (String, String) {
    let path = format!("/api/v1/members/{member}/fee-account");
    let seen = office.get(&office.officer, &path);
    let of = |name: &str| seen[name].as_str().unwrap().to_owned();
    (of("balance"), of("credit"))
}

fn stands(balance: &str, credit: &str) -> (String, String) {
    (balance.to_owned(), credit.to_owned())
}

/// A free entry of 100.00 between two accounts; each line says by what its account is kept.
fn free(office: &Office, debit: &str, credit: &str, member: i64) -> Value {
    let line = |account: &str, side: &str| {
        let mut line = json!({ "account": account, "side": side, "amount": "100.00" });
        match account {
            "12210" | "12290" | "22225" => line["member"] = json!(member),
            "11310" | "11320" => line["terminal"] = json!("1/1"),
            "11110" | "11330" | "22210" | "22220" => line["bank_line"] = json!("1/1"),
            _ => {}
        }
        line
    };
    let lines = [line(debit, "debit"), line(credit, "credit")];
    json!({ "date": office.today(), "text": "ปรับปรุง", "document": "1/2569", "lines": lines })
}

fn approve(office: &Office, draft: i64) -> Value {
    let path = format!("/api/v1/journal/drafts/{draft}/approve");
    office.done(&office.manager, path, &json!({}))
}

/// A form as the person's browser sends it, with the token of the page that it stands on.
fn send(office: &Office, who: &str, page: &str, fields: &str) -> Answer {
    let people = office.server.people();
    let person = people.iter().find(|p| p.username == who).unwrap();
    let cookie = cookie_of(office, person);
    let seen = browse(office, "GET", page, Some(&cookie), "").text();
    let token = seen.split("name=\"form_token\" value=\"").nth(1);
    let token = token.unwrap_or_else(|| panic!("{page}: {seen}"));
    let token = token.split('"').next().unwrap();
    let form = format!("form_token={token}&form_key={}&{fields}", fresh_key());
    browse(office, "POST", page, Some(&cookie), &form)
}

#[test]
fn a5_5_no_free_reversal_takes_back_what_a_rule_posted() {
    let office = Office::open();
    let body = json!({ "date": office.today(), "reason": "ยกให้สมาชิก" });
    for (event, rule) in [
        ("card.ordered.member_fee", "A5.5"),
        ("card.ordered.bank_charge", "A5.5"),
        ("card.fee_paid", "C10"),
    ] {
        let newest = format!("SELECT MAX(id) FROM entries WHERE event = '{event}'");
        let entry = office.count_of(&newest);
        let path = format!("{ENTRIES}/{entry}/reversal");
        office.refused_by(rule, 422, &office.officer, path, &body);
        let people = office.server.people();
        let officer = people.iter().find(|p| p.username == office.officer);
        let cookie = cookie_of(&office, officer.unwrap());
        let page = format!("/journal/{entry}/reverse");
        let form = browse(&office, "GET", &page, Some(&cookie), "");
        assert_eq!(form.status, 422, "{event}");
        let voucher = browse(
            &office,
            "GET",
            &format!("/journal/{entry}"),
            Some(&cookie),
            "",
        );
        assert!(!voucher.text().contains(&page), "{event}");
    }
    let order = "SELECT MAX(id) FROM entries WHERE event = 'card.ordered.member_fee'";
    let path = format!("{ENTRIES}/{}/return", office.count_of(order));
    office.refused_by("C10", 409, &office.officer, path, &body);
}

#[test]
fn a14_1_a_free_entry_takes_an_account_of_a_rule_only_with_its_reason_and_approval() {
    let office = Office::open();
    let member = office.member();
    // A credit is taken only as far as it stands.
    let credit = json!({ "amount": "100.00", "received_on": office.today(), "as_credit": true });
    office.done(&office.officer, fee_path(member), &credit);
    // Card fees receivable, the three clearing accounts, suspense, returned transfers, the member's credit, the bank, shortages.
    for account in [
        "12210", "11310", "11320", "11330", "22210", "22220", "22225", "11110", "12230",
    ] {
        for reason in [Value::Null, json!("  ")] {
            let mut body = free(&office, account, "22140", member);
            body["role_reason"] = reason;
            let refused = Ask::post(ENTRIES, &body).by(office.token(&office.officer));
            let refused = office.refused(422, &refused);
            assert_eq!(refused["rule"], "A14.1", "{refused}");
            has_field(&refused, "role_reason");
        }
        let mut body = free(&office, account, "22140", member);
        body["role_reason"] = json!("ลงผิดบัญชีเมื่อวาน");
        let draft = office.id(&office.officer, ENTRIES, &body);
        let seen = office.get(&office.officer, &format!("/api/v1/journal/drafts/{draft}"));
        assert_eq!(seen["prepared"]["role_reason"], body["role_reason"]);
        approve(&office, draft);
    }
    let typed = "lines=6&date=21%2F11%2F2569&text=x&document=1&account_1=11310&subsidiary_1=1%2F1&debit_1=5&account_2=22140&credit_2=5";
    let typed = typed.replace("21%2F11%2F2569", &office.today());
    let page = send(&office, &office.officer, "/journal/new", &typed);
    assert!(
        page.status == 422 && page.text().contains("href=\"#role_reason\""),
        "{}",
        page.text()
    );
    let page = send(
        &office,
        &office.officer,
        "/journal/new",
        &format!("{typed}&role_reason=because"),
    );
    assert_eq!(page.status, 303, "{}", page.text());
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told step by step")]
fn a5_5_a_card_fee_is_given_up_only_by_resolution_with_its_day_and_scan() {
    let office = Office::open();
    let member = owes(&office);
    for debit in ["53210", "53010", "41210", "32010", "12290", "22140"] {
        let mut body = free(&office, debit, "12210", member);
        body["role_reason"] = json!("เก็บไม่ได้");
        office.refused_by("A5.5", 422, &office.officer, ENTRIES, &body);
    }
    let right = write_off(&office, member);
    let path = right.path.clone();
    let fields = |changed: (&str, &str)| {
        let today = office.today();
        let all = [
            ("amount", "100.00"),
            ("resolution_no", "7/2569"),
            ("resolved_on", today.as_str()),
            ("reason", "เก็บไม่ได้"),
        ];
        let fields =
            all.map(|(name, value)| (name, if name == changed.0 { changed.1 } else { value }));
        Ask::upload(&path, &fields, &scan("resolution")).by(office.token(&office.officer))
    };
    let tomorrow = office.day(1);
    for (changed, status, field) in [
        (("resolution_no", ""), 422, "resolution_no"),
        (("resolved_on", ""), 400, "resolved_on"),
        (("resolved_on", tomorrow.as_str()), 422, "resolved_on"),
        (("reason", " "), 400, "reason"),
        (("amount", "100.01"), 422, "amount"),
        (("amount", "1,00"), 400, "amount"),
    ] {
        let refused = office.refused(status, &fields(changed));
        has_field(&refused, field);
    }
    let bare = Ask::upload(
        &path,
        &[
            ("amount", "100.00"),
            ("resolution_no", "7/2569"),
            ("resolved_on", &office.today()),
            ("reason", "x"),
        ],
        b"",
    );
    has_field(
        &office.refused(400, &bare.by(office.token(&office.officer))),
        "file",
    );
    let draft = office.send(&right.clone().key(fresh_key()));
    assert_eq!(draft.status, 202, "{}", draft.text());
    let draft = draft.json()["id"].as_i64().unwrap();
    let seen = office.get(&office.officer, &format!("/api/v1/journal/drafts/{draft}"));
    let resolution = &seen["prepared"]["resolution"];
    assert_eq!(
        (&resolution["no"], &resolution["dated"]),
        (&json!("7/2569"), &json!(office.today()))
    );
    assert!(resolution["scan"].is_i64(), "{seen}");
    approve(&office, draft);
    assert_eq!(account(&office, member), stands("0.00", "0.00"));
    assert_eq!(
        office.refused(422, &right)["rule"],
        "A5.5",
        "nothing is owed"
    );
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a5_5_what_was_paid_meanwhile_is_not_written_off_besides() {
    let office = Office::open();
    let member = owes(&office);
    let draft = office
        .send(&write_off(&office, member).key(fresh_key()))
        .json();
    let paid = json!({ "amount": "40.00", "received_on": office.today() });
    office.done(&office.officer, fee_path(member), &paid);
    let path = format!("/api/v1/journal/drafts/{}/approve", draft["id"]);
    office.refused_by("A5.5", 422, &office.manager, path, &json!({}));
}

#[test]
fn a5_5_the_fault_of_bank_or_cooperative_needs_a_second_person() {
    let office = Office::open();
    let application = office.complete_application();
    let batch = office.batch(&[application]);
    let path = format!("/api/v1/batches/{batch}/refusals");
    let page = format!("/batches/{batch}/refusals/{application}");
    for fault in ["bank", "cooperative"] {
        let body = json!({ "application_id": application, "reason": "ชื่อผิด", "fault": fault });
        let refused = office.refused_by("A5.5", 422, &office.officer, &path, &body);
        has_field(&refused, "fault");
        assert!(
            refused["detail"].as_str().unwrap().contains("ผู้อนุมัติอีกคน"),
            "{refused}"
        );
        let typed = format!("fault={fault}&refused_on={}&reason=wrong", office.today());
        let form = send(&office, &office.officer, &page, &typed);
        assert_eq!(form.status, 422, "{}", form.text());
    }
    assert_eq!(office.application_view(application)["state"], "batched");
    // That the bank refused is a fact: it is written down, and its fault stays open.
    let body = json!({ "application_id": application, "reason": "ชื่อผิด", "fault": "unsettled" });
    let done = office.done(&office.officer, &path, &body);
    assert_eq!(done["numbers"], json!([]), "nothing is reversed");
    assert_eq!(office.application_view(application)["state"], "refused");
    assert_eq!(office.server.verify().code, 0);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told step by step")]
fn a5_5_cash_is_taken_up_to_what_is_owed_and_applied_for_and_more_only_knowingly() {
    let office = Office::open();
    let pay = |amount: &str| json!({ "amount": amount, "received_on": office.today() });
    let stranger = office.member();
    for amount in ["0.01", "100.00", "99999.00"] {
        office.refused_by(
            "A5.5",
            422,
            &office.officer,
            fee_path(stranger),
            &pay(amount),
        );
    }
    // A first card is the cooperative's to pay: nothing is due for it.
    office.application(stranger);
    office.refused_by(
        "A5.5",
        422,
        &office.officer,
        fee_path(stranger),
        &pay("100.00"),
    );

    let member = owes(&office);
    office.refused_by(
        "A5.5",
        422,
        &office.officer,
        fee_path(member),
        &pay("100.01"),
    );
    office.done(&office.officer, fee_path(member), &pay("60.00"));
    office.refused_by(
        "A5.5",
        422,
        &office.officer,
        fee_path(member),
        &pay("40.01"),
    );
    office.done(&office.officer, fee_path(member), &pay("40.00"));
    assert_eq!(account(&office, member), stands("0.00", "0.00"));
    let mut more = pay("25.00");
    more["as_credit"] = json!(true);
    office.done(&office.officer, fee_path(member), &more);
    assert_eq!(account(&office, member), stands("0.00", "25.00"));
    let page = format!("/members/{member}/fee");
    let typed = format!("amount=10&date={}", office.today());
    let form = send(&office, &office.officer, &page, &typed);
    assert!(
        form.status == 422 && form.text().contains("href=\"#amount\""),
        "{}",
        form.text()
    );
    let form = send(
        &office,
        &office.officer,
        &page,
        &format!("{typed}&as_credit=yes"),
    );
    assert_eq!(form.status, 303, "{}", form.text());
    assert_eq!(account(&office, member), stands("0.00", "35.00"));
    assert_eq!(office.server.verify().code, 0);
}

#[test]
fn a5_5_a_fee_may_be_paid_for_what_was_applied_for_and_goes_back_by_its_return() {
    let office = Office::open();
    let card = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    let block = json!({ "cause": "lost", "bank_reference": "BL-9" });
    office.done(
        &office.officer,
        format!("/api/v1/cards/{}/block", card.card),
        &block,
    );
    let mut body = office.application_body(card.member);
    body["kind"] = json!("lost");
    body["papers"]["loss_report"] =
        json!({ "reported_on": office.today(), "bank_reference": "BL-9" });
    let asked = office.post(&office.officer, "/api/v1/applications", &body);
    assert_eq!(asked.status, 201, "{}", asked.text());
    let pay = |amount: &str| json!({ "amount": amount, "received_on": office.today() });
    let path = fee_path(card.member);
    office.refused_by("A5.5", 422, &office.officer, &path, &pay("100.01"));
    let paid = office.id(&office.officer, &path, &pay("100.00"));
    office.refused_by("A5.5", 422, &office.officer, &path, &pay("0.01"));
    let undo = json!({ "date": office.today(), "reason": "ถอนคำขอ" });
    let draft = office.id(&office.officer, format!("{ENTRIES}/{paid}/return"), &undo);
    approve(&office, draft);
    assert_eq!(account(&office, card.member), stands("0.00", "0.00"));
}

#[test]
fn an_amount_that_can_be_read_two_ways_is_asked_again_wherever_one_is_typed() {
    let office = Office::open();
    let member = owes(&office);
    let before = office.rows();
    for amount in ["1,00", "5,00", "1,0", "1,0000", "12,34,567"] {
        let fee = format!("amount={amount}&date={}", office.today());
        let fee = send(
            &office,
            &office.officer,
            &format!("/members/{member}/fee"),
            &fee,
        );
        assert!(
            fee.status == 400 && fee.text().contains("href=\"#amount\""),
            "{amount}"
        );
        assert!(
            fee.text().contains(&format!("value=\"{amount}\"")),
            "as it was typed"
        );
        let line = format!(
            "lines=6&date={}&text=x&document=1&account_1=53020&debit_1={amount}&account_2=22140&credit_2=100",
            office.today()
        );
        let line = send(&office, &office.officer, "/journal/new", &line);
        assert!(
            line.status == 400 && line.text().contains("href=\"#debit_1\""),
            "{amount}"
        );
    }
    let path = format!("/api/v1/members/{member}/fee-payments");
    let body = json!({ "amount": "1,00", "received_on": office.today() });
    office.refused_at("amount", 400, &office.officer, path, &body);
    office.wrote_nothing(&before, "an amount with a misplaced comma");
}
