//! What each paper says, gathered from the rooms that know it. One file for each paper.

mod application_form;
mod cash_receipt;
mod covering_letter;
mod notice_letter;
mod office;
mod registers;

use sahakorn_reports::Paper;

use super::error::PaperError;
use super::model::{Naming, What};
use crate::app::App;
use crate::db::Conn;
use crate::documents::service::letters::{self, LetterKind};
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Instant, MemberId};

/// A paper ready to be issued or looked at.
pub struct Source {
    pub what: What,
    pub paper: Paper,
    /// The day that it is about: of the letter, the voucher, the last day of a register.
    pub subject_date: BusinessDate,
    pub naming: Naming,
    /// Whose key seals it; none for a paper about several members.
    pub member: Option<MemberId>,
}

/// Who asks, where and when.
struct Asked<'a> {
    app: &'a App,
    by: &'a Actor,
    now: Instant,
}

/// Gathers a paper as the data stand.
pub fn gather(
    app: &App,
    conn: &mut Conn,
    by: &Actor,
    now: Instant,
    what: What,
) -> Result<Source, PaperError> {
    let asked = Asked { app, by, now };
    match what {
        What::Notice(id) => notice_letter::gather(&asked, conn, id),
        What::Covering(id) => covering_letter::gather(&asked, conn, id),
        What::Application(id) => application_form::gather(&asked, conn, id),
        What::Receipt(id) => cash_receipt::gather(&asked, conn, id),
        What::CardRegister(days) => registers::cards(&asked, conn, days),
        What::PinRegister(days) => registers::pins(&asked, conn, days),
    }
}

/// The letter that went to the bank with a batch is the batch's covering letter.
pub fn settled(conn: &mut Conn, what: What) -> Result<What, PaperError> {
    let What::Notice(id) = what else {
        return Ok(what);
    };
    let letter = letters::by_id(conn, id)?.ok_or(PaperError::NotFound)?;
    Ok(match (letter.made.letter_kind, letter.made.batch) {
        (LetterKind::BankCover, Some(batch)) => What::Covering(batch),
        (LetterKind::BankCover | LetterKind::FirstNotice, _) => what,
    })
}
