//! Asks why someone looks at the telephone of an application, and shows it whole. Each look is in the access log.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::api::CALLS;
use super::super::service;
use super::super::view::{self, ApplicationView};
use crate::app::App;
use crate::cards::views::CardTexts;
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, Lang, Problem};
use crate::web::ask::{AskPage, Refusal, refused};
use crate::web::body::Posted;
use crate::web::frame::{answered, keys, shell};
use crate::web::guard::may_use;
use crate::web::parts::{Field, Link};

/// The way to the telephone, for those who may see it and where there is one.
pub(super) fn link(found: &ApplicationView, by: &Actor) -> Option<Link> {
    let shown = found.phone.is_some() && may_use(by, CALLS);
    let words = CardTexts::of(by.lang).reveal_phone;
    shown.then(|| Link::new(words, format!("/applications/{}/reveal", found.line.id)))
}

/// The telephone as everyone sees it.
pub(super) fn masked(found: &ApplicationView, lang: Lang) -> Option<(String, String)> {
    let phone = found.phone.clone()?;
    Some((CardTexts::of(lang).phone.to_owned(), phone))
}

pub async fn form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let found = view::found(&app, ApplicationId::new(*id)).await?;
    let page = ask(&app, &by, &req, &found, ("", Refusal::default()));
    answered(200, &page)
}

pub async fn reveal(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let (id, reason) = (ApplicationId::new(*id), form.text("reason"));
    let found = view::found(&app, id).await?;
    match service::reveal(&app, &by, id, reason).await {
        Ok(shown) => {
            let nothing = || CardTexts::of(by.lang).no_phone.to_owned();
            let page = ask(&app, &by, &req, &found, ("", Refusal::default()));
            let shown = shown.unwrap_or_else(nothing);
            answered(200, &AskPage { shown, ..page })
        }
        Err(error) => {
            refused(error.into(), by.lang, async |refusal| {
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
    found: &ApplicationView,
    (typed, refusal): (&str, Refusal),
) -> AskPage {
    let (lang, line) = (by.lang, &found.line);
    let (words, back) = (CardTexts::of(lang), format!("/applications/{}", line.id));
    let who = format!("{} {}", line.member_number, line.member_name);
    let member = [(words.member.to_owned(), who)];
    AskPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        action: format!("{back}/reveal"),
        title: words.reveal_phone.to_owned(),
        crumbs: vec![
            Link::new(words.applications, "/applications"),
            Link::new(&line.no, &back),
        ],
        banners: refusal.banners,
        facts: member.into_iter().chain(masked(found, lang)).collect(),
        fields: vec![
            Field::text(&lang, "reason", words.why)
                .hint(words.why_hint)
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
