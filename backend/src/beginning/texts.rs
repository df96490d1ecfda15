//! Words of the first days.

use super::model::{Place, Stands, Step};
use super::rules::{self, CountFault};
use crate::kernel::{Lang, Text};
use crate::web::texts::{fill, fill2, sentences, texts};

/// What kind of refusal this is.
pub const fn title(status: u16) -> Text {
    match status {
        403 => Text::fixed(
            "ทำได้เฉพาะผู้จัดการและผู้เก็บรักษา",
            "For the manager and the keepers only",
        ),
        409 => Text::fixed("ยังทำในขั้นนี้ไม่ได้", "Not possible yet"),
        _ => Text::fixed("ขัดกับแนวปฏิบัติ", "A rule does not allow this"),
    }
}

pub const NOT_YOURS: Text = Text::fixed(
    "ผู้จัดการหรือผู้เก็บรักษาเป็นผู้ตรวจนับ",
    "The manager or a keeper counts.",
);

sentences! {
    /// This refusal in a sentence.
    pub fn fault(fault: CountFault) -> Text {
        CountFault::BeforeTheEnd => Text::fixed(
            "ปิดการนำเข้าทะเบียนเดิมก่อน แล้วจึงตรวจนับครั้งแรก",
            "End the take-over of the old registers first; the first count follows it.",
        ),
        CountFault::Cards => Text::fixed("จำนวนบัตรต้องเป็น 0 ถึง 1,000,000", "0 to 1,000,000 cards."),
        CountFault::Envelopes => Text::fixed("จำนวนซองต้องเป็น 0 ถึง 1,000,000", "0 to 1,000,000 envelopes."),
        CountFault::Alone => Text::fixed("ต้องตรวจนับสองคน เลือกผู้ร่วมนับที่ไม่ใช่ตัวท่าน", "Two persons count: choose somebody other than yourself."),
        CountFault::Stranger => Text::fixed(
            "ผู้ร่วมนับต้องเป็นผู้มีตำแหน่งในสหกรณ์และมีบัญชีผู้ใช้ และไม่ใช่ผู้ดูแลระบบ",
            "The second person has a role in the cooperative and an account, and does not keep the system.",
        ),
        CountFault::BothInCustody => Text::fixed(
            "ทั้งสองคนเก็บรักษาหรือจ่ายบัตรหรือซอง ต้องมีหนึ่งคนที่ไม่มีหน้าที่นี้",
            "Both keep or hand over cards or envelopes; one of the two has no such duty.",
        ),
    }
}

texts! {
    /// Words of the page of the first days
    pub struct BeginningTexts {
        title: "เริ่มใช้งานระบบ", "First days";
        progress: "เริ่มใช้งาน: ทำแล้ว {} จาก {} ขั้น", "First days: {} of {} steps done";
        all_done: "ทำครบทุกขั้นแล้ว", "Every step is done";
        step: "ขั้น", "Step";
        status: "สถานะ", "Status";
        stands: "ที่มีอยู่", "What is there";
        done: "ทำแล้ว", "Done";
        to_do: "ยังไม่ครบ", "To do";
        open: "ไปทำ", "Go there";
        people: "บุคลากร", "People";
        orders: "คำสั่งมอบหมายหน้าที่", "Orders";
        holidays: "ปฏิทินวันหยุด", "Holidays";
        members: "ทะเบียนสมาชิก", "Members";
        register: "ทะเบียนบัตรเดิม", "Existing register";
        first_count: "ตรวจนับครั้งแรก", "First count";
        by_officers: "ผู้จัดการหรือเจ้าหน้าที่เป็นผู้ทำ", "the manager or the staff do it";
        by_keepers: "ผู้จัดการหรือผู้เก็บรักษาเป็นผู้ทำ", "the manager or a keeper does it";
        people_done: "ผู้จัดการ กรรมการ และเจ้าหน้าที่มีบัญชีผู้ใช้แล้ว", "Manager, board and staff have accounts";
        people_lack: "ยังไม่มีผู้มีบัญชีผู้ใช้เป็น {}", "Nobody with an account is {}";
        manager: "ผู้จัดการ", "manager";
        board: "ประธานกรรมการหรือกรรมการดำเนินการ", "chairperson or board member";
        staff: "เจ้าหน้าที่", "staff";
        orders_done: "มีผู้รับมอบหมายครบทุกหน้าที่", "Every duty is held";
        orders_lack: "ยังไม่มี{}", "Nobody is {}";
        calendar_until: "มีปฏิทินวันหยุดถึง {}", "The calendar goes until {}";
        calendar_lack: "มีปฏิทินวันหยุดถึง {} ต้องครอบคลุมวันนี้และอีก 90 วัน", "The calendar goes until {}; it must cover today and the next 90 days";
        calendar_none: "ไม่มีปฏิทินวันหยุด", "There is no calendar of holidays";
        members_done: "มีสมาชิก {} คน", "{} members";
        members_lack: "ยังไม่มีสมาชิกในทะเบียน", "The registry has no members yet";
        register_none: "ยังไม่กำหนดวันเริ่มงาน", "The first day of work here is not named yet";
        register_is: "วันเริ่มงาน {} นำเข้าบัตร {} ใบ", "First day {}, {} cards taken over";
        register_open: "ข้อยกเว้นที่ยังไม่วินิจฉัย {} ข้อ", "{} open exceptions";
        register_ended: "ปิดการนำเข้าเมื่อ {}", "ended on {}";
        register_lack: "ยังไม่ปิดการนำเข้า", "not ended yet";
        count_none: "ยังไม่ได้ตรวจนับ", "Not counted yet";
        count_early: "ตรวจนับเมื่อปิดการนำเข้าทะเบียนเดิมแล้ว", "Counted once the take-over has ended";
        count_is: "เมื่อ {} {} และ {}", "On {} by {} and {}";
        count_found: "นับได้บัตร {} ใบ ซอง {} ซอง", "found {} cards and {} envelopes";
        count_agrees: "ตรงกับทะเบียน", "as in the registers";
        count_differs: "ทะเบียนมีบัตร {} ใบ ซอง {} ซอง ไม่ตรงกัน", "the registers have {} cards and {} envelopes: they differ";
        count_hint: "สองคนนับของจริงในตู้เก็บ ตู้นิรภัย และที่เคาน์เตอร์ อย่างน้อยหนึ่งคนต้องไม่เก็บรักษาหรือจ่ายบัตรหรือซอง ระบบเก็บจำนวนที่นับได้คู่กับทะเบียน แม้ไม่ตรงกัน", "Two persons count what lies in drawer, safe and at the counter; at least one of them neither keeps nor hands over cards or envelopes. What they find is kept beside the registers, also where it differs.";
        cards: "บัตรที่นับได้", "Cards found";
        envelopes: "ซองที่นับได้", "Envelopes found";
        with: "ผู้ร่วมนับ", "Second person";
        with_none: "เลือกผู้ร่วมนับ", "Choose the second person";
        whole: "ใส่จำนวนเต็ม เช่น 12", "A whole number, such as 12";
        note: "หมายเหตุ", "Note";
        count_act: "บันทึกผลตรวจนับ", "Record the count";
        counted: "บันทึกผลตรวจนับแล้ว", "The count is recorded";
    }
}

impl BeginningTexts {
    /// Whose step it is, where it is not the system keeper's.
    pub const fn by_whom(&self, step: Step) -> Option<&'static str> {
        match step {
            Step::People | Step::Orders | Step::Holidays => None,
            Step::Members => Some(self.by_officers),
            Step::Register | Step::FirstCount => Some(self.by_keepers),
        }
    }

    /// What a step is called.
    pub const fn name(&self, step: Step) -> &'static str {
        match step {
            Step::People => self.people,
            Step::Orders => self.orders,
            Step::Holidays => self.holidays,
            Step::Members => self.members,
            Step::Register => self.register,
            Step::FirstCount => self.first_count,
        }
    }

    const fn place(&self, place: Place) -> &'static str {
        match place {
            Place::Manager => self.manager,
            Place::Board => self.board,
            Place::Staff => self.staff,
        }
    }
}

/// One line: what is there, and what lacks.
pub fn says(step: Step, stands: &Stands, lang: Lang) -> String {
    let t = BeginningTexts::of(lang);
    match step {
        Step::People => {
            let places = stands.lacking_people.iter().map(|place| t.place(*place));
            lacking(places.collect(), t.people_done, t.people_lack)
        }
        Step::Orders => {
            let duties = stands.lacking_duties.iter();
            let titles = duties.map(|duty| duty.title()).collect::<Vec<_>>();
            let titles = titles.iter().map(|title| title.get(lang)).collect();
            lacking(titles, t.orders_done, t.orders_lack)
        }
        Step::Holidays => calendar(stands, lang),
        Step::Members if stands.members > 0 => fill(t.members_done, stands.members),
        Step::Members => t.members_lack.to_owned(),
        Step::Register => register(stands, lang),
        Step::FirstCount => count(stands, lang),
    }
}

fn lacking(names: Vec<&str>, done: &str, lack: &str) -> String {
    if names.is_empty() {
        done.to_owned()
    } else {
        fill(lack, names.join(", "))
    }
}

fn calendar(stands: &Stands, lang: Lang) -> String {
    let t = BeginningTexts::of(lang);
    let Some((_, last)) = stands.calendar else {
        return t.calendar_none.to_owned();
    };
    let words = if rules::is_done(Step::Holidays, stands) {
        t.calendar_until
    } else {
        t.calendar_lack
    };
    fill(words, last.short(lang))
}

fn register(stands: &Stands, lang: Lang) -> String {
    let t = BeginningTexts::of(lang);
    let Some(register) = stands.register else {
        return t.register_none.to_owned();
    };
    let ended = register.ended_on.map_or_else(
        || t.register_lack.to_owned(),
        |day| fill(t.register_ended, day.short(lang)),
    );
    [
        fill2(
            t.register_is,
            register.first_day.short(lang),
            register.cards,
        ),
        fill(t.register_open, register.open_exceptions),
        ended,
    ]
    .join(" · ")
}

fn count(stands: &Stands, lang: Lang) -> String {
    let t = BeginningTexts::of(lang);
    let Some(count) = &stands.count else {
        let none = if rules::is_done(Step::Register, stands) {
            t.count_none
        } else {
            t.count_early
        };
        return none.to_owned();
    };
    let when = fill2(t.count_is, count.on.short(lang), &count.by);
    let (found, said) = (count.found, count.registers);
    let compared = if rules::agrees(count) {
        t.count_agrees.to_owned()
    } else {
        fill2(t.count_differs, said.cards, said.envelopes)
    };
    [
        fill(&when, &count.with),
        fill2(t.count_found, found.cards, found.envelopes),
        compared,
    ]
    .join(" · ")
}
