//! Words of bank batches and of the bank's delivery list.

use super::error::{BatchError as Refused, FileFault, LineFault, LineReason};
use crate::cards::applications::texts as application_texts;
use crate::kernel::Text;
use crate::kernel::thai::Hidden;
use crate::web::texts::sentences;

pub use application_texts::title;

/// How far the bank has answered, by the code of the state.
pub fn state_name(code: &str) -> Text {
    match code {
        "sent" => Text::fixed("รอธนาคาร", "with the bank"),
        "answered_in_part" => Text::fixed("ได้รับบางส่วน", "answered in part"),
        _ => Text::fixed("ธนาคารตอบครบ", "answered"),
    }
}

sentences! {
    /// This refusal in a sentence.
    pub fn detail(error: &Refused) -> Text {
        Refused::LineCount => Text::fixed("เลือก 1 ถึง 500 คำขอ", "Choose 1 to 500 applications."),
        Refused::LetterInFuture { .. } => {
            Text::fixed("วันที่ต้องไม่เกินวันนี้", "It is not dated after today.")
        },
        Refused::TwinApplication { .. } => {
            Text::fixed("คำขอนี้อยู่ในรายการซ้ำ", "This application stands twice.")
        },
        Refused::UnknownApplication { .. } => {
            Text::fixed("ไม่พบคำขอนี้", "There is no such application.")
        },
        Refused::NotComplete { state, .. } => {
            let name = application_texts::state_name(state);
            Text::of(
                format!("ส่งได้เฉพาะคำขอที่ข้อมูลครบ คำขอนี้อยู่ในสถานะ: {}", name.th),
                format!(
                    "Only complete applications are sent; this one is {}.",
                    name.en
                ),
            )
        },
        Refused::BeforeComplete { .. } => Text::fixed(
            "ข้อมูลของคำขอนี้ครบหลังวันที่ในหนังสือ",
            "The data of this application were complete only after the letter's date.",
        ),
        Refused::BeforeTheBooks { first_day, .. } => Text::of(
            format!("ก่อนบัญชีของสหกรณ์ในระบบ ซึ่งเริ่มวันที่ {} ไม่ได้", first_day.thai_short()),
            format!("Not before the books, which begin on {}.", first_day.english()),
        ),
        Refused::NotInBatch => {
            Text::fixed("คำขอนี้ไม่อยู่ในชุดนี้", "The application is not in this batch.")
        },
        Refused::AnsweredAlready => Text::fixed(
            "ธนาคารตอบรายการนี้แล้ว",
            "The bank has answered to this line already.",
        ),
        Refused::NotRefused => Text::fixed(
            "ธนาคารไม่ได้ปฏิเสธรายการนี้ หรือถอนการปฏิเสธไปแล้ว",
            "The bank did not refuse this line, or the refusal was taken back.",
        ),
        Refused::FaultNeedsApproval => Text::fixed(
            "เหตุที่อยู่ที่ธนาคารหรือสหกรณ์ทำให้สมาชิกไม่ต้องจ่ายค่าธรรมเนียม ต้องมีผู้อนุมัติอีกคน ซึ่งระบบยังไม่มีขั้นอนุมัตินี้ ให้บันทึกการปฏิเสธเป็นยังไม่ชี้ขาดไว้ก่อน",
            "A fault of the bank or the cooperative frees the member of the fee, which needs the approval of a second person; \
             there is none yet. Write the refusal down as not settled.",
        ),
        Refused::Dated(fault) => fault.text(),
        Refused::MemberLeft { left_on, .. } => Text::of(
            format!("พ้นสมาชิกภาพแล้วเมื่อ {} ส่งธนาคารไม่ได้", left_on.thai_short()),
            format!("No member any more since {}: not sent.", left_on.english()),
        ),
        Refused::NotAsAsked { no, why, .. } => {
            let why = application_texts::detail(why);
            Text::of(
                format!("คำขอ {no} ส่งธนาคารตามที่ขอไว้ไม่ได้แล้ว แก้ไขคำขอก่อน {}", why.th),
                format!(
                    "Application {no} cannot go as it was asked for any more; correct it first. {}",
                    why.en
                ),
            )
        },
        Refused::AskedAgain { no } => Text::of(
            format!("ถอนไม่ได้ สมาชิกยื่นคำขอใหม่แล้ว {no}"),
            format!("It cannot be taken back: the member has asked again by {no}."),
        ),
        Refused::FeePaidBack { no } => Text::of(
            format!("ถอนไม่ได้ คืนค่าธรรมเนียมแก่สมาชิกแล้วตาม {no}"),
            format!("It cannot be taken back: the fee was paid back to the member by {no}."),
        ),
        Refused::BeforeBatch { dated } => Text::of(
            format!("ก่อนวันที่ของชุด {} ไม่ได้", dated.thai_short()),
            format!("Not before the batch of {}.", dated.english()),
        ),
        Refused::List { faults } | Refused::NothingToList { faults } => of_a_list(faults),
        Refused::ListLength => Text::fixed("รายการมี 1 ถึง 500 แถว", "A list has 1 to 500 lines."),
        Refused::File(fault) => file(fault),
        Refused::Stale => Text::fixed(
            "มีผู้แก้ไขชุดนี้หลังจากที่ท่านเปิดดู เปิดใหม่แล้วทำอีกครั้ง",
            "Someone changed this batch after you opened it. Open it again.",
        ),
        Refused::NotFound
        | Refused::Application(_)
        | Refused::Card(_)
        | Refused::Ledger(_)
        | Refused::Store(_) => Text::fixed(
            "ไม่มีสิ่งใดถูกบันทึก แจ้งรหัสนี้แก่ผู้ดูแลระบบ",
            "Nothing was saved. Tell the system keeper this code.",
        ),
    }
}

fn of_a_list(faults: &[LineFault]) -> Text {
    let first = faults.first().map(|f| (f.place(), of_a_line(f.reason)));
    let Some((line, words)) = first else {
        return Text::fixed("ไม่มีแถวที่รับได้", "No line can be taken.");
    };
    let count = faults.len();
    Text::of(
        format!("มี {count} จุดต้องแก้ ไม่มีสิ่งใดถูกบันทึก แถวที่ {line}: {}", words.th),
        format!(
            "{count} to correct, nothing was saved. Line {line}: {}",
            words.en
        ),
    )
}

fn file(fault: &FileFault) -> Text {
    match fault {
        FileFault::Kind => Text::fixed("ส่งเป็น JSON, CSV หรือ XLSX", "Send JSON, CSV or XLSX."),
        FileFault::Nothing => Text::fixed("เลือกไฟล์ก่อน", "Choose the file first."),
        FileFault::NoHeader => Text::fixed(
            "ไม่พบหัวคอลัมน์ ต้องมี หมายเลขบัตร วันหมดอายุ เลขทะเบียนสมาชิก ชื่อบนบัตร",
            "No row holds the column heads: card number, expiry, member number, name on card.",
        ),
        FileFault::NoColumn(column) => Text::of(
            format!("ไม่พบคอลัมน์ {} ({column})", column_name(column)),
            format!("The column {column} is missing."),
        ),
        FileFault::Twice(column) => Text::of(
            format!("มีคอลัมน์ {} ({column}) สองครั้ง", column_name(column)),
            format!("The column {column} stands twice."),
        ),
        FileFault::Secret => Text::fixed(
            "ไฟล์มีคอลัมน์รหัสผ่าน ระบบนี้ไม่รับรหัสผ่านคู่บัตรทุกกรณี ลบคอลัมน์นั้นแล้วส่งใหม่",
            "The file has a column for PINs. This system never takes one: delete the column and send the file again.",
        ),
        FileFault::File(fault) => fault.text(),
        FileFault::Unreadable => Text::fixed(
            "อ่านไฟล์ไม่ได้ ใช้ UTF-8, windows-874 หรือ XLSX",
            "The file cannot be read; use UTF-8, windows-874 or XLSX.",
        ),
    }
}

fn column_name(column: &str) -> &'static str {
    match column {
        "card_number" => "หมายเลขบัตร",
        "expires_on" => "วันหมดอายุ",
        "member_number" => "เลขทะเบียนสมาชิก",
        "name_on_card" => "ชื่อบนบัตร",
        _ => "เลขที่ซอง",
    }
}

/// What is wrong with a line. The value itself is never repeated: it may be a card number.
pub fn fault(fault: &LineFault) -> Text {
    let said = of_a_line(fault.reason);
    match fault.row {
        None => said,
        Some(row) => Text::of(
            format!("บรรทัด {row}: {}", said.th),
            format!("Line {row}: {}", said.en),
        ),
    }
}

sentences! {
    /// What is wrong with a line, in a sentence.
    fn of_a_line(reason: LineReason) -> Text {
        LineReason::Required => Text::fixed("ไม่มีค่า", "There is no value."),
        LineReason::TooLong => Text::fixed("ยาวเกินไป", "It is too long."),
        LineReason::CardNumberInText => {
            Text::fixed("ห้ามมีหมายเลขบัตรในช่องนี้", "No card number in this field.")
        },
        LineReason::PinInText => Hidden::Pin.text(),
        LineReason::NotDigits => {
            Text::fixed("หมายเลขบัตรมีแต่ตัวเลข", "A card number has digits only.")
        },
        LineReason::Not16Digits => {
            Text::fixed("หมายเลขบัตรต้องมี 16 หลัก", "A card number has 16 digits.")
        },
        LineReason::WrongCheckDigit => Text::fixed(
            "เลขตรวจสอบของหมายเลขบัตรไม่ถูกต้อง",
            "The card number's check digit does not fit.",
        ),
        LineReason::NotText => Text::fixed(
            "ตั้งช่องหมายเลขบัตรเป็นข้อความ โปรแกรมตารางทำให้หลักท้ายหาย",
            "Keep the card number as text; the spreadsheet lost its last digit.",
        ),
        LineReason::NotADate => Text::fixed(
            "วันหมดอายุเขียนเป็นวันที่ หรือ ดด/ปป",
            "The day of expiry is a date or MM/YY.",
        ),
        LineReason::Expired => Text::fixed("บัตรหมดอายุแล้ว", "The card has expired."),
        LineReason::TwoReadings => Text::fixed(
            "ปีสองหลักอ่านได้สองแบบ เขียนปีสี่หลัก เช่น 30/09/2573 หรือเดือนและปีอย่างบนบัตร เช่น 09/30",
            "A year of two digits can be read two ways; write four, as 30/09/2573, or month and year as on the card, 09/30",
        ),
        LineReason::TooFar => Text::fixed(
            "วันหมดอายุไกลเกิน 20 ปี",
            "The day of expiry is more than 20 years away.",
        ),
        LineReason::NotInBatch => {
            Text::fixed("สมาชิกนี้ไม่อยู่ในชุดนี้", "This member is not in the batch.")
        },
        LineReason::ListedAlready => Text::fixed(
            "ธนาคารแจ้งบัตรของสมาชิกนี้แล้ว",
            "The bank named this member's card before.",
        ),
        LineReason::RefusedBefore => Text::fixed(
            "ธนาคารแจ้งไม่ออกบัตรนี้แล้ว",
            "The bank refused this card before.",
        ),
        LineReason::NameDiffers => Text::fixed(
            "ชื่อบนบัตรไม่ตรงกับที่ขอ",
            "The name on the card differs from the one asked for.",
        ),
        LineReason::Twin { of } => Text::of(
            format!("ซ้ำกับแถวที่ {}", of + 1),
            format!("The same as in line {}.", of + 1),
        ),
        LineReason::NumberKnown => Text::fixed(
            "หมายเลขบัตรนี้มีในทะเบียนแล้ว",
            "This card number is in the register already.",
        ),
        LineReason::EnvelopeKnown => Text::fixed(
            "เลขที่ซองนี้มีในทะเบียนแล้ว",
            "This envelope number is in the register already.",
        ),
        LineReason::NoValue(why) => why.text(),
        LineReason::NoHead => Text::fixed(
            "มีข้อมูลในคอลัมน์ที่ไม่มีหัวตาราง ตั้งหัวหรือลบออก",
            "Something stands in a column without a head; name the column or delete it.",
        ),
    }
}
