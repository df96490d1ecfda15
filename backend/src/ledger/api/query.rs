//! Query strings of the ledger, parsed into what they mean.

use serde::Deserialize;

use crate::kernel::{
    BusinessDate, Cursor, Instant, Limit, MemberId, NotADate, NotAnInstant, Problem, Text,
    Unreadable,
};
use crate::ledger::balances::Asked;
use crate::ledger::journal::Filter;
use crate::ledger::model::{Stage, Voucher};

/// `?from=&as_of=&known_at=`: the period begins with the month of `as_of` unless `from` says otherwise.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrialQuery {
    pub from: Option<String>,
    pub as_of: Option<String>,
    pub known_at: Option<String>,
}

/// `?from=&to=&kind=&account=&member=&source=&limit=&cursor=`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntriesQuery {
    pub from: Option<String>,
    pub to: Option<String>,
    pub kind: Option<String>,
    pub account: Option<String>,
    pub member: Option<i64>,
    pub source: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// `?state=&limit=&cursor=`: those that wait, oldest first, unless another state is asked for.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftsQuery {
    /// `waiting`, `approved`, `sent_back` or `withdrawn`.
    pub state: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// An absent or empty field is nothing; anything else is a date.
pub fn date(field: &str, text: Option<&str>) -> Result<Option<BusinessDate>, Problem> {
    let Some(text) = text.filter(|t| !t.is_empty()) else {
        return Ok(None);
    };
    BusinessDate::parse_iso(text)
        .map(Some)
        .map_err(|NotADate| NotADate.at(field))
}

/// A moment, or a date that means its last moment in Bangkok.
fn moment(field: &str, text: Option<&str>) -> Result<Option<Instant>, Problem> {
    let Some(text) = text.filter(|t| !t.is_empty()) else {
        return Ok(None);
    };
    if let Ok(day) = BusinessDate::parse_iso(text) {
        let next = Instant::from_bangkok(day.plus_days(1), chrono::NaiveTime::MIN);
        return Ok(Some(Instant::micros(next.as_micros() - 1)));
    }
    Instant::parse(text)
        .map(Some)
        .map_err(|NotAnInstant| NotAnInstant.at(field))
}

/// A period that ends before it begins is an error of the request.
pub fn in_order(from: Option<BusinessDate>, to: Option<BusinessDate>) -> Result<(), Problem> {
    match (from, to) {
        (Some(from), Some(to)) if from > to => Err(Problem::bad_field(
            "from",
            "after_the_end",
            Text::fixed(
                "วันเริ่มต้องไม่อยู่หลังวันสุดท้าย",
                "The period ends before it begins.",
            ),
        )),
        (Some(_) | None, Some(_) | None) => Ok(()),
    }
}

impl TrialQuery {
    /// What is asked, with today's date for what is left out.
    pub fn asked(&self, today: BusinessDate) -> Result<Asked, Problem> {
        let as_of = date("as_of", self.as_of.as_deref())?.unwrap_or(today);
        let from = date("from", self.from.as_deref())?;
        in_order(from, Some(as_of))?;
        Ok(Asked {
            from: from.unwrap_or_else(|| as_of.plus_days(1 - i64::from(as_of.day()))),
            as_of,
            known_at: moment("known_at", self.known_at.as_deref())?,
        })
    }
}

impl EntriesQuery {
    /// The filter.
    pub fn filter(&self) -> Result<Filter, Problem> {
        let voucher = match self.kind.as_deref().filter(|k| !k.is_empty()) {
            None => None,
            Some(kind) => Some(Voucher::parse(kind).ok_or_else(|| {
                Problem::bad_field(
                    "kind",
                    "unknown",
                    Text::fixed("ประเภทคือ RV, PV หรือ JV", "RV, PV or JV."),
                )
            })?),
        };
        let (from, to) = (
            date("from", self.from.as_deref())?,
            date("to", self.to.as_deref())?,
        );
        in_order(from, to)?;
        Ok(Filter {
            from,
            to,
            voucher,
            account: self.account.clone().filter(|a| !a.is_empty()),
            member: self.member.map(MemberId::new),
            source: self.source.clone().filter(|s| !s.is_empty()),
        })
    }

    /// The page.
    pub fn page(&self) -> Result<(Option<Cursor>, Limit), Problem> {
        let (cursor, limit) = page(self.cursor.as_deref(), self.limit)?;
        // The cursor's key is a date of ours; one that is not was made up.
        if cursor
            .as_ref()
            .is_some_and(|c| BusinessDate::parse_iso(&c.key).is_err())
        {
            return Err(crate::kernel::BadCursor.at("cursor"));
        }
        Ok((cursor, limit))
    }
}

impl DraftsQuery {
    /// The state that is asked for.
    pub fn stage(&self) -> Result<Stage, Problem> {
        let Some(state) = self.state.as_deref().filter(|s| !s.is_empty()) else {
            return Ok(Stage::Waiting);
        };
        Stage::parse(state).ok_or_else(|| {
            let words = Text::fixed(
                "สถานะคือ waiting, approved, sent_back หรือ withdrawn",
                "waiting, approved, sent_back or withdrawn.",
            );
            Problem::bad_field("state", "unknown", words)
        })
    }

    /// The page.
    pub fn page(&self) -> Result<(Option<Cursor>, Limit), Problem> {
        page(self.cursor.as_deref(), self.limit)
    }
}

fn page(cursor: Option<&str>, limit: Option<i64>) -> Result<(Option<Cursor>, Limit), Problem> {
    let cursor = cursor.filter(|c| !c.is_empty()).map(Cursor::parse);
    let cursor = cursor.transpose().map_err(|bad| bad.at("cursor"))?;
    let limit = Limit::parse(limit).map_err(|bad| bad.at("limit"))?;
    Ok((cursor, limit))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    fn trial(from: &str, as_of: &str, known_at: &str) -> Result<Asked, Problem> {
        let some = |text: &str| Some(text.to_owned());
        let query = TrialQuery {
            from: some(from),
            as_of: some(as_of),
            known_at: some(known_at),
        };
        query.asked(day("2026-11-21"))
    }

    #[test]
    fn what_is_left_out_is_this_month_until_today_as_known_now() {
        let asked = trial("", "", "").unwrap();
        assert_eq!(
            (asked.from, asked.as_of, asked.known_at),
            (day("2026-11-01"), day("2026-11-21"), None)
        );
        assert_eq!(trial("", "2026-06-30", "").unwrap().from, day("2026-06-01"));
        let known = trial("", "2026-06-30", "2026-07-05")
            .unwrap()
            .known_at
            .unwrap();
        assert_eq!(known.business_date(), day("2026-07-05"));
        assert_eq!(
            Instant::micros(known.as_micros() + 1).business_date(),
            day("2026-07-06")
        );
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (from, as_of, known_at, field) in [
            ("1/2/2569", "", "", "from"),
            ("", "2026-02-30", "", "as_of"),
            ("", "", "yesterday", "known_at"),
            ("2026-11-22", "2026-11-21", "", "from"),
        ] {
            let refused = trial(from, as_of, known_at).unwrap_err();
            assert_eq!(
                (refused.status, refused.errors[0].field.as_str()),
                (400, field)
            );
        }
    }

    #[test]
    fn what_cannot_be_read_of_a_list_is_named() {
        let some = |text: &str| Some(text.to_owned());
        let asked = EntriesQuery::default;
        let made_up = Cursor::new("soon", 3).encode();
        let cursor = |text: &str| EntriesQuery {
            cursor: some(text),
            ..asked()
        };
        let kind = EntriesQuery {
            kind: some("XX"),
            ..asked()
        };
        let limit = EntriesQuery {
            limit: Some(0),
            ..asked()
        };
        for (query, field) in [
            (kind, "kind"),
            (limit, "limit"),
            (cursor("%%%"), "cursor"),
            (cursor(&made_up), "cursor"),
        ] {
            let read = query.filter().map(drop);
            let refused = read.and_then(|()| query.page().map(drop)).unwrap_err();
            assert_eq!(refused.errors[0].field, field);
        }
    }
}
