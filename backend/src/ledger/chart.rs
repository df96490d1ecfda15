//! The chart of accounts as a file, and what a chart must hold before it is let in.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::model::{Account, AccountKind, CashFlowClass, Side, SubsidiaryKind};

/// The chart that comes with the program; a cooperative with its own maps the roles and changes no rule.
pub const COMPILED_IN: &str = include_str!("../../../seed/chart_of_accounts.csv");

const CODE_CHARS_MIN: usize = 3;
const CODE_CHARS_MAX: usize = 12;

/// Why a chart is refused. `line` counts from 1, the header included.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    #[error("line {line}: {reason}")]
    Unreadable { line: u64, reason: String },
    #[error("{code}: a code has 3 to 12 characters without spaces")]
    BadCode { code: String },
    #[error("{code} stands in the chart twice")]
    TwinCode { code: String },
    #[error("{code}: there is no {column} called {value}")]
    UnknownValue {
        code: String,
        column: &'static str,
        value: String,
    },
    #[error("{code}: an account has a name in Thai and in English")]
    NoName { code: String },
    #[error("{code}: its group {parent} does not stand above it")]
    NoSuchGroup { code: String, parent: String },
    #[error("{code} is outside its group: {parent} is of another type")]
    OutsideItsGroup { code: String, parent: String },
    #[error("two accounts play the role {role}: {first} and {second}")]
    TwinRole {
        role: String,
        first: String,
        second: String,
    },
    #[error("{code} is a group head and plays no role, has no subsidiary")]
    HeadWithRole { code: String },
    #[error("the role {role} has no account")]
    RoleWithoutAccount { role: String },
}

/// A line of the file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    code: String,
    parent: String,
    name_th: String,
    name_en: String,
    r#type: String,
    normal_side: String,
    role: String,
    subsidiary: String,
    statement_line: String,
    cash_flow_class: String,
}

/// A chart that was let in: every group above its children, every role played once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    accounts: Vec<Account>,
}

impl Chart {
    /// Reads and checks a chart.
    pub fn parse(csv: &str) -> Result<Self, ChartError> {
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let mut accounts = Vec::new();
        for row in reader.deserialize::<Written>() {
            accounts.push(account(row.map_err(|e| unreadable(&e))?)?);
        }
        groups_hold(&accounts)?;
        mark_heads(&mut accounts);
        roles_are_played_once(&accounts)?;
        Ok(Self { accounts })
    }

    /// The chart that comes with the program.
    pub fn compiled_in() -> Result<Self, ChartError> {
        Self::parse(COMPILED_IN)
    }

    /// The accounts, each after its group.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The account that plays a role, or [`ChartError::RoleWithoutAccount`].
    pub fn of_role(&self, role: &str) -> Result<&Account, ChartError> {
        self.accounts
            .iter()
            .find(|a| a.role.as_deref() == Some(role))
            .ok_or_else(|| ChartError::RoleWithoutAccount {
                role: role.to_owned(),
            })
    }
}

fn unreadable(error: &csv::Error) -> ChartError {
    let line = error.position().map_or(1, csv::Position::line);
    ChartError::Unreadable {
        line,
        reason: error.to_string(),
    }
}

fn account(row: Written) -> Result<Account, ChartError> {
    let code = row.code.trim().to_owned();
    let chars = code.chars().count();
    if !(CODE_CHARS_MIN..=CODE_CHARS_MAX).contains(&chars) || code.contains(char::is_whitespace) {
        return Err(ChartError::BadCode { code });
    }
    if row.name_th.trim().is_empty() || row.name_en.trim().is_empty() {
        return Err(ChartError::NoName { code });
    }
    let unknown = |column: &'static str, value: &str| ChartError::UnknownValue {
        code: code.clone(),
        column,
        value: value.to_owned(),
    };
    Ok(Account {
        parent: filled(&row.parent),
        kind: AccountKind::parse(&row.r#type).ok_or_else(|| unknown("type", &row.r#type))?,
        normal_side: Side::parse(&row.normal_side)
            .ok_or_else(|| unknown("normal_side", &row.normal_side))?,
        role: filled(&row.role),
        subsidiary: SubsidiaryKind::parse(&row.subsidiary)
            .ok_or_else(|| unknown("subsidiary", &row.subsidiary))?,
        statement_line: row.statement_line,
        cash_flow_class: CashFlowClass::parse(&row.cash_flow_class)
            .ok_or_else(|| unknown("cash_flow_class", &row.cash_flow_class))?,
        name_th: row.name_th.trim().to_owned(),
        name_en: row.name_en.trim().to_owned(),
        postable: true,
        code,
    })
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// A group stands above its children in the file, so a chart cannot be a circle; a child is of its group's type.
fn groups_hold(accounts: &[Account]) -> Result<(), ChartError> {
    let mut above: BTreeMap<&str, AccountKind> = BTreeMap::new();
    for account in accounts {
        let code = account.code.clone();
        if let Some(parent) = &account.parent {
            match above.get(parent.as_str()) {
                None => {
                    return Err(ChartError::NoSuchGroup {
                        code,
                        parent: parent.clone(),
                    });
                }
                Some(kind) if *kind != account.kind => {
                    return Err(ChartError::OutsideItsGroup {
                        code,
                        parent: parent.clone(),
                    });
                }
                Some(_) => {}
            }
        }
        if above.insert(&account.code, account.kind).is_some() {
            return Err(ChartError::TwinCode { code });
        }
    }
    Ok(())
}

fn mark_heads(accounts: &mut [Account]) {
    let heads: BTreeSet<String> = accounts.iter().filter_map(|a| a.parent.clone()).collect();
    for account in accounts {
        // A line at the top without children is a group that has none yet, never an account to post to.
        account.postable = account.parent.is_some() && !heads.contains(&account.code);
    }
}

fn roles_are_played_once(accounts: &[Account]) -> Result<(), ChartError> {
    let mut played: BTreeMap<&str, &str> = BTreeMap::new();
    for account in accounts {
        let kept_below = account.subsidiary != SubsidiaryKind::None;
        if !account.postable && (account.role.is_some() || kept_below) {
            return Err(ChartError::HeadWithRole {
                code: account.code.clone(),
            });
        }
        let Some(role) = &account.role else { continue };
        if let Some(first) = played.insert(role, &account.code) {
            return Err(ChartError::TwinRole {
                role: role.clone(),
                first: first.to_owned(),
                second: account.code.clone(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const HEAD: &str = "code,parent,name_th,name_en,type,normal_side,role,subsidiary,statement_line,cash_flow_class\n";

    fn refused(rows: &str) -> ChartError {
        Chart::parse(&format!("{HEAD}100,,ก,A,asset,debit,,none,,none\n{rows}\n")).unwrap_err()
    }

    #[test]
    fn the_chart_that_comes_with_the_program_is_let_in() {
        let chart = Chart::compiled_in().unwrap();
        assert!(
            (85..=100).contains(&chart.accounts().len()),
            "{}",
            chart.accounts().len()
        );
        assert_eq!(chart.of_role("card_fee_receivable").unwrap().code, "12210");
        let group = chart.accounts().iter().find(|a| a.code == "30000").unwrap();
        assert_eq!(
            (group.name_th.as_str(), group.postable),
            ("ทุนของสหกรณ์", false)
        );
        let in_transit = chart.of_role("edc_topup_clearing").unwrap();
        assert_eq!(in_transit.normal_side, Side::Credit);
    }

    #[test]
    fn a_role_without_an_account_is_refused() {
        let none = Chart::compiled_in()
            .unwrap()
            .of_role("loan_to_nobody")
            .cloned()
            .unwrap_err();
        assert_eq!(
            none,
            ChartError::RoleWithoutAccount {
                role: "loan_to_nobody".into()
            }
        );
        let head =
            refused("110,100,ก,A,asset,debit,cash,none,,none\n111,110,ก,A,asset,debit,,none,,none");
        assert_eq!(head, ChartError::HeadWithRole { code: "110".into() });
    }

    #[test]
    fn a_role_that_two_accounts_play_is_refused() {
        let twin = refused(
            "110,100,ก,A,asset,debit,cash,none,,none\n111,100,ก,A,asset,debit,cash,none,,none",
        );
        assert!(matches!(twin, ChartError::TwinRole { .. }), "{twin}");
    }

    #[test]
    fn a_child_outside_its_group_is_refused() {
        let other = refused("210,100,ก,A,liability,credit,,none,,none");
        assert!(
            matches!(other, ChartError::OutsideItsGroup { .. }),
            "{other}"
        );
        let missing = refused("210,200,ก,A,asset,debit,,none,,none");
        assert!(
            matches!(missing, ChartError::NoSuchGroup { .. }),
            "{missing}"
        );
        let circle =
            refused("110,111,ก,A,asset,debit,,none,,none\n111,110,ก,A,asset,debit,,none,,none");
        assert!(matches!(circle, ChartError::NoSuchGroup { .. }), "{circle}");
    }

    #[test]
    fn an_unknown_type_side_subsidiary_or_class_is_refused() {
        for (row, column) in [
            ("110,100,ก,A,money,debit,,none,,none", "type"),
            ("110,100,ก,A,asset,left,,none,,none", "normal_side"),
            ("110,100,ก,A,asset,debit,,branch,,none", "subsidiary"),
            (
                "110,100,ก,A,asset,debit,,none,,sometimes",
                "cash_flow_class",
            ),
        ] {
            let error = refused(row);
            assert!(
                matches!(&error, ChartError::UnknownValue { column: c, .. } if *c == column),
                "{error}"
            );
        }
    }

    #[test]
    fn a_bad_code_a_twin_a_nameless_account_and_a_short_row_are_refused() {
        for (row, expected) in [
            ("11,100,ก,A,asset,debit,,none,,none", "BadCode"),
            ("1 1 0,100,ก,A,asset,debit,,none,,none", "BadCode"),
            ("100,,ก,A,asset,debit,,none,,none", "TwinCode"),
            ("110,100,,A,asset,debit,,none,,none", "NoName"),
            ("110,100,ก", "Unreadable"),
        ] {
            let error = format!("{:?}", refused(row));
            assert!(error.starts_with(expected), "{row}: {error}");
        }
    }
}
