//! Reading the anchors again: which lines are proved by their macs, and where some are missing or changed.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use super::{BEGINNING, Line, OLD_FILE, Sealing, UNBOUND};

/// A line and the file that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub line: Line,
    pub file: String,
}

/// Something that is not as a server left it; it concerns the lines up to `no` of that server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub server: String,
    pub no: i64,
    pub what: String,
}

/// Lines that should be there and are not: `from..=to` of one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub server: String,
    pub from: i64,
    pub to: i64,
    /// The lines before and after stand in one file: it was cut, not lost.
    pub is_cut: bool,
}

/// All anchors of one database.
#[derive(Debug, Default, Clone)]
pub struct Files {
    /// By server, in order, those whose mac proves them.
    pub sound: BTreeMap<String, Vec<Placed>>,
    /// By server and number, whether proved or not.
    pub all: BTreeMap<String, BTreeMap<i64, Placed>>,
    /// Written before the database had an id.
    pub old: Vec<Line>,
    pub faults: Vec<Fault>,
    /// Lines of the old file that cannot be read.
    pub old_faults: Vec<String>,
    pub gaps: Vec<Gap>,
    /// The names of the files that were read.
    pub names: BTreeSet<String>,
}

/// The anchors of the sealing's database in a folder; nothing when the folder does not exist.
pub fn read(folder: &Path, sealing: &Sealing) -> io::Result<Files> {
    read_all(&[folder], sealing)
}

/// The same of several folders: the server's own and copies of it that were kept elsewhere.
pub fn read_all(folders: &[&Path], sealing: &Sealing) -> io::Result<Files> {
    let mut files = Files::default();
    let early = Sealing {
        database: UNBOUND.to_owned(),
        ..sealing.clone()
    };
    for folder in folders {
        files.gather(folder, sealing)?;
        files.gather_old(folder)?;
    }
    files.prove(sealing);
    if sealing.database != UNBOUND {
        let mut before = Files::default();
        for folder in folders {
            before.gather(folder, &early)?;
        }
        before.prove(&early);
        let lines = before.sound.into_values().flatten();
        files.old.extend(lines.map(|placed| placed.line));
    }
    Ok(files)
}

impl Files {
    /// Whether another line stands here under the number of this one.
    pub fn has_another(&self, line: &Line) -> bool {
        let of_server = self.all.get(&line.server);
        let here = of_server.and_then(|lines| lines.get(&line.no));
        here.is_some_and(|placed| placed.line != *line)
    }

    fn gather(&mut self, folder: &Path, sealing: &Sealing) -> io::Result<()> {
        let prefix = format!("{}-", sealing.database);
        for name in names_in(folder)? {
            let Some(rest) = name.strip_prefix(&prefix) else {
                continue;
            };
            let server = rest.split('-').next().unwrap_or_default();
            let text = String::from_utf8_lossy(&std::fs::read(folder.join(&name))?).into_owned();
            for (at, text) in whole_lines(&text).enumerate() {
                self.take(&name, server, at + 1, text);
            }
            self.names.insert(name);
        }
        Ok(())
    }

    fn gather_old(&mut self, folder: &Path) -> io::Result<()> {
        let bytes = match std::fs::read(folder.join(OLD_FILE)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for (at, text) in whole_lines(&text).enumerate() {
            match Line::parse_old(text) {
                Some(line) => self.old.push(line),
                None => self
                    .old_faults
                    .push(format!("{OLD_FILE}, line {}, is no anchor", at + 1)),
            }
        }
        Ok(())
    }

    fn take(&mut self, file: &str, server: &str, at: usize, text: &str) {
        let no = self
            .all
            .get(server)
            .and_then(|of| of.keys().last())
            .copied();
        let mut fault = |no: i64, what: String| {
            self.faults.push(Fault {
                server: server.to_owned(),
                no,
                what,
            });
        };
        let Some(line) = Line::parse(text).filter(|line| line.server == server) else {
            return fault(
                no.unwrap_or(0) + 1,
                format!("{file}, line {at}, is no anchor"),
            );
        };
        let of_server = self.all.entry(server.to_owned()).or_default();
        match of_server.get(&line.no) {
            Some(placed) if placed.line == line => {}
            Some(placed) => {
                let what = format!(
                    "anchor {} of server {server} is one thing in {} and another in {file}: the books were set back and went on",
                    line.no, placed.file
                );
                fault(line.no, what);
            }
            None => {
                let file = file.to_owned();
                of_server.insert(line.no, Placed { line, file });
            }
        }
    }

    /// Walks each server's lines in their order.
    fn prove(&mut self, sealing: &Sealing) {
        for (server, lines) in &self.all {
            let mut before: Option<&Placed> = None;
            for placed in lines.values() {
                let (no, previous) = (placed.line.no, before.map_or(0, |b| b.line.no));
                let mac = before.map_or(BEGINNING, |b| &b.line.mac);
                if no != previous + 1 {
                    self.gaps.push(Gap {
                        server: server.clone(),
                        from: previous + 1,
                        to: no - 1,
                        is_cut: before.is_some_and(|b| b.file == placed.file),
                    });
                } else if sealing.follows(mac, &placed.line) {
                    self.sound
                        .entry(server.clone())
                        .or_default()
                        .push(placed.clone());
                } else {
                    self.faults.push(Fault {
                        server: server.clone(),
                        no,
                        what: format!(
                            "anchor {no} of server {server} in {} was changed, or another key made it",
                            placed.file
                        ),
                    });
                }
                before = Some(placed);
            }
        }
    }
}

/// Without what stands after the last line break: a line that a crash cut off, or that is being written just now.
fn whole_lines(text: &str) -> impl Iterator<Item = &str> {
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.split('\n').filter(move |_| !whole.is_empty())
}

fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".txt") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
