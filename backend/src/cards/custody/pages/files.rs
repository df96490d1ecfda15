//! Lists as files: what the screen shows, all pages of it.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};

use super::letters::{self, Query};
use super::state::{BoardQuery, State};
use super::words::BoardWords;
use super::{reckoning, shown};
use crate::app::App;
use crate::cards::custody::board::{
    Asked, Group, Line, Names, lines, named, offered_to, person_names,
};
use crate::cards::custody::model::Lane;
use crate::cards::error::CardError;
use crate::cards::late::pages::LateTexts;
use crate::cards::views::CardTexts;
use crate::db::AccessLine;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Days, Lang, Problem, Text};
use crate::web::export::{Cell, Column, ColumnKind, Export, FileKind};

pub(super) async fn board_csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<BoardQuery>,
) -> Result<HttpResponse, Problem> {
    board(&app, &by, &query, FileKind::Csv).await
}

pub(super) async fn board_xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<BoardQuery>,
) -> Result<HttpResponse, Problem> {
    board(&app, &by, &query, FileKind::Xlsx).await
}

/// Notes in the access log who took which list, and how much of it.
pub(in crate::cards::custody) fn exported(app: &App, by: &Actor, export: &Export) {
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "exported",
        object: export.name.to_owned(),
        status: 200,
        rule: None,
        detail: format!("{} rows", export.rows.len()),
    });
}

/// The days of a list in words; none where nothing narrows them.
pub(in crate::cards::custody) fn period(
    days: Days,
    today: BusinessDate,
    lang: Lang,
) -> Option<String> {
    let until = days.until(today).short(lang);
    let words = match days.from.map(|from| from.short(lang)) {
        Some(from) => Text::of(format!("{from} ถึง {until}"), format!("{from} to {until}")),
        None => Text::of(
            format!("ตั้งแต่เริ่มทะเบียน ถึง {until}"),
            format!("from the beginning to {until}"),
        ),
    };
    (!days.is_whole()).then(|| words.get(lang).to_owned())
}

/// Every line of the board, and who the people in them are.
struct Read {
    list: Vec<Line>,
    names: Names,
    offered: BTreeMap<i64, i64>,
}

async fn read(app: &web::Data<App>, asked: Asked, today: BusinessDate) -> Result<Read, Problem> {
    let own = app.get_ref().clone();
    let found = app
        .read(move |conn| {
            let found = lines(conn, &reckoning(&own, today), &asked)?;
            let list = named(conn, found)?;
            let ids: Vec<i64> = list.iter().map(|line| line.item.id).collect();
            let offered = offered_to(conn, &ids)?;
            let also = asked.holder.map(|person| person.get());
            let names = person_names(conn, &list, offered.values().copied().chain(also))?;
            Ok::<_, CardError>(Read {
                list,
                names,
                offered,
            })
        })
        .await?;
    Ok(found)
}

async fn board(
    app: &web::Data<App>,
    by: &Actor,
    query: &BoardQuery,
    kind: FileKind,
) -> Result<HttpResponse, Problem> {
    let (state, today, lang) = (State::of(query), app.clock.today(), by.lang);
    let read = read(app, state.asked.clone(), today).await?;
    let rows = read.list.iter().map(|line| row(line, &read, today, lang));
    let t = CardTexts::of(lang);
    let pins = state.asked.lane == Lane::Pin;
    let holder = state.asked.holder.and_then(|p| read.names.get(&p.get()));
    let chips = state.chips(lang, holder.map_or("", String::as_str));
    let export = Export {
        lang,
        title: if pins { t.pin_board } else { t.board }.to_owned(),
        name: if pins { "pin-board" } else { "card-board" },
        period: None,
        filters: chips.into_iter().map(|chip| chip.text).collect(),
        who: by.name.clone(),
        when: app.clock.now(),
        columns: columns(if pins { t.envelope } else { t.card }, lang),
        rows: rows.collect(),
    };
    exported(app, by, &export);
    export.answer(kind)
}

/// The columns of the board; `number` is what the lane calls its numbers.
fn columns(number: &'static str, lang: Lang) -> Vec<Column> {
    let t = CardTexts::of(lang);
    vec![
        Column::new(t.member_number, ColumnKind::Text),
        Column::new(t.name, ColumnKind::Text),
        Column::new(number, ColumnKind::Text),
        Column::new(t.expires, ColumnKind::Date),
        Column::new(t.kept_for, ColumnKind::Whole),
        Column::new(t.step, ColumnKind::Text),
        Column::new(t.act_by, ColumnKind::Date),
        Column::new(t.left, ColumnKind::Whole),
        Column::new(t.holder, ColumnKind::Text),
    ]
}

fn row(line: &Line, read: &Read, today: BusinessDate, lang: Lang) -> Vec<Cell> {
    let kept = Group::House.has(&line.item.place);
    vec![
        line.member_number.as_str().into(),
        line.member_name.as_str().into(),
        shown::number(line).into(),
        Cell::Date(line.item.expires_on),
        if kept {
            Cell::Whole(shown::kept_days(line, today))
        } else {
            Cell::Empty
        },
        shown::tag(&line.at, lang).word.into(),
        line.at.act_by.into(),
        line.at.left.map_or(Cell::Empty, Cell::Whole),
        shown::holder(line, &read.names, &read.offered).into(),
    ]
}

pub(super) async fn letters_csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let export = letters(&app, &by, &query, Days::default()).await?;
    exported(&app, &by, &export);
    export.answer(FileKind::Csv)
}

pub(super) async fn letters_xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let export = letters(&app, &by, &query, Days::default()).await?;
    exported(&app, &by, &export);
    export.answer(FileKind::Xlsx)
}

/// The columns of the register of letters, as JSON names them.
pub(in crate::cards::custody) const LETTER_KEYS: [&str; 7] = [
    "no",
    "dated",
    "recorded_on",
    "kind",
    "to",
    "last_day",
    "state",
];

/// The register of letters as a file, of the letters dated on these days.
pub(in crate::cards::custody) async fn letters(
    app: &App,
    by: &Actor,
    query: &Query,
    days: Days,
) -> Result<Export, Problem> {
    let (today, lang, own) = (app.clock.today(), by.lang, app.clone());
    let wanted = query.wanted(today);
    let seen = app
        .read(move |conn| letters::seen(conn, &own, &wanted, (1, usize::MAX), today))
        .await?;
    let dated = seen.rows.iter();
    let dated = dated.filter(|row| days.include(BusinessDate::new(row.dated)));
    let rows = dated.map(|row| {
        let line = letters::line(row, &seen, today, lang);
        let day = |d: chrono::NaiveDate| BusinessDate::new(d);
        vec![
            line.number.into(),
            Cell::Date(day(row.dated)),
            seen.recorded_on(row).into(),
            line.subject.into(),
            line.to.into(),
            row.deadline.map(day).into(),
            line.tag.word.into(),
        ]
    });
    Ok(Export {
        lang,
        title: BoardWords::of(lang).letters.to_owned(),
        name: "letters",
        period: period(days, today, lang),
        filters: query.filters(lang),
        who: by.name.clone(),
        when: app.clock.now(),
        columns: letter_columns(lang),
        rows: rows.collect(),
    })
}

fn letter_columns(lang: Lang) -> Vec<Column> {
    let t = BoardWords::of(lang);
    vec![
        Column::new(t.letter_no, ColumnKind::Text),
        Column::new(t.letter_dated, ColumnKind::Date),
        Column::new(LateTexts::of(lang).recorded_on, ColumnKind::Date),
        Column::new(t.letter_kind, ColumnKind::Text),
        Column::new(t.letter_to, ColumnKind::Text),
        Column::new(t.letter_deadline, ColumnKind::Date),
        Column::new(CardTexts::of(lang).state, ColumnKind::Text),
    ]
}
