//! One batch: its applications, what it costs, what the bank answered.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::view::{self, BatchView};
use super::{BatchTexts, tag};
use crate::app::App;
use crate::cards::applications::frame::table_date;
use crate::cards::applications::pages::tag as application_tag;
use crate::cards::applications::rules::may_collect;
use crate::cards::applications::texts as application_texts;
use crate::cards::applications::view::ApplicationLine;
use crate::cards::views::{BatchPage, BatchRow, CardTexts};
use crate::identity::model::Actor;
use crate::kernel::{BatchId, BusinessDate, Lang, Money, Problem};
use crate::web::frame;
use crate::web::parts::{Banner, Link, Tone};
use crate::web::texts::fill;

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    id: web::Path<i64>,
) -> Result<HttpResponse, Problem> {
    let (id, today, lang) = (BatchId::new(*id), app.clock.today(), by.lang);
    let found = app.read(move |conn| view::one(conn, id, today)).await?;
    let path = format!("/batches/{id}");
    let officer = may_collect(&by.duties).is_ok();
    let export = |kind: &str| {
        if officer {
            format!("{path}/bank-list.{kind}")
        } else {
            String::new()
        }
    };
    let page = BatchPage {
        shell: frame::shell(&app, &req, Some(&by)),
        keys: frame::keys(&by, Some(found.batch.version)),
        number: found.batch.no.clone(),
        tag: tag(&found.batch.state, lang),
        banners: banners(&found, &path, officer, lang),
        open: false,
        rows: found
            .applications
            .iter()
            .map(|line| BatchRow {
                act: officer.then(|| act(line, &path, lang)).flatten(),
                ..row(line, lang)
            })
            .collect(),
        facts: facts(&found, lang),
        checks: Vec::new(),
        csv: export("csv"),
        xlsx: export("xlsx"),
        path,
    };
    frame::answered(200, &page)
}

fn banners(found: &BatchView, path: &str, officer: bool, lang: Lang) -> Vec<Banner> {
    let words = BatchTexts::of(lang);
    let mut banners = Vec::new();
    let batch = &found.batch;
    let awaited = batch.lines - batch.listed - batch.refused;
    if awaited > 0 {
        let banner = Banner::new(Tone::Info, fill(words.awaited, awaited));
        banners.push(if officer {
            let link = format!("{path}/delivery-list");
            banner.link(CardTexts::of(lang).import_list, link)
        } else {
            banner
        });
    }
    let late = late_on(found, batch.dated);
    if late > 0 {
        banners.push(Banner::new(Tone::Warn, fill(words.late, late)));
    }
    let recorded = batch.recorded_on.map_or(0, |day| late_on(found, day));
    if recorded > 0 {
        banners.push(Banner::new(Tone::Warn, fill(words.recorded_late, recorded)));
    }
    banners
}

/// How many went after their last day, had they gone on this one.
fn late_on(found: &BatchView, on: BusinessDate) -> usize {
    let late = |line: &&ApplicationLine| line.must_go_by.is_some_and(|day| on > day);
    found.applications.iter().filter(late).count()
}

fn facts(found: &BatchView, lang: Lang) -> Vec<(String, String)> {
    let words = BatchTexts::of(lang);
    let baht = CardTexts::of(lang).baht;
    let money = |amount: Money| format!("{} {baht}", amount.grouped());
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = vec![
        pair(words.dated, super::dated(&found.batch, lang)),
        pair(words.letter, found.batch.letter_no.clone()),
        pair(words.bank_charge, money(found.bank_charge)),
        pair(words.member_owes, money(found.member_owes)),
        pair(words.lists, found.batch.deliveries.to_string()),
    ];
    if found.batch.refused > 0 {
        facts.push(pair(words.refused, found.batch.refused.to_string()));
    }
    facts
}

fn row(line: &ApplicationLine, lang: Lang) -> BatchRow {
    let fee = line.member_owes.filter(|owed| owed.is_positive());
    BatchRow {
        id: line.id.get(),
        href: format!("/members/{}", line.member_id),
        member_number: line.member_number.clone(),
        name: line.member_name.clone(),
        reason: application_texts::reason(&line.kind, line.cause.as_deref())
            .get(lang)
            .to_owned(),
        complete_on: table_date(line.data_completed_on, lang),
        must_go: table_date(line.must_go_by, lang),
        fee: fee.map_or_else(|| "-".to_owned(), Money::grouped),
        act: None,
        tag: application_tag(line, lang),
    }
}

/// What the officer can do to a line: write a refusal down while the bank owes an answer, or take one back.
fn act(line: &ApplicationLine, path: &str, lang: Lang) -> Option<Link> {
    let place = format!("{path}/refusals/{}", line.id);
    match line.state.as_str() {
        "batched" => Some(Link::new(CardTexts::of(lang).bank_refuses, place)),
        "refused" => {
            let words = BatchTexts::of(lang).withdraw_refusal;
            Some(Link::new(words, format!("{place}/withdraw")))
        }
        _ => None,
    }
}
