//! The regulation in a bylaws file, with the meetings that resolved and amended it.

use toml::{Table, Value as Toml};

use super::super::fault::{BylawsError, Fault};
use super::super::value::Value;
use super::{Amendment, Reader, Regulation, day};
use crate::kernel::{BusinessDate, Rule};

/// What names a meeting.
const MEETING_EXPECTED: &str = "who resolved it and which meeting, 4 letters or digits at least";
const MEETING_SIGNS_MIN: usize = 4;

/// R0: who resolved it, which meeting. A full stop and marks that nobody sees name no meeting.
fn meeting(value: &Toml) -> Option<String> {
    let is_sign = |c: &char| c.is_ascii_alphanumeric() || matches!(c, 'ก'..='ฮ' | '๐'..='๙');
    let text = String::read(value)?;
    (text.chars().filter(is_sign).count() >= MEETING_SIGNS_MIN).then_some(text)
}

/// Where the day of an amendment's meeting stands.
fn place_of(at: usize) -> String {
    format!("regulation.amended[{at}].resolved_on")
}

impl Regulation {
    /// R0: no meeting lies after today; what is not resolved yet binds nobody.
    pub fn meetings_after(&self, today: BusinessDate) -> Vec<BylawsError> {
        let own = ("regulation.resolved_on".to_owned(), self.resolved_on);
        let amended = self.amended.iter().enumerate();
        let all = amended.map(|(at, one)| (place_of(at), one.resolved_on));
        std::iter::once(own)
            .chain(all)
            .filter(|(_, on)| *on > today)
            .map(|(place, on)| BylawsError::at(place, Fault::MeetingInFuture(on)).by(Rule::R0))
            .collect()
    }
}

impl Reader {
    pub(super) fn read_regulation(&mut self) -> Option<Regulation> {
        let Some(Toml::Table(mut table)) = self.root.remove("regulation") else {
            self.errors
                .push(BylawsError::at("regulation", Fault::Missing));
            return None;
        };
        let name = self.of_regulation(&mut table, "name", String::read, String::EXPECTED);
        let resolved_by = self.of_regulation(&mut table, "resolved_by", meeting, MEETING_EXPECTED);
        let resolved_on =
            self.of_regulation(&mut table, "resolved_on", day, "a day such as 2020-08-28");
        let in_force_from =
            self.of_regulation(&mut table, "in_force_from", day, "a day such as 2020-08-29");
        let amended = self.amendments(table.remove("amended"), in_force_from, resolved_on);
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
            amended,
        })
    }

    /// The meetings that amended the regulation; a file without any has none.
    fn amendments(
        &mut self,
        rows: Option<Toml>,
        start: Option<BusinessDate>,
        resolved_on: Option<BusinessDate>,
    ) -> Vec<Amendment> {
        let rows = match rows {
            None => return Vec::new(),
            Some(Toml::Array(rows)) => rows,
            Some(_) => vec![Toml::Boolean(false)],
        };
        let read: Vec<Amendment> = rows
            .into_iter()
            .zip(0..)
            .filter_map(|(row, at)| self.amendment(row, at))
            .collect();
        for (one, at) in read.iter().zip(0..) {
            if resolved_on.is_some_and(|first| one.resolved_on < first) {
                let fault = BylawsError::at(place_of(at), Fault::AmendedBeforeResolved);
                self.errors.push(fault.by(Rule::R0));
            }
        }
        let days = start
            .into_iter()
            .chain(read.iter().map(|a| a.in_force_from));
        if !days.is_sorted_by(|one, next| one < next) {
            let fault = BylawsError::at("regulation.amended", Fault::AmendmentsNotInOrder);
            self.errors.push(fault.by(Rule::R0));
        }
        read
    }

    fn amendment(&mut self, row: Toml, at: usize) -> Option<Amendment> {
        let place = format!("amended[{at}]");
        let Toml::Table(mut row) = row else {
            let fault = Fault::WrongKind("a list of { resolved_by, resolved_on, in_force_from }");
            self.errors
                .push(BylawsError::at(format!("regulation.{place}"), fault).by(Rule::R0));
            return None;
        };
        let name = |name: &str| format!("{place}.{name}");
        let by = row.remove("resolved_by");
        let by = self.told(by, &name("resolved_by"), meeting, MEETING_EXPECTED);
        let on = row.remove("resolved_on");
        let on = self.told(on, &name("resolved_on"), day, "a day such as 2027-01-15");
        let from = row.remove("in_force_from");
        let from = self.told(
            from,
            &name("in_force_from"),
            day,
            "a day such as 2027-02-01",
        );
        self.no_more(None, &format!("regulation.{place}"), &row);
        if from.zip(on).is_some_and(|(from, on)| from < on) {
            let place = format!("regulation.{}", name("in_force_from"));
            self.errors
                .push(BylawsError::at(place, Fault::InForceBeforeResolved).by(Rule::R0));
        }
        Some(Amendment {
            resolved_by: by?,
            resolved_on: on?,
            in_force_from: from?,
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
        self.told(found, name, read, expected)
    }

    fn told<T>(
        &mut self,
        found: Option<Toml>,
        name: &str,
        read: impl Fn(&Toml) -> Option<T>,
        expected: &'static str,
    ) -> Option<T> {
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
}
