//! What was faulty on delivery leaves custody for the bank by a paper (C7).

use std::collections::BTreeSet;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::super::custody::model::{ItemRow, Lane};
use super::super::custody::service::{self as custody, SendBack};
use super::super::custody::store::{self as items, ItemFilter};
use super::super::error::CardError;
use super::super::model::CardRow;
use super::super::shown::{is_for_the_form, thing};
use super::super::views::{ExpectedRow, MoveTexts, SendBackPage};
use super::expected::{self, Line};
use crate::app::App;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, ItemId, Lang, MemberId, PersonId, Problem};
use crate::members::service as members;
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{FieldNote, Shape, Tag};
use crate::web::texts::{fill, fill2};

/// Things set apart in one safe at most.
const APART_MAX: i64 = 500;

#[derive(Deserialize)]
pub struct OfLane {
    lane: Option<Lane>,
}

/// The lane that was asked for, or the one that this person keeps.
fn lane_of(by: &Actor, asked: Option<Lane>) -> Lane {
    let own = Lane::BOTH.into_iter().find(|l| by.has_duty(l.keeper()));
    asked.or(own).unwrap_or(Lane::Card)
}

/// What is set apart in this person's safe, and what lies in it for members who have left (A4).
async fn apart(app: &App, person: PersonId, lane: Lane) -> Result<Vec<Line>, CardError> {
    app.read(move |conn| {
        let at = |place: &str| ItemFilter {
            place: Some(place.to_owned()),
            holder: Some(person),
            ..ItemFilter::default()
        };
        let mut rows = items::items(conn, lane, &at("faulty"), 0, APART_MAX)?;
        rows.extend(of_who_left(conn, lane, &at("safe"))?);
        expected::named(conn, rows)
    })
    .await
}

/// Of these items those whose members have left.
fn of_who_left(
    conn: &mut Conn,
    lane: Lane,
    filter: &ItemFilter,
) -> Result<Vec<(ItemRow, CardRow)>, CardError> {
    let (mut found, mut after) = (Vec::new(), 0);
    loop {
        let rows = items::items(conn, lane, filter, after, APART_MAX)?;
        let Some((last, _)) = rows.last() else {
            return Ok(found);
        };
        after = last.id;
        let owners = rows.iter().map(|(item, _)| MemberId::new(item.member_id));
        let lines = members::by_ids(conn, &owners.collect::<Vec<_>>())?;
        let left: BTreeSet<i64> = lines
            .iter()
            .filter(|member| member.left_on.is_some())
            .map(|member| member.id.get())
            .collect();
        let gone = |row: &(ItemRow, CardRow)| left.contains(&row.0.member_id);
        found.extend(rows.into_iter().filter(gone));
    }
}

async fn drawn(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    lane: Lane,
    paper: &str,
    notes: Vec<FieldNote>,
) -> Result<SendBackPage, Problem> {
    let lines = apart(app, by.person, lane).await?;
    let words = MoveTexts::of(by.lang);
    let rows = lines.iter().map(|line| ExpectedRow {
        id: line.item.id,
        member_number: line.member_number.clone(),
        name: line.member_name.clone(),
        number: line.number().unwrap_or_default(),
        asks_number: false,
        expires: String::new(),
        scanned: true,
        condition: String::new(),
        tag: Tag::new(Shape::Blocked, why(line, words, by.lang)),
    });
    Ok(SendBackPage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        thing: thing(lane),
        paper: paper.to_owned(),
        rows: rows.collect(),
        notes,
    })
}

/// Since when it is set apart; what still lies in the safe goes because its member left.
fn why(line: &Line, words: &MoveTexts, lang: Lang) -> String {
    match line.item.place.as_str() {
        "safe" => words.fault_member_left.to_owned(),
        _ => fill(
            words.set_apart,
            BusinessDate::new(line.item.since).table(lang),
        ),
    }
}

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    query: web::Query<OfLane>,
) -> Result<HttpResponse, Problem> {
    let lane = lane_of(&by, query.lane);
    answered(200, &drawn(&app, &req, &by, lane, "", Vec::new()).await?)
}

pub async fn send(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let lane = lane_of(&by, Lane::parse(form.text("lane")));
    let paper = form.text("paper").to_owned();
    let items: Vec<ItemId> = form.ids("id").into_iter().map(ItemId::new).collect();
    let count = items.len();
    let cmd = SendBack {
        items,
        paper: paper.clone(),
    };
    match custody::send_back(&app, &by, Some(form.key), cmd).await {
        Ok(_) => {
            let said = fill2(MoveTexts::of(by.lang).sent_back, count, &paper);
            Ok(done("/deliveries", &said))
        }
        Err(error) => {
            let problem = Problem::from(error);
            if !is_for_the_form(&problem) {
                return Err(problem);
            }
            let notes = notes(&problem, by.lang);
            let page = drawn(&app, &req, &by, lane, &paper, notes).await?;
            answered(problem.status, &page)
        }
    }
}
