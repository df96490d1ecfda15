//! What was read beside the registry: new, seen, changed or faulty. Pure; the registry's side is read before, in few queries.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::rows::{ReadFile, ReadRow, RowFault};
use crate::audit::model::hex;
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
pub struct ChangedRow<'a> {
    pub member: &'a Member,
    pub row: &'a ReadRow,
    pub marks: Marks,
    pub fields: Vec<Field>,
}

/// The outcome for every row.
#[derive(Default)]
pub struct Comparison<'a> {
    pub new: Vec<&'a ReadRow>,
    pub seen: usize,
    pub changed: Vec<ChangedRow<'a>>,
    /// Rows that cannot stand beside the registry.
    pub faults: Vec<RowFault>,
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
pub fn compare<'a>(file: &'a ReadFile, marks: &[Marks], registry: &'a Registry) -> Comparison<'a> {
    let mut found = Comparison::default();
    for (row, marks) in file.rows.iter().zip(marks) {
        let kept = registry.by_number.get(&row.member.number.key());
        let holder = registry.national_ids.get(&marks.national_id);
        if let Some((_, number)) = holder.filter(|(id, _)| kept.is_none_or(|k| k.id != *id)) {
            let reason = Reason::NationalIdTaken {
                number: number.clone(),
            };
            let fault = Fault::new(Field::NationalId, reason);
            found.faults.push(file.fault(row.line, fault, None));
            continue;
        }
        let Some(member) = kept else {
            found.new.push(row);
            continue;
        };
        let fields = differences(&member.details, &row.member, marks, |field| {
            file.says(field)
        });
        if let Err(reason) = joined(row, member, &fields, registry) {
            let fault = Fault::new(Field::JoinedOn, reason);
            found.faults.push(file.fault(row.line, fault, None));
        } else if fields.is_empty() {
            found.seen += 1;
        } else {
            found.changed.push(ChangedRow {
                member,
                row,
                marks: marks.clone(),
                fields,
            });
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

impl Comparison<'_> {
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

    /// All faults in the order of the lines.
    pub fn all_faults(&self, file: &ReadFile) -> Vec<RowFault> {
        let mut all = [file.faults.as_slice(), &self.faults].concat();
        all.sort_by_key(|fault| fault.line);
        all
    }
}

/// What a confirmation must name: the same file, read the same way, with the same outcome beside the registry.
pub fn preview_hash(file_hash: &str, encoding: &str, counts: &Counts) -> String {
    let Counts {
        rows,
        new,
        seen,
        changed,
        faulty,
    } = counts;
    let said =
        format!("members-import-1|{file_hash}|{encoding}|{rows}|{new}|{seen}|{changed}|{faulty}");
    hex(&Sha256::digest(said))
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
