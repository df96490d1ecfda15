//! Loading a chart: accounts are added and changed by facts, never taken away.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::db::{ActMeta, Aggregate, Conn, Receipt, Tx, WrongStep};
use crate::kernel::{BusinessDate, PersonId, Problem};
use crate::ledger::chart::Chart;
use crate::ledger::error::LedgerError;
use crate::ledger::model::Account;
use crate::ledger::posting_rules::PostingRules;
use crate::ledger::store::{self, AccountRow, ChartFactRow};

/// What happens to an account of the chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChartFact {
    Added { account: Account },
    Changed { account: Account },
}

/// An account as its facts tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartState {
    id: i64,
    version: i64,
    account: Account,
}

impl Aggregate for ChartState {
    type FactRow = ChartFactRow;
    type Fact = ChartFact;
    type Row = AccountRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        _on: BusinessDate,
        fact: &ChartFact,
    ) -> Result<Self, WrongStep> {
        match (state, fact) {
            (None, ChartFact::Added { account }) => Ok(Self {
                id,
                version: 1,
                account: account.clone(),
            }),
            (Some(before), ChartFact::Changed { account })
                if before.account.code == account.code =>
            {
                Ok(Self {
                    id,
                    version: before.version + 1,
                    account: account.clone(),
                })
            }
            (None, ChartFact::Changed { .. }) => {
                Err(WrongStep("an account that is not in the chart changes"))
            }
            (Some(_), ChartFact::Added { .. }) => Err(WrongStep("an account is added twice")),
            (Some(_), ChartFact::Changed { .. }) => Err(WrongStep("an account keeps its code")),
        }
    }

    fn row(&self) -> AccountRow {
        let account = self.account.clone();
        AccountRow {
            id: self.id,
            version: self.version,
            code: account.code,
            parent: account.parent,
            name_th: account.name_th,
            name_en: account.name_en,
            kind: account.kind.code().to_owned(),
            normal_side: account.normal_side.code().to_owned(),
            role: account.role,
            subsidiary: account.subsidiary.code().to_owned(),
            statement_line: account.statement_line,
            cash_flow_class: account.cash_flow_class.code().to_owned(),
            postable: account.postable,
        }
    }
}

/// Brings the books' chart to this one: adds what is new, changes what differs. Refuses a chart that lacks an account which
/// the books know (C10), or one in which a posting rule finds no account. Part of an act.
pub fn load_chart(tx: &mut Tx<'_>, chart: &Chart) -> Result<Receipt, LedgerError> {
    PostingRules::compiled_in()?.fit(chart)?;
    let known = known(tx.conn)?;
    if let Some(code) = known
        .keys()
        .find(|code| chart.accounts().iter().all(|a| a.code != **code))
    {
        return Err(LedgerError::AccountGone { code: code.clone() });
    }
    let today = tx.today();
    let mut steps = Vec::new();
    for account in chart.accounts() {
        let account = account.clone();
        match known.get(&account.code) {
            None => steps.push((
                tx.next_id("ledger_accounts"),
                None,
                today,
                ChartFact::Added { account },
            )),
            Some(before) if before.account != account => {
                steps.push((
                    before.id,
                    Some(before.clone()),
                    today,
                    ChartFact::Changed { account },
                ));
            }
            Some(_) => {}
        }
    }
    tx.advance::<ChartState>(steps)?;
    Ok(Receipt {
        location: "/api/v1/ledger/accounts".into(),
        ..Receipt::of("chart", "ledger/accounts", 1)
    })
}

fn known(conn: &mut Conn) -> Result<BTreeMap<String, ChartState>, LedgerError> {
    let state = |row: AccountRow| {
        Ok((
            row.code.clone(),
            ChartState {
                id: row.id,
                version: row.version,
                account: row.account()?,
            },
        ))
    };
    store::chart(conn)?.into_iter().map(state).collect()
}

/// Whether the books have exactly this chart.
pub fn chart_is_loaded(conn: &mut Conn, chart: &Chart) -> Result<bool, LedgerError> {
    let known = known(conn)?;
    let same = |account: &Account| {
        known
            .get(&account.code)
            .is_some_and(|k| k.account == *account)
    };
    Ok(known.len() == chart.accounts().len() && chart.accounts().iter().all(same))
}

/// Loads the chart that comes with the program in the act that enters the first person.
pub fn begin_books(tx: &mut Tx<'_>) -> Result<(), Problem> {
    let chart = Chart::compiled_in().map_err(LedgerError::from)?;
    load_chart(tx, &chart)?;
    Ok(())
}

/// Loads the chart that comes with the program where the books lack it: at a start over people who were entered before the
/// first act did so.
pub async fn ensure_chart(app: &App, by: PersonId) -> Result<(), LedgerError> {
    let chart = Chart::compiled_in()?;
    let wanted = chart.clone();
    if app.read(move |conn| chart_is_loaded(conn, &wanted)).await? {
        return Ok(());
    }
    app.writer
        .act(ActMeta::new(by, "chart.loaded"), move |tx| {
            load_chart(tx, &chart)
        })
        .await?;
    Ok(())
}
