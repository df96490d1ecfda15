//! W7: the journal, newest first, with its filters as chips.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::address::{Place, address};
use super::names::Names;
use super::say;
use crate::app::App;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem};
use crate::ledger::api::{EntriesQuery, journal_sheet};
use crate::ledger::journal::{self, EntryView, Filter};
use crate::ledger::meant::Meant;
use crate::ledger::model::{Stage, Voucher};
use crate::ledger::views::{EntryRow, JournalPage};
use crate::ledger::{prepared, service};
use crate::web::export::FileKind;
use crate::web::frame::{html, shell};
use crate::web::parts::{Chip, ChipMenu, Link, List, Shape, Tag};

const PATH: &str = "/journal";
const ROWS: i64 = 50;

/// The state of the list in its address.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct JournalQuery {
    from: Option<String>,
    to: Option<String>,
    kind: Option<String>,
    account: Option<String>,
    member: Option<i64>,
    source: Option<String>,
    page: Option<i64>,
}

impl JournalQuery {
    fn asked(&self) -> EntriesQuery {
        EntriesQuery {
            from: self.from.clone(),
            to: self.to.clone(),
            kind: self.kind.clone(),
            account: self.account.clone(),
            member: self.member,
            source: self.source.clone(),
            ..EntriesQuery::default()
        }
    }

    /// The address of this list at a path, changed by `change`.
    fn at(&self, path: &str, change: impl FnOnce(&mut Self)) -> String {
        let mut next = Self {
            page: None,
            ..self.clone()
        };
        change(&mut next);
        address(
            path,
            &[
                ("from", next.from),
                ("to", next.to),
                ("kind", next.kind),
                ("account", next.account),
                ("member", next.member.map(|m| m.to_string())),
                ("source", next.source),
                ("page", next.page.filter(|p| *p > 1).map(|p| p.to_string())),
            ],
        )
    }
}

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<JournalQuery>,
) -> Result<HttpResponse, Problem> {
    let filter = query.asked().filter()?;
    let (wanted, asked) = (filter.clone(), query.page);
    let found = app
        .read(move |conn| Found::read(conn, &wanted, asked))
        .await?;
    let (counts, today) = ((found.place, found.total), app.clock.today());
    let shown = |entry: &EntryView| row(entry, &found.names, by.lang);
    html(&JournalPage {
        shell: shell(&app, &req, Some(&by)),
        list: list(&query, (&filter, &found.meant), counts, today, by.lang),
        rows: found.entries.iter().map(shown).collect(),
        waiting: found.waiting,
        may_prepare: service::prepares(&by),
    })
}

/// A page of the journal with the names on it, and how many prepared entries wait.
struct Found {
    entries: Vec<EntryView>,
    /// What the filter names.
    meant: Meant,
    names: Names,
    place: Place,
    total: i64,
    waiting: i64,
}

impl Found {
    fn read(conn: &mut Conn, wanted: &Filter, asked: Option<i64>) -> Result<Self, Problem> {
        let place = Place::of(asked, journal::count(conn, wanted)?, ROWS);
        let entries = journal::slice(conn, wanted, place.skip(), ROWS)?;
        Ok(Self {
            meant: Meant::of_filter(conn, wanted)?,
            names: Names::of_entries(conn, &entries)?,
            entries,
            place,
            total: journal::count(conn, &Filter::default())?,
            waiting: prepared::count(conn, Stage::Waiting)?,
        })
    }
}

pub(super) async fn csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<JournalQuery>,
) -> Result<HttpResponse, Problem> {
    journal_sheet(&app, &by, &query.asked())
        .await?
        .answer(FileKind::Csv)
}

pub(super) async fn xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<JournalQuery>,
) -> Result<HttpResponse, Problem> {
    journal_sheet(&app, &by, &query.asked())
        .await?
        .answer(FileKind::Xlsx)
}

fn list(
    query: &JournalQuery,
    (filter, meant): (&Filter, &Meant),
    (place, total): (Place, i64),
    today: BusinessDate,
    lang: Lang,
) -> List {
    let to_page = |to: i64| query.at(PATH, |q| q.page = Some(to));
    let chips = chips(query, (filter, meant), lang);
    List {
        path: PATH.to_owned(),
        clear: (!chips.is_empty()).then(|| PATH.to_owned()),
        chips,
        menus: menus(query, filter, today, lang),
        total: total.unsigned_abs(),
        csv: query.at("/journal.csv", |_| {}),
        xlsx: query.at("/journal.xlsx", |_| {}),
        ..place.list(to_page)
    }
}

fn chips(query: &JournalQuery, (filter, meant): (&Filter, &Meant), lang: Lang) -> Vec<Chip> {
    let chip = |text: String, without: String| Chip { text, without };
    let day = |date: Option<BusinessDate>| date.map_or_else(|| "…".to_owned(), |d| d.short(lang));
    let mut chips = Vec::new();
    if filter.from.is_some() || filter.to.is_some() {
        let text = format!("{} – {}", day(filter.from), day(filter.to));
        chips.push(chip(
            text,
            query.at(PATH, |q| (q.from, q.to) = (None, None)),
        ));
    }
    if let Some(voucher) = filter.voucher {
        chips.push(chip(
            voucher.name().get(lang).to_owned(),
            query.at(PATH, |q| q.kind = None),
        ));
    }
    if let Some(account) = &filter.account {
        let text = format!("{} {account}", say(lang, "บัญชี", "Account"));
        chips.push(chip(text, query.at(PATH, |q| q.account = None)));
    }
    if let Some(text) = meant.member_words(filter, lang) {
        chips.push(chip(text, query.at(PATH, |q| q.member = None)));
    }
    if let Some(text) = meant.source_words(filter, lang) {
        chips.push(chip(text, query.at(PATH, |q| q.source = None)));
    }
    chips
}

fn menus(query: &JournalQuery, filter: &Filter, today: BusinessDate, lang: Lang) -> Vec<ChipMenu> {
    let mut menus = Vec::new();
    if filter.from.is_none() && filter.to.is_none() {
        let month = today.plus_days(1 - i64::from(today.day()));
        let before = month.plus_days(-1);
        let span = |text: &str, from: BusinessDate, to: BusinessDate| {
            let (from, to) = (from.to_string(), to.to_string());
            Link::new(
                text,
                query.at(PATH, |q| (q.from, q.to) = (Some(from), Some(to))),
            )
        };
        let last = before.plus_days(1 - i64::from(before.day()));
        menus.push(ChipMenu {
            text: say(lang, "ช่วงวันที่", "Period").to_owned(),
            values: vec![
                span(say(lang, "วันนี้", "Today"), today, today),
                span(say(lang, "เดือนนี้", "This month"), month, today),
                span(say(lang, "เดือนก่อน", "Last month"), last, before),
            ],
        });
    }
    if filter.voucher.is_none() {
        let kind = |v: &Voucher| {
            Link::new(
                v.name().get(lang),
                query.at(PATH, |q| q.kind = Some(v.code().to_owned())),
            )
        };
        menus.push(ChipMenu {
            text: say(lang, "ประเภทใบสำคัญ", "Kind").to_owned(),
            values: Voucher::ALL.iter().map(kind).collect(),
        });
    }
    menus
}

fn row(entry: &EntryView, names: &Names, lang: Lang) -> EntryRow {
    EntryRow {
        href: format!("{PATH}/{}", entry.id),
        date: entry.date.table(lang),
        voucher: entry.no.clone(),
        text: entry.text.clone(),
        amount: entry.amount.grouped(),
        by: names.call(entry.made_by),
        tag: tag(entry, lang),
    }
}

/// Posted, reversed, or itself a reversal.
pub(super) fn tag(entry: &EntryView, lang: Lang) -> Tag {
    match (&entry.reversed_by, &entry.reverses) {
        (Some(_), _) => Tag::new(Shape::Blocked, say(lang, "กลับรายการแล้ว", "Reversed")),
        (None, Some(_)) => Tag::new(Shape::Current, say(lang, "รายการกลับ", "Reversal")),
        (None, None) => Tag::new(Shape::Done, say(lang, "ลงบัญชีแล้ว", "Posted")),
    }
}
