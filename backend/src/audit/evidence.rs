//! Anchors weighed against what the database and the key folder say of them: which count, what is missing, what was changed.
//!
//! What vouches for an anchor (`anchor_marks`, `anchor.last`) is read before the files, and the files before the books:
//! beside a working server each can only be behind the next.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diesel::prelude::*;

use super::anchors::{
    Fault, Files, Gap, Last, Line, Mark, Sealing, file_name, read_all, read_last,
};
use super::bound::{Bound, Restore};
use crate::db::schema::anchor_marks;
use crate::db::{Conn, Error};

/// Where anchors and what vouches for them are read.
#[derive(Clone)]
pub struct Places {
    pub anchors: PathBuf,
    pub secrets: PathBuf,
    /// Copies of the anchors that were kept elsewhere.
    pub copies: Vec<PathBuf>,
}

impl Places {
    /// The folders of an installation, without copies.
    pub fn new(anchors: &Path, secrets: &Path) -> Self {
        Self {
            anchors: anchors.to_path_buf(),
            secrets: secrets.to_path_buf(),
            copies: Vec::new(),
        }
    }
}

/// Everything that speaks of anchors, as it was read.
pub struct Witnesses {
    marks: Result<Vec<Mark>, String>,
    last: Result<Option<Last>, String>,
    files: Files,
    /// The database that the files are of.
    database: String,
    /// What stands in each copy of the anchors.
    copies: Vec<(PathBuf, Files)>,
}

/// What is said of books without an anchor.
pub const NO_ANCHOR: &str = "there is no anchor of these books at all";

impl Witnesses {
    /// Reads marks, `anchor.last` and files, in this order.
    pub fn read(conn: &mut Conn, places: &Places, sealing: &Sealing) -> Result<Self, Error> {
        let marks = marks(conn).map_err(|e| e.to_string());
        let last = read_last(&places.secrets).map_err(|e| e.to_string());
        let unreadable = |_| Error::Stored("the anchors could not be read");
        let copies = places.copies.iter();
        let copies = copies.map(|copy| Ok((copy.clone(), read_all(&[copy], sealing)?)));
        let copies: std::io::Result<Vec<_>> = copies.collect();
        let folders: Vec<&Path> = std::iter::once(&places.anchors)
            .chain(&places.copies)
            .map(PathBuf::as_path)
            .collect();
        Ok(Self {
            copies: copies.map_err(unreadable)?,
            marks,
            last,
            files: read_all(&folders, sealing).map_err(unreadable)?,
            database: sealing.database.clone(),
        })
    }

    /// The database that `anchor.last` speaks of.
    pub fn proved_database(&self) -> Option<&str> {
        self.last().map(|last| last.database.as_str())
    }

    fn last(&self) -> Option<&Last> {
        self.last.as_ref().ok().and_then(Option::as_ref)
    }

    fn own_last(&self) -> Option<&Line> {
        let own = self.last().filter(|last| last.database == self.database);
        own.map(|last| &last.line)
    }

    /// The last number of each server of which an anchor may count. What nobody's mac proves is not asked: whoever wrote a great
    /// number there would have all later anchors taken for known.
    pub fn known(&self) -> BTreeMap<String, i64> {
        let sound = self.files.sound.values().flatten();
        let lines = sound.map(|placed| &placed.line).chain(self.own_last());
        let mut known = BTreeMap::new();
        for line in lines.chain(&self.files.old) {
            let kept: &mut i64 = known.entry(line.server.clone()).or_default();
            *kept = line.no.max(*kept);
        }
        known
    }

    /// Why nobody can go on from the last anchor that the key folder keeps: a start would put another in its place and hide what
    /// is wrong with it. A server that was stopped within its first anchor has nothing to hide yet.
    pub fn cannot_go_on(&self) -> Option<String> {
        let lines = || self.files.all.values().flat_map(BTreeMap::keys);
        let has_marks = self.marks.iter().flatten().next().is_some();
        match &self.last {
            Err(_) => self.unvouched().map(|fault| fault.what),
            Ok(None) if has_marks || lines().count() > 1 || lines().any(|no| *no > 1) => {
                self.unvouched().map(|fault| fault.what)
            }
            Ok(None) => None,
            Ok(Some(_)) => self.unlike_its_file().map(|fault| fault.what),
        }
    }

    /// The last anchor of the key folder is another than the one that stands in the files under its number.
    fn unlike_its_file(&self) -> Option<Fault> {
        let line = self.own_last()?;
        self.files.has_another(line).then(|| {
            let (server, no) = (&line.server, line.no);
            let what = format!(
                "anchor.last in the key folder is another line than anchor {no} of server {server}"
            );
            fault(server, no, what)
        })
    }

    /// Copies that were named and tell nothing of these books.
    fn strange_copies(&self, until: i64) -> impl Iterator<Item = Fault> {
        let strange = self.copies.iter().filter(move |(_, files)| {
            files.sound.is_empty() && !files.old.iter().any(|line| line.seq <= until)
        });
        strange.map(|(copy, _)| {
            let what = format!("{} holds no anchor of these books", copy.display());
            fault("", 0, what)
        })
    }

    /// What vouches for anchors of this database.
    fn claims(&self) -> Vec<Mark> {
        let last = self.own_last().map(Line::mark);
        self.marks.iter().flatten().cloned().chain(last).collect()
    }
}

fn marks(conn: &mut Conn) -> Result<Vec<Mark>, Error> {
    let rows: Vec<(String, i64, String)> = anchor_marks::table
        .order(anchor_marks::server)
        .select((anchor_marks::server, anchor_marks::no, anchor_marks::mac))
        .load(conn)?;
    let mark = |(server, no, mac)| Mark { server, no, mac };
    Ok(rows.into_iter().map(mark).collect())
}

/// The anchors that count, and what is wrong with the others.
#[derive(Debug, Default)]
pub struct Evidence {
    /// By event.
    pub counting: Vec<Line>,
    /// What somebody changed or cut.
    pub faults: Vec<Fault>,
    /// What is not there and proves nothing any more.
    pub missing: Vec<Fault>,
}

impl Evidence {
    /// Weighs the witnesses by what the chain says of keys and restores.
    pub fn of(witnesses: &Witnesses, bound: Option<&Bound>, restores: &[Restore]) -> Self {
        let mut own = Self::default();
        own.count(witnesses, bound, restores);
        own.faults.extend(witnesses.files.faults.iter().cloned());
        own.faults.extend(witnesses.unlike_its_file());
        own.ask_for_the_claimed(witnesses);
        own.ask_for_the_gaps(witnesses);
        let given_up = |fault: &Fault| {
            let mut accepted = restores.iter();
            accepted.any(|restore| restore.gave_up(&fault.server, fault.no))
        };
        own.faults.retain(|fault| !given_up(fault));
        own.missing.retain(|fault| !given_up(fault));
        let until = bound.map_or(i64::MAX, |bound| bound.seq);
        own.missing.extend(witnesses.strange_copies(until));
        if bound.is_some() {
            own.missing.extend(witnesses.unvouched());
            let unread = witnesses.marks.as_ref().err();
            own.missing.extend(
                unread.map(|why| fault("", 0, format!("anchor_marks cannot be read: {why}"))),
            );
        } else {
            let old = witnesses.files.old_faults.iter().cloned();
            own.faults.extend(old.map(|what| fault("", 0, what)));
        }
        own
    }

    fn count(&mut self, witnesses: &Witnesses, bound: Option<&Bound>, restores: &[Restore]) {
        let files = witnesses.files.sound.values().flatten();
        let lines = files.map(|placed| &placed.line).chain(witnesses.own_last());
        // Whoever can write the old file could add to it; what counts there was written before the keys were bound.
        let until = bound.map_or(i64::MAX, |bound| bound.seq);
        let old = witnesses.files.old.iter().filter(|line| line.seq <= until);
        let all = lines.chain(old);
        let stands = all.filter(|line| !restores.iter().any(|r| r.voids(line)));
        self.counting = stands.cloned().collect();
        self.counting.sort_by_key(|line| (line.seq, line.wall));
    }

    /// Each mark, and `anchor.last`, has its line, and there is none of them beyond the end of the files.
    fn ask_for_the_claimed(&mut self, witnesses: &Witnesses) {
        for Mark { server, no, mac } in witnesses.claims() {
            let lines = witnesses.files.all.get(&server);
            let Some((end, _)) = lines.and_then(BTreeMap::last_key_value) else {
                let what = format!("the anchors of server {server}, up to {no}, are not here");
                self.missing.push(fault(&server, no, what));
                continue;
            };
            match lines.and_then(|of| of.get(&no)) {
                Some(placed) if placed.line.mac == mac => {}
                Some(placed) => {
                    let what = format!(
                        "anchor {no} of server {server} in {} is not the one that was noted",
                        placed.file
                    );
                    self.faults.push(fault(&server, no, what));
                }
                None if *end < no => self.beyond_the_end(witnesses, &server, *end, no),
                // A gap among the lines, which is told of as such.
                None => {}
            }
        }
    }

    fn beyond_the_end(&mut self, witnesses: &Witnesses, server: &str, end: i64, no: i64) {
        let what = format!("anchors {} to {no} of server {server}", end + 1);
        let own = witnesses.own_last().filter(|line| line.no == no);
        let name = own.map(|line| file_name(&witnesses.database, server, line.wall));
        if name.is_some_and(|name| !witnesses.files.names.contains(&name)) {
            let what = format!("{what} are missing: their file is not here");
            self.missing.push(fault(server, no, what));
        } else {
            let what = format!("{what} are missing: the file was cut");
            self.faults.push(fault(server, no, what));
        }
    }

    fn ask_for_the_gaps(&mut self, witnesses: &Witnesses) {
        for gap in &witnesses.files.gaps {
            let Gap {
                server, from, to, ..
            } = gap;
            let what = format!("anchors {from} to {to} of server {server} are missing");
            if gap.is_cut {
                let what = format!("{what}: they were cut out of their file");
                self.faults.push(fault(server, *to, what));
            } else {
                self.missing.push(fault(server, *to, what));
            }
        }
    }
}

impl Witnesses {
    /// What a database whose keys are bound must have and has not.
    fn unvouched(&self) -> Option<Fault> {
        let marked = self.marks.iter().flatten().next().is_some();
        let any = marked || !self.files.all.is_empty();
        let what = match &self.last {
            Err(error) => format!("anchor.last in the key folder cannot be read: {error}"),
            Ok(None) if any => "anchor.last is not in the key folder: whether database and anchors were set back together cannot be told".to_owned(),
            Ok(None) => NO_ANCHOR.to_owned(),
            Ok(Some(_)) => return None,
        };
        Some(fault("", 0, what))
    }
}

fn fault(server: &str, no: i64, what: String) -> Fault {
    Fault {
        server: server.to_owned(),
        no,
        what,
    }
}
