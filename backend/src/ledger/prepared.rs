//! Reading prepared entries: those that wait, one with its lines as they would be posted, and what was decided about it.

use diesel::prelude::*;

use super::drafts::{Draft, DraftFact, DraftFactRow, DraftRow, FreeLine, Prepared};
use super::error::LedgerError;
use super::journal::{self, EntryView, PostingView};
use super::meant::Meant;
use super::model::{Side, Stage};
use super::schema::{entries, journal_drafts};
use super::store;
use crate::db::{Conn, Error, Told as _, fold, on_each};
use crate::kernel::{BusinessDate, Cursor, EntryId, Instant, Limit, Money, PageOf, PersonId};

/// What waits for a person's approval.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    pub count: i64,
    /// The day on which the oldest was prepared.
    pub oldest: Option<BusinessDate>,
}

/// Who decided about a prepared entry, when, and why where it was sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub by: PersonId,
    pub at: Instant,
    /// Empty for an approval, and for an entry that was taken back.
    pub reason: String,
}

/// C8: the prepared entries that wait for anybody but their own maker.
pub fn waiting_for(conn: &mut Conn, person: PersonId) -> Result<Waiting, LedgerError> {
    let (count, oldest): (i64, Option<chrono::NaiveDate>) = journal_drafts::table
        .filter(journal_drafts::state.eq(Stage::Waiting.code()))
        .filter(journal_drafts::made_by.ne(person.get()))
        .select((
            diesel::dsl::count_star(),
            diesel::dsl::min(journal_drafts::made_on),
        ))
        .first(conn)?;
    Ok(Waiting {
        count,
        oldest: oldest.map(BusinessDate::new),
    })
}

/// What came back to its maker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CameBack {
    pub count: i64,
    /// The oldest of them.
    pub first: Option<i64>,
}

/// The prepared entries of a person that were sent back, and neither prepared anew nor taken back since.
pub fn came_back_to(conn: &mut Conn, person: PersonId) -> Result<CameBack, LedgerError> {
    let (count, first) = journal_drafts::table
        .filter(journal_drafts::state.eq(Stage::SentBack.code()))
        .filter(journal_drafts::made_by.eq(person.get()))
        .select((
            diesel::dsl::count_star(),
            diesel::dsl::min(journal_drafts::id),
        ))
        .first(conn)?;
    Ok(CameBack { count, first })
}

/// The date of the oldest entry; today when the books are empty.
pub fn oldest_day(conn: &mut Conn, today: BusinessDate) -> Result<BusinessDate, LedgerError> {
    let oldest: Option<chrono::NaiveDate> = entries::table
        .select(diesel::dsl::min(entries::transaction_date))
        .first(conn)?;
    Ok(oldest.map_or(today, BusinessDate::new).min(today))
}

/// How many prepared entries are in a stage.
pub fn count(conn: &mut Conn, stage: Stage) -> Result<i64, LedgerError> {
    Ok(journal_drafts::table
        .filter(journal_drafts::state.eq(stage.code()))
        .count()
        .get_result(conn)?)
}

/// The prepared entries of a stage from the `skip`-th on, at most `max`: those that wait oldest first, decided ones newest
/// first.
pub fn slice(
    conn: &mut Conn,
    stage: Stage,
    (skip, max): (i64, i64),
) -> Result<Vec<DraftRow>, LedgerError> {
    let found = journal_drafts::table.filter(journal_drafts::state.eq(stage.code()));
    let rows = if stage == Stage::Waiting {
        found
            .order(journal_drafts::id)
            .offset(skip)
            .limit(max)
            .select(DraftRow::as_select())
            .load(conn)?
    } else {
        found
            .order(journal_drafts::id.desc())
            .offset(skip)
            .limit(max)
            .select(DraftRow::as_select())
            .load(conn)?
    };
    Ok(rows)
}

/// One page of the prepared entries of a stage, in the same order.
pub fn page(
    conn: &mut Conn,
    stage: Stage,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<Draft>, LedgerError> {
    let rows: Vec<i64> = on_each!(conn, c => {
        let found = journal_drafts::table
            .filter(journal_drafts::state.eq(stage.code()))
            .select(journal_drafts::id)
            .limit(limit.and_one_more())
            .into_boxed();
        let waits = stage == Stage::Waiting;
        let found = match (after, waits) {
            (None, _) => found,
            (Some(place), true) => found.filter(journal_drafts::id.gt(place.id)),
            (Some(place), false) => found.filter(journal_drafts::id.lt(place.id)),
        };
        let found = if waits {
            found.order(journal_drafts::id.asc())
        } else {
            found.order(journal_drafts::id.desc())
        };
        found.load(c)
    })?;
    let page = PageOf::cut(rows, limit, |id| Cursor::new("", *id));
    let mut drafts = fold::<Draft>(conn, &page.items)?;
    let items = page.items.iter().filter_map(|id| drafts.remove(id));
    Ok(PageOf {
        items: items.collect(),
        next: page.next,
    })
}

/// The prepared reversal of an entry that waits, where one does.
pub fn reversal_waiting(conn: &mut Conn, entry: EntryId) -> Result<Option<i64>, LedgerError> {
    Ok(journal_drafts::table
        .filter(journal_drafts::state.eq(Stage::Waiting.code()))
        .filter(journal_drafts::reverses.eq(entry.get()))
        .order(journal_drafts::id)
        .select(journal_drafts::id)
        .first(conn)
        .optional()?)
}

/// The prepared reversal of an entry that came back to this person, where one did.
pub fn reversal_sent_back(
    conn: &mut Conn,
    entry: EntryId,
    maker: PersonId,
) -> Result<Option<i64>, LedgerError> {
    Ok(journal_drafts::table
        .filter(journal_drafts::state.eq(Stage::SentBack.code()))
        .filter(journal_drafts::reverses.eq(entry.get()))
        .filter(journal_drafts::made_by.eq(maker.get()))
        .order(journal_drafts::id.desc())
        .select(journal_drafts::id)
        .first(conn)
        .optional()?)
}

/// What was decided about a prepared entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The one that stands; none while it waits.
    pub last: Option<Decision>,
    /// How it was sent back, also where its maker has taken it back since.
    pub sent_back: Option<Decision>,
}

/// The decisions about a prepared entry.
pub fn decisions(conn: &mut Conn, id: i64) -> Result<Decisions, LedgerError> {
    let mut found = Decisions::default();
    for row in DraftFactRow::of_subjects(conn, &[id])? {
        let decision = |reason: String| Decision {
            by: PersonId::new(row.person_id),
            at: Instant::micros(row.recorded_at),
            reason,
        };
        match serde_json::from_str(&row.data).map_err(Error::from)? {
            DraftFact::Prepared { .. } => {}
            DraftFact::Approved { .. } | DraftFact::Withdrawn { .. } => {
                found.last = Some(decision(String::new()));
            }
            DraftFact::SentBack { reason } => {
                found.last = Some(decision(reason.clone()));
                found.sent_back = Some(decision(reason));
            }
        }
    }
    Ok(found)
}

/// The entry that a prepared reversal cancels.
pub fn reversed(conn: &mut Conn, draft: &Draft) -> Result<Option<EntryView>, LedgerError> {
    match &draft.prepared {
        Prepared::Free { .. } => Ok(None),
        Prepared::Reversal { entry, .. } => journal::entry(conn, *entry).map(Some),
    }
}

/// The lines as approval would post them; a reversal's are those of its entry with the sides swapped.
pub fn lines(
    conn: &mut Conn,
    draft: &Draft,
    reversed: Option<&EntryView>,
) -> Result<Vec<PostingView>, LedgerError> {
    match (&draft.prepared, reversed) {
        (Prepared::Free { lines, .. }, _) => free_lines(conn, lines),
        (Prepared::Reversal { .. }, Some(entry)) => {
            let swapped = |line: &PostingView| PostingView {
                side: line.side.other(),
                ..line.clone()
            };
            Ok(entry.postings.iter().map(swapped).collect())
        }
        (Prepared::Reversal { .. }, None) => Ok(Vec::new()),
    }
}

fn free_lines(conn: &mut Conn, lines: &[FreeLine]) -> Result<Vec<PostingView>, LedgerError> {
    let codes: Vec<&str> = lines.iter().map(|line| line.account.as_str()).collect();
    let found = store::accounts_by_code(conn, &codes)?;
    let owners = lines.iter().filter_map(|line| line.member);
    let meant = Meant::of(conn, owners, std::iter::empty())?;
    let view = |(line, place): (&FreeLine, i32)| {
        let row = found.get(&line.account);
        let account = row.map(store::AccountRow::account).transpose()?;
        let (name_th, name_en) = row.map_or_else(Default::default, |row| {
            (row.name_th.clone(), row.name_en.clone())
        });
        Ok(PostingView {
            line: place,
            account: line.account.clone(),
            name_th,
            name_en,
            side: line.side,
            amount: line.amount,
            subsidiary: account
                .and_then(|account| line.named().key(account.subsidiary))
                .filter(|key| !key.is_empty()),
            member: line.member.and_then(|member| meant.owner(member)),
        })
    };
    lines.iter().zip(1..).map(view).collect()
}

/// The sum of the debits.
pub fn total(lines: &[PostingView]) -> Result<Money, LedgerError> {
    let debits = lines.iter().filter(|line| line.side == Side::Debit);
    Ok(Money::sum(debits.map(|line| line.amount))?)
}
