//! The register of letters.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::words::BoardWords;
use super::{ROWS, count, paged};
use crate::app::App;
use crate::cards::batches::service as batches;
use crate::cards::custody::board::Line;
use crate::cards::custody::board::lines_of;
use crate::cards::error::CardError;
use crate::cards::late::model::{LateRow, What};
use crate::cards::late::pages::LateTexts;
use crate::cards::late::{LOOKS, service as late};
use crate::cards::views::{LetterLine, LettersPage};
use crate::db::Conn;
use crate::documents::service::letter_list::{self, Standing, Wanted};
use crate::documents::service::letters::LetterRow;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem};
use crate::web::frame::{html, shell};
use crate::web::guard::may_use;
use crate::web::parts::{Chip, ChipMenu, Link, List, Shape, Tag};
use crate::web::texts::fill2;

#[derive(Debug, Clone, Default, Deserialize)]
pub(in crate::cards::custody) struct Query {
    pub kind: Option<String>,
    pub state: Option<String>,
    pub page: Option<usize>,
}

/// Letters of a page with what each is about.
pub(super) struct Seen {
    pub rows: Vec<LetterRow>,
    /// Items that letters announce, by id.
    pub items: BTreeMap<i64, Line>,
    /// Numbers of the batches that went with a letter.
    pub batches: BTreeMap<i64, String>,
    /// Letters that left before they were recorded, by id.
    pub late: BTreeMap<i64, LateRow>,
    pub found: usize,
    pub total: usize,
}

impl Seen {
    /// The day on which a letter was recorded, where that is after its own.
    pub(super) fn recorded_on(&self, row: &LetterRow) -> Option<BusinessDate> {
        let late = self.late.get(&row.id)?;
        Some(BusinessDate::new(late.recorded_on))
    }
}

impl Query {
    pub(super) fn wanted(&self, today: BusinessDate) -> Wanted {
        let known = ["first_notice", "bank_cover"];
        let kind = self.kind.as_deref().filter(|k| known.contains(k));
        Wanted {
            kind: kind.map(str::to_owned),
            standing: match self.state.as_deref() {
                Some("running") => Standing::Running(today),
                Some("over") => Standing::Over(today),
                Some("closed") => Standing::Closed,
                Some(_) | None => Standing::All,
            },
        }
    }

    /// The filters that are on, in words.
    pub(super) fn filters(&self, lang: Lang) -> Vec<String> {
        let t = BoardWords::of(lang);
        let kind = self.kind.as_deref().map(|kind| kind_name(kind, lang));
        let state = match self.state.as_deref() {
            Some("running") => Some(t.state_open),
            Some("over") => Some(t.state_over),
            Some("closed") => Some(t.state_closed),
            Some(_) | None => None,
        };
        kind.into_iter().chain(state).map(str::to_owned).collect()
    }

    pub(super) fn href(&self, path: &str) -> String {
        let parts = [("kind", &self.kind), ("state", &self.state)];
        let on: Vec<String> = parts
            .iter()
            .filter_map(|(name, value)| value.as_ref().map(|v| (name, v)))
            .map(|(name, value)| format!("{name}={}", crate::web::frame::encoded(value)))
            .collect();
        if on.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", on.join("&"))
        }
    }
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let (query, today, own) = (query.into_inner(), app.clock.today(), app.get_ref().clone());
    let (wanted, asked) = (query.wanted(today), query.page.unwrap_or(1));
    let seen = app
        .read(move |conn| seen(conn, &own, &wanted, (asked, ROWS), today))
        .await?;
    let (t, lang) = (BoardWords::of(by.lang), by.lang);
    html(&LettersPage {
        shell: shell(&app, &req, Some(&by)),
        title: t.letters.to_owned(),
        heads: heads(t),
        rows: seen
            .rows
            .iter()
            .map(|row| line(row, &seen, today, lang))
            .collect(),
        list: list(&query, &seen, lang),
        empty: (t.letters_none.to_owned(), t.letters_none_more.to_owned()),
        papers: (t.letter_paper.to_owned(), t.letter_papers.to_owned()),
        late: may_use(&by, LOOKS).then(|| LateTexts::of(lang).title.to_owned()),
        make: super::board::makes_letters(&by)
            .then(|| (t.make_notices.to_owned(), "/notices".to_owned())),
    })
}

fn heads(t: &'static BoardWords) -> [String; 7] {
    [
        t.letter_no,
        t.letter_dated,
        t.letter_kind,
        t.letter_to,
        t.letter_deadline,
        "",
        "",
    ]
    .map(str::to_owned)
}

/// One page of the register, or with `usize::MAX` rows a page all of it.
pub(super) fn seen(
    conn: &mut Conn,
    app: &App,
    wanted: &Wanted,
    (page, size): (usize, usize),
    today: BusinessDate,
) -> Result<Seen, CardError> {
    let number = |n: i64| usize::try_from(n).unwrap_or(0);
    let found = number(letter_list::count(conn, wanted)?);
    let total = number(letter_list::count(conn, &Wanted::default())?);
    let (skip, limit) = if size == ROWS {
        let place = paged(found, page);
        (place.rows.start, ROWS)
    } else {
        (0, found)
    };
    let (skip, limit) = (
        i64::try_from(skip).unwrap_or(0),
        i64::try_from(limit).unwrap_or(0),
    );
    let rows = letter_list::slice(conn, wanted, skip, limit)?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.item_id).collect();
    let items = lines_of(conn, &super::reckoning(app, today), &ids)?;
    let sent = rows.iter().filter_map(|row| row.batch_id).collect();
    let late = late::of(conn, What::Letter, rows.iter().map(|row| row.id))?;
    Ok(Seen {
        rows,
        items: items.into_iter().map(|l| (l.item.id, l)).collect(),
        batches: batches::numbers_of(conn, &sent)?,
        late,
        found,
        total,
    })
}

/// A letter as its register shows it.
pub(super) fn line(row: &LetterRow, seen: &Seen, today: BusinessDate, lang: Lang) -> LetterLine {
    let t = BoardWords::of(lang);
    let item = row.item_id.and_then(|id| seen.items.get(&id));
    let (to, href) = match (item, row.batch_id) {
        (Some(line), _) => (
            format!("{} {}", line.member_number, line.member_name),
            format!("/cards/{}", line.item.card_id),
        ),
        (None, Some(id)) => {
            let no = seen.batches.get(&id).map_or("", String::as_str);
            (format!("{} {no}", t.f_batch), format!("/batches/{id}"))
        }
        (None, None) => (String::new(), "/letters".to_owned()),
    };
    LetterLine {
        number: row.no.clone(),
        paper: format!("/papers/of/letter/{}", row.id),
        dated: dated(row, seen, lang),
        subject: kind_name(&row.kind, lang).to_owned(),
        to,
        href,
        last_day: row
            .deadline
            .map_or_else(String::new, |d| BusinessDate::new(d).table(lang)),
        tag: state(row, today, lang),
    }
}

/// Its own day; with the day of the record, where that came later.
fn dated(row: &LetterRow, seen: &Seen, lang: Lang) -> String {
    let own = BusinessDate::new(row.dated).table(lang);
    match seen.recorded_on(row) {
        None => own,
        Some(day) => fill2(BoardWords::of(lang).letter_recorded, own, day.table(lang)),
    }
}

pub(super) fn kind_name(kind: &str, lang: Lang) -> &'static str {
    let t = BoardWords::of(lang);
    if kind == "bank_cover" {
        t.kind_bank
    } else {
        t.kind_first
    }
}

fn state(row: &LetterRow, today: BusinessDate, lang: Lang) -> Tag {
    let t = BoardWords::of(lang);
    let over = row.deadline.is_some_and(|d| BusinessDate::new(d) < today);
    match (row.state.as_str(), row.deadline.is_some(), over) {
        ("closed", _, _) => Tag::new(Shape::Done, t.state_closed),
        (_, false, _) => Tag::new(Shape::Done, t.state_sent),
        (_, true, true) => Tag::new(Shape::Overdue, t.state_over),
        (_, true, false) => Tag::new(Shape::Letter, t.state_open),
    }
}

/// What the register is narrowed by: a chip for what was chosen, a menu for what can be.
fn narrowed(query: &Query, lang: Lang) -> (Vec<Chip>, Vec<ChipMenu>) {
    let t = BoardWords::of(lang);
    let with = |kind: Option<&str>, state: Option<&str>| {
        let other = Query {
            kind: kind.map(str::to_owned),
            state: state.map(str::to_owned),
            page: None,
        };
        other.href("/letters")
    };
    let (kind, standing) = (query.kind.as_deref(), query.state.as_deref());
    let kinds = [("first_notice", t.kind_first), ("bank_cover", t.kind_bank)];
    let states = [
        ("running", t.state_open),
        ("over", t.state_over),
        ("closed", t.state_closed),
    ];
    let (mut chips, mut menus) = (Vec::new(), Vec::new());
    match chip_or_menu(t.kind_all, &kinds, kind, |kind| with(kind, standing)) {
        Ok(chip) => chips.push(chip),
        Err(menu) => menus.push(menu),
    }
    match chip_or_menu(t.state_all, &states, standing, |state| with(kind, state)) {
        Ok(chip) => chips.push(chip),
        Err(menu) => menus.push(menu),
    }
    (chips, menus)
}

/// The chip of the chosen value, or the menu of all values where none is chosen.
fn chip_or_menu(
    all: &str,
    values: &[(&str, &'static str)],
    chosen: Option<&str>,
    href: impl Fn(Option<&str>) -> String,
) -> Result<Chip, ChipMenu> {
    match values.iter().find(|(code, _)| Some(*code) == chosen) {
        Some((_, text)) => Ok(Chip {
            text: (*text).to_owned(),
            without: href(None),
        }),
        None => Err(ChipMenu {
            text: all.to_owned(),
            values: values
                .iter()
                .map(|(code, text)| Link::new(*text, href(Some(code))))
                .collect(),
        }),
    }
}

fn list(query: &Query, seen: &Seen, lang: Lang) -> List {
    let (chips, menus) = narrowed(query, lang);
    let place = paged(seen.found, query.page.unwrap_or(1));
    let base = query.href("/letters");
    let sign = if base.contains('?') { '&' } else { '?' };
    let at = |page: usize| format!("{base}{sign}page={page}");
    List {
        path: "/letters".to_owned(),
        clear: (!chips.is_empty()).then(|| "/letters".to_owned()),
        chips,
        menus,
        found: count(seen.found),
        total: count(seen.total),
        csv: query.href("/letters.csv"),
        xlsx: query.href("/letters.xlsx"),
        page: count(place.page),
        pages: count(place.pages),
        previous: (place.page > 1).then(|| at(place.page - 1)),
        next: (place.page < place.pages).then(|| at(place.page + 1)),
        ..List::default()
    }
}
