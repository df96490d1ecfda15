//! Reading a bylaws file: every table is taken out as it is read, so that what is left over was not known.

mod regulation;

use toml::{Table, Value as Toml};

use super::fault::{BylawsError, Fault};
use super::parameters::Key;
use super::value::{Dated, Value};
use crate::kernel::BusinessDate;

/// The regulation that the parameters belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regulation {
    /// Its full name.
    pub name: String,
    /// Who resolved it: the board, which meeting.
    pub resolved_by: String,
    /// The day of that meeting.
    pub resolved_on: BusinessDate,
    /// The first day on which it binds (R0).
    pub in_force_from: BusinessDate,
    /// Its amendments, oldest first.
    pub amended: Vec<Amendment>,
}

/// A meeting that amended the regulation. A figure which the regulation fixes changes on the day on which one comes into force,
/// and on no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Who resolved it: the board, which meeting.
    pub resolved_by: String,
    /// The day of that meeting.
    pub resolved_on: BusinessDate,
    /// The first day on which it binds.
    pub in_force_from: BusinessDate,
}

/// A firm limit of a parameter: no cooperative may go beyond it.
pub(super) struct Limit<T> {
    holds: fn(&T) -> bool,
    words: &'static str,
    fixed: Option<Fixed<T>>,
}

/// A figure that the regulation itself says, and where else a value may come from without an amendment.
struct Fixed<T> {
    figure: T,
    /// A parameter whose value on the same day may stand here too.
    also: Option<Key>,
}

impl<T> Limit<T> {
    pub(super) const fn of(holds: fn(&T) -> bool, words: &'static str) -> Self {
        Self {
            holds,
            words,
            fixed: None,
        }
    }

    pub(super) const fn none() -> Self {
        Self::of(|_| true, "")
    }

    /// The regulation says this figure, and no footnote opens it.
    pub(super) fn fixed(self, figure: T) -> Self {
        Self {
            fixed: Some(Fixed { figure, also: None }),
            ..self
        }
    }

    /// The same, and what another parameter says on the day.
    pub(super) fn fixed_or(self, figure: T, also: Key) -> Self {
        let also = Some(also);
        Self {
            fixed: Some(Fixed { figure, also }),
            ..self
        }
    }
}

/// Reads one file and gathers every fault, so that they can be mended in one go.
pub(super) struct Reader {
    root: Table,
    regulation: Option<Regulation>,
    errors: Vec<BylawsError>,
}

impl Reader {
    pub(super) fn open(text: &str) -> Result<Self, Vec<BylawsError>> {
        let root: Table = text.parse().map_err(|error: toml::de::Error| {
            vec![BylawsError::at("file", Fault::NotToml(error.to_string()))]
        })?;
        let mut reader = Self {
            root,
            regulation: None,
            errors: Vec::new(),
        };
        reader.regulation = reader.read_regulation();
        Ok(reader)
    }

    pub(super) fn regulation(&self) -> Option<Regulation> {
        self.regulation.clone()
    }

    /// The values of one parameter; none when there was a fault, which is then among the errors.
    pub(super) fn dated<T: Value>(&mut self, key: Key, limit: Limit<T>) -> Option<Dated<T>> {
        let Some(Toml::Table(mut table)) = self.root.remove(key.name()) else {
            self.fault(key, "", Fault::Missing);
            return None;
        };
        self.must_say(key, &mut table, "rule", key.rule().id());
        self.must_say(key, &mut table, "basis", key.basis().basis.code());
        self.must_say(key, &mut table, "citation", key.basis().citation);
        let values = table.remove("values");
        self.no_more(Some(key), key.name(), &table);
        let Some(Toml::Array(rows)) = values else {
            self.fault(
                key,
                ".values",
                Fault::WrongKind("a list of { effective_from, value }"),
            );
            return None;
        };
        let read: Vec<_> = rows
            .into_iter()
            .filter_map(|row| self.row(key, row, &limit))
            .collect();
        self.in_order(key, &read);
        if let Some(fixed) = &limit.fixed {
            self.as_resolved(key, fixed, &read);
        }
        Some(Dated::of(read))
    }

    /// Ends the reading: what is left over is unknown, and a file with any fault is no bylaws.
    pub(super) fn close<T>(mut self, whole: Option<T>) -> Result<T, Vec<BylawsError>> {
        let left = std::mem::take(&mut self.root);
        for name in left.keys() {
            self.errors.push(BylawsError::at(name, Fault::UnknownKey));
        }
        whole.filter(|_| self.errors.is_empty()).ok_or(self.errors)
    }

    fn row<T: Value>(
        &mut self,
        key: Key,
        row: Toml,
        limit: &Limit<T>,
    ) -> Option<(BusinessDate, T)> {
        let Toml::Table(mut row) = row else {
            self.fault(
                key,
                ".values",
                Fault::WrongKind("a list of { effective_from, value }"),
            );
            return None;
        };
        let (from, value) = (row.remove("effective_from"), row.remove("value"));
        self.no_more(Some(key), &format!("{}.values", key.name()), &row);
        let from = from.as_ref().and_then(day);
        let value = value.as_ref().and_then(T::read);
        if from.is_none() {
            self.fault(
                key,
                ".effective_from",
                Fault::WrongKind("a day such as 2020-08-29"),
            );
        }
        if value.is_none() {
            self.fault(key, ".value", Fault::WrongKind(T::EXPECTED));
        }
        let (from, value) = from.zip(value)?;
        if !(limit.holds)(&value) {
            let limit = limit.words;
            let value = value.show().en.into_owned();
            self.fault(key, "", Fault::BeyondLimit { value, limit });
            return None;
        }
        Some((from, value))
    }

    fn in_order<T>(&mut self, key: Key, values: &[(BusinessDate, T)]) {
        if !values.is_sorted_by(|(one, _), (next, _)| one < next) {
            self.fault(key, "", Fault::NotInOrder);
        }
        let Some(start) = self
            .regulation
            .as_ref()
            .map(|regulation| regulation.in_force_from)
        else {
            return;
        };
        if values.first().is_none_or(|(from, _)| *from > start) {
            self.fault(key, "", Fault::NotFromTheStart(start));
        }
    }

    /// R0: a figure of the regulation changes on the day on which an amended regulation comes into force.
    fn as_resolved<T: Value>(&mut self, key: Key, fixed: &Fixed<T>, values: &[(BusinessDate, T)]) {
        let before = std::iter::once(&fixed.figure).chain(values.iter().map(|(_, value)| value));
        for ((from, value), was) in values.iter().zip(before) {
            let elsewhere = || fixed.also.and_then(|other| self.on_its_day(other, *from));
            if value == was || self.is_amended_on(*from) || elsewhere().as_ref() == Some(value) {
                continue;
            }
            let (value, was) = (value.show().en.into_owned(), was.show().en.into_owned());
            let from = *from;
            self.fault(key, "", Fault::NotAmended { value, was, from });
        }
    }

    fn is_amended_on(&self, day: BusinessDate) -> bool {
        let amended = self.regulation.iter().flat_map(|r| &r.amended);
        amended.into_iter().any(|one| one.in_force_from == day)
    }

    /// What a parameter that was not read yet says on a day.
    fn on_its_day<T: Value>(&self, key: Key, on: BusinessDate) -> Option<T> {
        let rows = self.root.get(key.name())?.get("values")?.as_array()?;
        let begun = |row: &&Toml| {
            row.get("effective_from")
                .and_then(day)
                .is_some_and(|d| d <= on)
        };
        T::read(rows.iter().rev().find(begun)?.get("value")?)
    }

    fn must_say(&mut self, key: Key, table: &mut Table, name: &str, expected: &'static str) {
        let said = table.remove(name);
        if said.as_ref().and_then(Toml::as_str) != Some(expected) {
            self.fault(key, &format!(".{name}"), Fault::MustSay(expected));
        }
    }

    fn no_more(&mut self, key: Option<Key>, place: &str, table: &Table) {
        for name in table.keys() {
            let error = BylawsError::at(format!("{place}.{name}"), Fault::UnknownKey);
            self.errors
                .push(key.map_or(error.clone(), |key| error.of(key)));
        }
    }

    fn fault(&mut self, key: Key, below: &str, fault: Fault) {
        self.errors
            .push(BylawsError::at(format!("{}{below}", key.name()), fault).of(key));
    }
}

fn day(value: &Toml) -> Option<BusinessDate> {
    BusinessDate::parse_iso(&value.as_datetime()?.to_string()).ok()
}
