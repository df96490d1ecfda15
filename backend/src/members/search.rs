//! Finding members: what is exact first, then what begins so, then what holds it (one box for all of them).

use diesel::prelude::*;

use super::model::{Member, MemberNumber};
use super::schema::members;
use super::store::MemberRow;
use crate::db::{Conn, Error, Part, among, not_among, on_each};
use crate::kernel::thai::{hidden_in, normalise, to_arabic_digits};
use crate::kernel::{BadCursor, Cursor, Limit, MemberId, NationalId, PageOf};
use crate::vault::Secrets;

/// Rows that an export takes at most.
const EXPORT_ROWS_MAX: i64 = 100_000;
/// Members found by something else that a search takes.
const ALSO_MAX: usize = 1_000;
/// Characters that are looked for at most; no name or number is longer.
const TYPED_CHARS_MAX: usize = 200;
/// Exact ones at most: those, and one each by number and national ID.
const EXACT_MAX: usize = ALSO_MAX + 2;

/// Whether members who left are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Members,
    Left,
    All,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Number,
    Name,
}

/// What is looked for. Made by [`Search::of`].
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// As typed, for showing.
    pub typed: String,
    /// Normalised: titles folded, Arabic digits, lower case.
    words: String,
    number_key: Option<String>,
    national_id_index: Option<String>,
    /// Members found by something else than their own particulars: the last four of a card.
    also: Vec<i64>,
    pub division: Option<String>,
    pub standing: Standing,
    pub order: Order,
    /// From the last to the first.
    pub descending: bool,
}

impl Search {
    /// Reads the box. A member's number may come with or without its zeros; 13 digits are looked up as a national ID.
    pub fn of(typed: &str, secrets: &Secrets) -> Self {
        // Nothing that is looked for is longer.
        let typed: String = typed.chars().take(TYPED_CHARS_MAX).collect();
        let typed = typed.as_str();
        let national_id = NationalId::parse(typed).ok();
        // What is shown again, in a chip or in an export, holds no whole number.
        let shown = match &national_id {
            Some(id) => id.masked(),
            None if hidden_in(typed).is_some() => "****".to_owned(),
            None => typed.trim().chars().take(100).collect(),
        };
        Self {
            typed: shown,
            words: normalise(typed).chars().take(100).collect(),
            number_key: MemberNumber::parse(typed).ok().map(|n| n.key()),
            national_id_index: national_id
                .map(|id| super::service::national_id_index(secrets, &id)),
            ..Self::default()
        }
    }

    /// The four digits, when nothing else was typed: they may be the last of a card.
    pub fn card_tail(&self) -> Option<String> {
        let digits = to_arabic_digits(&self.typed);
        let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then_some(digits)
    }

    /// Adds members found by something else; they count as exact.
    pub fn also(mut self, found: &[MemberId]) -> Self {
        self.also = found.iter().map(|id| id.get()).collect();
        self
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Exact, begins so, holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Exact,
    Begins,
    Holds,
}

impl Tier {
    const ALL: [Self; 3] = [Self::Exact, Self::Begins, Self::Holds];

    const fn mark(self) -> char {
        match self {
            Self::Exact => '0',
            Self::Begins => '1',
            Self::Holds => '2',
        }
    }
}

/// Where a list goes on.
enum From {
    Start,
    After(Cursor),
    Skip(i64),
}

/// The conditions that every query of a search has; each backend compiles its own.
macro_rules! filtered {
    ($search:expr) => {{
        let mut query = members::table.into_boxed();
        if let Some(division) = &$search.division {
            query = query.filter(members::division.eq(division));
        }
        match $search.standing {
            Standing::Members => query = query.filter(members::left_on.is_null()),
            Standing::Left => query = query.filter(members::left_on.is_not_null()),
            Standing::All => {}
        }
        query
    }};
}

/// The same with the words of one tier, without the rows of the tiers before it.
macro_rules! in_tier {
    ($search:expr, $tier:expr, $exact:expr) => {{
        let mut query = filtered!($search);
        let words = &$search.words;
        let begins = || {
            let end = format!("{words}\u{10ffff}");
            (members::search_name
                .ge(words.clone())
                .and(members::search_name.lt(end.clone())))
            .or(members::number
                .ge(words.clone())
                .and(members::number.lt(end)))
        };
        match $tier {
            Tier::Exact => query = query.filter(among!(members::id, $exact)),
            Tier::Begins => {
                query = query
                    .filter(begins())
                    .filter(not_among!(members::id, $exact))
            }
            Tier::Holds if words.is_empty() => {}
            Tier::Holds => {
                let held = holding(words);
                query = query
                    .filter(
                        members::search_name
                            .like(held.clone())
                            .escape('\\')
                            .or(members::number.like(held).escape('\\')),
                    )
                    .filter(diesel::dsl::not(begins()))
                    .filter(not_among!(members::id, $exact));
            }
        }
        query
    }};
}

/// A pattern for "holds these words", nothing in them being a sign of the pattern.
fn holding(words: &str) -> String {
    let plain = words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    format!("%{plain}%")
}

/// Members who are meant exactly: by number, by national ID, or by what another feature found.
fn exact(conn: &mut Conn, search: &Search) -> QueryResult<Vec<i64>> {
    if search.is_empty() {
        return Ok(Vec::new());
    }
    let (key, index) = (&search.number_key, &search.national_id_index);
    let (key, index) = (
        key.clone().unwrap_or_default(),
        index.clone().unwrap_or_default(),
    );
    let also = Part::first_of(&search.also, ALSO_MAX);
    on_each!(conn, c => filtered!(search)
        .filter(
            members::number_key.eq(key)
                .or(members::national_id_index.eq(index))
                .or(among!(members::id, also)),
        )
        .select(members::id)
        .order(members::number_key)
        .load(c))
}

fn rows_of(
    conn: &mut Conn,
    search: &Search,
    (tier, exact): (Tier, &[i64]),
    from: &From,
    limit: i64,
) -> QueryResult<Vec<MemberRow>> {
    let exact = Part::first_of(exact, EXACT_MAX);
    on_each!(conn, c => {
        let mut query = in_tier!(search, tier, exact);
        match from {
            From::Start => {}
            From::Skip(rows) => query = query.offset(*rows),
            From::After(Cursor { key, id }) => {
                let (key, id) = (key.clone(), *id);
                query = match (search.order, search.descending) {
                    (Order::Number, false) => query.filter(members::number_key.gt(key.clone())
                        .or(members::number_key.eq(key).and(members::id.gt(id)))),
                    (Order::Number, true) => query.filter(members::number_key.lt(key.clone())
                        .or(members::number_key.eq(key).and(members::id.lt(id)))),
                    (Order::Name, false) => query.filter(members::sort_key.gt(key.clone())
                        .or(members::sort_key.eq(key).and(members::id.gt(id)))),
                    (Order::Name, true) => query.filter(members::sort_key.lt(key.clone())
                        .or(members::sort_key.eq(key).and(members::id.lt(id)))),
                };
            }
        }
        query = match (search.order, search.descending) {
            (Order::Number, false) => query.order((members::number_key, members::id)),
            (Order::Number, true) => query.order((members::number_key.desc(), members::id.desc())),
            (Order::Name, false) => query.order((members::sort_key, members::id)),
            (Order::Name, true) => query.order((members::sort_key.desc(), members::id.desc())),
        };
        query.limit(limit).select(MemberRow::as_select()).load(c)
    })
}

/// Tiers in which anything can stand: without words there is one list.
fn tiers(search: &Search) -> &'static [Tier] {
    let all: &'static [Tier] = &Tier::ALL;
    if search.is_empty() {
        all.get(2..).unwrap_or_default()
    } else {
        all
    }
}

fn cursor_of(search: &Search, tier: Tier, row: &MemberRow) -> Cursor {
    let key = match search.order {
        Order::Number => &row.number_key,
        Order::Name => &row.sort_key,
    };
    Cursor::new(format!("{}{key}", tier.mark()), row.id)
}

/// One page of the search, after the cursor of the page before. `BadCursor` when no page gave it.
pub fn page(
    conn: &mut Conn,
    search: &Search,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Result<PageOf<Member>, BadCursor>, Error> {
    let exact = exact(conn, search)?;
    let begin = match cursor.map(tier_of).transpose() {
        Ok(begin) => begin,
        Err(bad) => return Ok(Err(bad)),
    };
    let mut rows: Vec<(Tier, MemberRow)> = Vec::new();
    for tier in tiers(search).iter().copied() {
        let from = match &begin {
            Some((first, _)) if tier < *first => continue,
            Some((first, cursor)) if tier == *first => From::After(cursor.clone()),
            Some(_) | None => From::Start,
        };
        let room = limit.and_one_more() - rows.len() as i64;
        if room > 0 {
            let found = rows_of(conn, search, (tier, &exact), &from, room)?;
            rows.extend(found.into_iter().map(|row| (tier, row)));
        }
    }
    let page = PageOf::cut(rows, limit, |(tier, row)| cursor_of(search, *tier, row));
    Ok(Ok(members_of(page)?))
}

fn members_of(page: PageOf<(Tier, MemberRow)>) -> Result<PageOf<Member>, Error> {
    let items = page.items.into_iter().map(|(_, row)| row.member());
    Ok(PageOf {
        items: items.collect::<Result<_, _>>()?,
        next: page.next,
    })
}

fn tier_of(cursor: &Cursor) -> Result<(Tier, Cursor), BadCursor> {
    let mut chars = cursor.key.chars();
    let mark = chars.next().ok_or(BadCursor)?;
    let tier = Tier::ALL.into_iter().find(|tier| tier.mark() == mark);
    Ok((
        tier.ok_or(BadCursor)?,
        Cursor::new(chars.as_str(), cursor.id),
    ))
}

/// The rows `skip..skip + limit` of the search, for pages with numbers; `limit` below 100,000 for exports.
pub fn slice(
    conn: &mut Conn,
    search: &Search,
    skip: i64,
    limit: i64,
) -> Result<Vec<Member>, Error> {
    let exact = exact(conn, search)?;
    let (mut skip, limit) = (skip.max(0), limit.clamp(0, EXPORT_ROWS_MAX));
    let mut rows: Vec<MemberRow> = Vec::new();
    for tier in tiers(search).iter().copied() {
        let room = limit - rows.len() as i64;
        if room <= 0 {
            break;
        }
        rows.extend(rows_of(
            conn,
            search,
            (tier, &exact),
            &From::Skip(skip),
            room,
        )?);
        let passed = if rows.is_empty() {
            in_tier_count(conn, search, (tier, &exact))?
        } else {
            skip
        };
        skip = (skip - passed).max(0);
    }
    rows.into_iter().map(MemberRow::member).collect()
}

fn in_tier_count(
    conn: &mut Conn,
    search: &Search,
    (tier, exact): (Tier, &[i64]),
) -> QueryResult<i64> {
    let exact = Part::first_of(exact, EXACT_MAX);
    on_each!(conn, c => in_tier!(search, tier, exact).count().get_result(c))
}

/// How many members the search finds.
pub fn count(conn: &mut Conn, search: &Search) -> Result<i64, Error> {
    let exact = exact(conn, search)?;
    let mut found = 0;
    for tier in tiers(search).iter().copied() {
        found += in_tier_count(conn, search, (tier, &exact))?;
    }
    Ok(found)
}
