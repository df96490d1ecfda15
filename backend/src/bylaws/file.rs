//! Reading a bylaws file: every table is taken out as it is read, so that what is left over was not known.

use toml::{Table, Value as Toml};

use super::parameters::Key;
use super::value::{Dated, Value};
use crate::kernel::{BusinessDate, Rule, Text};

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
}

/// A fault of a bylaws file, with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}{}: {fault}", citation.map(|article| format!(" ({article})")).unwrap_or_default())]
pub struct BylawsError {
    /// The key: `retention_years`, `regulation.name`.
    pub place: String,
    /// The rule that the parameter belongs to; none where the place is not a parameter.
    pub rule: Option<Rule>,
    /// The article that a person is shown.
    pub citation: Option<&'static str>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with one place of a bylaws file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not TOML at all; the text says where.
    #[error("not a TOML file: {0}")]
    NotToml(String),
    /// Nobody knows this key: most likely mistyped.
    #[error("no such key")]
    UnknownKey,
    /// Not in the file.
    #[error("missing")]
    Missing,
    /// Of another kind.
    #[error("expected {0}")]
    WrongKind(&'static str),
    /// Says another rule, basis or citation than the regulation has.
    #[error("must say \"{0}\"")]
    MustSay(&'static str),
    /// A value that no cooperative may choose.
    #[error("{value} is not allowed: {limit}")]
    BeyondLimit { value: String, limit: &'static str },
    /// The days from which values hold must rise.
    #[error("the values must be in order of effective_from, each day once")]
    NotInOrder,
    /// A time without a value.
    #[error("no value for the time from {0}, when the regulation came into force")]
    NotFromTheStart(BusinessDate),
    /// A regulation cannot bind before it was resolved.
    #[error("in force before the day it was resolved")]
    InForceBeforeResolved,
}

/// A firm limit of a parameter: no cooperative may go beyond it.
pub(super) struct Limit<T> {
    holds: fn(&T) -> bool,
    words: &'static str,
}

impl<T> Limit<T> {
    pub(super) const fn of(holds: fn(&T) -> bool, words: &'static str) -> Self {
        Self { holds, words }
    }

    pub(super) const fn none() -> Self {
        Self {
            holds: |_| true,
            words: "",
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

    fn read_regulation(&mut self) -> Option<Regulation> {
        let Some(Toml::Table(mut table)) = self.root.remove("regulation") else {
            self.errors
                .push(BylawsError::at("regulation", Fault::Missing));
            return None;
        };
        let name = self.of_regulation(&mut table, "name", String::read, String::EXPECTED);
        let resolved_by =
            self.of_regulation(&mut table, "resolved_by", String::read, String::EXPECTED);
        let resolved_on =
            self.of_regulation(&mut table, "resolved_on", day, "a day such as 2020-08-28");
        let in_force_from =
            self.of_regulation(&mut table, "in_force_from", day, "a day such as 2020-08-29");
        self.no_more(None, "regulation", &table);
        if in_force_from
            .zip(resolved_on)
            .is_some_and(|(from, on)| from < on)
        {
            self.errors.push(
                BylawsError::at("regulation.in_force_from", Fault::InForceBeforeResolved)
                    .by(Rule::R0),
            );
        }
        Some(Regulation {
            name: name?,
            resolved_by: resolved_by?,
            resolved_on: resolved_on?,
            in_force_from: in_force_from?,
        })
    }

    fn of_regulation<T>(
        &mut self,
        table: &mut Table,
        name: &str,
        read: impl Fn(&Toml) -> Option<T>,
        expected: &'static str,
    ) -> Option<T> {
        let found = table.remove(name);
        let value = found.as_ref().and_then(read);
        if value.is_none() {
            let fault = if found.is_some() {
                Fault::WrongKind(expected)
            } else {
                Fault::Missing
            };
            self.errors
                .push(BylawsError::at(format!("regulation.{name}"), fault).by(Rule::R0));
        }
        value
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

impl BylawsError {
    fn at(place: impl Into<String>, fault: Fault) -> Self {
        Self {
            place: place.into(),
            rule: None,
            citation: None,
            fault,
        }
    }

    fn of(mut self, key: Key) -> Self {
        self.rule = Some(key.rule());
        self.citation = Some(key.basis().citation);
        self
    }

    fn by(mut self, rule: Rule) -> Self {
        self.rule = Some(rule);
        self.citation = Some(rule.citation());
        self
    }

    /// The rule at stake, where the place belongs to one.
    pub const fn rule(&self) -> Option<Rule> {
        self.rule
    }

    /// The place, its article and the fault, for a page or the command line.
    pub fn text(&self) -> Text {
        let article = self
            .citation
            .map(|article| format!(" ({article})"))
            .unwrap_or_default();
        Text::of(
            format!("{}{article}: {}", self.place, self.fault.thai()),
            self.to_string(),
        )
    }
}

impl Fault {
    fn thai(&self) -> String {
        match self {
            Self::NotToml(reason) => format!("ไม่ใช่ไฟล์ TOML: {reason}"),
            Self::UnknownKey => "ไม่รู้จักชื่อนี้".to_owned(),
            Self::Missing => "ไม่มีในไฟล์".to_owned(),
            Self::WrongKind(expected) => format!("ค่าผิดชนิด ต้องเป็น {expected}"),
            Self::MustSay(words) => format!("ต้องเขียนว่า \"{words}\""),
            Self::BeyondLimit { value, limit } => format!("ใช้ค่า {value} ไม่ได้ ({limit})"),
            Self::NotInOrder => "วันที่เริ่มใช้ต้องเรียงลำดับและไม่ซ้ำกัน".to_owned(),
            Self::NotFromTheStart(from) => format!(
                "ไม่มีค่าที่ใช้ตั้งแต่วันที่ {} ซึ่งเป็นวันที่ระเบียบเริ่มใช้บังคับ",
                from.thai_long()
            ),
            Self::InForceBeforeResolved => "วันที่ใช้บังคับอยู่ก่อนวันที่มีมติ".to_owned(),
        }
    }
}

fn day(value: &Toml) -> Option<BusinessDate> {
    BusinessDate::parse_iso(&value.as_datetime()?.to_string()).ok()
}
