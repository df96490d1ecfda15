//! Sums of whole numbers. Both databases widen `SUM(bigint)` to a type of their own, so it is cast back (decision 12).

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::sql_types::BigInt;

/// `CAST(SUM(column) AS BIGINT)`, for a query that groups rows: a group has a row, so the sum is never absent.
pub fn sum_of(column: &'static str) -> SqlLiteral<BigInt> {
    sql(&format!("CAST(SUM({column}) AS BIGINT)"))
}
