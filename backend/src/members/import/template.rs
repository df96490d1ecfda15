//! The header of the empty file to fill in, in the reader's language.

use crate::kernel::Lang;
use crate::members::entry::Field;
use crate::members::texts;

/// Columns of the file, in order.
const COLUMNS: [Field; 9] = [
    Field::Number,
    Field::Title,
    Field::GivenName,
    Field::Surname,
    Field::NationalId,
    Field::Telephone,
    Field::Address,
    Field::Division,
    Field::JoinedOn,
];

/// What stands over each column.
pub fn heads(lang: Lang) -> Vec<String> {
    let head = |field: &Field| texts::field(*field).get(lang).to_owned();
    COLUMNS.iter().map(head).collect()
}
