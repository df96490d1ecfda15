//! What comes in over REST about members.

use serde::Deserialize;

use crate::kernel::{BusinessDate, Problem, Text};
use crate::members::entry::{RawChange, RawDate, RawMember};
use crate::members::search::{Order, Search, Standing};
use crate::members::service::Reveal;
use crate::vault::Secrets;

/// Filters, order and place of a list.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    #[serde(default)]
    pub q: String,
    pub cursor: Option<String>,
    pub limit: Option<i64>,
    /// Numbered pages, for browsers.
    pub page: Option<i64>,
    pub division: Option<String>,
    #[serde(default)]
    pub standing: String,
    #[serde(default)]
    pub sort: String,
}

impl ListQuery {
    pub fn search(&self, secrets: &Secrets) -> Result<Search, Problem> {
        let mut search = Search::of(&self.q, secrets);
        search.division = self.division.clone().filter(|d| !d.is_empty());
        search.standing = match self.standing.as_str() {
            "" | "members" => Standing::Members,
            "left" => Standing::Left,
            "all" => Standing::All,
            _ => return Err(unknown("standing", "members, left, all")),
        };
        (search.order, search.descending) = match self.sort.as_str() {
            "" | "number" => (Order::Number, false),
            "-number" => (Order::Number, true),
            "name" => (Order::Name, false),
            "-name" => (Order::Name, true),
            _ => return Err(unknown("sort", "number, -number, name, -name")),
        };
        Ok(search)
    }
}

fn unknown(field: &str, known: &str) -> Problem {
    let message = Text::of(format!("ใช้ได้เฉพาะ {known}"), format!("One of {known}"));
    Problem::bad_field(field, "unknown_value", message)
}

/// A member to be entered. No `Debug`: it holds a whole national ID.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddBody {
    number: String,
    #[serde(default)]
    title: String,
    given_name: String,
    surname: String,
    national_id: String,
    #[serde(default)]
    telephone: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    division: String,
    joined_on: BusinessDate,
}

impl AddBody {
    pub fn raw(&self) -> RawMember {
        RawMember {
            number: self.number.clone(),
            title: self.title.clone(),
            given_name: self.given_name.clone(),
            surname: self.surname.clone(),
            national_id: self.national_id.clone(),
            telephone: self.telephone.clone(),
            address: self.address.clone(),
            division: self.division.clone(),
            joined_on: RawDate::Day(self.joined_on),
            left_on: RawDate::Missing,
        }
    }
}

/// What is to be changed; what is not named stays, an empty telephone or address is taken away.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeBody {
    pub version: Option<i64>,
    number: Option<String>,
    title: Option<String>,
    given_name: Option<String>,
    surname: Option<String>,
    national_id: Option<String>,
    telephone: Option<String>,
    address: Option<String>,
    division: Option<String>,
    joined_on: Option<BusinessDate>,
}

impl ChangeBody {
    pub fn raw(&self) -> RawChange {
        RawChange {
            number: self.number.clone(),
            title: self.title.clone(),
            given_name: self.given_name.clone(),
            surname: self.surname.clone(),
            national_id: self.national_id.clone(),
            telephone: self.telephone.clone(),
            address: self.address.clone(),
            division: self.division.clone(),
            joined_on: self.joined_on.map(RawDate::Day),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveBody {
    pub version: Option<i64>,
    pub left_on: BusinessDate,
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteBody {
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevealBody {
    pub what: Reveal,
    pub reason: String,
}

/// How a file is to be taken; each may stand in the query or in a field beside the file.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    #[serde(default)]
    pub dry_run: bool,
    #[serde(default)]
    pub skip_faulty: bool,
    #[serde(default)]
    pub update_changed: bool,
    pub encoding: Option<String>,
    pub hash: Option<String>,
}
