//! Which kind of card a member can ask for. The registers say it, also those taken over, and not the applicant (A5.1, A8.2).

use super::super::error::ApplicationError;
use super::super::model::{Cause, Details, IssueKind, LossReport};
use crate::cards::custody::rules::reference_is_new;
use crate::cards::latest::Latest;
use crate::cards::model::BlockCause;
use crate::kernel::{BusinessDate, CardId};

/// Days before its last day from which a card may be asked for anew because it expires (practice).
pub const EXPIRES_SOON_DAYS: i64 = 60;

/// How a card of a member stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardState {
    /// Made by the bank and on its way to the member: it can still become active.
    OnItsWay,
    /// It never reached the member and never will: faulty on delivery, gone back, or past its last day in our hands.
    NeverCame,
    /// The member has it, until this day.
    Held { until: BusinessDate },
    /// The member has it, and its last day has passed.
    Expired { on: BusinessDate },
    /// Reported lost or its PIN forgotten, wherever it was then.
    Blocked(BlockCause),
    /// Cancelled by the bank without a report, or taken in.
    Ended,
    /// Destroyed because nobody collected it (A7.2.5).
    Destroyed,
}

/// A card that the member has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierCard {
    pub id: CardId,
    pub last_four: String,
    pub state: CardState,
    /// A4: it is the member's active card.
    pub active: bool,
    /// When its member took it, else when it came to us; unknown where an old register does not say.
    pub since: Option<BusinessDate>,
    /// When its member took it, else when it was blocked before that.
    pub reached_on: Option<BusinessDate>,
    /// Handed over here, and not by the old registers.
    pub own: bool,
}

impl EarlierCard {
    fn latest(&self) -> Latest {
        Latest {
            serves: self.active,
            reached_on: self.reached_on,
            own: self.own,
            id: self.id,
        }
    }
}

/// The card by which the kind is judged: the active one, else the latest that came or was blocked. `CardOnItsWay` while one can
/// still be collected.
pub fn last_card(cards: &[EarlierCard]) -> Result<Option<&EarlierCard>, ApplicationError> {
    let waits = |card: &&EarlierCard| card.state == CardState::OnItsWay;
    if let Some(card) = cards.iter().find(waits) {
        return Err(ApplicationError::CardOnItsWay { card: card.id });
    }
    let came = |card: &&EarlierCard| card.state != CardState::NeverCame;
    Ok(cards.iter().filter(came).max_by_key(|card| card.latest()))
}

/// The kinds that fit the last card, the likeliest first; an unusable one stands with its first cause. A lost card and a
/// forgotten PIN are complete only with the member's report, which blocks the card (A8.1, A8.2).
pub fn fitting(last: Option<CardState>, today: BusinessDate) -> Vec<IssueKind> {
    let unusable = IssueKind::Unusable {
        cause: Cause::Damaged,
    };
    match last {
        None | Some(CardState::OnItsWay | CardState::NeverCame) => vec![IssueKind::First],
        Some(CardState::Held { until }) if until.days_since(today) <= EXPIRES_SOON_DAYS => vec![
            IssueKind::Expired,
            unusable,
            IssueKind::Lost,
            IssueKind::PinForgotten,
        ],
        Some(CardState::Held { .. }) => vec![unusable, IssueKind::Lost, IssueKind::PinForgotten],
        Some(CardState::Expired { .. }) => vec![IssueKind::Expired],
        Some(CardState::Blocked(BlockCause::Lost)) => vec![IssueKind::Lost],
        Some(CardState::Blocked(BlockCause::PinForgotten)) => vec![IssueKind::PinForgotten],
        Some(CardState::Ended) => vec![unusable],
        Some(CardState::Destroyed) => vec![IssueKind::AfterDestruction],
    }
}

/// Whether two are of one kind, whatever the cause.
pub fn is_of_kind(kinds: &[IssueKind], asked: IssueKind) -> bool {
    kinds.iter().any(|kind| kind.code() == asked.code())
}

/// A5.1: the kind fits the member's last card; a first card is for who never had one. Answers the card that is replaced, which
/// is that last one, or the one that is reported: an older card cannot be named to get another kind.
pub fn earlier_card(
    issue: IssueKind,
    cards: &[EarlierCard],
    named: Option<CardId>,
    today: BusinessDate,
) -> Result<Option<CardId>, ApplicationError> {
    let last = last_card(cards)?;
    let fits = fitting(last.map(|card| card.state), today);
    let Some(last) = last else {
        return match issue {
            IssueKind::First if named.is_some() => Err(ApplicationError::FirstNamesCard),
            IssueKind::First => Ok(None),
            IssueKind::Lost
            | IssueKind::Unusable { .. }
            | IssueKind::Expired
            | IssueKind::PinForgotten
            | IssueKind::AfterDestruction => Err(ApplicationError::NoEarlierCard),
        };
    };
    if let Some(card) = reported(issue, cards, last, named)? {
        return Ok(Some(card));
    }
    if !is_of_kind(&fits, issue) {
        return Err(misfit(issue, last, fits));
    }
    match named {
        None => Ok(Some(last.id)),
        Some(named) if named == last.id => Ok(Some(named)),
        Some(named) if cards.iter().any(|card| card.id == named) => {
            Err(ApplicationError::NotTheLastCard)
        }
        Some(_) => Err(ApplicationError::NotTheirCard),
    }
}

/// A8.1, A8.2: a report is about one card, and every card that the member has can be reported, whichever he took last. Where he
/// has several, the report names it.
fn reported(
    issue: IssueKind,
    cards: &[EarlierCard],
    last: &EarlierCard,
    named: Option<CardId>,
) -> Result<Option<CardId>, ApplicationError> {
    let is_held = |card: &&EarlierCard| matches!(card.state, CardState::Held { .. });
    let held: Vec<&EarlierCard> = cards.iter().filter(is_held).collect();
    match named {
        _ if !issue.needs_loss_report() => Ok(None),
        None if held.len() > 1 && is_held(&last) => {
            let last_fours = held.iter().map(|card| card.last_four.clone());
            Err(ApplicationError::NameTheCard {
                last_fours: last_fours.collect(),
            })
        }
        None => Ok(None),
        Some(id) => Ok(held.iter().find(|card| card.id == id).map(|card| card.id)),
    }
}

/// A5.1: the same for an application that was taken before. What is not named stays, and what its own report blocked is no
/// change; whatever else the registers say now decides.
pub fn earlier_card_again(
    before: &Details,
    (issue, named): (IssueKind, Option<CardId>),
    cards: &[EarlierCard],
    today: BusinessDate,
) -> Result<Option<CardId>, ApplicationError> {
    last_card(cards)?;
    let same = issue.needs_loss_report() && is_of_kind(&[before.issue], issue);
    let own = before.earlier_card.filter(|_| same);
    let named = named.or(own);
    let its_own = |card: &&EarlierCard| named.is_some() && named == own && own == Some(card.id);
    match cards.iter().find(its_own) {
        Some(card) if is_reported_as(issue, card.state) => Ok(named),
        Some(_) | None => earlier_card(issue, cards, named, today),
    }
}

/// A5.1, A5.4, A5.5: what an application asks for still fits what the registers say: judged again when its data are complete,
/// when it goes to the bank and when the bank's refusal is taken back.
pub fn still_fits(
    details: &Details,
    cards: &[EarlierCard],
    today: BusinessDate,
) -> Result<(), ApplicationError> {
    let asked = (details.issue, details.earlier_card);
    earlier_card_again(details, asked, cards, today).map(drop)
}

fn is_reported_as(issue: IssueKind, state: CardState) -> bool {
    match (issue, state) {
        (IssueKind::Lost, CardState::Blocked(cause)) => cause == BlockCause::Lost,
        (IssueKind::PinForgotten, CardState::Blocked(cause)) => cause == BlockCause::PinForgotten,
        (_, _) => false,
    }
}

/// A8.2: a report is about its own card: it is not older than the day on which that came, and one that was about another card
/// of the member is used up. `told` are the bank's references of earlier reports and blocks, card by card.
pub fn report_is_new(
    card: &EarlierCard,
    report: &LossReport,
    told: &[(CardId, String)],
) -> Result<(), ApplicationError> {
    if let Some(since) = card.since.filter(|since| report.reported_on < *since) {
        return Err(ApplicationError::ReportOlderThanCard { since });
    }
    let reference = report.bank_reference.as_deref();
    reference_is_new(card.id, reference, told).map_err(|_| ApplicationError::ReportUsed)
}

fn misfit(issue: IssueKind, last: &EarlierCard, fits: Vec<IssueKind>) -> ApplicationError {
    match (issue, last.state) {
        (IssueKind::First, CardState::Held { .. }) => {
            ApplicationError::HasActiveCard { card: last.id }
        }
        (_, state) => ApplicationError::KindDoesNotFit {
            asked: issue,
            last_four: last.last_four.clone(),
            state,
            fits,
        },
    }
}
