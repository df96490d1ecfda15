//! Words of applications: kinds, causes, papers, states and refusals.

pub mod reports;

use super::error::ApplicationError as Refused;
use super::model::{Cause, IssueKind, KindError, Paper};
use super::rules::CardState;
use crate::cards::model::BlockCause;
use crate::kernel::thai::Hidden;
use crate::kernel::{BusinessDate, Lang, Text};
use crate::web::texts::{fill, sentences};

/// What a card is asked for.
pub const fn kind_name(kind: IssueKind) -> Text {
    match kind {
        IssueKind::First => Text::fixed("ขอครั้งแรก", "first card"),
        IssueKind::Lost => Text::fixed("บัตรหาย", "card lost"),
        IssueKind::Unusable { .. } => Text::fixed("บัตรใช้งานไม่ได้", "card unusable"),
        IssueKind::Expired => Text::fixed("บัตรหมดอายุ", "card expired"),
        IssueKind::PinForgotten => Text::fixed("จำรหัสผ่านไม่ได้", "PIN forgotten"),
        IssueKind::AfterDestruction => Text::fixed("ขอใหม่หลังบัตรถูกทำลาย", "anew, after destruction"),
    }
}

/// Why a card is unusable.
pub const fn cause_name(cause: Cause) -> Text {
    match cause {
        Cause::Damaged => Text::fixed("ชำรุด", "damaged"),
        Cause::Chip => Text::fixed("ชิปเสีย", "its chip fails"),
        Cause::KeptByMachine => Text::fixed("เครื่องยึดบัตร", "kept by a machine"),
    }
}

/// "3 applications are overdue".
pub const OVERDUE: Text = Text::fixed(
    "{} คำขอเลยกำหนดส่งธนาคารแล้ว",
    "{} past the last day to the bank",
);
/// "3 applications must go within seven days".
pub const DUE_SOON: Text = Text::fixed(
    "{} คำขอต้องส่งธนาคารภายใน 7 วัน",
    "{} must go to the bank within seven days",
);
/// Those that must go.
pub const DUE: Text = Text::fixed("ต้องส่งธนาคาร", "must go to the bank");
/// The bar's act.
pub const SEND: Text = Text::fixed("ทำชุดส่งธนาคาร", "Make a batch for the bank");
/// Of the page before it is sent.
pub const SEND_COUNT: Text = Text::fixed("จำนวนคำขอ", "Applications");
/// What the bank takes from the cooperative.
pub const SEND_CHARGE: Text = Text::fixed("ธนาคารเรียกเก็บ (บาท)", "The bank charges (baht)");
/// What the members owe.
pub const SEND_FEES: Text = Text::fixed("สมาชิกต้องจ่าย (บาท)", "Members owe (baht)");
/// "Batch 9/2569 was made".
pub const BATCH_MADE: Text = Text::fixed("ทำชุดส่งธนาคารที่ {} แล้ว", "Batch {} was made for the bank");
/// The application was taken and is complete.
pub const TAKEN: Text = Text::fixed(
    "รับคำขอแล้ว ข้อมูลครบ รอส่งธนาคาร",
    "The application was taken; its data are complete and it waits for the bank",
);
/// It was kept, not complete.
pub const DRAFT_KEPT: Text = Text::fixed(
    "เก็บร่างคำขอแล้ว ข้อมูลยังไม่ครบ",
    "The application was kept; its data are not complete yet",
);
/// Changes were kept.
pub const CHANGES_KEPT: Text = Text::fixed("บันทึกการแก้ไขแล้ว", "The changes were saved");
/// The bank knows of it.
pub const SENT: Text = Text::fixed(
    "ธนาคารรับเรื่องแล้ว แก้ไขไม่ได้",
    "The bank was told, so it cannot be changed",
);
/// Its batch, beside its facts.
pub const IN_BATCH: Text = Text::fixed("ชุดส่งธนาคาร", "Batch");
/// No paper is missing.
pub const ALL_THERE: Text = Text::fixed("ครบ", "complete");
/// "lacks the form".
pub const LACKS: Text = Text::fixed("ขาด {}", "lacks {}");
/// Head of the column of days left.
pub const DAYS_LEFT_HEAD: Text = Text::fixed("เหลือ (วัน)", "Days left");
/// Days left to the bank.
pub const DAYS_LEFT: Text = Text::fixed("เหลือ {} วัน", "{} days left");
/// The last day is today.
pub const LAST_DAY: Text = Text::fixed("วันสุดท้าย", "last day");
/// Days over the last one.
pub const DAYS_OVER: Text = Text::fixed("เลย {} วัน", "{} days over");
/// The reason of a correction that was made in the form.
pub const BY_FORM: &str = "แก้ไขในแบบฟอร์ม";

/// Kind and cause of an application as they are stored.
pub fn reason(kind: &str, cause: Option<&str>) -> Text {
    match IssueKind::parse(kind, cause) {
        Ok(IssueKind::Unusable { cause }) => {
            let (kind, cause) = (kind_name(IssueKind::Unusable { cause }), cause_name(cause));
            Text::of(
                format!("{} ({})", kind.th, cause.th),
                format!("{} ({})", kind.en, cause.en),
            )
        }
        Ok(kind) => kind_name(kind),
        Err(_) => Text::fixed("", ""),
    }
}

/// A paper of an application.
pub const fn paper_name(paper: Paper) -> Text {
    match paper {
        Paper::Form => Text::fixed("แบบคำขอที่สมาชิกลงชื่อ", "the form, signed"),
        Paper::IdCopy => Text::fixed("สำเนาบัตรประชาชน", "copy of the identity card"),
        Paper::LossReport => Text::fixed("บันทึกการแจ้งหายหรือลืมรหัสผ่าน", "the report of the loss"),
    }
}

/// How far an application has come, by the code of its state.
pub fn state_name(code: &str) -> Text {
    match code {
        "open" => Text::fixed("รอเอกสาร", "open"),
        "complete" => Text::fixed("ข้อมูลครบ รอส่งธนาคาร", "complete"),
        "batched" => Text::fixed("ส่งธนาคารแล้ว", "with the bank"),
        "listed" => Text::fixed("ธนาคารออกบัตรแล้ว", "card made"),
        "cancelled" => Text::fixed("ยกเลิก", "cancelled"),
        _ => Text::fixed("ธนาคารไม่ออกบัตร", "refused by the bank"),
    }
}

/// What kind of refusal this is.
pub const fn title(status: u16) -> Text {
    match status {
        400 => Text::fixed("มีข้อมูลต้องแก้ไข", "Something needs correcting"),
        403 => Text::fixed("ไม่มีหน้าที่นี้ในวันนี้", "Not this duty today"),
        409 => Text::fixed("สถานะไม่ตรงกับรายการที่ทำ", "Its state does not allow this"),
        _ => Text::fixed("ขัดกับระเบียบหรือแนวปฏิบัติ", "A rule does not allow this"),
    }
}

sentences! {
    /// This refusal in a sentence.
    pub fn detail(error: &Refused) -> Text {
        Refused::OneOpenAlready { .. } => Text::fixed(
            "สมาชิกมีคำขอที่ยังไม่เสร็จอยู่แล้ว รอให้เสร็จหรือยกเลิกก่อน",
            "The member has an application under way; finish or cancel it first.",
        ),
        Refused::HasActiveCard { .. } => Text::fixed(
            "สมาชิกมีบัตรที่ใช้อยู่แล้ว ขอบัตรครั้งแรกไม่ได้ เลือกเหตุที่ขอบัตรใหม่แทน",
            "The member has an active card, so this is no first card. Choose why it is replaced.",
        ),
        Refused::CardOnItsWay { .. } => Text::fixed(
            "ธนาคารออกบัตรให้สมาชิกแล้วและยังไม่ได้จ่าย ให้สมาชิกมารับบัตรนั้น",
            "The bank has made this member's card and it waits here. The member collects that one.",
        ),
        Refused::FirstNamesCard => Text::fixed(
            "บัตรครั้งแรกไม่ได้แทนบัตรใด",
            "A first card stands in for no other.",
        ),
        Refused::NoEarlierCard => Text::fixed(
            "ไม่พบบัตรเดิมของสมาชิก เลือกขอครั้งแรก หรือนำเข้าทะเบียนเดิมก่อน",
            "No earlier card of this member is known. Choose a first card, or take over the old register.",
        ),
        Refused::NotTheirCard => Text::fixed(
            "บัตรที่ระบุไม่ใช่ของสมาชิกคนนี้",
            "The card named is not this member's.",
        ),
        Refused::NotTheLastCard => Text::fixed(
            "บัตรที่ระบุไม่ใช่บัตรใบล่าสุดของสมาชิก บัตรใหม่แทนบัตรใบล่าสุดเท่านั้น",
            "The card named is not the member's last one; a new card stands in for the last one.",
        ),
        Refused::KindDoesNotFit { asked, last_four, state, fits } => kind_does_not_fit(*asked, last_four, *state, fits),
        Refused::NoMember { left_on } => Text::of(
            format!("พ้นสมาชิกภาพแล้วเมื่อ {}", left_on.thai_short()),
            format!("No member any more since {}.", left_on.english()),
        ),
        Refused::NotYetMember { joined_on } => Text::of(
            format!("เป็นสมาชิกเมื่อ {} รับคำขอก่อนวันนั้นไม่ได้", joined_on.thai_short()),
            format!("A member since {} only.", joined_on.english()),
        ),
        Refused::TooFarBack { earliest } => Text::of(
            format!(
                "ลงวันที่ย้อนหลังได้ไม่เกิน 7 วัน คือไม่ก่อน {}",
                earliest.thai_short()
            ),
            format!(
                "At most seven days back: not before {}.",
                earliest.english()
            ),
        ),
        Refused::SecondPersonNeeded { until } => Text::of(
            format!(
                "เลื่อนวันที่ข้อมูลครบให้ช้าลงจะทำให้กำหนดส่งธนาคาร {} เลื่อนออกไป ต้องมีบุคคลที่สองอนุมัติ",
                until.thai_short()
            ),
            format!(
                "A later day would move the last day to the bank, {}, on: a second person is needed for that.",
                until.english()
            ),
        ),
        Refused::UnknownMember => Text::fixed("ไม่พบสมาชิกเลขทะเบียนนี้", "There is no such member."),
        Refused::ReportNotAsked => Text::fixed(
            "บันทึกการแจ้งใช้เมื่อบัตรหายหรือลืมรหัสผ่านเท่านั้น",
            "A report goes with a lost card or a forgotten PIN only.",
        ),
        Refused::NameTheCard { last_fours } => reports::name_the_card(last_fours),
        Refused::ReportOlderThanCard { since } => reports::older(*since),
        Refused::ReportUsed => reports::USED,
        Refused::PapersMissing { missing } => Text::of(
            format!("เอกสารยังไม่ครบ ขาด{}", names(missing, Lang::Th)),
            format!("Papers are missing: {}.", names(missing, Lang::En)),
        ),
        Refused::CompletedBeforeOpened { opened_on } => Text::of(
            format!("ข้อมูลครบก่อนวันรับคำขอ {} ไม่ได้", opened_on.thai_short()),
            format!(
                "Not before the application was handed in on {}.",
                opened_on.english()
            ),
        ),
        Refused::NotComplete => Text::fixed("ข้อมูลยังไม่ครบ", "The data are not complete yet."),
        Refused::CompleteAlready => {
            Text::fixed("บันทึกข้อมูลครบไปแล้ว", "The data were marked complete already.")
        },
        Refused::NotAnyMore { state } => {
            let name = state_name(state);
            Text::of(
                format!("ทำไม่ได้แล้ว คำขออยู่ในสถานะ: {}", name.th),
                format!("Too late: the application is {}.", name.en),
            )
        },
        Refused::NotApplicationOfficer => Text::fixed(
            "ทำได้เฉพาะเจ้าหน้าที่รวบรวมคำขอตามคำสั่งที่มีผลวันนี้",
            "Only today's application officer by written order may do this.",
        ),
        Refused::InFuture { .. } => Text::fixed("วันที่ต้องไม่เกินวันนี้", "Not after today."),
        Refused::Required { .. } => Text::fixed("กรอกช่องนี้", "Fill this in."),
        Refused::TooLong { .. } => Text::fixed("ยาวเกิน 200 ตัวอักษร", "Longer than 200 characters."),
        Refused::CardNumberInText { .. } => Text::fixed(
            "ห้ามพิมพ์หมายเลขบัตรในช่องนี้ ใช้เลข 4 ตัวท้าย",
            "No card number here; use its last four digits.",
        ),
        Refused::PinInText { .. } => Hidden::Pin.text(),
        Refused::NotADate { .. } => Text::fixed(
            "วันที่ไม่ถูกต้อง พิมพ์เช่น 23/11/2569",
            "Not a date; write it as 23/11/2569.",
        ),
        Refused::NotAPhone { .. } => Text::fixed(
            "หมายเลขโทรศัพท์มี 9 ถึง 12 หลัก",
            "A telephone number has 9 to 12 digits.",
        ),
        Refused::Kind(KindError::Unknown) => Text::fixed("เลือกเหตุที่ขอ", "Choose what is asked for."),
        Refused::Kind(KindError::CauseMissing) => {
            Text::fixed("เลือกสาเหตุที่ใช้ไม่ได้", "Choose why the card is unusable.")
        },
        Refused::Kind(KindError::CauseNotAsked) => Text::fixed(
            "สาเหตุใช้กับบัตรที่ใช้งานไม่ได้เท่านั้น",
            "A cause goes with an unusable card only.",
        ),
        Refused::NotAChoice { .. } => Text::fixed("เลือกจากรายการ", "Choose from the list."),
        Refused::Stale => Text::fixed(
            "มีผู้แก้ไขรายการนี้หลังจากที่ท่านเปิดดู เปิดใหม่แล้วทำอีกครั้ง",
            "Someone changed this after you opened it. Open it again.",
        ),
        Refused::NoBylaws(on) => no_bylaws(*on),
        Refused::Calendar(_) => Text::fixed(
            "ปฏิทินวันหยุดยังไม่ครอบคลุมวันที่นี้ เพิ่มวันหยุดของปีนั้นก่อน",
            "The holiday calendar does not cover these dates yet.",
        ),
        Refused::NotFound | Refused::Store(_) | Refused::Vault(_) | Refused::Card(_) => Text::fixed(
            "ไม่มีสิ่งใดถูกบันทึก แจ้งรหัสนี้แก่ผู้ดูแลระบบ",
            "Nothing was saved. Tell the system keeper this code.",
        ),
    }
}

/// What the register says of a member's card.
pub fn card_state(last_four: &str, state: CardState) -> Text {
    let (th, en) = match state {
        CardState::OnItsWay => (
            "ธนาคารออกแล้วและยังไม่ได้จ่าย".to_owned(),
            "was made and has not been collected".to_owned(),
        ),
        CardState::NeverCame => ("ไม่เคยถึงสมาชิก".to_owned(), "never came".to_owned()),
        CardState::Held { until } => (
            format!("อยู่กับสมาชิก ใช้ได้ถึง {}", until.thai_short()),
            format!("is with the member until {}", until.english()),
        ),
        CardState::Expired { on } => (
            format!("หมดอายุเมื่อ {}", on.thai_short()),
            format!("expired on {}", on.english()),
        ),
        CardState::Blocked(BlockCause::Lost) => {
            ("อายัดเพราะหาย".to_owned(), "is blocked as lost".to_owned())
        }
        CardState::Blocked(BlockCause::PinForgotten) => (
            "อายัดเพราะลืมรหัสผ่าน".to_owned(),
            "is blocked because its PIN was forgotten".to_owned(),
        ),
        CardState::Ended => (
            "ยกเลิกหรือรับคืนแล้ว".to_owned(),
            "was cancelled or taken in".to_owned(),
        ),
        CardState::Destroyed => (
            "ทำลายแล้วเพราะไม่มีผู้มารับ".to_owned(),
            "was destroyed because nobody came".to_owned(),
        ),
    };
    Text::of(
        format!("บัตร •••• {last_four} {th}"),
        format!("Card •••• {last_four} {en}"),
    )
}

/// No card of the member is known.
pub const NEVER_A_CARD: Text = Text::fixed("ไม่เคยมีบัตร", "Never had a card");

/// When a kind can be asked for.
pub const fn kind_is_for(kind: IssueKind) -> Text {
    match kind {
        IssueKind::First => Text::fixed("สำหรับผู้ที่ไม่เคยมีบัตรเท่านั้น", "only for who never had a card"),
        IssueKind::Lost => Text::fixed(
            "เมื่อบัตรที่ถืออยู่หาย และมีบันทึกการแจ้ง",
            "when the card at hand is lost, with the report",
        ),
        IssueKind::Unusable { .. } => Text::fixed(
            "เมื่อบัตรที่ถืออยู่ใช้งานไม่ได้",
            "when the card at hand cannot be used",
        ),
        IssueKind::Expired => {
            Text::fixed("ตั้งแต่ 60 วันก่อนวันหมดอายุ", "from 60 days before the last day")
        }
        IssueKind::PinForgotten => Text::fixed(
            "เมื่อลืมรหัสผ่านของบัตรที่ถืออยู่ และมีบันทึกการแจ้ง",
            "when the PIN of the card at hand is forgotten, with the report",
        ),
        IssueKind::AfterDestruction => Text::fixed(
            "เมื่อบัตรถูกทำลายเพราะไม่มารับ",
            "when the card was destroyed because nobody came",
        ),
    }
}

fn kind_does_not_fit(
    asked: IssueKind,
    last_four: &str,
    state: CardState,
    fits: &[IssueKind],
) -> Text {
    let (kind, said) = (kind_name(asked), card_state(last_four, state));
    let names = |lang| {
        let all = fits
            .iter()
            .map(|kind| kind_name(*kind).get(lang).to_owned());
        all.collect::<Vec<_>>().join(" / ")
    };
    Text::of(
        format!(
            "เลือก “{}” ไม่ได้ {} เลือกได้: {}",
            kind.th,
            said.th,
            names(Lang::Th)
        ),
        format!(
            "Not “{}”: {}. It can be: {}.",
            kind.en,
            said.en,
            names(Lang::En)
        ),
    )
}

/// R0: a new act needs bylaws in force.
pub fn no_bylaws(on: BusinessDate) -> Text {
    Text::of(
        format!("ไม่มีระเบียบที่ใช้บังคับในวันที่ {}", on.thai_short()),
        format!("No bylaws are in force on {}.", on.english()),
    )
}

/// Whether the papers are all there, or which are not.
pub fn papers(missing: &[Paper], lang: Lang) -> String {
    if missing.is_empty() {
        ALL_THERE.get(lang).to_owned()
    } else {
        fill(LACKS.get(lang), names(missing, lang))
    }
}

/// The names of papers, one after the other.
pub fn names(papers: &[Paper], lang: Lang) -> String {
    let names: Vec<String> = papers
        .iter()
        .map(|paper| paper_name(*paper).get(lang).to_owned())
        .collect();
    names.join(", ")
}
