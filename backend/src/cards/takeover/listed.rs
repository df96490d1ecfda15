//! The exceptions over REST and as files, and the acts that settle them.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::custody::READERS;
use super::super::custody::model::{Lane, Part};
use super::super::custody::store as custody;
use super::super::error::CardError;
use super::SETTLES;
use super::error::TakeOverError;
use super::exception::{ExceptionRow, What};
use super::files::{csv, xlsx};
use super::service::{self, Match, Settle};
use super::store::{self, Filter};
use super::texts;
use crate::app::App;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, Lang, MemberId, PersonId, Problem, Text};
use crate::members::service as members;
use crate::web::answer::{created, ok};
use crate::web::body::Keyed;
use crate::web::route::Route;

pub fn routes() -> Vec<Route> {
    [read_routes(), settle_routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn read_routes() -> Vec<Route> {
    vec![
        Route::get(
            "/api/v1/take-over/exceptions",
            "take_over.exceptions",
            READERS,
            "What breaks a rule in the registers taken over (state: open, settled, matched; what)",
            list,
        ),
        Route::get(
            "/api/v1/take-over/exceptions.csv",
            "take_over.exceptions_csv",
            READERS,
            "The same as CSV",
            csv,
        ),
        Route::get(
            "/api/v1/take-over/exceptions.xlsx",
            "take_over.exceptions_xlsx",
            READERS,
            "The same as a workbook",
            xlsx,
        ),
        Route::get(
            "/api/v1/take-over/names",
            "take_over.names",
            READERS,
            "Names of the old registers that nobody here bears and that wait to be matched",
            names,
        ),
    ]
}

fn settle_routes() -> Vec<Route> {
    vec![
        Route::post(
            "/api/v1/take-over/exceptions/settle",
            "take_over.settled",
            SETTLES,
            "Settles exceptions as they stand, with a reason",
            settle,
        ),
        Route::post(
            "/api/v1/take-over/names/match",
            "take_over.name_matched",
            SETTLES,
            "A name of the old registers is this person, who is judged by it from now on",
            match_by_hand,
        ),
    ]
}

/// An exception as answers show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExceptionView {
    pub id: i64,
    /// The running number of the import, and the line in its file.
    pub import: i64,
    pub line: i64,
    pub card_id: i64,
    /// The card's last four digits.
    pub last_four: String,
    pub member_id: i64,
    pub member_number: String,
    pub member_name: String,
    pub what: String,
    pub rule: String,
    pub message: String,
    pub name: Option<String>,
    pub day: Option<BusinessDate>,
    pub before_regulation: bool,
    /// `open`, `settled`, `matched`.
    pub state: String,
    pub settled_on: Option<BusinessDate>,
    pub settled_by: Option<String>,
    pub matched_person_id: Option<i64>,
    pub matched_person: Option<String>,
    pub reason: Option<String>,
}

/// Whom and what the rows name.
struct Known {
    cards: BTreeMap<i64, String>,
    members: BTreeMap<i64, (String, String)>,
    people: BTreeMap<i64, String>,
}

impl Known {
    fn read(conn: &mut Conn, rows: &[ExceptionRow]) -> Result<Self, CardError> {
        let cards = rows.iter().map(|row| row.card_id).collect();
        let people: Vec<PersonId> = rows
            .iter()
            .flat_map(|row| [row.settled_by, row.matched_person_id])
            .flatten()
            .collect::<BTreeSet<i64>>()
            .into_iter()
            .map(PersonId::new)
            .collect();
        let owners: BTreeSet<i64> = rows.iter().map(|row| row.member_id).collect();
        let owners: Vec<MemberId> = owners.into_iter().map(MemberId::new).collect();
        let lines = members::by_ids(conn, &owners)?.into_iter();
        let named = lines.map(|m| (m.id.get(), (m.number, m.name))).collect();
        Ok(Self {
            cards: custody::last_fours(conn, &cards)?,
            members: named,
            people: identity::names_of(conn, &people)?,
        })
    }

    fn view(&self, row: ExceptionRow, lang: Lang) -> ExceptionView {
        let person = |id: Option<i64>| id.and_then(|id| self.people.get(&id).cloned());
        let member = self.members.get(&row.member_id).cloned();
        let (member_number, member_name) = member.unwrap_or_default();
        let day = row.on_day.map(BusinessDate::new);
        ExceptionView {
            id: row.id,
            import: row.import,
            line: row.line,
            card_id: row.card_id,
            last_four: self.cards.get(&row.card_id).cloned().unwrap_or_default(),
            member_id: row.member_id,
            member_number,
            member_name,
            message: said(&row, day).get(lang).to_owned(),
            what: row.what,
            rule: row.rule,
            name: row.name,
            day,
            before_regulation: row.before_regulation != 0,
            state: row.state,
            settled_on: row.settled_on.map(BusinessDate::new),
            settled_by: person(row.settled_by),
            matched_person_id: row.matched_person_id,
            matched_person: person(row.matched_person_id),
            reason: row.reason,
        }
    }
}

fn said(row: &ExceptionRow, day: Option<BusinessDate>) -> Text {
    let Some(what) = What::parse(&row.what) else {
        return Text::of(row.what.clone(), row.what.clone());
    };
    let lane = row.lane.as_deref().and_then(Lane::parse);
    let part = match row.part.as_deref() {
        Some("keeper") => Some(Part::Keeper),
        Some(_) => Some(Part::Dispenser),
        None => None,
    };
    let before = row.before_regulation != 0;
    texts::said(what, (lane, part), row.name.as_deref(), day, before)
}

/// A page of exceptions as they are shown.
pub fn views(
    conn: &mut Conn,
    filter: &Filter,
    (after, limit): (i64, i64),
    lang: Lang,
) -> Result<Vec<ExceptionView>, CardError> {
    let rows = store::page(conn, filter, after, limit)?;
    let known = Known::read(conn, &rows)?;
    Ok(rows.into_iter().map(|row| known.view(row, lang)).collect())
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    pub state: Option<String>,
    pub what: Option<String>,
    #[serde(default)]
    pub after: i64,
    pub limit: Option<i64>,
}

impl ListQuery {
    pub fn filter(&self) -> Result<Filter, Problem> {
        let wrong = |field: &str| {
            let words = Text::fixed("เลือกจากรายการ", "Choose from the list.");
            Problem::bad_field(field, "not_a_choice", words)
        };
        let known = |state: &String| ["open", "settled", "matched"].contains(&state.as_str());
        if self.state.as_ref().is_some_and(|state| !known(state)) {
            return Err(wrong("state"));
        }
        if self
            .what
            .as_deref()
            .is_some_and(|what| What::parse(what).is_none())
        {
            return Err(wrong("what"));
        }
        Ok(Filter {
            state: self.state.clone(),
            what: self.what.clone(),
        })
    }
}

async fn list(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    let (filter, after, lang) = (query.filter()?, query.after, by.lang);
    let limit = query.limit.unwrap_or(50);
    if !(1..=200).contains(&limit) {
        let words = Text::fixed("1 ถึง 200", "1 to 200");
        return Err(Problem::bad_field("limit", "E-REQ-400", words));
    }
    let (items, found) = app
        .read(move |conn| {
            let items = views(conn, &filter, (after, limit), lang)?;
            Ok::<_, CardError>((items, store::count(conn, &filter)?))
        })
        .await?;
    let full = i64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|one| one.id);
    Ok(ok(&json!({ "items": items, "found": found, "next": next })))
}

async fn names(app: web::Data<App>) -> Result<HttpResponse, Problem> {
    let found = app
        .read(|conn| Ok::<_, TakeOverError>(store::open_names(conn)?))
        .await?;
    let item = |(name, count): (String, i64)| json!({ "name": name, "exceptions": count });
    let items: Vec<_> = found.into_iter().map(item).collect();
    Ok(ok(&json!({ "items": items })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettleBody {
    exceptions: Vec<i64>,
    reason: String,
    /// Somebody here bears a name among them, and it is none of those people.
    #[serde(default)]
    namesake: bool,
}

async fn settle(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<SettleBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let cmd = Settle {
        exceptions: body.exceptions,
        reason: body.reason,
        namesake: body.namesake,
    };
    Ok(created(&service::settle(&app, &by, Some(key), cmd).await?))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MatchBody {
    name: String,
    person: PersonId,
    reason: String,
}

async fn match_by_hand(
    app: web::Data<App>,
    by: Actor,
    body: Keyed<MatchBody>,
) -> Result<HttpResponse, Problem> {
    let Keyed { body, key } = body;
    let cmd = Match {
        name: body.name,
        person: body.person,
        reason: body.reason,
    };
    Ok(created(
        &service::match_by_hand(&app, &by, Some(key), cmd).await?,
    ))
}
