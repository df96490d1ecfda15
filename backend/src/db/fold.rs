//! Aggregates: state that is folded from told facts, and the projection row that shows it (decision 1).
//!
//! An act folds the facts of its subjects, lets the rules decide, tells new facts and saves the new rows. `verify` folds
//! everything again and compares: a projection that was edited by hand, or a fold that changed its mind, is found.

use std::collections::BTreeMap;
use std::fmt::Debug;

use diesel::QueryResult;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Conn, Error, FactTable, Told, Tx, onward};
use crate::audit::verify::{Broken, ProjectionCheck};
use crate::kernel::BusinessDate;

/// Subjects that `verify` folds at once.
const PAGE_SUBJECTS: i64 = 2_000;

/// A step that the state does not allow. Rules refuse with their id before it comes to this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongStep(pub &'static str);

/// A row of a projection: written whole, found by id.
pub trait ProjectionRow: Sized + PartialEq + Debug {
    const TABLE: &'static str;
    fn id(&self) -> i64;
    fn load(conn: &mut Conn, ids: &[i64]) -> QueryResult<Vec<Self>>;
    fn save(conn: &mut Conn, rows: &[Self]) -> QueryResult<()>;
    fn count(conn: &mut Conn) -> QueryResult<i64>;
}

/// Keeps, in the same act, what else follows from these states beside their own rows. Runs after those are saved.
pub type Beside<A> = fn(&mut Tx<'_>, &[A]) -> Result<(), Error>;

/// State folded from facts. `apply` is the state machine: an exhaustive match over the facts.
pub trait Aggregate: Sized {
    type FactRow: Told;
    type Fact: Serialize + DeserializeOwned;
    type Row: ProjectionRow;
    /// Another projection that follows from this one's states: kept by whatever tells a fact, so that no door is forgotten.
    const BESIDE: Option<Beside<Self>> = None;

    /// The state after a fact that happened on `on`; `None` before the first one.
    fn apply(
        state: Option<Self>,
        id: i64,
        on: BusinessDate,
        fact: &Self::Fact,
    ) -> Result<Self, WrongStep>;
    fn row(&self) -> Self::Row;
}

/// The states of these subjects, folded from their facts. A subject without facts is absent.
pub fn fold<A: Aggregate>(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, A>, Error> {
    let mut states: BTreeMap<i64, A> = BTreeMap::new();
    for row in A::FactRow::of_subjects(conn, ids)? {
        let fact: A::Fact = serde_json::from_str(row.data())?;
        let before = states.remove(&row.subject());
        let after =
            A::apply(before, row.subject(), row.on(), &fact).map_err(|e| Error::WrongStep(e.0))?;
        states.insert(row.subject(), after);
    }
    Ok(states)
}

/// The state of one subject.
pub fn fold_one<A: Aggregate>(conn: &mut Conn, id: i64) -> Result<Option<A>, Error> {
    Ok(fold::<A>(conn, &[id])?.remove(&id))
}

impl Tx<'_> {
    /// Tells facts, applies each to its state and saves the new rows: as few statements as both databases bind values.
    pub fn advance<A: Aggregate>(
        &mut self,
        steps: Vec<(i64, Option<A>, BusinessDate, A::Fact)>,
    ) -> Result<Vec<A>, Error> {
        let (mut after, mut told) = (Vec::new(), Vec::new());
        for (id, before, on, fact) in steps {
            after.push(A::apply(before, id, on, &fact).map_err(|e| Error::WrongStep(e.0))?);
            told.push((id, on, fact));
        }
        self.tell_all::<A::FactRow, _>(&told)?;
        let rows: Vec<A::Row> = after.iter().map(Aggregate::row).collect();
        A::Row::save(self.conn, &rows)?;
        if let Some(keep) = A::BESIDE {
            keep(self, &after)?;
        }
        Ok(after)
    }

    /// The same for one subject.
    pub fn advance_one<A: Aggregate>(
        &mut self,
        id: i64,
        before: Option<A>,
        on: BusinessDate,
        fact: A::Fact,
    ) -> Result<A, Error> {
        self.advance(vec![(id, before, on, fact)])?
            .pop()
            .ok_or(Error::Stored("a step has a state"))
    }
}

/// The fact table of an aggregate, for `verify`.
pub const fn facts_of<A: Aggregate>() -> FactTable {
    FactTable::of::<A::FactRow>()
}

/// Folds every subject again and compares with the projection.
pub const fn projection_of<A: Aggregate>() -> ProjectionCheck {
    ProjectionCheck {
        table: A::Row::TABLE,
        check: check::<A>,
    }
}

fn check<A: Aggregate>(conn: &mut Conn) -> Result<Result<i64, Broken>, Error> {
    let (mut after, mut compared) = (0, 0);
    loop {
        let ids = A::FactRow::subjects_after(conn, after, PAGE_SUBJECTS)?;
        let Some(last) = ids.last() else { break };
        after = onward(after, *last)?;
        if let Some(broken) = compare::<A>(conn, &ids)? {
            return Ok(Err(broken));
        }
        compared += ids.len() as i64;
    }
    if A::Row::count(conn)? == compared {
        return Ok(Ok(compared));
    }
    Ok(Err(differs::<A>(
        None,
        "the projection has rows that no fact tells of, or lacks some",
    )))
}

fn compare<A: Aggregate>(conn: &mut Conn, ids: &[i64]) -> Result<Option<Broken>, Error> {
    let states = match fold::<A>(conn, ids) {
        Ok(states) => states,
        Err(Error::WrongStep(what)) => return Ok(Some(differs::<A>(ids.first().copied(), what))),
        Err(error) => return Err(error),
    };
    let stored: BTreeMap<i64, A::Row> = A::Row::load(conn, ids)?
        .into_iter()
        .map(|row| (row.id(), row))
        .collect();
    let wrong = states
        .iter()
        .find(|(id, state)| stored.get(id) != Some(&state.row()));
    Ok(wrong
        .map(|(id, _)| differs::<A>(Some(*id), "the projection differs from what its facts give")))
}

fn differs<A: Aggregate>(id: Option<i64>, what: &str) -> Broken {
    Broken {
        seq: None,
        table: Some(A::Row::TABLE.to_owned()),
        id,
        what: what.to_owned(),
    }
}

/// Declares the row of a projection: `projection_row! { /// doc  pub struct CardRow in cards { pub id: i64, .. } }`.
#[macro_export]
macro_rules! projection_row {
    ($(#[$doc:meta])* pub struct $row:ident in $table:ident { $($(#[$fdoc:meta])* pub $field:ident : $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, diesel::Queryable, diesel::Selectable, diesel::Insertable)]
        #[diesel(table_name = $table, treat_none_as_default_value = false)]
        pub struct $row { $($(#[$fdoc])* pub $field: $kind),+ }

        impl $crate::db::ProjectionRow for $row {
            const TABLE: &'static str = stringify!($table);
            fn id(&self) -> i64 { self.id }
            fn load(conn: &mut $crate::db::Conn, ids: &[i64]) -> diesel::QueryResult<Vec<Self>> {
                use diesel::prelude::*;
                $crate::db::in_parts(ids.iter().copied(), |part| $crate::db::on_each!(conn, c => $table::table
                    .filter($crate::db::among!($table::id, part)).order($table::id).select(Self::as_select()).load(c)))
            }
            fn save(conn: &mut $crate::db::Conn, rows: &[Self]) -> diesel::QueryResult<()> {
                use diesel::prelude::*;
                const COLUMNS: usize = [$(stringify!($field)),+].len();
                $crate::db::rows_in_parts(rows, COLUMNS, |part| {
                    let ids: Vec<i64> = part.values().iter().map(|row| row.id).collect();
                    $crate::db::rows_in_parts(&ids, 1, |ids| $crate::db::on_each!(conn, c =>
                        diesel::delete($table::table.filter($crate::db::among!($table::id, ids))).execute(c)))?;
                    $crate::db::on_each!(conn, c => diesel::insert_into($table::table).values(part.values()).execute(c))
                })
                .map(|_| ())
            }
            fn count(conn: &mut $crate::db::Conn) -> diesel::QueryResult<i64> {
                use diesel::prelude::*;
                $table::table.count().get_result(conn)
            }
        }
    };
}
pub use projection_row;
