//! The application for a card (article 5), with the box of the office (article 6).

use crate::RenderError;
use crate::layout::form::{Form, field};
use crate::layout::{baseline, heads, signers};
use crate::measure::{pt, pt10};
use crate::papers::{ApplicationForm, ApplicationKind, FeePayer};
use crate::press::{Ink, Press};
use crate::typeset::Style;

const TEXT: Style = Style::regular(125, 196);
const SMALL: Style = Style::regular(115, 168);
const TITLE: Style = Style::bold(180, 270);

/// Draws it.
pub fn draw(press: &mut Press<'_>, paper: &ApplicationForm) -> Result<(), RenderError> {
    let top = heads::letter(press, &paper.letterhead);
    let (x, width) = (press.sheet.left, press.sheet.measure());
    let mut form = Form {
        x,
        width,
        y: top + pt(4),
        style: TEXT,
    };
    title(press, paper, &mut form)?;
    applicant(press, paper, &mut form)?;
    request(press, paper, &mut form)?;
    declaration(press, paper, &mut form)?;
    office(press, paper, &mut form)
}

fn title(
    press: &mut Press<'_>,
    paper: &ApplicationForm,
    form: &mut Form,
) -> Result<(), RenderError> {
    let middle = form.x + form.width / 2;
    let name = press.types.line("คำขอมีบัตรเงินสด", TITLE);
    press
        .page
        .text_around(&name, middle, form.y + baseline(TITLE));
    let number = paper
        .application_no
        .as_deref()
        .unwrap_or("....................");
    let number = press.types.line(&format!("เลขที่ {number}"), SMALL);
    press.page.text_to(
        &number,
        form.x + form.width,
        form.y + baseline(TITLE),
        Ink::Black,
    );
    form.y += TITLE.leading;
    form.fields(
        press,
        &[
            field("เขียนที่", paper.written_at.as_deref(), 62),
            field("วันที่", paper.dated.as_deref(), 38),
        ],
    )?;
    let to = format!("เรียน  ผู้จัดการ{}", paper.letterhead.name);
    form.title(press, &to, TEXT)
}

fn applicant(
    press: &mut Press<'_>,
    paper: &ApplicationForm,
    form: &mut Form,
) -> Result<(), RenderError> {
    let who = &paper.applicant;
    form.fields(
        press,
        &[
            field("ข้าพเจ้า", who.name.as_deref(), 62),
            field("เลขทะเบียนสมาชิก", who.member_no.as_deref(), 38),
        ],
    )?;
    form.fields(
        press,
        &[
            field("เลขประจำตัวประชาชน", who.national_id.as_deref(), 58),
            field("โทรศัพท์", who.phone.as_deref(), 42),
        ],
    )?;
    form.fields(
        press,
        &[field("สังกัด / ที่ทำงาน", who.workplace.as_deref(), 100)],
    )?;
    form.fields(press, &[field("ที่อยู่", who.address.as_deref(), 100)])
}

fn request(
    press: &mut Press<'_>,
    paper: &ApplicationForm,
    form: &mut Form,
) -> Result<(), RenderError> {
    form.title(press, "ขอมีบัตรเงินสด กรณี (ระเบียบ ข้อ ๕ และข้อ ๘)", TEXT.heavy())?;
    form.boxes(press, &kinds(paper), 2)?;
    earlier(press, paper, form)?;
    fee(press, paper, form)?;
    form.title(press, "เอกสารประกอบ", TEXT.heavy())?;
    let papers: Vec<(bool, String)> = paper
        .enclosed
        .iter()
        .map(|one| (one.present, one.name.clone()))
        .collect();
    form.boxes(press, &papers, 2)
}

/// The card it stands in for, and its blocking at the bank (article 8.1).
fn earlier(
    press: &mut Press<'_>,
    paper: &ApplicationForm,
    form: &mut Form,
) -> Result<(), RenderError> {
    let report = paper.loss_report.as_ref();
    form.fields(
        press,
        &[
            field("บัตรเดิมหมายเลขลงท้าย", paper.earlier_card.as_deref(), 45),
            field("ชื่อบนบัตร", paper.applicant.holder_name.as_deref(), 55),
        ],
    )?;
    form.fields(
        press,
        &[
            field(
                "แจ้งอายัดกับธนาคารเมื่อ",
                report.map(|report| report.reported_at.as_str()),
                63,
            ),
            field(
                "เลขอ้างอิง",
                report.and_then(|report| report.bank_reference.as_deref()),
                37,
            ),
        ],
    )
}

/// What the issue costs and who pays (article 5).
fn fee(press: &mut Press<'_>, paper: &ApplicationForm, form: &mut Form) -> Result<(), RenderError> {
    let fee = paper.fee.as_ref();
    let payer = fee.map(|fee| match fee.payer {
        FeePayer::Cooperative => "สหกรณ์เป็นผู้จ่าย",
        FeePayer::Member => "สมาชิกเป็นผู้จ่าย",
    });
    form.fields(
        press,
        &[
            field(
                "ค่าธรรมเนียมในการออกบัตร (บาท)",
                fee.map(|fee| fee.amount.as_str()),
                58,
            ),
            field("โดย", payer, 42),
        ],
    )
}

/// Every kind, ticked where it is the one.
fn kinds(paper: &ApplicationForm) -> Vec<(bool, String)> {
    let cause = paper
        .cause
        .as_deref()
        .filter(|_| paper.kind == Some(ApplicationKind::Unusable));
    let because = cause.unwrap_or("................");
    [
        (ApplicationKind::First, "ขอครั้งแรก".to_owned()),
        (ApplicationKind::Lost, "แทนบัตรที่สูญหาย".to_owned()),
        (
            ApplicationKind::Unusable,
            format!("แทนบัตรที่ใช้งานไม่ได้ เพราะ {because}"),
        ),
        (ApplicationKind::Expired, "แทนบัตรที่หมดอายุ".to_owned()),
        (ApplicationKind::PinForgotten, "จำรหัสผ่านคู่บัตรไม่ได้".to_owned()),
        (
            ApplicationKind::AfterDestruction,
            "ขอใหม่หลังบัตรถูกทำลาย".to_owned(),
        ),
    ]
    .map(|(kind, text)| (paper.kind == Some(kind), text))
    .to_vec()
}

fn declaration(
    press: &mut Press<'_>,
    paper: &ApplicationForm,
    form: &mut Form,
) -> Result<(), RenderError> {
    form.y += pt(3);
    form.paragraph(
        press,
        "ข้าพเจ้าขอรับรองว่าข้อความข้างต้นเป็นความจริง และจะปฏิบัติตามระเบียบของสหกรณ์ว่าด้วยการดำเนินธุรกรรม\
         ทางการเงินผ่านระบบอิเล็กทรอนิกส์ จะรับบัตรเงินสดและรหัสผ่านคู่บัตรด้วยตนเองภายในกำหนดที่สหกรณ์แจ้ง \
         และเก็บรักษาไว้แยกจากกัน หากบัตรสูญหายหรือจำรหัสผ่านไม่ได้ จะแจ้งอายัดกับธนาคารโดยทันทีแล้วแจ้งสหกรณ์ \
         และยินยอมให้สหกรณ์ส่งชื่อและเลขทะเบียนสมาชิกของข้าพเจ้าให้ธนาคารเพื่อออกบัตร",
        SMALL,
        pt(40),
    )?;
    let both = [paper.applicant_signer.clone(), paper.officer.clone()];
    let height = signers::height(&both, SMALL);
    form.y += pt(4);
    form.need(press, height)?;
    signers::draw(press, &both, SMALL, form.x, form.width, form.y);
    form.y += height + pt(8);
    Ok(())
}

fn office(
    press: &mut Press<'_>,
    paper: &ApplicationForm,
    form: &mut Form,
) -> Result<(), RenderError> {
    let height = SMALL.leading * 4 + pt(10);
    form.need(press, height)?;
    let (top, x, width) = (form.y, form.x, form.width);
    let mut inside = Form {
        x: x + pt(10),
        width: width - pt(16),
        y: top + pt(4),
        style: SMALL,
    };
    let office = &paper.office;
    inside.title(press, "เฉพาะเจ้าหน้าที่สหกรณ์ (ระเบียบ ข้อ ๖)", SMALL.heavy())?;
    inside.fields(
        press,
        &[
            field("รับคำขอเมื่อ", office.received_on.as_deref(), 46),
            field("ข้อมูลครบถ้วนเมื่อ", office.data_completed_on.as_deref(), 54),
        ],
    )?;
    inside.fields(
        press,
        &[
            field("แจ้งธนาคารภายใน", office.to_bank_by.as_deref(), 46),
            field("ส่งธนาคารชุดที่", office.batch_no.as_deref(), 27),
            field("ลงวันที่", office.batch_dated.as_deref(), 27),
        ],
    )?;
    inside.fields(press, &[field("หมายเหตุ", office.remarks.as_deref(), 100)])?;
    let bottom = (inside.y + pt(6)).max(top + height);
    press.page.frame(x, top, width, bottom - top, pt10(8));
    form.y = bottom;
    Ok(())
}
