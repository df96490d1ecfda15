//! What batches ask of others: entries of the ledger, letters, cards in custody.

use std::collections::BTreeSet;

use super::error::{BatchError, LineFault, LineReason};
use super::rules::{Matched, Since};
use crate::app::App;
use crate::cards::applications::model::{Application, Completion, IssueFee};
use crate::cards::applications::service as applications;
use crate::cards::custody::service::{NewCard, list_cards};
use crate::cards::custody::store;
use crate::cards::late::model::{Late, Recorded, What};
use crate::cards::late::service as late;
use crate::db::{Conn, Tx};
use crate::documents::service::letters::{self, LetterKind, NewLetter};
use crate::kernel::{ApplicationId, BatchId, BusinessDate, CardId, EntryId, MemberId, Money};
use crate::ledger::LedgerError;
use crate::ledger::model::{PostEvent, Posted, Subsidiaries, event};
use crate::ledger::service as ledger;
use crate::vault::Secrets;

/// What one card of a batch costs, for the ledger.
pub struct Ordered<'a> {
    pub application: ApplicationId,
    pub member: MemberId,
    pub dated: BusinessDate,
    pub fee: IssueFee,
    /// Application and batch number, no name.
    pub text: &'a str,
}

/// A14.2: a batch posts on its date, so that date lies in an accounting year that the books know.
pub fn within_the_books(app: &App, tx: &mut Tx<'_>, dated: BusinessDate) -> Result<(), BatchError> {
    let refused = ledger::within_the_books(app, tx, dated);
    refused.map_err(|error| {
        if let LedgerError::BeforeTheBooks { first_day, .. } = error {
            BatchError::BeforeTheBooks { dated, first_day }
        } else {
            error.into()
        }
    })
}

/// A5.3: posts the bank's charge; none for a charge of zero.
pub fn post_charge(tx: &mut Tx<'_>, of: &Ordered<'_>) -> Result<Option<Posted>, BatchError> {
    let figure = ("bank_charge", of.fee.bank_charge);
    post_figure(tx, of, event::CARD_ORDERED_BANK_CHARGE, figure)
}

/// A5.4, A5.5: posts what the member owes; none where that is nothing.
pub fn post_fee(tx: &mut Tx<'_>, of: &Ordered<'_>) -> Result<Option<Posted>, BatchError> {
    let figure = ("member_fee", of.fee.member_owes);
    post_figure(tx, of, event::CARD_ORDERED_MEMBER_FEE, figure)
}

fn post_figure(
    tx: &mut Tx<'_>,
    of: &Ordered<'_>,
    event: &'static str,
    figure: (&'static str, Money),
) -> Result<Option<Posted>, BatchError> {
    if figure.1.is_zero() {
        return Ok(None);
    }
    let told = PostEvent {
        event,
        date: of.dated,
        figures: vec![figure],
        subsidiaries: Subsidiaries::member(of.member),
        source: format!("application/{}", of.application),
        text: of.text.to_owned(),
    };
    Ok(Some(ledger::post(tx, &told)?))
}

/// Cancels an entry by another one with the sides swapped (C10). What a person reversed before stays so: that the bank refused
/// is a fact, and the books can say it only once.
pub fn reverse_once(
    tx: &mut Tx<'_>,
    entry: EntryId,
    on: BusinessDate,
    reason: &str,
) -> Result<Option<Posted>, BatchError> {
    if ledger::reversal_of(tx.conn, entry)?.is_some() {
        return Ok(None);
    }
    Ok(Some(ledger::reverse(tx, entry, on, reason)?))
}

/// What happened since the bank refused an application: the member's next application, and a free entry that debits the
/// member's fee account after the fee was reversed, which is how a fee goes back over the counter.
pub fn since_refusal(conn: &mut Conn, refused: &Application) -> Result<Since, BatchError> {
    Ok(Since {
        asked_again: applications::next_of(conn, refused.member, refused.id)?,
        paid_back: paid_back(conn, refused)?,
    })
}

fn paid_back(conn: &mut Conn, refused: &Application) -> Result<Option<String>, BatchError> {
    let Some(fee) = refused.batched().and_then(|line| line.fee_entry) else {
        return Ok(None);
    };
    let Some(reversal) = ledger::entry(conn, fee)?.reversed_by else {
        return Ok(None);
    };
    Ok(ledger::fee_paid_back(conn, refused.member, reversal.entry)?)
}

/// A batch as a paper: its id, its number and the day it bears.
pub struct Paper<'a> {
    pub id: BatchId,
    pub no: &'a str,
    pub dated: BusinessDate,
}

/// A6: the covering letter of a batch; its number. Where both left before they are recorded, both stand in the list of late
/// records, held against the earliest last day of the applications.
pub fn covering_letter(
    tx: &mut Tx<'_>,
    batch: &Paper<'_>,
    sent: &[(&Application, &Completion)],
    late: Option<&Late>,
) -> Result<String, BatchError> {
    let (sort, no) = letters::next_letter_no(tx);
    let letter = NewLetter {
        letter_kind: LetterKind::BankCover,
        no: no.clone(),
        sort,
        member: None,
        item: None,
        batch: Some(batch.id),
        deadline: None,
    };
    let made = letters::make(tx, batch.dated, vec![letter])?;
    if let (Some(late), Some(letter)) = (late, made.first()) {
        let due_on = sent.iter().map(|(_, done)| done.to_bank.deadline).min();
        let (recorded_on, by) = (tx.today(), tx.actor());
        let one = |what, subject, no: &str| Recorded {
            what,
            subject,
            no: no.to_owned(),
            left_on: late.left_on,
            recorded_on,
            due_on,
            reason: late.reason.trim().to_owned(),
            by,
        };
        let batch = one(What::Batch, batch.id.get(), batch.no);
        late::record(tx, vec![batch, one(What::Letter, letter.id.get(), &no)])?;
    }
    Ok(no)
}

/// Lines whose card number or envelope number is in the registers already.
pub fn known(
    conn: &mut Conn,
    secrets: &Secrets,
    lines: &[Matched],
) -> Result<Vec<LineFault>, BatchError> {
    let indexes: Vec<String> = lines
        .iter()
        .map(|m| secrets.index_value("card_number", m.line.number.expose()))
        .collect();
    let numbers: BTreeSet<String> = store::known_numbers(conn, &indexes)?.into_iter().collect();
    let asked: Vec<String> = lines
        .iter()
        .filter_map(|m| m.line.envelope_no.clone())
        .collect();
    let envelopes: BTreeSet<String> = store::known_envelopes(conn, &asked)?
        .into_iter()
        .map(|(no, _)| no)
        .collect();
    let fault = |of: &Matched, field, reason| LineFault {
        line: of.line.line,
        row: of.line.row,
        field,
        reason,
    };
    Ok(lines
        .iter()
        .zip(indexes)
        .filter_map(|(matched, index)| {
            let envelope = matched.line.envelope_no.as_ref();
            if numbers.contains(&index) {
                return Some(fault(matched, "card_number", LineReason::NumberKnown));
            }
            envelope
                .filter(|no| envelopes.contains(*no))
                .map(|_| fault(matched, "envelope_no", LineReason::EnvelopeKnown))
        })
        .collect())
}

/// Hands the cards to custody: their numbers are sealed there, and they are awaited from the bank.
pub fn list(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    batch: BatchId,
    lines: Vec<Matched>,
) -> Result<Vec<(ApplicationId, CardId)>, BatchError> {
    let applications: Vec<ApplicationId> = lines.iter().map(|m| m.application).collect();
    let new = lines
        .into_iter()
        .map(|m| NewCard {
            member: m.member,
            application: m.application,
            batch,
            number: m.line.number,
            name_on_card: m.line.name_on_card,
            expires_on: m.line.expires_on,
            expiry_derived: m.line.expiry_derived,
            envelope_no: m.line.envelope_no,
        })
        .collect();
    let cards = list_cards(tx, secrets, new)?;
    Ok(applications.into_iter().zip(cards).collect())
}
