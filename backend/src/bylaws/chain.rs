//! The bylaws in the chain: each start tells what they say where that changed, so that a value rewritten backwards shows. Books
//! whose bylaws were rewritten are refused until somebody accepts it by name (R0).

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::Bylaws;
use super::begun::{Begins, Rewritten, listed, rewritten};
use crate::db::{self, ActMeta, Conn, Error, FactTable, Receipt, Tx, told_facts};
use crate::kernel::{Clock, Instant, PersonId};
use crate::vault::Secrets;

told_facts!(
    /// What is told of the bylaws.
    BylawsFactRow,
    bylaws_facts
);

/// The one subject of the table: these books.
const BOOKS: i64 = 1;
/// What to do, at the end of the refusal.
const WAY_ON: &str = "bring the former values back and let new ones begin today or later; if they are right as they are, \
    `sahakorn bylaws accept --by USER --why TEXT` records who accepts it";

/// What can be told of the bylaws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum BylawsFact {
    /// A start found these.
    Read { values: BTreeSet<Begins> },
    /// Somebody accepted that values which had begun are others now.
    Accepted {
        values: BTreeSet<Begins>,
        changed: Vec<Rewritten>,
        why: String,
    },
}

/// The bylaws are not those that these books were kept by.
#[derive(Debug, thiserror::Error)]
pub enum OtherBylaws {
    #[error("bylaws: values that had begun are others now ({}); {WAY_ON}", said(.0))]
    Rewritten(Vec<Rewritten>),
    #[error(transparent)]
    Database(#[from] Error),
}

fn said(changed: &[Rewritten]) -> String {
    let all: Vec<String> = changed.iter().map(ToString::to_string).collect();
    all.join("; ")
}

/// The fact table of the bylaws, for `verify`.
pub fn fact_tables() -> Vec<FactTable> {
    vec![FactTable::of::<BylawsFactRow>()]
}

/// What the chain knows of them; `None` before the first start.
fn known(conn: &mut Conn) -> Result<Option<BTreeSet<Begins>>, Error> {
    let last: Option<String> = bylaws_facts::table
        .order(bylaws_facts::id.desc())
        .select(bylaws_facts::data)
        .first(conn)
        .optional()?;
    let values = |data: String| match serde_json::from_str(&data) {
        Ok(BylawsFact::Read { values } | BylawsFact::Accepted { values, .. }) => Ok(values),
        Err(error) => Err(Error::from(error)),
    };
    last.map(values).transpose()
}

/// R0: tells what the bylaws say at this start, where the chain does not say the same. `is_free` while nobody was entered:
/// nothing was judged by them yet.
pub fn begin(
    conn: Conn,
    secrets: &Secrets,
    clock: &Clock,
    (bylaws, is_free): (&Bylaws, bool),
) -> Result<(), OtherBylaws> {
    let mut conn = conn;
    let now = listed(bylaws);
    if known(&mut conn)?.as_ref() == Some(&now) {
        return Ok(());
    }
    let meta = ActMeta::new(PersonId::new(0), "bylaws.read");
    let tell = |tx: &mut Tx<'_>| -> Result<Receipt, OtherBylaws> {
        // Another server may have been faster.
        let before = known(tx.conn)?.filter(|_| !is_free);
        let changed = before.map(|before| rewritten(&before, &now, tx.today()));
        if let Some(changed) = changed.filter(|changed| !changed.is_empty()) {
            return Err(OtherBylaws::Rewritten(changed));
        }
        tx.tell::<BylawsFactRow>(BOOKS, tx.today(), &BylawsFact::Read { values: now })?;
        Ok(Receipt::of("books", "books", BOOKS))
    };
    db::act_once(conn, secrets.chain_key(), clock.now(), &meta, tell)?;
    Ok(())
}

/// Records that a person accepts the bylaws as they are now: the event `bylaws.accepted`. Answers what was changed; nothing
/// where nothing is to be accepted.
pub fn accept(
    conn: Conn,
    secrets: &Secrets,
    clock: &Clock,
    bylaws: &Bylaws,
    (by, why): (PersonId, &str),
) -> Result<Vec<Rewritten>, Error> {
    let mut conn = conn;
    let values = listed(bylaws);
    let Some(before) = known(&mut conn)? else {
        return Ok(Vec::new());
    };
    let changed = rewritten(&before, &values, clock.today());
    if changed.is_empty() {
        return Ok(changed);
    }
    let fact = BylawsFact::Accepted {
        values,
        changed: changed.clone(),
        why: why.to_owned(),
    };
    let meta = ActMeta::new(by, "bylaws.accepted");
    let tell = |tx: &mut Tx<'_>| -> Result<Receipt, Error> {
        tx.tell::<BylawsFactRow>(BOOKS, tx.today(), &fact)?;
        Ok(Receipt::of("books", "books", BOOKS))
    };
    db::act_once(conn, secrets.chain_key(), clock.now(), &meta, tell)?;
    Ok(changed)
}

/// What `verify` says of them: each change of values that had begun, who accepted it and why; and that the bylaws of today are
/// not those of the last start.
pub fn notes(conn: &mut Conn, now: Option<&Bylaws>) -> Result<Vec<String>, Error> {
    let rows: Vec<(i64, i64, i64, String)> = bylaws_facts::table
        .filter(bylaws_facts::kind.eq("accepted"))
        .order(bylaws_facts::id)
        .select((
            bylaws_facts::seq,
            bylaws_facts::recorded_at,
            bylaws_facts::person_id,
            bylaws_facts::data,
        ))
        .load(conn)?;
    let mut notes = Vec::new();
    for (seq, at, person, data) in rows {
        if let BylawsFact::Accepted { changed, why, .. } = serde_json::from_str(&data)? {
            let (at, changed) = (Instant::micros(at), said(&changed));
            notes.push(format!(
                "event {seq}: on {at} person {person} accepted bylaws whose begun values had been changed ({changed}): {why}"
            ));
        }
    }
    if let Some((before, now)) = known(conn)?.zip(now.map(listed))
        && before != now
    {
        notes.push(
            "the bylaws of now are not those of the last start: the next start compares them"
                .to_owned(),
        );
    }
    Ok(notes)
}
