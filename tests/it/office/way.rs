//! The way of a card, told by the acts of the people who have the duties.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Issued, Office};

/// The way of a card, step by step. Each step is taken by whoever has the duty.
impl Office {
    pub fn member_body(&self) -> Value {
        json!({ "number": Self::member_number(), "title": "นาง", "given_name": "ทดสอบ", "surname": "เดินทาง",
                "national_id": Self::national_id(), "telephone": "0812345678", "division": "เมือง", "joined_on": "2015-01-15" })
    }

    pub fn member(&self) -> i64 {
        self.id(&self.officer, "/api/v1/members", &self.member_body())
    }

    pub fn application_body(&self, member: i64) -> Value {
        json!({ "member_id": member, "kind": "first", "place": "สำนักงานสหกรณ์",
                "papers": { "form_signed": true, "id_copy": true } })
    }

    /// An application whose papers are there, not yet declared complete.
    pub fn application(&self, member: i64) -> i64 {
        self.id(
            &self.officer,
            "/api/v1/applications",
            &self.application_body(member),
        )
    }

    pub fn application_view(&self, application: i64) -> Value {
        self.get(
            &self.officer,
            &format!("/api/v1/applications/{application}"),
        )
    }

    pub fn complete(&self, application: i64) {
        let version = &self.application_view(application)["version"];
        let path = format!("/api/v1/applications/{application}/complete");
        self.done(
            &self.officer,
            path,
            &json!({ "version": version, "data_completed_on": self.today() }),
        );
    }

    pub fn complete_application(&self) -> i64 {
        let application = self.application(self.member());
        self.complete(application);
        application
    }

    pub fn batch(&self, applications: &[i64]) -> i64 {
        self.id(
            &self.officer,
            "/api/v1/batches",
            &json!({ "applications": applications }),
        )
    }

    /// The bank's line for an application.
    pub fn bank_line(&self, application: i64) -> Value {
        let view = self.application_view(application);
        json!({ "card_number": Self::card_number(), "expires_on": "09/30", "envelope_no": Self::envelope_no(),
                "member_number": view["member_number"], "name_on_card": view["member_name"] })
    }

    pub fn delivery_list(&self, applications: &[i64]) -> Value {
        let lines: Vec<Value> = applications.iter().map(|id| self.bank_line(*id)).collect();
        json!({ "reference": "KTB-TEST", "lines": lines })
    }

    /// The bank's delivery list for the whole batch; the cards in the order of the applications.
    pub fn deliver(&self, batch: i64, applications: &[i64]) -> Vec<Issued> {
        let list = self.delivery_list(applications);
        let taken = self.done(
            &self.officer,
            format!("/api/v1/batches/{batch}/delivery-list"),
            &list,
        );
        let cards: BTreeMap<i64, i64> = taken["cards"]
            .as_array()
            .unwrap()
            .iter()
            .map(|card| {
                (
                    card["application_id"].as_i64().unwrap(),
                    card["card_id"].as_i64().unwrap(),
                )
            })
            .collect();
        applications
            .iter()
            .map(|id| self.issued(cards[id]))
            .collect()
    }

    /// A card with the two items of its lanes.
    pub fn issued(&self, card: i64) -> Issued {
        let view = self.get(&self.officer, &format!("/api/v1/cards/{card}"));
        let items = view["items"].as_array().unwrap();
        let of = |lane: &str| items.iter().find(|item| item["lane"] == lane).unwrap();
        Issued {
            member: of("card")["member_id"].as_i64().unwrap(),
            application: of("card")["application_id"].as_i64().unwrap_or_default(),
            card,
            card_item: of("card")["id"].as_i64().unwrap(),
            pin_item: of("pin")["id"].as_i64().unwrap(),
        }
    }

    /// What is known of an item of a card: `card` or `pin`.
    pub fn item(&self, issued: &Issued, lane: &str) -> Value {
        let view = self.get(&self.officer, &format!("/api/v1/cards/{}", issued.card));
        let items = view["items"].as_array().unwrap();
        items
            .iter()
            .find(|item| item["lane"] == lane)
            .unwrap()
            .clone()
    }

    /// Cards that the bank has listed and not yet sent.
    pub fn ordered(&self, count: usize) -> Vec<Issued> {
        let applications: Vec<i64> = (0..count).map(|_| self.complete_application()).collect();
        let batch = self.batch(&applications);
        self.deliver(batch, &applications)
    }

    pub fn receive(&self, who: &str, lane: &str, items: &[i64]) -> Value {
        let lines: Vec<Value> = items.iter().map(|item| json!({ "item": item })).collect();
        self.done(
            who,
            "/api/v1/receipts",
            &json!({ "lane": lane, "lines": lines }),
        )
    }

    /// Cards and envelopes in the two keepers' safes.
    pub fn kept(&self, count: usize) -> Vec<Issued> {
        let issued = self.ordered(count);
        let of = |item: fn(&Issued) -> i64| issued.iter().map(item).collect::<Vec<_>>();
        self.receive(&self.card_keeper, "card", &of(|i| i.card_item));
        self.receive(&self.pin_keeper, "pin", &of(|i| i.pin_item));
        issued
    }

    /// A release and its confirmation.
    pub fn release(&self, lane: &str, items: &[i64], to: &str) {
        let from = if lane == "card" {
            &self.card_keeper
        } else {
            &self.pin_keeper
        };
        let offer = json!({ "items": items, "to": self.person(to) });
        let transfer = self.id(from, "/api/v1/releases", &offer);
        self.done(
            to,
            format!("/api/v1/transfers/{transfer}/confirm"),
            &json!({}),
        );
    }

    /// Cards at the counter, in the hands of these two.
    pub fn at_the_counter(&self, count: usize, card_to: &str, pin_to: &str) -> Vec<Issued> {
        let issued = self.kept(count);
        self.release(
            "card",
            &issued.iter().map(|i| i.card_item).collect::<Vec<_>>(),
            card_to,
        );
        self.release(
            "pin",
            &issued.iter().map(|i| i.pin_item).collect::<Vec<_>>(),
            pin_to,
        );
        issued
    }

    /// The token of a tablet that entered this desk code.
    pub fn tablet(&self, code: &Value) -> String {
        let asked = json!({ "code": code });
        let path = "/api/v1/tablet/sessions";
        let joined = self.server.post(path, None, None, &asked).json();
        joined["access_token"].as_str().unwrap().to_owned()
    }

    /// The member signs for both halves.
    pub fn takes(&self, issued: &Issued) {
        for (who, lane) in [(&self.card_dispenser, "card"), (&self.pin_dispenser, "pin")] {
            self.done(who, hand_over_path(issued, lane), &signed());
        }
    }

    pub fn one_at_the_counter(&self, card_to: &str, pin_to: &str) -> Issued {
        self.at_the_counter(1, card_to, pin_to).remove(0)
    }
}

/// A card that its member has, both halves signed for.
pub fn collected(office: &Office) -> Issued {
    let issued = office.one_at_the_counter(&office.card_dispenser, &office.pin_dispenser);
    office.takes(&issued);
    issued
}

/// Where a hand-over is posted, and what.
pub fn hand_over_path(issued: &Issued, lane: &str) -> String {
    match lane {
        "card" => format!("/api/v1/cards/{}/hand-over", issued.card),
        _ => format!("/api/v1/cards/{}/envelope/hand-over", issued.card),
    }
}

pub fn strokes() -> Value {
    let wave: Vec<Value> = (0..30)
        .map(|n| json!([100 + n * 20, 200 + (n % 5) * 17, n * 16, 500]))
        .collect();
    json!([wave])
}

pub fn signed() -> Value {
    json!({ "identified": "national_id_seen", "desk": "โต๊ะ 1", "device": "แท็บเล็ตโต๊ะ 1", "strokes": strokes() })
}
