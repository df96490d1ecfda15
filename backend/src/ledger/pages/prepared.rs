//! W5: the list of prepared entries, those that wait first.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::address::{Place, address};
use super::names::Names;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Money, PersonId, Problem};
use crate::ledger::drafts::DraftRow;
use crate::ledger::error::LedgerError;
use crate::ledger::model::Stage;
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
    /// Those that wait, unless another stage is asked for.
    fn stage(&self) -> Stage {
        let asked = self.state.as_deref().and_then(Stage::parse);
        asked.unwrap_or(Stage::Waiting)
    }
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<DraftsQuery>,
) -> Result<HttpResponse, Problem> {
    let (stage, asked) = (query.stage(), query.page);
    let (rows, place, names) = app
        .read(move |conn| {
            let place = Place::of(asked, prepared::count(conn, stage)?, ROWS);
            let rows = prepared::slice(conn, stage, (place.skip(), ROWS))?;
            let names = Names::of(conn, rows.iter().map(|row| PersonId::new(row.made_by)))?;
            Ok::<_, Problem>((rows, place, names))
        })
        .await?;
    let today = app.clock.today();
    let shown = rows.iter().map(|draft| row(draft, &names, &by, today));
    html(&DraftsPage {
        shell: shell(&app, &req, Some(&by)),
        list: list(stage, place, by.lang),
        rows: shown.collect::<Result<_, _>>()?,
        empty: empty(stage, by.lang),
        may_prepare: service::prepares(&by),
    })
}

fn list(stage: Stage, place: Place, lang: Lang) -> List {
    let state = Some(stage)
        .filter(|s| *s != Stage::Waiting)
        .map(|s| s.code().to_owned());
    let to_page = |to: i64| {
        let to = Some(to).filter(|p| *p > 1).map(|p| p.to_string());
        address(PATH, &[("state", state.clone()), ("page", to)])
    };
    List {
        path: PATH.to_owned(),
        menus: vec![states(stage, lang)],
        total: place.found.unsigned_abs(),
        ..place.list(to_page)
    }
}

fn states(stage: Stage, lang: Lang) -> ChipMenu {
    let link = |one: Stage| {
        let place = format!("{PATH}?state={}", one.code());
        Link::new(stage_name(one, lang), place)
    };
    let menu = [
        Stage::Waiting,
        Stage::SentBack,
        Stage::Approved,
        Stage::Withdrawn,
    ];
    ChipMenu {
        text: format!(
            "{} {}",
            PreparedTexts::of(lang).state,
            stage_name(stage, lang)
        ),
        values: menu.map(link).to_vec(),
    }
}

fn stage_name(stage: Stage, lang: Lang) -> &'static str {
    let words = PreparedTexts::of(lang);
    match stage {
        Stage::Approved => words.approved,
        Stage::SentBack => words.sent_back,
        Stage::Withdrawn => words.withdrawn,
        Stage::Waiting => words.waiting,
    }
}

fn empty(stage: Stage, lang: Lang) -> Empty {
    let words = PreparedTexts::of(lang);
    match stage {
        Stage::Waiting => Empty::new(words.none, words.none_more),
        Stage::SentBack | Stage::Approved | Stage::Withdrawn => Empty::new(words.none_decided, ""),
    }
}

fn row(
    draft: &DraftRow,
    names: &Names,
    by: &Actor,
    today: BusinessDate,
) -> Result<DraftsRow, Problem> {
    let words = PreparedTexts::of(by.lang);
    let days = today.days_since(BusinessDate::new(draft.made_on));
    let kind = if draft.reverses.is_some() {
        words.reversal
    } else {
        words.free
    };
    let stage = draft.stage().map_err(LedgerError::from)?;
    Ok(DraftsRow {
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
        tag: tag(draft, stage, days, by),
    })
}

fn tag(draft: &DraftRow, stage: Stage, days: i64, by: &Actor) -> Tag {
    let words = PreparedTexts::of(by.lang);
    match stage {
        Stage::Approved => Tag::new(Shape::Done, words.approved),
        Stage::SentBack => Tag::new(Shape::Blocked, words.sent_back),
        Stage::Withdrawn => Tag::new(Shape::NotStarted, words.withdrawn),
        Stage::Waiting if draft.made_by == by.person.get() => Tag::new(Shape::Current, words.own),
        Stage::Waiting if days >= LONG_DAYS => Tag::new(Shape::Due, words.waiting),
        Stage::Waiting => Tag::new(Shape::Ready, words.waiting),
    }
}
