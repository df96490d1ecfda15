//! Pages: ways in, people, orders, the matrix of duties. The same services as REST.

mod entry;
mod files;
mod first_run;
mod orders;
mod people;
mod person;

use super::texts;
use crate::kernel::{BusinessDate, Lang, Problem};
use crate::web::ask::field_notes;
use crate::web::body::Posted;
use crate::web::parts::FieldNote;
use crate::web::route::Route;

/// The pages of this feature.
pub fn routes() -> Vec<Route> {
    [
        entry::routes(),
        first_run::routes(),
        // Before one person: `/people.csv` is nobody.
        files::routes(),
        people::routes(),
        person::routes(),
        orders::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Pages that exist in the demonstration only.
pub fn demonstration_routes() -> Vec<Route> {
    entry::demonstration_routes()
}

/// The field's date in any of the ways people write it.
fn date(form: &Posted, name: &'static str, today: BusinessDate) -> Result<BusinessDate, Problem> {
    BusinessDate::parse_input(form.text(name), today)
        .map_err(|_| Problem::bad_field(name, "not_a_date", texts::NOT_A_DATE))
}

/// The same where the field may stay empty.
fn date_or_none(
    form: &Posted,
    name: &'static str,
    today: BusinessDate,
) -> Result<Option<BusinessDate>, Problem> {
    form.filled(name)
        .map(|_| date(form, name, today))
        .transpose()
}

/// What is wrong with a form, gathered field by field, so that a person is told all of it at once.
#[derive(Default)]
struct Gathered(Option<Problem>);

impl Gathered {
    /// The value that was read; nothing when it could not be, and then [`Gathered::end`] refuses.
    fn take<T, E: Into<Problem>>(&mut self, read: Result<T, E>) -> Option<T> {
        let refused = match read {
            Ok(value) => return Some(value),
            Err(refused) => refused.into(),
        };
        match &mut self.0 {
            Some(first) => first.errors.extend(refused.errors),
            None => self.0 = Some(refused),
        }
        None
    }

    /// Refuses when anything was wrong.
    fn end(self) -> Result<(), Problem> {
        self.0.map_or(Ok(()), Err)
    }
}

/// What a refusal says of the fields, with the page's own names for them.
fn notes(problem: &Problem, lang: Lang, names: &[(&str, &str)]) -> Vec<FieldNote> {
    field_notes(problem, lang, |field| {
        let page = names.iter().find(|(ours, _)| *ours == field);
        page.map_or(field, |(_, page)| *page).to_owned()
    })
}

/// What was typed, in words, where it is a date.
fn echo(typed: &str, today: BusinessDate, lang: Lang) -> String {
    let day = BusinessDate::parse_input(typed, today).ok();
    day.map_or_else(String::new, |day| day.echo(lang))
}

#[cfg(test)]
mod tests;
