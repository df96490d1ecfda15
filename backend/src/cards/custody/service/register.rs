//! What a line of a control register holds besides the item as it stands: read from the item's own facts.

use std::collections::BTreeMap;

use super::super::super::error::CardError;
use super::super::board::{Asked, Line, Reckoning, lines, named};
use super::super::model::{CustodyFact, CustodyFactRow, Evidence, Identified, Lane, Notice};
use crate::cards::applications::service as applications;
use crate::cards::batches::service as batches;
use crate::db::{Conn, Error, Told as _};
use crate::kernel::{BusinessDate, Instant, PersonId};

/// Items whose facts are read in one query.
const ITEMS_AT_ONCE: usize = 1_000;

/// The hand-over of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    pub on: BusinessDate,
    /// None in the registers kept before this program.
    pub at: Option<Instant>,
    pub dispenser: Option<PersonId>,
    pub identified: Option<Identified>,
    pub evidence: Option<Evidence>,
}

/// A line of a control register.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterLine {
    pub line: Line,
    /// Who received it, or keeps it now.
    pub keeper: Option<PersonId>,
    /// The letters that announced it, in order.
    pub notices: Vec<Notice>,
    pub handed: Option<Handed>,
    /// Number and day.
    pub application: Option<(String, BusinessDate)>,
    pub batch: Option<String>,
}

impl RegisterLine {
    /// Everybody who is named in the line.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        let dispenser = self.handed.as_ref().and_then(|handed| handed.dispenser);
        self.keeper.into_iter().chain(dispenser)
    }
}

/// The register of a lane in the order in which its items became known, narrowed by the day of receipt.
pub fn register_lines(
    conn: &mut Conn,
    reckoning: &Reckoning<'_>,
    lane: Lane,
    takes: impl Fn(Option<BusinessDate>) -> bool,
) -> Result<Vec<RegisterLine>, CardError> {
    let mut list = lines(conn, reckoning, &Asked::of(lane))?;
    list.retain(|line| takes(line.item.received_on));
    list.sort_by_key(|line| line.item.id);
    let mut list: Vec<RegisterLine> = named(conn, list)?.into_iter().map(begun).collect();
    told(conn, &mut list)?;
    sent(conn, &mut list)?;
    Ok(list)
}

fn begun(line: Line) -> RegisterLine {
    RegisterLine {
        keeper: line.item.keeper_id.map(PersonId::new),
        line,
        notices: Vec::new(),
        handed: None,
        application: None,
        batch: None,
    }
}

/// Adds what the facts tell.
fn told(conn: &mut Conn, list: &mut [RegisterLine]) -> Result<(), CardError> {
    for part in list.chunks_mut(ITEMS_AT_ONCE) {
        let ids: Vec<i64> = part.iter().map(|line| line.line.item.id).collect();
        let mut at: BTreeMap<i64, &mut RegisterLine> =
            part.iter_mut().map(|l| (l.line.item.id, l)).collect();
        for row in CustodyFactRow::of_subjects(conn, &ids).map_err(Error::from)? {
            let fact: CustodyFact = serde_json::from_str(row.data()).map_err(Error::from)?;
            if let Some(line) = at.get_mut(&row.subject()) {
                line.hear(fact, row.on(), Instant::micros(row.recorded_at));
            }
        }
    }
    Ok(())
}

impl RegisterLine {
    fn hear(&mut self, fact: CustodyFact, on: BusinessDate, at: Instant) {
        match fact {
            CustodyFact::TakenOver { past, .. } => {
                self.keeper = self.keeper.or(past.keeper);
                self.notices.extend(past.first);
                self.handed = past.handed_over_on.map(|on| Handed {
                    on,
                    at: None,
                    dispenser: past.dispenser,
                    identified: None,
                    evidence: None,
                });
            }
            CustodyFact::Received { keeper, .. } | CustodyFact::FoundFaulty { keeper, .. } => {
                self.keeper = Some(keeper);
            }
            CustodyFact::Returned { keeper, .. } => self.keeper = Some(keeper),
            CustodyFact::ReceiptCorrected { .. } => self.keeper = None,
            CustodyFact::Noticed { notice } => self.notices.push(notice),
            CustodyFact::HandedOver {
                dispenser,
                evidence,
                identified,
                ..
            } => {
                self.handed = Some(Handed {
                    on,
                    at: Some(at),
                    dispenser: Some(dispenser),
                    identified: Some(identified),
                    evidence: Some(evidence),
                });
            }
            CustodyFact::Expected { .. }
            | CustodyFact::SentBack { .. }
            | CustodyFact::Offered { .. }
            | CustodyFact::OfferWithdrawn { .. }
            | CustodyFact::Released { .. }
            | CustodyFact::ReturnOffered { .. }
            | CustodyFact::ReturnWithdrawn { .. } => {}
        }
    }
}

/// Adds application and bank batch.
fn sent(conn: &mut Conn, list: &mut [RegisterLine]) -> Result<(), CardError> {
    let items = || list.iter().map(|line| &line.line.item);
    let batched = items().filter_map(|item| item.batch_id).collect();
    let asked = items().filter_map(|item| item.application_id).collect();
    let batches = batches::numbers_of(conn, &batched)?;
    let applications = applications::numbers_of(conn, &asked)?;
    for line in list {
        let item = &line.line.item;
        let application = item.application_id.and_then(|id| applications.get(&id));
        line.application = application.cloned();
        line.batch = item.batch_id.and_then(|id| batches.get(&id)).cloned();
    }
    Ok(())
}
