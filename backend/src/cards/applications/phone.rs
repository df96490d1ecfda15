//! The telephone that stands on an application: read, sealed with its member's key, masked in every view, and shown whole to
//! someone who says why. Each such look is in the access log.

use super::error::ApplicationError;
use super::model::{Application, phone_place};
use super::{rules, service};
use crate::app::App;
use crate::db::{AccessLine, Conn};
use crate::identity::model::Actor;
use crate::kernel::{ApplicationId, MemberId};
use crate::vault::Sealed;
use crate::vault::store::{kept_key_of, key_of};

/// A telephone number of digits; it shows itself nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// 9 to 12 digits, Thai or Arabic, with spaces and hyphens between them.
    pub fn parse(text: &str) -> Result<Self, ApplicationError> {
        let digits: String = crate::kernel::thai::to_arabic_digits(text)
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')' | '.'))
            .collect();
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        if plain && (9..=12).contains(&digits.len()) {
            Ok(Self(digits))
        } else {
            Err(ApplicationError::NotAPhone { field: "phone" })
        }
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone")
    }
}

/// Seals a telephone with its member's key.
pub(super) fn sealed(
    app: &App,
    conn: &mut Conn,
    id: i64,
    member: MemberId,
    phone: Option<&Phone>,
) -> Result<Option<Sealed>, ApplicationError> {
    let Some(phone) = phone else {
        return Ok(None);
    };
    let key = key_of(conn, &app.secrets, &format!("member/{member}"))?;
    Ok(Some(key.seal(&phone_place(id), &phone.0)?))
}

/// The telephone of an application, opened for someone who may call the member; none when the member's key was destroyed.
pub fn phone_of(
    app: &App,
    conn: &mut Conn,
    application: &Application,
) -> Result<Option<String>, ApplicationError> {
    let Some(sealed) = &application.details.phone else {
        return Ok(None);
    };
    let owner = format!("member/{}", application.member);
    let Some(key) = kept_key_of(conn, &app.secrets, &owner)? else {
        return Ok(None);
    };
    let open = key.open(&phone_place(application.id.get()), sealed)?;
    Ok(Some(open.as_str().to_owned()))
}

/// Shows an application's telephone whole, and notes who looked and why in the access log. `None` when it has none, or its
/// member's key was destroyed; that look is noted too.
pub async fn reveal(
    app: &App,
    by: &Actor,
    id: ApplicationId,
    reason: &str,
) -> Result<Option<String>, ApplicationError> {
    let (reason, office) = (rules::readable("reason", reason)?, app.clone());
    let phone = app
        .read(move |conn| {
            let application = service::by_id(conn, id)?;
            phone_of(&office, conn, &application)
        })
        .await?;
    app.writer.log(AccessLine {
        at: app.clock.wall(),
        person: Some(by.person),
        what: "revealed",
        object: phone_place(id.get()),
        status: 200,
        rule: None,
        detail: reason,
    });
    Ok(phone)
}
