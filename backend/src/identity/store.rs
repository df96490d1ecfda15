//! Rows of people, accounts, roles, orders and duties.

mod accounts;
mod duties;
mod persons;
mod tries;

pub(super) use accounts::*;
pub(super) use duties::*;
pub(super) use persons::*;
pub(super) use tries::*;

use super::error::IdentityError;
use super::model::{Account, DutyGiven, Order, Person, RoleGiven};
use crate::audit::verify::ProjectionCheck;
use crate::db::{self, FactTable, facts_of, projection_of};

/// The fact tables of this feature.
pub(super) fn fact_tables() -> Vec<FactTable> {
    vec![
        facts_of::<Person>(),
        facts_of::<Account>(),
        facts_of::<RoleGiven>(),
        facts_of::<Order>(),
        facts_of::<DutyGiven>(),
    ]
}

/// The projections of this feature, and how each is proved.
pub(super) fn projections() -> Vec<ProjectionCheck> {
    vec![
        projection_of::<Person>(),
        projection_of::<Account>(),
        projection_of::<RoleGiven>(),
        projection_of::<Order>(),
        projection_of::<DutyGiven>(),
        passwords_check(),
    ]
}

/// Ties a model to its facts and to its row. Rows are changed in place, because other rows refer to them.
macro_rules! kept {
    ($model:ident as $row:ident in $table:ident, $fact:ident in $fact_row:ident, $id:expr) => {
        impl crate::db::ProjectionRow for $row {
            const TABLE: &'static str = stringify!($table);
            fn id(&self) -> i64 {
                self.id
            }
            fn load(conn: &mut Conn, ids: &[i64]) -> QueryResult<Vec<Self>> {
                crate::db::in_parts(ids.iter().copied(), |part| on_each!(conn, c => $table::table
                    .filter(crate::db::among!($table::id, part))
                    .order($table::id)
                    .select(Self::as_select())
                    .load(c)))
            }
            fn save(conn: &mut Conn, rows: &[Self]) -> QueryResult<()> {
                for row in rows {
                    on_each!(conn, c => diesel::insert_into($table::table)
                        .values(row)
                        .on_conflict($table::id)
                        .do_update()
                        .set(row)
                        .execute(c))?;
                }
                Ok(())
            }
            fn count(conn: &mut Conn) -> QueryResult<i64> {
                $table::table.count().get_result(conn)
            }
        }

        impl crate::db::Aggregate for $model {
            type FactRow = crate::identity::schema::$fact_row;
            type Fact = crate::identity::model::$fact;
            type Row = $row;

            fn apply(
                state: Option<Self>,
                id: i64,
                _on: BusinessDate,
                fact: &Self::Fact,
            ) -> Result<Self, crate::db::WrongStep> {
                $model::apply(state, $id(id), fact)
                    .ok_or(crate::db::WrongStep("a fact that cannot follow the ones before it"))
            }
            fn row(&self) -> $row {
                $row::from(self)
            }
        }
    };
}
use kept;

fn unreadable(what: &'static str) -> IdentityError {
    IdentityError::Store(db::Error::Stored(what))
}

#[cfg(test)]
mod tests;
