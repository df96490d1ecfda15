//! Everything that the officer's page shows of one item, read in one go.

use super::super::super::applications::model::{Batched, FeePayer};
use super::super::super::applications::service as applications;
use super::super::super::custody::model::{Item, Lane};
use super::super::super::custody::store::{self as items, Held};
use super::super::super::error::CardError;
use super::super::super::model::Card;
use super::super::super::shown::{People, masked};
use super::super::model::{HandOver, HandOverState};
use super::super::store;
use crate::app::App;
use crate::db::Conn;
use crate::documents::service::signatures;
use crate::identity::model::{Actor, DutyHeld};
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, Instant, ItemId, Money, SignatureId};
use crate::ledger::service as ledger;
use crate::members::service::{self as members, MemberLine};
use crate::vault::store::key_of;

/// Box of the signature's preview.
pub const PREVIEW: (i32, i32) = (358, 150);

/// One item at the counter.
pub struct Facts {
    pub today: BusinessDate,
    pub held: Held,
    /// Other cards that the member has and nothing has ended: they end before this one is handed over (A5.1).
    pub open: Vec<Card>,
    pub member: MemberLine,
    pub people: People,
    /// The officer's duties with their orders.
    pub duties: Vec<DutyHeld>,
    /// Above zero the member owes it.
    pub fee: Money,
    pub who_pays: Option<(FeePayer, Money)>,
    /// This officer's waiting hand-over of the item.
    pub waiting: Option<HandOver>,
    /// Paths of the strokes and the moment of the signature.
    pub signature: Option<(Vec<String>, Instant)>,
}

impl Facts {
    pub fn lane(&self) -> Lane {
        self.held.item.lane
    }

    /// The earlier cards that the member gives back with this one; whoever hands out envelopes takes none.
    pub fn to_take_in(&self) -> &[Card] {
        match self.lane() {
            Lane::Card => &self.open,
            Lane::Pin => &[],
        }
    }

    /// Those by their last digits, "•••• 9020"; empty where there is none.
    pub fn given_back(&self) -> String {
        let shown = |card: &Card| masked(&card.print.last_four);
        let all: Vec<String> = self.to_take_in().iter().map(shown).collect();
        all.join(", ")
    }

    /// It was ticked that they come back.
    pub fn takes_in(&self) -> bool {
        let noted = self.waiting.as_ref().map(|h| h.opening.takes_in.len());
        noted.is_some_and(|count| count > 0)
    }

    pub fn other(&self) -> Option<&Item> {
        self.held.other.as_ref()
    }

    /// "00519 นายประสิทธิ์ คงมั่น".
    pub fn named(&self) -> String {
        format!("{} {}", self.member.number, self.member.name)
    }
}

/// Reads it for an officer.
pub async fn read(app: &App, by: &Actor, item: ItemId) -> Result<Facts, CardError> {
    let (own, by, today) = (app.clone(), by.clone(), app.clock.today());
    app.read(move |conn| facts(conn, &own, &by, item, today))
        .await
}

fn facts(
    conn: &mut Conn,
    app: &App,
    by: &Actor,
    item: ItemId,
    today: BusinessDate,
) -> Result<Facts, CardError> {
    let held = items::held(conn, &[item])?
        .pop()
        .ok_or(CardError::NotFound)?;
    let member = members::by_id(conn, held.item.member)?.ok_or(CardError::NotFound)?;
    let mut open = items::others_with_member(conn, held.item.member, held.item.card)?;
    open.retain(|card| !card.is_expired(today));
    let waiting = store::waiting_of_item(conn, item)?
        .into_iter()
        .find(|h| h.opening.officer == by.person);
    let signature = match waiting.as_ref().map(|h| h.state) {
        Some(HandOverState::Signed(id)) => preview(conn, app, id)?,
        Some(HandOverState::Open | HandOverState::Accepted(_) | HandOverState::Cancelled)
        | None => None,
    };
    Ok(Facts {
        today,
        people: People::read(conn, today)?,
        duties: identity::duties_of(conn, by.person, today)?,
        fee: fee_of(conn, &held, today),
        who_pays: who_pays(conn, &held),
        held,
        open,
        member,
        waiting,
        signature,
    })
}

/// A chart without the fee's account owes nothing; the books' own pages say what is missing.
fn fee_of(conn: &mut Conn, held: &Held, today: BusinessDate) -> Money {
    ledger::fee_balance(conn, held.item.member, today).unwrap_or(Money::ZERO)
}

fn who_pays(conn: &mut Conn, held: &Held) -> Option<(FeePayer, Money)> {
    let application = applications::by_id(conn, held.card.application?).ok()?;
    let Batched { fee, .. } = application.batched()?;
    Some((fee.payer, fee.member_owes))
}

fn preview(
    conn: &mut Conn,
    app: &App,
    id: SignatureId,
) -> Result<Option<(Vec<String>, Instant)>, CardError> {
    let Some(row) = signatures::find(conn, id)? else {
        return Ok(None);
    };
    let key = key_of(conn, &app.secrets, &format!("member/{}", row.member_id))?;
    let strokes = signatures::strokes_of(&row, &key)?;
    Ok(Some((
        strokes.paths_in(PREVIEW.0, PREVIEW.1),
        Instant::micros(row.signed_at),
    )))
}
