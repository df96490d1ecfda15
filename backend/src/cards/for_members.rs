//! What the member registry shows of cards: who holds a card with these last digits, and a member's cards in a line each.

use super::custody::service::{CardSummary, cards_of};
use super::custody::store;
use super::error::CardError;
use crate::db::{Conn, Error};
use crate::kernel::{BusinessDate, Lang, MemberId, Text};
use crate::members::{CardLine, Hooks};

/// Members found by the last four digits at most.
const FOUND_MAX: i64 = 200;

/// The functions that the member registry asks for.
pub const HOOKS: Hooks = Hooks {
    holders_of_card,
    cards_of: lines,
};

fn holders_of_card(conn: &mut Conn, last_four: &str) -> Result<Vec<MemberId>, Error> {
    let found = store::members_by_last_four(conn, last_four, FOUND_MAX).map_err(quiet)?;
    Ok(found.into_iter().map(MemberId::new).collect())
}

fn lines(conn: &mut Conn, member: MemberId, lang: Lang) -> Result<Vec<CardLine>, Error> {
    // Whether a card is active depends on the day; a line here shows its expiry instead.
    let any_day = BusinessDate::new(chrono::NaiveDate::MIN);
    let cards = cards_of(conn, member, any_day).map_err(quiet)?;
    Ok(cards.into_iter().map(|card| line(&card, lang)).collect())
}

fn line(card: &CardSummary, lang: Lang) -> CardLine {
    let state = match card.standing.as_str() {
        "blocked" => Text::fixed("อายัดแล้ว", "blocked"),
        "cancelled" => Text::fixed("ยกเลิกแล้ว", "cancelled"),
        _ => place(&card.place),
    };
    let until = Text::of(
        format!("หมดอายุ {}", card.expires_on.thai_short()),
        format!("expires {}", card.expires_on.english()),
    );
    CardLine {
        last_four: format!("•••• {}", card.last_four),
        state: state.get(lang).to_owned(),
        fact: until.get(lang).to_owned(),
        href: format!("/cards/{}", card.id),
    }
}

fn place(code: &str) -> Text {
    match code {
        "with_bank" => Text::fixed("อยู่ที่ธนาคาร", "with the bank"),
        "safe" => Text::fixed("อยู่ในตู้เก็บ", "in the drawer"),
        "offered" | "counter" | "giving_back" => Text::fixed("อยู่ที่เคาน์เตอร์", "at the counter"),
        "with_member" => Text::fixed("สมาชิกรับแล้ว", "with the member"),
        _ => Text::fixed("ชำรุด / คืนธนาคาร", "faulty or returned"),
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
