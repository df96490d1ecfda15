//! One account's entries in a period, with its balance after each: what stands beside the trial balance.

use diesel::prelude::*;

use super::balances::TrialLine;
use super::error::LedgerError;
use super::model::Side;
use super::schema::{entries, postings};
use crate::db::{Conn, Error};
use crate::kernel::{BusinessDate, EntryId, Instant, Money};

/// A posting to the account, and the balance after it (debit minus credit).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookLine {
    pub entry: EntryId,
    pub no: String,
    pub date: BusinessDate,
    pub text: String,
    /// Debit above zero, credit below.
    pub amount: Money,
    pub balance: Money,
}

/// The account's postings of a period, oldest first, from the line's opening balance on; at most `max`, and whether there
/// are more.
pub fn account_book(
    conn: &mut Conn,
    line: &TrialLine,
    (from, to): (BusinessDate, BusinessDate),
    known_at: Option<Instant>,
    max: i64,
) -> Result<(Vec<BookLine>, bool), LedgerError> {
    let known_at = known_at.map_or(i64::MAX, Instant::as_micros);
    let rows: Vec<(i64, String, chrono::NaiveDate, String, String, i64)> = postings::table
        .inner_join(entries::table)
        .filter(postings::account_id.eq(line.id))
        .filter(postings::transaction_date.between(from.naive(), to.naive()))
        .filter(postings::recorded_at.le(known_at))
        .order((postings::transaction_date, postings::id))
        .limit(max + 1)
        .select((
            entries::id,
            entries::no,
            entries::transaction_date,
            entries::text,
            postings::side,
            postings::amount,
        ))
        .load(conn)?;
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > max);
    let mut balance = line.opening;
    let mut lines = Vec::new();
    for (entry, no, date, text, side, amount) in
        rows.into_iter().take(usize::try_from(max).unwrap_or(0))
    {
        let amount = match Side::parse(&side).ok_or(Error::Stored("postings.side"))? {
            Side::Debit => Money::satang(amount),
            Side::Credit => Money::satang(amount).negated()?,
        };
        balance = balance.plus(amount)?;
        let (entry, date) = (EntryId::new(entry), BusinessDate::new(date));
        lines.push(BookLine {
            entry,
            no,
            date,
            text,
            amount,
            balance,
        });
    }
    Ok((lines, more))
}
