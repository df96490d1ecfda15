//! Words of the ledger in both languages.

use super::error::LedgerError;
use crate::kernel::thai::Hidden;
use crate::kernel::{Lang, Text};
use crate::web::texts::sentences;

/// What a refusal says to the person who asked.
pub fn refusal(error: &LedgerError) -> Text {
    said(error, format!("{error}."))
}

sentences! {
    /// The sentence of each refusal; the English one is its own, unless another stands here.
    fn said(error: &LedgerError, english: String) -> Text {
        LedgerError::Chart(_) => Text::of("ผังบัญชีไม่ผ่านการตรวจ", english),
        LedgerError::Rules(_) => Text::of("กฎการลงบัญชีไม่ผ่านการตรวจ", english),
        LedgerError::AccountGone { code } => {
            Text::of(format!("ผังบัญชีใหม่ไม่มีบัญชี {code} ซึ่งมีอยู่ในบัญชีแล้ว"), english)
        },
        LedgerError::NoRule { event, on } => Text::of(
            format!("ไม่มีกฎการลงบัญชีสำหรับ {event} ณ วันที่ {}", on.thai_table()),
            english,
        ),
        LedgerError::UnknownFigure { event, figure } => {
            Text::of(format!("กฎการลงบัญชี {event} ไม่มีจำนวน {figure}"), english)
        },
        LedgerError::NegativeFigure { figure } => Text::of(format!("จำนวน {figure} ติดลบ"), english),
        LedgerError::NothingToPost => Text::of("ไม่มีจำนวนเงินให้ลงบัญชี", english),
        LedgerError::RoleWithoutAccount { role } => {
            Text::of(format!("ผังบัญชีไม่มีบัญชีที่ทำหน้าที่ {role}"), english)
        },
        LedgerError::MissingSubsidiary { account, kind } => {
            let kind = kind.name();
            let thai = format!("บัญชี {account} ต้องระบุบัญชีย่อย ({})", kind.get(Lang::Th));
            Text::of(thai, english)
        },
        LedgerError::InTheFuture { on, today } => Text::of(
            format!(
                "วันที่ {} ยังมาไม่ถึง (วันนี้ {})",
                on.thai_table(),
                today.thai_table()
            ),
            english,
        ),
        LedgerError::BeforeItsEntry { original, .. } => Text::of(
            format!(
                "กลับรายการก่อนวันที่ของรายการเดิม ({}) ไม่ได้",
                original.thai_table()
            ),
            english,
        ),
        LedgerError::BeforeTheBooks { on, first_day } => Text::of(
            format!(
                "วันที่ {} อยู่ก่อนบัญชีของสหกรณ์ในระบบ ซึ่งเริ่มวันที่ {}",
                on.thai_table(),
                first_day.thai_table()
            ),
            english,
        ),
        LedgerError::Unbalanced { debit, credit } => {
            Text::of(format!("เดบิต {debit} กับเครดิต {credit} ไม่เท่ากัน"), english)
        },
        LedgerError::LineCount { max } => Text::of(format!("รายการหนึ่งมี 2 ถึง {max} บรรทัด"), english),
        LedgerError::NotPositive { line } => {
            Text::of(format!("บรรทัดที่ {line}: จำนวนเงินต้องมากกว่าศูนย์"), english)
        },
        LedgerError::BothSides { line } => {
            Text::of(format!("บรรทัดที่ {line}: ใส่เดบิตหรือเครดิตเพียงด้านเดียว"), english)
        },
        LedgerError::NoSubsidiary { line, code } => {
            Text::of(format!("บรรทัดที่ {line}: บัญชี {code} ไม่มีบัญชีย่อย"), english)
        },
        LedgerError::OtherSubsidiary { line, code, kind, .. } => {
            let kind = kind.name();
            Text::of(
                format!("บรรทัดที่ {line}: บัญชี {code} ไม่ได้แยกตาม{} ลบค่านี้ออก", kind.get(Lang::Th)),
                english,
            )
        },
        LedgerError::Unfit { message, .. } => message.clone(),
        LedgerError::NoSuchMember { line } => {
            Text::of(format!("บรรทัดที่ {line}: ไม่มีสมาชิกเลขนี้"), english)
        },
        LedgerError::NoSuchAccount { line, code } => {
            Text::of(format!("บรรทัดที่ {line}: ไม่มีบัญชี {code} ในผังบัญชี"), english)
        },
        LedgerError::GroupHead { line, code } => Text::of(
            format!("บรรทัดที่ {line}: {code} เป็นหมวดบัญชี ลงรายการไม่ได้"),
            english,
        ),
        LedgerError::ReversalWaits { no } => Text::of(
            format!("มีคำขอกลับรายการ {no} รออนุมัติอยู่แล้ว"),
            format!("A reversal of {no} waits for approval already."),
        ),
        LedgerError::AlreadyReversed { no, by } => {
            Text::of(format!("รายการ {no} ถูกกลับรายการแล้วโดย {by}"), english)
        },
        LedgerError::IsAReversal { no } => {
            Text::of(format!("{no} เป็นรายการกลับรายการ กลับซ้ำไม่ได้"), english)
        },
        LedgerError::NotFound => Text::of("ไม่พบรายการ", english),
        LedgerError::NoDocument => Text::of("ต้องระบุเลขที่เอกสารประกอบรายการ", english),
        LedgerError::NoText => Text::of("ต้องมีคำอธิบายรายการ", english),
        LedgerError::CardNumberInText => {
            Text::of("ข้อความมีเลขที่คล้ายเลขบัตร ให้ใช้เลข 4 ตัวท้ายเท่านั้น", english)
        },
        LedgerError::PinInText => Hidden::Pin.text(),
        LedgerError::LongText { chars_max } => {
            Text::of(format!("ข้อความยาวเกิน {chars_max} ตัวอักษร"), english)
        },
        LedgerError::NotItsApprover { why, may } => Text::of(why.said(may).th, english),
        LedgerError::OfARule { no, cause } => Text::of(
            format!("{no} ลงบัญชีตามกฎ {}", cause.undone_by().get(Lang::Th)),
            english,
        ),
        LedgerError::NotAReceipt { no } => {
            Text::of(format!("{no} ไม่ใช่การรับชำระค่าธรรมเนียมบัตรเป็นเงินสด"), english)
        },
        LedgerError::NoRoleReason { line, code } => Text::of(
            format!("บรรทัดที่ {line}: บัญชี {code} เป็นของกฎการลงบัญชี ต้องบอกเหตุที่ใช้ในรายการทั่วไป"),
            english,
        ),
        LedgerError::WriteOffByHand => Text::of(
            "รายการนี้ยกหนี้ค่าธรรมเนียมบัตรให้สมาชิก ซึ่งทำได้เฉพาะตามมติคณะกรรมการ ให้ตัดหนี้จากหน้าค่าธรรมเนียมของสมาชิก โดยระบุเลขที่มติ วันที่ และภาพสแกน",
            english,
        ),
        LedgerError::CashWithoutReceipt => Text::of(
            "เงินสดที่สมาชิกชำระค่าธรรมเนียมบัตร ให้รับจากหน้าค่าธรรมเนียมของสมาชิก ซึ่งออกใบเสร็จให้",
            english,
        ),
        LedgerError::NotFromMoney { line, code } => Text::of(
            format!("บรรทัดที่ {line}: บัญชี {code} แทนเงินที่รับไว้จริง ลงจากบัญชีอีกด้านของรายการนี้ไม่ได้ เพราะอาจเป็นการยกหนี้ค่าธรรมเนียมบัตรโดยไม่มีมติคณะกรรมการ"),
            english,
        ),
        LedgerError::GoesBackAsWaiver { no } => Text::of(
            format!("ถ้ากลับ {no} จะลดหนี้ค่าธรรมเนียมบัตรของสมาชิก ซึ่งทำได้เฉพาะเมื่อสมาชิกชำระ หรือตามมติคณะกรรมการ"),
            english,
        ),
        LedgerError::UsedMeanwhile { no, held } => Text::of(
            format!("เงินที่รับไว้ตาม {no} เหลืออยู่ {held} บาท ส่วนที่ใช้ไปแล้วคืนหรือกลับรายการไม่ได้"),
            english,
        ),
        LedgerError::NoResolution => {
            Text::of("การตัดหนี้ต้องระบุเลขที่มติคณะกรรมการ ซึ่งมีตัวเลข", english)
        },
        LedgerError::WriteOffTooLarge { owed } => Text::of(
            format!("ณ วันที่มีมติและวันนี้ หักเงินรอจ่ายคืนสมาชิกแล้ว สมาชิกค้างชำระ {owed} บาท ตัดหนี้เกินกว่านี้ไม่ได้"),
            english,
        ),
        LedgerError::NotHeld { line, held } => Text::of(
            format!("บรรทัดที่ {line}: ณ วันที่ของรายการและวันนี้ มียอดที่ใช้ได้ {held} บาท"),
            english,
        ),
        LedgerError::MoreThanOwed { due } => Text::of(
            format!("สมาชิกค้างชำระและยื่นคำขอไว้รวม {due} บาท ถ้าตั้งใจรับเกิน ให้เลือกรับส่วนเกินไว้เป็นเงินรอจ่ายคืนสมาชิก"),
            english,
        ),
        LedgerError::NotItsMaker => Text::of("ถอนได้เฉพาะผู้จัดทำรายการ", english),
        LedgerError::OwnSentBack => {
            Text::of("ผู้จัดทำส่งรายการของตนเองกลับไม่ได้ ให้ถอนรายการแทน", english)
        },
        LedgerError::NotSentBack => Text::of("จัดทำใหม่ได้เฉพาะรายการที่ถูกส่งกลับ", english),
        LedgerError::OtherKind => Text::of("จัดทำใหม่แทนรายการต่างชนิดไม่ได้", english),
        LedgerError::Decided => Text::of("รายการที่เตรียมไว้นี้ตัดสินไปแล้ว", english),
        LedgerError::PaymentNotPositive => Text::of("จำนวนเงินที่รับต้องมากกว่าศูนย์", english),
        LedgerError::TooLarge(_) => Text::of("จำนวนเงินมากเกินไป", english),
        LedgerError::Scan(_) => Text::of("รับภาพสแกนไม่ได้", english),
        LedgerError::People(_) => Text::of("อ่านข้อมูลบุคคลไม่ได้", english),
        LedgerError::Store(_) => Text::of("อ่านหรือบันทึกบัญชีไม่ได้", english),
    }
}
