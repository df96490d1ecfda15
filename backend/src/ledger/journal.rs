//! Reading the journal: pages of entries, and one entry with its postings and what it rests on.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::Serialize;

use super::error::LedgerError;
use super::meant::{Meant, Owner, event_title};
use super::model::{Side, Voucher};
use super::schema::{entries, ledger_accounts, postings};
use super::store::{self, EntryRow, PostingRow};
use crate::db::{Conn, Error, on_each};
use crate::kernel::{
    BusinessDate, Cursor, EntryId, Instant, Limit, MemberId, Money, PageOf, PersonId, Text,
    paper_no,
};

/// Which entries a list shows. Every filter may be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub from: Option<BusinessDate>,
    pub to: Option<BusinessDate>,
    pub voucher: Option<Voucher>,
    /// Code of an account that an entry posts to.
    pub account: Option<String>,
    /// Member whose subsidiary an entry posts to.
    pub member: Option<MemberId>,
    /// What an entry rests on: `card/12`.
    pub source: Option<String>,
}

/// The other entry of a reversal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryLink {
    pub entry: EntryId,
    pub no: String,
}

/// A line of an entry as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostingView {
    pub line: i32,
    pub account: String,
    pub name_th: String,
    pub name_en: String,
    pub side: Side,
    pub amount: Money,
    /// `member/12`; absent for an account without subsidiaries.
    pub subsidiary: Option<String>,
    /// The member whose subsidiary account it is.
    pub member: Option<Owner>,
}

/// An entry as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryView {
    pub id: EntryId,
    pub no: String,
    pub voucher: Voucher,
    pub date: BusinessDate,
    pub recorded_at: Instant,
    pub event: String,
    /// What the event is called.
    pub event_title: Text,
    /// What it rests on, its number where it has one, and where it can be read.
    pub source: String,
    pub source_no: Option<String>,
    pub source_location: Option<String>,
    pub text: String,
    pub document: Option<String>,
    pub reverses: Option<EntryLink>,
    pub reversed_by: Option<EntryLink>,
    pub made_by: PersonId,
    pub approved_by: Option<PersonId>,
    /// The event of the audit chain that recorded it.
    pub chain_seq: i64,
    /// Sum of one side.
    pub amount: Money,
    pub postings: Vec<PostingView>,
}

/// Adds the filters to a boxed query. A macro, because the query's type differs between the two databases.
macro_rules! filtered {
    ($filter:expr, $query:expr) => {{
        let (filter, mut query) = (&$filter, $query);
        if let Some(from) = filter.from {
            query = query.filter(entries::transaction_date.ge(from.naive()));
        }
        if let Some(to) = filter.to {
            query = query.filter(entries::transaction_date.le(to.naive()));
        }
        if let Some(voucher) = filter.voucher {
            query = query.filter(entries::voucher.eq(voucher.code()));
        }
        if let Some(source) = &filter.source {
            query = query.filter(entries::source.eq(source.clone()));
        }
        if let Some(member) = filter.member {
            let theirs = postings::table.filter(postings::member_id.eq(member.get()));
            query = query.filter(entries::id.eq_any(theirs.select(postings::entry_id)));
        }
        if let Some(account) = filter.account {
            let there = postings::table.filter(postings::account_id.eq(account));
            query = query.filter(entries::id.eq_any(there.select(postings::entry_id)));
        }
        query
    }};
}
/// A page of the journal, newest transaction date first.
pub fn entries(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<PageOf<EntryView>, LedgerError> {
    let rows = rows(conn, filter, after, limit.and_one_more())?;
    let page = PageOf::cut(rows, limit, |row| {
        Cursor::new(row.date().to_string(), row.id)
    });
    let items = shown(conn, page.items)?;
    Ok(PageOf {
        items,
        next: page.next,
    })
}

/// Entries of a filter from the `skip`-th on, newest first, for a list with page numbers.
pub fn slice(
    conn: &mut Conn,
    filter: &Filter,
    skip: i64,
    max: i64,
) -> Result<Vec<EntryView>, LedgerError> {
    let filter = Resolved::of(conn, filter)?;
    let rows: Vec<EntryRow> = on_each!(conn, c => filtered!(filter, entries::table.into_boxed())
        .order((entries::transaction_date.desc(), entries::id.desc()))
        .offset(skip)
        .limit(max)
        .select(EntryRow::as_select())
        .load(c))?;
    shown(conn, rows)
}

/// Up to `max` entries of a filter, newest first, for an export.
pub fn all_entries(
    conn: &mut Conn,
    filter: &Filter,
    max: i64,
) -> Result<Vec<EntryView>, LedgerError> {
    let rows = rows(conn, filter, None, max)?;
    shown(conn, rows)
}

/// How many entries pass a filter.
pub fn count(conn: &mut Conn, filter: &Filter) -> Result<i64, LedgerError> {
    let filter = Resolved::of(conn, filter)?;
    Ok(on_each!(conn, c => filtered!(filter, entries::table.into_boxed()).count().get_result(c))?)
}

/// A filter whose account was looked up.
struct Resolved {
    from: Option<BusinessDate>,
    to: Option<BusinessDate>,
    voucher: Option<Voucher>,
    account: Option<i64>,
    member: Option<MemberId>,
    source: Option<String>,
}

impl Resolved {
    fn of(conn: &mut Conn, filter: &Filter) -> Result<Self, LedgerError> {
        let account = match &filter.account {
            None => None,
            Some(code) => {
                let found = store::accounts_by_code(conn, &[code.as_str()])?.remove(code);
                Some(found.ok_or(LedgerError::NotFound)?.id)
            }
        };
        Ok(Self {
            from: filter.from,
            to: filter.to,
            voucher: filter.voucher,
            account,
            member: filter.member,
            source: filter.source.clone(),
        })
    }
}

fn rows(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<&Cursor>,
    max: i64,
) -> Result<Vec<EntryRow>, LedgerError> {
    let filter = Resolved::of(conn, filter)?;
    let after = after
        .map(|c| BusinessDate::parse_iso(&c.key).map(|d| (d.naive(), c.id)))
        .transpose()
        .map_err(|_| LedgerError::NotFound)?;
    Ok(on_each!(conn, c => {
        let mut query = filtered!(filter, entries::table.into_boxed());
        if let Some((date, id)) = after {
            query = query.filter(entries::transaction_date.lt(date)
                .or(entries::transaction_date.eq(date).and(entries::id.lt(id))));
        }
        query.order((entries::transaction_date.desc(), entries::id.desc()))
            .limit(max)
            .select(EntryRow::as_select())
            .load(c)
    })?)
}

/// One entry by id.
pub fn entry(conn: &mut Conn, id: EntryId) -> Result<EntryView, LedgerError> {
    one(conn, store::entry_by_id, id)
}

/// One entry by its voucher number.
pub fn entry_by_no(conn: &mut Conn, no: &str) -> Result<EntryView, LedgerError> {
    one(conn, store::entry_by_no, no)
}

/// The entry that a person means by a voucher number: in small letters, with `-` for `/`, without the zeros.
pub fn entry_called(conn: &mut Conn, typed: &str) -> Result<EntryView, LedgerError> {
    let found = store::entries_by_nos(conn, &paper_no::written_as(typed))?;
    shown(conn, found)?.pop().ok_or(LedgerError::NotFound)
}

/// The newest entries that have a line of this amount.
pub fn entries_with_amount(
    conn: &mut Conn,
    amount: Money,
    limit: i64,
) -> Result<Vec<EntryView>, LedgerError> {
    let found = store::entries_with_amount(conn, amount.as_satang(), limit)?;
    shown(conn, found)
}

fn one<K>(
    conn: &mut Conn,
    find: fn(&mut Conn, K) -> QueryResult<Option<EntryRow>>,
    key: K,
) -> Result<EntryView, LedgerError> {
    let row = find(conn, key)?.ok_or(LedgerError::NotFound)?;
    shown(conn, vec![row])?.pop().ok_or(LedgerError::NotFound)
}

/// Adds postings, accounts, the other entry of a reversal and what its codes mean, in a fixed number of queries for a page.
fn shown(conn: &mut Conn, rows: Vec<EntryRow>) -> Result<Vec<EntryView>, LedgerError> {
    let ids: Vec<i64> = rows.iter().map(|r| r.id).collect();
    let posted = store::postings_of(conn, &ids)?;
    let owners = posted.iter().filter_map(|posting| posting.member_id);
    let sources = rows.iter().map(|row| row.source.as_str());
    let meant = Meant::of(conn, owners.map(MemberId::new), sources)?;
    let mut lines: BTreeMap<i64, Vec<PostingView>> = BTreeMap::new();
    let names = names(conn)?;
    for posting in posted {
        let view = posting_view(&posting, &names, &meant)?;
        lines.entry(posting.entry_id).or_default().push(view);
    }
    let reversals = reversals(conn, &ids)?;
    let originals = numbers(conn, rows.iter().filter_map(|r| r.reverses).collect())?;
    rows.into_iter()
        .map(|row| {
            let others = Others {
                reverses: row.reverses.and_then(|id| originals.get(&id).cloned()),
                reversed_by: reversals.get(&row.id).cloned(),
            };
            let postings = lines.remove(&row.id).unwrap_or_default();
            view(&row, postings, others, &meant)
        })
        .collect()
}

/// The other entries of reversals, by the entry that they cancel.
fn reversals(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, EntryLink>, LedgerError> {
    let link = |row: &EntryRow| EntryLink {
        entry: row.entry(),
        no: row.no.clone(),
    };
    let found = store::reversals_of(conn, ids)?;
    let links = found.iter().filter_map(|r| Some((r.reverses?, link(r))));
    Ok(links.collect())
}

type Names = BTreeMap<i64, (String, String, String)>;

fn names(conn: &mut Conn) -> Result<Names, LedgerError> {
    let rows: Vec<(i64, String, String, String)> = ledger_accounts::table
        .select((
            ledger_accounts::id,
            ledger_accounts::code,
            ledger_accounts::name_th,
            ledger_accounts::name_en,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, code, th, en)| (id, (code, th, en)))
        .collect())
}

fn numbers(conn: &mut Conn, ids: Vec<i64>) -> Result<BTreeMap<i64, EntryLink>, LedgerError> {
    let link = |(id, no)| {
        let entry = EntryId::new(id);
        (id, EntryLink { entry, no })
    };
    let rows = store::numbers_of(conn, ids)?;
    Ok(rows.into_iter().map(link).collect())
}

fn posting_view(posting: &PostingRow, names: &Names, meant: &Meant) -> Result<PostingView, Error> {
    let (account, name_th, name_en) = names
        .get(&posting.account_id)
        .cloned()
        .ok_or(Error::Stored("postings.account_id"))?;
    Ok(PostingView {
        line: posting.line,
        account,
        name_th,
        name_en,
        side: posting.on_side()?,
        amount: Money::satang(posting.amount),
        subsidiary: Some(posting.subsidiary.clone()).filter(|s| !s.is_empty()),
        member: posting
            .member_id
            .and_then(|id| meant.owner(MemberId::new(id))),
    })
}

/// The other entries of a reversal.
struct Others {
    reverses: Option<EntryLink>,
    reversed_by: Option<EntryLink>,
}

fn view(
    row: &EntryRow,
    postings: Vec<PostingView>,
    others: Others,
    meant: &Meant,
) -> Result<EntryView, LedgerError> {
    let debits = postings
        .iter()
        .filter(|p| p.side == Side::Debit)
        .map(|p| p.amount);
    Ok(EntryView {
        id: row.entry(),
        no: row.no.clone(),
        voucher: row.kind()?,
        date: row.date(),
        recorded_at: Instant::micros(row.recorded_at),
        event: row.event.clone(),
        event_title: event_title(&row.event, row.date())?,
        source: row.source.clone(),
        source_no: meant.source_no(&row.source),
        source_location: location(&row.source),
        text: row.text.clone(),
        document: row.document.clone(),
        reverses: others.reverses,
        reversed_by: others.reversed_by,
        made_by: PersonId::new(row.made_by),
        approved_by: row.approved_by.map(PersonId::new),
        chain_seq: row.seq,
        amount: Money::sum(debits)?,
        postings,
    })
}

/// Where the source of an entry can be read; `None` for what has no address of its own.
fn location(source: &str) -> Option<String> {
    let (kind, id) = source.split_once('/')?;
    let nouns = match kind {
        "card" => "cards",
        "member" => "members",
        "application" => "applications",
        "batch" => "batches",
        "letter" => "letters",
        "draft" => "journal/drafts",
        _ => return None,
    };
    Some(format!("/api/v1/{nouns}/{id}"))
}
