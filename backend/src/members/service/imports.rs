//! Importing a file: the preview writes and keeps nothing; the confirmation reads the same file again and enters all or nothing.

use actix_web::web::Bytes;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap};

use super::parts;
use crate::app::App;
use crate::audit::model::hex;
use crate::db::{ActMeta, Conn, Error, IdempotencyKey, Receipt, Told as _, Tx, counters_now};
use crate::files::{self, Encoding, Format, LeftOut};
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Instant, Lang, MemberId, PersonId};
use crate::members::entry::{Change, Field, NewMember};
use crate::members::error::MemberError;
use crate::members::hooks;
use crate::members::import::compare::{
    ChangedRow, Comparison, Counts, Imported, Registry, compare,
};
use crate::members::import::{self, ReadFile, RowFault};
use crate::members::model::Member;
use crate::members::rules::{Marks, change_to};
use crate::members::schema::ImportFactRow;
use crate::members::store;
use crate::vault::Secrets;

/// Changes that a preview lists; the rest are counted.
const CHANGES_SHOWN: usize = 500;

/// A file and how to take it. No `Debug`: a file holds people.
#[derive(Clone)]
pub struct ImportAsked {
    /// Whose file it is: each person has one turn at a time.
    pub by: PersonId,
    pub bytes: Bytes,
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
    /// Columns that were not understood, and other sheets.
    #[serde(flatten)]
    pub left_out: LeftOut,
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

/// A file beside the registry.
struct Judged {
    asked: ImportAsked,
    file: ReadFile,
    marks: Vec<Marks>,
    registry: Registry,
    found: Comparison,
}

/// What a file would do to the registry, with every fault. Writes nothing.
pub async fn preview_import(
    app: &App,
    asked: ImportAsked,
    lang: Lang,
) -> Result<Preview, MemberError> {
    let (own, by) = (app.clone(), asked.by);
    files::off_thread(by, move || Ok(shown(&judged(&own, asked)?, lang))).await
}

/// Imports the file that was previewed. All good rows or, when `skip_faulty` is not set and one is faulty, none. Everything is judged
/// and sealed before the writer's turn; within it is only looked whether the registry is still the one that was judged by.
pub async fn confirm_import(
    app: &App,
    by: &Actor,
    asked: ImportAsked,
    hash: String,
    key: IdempotencyKey,
) -> Result<Receipt, MemberError> {
    let (own, turn) = (app.clone(), asked.by);
    // Whether the key came before is asked before a refusal is told.
    let ready = files::off_thread(turn, move || {
        Ok::<_, MemberError>(Ready::of(&own, judged(&own, asked)?, &hash))
    });
    let (ready, own) = (ready.await?, app.clone());
    let meta = ActMeta::new(by.person, "member.imported").with_key(Some(key));
    let act = move |tx: &mut Tx<'_>| ready?.enter(tx, &own.secrets);
    app.writer.act(meta, act).await
}

fn judged(app: &App, asked: ImportAsked) -> Result<Judged, MemberError> {
    let (file, watch) = import::read(&asked.bytes, asked.encoding, app.clock.today())?;
    let marks = marks_of(&app.secrets, &file);
    let registry = app
        .readers
        .read_now(|conn| registry_of(conn, &file, &marks))?;
    let found = compare(&file, &marks, &registry);
    watch.look().map_err(files::FileFault::from)?;
    Ok(Judged {
        asked,
        file,
        marks,
        registry,
        found,
    })
}

impl Judged {
    /// What a confirmation names: of this preview's choices, or where none were made then.
    fn hash(&self, is_chosen: bool) -> String {
        let ImportAsked {
            bytes,
            encoding,
            skip_faulty,
            update_changed,
            ..
        } = &self.asked;
        let read = format!("{}|{}", hash_of(bytes), encoding.name());
        let chosen = if is_chosen && (*skip_faulty || *update_changed) {
            format!("{skip_faulty}|{update_changed}")
        } else {
            "open".to_owned()
        };
        self.found.hash(&read, &self.file, &chosen)
    }
}

/// An import that only has to be written.
struct Ready {
    new: Vec<NewMember>,
    marks: Vec<Marks>,
    sealed: parts::Sealed,
    changes: Vec<(Member, Change)>,
    judged_by: Standing,
    imported: Imported,
}

impl Ready {
    fn of(app: &App, judged: Judged, hash: &str) -> Result<Self, MemberError> {
        let counts = judged.found.counts(&judged.file);
        if hash != judged.hash(false) && hash != judged.hash(true) {
            return Err(MemberError::PreviewOutOfDate);
        }
        if counts.faulty > 0 && !judged.asked.skip_faulty {
            return Err(MemberError::FaultyRows {
                rows: counts.faulty,
            });
        }
        let judged_by = Standing::of(&judged);
        let rows = judged.found.new.iter();
        let rows = rows.filter_map(|at| Some((judged.file.rows.get(*at)?, judged.marks.get(*at)?)));
        let (new, marks): (Vec<NewMember>, Vec<Marks>) = rows
            .map(|(row, marks)| (row.member.clone(), marks.clone()))
            .unzip();
        let changes = judged.changes();
        let last = app
            .readers
            .read_now(|conn| Ok::<_, Error>(counters_now(conn)?))?;
        let first = last.get("members").copied().unwrap_or(0) + 1;
        Ok(Self {
            sealed: parts::Sealed::make(&app.secrets, first, &new, &marks)?,
            judged_by,
            imported: Imported::Imported {
                file_hash: hash_of(&judged.asked.bytes),
                counts,
                added: new.len(),
                updated: changes.len(),
            },
            new,
            marks,
            changes,
        })
    }

    fn enter(self, tx: &mut Tx<'_>, secrets: &Secrets) -> Result<Receipt, MemberError> {
        if !self.judged_by.still_is(tx.conn)? {
            return Err(MemberError::PreviewOutOfDate);
        }
        let new = (self.new.as_slice(), self.marks.as_slice());
        parts::enter_sealed(tx, secrets, new, self.sealed)?;
        parts::change_all(tx, secrets, self.changes)?;
        record(tx, &self.imported)
    }
}

impl Judged {
    /// What becomes of members that differ, where that was asked for.
    fn changes(&self) -> Vec<(Member, Change)> {
        let of = |changed: &ChangedRow| {
            let row = self.file.rows.get(changed.row)?;
            let member = self.registry.by_number.get(&row.member.number.key())?;
            Some((member.clone(), change_to(&row.member, &changed.fields)))
        };
        let changed = self.found.changed.iter().filter_map(of);
        changed.filter(|_| self.asked.update_changed).collect()
    }
}

/// What a file was judged by: who has its numbers, as of which version, and its national IDs.
struct Standing {
    keys: Vec<String>,
    versions: BTreeMap<String, (i64, i64)>,
    ids: Vec<String>,
    national_ids: BTreeMap<String, (MemberId, String)>,
    first_asked: BTreeMap<MemberId, BusinessDate>,
}

impl Standing {
    fn of(judged: &Judged) -> Self {
        let rows = judged.file.rows.iter();
        let known = judged.registry.by_number.iter();
        Self {
            keys: rows.map(|row| row.member.number.key()).collect(),
            versions: known
                .map(|(key, member)| (key.clone(), (member.id.get(), member.version)))
                .collect(),
            ids: judged.marks.iter().map(|m| m.national_id.clone()).collect(),
            national_ids: judged.registry.national_ids.clone(),
            first_asked: judged.registry.first_asked.clone(),
        }
    }

    fn still_is(&self, conn: &mut Conn) -> Result<bool, Error> {
        let members: Vec<MemberId> = self
            .versions
            .values()
            .map(|(id, _)| MemberId::new(*id))
            .collect();
        Ok(
            store::versions_by_number_keys(conn, &self.keys)? == self.versions
                && store::national_ids::known(conn, &self.ids)? == self.national_ids
                && hooks::first_applications(conn, &members)? == self.first_asked,
        )
    }
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

fn shown(judged: &Judged, lang: Lang) -> Preview {
    let Judged { file, found, .. } = judged;
    let faults = found.all_faults(file);
    let changes = found.changed.iter().take(CHANGES_SHOWN);
    let changes = changes.filter_map(|changed| {
        let row = file.rows.get(changed.row)?;
        Some(ChangedView {
            line: row.line,
            number: row.member.number.as_str().to_owned(),
            fields: changed.fields.iter().map(|f: &Field| f.name()).collect(),
        })
    });
    Preview {
        format: file.format,
        header_line: file.header_line(),
        left_out: file.left_out.clone(),
        counts: found.counts(file),
        faults_total: faults.total(),
        faults: faults.iter().map(|f| fault_view(file, f, lang)).collect(),
        changes: changes.collect(),
        hash: judged.hash(true),
    }
}

fn fault_view(file: &ReadFile, fault: &RowFault, lang: Lang) -> FaultView {
    let reason = crate::members::texts::reason(&fault.reason);
    FaultView {
        line: fault.line,
        column: file.head_of(fault),
        field: fault.field.map_or("column", Field::name),
        code: fault.reason.code(),
        reason: reason.get(lang).to_owned(),
        value: fault.value.clone(),
    }
}
