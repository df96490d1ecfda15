//! The member's card-fee account: what is owed (A5.4, A5.5) and what was paid, also ahead of the batch.

use diesel::prelude::*;
use serde::Serialize;

use crate::app::App;
use crate::db::{ActMeta, Conn, IdempotencyKey, Receipt, Tx};
use crate::kernel::{BusinessDate, EntryId, MemberId, Money, PersonId};
use crate::ledger::balances;
use crate::ledger::error::LedgerError;
use crate::ledger::model::{PostEvent, Posted, Side, Subsidiaries, event, member_key};
use crate::ledger::schema::{entries, ledger_accounts, postings};
use crate::ledger::store;
use crate::members::service as members;

use super::post::post;
use super::prepared::within_the_books;

const FEE_ROLE: &str = "card_fee_receivable";
/// Movements that the member's page shows at most.
const MOVEMENTS_MAX: i64 = 200;

/// The member pays a card fee in cash on `on`: RV whose number is the receipt's. Before the bank batch it stands as the
/// member's credit in the same account. The caller has seen that the member exists.
pub fn fee_paid(
    tx: &mut Tx<'_>,
    member: MemberId,
    amount: Money,
    on: BusinessDate,
) -> Result<Posted, LedgerError> {
    if !amount.is_positive() {
        return Err(LedgerError::PaymentNotPositive);
    }
    post(
        tx,
        &PostEvent {
            event: event::CARD_FEE_PAID,
            date: on,
            figures: vec![("fee", amount)],
            subsidiaries: Subsidiaries::member(member),
            source: format!("member/{member}"),
            text: "รับชำระค่าธรรมเนียมออกบัตรเงินสด".to_owned(),
        },
    )
}

/// What a member owes for cards on a date: above zero is owed, below zero was paid ahead.
pub fn fee_balance(
    conn: &mut Conn,
    member: MemberId,
    as_of: BusinessDate,
) -> Result<Money, LedgerError> {
    let account = fee_account_id(conn)?;
    let kept = balances::kept_totals(conn, &member_key(member), as_of)?;
    Ok(kept.get(&account).copied().unwrap_or_default().balance()?)
}

fn fee_account_id(conn: &mut Conn) -> Result<i64, LedgerError> {
    let found = ledger_accounts::table
        .filter(ledger_accounts::role.eq(FEE_ROLE))
        .select(ledger_accounts::id)
        .first(conn)
        .optional()?;
    found.ok_or_else(|| LedgerError::RoleWithoutAccount {
        role: FEE_ROLE.to_owned(),
    })
}

/// One movement of a member's card-fee account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeeMovement {
    pub entry: EntryId,
    pub no: String,
    pub date: BusinessDate,
    pub event: String,
    pub text: String,
    pub side: Side,
    pub amount: Money,
}

/// A member's card-fee account: the balance, and the newest movements first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeeAccount {
    pub member: MemberId,
    pub as_of: BusinessDate,
    /// Above zero is owed, below zero was paid ahead.
    pub balance: Money,
    pub movements: Vec<FeeMovement>,
}

type Moved = (i64, String, chrono::NaiveDate, String, String, String, i64);

/// The member's card-fee account as the counter sees it.
pub fn fee_account(
    conn: &mut Conn,
    member: MemberId,
    as_of: BusinessDate,
) -> Result<FeeAccount, LedgerError> {
    let account = fee_account_id(conn)?;
    let rows: Vec<Moved> = postings::table
        .inner_join(entries::table)
        .filter(postings::member_id.eq(member.get()))
        .filter(postings::account_id.eq(account))
        .filter(postings::transaction_date.le(as_of.naive()))
        .order((entries::transaction_date.desc(), entries::id.desc()))
        .limit(MOVEMENTS_MAX)
        .select((
            entries::id,
            entries::no,
            entries::transaction_date,
            entries::event,
            entries::text,
            postings::side,
            postings::amount,
        ))
        .load(conn)?;
    Ok(FeeAccount {
        member,
        as_of,
        balance: fee_balance(conn, member, as_of)?,
        movements: rows
            .into_iter()
            .map(movement)
            .collect::<Result<_, LedgerError>>()?,
    })
}

fn movement(
    (entry, no, date, event, text, side, amount): Moved,
) -> Result<FeeMovement, LedgerError> {
    Ok(FeeMovement {
        entry: EntryId::new(entry),
        no,
        date: BusinessDate::new(date),
        event,
        text,
        side: Side::parse(&side).ok_or(crate::db::Error::Stored("postings.side"))?,
        amount: Money::satang(amount),
    })
}

/// The number of the first free entry after `after` that debits the member's card-fee account and was not reversed: how what
/// a member has paid goes back over the counter.
pub fn fee_paid_back(
    conn: &mut Conn,
    member: MemberId,
    after: EntryId,
) -> Result<Option<String>, LedgerError> {
    let account = fee_account_id(conn)?;
    let found: Vec<(i64, String)> = postings::table
        .inner_join(entries::table)
        .filter(postings::member_id.eq(member.get()))
        .filter(postings::account_id.eq(account))
        .filter(postings::side.eq(Side::Debit.code()))
        .filter(entries::id.gt(after.get()))
        .filter(entries::event.eq(event::JOURNAL_FREE))
        .order(entries::id)
        .select((entries::id, entries::no))
        .load(conn)?;
    let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
    let reversed = store::reversals_of(conn, &ids)?;
    let stands = |id: i64| reversed.iter().all(|r| r.reverses != Some(id));
    Ok(found
        .into_iter()
        .find(|(id, _)| stands(*id))
        .map(|(_, no)| no))
}

/// The counter takes a card fee in cash: the act behind `POST /members/{id}/fee-payments`. The receipt's number is the
/// voucher's.
pub async fn take_fee(
    app: &App,
    by: PersonId,
    key: Option<IdempotencyKey>,
    (member, amount, on): (MemberId, Money, BusinessDate),
) -> Result<Receipt, LedgerError> {
    let meta = ActMeta::new(by, "card.fee_paid").with_key(key);
    let office = app.clone();
    app.writer
        .act(meta, move |tx| {
            within_the_books(&office, tx, on)?;
            members::by_id(tx.conn, member)?.ok_or(LedgerError::NotFound)?;
            let posted = fee_paid(tx, member, amount, on)?;
            Ok(Receipt::of("entry", "journal/entries", posted.entry.get()).numbered(posted.no))
        })
        .await
}
