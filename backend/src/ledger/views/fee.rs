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
        amount: "จำนวนเงินสดที่รับ", "Cash received";
        amount_hint: "ชำระก่อนส่งคำขอให้ธนาคารได้ ยอดจะยกไปหักเมื่อส่ง", "May be paid before the application goes to the bank; it is set off then";
        received_on: "วันที่รับเงิน", "Received on";
        taken: "รับเงินแล้ว ใบสำคัญ {} ออกใบเสร็จได้จากหน้านี้", "Received with voucher {}; the receipt is issued from here";
    }
}
