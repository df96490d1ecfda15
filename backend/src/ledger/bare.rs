//! The yardstick of `cargo xtask bench post`: the rows that settled fees leave behind, inserted in a bare loop. No HTTP, no
//! rights, no rules, no chain; the same tables, indexes and triggers, and a commit for every 64 acts.

use diesel::prelude::*;

use crate::db::{Conn, EffectRow, Error, Fact, chain_events as events, on_each};
use crate::kernel::{BusinessDate, Instant};
use crate::ledger::store::{self, EntryRow, PostingRow, TotalRow};

/// Acts of one commit: as many as wait for the writer under 64 clients.
const ACTS_PER_COMMIT: i64 = 64;

/// Inserts the rows of `acts` fees into an empty database; answers the postings that it wrote.
pub fn insert(conn: &mut Conn, acts: i64, now: Instant) -> Result<i64, Error> {
    let mut next = 1;
    while next <= acts {
        let last = (next + ACTS_PER_COMMIT - 1).min(acts);
        conn.transaction(|conn| (next..=last).try_for_each(|act| one(conn, act, now)))?;
        next = last + 1;
    }
    Ok(acts * 2)
}

fn one(conn: &mut Conn, act: i64, now: Instant) -> Result<(), Error> {
    let today = now.business_date();
    let entry = entry(act, now, today);
    let postings = [
        posting(&entry, 1, "debit", None),
        posting(&entry, 2, "credit", Some(act % 200)),
    ];
    EntryRow::insert(conn, std::slice::from_ref(&entry))?;
    PostingRow::insert(conn, &postings)?;
    store::add_totals(conn, &totals(&postings, today))?;
    let key = EffectRow {
        id: act,
        seq: act,
        person_id: 3,
        key: format!("{act:032x}"),
        route: "POST /api/v1/members/12/fee-payments".to_owned(),
        body_hash: format!("{act:064x}"),
        effect: format!(
            "{{\"object\":\"entry/{act}\",\"id\":{act},\"location\":\"/api/v1/journal/entries/{act}\"}}"
        ),
    };
    EffectRow::insert(conn, &[key])?;
    let event = (
        events::seq.eq(act),
        events::version.eq(1),
        events::key_id.eq(1),
        events::at.eq(now.as_micros()),
        events::person_id.eq(3),
        events::act.eq("card.fee_paid"),
        events::object.eq(format!("entry/{act}")),
        events::facts.eq(vec![7_u8; 200]),
        events::seal.eq(vec![7_u8; 32]),
    );
    on_each!(conn, c => diesel::insert_into(events::table).values(&event).execute(c))?;
    Ok(())
}

fn entry(act: i64, now: Instant, today: BusinessDate) -> EntryRow {
    EntryRow {
        id: act,
        seq: act,
        no: format!("RV2569/{act:06}"),
        series: "RV2569".to_owned(),
        number: act,
        voucher: "RV".to_owned(),
        transaction_date: today.naive(),
        recorded_at: now.as_micros(),
        event: "card.fee_paid".to_owned(),
        source: format!("member/{}", act % 200),
        text: String::new(),
        document: None,
        reverses: None,
        relates_to: None,
        made_by: 3,
        approved_by: None,
    }
}

fn posting(entry: &EntryRow, line: i32, side: &str, member: Option<i64>) -> PostingRow {
    PostingRow {
        id: entry.id * 2 + i64::from(line),
        seq: entry.seq,
        entry_id: entry.id,
        line,
        account_id: i64::from(line),
        side: side.to_owned(),
        amount: 100,
        subsidiary: member.map_or_else(String::new, |m| format!("member/{m}")),
        member_id: member,
        transaction_date: entry.transaction_date,
        recorded_at: entry.recorded_at,
    }
}

fn totals(postings: &[PostingRow], today: BusinessDate) -> Vec<TotalRow> {
    let row = |posting: &PostingRow, span: &str, subsidiary: String| TotalRow {
        account_id: posting.account_id,
        subsidiary,
        span: span.to_owned(),
        from_date: today.naive(),
        debit: if posting.side == "debit" {
            posting.amount
        } else {
            0
        },
        credit: if posting.side == "credit" {
            posting.amount
        } else {
            0
        },
    };
    let spans = ["day", "month"];
    postings
        .iter()
        .flat_map(|posting| spans.map(|span| row(posting, span, posting.subsidiary.clone())))
        .collect()
}
