//! One prepared entry before approval: another person approves it or sends it back with a reason, its maker takes it back.

mod shown;

use actix_web::{HttpRequest, HttpResponse, web};

use super::names::Names;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{Money, PersonId, Problem};
use crate::ledger::drafts::{self, Draft, DraftState};
use crate::ledger::error::LedgerError;
use crate::ledger::journal::{EntryView, PostingView};
use crate::ledger::prepared::{self, Decisions};
use crate::ledger::views::{LedgerTexts, PreparedTexts};
use crate::ledger::{rules, service};
use crate::web::ask::{AskPage, Refusal, refused};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Field, Link};
use crate::web::texts::fill;

/// A prepared entry with everything its page shows.
struct Found {
    draft: Draft,
    /// The entry that a reversal cancels.
    reversed: Option<EntryView>,
    lines: Vec<PostingView>,
    total: Money,
    decisions: Decisions,
    names: Names,
}

impl Found {
    async fn read(app: &App, id: i64) -> Result<Self, Problem> {
        app.read(move |conn| {
            let draft = drafts::draft(conn, id)?;
            let reversed = prepared::reversed(conn, &draft)?;
            let lines = prepared::lines(conn, &draft, reversed.as_ref())?;
            let decisions = prepared::decisions(conn, id)?;
            let decided = [&decisions.last, &decisions.sent_back];
            let people = decided.into_iter().flatten().map(|d| d.by);
            let people: Vec<PersonId> = people.chain([draft.made_by]).collect();
            Ok(Self {
                total: prepared::total(&lines)?,
                names: Names::of(conn, people)?,
                draft,
                reversed,
                lines,
                decisions,
            })
        })
        .await
    }
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let found = Found::read(&app, *id).await?;
    answered(200, &shown::page(&app, &by, &req, &found, None))
}

/// C8: posts what another person prepared; the maker reads why not.
pub(super) async fn approve(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let words = PreparedTexts::of(by.lang);
    match service::approve(&app, &by, form.key.clone(), *id).await {
        Ok(receipt) => {
            let said = fill(words.approved_done, receipt.numbers.join(", "));
            Ok(done(&format!("/journal/{}", receipt.id), &said))
        }
        Err(error) => not_done(&app, &by, &req, *id, error).await,
    }
}

/// C10: takes back what one prepared oneself.
pub(super) async fn withdraw(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let words = PreparedTexts::of(by.lang);
    match service::withdraw(&app, &by, form.key.clone(), *id).await {
        Ok(_) => Ok(done(super::prepared::PATH, words.withdrawn_done)),
        Err(error) => not_done(&app, &by, &req, *id, error).await,
    }
}

/// The entry's page with the refusal on top; it has no fields to mark.
async fn not_done(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    id: i64,
    error: LedgerError,
) -> Result<HttpResponse, Problem> {
    let whole = Problem {
        errors: Vec::new(),
        ..error.into()
    };
    refused(whole, by.lang, async |refusal| {
        let found = Found::read(app, id).await?;
        Ok(shown::page(app, by, req, &found, Some(refusal)))
    })
    .await
}

/// Asks why an entry goes back to its maker.
pub(super) async fn why_back(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let found = Found::read(&app, *id).await?;
    if found.draft.state != DraftState::Waiting {
        return Err(LedgerError::Decided.into());
    }
    rules::may_send_back(found.draft.made_by, by.person)?;
    let page = ask(&app, &by, &req, &found, ("", Refusal::default()));
    answered(200, &page)
}

pub(super) async fn send_back(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let (key, reason) = (form.key.clone(), form.text("reason"));
    let words = PreparedTexts::of(by.lang);
    match service::send_back(&app, &by, key, *id, reason.to_owned()).await {
        Ok(_) => Ok(done(super::prepared::PATH, words.sent_back_done)),
        Err(error) => {
            let problem = super::asked_for_reason(error);
            refused(problem, by.lang, async |refusal| {
                let found = Found::read(&app, *id).await?;
                Ok(ask(&app, &by, &req, &found, (reason, refusal)))
            })
            .await
        }
    }
}

fn ask(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    found: &Found,
    (typed, refusal): (&str, Refusal),
) -> AskPage {
    let (lang, words) = (by.lang, PreparedTexts::of(by.lang));
    let (list, back) = (super::prepared::PATH, shown::path(&found.draft));
    AskPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        action: format!("{back}/send-back"),
        title: words.send_back.to_owned(),
        crumbs: vec![
            Link::new(LedgerTexts::of(lang).journal, "/journal"),
            Link::new(words.drafts, list),
            Link::new(found.draft.prepared.text(), &back),
        ],
        banners: refusal.banners,
        facts: shown::facts(found, lang),
        fields: vec![
            Field::text(&lang, "reason", words.reason)
                .hint(words.why_back_hint)
                .value(typed)
                .notes(&refusal.notes)
                .full(),
        ],
        notes: refusal.notes,
        code: refusal.code,
        back,
        ..AskPage::default()
    }
}
