//! Rows of the ledger and the statements of a post.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::error::LedgerError;
use super::model::{
    Account, AccountKind, CashFlowClass, Line, Side, Subsidiaries, SubsidiaryKind, Voucher,
};
use super::posting_rules::RoleAmount;
use super::schema::{account_totals, entries, ledger_accounts, postings};
use crate::db::{
    Conn, Error, among, fact_row, in_parts, on_each, projection_row, rows_in_parts, told_facts,
};
use crate::kernel::{BusinessDate, EntryId};

told_facts!(
    /// An account was added to the chart, or changed in it.
    ChartFactRow,
    chart_facts
);

projection_row! {
    /// An account of the chart in force.
    pub struct AccountRow in ledger_accounts {
        pub id: i64,
        pub version: i64,
        pub code: String,
        pub parent: Option<String>,
        pub name_th: String,
        pub name_en: String,
        pub kind: String,
        pub normal_side: String,
        pub role: Option<String>,
        pub subsidiary: String,
        pub statement_line: String,
        pub cash_flow_class: String,
        pub postable: bool,
    }
}

fact_row! {
    /// A journal entry. Money stands in its postings.
    pub struct EntryRow in entries {
        pub id: i64,
        pub seq: i64,
        pub no: String,
        pub series: String,
        pub number: i64,
        pub voucher: String,
        pub transaction_date: chrono::NaiveDate,
        pub recorded_at: i64,
        pub event: String,
        pub source: String,
        pub text: String,
        pub document: Option<String>,
        pub reverses: Option<i64>,
        pub relates_to: Option<chrono::NaiveDate>,
        pub made_by: i64,
        pub approved_by: Option<i64>,
    }
}

fact_row! {
    /// A line of an entry; the amount is in satang, above zero.
    pub struct PostingRow in postings {
        pub id: i64,
        pub seq: i64,
        pub entry_id: i64,
        pub line: i32,
        pub account_id: i64,
        pub side: String,
        pub amount: i64,
        pub subsidiary: String,
        pub member_id: Option<i64>,
        pub transaction_date: chrono::NaiveDate,
        pub recorded_at: i64,
    }
}

/// Debits and credits of an account, or of one of its subsidiaries, in a day or a month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Queryable, Selectable, Insertable)]
#[diesel(table_name = account_totals, treat_none_as_default_value = false)]
pub struct TotalRow {
    pub account_id: i64,
    pub subsidiary: String,
    pub span: String,
    pub from_date: chrono::NaiveDate,
    pub debit: i64,
    pub credit: i64,
}

impl AccountRow {
    /// The account, or `Stored` when a code in the row is none of ours.
    pub fn account(&self) -> Result<Account, Error> {
        let read = |column: &'static str| Error::Stored(column);
        Ok(Account {
            code: self.code.clone(),
            parent: self.parent.clone(),
            name_th: self.name_th.clone(),
            name_en: self.name_en.clone(),
            kind: AccountKind::parse(&self.kind).ok_or_else(|| read("ledger_accounts.kind"))?,
            normal_side: Side::parse(&self.normal_side)
                .ok_or_else(|| read("ledger_accounts.normal_side"))?,
            role: self.role.clone(),
            subsidiary: SubsidiaryKind::parse(&self.subsidiary)
                .ok_or_else(|| read("ledger_accounts.subsidiary"))?,
            statement_line: self.statement_line.clone(),
            cash_flow_class: CashFlowClass::parse(&self.cash_flow_class)
                .ok_or_else(|| read("ledger_accounts.cash_flow_class"))?,
            postable: self.postable,
        })
    }
}

impl EntryRow {
    /// The entry's id.
    pub const fn entry(&self) -> EntryId {
        EntryId::new(self.id)
    }

    /// The transaction date.
    pub const fn date(&self) -> BusinessDate {
        BusinessDate::new(self.transaction_date)
    }

    /// The kind of its voucher.
    pub fn kind(&self) -> Result<Voucher, Error> {
        Voucher::parse(&self.voucher).ok_or(Error::Stored("entries.voucher"))
    }
}

impl PostingRow {
    /// The side.
    pub fn on_side(&self) -> Result<Side, Error> {
        Side::parse(&self.side).ok_or(Error::Stored("postings.side"))
    }
}

/// The whole chart, in its order.
pub fn chart(conn: &mut Conn) -> QueryResult<Vec<AccountRow>> {
    ledger_accounts::table
        .order(ledger_accounts::id)
        .select(AccountRow::as_select())
        .load(conn)
}

/// Accounts by code.
pub fn accounts_by_code(
    conn: &mut Conn,
    codes: &[&str],
) -> QueryResult<BTreeMap<String, AccountRow>> {
    let rows: Vec<AccountRow> = in_parts(codes.iter().copied(), |part| {
        on_each!(conn, c => ledger_accounts::table
            .filter(among!(ledger_accounts::code, part))
            .select(AccountRow::as_select())
            .load(c))
    })?;
    Ok(rows
        .into_iter()
        .map(|row| (row.code.clone(), row))
        .collect())
}

/// An account as a post needs it: id, code, role, what it is kept by.
type Playing = (i64, String, Option<String>, String);

/// The accounts that play up to four roles; fewer are asked for by repeating one, so that the statement stays prepared.
fn playing(conn: &mut Conn, roles: &[RoleAmount<'_>]) -> QueryResult<Vec<Playing>> {
    let role = |place: usize| roles.get(place).or(roles.first()).map_or("", |r| r.role);
    on_each!(conn, c => ledger_accounts::table
        .filter(ledger_accounts::role.eq(role(0)).or(ledger_accounts::role.eq(role(1)))
            .or(ledger_accounts::role.eq(role(2))).or(ledger_accounts::role.eq(role(3))))
        .select((ledger_accounts::id, ledger_accounts::code, ledger_accounts::role, ledger_accounts::subsidiary))
        .load(c))
}

/// The code of the account that plays a role.
pub fn code_of_role(conn: &mut Conn, role: &str) -> Result<String, LedgerError> {
    let found = ledger_accounts::table
        .filter(ledger_accounts::role.eq(role))
        .select(ledger_accounts::code)
        .first(conn)
        .optional()?;
    found.ok_or_else(|| LedgerError::RoleWithoutAccount {
        role: role.to_owned(),
    })
}

/// The lines of an event with the accounts that play its roles; refuses a role that nobody plays and a missing subsidiary.
pub fn lines_of(
    conn: &mut Conn,
    amounts: &[RoleAmount<'_>],
    subsidiaries: &Subsidiaries,
) -> Result<Vec<Line>, LedgerError> {
    let mut found: Vec<Playing> = Vec::new();
    for four in amounts.chunks(4) {
        found.extend(playing(conn, four)?);
    }
    amounts
        .iter()
        .map(|amount| line_of(amount, &found, subsidiaries))
        .collect()
}

fn line_of(
    amount: &RoleAmount<'_>,
    found: &[Playing],
    subsidiaries: &Subsidiaries,
) -> Result<Line, LedgerError> {
    let (account, code, _, kept_by) = found
        .iter()
        .find(|(_, _, role, _)| role.as_deref() == Some(amount.role))
        .ok_or_else(|| LedgerError::RoleWithoutAccount {
            role: amount.role.to_owned(),
        })?;
    let kind = SubsidiaryKind::parse(kept_by).ok_or(Error::Stored("ledger_accounts.subsidiary"))?;
    let subsidiary = subsidiaries
        .key(kind)
        .ok_or_else(|| LedgerError::MissingSubsidiary {
            account: code.clone(),
            kind,
        })?;
    let member = match kind {
        // A contract is a member's: the member's journal shows it when the event says whose it is.
        SubsidiaryKind::Member | SubsidiaryKind::Contract => subsidiaries.member,
        SubsidiaryKind::None | SubsidiaryKind::Terminal | SubsidiaryKind::BankLine => None,
    };
    Ok(Line {
        account: *account,
        side: amount.side,
        amount: amount.amount,
        subsidiary,
        member,
    })
}

/// Adds to the kept totals.
pub fn add_totals(conn: &mut Conn, rows: &[TotalRow]) -> QueryResult<usize> {
    rows_in_parts(rows, 6, |part| {
        on_each!(conn, c => diesel::insert_into(account_totals::table)
            .values(part.values())
            .on_conflict((
                account_totals::subsidiary,
                account_totals::span,
                account_totals::from_date,
                account_totals::account_id,
            ))
            .do_update()
            .set((
                account_totals::debit.eq(account_totals::debit + excluded(account_totals::debit)),
                account_totals::credit.eq(account_totals::credit + excluded(account_totals::credit)),
            ))
            .execute(c))
    })
}

/// An entry by id.
pub fn entry_by_id(conn: &mut Conn, id: EntryId) -> QueryResult<Option<EntryRow>> {
    entries::table
        .find(id.get())
        .select(EntryRow::as_select())
        .first(conn)
        .optional()
}

/// An entry by its voucher number.
pub fn entry_by_no(conn: &mut Conn, no: &str) -> QueryResult<Option<EntryRow>> {
    entries::table
        .filter(entries::no.eq(no))
        .select(EntryRow::as_select())
        .first(conn)
        .optional()
}

/// The entries with one of these voucher numbers.
pub fn entries_by_nos(conn: &mut Conn, nos: &[String]) -> QueryResult<Vec<EntryRow>> {
    in_parts(nos, |part| {
        on_each!(conn, c => entries::table
            .filter(among!(entries::no, part))
            .order(entries::id)
            .select(EntryRow::as_select())
            .load(c))
    })
}

/// The voucher numbers of these entries, each with its entry's id.
pub fn numbers_of(conn: &mut Conn, ids: Vec<i64>) -> QueryResult<Vec<(i64, String)>> {
    in_parts(ids, |part| {
        on_each!(conn, c => entries::table
            .filter(among!(entries::id, part))
            .select((entries::id, entries::no))
            .load(c))
    })
}

/// The newest entries with a line of this amount, in satang.
pub fn entries_with_amount(conn: &mut Conn, satang: i64, limit: i64) -> QueryResult<Vec<EntryRow>> {
    on_each!(conn, c => entries::table
        .filter(entries::id.eq_any(
            postings::table.filter(postings::amount.eq(satang)).select(postings::entry_id),
        ))
        .order((entries::transaction_date.desc(), entries::id.desc()))
        .limit(limit)
        .select(EntryRow::as_select())
        .load(c))
}

/// The reversals of these entries: at most one each.
pub fn reversals_of(conn: &mut Conn, ids: &[i64]) -> QueryResult<Vec<EntryRow>> {
    in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => entries::table
            .filter(among!(entries::reverses, part))
            .select(EntryRow::as_select())
            .load(c))
    })
}

/// The postings of these entries, in their order.
pub fn postings_of(conn: &mut Conn, ids: &[i64]) -> QueryResult<Vec<PostingRow>> {
    in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => postings::table
            .filter(among!(postings::entry_id, part))
            .order((postings::entry_id, postings::line))
            .select(PostingRow::as_select())
            .load(c))
    })
}

#[cfg(test)]
mod tests;
