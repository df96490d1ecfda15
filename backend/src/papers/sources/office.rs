//! What every paper has from the office: the letterhead, who signs, whom to call.

use sahakorn_reports::{Contact, Letterhead, Signer};

use super::Asked;
use crate::bylaws::BylawsOfDay;
use crate::db::Conn;
use crate::identity::model::Duty;
use crate::identity::service as identity;
use crate::kernel::thai::to_thai_digits;
use crate::kernel::{BusinessDate, PersonId};
use crate::papers::error::PaperError;

/// How digits are written: Thai on letters and forms, Arabic in registers and receipts (ux 5.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    Thai,
    Arabic,
}

impl Digits {
    pub fn of(self, text: &str) -> String {
        match self {
            Self::Thai => to_thai_digits(text),
            Self::Arabic => text.to_owned(),
        }
    }

    /// A date in full: `๒๑ พฤศจิกายน ๒๕๖๙`.
    pub fn date(self, day: BusinessDate) -> String {
        self.of(&day.thai_long())
    }
}

/// Text of a letter.
pub fn thai(text: &str) -> String {
    to_thai_digits(text)
}

/// The bylaws that bind on a day.
pub fn bylaws(asked: &Asked<'_>, on: BusinessDate) -> Result<BylawsOfDay, PaperError> {
    asked.app.bylaws_on(on).ok_or(PaperError::NoBylaws(on))
}

pub fn letterhead(bylaws: &BylawsOfDay, digits: Digits) -> Letterhead {
    Letterhead {
        emblem: emblem(&bylaws.cooperative_name),
        name: bylaws.cooperative_name.clone(),
        address: digits.of(&bylaws.office_address),
        phone: digits.of(&bylaws.office_telephone),
        registration_no: digits.of(&bylaws.registration_number),
    }
}

/// The first consonant of the name: a leading vowel alone is no letter.
fn emblem(name: &str) -> String {
    let consonant = |ch: &char| ('ก'..='ฮ').contains(ch) || ch.is_ascii_alphanumeric();
    name.chars()
        .find(consonant)
        .map_or_else(String::new, String::from)
}

/// The manager of the day under a letter, with a line for ink.
pub fn manager(conn: &mut Conn, on: BusinessDate) -> Result<Signer, PaperError> {
    let manager = identity::manager_on(conn, on)?;
    let acting = manager.as_ref().is_some_and(|manager| manager.acting);
    Ok(Signer {
        signature: None,
        name: manager.as_ref().map(|manager| manager.name.clone()),
        position: if acting {
            "รักษาการแทนผู้จัดการ"
        } else {
            "ผู้จัดการ"
        }
        .to_owned(),
        order: manager
            .and_then(|manager| manager.order_no)
            .map(|no| order(&no, Digits::Thai)),
        signed_at: None,
    })
}

/// `คำสั่ง ๑๒/๒๕๖๙`
pub fn order(no: &str, digits: Digits) -> String {
    digits.of(&format!("คำสั่ง {no}"))
}

/// A person under a paper, with the order that gives the duty on that day.
pub fn signer(
    conn: &mut Conn,
    person: PersonId,
    position: &str,
    duty: Option<(Duty, BusinessDate, Digits)>,
) -> Result<Signer, PaperError> {
    let name = identity::names_of(conn, &[person])?.remove(&person.get());
    let given = match duty {
        Some((duty, on, digits)) => identity::duties_of(conn, person, on)?
            .into_iter()
            .find(|held| held.duty == duty)
            .map(|held| order(&held.order_no, digits)),
        None => None,
    };
    Ok(Signer {
        signature: None,
        name,
        position: position.to_owned(),
        order: given,
        signed_at: None,
    })
}

/// Who signs by hand and is not known yet.
pub fn nobody(position: &str) -> Signer {
    Signer {
        signature: None,
        name: None,
        position: position.to_owned(),
        order: None,
        signed_at: None,
    }
}

pub fn contact(bylaws: &BylawsOfDay) -> Contact {
    Contact {
        unit: "ฝ่ายบัตรเงินสด".to_owned(),
        phone: thai(&bylaws.office_telephone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_emblem_is_the_first_letter_that_can_stand_alone() {
        assert_eq!(emblem("สหกรณ์ออมทรัพย์"), "ส");
        assert_eq!(emblem("เพชรบูรณ์"), "พ");
        assert_eq!(emblem("ABC Coop"), "A");
        assert_eq!(emblem(""), "");
    }

    #[test]
    fn a_letter_has_thai_digits_and_a_register_arabic_ones() {
        let day = BusinessDate::from_ymd(2026, 11, 21)
            .unwrap_or_else(|| BusinessDate::new(Default::default()));
        assert_eq!(Digits::Thai.date(day), "๒๑ พฤศจิกายน ๒๕๖๙");
        assert_eq!(Digits::Arabic.date(day), "21 พฤศจิกายน 2569");
        assert_eq!(order("12/2569", Digits::Thai), "คำสั่ง ๑๒/๒๕๖๙");
    }
}
