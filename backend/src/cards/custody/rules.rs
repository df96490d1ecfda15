//! Who may receive, release, announce and hand over. Plain decisions, one function per article; persons are compared, never
//! accounts.

use super::super::error::CardError;
use super::super::model::{Card, Standing};
use super::hands::Hands;
use super::model::{Fault, Item, Lane, Place};
use crate::identity::model::Duty;
use crate::kernel::{BusinessDate, CardId, PersonId};

/// A person with today's duties.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    pub person: PersonId,
    pub duties: &'a [Duty],
}

impl Hand<'_> {
    fn has(&self, duty: Duty) -> bool {
        self.duties.contains(&duty)
    }
}

/// What an item is called in a message: a card's last four, an envelope's number.
pub fn name_of(item: &Item, card: &Card) -> String {
    match (item.lane, &item.envelope_no) {
        (Lane::Pin, Some(no)) => no.clone(),
        (Lane::Pin, None) | (Lane::Card, _) => format!("•••• {}", card.print.last_four),
    }
}

/// A7.1.1, A7.1.2: only today's keeper of the lane receives, releases and takes back.
pub fn keeps(by: Hand<'_>, lane: Lane) -> Result<(), CardError> {
    if by.has(lane.keeper()) {
        Ok(())
    } else {
        Err(CardError::NotKeeper { lane })
    }
}

/// A7.1.3: whoever has had the other half of this card in hand never keeps this one, whatever he was to it then; nor does
/// today's keeper of the other lane.
pub fn may_keep(by: Hand<'_>, item: &Item, card: &Card, hands: &Hands) -> Result<(), CardError> {
    keeps(by, item.lane)?;
    if by.has(item.lane.other().keeper()) {
        return Err(CardError::SameKeeper);
    }
    if hands.had(item.lane.other(), by.person) {
        return Err(CardError::KeptOtherHalf {
            item: last_four(card),
        });
    }
    Ok(())
}

/// A7.1.3, C7: what is received, or found faulty, is new to its keeper as [`may_keep`] says; and what lies in a safe is touched by
/// whose safe it is and nobody else.
pub fn may_receive(by: Hand<'_>, item: &Item, card: &Card, hands: &Hands) -> Result<(), CardError> {
    may_keep(by, item, card, hands)?;
    in_own_safe(item, card, by.person)
}

/// C2: nothing leaves a keeper's safe without him.
fn in_own_safe(item: &Item, card: &Card, by: PersonId) -> Result<(), CardError> {
    match item.place {
        Place::Safe { keeper } if keeper != by => Err(CardError::InOtherSafe {
            item: name_of(item, card),
        }),
        Place::Safe { .. }
        | Place::WithBank
        | Place::Offered { .. }
        | Place::Counter { .. }
        | Place::GivingBack { .. }
        | Place::WithMember
        | Place::Faulty { .. }
        | Place::ReturnedToBank => Ok(()),
    }
}

/// A7.2.3x with note **4: outside a small cooperative nobody hands over the very thing that he has kept, whatever his duty is now.
pub fn kept_by_others(
    item: &Item,
    person: PersonId,
    small_cooperative: bool,
) -> Result<(), CardError> {
    if !small_cooperative && item.history.keepers.contains(&person) {
        return Err(CardError::KeeperDispenses { lane: item.lane });
    }
    Ok(())
}

/// A7.2.3x: whoever has kept, carried or handed over one half of this card never carries nor hands over the other, also after
/// his duty changed and in a small cooperative. No parameter switches this off.
pub fn untouched(
    lane: Lane,
    card: &Card,
    hands: &Hands,
    person: PersonId,
) -> Result<(), CardError> {
    if hands.had(lane.other(), person) {
        return Err(CardError::HadOtherHalf {
            item: last_four(card),
        });
    }
    Ok(())
}

fn last_four(card: &Card) -> String {
    format!("•••• {}", card.print.last_four)
}

/// C2: whoever holds this very item releases it, also when his own duty has ended since, to a dispenser by order who keeps
/// neither lane and is another person.
pub fn may_release(
    item: &Item,
    card: &Card,
    by: Hand<'_>,
    to: Hand<'_>,
    small_cooperative: bool,
) -> Result<(), CardError> {
    match item.place {
        Place::Safe { keeper } if keeper == by.person => {}
        Place::WithBank => {
            keeps(by, item.lane)?;
            return Err(CardError::NotReceived {
                item: name_of(item, card),
            });
        }
        Place::Safe { .. }
        | Place::Offered { .. }
        | Place::Counter { .. }
        | Place::GivingBack { .. }
        | Place::WithMember
        | Place::Faulty { .. }
        | Place::ReturnedToBank => {
            keeps(by, item.lane)?;
            return Err(CardError::NotInSafe {
                item: name_of(item, card),
            });
        }
    }
    sound(card, item, None)?;
    if !to.has(item.lane.dispenser()) {
        return Err(CardError::ReceiverNotDispenser { lane: item.lane });
    }
    if to.person == by.person && !small_cooperative {
        return Err(CardError::KeeperDispenses { lane: item.lane });
    }
    keeps_apart(to, item.lane, small_cooperative)?;
    kept_by_others(item, to.person, small_cooperative)
}

/// C7: what is faulty goes back to the bank by its holder, or by today's keeper who never had the other half; what lies in a
/// safe for one who has left (A4), by whose safe it is.
pub fn may_send_back(
    item: &Item,
    card: &Card,
    by: Hand<'_>,
    hands: &Hands,
) -> Result<(), CardError> {
    match item.place {
        Place::Faulty { keeper } | Place::Safe { keeper } if keeper == by.person => Ok(()),
        Place::Faulty { .. } | Place::Safe { .. } => may_receive(by, item, card, hands),
        Place::WithBank
        | Place::Offered { .. }
        | Place::Counter { .. }
        | Place::GivingBack { .. }
        | Place::WithMember
        | Place::ReturnedToBank => keeps(by, item.lane),
    }
}

/// A7.2.3x with note **4: the keeper of the other lane never dispenses; the keeper of this lane only in a small cooperative.
pub fn keeps_apart(by: Hand<'_>, lane: Lane, small_cooperative: bool) -> Result<(), CardError> {
    if by.has(lane.other().keeper()) {
        return Err(CardError::KeeperOfOtherLane { lane });
    }
    if by.has(lane.keeper()) && !small_cooperative {
        return Err(CardError::KeeperDispenses { lane });
    }
    Ok(())
}

/// A7.2.1: a first letter announces an item that was received, once, and is not older than the receipt.
pub fn may_notice(item: &Item, card: &Card, dated: BusinessDate) -> Result<(), CardError> {
    let name = || name_of(item, card);
    match item.place {
        Place::Safe { .. }
        | Place::Offered { .. }
        | Place::Counter { .. }
        | Place::GivingBack { .. } => {}
        Place::WithBank => return Err(CardError::NotReceived { item: name() }),
        Place::WithMember => return Err(CardError::HandedOverAlready { item: name() }),
        Place::Faulty { .. } | Place::ReturnedToBank => {
            return Err(CardError::NotInSafe { item: name() });
        }
    }
    if item.first.is_some() {
        return Err(CardError::NoticedAlready { item: name() });
    }
    if item.received_on.is_some_and(|received| dated < received) {
        return Err(CardError::LetterBeforeReceipt { item: name() });
    }
    Ok(())
}

/// What a hand-over is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Counter<'a> {
    pub item: &'a Item,
    /// Who has had which half of this card in hand.
    pub hands: &'a Hands,
    pub card: &'a Card,
    pub by: Hand<'a>,
    pub small_cooperative: bool,
    pub today: BusinessDate,
}

/// A7.2.2, A7.2.3, A7.2.3x, A8.1, C2: hands a card or an envelope to its member.
pub fn may_hand_over(at: Counter<'_>) -> Result<(), CardError> {
    if !at.by.has(at.item.lane.dispenser()) {
        return Err(CardError::NotDispenser { lane: at.item.lane });
    }
    untouched(at.item.lane, at.card, at.hands, at.by.person)?;
    keeps_apart(at.by, at.item.lane, at.small_cooperative)?;
    kept_by_others(at.item, at.by.person, at.small_cooperative)?;
    sound(at.card, at.item, Some(at.today))?;
    in_hand(at)
}

/// A5.1: a card is handed over once every earlier card of its member has ended: blocked, taken in, cancelled, destroyed or
/// expired. `open` are the others that the member has and nothing has ended; `taken_in` those that he gives back with this act.
pub fn earlier_ended(
    open: &[Card],
    taken_in: &[CardId],
    today: BusinessDate,
) -> Result<(), CardError> {
    let mut open = open.iter().filter(|card| !card.is_expired(today));
    match open.find(|card| !taken_in.contains(&card.id)) {
        Some(card) => Err(CardError::EarlierCardNotEnded {
            item: last_four(card),
        }),
        None => Ok(()),
    }
}

/// A7.2.3x: nobody has both halves of one card in hand. Offered is as good as held: who is offered one is not given the other.
pub fn one_half_only(
    other: Option<&Item>,
    card: &Card,
    receiver: PersonId,
) -> Result<(), CardError> {
    let holder = other.and_then(|item| match item.place {
        Place::Offered { to, .. } => Some(to),
        Place::WithBank
        | Place::Counter { .. }
        | Place::GivingBack { .. }
        | Place::Safe { .. }
        | Place::WithMember
        | Place::Faulty { .. }
        | Place::ReturnedToBank => None,
    });
    if holder == Some(receiver) {
        return Err(CardError::HoldsOtherHalf {
            item: last_four(card),
        });
    }
    Ok(())
}

/// A4: whoever has left is handed nothing.
pub fn is_member(left_on: Option<BusinessDate>, card: &Card) -> Result<(), CardError> {
    left_on.map_or(Ok(()), |on| {
        Err(CardError::MemberLeft {
            item: last_four(card),
            on,
        })
    })
}

/// A4: that a member has left is said of those who have.
pub fn fault_fits(
    fault: Option<Fault>,
    left_on: Option<BusinessDate>,
    line: usize,
) -> Result<(), CardError> {
    match (fault, left_on) {
        (Some(Fault::MemberLeft), None) => Err(CardError::StillMember {
            field: format!("lines.{line}.fault"),
        }),
        (_, _) => Ok(()),
    }
}

/// A8.1: a blocked or cancelled card goes to nobody; an expired one neither; nor one of the old registers with an exception
/// that nobody has settled (R0).
pub fn sound(card: &Card, item: &Item, today: Option<BusinessDate>) -> Result<(), CardError> {
    let name = name_of(item, card);
    if card.unsettled > 0 {
        return Err(CardError::Unsettled { item: name });
    }
    match card.standing {
        Standing::Sound => {}
        Standing::Blocked { .. } | Standing::Cancelled { .. } | Standing::TakenIn { .. } => {
            return Err(CardError::Blocked { item: name });
        }
    }
    if today.is_some_and(|day| card.is_expired(day)) {
        return Err(CardError::Expired {
            item: name,
            on: card.print.expires_on,
        });
    }
    Ok(())
}

/// C2: it is in the dispenser's own hands; straight from the safe only where the keeper may dispense.
pub fn in_hand(at: Counter<'_>) -> Result<(), CardError> {
    let name = || name_of(at.item, at.card);
    match at.item.place {
        Place::Counter { dispenser, .. } if dispenser == at.by.person => Ok(()),
        Place::Safe { keeper } if keeper == at.by.person && at.small_cooperative => Ok(()),
        Place::WithBank => Err(CardError::NotReceived { item: name() }),
        Place::WithMember => Err(CardError::HandedOverAlready { item: name() }),
        Place::Counter { .. }
        | Place::Safe { .. }
        | Place::Offered { .. }
        | Place::GivingBack { .. }
        | Place::Faulty { .. }
        | Place::ReturnedToBank => Err(CardError::NotReleased { item: name() }),
    }
}

/// A8.2: what the bank gave the member for one card tells of no other.
pub fn reference_is_new(
    card: CardId,
    reference: Option<&str>,
    told: &[(CardId, String)],
) -> Result<(), CardError> {
    let reference = reference.map(str::trim);
    let of_another = |(other, said): &(CardId, String)| {
        *other != card && reference.is_some_and(|own| !own.is_empty() && own == said.trim())
    };
    if told.iter().any(of_another) {
        return Err(CardError::ReportUsed);
    }
    Ok(())
}

/// C10: a receipt is corrected while nothing has followed it.
pub fn may_correct_receipt(item: &Item, card: &Card, by: Hand<'_>) -> Result<(), CardError> {
    keeps(by, item.lane)?;
    match item.place {
        Place::Safe { keeper } | Place::Faulty { keeper }
            if keeper == by.person && item.first.is_none() =>
        {
            Ok(())
        }
        Place::WithBank
        | Place::Safe { .. }
        | Place::Offered { .. }
        | Place::Counter { .. }
        | Place::GivingBack { .. }
        | Place::WithMember
        | Place::Faulty { .. }
        | Place::ReturnedToBank => Err(CardError::TooLateToCorrect {
            item: name_of(item, card),
        }),
    }
}

#[cfg(test)]
mod tests;
