//! Asks why a refusal that was written down by mistake is taken back, and takes it back (C10).

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::error::BatchError;
use super::super::service;
use super::BatchTexts;
use super::refuse::{Line, facts, place, said};
use crate::app::App;
use crate::cards::views::CardTexts;
use crate::identity::model::Actor;
use crate::kernel::Problem;
use crate::web::ask::{AskPage, Refusal, refused};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Field, Link};

pub async fn form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    path: web::Path<(i64, i64)>,
) -> Result<HttpResponse, Problem> {
    let line = Line::find(&app, path.into_inner()).await?;
    if line.line.state != "refused" {
        return Err(BatchError::NotRefused.into());
    }
    let page = ask(&app, &by, &req, &line, ("", Refusal::default()));
    answered(200, &page)
}

pub async fn withdraw(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    path: web::Path<(i64, i64)>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let line = Line::find(&app, path.into_inner()).await?;
    let (of, reason) = ((line.batch, line.line.id), form.text("reason").to_owned());
    match service::withdraw_refusal(&app, by.clone(), form.key.clone(), of, reason.clone()).await {
        Ok(receipt) => {
            let words = BatchTexts::of(by.lang);
            let how = (words.withdrawn_done, words.withdrawn_posted);
            Ok(done(&place(&line), &said(&line, how, &receipt.numbers)))
        }
        Err(error) => {
            refused(error.into(), by.lang, async |refusal| {
                Ok(ask(&app, &by, &req, &line, (&reason, refusal)))
            })
            .await
        }
    }
}

fn ask(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    line: &Line,
    (typed, refusal): (&str, Refusal),
) -> AskPage {
    let (lang, back) = (by.lang, place(line));
    let (words, cards) = (BatchTexts::of(lang), CardTexts::of(lang));
    AskPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        action: format!("{back}/refusals/{}/withdraw", line.line.id),
        title: words.withdraw_refusal.to_owned(),
        crumbs: vec![
            Link::new(cards.batches, "/batches"),
            Link::new(format!("{} {}", cards.batch, line.number), &back),
        ],
        banners: refusal.banners,
        facts: facts(line, lang),
        fields: vec![
            Field::text(&lang, "reason", cards.why)
                .hint(words.withdraw_hint)
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
