//! Items as rows of these pages, with the member's number and name.

use std::collections::BTreeMap;

use super::super::custody::model::{ItemRow, Lane};
use super::super::error::CardError;
use super::super::model::CardRow;
use super::super::shown::masked;
use super::super::views::ExpectedRow;
use crate::db::Conn;
use crate::kernel::{BusinessDate, Lang, MemberId};
use crate::members::service as members;
use crate::web::parts::{Shape, Tag};

/// The rows; `ticked` says which are ticked, `words` what stands in their tag before the day since when they are there.
pub fn of(
    conn: &mut Conn,
    items: Vec<(ItemRow, CardRow)>,
    ticked: impl Fn(i64) -> bool,
    words: &str,
    lang: Lang,
) -> Result<Vec<ExpectedRow>, CardError> {
    let ids: Vec<MemberId> = items
        .iter()
        .map(|(item, _)| MemberId::new(item.member_id))
        .collect();
    let names: BTreeMap<i64, (String, String)> = members::by_ids(conn, &ids)?
        .into_iter()
        .map(|m| (m.id.get(), (m.number, m.name)))
        .collect();
    let row = |(item, card): (ItemRow, CardRow)| {
        let (member_number, name) = names.get(&item.member_id).cloned().unwrap_or_default();
        let since = BusinessDate::new(item.since).table(lang);
        ExpectedRow {
            id: item.id,
            member_number,
            name,
            number: number(&item, &card),
            asks_number: false,
            expires: String::new(),
            scanned: ticked(item.id),
            condition: String::new(),
            tag: Tag::new(Shape::Ready, format!("{words} {since}")),
        }
    };
    Ok(items.into_iter().map(row).collect())
}

fn number(item: &ItemRow, card: &CardRow) -> String {
    match (Lane::parse(&item.lane), &item.envelope_no) {
        (Some(Lane::Pin), Some(no)) => no.clone(),
        (Some(Lane::Pin), None) | (Some(Lane::Card) | None, _) => masked(&card.last_four),
    }
}
