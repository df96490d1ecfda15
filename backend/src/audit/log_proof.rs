//! The access log beside its counter and the anchors: no row is gone, and none was changed since an anchor was written over it.

use std::collections::BTreeMap;

use super::anchors::Line;
use super::bound::Restore;
use super::logged::LogSum;
use super::model::hex;
use crate::db::{self, Conn, Error};
use crate::kernel::Instant;

/// What is wrong with the access log, in words.
pub(super) fn faults(
    conn: &mut Conn,
    counting: &[Line],
    restores: &[Restore],
) -> Result<Vec<String>, Error> {
    let rows = super::service::log_rows(conn)?;
    let counted = db::counters_now(conn)?.get("access_log").copied();
    let counted = counted.unwrap_or(0);
    let counter =
        (counted != rows).then(|| format!("the log has {rows} rows and {counted} were written"));
    let after = |r: &Restore, line: &Line| r.knew(line) && line.log > r.accepted.log;
    let lacks = counting
        .iter()
        .filter(|line| line.log > rows && !restores.iter().any(|r| after(r, line)));
    let lacks = lacks.max_by_key(|line| line.log).map(|line| {
        let (at, log) = (Instant::micros(line.wall), line.log);
        format!("the log has {rows} rows, an anchor of {at} counts {log}")
    });
    let told = [
        counter,
        lacks,
        fallen(counting, restores),
        changed(conn, counting, restores)?,
    ];
    Ok(told.into_iter().flatten().collect())
}

/// An anchor that counts fewer rows than one before it: the log was emptied in between, however much it has grown since.
/// A start counts anew, so it never counts fewer; the other lines tell what each of a server's programs saw last, so of equal
/// events a later line may count fewer.
fn fallen(counting: &[Line], restores: &[Restore]) -> Option<String> {
    let mut most: BTreeMap<&str, &Line> = BTreeMap::new();
    // The first version counted no log.
    let mut lines: Vec<&Line> = counting.iter().filter(|line| line.no > 0).collect();
    lines.sort_by_key(|line| line.no);
    for line in lines {
        let Some(before) = most.get(line.server.as_str()) else {
            most.insert(&line.server, line);
            continue;
        };
        let is_fewer = line.log < before.log && (line.counts_anew() || line.seq > before.seq);
        let excused = |r: &Restore| r.knew(before) && line.seq >= r.seq;
        let is_excused = restores.iter().any(excused);
        if is_fewer && !is_excused {
            let (at, log, now) = (Instant::micros(before.wall), before.log, line.log);
            return Some(format!(
                "an anchor of {at} counts {log} rows, a later one {now}"
            ));
        }
        if line.log >= before.log || is_excused {
            most.insert(&line.server, line);
        }
    }
    None
}

/// The rows up to an anchor are not those that it was written over. What came after the last anchor, nothing proves.
fn changed(
    conn: &mut Conn,
    counting: &[Line],
    restores: &[Restore],
) -> Result<Option<String>, Error> {
    let excused = |line: &&Line| {
        let beyond = |r: &Restore| line.log > r.accepted.log_held.unwrap_or(r.accepted.log);
        restores.iter().any(|r| r.knew(line) && beyond(r))
    };
    let lines = counting.iter().filter(|line| !excused(line));
    Ok(compared(conn, lines)?.1.map(|line| {
        let (at, log) = (Instant::micros(line.wall), line.log);
        format!("one of the first {log} rows of the log is not what it was at an anchor of {at}")
    }))
}

/// Up to which row the log is as all these anchors say.
pub(super) fn held(conn: &mut Conn, counting: &[Line]) -> Result<i64, Error> {
    Ok(compared(conn, counting.iter())?.0)
}

/// Walks over the log until a row that an anchor contradicts: the last row that one proves, and that anchor.
fn compared<'a>(
    conn: &mut Conn,
    lines: impl Iterator<Item = &'a Line>,
) -> Result<(i64, Option<&'a Line>), Error> {
    let mut said: BTreeMap<i64, Vec<(&Line, &str)>> = BTreeMap::new();
    let mut wanted = lines
        .filter_map(|line| Some((line, line.log_hash.as_deref()?)))
        .peekable();
    if wanted.peek().is_none() {
        return Ok((0, None));
    }
    wanted.for_each(|(line, hash)| said.entry(line.log).or_default().push((line, hash)));
    let (mut held, mut other) = (0, None);
    let mut look = |sum: &LogSum| {
        let Some(here) = said.get(&sum.rows).filter(|_| other.is_none()) else {
            return;
        };
        let hash = hex(&sum.hash);
        other = here
            .iter()
            .find(|(_, said)| *said != hash)
            .map(|(line, _)| *line);
        if other.is_none() {
            held = sum.rows;
        }
    };
    let mut sum = LogSum::default();
    look(&sum);
    sum.go_on(conn, look)?;
    Ok((held, other))
}
