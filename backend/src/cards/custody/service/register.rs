//! What a line of a control register holds besides the item as it stands: read from the item's own facts.

use std::collections::BTreeMap;

use super::super::super::error::CardError;
use super::super::board::{Asked, Line, Names, Reckoning, lines, named};
use super::super::model::{
    CustodyFact, CustodyFactRow, Evidence, Identified, Lane, Notice, Part, Past,
};
use super::super::timeline::{Happened, What, moved, of_cards};
use crate::cards::applications::service as applications;
use crate::cards::batches::service as batches;
use crate::cards::model::CardFact;
use crate::db::{Conn, Error, Told as _};
use crate::kernel::{BusinessDate, Instant, Lang, PersonId, Text};

/// Items whose facts are read in one query.
const ITEMS_AT_ONCE: usize = 1_000;

/// The hand-over of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    pub on: BusinessDate,
    /// None in the registers kept before this program.
    pub at: Option<Instant>,
    pub dispenser: Option<PersonId>,
    /// The dispenser by the old register, where nobody here bears that name.
    pub dispenser_name: Option<String>,
    pub identified: Option<Identified>,
    pub evidence: Option<Evidence>,
}

/// What stands in the place of strokes once the member's key was destroyed.
pub const ERASED_STROKES: Text = Text::fixed("ลายมือชื่อถูกลบตามกำหนด", "Signature erased when due");

impl Handed {
    /// What stands in the place of strokes where none were drawn here: the scan of a signed paper, or the old register.
    pub fn instead_of_strokes(&self) -> Option<Text> {
        match self.evidence {
            Some(Evidence::Signature(_)) => None,
            Some(Evidence::Paper(id)) => Some(Text::of(
                format!("ลงชื่อในเอกสาร สแกนเลขที่ {id}"),
                format!("Signed on paper, scan {id}"),
            )),
            None => Some(Text::fixed("ลงชื่อในทะเบียนเดิม", "Signed in the old register")),
        }
    }
}

/// A line of a control register.
#[derive(Debug, Clone)]
pub struct RegisterLine {
    pub line: Line,
    /// Who received it, or keeps it now.
    pub keeper: Option<PersonId>,
    /// Who kept it by the old register, where nobody here bears that name.
    pub keeper_name: Option<String>,
    /// The letters that announced it, in order.
    pub notices: Vec<Notice>,
    pub handed: Option<Handed>,
    /// Number and day.
    pub application: Option<(String, BusinessDate)>,
    pub batch: Option<String>,
    /// What has no column of its own: faults, what went back to the bank, blocks, corrections.
    pub remarks: Vec<Happened>,
}

impl RegisterLine {
    /// Everybody who is named in the line.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        let dispenser = self.handed.as_ref().and_then(|handed| handed.dispenser);
        let holder = self.line.item.holder_id.map(PersonId::new);
        let told = self.remarks.iter().flat_map(Happened::people);
        [self.keeper, dispenser, holder]
            .into_iter()
            .flatten()
            .chain(told)
    }

    /// Whose key seals the strokes: `member/12`.
    pub fn owner(&self) -> String {
        format!("member/{}", self.line.item.member_id)
    }

    /// The letters of the line's columns: a card's book has one for each letter, the envelopes' book one for the latest.
    pub fn letters(&self, lane: Lane) -> (Option<&Notice>, Option<&Notice>) {
        match lane {
            Lane::Card => (self.notices.first(), self.notices.get(1)),
            Lane::Pin => (self.notices.last(), None),
        }
    }

    /// Where it lies, with who holds it, as long as that is in this house: `ตู้เก็บ นางสมศรี วงศ์คำ`.
    pub fn place(&self, lang: Lang, names: &Names) -> Option<String> {
        let item = &self.line.item;
        let word = match (item.place.as_str(), item.lane.as_str()) {
            ("safe" | "offered" | "faulty", "pin") => Text::fixed("ตู้นิรภัย", "Safe"),
            ("safe" | "offered" | "faulty", _) => Text::fixed("ตู้เก็บ", "Drawer"),
            ("counter" | "giving_back", _) => Text::fixed("เคาน์เตอร์", "Counter"),
            (_, _) => return None,
        };
        let holder = item.holder_id.and_then(|id| names.get(&id));
        let said = format!("{} {}", word.get(lang), holder.map_or("", String::as_str));
        Some(said.trim_end().to_owned())
    }

    /// Each remark with its day, oldest first: `21/11/2569 ชำรุด แยกเก็บโดย นางสมศรี วงศ์คำ`.
    pub fn remarked(&self, lang: Lang, names: &Names) -> Vec<String> {
        let mut told: Vec<&Happened> = self.remarks.iter().collect();
        told.sort_by_key(|one| (one.on, one.at));
        let said = |one: &&Happened| {
            let day = one.on.table(lang);
            let note = note_of(one);
            format!("{day} {} {note}", one.said(lang, names))
                .trim_end()
                .to_owned()
        };
        told.iter().map(said).collect()
    }
}

/// What the keeper wrote of a fault.
fn note_of(one: &Happened) -> &str {
    match &one.what {
        What::Moved(CustodyFact::FoundFaulty { note, .. }) => note,
        What::Moved(_) | What::Card(_) => "",
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
    blocked(conn, &mut list)?;
    sent(conn, &mut list)?;
    Ok(list)
}

fn begun(line: Line) -> RegisterLine {
    RegisterLine {
        keeper: line.item.keeper_id.map(PersonId::new),
        keeper_name: None,
        line,
        notices: Vec::new(),
        handed: None,
        application: None,
        batch: None,
        remarks: Vec::new(),
    }
}

/// Adds what the facts tell.
fn told(conn: &mut Conn, list: &mut [RegisterLine]) -> Result<(), CardError> {
    for part in list.chunks_mut(ITEMS_AT_ONCE) {
        let ids: Vec<i64> = part.iter().map(|line| line.line.item.id).collect();
        let mut at: BTreeMap<i64, &mut RegisterLine> =
            part.iter_mut().map(|l| (l.line.item.id, l)).collect();
        for row in CustodyFactRow::of_subjects(conn, &ids).map_err(Error::from)? {
            if let Some(line) = at.get_mut(&row.subject()) {
                line.hear(moved(row)?);
            }
        }
    }
    Ok(())
}

/// Adds what was told of the cards that are no longer sound, and why.
fn blocked(conn: &mut Conn, list: &mut [RegisterLine]) -> Result<(), CardError> {
    for part in list.chunks_mut(ITEMS_AT_ONCE) {
        let unsound = part.iter().filter(|l| l.line.item.standing != "sound");
        let ids: Vec<i64> = unsound.map(|l| l.line.item.card_id).collect();
        if ids.is_empty() {
            continue;
        }
        let ended = |fact: &CardFact| match fact {
            CardFact::Blocked { .. } | CardFact::Cancelled { .. } | CardFact::TakenIn { .. } => {
                true
            }
            CardFact::Listed { .. }
            | CardFact::TakenOver { .. }
            | CardFact::Excepted { .. }
            | CardFact::Settled { .. } => false,
        };
        for happened in of_cards(conn, &ids)? {
            let told = matches!(&happened.what, What::Card(fact) if ended(fact));
            let mut lines = part.iter_mut();
            let line = lines.find(|l| l.line.item.card_id == happened.subject);
            if let Some(line) = line.filter(|_| told) {
                line.remarks.push(happened);
            }
        }
    }
    Ok(())
}

impl RegisterLine {
    /// What the old register told.
    fn bring(&mut self, past: &Past) {
        self.keeper = self.keeper.or(past.keeper);
        self.keeper_name = past.keeper_name.clone();
        self.notices.extend(past.first.clone());
        self.notices.extend(past.second.clone());
        self.handed = past.handed_over_on.map(|on| Handed {
            on,
            at: None,
            dispenser: past.dispenser,
            dispenser_name: past.dispenser_name.clone(),
            identified: None,
            evidence: None,
        });
    }

    /// A name of the old register is somebody known here.
    fn matched(&mut self, part: Part, person: PersonId) {
        match (part, self.handed.as_mut()) {
            (Part::Dispenser, Some(handed)) => handed.dispenser = Some(person),
            (Part::Keeper, Some(_)) => self.keeper = Some(person),
            // It lies with today's keeper.
            (Part::Keeper, None) | (Part::Dispenser, None) => {}
        }
    }

    fn hear(&mut self, told: Happened) {
        let What::Moved(fact) = &told.what else {
            return;
        };
        match fact {
            CustodyFact::TakenOver { past, .. } => self.bring(past),
            CustodyFact::PastHand { part, person } => self.matched(*part, *person),
            CustodyFact::Received { keeper, .. }
            | CustodyFact::FoundFaulty { keeper, .. }
            | CustodyFact::Returned { keeper, .. } => self.keeper = Some(*keeper),
            CustodyFact::ReceiptCorrected { .. } => self.keeper = None,
            CustodyFact::Noticed { notice } => self.notices.push(notice.clone()),
            CustodyFact::HandedOver {
                dispenser,
                evidence,
                identified,
                ..
            } => {
                self.handed = Some(Handed {
                    on: told.on,
                    at: Some(told.at),
                    dispenser: Some(*dispenser),
                    dispenser_name: None,
                    identified: Some(*identified),
                    evidence: Some(*evidence),
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
        if has_no_column(fact) {
            self.remarks.push(told);
        }
    }
}

/// Whether a move is told in the remarks.
fn has_no_column(fact: &CustodyFact) -> bool {
    match fact {
        CustodyFact::FoundFaulty { .. }
        | CustodyFact::SentBack { .. }
        | CustodyFact::ReceiptCorrected { .. } => true,
        CustodyFact::Expected { .. }
        | CustodyFact::TakenOver { .. }
        | CustodyFact::PastHand { .. }
        | CustodyFact::Received { .. }
        | CustodyFact::Noticed { .. }
        | CustodyFact::Offered { .. }
        | CustodyFact::OfferWithdrawn { .. }
        | CustodyFact::Released { .. }
        | CustodyFact::ReturnOffered { .. }
        | CustodyFact::ReturnWithdrawn { .. }
        | CustodyFact::Returned { .. }
        | CustodyFact::HandedOver { .. } => false,
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
