//! Prepared entries in the browser: the form, the list, four eyes.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::office::{Answer, Office};
use crate::kernel::{Lang, PersonId};
use crate::ledger::testing::{PRASIT, SOMSRI};
use crate::ledger::{api, pages};
use crate::web::route::{Route, Who};

const BOARD: PersonId = PersonId::new(3);
const NEW: &str = "/journal/new";

fn rent<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("lines", "6"),
        ("date", "21/11/2569"),
        ("text", "ค่าเช่าเครื่อง EDC"),
        ("document", "สัญญา 4/2569"),
        ("account_1", "53020"),
        ("debit_1", "800"),
        ("account_4", "๒๒๑๔๐"),
        ("credit_4", "800.00"),
    ]
}

/// The form with one field changed, or added.
fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = rent();
    fields.retain(|(n, _)| *n != name);
    fields.push((name, value));
    fields
}

/// The text of a note, which the page repeats beside its field.
fn note<'a>(answer: &'a Answer, field: &str) -> &'a str {
    let from = answer.text.find(&format!("href=\"#{field}\""));
    let rest = &answer.text[from.unwrap_or_else(|| panic!("{field}: {}", answer.text))..];
    rest.split('>').nth(1).unwrap().split('<').next().unwrap()
}

#[actix_web::test]
async fn a14_1_a_free_entry_goes_from_the_form_to_the_books_by_two_people() {
    let office = Office::open().await;
    let blank = office.page(SOMSRI, Lang::Th, NEW).await;
    assert_eq!(blank.text.matches("data-money").count(), 12, "six lines");
    assert!(blank.text.contains("<option value=\"53020\">"));
    assert!(!blank.text.contains("<option value=\"50000\">"), "a head");
    let sent = office.form_keyed(SOMSRI, NEW, "k", &rent()).await;
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (303, "/journal/drafts/1")
    );
    let again = office.form_keyed(SOMSRI, NEW, "k", &rent()).await;
    assert_eq!(again.location, sent.location, "a double click");
    assert_eq!(office.rows().await, (1, 0));
    let journal = office.page(PRASIT, Lang::En, "/journal").await;
    assert!(journal.text.contains("Waiting for approval (1)"));
    let list = office.page(PRASIT, Lang::En, "/journal/drafts").await;
    assert!(list.text.contains("ค่าเช่าเครื่อง EDC") && list.text.contains("800.00"));
    let draft = office.page(PRASIT, Lang::En, "/journal/drafts/1").await;
    assert!(draft.text.contains("22140") && draft.text.contains("Approve and post"));
    let done = office.form(PRASIT, "/journal/drafts/1/approve", &[]).await;
    assert_eq!((done.status, done.location.as_str()), (303, "/journal/1"));
    assert_eq!(office.rows().await, (0, 1));
    let decided = office.page(SOMSRI, Lang::Th, "/journal/drafts/1").await;
    assert!(decided.text.contains("อนุมัติและลงบัญชีแล้ว") && decided.text.contains("/journal/1"));
    let voucher = office.page(SOMSRI, Lang::Th, "/journal/1").await;
    assert!(
        voucher.text.contains("/journal/drafts/1"),
        "what it rests on"
    );
}

#[actix_web::test]
async fn the_maker_of_an_entry_is_told_that_another_person_approves_it() {
    let office = Office::open().await;
    office.form(PRASIT, NEW, &rent()).await;
    let own = office.page(PRASIT, Lang::En, "/journal/drafts/1").await;
    assert!(own.text.contains("You prepared this entry"));
    assert!(!own.text.contains("/drafts/1/approve"));
    let list = office.page(PRASIT, Lang::En, "/journal/drafts").await;
    assert!(list.text.contains("You made this"));
    let refused = office.form(PRASIT, "/journal/drafts/1/approve", &[]).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .text
            .contains("ผู้จัดทำรายการอนุมัติรายการของตนเองไม่ได้ (C8 แนวปฏิบัติของสหกรณ์)"),
        "{}",
        refused.text
    );
    assert_eq!(office.rows().await, (1, 0));
    let staff = office.page(SOMSRI, Lang::En, "/journal/drafts/1").await;
    assert!(
        !staff.text.contains("/drafts/1/approve") && staff.text.contains("A manager or a board")
    );
    let other = office.page(BOARD, Lang::Th, "/journal/drafts/1").await;
    assert!(other.text.contains("/drafts/1/approve"));
    assert!(
        !other.text.contains("/journal/new"),
        "the board prepares nothing"
    );
}

#[actix_web::test]
async fn a14_1_what_is_wrong_with_a_free_entry_stands_beside_its_field_and_nothing_is_kept() {
    let office = Office::open().await;
    for (fields, status, field) in [
        (with("credit_4", "700"), 422, "lines"),
        (with("credit_4", "7 เจ็ด"), 400, "credit_4"),
        (with("credit_4", "8,00"), 400, "credit_4"),
        (with("debit_1", "8,00"), 400, "debit_1"),
        (with("credit_4", ""), 400, "debit_4"),
        (with("credit_1", "800"), 400, "debit_1"),
        (with("account_4", "99999"), 400, "account_4"),
        (with("account_1", "50000"), 422, "account_1"),
        (with("account_1", ""), 400, "account_1"),
        (with("subsidiary_1", "00001"), 400, "subsidiary_1"),
        (with("document", ""), 422, "document"),
        (with("text", "บัตร 4111 1111 1111 1111"), 400, "text"),
        (with("date", "31/2/2569"), 400, "date"),
        (with("date", "20/11/2500"), 422, "date"),
        (with("account_4", "12210"), 422, "lines"),
    ] {
        let answer = office.form(SOMSRI, NEW, &fields).await;
        assert_eq!(answer.status, status, "{field}: {}", answer.text);
        assert!(!note(&answer, field).is_empty());
        assert!(answer.text.contains("value=\"53020\"") || field == "account_1");
        assert!(answer.text.contains("<title>ผิดพลาด: "));
    }
    assert_eq!(office.rows().await, (0, 0));
}

#[actix_web::test]
async fn more_lines_keep_what_was_typed_and_write_nothing() {
    let office = Office::open().await;
    let more = office.form(SOMSRI, NEW, &with("more", "yes")).await;
    assert_eq!(
        (more.status, more.text.matches("data-money").count()),
        (200, 24)
    );
    for typed in [
        "value=\"53020\"",
        "value=\"22140\"",
        "สัญญา 4/2569",
        "name=\"lines\" value=\"12\"",
    ] {
        assert!(more.text.contains(typed), "{typed}");
    }
    assert!(more.text.contains("0.00") && !more.text.contains("wrongs-title"));
    assert_eq!(office.rows().await, (0, 0));
    let mut member = with("lines", "12");
    member.retain(|(name, _)| !name.ends_with("_4"));
    member.extend([
        ("account_9", "22130"),
        ("subsidiary_9", "1"),
        ("credit_9", "800"),
    ]);
    let sent = office.form(SOMSRI, NEW, &member).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let draft = office.page(PRASIT, Lang::Th, "/journal/drafts/1").await;
    assert!(!draft.text.contains("member/1"), "a code");
    let owner = "<a href=\"/members/1\">00001 นางทดสอบ ระบบดี</a>";
    assert!(draft.text.contains(owner), "{}", draft.text);
}

#[actix_web::test]
async fn a_prepared_entry_goes_back_with_a_reason_and_is_prepared_anew() {
    let office = Office::open().await;
    office.form(SOMSRI, NEW, &rent()).await;
    let path = "/journal/drafts/1/send-back";
    let ask = office.page(PRASIT, Lang::En, path).await;
    assert!(ask.status == 200 && ask.text.contains("The maker reads this"));
    let refused = office.form(PRASIT, path, &[("reason", " ")]).await;
    assert_eq!((refused.status, office.rows().await), (400, (1, 0)));
    assert!(!note(&refused, "reason").is_empty());
    let reason = [("reason", "ขาดใบแจ้งหนี้")];
    let done = office.form(PRASIT, path, &reason).await;
    assert_eq!(
        (done.status, done.location.as_str()),
        (303, "/journal/drafts")
    );
    assert_eq!(office.rows().await, (0, 0));
    let empty = office.page(PRASIT, Lang::En, "/journal/drafts").await;
    assert!(empty.text.contains("No entry waits for approval"));
    let back = office
        .page(SOMSRI, Lang::Th, "/journal/drafts?state=sent_back")
        .await;
    assert!(back.text.contains("ค่าเช่าเครื่อง EDC"));
    let page = office.page(SOMSRI, Lang::Th, "/journal/drafts/1").await;
    assert!(page.text.contains("ขาดใบแจ้งหนี้") && page.text.contains("/journal/new?from=1"));
    let anew = office.page(SOMSRI, Lang::Th, "/journal/new?from=1").await;
    assert!(anew.text.contains("value=\"53020\"") && anew.text.contains("สัญญา 4/2569"));
    let twice = office.form(PRASIT, path, &reason).await;
    assert_eq!(twice.status, 409);
    let late = office.form(PRASIT, "/journal/drafts/1/approve", &[]).await;
    assert_eq!((late.status, office.rows().await), (409, (0, 0)));
}

#[actix_web::test]
async fn what_came_back_is_a_task_of_its_maker_until_it_is_prepared_anew_or_taken_back() {
    let office = Office::open().await;
    let back = |id: i64| format!("/journal/drafts/{id}/send-back");
    for id in [1, 2] {
        office.form(SOMSRI, NEW, &rent()).await;
        office.form(PRASIT, &back(id), &[("reason", "ขาด")]).await;
    }
    let today = office.page(SOMSRI, Lang::Th, "/").await;
    let both = "href=\"/journal/drafts?state=sent_back\"";
    assert!(today.text.contains("แก้ไขรายการบัญชีที่ส่งกลับ 2 รายการ"));
    assert!(today.text.contains(both), "{}", today.text);
    let manager = office.page(PRASIT, Lang::Th, "/").await;
    assert!(!manager.text.contains("ที่ส่งกลับ"), "not the maker's");
    let form = office.page(SOMSRI, Lang::Th, "/journal/new?from=1").await;
    assert!(form.text.contains("name=\"from\" value=\"1\""));
    let anew = office.form(SOMSRI, NEW, &with("from", "1")).await;
    assert_eq!(anew.location, "/journal/drafts/3", "{}", anew.text);
    let today = office.page(SOMSRI, Lang::Th, "/").await;
    assert!(today.text.contains("href=\"/journal/drafts/2\""), "one");
    let other = office.form(PRASIT, "/journal/drafts/2/withdraw", &[]).await;
    assert_eq!(other.status, 403, "not its maker");
    let page = office.page(SOMSRI, Lang::Th, "/journal/drafts/2").await;
    assert!(page.text.contains("/journal/drafts/2/withdraw"));
    let done = office.form(SOMSRI, "/journal/drafts/2/withdraw", &[]).await;
    assert_eq!(done.location, "/journal/drafts");
    let today = office.page(SOMSRI, Lang::Th, "/").await;
    assert!(!today.text.contains("ที่ส่งกลับ"));
    let list = office
        .page(SOMSRI, Lang::Th, "/journal/drafts?state=withdrawn&page=99")
        .await;
    assert_eq!(list.text.matches("/journal/drafts/").count(), 2);
    let page = office.page(SOMSRI, Lang::Th, "/journal/drafts/2").await;
    assert!(page.text.contains("ถอนโดย") && !page.text.contains("/2/withdraw"));
    let first = office.page(SOMSRI, Lang::Th, "/journal/drafts/1").await;
    assert!(first.text.contains("href=\"/journal/drafts/3\"") && first.text.contains("ขาด"));
}

#[actix_web::test]
async fn c10_a_reversal_is_asked_with_date_and_reason_and_waits_for_another_person() {
    let office = Office::open().await;
    office.has_paid(("100", "2026-11-20")).await;
    let voucher = office.page(SOMSRI, Lang::Th, "/journal/1").await;
    assert!(voucher.text.contains("/journal/1/return"));
    assert!(!voucher.text.contains("/journal/1/reverse"), "a rule's");
    let board = office.page(BOARD, Lang::Th, "/journal/1").await;
    assert!(!board.text.contains("/journal/1/return"));
    let by_hand = office.page(SOMSRI, Lang::Th, "/journal/1/reverse").await;
    assert_eq!(by_hand.status, 422);
    let path = "/journal/1/return";
    let form = office.page(SOMSRI, Lang::En, path).await;
    assert!(form.text.contains("RV2569/000001") && form.text.contains("100.00"));
    for (date, reason, status, field) in [
        ("19/11/2569", "ลงซ้ำ", 422, "date"),
        ("เมื่อไร", "ลงซ้ำ", 400, "date"),
        ("21/11/2569", "", 400, "reason"),
    ] {
        let fields = [("date", date), ("reason", reason)];
        let refused = office.form(SOMSRI, path, &fields).await;
        assert_eq!(refused.status, status, "{}", refused.text);
        assert!(!note(&refused, field).is_empty());
        assert!(refused.text.contains(&format!("value=\"{date}\"")));
    }
    assert_eq!(office.rows().await, (0, 1));
    let fields = [("date", "21/11/69"), ("reason", "ลงซ้ำ")];
    let sent = office.form(SOMSRI, path, &fields).await;
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (303, "/journal/drafts/1")
    );
    let waits = office.page(SOMSRI, Lang::Th, "/journal/1").await;
    assert!(waits.text.contains("/journal/drafts/1") && !waits.text.contains("/1/return"));
    let draft = office.page(PRASIT, Lang::En, "/journal/drafts/1").await;
    assert!(draft.text.contains("Reversal of RV2569/000001"));
    let done = office.form(PRASIT, "/journal/drafts/1/approve", &[]).await;
    assert_eq!((done.status, office.rows().await), (303, (0, 2)));
    let twice = office.page(SOMSRI, Lang::En, path).await;
    assert_eq!(twice.status, 409, "reversed once");
}

#[actix_web::test]
async fn whoever_made_and_approved_an_entry_is_named() {
    let office = Office::open().await;
    office.name("นางสมศรี วงศ์คำ", "1101700230708").await;
    office.name("นายประสิทธิ์ คงมั่น", "1101700230716").await;
    office.form(SOMSRI, NEW, &rent()).await;
    let list = office.page(PRASIT, Lang::Th, "/journal/drafts").await;
    assert!(list.text.contains("<td>นางสมศรี วงศ์คำ</td>"));
    office.form(PRASIT, "/journal/drafts/1/approve", &[]).await;
    let journal = office.page(BOARD, Lang::En, "/journal").await;
    assert!(journal.text.contains(">นางสมศรี วงศ์คำ</td>"));
    let voucher = office.page(BOARD, Lang::En, "/journal/1").await;
    for named in ["<dd>นางสมศรี วงศ์คำ</dd>", "<dd>นายประสิทธิ์ คงมั่น</dd>"]
    {
        assert!(voucher.text.contains(named), "{named}");
    }
}

#[actix_web::test]
async fn today_tells_those_who_approve_what_others_prepared() {
    let office = Office::open().await;
    let waits = |text: &str| text.contains("href=\"/journal/drafts\"");
    office.form(PRASIT, NEW, &rent()).await;
    let own = office.page(PRASIT, Lang::En, "/").await;
    assert!(own.status == 200 && !waits(&own.text), "{}", own.text);
    office.form(SOMSRI, NEW, &rent()).await;
    let manager = office.page(PRASIT, Lang::En, "/").await;
    assert!(manager.text.contains("Approve 1 prepared entries") && waits(&manager.text));
    let board = office.page(BOARD, Lang::Th, "/").await;
    assert!(board.text.contains("อนุมัติรายการบัญชี 2 รายการ"));
    let maker = office.page(SOMSRI, Lang::En, "/").await;
    assert!(!waits(&maker.text));
}

#[test]
fn a_page_lets_in_whom_its_act_over_rest_lets_in() {
    let who = |routes: Vec<Route>, method: &str, path: &str| -> Who {
        let found = routes
            .into_iter()
            .find(|route| route.method == method && route.path == path);
        found.unwrap().who
    };
    for (page, rest) in [
        ("/journal/new", "/api/v1/journal/entries"),
        (
            "/journal/{id}/reverse",
            "/api/v1/journal/entries/{id}/reversal",
        ),
        (
            "/journal/{id}/return",
            "/api/v1/journal/entries/{id}/return",
        ),
        ("/members/{id}/fee", "/api/v1/members/{id}/fee-payments"),
        (
            "/members/{id}/fee/write-off",
            "/api/v1/members/{id}/fee-write-offs",
        ),
        (
            "/journal/drafts/{id}/approve",
            "/api/v1/journal/drafts/{id}/approve",
        ),
        (
            "/journal/drafts/{id}/send-back",
            "/api/v1/journal/drafts/{id}/send-back",
        ),
        (
            "/journal/drafts/{id}/withdraw",
            "/api/v1/journal/drafts/{id}/withdraw",
        ),
    ] {
        let own = who(pages::routes(), "POST", page);
        assert_eq!(own, who(api::routes(), "POST", rest), "{page}");
    }
}

#[actix_web::test]
async fn a_card_fee_is_taken_on_the_members_page_of_fees_and_leads_to_its_voucher() {
    let office = Office::open().await;
    let path = "/members/1/fee";
    let form = office.page(SOMSRI, Lang::Th, path).await;
    assert!(form.text.contains("ไม่มียอดค้าง"), "{}", form.text);
    for (amount, date, status, field) in [
        ("", "20/11/2569", 400, "amount"),
        ("0", "20/11/2569", 400, "amount"),
        ("1,00", "20/11/2569", 400, "amount"),
        ("5,00", "20/11/2569", 400, "amount"),
        ("100", "เมื่อไร", 400, "date"),
        ("100", "22/11/2569", 422, "date"),
        ("100", "20/11/2569", 422, "amount"),
    ] {
        let refused = office
            .form(SOMSRI, path, &[("amount", amount), ("date", date)])
            .await;
        assert_eq!(refused.status, status, "{}", refused.text);
        assert!(!note(&refused, field).is_empty(), "{}", refused.text);
    }
    let fields = [
        ("amount", "100"),
        ("date", "20/11/2569"),
        ("as_credit", "yes"),
    ];
    let taken = office.form(SOMSRI, path, &fields).await;
    assert_eq!((taken.status, taken.location.as_str()), (303, "/journal/1"));
    let credit = office.page(SOMSRI, Lang::En, path).await;
    assert!(
        credit.text.contains("credit</dt><dd>100.00 baht"),
        "{}",
        credit.text
    );
    assert_eq!(
        office
            .page(SOMSRI, Lang::Th, "/members/77/fee")
            .await
            .status,
        404
    );
}
