//! Sending ticked applications to the bank: first what it means, then the act, which cannot be taken back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::error::ApplicationError;
use super::super::model::Application;
use super::super::{frame as shared, neighbours, rules, service, texts};
use crate::app::App;
use crate::cards::batches::service::{self as batches, NewBatch};
use crate::cards::views::{CardTexts, SendPage};
use crate::db::fold;
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BusinessDate, Lang, Money, Problem, Text};
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
    let (lang, today) = (by.lang, app.clock.today());
    let terms = neighbours::terms_on(app, today)?;
    let wanted: Vec<i64> = ids.iter().map(|id| id.get()).collect();
    let (applications, members) = app
        .read(move |conn| {
            let mut found = fold::<Application>(conn, &wanted)?;
            let found: Vec<Application> = wanted.iter().filter_map(|id| found.remove(id)).collect();
            let members = service::applicants_of(conn, &found)?;
            Ok::<_, ApplicationError>((found, members))
        })
        .await?;
    let mut charge = Money::ZERO;
    let mut fees = Money::ZERO;
    for application in &applications {
        let fee = rules::issue_fee(application.details.issue, &terms);
        charge = charge.plus(fee.bank_charge).unwrap_or(charge);
        fees = fees.plus(fee.member_owes).unwrap_or(fees);
    }
    let first = applications.iter().filter_map(must_go_by).min();
    frame::answered(
        status,
        &SendPage {
            shell: frame::shell(app, req, Some(by)),
            keys: frame::keys(by, None),
            title: texts::SEND.get(lang).to_owned(),
            rows: applications
                .iter()
                .map(|application| {
                    let member = members.get(&application.member);
                    let issue = application.details.issue;
                    (
                        application.id.get(),
                        member.map_or_else(String::new, |m| m.number.clone()),
                        member.map_or_else(String::new, |m| m.name.clone()),
                        texts::kind_name(issue).get(lang).to_owned(),
                        shared::table_date(must_go_by(application), lang),
                    )
                })
                .collect(),
            facts: facts(applications.len(), first, (charge, fees), lang),
            dated,
            notes,
        },
    )
}

fn must_go_by(application: &Application) -> Option<BusinessDate> {
    application.completion().map(|done| done.to_bank.deadline)
}

fn facts(
    count: usize,
    first: Option<BusinessDate>,
    (charge, fees): (Money, Money),
    lang: Lang,
) -> Vec<(String, String)> {
    let words = CardTexts::of(lang);
    let fact = |name: Text, value: String| (name.get(lang).to_owned(), value);
    vec![
        fact(texts::SEND_COUNT, count.to_string()),
        (
            words.must_go.to_owned(),
            first.map_or_else(|| "-".to_owned(), |day| day.short(lang)),
        ),
        fact(texts::SEND_CHARGE, charge.grouped()),
        fact(texts::SEND_FEES, fees.grouped()),
    ]
}
