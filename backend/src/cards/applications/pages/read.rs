//! An application as it is read by someone who cannot change it, or when nobody can: it was cancelled.

use actix_web::{HttpRequest, HttpResponse};

use super::super::model::Paper;
use super::super::view::{self, ApplicationView, Cancellation};
use super::super::{rules, texts};
use super::form::CLOSED;
use super::list::tag;
use super::reveal;
use crate::app::App;
use crate::cards::views::{ApplicationRead, CardTexts};
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::identity::service as identity;
use crate::kernel::{ApplicationId, BusinessDate, Lang, Problem};
use crate::web::frame;
use crate::web::parts::{Banner, Link, Tone};
use crate::web::texts::fill;

/// Who cancelled it by name, and the rest of the cancellation.
type Cancelled = Option<(Cancellation, String)>;

/// Whether the reader only reads: nobody changes a closed application, and only its officers change an open one (A6).
pub(super) fn only_reads(found: &ApplicationView, by: &Actor) -> bool {
    closed(found) || rules::may_collect(&by.duties).is_err()
}

fn closed(found: &ApplicationView) -> bool {
    !matches!(found.line.state.as_str(), "open" | "complete")
}

pub(super) async fn page(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    found: &ApplicationView,
) -> Result<HttpResponse, Problem> {
    let id = found.line.id;
    let cancelled = app.read(move |conn| cancelled(conn, id)).await?;
    frame::html(&ApplicationRead {
        shell: frame::shell(app, req, Some(by)),
        number: found.line.no.clone(),
        tag: tag(&found.line, by.lang),
        banners: banners(found, cancelled, by.lang),
        facts: facts(found, by.lang),
        phone: reveal::link(found, by),
        batch: found.line.batch_id.map(|batch| {
            let said = texts::IN_BATCH;
            Link::new(said.get(by.lang), format!("/batches/{batch}"))
        }),
    })
}

fn cancelled(conn: &mut Conn, id: ApplicationId) -> Result<Cancelled, Problem> {
    let Some(cancelled) = view::cancellation(conn, id)? else {
        return Ok(None);
    };
    let names = identity::names_of(conn, &[cancelled.by])?;
    let name = names.get(&cancelled.by.get()).cloned();
    let name = name.unwrap_or_else(|| cancelled.by.to_string());
    Ok(Some((cancelled, name)))
}

fn banners(found: &ApplicationView, cancelled: Cancelled, lang: Lang) -> Vec<Banner> {
    let mut banners = Vec::new();
    if closed(found) {
        let sent = found.line.batch_id.is_some();
        let said = if sent { texts::SENT } else { CLOSED };
        banners.push(Banner::new(Tone::Info, said.get(lang)));
    }
    if let Some((cancelled, name)) = cancelled {
        let who = fill(CardTexts::of(lang).cancelled_why, name);
        let when = fill(&who, cancelled.on.short(lang));
        banners.push(Banner::new(Tone::Warn, fill(&when, cancelled.reason)));
    }
    banners
}

fn facts(found: &ApplicationView, lang: Lang) -> Vec<(String, String)> {
    let (words, line) = (CardTexts::of(lang), &found.line);
    let kind = texts::reason(&line.kind, line.cause.as_deref());
    let lacks = |missing: &[Paper]| fill(texts::LACKS.get(lang), texts::names(missing, lang));
    let papers = if line.missing.is_empty() {
        texts::ALL_THERE.get(lang).to_owned()
    } else {
        lacks(&line.missing)
    };
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = vec![
        fact(words.member_number, line.member_number.clone()),
        fact(words.name, line.member_name.clone()),
        fact(words.reason, kind.get(lang).to_owned()),
        fact(words.received_on, line.opened_on.short(lang)),
        fact(words.papers, papers),
    ];
    facts.extend(reveal::masked(found, lang));
    let mut day = |name: &str, on: Option<BusinessDate>| {
        facts.extend(on.map(|on| fact(name, on.short(lang))));
    };
    day(words.loss_on, found.loss_reported_on);
    day(words.complete_on, line.data_completed_on);
    day(words.must_go, line.must_go_by);
    facts
}
