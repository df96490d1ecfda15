//! Acts on one member.

use crate::app::App;
use crate::db::{AccessLine, ActMeta, Conn, IdempotencyKey, Receipt, Tx};
use crate::identity::model::Actor;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, MemberId};
use crate::members::entry::{Change, Fault, Field, NewMember, Reason};
use crate::members::error::MemberError;
use crate::members::model::{Member, MemberFact};
use crate::members::rules::{self, NOTE_CHARS_MAX, REASON_CHARS_MAX};
use crate::members::schema::MemberFactRow;
use crate::members::store;

use super::parts;
use super::views;

fn receipt(id: MemberId) -> Receipt {
    Receipt::of("member", "members", id.get())
}

fn load(tx: &mut Tx<'_>, id: MemberId) -> Result<Member, MemberError> {
    store::by_id(tx.conn, id)?.ok_or(MemberError::Unknown)
}

/// Enters a member in the registry.
pub async fn add(
    app: &App,
    by: &Actor,
    new: NewMember,
    key: IdempotencyKey,
) -> Result<Receipt, MemberError> {
    let (meta, own) = (
        ActMeta::new(by.person, "member.added").with_key(Some(key)),
        app.clone(),
    );
    let act = move |tx: &mut Tx<'_>| {
        let ids = parts::enter_all(tx, &own.secrets, &[new])?;
        ids.first()
            .map(|id| receipt(*id))
            .ok_or(MemberError::Unknown)
    };
    app.writer.act(meta, act).await
}

/// Changes a member's particulars; `version` is what the person saw.
pub async fn change(
    app: &App,
    by: &Actor,
    (id, version): (MemberId, i64),
    change: Change,
    key: IdempotencyKey,
) -> Result<Receipt, MemberError> {
    let (meta, own) = (
        ActMeta::new(by.person, "member.changed").with_key(Some(key)),
        app.clone(),
    );
    let act = move |tx: &mut Tx<'_>| {
        let member = load(tx, id)?;
        rules::is_current(&member, version)?;
        parts::change_one(tx, &own.secrets, member, &change)?;
        Ok(receipt(id))
    };
    match app.writer.act(meta, act).await {
        Ok(receipt) => Ok(receipt),
        Err(error) => Err(named(app, error).await),
    }
}

/// A stale version says by name who changed the record meanwhile.
async fn named(app: &App, error: MemberError) -> MemberError {
    let MemberError::Stale { person, at, by } = error else {
        return error;
    };
    let read = move |conn: &mut Conn| identity::names_of(conn, &[person]);
    // Without the name the number stands for it; the refusal is the same.
    let found = app.read(read).await.unwrap_or_default();
    let by = found.get(&person.get()).cloned().unwrap_or(by);
    MemberError::Stale { by, person, at }
}

/// Writes down that a member left on a day, not after today.
pub async fn leave(
    app: &App,
    by: &Actor,
    (id, version): (MemberId, i64),
    (left_on, reason): (BusinessDate, String),
    key: IdempotencyKey,
) -> Result<Receipt, MemberError> {
    if left_on > app.clock.today() {
        let fault = Fault::new(Field::LeftOn, Reason::InFuture);
        return Err(MemberError::Faults(vec![fault]));
    }
    let reason = rules::free_text("reason", &reason, REASON_CHARS_MAX)?;
    let meta = ActMeta::new(by.person, "member.left").with_key(Some(key));
    let act = move |tx: &mut Tx<'_>| {
        let member = load(tx, id)?;
        rules::is_current(&member, version)?;
        parts::leave_one(tx, member, left_on, reason)?;
        Ok(receipt(id))
    };
    match app.writer.act(meta, act).await {
        Ok(receipt) => Ok(receipt),
        Err(error) => Err(named(app, error).await),
    }
}

/// Adds a note. It changes nothing, so nobody's form goes stale by it.
pub async fn note(
    app: &App,
    by: &Actor,
    id: MemberId,
    text: &str,
    key: IdempotencyKey,
) -> Result<Receipt, MemberError> {
    let text = rules::free_text("text", text, NOTE_CHARS_MAX)?;
    let meta = ActMeta::new(by.person, "member.noted").with_key(Some(key));
    let act = move |tx: &mut Tx<'_>| {
        load(tx, id)?;
        tx.tell::<MemberFactRow>(id.get(), tx.today(), &MemberFact::Noted { text })?;
        Ok(receipt(id))
    };
    app.writer.act(meta, act).await
}

/// What of a member may be shown whole to someone who gives a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reveal {
    Telephone,
    Address,
}

impl Reveal {
    const fn name(self) -> &'static str {
        match self {
            Self::Telephone => "telephone",
            Self::Address => "address",
        }
    }
}

/// Shows a member's telephone or address whole, and notes who looked and why in the access log. `None` when the member has
/// none; that look is noted too.
pub async fn reveal(
    app: &App,
    by: &Actor,
    id: MemberId,
    what: Reveal,
    reason: &str,
) -> Result<Option<String>, MemberError> {
    let reason = rules::free_text("reason", reason, REASON_CHARS_MAX)?;
    let own = app.clone();
    let contact = app
        .read(move |conn| views::contact_of(conn, &own.secrets, id))
        .await?;
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "revealed",
        object: parts::place(id, what.name()),
        status: 200,
        rule: None,
        detail: reason,
    });
    let shown = match what {
        Reveal::Telephone => contact.telephone,
        Reveal::Address => contact.address,
    };
    Ok(shown.map(|text| text.as_str().to_owned()))
}
