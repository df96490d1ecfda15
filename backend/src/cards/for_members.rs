//! What the member registry shows of cards: who holds a card with these last digits, a member's cards in a line each, and
//! everything that happened to them. And what the search box finds by the number of an envelope or an application.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::applications::error::ApplicationError;
use super::applications::service as applications;
use super::custody::model::{ItemRow, Lane};
use super::custody::store;
use super::custody::timeline::{self, Happened, What};
use super::error::CardError;
use super::model::CardRow;
use super::schema::custody_items;
use super::shown::{masked, month};
use crate::db::{Conn, Error};
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, Lang, MemberId, PersonId, Text};
use crate::members::{CardLine, CardLines, CardMoment, Hooks};
use crate::web::parts::Shape;

/// Members found by the last four digits at most.
const FOUND_MAX: i64 = 200;

/// The functions that the member registry asks for.
pub const HOOKS: Hooks = Hooks {
    holders_of_card,
    cards_of,
    card_history,
    first_applications: applications::first_opened,
};

/// A paper or an envelope that was found by its own number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    pub no: String,
    /// Id of the card of an envelope, or of the application.
    pub id: i64,
    pub member: MemberId,
}

impl Numbered {
    fn of((no, id, member): (String, i64, i64)) -> Self {
        Self {
            no,
            id,
            member: MemberId::new(member),
        }
    }
}

/// The PIN envelope with this number, and the card it belongs to.
pub fn envelope_called(conn: &mut Conn, no: &str) -> Result<Option<Numbered>, CardError> {
    let found: Option<(Option<String>, i64, i64)> = custody_items::table
        .filter(custody_items::envelope_no.eq(no))
        .select((
            custody_items::envelope_no,
            custody_items::card_id,
            custody_items::member_id,
        ))
        .first(conn)
        .optional()?;
    Ok(found.map(|(no, card, member)| Numbered::of((no.unwrap_or_default(), card, member))))
}

/// The application with one of these numbers.
pub fn application_called(
    conn: &mut Conn,
    nos: &[String],
) -> Result<Option<Numbered>, ApplicationError> {
    Ok(applications::called(conn, nos)?.map(Numbered::of))
}

fn holders_of_card(conn: &mut Conn, last_four: &str) -> Result<Vec<MemberId>, Error> {
    let found = store::members_by_last_four(conn, last_four, FOUND_MAX).map_err(quiet)?;
    Ok(found.into_iter().map(MemberId::new).collect())
}

fn cards_of(conn: &mut Conn, members: &[MemberId], lang: Lang) -> Result<CardLines, Error> {
    let (cards, items) = held(conn, members).map_err(quiet)?;
    let people: Vec<PersonId> = items
        .iter()
        .filter_map(|item| item.holder_id)
        .map(PersonId::new)
        .collect();
    let names = if people.is_empty() {
        Default::default()
    } else {
        identity::names_of(conn, &people)
            .map_err(|_| Error::Stored("the holders' names could not be read"))?
    };
    let mut lines = CardLines::new();
    for card in &cards {
        let item = newest(&items, card.id, Lane::Card);
        let holder = item
            .and_then(|item| item.holder_id)
            .and_then(|id| names.get(&id));
        let own = lines.entry(MemberId::new(card.member_id)).or_default();
        own.push(line(card, item, holder.map(String::as_str), lang));
    }
    Ok(lines)
}

fn held(conn: &mut Conn, members: &[MemberId]) -> Result<(Vec<CardRow>, Vec<ItemRow>), CardError> {
    let cards = store::cards_of_members(conn, members)?;
    let ids: Vec<i64> = cards.iter().map(|card| card.id).collect();
    let items = if ids.is_empty() {
        Vec::new()
    } else {
        store::items_of_cards(conn, &ids)?
    };
    Ok((cards, items))
}

/// The half of a card that is in use: a lane's newest item.
fn newest(items: &[ItemRow], card: i64, lane: Lane) -> Option<&ItemRow> {
    let mut own = items.iter().rev();
    own.find(|item| item.card_id == card && item.lane == lane.code())
}

fn line(card: &CardRow, item: Option<&ItemRow>, holder: Option<&str>, lang: Lang) -> CardLine {
    let (at, shape) = place(item.map_or("", |item| item.place.as_str()));
    let at = if card.standing == "taken_in" {
        TO_DESTROY
    } else {
        at
    };
    let (state, shape) = match card.standing.as_str() {
        "blocked" => (Text::fixed("อายัดแล้ว", "blocked"), Shape::Blocked),
        "cancelled" => (Text::fixed("ยกเลิกแล้ว", "cancelled"), Shape::Blocked),
        "taken_in" => (Text::fixed("รับคืนแล้ว", "taken in"), Shape::Done),
        "sound" if card.unsettled > 0 => (
            Text::fixed("รอวินิจฉัยข้อยกเว้น", "exception to be settled"),
            Shape::Due,
        ),
        "sound" if at == WITH_MEMBER => (Text::fixed("สมาชิกรับแล้ว", "collected"), shape),
        _ => (at.clone(), shape),
    };
    let day = BusinessDate::new(card.expires_on);
    let until = Text::of(
        format!("หมดอายุ {}", day.thai_short()),
        format!("expires {}", day.english()),
    );
    CardLine {
        last_four: card.last_four.clone(),
        state: state.get(lang).to_owned(),
        shape,
        fact: until.get(lang).to_owned(),
        expires: month(day, lang),
        holder: holder.unwrap_or(at.get(lang)).to_owned(),
        since: item.map_or_else(String::new, |item| {
            BusinessDate::new(item.since).table(lang)
        }),
        href: format!("/cards/{}", card.id),
    }
}

/// Where a card lies that its member gave back.
const TO_DESTROY: Text = Text::fixed("ผู้จ่าย รอทำลาย", "the dispenser, to be destroyed");
const WITH_MEMBER: Text = Text::fixed("สมาชิก", "the member");

fn place(code: &str) -> (Text, Shape) {
    match code {
        "with_bank" => (Text::fixed("อยู่ที่ธนาคาร", "with the bank"), Shape::Current),
        "safe" => (Text::fixed("อยู่ในตู้เก็บ", "in the drawer"), Shape::Ready),
        "offered" | "counter" | "giving_back" => {
            (Text::fixed("อยู่ที่เคาน์เตอร์", "at the counter"), Shape::Ready)
        }
        "with_member" => (WITH_MEMBER, Shape::Done),
        _ => (
            Text::fixed("ชำรุด / คืนธนาคาร", "faulty or returned"),
            Shape::Due,
        ),
    }
}

/// Receipts, letters, releases, hand-overs and blocks of the member's cards and envelopes, in no order.
fn card_history(conn: &mut Conn, member: MemberId, lang: Lang) -> Result<Vec<CardMoment>, Error> {
    let (cards, items) = held(conn, &[member]).map_err(quiet)?;
    let card_names: BTreeMap<i64, Text> = cards.iter().map(|c| (c.id, card_name(c))).collect();
    let item_names: BTreeMap<i64, Text> = items
        .iter()
        .filter_map(|item| Some((item.id, item_name(item, card_names.get(&item.card_id)?))))
        .collect();
    let card_ids: Vec<i64> = card_names.keys().copied().collect();
    let item_ids: Vec<i64> = item_names.keys().copied().collect();
    let mut history = timeline::of_cards(conn, &card_ids).map_err(quiet)?;
    let moves = timeline::of_items(conn, &item_ids).map_err(quiet)?;
    history.extend(moves.into_iter().filter(|one| !one.repeats_card()));
    let people = timeline::names_in(conn, &history).map_err(quiet)?;
    let moment = |one: Happened| {
        let names = match &one.what {
            What::Card(_) => &card_names,
            What::Moved(_) => &item_names,
        };
        let name = names.get(&one.subject).map_or("–", |name| name.get(lang));
        CardMoment {
            at: one.at,
            on: one.on,
            fact: format!("{name} · {}", one.said(lang, &people)),
            href: one.record(),
        }
    };
    Ok(history.into_iter().map(moment).collect())
}

/// A card by its last four.
fn card_name(card: &CardRow) -> Text {
    let number = masked(&card.last_four);
    Text::of(format!("บัตร {number}"), format!("Card {number}"))
}

/// An envelope by its own number, a card as the card is named.
fn item_name(item: &ItemRow, card: &Text) -> Text {
    match &item.envelope_no {
        Some(no) => Text::of(format!("ซอง {no}"), format!("Envelope {no}")),
        None => card.clone(),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else it was, the registry only learns that it could not be read"
)]
fn quiet(error: CardError) -> Error {
    match error {
        CardError::Store(inner) => inner,
        _ => Error::Stored("a member's cards could not be read"),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::cards::testing::Bench;

    #[test]
    fn w11_a_member_shows_where_each_card_is_and_what_happened_to_it() {
        let bench = Bench::open();
        bench.in_the_safes(1);
        let member = MemberId::new(1);
        let lines = bench
            .office
            .read(|conn| cards_of(conn, &[member, MemberId::new(2)], Lang::Th))
            .unwrap();
        assert!(!lines.contains_key(&MemberId::new(2)), "{lines:?}");
        let [card] = lines.get(&member).map_or(&[][..], Vec::as_slice) else {
            panic!("{lines:?}");
        };
        assert_eq!(
            (card.last_four.len(), card.expires.as_str()),
            (4, "09/2573")
        );
        assert!(
            !card.holder.is_empty() && !card.since.is_empty(),
            "{card:?}"
        );
        let told = bench
            .office
            .read(|conn| card_history(conn, member, Lang::Th))
            .unwrap();
        let about = |begin: &str| told.iter().any(|one| one.fact.starts_with(begin));
        let tail = &card.last_four;
        assert!(about(&format!("บัตร •••• {tail} · ")), "{told:?}");
        assert!(about("ซอง E-0001 · "), "{told:?}");
        let nobody = bench
            .office
            .read(|conn| card_history(conn, MemberId::new(2), Lang::Th));
        assert_eq!(nobody.unwrap(), Vec::new());
    }

    #[test]
    fn an_envelope_is_found_by_its_number_and_nothing_by_another() {
        let bench = Bench::open();
        bench.in_the_safes(1);
        let found = |no: &str| bench.office.read(|conn| envelope_called(conn, no)).unwrap();
        let envelope = found("E-0001").unwrap();
        assert_eq!(
            (envelope.no.as_str(), envelope.member),
            ("E-0001", MemberId::new(1))
        );
        assert_eq!(found("E-0002"), None);
        let none = ["AP2569/000001".to_owned()];
        let none = bench.office.read(|conn| application_called(conn, &none));
        assert_eq!(none.unwrap(), None);
    }
}
