//! What the pages of applications and batches share: dates in tables, and what is wrong beside its field.

use crate::kernel::{BusinessDate, Lang, Problem};
use crate::web::parts::FieldNote;

/// A date in a table, empty where there is none.
pub fn table_date(day: Option<BusinessDate>, lang: Lang) -> String {
    day.map_or_else(String::new, |day| day.table(lang))
}

/// What is wrong, for the summary and beside the fields; `names` turns a field of the interface into one of the form.
pub fn notes(problem: &Problem, lang: Lang, names: impl Fn(&str) -> String) -> Vec<FieldNote> {
    problem
        .errors
        .iter()
        .map(|error| FieldNote {
            field: names(&error.field),
            message: error.message.get(lang).to_owned(),
        })
        .collect()
}
