//! Asks date and reason of a reversal, or of the return of a fee, and prepares it for another person's approval (C10).

use actix_web::{HttpRequest, HttpResponse, web};

use super::names::Names;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, EntryId, Lang, Problem, Unreadable as _};
use crate::ledger::error::LedgerError;
use crate::ledger::journal::{self, EntryView};
use crate::ledger::rules::{self, Undo};
use crate::ledger::service;
use crate::ledger::views::{LedgerTexts, PreparedTexts};
use crate::web::ask::{AskPage, Refusal, refused};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Field, FieldNote, Link};

/// What was typed.
#[derive(Default)]
struct Typed {
    date: String,
    reason: String,
}

pub(super) async fn form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    asked(&app, &by, &req, (EntryId::new(*id), Undo::ByHand)).await
}

/// The same for the return of a fee that was received in cash.
pub(super) async fn return_form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    asked(&app, &by, &req, (EntryId::new(*id), Undo::Receipt)).await
}

async fn asked(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    (id, undo): (EntryId, Undo),
) -> Result<HttpResponse, Problem> {
    let (entry, names) = found(app, id).await?;
    can_be_reversed(&entry, undo)?;
    let typed = Typed {
        date: app.clock.today().table(by.lang),
        reason: String::new(),
    };
    let page = ask(
        app,
        (by, req),
        (&entry, &names, undo),
        (typed, Refusal::default()),
    );
    answered(200, &page)
}

pub(super) async fn prepare(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    sent(&app, &by, &req, (EntryId::new(*id), Undo::ByHand), form).await
}

pub(super) async fn prepare_return(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    sent(&app, &by, &req, (EntryId::new(*id), Undo::Receipt), form).await
}

async fn sent(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    which: (EntryId, Undo),
    form: Posted,
) -> Result<HttpResponse, Problem> {
    match prepared(app, by, which, &form).await {
        Ok(draft) => {
            let said = PreparedTexts::of(by.lang).prepared_done;
            Ok(done(&format!("{}/{draft}", super::prepared::PATH), said))
        }
        Err(problem) => {
            let typed = Typed {
                date: form.text("date").to_owned(),
                reason: form.text("reason").to_owned(),
            };
            refused(problem, by.lang, async |refusal| {
                let (entry, names) = found(app, which.0).await?;
                let about = (&entry, &names, which.1);
                Ok(ask(app, (by, req), about, (typed, refusal)))
            })
            .await
        }
    }
}

async fn prepared(
    app: &App,
    by: &Actor,
    which: (EntryId, Undo),
    form: &Posted,
) -> Result<i64, Problem> {
    let today = app.clock.today();
    let on = BusinessDate::parse_input(form.text("date"), today).map_err(|e| e.at("date"))?;
    let how = (on, form.text("reason").to_owned());
    let receipt = service::prepare_reversal(app, by, form.key.clone(), which, how).await;
    Ok(receipt.map_err(super::asked_for_reason)?.id)
}

async fn found(app: &App, id: EntryId) -> Result<(EntryView, Names), Problem> {
    app.read(move |conn| {
        let entry = journal::entry(conn, id)?;
        let names = Names::of(conn, [entry.made_by])?;
        Ok((entry, names))
    })
    .await
}

/// C10: whole and once, and a reversal is not reversed. The service asks again when it is prepared.
fn can_be_reversed(entry: &EntryView, undo: Undo) -> Result<(), LedgerError> {
    let no = entry.no.clone();
    match (&entry.reversed_by, &entry.reverses) {
        (Some(other), _) => Err(LedgerError::AlreadyReversed {
            no,
            by: other.no.clone(),
        }),
        (None, Some(_)) => Err(LedgerError::IsAReversal { no }),
        (None, None) => rules::may_undo(undo, (&entry.event, &entry.no)),
    }
}

fn ask(
    app: &App,
    (by, req): (&Actor, &HttpRequest),
    (entry, names, undo): (&EntryView, &Names, Undo),
    (typed, refusal): (Typed, Refusal),
) -> AskPage {
    let (lang, back) = (by.lang, format!("/journal/{}", entry.id));
    let (words, book) = (PreparedTexts::of(lang), LedgerTexts::of(lang));
    let understood = BusinessDate::parse_input(&typed.date, app.clock.today());
    let echo = understood.map_or_else(|_| String::new(), |day| day.short(lang));
    let (act, title) = match undo {
        Undo::ByHand => ("reverse", words.reverse_title),
        Undo::Receipt => ("return", words.return_title),
    };
    AskPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        action: format!("{back}/{act}"),
        title: title.to_owned(),
        crumbs: vec![
            Link::new(book.journal, "/journal"),
            Link::new(&entry.no, &back),
        ],
        banners: refusal.banners,
        facts: vec![
            (book.voucher.to_owned(), entry.no.clone()),
            (words.transaction_date.to_owned(), entry.date.short(lang)),
            (book.text.to_owned(), entry.text.clone()),
            (book.amount.to_owned(), entry.amount.grouped()),
            (words.made_by.to_owned(), names.call(entry.made_by)),
        ],
        fields: fields(typed, echo, &refusal.notes, lang),
        notes: refusal.notes,
        code: refusal.code,
        back,
        ..AskPage::default()
    }
}

fn fields(typed: Typed, echo: String, notes: &[FieldNote], lang: Lang) -> Vec<Field> {
    let words = PreparedTexts::of(lang);
    vec![
        Field::date(&lang, "date", words.transaction_date)
            .value(typed.date)
            .echo(echo)
            .notes(notes)
            .full()
            .short(),
        Field::text(&lang, "reason", words.reason)
            .hint(words.reverse_hint)
            .value(typed.reason)
            .notes(notes)
            .full(),
    ]
}
