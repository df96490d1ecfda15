//! The acts around an application. Each is load, decide, write, in one transaction.

pub use super::error::ApplicationError;
pub use super::figures::{ForBank, for_bank};
pub use super::fitting::{Fitting, fitting_kinds};
pub use super::neighbours::{applicants_of, cards_of_applicants, may_go_on, terms_on};
pub use super::phone::{Phone, phone_of, reveal};
pub use super::rules::{barcode_value, issue_fee, number_in_barcode};
pub use super::store::{first_opened, later_of, next_of, numbers_of};
pub use super::view::{ApplicationLine, of_batch};

use super::model::{Application, ApplicationFact, Completion, Details, IssueKind, Papers};
use super::phone::sealed;
use super::terms::Terms;
use super::{neighbours, rules, store};
use crate::app::App;
use crate::audit::verify::ProjectionCheck;
use crate::bylaws::BylawsOfDay;
use crate::db::{
    self, ActMeta, Conn, FactTable, IdempotencyKey, Receipt, Tx, facts_of, fold_one, projection_of,
};
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, BusinessDate, CardId, MemberId, Money};

/// An application as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApplication {
    pub member: MemberId,
    pub issue: IssueKind,
    /// Today when it is not said; at most seven days back.
    pub opened_on: Option<BusinessDate>,
    /// Why it is dated back.
    pub late_reason: Option<String>,
    pub place: String,
    pub papers: Papers,
    pub earlier_card: Option<CardId>,
    pub phone: Option<Phone>,
    /// Complete at once, from this day.
    pub data_completed_on: Option<BusinessDate>,
}

/// What is put right in an application; what is not named stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Correction {
    pub issue: Option<IssueKind>,
    pub opened_on: Option<BusinessDate>,
    /// Why it is dated back; asked where the day changes.
    pub late_reason: Option<String>,
    pub place: Option<String>,
    pub papers: Option<Papers>,
    pub earlier_card: Option<CardId>,
    pub phone: Option<Phone>,
    pub data_completed_on: Option<BusinessDate>,
    pub reason: String,
}

/// A5.4, A5.5: what the member will owe for an application that no batch has charged yet, by the bylaws of a day; nothing
/// without one, or without bylaws.
pub fn fee_applied_for(
    conn: &mut Conn,
    member: MemberId,
    bylaws: Option<&BylawsOfDay>,
) -> Result<Money, db::Error> {
    let Some((id, bylaws)) = store::under_way_of(conn, member)?.zip(bylaws) else {
        return Ok(Money::ZERO);
    };
    let found: Option<Application> = fold_one(conn, id.get())?;
    let uncharged = found.filter(|application| application.batched().is_none());
    let fee = uncharged.map(|a| issue_fee(a.details.issue, &Terms::from(bylaws)));
    Ok(fee.map_or(Money::ZERO, |fee| fee.member_owes))
}

/// The fact tables of applications, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    vec![facts_of::<Application>()]
}

/// The projections of applications, for `verify`.
pub fn projections() -> Vec<ProjectionCheck> {
    vec![projection_of::<Application>()]
}

/// A5.1: takes an application; with a day of complete data its clock runs at once (A6).
pub async fn open(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    new: NewApplication,
) -> Result<Receipt, ApplicationError> {
    rules::may_collect(&by.duties)?;
    let office = app.clone();
    let meta = ActMeta::new(by.person, "application.opened").with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            let opened = open_in(&office, tx, &by, &new)?;
            if let Some(on) = new.data_completed_on {
                let done = completion(&office, tx, &opened, on)?;
                tx.advance_one::<Application>(
                    opened.id.get(),
                    Some(opened.clone()),
                    tx.today(),
                    ApplicationFact::Completed(done),
                )?;
            }
            Ok(receipt(opened.id).numbered(opened.no))
        })
        .await
}

/// The part of [`open`] that other acts may call: the demonstration opens many at once.
pub fn open_in(
    app: &App,
    tx: &mut Tx<'_>,
    by: &Actor,
    new: &NewApplication,
) -> Result<Application, ApplicationError> {
    rules::may_collect(&by.duties)?;
    let today = tx.today();
    let opened_on = new.opened_on.unwrap_or(today);
    neighbours::terms_on(app, opened_on)?;
    let late_reason = rules::may_be_dated(opened_on, today, new.late_reason.as_deref())?;
    let member = neighbours::applicant(tx.conn, new.member)?;
    rules::may_apply(&member, opened_on, today)?;
    rules::may_open(store::under_way_of(tx.conn, new.member)?)?;
    let cards = neighbours::cards_of(tx.conn, new.member, today)?;
    let earlier_card = rules::earlier_card(new.issue, &cards, new.earlier_card, today)?;
    let papers = readable_papers(&new.papers)?;
    rules::report_fits(new.issue, &papers, today)?;
    neighbours::report_is_new(tx.conn, new.member, (earlier_card, &cards), &papers)?;
    let place = rules::readable("place", &new.place)?;
    let id = tx.next_id("applications");
    let phone = sealed(app, tx.conn, id, new.member, new.phone.as_ref())?;
    let details = Details {
        issue: new.issue,
        opened_on,
        place,
        officer: by.person,
        papers,
        earlier_card,
        phone,
        late_reason,
    };
    neighbours::block_reported(tx, &details)?;
    let no = next_no(tx, opened_on);
    neighbours::recorded_late(tx, id, &no, &details)?;
    let fact = ApplicationFact::Opened {
        no,
        member: new.member,
        details,
    };
    Ok(tx.advance_one::<Application>(id, None, opened_on, fact)?)
}

/// A6: the papers are complete; the clock to the bank runs from the day after.
pub async fn complete(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    id: ApplicationId,
    version: i64,
    on: Option<BusinessDate>,
) -> Result<Receipt, ApplicationError> {
    rules::may_collect(&by.duties)?;
    let office = app.clone();
    let meta = ActMeta::new(by.person, "application.completed").with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            let application = load(tx.conn, id, version)?;
            rules::may_complete(&application)?;
            let on = on.unwrap_or(tx.today());
            let done = completion(&office, tx, &application, on)?;
            tx.advance_one(
                id.get(),
                Some(application),
                on,
                ApplicationFact::Completed(done),
            )?;
            Ok(receipt(id))
        })
        .await
}

/// C10: a mistake in an application is corrected by a fact that says why; the bank must not know of it yet.
pub async fn correct(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    id: ApplicationId,
    version: i64,
    correction: Correction,
) -> Result<Receipt, ApplicationError> {
    rules::may_collect(&by.duties)?;
    let office = app.clone();
    let meta = ActMeta::new(by.person, "application.corrected").with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            correct_in(&office, tx, (id, version), &correction)?;
            Ok(receipt(id))
        })
        .await
}

/// The same, and the data are complete from `on` (A6): both or neither, so that a form that is refused has changed nothing.
pub async fn correct_and_complete(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    (id, version): (ApplicationId, i64),
    correction: Correction,
    on: BusinessDate,
) -> Result<Receipt, ApplicationError> {
    rules::may_collect(&by.duties)?;
    let office = app.clone();
    let meta = ActMeta::new(by.person, "application.completed").with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            let corrected = correct_in(&office, tx, (id, version), &correction)?;
            rules::may_complete(&corrected)?;
            let done = completion(&office, tx, &corrected, on)?;
            let fact = ApplicationFact::Completed(done);
            tx.advance_one(id.get(), Some(corrected), on, fact)?;
            Ok(receipt(id))
        })
        .await
}

fn correct_in(
    app: &App,
    tx: &mut Tx<'_>,
    (id, version): (ApplicationId, i64),
    correction: &Correction,
) -> Result<Application, ApplicationError> {
    let before = load(tx.conn, id, version)?;
    rules::may_cancel(&before)?;
    let reason = rules::readable("reason", &correction.reason)?;
    let details = corrected(app, tx, &before, correction)?;
    neighbours::block_reported(tx, &details)?;
    if details.opened_on != before.details.opened_on {
        neighbours::recorded_late(tx, id.get(), &before.no, &details)?;
    }
    let (today, day) = (tx.today(), correction.data_completed_on);
    let terms = terms_of(app, &before, day)?;
    let completion =
        rules::completion_after_correction(&before, &details, day, today, &terms, &app.holidays)?;
    let fact = ApplicationFact::Corrected {
        details,
        completion,
        reason,
    };
    Ok(tx.advance_one(id.get(), Some(before), today, fact)?)
}

fn corrected(
    app: &App,
    tx: &mut Tx<'_>,
    before: &Application,
    correction: &Correction,
) -> Result<Details, ApplicationError> {
    let (old, today) = (&before.details, tx.today());
    let issue = correction.issue.unwrap_or(old.issue);
    let opened_on = correction.opened_on.unwrap_or(old.opened_on);
    let late_reason = if opened_on == old.opened_on {
        old.late_reason.clone()
    } else {
        rules::may_be_dated(opened_on, today, correction.late_reason.as_deref())?
    };
    let member = neighbours::applicant(tx.conn, before.member)?;
    rules::may_apply(&member, opened_on, today)?;
    let cards = neighbours::cards_of(tx.conn, before.member, today)?;
    let asked = (issue, correction.earlier_card);
    let earlier_card = rules::earlier_card_again(old, asked, &cards, today)?;
    let papers = readable_papers(correction.papers.as_ref().unwrap_or(&old.papers))?;
    rules::report_fits(issue, &papers, today)?;
    neighbours::report_is_new(tx.conn, before.member, (earlier_card, &cards), &papers)?;
    let place = correction.place.as_ref().unwrap_or(&old.place);
    let phone = sealed(
        app,
        tx.conn,
        before.id.get(),
        before.member,
        correction.phone.as_ref(),
    )?;
    Ok(Details {
        issue,
        opened_on,
        place: rules::readable("place", place)?,
        officer: old.officer,
        papers,
        earlier_card,
        phone: phone.or_else(|| old.phone.clone()),
        late_reason,
    })
}

/// The member does not want the card any more, or the application was a mistake; the bank must not know of it yet.
pub async fn cancel(
    app: &App,
    by: Actor,
    key: IdempotencyKey,
    id: ApplicationId,
    version: i64,
    reason: String,
) -> Result<Receipt, ApplicationError> {
    rules::may_collect(&by.duties)?;
    let meta = ActMeta::new(by.person, "application.cancelled").with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            let application = load(tx.conn, id, version)?;
            rules::may_cancel(&application)?;
            let reason = rules::readable("reason", &reason)?;
            let today = tx.today();
            tx.advance_one(
                id.get(),
                Some(application),
                today,
                ApplicationFact::Cancelled { reason },
            )?;
            Ok(receipt(id))
        })
        .await
}

/// The application as it stands; `Stale` when it is not the version that the caller saw.
fn load(conn: &mut Conn, id: ApplicationId, version: i64) -> Result<Application, ApplicationError> {
    let found = by_id(conn, id)?;
    if found.version == version {
        Ok(found)
    } else {
        Err(ApplicationError::Stale)
    }
}

/// The application as it stands.
pub fn by_id(conn: &mut Conn, id: ApplicationId) -> Result<Application, ApplicationError> {
    fold_one::<Application>(conn, id.get())?.ok_or(ApplicationError::NotFound)
}

/// Number, id and member of the application with one of these numbers.
pub fn called(
    conn: &mut Conn,
    nos: &[String],
) -> Result<Option<(String, i64, i64)>, ApplicationError> {
    Ok(store::called(conn, nos)?)
}

/// A4, A5.1, A6: the completion of an application that may still go on as it was asked for.
fn completion(
    app: &App,
    tx: &mut Tx<'_>,
    application: &Application,
    on: BusinessDate,
) -> Result<Completion, ApplicationError> {
    let today = tx.today();
    neighbours::may_go_on(tx.conn, application, today)?;
    let terms = neighbours::terms_on(app, on)?;
    let done = rules::completed(&application.details, on, today, &terms, &app.holidays)?;
    neighbours::recorded_moved(tx, application, &done)?;
    Ok(done)
}

/// The bylaws of the day of complete data: the new day, else the one it has, else the day it was handed in.
fn terms_of(
    app: &App,
    application: &Application,
    day: Option<BusinessDate>,
) -> Result<Terms, ApplicationError> {
    let kept = application.completion().map(|done| done.data_completed_on);
    let day = day.or(kept).unwrap_or(application.details.opened_on);
    neighbours::terms_on(app, day)
}

/// `AP2569/000031`: gapless in a Buddhist year.
fn next_no(tx: &mut Tx<'_>, opened_on: BusinessDate) -> String {
    let year = opened_on.buddhist_year();
    let running = tx.next_number(&format!("application/{year}"));
    format!("AP{year}/{running:06}")
}

fn readable_papers(papers: &Papers) -> Result<Papers, ApplicationError> {
    if let Some(report) = &papers.loss_report
        && let Some(reference) = &report.bank_reference
    {
        rules::readable("papers.loss_report.bank_reference", reference)?;
    }
    Ok(papers.clone())
}

fn receipt(id: ApplicationId) -> Receipt {
    Receipt::of("application", "applications", id.get())
}
