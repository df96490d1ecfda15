//! The words of a card's history.

use crate::cards::custody::board::{Names, Step};
use crate::cards::custody::model::{CustodyFact, Fault, Identified, Lane, Part, Past};
use crate::cards::model::{BlockCause, CardFact};
use crate::kernel::{Lang, PersonId, Text};

fn name(names: &Names, person: PersonId) -> &str {
    names.get(&person.get()).map_or("–", String::as_str)
}

/// Which half of the pair is meant.
pub(super) fn lane(lane: Lane, lang: Lang) -> &'static str {
    match (lane, lang) {
        (Lane::Card, Lang::Th) => "บัตร",
        (Lane::Card, Lang::En) => "Card",
        (Lane::Pin, Lang::Th) => "ซอง",
        (Lane::Pin, Lang::En) => "Envelope",
    }
}

/// Who had a part in a move besides whoever recorded it.
pub(super) fn people_of(fact: &CustodyFact) -> Vec<PersonId> {
    match fact {
        CustodyFact::TakenOver { past, .. } => {
            past.keeper.into_iter().chain(past.dispenser).collect()
        }
        CustodyFact::PastHand { person, .. } => vec![*person],
        CustodyFact::Received { keeper, .. }
        | CustodyFact::FoundFaulty { keeper, .. }
        | CustodyFact::Returned { keeper, .. } => vec![*keeper],
        CustodyFact::Offered { to, .. } => vec![*to],
        CustodyFact::HandedOver { dispenser, .. } => vec![*dispenser],
        CustodyFact::Expected { .. }
        | CustodyFact::SentBack { .. }
        | CustodyFact::ReceiptCorrected { .. }
        | CustodyFact::Noticed { .. }
        | CustodyFact::OfferWithdrawn { .. }
        | CustodyFact::Released { .. }
        | CustodyFact::ReturnOffered { .. }
        | CustodyFact::ReturnWithdrawn { .. } => Vec::new(),
    }
}

const EXPECTED: Text = Text::fixed("อยู่ในรายการส่งของธนาคาร", "On the bank's delivery list");
const OFFER_WITHDRAWN: Text = Text::fixed("ยกเลิกการส่งให้เคาน์เตอร์", "Release withdrawn");
const RELEASED: Text = Text::fixed(
    "ผู้จ่ายยืนยันรับไว้ที่เคาน์เตอร์",
    "At the counter, confirmed by the dispenser",
);
const RETURN_OFFERED: Text = Text::fixed("ส่งคืนผู้เก็บรักษา รอยืนยัน", "Offered back to the keeper");
const RETURN_WITHDRAWN: Text = Text::fixed("ยกเลิกการส่งคืน", "Return withdrawn");

/// A move in a few words.
pub(super) fn moved(fact: &CustodyFact, lang: Lang, names: &Names) -> String {
    let who = |person: &PersonId| name(names, *person).to_owned();
    let text = match fact {
        CustodyFact::Expected { .. } => EXPECTED,
        CustodyFact::TakenOver { past, .. } => taken_over(past, lang),
        CustodyFact::PastHand { part, person } => past_hand(*part, &who(person)),
        CustodyFact::Received { keeper, .. } => Text::of(
            format!("รับจากธนาคาร โดย {}", who(keeper)),
            format!("Received from the bank by {}", who(keeper)),
        ),
        CustodyFact::FoundFaulty { keeper, fault, .. } => set_apart(*fault, &who(keeper)),
        CustodyFact::SentBack { paper, .. } => sent_back(paper),
        CustodyFact::ReceiptCorrected { reason } => Text::of(
            format!("แก้การรับเข้าที่ผิด: {reason}"),
            format!("Mistaken receipt corrected: {reason}"),
        ),
        CustodyFact::Noticed { notice } => Text::of(
            format!("หนังสือแจ้งที่ {} ถึง {}", notice.no, notice.deadline.short(lang)),
            format!("Letter {} until {}", notice.no, notice.deadline.short(lang)),
        ),
        CustodyFact::Offered { to, .. } => Text::of(
            format!("ส่งให้ {} รอยืนยัน", who(to)),
            format!("Released to {}, not confirmed yet", who(to)),
        ),
        CustodyFact::OfferWithdrawn { .. } => OFFER_WITHDRAWN,
        CustodyFact::Released { .. } => RELEASED,
        CustodyFact::ReturnOffered { .. } => RETURN_OFFERED,
        CustodyFact::ReturnWithdrawn { .. } => RETURN_WITHDRAWN,
        CustodyFact::Returned { keeper, .. } => Text::of(
            format!("กลับเข้าตู้ โดย {}", who(keeper)),
            format!("Back in the safe with {}", who(keeper)),
        ),
        CustodyFact::HandedOver {
            dispenser,
            identified,
            ..
        } => handed_over(&who(dispenser), *identified),
    };
    text.get(lang).to_owned()
}

fn sent_back(paper: &str) -> Text {
    Text::of(
        format!("ส่งคืนธนาคาร ตามหนังสือ {paper}"),
        format!("Sent back to the bank with {paper}"),
    )
}

fn set_apart(fault: Fault, keeper: &str) -> Text {
    let why = fault_name(fault);
    Text::of(
        format!("{} แยกเก็บโดย {keeper}", why.th),
        format!("{}, set apart by {keeper}", why.en),
    )
}

fn handed_over(dispenser: &str, identified: Identified) -> Text {
    let how = identified_name(identified);
    Text::of(
        format!("จ่ายให้สมาชิก โดย {dispenser} ({})", how.th),
        format!("Handed to the member by {dispenser} ({})", how.en),
    )
}

fn past_hand(part: Part, person: &str) -> Text {
    match part {
        Part::Keeper => Text::of(
            format!("จากทะเบียนเดิม: เคยเก็บรักษาโดย {person}"),
            format!("From the old register: was kept by {person}"),
        ),
        Part::Dispenser => Text::of(
            format!("จากทะเบียนเดิม: จ่ายโดย {person}"),
            format!("From the old register: handed over by {person}"),
        ),
    }
}

/// A name that nobody here bears stands as the old register writes it.
fn taken_over(past: &Past, lang: Lang) -> Text {
    let by = past.dispenser_name.as_deref().unwrap_or_default();
    match past.handed_over_on {
        Some(day) if by.is_empty() => Text::of(
            format!("จากทะเบียนเดิม: จ่ายแล้วเมื่อ {}", day.short(lang)),
            format!("From the old register: handed over {}", day.short(lang)),
        ),
        Some(day) => Text::of(
            format!("จากทะเบียนเดิม: จ่ายแล้วเมื่อ {} โดย {by}", day.short(lang)),
            format!(
                "From the old register: handed over {} by {by}",
                day.short(lang)
            ),
        ),
        None => Text::fixed(
            "จากทะเบียนเดิม: ยังอยู่ในตู้",
            "From the old register: still in the safe",
        ),
    }
}

/// What was told of the card itself.
pub(super) fn card(fact: &CardFact, lang: Lang) -> String {
    let text = match fact {
        CardFact::Listed { .. } => Text::fixed("ธนาคารออกบัตร", "Card issued by the bank"),
        CardFact::TakenOver { .. } => Text::fixed("มาจากทะเบียนเดิม", "Came from the old register"),
        CardFact::Excepted { count } => Text::of(
            format!("ทะเบียนเดิมขัดกับระเบียบ {count} เรื่อง บัตรยังไม่มีผลจนกว่าจะวินิจฉัย"),
            format!("{count} exceptions in the old register: not active until settled"),
        ),
        CardFact::Settled { count } => Text::of(
            format!("วินิจฉัยข้อยกเว้นของทะเบียนเดิม {count} เรื่อง"),
            format!("{count} exceptions of the old register settled"),
        ),
        CardFact::Blocked {
            cause,
            bank_reference,
        } => {
            let why = cause_name(*cause);
            let reference = bank_reference.as_deref().unwrap_or("–");
            Text::of(
                format!("อายัดบัตร: {} เลขอ้างอิงธนาคาร {reference}", why.th),
                format!("Blocked: {}, bank reference {reference}", why.en),
            )
        }
        CardFact::Cancelled { bank_reference } => Text::of(
            format!("ธนาคารยกเลิกบัตร {bank_reference}"),
            format!("Cancelled by the bank, {bank_reference}"),
        ),
        CardFact::TakenIn { .. } => Text::fixed(
            "รับคืนจากสมาชิกเมื่อจ่ายบัตรใหม่",
            "Taken in when the new card was handed over",
        ),
    };
    text.get(lang).to_owned()
}

/// Why a card was blocked.
pub(super) fn cause_name(cause: BlockCause) -> Text {
    match cause {
        BlockCause::Lost => Text::fixed("บัตรหาย", "card lost"),
        BlockCause::PinForgotten => Text::fixed("ลืมรหัสผ่านคู่บัตร", "PIN forgotten"),
    }
}

fn fault_name(fault: Fault) -> Text {
    match fault {
        Fault::WrongName => Text::fixed("ชื่อไม่ตรง", "Wrong name"),
        Fault::WrongNumber => Text::fixed("เลขบัตรไม่ตรง", "Wrong number"),
        Fault::WrongExpiry => Text::fixed("วันหมดอายุไม่ตรง", "Wrong expiry"),
        Fault::Damaged => Text::fixed("ชำรุด", "Damaged"),
        Fault::Opened => Text::fixed("ซองถูกเปิด", "Opened"),
        Fault::MemberLeft => Text::fixed("สมาชิกพ้นสมาชิกภาพ", "Member has left"),
    }
}

pub fn identified_name(how: Identified) -> Text {
    match how {
        Identified::NationalIdSeen => {
            Text::fixed("เห็นบัตรประชาชนตัวจริง", "original identity card seen")
        }
        Identified::StaffCardSeen => Text::fixed("เห็นบัตรเจ้าหน้าที่ของรัฐ", "official's card seen"),
        Identified::KnownInPerson => Text::fixed("รู้จักตัว", "known in person"),
    }
}

/// What comes next, in a few words.
pub(super) fn next(step: Step, over: bool) -> Option<Text> {
    match (step, over) {
        (Step::ToAnnounce, false) => Some(Text::fixed("ต้องออกหนังสือครั้งที่ 1", "Letter 1 to be made")),
        (Step::ToAnnounce, true) => Some(Text::fixed("หนังสือครั้งที่ 1 ยังไม่ออก", "Letter 1 not made")),
        (Step::Running | Step::Ending | Step::EndsToday, _) => {
            Some(Text::fixed("วันสุดท้ายที่มารับได้", "Last day to collect"))
        }
        (Step::Overdue, false) => Some(Text::fixed("ต้องออกหนังสือครั้งที่ 2", "Letter 2 to be made")),
        (Step::Overdue, true) => Some(Text::fixed("หนังสือครั้งที่ 2 ยังไม่ออก", "Letter 2 not made")),
        (
            Step::AtBank
            | Step::WithItsCard
            | Step::Blocked
            | Step::Expired
            | Step::Collected
            | Step::TakenIn
            | Step::Faulty
            | Step::SentBack,
            _,
        ) => None,
    }
}
