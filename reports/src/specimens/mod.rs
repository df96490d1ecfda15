//! Papers with made-up people, to look at: each paper as it leaves the office, and the shapes that are hard to set.

mod letters;
mod registers;
mod slips;
mod strokes;

pub use registers::{card_register_of, pin_register_of};

use crate::papers::{Letterhead, Paper, Signer};
use crate::seal::Seal;

/// Every paper with its file's name.
#[must_use]
pub fn specimens() -> Vec<(&'static str, Paper)> {
    vec![
        (
            "notice-letter",
            Paper::NoticeLetter(letters::first_notice(0)),
        ),
        (
            "notice-letter-second",
            Paper::NoticeLetter(letters::second_notice()),
        ),
        (
            "notice-letter-two-pages",
            Paper::NoticeLetter(letters::first_notice(4)),
        ),
        (
            "notice-letter-three-pages",
            Paper::NoticeLetter(letters::first_notice(12)),
        ),
        (
            "covering-letter",
            Paper::CoveringLetter(letters::covering()),
        ),
        ("card-register", Paper::CardRegister(card_register_of(24))),
        ("pin-register", Paper::PinRegister(pin_register_of(24))),
        (
            "application-form",
            Paper::ApplicationForm(slips::application()),
        ),
        (
            "application-form-blank",
            Paper::ApplicationForm(slips::blank_application()),
        ),
        ("cash-receipt", Paper::CashReceipt(slips::receipt(2))),
        ("cash-receipt-long", Paper::CashReceipt(slips::receipt(14))),
    ]
}

/// A first notice with so many further paragraphs.
#[must_use]
pub fn notice_with(paragraphs: usize) -> Paper {
    Paper::NoticeLetter(letters::first_notice(paragraphs))
}

/// The seal of an issued paper.
#[must_use]
pub fn issued(number: &str) -> Seal {
    let hash = "7c1e90ab4f22d8135b6a0c9e41f7a2b3d4c5e6f708192a3b4c5d6e7fc04d8b61";
    let in_code = hash.to_uppercase();
    Seal::Issued {
        number: number.to_owned(),
        sha256_hex: hash.to_owned(),
        check_url: format!("https://sahakorn.example/check/{number}?h={in_code}"),
        issued_at: "21 พ.ย. 2569 10:42 น.".to_owned(),
        issued_by: "สมชาย ใจมั่น".to_owned(),
        chain_head: Some("ลำดับ 12,345 · 9f3a 22c1 07be".to_owned()),
    }
}

/// The foot of a mere copy.
#[must_use]
pub fn unsealed() -> Seal {
    Seal::Unsealed {
        printed_at: "21 พ.ย. 2569 10:42 น.".to_owned(),
        printed_by: "มาลี แก้วใส".to_owned(),
    }
}

/// Digits as on letters or as on registers.
fn letterhead(thai: bool) -> Letterhead {
    let choose = |a: &str, b: &str| if thai { a.to_owned() } else { b.to_owned() };
    Letterhead {
        emblem: "ส".to_owned(),
        name: "สหกรณ์ตัวอย่างเพชรบูรณ์ จำกัด".to_owned(),
        address: choose(
            "๙๙ หมู่ ๙ ตำบลตัวอย่าง อำเภอเมืองเพชรบูรณ์ จังหวัดเพชรบูรณ์ ๖๗๐๐๐",
            "99 หมู่ 9 ตำบลตัวอย่าง อำเภอเมืองเพชรบูรณ์ จังหวัดเพชรบูรณ์ 67000",
        ),
        phone: choose("๐ ๕๖๐๐ ๐๐๐๐", "0 5600 0000"),
        registration_no: choose("๖๗๐๐๐๐๐๐๐๐๐๐๐", "6700000000000"),
    }
}

fn signer(name: &str, position: &str, order: Option<&str>, signed: Option<usize>) -> Signer {
    Signer {
        signature: signed.map(strokes::of),
        name: Some(name.to_owned()),
        position: position.to_owned(),
        order: order.map(str::to_owned),
        signed_at: None,
    }
}
