//! What was typed into the form of a free entry, and what it means.

use std::collections::BTreeMap;

use crate::db::Conn;
use crate::kernel::{
    BusinessDate, Lang, MemberId, Money, MoneyError, Problem, Text, Unreadable, thai,
};
use crate::ledger::drafts::{FreeLine, Prepared};
use crate::ledger::error::LedgerError;
use crate::ledger::model::{Side, SubsidiaryKind};
use crate::ledger::rules::LINES_MAX;
use crate::ledger::store;
use crate::members::model::MemberNumber;
use crate::members::service as members;
use crate::web::body::Posted;

/// Lines of an empty form, and those that "more lines" adds.
const LINES: usize = 6;

/// One line as typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub account: String,
    pub subsidiary: String,
    pub debit: String,
    pub credit: String,
}

/// The form as typed.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    /// The prepared entry that came back and that this one stands in for.
    pub from: Option<i64>,
    pub date: String,
    pub text: String,
    pub document: String,
    /// Why it takes accounts of the posting rules.
    pub role_reason: String,
    pub rows: Vec<Row>,
}

/// What each account is kept by.
type Kinds = BTreeMap<String, SubsidiaryKind>;

impl Row {
    fn is_empty(&self) -> bool {
        let typed = [&self.account, &self.subsidiary, &self.debit, &self.credit];
        typed.iter().all(|text| text.is_empty())
    }
}

impl Typed {
    pub(super) fn blank(date: String) -> Self {
        Self {
            from: None,
            date,
            text: String::new(),
            document: String::new(),
            role_reason: String::new(),
            rows: vec![Row::default(); LINES],
        }
    }

    pub(super) fn of(form: &Posted) -> Self {
        let lines = form.text("lines").parse().unwrap_or(LINES);
        let row = |number: usize| {
            let of = |name: &str| form.text(&format!("{name}_{number}")).to_owned();
            Row {
                account: thai::to_arabic_digits(&of("account")),
                subsidiary: of("subsidiary"),
                debit: of("debit"),
                credit: of("credit"),
            }
        };
        Self {
            from: form.text("from").parse().ok(),
            date: form.text("date").to_owned(),
            text: form.text("text").to_owned(),
            document: form.text("document").to_owned(),
            role_reason: form.text("role_reason").to_owned(),
            rows: (1..=lines.clamp(LINES, LINES_MAX)).map(row).collect(),
        }
    }

    /// A prepared entry as it was typed; a reversal has nothing to type.
    pub(super) fn of_prepared(
        conn: &mut Conn,
        prepared: &Prepared,
        lang: Lang,
    ) -> Result<Self, Problem> {
        let Prepared::Free {
            date,
            text,
            document,
            lines,
            role_reason,
            resolution,
        } = prepared
        else {
            return Err(LedgerError::NotFound.into());
        };
        // A write-off is asked for anew where its resolution is typed.
        if resolution.is_some() {
            return Err(LedgerError::WriteOffByHand.into());
        }
        let ids: Vec<MemberId> = lines.iter().filter_map(|line| line.member).collect();
        let found = members::by_ids(conn, &ids)?;
        let numbers: BTreeMap<MemberId, String> =
            found.into_iter().map(|m| (m.id, m.number)).collect();
        let mut typed = Self::blank(date.table(lang));
        typed.text.clone_from(text);
        typed.document.clone_from(document);
        typed.role_reason = role_reason.clone().unwrap_or_default();
        typed.rows = lines.iter().map(|line| row_of(line, &numbers)).collect();
        typed.rows.resize(lines.len().max(LINES), Row::default());
        Ok(typed)
    }

    /// The same form with more lines.
    pub(super) fn longer(mut self) -> Self {
        let lines = (self.rows.len() + LINES).min(LINES_MAX);
        self.rows.resize(lines, Row::default());
        self
    }

    /// The numbers of the lines that hold something: the service sees only those.
    fn filled(&self) -> Vec<usize> {
        let rows = self.rows.iter().zip(1..);
        rows.filter(|(row, _)| !row.is_empty())
            .map(|(_, number)| number)
            .collect()
    }

    /// The form's own name for a field of the interface: `lines.0.amount` is the debit or credit of the first filled line.
    pub(super) fn form_name(&self, field: &str) -> String {
        let mut parts = field.split('.').skip(1);
        let place = parts.next().and_then(|place| place.parse::<usize>().ok());
        let number = place.and_then(|place| self.filled().get(place).copied());
        match (number, parts.next()) {
            (Some(number), Some("amount")) => {
                let row = self.rows.get(number - 1);
                let credit = row.is_some_and(|row| row.debit.is_empty() && !row.credit.is_empty());
                format!("{}_{number}", if credit { "credit" } else { "debit" })
            }
            (Some(number), Some(name)) => format!("{name}_{number}"),
            (Some(_) | None, _) => field.to_owned(),
        }
    }

    /// The entry that was typed; every field that cannot be read is named at once.
    pub(super) fn read(&self, conn: &mut Conn, today: BusinessDate) -> Result<Prepared, Problem> {
        let rows: Vec<&Row> = self.rows.iter().filter(|row| !row.is_empty()).collect();
        let codes: Vec<&str> = rows.iter().map(|row| row.account.as_str()).collect();
        let kinds = kinds(conn, &codes)?;
        let mut wrong =
            Problem::malformed(Text::fixed("มีข้อมูลที่อ่านไม่ได้", "Some fields cannot be read"));
        let date = kept(
            &mut wrong,
            BusinessDate::parse_input(&self.date, today).map_err(|e| e.at("date")),
        );
        let mut lines = Vec::new();
        for (row, place) in rows.into_iter().zip(1..) {
            let line = line(conn, row, place, &kinds);
            lines.extend(kept(&mut wrong, line));
        }
        match date {
            Some(date) if wrong.errors.is_empty() => Ok(Prepared::Free {
                date,
                text: self.text.clone(),
                document: self.document.clone(),
                lines,
                role_reason: Some(self.role_reason.clone()).filter(|why| !why.is_empty()),
                resolution: None,
            }),
            Some(_) | None => Err(wrong),
        }
    }
}

/// The value, or its faults added to those that were found before.
fn kept<T>(wrong: &mut Problem, read: Result<T, Problem>) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(problem) => {
            wrong.errors.extend(problem.errors);
            None
        }
    }
}

fn kinds(conn: &mut Conn, codes: &[&str]) -> Result<Kinds, Problem> {
    let found = store::accounts_by_code(conn, codes).map_err(crate::db::Error::from)?;
    let kind = |(code, row): (String, store::AccountRow)| Ok((code, row.account()?.subsidiary));
    found.into_iter().map(kind).collect()
}

fn line(conn: &mut Conn, row: &Row, place: usize, kinds: &Kinds) -> Result<FreeLine, Problem> {
    let (side, amount) = amount(row, place)?;
    let mut line = FreeLine {
        account: row.account.clone(),
        side,
        amount,
        member: None,
        contract: None,
        terminal: None,
        bank_line: None,
    };
    let given = Some(row.subsidiary.clone()).filter(|text| !text.is_empty());
    match kinds.get(&row.account) {
        Some(SubsidiaryKind::Member) => line.member = member(conn, given.as_deref(), place)?,
        Some(SubsidiaryKind::Contract) => line.contract = given,
        Some(SubsidiaryKind::Terminal) => line.terminal = given,
        Some(SubsidiaryKind::BankLine) => line.bank_line = given,
        Some(SubsidiaryKind::None) if given.is_some() => {
            let code = row.account.clone();
            return Err(LedgerError::NoSubsidiary { line: place, code }.into());
        }
        // The service names an account that the chart does not have.
        Some(SubsidiaryKind::None) | None => {}
    }
    Ok(line)
}

/// Debit or credit; a line without either has the amount zero, which the rules refuse.
fn amount(row: &Row, place: usize) -> Result<(Side, Money), Problem> {
    let named = |error: MoneyError| error.at(&format!("lines.{}.amount", place - 1));
    match (row.debit.as_str(), row.credit.as_str()) {
        ("", "") => Ok((Side::Debit, Money::ZERO)),
        (debit, "") => Ok((Side::Debit, Money::parse_baht(debit).map_err(named)?)),
        ("", credit) => Ok((Side::Credit, Money::parse_baht(credit).map_err(named)?)),
        (_, _) => Err(LedgerError::BothSides { line: place }.into()),
    }
}

fn member(
    conn: &mut Conn,
    number: Option<&str>,
    place: usize,
) -> Result<Option<MemberId>, Problem> {
    let Some(number) = number else {
        return Ok(None);
    };
    let unknown = LedgerError::NoSuchMember { line: place };
    let Ok(number) = MemberNumber::parse(number) else {
        return Err(unknown.into());
    };
    let found = members::by_number(conn, &number)?;
    Ok(Some(found.ok_or(unknown)?.id))
}

fn row_of(line: &FreeLine, numbers: &BTreeMap<MemberId, String>) -> Row {
    let amount = line.amount.grouped();
    let (debit, credit) = match line.side {
        Side::Debit => (amount, String::new()),
        Side::Credit => (String::new(), amount),
    };
    let number = line.member.and_then(|id| numbers.get(&id).cloned());
    let others = [&line.contract, &line.terminal, &line.bank_line];
    let named = others.into_iter().find_map(Clone::clone);
    Row {
        account: line.account.clone(),
        subsidiary: named.or(number).unwrap_or_default(),
        debit,
        credit,
    }
}
