//! Cards become known: by the bank's delivery list, or by the registers that were kept before this program.

use std::collections::BTreeMap;

use super::super::super::error::CardError;
use super::super::super::model::{Card, CardFact, Print};
use super::super::model::{CustodyFact, Item, Lane, Part, Past};
use super::super::store;
use crate::db::Tx;
use crate::kernel::{ApplicationId, BatchId, BusinessDate, CardId, CardNumber, MemberId, PersonId};
use crate::vault::store::{VaultError, kept_keys_of, key_of};
use crate::vault::{DataKey, SealError, Secrets};

/// A card on the bank's delivery list. Its number is sealed at once.
pub struct NewCard {
    pub member: MemberId,
    pub application: ApplicationId,
    pub batch: BatchId,
    pub number: CardNumber,
    pub name_on_card: String,
    pub expires_on: BusinessDate,
    pub expiry_derived: bool,
    pub envelope_no: Option<String>,
}

/// A card of the old registers: already with its member, or still in the safe.
pub struct PastCard {
    pub member: MemberId,
    pub number: CardNumber,
    pub name_on_card: String,
    pub expires_on: BusinessDate,
    pub expiry_derived: bool,
    pub envelope_no: Option<String>,
    pub card: Past,
    /// `None` where the old register knows no envelope.
    pub envelope: Option<Past>,
    /// Whom the old register names as keeper of a half that lies with today's keeper.
    pub kept_before: Vec<(Lane, PersonId)>,
}

/// Puts the bank's cards on the books: a card and two items, both still with the bank. A number that is known is refused.
pub fn list_cards(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    new: Vec<NewCard>,
) -> Result<Vec<CardId>, CardError> {
    let numbers: Vec<&CardNumber> = new.iter().map(|card| &card.number).collect();
    let indexes = new_indexes(tx, secrets, &numbers)?;
    let first = tx.next_ids("cards", new.len());
    let (mut cards, mut items, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    let today = tx.today();
    for ((card, index), id) in new.into_iter().zip(indexes).zip(first..) {
        let key = key_of(tx.conn, secrets, &owner(card.member))?;
        let printed = Printed {
            number: &card.number,
            name: card.name_on_card,
            expires_on: card.expires_on,
            derived: card.expiry_derived,
        };
        let print = print(id, &key, index, printed)?;
        let (member, application, batch) = (card.member, card.application, card.batch);
        cards.push((
            id,
            None::<Card>,
            today,
            CardFact::Listed {
                member,
                application,
                batch,
                print,
            },
        ));
        items.extend(expected(CardId::new(id), member, card.envelope_no));
        ids.push(CardId::new(id));
    }
    tx.advance::<Card>(cards)?;
    begin_items(tx, items)?;
    Ok(ids)
}

/// The card and its envelope, as the bank announced them.
fn expected(card: CardId, member: MemberId, envelope_no: Option<String>) -> [CustodyFact; 2] {
    let item = |lane, envelope_no| CustodyFact::Expected {
        lane,
        card,
        member,
        envelope_no,
    };
    [item(Lane::Card, None), item(Lane::Pin, envelope_no)]
}

/// Takes over cards of the old registers with their places and dates, marked as such.
pub fn take_over_cards(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    past: Vec<PastCard>,
) -> Result<Vec<CardId>, CardError> {
    let numbers: Vec<&CardNumber> = past.iter().map(|card| &card.number).collect();
    let indexes = new_indexes(tx, secrets, &numbers)?;
    let keys = keys_of(tx, secrets, &past)?;
    let first = tx.next_ids("cards", past.len());
    let (mut cards, mut items, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    let (today, mut before) = (tx.today(), BTreeMap::new());
    for ((card, index), id) in past.into_iter().zip(indexes).zip(first..) {
        let key = kept(&keys, card.member)?;
        let printed = Printed {
            number: &card.number,
            name: card.name_on_card,
            expires_on: card.expires_on,
            derived: card.expiry_derived,
        };
        let print = print(id, key, index, printed)?;
        let (member, none) = (card.member, None::<Card>);
        cards.push((id, none, today, CardFact::TakenOver { member, print }));
        let whole = |lane, envelope_no, past| CustodyFact::TakenOver {
            lane,
            card: CardId::new(id),
            member,
            envelope_no,
            past,
        };
        let kept = card.kept_before.into_iter();
        before.extend(kept.map(|(lane, person)| ((id, lane), person)));
        items.push(whole(Lane::Card, None, card.card));
        if let Some(envelope) = card.envelope {
            items.push(whole(Lane::Pin, card.envelope_no, envelope));
        }
        ids.push(CardId::new(id));
    }
    tx.advance::<Card>(cards)?;
    let items = begin_items(tx, items)?;
    kept_before(tx, items, &before)?;
    Ok(ids)
}

/// The members' keys in few statements, by owner.
fn keys_of(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    past: &[PastCard],
) -> Result<BTreeMap<String, DataKey>, VaultError> {
    let owners = past.iter().map(|card| owner(card.member)).collect();
    kept_keys_of(tx.conn, secrets, &owners)
}

fn kept(keys: &BTreeMap<String, DataKey>, member: MemberId) -> Result<&DataKey, VaultError> {
    let key = keys.get(&owner(member));
    key.ok_or(VaultError::Seal(SealError::KeyDestroyed))
}

/// Tells who kept a half before it came to today's keeper.
fn kept_before(
    tx: &mut Tx<'_>,
    items: Vec<Item>,
    before: &BTreeMap<(i64, Lane), PersonId>,
) -> Result<(), CardError> {
    let (today, part) = (tx.today(), Part::Keeper);
    let step = |item: Item| {
        let person = *before.get(&(item.card.get(), item.lane))?;
        let told = CustodyFact::PastHand { part, person };
        Some((item.id.get(), Some(item), today, told))
    };
    let steps = items.into_iter().filter_map(step).collect();
    tx.advance::<Item>(steps)?;
    Ok(())
}

fn begin_items(tx: &mut Tx<'_>, facts: Vec<CustodyFact>) -> Result<Vec<Item>, CardError> {
    let (first, today) = (tx.next_ids("custody_items", facts.len()), tx.today());
    let steps = facts
        .into_iter()
        .zip(first..)
        .map(|(fact, id)| (id, None::<Item>, today, fact))
        .collect();
    Ok(tx.advance::<Item>(steps)?)
}

/// The look-up values of new numbers; a twin in the list or in the register is named by its line.
fn new_indexes(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    numbers: &[&CardNumber],
) -> Result<Vec<String>, CardError> {
    let indexes: Vec<String> = numbers
        .iter()
        .map(|n| secrets.index_value("card_number", n.expose()))
        .collect();
    let known = store::known_numbers(tx.conn, &indexes)?;
    for (line, index) in indexes.iter().enumerate() {
        if known.contains(index) || indexes[..line].contains(index) {
            return Err(CardError::NumberTwin {
                field: format!("lines.{line}.card_number"),
            });
        }
    }
    Ok(indexes)
}

struct Printed<'a> {
    number: &'a CardNumber,
    name: String,
    expires_on: BusinessDate,
    derived: bool,
}

fn print(
    id: i64,
    key: &DataKey,
    number_index: String,
    printed: Printed<'_>,
) -> Result<Print, CardError> {
    Ok(Print {
        last_four: printed.number.last_four().to_owned(),
        number_index,
        number: key.seal(&format!("card/{id}/number"), printed.number.expose())?,
        name_on_card: printed.name,
        expires_on: printed.expires_on,
        expiry_derived: printed.derived,
    })
}

/// Who owns a member's data key.
pub(super) fn owner(member: MemberId) -> String {
    format!("member/{member}")
}
