//! Sending ticked applications to the bank: first what it means, then the act, which cannot be taken back.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::error::ApplicationError;
use super::super::model::{Application, IssueFee};
use super::super::rules::Applicant;
use super::super::terms::Terms;
use super::super::{frame as shared, neighbours, rules, service, texts};
use crate::app::App;
use crate::cards::batches::service::{self as batches, NewBatch};
use crate::cards::views::{CardTexts, SendPage};
use crate::db::{Conn, fold};
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BusinessDate, Lang, MemberId, Money, Overflow, Problem, Text};
use crate::ledger::LedgerError;
use crate::web::ask::field_notes;
use crate::web::body::Posted;
use crate::web::frame;
use crate::web::parts::FieldNote;
use crate::web::texts::fill;

const DATE_UNREAD: Text = Text::fixed(
    "วันที่อ่านไม่ได้ เช่น 21/11/2569",
    "The date cannot be read, such as 21/11/2569",
);

/// Shows the batch until its date was sent with the form, then makes it.
pub async fn send(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let ids: Vec<ApplicationId> = form.ids("id").into_iter().map(ApplicationId::new).collect();
    let (today, typed) = (app.clock.today(), form.text("dated").to_owned());
    if typed.is_empty() {
        let date = today.table(by.lang);
        return drawn(&app, &by, &req, &ids, (200, date), Vec::new()).await;
    }
    let Ok(dated) = BusinessDate::parse_input(&typed, today) else {
        let note = FieldNote {
            field: "dated".to_owned(),
            message: DATE_UNREAD.get(by.lang).to_owned(),
        };
        return drawn(&app, &by, &req, &ids, (422, typed), vec![note]).await;
    };
    let new = NewBatch {
        applications: ids.clone(),
        dated: Some(dated),
    };
    match batches::make(&app, by.clone(), form.key, new).await {
        Ok(receipt) => {
            let number = receipt.numbers.first().cloned().unwrap_or_default();
            let said = fill(texts::BATCH_MADE.get(by.lang), number);
            Ok(frame::done(&format!("/batches/{}", receipt.id), &said))
        }
        Err(refused) => {
            let problem = Problem::from(refused);
            let mut notes = field_notes(&problem, by.lang, |_| "dated".to_owned());
            if notes.is_empty() {
                return Err(problem);
            }
            notes.truncate(1);
            drawn(&app, &by, &req, &ids, (problem.status, typed), notes).await
        }
    }
}

async fn drawn(
    app: &web::Data<App>,
    by: &Actor,
    req: &HttpRequest,
    ids: &[ApplicationId],
    (status, dated): (u16, String),
    notes: Vec<FieldNote>,
) -> Result<HttpResponse, Problem> {
    let (lang, wanted) = (by.lang, ids.to_vec());
    let terms = neighbours::terms_on(app, app.clock.today())?;
    let found = app.read(move |conn| Ticked::read(conn, &wanted)).await?;
    let sums = found.fees(&terms).map_err(LedgerError::from)?;
    let page = SendPage {
        shell: frame::shell(app, req, Some(by)),
        keys: frame::keys(by, None),
        title: texts::SEND.get(lang).to_owned(),
        rows: found.rows(lang),
        facts: facts(&found, sums, lang),
        dated,
        notes,
    };
    frame::answered(status, &page)
}

/// The applications that were ticked, and their members.
struct Ticked {
    applications: Vec<Application>,
    members: BTreeMap<MemberId, Applicant>,
}

impl Ticked {
    fn read(conn: &mut Conn, ids: &[ApplicationId]) -> Result<Self, ApplicationError> {
        let wanted: Vec<i64> = ids.iter().map(|id| id.get()).collect();
        let mut found = fold::<Application>(conn, &wanted)?;
        let applications: Vec<Application> =
            wanted.iter().filter_map(|id| found.remove(id)).collect();
        Ok(Self {
            members: service::applicants_of(conn, &applications)?,
            applications,
        })
    }

    /// What the bank charges for all of them, and what members owe; an amount that does not fit is an error.
    fn fees(&self, terms: &Terms) -> Result<(Money, Money), Overflow> {
        let fees = self.applications.iter();
        let fees = fees.map(|a| rules::issue_fee(a.details.issue, terms));
        let fees: Vec<IssueFee> = fees.collect();
        Ok((
            Money::sum(fees.iter().map(|fee| fee.bank_charge))?,
            Money::sum(fees.iter().map(|fee| fee.member_owes))?,
        ))
    }

    fn rows(&self, lang: Lang) -> Vec<(i64, String, String, String, String)> {
        let row = |application: &Application| {
            let member = self.members.get(&application.member);
            (
                application.id.get(),
                member.map_or_else(String::new, |m| m.number.clone()),
                member.map_or_else(String::new, |m| m.name.clone()),
                texts::kind_name(application.details.issue)
                    .get(lang)
                    .to_owned(),
                shared::table_date(must_go_by(application), lang),
            )
        };
        self.applications.iter().map(row).collect()
    }
}

fn must_go_by(application: &Application) -> Option<BusinessDate> {
    application.completion().map(|done| done.to_bank.deadline)
}

fn facts(found: &Ticked, (charge, fees): (Money, Money), lang: Lang) -> Vec<(String, String)> {
    let words = CardTexts::of(lang);
    let first = found.applications.iter().filter_map(must_go_by).min();
    let fact = |name: Text, value: String| (name.get(lang).to_owned(), value);
    vec![
        fact(texts::SEND_COUNT, found.applications.len().to_string()),
        (
            words.must_go.to_owned(),
            first.map_or_else(|| "-".to_owned(), |day| day.short(lang)),
        ),
        fact(texts::SEND_CHARGE, charge.grouped()),
        fact(texts::SEND_FEES, fees.grouped()),
    ]
}
