//! The application form: for a new one, and for one that the bank does not know of yet.

mod shown;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::super::error::ApplicationError;
use super::super::model::{Application, IssueKind, LossReport, Papers};
use super::super::service::{self, Correction, NewApplication, Phone};
use super::super::view;
use super::super::{neighbours, texts};
use super::read;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BusinessDate, MemberId, Problem, Text};
use crate::web::body::Posted;
use crate::web::frame;
use shown::Typed;

/// Where the form is handed in when nobody says otherwise (A5.1).
const PLACE: &str = "สำนักงานสหกรณ์";

/// Whose application it becomes, when the form is opened from a member's page.
#[derive(Deserialize)]
pub struct Whose {
    #[serde(default)]
    member: String,
}

/// The form with nothing in it but today's date; from a member's page with the member and the kind that fits.
pub async fn blank(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<Whose>,
) -> Result<HttpResponse, Problem> {
    let typed = Typed {
        received_on: app.clock.today().table(by.lang),
        member_number: query.into_inner().member,
        ..Typed::default()
    };
    shown::form(&app, &by, &req, typed, None).await
}

/// Takes an application: complete when it is sent, open when it is kept as a draft.
pub async fn take(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let (typed, draft) = (Typed::of(&form), form.ticked("draft"));
    if form.ticked("look") {
        return shown::form(&app, &by, &req, typed, None).await;
    }
    let taken = match parsed(&app, &typed, draft).await {
        Ok(new) => service::open(&app, by.clone(), form.key, new).await,
        Err(refused) => Err(refused),
    };
    match taken {
        Ok(receipt) => {
            let said = if draft {
                texts::DRAFT_KEPT
            } else {
                texts::TAKEN
            };
            let to = format!("/applications/{}", receipt.id);
            Ok(frame::done(&to, said.get(by.lang)))
        }
        Err(refused) => shown::form(&app, &by, &req, typed, Some(refused.into())).await,
    }
}

async fn parsed(app: &App, typed: &Typed, draft: bool) -> Result<NewApplication, ApplicationError> {
    let today = app.clock.today();
    let opened_on = date("opened_on", &typed.received_on, today)?;
    let issue = IssueKind::parse(&typed.reason, typed.cause())?;
    Ok(NewApplication {
        member: member(app, &typed.member_number).await?,
        issue,
        opened_on: Some(opened_on),
        late_reason: typed.late_reason(),
        place: PLACE.into(),
        papers: papers(typed, issue, today)?,
        earlier_card: None,
        phone: phone(&typed.phone)?,
        // Papers that came with the application are complete from its own day, however late it is typed (A6).
        data_completed_on: (!draft).then_some(opened_on),
    })
}

async fn member(app: &App, number: &str) -> Result<MemberId, ApplicationError> {
    let number = number.to_owned();
    app.read(move |conn| neighbours::member_by_number(conn, &number))
        .await?
        .ok_or(ApplicationError::UnknownMember)
}

fn date(
    field: &'static str,
    text: &str,
    today: BusinessDate,
) -> Result<BusinessDate, ApplicationError> {
    if text.is_empty() {
        return Err(ApplicationError::Required { field });
    }
    BusinessDate::parse_input(text, today).map_err(|_| ApplicationError::NotADate { field })
}

fn phone(text: &str) -> Result<Option<Phone>, ApplicationError> {
    let said = Some(text).filter(|t| !t.is_empty());
    said.map(Phone::parse).transpose()
}

/// The report stands where its paper is ticked; its day must be said, the bank's reference where the member has it.
fn papers(
    typed: &Typed,
    issue: IssueKind,
    today: BusinessDate,
) -> Result<Papers, ApplicationError> {
    let reported = issue.needs_loss_report() && typed.paper_loss;
    let report = || -> Result<LossReport, ApplicationError> {
        Ok(LossReport {
            reported_on: date("papers.loss_report.reported_on", &typed.loss_on, today)?,
            bank_reference: Some(typed.block_reference.clone()).filter(|t| !t.is_empty()),
        })
    };
    Ok(Papers {
        form_signed: typed.paper_form,
        id_copy: typed.paper_id,
        loss_report: reported.then(report).transpose()?,
    })
}

/// One application in its form; what is with the bank is shown with its batch.
pub async fn one(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let found = view::found(&app, ApplicationId::new(*id)).await?;
    if read::only_reads(&found, &by) {
        return read::page(&app, &by, &req, &found).await;
    }
    let typed = Typed::from_view(&found, by.lang);
    shown::form(&app, &by, &req, typed, None).await
}

/// Corrects what was changed in the form, and says that the data are complete unless it is kept as a draft.
pub async fn save(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let id = ApplicationId::new(*id);
    let typed = Typed {
        id: Some(id),
        version: form.text("version").parse().ok(),
        ..Typed::of(&form)
    };
    let saved = saved(&app, &by, id, &typed, &form).await;
    match saved {
        Ok(()) => {
            let said = texts::CHANGES_KEPT;
            Ok(frame::done(
                &format!("/applications/{id}"),
                said.get(by.lang),
            ))
        }
        Err(refused) => shown::form(&app, &by, &req, typed, Some(refused.into())).await,
    }
}

async fn saved(
    app: &App,
    by: &Actor,
    id: ApplicationId,
    typed: &Typed,
    form: &Posted,
) -> Result<(), ApplicationError> {
    let today = app.clock.today();
    let before = app.read(move |conn| service::by_id(conn, id)).await?;
    let version = typed.version.ok_or(ApplicationError::Stale)?;
    let correction = correction(&before, typed, today)?;
    let changed = changes(&before, &correction);
    let completes = !form.ticked("draft") && before.completion().is_none();
    let (by, key) = (by.clone(), form.key.clone());
    match (changed, completes) {
        (true, true) => {
            let at = (id, version);
            service::correct_and_complete(app, by, key, at, correction, today).await?
        }
        (true, false) => service::correct(app, by, key, id, version, correction).await?,
        (false, true) => service::complete(app, by, key, id, version, Some(today)).await?,
        (false, false) => return Ok(()),
    };
    Ok(())
}

fn correction(
    before: &Application,
    typed: &Typed,
    today: BusinessDate,
) -> Result<Correction, ApplicationError> {
    let issue = IssueKind::parse(&typed.reason, typed.cause())?;
    Ok(Correction {
        issue: Some(issue),
        opened_on: Some(date("opened_on", &typed.received_on, today)?),
        late_reason: typed.late_reason(),
        place: Some(before.details.place.clone()),
        papers: Some(papers(typed, issue, today)?),
        earlier_card: None,
        phone: phone(&typed.phone)?,
        data_completed_on: None,
        reason: texts::BY_FORM.into(),
    })
}

/// Whether the form says anything new. A telephone is sealed, so one that is typed counts as new.
fn changes(before: &Application, correction: &Correction) -> bool {
    let old = &before.details;
    correction.issue != Some(old.issue)
        || correction.opened_on != Some(old.opened_on)
        || correction.papers.as_ref() != Some(&old.papers)
        || correction.phone.is_some()
}

/// What an application that is closed says over its form.
pub(super) const CLOSED: Text = Text::fixed(
    "คำขอนี้สิ้นสุดแล้ว แก้ไขไม่ได้",
    "This application is closed and cannot be changed",
);
