//! How each paper looks, under version 1 of the templates: what the first release draws. From that release on, a change that
//! an issued paper would show is a new version.

mod application_form;
mod cash_receipt;
mod covering_letter;
mod notice_letter;
mod register;

use crate::RenderError;
use crate::papers::Paper;
use crate::press::{Press, Sheet};
use crate::seal::Seal;

/// Draws a paper under version 1.
///
/// # Errors
/// See [`RenderError`].
pub fn first(paper: &Paper, seal: &Seal) -> Result<Vec<u8>, RenderError> {
    match paper {
        Paper::CardRegister(register) => {
            let mut press = Press::open(paper, seal, Sheet::LYING)?;
            register::draw(&mut press, &register::CARDS, register)?;
            press.finish()
        }
        Paper::PinRegister(register) => {
            let mut press = Press::open(paper, seal, Sheet::LYING)?;
            register::draw(&mut press, &register::PINS, register)?;
            press.finish()
        }
        Paper::ApplicationForm(form) => {
            let mut press = Press::open(paper, seal, Sheet::UPRIGHT)?;
            application_form::draw(&mut press, form)?;
            press.finish()
        }
        Paper::NoticeLetter(letter) => {
            let mut press = Press::open(paper, seal, Sheet::UPRIGHT)?;
            notice_letter::draw(&mut press, letter)?;
            press.finish()
        }
        Paper::CoveringLetter(letter) => {
            let mut press = Press::open(paper, seal, Sheet::UPRIGHT)?;
            covering_letter::draw(&mut press, letter)?;
            press.finish()
        }
        Paper::CashReceipt(receipt) => cash_receipt::draw(paper, receipt, seal),
    }
}
