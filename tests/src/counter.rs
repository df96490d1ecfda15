//! Fees received over the counter: the one act that benches and crash tests load the server with. Two postings an act.

use serde_json::{Value, json};

use crate::{Server, Trouble, fresh_key};

/// Someone who may receive fees, and members to receive them from.
#[derive(Debug, Clone)]
pub struct FeeCounter {
    pub token: String,
    pub members: Vec<i64>,
    pub body: Value,
}

impl FeeCounter {
    /// Finds the members, and the first person of `sign-ins.json` whom the server lets receive a fee; that receives one.
    pub fn of(server: &Server) -> Result<Self, Trouble> {
        let people = server.try_people()?;
        let mut refusals = Vec::new();
        for person in &people {
            let token = server.try_token(&person.username)?;
            let members = members_seen(server, &token)?;
            let Some(first) = members.first() else {
                refusals.push(format!("{} sees no members", person.username));
                continue;
            };
            let body = json!({"amount": "1.00", "received_on": office_today(server, &token)?, "as_credit": true});
            let path = fee_path(*first);
            let answer =
                server.ask("POST", &path, Some(&token), Some(&fresh_key()), Some(&body))?;
            if answer.is_ok() {
                return Ok(Self {
                    token,
                    members,
                    body,
                });
            }
            refusals.push(format!(
                "{}: {} {}",
                person.username,
                answer.status,
                answer.text()
            ));
        }
        Err(Trouble::new(format!(
            "nobody may receive a fee:\n{}",
            refusals.join("\n")
        )))
    }

    /// Where the n-th fee is posted; the members take turns.
    pub fn path(&self, n: u64) -> String {
        let count = self.members.len().max(1) as u64;
        fee_path(
            self.members
                .get((n % count) as usize)
                .copied()
                .unwrap_or_default(),
        )
    }
}

fn fee_path(member: i64) -> String {
    format!("/api/v1/members/{member}/fee-payments")
}

/// Ids of all members that this person may see, page by page.
fn members_seen(server: &Server, token: &str) -> Result<Vec<i64>, Trouble> {
    let mut members = Vec::new();
    let mut path = "/api/v1/members?limit=100".to_owned();
    loop {
        let answer = server.ask("GET", &path, Some(token), None, None)?;
        let page = answer.json();
        let items = page["items"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        members.extend(items.iter().filter_map(|item| item["id"].as_i64()));
        match page["next"].as_str() {
            Some(next) => path = format!("/api/v1/members?limit=100&cursor={next}"),
            None => return Ok(members),
        }
    }
}

/// The office's date; the machine's in Bangkok when the server has no clock to ask.
fn office_today(server: &Server, token: &str) -> Result<String, Trouble> {
    let answer = server.ask("GET", "/api/v1/demo/clock", Some(token), None, None)?;
    if let Some(today) = answer.json()["today"].as_str() {
        return Ok(today.to_owned());
    }
    let output = std::process::Command::new("date")
        .env("TZ", "ICT-7")
        .arg("+%F")
        .output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
