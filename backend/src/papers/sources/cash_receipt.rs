//! The receipt for a card fee that was paid in cash; its number is the voucher's.

use sahakorn_reports::{CashReceipt, Paper, ReceiptLine};

use super::office::{Digits, bylaws, letterhead, signer};
use super::{Asked, Source};
use crate::db::Conn;
use crate::kernel::{EntryId, MemberId, thai};
use crate::ledger::model::event;
use crate::ledger::service::{self as ledger, EntryView};
use crate::members::service as members;
use crate::papers::error::PaperError;
use crate::papers::model::{Naming, What};
use crate::papers::rules;

pub fn gather(asked: &Asked<'_>, conn: &mut Conn, id: EntryId) -> Result<Source, PaperError> {
    let entry = ledger::entry(conn, id)?;
    let payer = payer(&entry)?;
    let member = members::by_id(conn, payer)?.ok_or(PaperError::NotFound)?;
    let paper = CashReceipt {
        letterhead: letterhead(&bylaws(asked, entry.date)?, Digits::Arabic),
        receipt_no: entry.no.clone(),
        dated: Digits::Arabic.date(entry.date),
        payer: member.name,
        member_no: Some(member.number),
        lines: vec![ReceiptLine {
            text: entry.text.clone(),
            amount: entry.amount.grouped(),
        }],
        total: entry.amount.grouped(),
        total_in_words: thai::baht_words(entry.amount),
        paid_by: "เงินสด".to_owned(),
        remark: None,
        receiver: signer(conn, entry.made_by, "ผู้รับเงิน", None)?,
    };
    Ok(Source {
        what: What::Receipt(id),
        paper: Paper::CashReceipt(paper),
        subject_date: entry.date,
        naming: Naming::Fixed(rules::receipt_number(&entry.no)),
        member: Some(payer),
    })
}

/// Only cash that a member paid gives a receipt, and only as long as it was not taken back.
fn payer(entry: &EntryView) -> Result<MemberId, PaperError> {
    if let Some(other) = &entry.reversed_by {
        return Err(PaperError::Reversed {
            by: other.no.clone(),
        });
    }
    let member = entry
        .source
        .strip_prefix("member/")
        .and_then(|id| id.parse().ok());
    match member {
        Some(id) if entry.event == event::CARD_FEE_PAID => Ok(MemberId::new(id)),
        Some(_) | None => Err(PaperError::NotAReceipt),
    }
}
