//! The list, with its bar that sends what is ticked to the bank.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::super::SOON_DAYS;
use super::super::error::ApplicationError;
use super::super::files::export;
use super::super::frame::table_date;
use super::super::model::State;
use super::super::store::{self, Filter};
use super::super::view::{self, ApplicationLine};
use super::super::{api, neighbours, rules, texts};
use crate::app::App;
use crate::cards::views::{ApplicationList, ApplicationRow, CardTexts};
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Limit, MemberId, Problem, Text};
use crate::web::export::FileKind;
use crate::web::frame;
use crate::web::parts::{Banner, Batch, BatchAct, Chip, ChipMenu, Link, List, Shape, Tag, Tone};
use crate::web::texts::fill;

const PATH: &str = "/applications";
/// Nobody has this id: a number that finds no member finds no application.
const NOBODY: MemberId = MemberId::new(0);

#[derive(Debug, Default, Clone, Deserialize)]
pub struct ListQuery {
    state: Option<String>,
    due: Option<String>,
    /// A member's number.
    q: Option<String>,
    cursor: Option<String>,
    /// The number of the page that the cursor begins.
    page: Option<u64>,
}

impl ListQuery {
    /// Without a state that there is not: what the page says is what it filters by.
    fn known(mut self) -> Self {
        self.state = self.state.filter(|s| State::CODES.contains(&s.as_str()));
        self
    }

    /// The filters of the address; the member is found by number.
    async fn filter(&self, app: &App) -> Result<Filter, Problem> {
        let today = app.clock.today();
        let due = self.due.as_deref().map(|due| api::due_by(due, today));
        let number = self.q.clone().filter(|q| !q.trim().is_empty());
        let member = match number {
            None => None,
            Some(number) => {
                let found = app
                    .read(move |conn| neighbours::member_by_number(conn, &number))
                    .await?;
                Some(found.unwrap_or(NOBODY))
            }
        };
        Ok(Filter {
            state: self.state.clone(),
            member,
            due_by: due.transpose()?,
        })
    }

    /// This list at a path, at the page that a cursor begins.
    fn at(&self, path: &str, place: Option<(&str, u64)>) -> String {
        let page = place.map(|(_, page)| page.to_string());
        let parts = [
            ("state", self.state.as_deref()),
            ("due", self.due.as_deref()),
            ("q", self.q.as_deref()),
            ("cursor", place.map(|(cursor, _)| cursor)),
            ("page", page.as_deref()),
        ];
        let parts = parts.into_iter().filter_map(|(name, value)| {
            let value = value.filter(|value| !value.is_empty())?;
            Some(format!("{name}={}", frame::encoded(value)))
        });
        let query: Vec<String> = parts.collect();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }
}

struct Found {
    rows: Vec<ApplicationLine>,
    next: Option<String>,
    found: i64,
    total: i64,
    due_soon: i64,
    overdue: i64,
}

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let (query, today) = (query.into_inner().known(), app.clock.today());
    let found = found(&app, &query, today).await?;
    let page = ApplicationList {
        shell: frame::shell(&app, &req, Some(&by)),
        banners: banners(&found, by.lang),
        list: list(&query, &found, by.lang),
        rows: found.rows.iter().map(|line| row(line, by.lang)).collect(),
        batch: rules::may_collect(&by.duties).is_ok().then(|| bar(by.lang)),
        keys: frame::keys(&by, None),
    };
    frame::answered(200, &page)
}

pub async fn csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let filter = query.into_inner().known().filter(&app).await?;
    export(&app, &by, filter, FileKind::Csv).await
}

pub async fn xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let filter = query.into_inner().known().filter(&app).await?;
    export(&app, &by, filter, FileKind::Xlsx).await
}

async fn found(app: &App, query: &ListQuery, today: BusinessDate) -> Result<Found, Problem> {
    let (cursor, limit) = api::page_of(query.cursor.as_deref(), None)?;
    let filter = query.filter(app).await?;
    let found = app
        .read(move |conn| {
            let page = view::page(conn, &filter, cursor.as_ref(), limit, today)?;
            Ok::<_, ApplicationError>(Found {
                rows: page.items,
                next: page.next,
                found: store::count(conn, &filter)?,
                total: store::count(conn, &Filter::default())?,
                due_soon: store::count_due(conn, today.plus_days(SOON_DAYS))?,
                overdue: store::count_due(conn, today.plus_days(-1))?,
            })
        })
        .await?;
    Ok(found)
}

fn banners(found: &Found, lang: Lang) -> Vec<Banner> {
    let mut banners = Vec::new();
    let mut say = |count: i64, tone: Tone, words: Text, due: &str| {
        if count > 0 {
            let show = Text::fixed("ดูรายการ", "Show them");
            let text = fill(words.get(lang), count);
            let link = format!("/applications?due={due}");
            banners.push(Banner::new(tone, text).link(show.get(lang), link));
        }
    };
    say(found.overdue, Tone::Danger, texts::OVERDUE, "overdue");
    say(
        found.due_soon - found.overdue,
        Tone::Warn,
        texts::DUE_SOON,
        "soon",
    );
    banners
}

fn list(query: &ListQuery, found: &Found, lang: Lang) -> List {
    let rows = |count: i64| u64::try_from(count).unwrap_or(0);
    let pages = rows(found.found).div_ceil(Limit::default().rows() as u64);
    // A cursor only goes forward: the way back from the second page is the first one.
    let page = query.cursor.as_ref().map_or(1, |_| {
        let asked = query.page.unwrap_or(2);
        asked.clamp(2, pages.max(2))
    });
    let chips = chips(query, lang);
    List {
        path: PATH.into(),
        query: Some(query.q.clone().unwrap_or_default()),
        found: rows(found.found),
        total: rows(found.total),
        csv: query.at("/applications.csv", None),
        xlsx: query.at("/applications.xlsx", None),
        page,
        pages: pages.max(page),
        clear: (!chips.is_empty()).then(|| PATH.to_owned()),
        chips,
        menus: match &query.state {
            Some(_) => Vec::new(),
            None => vec![state_menu(query, lang)],
        },
        previous: (page == 2).then(|| query.at(PATH, None)),
        next: found
            .next
            .as_ref()
            .map(|cursor| query.at(PATH, Some((cursor, page + 1)))),
        ..List::default()
    }
}

/// The filters that are on; each goes without the others.
fn chips(query: &ListQuery, lang: Lang) -> Vec<Chip> {
    let chip = |words: Text, without: ListQuery| Chip {
        text: words.get(lang).to_owned(),
        without: without.at(PATH, None),
    };
    let state = query.state.as_deref().map(|state| {
        let without = ListQuery {
            state: None,
            ..query.clone()
        };
        chip(texts::state_name(state), without)
    });
    let due = query.due.as_ref().map(|_| {
        let without = ListQuery {
            due: None,
            ..query.clone()
        };
        chip(texts::DUE, without)
    });
    [state, due].into_iter().flatten().collect()
}

fn state_menu(query: &ListQuery, lang: Lang) -> ChipMenu {
    let words = CardTexts::of(lang);
    let link = |code: &&'static str| {
        let with = ListQuery {
            state: Some((*code).to_owned()),
            ..query.clone()
        };
        Link::new(texts::state_name(code).get(lang), with.at(PATH, None))
    };
    ChipMenu {
        text: words.state.to_owned(),
        values: State::CODES.iter().map(link).collect(),
    }
}

fn bar(lang: Lang) -> Batch {
    Batch {
        lang,
        unit: Text::fixed("คำขอ", "applications").get(lang).to_owned(),
        ticked: 0,
        acts: vec![BatchAct {
            name: "batch".into(),
            text: texts::SEND.get(lang).to_owned(),
            icon: None,
            main: true,
            count: 0,
        }],
    }
}

fn row(line: &ApplicationLine, lang: Lang) -> ApplicationRow {
    let ready = line.state == "complete";
    ApplicationRow {
        id: line.id.get(),
        can: if ready { "batch".into() } else { String::new() },
        href: format!("/applications/{}", line.id),
        number: line.no.clone(),
        member_number: line.member_number.clone(),
        name: line.member_name.clone(),
        reason: texts::reason(&line.kind, line.cause.as_deref())
            .get(lang)
            .to_owned(),
        papers: texts::papers(&line.missing, lang),
        complete_on: table_date(line.data_completed_on, lang),
        must_go: table_date(line.must_go_by, lang),
        tag: tag(line, lang),
    }
}

/// The state, with the days left as long as the bank does not know.
pub fn tag(line: &ApplicationLine, lang: Lang) -> Tag {
    let words = |text: Text| text.get(lang).to_owned();
    match (line.state.as_str(), line.days_left) {
        (_, Some(left)) if left < 0 => {
            Tag::new(Shape::Overdue, fill(&words(texts::DAYS_OVER), -left))
        }
        (_, Some(0)) => Tag::new(Shape::Due, words(texts::LAST_DAY)),
        (_, Some(left)) if left <= SOON_DAYS => {
            Tag::new(Shape::DueSoon, fill(&words(texts::DAYS_LEFT), left))
        }
        (_, Some(left)) => Tag::new(Shape::Ready, fill(&words(texts::DAYS_LEFT), left)),
        (state, None) => {
            let shape = match state {
                "open" => Shape::NotStarted,
                "batched" => Shape::Current,
                "listed" => Shape::Done,
                _ => Shape::Blocked,
            };
            Tag::new(shape, words(texts::state_name(state)))
        }
    }
}
