//! The letter with which a batch goes to the bank, and its list (A6, A5.2).

use sahakorn_reports::{BatchCharge, BatchLine, CoveringLetter, Paper};

use super::application_form::reason;
use super::office::{Digits, bylaws, contact, letterhead, manager, thai};
use super::{Asked, Source};
use crate::bylaws::BylawsOfDay;
use crate::cards::applications::model::Application;
use crate::cards::batches::model::Batch;
use crate::cards::batches::service as batches;
use crate::db::Conn;
use crate::documents::service::letter_list;
use crate::kernel::{BatchId, Money, thai as words};
use crate::papers::error::PaperError;
use crate::papers::model::{Naming, What};
use crate::papers::rules;

pub fn gather(asked: &Asked<'_>, conn: &mut Conn, id: BatchId) -> Result<Source, PaperError> {
    let batch = batches::by_id(conn, id)?;
    let (made, applications) = (&batch.made, batches::applications_of_batch(conn, &batch)?);
    let letter = letter_list::by_no(conn, &made.letter_no)?.ok_or(PaperError::NotFound)?;
    let bylaws = bylaws(asked, made.dated)?;
    let paper = CoveringLetter {
        letterhead: letterhead(&bylaws, Digits::Thai),
        letter_no: thai(&format!("{} {}", bylaws.letter_prefix, made.letter_no)),
        dated: made.dated.thai_document(),
        addressee: thai(&format!(
            "ผู้จัดการ{} สาขา{}",
            bylaws.bank_name, bylaws.bank_branch
        )),
        reference: None,
        batch_no: thai(&made.no),
        batch_dated: made.dated.thai_document(),
        members_count: thai(&applications.len().to_string()),
        enclosures: vec![
            "๑. บัญชีรายชื่อผู้ขอบัตรเงินสด จำนวน ๑ ชุด".to_owned(),
            "๒. ไฟล์ข้อมูลตามแบบของธนาคาร จำนวน ๑ ไฟล์".to_owned(),
        ],
        charge: charge(&applications, &bylaws)?,
        further: Vec::new(),
        lines: applications.iter().filter_map(line).collect(),
        signer: manager(conn, made.dated)?,
        contact: contact(&bylaws),
    };
    Ok(source(&batch, letter.sort, paper))
}

fn source(batch: &Batch, sort: i64, paper: CoveringLetter) -> Source {
    Source {
        what: What::Covering(batch.id),
        paper: Paper::CoveringLetter(paper),
        subject_date: batch.made.dated,
        naming: Naming::Fixed(rules::covering_number(sort)),
        member: None,
    }
}

/// What the bank takes for the batch, as it was posted; none when it charges nothing.
fn charge(
    applications: &[Application],
    bylaws: &BylawsOfDay,
) -> Result<Option<BatchCharge>, PaperError> {
    let charges: Vec<Money> = applications
        .iter()
        .filter_map(Application::batched)
        .map(|line| line.fee.bank_charge)
        .collect();
    let total = Money::sum(charges.iter().copied()).map_err(crate::ledger::LedgerError::from)?;
    let Some(each) = charges.first().filter(|_| total.is_positive()) else {
        return Ok(None);
    };
    Ok(Some(BatchCharge {
        per_card: thai(&each.grouped()),
        total: thai(&total.grouped()),
        total_in_words: words::baht_words(total),
        account: thai(&format!(
            "เลขที่ {} ประเภท{}",
            bylaws.account_number.as_str(),
            bylaws.account_type
        )),
    }))
}

/// What the request carried of a card, and no more.
fn line(application: &Application) -> Option<BatchLine> {
    let requested = &application.batched()?.requested;
    Some(BatchLine {
        holder: requested.holder.clone(),
        member_no: requested.member_number.clone(),
        barcode: requested.barcode.clone(),
        reason: reason(application.details.issue),
        application_no: application.no.clone(),
    })
}
