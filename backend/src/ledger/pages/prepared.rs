//! W5: the list of prepared entries, those that wait first.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::address::address;
use super::names::Names;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Money, PersonId, Problem};
use crate::ledger::drafts::DraftRow;
use crate::ledger::views::{DraftsPage, DraftsRow, PreparedTexts};
use crate::ledger::{prepared, service};
use crate::web::frame::{html, shell};
use crate::web::parts::{ChipMenu, Empty, Link, List, Shape, Tag};
use crate::web::texts::fill;

pub(super) const PATH: &str = "/journal/drafts";
const ROWS: i64 = 50;
/// Days after which an entry that waits is marked.
const LONG_DAYS: i64 = 2;

/// The state of the list in its address.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct DraftsQuery {
    state: Option<String>,
    page: Option<i64>,
}

impl DraftsQuery {
    /// `waiting` unless one of the others is asked for.
    fn state(&self) -> &'static str {
        match self.state.as_deref() {
            Some("approved") => "approved",
            Some("sent_back") => "sent_back",
            Some(_) | None => "waiting",
        }
    }

    fn page_no(&self) -> i64 {
        self.page.unwrap_or(1).clamp(1, 1_000_000)
    }
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<DraftsQuery>,
) -> Result<HttpResponse, Problem> {
    let (state, place) = (query.state(), ((query.page_no() - 1) * ROWS, ROWS));
    let (rows, found, names) = app
        .read(move |conn| {
            let rows = prepared::slice(conn, state, place)?;
            let found = prepared::count(conn, state)?;
            let names = Names::of(conn, rows.iter().map(|row| PersonId::new(row.made_by)))?;
            Ok::<_, Problem>((rows, found, names))
        })
        .await?;
    let today = app.clock.today();
    let shown = |draft: &DraftRow| row(draft, &names, &by, today);
    html(&DraftsPage {
        shell: shell(&app, &req, Some(&by)),
        list: list(&query, found, by.lang),
        rows: rows.iter().map(shown).collect(),
        empty: empty(state, by.lang),
        may_prepare: service::prepares(&by),
    })
}

fn list(query: &DraftsQuery, found: i64, lang: Lang) -> List {
    let (page, pages) = (query.page_no(), ((found + ROWS - 1) / ROWS).max(1));
    let state = Some(query.state().to_owned()).filter(|s| s != "waiting");
    let to_page = |to: i64| {
        let to = Some(to).filter(|p| *p > 1).map(|p| p.to_string());
        address(PATH, &[("state", state.clone()), ("page", to)])
    };
    List {
        path: PATH.to_owned(),
        menus: vec![states(query.state(), lang)],
        found: found.unsigned_abs(),
        total: found.unsigned_abs(),
        page: page.unsigned_abs(),
        pages: pages.unsigned_abs(),
        previous: (page > 1).then(|| to_page(page - 1)),
        next: (page < pages).then(|| to_page(page + 1)),
        ..List::default()
    }
}

fn states(state: &str, lang: Lang) -> ChipMenu {
    let link = |code: &str| Link::new(state_name(code, lang), format!("{PATH}?state={code}"));
    ChipMenu {
        text: format!(
            "{} {}",
            PreparedTexts::of(lang).state,
            state_name(state, lang)
        ),
        values: ["waiting", "sent_back", "approved"].map(link).to_vec(),
    }
}

fn state_name(code: &str, lang: Lang) -> &'static str {
    let words = PreparedTexts::of(lang);
    match code {
        "approved" => words.approved,
        "sent_back" => words.sent_back,
        _ => words.waiting,
    }
}

fn empty(state: &str, lang: Lang) -> Empty {
    let words = PreparedTexts::of(lang);
    if state == "waiting" {
        Empty::new(words.none, words.none_more)
    } else {
        Empty::new(words.none_decided, "")
    }
}

fn row(draft: &DraftRow, names: &Names, by: &Actor, today: BusinessDate) -> DraftsRow {
    let words = PreparedTexts::of(by.lang);
    let days = today.days_since(BusinessDate::new(draft.made_on));
    let kind = if draft.reverses.is_some() {
        words.reversal
    } else {
        words.free
    };
    DraftsRow {
        href: format!("{PATH}/{}", draft.id),
        age: if days > 0 {
            fill(words.days, days)
        } else {
            words.today.to_owned()
        },
        text: draft.text.clone(),
        kind: kind.to_owned(),
        date: BusinessDate::new(draft.transaction_date).table(by.lang),
        amount: Money::satang(draft.amount).grouped(),
        by: names.call(PersonId::new(draft.made_by)),
        document: draft.document.clone(),
        own: draft.made_by == by.person.get(),
        tag: tag(draft, days, by),
    }
}

fn tag(draft: &DraftRow, days: i64, by: &Actor) -> Tag {
    let words = PreparedTexts::of(by.lang);
    match draft.state.as_str() {
        "approved" => Tag::new(Shape::Done, words.approved),
        "sent_back" => Tag::new(Shape::Blocked, words.sent_back),
        _ if draft.made_by == by.person.get() => Tag::new(Shape::Current, words.own),
        _ if days >= LONG_DAYS => Tag::new(Shape::Due, words.waiting),
        _ => Tag::new(Shape::Ready, words.waiting),
    }
}
