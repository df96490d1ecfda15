//! The application for a card, as the member signed it (A5.1), with the office's box (A6).

use sahakorn_reports::{
    Applicant, ApplicationFee, ApplicationForm, ApplicationKind, Enclosed, FeePayer, LossReport,
    OfficeUse, Paper,
};

use super::office::{Digits, bylaws, letterhead, nobody, signer, thai};
use super::{Asked, Source};
use crate::cards::applications::model::{
    Application, Cause, FeePayer as Payer, IssueFee, IssueKind, Papers,
};
use crate::cards::applications::service as applications;
use crate::cards::batches::service as batches;
use crate::cards::custody::service as custody;
use crate::db::Conn;
use crate::identity::model::Duty;
use crate::kernel::ApplicationId;
use crate::members::model::masked_telephone;
use crate::members::service as members;
use crate::papers::error::PaperError;
use crate::papers::model::{Naming, What};
use crate::papers::rules;

pub fn gather(asked: &Asked<'_>, conn: &mut Conn, id: ApplicationId) -> Result<Source, PaperError> {
    let application = applications::by_id(conn, id)?;
    let details = &application.details;
    let on = details.opened_on;
    let applicant = applicant(asked, conn, &application)?;
    let officer = Some((Duty::ApplicationOfficer, on, Digits::Thai));
    let name = applicant.name.clone();
    let paper = ApplicationForm {
        letterhead: letterhead(&bylaws(asked, on)?, Digits::Thai),
        application_no: Some(application.no.clone()),
        written_at: Some(details.place.clone()).filter(|place| !place.is_empty()),
        dated: Some(on.thai_document()),
        applicant,
        kind: Some(kind(details.issue)),
        cause: details.issue.cause().map(cause),
        earlier_card: earlier_card(asked, conn, &application)?,
        loss_report: details
            .papers
            .loss_report
            .as_ref()
            .map(|report| LossReport {
                reported_at: report.reported_on.thai_document(),
                bank_reference: report.bank_reference.as_deref().map(thai),
            }),
        fee: Some(fee(asked, &application)?),
        enclosed: enclosed(details.issue, &details.papers),
        applicant_signer: sahakorn_reports::Signer {
            name,
            ..nobody("ผู้ยื่นคำขอ")
        },
        officer: signer(conn, details.officer, "เจ้าหน้าที่ผู้รับคำขอ", officer)?,
        office: office_use(conn, &application)?,
    };
    Ok(Source {
        what: What::Application(id),
        paper: Paper::ApplicationForm(paper),
        subject_date: on,
        naming: Naming::Fixed(rules::application_number(&application.no)),
        member: Some(application.member),
    })
}

/// The telephone given with the application goes before that of the registry; like every number on paper it is masked.
fn applicant(
    asked: &Asked<'_>,
    conn: &mut Conn,
    application: &Application,
) -> Result<Applicant, PaperError> {
    let member = members::by_id(conn, application.member)?.ok_or(PaperError::NotFound)?;
    let contact = members::contact_of(conn, &asked.app.secrets, application.member)?;
    let own = applications::phone_of(asked.app, conn, application)?;
    let phone = own.or_else(|| contact.telephone.map(|digits| digits.to_string()));
    Ok(Applicant {
        name: Some(member.name.clone()),
        member_no: Some(thai(&member.number)),
        national_id: Some(thai(&member.national_id)),
        workplace: Some(member.division).filter(|division| !division.is_empty()),
        address: contact.address.map(|address| address_for(asked, &address)),
        phone: phone.map(|digits| thai(&masked_telephone(&digits))),
        holder_name: Some(member.name),
    })
}

/// Who issues the form sees the address, so the issued form has it whole and is printed only for those who see it too
/// ([`rules::may_print`]); a copy for someone else hides it as the member's page does.
fn address_for(asked: &Asked<'_>, address: &str) -> String {
    if rules::sees_address(asked.by) {
        thai(address)
    } else {
        "•••".to_owned()
    }
}

fn kind(issue: IssueKind) -> ApplicationKind {
    match issue {
        IssueKind::First => ApplicationKind::First,
        IssueKind::Lost => ApplicationKind::Lost,
        IssueKind::Unusable { .. } => ApplicationKind::Unusable,
        IssueKind::Expired => ApplicationKind::Expired,
        IssueKind::PinForgotten => ApplicationKind::PinForgotten,
        IssueKind::AfterDestruction => ApplicationKind::AfterDestruction,
    }
}

fn cause(cause: Cause) -> String {
    match cause {
        Cause::Damaged => "บัตรชำรุด",
        Cause::Chip => "ชิปเสีย",
        Cause::KeptByMachine => "เครื่องยึดบัตร",
    }
    .to_owned()
}

/// Why the card is asked for, as the bank's list says it.
pub fn reason(issue: IssueKind) -> String {
    match issue {
        IssueKind::First => "ขอครั้งแรก".to_owned(),
        IssueKind::Lost => "บัตรหาย".to_owned(),
        IssueKind::Unusable { cause: why } => format!("บัตรใช้งานไม่ได้ ({})", cause(why)),
        IssueKind::Expired => "บัตรหมดอายุ".to_owned(),
        IssueKind::PinForgotten => "ลืมรหัสผ่าน".to_owned(),
        IssueKind::AfterDestruction => "บัตรเดิมถูกทำลาย".to_owned(),
    }
}

fn earlier_card(
    asked: &Asked<'_>,
    conn: &mut Conn,
    application: &Application,
) -> Result<Option<String>, PaperError> {
    let Some(id) = application.details.earlier_card else {
        return Ok(None);
    };
    let today = asked.now.business_date();
    let cards = custody::cards_of(conn, application.member, today)?;
    let card = cards.into_iter().find(|card| card.id == id);
    Ok(card.map(|card| thai(&format!("•••• {}", card.last_four))))
}

/// As it was posted with the batch; before that as the bylaws of the day of the form say.
fn fee(asked: &Asked<'_>, application: &Application) -> Result<ApplicationFee, PaperError> {
    let details = &application.details;
    let fee = match application.batched() {
        Some(line) => line.fee,
        None => {
            let terms = applications::terms_on(asked.app, details.opened_on)?;
            applications::issue_fee(details.issue, &terms)
        }
    };
    Ok(shown(fee))
}

fn shown(fee: IssueFee) -> ApplicationFee {
    let (amount, payer) = match fee.payer {
        Payer::Cooperative => (fee.bank_charge, FeePayer::Cooperative),
        Payer::Member => (fee.member_owes, FeePayer::Member),
    };
    ApplicationFee {
        amount: thai(&amount.grouped()),
        payer,
    }
}

fn enclosed(issue: IssueKind, papers: &Papers) -> Vec<Enclosed> {
    let one = |name: &str, present| Enclosed {
        name: name.to_owned(),
        present,
    };
    let mut all = vec![one("สำเนาบัตรประจำตัวประชาชน", papers.id_copy)];
    if issue.needs_loss_report() {
        let here = papers.loss_report.is_some();
        all.push(one("บันทึกการแจ้งหายหรือลืมรหัสผ่าน", here));
    }
    all
}

fn office_use(conn: &mut Conn, application: &Application) -> Result<OfficeUse, PaperError> {
    let done = application.completion();
    let batch = match application.batched() {
        Some(line) => Some(batches::by_id(conn, line.batch)?.made),
        None => None,
    };
    Ok(OfficeUse {
        received_on: Some(application.details.opened_on.thai_document()),
        data_completed_on: done.map(|done| done.data_completed_on.thai_document()),
        to_bank_by: done.map(|done| done.to_bank.deadline.thai_document()),
        batch_no: batch.as_ref().map(|made| thai(&made.no)),
        batch_dated: batch.map(|made| made.dated.thai_document()),
        remarks: None,
    })
}
