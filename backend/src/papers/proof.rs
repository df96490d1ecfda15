//! What counters and keys of this feature must be, for `verify`.

use diesel::prelude::*;

use super::model::Kind;
use super::schema::issued_papers;
use crate::audit::verify::{Owners, Series};

/// The last number of each year's registers; other papers are named after what they are about.
pub fn series() -> Series {
    Series(|conn| {
        let registers = [Kind::CardRegister.code(), Kind::PinRegister.code()];
        let numbers: Vec<(String, String)> = issued_papers::table
            .select((issued_papers::kind, issued_papers::number))
            .load(conn)?;
        let numbers = numbers
            .iter()
            .filter(|(kind, _)| registers.contains(&kind.as_str()));
        Ok(numbers.filter_map(|(_, number)| numbered(number)).collect())
    })
}

/// `CR-2569-0001-R0` is the first of `paper/CR/2569`.
fn numbered(number: &str) -> Option<(String, i64)> {
    let parts: Vec<&str> = number.split('-').collect();
    let [prefix, year, running, _] = *parts else {
        return None;
    };
    Some((format!("paper/{prefix}/{year}"), running.parse().ok()?))
}

/// Whose keys the issued papers are sealed under.
pub fn owners() -> Owners {
    Owners(|conn| {
        Ok(issued_papers::table
            .select(issued_papers::key_owner)
            .distinct()
            .load(conn)?)
    })
}
