//! Registers kept before this program, taken over as an office does it: the file is looked at, and then confirmed by its hash.

use sahakorn_tests::Answer;
use serde_json::Value;

use super::{Ask, Office};

/// The columns of an old register, in this order.
const HEAD: &str = "member_number,card_number,expires_on,received_on,keeper,handed_over_on,dispenser,envelope_no,envelope_keeper,envelope_handed_over_on,envelope_dispenser";

impl Office {
    /// The number of a member as the registry writes it.
    pub fn member_number_of(&self, member: i64) -> String {
        let seen = self.get(&self.officer, &format!("/api/v1/members/{member}"));
        seen["number"].as_str().unwrap().to_owned()
    }

    /// A row of a card and its envelope that still lie in the two safes.
    pub fn old_row(&self, member_number: &str) -> String {
        let (card, envelope) = (Self::card_number(), Self::envelope_no());
        format!("{member_number},{card},09/30,1/9/2569,,,,{envelope},,,")
    }

    /// A row of a card that was handed over by this name, and its envelope by that one; empty for one still in the safe.
    pub fn given_row(&self, member_number: &str, card_by: &str, envelope_by: &str) -> String {
        let (card, envelope) = (Self::card_number(), Self::envelope_no());
        let given = if envelope_by.is_empty() {
            ""
        } else {
            "11/9/2569"
        };
        format!(
            "{member_number},{card},09/30,1/9/2569,,10/9/2569,{card_by},{envelope},,{given},{envelope_by}"
        )
    }

    /// What the register of these rows would do.
    pub fn previewed(&self, rows: &[String]) -> Answer {
        let file = format!("{HEAD}\n{}\n", rows.join("\n"));
        let path = "/api/v1/take-overs?dry_run=true";
        let ask = Ask::upload(path, &[("encoding", "utf-8")], file.as_bytes());
        self.send(&ask.by(self.token(&self.card_keeper)))
    }

    /// The register of these rows, previewed and ready to be confirmed.
    pub fn register(&self, rows: &[String]) -> Ask {
        let seen = self.previewed(rows);
        assert_eq!(seen.status, 200, "{}", seen.text());
        self.confirming(rows, seen.json()["hash"].as_str().unwrap(), "utf-8")
    }

    /// The same rows, confirmed as the file with this hash in this encoding.
    pub fn confirming(&self, rows: &[String], hash: &str, encoding: &str) -> Ask {
        let file = format!("{HEAD}\n{}\n", rows.join("\n"));
        let fields = [("encoding", encoding), ("hash", hash)];
        Ask::upload("/api/v1/take-overs", &fields, file.as_bytes())
            .by(self.token(&self.card_keeper))
    }

    /// Takes the register of these rows over; the receipt.
    pub fn took_over(&self, rows: &[String]) -> Value {
        let ask = self.register(rows).key(sahakorn_tests::fresh_key());
        let answer = self.send(&ask);
        assert!(answer.is_ok(), "{} {}", answer.status, answer.text());
        answer.json()
    }

    /// The open exceptions that are meant.
    pub fn exceptions(&self, meant: impl Fn(&Value) -> bool) -> Vec<Value> {
        let path = "/api/v1/take-over/exceptions?state=open&limit=200";
        let page = self.get(&self.manager, path);
        let items = page["items"].as_array().unwrap().clone();
        items.into_iter().filter(meant).collect()
    }
}
