//! Words of the page on which a card fee is taken.

use crate::web::texts::texts;

texts! {
    /// Words of the counter when a member pays a card fee
    pub struct FeeTexts {
        title: "รับชำระค่าธรรมเนียมบัตร", "Take a card fee";
        members: "สมาชิก", "Members";
        member: "สมาชิก", "Member";
        owes: "ค้างชำระ", "Owes";
        nothing: "ไม่มียอดค้าง", "nothing";
        ahead: "ชำระล่วงหน้าไว้ {} บาท", "paid ahead: {} baht";
        baht: "บาท", "baht";
        applied_for: "ค่าธรรมเนียมของคำขอที่ยังไม่ส่งธนาคาร", "For an application not yet sent to the bank";
        credit: "เงินรอจ่ายคืนสมาชิก", "The member's credit";
        as_credit: "เงินส่วนที่เกินยอดค้าง", "What is more than due";
        take_as_credit: "รับไว้เป็นเงินรอจ่ายคืนสมาชิก", "Take it as the member's credit";
        as_credit_hint: "เลือกเมื่อตั้งใจรับเกินยอดค้างและคำขอที่ยื่นไว้เท่านั้น", "Only where more than what is owed and applied for is taken knowingly";
        write_off: "ตัดหนี้ค่าธรรมเนียมตามมติ", "Write a fee off by resolution";
        write_off_amount: "จำนวนที่ตัดหนี้", "Amount written off";
        write_off_reason: "เหตุที่เรียกเก็บจากสมาชิกไม่ได้", "Why the member cannot be made to pay";
        resolution_no: "เลขที่มติคณะกรรมการ", "Number of the board's resolution";
        resolved_on: "วันที่มีมติ", "Day of the meeting";
        resolution_scan: "ภาพสแกนมติ", "Scan of the resolution";
        resolution_scan_hint: "PDF, PNG หรือ JPEG ไม่เกิน 4 MB", "PDF, PNG or JPEG, at most 4 MB";
        amount: "จำนวนเงินสดที่รับ", "Cash received";
        amount_hint: "ชำระก่อนส่งคำขอให้ธนาคารได้ ยอดจะยกไปหักเมื่อส่ง", "May be paid before the application goes to the bank; it is set off then";
        received_on: "วันที่รับเงิน", "Received on";
        taken: "รับเงินแล้ว ใบสำคัญ {} ออกใบเสร็จได้จากหน้านี้", "Received with voucher {}; the receipt is issued from here";
    }
}
