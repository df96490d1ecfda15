//! Words of the take-over: refusals, and what a row breaks.

use super::super::custody::model::{Lane, Part};
use super::super::texts::lane_name;
use super::columns::{Column, NoHeader};
use super::error::TakeOverError as Refused;
use super::exception::What;
use super::look::ROWS_MAX;
use crate::kernel::thai::Hidden;
use crate::kernel::{BusinessDate, Lang, Text};
use crate::web::texts::sentences;

/// What kind of refusal this is.
pub const fn title(status: u16) -> Text {
    match status {
        400 => Text::fixed("มีข้อมูลต้องแก้ไข", "Something needs correcting"),
        403 => Text::fixed("ทำได้เฉพาะผู้จัดการ", "For the manager only"),
        409 => Text::fixed("ทำในสถานะนี้ไม่ได้", "Not possible in this state"),
        _ => Text::fixed("ขัดกับระเบียบหรือแนวปฏิบัติ", "A rule does not allow this"),
    }
}

const NOT_SAVED: Text = Text::fixed(
    "ไม่มีสิ่งใดถูกบันทึก แจ้งรหัสนี้แก่ผู้ดูแลระบบ",
    "Nothing was saved. Tell the system keeper this code.",
);

sentences! {
    /// This refusal in a sentence.
    pub fn detail(error: &Refused) -> Text {
        Refused::NoFile => Text::fixed("เลือกไฟล์ทะเบียนเดิม", "Choose the file of the existing registers"),
        Refused::Header(NoHeader::Missing(column)) => missing(*column),
        Refused::Header(NoHeader::Twice(column)) => Text::of(
            format!("ไฟล์มีคอลัมน์ {} สองครั้ง", column.head()),
            format!("The file has the column {} twice.", column.name()),
        ),
        Refused::Header(NoHeader::Secret) => Text::fixed(
            "ไฟล์มีคอลัมน์รหัสผ่าน ระบบนี้ไม่รับรหัสผ่านคู่บัตรทุกกรณี ลบคอลัมน์นั้นแล้วส่งใหม่",
            "The file has a column for PINs. This system never takes one: delete the column and send the file again.",
        ),
        Refused::NoRows => Text::fixed("ไฟล์ไม่มีแถวข้อมูล", "The file has no rows"),
        Refused::NotKept => Text::fixed(
            "ไฟล์ที่ตรวจไว้หมดเวลาแล้ว ตรวจไฟล์อีกครั้ง",
            "The checked file is not kept any more; check it again",
        ),
        Refused::NotPreviewed => Text::fixed(
            "ไฟล์ที่ยืนยันต้องเป็นไฟล์เดียวกับที่ตรวจ ด้วยรหัสอักขระเดียวกัน ตรวจไฟล์นี้ก่อนแล้วส่งค่า hash ที่ได้",
            "The file confirmed is the file previewed, in the same encoding. Check this file first and send the hash that came back.",
        ),
        Refused::OtherVerdict => Text::fixed(
            "สิ่งที่ไฟล์นี้บอกต่างจากตอนที่ตรวจ เพราะสมาชิก บุคคล ทะเบียน หรือวันที่เปลี่ยนไป ตรวจไฟล์อีกครั้งแล้วยืนยัน",
            "What this file tells has changed since it was checked: a member, a person, the register or the day. Check it again, then confirm.",
        ),
        Refused::NothingTakenOver => Text::fixed(
            "ยังไม่ได้นำเข้าบัตรใด ถ้าไม่มีทะเบียนเดิมให้ยืนยันว่าไม่มี แล้วจึงปิดการนำเข้า",
            "No card was taken over. Where there is no old register, say so; then the take-over ends.",
        ),
        Refused::NotManager => Text::fixed("ผู้จัดการเท่านั้นที่ทำได้", "Only the manager may do this."),
        Refused::NoFirstDay => Text::fixed(
            "ผู้จัดการต้องกำหนดวันเริ่มงานในระบบนี้ก่อนนำเข้าทะเบียนเดิม",
            "The manager names the first day of work here before any register is taken over.",
        ),
        Refused::FirstDayInFuture => Text::fixed("วันเริ่มงานต้องไม่เกินวันนี้", "The first day is not after today."),
        Refused::NoBylaws { on } => Text::of(
            format!("ไม่มีระเบียบที่ใช้บังคับในวันที่ {}", on.thai_short()),
            format!("No bylaws are in force on {}.", on.english()),
        ),
        Refused::WorkBegan { began_on } => Text::of(
            format!("เริ่มงานบัตรในระบบนี้แล้วเมื่อ {} วันเริ่มงานต้องไม่หลังวันนั้น", began_on.thai_short()),
            format!("Work with cards began here on {}; the first day is not after it.", began_on.english()),
        ),
        Refused::FirstDayStands { first_day } => Text::of(
            format!("นำเข้าทะเบียนเดิมแล้ว วันเริ่มงาน {} เปลี่ยนไม่ได้", first_day.thai_short()),
            format!("Registers were taken over: the first day, {}, stands.", first_day.english()),
        ),
        Refused::Ended => Text::fixed("ปิดการนำเข้าทะเบียนเดิมแล้ว", "The take-over has ended."),
        Refused::NotOpen { .. } => Text::fixed("ข้อยกเว้นนี้ไม่มี หรือวินิจฉัยแล้ว", "There is no such exception, or it is settled."),
        Refused::HowMany => Text::fixed("เลือก 1 ถึง 500 ข้อ", "Choose 1 to 500."),
        Refused::Reason { code: "required" } => Text::fixed("บอกเหตุผล", "Give the reason."),
        Refused::Reason { code: "too_long" } => Text::fixed("ยาวเกิน 500 ตัวอักษร", "Longer than 500 characters."),
        Refused::Reason { code: "pin" } => Hidden::Pin.text(),
        Refused::TooManyRows => Text::of(
            format!("ไฟล์มีเกิน {ROWS_MAX} แถว ให้แบ่งเป็นหลายไฟล์"),
            format!("The file has more than {ROWS_MAX} rows; split it."),
        ),
        Refused::Reason { .. } => Text::fixed(
            "ห้ามพิมพ์หมายเลขบัตรในช่องนี้ ใช้เลข 4 ตัวท้าย",
            "No card number here; use its last four digits.",
        ),
        Refused::NoPerson => Text::fixed("ไม่มีบุคคลนี้ในระบบ", "Nobody here has this number."),
        Refused::NoName => Text::fixed("ไม่มีข้อยกเว้นที่รอวินิจฉัยในชื่อนี้", "No open exception has this name."),
        Refused::NameBorne { name } => Text::of(
            format!("มีบุคคลในระบบใช้หรือเคยใช้ชื่อ “{name}” ให้จับคู่กับผู้นั้น ถ้าไม่ใช่คนเดียวกัน ให้ระบุว่าเป็นคนอื่นชื่อเดียวกัน พร้อมเหตุผล"),
            format!("Somebody here bears, or bore, the name “{name}”. Match it to that person; or say that it is a namesake, and why."),
        ),
        Refused::OwnException => Text::fixed(
            "ข้อยกเว้นนี้เกี่ยวกับตัวท่านเอง ให้ผู้รักษาการแทนผู้จัดการวินิจฉัย",
            "This exception is about yourself; who acts in the manager's place settles it.",
        ),
        Refused::NoMember { last_four, left_on } => Text::of(
            format!("บัตร •••• {last_four} จะมีผลใช้ แต่สมาชิกพ้นสมาชิกภาพแล้วเมื่อ {} ให้อายัดหรือยกเลิกบัตรก่อน", left_on.thai_short()),
            format!("Card •••• {last_four} would be active, and its member left on {}. Have it blocked or cancelled first.", left_on.english()),
        ),
        Refused::OtherActive { last_four } => Text::of(
            format!("บัตร •••• {last_four} จะมีผลใช้ แต่สมาชิกมีบัตรที่ใช้อยู่แล้ว ให้อายัดหรือยกเลิกใบใดใบหนึ่งก่อน"),
            format!("Card •••• {last_four} would be a second active card of its member. Have one of them blocked or cancelled first."),
        ),
        Refused::Rows(_) | Refused::File(_) | Refused::Card(_) => NOT_SAVED,
    }
}

fn missing(column: Column) -> Text {
    let label = column.label();
    Text::of(
        format!("ไม่พบคอลัมน์ {} ({})", label.th, column.name()),
        format!("The column {} ({}) was not found", label.en, column.name()),
    )
}

/// What was broken, in short.
#[expect(clippy::too_many_lines, reason = "a line for each kind")]
pub const fn what_name(what: What) -> Text {
    match what {
        What::SameKeeper => Text::fixed(
            "บุคคลเดียวกันเก็บทั้งบัตรและซองรหัสผ่าน",
            "One person kept card and envelope",
        ),
        What::BothHalves => Text::fixed(
            "บุคคลเดียวกันจ่ายส่วนหนึ่งและถืออีกส่วนหนึ่ง",
            "One person handed one half over and had the other in hand",
        ),
        What::KeeperDispensed => Text::fixed("ผู้เก็บรักษาจ่ายเอง", "The keeper handed it over"),
        What::UnknownName => Text::fixed("ไม่มีผู้ใดในระบบใช้ชื่อนี้", "Nobody here bears this name"),
        What::NoName => Text::fixed(
            "ทะเบียนไม่บอกว่าใครจ่าย",
            "The register does not say who handed it over",
        ),
        What::NotKeeper => {
            Text::fixed("ผู้เก็บในทะเบียนไม่ใช่ผู้เก็บวันนี้", "The keeper named is not today's")
        }
        What::NotMember => Text::fixed("ไม่เป็นสมาชิกในวันนั้น", "No member on that day"),
        What::NotEligible => Text::fixed(
            "บุคคลนี้ไม่มีตำแหน่งที่ทำหน้าที่นี้ได้",
            "No role of this person allows it",
        ),
        What::SecondActive => {
            Text::fixed("สมาชิกมีบัตรที่ใช้อยู่อีกใบ", "The member has another active card")
        }
        What::BeforeRegulation => Text::fixed("ก่อนระเบียบใช้บังคับ", "Before the regulation"),
        What::LetterBeforeReceipt => {
            Text::fixed("หนังสือลงวันที่ก่อนวันรับบัตร", "A letter older than the receipt")
        }
        What::LetterAfterHandOver => {
            Text::fixed("หนังสือลงวันที่หลังวันจ่าย", "A letter dated after the hand-over")
        }
        What::HandedBeforeReceipt => {
            Text::fixed("จ่ายก่อนวันที่รับจากธนาคาร", "Handed over before it was received")
        }
        What::SecondLetterEarly => Text::fixed(
            "หนังสือครั้งที่ 2 ออกก่อนครบกำหนดครั้งที่ 1",
            "A second letter before the first one's last day",
        ),
        What::Undated => Text::fixed(
            "ยังอยู่ในตู้ แต่ไม่มีวันที่รับ",
            "Still in a safe, with no day of receipt",
        ),
    }
}

/// How an exception stands.
pub const fn state_name(code: &str) -> Text {
    match code.as_bytes() {
        b"open" => Text::fixed("รอวินิจฉัย", "open"),
        b"matched" => Text::fixed("จับคู่ชื่อแล้ว", "matched"),
        _ => Text::fixed("วินิจฉัยแล้ว", "settled"),
    }
}

const fn part_name(part: Part) -> Text {
    match part {
        Part::Keeper => Text::fixed("ผู้เก็บ", "keeper of the"),
        Part::Dispenser => Text::fixed("ผู้จ่าย", "dispenser of the"),
    }
}

/// What was broken, with lane, name and day, and the mark of what is older than the regulation.
pub fn said(
    what: What,
    (lane, part): (Option<Lane>, Option<Part>),
    name: Option<&str>,
    day: Option<BusinessDate>,
    before_regulation: bool,
) -> Text {
    let one = |lang: Lang| {
        let mut said = what_name(what).get(lang).to_owned();
        if let Some(lane) = lane {
            let part = part.map(|part| format!("{} ", part_name(part).get(lang)));
            let lane = lane_name(lane).get(lang).to_owned();
            said = format!("{said} ({}{lane})", part.unwrap_or_default());
        }
        if let Some(name) = name {
            said = format!("{said} “{name}”");
        }
        if let Some(day) = day {
            said = format!("{said} {}", day.short(lang));
        }
        if before_regulation && what != What::BeforeRegulation {
            said = format!("{said} · {}", what_name(What::BeforeRegulation).get(lang));
        }
        said
    };
    Text::of(one(Lang::Th), one(Lang::En))
}
