//! What staff are told when an act on a card or an envelope is refused, in both languages.

use super::applications::texts::reports;
use super::custody::model::Lane;
use super::error::CardError;
use crate::kernel::{BusinessDate, Lang, Text};
use crate::web::texts::fill;

/// What an item is called.
pub fn lane_name(lane: Lane) -> Text {
    match lane {
        Lane::Card => Text::fixed("บัตรเงินสด", "cash card"),
        Lane::Pin => Text::fixed("ซองรหัสผ่านคู่บัตร", "PIN envelope"),
    }
}

const NOT_THIS_DUTY: Text = Text::fixed("ไม่มีหน้าที่นี้ในวันนี้", "Not this duty today");
const NOT_ONE_PERSON: Text = Text::fixed("ต้องเป็นคนละคนกัน", "Two different persons are needed");
const CARD_NOT_VALID: Text = Text::fixed("บัตรใช้ไม่ได้แล้ว", "The card is no longer valid");
const SIGNATURE_NEEDED: Text = Text::fixed("ต้องมีลายมือชื่อสมาชิก", "The member's signature is needed");
const BAD_DATE: Text = Text::fixed("วันที่ใช้ไม่ได้", "The date cannot be used");
const NO_RULES: Text = Text::fixed("ไม่มีกติกาของวันนั้น", "No rules for that day");
const FAILED: Text = Text::fixed("ระบบขัดข้อง", "The system failed");

/// The kind of refusal.
#[expect(clippy::too_many_lines, reason = "a line for each refusal")]
pub fn title(error: &CardError) -> Text {
    match error {
        CardError::NotFound => Text::fixed("ไม่พบข้อมูล", "Not found"),
        CardError::NotKeeper { .. }
        | CardError::NotDispenser { .. }
        | CardError::NotYourTransfer
        | CardError::ReceiverNotDispenser { .. } => NOT_THIS_DUTY,
        CardError::SameKeeper
        | CardError::KeptOtherHalf { .. }
        | CardError::HadOtherHalf { .. }
        | CardError::HoldsOtherHalf { .. }
        | CardError::KeeperOfOtherLane { .. }
        | CardError::KeeperDispenses { .. } => NOT_ONE_PERSON,
        CardError::Blocked { .. }
        | CardError::Unsettled { .. }
        | CardError::Expired { .. }
        | CardError::MemberLeft { .. } => CARD_NOT_VALID,
        CardError::NoSignature { .. }
        | CardError::BadSignature
        | CardError::Witnesses
        | CardError::WitnessUnfit
        | CardError::PaperUsed { .. }
        | CardError::PaperBeforeReceipt { .. } => SIGNATURE_NEEDED,
        CardError::NotReceived { .. }
        | CardError::NotReleased { .. }
        | CardError::NotInSafe { .. }
        | CardError::InOtherSafe { .. }
        | CardError::HandedOverAlready { .. }
        | CardError::EarlierCardNotEnded { .. }
        | CardError::AskedAgain { .. }
        | CardError::TransferClosed
        | CardError::WrongHandOverStep
        | CardError::TooLateToCorrect { .. }
        | CardError::NoticedAlready { .. }
        | CardError::EnvelopeAnnouncedWithCard { .. }
        | CardError::Stale => Text::fixed("ทำในสถานะนี้ไม่ได้", "Not possible in this state"),
        CardError::BadDeskCode => Text::fixed("รหัสโต๊ะใช้ไม่ได้", "The desk code does not work"),
        CardError::Dated(_)
        | CardError::LetterBeforeReceipt { .. }
        | CardError::ReceiptInFuture
        | CardError::ReceiptBeforeOrder { .. } => BAD_DATE,
        CardError::NothingChosen { .. }
        | CardError::NamedTwice { .. }
        | CardError::NumberTwin { .. }
        | CardError::EnvelopeNumber { .. }
        | CardError::OtherNumber { .. }
        | CardError::StillMember { .. }
        | CardError::ReportUsed
        | CardError::Field { .. } => Text::fixed("มีข้อมูลต้องแก้ไข", "Something needs correcting"),
        CardError::NoBylaws(_) | CardError::Calendar => NO_RULES,
        CardError::Store(_) | CardError::Identity(_) | CardError::Vault(_) => FAILED,
    }
}

/// This refusal in a sentence.
#[expect(clippy::too_many_lines, reason = "a line for each refusal")]
pub fn detail(error: &CardError) -> Text {
    match error {
        CardError::NotFound => NOT_FOUND,
        CardError::NotKeeper { lane } => of_lane(NOT_KEEPER, *lane),
        CardError::SameKeeper => SAME_KEEPER,
        CardError::NotDispenser { lane } => of_lane(NOT_DISPENSER, *lane),
        CardError::ReceiverNotDispenser { lane } => of_lane(RECEIVER_NOT_DISPENSER, *lane),
        CardError::KeptOtherHalf { item } => of_item(KEPT_OTHER_HALF, item),
        CardError::HadOtherHalf { item } => of_item(HAD_OTHER_HALF, item),
        CardError::EarlierCardNotEnded { item } => of_item(EARLIER_NOT_ENDED, item),
        CardError::AskedAgain { item, no } => asked_again(item, no),
        CardError::ReportUsed => reports::USED,
        CardError::HoldsOtherHalf { item } => of_item(HOLDS_OTHER_HALF, item),
        CardError::KeeperOfOtherLane { lane } => keeper_of_other_lane(*lane),
        CardError::KeeperDispenses { lane } => of_lane(KEEPER_DISPENSES, *lane),
        CardError::NotReceived { item } => of_item(NOT_RECEIVED, item),
        CardError::NotReleased { item } => of_item(NOT_RELEASED, item),
        CardError::NotInSafe { item } => of_item(NOT_IN_SAFE, item),
        CardError::InOtherSafe { item } => of_item(IN_OTHER_SAFE, item),
        CardError::HandedOverAlready { item } => of_item(HANDED_OVER_ALREADY, item),
        CardError::NotYourTransfer => NOT_YOUR_TRANSFER,
        CardError::TransferClosed => TRANSFER_CLOSED,
        CardError::Blocked { item } => of_item(BLOCKED, item),
        CardError::Unsettled { item } => of_item(UNSETTLED, item),
        CardError::Expired { item, on } => expired(item, *on),
        CardError::MemberLeft { item, on } => member_left(item, *on),
        CardError::StillMember { .. } => STILL_MEMBER,
        CardError::NoSignature { .. } => NO_SIGNATURE,
        CardError::BadSignature => BAD_SIGNATURE,
        CardError::Witnesses => WITNESSES,
        CardError::WitnessUnfit => WITNESS_UNFIT,
        CardError::PaperUsed { .. } => PAPER_USED,
        CardError::PaperBeforeReceipt { .. } => PAPER_BEFORE_RECEIPT,
        CardError::OtherNumber { listed, .. } => of_item(OTHER_NUMBER, listed),
        CardError::BadDeskCode => BAD_DESK_CODE,
        CardError::WrongHandOverStep => WRONG_HAND_OVER_STEP,
        CardError::Dated(fault) => fault.text(),
        CardError::LetterBeforeReceipt { item } => of_item(LETTER_BEFORE_RECEIPT, item),
        CardError::NoticedAlready { item } => of_item(NOTICED_ALREADY, item),
        CardError::EnvelopeAnnouncedWithCard { item } => of_item(ANNOUNCED_WITH_CARD, item),
        CardError::ReceiptInFuture => RECEIPT_IN_FUTURE,
        CardError::TooLateToCorrect { item } => of_item(TOO_LATE_TO_CORRECT, item),
        CardError::NothingChosen { .. } => NOTHING_CHOSEN,
        CardError::NamedTwice { .. } => NAMED_TWICE,
        CardError::ReceiptBeforeOrder { ordered_on } => of_day(RECEIPT_BEFORE_ORDER, *ordered_on),
        CardError::NumberTwin { .. } => NUMBER_TWIN,
        CardError::EnvelopeNumber { .. } => ENVELOPE_NUMBER,
        CardError::Field { message, .. } => message.clone(),
        CardError::Stale => STALE,
        CardError::NoBylaws(on) => of_day(NO_BYLAWS, *on),
        CardError::Calendar => CALENDAR,
        CardError::Store(_) | CardError::Identity(_) | CardError::Vault(_) => NOTHING_SAVED,
    }
}

fn of_item((th, en): (&str, &str), item: &str) -> Text {
    Text::of(fill(th, item), fill(en, item))
}

fn of_lane((th, en): (&str, &str), lane: Lane) -> Text {
    let name = |lang| lane_name(lane).get(lang).to_owned();
    Text::of(fill(th, name(Lang::Th)), fill(en, name(Lang::En)))
}

fn of_day((th, en): (&str, &str), day: BusinessDate) -> Text {
    Text::of(fill(th, day.thai_short()), fill(en, day.english()))
}

fn asked_again(item: &str, no: &str) -> Text {
    Text::of(
        format!("สมาชิกยื่นคำขอ {no} แทน {item} แล้ว บัตรนี้กลับมาไม่ได้ ให้ส่งคืนธนาคาร"),
        format!("The member has asked by {no} in place of {item}: it goes back to the bank."),
    )
}

fn expired(item: &str, on: BusinessDate) -> Text {
    Text::of(
        format!("{item} หมดอายุเมื่อ {}", on.thai_short()),
        format!("{item} expired on {}.", on.english()),
    )
}

fn member_left(item: &str, on: BusinessDate) -> Text {
    Text::of(
        format!("เจ้าของ {item} พ้นสมาชิกภาพเมื่อ {} จ่ายไม่ได้", on.thai_short()),
        format!(
            "The owner of {item} left on {}; nothing is handed over.",
            on.english()
        ),
    )
}

/// `lane` is what the person hands out while they keep the other.
fn keeper_of_other_lane(lane: Lane) -> Text {
    let (kept, given) = (lane_name(lane.other()), lane_name(lane));
    Text::of(
        format!("ผู้เก็บรักษา{}จ่ายอีกประเภทหนึ่งไม่ได้ทุกกรณี", kept.get(Lang::Th)),
        format!(
            "Who keeps the {} never hands out the {}.",
            kept.get(Lang::En),
            given.get(Lang::En)
        ),
    )
}

const STILL_MEMBER: Text = Text::fixed("สมาชิกยังไม่พ้นสมาชิกภาพ", "The member has not left.");
const NOT_FOUND: Text = Text::fixed(
    "ไม่มีข้อมูลนี้ หรือไม่มีสิทธิ์ดู",
    "There is nothing here, or you may not see it.",
);
const NOT_KEEPER: (&str, &str) = (
    "ทำได้เฉพาะผู้เก็บรักษา{}ตามคำสั่งที่มีผลวันนี้",
    "Only today's keeper of the {} by written order may do this.",
);
const SAME_KEEPER: Text = Text::fixed(
    "ผู้เก็บรักษาบัตรกับผู้เก็บรักษารหัสผ่านต้องไม่เป็นบุคคลเดียวกัน",
    "The keeper of the card and the keeper of its PIN must not be one person.",
);
const NOT_DISPENSER: (&str, &str) = (
    "ทำได้เฉพาะผู้จ่าย{}ตามคำสั่งที่มีผลวันนี้",
    "Only a dispenser of the {} by written order may do this.",
);
const RECEIVER_NOT_DISPENSER: (&str, &str) = (
    "ผู้รับมอบไม่มีคำสั่งเป็นผู้จ่าย{}ในวันนี้",
    "The receiver has no order as dispenser of the {} today.",
);
const KEPT_OTHER_HALF: (&str, &str) = (
    "ผู้เก็บรักษาคนนี้เคยเก็บ ถือ หรือจ่ายอีกส่วนหนึ่งของ {} มาแล้ว จึงเก็บรักษาส่วนนี้ไม่ได้ แม้เปลี่ยนหน้าที่แล้ว",
    "This keeper has kept, carried or handed over the other part of {}, so never keeps this one, whatever the duty is now.",
);
const HAD_OTHER_HALF: (&str, &str) = (
    "ผู้จ่ายคนนี้เคยเก็บ ถือ หรือจ่ายอีกส่วนหนึ่งของ {} มาแล้ว จึงถือหรือจ่ายส่วนนี้ไม่ได้ แม้เปลี่ยนหน้าที่แล้ว",
    "This dispenser has kept, carried or handed over the other part of {}, so never takes this one, whatever the duty is now.",
);
const EARLIER_NOT_ENDED: (&str, &str) = (
    "สมาชิกยังมีบัตรเดิม {} ที่ยังไม่สิ้นสุด รับบัตรเดิมคืนพร้อมการจ่ายบัตรใหม่ หรืออายัดก่อน",
    "The member still has card {}, which has not ended. Take it in with the new card, or have it blocked first.",
);
const HOLDS_OTHER_HALF: (&str, &str) = (
    "ผู้รับถืออีกส่วนหนึ่งของ {} อยู่แล้ว คนเดียวถือทั้งบัตรและซองรหัสผ่านไม่ได้",
    "The receiver has the other part of {}. Nobody holds card and PIN of one card.",
);
const KEEPER_DISPENSES: (&str, &str) = (
    "ผู้เก็บรักษา{}จ่ายเองได้เฉพาะสหกรณ์ขนาดเล็กที่กำหนดไว้",
    "A keeper of the {} hands out only where the bylaws say small cooperative.",
);
const NOT_RECEIVED: (&str, &str) = (
    "ยังไม่ได้รับ {} จากธนาคาร",
    "{} was not received from the bank yet.",
);
const NOT_RELEASED: (&str, &str) = (
    "{} ยังไม่ได้ส่งมอบให้ท่าน ให้ผู้เก็บรักษาส่งมอบและท่านยืนยันรับก่อน",
    "{} is not released to you. Its keeper releases it and you confirm.",
);
const NOT_IN_SAFE: (&str, &str) = ("{} ไม่ได้อยู่กับผู้เก็บรักษา", "{} is not with its keeper.");
const IN_OTHER_SAFE: (&str, &str) = (
    "{} อยู่ในตู้ของผู้เก็บรักษาคนอื่น ให้ผู้นั้นทำ หรือส่งมอบต่อก่อน",
    "{} lies in another keeper's safe; that keeper does this, or gives it on first.",
);
const HANDED_OVER_ALREADY: (&str, &str) = ("จ่าย {} ให้สมาชิกแล้ว", "{} was handed over already.");
const NOT_YOUR_TRANSFER: Text = Text::fixed(
    "ผู้ยืนยันต้องเป็นผู้รับมอบที่ระบุไว้ ด้วยการเข้าสู่ระบบของตนเอง",
    "The named receiver confirms, signed in as themselves.",
);
const TRANSFER_CLOSED: Text = Text::fixed(
    "รายการส่งมอบนี้ยืนยันหรือยกเลิกไปแล้ว",
    "This release was confirmed or withdrawn already.",
);
const BLOCKED: (&str, &str) = ("{} ถูกอายัดหรือยกเลิกแล้ว", "{} is blocked or cancelled.");
const UNSETTLED: (&str, &str) = (
    "{} มาจากทะเบียนเดิมและมีข้อยกเว้นที่ผู้จัดการยังไม่วินิจฉัย",
    "{} came from the old register with an exception that the manager has not settled.",
);
const NO_SIGNATURE: Text = Text::fixed(
    "ให้สมาชิกลงลายมือชื่อบนแท็บเล็ต หรือแนบแบบกระดาษที่ลงชื่อแล้ว",
    "The member signs on the tablet, or the signed paper is attached.",
);
const BAD_SIGNATURE: Text = Text::fixed(
    "ลายมือชื่อว่างเปล่า สั้นเกินไป หรือใหญ่เกินไป ให้ลงชื่อใหม่",
    "The signature is empty, too short or too large. Sign again.",
);
const WITNESSES: Text = Text::fixed(
    "พิมพ์ลายนิ้วมือต้องมีพยานสองคนที่ไม่ใช่คนเดียวกันและไม่ใช่ผู้จ่าย ลายมือชื่อไม่ต้องมีพยาน",
    "A thumb print has two different witnesses who are not the dispenser; a signature has none.",
);
const WITNESS_UNFIT: Text = Text::fixed(
    "พยานต้องเป็นคนของสหกรณ์ที่ยังปฏิบัติงานอยู่ ไม่ใช่ผู้ดูแลระบบ และไม่ใช่ผู้จ่ายบัตรหรือซองของบัตรนี้",
    "A witness is of the cooperative today, does not keep the system, and hands over neither part of this card.",
);
const PAPER_USED: Text = Text::fixed(
    "แบบกระดาษนี้เป็นหลักฐานการจ่ายครั้งอื่นแล้ว การจ่ายแต่ละครั้งต้องมีลายมือชื่อของตนเอง",
    "This paper proves another hand-over already; each has a signature of its own.",
);
const PAPER_BEFORE_RECEIPT: Text = Text::fixed(
    "แบบกระดาษนี้เก็บไว้ก่อนสหกรณ์ได้รับของ จึงเป็นหลักฐานการจ่ายไม่ได้",
    "This paper was kept before the item came, and so cannot prove that it was handed over.",
);
const OTHER_NUMBER: (&str, &str) = (
    "รายการของธนาคารระบุเลขที่ซอง {} ถ้าซองมีเลขอื่น ให้แยกไว้ด้วยเหตุ เลขที่ไม่ตรง แล้วส่งคืนธนาคาร",
    "The bank's list gives number {}. An envelope with another one is set apart as of a wrong number, and goes back.",
);
const BAD_DESK_CODE: Text = Text::fixed(
    "รหัสโต๊ะผิด ใช้ไปแล้ว หรือหมดอายุ ขอรหัสใหม่จากเจ้าหน้าที่",
    "The desk code is wrong, used or too old. Ask for a new one.",
);
const WRONG_HAND_OVER_STEP: Text = Text::fixed(
    "การจ่ายนี้ยืนยันหรือยกเลิกไปแล้ว",
    "This hand-over was accepted or cancelled already.",
);
const LETTER_BEFORE_RECEIPT: (&str, &str) = (
    "หนังสือแจ้งต้องไม่ลงวันที่ก่อนวันที่ได้รับ {}",
    "The letter is dated before {} was received.",
);
const NOTICED_ALREADY: (&str, &str) = (
    "ออกหนังสือครั้งที่ 1 ของ {} แล้ว",
    "The first letter for {} was made already.",
);
const ANNOUNCED_WITH_CARD: (&str, &str) = (
    "หนังสือแจ้งบัตรแจ้งซอง {} ไว้ด้วยแล้ว ออกแยกได้เมื่อสมาชิกรับบัตรไปแล้ว",
    "The card's letter announces envelope {} too; it has its own once the card is collected.",
);
const RECEIPT_IN_FUTURE: Text =
    Text::fixed("วันที่รับต้องไม่เกินวันนี้", "Items are not received after today.");
const TOO_LATE_TO_CORRECT: (&str, &str) = (
    "{} มีรายการต่อจากการรับแล้ว จึงแก้การรับไม่ได้",
    "{} has moved on since its receipt.",
);
const NOTHING_CHOSEN: Text = Text::fixed("เลือกอย่างน้อยหนึ่งรายการ", "Choose at least one.");
const NAMED_TWICE: Text = Text::fixed("ระบุรายการเดียวกันสองครั้ง", "The same item is named twice.");
const RECEIPT_BEFORE_ORDER: (&str, &str) = (
    "วันที่รับต้องไม่ก่อนวันที่ส่งคำขอให้ธนาคาร ({})",
    "Nothing is received before it was ordered from the bank ({}).",
);
const NUMBER_TWIN: Text = Text::fixed(
    "หมายเลขบัตรนี้มีในทะเบียนแล้ว",
    "This card number is in the register already.",
);
const ENVELOPE_NUMBER: Text = Text::fixed(
    "กรอกเลขที่ซองที่ยังไม่เคยใช้",
    "Give an envelope number that was not used before.",
);
const STALE: Text = Text::fixed(
    "มีผู้แก้ไขรายการนี้หลังจากที่ท่านเปิดดู เปิดใหม่แล้วทำอีกครั้ง",
    "Someone changed this after you opened it. Open it again.",
);
const NO_BYLAWS: (&str, &str) = ("ไม่มีระเบียบที่ใช้บังคับในวันที่ {}", "No bylaws are in force on {}.");
const CALENDAR: Text = Text::fixed(
    "ปฏิทินวันหยุดยังไม่ครอบคลุมวันที่นี้ เพิ่มวันหยุดของปีนั้นก่อน",
    "The holiday calendar does not cover these dates yet.",
);
const NOTHING_SAVED: Text = Text::fixed(
    "ไม่มีสิ่งใดถูกบันทึก แจ้งรหัสนี้แก่ผู้ดูแลระบบ",
    "Nothing was saved. Tell the system keeper this code.",
);
