//! Asks why the bank does not make one card of a batch, and writes it down.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::error::BatchError;
use super::super::service::{self, RefusedLine};
use super::super::view;
use crate::app::App;
use crate::cards::applications::error::ApplicationError;
use crate::cards::applications::model::Fault;
use crate::cards::applications::texts as application_texts;
use crate::cards::applications::view::ApplicationLine;
use crate::cards::views::CardTexts;
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BatchId, BusinessDate, Lang, Money, Problem, Unreadable as _};
use crate::web::ask::{AskPage, Refusal, refused};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Choice, Field, Link};
use crate::web::texts::fill;

/// A line of a batch, and what was typed about it.
pub(super) struct Line {
    pub(super) batch: BatchId,
    pub(super) number: String,
    pub(super) line: ApplicationLine,
}

#[derive(Default)]
struct Typed {
    fault: String,
    refused_on: String,
    reason: String,
}

impl Line {
    pub(super) async fn find(app: &App, (batch, application): (i64, i64)) -> Result<Self, Problem> {
        let (batch, today) = (BatchId::new(batch), app.clock.today());
        let found = app.read(move |conn| view::one(conn, batch, today)).await?;
        let wanted = ApplicationId::new(application);
        let line = found.applications.into_iter().find(|one| one.id == wanted);
        Ok(Self {
            batch,
            number: found.batch.no,
            line: line.ok_or_else(Problem::not_found)?,
        })
    }
}

pub async fn form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    path: web::Path<(i64, i64)>,
) -> Result<HttpResponse, Problem> {
    let line = Line::find(&app, path.into_inner()).await?;
    if line.line.state != "batched" {
        return Err(BatchError::AnsweredAlready.into());
    }
    let typed = Typed {
        refused_on: app.clock.today().table(by.lang),
        ..Typed::default()
    };
    let page = ask(&app, &by, &req, &line, (typed, Refusal::default()));
    answered(200, &page)
}

pub async fn refuse(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    path: web::Path<(i64, i64)>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let line = Line::find(&app, path.into_inner()).await?;
    match written(&app, &by, &line, &form).await {
        Ok(numbers) => {
            let words = CardTexts::of(by.lang);
            let how = (words.refused_done, words.refused_reversed);
            Ok(done(&place(&line), &said(&line, how, &numbers)))
        }
        Err(problem) => {
            refused(problem, by.lang, async |refusal| {
                Ok(ask(&app, &by, &req, &line, (typed(&form), refusal)))
            })
            .await
        }
    }
}

pub(super) fn place(line: &Line) -> String {
    format!("/batches/{}", line.batch)
}

/// What was done for whom, and by which vouchers, where there are any.
pub(super) fn said(line: &Line, (done, posted): (&str, &str), numbers: &[String]) -> String {
    let said = fill(done, &line.line.member_number);
    if numbers.is_empty() {
        said
    } else {
        format!("{said} {}", fill(posted, numbers.join(", ")))
    }
}

fn typed(form: &Posted) -> Typed {
    Typed {
        fault: form.text("fault").to_owned(),
        refused_on: form.text("refused_on").to_owned(),
        reason: form.text("reason").to_owned(),
    }
}

/// The numbers of the vouchers that reverse the fees.
async fn written(
    app: &App,
    by: &Actor,
    line: &Line,
    form: &Posted,
) -> Result<Vec<String>, Problem> {
    let on = BusinessDate::parse_input(form.text("refused_on"), app.clock.today());
    let refused = RefusedLine {
        application: line.line.id,
        refused_on: Some(on.map_err(|error| error.at("refused_on"))?),
        reason: form.text("reason").to_owned(),
        fault: fault(form.text("fault"))?,
    };
    let key = form.key.clone();
    let receipt = service::refuse_line(app, by.clone(), key, line.batch, refused).await?;
    Ok(receipt.numbers)
}

fn fault(code: &str) -> Result<Fault, ApplicationError> {
    match code {
        "bank" => Ok(Fault::Bank),
        "cooperative" => Ok(Fault::Cooperative),
        "member" => Ok(Fault::Member),
        "unsettled" => Ok(Fault::Unsettled),
        _ => Err(ApplicationError::NotAChoice { field: "fault" }),
    }
}

fn ask(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    line: &Line,
    (typed, refusal): (Typed, Refusal),
) -> AskPage {
    let (lang, back) = (by.lang, place(line));
    let words = CardTexts::of(lang);
    let understood = BusinessDate::parse_input(&typed.refused_on, app.clock.today());
    let echo = understood.map_or_else(|_| String::new(), |day| day.short(lang));
    AskPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        action: format!("{back}/refusals/{}", line.line.id),
        title: words.bank_refuses.to_owned(),
        crumbs: vec![
            Link::new(words.batches, "/batches"),
            Link::new(format!("{} {}", words.batch, line.number), &back),
        ],
        banners: refusal.banners,
        facts: facts(line, lang),
        fields: vec![
            Field::radio(&lang, "fault", words.refused_fault, &faults(words))
                .value(typed.fault)
                .notes(&refusal.notes),
            Field::date(&lang, "refused_on", words.refused_on)
                .value(typed.refused_on)
                .echo(echo)
                .notes(&refusal.notes)
                .full()
                .short(),
            Field::text(&lang, "reason", words.why)
                .value(typed.reason)
                .notes(&refusal.notes)
                .full(),
        ],
        notes: refusal.notes,
        code: refusal.code,
        back,
        ..AskPage::default()
    }
}

pub(super) fn facts(line: &Line, lang: Lang) -> Vec<(String, String)> {
    let (words, one) = (CardTexts::of(lang), &line.line);
    let kind = application_texts::reason(&one.kind, one.cause.as_deref());
    let owed = one.member_owes.filter(|owed| owed.is_positive());
    vec![
        (words.application.to_owned(), one.no.clone()),
        (
            words.member.to_owned(),
            format!("{} {}", one.member_number, one.member_name),
        ),
        (words.reason.to_owned(), kind.get(lang).to_owned()),
        (
            words.fee.to_owned(),
            owed.map_or_else(|| "-".to_owned(), Money::grouped),
        ),
    ]
}

/// Whose fault it is, each with what becomes of the fees (A5.5).
fn faults(words: &CardTexts) -> [Choice; 4] {
    let choice = |code: &str, text: &str, hint: &str| Choice {
        hint: hint.to_owned(),
        ..Choice::new(code, text)
    };
    [
        choice("bank", words.fault_bank, words.fault_reverses),
        choice("cooperative", words.fault_cooperative, words.fault_reverses),
        choice("member", words.fault_member, words.fault_keeps),
        choice(
            "unsettled",
            words.fault_unsettled,
            words.fault_keeps_for_now,
        ),
    ]
}
