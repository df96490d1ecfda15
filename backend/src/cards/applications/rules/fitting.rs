//! Which kind of card a member can ask for. The registers say it, also those taken over, and not the applicant (A5.1, A8.2).

use super::super::error::ApplicationError;
use super::super::model::{Cause, IssueKind};
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
}

/// The card by which the kind is judged: the newest that came or was blocked. `CardOnItsWay` while one can still be collected.
pub fn last_card(cards: &[EarlierCard]) -> Result<Option<&EarlierCard>, ApplicationError> {
    let waits = |card: &&EarlierCard| card.state == CardState::OnItsWay;
    if let Some(card) = cards.iter().find(waits) {
        return Err(ApplicationError::CardOnItsWay { card: card.id });
    }
    let came = |card: &&EarlierCard| card.state != CardState::NeverCame;
    Ok(cards.iter().filter(came).max_by_key(|card| card.id))
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
/// is that last one: an older card cannot be named to get another kind.
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
