use super::super::parts::*;
use super::cards::{keys, malee};
use super::frame::plain;
use super::show;
use crate::cards::views::*;

fn hand_over(step: HandOverStep, thing: Thing) -> HandOverPage {
    HandOverPage {
        shell: malee("/hand-over"),
        keys: keys(),
        thing,
        step,
        path: "/hand-over/17".into(),
        member: "00519 นายประสิทธิ์ คงมั่น".into(),
        tag: match step {
            HandOverStep::Found => Tag::new(Shape::Ready, "พร้อมจ่าย"),
            HandOverStep::Waiting => Tag::new(Shape::Current, "รอลงชื่อ"),
            HandOverStep::Signed => Tag::new(Shape::Current, "ลงชื่อแล้ว รอตรวจรับ"),
        },
        number: if thing == Thing::Card {
            "•••• 9020".into()
        } else {
            "E-0193".into()
        },
        expires: "หมดอายุ 09/2573".into(),
        id_ends: "7719".into(),
        id_seen: step != HandOverStep::Found,
        earlier: if thing == Thing::Card {
            "•••• 4417".into()
        } else {
            String::new()
        },
        takes_in: step != HandOverStep::Found,
        letter: "ครั้งที่ 1 ที่ 88/69 ลงวันที่ 22 ต.ค. 2569".into(),
        letter_due: "ครบกำหนดวันนี้".into(),
        other: "E-0193 เจ้าหน้าที่อีกคนเป็นผู้จ่าย".into(),
        checks: checks(),
        tablet: (step != HandOverStep::Found).then(|| "โต๊ะ 1".into()),
        desk_code: "482716".into(),
        tablet_address: "192.168.1.10:8080/tablet".into(),
        signature: (step == HandOverStep::Signed).then(signed),
        application_href: "/applications/31".into(),
        state: "open-1-false".into(),
        notes: Vec::new(),
    }
}

fn checks() -> Vec<Check> {
    let ok = |text: &str, why: &str| Check::new(Tone::Ok, text, why);
    vec![
        ok("ผู้จ่ายบัตร: มาลี บุญส่ง", "คำสั่ง 12/2569"),
        ok("มาลีไม่ใช่ผู้จ่ายรหัสผ่านของบัตรนี้", "ข้อ ๗.๒ วรรคท้าย"),
        ok("อยู่ในเวลาทำการ", "08:30–15:30 น."),
        Check::new(
            Tone::Info,
            "ค่าธรรมเนียม 0.00 บาท บัตรแรก สหกรณ์เป็นผู้จ่าย",
            "ข้อ ๕ วรรคสอง **๒",
        ),
    ]
}

fn signed() -> Signature {
    Signature {
        paths: vec![
            "M58 91C66 50 80 30 84 40S70 96 78 94 100 50 108 56 96 92 108 88 128 58 132 62 128 88 138 86 152 60 156 64 154 86 162 84 178 34 182 30 178 80 184 84 200 66 206 70 204 84 214 80 236 64 240 68 238 84 250 80 300 56 318 54".into(),
            "M80 110C140 98 220 98 290 104".into(),
        ],
        at: "10:41:58".into(),
    }
}

fn desk() -> DeskPage {
    DeskPage {
        shell: malee("/hand-over"),
        thing: Thing::Card,
        banners: Vec::new(),
        waiting: vec![
            (
                Link::new("00519 นายประสิทธิ์ คงมั่น", "/hand-over/17"),
                "บัตร •••• 9020".into(),
                Tag::new(Shape::Ready, "พร้อมจ่าย"),
            ),
            (
                Link::new("00688 นายบุญมี แสงทอง", "/hand-over/18"),
                "บัตร •••• 5526".into(),
                Tag::new(Shape::Ready, "พร้อมจ่าย"),
            ),
        ],
        desk: "โต๊ะ 1".into(),
        tablet_address: "192.168.1.10:8080/tablet".into(),
        keys: keys(),
    }
}

fn paper() -> PaperPath {
    PaperPath {
        shell: malee("/hand-over"),
        keys: keys(),
        thing: Thing::Card,
        path: "/hand-over/17".into(),
        member: "00519 นายประสิทธิ์ คงมั่น".into(),
        number: "•••• 9020".into(),
        earlier: "•••• 4417".into(),
        takes_in: false,
        kind: "ink".into(),
        people: vec![Choice::new("", "เลือก"), Choice::new("3", "วิชัย แก้วกล้า")],
        witness_one: String::new(),
        witness_two: String::new(),
        notes: Vec::new(),
    }
}

#[test]
fn hand_over_in_each_step_and_refused() {
    show("hand-over", &hand_over(HandOverStep::Signed, Thing::Card));
    show(
        "hand-over-found",
        &hand_over(HandOverStep::Found, Thing::Card),
    );
    show(
        "hand-over-wait",
        &hand_over(HandOverStep::Waiting, Thing::Card),
    );
    let mut pin = hand_over(HandOverStep::Found, Thing::Envelope);
    pin.other = "มาลี บุญส่ง จ่ายบัตร •••• 9020 เมื่อ 10:14 น.".into();
    pin.checks = vec![Check::new(
        Tone::Danger,
        "มาลี บุญส่ง จ่ายบัตรใบนี้แล้ว จ่ายรหัสผ่านไม่ได้",
        "ข้อ ๗.๒ วรรคท้าย",
    )];
    show("hand-over-pin", &pin);
    show("desk", &desk());
    show("paper", &paper());
}

#[test]
fn tablet_in_each_state() {
    let pad = |state| PadPage {
        shell: plain(),
        desk: "โต๊ะ 1".into(),
        state,
        keys: keys(),
        post_to: "/tablet/strokes".into(),
        watch: "/tablet/state".into(),
    };
    show(
        "pad",
        &pad(PadState::Sign {
            thing: Thing::Card,
            number: "หมายเลขลงท้าย 9020".into(),
            member: "00519 นายประสิทธิ์ คงมั่น".into(),
            day: "23 พฤศจิกายน 2569".into(),
            sentence: "ข้าพเจ้าได้ตรวจชื่อบนบัตรแล้ว ถูกต้อง และได้รับบัตรเงินสดข้างต้นไว้แล้ว".into(),
        }),
    );
    show("pad-idle", &pad(PadState::Idle));
    show("pad-thanks", &pad(PadState::Thanks));
    show(
        "pad-link",
        &pad(PadState::Link(Some("รหัสโต๊ะไม่ถูกต้องหรือใช้ไปแล้ว".into()))),
    );
}
