//! One act for each write of the table of routes, on things made for it.

use serde_json::json;

use crate::office::{Ask, Office, hand_over_path, scan, signed, strokes};

use super::bodies::*;

pub type Act = fn(&Office) -> Ask;

pub const ALL: &[(&str, Act)] = &[
    ("POST /api/v1/persons", |o| {
        post(o, &o.system_keeper, "/api/v1/persons", person())
    }),
    ("POST /api/v1/persons/{id}/change", |o| {
        let body = json!({ "version": 1, "name": "นายใหม่ เปลี่ยนชื่อ" });
        post(
            o,
            &o.system_keeper,
            &format!("/api/v1/persons/{}/change", newcomer(o)),
            body,
        )
    }),
    ("POST /api/v1/persons/{id}/leave", |o| {
        post(
            o,
            &o.system_keeper,
            &format!("/api/v1/persons/{}/leave", newcomer(o)),
            json!({ "reason": "ลาออก" }),
        )
    }),
    ("POST /api/v1/persons/{id}/roles", |o| {
        let body = json!({ "role": "staff", "from": o.today() });
        post(
            o,
            &o.system_keeper,
            &format!("/api/v1/persons/{}/roles", newcomer(o)),
            body,
        )
    }),
    ("POST /api/v1/roles/{id}/end", |o| {
        let path = format!("/api/v1/persons/{}/roles", newcomer(o));
        let role = o.done(
            &o.system_keeper,
            path,
            &json!({ "role": "staff", "from": o.today() }),
        );
        let _ = role;
        let id = o.count_of("SELECT MAX(id) FROM roles");
        post(
            o,
            &o.system_keeper,
            &format!("/api/v1/roles/{id}/end"),
            json!({ "reason": "พ้นตำแหน่ง" }),
        )
    }),
    ("POST /api/v1/persons/{id}/account", |o| {
        let body = json!({ "username": format!("key{}", Office::count()) });
        post(
            o,
            &o.system_keeper,
            &format!("/api/v1/persons/{}/account", newcomer(o)),
            body,
        )
    }),
    ("POST /api/v1/accounts/{id}/reset-password", |o| {
        on_account(o, "reset-password", json!({}))
    }),
    ("POST /api/v1/accounts/{id}/unlock", |o| {
        on_account(o, "unlock", json!({}))
    }),
    ("POST /api/v1/accounts/{id}/close", |o| {
        on_account(o, "close", json!({ "reason": "พ้นหน้าที่" }))
    }),
    ("POST /api/v1/orders", |o| {
        let number = format!("K{}/2569", Office::count());
        post(
            o,
            &o.system_keeper,
            "/api/v1/orders",
            json!({ "number": number, "dated": o.today(), "from": o.today() }),
        )
    }),
    ("POST /api/v1/duties", |o| {
        let (person, order) = o.entered(&["staff"]);
        let body = json!({ "person": person, "duty": "application_officer", "order": order, "from": o.today() });
        post(o, &o.system_keeper, "/api/v1/duties", body)
    }),
    ("POST /api/v1/duties/{id}/end", |o| {
        let (person, order) = o.entered(&["staff"]);
        let body = json!({ "person": person, "duty": "application_officer", "order": order, "from": o.today() });
        let id = o.id(&o.system_keeper, "/api/v1/duties", &body);
        post(
            o,
            &o.system_keeper,
            &format!("/api/v1/duties/{id}/end"),
            json!({ "reason": "เปลี่ยนหน้าที่" }),
        )
    }),
    ("POST /api/v1/members", |o| {
        post(o, &o.officer, "/api/v1/members", o.member_body())
    }),
    ("PATCH /api/v1/members/{id}", |o| {
        let path = format!("/api/v1/members/{}", o.member());
        post(
            o,
            &o.officer,
            &path,
            json!({ "version": 1, "telephone": "0811112222" }),
        )
        .method("PATCH")
    }),
    ("POST /api/v1/members/{id}/leave", |o| {
        let body = json!({ "version": 1, "left_on": o.today(), "reason": "ลาออก" });
        post(
            o,
            &o.officer,
            &format!("/api/v1/members/{}/leave", o.member()),
            body,
        )
    }),
    ("POST /api/v1/members/{id}/notes", |o| {
        post(
            o,
            &o.officer,
            &format!("/api/v1/members/{}/notes", o.member()),
            json!({ "text": "ติดต่อช่วงบ่าย" }),
        )
    }),
    ("POST /api/v1/members/import", import),
    ("POST /api/v1/take-overs", take_over),
    ("POST /api/v1/take-over/exceptions/settle", settle),
    ("POST /api/v1/take-over/names/match", match_name),
    ("POST /api/v1/take-over/end", |o| {
        let state = o.get(&o.manager, "/api/v1/take-over");
        let body = json!({ "version": state["version"] });
        post(o, &o.manager, "/api/v1/take-over/end", body)
    }),
    // After the end of the take-over, which is above.
    ("POST /api/v1/beginning/first-count", |o| {
        let body = json!({ "cards": 1, "envelopes": 1, "with": o.person(&o.officer) });
        post(o, &o.manager, "/api/v1/beginning/first-count", body)
    }),
    ("POST /api/v1/members/{id}/fee-payments", |o| {
        let body = json!({ "amount": "100.00", "received_on": o.today(), "as_credit": true });
        post(
            o,
            &o.officer,
            &format!("/api/v1/members/{}/fee-payments", o.member()),
            body,
        )
    }),
    ("POST /api/v1/journal/entries/{id}/return", |o| {
        let body = json!({ "amount": "100.00", "received_on": o.today(), "as_credit": true });
        let paid = format!("/api/v1/members/{}/fee-payments", o.member());
        let entry = o.id(&o.officer, paid, &body);
        let body = json!({ "date": o.today(), "reason": "รับเงินซ้ำ" });
        post(
            o,
            &o.officer,
            &format!("/api/v1/journal/entries/{entry}/return"),
            body,
        )
    }),
    ("POST /api/v1/members/{id}/fee-write-offs", |o| {
        write_off(o, owes(o))
    }),
    ("POST /api/v1/journal/entries", |o| {
        post(o, &o.officer, "/api/v1/journal/entries", free_entry(o))
    }),
    ("POST /api/v1/journal/entries/{id}/reversal", |o| {
        let draft = o.id(&o.officer, "/api/v1/journal/entries", &free_entry(o));
        let entry = o.id(
            &o.manager,
            format!("/api/v1/journal/drafts/{draft}/approve"),
            &json!({}),
        );
        let body = json!({ "date": o.today(), "reason": "ลงผิดบัญชี" });
        post(
            o,
            &o.officer,
            &format!("/api/v1/journal/entries/{entry}/reversal"),
            body,
        )
    }),
    ("POST /api/v1/journal/drafts/{id}/approve", |o| {
        let draft = o.id(&o.officer, "/api/v1/journal/entries", &free_entry(o));
        post(
            o,
            &o.manager,
            &format!("/api/v1/journal/drafts/{draft}/approve"),
            json!({}),
        )
    }),
    ("POST /api/v1/journal/drafts/{id}/send-back", |o| {
        let draft = o.id(&o.officer, "/api/v1/journal/entries", &free_entry(o));
        post(
            o,
            &o.manager,
            &format!("/api/v1/journal/drafts/{draft}/send-back"),
            json!({ "reason": "แนบเอกสาร" }),
        )
    }),
    ("POST /api/v1/journal/drafts/{id}/withdraw", |o| {
        let draft = o.id(&o.officer, "/api/v1/journal/entries", &free_entry(o));
        post(
            o,
            &o.officer,
            &format!("/api/v1/journal/drafts/{draft}/withdraw"),
            json!({}),
        )
    }),
    ("POST /api/v1/applications", |o| {
        post(
            o,
            &o.officer,
            "/api/v1/applications",
            o.application_body(o.member()),
        )
    }),
    ("POST /api/v1/applications/{id}/complete", |o| {
        on_application(o, "complete", json!({ "version": 1 }))
    }),
    ("POST /api/v1/applications/{id}/correct", |o| {
        on_application(
            o,
            "correct",
            json!({ "version": 1, "reason": "ผิดสถานที่", "place": "หน่วยเคลื่อนที่" }),
        )
    }),
    ("POST /api/v1/applications/{id}/cancel", |o| {
        on_application(
            o,
            "cancel",
            json!({ "version": 1, "reason": "สมาชิกขอยกเลิก" }),
        )
    }),
    ("POST /api/v1/batches", |o| {
        post(
            o,
            &o.officer,
            "/api/v1/batches",
            json!({ "applications": [o.complete_application()] }),
        )
    }),
    ("POST /api/v1/batches/{id}/delivery-list", |o| {
        let application = o.complete_application();
        let batch = o.batch(&[application]);
        post(
            o,
            &o.officer,
            &format!("/api/v1/batches/{batch}/delivery-list"),
            o.delivery_list(&[application]),
        )
    }),
    ("POST /api/v1/batches/{id}/refusals", |o| {
        let application = o.complete_application();
        let batch = o.batch(&[application]);
        let body = json!({ "application_id": application, "reason": "ชื่อไม่ตรง", "fault": "member" });
        post(
            o,
            &o.officer,
            &format!("/api/v1/batches/{batch}/refusals"),
            body,
        )
    }),
    (
        "POST /api/v1/batches/{id}/refusals/{application}/withdraw",
        |o| {
            let application = o.complete_application();
            let batch = o.batch(&[application]);
            let body = json!({ "application_id": application, "reason": "ผิด", "fault": "member" });
            o.done(
                &o.officer,
                format!("/api/v1/batches/{batch}/refusals"),
                &body,
            );
            post(
                o,
                &o.officer,
                &format!("/api/v1/batches/{batch}/refusals/{application}/withdraw"),
                json!({ "reason": "บันทึกผิดแถว" }),
            )
        },
    ),
    ("POST /api/v1/receipts", |o| {
        let body = json!({ "lane": "card", "lines": [{ "item": one(o.ordered(1)).card_item }] });
        post(o, &o.card_keeper, "/api/v1/receipts", body)
    }),
    ("POST /api/v1/custody/{id}/correct-receipt", |o| {
        let kept = one(o.kept(1));
        let body = json!({ "version": o.item(&kept, "card")["version"], "reason": "ลงผิด" });
        post(
            o,
            &o.card_keeper,
            &format!("/api/v1/custody/{}/correct-receipt", kept.card_item),
            body,
        )
    }),
    ("POST /api/v1/custody/send-back", |o| {
        let item = one(o.ordered(1)).pin_item;
        let receipt =
            json!({ "lane": "pin", "lines": [{ "item": item, "fault": "opened", "note": "" }] });
        o.done(&o.pin_keeper, "/api/v1/receipts", &receipt);
        post(
            o,
            &o.pin_keeper,
            "/api/v1/custody/send-back",
            json!({ "items": [item], "paper": "สก 9/2569" }),
        )
    }),
    ("POST /api/v1/notices/first", |o| {
        post(
            o,
            &o.card_keeper,
            "/api/v1/notices/first",
            json!({ "items": [one(o.kept(1)).card_item] }),
        )
    }),
    ("POST /api/v1/papers", |o| {
        let items = json!({ "items": [one(o.kept(1)).card_item] });
        let letter = o.id(&o.card_keeper, "/api/v1/notices/first", &items);
        let body = json!({ "kind": "notice_letter", "subject_id": letter });
        post(o, &o.officer, "/api/v1/papers", body)
    }),
    ("POST /api/v1/releases", |o| {
        let body =
            json!({ "items": [one(o.kept(1)).card_item], "to": o.person(&o.card_dispenser) });
        post(o, &o.card_keeper, "/api/v1/releases", body)
    }),
    ("POST /api/v1/returns", |o| {
        let body = json!({ "items": [ready(o).card_item], "to": o.person(&o.card_keeper) });
        post(o, &o.card_dispenser, "/api/v1/returns", body)
    }),
    ("POST /api/v1/transfers/{id}/confirm", |o| {
        on_transfer(o, "confirm", &o.card_dispenser)
    }),
    ("POST /api/v1/transfers/{id}/withdraw", |o| {
        on_transfer(o, "withdraw", &o.card_keeper)
    }),
    ("POST /api/v1/cards/{id}/block", |o| {
        let path = format!("/api/v1/cards/{}/block", one(o.ordered(1)).card);
        post(
            o,
            &o.officer,
            &path,
            json!({ "cause": "lost", "bank_reference": "BL-2" }),
        )
    }),
    ("POST /api/v1/cards/{id}/hand-over", |o| {
        post(
            o,
            &o.card_dispenser,
            &hand_over_path(&ready(o), "card"),
            signed(),
        )
    }),
    ("POST /api/v1/cards/{id}/envelope/hand-over", |o| {
        post(
            o,
            &o.pin_dispenser,
            &hand_over_path(&ready(o), "pin"),
            signed(),
        )
    }),
    ("POST /api/v1/hand-overs", |o| {
        post(o, &o.card_dispenser, "/api/v1/hand-overs", opening(o))
    }),
    ("POST /api/v1/hand-overs/{id}/send-again", |o| {
        on_hand_over(o, "send-again", false)
    }),
    ("POST /api/v1/hand-overs/{id}/cancel", |o| {
        on_hand_over(o, "cancel", false)
    }),
    ("POST /api/v1/hand-overs/{id}/accept", |o| {
        on_hand_over(o, "accept", true)
    }),
    ("POST /api/v1/members/{id}/papers", |o| {
        let path = format!("/api/v1/members/{}/papers", o.member());
        let scan = scan(Office::count());
        Ask::upload(path, &[("purpose", "hand_over")], &scan).by(o.token(&o.card_dispenser))
    }),
    ("POST /api/v1/tablet/strokes", |o| {
        let (_, tablet) = joined(o);
        Ask::post("/api/v1/tablet/strokes", &json!({ "strokes": strokes() })).by(tablet)
    }),
];
