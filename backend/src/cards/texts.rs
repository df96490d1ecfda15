//! What staff are told when an act on a card or an envelope is refused, in both languages.

use super::custody::model::Lane;
use super::error::CardError;
use crate::kernel::{Lang, Text};

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
pub fn title(error: &CardError) -> Text {
    match error {
        CardError::NotFound => Text::fixed("ไม่พบข้อมูล", "Not found"),
        CardError::NotKeeper { .. }
        | CardError::NotDispenser { .. }
        | CardError::NotYourTransfer
        | CardError::ReceiverNotDispenser { .. } => NOT_THIS_DUTY,
        CardError::SameKeeper
        | CardError::SameDispenser { .. }
        | CardError::HoldsOtherHalf { .. }
        | CardError::KeeperOfOtherLane { .. }
        | CardError::KeeperDispenses { .. } => NOT_ONE_PERSON,
        CardError::Blocked { .. } | CardError::Expired { .. } | CardError::MemberLeft { .. } => {
            CARD_NOT_VALID
        }
        CardError::NoSignature { .. } | CardError::BadSignature | CardError::Witnesses => {
            SIGNATURE_NEEDED
        }
        CardError::NotReceived { .. }
        | CardError::NotReleased { .. }
        | CardError::NotInSafe { .. }
        | CardError::HandedOverAlready { .. }
        | CardError::TransferClosed
        | CardError::WrongHandOverStep
        | CardError::TooLateToCorrect { .. }
        | CardError::NoticedAlready { .. }
        | CardError::EnvelopeAnnouncedWithCard { .. }
        | CardError::Stale => Text::fixed("ทำในสถานะนี้ไม่ได้", "Not possible in this state"),
        CardError::BadDeskCode => Text::fixed("รหัสโต๊ะใช้ไม่ได้", "The desk code does not work"),
        CardError::LetterInFuture { .. }
        | CardError::LetterBeforeReceipt { .. }
        | CardError::ReceiptInFuture
        | CardError::ReceiptBeforeOrder { .. } => BAD_DATE,
        CardError::NothingChosen { .. }
        | CardError::NamedTwice { .. }
        | CardError::NumberTwin { .. }
        | CardError::EnvelopeNumber { .. }
        | CardError::Field { .. } => Text::fixed("มีข้อมูลต้องแก้ไข", "Something needs correcting"),
        CardError::NoBylaws(_) | CardError::Calendar => NO_RULES,
        CardError::Store(_) | CardError::Identity(_) | CardError::Vault(_) => FAILED,
    }
}

/// This refusal in a sentence.
pub fn detail(error: &CardError) -> Text {
    keeper_detail(error)
        .or_else(|| dispenser_detail(error))
        .or_else(|| receipt_detail(error))
        .or_else(|| letter_detail(error))
        .or_else(|| release_detail(error))
        .or_else(|| counter_detail(error))
        .unwrap_or_else(|| other_detail(error))
}

/// Who keeps, and who therefore never dispenses.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "each family words its own refusals and hands the others on"
)]
fn keeper_detail(error: &CardError) -> Option<Text> {
    let th = |lane: &Lane| lane_name(*lane).get(Lang::Th).to_owned();
    let en = |lane: &Lane| lane_name(*lane).get(Lang::En).to_owned();
    Some(match error {
        CardError::NotKeeper { lane } => Text::of(
            format!("ทำได้เฉพาะผู้เก็บรักษา{}ตามคำสั่งที่มีผลวันนี้", th(lane)),
            format!(
                "Only today's keeper of the {} by written order may do this.",
                en(lane)
            ),
        ),
        CardError::SameKeeper => Text::fixed(
            "ผู้เก็บรักษาบัตรกับผู้เก็บรักษารหัสผ่านต้องไม่เป็นบุคคลเดียวกัน",
            "The keeper of the card and the keeper of its PIN must not be one person.",
        ),
        CardError::KeeperOfOtherLane { lane } => Text::of(
            format!("ผู้เก็บรักษา{}จ่ายอีกประเภทหนึ่งไม่ได้ทุกกรณี", th(&lane.other())),
            format!(
                "Who keeps the {} never hands out the {}.",
                en(&lane.other()),
                en(lane)
            ),
        ),
        CardError::KeeperDispenses { lane } => Text::of(
            format!("ผู้เก็บรักษา{}จ่ายเองได้เฉพาะสหกรณ์ขนาดเล็กที่กำหนดไว้", th(lane)),
            format!(
                "A keeper of the {} hands out only where the bylaws say small cooperative.",
                en(lane)
            ),
        ),
        _ => return None,
    })
}

/// Who dispenses.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "each family words its own refusals and hands the others on"
)]
fn dispenser_detail(error: &CardError) -> Option<Text> {
    let th = |lane: &Lane| lane_name(*lane).get(Lang::Th).to_owned();
    let en = |lane: &Lane| lane_name(*lane).get(Lang::En).to_owned();
    Some(match error {
        CardError::NotDispenser { lane } => Text::of(
            format!("ทำได้เฉพาะผู้จ่าย{}ตามคำสั่งที่มีผลวันนี้", th(lane)),
            format!(
                "Only a dispenser of the {} by written order may do this.",
                en(lane)
            ),
        ),
        CardError::ReceiverNotDispenser { lane } => Text::of(
            format!("ผู้รับมอบไม่มีคำสั่งเป็นผู้จ่าย{}ในวันนี้", th(lane)),
            format!(
                "The receiver has no order as dispenser of the {} today.",
                en(lane)
            ),
        ),
        CardError::HoldsOtherHalf { item } => Text::of(
            format!("ผู้รับถืออีกส่วนหนึ่งของ {item} อยู่แล้ว คนเดียวถือทั้งบัตรและซองรหัสผ่านไม่ได้"),
            format!(
                "The receiver has the other part of {item}. Nobody holds card and PIN of one card."
            ),
        ),
        CardError::SameDispenser { item } => Text::of(
            format!("ท่านจ่ายอีกส่วนหนึ่งของ {item} แล้ว ผู้จ่ายบัตรกับผู้จ่ายรหัสผ่านต้องไม่เป็นบุคคลเดียวกัน"),
            format!(
                "You handed over the other part of {item}. Card and PIN are handed over by two persons."
            ),
        ),
        _ => return None,
    })
}

/// What comes from the bank.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "each family words its own refusals and hands the others on"
)]
fn receipt_detail(error: &CardError) -> Option<Text> {
    Some(match error {
        CardError::NotReceived { item } => Text::of(
            format!("ยังไม่ได้รับ {item} จากธนาคาร"),
            format!("{item} was not received from the bank yet."),
        ),
        CardError::ReceiptInFuture => {
            Text::fixed("วันที่รับต้องไม่เกินวันนี้", "Items are not received after today.")
        }
        CardError::ReceiptBeforeOrder { ordered_on } => Text::of(
            format!(
                "วันที่รับต้องไม่ก่อนวันที่ส่งคำขอให้ธนาคาร ({})",
                ordered_on.thai_short()
            ),
            format!(
                "Nothing is received before it was ordered from the bank ({}).",
                ordered_on.english()
            ),
        ),
        CardError::NamedTwice { .. } => {
            Text::fixed("ระบุรายการเดียวกันสองครั้ง", "The same item is named twice.")
        }
        CardError::TooLateToCorrect { item } => Text::of(
            format!("{item} มีรายการต่อจากการรับแล้ว จึงแก้การรับไม่ได้"),
            format!("{item} has moved on since its receipt."),
        ),
        CardError::EnvelopeNumber { .. } => Text::fixed(
            "กรอกเลขที่ซองที่ยังไม่เคยใช้",
            "Give an envelope number that was not used before.",
        ),
        _ => return None,
    })
}

/// Letters.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "each family words its own refusals and hands the others on"
)]
fn letter_detail(error: &CardError) -> Option<Text> {
    Some(match error {
        CardError::LetterInFuture { .. } => Text::fixed(
            "วันที่ในหนังสือต้องไม่เกินวันนี้",
            "A letter is not dated after today.",
        ),
        CardError::LetterBeforeReceipt { item } => Text::of(
            format!("หนังสือแจ้งต้องไม่ลงวันที่ก่อนวันที่ได้รับ {item}"),
            format!("The letter is dated before {item} was received."),
        ),
        CardError::NoticedAlready { item } => Text::of(
            format!("ออกหนังสือครั้งที่ 1 ของ {item} แล้ว"),
            format!("The first letter for {item} was made already."),
        ),
        CardError::EnvelopeAnnouncedWithCard { item } => Text::of(
            format!("หนังสือแจ้งบัตรแจ้งซอง {item} ไว้ด้วยแล้ว ออกแยกได้เมื่อสมาชิกรับบัตรไปแล้ว"),
            format!(
                "The card's letter announces envelope {item} too; it has its own once the card is collected."
            ),
        ),
        _ => return None,
    })
}

/// Between the safe and the counter.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "each family words its own refusals and hands the others on"
)]
fn release_detail(error: &CardError) -> Option<Text> {
    Some(match error {
        CardError::NotInSafe { item } => Text::of(
            format!("{item} ไม่ได้อยู่กับผู้เก็บรักษา"),
            format!("{item} is not with its keeper."),
        ),
        CardError::NotYourTransfer => Text::fixed(
            "ผู้ยืนยันต้องเป็นผู้รับมอบที่ระบุไว้ ด้วยการเข้าสู่ระบบของตนเอง",
            "The named receiver confirms, signed in as themselves.",
        ),
        CardError::TransferClosed => Text::fixed(
            "รายการส่งมอบนี้ยืนยันหรือยกเลิกไปแล้ว",
            "This release was confirmed or withdrawn already.",
        ),
        CardError::NotReleased { item } => Text::of(
            format!("{item} ยังไม่ได้ส่งมอบให้ท่าน ให้ผู้เก็บรักษาส่งมอบและท่านยืนยันรับก่อน"),
            format!("{item} is not released to you. Its keeper releases it and you confirm."),
        ),
        _ => return None,
    })
}

/// Before the member.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "each family words its own refusals and hands the others on"
)]
fn counter_detail(error: &CardError) -> Option<Text> {
    Some(match error {
        CardError::HandedOverAlready { item } => Text::of(
            format!("จ่าย {item} ให้สมาชิกแล้ว"),
            format!("{item} was handed over already."),
        ),
        CardError::Blocked { item } => Text::of(
            format!("{item} ถูกอายัดหรือยกเลิกแล้ว"),
            format!("{item} is blocked or cancelled."),
        ),
        CardError::MemberLeft { item, on } => Text::of(
            format!("เจ้าของ {item} พ้นสมาชิกภาพเมื่อ {} จ่ายไม่ได้", on.thai_short()),
            format!(
                "The owner of {item} left on {}; nothing is handed over.",
                on.english()
            ),
        ),
        CardError::Expired { item, on } => Text::of(
            format!("{item} หมดอายุเมื่อ {}", on.thai_short()),
            format!("{item} expired on {}.", on.english()),
        ),
        CardError::NoSignature { .. } => Text::fixed(
            "ให้สมาชิกลงลายมือชื่อบนแท็บเล็ต หรือแนบแบบกระดาษที่ลงชื่อแล้ว",
            "The member signs on the tablet, or the signed paper is attached.",
        ),
        CardError::BadSignature => Text::fixed(
            "ลายมือชื่อว่างเปล่า สั้นเกินไป หรือใหญ่เกินไป ให้ลงชื่อใหม่",
            "The signature is empty, too short or too large. Sign again.",
        ),
        CardError::Witnesses => Text::fixed(
            "พิมพ์ลายนิ้วมือต้องมีพยานสองคนที่ไม่ใช่คนเดียวกันและไม่ใช่ผู้จ่าย ลายมือชื่อไม่ต้องมีพยาน",
            "A thumb print has two different witnesses who are not the dispenser; a signature has none.",
        ),
        CardError::BadDeskCode => Text::fixed(
            "รหัสโต๊ะผิด ใช้ไปแล้ว หรือหมดอายุ ขอรหัสใหม่จากเจ้าหน้าที่",
            "The desk code is wrong, used or too old. Ask for a new one.",
        ),
        CardError::WrongHandOverStep => Text::fixed(
            "การจ่ายนี้ยืนยันหรือยกเลิกไปแล้ว",
            "This hand-over was accepted or cancelled already.",
        ),
        _ => return None,
    })
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "each family words its own refusals and hands the others on"
)]
fn other_detail(error: &CardError) -> Text {
    match error {
        CardError::NothingChosen { .. } => {
            Text::fixed("เลือกอย่างน้อยหนึ่งรายการ", "Choose at least one.")
        }
        CardError::NumberTwin { .. } => Text::fixed(
            "หมายเลขบัตรนี้มีในทะเบียนแล้ว",
            "This card number is in the register already.",
        ),
        CardError::Field { message, .. } => message.clone(),
        CardError::Stale => Text::fixed(
            "มีผู้แก้ไขรายการนี้หลังจากที่ท่านเปิดดู เปิดใหม่แล้วทำอีกครั้ง",
            "Someone changed this after you opened it. Open it again.",
        ),
        CardError::NoBylaws(on) => Text::of(
            format!("ไม่มีระเบียบที่ใช้บังคับในวันที่ {}", on.thai_short()),
            format!("No bylaws are in force on {}.", on.english()),
        ),
        CardError::Calendar => Text::fixed(
            "ปฏิทินวันหยุดยังไม่ครอบคลุมวันที่นี้ เพิ่มวันหยุดของปีนั้นก่อน",
            "The holiday calendar does not cover these dates yet.",
        ),
        CardError::NotFound => Text::fixed(
            "ไม่มีข้อมูลนี้ หรือไม่มีสิทธิ์ดู",
            "There is nothing here, or you may not see it.",
        ),
        _ => Text::fixed(
            "ไม่มีสิ่งใดถูกบันทึก แจ้งรหัสนี้แก่ผู้ดูแลระบบ",
            "Nothing was saved. Tell the system keeper this code.",
        ),
    }
}
