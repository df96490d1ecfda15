//! Applications over REST.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use super::SOON_DAYS;
use super::error::ApplicationError;
use super::files::export;
use super::model::{IssueKind, LossReport, Papers, State};
use super::rules;
use super::service::{self, Correction, NewApplication, Phone};
use super::store::Filter;
use super::view;
use crate::app::App;
use crate::identity::model::{Actor, Duty, Role};
use crate::kernel::{ApplicationId, BusinessDate, CardId, Cursor, Limit, MemberId, Problem, Text};
use crate::web::answer::{created, ok};
use crate::web::body::Keyed;
use crate::web::export::FileKind;
use crate::web::route::{Route, Who};

mod kinds;

/// Who collects applications (A6).
pub const COLLECTS: Who = Who::Duties(&[Duty::ApplicationOfficer], &[]);
/// Who may look at them.
pub const LOOKS: Who = Who::Duties(
    &[
        Duty::ApplicationOfficer,
        Duty::CardKeeper,
        Duty::PinKeeper,
        Duty::CardDispenser,
        Duty::PinDispenser,
    ],
    &[
        Role::Manager,
        Role::BoardMember,
        Role::Chairperson,
        Role::InternalAuditor,
        Role::Auditor,
        Role::Inspector,
    ],
);
/// Who may see the telephone of an application whole: whoever calls the member about a card.
pub const CALLS: Who = Who::Duties(
    &[
        Duty::ApplicationOfficer,
        Duty::CardKeeper,
        Duty::PinKeeper,
        Duty::CardDispenser,
        Duty::PinDispenser,
    ],
    &[],
);

pub fn routes() -> Vec<Route> {
    [read_routes(), kinds::routes(), write_routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn read_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/applications",
            "application.list",
            LOOKS,
            "Applications by state, member, or last day to the bank, the most urgent first",
            list,
        ),
        Route::get(
            "/api/v1/applications.csv",
            "application.csv",
            LOOKS,
            "The same as CSV",
            export_csv,
        ),
        Route::get(
            "/api/v1/applications.xlsx",
            "application.xlsx",
            LOOKS,
            "The same as a workbook",
            export_xlsx,
        ),
        Route::get(
            "/api/v1/applications/{id}",
            "application.get",
            LOOKS,
            "One application with its clock",
            get,
        ),
    ]
}

fn write_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/applications",
            "application.opened",
            COLLECTS,
            "Takes an application (A5.1)",
            open,
        ),
        Route::post(
            "/api/v1/applications/{id}/complete",
            "application.completed",
            COLLECTS,
            "The papers are complete: the clock to the bank runs (A6)",
            complete,
        ),
        Route::post(
            "/api/v1/applications/{id}/correct",
            "application.corrected",
            COLLECTS,
            "Corrects an application that the bank does not know of (C10)",
            correct,
        ),
        Route::post(
            "/api/v1/applications/{id}/cancel",
            "application.cancelled",
            COLLECTS,
            "Cancels an application that the bank does not know of",
            cancel,
        ),
        Route::post(
            "/api/v1/applications/{id}/reveal",
            "application.reveal",
            CALLS,
            "The telephone whole, for a reason",
            reveal,
        ),
    ]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    state: Option<String>,
    member_id: Option<MemberId>,
    /// `overdue`, `soon` (within seven days, overdue ones too) or a date.
    due: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

impl ListQuery {
    fn filter(&self, today: BusinessDate) -> Result<Filter, Problem> {
        if let Some(state) = &self.state
            && !State::CODES.contains(&state.as_str())
        {
            return Err(ApplicationError::NotAChoice { field: "state" }.into());
        }
        let due_by = self
            .due
            .as_deref()
            .map(|due| due_by(due, today))
            .transpose()?;
        Ok(Filter {
            state: self.state.clone(),
            member: self.member_id,
            due_by,
        })
    }
}

/// The last day that a list of what is due reaches to.
pub fn due_by(due: &str, today: BusinessDate) -> Result<BusinessDate, ApplicationError> {
    match due {
        "overdue" => Ok(today.plus_days(-1)),
        "soon" => Ok(today.plus_days(SOON_DAYS)),
        day => {
            BusinessDate::parse_iso(day).map_err(|_| ApplicationError::NotAChoice { field: "due" })
        }
    }
}

/// Where a page begins and how long it is.
pub fn page_of(
    cursor: Option<&str>,
    limit: Option<i64>,
) -> Result<(Option<Cursor>, Limit), Problem> {
    let limit = Limit::parse(limit).map_err(|_| {
        let words = Text::fixed("1 ถึง 200 แถว", "1 to 200 rows");
        Problem::bad_field("limit", "out_of_range", words)
    })?;
    let cursor = cursor.map(Cursor::parse).transpose().map_err(|_| {
        let words = Text::fixed("ใช้ค่าที่ได้จากหน้าก่อน", "Use what the page before gave");
        Problem::bad_field("cursor", "not_a_cursor", words)
    })?;
    Ok((cursor, limit))
}

async fn list(app: web::Data<App>, query: web::Query<ListQuery>) -> Result<HttpResponse, Problem> {
    let today = app.clock.today();
    let filter = query.filter(today)?;
    let (cursor, limit) = page_of(query.cursor.as_deref(), query.limit)?;
    let page = app
        .read(move |conn| view::page(conn, &filter, cursor.as_ref(), limit, today))
        .await?;
    Ok(HttpResponse::Ok().json(page))
}

async fn export_csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let filter = query.filter(app.clock.today())?;
    export(&app, &by, filter, FileKind::Csv).await
}

async fn export_xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let filter = query.filter(app.clock.today())?;
    export(&app, &by, filter, FileKind::Xlsx).await
}

async fn get(app: web::Data<App>, id: web::Path<i64>) -> Result<HttpResponse, Problem> {
    let view = view::found(&app, ApplicationId::new(*id)).await?;
    Ok(HttpResponse::Ok().json(view))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PapersBody {
    form_signed: bool,
    id_copy: bool,
    #[serde(default)]
    loss_report: Option<LossReport>,
}

impl From<PapersBody> for Papers {
    fn from(body: PapersBody) -> Self {
        Self {
            form_signed: body.form_signed,
            id_copy: body.id_copy,
            loss_report: body.loss_report,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenBody {
    member_id: MemberId,
    kind: String,
    cause: Option<String>,
    opened_on: Option<BusinessDate>,
    late_reason: Option<String>,
    place: String,
    papers: PapersBody,
    earlier_card_id: Option<CardId>,
    phone: Option<String>,
    data_completed_on: Option<BusinessDate>,
}

impl OpenBody {
    fn parse(self) -> Result<NewApplication, ApplicationError> {
        Ok(NewApplication {
            member: self.member_id,
            issue: IssueKind::parse(&self.kind, self.cause.as_deref())?,
            opened_on: self.opened_on,
            late_reason: self.late_reason,
            place: self.place,
            papers: self.papers.into(),
            earlier_card: self.earlier_card_id,
            phone: self.phone.as_deref().map(Phone::parse).transpose()?,
            data_completed_on: self.data_completed_on,
        })
    }
}

async fn open(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<OpenBody>,
) -> Result<HttpResponse, Problem> {
    let new = body.body.parse()?;
    let receipt = service::open(&app, by, body.key, new).await?;
    Ok(created(&receipt))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CompleteBody {
    version: i64,
    data_completed_on: Option<BusinessDate>,
}

async fn complete(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<CompleteBody>,
) -> Result<HttpResponse, Problem> {
    let (
        id,
        CompleteBody {
            version,
            data_completed_on,
        },
    ) = (ApplicationId::new(*id), body.body);
    let receipt = service::complete(&app, by, body.key, id, version, data_completed_on).await?;
    Ok(created(&receipt))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CorrectBody {
    version: i64,
    reason: String,
    kind: Option<String>,
    cause: Option<String>,
    opened_on: Option<BusinessDate>,
    late_reason: Option<String>,
    place: Option<String>,
    papers: Option<PapersBody>,
    earlier_card_id: Option<CardId>,
    phone: Option<String>,
    data_completed_on: Option<BusinessDate>,
}

impl CorrectBody {
    fn parse(self) -> Result<Correction, ApplicationError> {
        let issue = match (&self.kind, &self.cause) {
            (Some(kind), cause) => Some(IssueKind::parse(kind, cause.as_deref())?),
            (None, Some(_)) => return Err(ApplicationError::Required { field: "kind" }),
            (None, None) => None,
        };
        Ok(Correction {
            issue,
            opened_on: self.opened_on,
            late_reason: self.late_reason,
            place: self.place,
            papers: self.papers.map(Papers::from),
            earlier_card: self.earlier_card_id,
            phone: self.phone.as_deref().map(Phone::parse).transpose()?,
            data_completed_on: self.data_completed_on,
            reason: self.reason,
        })
    }
}

async fn correct(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<CorrectBody>,
) -> Result<HttpResponse, Problem> {
    let (id, version) = (ApplicationId::new(*id), body.body.version);
    let correction = body.body.parse()?;
    let receipt = service::correct(&app, by, body.key, id, version, correction).await?;
    Ok(created(&receipt))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CancelBody {
    version: i64,
    reason: String,
}

async fn cancel(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<CancelBody>,
) -> Result<HttpResponse, Problem> {
    let (id, CancelBody { version, reason }) = (ApplicationId::new(*id), body.body);
    let receipt = service::cancel(&app, by, body.key, id, version, reason).await?;
    Ok(created(&receipt))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RevealBody {
    reason: String,
}

async fn reveal(
    app: web::Data<App>,
    by: Actor,
    id: web::Path<i64>,
    body: Keyed<RevealBody>,
) -> Result<HttpResponse, Problem> {
    let id = ApplicationId::new(*id);
    let shown = service::reveal(&app, &by, id, &body.body.reason).await?;
    Ok(ok(&json!({ "value": shown })))
}
