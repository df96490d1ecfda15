//! What was read beside the registry: new, seen, changed or faulty. Pure; the registry's side is read before, in few queries.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::rows::{ReadFile, ReadRow, RowFault};
use crate::audit::model::hex;
use crate::files::Faults;
use crate::kernel::{BusinessDate, MemberId};
use crate::members::entry::{Fault, Field, Reason};
use crate::members::model::Member;
use crate::members::rules::{self, Marks, differences};

/// What the registry knows of the members in a file.
#[derive(Default)]
pub struct Registry {
    /// By the number's key.
    pub by_number: HashMap<String, Member>,
    /// Who has or had a national ID, by its index value: id and number as written.
    pub national_ids: BTreeMap<String, (MemberId, String)>,
    /// When these members first asked for a card.
    pub first_asked: BTreeMap<MemberId, BusinessDate>,
}

/// A row that differs from the registry.
pub struct ChangedRow {
    /// The row's place among the good rows of the file.
    pub row: usize,
    pub fields: Vec<Field>,
}

/// The outcome for every row.
#[derive(Default)]
pub struct Comparison {
    /// Places of rows among the good rows of the file.
    pub new: Vec<usize>,
    pub seen: usize,
    pub changed: Vec<ChangedRow>,
    /// Rows that cannot stand beside the registry.
    pub faults: Faults<RowFault>,
    /// Over each row's outcome: line, what becomes of it, the member and the version that it was set beside.
    rows_hash: Sha256,
}

/// How many rows came out how. A row with two faults is one faulty row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub rows: usize,
    pub new: usize,
    pub seen: usize,
    pub changed: usize,
    pub faulty: usize,
}

/// Sets every good row beside the registry; `marks` are the look-up values of each row, in their order.
pub fn compare(file: &ReadFile, marks: &[Marks], registry: &Registry) -> Comparison {
    let mut found = Comparison::default();
    for (at, (row, marks)) in file.rows.iter().zip(marks).enumerate() {
        let kept = registry.by_number.get(&row.member.number.key());
        let holder = registry.national_ids.get(&marks.national_id);
        if let Some((_, number)) = holder.filter(|(id, _)| kept.is_none_or(|k| k.id != *id)) {
            let reason = Reason::NationalIdTaken {
                number: number.clone(),
            };
            found.say(row.line, "taken", None, &[]);
            let fault = Fault::new(Field::NationalId, reason);
            found.faults.push(|| file.fault(row.line, fault));
            continue;
        }
        let Some(member) = kept else {
            found.say(row.line, "new", None, &[]);
            found.new.push(at);
            continue;
        };
        let says = |field| file.says(field);
        let fields = differences(&member.details, &row.member, marks, says);
        if let Err(reason) = joined(row, member, &fields, registry) {
            found.say(row.line, "joined", Some(member), &[]);
            let fault = Fault::new(Field::JoinedOn, reason);
            found.faults.push(|| file.fault(row.line, fault));
        } else if fields.is_empty() {
            found.say(row.line, "seen", Some(member), &[]);
            found.seen += 1;
        } else {
            found.say(row.line, "changed", Some(member), &fields);
            found.changed.push(ChangedRow { row: at, fields });
        }
    }
    found
}

/// A4: whether the day of joining that the file says can stand, where it differs.
fn joined(
    row: &ReadRow,
    member: &Member,
    fields: &[Field],
    registry: &Registry,
) -> Result<(), Reason> {
    if !fields.contains(&Field::JoinedOn) {
        return Ok(());
    }
    let asked = registry.first_asked.get(&member.id).copied();
    rules::may_have_joined(row.member.joined_on, member.left_on, asked)
}

impl Comparison {
    fn say(&mut self, line: u64, what: &str, member: Option<&Member>, fields: &[Field]) {
        let (id, version) = member.map_or((0, 0), |m| (m.id.get(), m.version));
        let fields: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        let said = format!("{line}|{what}|{id}|{version}|{};", fields.join(","));
        self.rows_hash.update(said);
    }

    pub fn counts(&self, file: &ReadFile) -> Counts {
        let good = self.new.len() + self.seen + self.changed.len();
        Counts {
            rows: file.rows_total,
            new: self.new.len(),
            seen: self.seen,
            changed: self.changed.len(),
            faulty: file.rows_total - good,
        }
    }

    /// All faults in the order of the lines, as far as they are kept.
    pub fn all_faults(&self, file: &ReadFile) -> Faults<RowFault> {
        file.faults.and(&self.faults, |fault| fault.line)
    }

    /// What a confirmation must name: the same file, read the same way, with the same outcome of every row beside the registry,
    /// and the choices of the preview.
    pub fn hash(&self, read: &str, file: &ReadFile, chosen: &str) -> String {
        let rows = hex(&self.rows_hash.clone().finalize());
        let Counts {
            rows: count,
            faulty,
            ..
        } = self.counts(file);
        let said = format!("members-import-2|{read}|{rows}|{count}|{faulty}|{chosen}");
        hex(&Sha256::digest(said))
    }
}

/// What an import did; told once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Imported {
    Imported {
        /// SHA-256 of the file; its name is not kept, for names of files tell about people.
        file_hash: String,
        #[serde(flatten)]
        counts: Counts,
        /// Members entered.
        added: usize,
        /// Members brought to what the file says; zero unless that was asked for.
        updated: usize,
    },
}
