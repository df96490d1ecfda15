//! Who made and who approved, by name: one query for a page.

use std::collections::BTreeMap;

use crate::db::Conn;
use crate::identity::service as identity;
use crate::kernel::{PersonId, Problem};
use crate::ledger::journal::EntryView;

/// Names by person; who is not there is shown by number.
pub(super) struct Names(BTreeMap<i64, String>);

impl Names {
    /// The names of these people.
    pub(super) fn of(
        conn: &mut Conn,
        people: impl IntoIterator<Item = PersonId>,
    ) -> Result<Self, Problem> {
        let mut ids: Vec<PersonId> = people.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self(identity::names_of(conn, &ids)?))
    }

    /// The names of those who made and approved these entries.
    pub(super) fn of_entries(conn: &mut Conn, entries: &[EntryView]) -> Result<Self, Problem> {
        let people = entries
            .iter()
            .flat_map(|entry| [Some(entry.made_by), entry.approved_by])
            .flatten();
        Self::of(conn, people)
    }

    /// What a person is called.
    pub(super) fn call(&self, person: PersonId) -> String {
        let name = self.0.get(&person.get());
        name.cloned().unwrap_or_else(|| person.to_string())
    }
}
