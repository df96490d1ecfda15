//! The member's card-fee account: what is owed (A5.4, A5.5) and what was paid, also ahead of the batch.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::Serialize;

use crate::app::App;
use crate::cards::applications::service as applications;
use crate::db::{ActMeta, Conn, IdempotencyKey, Part, Receipt, Tx, among, in_parts, on_each};
use crate::kernel::{BusinessDate, EntryId, MemberId, Money, Overflow, PersonId};
use crate::ledger::balances;
use crate::ledger::error::LedgerError;
use crate::ledger::model::{PostEvent, Posted, Side, Subsidiaries, event, member_key};
use crate::ledger::role_accounts::{CREDIT_ROLE, FEE_ROLE};
use crate::ledger::rules;
use crate::ledger::schema::{entries, ledger_accounts, postings};
use crate::ledger::store;
use crate::members::service as members;

use super::post::post;
use super::prepared::within_the_books;

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
    fee_received(tx, member, (amount, Money::ZERO), on)
}

/// The same, with what is received beyond the fee as the member's credit.
fn fee_received(
    tx: &mut Tx<'_>,
    member: MemberId,
    (fee, credit): (Money, Money),
    on: BusinessDate,
) -> Result<Posted, LedgerError> {
    if !fee.plus(credit)?.is_positive() {
        return Err(LedgerError::PaymentNotPositive);
    }
    post(
        tx,
        &PostEvent {
            event: event::CARD_FEE_PAID,
            date: on,
            figures: vec![("fee", fee), ("credit", credit)],
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

/// What stands as a member's credit on a date, beyond fees: it is the member's and is paid back or set off.
pub fn member_credit(
    conn: &mut Conn,
    member: MemberId,
    as_of: BusinessDate,
) -> Result<Money, LedgerError> {
    let account = id_of_role(conn, CREDIT_ROLE)?;
    let kept = balances::kept_totals(conn, &member_key(member), as_of)?;
    let totals = kept.get(&account).copied().unwrap_or_default();
    Ok(totals.credit.minus(totals.debit)?)
}

/// What a member's credit lacks, where more went back than stood there.
fn credit_short(
    conn: &mut Conn,
    member: MemberId,
    as_of: BusinessDate,
) -> Result<Money, LedgerError> {
    let credit = member_credit(conn, member, as_of)?;
    Ok(credit.min(Money::ZERO).negated()?)
}

fn fee_account_id(conn: &mut Conn) -> Result<i64, LedgerError> {
    id_of_role(conn, FEE_ROLE)
}

fn id_of_role(conn: &mut Conn, role: &str) -> Result<i64, LedgerError> {
    let found = ledger_accounts::table
        .filter(ledger_accounts::role.eq(role))
        .select(ledger_accounts::id)
        .first(conn)
        .optional()?;
    found.ok_or_else(|| LedgerError::RoleWithoutAccount {
        role: role.to_owned(),
    })
}

/// What cash may be taken for from a member today: what the books say is owed, what the member's credit lacks, and the fee of
/// an application that the bank does not know of yet. Below zero more than that was paid ahead.
pub fn fee_due(
    app: &App,
    conn: &mut Conn,
    member: MemberId,
    today: BusinessDate,
) -> Result<Money, LedgerError> {
    let owed = fee_balance(conn, member, today)?.plus(credit_short(conn, member, today)?)?;
    let bylaws = app.bylaws_on(today);
    let applied_for = applications::fee_applied_for(conn, member, bylaws.as_ref())?;
    Ok(owed.plus(applied_for)?)
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
    /// What was knowingly taken beyond the fees, the member's own.
    pub credit: Money,
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
        credit: member_credit(conn, member, as_of)?,
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

/// The number of the first entry after `after` by which what a member has paid goes back over the counter: a free entry that
/// debits the card-fee account, or the return of a fee that was received. One that was reversed does not count.
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
        .filter(
            entries::event
                .eq(event::JOURNAL_FREE)
                .or(entries::event.eq(event::ENTRY_REVERSED)),
        )
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

/// Cash that a member brings for cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    pub member: MemberId,
    pub amount: Money,
    /// The day on which it was received.
    pub on: BusinessDate,
    /// What is more than due is taken knowingly, as the member's credit.
    pub as_credit: bool,
}

/// A5.5: the counter takes a card fee in cash, up to what the member owes and has applied for: the act behind `POST
/// /members/{id}/fee-payments`. The receipt's number is the voucher's.
pub async fn take_fee(
    app: &App,
    by: PersonId,
    key: Option<IdempotencyKey>,
    of: Payment,
) -> Result<Receipt, LedgerError> {
    let meta = ActMeta::new(by, "card.fee_paid").with_key(key);
    let office = app.clone();
    app.writer
        .act(meta, move |tx| {
            let today = tx.today();
            within_the_books(&office, tx, of.on)?;
            members::by_id(tx.conn, of.member)?.ok_or(LedgerError::NotFound)?;
            if !of.amount.is_positive() {
                return Err(LedgerError::PaymentNotPositive);
            }
            rules::may_post_on(of.on, today)?;
            let due = fee_due(&office, tx.conn, of.member, today)?;
            let short = credit_short(tx.conn, of.member, today)?;
            let split = rules::receipt_split(of.amount, due, of.as_credit)?;
            let split = rules::filled_up(split, due, short)?;
            let posted = fee_received(tx, of.member, split, of.on)?;
            Ok(Receipt::of("entry", "journal/entries", posted.entry.get()).numbered(posted.no))
        })
        .await
}

/// What members still owe for each application, by the source of its fee (`application/7`): what a member has paid goes to
/// the oldest first. A fee that was reversed is not owed.
pub fn owed_by_source(
    conn: &mut Conn,
    members: &[MemberId],
    as_of: BusinessDate,
) -> Result<BTreeMap<String, Money>, LedgerError> {
    let account = fee_account_id(conn)?;
    let ids = members.iter().map(|member| member.get());
    let rows = in_parts(ids, |part| charged(conn, (account, part), as_of))?;
    let mut by_member: BTreeMap<i64, MemberFees> = BTreeMap::new();
    for (member, source, side, amount) in rows {
        let side = Side::parse(&side).ok_or(crate::db::Error::Stored("postings.side"))?;
        let signed = match side {
            Side::Debit => Money::satang(amount),
            Side::Credit => Money::satang(amount).negated()?,
        };
        by_member.entry(member).or_default().add(source, signed)?;
    }
    let owed = by_member.into_values().map(MemberFees::owed);
    let owed: Vec<Vec<(String, Money)>> = owed.collect::<Result<_, _>>()?;
    Ok(owed.into_iter().flatten().collect())
}

/// Member, source, side and amount of a posting to the card-fee account.
type Charged = (i64, String, String, i64);

fn charged(
    conn: &mut Conn,
    (account, members): (i64, Part<'_, i64>),
    as_of: BusinessDate,
) -> QueryResult<Vec<Charged>> {
    on_each!(conn, c => postings::table
        .inner_join(entries::table)
        .filter(postings::account_id.eq(account))
        .filter(among!(postings::member_id.assume_not_null(), members))
        .filter(postings::transaction_date.le(as_of.naive()))
        .order(postings::id)
        .select((
            postings::member_id.assume_not_null(),
            entries::source,
            postings::side,
            postings::amount,
        ))
        .load(c))
}

/// A member's card-fee account: what each application was charged, in the order of the books, and the balance.
#[derive(Default)]
struct MemberFees {
    charged: Vec<(String, Money)>,
    balance: Money,
}

impl MemberFees {
    fn add(&mut self, source: String, signed: Money) -> Result<(), Overflow> {
        self.balance = self.balance.plus(signed)?;
        if !source.starts_with("application/") {
            return Ok(());
        }
        match self.charged.iter_mut().find(|(known, _)| *known == source) {
            Some((_, sum)) => *sum = sum.plus(signed)?,
            None => self.charged.push((source, signed)),
        }
        Ok(())
    }

    /// What was paid goes to the oldest, so what is left of the balance is owed for the newest.
    fn owed(self) -> Result<Vec<(String, Money)>, Overflow> {
        let mut left = self.balance.max(Money::ZERO);
        let mut owed = Vec::new();
        for (source, sum) in self.charged.into_iter().rev() {
            let part = sum.max(Money::ZERO).min(left);
            left = left.minus(part)?;
            owed.push((source, part));
        }
        Ok(owed)
    }
}
