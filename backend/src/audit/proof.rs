//! What `verify` asks beyond chain, facts and projections: anchors, keys, data keys, counters, the access log, the tables
//! themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::bound::Bound;
use super::evidence::NO_ANCHOR;
use super::log_proof;
use super::report::{Broken, Owners, Report, Scope, Series, Whole, because};
use super::verify::Found;
use crate::db::{self, Conn, Error, SchemaPiece};
use crate::kernel::Instant;
use crate::vault::{Secrets, store};

/// Parts of a table that are named in one sentence.
const NAMED_MAX: usize = 4;

/// Asks everything and adds it to the report; what cannot be asked is left unproved.
pub(super) fn all(
    conn: &mut Conn,
    scope: &Scope<'_>,
    whole: &Whole<'_>,
    found: &Found<'_>,
    report: &mut Report,
) {
    anchors(found, report);
    keys(whole.secrets, found.bound.as_ref(), report);
    let tables = scope.facts.iter().map(|table| table.table);
    let tables = tables.chain(scope.projections.iter().map(|p| p.table));
    // The id of a key's effect is its event's number.
    let tables: BTreeSet<&str> = tables.filter(|table| *table != "act_keys").collect();
    let counting = &found.evidence.counting;
    let told = [
        report.read(conn, "data_keys", |c| {
            data_keys(c, whole.secrets, whole.owners)
        }),
        report.read(conn, "counters", |c| counters(c, whole.series, &tables)),
        report.read(conn, "access_log", |c| {
            let faults = log_proof::faults(c, counting, &found.restores)?;
            Ok(faults
                .into_iter()
                .map(|f| broken("access_log", f))
                .collect())
        }),
        stored(conn, report),
        tables_of(conn, whole, report),
    ];
    told.into_iter()
        .flatten()
        .flatten()
        .for_each(|broken| report.add(broken));
}

/// What the tables hold is what their columns and indexes promise.
fn stored(conn: &mut Conn, report: &mut Report) -> Option<Vec<Broken>> {
    let looked = report.read(conn, "what is stored", db::look_at_stored)?;
    report.unproved.extend(looked.unseen);
    let misfits = looked.misfits.into_iter();
    Some(misfits.map(|m| broken(&m.table, m.what)).collect())
}

/// The tables as they are, beside tables that the migrations make elsewhere.
fn tables_of(conn: &mut Conn, whole: &Whole<'_>, report: &mut Report) -> Option<Vec<Broken>> {
    let now = report.read(conn, "the tables", db::parts_of)?;
    match db::made_by_migrations(whole.url) {
        Ok(made) => {
            let (of_the_server, ours): (Vec<_>, Vec<_>) =
                now.into_iter().partition(SchemaPiece::is_of_the_server);
            let notes = of_the_server.into_iter();
            report
                .notes
                .extend(notes.map(|part| {
                    format!("the {} of this database is not the program's", part.name)
                }));
            Some(schema(&ours, &made))
        }
        Err(error) => {
            let why = because(&error);
            report.unproved.push(format!(
                "the tables could not be compared with what the migrations make: {why}"
            ));
            None
        }
    }
}

/// The anchors themselves, and whose database they speak of.
fn anchors(found: &Found<'_>, report: &mut Report) {
    let own = found.bound.as_ref().map(|bound| bound.database.as_str());
    if let Some(proved) = found.proved.filter(|proved| own != Some(*proved)) {
        let what = format!(
            "the key folder last proved database {proved}: another or an older database was put here"
        );
        report.add(broken("anchors", what));
    }
    for fault in &found.evidence.faults {
        report.add(broken("anchors", fault.what.clone()));
    }
    let missing = found.evidence.missing.iter();
    report
        .unproved
        .extend(missing.map(|fault| fault.what.clone()));
    let is_said = report.unproved.iter().any(|what| what == NO_ANCHOR);
    if report.head_seq > 0 && found.evidence.counting.is_empty() && !is_said {
        let none = match own {
            Some(_) => "no anchor counts for these books any more",
            None => NO_ANCHOR,
        };
        report.unproved.push(none.to_owned());
    }
    for restore in &found.restores {
        let (at, by, what) = (Instant::micros(restore.at), restore.by, &restore.accepted);
        report.notes.push(format!(
            "event {}: on {at} person {by} accepted the books as they stood at event {}, where events up to {} were known: {}",
            restore.seq, what.base, what.lost_to, what.why
        ));
    }
}

fn broken(table: &str, what: impl Into<String>) -> Broken {
    Broken {
        seq: None,
        table: Some(table.to_owned()),
        id: None,
        what: what.into(),
    }
}

/// Each key is the one that these books were made with.
fn keys(secrets: &Secrets, bound: Option<&Bound>, report: &mut Report) {
    let Some(bound) = bound else {
        let note = "the keys are not bound to these books yet: the next `serve` does it";
        return report.notes.push(note.to_owned());
    };
    let now = secrets.fingerprints();
    for (file, print) in &bound.fingerprints {
        if now.get(file) != Some(print) {
            let what =
                format!("{file} is another key than the one that these books were made with");
            report.add(broken("key_facts", what));
        }
    }
}

/// Every owner whose values are sealed has a data key, nobody else has one, and each opens.
fn data_keys(conn: &mut Conn, secrets: &Secrets, owners: &[Owners]) -> Result<Vec<Broken>, Error> {
    let mut wanted = BTreeSet::new();
    for owners in owners {
        wanted.extend((owners.0)(conn)?);
    }
    let stored = store::all_wrapped(conn)?;
    let closed = stored
        .iter()
        .filter(|(owner, wrapped)| secrets.data_key(owner, wrapped).is_err());
    let closed: Vec<&String> = closed.map(|(owner, _)| owner).collect();
    let kept: BTreeSet<&String> = stored.iter().map(|(owner, _)| owner).collect();
    let lost: Vec<&String> = wanted.iter().filter(|o| !kept.contains(o)).collect();
    let strange: Vec<&String> = kept.into_iter().filter(|o| !wanted.contains(*o)).collect();
    let told = [
        (lost, "is missing, and no act removed it"),
        (closed, "does not open under master.key"),
        (strange, "belongs to nobody in these books"),
    ];
    let told = told.into_iter().filter_map(|(owners, what)| {
        let first = owners.first()?;
        let more = match owners.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let what = format!("the data key of {first} {what}{more}");
        Some(broken("data_keys", what))
    });
    Ok(told.collect())
}

/// Every counter stands where the rows say; the ids of these tables come of counters, which may not be missing.
fn counters(
    conn: &mut Conn,
    series: &[Series],
    tables: &BTreeSet<&str>,
) -> Result<Vec<Broken>, Error> {
    let stored = db::counters_now(conn)?;
    let mut wanted: BTreeMap<String, i64> = BTreeMap::new();
    for series in series {
        for (name, last) in (series.0)(conn)? {
            let kept = wanted.entry(name).or_default();
            *kept = last.max(*kept);
        }
    }
    for table in tables.iter().filter(|table| !stored.contains_key(**table)) {
        let last = db::last_id(conn, table)?;
        wanted.extend(last.map(|last| ((*table).to_owned(), last)));
    }
    let mut wrong = Vec::new();
    for (name, last) in &stored {
        // What is no numbered series counts the ids of the table that it is named after.
        let rows = match wanted.remove(name) {
            Some(rows) => Some(rows),
            None => db::last_id(conn, name)?,
        };
        match rows {
            Some(rows) if rows == *last => {}
            Some(rows) => wrong.push(format!("{name} stands at {last}, its rows at {rows}")),
            None => wrong.push(format!("{name} counts nothing that there is")),
        }
    }
    let lost = wanted.into_iter().filter(|(_, rows)| *rows > 0);
    wrong.extend(lost.map(|(name, rows)| format!("{name} is missing, its rows are at {rows}")));
    Ok(wrong
        .into_iter()
        .map(|what| broken("counters", format!("the counter {what}")))
        .collect())
}

/// Tables, indexes and triggers are those that the migrations make.
fn schema(found: &[SchemaPiece], made: &[SchemaPiece]) -> Vec<Broken> {
    let by_table = |parts: &[SchemaPiece], others: &[SchemaPiece]| {
        let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let others: BTreeSet<&SchemaPiece> = others.iter().collect();
        for part in parts.iter().filter(|part| !others.contains(part)) {
            let names = tables.entry(part.table.clone()).or_default();
            names.push(part.name.clone());
        }
        tables
    };
    let (lacks, has) = (by_table(made, found), by_table(found, made));
    let tables: BTreeSet<&String> = lacks.keys().chain(has.keys()).collect();
    let none = Vec::new();
    tables
        .into_iter()
        .map(|table| {
            let lacks = lacks.get(table).unwrap_or(&none);
            let has = has.get(table).unwrap_or(&none);
            let what = format!(
                "the table is not as the migrations make it: {}",
                differs(lacks, has)
            );
            broken(table, what)
        })
        .collect()
}

fn differs(lacks: &[String], has: &[String]) -> String {
    let other = lacks.iter().filter(|name| has.contains(name));
    let lost = lacks.iter().filter(|name| !has.contains(name));
    let more = has.iter().filter(|name| !lacks.contains(name));
    let all: Vec<String> = other
        .map(|name| format!("{name} is another"))
        .chain(lost.map(|name| format!("{name} is missing")))
        .chain(more.map(|name| format!("{name} is not ours")))
        .collect();
    let named = all.iter().take(NAMED_MAX).cloned().collect::<Vec<_>>();
    match all.len().saturating_sub(NAMED_MAX) {
        0 => named.join(", "),
        more => format!("{}, and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(table: &str, name: &str, text: &str) -> SchemaPiece {
        SchemaPiece {
            table: table.into(),
            name: name.into(),
            text: text.into(),
        }
    }

    #[test]
    fn each_difference_of_a_table_is_told() {
        let made = [
            part("a", "trigger x", "1"),
            part("a", "table a", "t"),
            part("b", "table b", "t"),
        ];
        let found = [
            part("a", "trigger x", "2"),
            part("a", "trigger y", "1"),
            part("b", "table b", "t"),
        ];
        let told = schema(&found, &made);
        assert_eq!(told.len(), 1);
        let what = told.first().map(|b| b.what.clone()).unwrap_or_default();
        for part in [
            "trigger x is another",
            "table a is missing",
            "trigger y is not ours",
        ] {
            assert!(what.contains(part), "{what}");
        }
        assert!(schema(&made, &made).is_empty());
    }
}
