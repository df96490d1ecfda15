//! A hand-over as it was recorded: what was signed, before whom, on what device, and the strokes themselves (C5).

use super::super::custody::model::{Identified, Lane};
use super::super::error::CardError;
use super::model::HandOver;
use crate::app::App;
use crate::db::{AccessLine, Conn, fold_one};
use crate::documents::service::signatures;
use crate::identity::model::Actor;
use crate::kernel::{
    AttachmentId, BusinessDate, CardId, HandOverId, Instant, MemberId, PersonId, SignatureId,
};
use crate::vault::store::kept_key_of;

/// The signature that was given, opened.
#[derive(Debug, Clone)]
pub struct Signed {
    pub at: Instant,
    pub device: String,
    /// SHA-256 over text, strokes, member, officer, device and moment.
    pub sha256: String,
    /// Paths of the strokes in the box that was asked for; none when the member's key was destroyed.
    pub paths: Option<Vec<String>>,
}

/// A hand-over as it was recorded.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub id: HandOverId,
    pub state: &'static str,
    pub on: BusinessDate,
    pub lane: Lane,
    pub card: CardId,
    pub member: MemberId,
    pub officer: PersonId,
    pub desk: String,
    pub identified: Identified,
    /// The exact text that the member was shown.
    pub text_shown: String,
    pub signed: Option<Signed>,
    /// The scanned paper, where the member signed on paper.
    pub paper: Option<AttachmentId>,
}

/// Reads one, with its strokes drawn into a box; who looked at a signature is noted.
pub async fn recorded(
    app: &App,
    by: &Actor,
    id: HandOverId,
    wide_high: (i32, i32),
) -> Result<Recorded, CardError> {
    let own = app.clone();
    let found = app
        .read(move |conn| read(conn, &own, id, wide_high))
        .await?;
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "looked",
        object: format!("hand_over/{id}"),
        status: 200,
        rule: None,
        detail: String::new(),
    });
    Ok(found)
}

fn read(
    conn: &mut Conn,
    app: &App,
    id: HandOverId,
    wide_high: (i32, i32),
) -> Result<Recorded, CardError> {
    let found = fold_one::<HandOver>(conn, id.get())?.ok_or(CardError::NotFound)?;
    let signed = match found.signature() {
        Some(signature) => signed(conn, app, signature, wide_high)?,
        None => None,
    };
    let paper = found.paper();
    Ok(Recorded {
        id,
        state: found.state.code(),
        on: found.opened_on,
        lane: found.opening.lane,
        card: found.opening.card,
        member: found.opening.member,
        officer: found.opening.officer,
        desk: found.opening.desk,
        identified: found.opening.identified,
        text_shown: found.opening.text_shown,
        signed,
        paper,
    })
}

/// A destroyed key leaves the record readable and the strokes blank (decision 4).
fn signed(
    conn: &mut Conn,
    app: &App,
    id: SignatureId,
    (wide, high): (i32, i32),
) -> Result<Option<Signed>, CardError> {
    let Some(row) = signatures::find(conn, id)? else {
        return Ok(None);
    };
    let key = kept_key_of(conn, &app.secrets, &format!("member/{}", row.member_id))?;
    let strokes = key
        .map(|key| signatures::strokes_of(&row, &key))
        .transpose()?;
    Ok(Some(Signed {
        at: Instant::micros(row.signed_at),
        device: row.device,
        sha256: row.sha256,
        paths: strokes.map(|strokes| strokes.paths_in(wide, high)),
    }))
}
