//! Queries over the take-over and its exceptions.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::super::applications::store::application_facts;
use super::super::custody::model::{CustodyFactRow, custody_facts};
use super::super::error::CardError;
use super::super::shown::plain_name;
use super::exception::{Exception, ExceptionRow, take_over_exceptions};
use super::model::{SUBJECT, TakeOver, TakeOverFact, take_over_facts};
use crate::cards::schema::custody_items;
use crate::db::{Conn, Error, among, fold, fold_one, in_parts, on_each};
use crate::kernel::{BusinessDate, Instant};

/// The take-over; none before the first day was named.
pub fn state(conn: &mut Conn) -> Result<Option<TakeOver>, Error> {
    fold_one::<TakeOver>(conn, SUBJECT)
}

/// The day on which work with cards began here: the first application or move that was recorded.
pub fn first_work(conn: &mut Conn) -> Result<Option<BusinessDate>, Error> {
    use diesel::dsl::min;
    let asked: Option<i64> = application_facts::table
        .select(min(application_facts::recorded_at))
        .first(conn)?;
    let moved: Option<i64> = custody_facts::table
        .filter(custody_facts::kind.ne("taken_over"))
        .select(min(custody_facts::recorded_at))
        .first(conn)?;
    let first = asked.into_iter().chain(moved).min();
    Ok(first.map(|micros| Instant::micros(micros).business_date()))
}

/// The letter numbers up to which imports have raised the program's own, by Buddhist year.
pub fn raised_letters(conn: &mut Conn) -> Result<BTreeMap<i64, i64>, Error> {
    let rows: Vec<String> = take_over_facts::table
        .filter(take_over_facts::kind.eq("imported"))
        .select(take_over_facts::data)
        .load(conn)?;
    let mut last = BTreeMap::new();
    for row in rows {
        if let TakeOverFact::Imported { letters, .. } = serde_json::from_str(&row)? {
            for (year, number) in letters {
                let kept = last.entry(year).or_default();
                *kept = number.max(*kept);
            }
        }
    }
    Ok(last)
}

/// What a list of exceptions is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// `open`, `settled`, `matched`.
    pub state: Option<String>,
    pub what: Option<String>,
}

macro_rules! wanted {
    ($filter:expr) => {{
        let mut query = take_over_exceptions::table.into_boxed();
        if let Some(state) = &$filter.state {
            query = query.filter(take_over_exceptions::state.eq(state.clone()));
        }
        if let Some(what) = &$filter.what {
            query = query.filter(take_over_exceptions::what.eq(what.clone()));
        }
        query
    }};
}

/// A page of exceptions in order of id, after this one.
pub fn page(
    conn: &mut Conn,
    filter: &Filter,
    after: i64,
    limit: i64,
) -> Result<Vec<ExceptionRow>, Error> {
    Ok(on_each!(conn, c => wanted!(filter)
        .filter(take_over_exceptions::id.gt(after))
        .order(take_over_exceptions::id)
        .limit(limit)
        .select(ExceptionRow::as_select())
        .load(c))?)
}

/// How many pass the filter.
pub fn count(conn: &mut Conn, filter: &Filter) -> Result<i64, Error> {
    Ok(on_each!(conn, c => wanted!(filter).count().get_result(c))?)
}

/// These exceptions as they stand.
pub fn exceptions(conn: &mut Conn, ids: &BTreeSet<i64>) -> Result<BTreeMap<i64, Exception>, Error> {
    let ids: Vec<i64> = ids.iter().copied().collect();
    fold::<Exception>(conn, &ids)
}

/// Ids of the exceptions with this name, however its title and spaces are written, that are nobody's yet: open, or settled by
/// keeping the name.
pub fn unmatched_with_name(conn: &mut Conn, name: &str) -> Result<BTreeSet<i64>, Error> {
    let rows: Vec<(i64, Option<String>)> = take_over_exceptions::table
        .filter(take_over_exceptions::what.eq("unknown_name"))
        .filter(take_over_exceptions::state.ne("matched"))
        .select((take_over_exceptions::id, take_over_exceptions::name))
        .load(conn)?;
    let wanted = plain_name(name);
    let same = |name: &String| plain_name(name) == wanted;
    let ids = rows
        .into_iter()
        .filter(|(_, name)| name.as_ref().is_some_and(same));
    Ok(ids.map(|(id, _)| id).collect())
}

/// The names that nobody here bears and that wait to be matched, each with how often it stands open.
pub fn open_names(conn: &mut Conn) -> Result<Vec<(String, i64)>, Error> {
    use diesel::dsl::count_star;
    let rows: Vec<(Option<String>, i64)> = on_each!(conn, c => take_over_exceptions::table
        .filter(take_over_exceptions::state.eq("open"))
        .filter(take_over_exceptions::what.eq("unknown_name"))
        .group_by(take_over_exceptions::name)
        .order(take_over_exceptions::name)
        .select((take_over_exceptions::name, count_star()))
        .load(c))?;
    let named = |(name, count): (Option<String>, i64)| name.map(|name| (name, count));
    Ok(rows.into_iter().filter_map(named).collect())
}

/// The items of these cards, and everything told of them, by card.
pub fn told_of_cards(
    conn: &mut Conn,
    cards: &BTreeSet<i64>,
) -> Result<Vec<(i64, CustodyFactRow)>, CardError> {
    use crate::db::Told as _;
    let items: Vec<(i64, i64)> = in_parts(cards.iter().copied(), |part| {
        on_each!(conn, c => custody_items::table
            .filter(among!(custody_items::card_id, part))
            .select((custody_items::id, custody_items::card_id))
            .load(c))
    })?;
    let of: BTreeMap<i64, i64> = items.into_iter().collect();
    let ids: Vec<i64> = of.keys().copied().collect();
    let card = |row: CustodyFactRow| Some((*of.get(&row.subject_id)?, row));
    let told = CustodyFactRow::of_subjects(conn, &ids)?;
    Ok(told.into_iter().filter_map(card).collect())
}
