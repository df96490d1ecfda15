//! The acts of a hand-over: open, send again, join, sign, accept, cancel; and all of them at once for programs.

use super::super::custody::model::{CustodyFact, Evidence, Identified, Item, Lane};
use super::super::error::CardError;
use super::super::model::{Card, CardFact};
use super::judged::{Back, Judged, judged};
use super::model::{HandOver, HandOverFact, HandOverState, Mark, Opening, witnessed};
use super::{proof, store};
use crate::app::App;
use crate::audit::verify::ProjectionCheck;
use crate::db::{
    ActMeta, FactTable, IdempotencyKey, Receipt, Tx, facts_of, fold_one, projection_of,
};
use crate::documents::service::letters;
use crate::documents::service::signatures::{self, NewSignature, SignatureRow, Strokes};
use crate::documents::service::{attachments, statement};
use crate::identity::model::Actor;
use crate::kernel::{AttachmentId, HandOverId, ItemId, PersonId, SignatureId};
use crate::vault::store::key_of;

pub use super::at_tablet::{at_tablet, cancel_without_officer, join, sign};

/// What the officer hands over, where, and how the member was identified.
#[derive(Debug, Clone)]
pub struct Open {
    pub item: ItemId,
    pub identified: Identified,
    pub desk: String,
    /// The member gives the earlier card back, and the dispenser takes it in with this act (A5.1).
    pub takes_in: bool,
}

/// What proves it: strokes drawn on a device, or a scanned paper with its signature or thumb print.
#[derive(Debug, Clone)]
pub enum Proof {
    Strokes {
        strokes: Strokes,
        device: String,
    },
    Paper {
        paper: AttachmentId,
        mark: Mark,
        /// Who saw the thumb print (C5).
        witnesses: Vec<PersonId>,
    },
}

/// The fact table of this room and those of the documents it keeps.
pub fn fact_tables() -> Vec<FactTable> {
    vec![
        facts_of::<HandOver>(),
        FactTable::of::<SignatureRow>(),
        FactTable::of::<attachments::AttachmentRow>(),
    ]
}

pub fn projections() -> Vec<ProjectionCheck> {
    vec![projection_of::<HandOver>()]
}

/// Opens a hand-over; every rule that could refuse it later refuses it now. An older one of the same item is cancelled.
pub async fn open(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: Open,
) -> Result<Receipt, CardError> {
    let (own, by) = (app.clone(), by.clone());
    let meta = ActMeta::new(by.person, "hand_over.opened").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let today = tx.today();
            let judged = judged(tx.conn, &own, &by, asked(&cmd), today)?;
            cancel_waiting(tx, cmd.item)?;
            let opened = begin(tx, &own, &by, &judged, &cmd, Vec::new())?;
            Ok(Receipt::of("hand_over", "hand-overs", opened.id.get()))
        })
        .await
}

/// The item that is asked for, and whether the earlier card comes back with it.
fn asked(cmd: &Open) -> (ItemId, Back) {
    (cmd.item, Back::Ticked(cmd.takes_in))
}

/// Whether [`hand_over`] would be done now with these witnesses and a scan of this content: asked before a scan is kept, so that
/// what is refused leaves none behind.
pub async fn may_hand_over(
    app: &App,
    by: &Actor,
    cmd: &Open,
    (witnesses, scan): (Vec<PersonId>, String),
) -> Result<(), CardError> {
    let (own, by, asked, today) = (app.clone(), by.clone(), asked(cmd), app.clock.today());
    app.read(move |conn| {
        let held = judged(conn, &own, &by, asked, today)?.held;
        proof::may_witness(conn, &held, (&witnesses, by.person), today)?;
        proof::is_new(conn, &held, &scan)
    })
    .await
}

fn cancel_waiting(tx: &mut Tx<'_>, item: ItemId) -> Result<(), CardError> {
    for waiting in store::waiting_of_item(tx.conn, item)? {
        let (id, today) = (waiting.id.get(), tx.today());
        tx.advance_one::<HandOver>(id, Some(waiting), today, HandOverFact::Cancelled)?;
    }
    Ok(())
}

fn begin(
    tx: &mut Tx<'_>,
    app: &App,
    by: &Actor,
    judged: &Judged,
    cmd: &Open,
    witnesses: Vec<PersonId>,
) -> Result<HandOver, CardError> {
    let Judged {
        held,
        member,
        takes_in,
    } = judged;
    super::super::custody::service::free_text("desk", &cmd.desk)?;
    let named = statement::Named {
        number: member.number.clone(),
        name: member.name.clone(),
    };
    let thing = match held.item.lane {
        Lane::Card => statement::Thing::Card {
            last_four: &held.card.print.last_four,
        },
        Lane::Pin => statement::Thing::Envelope {
            number: held.item.envelope_no.as_deref().unwrap_or("-"),
            last_four: &held.card.print.last_four,
        },
    };
    let id = tx.next_id("hand_overs");
    let opening = Opening {
        item: held.item.id,
        lane: held.item.lane,
        card: held.item.card,
        member: held.item.member,
        officer: by.person,
        desk: cmd.desk.clone(),
        identified: cmd.identified,
        witnesses,
        takes_in: takes_in.iter().map(|card| card.id).collect(),
        text_shown: statement::of_receipt(thing, &named, tx.today(), &last_fours(takes_in)),
        opened_at: app.clock.wall(),
    };
    let today = tx.today();
    Ok(tx.advance_one::<HandOver>(id, None, today, HandOverFact::Opened(opening))?)
}

/// The last digits of the cards that are given back.
pub(super) fn last_fours(cards: &[Card]) -> Vec<&str> {
    cards.iter().map(|c| c.print.last_four.as_str()).collect()
}

/// A new desk code for the same hand-over: another tablet, or a signature that the officer did not accept.
pub async fn send_again(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: HandOverId,
) -> Result<Receipt, CardError> {
    let at = app.clock.wall();
    step(
        app,
        by,
        key,
        id,
        "hand_over.sent_again",
        HandOverFact::SentAgain { at },
    )
    .await
}

/// The officer gives up; nothing was handed over.
pub async fn cancel(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: HandOverId,
) -> Result<Receipt, CardError> {
    step(
        app,
        by,
        key,
        id,
        "hand_over.cancelled",
        HandOverFact::Cancelled,
    )
    .await
}

async fn step(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: HandOverId,
    act: &'static str,
    fact: HandOverFact,
) -> Result<Receipt, CardError> {
    let person = by.person;
    app.writer
        .act(ActMeta::new(person, act).with_key(key), move |tx| {
            let found = own(tx, id, person)?;
            let today = tx.today();
            tx.advance_one::<HandOver>(id.get(), Some(found), today, fact)?;
            Ok(Receipt::of("hand_over", "hand-overs", id.get()))
        })
        .await
}

/// A waiting hand-over of this officer.
fn own(tx: &mut Tx<'_>, id: HandOverId, officer: PersonId) -> Result<HandOver, CardError> {
    let found = fold_one::<HandOver>(tx.conn, id.get())?.filter(|h| h.opening.officer == officer);
    let found = found.ok_or(CardError::NotFound)?;
    match found.state {
        HandOverState::Open | HandOverState::Signed(_) => Ok(found),
        HandOverState::Accepted(_) | HandOverState::Cancelled => Err(CardError::WrongHandOverStep),
    }
}

pub(super) fn keep(
    tx: &mut Tx<'_>,
    app: &App,
    at: &HandOver,
    strokes: &Strokes,
    device: &str,
) -> Result<SignatureId, CardError> {
    super::super::custody::service::free_text("device", device)?;
    let key = key_of(
        tx.conn,
        &app.secrets,
        &format!("member/{}", at.opening.member),
    )?;
    let new = NewSignature {
        hand_over: at.id,
        member: at.opening.member,
        officer: at.opening.officer,
        text_shown: &at.opening.text_shown,
        strokes,
        device,
    };
    Ok(signatures::keep(tx, &key, &new)?)
}

/// A7.2.2, A7.2.3: the officer accepts the member's signature (or the scanned paper); only now it is handed over.
pub async fn accept(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: HandOverId,
    paper: Option<AttachmentId>,
) -> Result<Receipt, CardError> {
    let (app_, by) = (app.clone(), by.clone());
    let meta = ActMeta::new(by.person, "hand_over.accepted").with_key(key);
    app.writer
        .act(meta, move |tx| {
            let found = own(tx, id, by.person)?;
            let back = Back::Noted(found.opening.takes_in.clone());
            let today = tx.today();
            let judged = judged(tx.conn, &app_, &by, (found.opening.item, back), today)?;
            let evidence = match (found.state, paper) {
                (_, Some(paper)) => Evidence::Paper(proof::paper_of(tx.conn, &judged.held, paper)?),
                (HandOverState::Signed(signature), None) => Evidence::Signature(signature),
                (
                    HandOverState::Open | HandOverState::Accepted(_) | HandOverState::Cancelled,
                    None,
                ) => {
                    return Err(CardError::NoSignature {
                        lane: judged.held.item.lane,
                    });
                }
            };
            finish(tx, found, judged, evidence)
        })
        .await
}

/// The whole hand-over in one act, for a program that brings the strokes or the paper along.
pub async fn hand_over(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: Open,
    proof: Option<Proof>,
) -> Result<Receipt, CardError> {
    let (own, by) = (app.clone(), by.clone());
    let meta = ActMeta::new(by.person, "hand_over.accepted").with_key(key);
    app.writer
        .act(meta, move |tx| hand_over_part(tx, &own, &by, &cmd, proof))
        .await
}

/// The part of [`hand_over`], for seeding.
pub fn hand_over_part(
    tx: &mut Tx<'_>,
    app: &App,
    by: &Actor,
    cmd: &Open,
    proof: Option<Proof>,
) -> Result<Receipt, CardError> {
    let today = tx.today();
    let judged = judged(tx.conn, app, by, asked(cmd), today)?;
    let held = &judged.held;
    let proof = proof.ok_or(CardError::NoSignature {
        lane: held.item.lane,
    })?;
    cancel_waiting(tx, cmd.item)?;
    let (opened, evidence) = match proof {
        Proof::Strokes { strokes, device } => {
            let opened = begin(tx, app, by, &judged, cmd, Vec::new())?;
            let drawn = keep(tx, app, &opened, &strokes, &device)?;
            (opened, Evidence::Signature(drawn))
        }
        Proof::Paper {
            paper,
            mark,
            witnesses,
        } => {
            witnessed(mark, &witnesses, by.person)?;
            proof::may_witness(tx.conn, held, (&witnesses, by.person), today)?;
            let paper = proof::paper_of(tx.conn, held, paper)?;
            let opened = begin(tx, app, by, &judged, cmd, witnesses)?;
            (opened, Evidence::Paper(paper))
        }
    };
    finish(tx, opened, judged, evidence)
}

fn finish(
    tx: &mut Tx<'_>,
    at: HandOver,
    judged: Judged,
    evidence: Evidence,
) -> Result<Receipt, CardError> {
    let held = judged.held;
    let (id, item, today) = (at.id, held.item.id, tx.today());
    let (dispenser, identified) = (at.opening.officer, at.opening.identified);
    // The earlier card ends before its replacement counts: at no moment has the member two.
    let taken_in = judged.takes_in.into_iter().map(|card| {
        let fact = CardFact::TakenIn {
            by: dispenser,
            hand_over: id,
        };
        (card.id.get(), Some(card), today, fact)
    });
    tx.advance::<Card>(taken_in.collect())?;
    tx.advance_one::<HandOver>(
        id.get(),
        Some(at),
        today,
        HandOverFact::Accepted { evidence },
    )?;
    let fact = CustodyFact::HandedOver {
        dispenser,
        hand_over: id,
        evidence,
        identified,
    };
    tx.advance_one::<Item>(item.get(), Some(held.item), today, fact)?;
    letters::close_for_items(tx, &[item], today)?;
    Ok(Receipt::of("hand_over", "hand-overs", id.get()))
}
