//! A prepared entry as a page.

use actix_web::HttpRequest;

use super::super::voucher::{in_words, line};
use super::Found;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Instant, Lang};
use crate::ledger::drafts::{Draft, DraftState, Prepared};
use crate::ledger::journal::EntryView;
use crate::ledger::model::event;
use crate::ledger::service;
use crate::ledger::views::{DraftPage, PreparedTexts};
use crate::web::ask::Refusal;
use crate::web::frame::{keys, shell};
use crate::web::parts::{Banner, Link, Shape, Tag, Tone};
use crate::web::texts::fill;

/// Where a prepared entry is.
pub(super) fn path(draft: &Draft) -> String {
    format!("{}/{}", super::super::prepared::PATH, draft.id)
}

/// The page; with the refusal of an approval on top.
pub(super) fn page(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    found: &Found,
    refusal: Option<Refusal>,
) -> DraftPage {
    let (lang, draft, here) = (by.lang, &found.draft, path(&found.draft));
    let waits = draft.state == DraftState::Waiting;
    let open = waits || draft.state == DraftState::SentBack;
    let (checks, own) = (service::approves(by), draft.made_by == by.person);
    let only = |shown: bool, act: &str| {
        if shown {
            format!("{here}/{act}")
        } else {
            String::new()
        }
    };
    let refusal = refusal.unwrap_or_default();
    DraftPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        title: draft.prepared.text().to_owned(),
        tag: tag(draft, lang),
        banners: refusal
            .banners
            .into_iter()
            .chain(banners(found, app.clock.today(), lang))
            .collect(),
        facts: facts(found, lang),
        lines: found.lines.iter().map(|one| line(one, lang)).collect(),
        total: found.total.grouped(),
        in_words: in_words(found.total, lang),
        evidence: evidence(found, lang),
        approve: only(waits && checks && !own, "approve"),
        send_back: only(waits && checks && !own, "send-back"),
        blocked: blocked(waits, checks, own, lang).to_owned(),
        again: again(draft, found.reversed.as_ref(), by),
        withdraw: only(own && open && service::prepares(by), "withdraw"),
        code: refusal.code,
    }
}

/// C8: says who approves, where the reader does not.
fn blocked(waits: bool, checks: bool, own: bool, lang: Lang) -> &'static str {
    let words = PreparedTexts::of(lang);
    match (waits, checks, own) {
        (true, _, true) => words.four_eyes,
        (true, false, false) => words.not_yours,
        (true, true, false) | (false, _, _) => "",
    }
}

/// What was sent back is prepared anew from what it was.
fn again(draft: &Draft, reversed: Option<&EntryView>, by: &Actor) -> String {
    let sent_back = draft.state == DraftState::SentBack && service::prepares(by);
    match &draft.prepared {
        // A write-off is asked for anew where its resolution is typed.
        Prepared::Free {
            resolution: None, ..
        } if sent_back => format!("/journal/new?from={}", draft.id),
        Prepared::Reversal { entry, .. } if sent_back => {
            let receipt = reversed.is_some_and(|entry| entry.event == event::CARD_FEE_PAID);
            let act = if receipt { "return" } else { "reverse" };
            format!("/journal/{entry}/{act}")
        }
        Prepared::Free { .. } | Prepared::Reversal { .. } => String::new(),
    }
}

fn tag(draft: &Draft, lang: Lang) -> Tag {
    let words = PreparedTexts::of(lang);
    match draft.state {
        DraftState::Waiting => Tag::new(Shape::Ready, words.waiting),
        DraftState::Approved { .. } => Tag::new(Shape::Done, words.approved),
        DraftState::SentBack => Tag::new(Shape::Blocked, words.sent_back),
        DraftState::Withdrawn { .. } => Tag::new(Shape::NotStarted, words.withdrawn),
    }
}

fn banners(found: &Found, today: BusinessDate, lang: Lang) -> Vec<Banner> {
    let (words, date) = (PreparedTexts::of(lang), found.draft.prepared.date());
    let sent_back = || sent_back(found, lang);
    match found.draft.state {
        DraftState::Waiting if date > today => {
            let said = fill(words.not_before, date.short(lang));
            vec![Banner::new(Tone::Warn, said)]
        }
        DraftState::Waiting => Vec::new(),
        DraftState::SentBack => sent_back().into_iter().collect(),
        DraftState::Approved { entry } => {
            let done = Banner::new(Tone::Ok, words.is_approved);
            vec![done.link(words.open, format!("/journal/{entry}"))]
        }
        DraftState::Withdrawn { anew } => {
            let withdrawn = withdrawn(found, anew, lang).into_iter();
            withdrawn.chain(sent_back()).collect()
        }
    }
}

/// Who sent it back, when, and why; its reason stays to be read when its maker has taken it back.
fn sent_back(found: &Found, lang: Lang) -> Option<Banner> {
    let back = found.decisions.sent_back.as_ref()?;
    let who = PreparedTexts::of(lang).is_sent_back;
    let who = fill(who, found.names.call(back.by));
    let when = fill(&who, moment(back.at, lang));
    Some(Banner::new(Tone::Warn, fill(&when, &back.reason)))
}

/// Who took it back, with the way to the entry that was prepared in its place.
fn withdrawn(found: &Found, anew: Option<i64>, lang: Lang) -> Option<Banner> {
    let (words, last) = (PreparedTexts::of(lang), found.decisions.last.as_ref()?);
    let who = fill(words.is_withdrawn, found.names.call(last.by));
    let banner = Banner::new(Tone::Info, fill(&who, moment(last.at, lang)));
    Some(match anew {
        Some(id) => {
            let place = format!("{}/{id}", super::super::prepared::PATH);
            banner.link(words.anew, place)
        }
        None => banner,
    })
}

fn moment(at: Instant, lang: Lang) -> String {
    format!("{} {}", at.business_date().short(lang), at.hour_minute())
}

/// Kind, date, text, document, who prepared it and who decided.
pub(super) fn facts(found: &Found, lang: Lang) -> Vec<(String, String)> {
    let (words, draft) = (PreparedTexts::of(lang), &found.draft);
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = match (&draft.prepared, &found.reversed) {
        (Prepared::Reversal { .. }, Some(entry)) => {
            vec![fact(words.what, fill(words.reversal_of, &entry.no))]
        }
        (Prepared::Reversal { .. }, None) => vec![fact(words.what, words.reversal.to_owned())],
        (Prepared::Free { document, .. }, _) => vec![
            fact(words.what, words.free.to_owned()),
            fact(words.document, document.clone()),
        ],
    };
    facts.extend([
        fact(words.transaction_date, draft.prepared.date().short(lang)),
        fact(
            words.reason_or_text(draft),
            draft.prepared.text().to_owned(),
        ),
        fact(words.made_by, found.names.call(draft.made_by)),
        fact(words.made_on, draft.made_on.short(lang)),
    ]);
    facts.extend(grounds(&draft.prepared, lang));
    if let (DraftState::Approved { .. }, Some(decision)) = (draft.state, &found.decisions.last) {
        let who = found.names.call(decision.by);
        facts.push(fact(
            words.decided_by,
            format!("{who} {}", moment(decision.at, lang)),
        ));
    }
    facts
}

/// Why a free entry takes accounts of the posting rules, and the resolution that it rests on.
fn grounds(prepared: &Prepared, lang: Lang) -> Vec<(String, String)> {
    let words = PreparedTexts::of(lang);
    let Prepared::Free {
        role_reason,
        resolution,
        ..
    } = prepared
    else {
        return Vec::new();
    };
    let why = role_reason
        .iter()
        .map(|why| (words.role_reason, why.clone()));
    let by = resolution.iter().map(|by| {
        let said = fill(words.resolution_said, &by.no);
        (words.resolution, fill(&said, by.dated.short(lang)))
    });
    why.chain(by)
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

impl PreparedTexts {
    /// A reversal's text is its reason.
    fn reason_or_text(&self, draft: &Draft) -> &'static str {
        match draft.prepared {
            Prepared::Free { .. } => self.what,
            Prepared::Reversal { .. } => self.reason,
        }
    }
}

fn evidence(found: &Found, lang: Lang) -> Vec<Link> {
    let words = PreparedTexts::of(lang);
    let original = found.reversed.iter().map(|entry| {
        Link::new(
            fill(words.reversal_of, &entry.no),
            format!("/journal/{}", entry.id),
        )
    });
    original.collect()
}
