//! What the acts of the table are asked with.

use serde_json::{Value, json};

use crate::office::{Ask, Issued, Office, scan, strokes};

pub fn post(office: &Office, who: &str, path: &str, body: Value) -> Ask {
    Ask::post(path, &body).by(office.token(who))
}

pub fn one(mut issued: Vec<Issued>) -> Issued {
    issued.remove(0)
}

pub fn ready(office: &Office) -> Issued {
    office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser)
}

pub fn person() -> Value {
    json!({ "name": format!("นายใหม่ {}", Office::count()), "national_id": Office::national_id() })
}

pub fn newcomer(office: &Office) -> i64 {
    office.id(&office.system_keeper, "/api/v1/persons", &person())
}

pub fn on_account(office: &Office, act: &str, body: Value) -> Ask {
    let path = format!("/api/v1/persons/{}/account", newcomer(office));
    let account = office.id(
        &office.system_keeper,
        path,
        &json!({ "username": format!("acc{}", Office::count()) }),
    );
    post(
        office,
        &office.system_keeper,
        &format!("/api/v1/accounts/{account}/{act}"),
        body,
    )
}

pub fn on_application(office: &Office, act: &str, body: Value) -> Ask {
    let application = office.application(office.member());
    post(
        office,
        &office.officer,
        &format!("/api/v1/applications/{application}/{act}"),
        body,
    )
}

pub fn on_transfer(office: &Office, act: &str, who: &str) -> Ask {
    let offer = json!({ "items": [one(office.kept(1)).card_item], "to": office.person(&office.card_dispenser) });
    let transfer = office.id(&office.card_keeper, "/api/v1/releases", &offer);
    post(
        office,
        who,
        &format!("/api/v1/transfers/{transfer}/{act}"),
        json!({}),
    )
}

pub fn opening(office: &Office) -> Value {
    json!({ "item": ready(office).card_item, "identified": "national_id_seen", "desk": "โต๊ะ 3" })
}

/// A hand-over that waits, and the token of the tablet that joined it.
pub fn joined(office: &Office) -> (i64, String) {
    let id = office.id(
        &office.card_dispenser,
        "/api/v1/hand-overs",
        &opening(office),
    );
    let waiting = office.get(&office.card_dispenser, "/api/v1/hand-overs");
    let own = waiting["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|h| h["id"] == json!(id))
        .unwrap();
    let joined = office.server.post(
        "/api/v1/tablet/sessions",
        None,
        None,
        &json!({ "code": own["desk_code"] }),
    );
    (
        id,
        joined.json()["access_token"].as_str().unwrap().to_owned(),
    )
}

pub fn on_hand_over(office: &Office, act: &str, signs: bool) -> Ask {
    let (id, tablet) = joined(office);
    if signs {
        let ask = Ask::post("/api/v1/tablet/strokes", &json!({ "strokes": strokes() })).by(tablet);
        assert_eq!(
            office.send(&ask.key(sahakorn_tests::fresh_key())).status,
            201
        );
    }
    post(
        office,
        &office.card_dispenser,
        &format!("/api/v1/hand-overs/{id}/{act}"),
        json!({}),
    )
}

pub fn free_entry(office: &Office) -> Value {
    json!({ "date": office.today(), "text": "ค่าเช่าเครื่อง EDC", "document": "สัญญา 4/2569", "lines": [
        { "account": "53020", "side": "debit", "amount": "800.00" },
        { "account": "22140", "side": "credit", "amount": "800.00" } ] })
}

/// A register with one card and its envelope in the safe, previewed.
pub fn take_over(office: &Office) -> Ask {
    office.register(&[office.old_row(&office.member_number_of(office.member()))])
}

/// An exception of a register that was taken over: somebody whom nobody here knows handed the card over.
fn unknown(office: &Office) -> String {
    let name = format!("นายเก่า ทดสอบ{}", Office::count());
    let row = office.given_row(&office.member_number_of(office.member()), &name, "");
    office.took_over(&[row]);
    name
}

/// The exceptions that wait with this name.
pub fn settle(office: &Office) -> Ask {
    let name = unknown(office);
    let waiting = office.exceptions(|one| one["name"] == name.as_str());
    let body = json!({ "exceptions": [waiting[0]["id"]], "reason": "ตรวจกับทะเบียนกระดาษแล้ว" });
    post(
        office,
        &office.manager,
        "/api/v1/take-over/exceptions/settle",
        body,
    )
}

pub fn match_name(office: &Office) -> Ask {
    let body = json!({ "name": unknown(office), "person": office.person(&office.both), "reason": "ชื่อเดิม" });
    post(
        office,
        &office.manager,
        "/api/v1/take-over/names/match",
        body,
    )
}

/// A file of one member, previewed.
pub fn import(office: &Office) -> Ask {
    let file = format!(
        "เลขทะเบียนสมาชิก,คำนำหน้า,ชื่อ,นามสกุล,เลขประจำตัวประชาชน,วันที่เป็นสมาชิก\n{},นาย,นำเข้า,ทดสอบ,{},15/01/2558\n",
        Office::member_number(),
        Office::national_id()
    );
    let ask = |fields: &[(&str, &str)]| {
        Ask::upload("/api/v1/members/import", fields, file.as_bytes())
            .by(office.token(&office.officer))
    };
    let preview = office.send(&ask(&[("dry_run", "true")])).json();
    ask(&[("hash", preview["hash"].as_str().unwrap())])
}

/// A member who owes 100.00 for a card, by a free entry with its reason.
pub fn owes(office: &Office) -> i64 {
    let member = office.member();
    let entry = json!({ "date": office.today(), "text": "ค่าธรรมเนียมที่ยกมา", "document": "1/2569",
        "role_reason": "ยอดยกมาจากทะเบียนเดิม", "lines": [
        { "account": "12210", "side": "debit", "amount": "100.00", "member": member },
        { "account": "41210", "side": "credit", "amount": "100.00" } ] });
    let draft = office.id(&office.officer, "/api/v1/journal/entries", &entry);
    let approve = format!("/api/v1/journal/drafts/{draft}/approve");
    office.done(&office.manager, approve, &json!({}));
    member
}

/// What a member owes, written off by a resolution with its scan.
pub fn write_off(office: &Office, member: i64) -> Ask {
    let fields = [
        ("amount", "100.00"),
        ("resolution_no", "7/2569"),
        ("resolved_on", &office.today()),
        ("reason", "สมาชิกถึงแก่กรรม"),
    ];
    let path = format!("/api/v1/members/{member}/fee-write-offs");
    Ask::upload(path, &fields, &scan("resolution")).by(office.token(&office.officer))
}
