//! The demonstration as an office at work: the helpers with which tests tell what people do over REST. Whatever a test needs
//! it makes itself (members, applications, cards), so that no test rests on what the demonstration happens to hold.

mod ask;
mod past;
mod people;
mod refusal;
pub mod way;

pub use ask::Ask;
pub use refusal::has_field;
pub use way::{hand_over_path, signed, strokes};

use std::sync::atomic::{AtomicU64, Ordering};

use sahakorn::kernel::BusinessDate;
use sahakorn_tests::{Answer, Client, Server, fresh_key};
use serde_json::Value;

/// One card on its way: everything by which a test finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    pub member: i64,
    pub application: i64,
    pub card: i64,
    /// The custody item of the card and of its envelope.
    pub card_item: i64,
    pub pin_item: i64,
}

/// The people by what they do. Who has a duty is read from `sign-ins.json`.
#[derive(Debug)]
pub struct Office {
    pub server: Server,
    pub officer: String,
    pub card_keeper: String,
    pub pin_keeper: String,
    pub card_dispenser: String,
    pub pin_dispenser: String,
    /// Dispenses cards and PINs by order, never both of one card.
    pub both: String,
    pub manager: String,
    pub system_keeper: String,
    today: BusinessDate,
}

/// A scan of one page, and this beside it.
pub fn scan(beside: impl std::fmt::Display) -> Vec<u8> {
    format!("%PDF-1.4\n1 0 obj<</Type/Page>>endobj\n% {beside}\n%%EOF\n").into_bytes()
}

impl Office {
    pub fn open() -> Self {
        Self::of(Server::start())
    }

    pub fn of(server: Server) -> Self {
        let people = server.people();
        let who = |has: &str, has_not: &str| {
            let fits = |list: &[String]| {
                list.iter().any(|d| d == has) && !list.iter().any(|d| d == has_not)
            };
            let found = people.iter().find(|p| fits(&p.duties) || fits(&p.roles));
            found
                .unwrap_or_else(|| panic!("nobody is {has}"))
                .username
                .clone()
        };
        let both = people.iter().find(|p| {
            ["card_dispenser", "pin_dispenser"]
                .iter()
                .all(|d| p.duties.iter().any(|h| h == d))
        });
        let any = server.token(&people[0].username);
        let as_of = server.get("/api/v1/duties", Some(&any)).json()["as_of"]
            .as_str()
            .unwrap()
            .to_owned();
        Self {
            officer: who("application_officer", ""),
            card_keeper: who("card_keeper", ""),
            pin_keeper: who("pin_keeper", ""),
            card_dispenser: who("card_dispenser", "pin_dispenser"),
            pin_dispenser: who("pin_dispenser", "card_dispenser"),
            both: both.unwrap().username.clone(),
            manager: who("manager", ""),
            system_keeper: who("system_keeper", ""),
            today: BusinessDate::parse_iso(&as_of).unwrap(),
            server,
        }
    }

    /// The office's date, moved by days.
    pub fn day(&self, days: i64) -> String {
        self.today.plus_days(days).to_string()
    }

    pub fn today(&self) -> String {
        self.day(0)
    }

    pub fn token(&self, who: &str) -> String {
        self.server.token(who)
    }

    pub fn send(&self, ask: &Ask) -> Answer {
        ask.send(&mut Client::new(self.server.address()))
    }

    /// Posts with a fresh key.
    pub fn post(&self, who: &str, path: impl Into<String>, body: &Value) -> Answer {
        self.send(&Ask::post(path, body).by(self.token(who)).key(fresh_key()))
    }

    /// Posts what must succeed; the receipt.
    pub fn done(&self, who: &str, path: impl Into<String>, body: &Value) -> Value {
        let path = path.into();
        let answer = self.post(who, &path, body);
        assert!(
            answer.is_ok(),
            "{who} at {path} with {body}: {} {}",
            answer.status,
            answer.text()
        );
        answer.json()
    }

    pub fn id(&self, who: &str, path: impl Into<String>, body: &Value) -> i64 {
        self.done(who, path, body)["id"].as_i64().unwrap()
    }

    pub fn get(&self, who: &str, path: &str) -> Value {
        let answer = self.send(&Ask::get(path).by(self.token(who)));
        assert_eq!(answer.status, 200, "{who} at {path}: {}", answer.text());
        answer.json()
    }

    /// The person behind a user name.
    pub fn person(&self, who: &str) -> i64 {
        self.get(who, "/api/v1/me")["person"].as_i64().unwrap()
    }
}

/// Made-up numbers that no demonstration has.
impl Office {
    pub fn count() -> u64 {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        COUNT.fetch_add(1, Ordering::Relaxed)
    }

    /// A national ID with a right check digit.
    pub fn national_id() -> String {
        let body = format!("39{:010}", Self::count());
        let weighed = body
            .bytes()
            .zip((2..=13).rev())
            .map(|(b, weight)| u32::from(b - b'0') * weight);
        format!("{body}{}", (11 - weighed.sum::<u32>() % 11) % 10)
    }

    /// A card number with a right check digit.
    pub fn card_number() -> String {
        let body = format!("88880000{:07}", Self::count());
        let doubled = |(at, digit): (usize, u8)| {
            let value = u32::from(digit - b'0') * if at % 2 == 0 { 2 } else { 1 };
            value / 10 + value % 10
        };
        let sum: u32 = body.bytes().enumerate().map(doubled).sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    }

    pub fn envelope_no() -> String {
        format!("T-{:06}", Self::count())
    }

    pub fn member_number() -> String {
        format!("{}", 700_000 + Self::count())
    }
}
