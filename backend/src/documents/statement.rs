//! The exact words a member signs under. They are kept with the signature, so a change here changes nothing that was signed.

use crate::kernel::BusinessDate;

/// A member as named on paper: number and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub number: String,
    pub name: String,
}

/// What is received.
#[derive(Debug, Clone, Copy)]
pub enum Thing<'a> {
    Card { last_four: &'a str },
    Envelope { number: &'a str, last_four: &'a str },
}

/// The receipt of a card or a PIN envelope, line by line: what, who, when, the sentence; then a line for each earlier card that
/// the member gives back, by its last digits.
pub fn of_receipt(
    thing: Thing<'_>,
    member: &Named,
    on: BusinessDate,
    given_back: &[&str],
) -> String {
    let (what, sentence) = match thing {
        Thing::Card { last_four } => (
            format!("บัตรเงินสด หมายเลขลงท้าย {last_four}"),
            "ข้าพเจ้าได้ตรวจชื่อบนบัตรแล้ว ถูกต้อง และได้รับบัตรเงินสดข้างต้นไว้แล้ว",
        ),
        Thing::Envelope { number, last_four } => (
            format!("ซองรหัสผ่านคู่บัตร เลขที่ {number} ของบัตรลงท้าย {last_four}"),
            "ข้าพเจ้าได้ตรวจซองแล้ว ปิดผนึกเรียบร้อย และได้รับซองรหัสผ่านคู่บัตรข้างต้นไว้แล้ว",
        ),
    };
    let mut text = format!(
        "{what}\nสมาชิก {} {}\nวันที่ {}\n{sentence}",
        member.number,
        member.name,
        on.thai_long()
    );
    for last_four in given_back {
        text.push_str(&format!("\nและได้ส่งคืนบัตรเดิม หมายเลขลงท้าย {last_four} แล้ว"));
    }
    text
}
