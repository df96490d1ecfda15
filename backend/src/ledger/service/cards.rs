//! Card fees: what the bank charges (A5.3), what the member owes (A5.4, A5.5), what the member pays.

use diesel::prelude::*;
use serde::Serialize;

use crate::db::{Conn, Tx};
use crate::kernel::{BusinessDate, CardId, EntryId, MemberId, Money};
use crate::ledger::balances;
use crate::ledger::error::LedgerError;
use crate::ledger::model::{PostEvent, Posted, Side, Subsidiaries, event, member_key};
use crate::ledger::schema::{chart_accounts, entries, postings};
use crate::ledger::store;

use super::post::{post, reverse};

const FEE_ROLE: &str = "card_fee_receivable";
/// Movements that the member's page shows at most.
const MOVEMENTS_MAX: i64 = 200;

/// A card that went to the bank in a batch, with the two figures of the bylaws in force on the batch's date.
#[derive(Debug, Clone)]
pub struct CardOrdered {
    pub card: CardId,
    pub member: MemberId,
    /// The bank batch's date.
    pub on: BusinessDate,
    /// What the bank charges (A5.3); zero posts nothing.
    pub bank_charge: Money,
    /// What the member owes (A5.4, A5.5); zero when the cooperative pays.
    pub member_fee: Money,
    /// The entries' text: application and batch number, no name.
    pub text: String,
}

/// A5.3 to A5.5: one JV for the bank's charge and one for the member's fee, so that each can be reversed on its own
/// (decision 7). A figure of zero posts nothing.
pub fn card_ordered(tx: &mut Tx<'_>, card: &CardOrdered) -> Result<Vec<Posted>, LedgerError> {
    let told = [
        (
            event::CARD_ORDERED_BANK_CHARGE,
            "bank_charge",
            card.bank_charge,
        ),
        (
            event::CARD_ORDERED_MEMBER_FEE,
            "member_fee",
            card.member_fee,
        ),
    ];
    told.into_iter()
        .filter(|(_, _, amount)| !amount.is_zero())
        .map(|(event, figure, amount)| {
            post(
                tx,
                &PostEvent {
                    event,
                    date: card.on,
                    figures: vec![(figure, amount)],
                    subsidiaries: Subsidiaries::member(card.member),
                    source: format!("card/{}", card.card),
                    text: card.text.clone(),
                },
            )
        })
        .collect()
}

/// The bank refused the order by its own or the cooperative's fault: reverses what [`card_ordered`] posted for the card and
/// was not reversed yet, on the date of the refusal.
pub fn card_order_refused(
    tx: &mut Tx<'_>,
    card: CardId,
    on: BusinessDate,
    reason: &str,
) -> Result<Vec<Posted>, LedgerError> {
    let events = [
        event::CARD_ORDERED_BANK_CHARGE,
        event::CARD_ORDERED_MEMBER_FEE,
    ];
    let posted = store::entries_of_source(tx.conn, &format!("card/{card}"), &events)?;
    let ids: Vec<i64> = posted.iter().map(|e| e.id).collect();
    let reversed = store::reversals_of(tx.conn, &ids)?;
    let open = ids
        .iter()
        .filter(|id| reversed.iter().all(|r| r.reverses != Some(**id)));
    open.map(|id| reverse(tx, EntryId::new(*id), on, reason))
        .collect()
}

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
    let found = chart_accounts::table
        .filter(chart_accounts::role.eq(FEE_ROLE))
        .select(chart_accounts::id)
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
