//! The batches that the bank has answered to, with what is received of each lane.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::batches::view::{self, BatchLine};
use super::super::custody::model::Lane;
use super::super::custody::store as items;
use super::super::error::CardError;
use super::super::views::{DeliveryList, DeliveryRow, MoveTexts};
use super::expected::{self, Lines};
use crate::app::App;
use crate::db::Conn;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Limit, Problem};
use crate::web::frame::{html, shell};
use crate::web::parts::{Banner, Shape, Tag, Tone};

/// A delivery: its batch, cards, envelopes.
type Delivery = (BatchLine, Lines, Lines);

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let person = by.person;
    let (found, waiting) = app
        .read(move |conn| {
            let waiting = items::waiting_transfers(conn, person)?;
            Ok::<_, CardError>((deliveries(conn)?, waiting))
        })
        .await?;
    let words = MoveTexts::of(by.lang);
    let waits = waiting
        .iter()
        .filter(|t| t.to_person_id == person.get())
        .map(|t| {
            Banner::new(Tone::Warn, words.wait_you)
                .link(words.take_back_title, format!("/releases/{}", t.id))
        });
    html(&DeliveryList {
        shell: shell(&app, &req, Some(&by)),
        banners: waits.collect(),
        rows: found.iter().map(|one| row(&by, one)).collect(),
    })
}

fn deliveries(conn: &mut Conn) -> Result<Vec<Delivery>, CardError> {
    let page = view::page(conn, false, None, Limit::default()).map_err(|_| CardError::NotFound)?;
    page.items
        .into_iter()
        .filter(|batch| batch.deliveries > 0)
        .map(|batch| {
            let cards = expected::read(conn, batch.id, Lane::Card)?;
            let pins = expected::read(conn, batch.id, Lane::Pin)?;
            Ok((batch, cards, pins))
        })
        .collect()
}

/// Leads to the lane that this keeper keeps.
fn row(by: &Actor, (batch, cards, pins): &Delivery) -> DeliveryRow {
    let lane = if by.has_duty(Lane::Card.keeper()) {
        Lane::Card
    } else {
        Lane::Pin
    };
    let of = |lines: &Lines| {
        let all = lines.received.len() + lines.awaited.len();
        format!("{} / {all}", lines.received.len())
    };
    let number = if cards.reference.is_empty() {
        batch.no.clone()
    } else {
        cards.reference.clone()
    };
    DeliveryRow {
        href: format!("/deliveries/{}/{}", batch.id, lane.code()),
        number,
        batch: batch.no.clone(),
        delivered_on: batch.dated.table(by.lang),
        ordered: u32::try_from(batch.lines).unwrap_or_default(),
        cards: of(cards),
        envelopes: of(pins),
        tag: tag(by.lang, cards, pins),
    }
}

fn tag(lang: Lang, cards: &Lines, pins: &Lines) -> Tag {
    let words = MoveTexts::of(lang);
    match (cards.awaited.is_empty(), pins.awaited.is_empty()) {
        (true, true) => Tag::new(Shape::Done, words.all_in),
        (true, false) => Tag::new(Shape::Current, words.awaited_pins),
        (false, _) => Tag::new(Shape::Ready, words.awaited),
    }
}
