//! Asks why an application is cancelled, and cancels it as long as the bank was not told of it (article 6).

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::error::ApplicationError;
use super::super::view::{self, ApplicationView};
use super::super::{rules, service, texts};
use super::list::tag;
use crate::app::App;
use crate::cards::views::CardTexts;
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, Problem};
use crate::web::ask::{AskPage, Refusal, refused};
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Field, Link};
use crate::web::texts::fill;

pub async fn form(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let id = ApplicationId::new(*id);
    let application = app.read(move |conn| service::by_id(conn, id)).await?;
    rules::may_cancel(&application)?;
    let found = view::found(&app, id).await?;
    answered(200, &ask(&app, &by, &req, &found, ("", Refusal::default())))
}

pub async fn cancel(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let id = ApplicationId::new(*id);
    let found = view::found(&app, id).await?;
    match cancelled(&app, &by, id, &form).await {
        Ok(()) => {
            let said = fill(CardTexts::of(by.lang).cancelled_done, &found.line.no);
            Ok(done("/applications", &said))
        }
        Err(error) => {
            refused(error.into(), by.lang, async |refusal| {
                Ok(ask(&app, &by, &req, &found, (form.text("reason"), refusal)))
            })
            .await
        }
    }
}

async fn cancelled(
    app: &App,
    by: &Actor,
    id: ApplicationId,
    form: &Posted,
) -> Result<(), ApplicationError> {
    let version = form.text("version").parse();
    let version = version.map_err(|_| ApplicationError::Stale)?;
    let reason = form.text("reason").to_owned();
    service::cancel(app, by.clone(), form.key.clone(), id, version, reason).await?;
    Ok(())
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
    let kind = texts::reason(&line.kind, line.cause.as_deref());
    let who = format!("{} {}", line.member_number, line.member_name);
    AskPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, Some(line.version)),
        action: format!("{back}/cancel"),
        title: words.cancel_application.to_owned(),
        crumbs: vec![
            Link::new(words.applications, "/applications"),
            Link::new(&line.no, &back),
        ],
        banners: refusal.banners,
        facts: vec![
            (words.application.to_owned(), line.no.clone()),
            (words.member.to_owned(), who),
            (words.reason.to_owned(), kind.get(lang).to_owned()),
            (words.received_on.to_owned(), line.opened_on.short(lang)),
            (words.state.to_owned(), tag(line, lang).word),
        ],
        fields: vec![
            Field::text(&lang, "reason", words.why)
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
