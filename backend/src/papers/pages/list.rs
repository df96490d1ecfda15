//! The list of issued papers.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::shown::{Named, moment};
use crate::app::App;
use crate::db::AccessLine;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem};
use crate::papers::error::PaperError;
use crate::papers::model::{Issued, Kind};
use crate::papers::service::Filter;
use crate::papers::texts::PaperTexts;
use crate::papers::views::{PaperLine, PapersPage};
use crate::papers::{rules, store};
use crate::web::export::{Cell, Column, ColumnKind, Export, FileKind};
use crate::web::frame::{html, shell};
use crate::web::parts::{Chip, ChipMenu, Link, List};

/// Rows of one page.
const ROWS: i64 = 50;
/// Rows of an export at most.
const EXPORT_MAX: i64 = 20_000;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    kind: Option<String>,
    page: Option<i64>,
}

impl Query {
    fn kind(&self) -> Option<Kind> {
        self.kind.as_deref().and_then(Kind::parse)
    }

    fn filter(&self, by: &Actor) -> Filter {
        Filter {
            kind: self.kind(),
            ..Filter::of(by)
        }
    }
}

/// What one page shows.
struct Seen {
    papers: Vec<Issued>,
    named: Named,
    found: i64,
    total: i64,
    page: i64,
}

async fn seen(app: &App, by: &Actor, query: &Query, page: Option<i64>) -> Result<Seen, PaperError> {
    let (filter, all) = (query.filter(by), Filter::of(by));
    app.read(move |conn| {
        let found = store::count(conn, &filter)?;
        let total = store::count(conn, &all)?;
        let page = page.map(|asked| asked.clamp(1, pages(found)));
        let (skip, limit) = page.map_or((0, EXPORT_MAX), |page| ((page - 1) * ROWS, ROWS));
        let papers = store::slice(conn, &filter, skip, limit)?;
        Ok(Seen {
            named: Named::of(conn, &papers)?,
            papers,
            found,
            total,
            page: page.unwrap_or(1),
        })
    })
    .await
}

/// How many pages a list has; an empty one has one.
fn pages(found: i64) -> i64 {
    (found + ROWS - 1).max(ROWS) / ROWS
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let seen = seen(&app, &by, &query, Some(query.page.unwrap_or(1))).await?;
    html(&PapersPage {
        shell: shell(&app, &req, Some(&by)),
        list: list(&query, &seen, by.lang),
        rows: seen
            .papers
            .iter()
            .map(|paper| line(paper, &seen.named, &by))
            .collect(),
        many: rules::may_issue(&by, Kind::NoticeLetter).is_ok(),
    })
}

fn line(paper: &Issued, named: &Named, by: &Actor) -> PaperLine {
    let lang = by.lang;
    let prints = rules::may_print(by, paper.kind).is_ok();
    let pdf = prints.then(|| format!("/papers/{}.pdf", paper.id));
    PaperLine {
        href: format!("/papers/{}", paper.id),
        pdf: pdf.unwrap_or_default(),
        number: paper.number.clone(),
        kind: paper.kind.name().get(lang).to_owned(),
        about: named.about(paper, lang),
        issued_at: moment(paper.issued_at, lang),
        issued_by: named.person(paper.issued_by),
    }
}

fn address(path: &str, kind: Option<Kind>, page: Option<i64>) -> String {
    let kind = kind.map(|kind| format!("kind={}", kind.code()));
    let page = page.map(|page| format!("page={page}"));
    let parts: Vec<String> = kind.into_iter().chain(page).collect();
    if parts.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", parts.join("&"))
    }
}

fn list(query: &Query, seen: &Seen, lang: Lang) -> List {
    let (kind, count) = (query.kind(), |n: i64| u64::try_from(n).unwrap_or(0));
    let chip = |kind: Kind| Chip {
        text: kind.name().get(lang).to_owned(),
        without: "/papers".to_owned(),
    };
    let value = |kind: Kind| Link::new(kind.name().get(lang), address("/papers", Some(kind), None));
    let menu = ChipMenu {
        text: PaperTexts::of(lang).kind_all.to_owned(),
        values: Kind::ALL.into_iter().map(value).collect(),
    };
    let (page, last) = (seen.page, pages(seen.found));
    let at = |page: i64| address("/papers", kind, Some(page));
    List {
        path: "/papers".to_owned(),
        chips: kind.map(chip).into_iter().collect(),
        menus: if kind.is_none() {
            vec![menu]
        } else {
            Vec::new()
        },
        clear: kind.map(|_| "/papers".to_owned()),
        found: count(seen.found),
        total: count(seen.total),
        csv: address("/papers.csv", kind, None),
        xlsx: address("/papers.xlsx", kind, None),
        page: count(page),
        pages: count(last),
        previous: (page > 1).then(|| at(page - 1)),
        next: (page < last).then(|| at(page + 1)),
        ..List::default()
    }
}

pub(super) async fn csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    export(&app, &by, &query).await?.answer(FileKind::Csv)
}

pub(super) async fn xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    export(&app, &by, &query).await?.answer(FileKind::Xlsx)
}

/// The filtered list, all pages. Who took it stands in the file and in the access log.
async fn export(app: &App, by: &Actor, query: &Query) -> Result<Export, Problem> {
    let (seen, lang) = (seen(app, by, query, None).await?, by.lang);
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "exported",
        object: "papers".to_owned(),
        status: 200,
        rule: None,
        detail: format!("{} rows", seen.papers.len()),
    });
    let kind = query.kind().map(|kind| kind.name().get(lang).to_owned());
    let row = |paper: &Issued| row(paper, &seen.named, lang);
    Ok(Export {
        lang,
        title: PaperTexts::of(lang).papers.to_owned(),
        name: "papers",
        period: None,
        filters: kind.into_iter().collect(),
        who: by.name.clone(),
        when: app.clock.now(),
        columns: columns(lang),
        rows: seen.papers.iter().map(row).collect(),
    })
}

fn row(paper: &Issued, named: &Named, lang: Lang) -> Vec<Cell> {
    vec![
        paper.number.as_str().into(),
        paper.kind.name().get(lang).into(),
        named.about(paper, lang).text.into(),
        Cell::Date(paper.subject_date),
        moment(paper.issued_at, lang).into(),
        named.person(paper.issued_by).into(),
        paper.sha256.as_str().into(),
    ]
}

fn columns(lang: Lang) -> Vec<Column> {
    let t = PaperTexts::of(lang);
    let text = |head: &str| Column::new(head, ColumnKind::Text);
    vec![
        text(t.number),
        text(t.kind),
        text(t.about),
        Column::new(t.dated, ColumnKind::Date),
        text(t.issued_at),
        text(t.issued_by),
        text(t.input_hash),
    ]
}
