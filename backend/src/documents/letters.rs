//! Letters: number, date, deadline, and what became of them.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::schema::letters;
use crate::audit::verify::{ProjectionCheck, Series};
use crate::calendar::Deadline;
use crate::db::{
    Aggregate, Conn, Error, FactTable, Tx, WrongStep, among, facts_of, fold, fold_one, in_parts,
    on_each, projection_of, projection_row, told_facts,
};
use crate::kernel::{BatchId, BusinessDate, ItemId, LetterId, MemberId};

/// A letter's place in the register is its year times this, plus its number.
const A_YEAR: i64 = 1_000_000;

told_facts!(
    /// What was told of a letter.
    LetterFactRow, letter_facts
);

projection_row! {
    /// A letter as its register reads it.
    pub struct LetterRow in letters {
        pub id: i64,
        pub version: i64,
        pub no: String,
        pub sort: i64,
        pub kind: String,
        pub dated: chrono::NaiveDate,
        pub member_id: Option<i64>,
        pub item_id: Option<i64>,
        pub batch_id: Option<i64>,
        pub deadline: Option<chrono::NaiveDate>,
        pub state: String,
    }
}

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// Asks the member to collect (A7.2.1).
    FirstNotice,
    /// Goes to the bank with a batch of applications (A6).
    BankCover,
}

impl LetterKind {
    pub fn code(self) -> &'static str {
        match self {
            Self::FirstNotice => "first_notice",
            Self::BankCover => "bank_cover",
        }
    }
}

/// Why a notice needs no further step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBecause {
    Collected,
}

/// What can be told of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LetterFact {
    Made(NewLetter),
    Closed { because: ClosedBecause },
}

/// A letter to be made. Its date is the fact's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLetter {
    pub letter_kind: LetterKind,
    pub no: String,
    /// Buddhist year and running number, for sorting.
    pub sort: i64,
    pub member: Option<MemberId>,
    pub item: Option<ItemId>,
    pub batch: Option<BatchId>,
    /// The period it starts, with everything that explains its end.
    pub deadline: Option<Deadline>,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub id: LetterId,
    pub version: i64,
    pub dated: BusinessDate,
    pub made: NewLetter,
    pub closed: Option<ClosedBecause>,
}

impl Aggregate for Letter {
    type FactRow = LetterFactRow;
    type Fact = LetterFact;
    type Row = LetterRow;

    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &LetterFact,
    ) -> Result<Self, WrongStep> {
        match (state, fact) {
            (None, LetterFact::Made(made)) => Ok(Self {
                id: LetterId::new(id),
                version: 1,
                dated: on,
                made: made.clone(),
                closed: None,
            }),
            (Some(letter), LetterFact::Closed { because }) if letter.closed.is_none() => Ok(Self {
                version: letter.version + 1,
                closed: Some(*because),
                ..letter
            }),
            (Some(_), LetterFact::Closed { .. }) => Err(WrongStep("the letter is closed already")),
            (None, LetterFact::Closed { .. }) | (Some(_), LetterFact::Made(_)) => {
                Err(WrongStep("the letter is known already, or not at all"))
            }
        }
    }

    fn row(&self) -> LetterRow {
        LetterRow {
            id: self.id.get(),
            version: self.version,
            no: self.made.no.clone(),
            sort: self.made.sort,
            kind: self.made.letter_kind.code().to_owned(),
            dated: self.dated.naive(),
            member_id: self.made.member.map(MemberId::get),
            item_id: self.made.item.map(ItemId::get),
            batch_id: self.made.batch.map(BatchId::get),
            deadline: self.made.deadline.as_ref().map(|d| d.deadline.naive()),
            state: if self.closed.is_some() {
                "closed"
            } else {
                "open"
            }
            .to_owned(),
        }
    }
}

/// The fact table of letters.
pub fn fact_tables() -> Vec<FactTable> {
    vec![facts_of::<Letter>()]
}

/// The projection of letters.
pub fn projections() -> Vec<ProjectionCheck> {
    vec![projection_of::<Letter>()]
}

/// The last letter number of each Buddhist year, for `verify`.
pub fn series() -> Series {
    Series(|conn| {
        let sorts: Vec<i64> = letters::table.select(letters::sort).load(conn)?;
        let series = |sort: i64| (format!("letter/{}", sort / A_YEAR), sort % A_YEAR);
        Ok(sorts.into_iter().map(series).collect())
    })
}

/// The next letter number of the Buddhist year in which it is recorded: its place in the register, and how it is written
/// (`71/2569`).
pub fn next_letter_no(tx: &mut Tx<'_>) -> (i64, String) {
    let year = i64::from(tx.today().buddhist_year());
    let running = tx.next_number(&format!("letter/{year}"));
    (year * A_YEAR + running, format!("{running}/{year}"))
}

/// The numbers of this Buddhist year go on after `last`, which another register has given out. Whether they stood before it.
pub fn go_on_after(tx: &mut Tx<'_>, year: i64, last: i64) -> bool {
    tx.raise(&format!("letter/{year}"), last)
}

/// Makes letters of one date in one step; their ids in the same order.
pub fn make(
    tx: &mut Tx<'_>,
    dated: BusinessDate,
    new: Vec<NewLetter>,
) -> Result<Vec<Letter>, Error> {
    let first = tx.next_ids("letters", new.len());
    let steps = new
        .into_iter()
        .zip(first..)
        .map(|(made, id)| (id, None, dated, LetterFact::Made(made)))
        .collect();
    tx.advance::<Letter>(steps)
}

/// Closes the open letters that announce these items, because the member came.
pub fn close_for_items(tx: &mut Tx<'_>, items: &[ItemId], on: BusinessDate) -> Result<(), Error> {
    let items = items.iter().map(|id| id.get());
    let open: Vec<i64> = in_parts(items, |part| {
        on_each!(tx.conn, c => letters::table
            .filter(among!(letters::item_id, part))
            .filter(letters::state.eq("open"))
            .select(letters::id)
            .load(c))
    })?;
    let folded = fold::<Letter>(tx.conn, &open)?;
    let because = ClosedBecause::Collected;
    let steps = folded
        .into_iter()
        .map(|(id, letter)| (id, Some(letter), on, LetterFact::Closed { because }))
        .collect();
    tx.advance::<Letter>(steps)?;
    Ok(())
}

/// The letter as it stands.
pub fn by_id(conn: &mut Conn, id: LetterId) -> Result<Option<Letter>, Error> {
    fold_one::<Letter>(conn, id.get())
}

/// The numbers of these letters, by id.
pub fn numbers_of(conn: &mut Conn, ids: &BTreeSet<i64>) -> Result<BTreeMap<i64, String>, Error> {
    let found: Vec<(i64, String)> = in_parts(ids.iter().copied(), |part| {
        on_each!(conn, c => letters::table
            .filter(among!(letters::id, part))
            .select((letters::id, letters::no))
            .load(c))
    })?;
    Ok(found.into_iter().collect())
}

/// Rows of these letters, oldest first; those that do not exist are left out.
pub fn by_ids(conn: &mut Conn, ids: &[LetterId]) -> Result<Vec<LetterRow>, Error> {
    let ids = ids.iter().map(|id| id.get());
    let mut found: Vec<LetterRow> = in_parts(ids, |part| {
        on_each!(conn, c => letters::table
            .filter(among!(letters::id, part))
            .select(LetterRow::as_select())
            .load(c))
    })?;
    found.sort_by_key(|letter| letter.sort);
    Ok(found)
}

/// Open first letters, oldest first, behind a place in the register.
pub fn open_notices(conn: &mut Conn, behind: i64, limit: i64) -> Result<Vec<LetterRow>, Error> {
    let rows = letters::table
        .filter(letters::kind.eq(LetterKind::FirstNotice.code()))
        .filter(letters::state.eq("open"))
        .filter(letters::sort.gt(behind))
        .order(letters::sort)
        .limit(limit)
        .select(LetterRow::as_select())
        .load(conn)?;
    Ok(rows)
}

/// A page of the register of letters, newest first, before the given sort number.
pub fn register(conn: &mut Conn, before: i64, limit: i64) -> Result<Vec<LetterRow>, Error> {
    let rows = letters::table
        .filter(letters::sort.lt(before))
        .order(letters::sort.desc())
        .limit(limit)
        .select(LetterRow::as_select())
        .load(conn)?;
    Ok(rows)
}
