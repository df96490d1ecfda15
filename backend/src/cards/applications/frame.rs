//! What the pages of applications and batches share: dates in tables.

use crate::kernel::{BusinessDate, Lang};

/// A date in a table, empty where there is none.
pub fn table_date(day: Option<BusinessDate>, lang: Lang) -> String {
    day.map_or_else(String::new, |day| day.table(lang))
}
