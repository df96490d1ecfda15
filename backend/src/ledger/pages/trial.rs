//! W8: the trial balance; a click on an account opens its entries beside it, a click on an entry its voucher.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::address::address;
use super::{amount, say};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Money, Problem};
use crate::ledger::account_book::{BookLine, account_book};
use crate::ledger::api::{TrialQuery, trial_sheet};
use crate::ledger::balances::{Asked, TrialBalance, TrialLine, trial_balance};
use crate::ledger::error::LedgerError;
use crate::ledger::model::AccountKind;
use crate::ledger::views::{BalanceRow, Drill, DrillRow, TrialBalancePage};
use crate::web::export::FileKind;
use crate::web::frame::{html, shell};
use crate::web::parts::{Chip, ChipMenu, Link, List};

const PATH: &str = "/trial-balance";
/// Entries that stand beside the table at most.
const DRILL_ROWS: i64 = 200;

/// The state of the page in its address.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct TrialPageQuery {
    from: Option<String>,
    as_of: Option<String>,
    known_at: Option<String>,
    /// Code of the account that is open.
    open: Option<String>,
}

impl TrialPageQuery {
    fn asked(&self) -> TrialQuery {
        TrialQuery {
            from: self.from.clone(),
            as_of: self.as_of.clone(),
            known_at: self.known_at.clone(),
        }
    }

    fn at(&self, path: &str, change: impl FnOnce(&mut Self)) -> String {
        let mut next = self.clone();
        change(&mut next);
        address(
            path,
            &[
                ("from", next.from),
                ("as_of", next.as_of),
                ("known_at", next.known_at),
                ("open", next.open),
            ],
        )
    }
}

type Opened = Option<(TrialLine, Vec<BookLine>, bool)>;

pub(super) async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<TrialPageQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = query.asked().asked(app.clock.today())?;
    let open = query.open.clone();
    let (balance, opened) = app
        .read(move |conn| read(conn, asked, open.as_deref()))
        .await?;
    let (lang, total) = (by.lang, balance.total);
    html(&TrialBalancePage {
        shell: shell(&app, &req, Some(&by)),
        list: list(
            &query,
            asked,
            balance.lines.len() as u64,
            app.clock.today(),
            lang,
        ),
        rows: rows(&query, &balance, lang),
        debit: amount(total.closing_debit),
        credit: amount(total.closing_credit),
        difference: Some(total.difference)
            .filter(|d| !d.is_zero())
            .map(Money::grouped),
        drill: opened.map(|opened| drill(&opened, asked, lang)),
    })
}

fn read(
    conn: &mut crate::db::Conn,
    asked: Asked,
    open: Option<&str>,
) -> Result<(TrialBalance, Opened), LedgerError> {
    let balance = trial_balance(conn, asked)?;
    let line = balance
        .lines
        .iter()
        .find(|line| Some(line.account.as_str()) == open)
        .cloned();
    let opened = match line {
        None => None,
        Some(line) => {
            let (rows, more) = account_book(
                conn,
                &line,
                (asked.from, asked.as_of),
                asked.known_at,
                DRILL_ROWS,
            )?;
            Some((line, rows, more))
        }
    };
    Ok((balance, opened))
}

pub(super) async fn csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<TrialPageQuery>,
) -> Result<HttpResponse, Problem> {
    trial_sheet(&app, &by, &query.asked())
        .await?
        .answer(FileKind::Csv)
}

pub(super) async fn xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<TrialPageQuery>,
) -> Result<HttpResponse, Problem> {
    trial_sheet(&app, &by, &query.asked())
        .await?
        .answer(FileKind::Xlsx)
}

fn list(query: &TrialPageQuery, asked: Asked, lines: u64, today: BusinessDate, lang: Lang) -> List {
    let mut chips = Vec::new();
    if let Some(known_at) = asked.known_at {
        let known = format!(
            "{} {}",
            known_at.business_date().short(lang),
            known_at.hour_minute()
        );
        let text = format!("{} {known}", say(lang, "ตามที่รู้เมื่อ", "As known at"));
        chips.push(Chip {
            text,
            without: query.at(PATH, |q| q.known_at = None),
        });
    }
    List {
        path: PATH.to_owned(),
        chips,
        menus: vec![ChipMenu {
            text: format!("{} – {}", asked.from.short(lang), asked.as_of.short(lang)),
            values: months(query, today, lang),
        }],
        found: lines,
        total: lines,
        csv: query.at("/trial-balance.csv", |q| q.open = None),
        xlsx: query.at("/trial-balance.xlsx", |q| q.open = None),
        page: 1,
        pages: 1,
        ..List::default()
    }
}

/// This month until today, and the five before it.
fn months(query: &TrialPageQuery, today: BusinessDate, lang: Lang) -> Vec<Link> {
    let mut values = Vec::new();
    let mut last = today;
    for _ in 0..6 {
        let first = last.plus_days(1 - i64::from(last.day()));
        let (from, as_of) = (first.to_string(), last.to_string());
        let href = query.at(PATH, |q| (q.from, q.as_of) = (Some(from), Some(as_of)));
        values.push(Link::new(
            format!("{} – {}", first.short(lang), last.short(lang)),
            href,
        ));
        last = first.plus_days(-1);
    }
    values
}

fn rows(query: &TrialPageQuery, balance: &TrialBalance, lang: Lang) -> Vec<BalanceRow> {
    let mut rows = Vec::new();
    for kind in AccountKind::ALL {
        let lines: Vec<&TrialLine> = balance
            .lines
            .iter()
            .filter(|line| line.kind == *kind)
            .collect();
        if lines.is_empty() {
            continue;
        }
        rows.push(heading(kind.name().get(lang)));
        rows.extend(lines.into_iter().map(|line| balance_row(query, line, lang)));
    }
    rows
}

fn heading(name: &str) -> BalanceRow {
    BalanceRow {
        group: true,
        code: String::new(),
        name: name.to_owned(),
        href: String::new(),
        debit: String::new(),
        credit: String::new(),
        here: false,
    }
}

fn balance_row(query: &TrialPageQuery, line: &TrialLine, lang: Lang) -> BalanceRow {
    let (debit, credit) = sides(line.closing);
    let open = query.at(PATH, |q| q.open = Some(line.account.clone()));
    BalanceRow {
        group: false,
        code: line.account.clone(),
        name: name(line, lang),
        href: format!("{open}#drill"),
        debit,
        credit,
        here: query.open.as_deref() == Some(line.account.as_str()),
    }
}

fn name(line: &TrialLine, lang: Lang) -> String {
    match lang {
        Lang::Th => line.name_th.clone(),
        Lang::En => line.name_en.clone(),
    }
}

/// A balance on the side that it stands on, "-" on the other.
fn sides(balance: Money) -> (String, String) {
    match balance.negated() {
        Ok(credit) if credit.is_positive() => (amount(Money::ZERO), amount(credit)),
        Ok(_) | Err(_) => (amount(balance), amount(Money::ZERO)),
    }
}

fn drill((line, rows, more): &(TrialLine, Vec<BookLine>, bool), asked: Asked, lang: Lang) -> Drill {
    let period = format!("{} – {}", asked.from.short(lang), asked.as_of.short(lang));
    let count = match (lang, more) {
        (Lang::Th, false) => format!("{} รายการ", rows.len()),
        (Lang::Th, true) => format!("{} รายการแรก", rows.len()),
        (Lang::En, false) => format!("{} entries", rows.len()),
        (Lang::En, true) => format!("the first {} entries", rows.len()),
    };
    Drill {
        title: format!("{} {}", line.account, name(line, lang)),
        period: format!("{period} · {count}"),
        opening: line.opening.grouped(),
        rows: rows.iter().map(|row| drill_row(row, lang)).collect(),
        closing: line.closing.grouped(),
    }
}

fn drill_row(row: &BookLine, lang: Lang) -> DrillRow {
    DrillRow {
        date: row.date.table(lang).chars().take(5).collect(),
        voucher: Link::new(&row.no, format!("/journal/{}", row.entry)),
        text: row.text.clone(),
        amount: row.amount.grouped(),
        balance: row.balance.grouped(),
    }
}
