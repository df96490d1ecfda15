//! W7: the form of a free entry (A14.1). Lines that stay empty are left out; "more lines" draws it again with what was typed.

mod read;

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use crate::app::App;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Money, Overflow, Problem};
use crate::ledger::drafts::{self, DraftState};
use crate::ledger::error::LedgerError;
use crate::ledger::views::{EntryForm, EntryLine, PreparedTexts};
use crate::ledger::{service, store};
use crate::web::ask::Refusal;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use read::{Row, Typed};

/// `?from=`: a prepared entry that was sent back, to be prepared anew.
#[derive(Debug, Default, Deserialize)]
pub struct NewQuery {
    from: Option<i64>,
}

/// Codes of the accounts that take postings, with their names.
type Accounts = BTreeMap<String, String>;

pub(super) async fn blank(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<NewQuery>,
) -> Result<HttpResponse, Problem> {
    let typed = match query.from {
        Some(id) => before(&app, &by, id).await?,
        None => Typed::blank(app.clock.today().table(by.lang)),
    };
    draw(&app, &by, &req, typed, Refusal::default()).await
}

/// What came back, as it was typed; its own maker prepares it anew in its place, anybody else copies it.
async fn before(app: &App, by: &Actor, id: i64) -> Result<Typed, Problem> {
    let (lang, person) = (by.lang, by.person);
    app.read(move |conn| {
        let draft = drafts::draft(conn, id)?;
        let mut typed = Typed::of_prepared(conn, &draft.prepared, lang)?;
        let own = draft.made_by == person && draft.state == DraftState::SentBack;
        typed.from = own.then_some(id);
        Ok(typed)
    })
    .await
}

pub(super) async fn prepare(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let typed = Typed::of(&form);
    if form.ticked("more") {
        return draw(&app, &by, &req, typed.longer(), Refusal::default()).await;
    }
    match prepared(&app, &by, &form, typed.clone()).await {
        Ok(draft) => {
            let said = PreparedTexts::of(by.lang).prepared_done;
            Ok(done(&format!("{}/{draft}", super::prepared::PATH), said))
        }
        Err(problem) => {
            let refusal = Refusal::of(problem, by.lang, |field| typed.form_name(field))?;
            draw(&app, &by, &req, typed, refusal).await
        }
    }
}

async fn prepared(app: &App, by: &Actor, form: &Posted, typed: Typed) -> Result<i64, Problem> {
    let (today, from) = (app.clock.today(), typed.from);
    let entry = app.read(move |conn| typed.read(conn, today)).await?;
    let receipt = service::prepare(app, by, form.key.clone(), (entry, from)).await?;
    Ok(receipt.id)
}

async fn draw(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    typed: Typed,
    refusal: Refusal,
) -> Result<HttpResponse, Problem> {
    let lang = by.lang;
    let accounts = app.read(move |conn| accounts(conn, lang)).await?;
    let status = if refusal.status == 0 {
        200
    } else {
        refusal.status
    };
    let page = page(app, by, req, (typed, accounts), refusal)?;
    answered(status, &page)
}

fn accounts(conn: &mut Conn, lang: Lang) -> Result<Accounts, Problem> {
    let rows = store::chart(conn).map_err(crate::db::Error::from)?;
    let postable = rows.into_iter().filter(|row| row.postable);
    let named = |row: store::AccountRow| match lang {
        Lang::Th => (row.code, row.name_th),
        Lang::En => (row.code, row.name_en),
    };
    Ok(postable.map(named).collect())
}

fn page(
    app: &App,
    by: &Actor,
    req: &HttpRequest,
    (typed, accounts): (Typed, Accounts),
    refusal: Refusal,
) -> Result<EntryForm, LedgerError> {
    let (debit, credit) = (
        sum(typed.rows.iter().map(|row| row.debit.as_str()))?,
        sum(typed.rows.iter().map(|row| row.credit.as_str()))?,
    );
    let understood = BusinessDate::parse_input(&typed.date, app.clock.today());
    let rows = typed.rows.into_iter().zip(1..);
    Ok(EntryForm {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        banners: refusal.banners,
        notes: refusal.notes,
        code: refusal.code,
        date_echo: understood.map_or_else(|_| String::new(), |day| day.short(by.lang)),
        from: typed.from.map(|id| id.to_string()).unwrap_or_default(),
        date: typed.date,
        text: typed.text,
        document: typed.document,
        role_reason: typed.role_reason,
        rows: rows
            .map(|(row, number)| line(row, number, &accounts))
            .collect(),
        debit: debit.grouped(),
        credit: credit.grouped(),
        difference: debit.minus(credit)?.grouped(),
        accounts: accounts.into_iter().collect(),
    })
}

/// The sum of the amounts that can be read; what cannot is told beside its field.
fn sum<'a>(amounts: impl Iterator<Item = &'a str>) -> Result<Money, Overflow> {
    Money::sum(amounts.filter_map(|text| Money::parse_baht(text).ok()))
}

fn line(row: Row, number: usize, accounts: &Accounts) -> EntryLine {
    EntryLine {
        number,
        account_name: accounts.get(&row.account).cloned().unwrap_or_default(),
        account: row.account,
        subsidiary: row.subsidiary,
        debit: row.debit,
        credit: row.credit,
    }
}
