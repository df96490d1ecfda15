//! Chart, trial balance and the files that leave the program.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use super::query::{self, EntriesQuery, TrialQuery};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Problem, Text};
use crate::ledger::balances::{self, Asked};
use crate::ledger::error::LedgerError;
use crate::ledger::export::{self, Book, Format, Taken};
use crate::ledger::journal::{self, Filter};
use crate::ledger::meant::Meant;
use crate::ledger::store;
use crate::web::export::{Export, FileKind, download};

/// Entries that one file holds at most; a longer period is taken out in parts.
const ENTRIES_MAX: i64 = 20_000;

/// `?format=ledger|beancount&from=&to=`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportQuery {
    format: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

pub(super) async fn accounts(app: web::Data<App>) -> Result<HttpResponse, Problem> {
    let accounts = app
        .read(|conn| {
            let rows = store::chart(conn)?;
            rows.iter()
                .map(|row| Ok(row.account()?))
                .collect::<Result<Vec<_>, LedgerError>>()
        })
        .await?;
    Ok(HttpResponse::Ok().json(json!({ "items": accounts })))
}

pub(super) async fn trial_balance(
    app: web::Data<App>,
    query: web::Query<TrialQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = query.asked(app.clock.today())?;
    let balance = app
        .read(move |conn| balances::trial_balance(conn, asked))
        .await?;
    Ok(HttpResponse::Ok().json(balance))
}

pub(super) async fn trial_balance_csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<TrialQuery>,
) -> Result<HttpResponse, Problem> {
    let sheet = trial_sheet(&app, &by, &query).await?;
    sheet.answer(FileKind::Csv)
}

pub(super) async fn trial_balance_xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<TrialQuery>,
) -> Result<HttpResponse, Problem> {
    let sheet = trial_sheet(&app, &by, &query).await?;
    sheet.answer(FileKind::Xlsx)
}

pub(in crate::ledger) async fn trial_sheet(
    app: &App,
    by: &Actor,
    query: &TrialQuery,
) -> Result<Export, Problem> {
    let asked = query.asked(app.clock.today())?;
    let balance = app
        .read(move |conn| balances::trial_balance(conn, asked))
        .await?;
    Ok(export::trial_sheet(&balance, &taken(app, by)))
}

pub(super) async fn journal_csv(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<EntriesQuery>,
) -> Result<HttpResponse, Problem> {
    let sheet = journal_sheet(&app, &by, &query).await?;
    sheet.answer(FileKind::Csv)
}

pub(super) async fn journal_xlsx(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<EntriesQuery>,
) -> Result<HttpResponse, Problem> {
    let sheet = journal_sheet(&app, &by, &query).await?;
    sheet.answer(FileKind::Xlsx)
}

pub(in crate::ledger) async fn journal_sheet(
    app: &App,
    by: &Actor,
    query: &EntriesQuery,
) -> Result<Export, Problem> {
    let filter = query.filter()?;
    let wanted = filter.clone();
    let (entries, meant) = app
        .read(move |conn| {
            let entries = journal::all_entries(conn, &wanted, ENTRIES_MAX + 1)?;
            Ok::<_, LedgerError>((entries, Meant::of_filter(conn, &wanted)?))
        })
        .await?;
    not_too_many(entries.len())?;
    let of = (&filter, &meant);
    Ok(export::journal_sheet(&entries, of, &taken(app, by)))
}

pub(super) async fn export(
    app: web::Data<App>,
    query: web::Query<ExportQuery>,
) -> Result<HttpResponse, Problem> {
    let (format, from, to) = query.asked(app.clock.today())?;
    let text = app
        .read(move |conn| plain_book(conn, format, from, to))
        .await?;
    let text = text.ok_or_else(too_many)?;
    Ok(download(
        "book.txt",
        "text/plain; charset=utf-8",
        text.into_bytes(),
    ))
}

impl ExportQuery {
    fn asked(&self, today: BusinessDate) -> Result<(Format, BusinessDate, BusinessDate), Problem> {
        let format =
            Format::parse(self.format.as_deref().unwrap_or("ledger")).ok_or_else(|| {
                Problem::bad_field(
                    "format",
                    "unknown",
                    Text::fixed("ledger หรือ beancount", "ledger or beancount."),
                )
            })?;
        let to = query::date("to", self.to.as_deref())?.unwrap_or(today);
        let from = query::date("from", self.from.as_deref())?;
        query::in_order(from, Some(to))?;
        Ok((
            format,
            from.unwrap_or_else(|| to.plus_days(1 - i64::from(to.day()))),
            to,
        ))
    }
}

/// The book of a period; `None` when it has too many entries for one file.
fn plain_book(
    conn: &mut crate::db::Conn,
    format: Format,
    from: BusinessDate,
    to: BusinessDate,
) -> Result<Option<String>, LedgerError> {
    let filter = Filter {
        from: Some(from),
        to: Some(to),
        ..Filter::default()
    };
    let mut entries = journal::all_entries(conn, &filter, ENTRIES_MAX + 1)?;
    if not_too_many(entries.len()).is_err() {
        return Ok(None);
    }
    entries.reverse();
    let eve = from.plus_days(-1);
    let opening = balances::trial_balance(
        conn,
        Asked {
            from: eve,
            as_of: eve,
            known_at: None,
        },
    )?;
    let mut accounts = BTreeMap::new();
    for row in store::chart(conn)?.into_iter().filter(|row| row.postable) {
        let account = row.account()?;
        accounts.insert(account.code, (account.kind, account.name_en));
    }
    Ok(Some(export::book(
        &Book {
            from,
            opening: &opening,
            entries: &entries,
            accounts: &accounts,
        },
        format,
    )))
}

fn not_too_many(entries: usize) -> Result<(), Problem> {
    let most = usize::try_from(ENTRIES_MAX).unwrap_or(usize::MAX);
    if entries > most {
        Err(too_many())
    } else {
        Ok(())
    }
}

fn too_many() -> Problem {
    let message = Text::fixed(
        "ช่วงนี้มีเกิน 20,000 รายการ แบ่งช่วงวันที่ให้สั้นลง",
        "More than 20,000 entries in this period. Take it out in parts.",
    );
    Problem::bad_field("from", "too_many", message)
}

fn taken(app: &App, by: &Actor) -> Taken {
    Taken {
        by: by.name.clone(),
        at: app.clock.now(),
        lang: by.lang,
    }
}
