//! The list of applications, what must be done first on top: complete ones by their last day to the bank, then those that lack
//! papers from the oldest on, then what waits for others or is over, newest first. Each group is one query on one index, and a
//! cursor names the group and the last row that was shown: what came in since moves no row to another side of it. A row that
//! itself changed in between, by its state or its day, stands where it belongs now.

use diesel::prelude::*;

use super::schema::applications;
use super::store::{ApplicationRow, Filter};
use crate::db::{Conn, on_each};
use crate::kernel::{BusinessDate, Cursor};

/// The groups, in the list's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// Complete: the clock to the bank runs. Index: `applications_due`.
    Due,
    /// Papers are missing. Index: `applications_opened`.
    Open,
    /// With the bank, made, cancelled or refused. Index: the key itself.
    Rest,
}

impl Group {
    const ALL: [Self; 3] = [Self::Due, Self::Open, Self::Rest];

    const fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Open => "open",
            Self::Rest => "rest",
        }
    }

    fn of(state: &str) -> Self {
        match state {
            "complete" => Self::Due,
            "open" => Self::Open,
            _ => Self::Rest,
        }
    }

    /// Whether rows of this group can pass the filter.
    fn may_pass(self, filter: &Filter) -> bool {
        let state = filter.state.as_deref().map(Self::of);
        let due = filter.due_by.map(|_| Self::Due);
        [state, due].into_iter().flatten().all(|only| only == self)
    }
}

/// A place in the list: the last row that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    group: Group,
    /// The day that the group is sorted by; none in the last one.
    day: Option<BusinessDate>,
    id: i64,
}

impl Place {
    /// Reads what [`cursor_of`] gave; `None` for any other cursor.
    pub fn parse(cursor: &Cursor) -> Option<Self> {
        let (code, day) = cursor.key.split_once('/')?;
        let group = Group::ALL.into_iter().find(|group| group.code() == code)?;
        let day = match group {
            Group::Due | Group::Open => Some(BusinessDate::parse_iso(day).ok()?),
            Group::Rest => None,
        };
        let id = cursor.id;
        Some(Self { group, day, id })
    }
}

/// The place of a row.
pub fn cursor_of(row: &ApplicationRow) -> Cursor {
    let group = Group::of(&row.state);
    let day = match group {
        Group::Due => row.must_go_by,
        Group::Open => Some(row.opened_on),
        Group::Rest => None,
    };
    let day = day.map_or_else(String::new, |day| day.to_string());
    Cursor::new(format!("{}/{day}", group.code()), row.id)
}

/// One of the two groups that are sorted by a day, from the earliest on. A macro, because each has its own column.
macro_rules! by_day {
    ($conn:expr, $filter:expr, $after:expr, $max:expr, $state:literal, $day:ident) => {{
        let (filter, max) = ($filter, $max);
        let after = $after.and_then(|place| Some((place.day?.naive(), place.id)));
        on_each!($conn, c => {
            let mut query = applications::table
                .filter(applications::state.eq($state))
                .into_boxed();
            if let Some(day) = filter.due_by {
                query = query.filter(applications::must_go_by.le(day.naive()));
            }
            if let Some(member) = filter.member {
                query = query.filter(applications::member_id.eq(member.get()));
            }
            if let Some((day, id)) = after {
                query = query.filter(
                    applications::$day.gt(day)
                        .or(applications::$day.eq(day).and(applications::id.gt(id))),
                );
            }
            query
                .order((applications::$day, applications::id))
                .limit(max)
                .select(ApplicationRow::as_select())
                .load(c)
        })
    }};
}

/// At most `max` applications after a place.
pub fn rows(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<Place>,
    max: i64,
) -> QueryResult<Vec<ApplicationRow>> {
    let mut rows = Vec::new();
    for group in Group::ALL {
        let left = max - i64::try_from(rows.len()).unwrap_or(max);
        let passed = after.is_some_and(|place| place.group > group);
        if left <= 0 || passed || !group.may_pass(filter) {
            continue;
        }
        let place = after.filter(|place| place.group == group);
        rows.extend(match group {
            Group::Due => by_day!(conn, filter, place, left, "complete", must_go_by)?,
            Group::Open => by_day!(conn, filter, place, left, "open", opened_on)?,
            Group::Rest => rest(conn, filter, place, left)?,
        });
    }
    Ok(rows)
}

fn rest(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<Place>,
    max: i64,
) -> QueryResult<Vec<ApplicationRow>> {
    on_each!(conn, c => {
        let mut query = applications::table
            .filter(applications::state.ne("complete"))
            .filter(applications::state.ne("open"))
            .into_boxed();
        if let Some(state) = &filter.state {
            query = query.filter(applications::state.eq(state));
        }
        if let Some(member) = filter.member {
            query = query.filter(applications::member_id.eq(member.get()));
        }
        if let Some(place) = after {
            query = query.filter(applications::id.lt(place.id));
        }
        query
            .order(applications::id.desc())
            .limit(max)
            .select(ApplicationRow::as_select())
            .load(c)
    })
}
