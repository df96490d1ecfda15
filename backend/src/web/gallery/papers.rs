use super::super::parts::*;
use super::cards::{keys, list, malee};
use super::show;
use crate::papers::views::*;

const HASH: &str = "7c1e90ab4f22d8135b6a0c9e41f7a2b3d4c5e6f708192a3b4c5d6e7fc04d8b61";

fn line(id: u32, number: &str, kind: &str, about: Link) -> PaperLine {
    PaperLine {
        href: format!("/papers/{id}"),
        pdf: format!("/papers/{id}.pdf"),
        number: number.into(),
        kind: kind.into(),
        about,
        issued_at: "21/11/2569 10:42".into(),
        issued_by: "นางสาวมาลี แก้วใส".into(),
    }
}

fn fact(name: &str, value: &str) -> (String, String) {
    (name.into(), value.into())
}

fn papers() -> PapersPage {
    let rows = vec![
        line(
            3,
            "CR-2569-0001-R0",
            "ทะเบียนคุมบัตรเงินสด",
            Link::new("ทะเบียนคุมบัตรเงินสด", "/cards"),
        ),
        line(
            2,
            "BL-2569-0098-R0",
            "หนังสือนำส่งธนาคาร",
            Link::new("ชุดส่งธนาคาร 8/2569", "/batches/8"),
        ),
        line(
            1,
            "NL1-2569-0102-R0",
            "หนังสือแจ้งครั้งที่ 1",
            Link::new("00733 นางดวงใจ ปัญญาดี", "/members/733"),
        ),
    ];
    PapersPage {
        shell: malee("/papers"),
        list: list(3, 3),
        rows,
        many: true,
    }
}

fn one() -> PaperPage {
    PaperPage {
        shell: malee("/papers"),
        number: "NL1-2569-0102-R0".into(),
        kind: "หนังสือแจ้งครั้งที่ 1".into(),
        pdf: "/papers/1.pdf".into(),
        check: "/check/NL1-2569-0102-R0?h=7C1E90AB4F22D8135B6A0C9E41F7A2B3D4C5E6F708192A3B4C5D6E7FC04D8B61".into(),
        about: Link::new("00733 นางดวงใจ ปัญญาดี", "/members/733"),
        facts: vec![
            fact("ลงวันที่", "21 พ.ย. 2569"),
            fact("ออกเมื่อ", "21/11/2569 10:42"),
            fact("ผู้ออก", "นางสาวมาลี แก้วใส"),
            fact("หัวลูกโซ่ก่อนออก", &format!("12345 · {HASH}")),
        ],
        hashes: vec![
            fact("SHA-256 ของข้อมูลในเอกสาร", HASH),
            fact("SHA-256 ของไฟล์ PDF", HASH),
        ],
        hash_link: String::new(),
        banners: Vec::new(),
    }
}

#[test]
fn papers_list_one_and_none() {
    let mut page = papers();
    show("papers", &page);
    page.rows.clear();
    show("papers-none", &page);
    show("paper", &one());
}

#[test]
fn papers_to_be_issued() {
    let mut page = IssuePage {
        shell: malee("/papers"),
        keys: keys(),
        kind: "หนังสือแจ้งครั้งที่ 1".into(),
        path: "/papers/of/letter/12".into(),
        about: Link::new("00733 นางดวงใจ ปัญญาดี", "/members/733"),
        days: None,
        copy: "/papers/of/letter/12.pdf".into(),
        may_issue: true,
        earlier: Vec::new(),
        notes: Vec::new(),
    };
    show("paper-issue", &page);
    page.kind = "ทะเบียนคุมบัตรเงินสด".into();
    page.days = Some(("1/10/69".into(), String::new()));
    page.earlier = vec![Link::new("CR-2569-0001-R0 · 21/11/2569 10:42", "/papers/3")];
    show("paper-register", &page);
    let letter = |id: i64, number: &str, member: &str| WaitingLetter {
        id,
        number: number.into(),
        dated: "21/11/2569".into(),
        member: member.into(),
        last_day: "21/12/2569".into(),
        past: id == 2,
        ticked: id != 2,
        copy: format!("/papers/of/letter/{id}.pdf"),
    };
    let many = ManyPage {
        shell: malee("/papers"),
        keys: keys(),
        rows: vec![
            letter(1, "102/2569", "00733 นางดวงใจ ปัญญาดี"),
            letter(2, "103/2569", "00412 นางสมใจ รักษาดี"),
        ],
        notes: Vec::new(),
    };
    show("paper-many", &many);
}

#[test]
fn papers_checked() {
    let mut shell = malee("/check");
    shell.person = None;
    let mut page = CheckPage {
        shell,
        keys: FormKeys::default(),
        number: "NL1-2569-0102-R0".into(),
        known: true,
        verdicts: vec![Banner::new(Tone::Ok, "ตรงกับบันทึกของสหกรณ์")],
        facts: vec![
            fact("เลขเอกสาร", "NL1-2569-0102-R0"),
            fact("ชนิด", "หนังสือแจ้งครั้งที่ 1"),
            fact("ออกเมื่อ", "21/11/2569 10:42"),
        ],
        notes: Vec::new(),
    };
    show("check-same", &page);
    page.verdicts = vec![Banner::new(Tone::Danger, "ไฟล์นี้ถูกแก้ไข หรือเป็นการพิมพ์อีกแบบหนึ่ง")];
    show("check-edited", &page);
    (page.known, page.verdicts) = (false, Vec::new());
    page.facts.clear();
    page.number.clear();
    show("check-ask", &page);
}
