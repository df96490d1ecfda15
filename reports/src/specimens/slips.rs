//! The application form, filled in and blank, and the receipt.

use super::{letterhead, signer};
use crate::papers::{
    Applicant, ApplicationFee, ApplicationForm, ApplicationKind, CashReceipt, Enclosed, FeePayer,
    LossReport, OfficeUse, ReceiptLine, Signer,
};

fn enclosed(present: bool) -> Vec<Enclosed> {
    let one = |name: &str, present| Enclosed {
        name: name.to_owned(),
        present,
    };
    vec![
        one("สำเนาบัตรประจำตัวประชาชน", present),
        one("บันทึกการแจ้งหายหรือลืมรหัสผ่าน", present),
        one("บัตรเงินสดเดิมที่ชำรุดหรือหมดอายุ", false),
    ]
}

fn applicant() -> Applicant {
    Applicant {
        name: Some("นายประสิทธิ์ กิ่งแก้ว".into()),
        member_no: Some("๐๐๕๑๙".into()),
        national_id: Some("x-xxxx-xxxxx-๔๒-๑".into()),
        workplace: Some("องค์การบริหารส่วนตำบลน้ำก้อ อำเภอหล่มสัก".into()),
        address: Some("๑๒/๓ หมู่ ๕ ตำบลน้ำก้อ อำเภอหล่มสัก จังหวัดเพชรบูรณ์ ๖๗๑๑๐".into()),
        phone: Some("๐๘๑ ๐๐๐ ๐๐๐๐".into()),
        holder_name: Some("นายประสิทธิ์ กิ่งแก้ว".into()),
    }
}

/// A member who lost a card.
pub fn application() -> ApplicationForm {
    ApplicationForm {
        letterhead: letterhead(true),
        application_no: Some("AP2569/000073".into()),
        written_at: Some("สำนักงานสหกรณ์ตัวอย่างเพชรบูรณ์ จำกัด".into()),
        dated: Some("๑๑ ตุลาคม ๒๕๖๙".into()),
        applicant: applicant(),
        kind: Some(ApplicationKind::Lost),
        cause: None,
        earlier_card: Some("•••• ๔๔๗๑".into()),
        loss_report: Some(LossReport {
            reported_at: "๑๐ ตุลาคม ๒๕๖๙ เวลา ๑๘.๒๐ น.".into(),
            bank_reference: Some("KB-๒๐๖๖๑๗".into()),
        }),
        fee: Some(ApplicationFee {
            amount: "๑๐๐.๐๐".into(),
            payer: FeePayer::Member,
        }),
        enclosed: enclosed(true),
        applicant_signer: signer("นายประสิทธิ์ กิ่งแก้ว", "ผู้ยื่นคำขอ", None, Some(2)),
        officer: signer(
            "นางสาวมาลี แก้วใส",
            "เจ้าหน้าที่ผู้รับคำขอ",
            Some("คำสั่ง ๑๔/๒๕๖๙"),
            Some(1),
        ),
        office: OfficeUse {
            received_on: Some("๑๑ ตุลาคม ๒๕๖๙".into()),
            data_completed_on: Some("๑๑ ตุลาคม ๒๕๖๙".into()),
            to_bank_by: Some("๒๕ พฤศจิกายน ๒๕๖๙".into()),
            batch_no: None,
            batch_dated: None,
            remarks: None,
        },
    }
}

/// A form for the pen.
pub fn blank_application() -> ApplicationForm {
    let unsigned = |position: &str| Signer {
        signature: None,
        name: None,
        position: position.to_owned(),
        order: None,
        signed_at: None,
    };
    ApplicationForm {
        letterhead: letterhead(true),
        application_no: None,
        written_at: None,
        dated: None,
        applicant: Applicant::default(),
        kind: None,
        cause: None,
        earlier_card: None,
        loss_report: None,
        fee: None,
        enclosed: enclosed(false),
        applicant_signer: unsigned("ผู้ยื่นคำขอ"),
        officer: unsigned("เจ้าหน้าที่ผู้รับคำขอ"),
        office: OfficeUse::default(),
    }
}

/// A receipt of so many lines.
pub fn receipt(lines: usize) -> CashReceipt {
    let of = |at: usize| ReceiptLine {
        text: [
            "ค่าธรรมเนียมออกบัตรเงินสดใหม่แทนบัตรที่สูญหาย (ข้อ ๕ วรรคสอง) คำขอเลขที่ AP2569/000073",
            "ชำระเงินกู้สามัญ สัญญาเลขที่ ส.125/2568 งวดที่ 14 เงินต้นและดอกเบี้ย",
        ][at % 2]
            .to_owned(),
        amount: ["100.00", "1,234.50"][at % 2].to_owned(),
    };
    CashReceipt {
        letterhead: letterhead(false),
        receipt_no: "RV2569/000123".into(),
        dated: "21 พฤศจิกายน 2569".into(),
        payer: "นายประสิทธิ์ กิ่งแก้ว".into(),
        member_no: Some("00519".into()),
        lines: (0..lines).map(of).collect(),
        total: if lines == 2 { "1,334.50" } else { "9,341.50" }.into(),
        total_in_words: if lines == 2 {
            "หนึ่งพันสามร้อยสามสิบสี่บาทห้าสิบสตางค์"
        } else {
            "เก้าพันสามร้อยสี่สิบเอ็ดบาทห้าสิบสตางค์"
        }
        .into(),
        paid_by: "เงินสด".into(),
        remark: None,
        receiver: signer("นางสาวมาลี แก้วใส", "ผู้รับเงิน", Some("คำสั่ง 16/2569"), Some(1)),
    }
}
