//! Issuing: the number, the sealed input and its hash, and the head of the chain, in one row.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::app::App;
use crate::audit::model::hex;
use crate::db::{ActMeta, IdempotencyKey, Receipt, Tx};
use crate::identity::model::Actor;
use crate::kernel::{LetterId, PaperId};
use crate::papers::error::PaperError;
use crate::papers::model::{Kept, Naming, What};
use crate::papers::schema::PaperRow;
use crate::papers::sources::{self, Source};
use crate::papers::{rules, store};
use crate::vault::DataKey;
use crate::vault::store::{key_of, make_key};

/// Letters that one click issues at most.
pub const MANY_MAX: usize = 200;

/// Issues a paper. What has one paper for ever is refused the second time, with the number it has.
pub async fn issue(
    app: &App,
    by: &Actor,
    key: IdempotencyKey,
    what: What,
) -> Result<Receipt, PaperError> {
    // A register of years takes a while to gather; the writer does not wait for it.
    let gathered = if what.kind().issued_once() {
        None
    } else {
        rules::may_issue(by, what.kind())?;
        let (own, by, now) = (app.clone(), by.clone(), app.clock.now());
        Some(
            app.read(move |conn| sources::gather(&own, conn, &by, now, what))
                .await?,
        )
    };
    let (own, by) = (app.clone(), by.clone());
    let meta = ActMeta::new(by.person, "paper.issued").with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            let source = match gathered {
                Some(source) => source,
                None => gathered_in(&own, tx, &by, what)?,
            };
            write(&own, tx, &by, source)
        })
        .await
}

/// Issues several first notices in one act; one that has its paper already refuses them all.
pub async fn issue_many(
    app: &App,
    by: &Actor,
    key: IdempotencyKey,
    letters: Vec<LetterId>,
) -> Result<Receipt, PaperError> {
    if letters.is_empty() || letters.len() > MANY_MAX {
        return Err(PaperError::NoSubject);
    }
    let (own, by) = (app.clone(), by.clone());
    let meta = ActMeta::new(by.person, "paper.issued").with_key(Some(key));
    app.writer
        .act(meta, move |tx| {
            let mut all: Option<Receipt> = None;
            for letter in letters {
                let source = gathered_in(&own, tx, &by, What::Notice(letter))?;
                let one = write(&own, tx, &by, source)?;
                match &mut all {
                    Some(first) => first.numbers.extend(one.numbers),
                    None => all = Some(one),
                }
            }
            all.ok_or(PaperError::NoSubject)
        })
        .await
}

fn gathered_in(app: &App, tx: &mut Tx<'_>, by: &Actor, what: What) -> Result<Source, PaperError> {
    let what = sources::settled(tx.conn, what)?;
    rules::may_issue(by, what.kind())?;
    not_issued(tx, what)?;
    let now = tx.now();
    sources::gather(app, tx.conn, by, now, what)
}

fn not_issued(tx: &mut Tx<'_>, what: What) -> Result<(), PaperError> {
    match store::newest_of(tx.conn, &what.subject())? {
        Some(found) if what.kind().issued_once() => Err(PaperError::AlreadyIssued {
            number: found.number,
            location: format!("/api/v1/papers/{}", found.id),
        }),
        Some(_) | None => Ok(()),
    }
}

fn write(app: &App, tx: &mut Tx<'_>, by: &Actor, source: Source) -> Result<Receipt, PaperError> {
    let id = PaperId::new(tx.next_id("issued_papers"));
    let number = match source.naming {
        Naming::Fixed(number) => number,
        Naming::Next { prefix, year } => {
            let running = tx.next_number(&format!("paper/{prefix}/{year}"));
            rules::register_number(prefix, year, running)
        }
    };
    let kept = Kept {
        paper: source.paper,
        issued_by: by.name.clone(),
        site: app.config.public_url.clone(),
    };
    let plain = Zeroizing::new(serde_json::to_vec(&kept)?);
    let (key_owner, key) = match source.member {
        Some(member) => owned(app, tx, format!("member/{member}"))?,
        None => own_key(app, tx, id)?,
    };
    let head = tx.chain_head();
    let row = PaperRow {
        id: id.get(),
        seq: tx.seq(),
        number: number.clone(),
        kind: source.what.kind().code().to_owned(),
        subject: source.what.subject(),
        subject_date: source.subject_date.naive(),
        template_version: i32::from(sahakorn_reports::TEMPLATE_VERSION),
        sha256: hex(&Sha256::digest(plain.as_slice())),
        key_owner,
        input: key.seal_bytes(&place(id.get()), &plain)?,
        head_seq: head.seq,
        head_hash: hex(&head.seal),
        issued_at: tx.now().as_micros(),
        issued_by: by.person.get(),
    };
    tx.facts(&[row])?;
    Ok(Receipt::of("paper", "papers", id.get()).numbered(number))
}

fn owned(app: &App, tx: &mut Tx<'_>, owner: String) -> Result<(String, DataKey), PaperError> {
    let key = key_of(tx.conn, &app.secrets, &owner)?;
    Ok((owner, key))
}

/// A paper about many members has a key of its own: no signature and no address lies in plain (decision 4).
fn own_key(app: &App, tx: &mut Tx<'_>, id: PaperId) -> Result<(String, DataKey), PaperError> {
    let owner = format!("paper/{id}");
    let key = make_key(tx, &app.secrets, &owner)?;
    Ok((owner, key))
}

/// Where the input of a paper is sealed.
pub(super) fn place(id: i64) -> String {
    format!("paper/{id}/input")
}
