//! Every number that an envelope has ever borne. It is all that is ever known of what lies in it, so a number stays its item's
//! for good, also after a receipt that was a mistake (A5.2, A7.2.3x).

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::model::{CustodyFactRow, Item};
use crate::audit::verify::{Broken, ProjectionCheck};
use crate::cards::schema::envelope_numbers;
use crate::db::{
    Conn, Error, Told as _, Tx, among, fold, in_parts, on_each, onward, rows_in_parts,
};

/// Items that `verify` looks at together.
const PAGE_ITEMS: i64 = 2_000;

/// A row of the projection: number, item.
type Row = (String, i64);

/// A row to write.
#[derive(Insertable)]
#[diesel(table_name = envelope_numbers, treat_none_as_default_value = false)]
struct NewNumber {
    number: String,
    item_id: i64,
}

fn rows_of(item: &Item) -> impl Iterator<Item = Row> + '_ {
    let numbers = item.history.numbers.iter();
    numbers.map(|number| (number.clone(), item.id.get()))
}

/// Keeps which numbers these items have borne. A row that is there stays.
pub(super) fn keep(tx: &mut Tx<'_>, items: &[Item]) -> Result<(), Error> {
    let rows: BTreeSet<Row> = items.iter().flat_map(rows_of).collect();
    let row = |(number, item_id): Row| NewNumber { number, item_id };
    let rows: Vec<NewNumber> = rows.into_iter().map(row).collect();
    rows_in_parts(&rows, 2, |part| {
        on_each!(&mut *tx.conn, c => diesel::insert_into(envelope_numbers::table)
            .values(part.values())
            .on_conflict_do_nothing()
            .execute(c))
    })?;
    Ok(())
}

/// Which of these numbers an envelope bears or has borne, and which one.
pub fn borne(conn: &mut Conn, numbers: &[String]) -> Result<Vec<(String, i64)>, Error> {
    in_parts(numbers, |part| {
        Ok(on_each!(&mut *conn, c => envelope_numbers::table
            .filter(among!(envelope_numbers::number, part))
            .order((envelope_numbers::number, envelope_numbers::item_id))
            .load(c))?)
    })
}

/// Folds every item again and compares.
pub const CHECK: ProjectionCheck = ProjectionCheck {
    table: "envelope_numbers",
    check,
};

fn check(conn: &mut Conn) -> Result<Result<i64, Broken>, Error> {
    let (mut after, mut compared) = (0, 0);
    loop {
        let items = CustodyFactRow::subjects_after(conn, after, PAGE_ITEMS)?;
        let Some(last) = items.last() else { break };
        after = onward(after, *last)?;
        let told = fold::<Item>(conn, &items)?;
        let stored = stored(conn, &items)?;
        let none = BTreeSet::new();
        let differs =
            |(id, item): &(&i64, &Item)| &item.history.numbers != stored.get(id).unwrap_or(&none);
        if let Some((id, _)) = told.iter().find(differs) {
            return Ok(Err(broken(Some(*id))));
        }
        let counts = told.values().map(|item| item.history.numbers.len() as i64);
        compared += counts.sum::<i64>();
    }
    if envelope_numbers::table.count().get_result::<i64>(conn)? == compared {
        return Ok(Ok(compared));
    }
    Ok(Err(broken(None)))
}

fn stored(conn: &mut Conn, items: &[i64]) -> Result<BTreeMap<i64, BTreeSet<String>>, Error> {
    let rows: Vec<Row> = in_parts(items.iter().copied(), |part| {
        on_each!(&mut *conn, c => envelope_numbers::table
            .filter(among!(envelope_numbers::item_id, part))
            .load(c))
    })?;
    let mut by_item: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for (number, item) in rows {
        by_item.entry(item).or_default().insert(number);
    }
    Ok(by_item)
}

fn broken(item: Option<i64>) -> Broken {
    Broken {
        seq: None,
        table: Some("envelope_numbers".to_owned()),
        id: item,
        what: "the numbers that this envelope has borne differ from what its facts tell".to_owned(),
    }
}
