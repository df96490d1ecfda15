//! Application facts and the projection of applications.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::model::{Application, ApplicationFact, BankRefusal};
use super::schema::applications;
use crate::db::{
    self, Aggregate, Conn, WrongStep, among, fold, in_parts, on_each, projection_row, told_facts,
};
use crate::kernel::{ApplicationId, BatchId, BusinessDate, CardId, MemberId};

/// Cancelled applications that are looked back through at most.
const CANCELLED_MAX: i64 = 100;

told_facts!(
    /// What was told of an application.
    ApplicationFactRow, application_facts
);

projection_row! {
    /// An application as the lists read it.
    pub struct ApplicationRow in applications {
        pub id: i64,
        pub version: i64,
        pub no: String,
        pub member_id: i64,
        pub issue: String,
        pub cause: Option<String>,
        pub state: String,
        pub opened_on: chrono::NaiveDate,
        pub place: String,
        pub officer_id: i64,
        pub form_signed: i32,
        pub id_copy: i32,
        pub loss_reported_on: Option<chrono::NaiveDate>,
        pub bank_reference: Option<String>,
        pub earlier_card_id: Option<i64>,
        pub data_completed_on: Option<chrono::NaiveDate>,
        pub must_go_by: Option<chrono::NaiveDate>,
        /// The deadline with everything that explains it, as JSON.
        pub to_bank: Option<String>,
        pub batch_id: Option<i64>,
        pub bank_charge: Option<i64>,
        pub member_owes: Option<i64>,
        pub card_id: Option<i64>,
    }
}

impl Aggregate for Application {
    type FactRow = ApplicationFactRow;
    type Fact = ApplicationFact;
    type Row = ApplicationRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        _on: BusinessDate,
        fact: &ApplicationFact,
    ) -> Result<Self, WrongStep> {
        Self::apply(state, id, fact).map_err(|wrong| WrongStep(wrong.0))
    }

    fn row(&self) -> ApplicationRow {
        let (details, done, line) = (&self.details, self.completion(), self.batched());
        let report = details.papers.loss_report.as_ref();
        ApplicationRow {
            id: self.id.get(),
            version: self.version,
            no: self.no.clone(),
            member_id: self.member.get(),
            issue: details.issue.code().to_owned(),
            cause: details.issue.cause().map(|cause| cause.code().to_owned()),
            state: self.state.code().to_owned(),
            opened_on: details.opened_on.naive(),
            place: details.place.clone(),
            officer_id: details.officer.get(),
            form_signed: i32::from(details.papers.form_signed),
            id_copy: i32::from(details.papers.id_copy),
            loss_reported_on: report.map(|r| r.reported_on.naive()),
            bank_reference: report.and_then(|r| r.bank_reference.clone()),
            earlier_card_id: details.earlier_card.map(CardId::get),
            data_completed_on: done.map(|d| d.data_completed_on.naive()),
            must_go_by: done.map(|d| d.to_bank.deadline.naive()),
            to_bank: done.and_then(|d| serde_json::to_string(&d.to_bank).ok()),
            batch_id: line.map(|l| l.batch.get()),
            bank_charge: line.map(|l| l.fee.bank_charge.as_satang()),
            member_owes: line.map(|l| l.fee.member_owes.as_satang()),
            card_id: self.card().map(CardId::get),
        }
    }
}

/// Which applications a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub state: Option<String>,
    pub member: Option<MemberId>,
    /// Complete ones whose last day is this one or earlier, the most urgent first.
    pub due_by: Option<BusinessDate>,
}

/// The member's application that is under way, if there is one. Index: `applications_one_under_way`.
pub fn under_way_of(conn: &mut Conn, member: MemberId) -> QueryResult<Option<ApplicationId>> {
    applications::table
        .filter(applications::member_id.eq(member.get()))
        .filter(
            applications::state
                .eq("open")
                .or(applications::state.eq("complete"))
                .or(applications::state.eq("batched")),
        )
        .select(applications::id)
        .first(conn)
        .optional()
        .map(|id| id.map(ApplicationId::new))
}

/// The number of the member's next application after this one that was not cancelled, if there is one. Index:
/// `applications_member`.
pub fn next_of(
    conn: &mut Conn,
    member: MemberId,
    after: ApplicationId,
) -> QueryResult<Option<String>> {
    applications::table
        .filter(applications::member_id.eq(member.get()))
        .filter(applications::id.gt(after.get()))
        .filter(applications::state.ne("cancelled"))
        .order(applications::id)
        .select(applications::no)
        .first(conn)
        .optional()
}

/// The complete applications of the member that were cancelled one after the other just before this one, the latest first:
/// number and last day to the bank. Index: `applications_member`.
pub fn cancelled_before(
    conn: &mut Conn,
    member: MemberId,
    before: ApplicationId,
) -> QueryResult<Vec<(String, BusinessDate)>> {
    let rows: Vec<(String, String, Option<chrono::NaiveDate>)> = applications::table
        .filter(applications::member_id.eq(member.get()))
        .filter(applications::id.lt(before.get()))
        .filter(applications::must_go_by.is_not_null())
        .order(applications::id.desc())
        .limit(CANCELLED_MAX)
        .select((
            applications::no,
            applications::state,
            applications::must_go_by,
        ))
        .load(conn)?;
    let cancelled = rows
        .into_iter()
        .take_while(|(_, state, _)| state == "cancelled");
    Ok(cancelled
        .filter_map(|(no, _, due_on)| Some((no, BusinessDate::new(due_on?))))
        .collect())
}

/// The reports of losses in the member's applications, by the card that each is about and with the bank's reference. Index:
/// `applications_member`.
pub fn reports_of(conn: &mut Conn, member: MemberId) -> QueryResult<Vec<(CardId, String)>> {
    let rows: Vec<(Option<i64>, Option<String>)> = applications::table
        .filter(applications::member_id.eq(member.get()))
        .filter(applications::bank_reference.is_not_null())
        .select((applications::earlier_card_id, applications::bank_reference))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(card, reference)| Some((CardId::new(card?), reference?)))
        .collect())
}

/// The number of the first application of the member after this one, or of any where none is named, that is under way or got
/// its card. Index: `applications_member`.
pub fn later_of(
    conn: &mut Conn,
    member: MemberId,
    after: Option<ApplicationId>,
) -> QueryResult<Option<String>> {
    applications::table
        .filter(applications::member_id.eq(member.get()))
        .filter(applications::id.gt(after.map_or(0, ApplicationId::get)))
        .filter(applications::state.ne("cancelled"))
        .filter(applications::state.ne("refused"))
        .order(applications::id)
        .select(applications::no)
        .first(conn)
        .optional()
}

/// The day on which each of these members first asked for a card, by member; who never did is left out.
pub fn first_opened(
    conn: &mut Conn,
    members: &[MemberId],
) -> Result<BTreeMap<MemberId, BusinessDate>, db::Error> {
    let ids = members.iter().map(|id| id.get());
    let rows: Vec<(i64, chrono::NaiveDate)> = in_parts(ids, |part| {
        on_each!(conn, c => applications::table
            .filter(among!(applications::member_id, part))
            .filter(applications::state.ne("cancelled"))
            .select((applications::member_id, applications::opened_on))
            .load(c))
    })?;
    let mut first = BTreeMap::new();
    for (member, on) in rows {
        let on = BusinessDate::new(on);
        let earliest = first.entry(MemberId::new(member)).or_insert(on);
        *earliest = on.min(*earliest);
    }
    Ok(first)
}

/// The applications of a batch, in the order of the list. Index: `applications_batch`.
pub fn of_batch(conn: &mut Conn, batch: BatchId) -> QueryResult<Vec<ApplicationRow>> {
    applications::table
        .filter(applications::batch_id.eq(batch.get()))
        .order(applications::id)
        .select(ApplicationRow::as_select())
        .load(conn)
}

/// How many complete applications have their last day on `day` or before it. Index: `applications_due`.
pub fn count_due(conn: &mut Conn, day: BusinessDate) -> QueryResult<i64> {
    applications::table
        .filter(applications::state.eq("complete"))
        .filter(applications::must_go_by.le(day.naive()))
        .count()
        .get_result(conn)
}

/// How many applications pass the filter.
pub fn count(conn: &mut Conn, filter: &Filter) -> QueryResult<i64> {
    on_each!(conn, c => {
        let mut query = applications::table.into_boxed();
        if let Some(state) = &filter.state {
            query = query.filter(applications::state.eq(state));
        }
        if let Some(member) = filter.member {
            query = query.filter(applications::member_id.eq(member.get()));
        }
        if let Some(day) = filter.due_by {
            query = query
                .filter(applications::state.eq("complete"))
                .filter(applications::must_go_by.le(day.naive()));
        }
        query.count().get_result(c)
    })
}

/// Number, id and member of the application with one of these numbers.
pub fn called(conn: &mut Conn, nos: &[String]) -> QueryResult<Option<(String, i64, i64)>> {
    let found = in_parts(nos, |part| {
        on_each!(conn, c => applications::table
            .filter(among!(applications::no, part))
            .select((applications::no, applications::id, applications::member_id))
            .limit(1)
            .load(c))
    })?;
    Ok(found.into_iter().next())
}

/// The refusals of the bank that stand, by application, told from the facts of those rows that are refused.
pub fn refusals_of(
    conn: &mut Conn,
    rows: &[ApplicationRow],
) -> Result<BTreeMap<i64, BankRefusal>, db::Error> {
    let refused = rows.iter().filter(|row| row.state == "refused");
    let refused: Vec<i64> = refused.map(|row| row.id).collect();
    let told = fold::<Application>(conn, &refused)?.into_iter();
    let refusals = told.filter_map(|(id, a)| Some((id, a.refusal()?.clone())));
    Ok(refusals.collect())
}

/// The numbers of these applications and the days on which they were handed in, by id.
pub fn numbers_of(
    conn: &mut Conn,
    ids: &BTreeSet<i64>,
) -> Result<BTreeMap<i64, (String, BusinessDate)>, db::Error> {
    type Numbered = (i64, String, chrono::NaiveDate);
    let found: Vec<Numbered> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => applications::table
            .filter(among!(applications::id, part))
            .select((applications::id, applications::no, applications::opened_on))
            .load(c))
    })?;
    let dated = |(id, no, on): Numbered| (id, (no, BusinessDate::new(on)));
    Ok(found.into_iter().map(dated).collect())
}

#[cfg(test)]
mod tests;
