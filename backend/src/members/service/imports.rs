//! Importing a file: the preview writes and keeps nothing; the confirmation reads the same file again and enters all or nothing.

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

use super::parts;
use crate::app::App;
use crate::audit::model::hex;
use crate::db::{ActMeta, Conn, Error, IdempotencyKey, Receipt, Told as _, Tx};
use crate::files::{self, Encoding, Format};
use crate::identity::model::Actor;
use crate::kernel::{Instant, Lang, MemberId, PersonId};
use crate::members::entry::{Field, NewMember};
use crate::members::error::MemberError;
use crate::members::hooks;
use crate::members::import::compare::{
    Comparison, Counts, Imported, Registry, compare, preview_hash,
};
use crate::members::import::{self, ReadFile, RowFault};
use crate::members::model::Member;
use crate::members::rules::{Marks, change_to};
use crate::members::schema::ImportFactRow;
use crate::members::store;
use crate::vault::Secrets;

/// Faults that a preview lists; the rest are counted.
const FAULTS_SHOWN: usize = 500;

/// A file and how to take it. No `Debug`: a file holds people.
#[derive(Clone)]
pub struct ImportAsked {
    pub bytes: Vec<u8>,
    pub encoding: Encoding,
    /// Enter the good rows although others are faulty.
    pub skip_faulty: bool,
    /// Bring members whom the registry has to what the file says.
    pub update_changed: bool,
}

/// A fault as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultView {
    pub line: u64,
    /// The column's head as written in the file.
    pub column: String,
    pub field: &'static str,
    pub code: &'static str,
    pub reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A row that differs from the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedView {
    pub line: u64,
    pub number: String,
    pub fields: Vec<&'static str>,
}

/// What an import would do.
#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    pub format: Format,
    pub header_line: u64,
    /// Columns that were not understood and are left out.
    pub ignored_columns: Vec<String>,
    #[serde(flatten)]
    pub counts: Counts,
    /// In the order of the lines, 500 at most.
    pub faults: Vec<FaultView>,
    pub faults_total: usize,
    /// The same for rows that differ from the registry.
    pub changes: Vec<ChangedView>,
    /// What the confirmation must name.
    pub hash: String,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportView {
    pub id: i64,
    pub at: Instant,
    pub by: PersonId,
    #[serde(flatten)]
    pub imported: Imported,
}

/// What a file would do to the registry, with every fault. Writes nothing.
pub async fn preview_import(
    app: &App,
    asked: ImportAsked,
    lang: Lang,
) -> Result<Preview, MemberError> {
    let (asked, file) = read_file(app, asked).await?;
    let own = app.clone();
    app.read(move |conn| {
        let marks = marks_of(&own.secrets, &file);
        let registry = registry_of(conn, &file, &marks)?;
        let found = compare(&file, &marks, &registry);
        Ok(shown(&asked, &file, &found, lang))
    })
    .await
}

/// Imports the file that was previewed. All good rows or, when `skip_faulty` is not set and one is faulty, none.
pub async fn confirm_import(
    app: &App,
    by: &Actor,
    asked: ImportAsked,
    hash: String,
    key: IdempotencyKey,
) -> Result<Receipt, MemberError> {
    let (asked, file) = read_file(app, asked).await?;
    let own = app.clone();
    let meta = ActMeta::new(by.person, "member.imported").with_key(Some(key));
    let act = move |tx: &mut Tx<'_>| import_file(tx, &own.secrets, &asked, &file, &hash);
    app.writer.act(meta, act).await
}

async fn read_file(app: &App, asked: ImportAsked) -> Result<(ImportAsked, ReadFile), MemberError> {
    let today = app.clock.today();
    files::off_thread(move || {
        let file = import::read(&asked.bytes, asked.encoding, today)?;
        Ok((asked, file))
    })
    .await
}

fn import_file(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    asked: &ImportAsked,
    file: &ReadFile,
    hash: &str,
) -> Result<Receipt, MemberError> {
    let marks = marks_of(secrets, file);
    let registry = registry_of(tx.conn, file, &marks)?;
    let found = compare(file, &marks, &registry);
    let counts = found.counts(file);
    if preview_hash(&hash_of(&asked.bytes), asked.encoding.name(), &counts) != hash {
        return Err(MemberError::PreviewOutOfDate);
    }
    if counts.faulty > 0 && !asked.skip_faulty {
        return Err(MemberError::FaultyRows {
            rows: counts.faulty,
        });
    }
    let new: Vec<NewMember> = found.new.iter().map(|row| row.member.clone()).collect();
    let added = parts::enter_all(tx, secrets, &new)?.len();
    let updated = if asked.update_changed {
        update(tx, secrets, &found)?
    } else {
        0
    };
    let file_hash = hash_of(&asked.bytes);
    record(
        tx,
        &Imported::Imported {
            file_hash,
            counts,
            added,
            updated,
        },
    )
}

fn update(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    found: &Comparison<'_>,
) -> Result<usize, MemberError> {
    for changed in &found.changed {
        let change = change_to(&changed.row.member, &changed.fields);
        parts::change_one(tx, secrets, changed.member.clone(), &change)?;
    }
    Ok(found.changed.len())
}

fn record(tx: &mut Tx<'_>, imported: &Imported) -> Result<Receipt, MemberError> {
    let (id, today) = (tx.next_id("member_imports"), tx.today());
    tx.tell::<ImportFactRow>(id, today, imported)?;
    let mut receipt = Receipt::of("member-import", "members/imports", id);
    receipt.numbers = Vec::new();
    Ok(receipt)
}

/// What an import did, by its id.
pub fn import_of(conn: &mut Conn, id: i64) -> Result<ImportView, MemberError> {
    let rows = ImportFactRow::of_subjects(conn, &[id])?;
    let row = rows.first().ok_or(MemberError::Unknown)?;
    Ok(ImportView {
        id,
        at: Instant::micros(row.recorded_at),
        by: PersonId::new(row.person_id),
        imported: serde_json::from_str(&row.data).map_err(Error::from)?,
    })
}

fn marks_of(secrets: &Secrets, file: &ReadFile) -> Vec<Marks> {
    file.rows
        .iter()
        .map(|row| parts::marks_of(secrets, &row.member))
        .collect()
}

/// What the registry knows of the file's members: two queries for ten thousand rows.
fn registry_of(conn: &mut Conn, file: &ReadFile, marks: &[Marks]) -> Result<Registry, Error> {
    let keys: Vec<String> = file
        .rows
        .iter()
        .map(|row| row.member.number.key())
        .collect();
    let values: Vec<String> = marks.iter().map(|m| m.national_id.clone()).collect();
    let members = store::by_number_keys(conn, &keys)?.into_iter();
    let by_number: HashMap<String, Member> = members.map(|m| (m.details.number.key(), m)).collect();
    let national_ids = store::national_ids::known(conn, &values)?;
    let ids: Vec<MemberId> = by_number.values().map(|member| member.id).collect();
    Ok(Registry {
        by_number,
        national_ids,
        first_asked: hooks::first_applications(conn, &ids)?,
    })
}

fn hash_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn shown(asked: &ImportAsked, file: &ReadFile, found: &Comparison<'_>, lang: Lang) -> Preview {
    let (counts, faults) = (found.counts(file), found.all_faults(file));
    let unknown = file.columns_unknown();
    let changes = found
        .changed
        .iter()
        .take(FAULTS_SHOWN)
        .map(|changed| ChangedView {
            line: changed.row.line,
            number: changed.row.member.number.as_str().to_owned(),
            fields: changed.fields.iter().map(|f: &Field| f.name()).collect(),
        });
    Preview {
        format: file.format,
        header_line: file.header_line(),
        ignored_columns: unknown,
        counts,
        faults_total: faults.len(),
        faults: faults
            .iter()
            .take(FAULTS_SHOWN)
            .map(|f| fault_view(f, lang))
            .collect(),
        changes: changes.collect(),
        hash: preview_hash(&hash_of(&asked.bytes), asked.encoding.name(), &counts),
    }
}

fn fault_view(fault: &RowFault, lang: Lang) -> FaultView {
    let reason = crate::members::texts::reason(&fault.reason);
    FaultView {
        line: fault.line,
        column: fault.column.clone(),
        field: fault.field.name(),
        code: fault.reason.code(),
        reason: reason.get(lang).to_owned(),
        value: fault.value.clone(),
    }
}
