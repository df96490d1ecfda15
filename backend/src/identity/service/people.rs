//! Acts around people and their roles.

use zeroize::Zeroizing;

use super::accounts::with_one_time;
use super::{IdentityError, OneTime, PasswordHash, act, hash_password, may_keep, someone_keeps};
use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt};
use crate::identity::model::{Actor, Role};
use crate::identity::parts::{self, NewPerson, NewRole};
use crate::identity::{hooks, password, store};
use crate::kernel::{BusinessDate, PersonId};

fn receipt(kind: &str, id: i64, person: PersonId) -> Receipt {
    Receipt {
        object: format!("{kind}/{id}"),
        id,
        location: format!("/api/v1/persons/{person}"),
        numbers: Vec::new(),
    }
}

/// Enters a person; `Taken` when the national ID or the staff number is known.
pub async fn enter_person(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    new: NewPerson,
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "person.added").with_key(key);
    let own = app.clone();
    act(app, meta, move |tx| {
        let id = parts::add_person(tx, &own.secrets, &new)?;
        Ok(receipt("person", id.get(), id))
    })
    .await
}

/// What a new person begins with, besides a name.
#[derive(Debug, Clone, Default)]
pub struct Beginning {
    /// The role and its first day.
    pub role: Option<(Role, BusinessDate)>,
    /// The account's user name.
    pub username: Option<String>,
}

/// Enters a person with a role and an account in one act; the password for the first sign-in is shown once.
pub async fn enter_with_account(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    new: NewPerson,
    beginning: Beginning,
) -> Result<OneTime, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "person.added").with_key(key);
    let (own, has_account) = (app.clone(), beginning.username.is_some());
    let mut done = with_one_time(app, meta, move |tx, hash| {
        let person = parts::add_person(tx, &own.secrets, &new)?;
        if let Some((role, from)) = beginning.role {
            let given = NewRole {
                person,
                role,
                acting: false,
                order: None,
                from,
                to: None,
            };
            parts::give_role(tx, &given)?;
        }
        if let Some(username) = &beginning.username {
            parts::open_account(tx, person, username, hash, true)?;
        }
        Ok(receipt("person", person.get(), person))
    })
    .await?;
    done.password = done.password.filter(|_| has_account);
    Ok(done)
}

/// Changes name and staff number of the version that was seen.
pub async fn change_person(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: PersonId,
    version: i64,
    new: (String, Option<String>),
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "person.changed").with_key(key);
    act(app, meta, move |tx| {
        parts::change_person(tx, id, version, &new.0, new.1.as_deref())?;
        Ok(receipt("person", id.get(), id))
    })
    .await
}

/// C4: a person who leaves loses account, roles and duties with this act; the next request is refused.
pub async fn person_leaves(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: PersonId,
    reason: String,
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "person.left").with_key(key);
    act(app, meta, move |tx| {
        parts::leave(tx, id, &reason)?;
        someone_keeps(tx)?;
        hooks::may_less(tx, id).map_err(IdentityError::Hook)?;
        Ok(receipt("person", id.get(), id))
    })
    .await
}

/// Gives a role to someone else.
pub async fn give_role_to(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    new: NewRole,
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    if new.person == by.person {
        return Err(IdentityError::OwnRights);
    }
    let meta = ActMeta::new(by.person, "role.given").with_key(key);
    act(app, meta, move |tx| {
        let id = parts::give_role(tx, &new)?;
        Ok(receipt("role", id, new.person))
    })
    .await
}

/// Ends a role after a day, or at once; duties that only this role allowed end with it.
pub async fn end_given_role(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    id: i64,
    last_day: Option<BusinessDate>,
    reason: String,
) -> Result<Receipt, IdentityError> {
    may_keep(by)?;
    let meta = ActMeta::new(by.person, "role.ended").with_key(key);
    act(app, meta, move |tx| {
        let person = parts::end_role(tx, id, last_day, &reason)?;
        someone_keeps(tx)?;
        hooks::may_less(tx, person).map_err(IdentityError::Hook)?;
        Ok(receipt("role", id, person))
    })
    .await
}

/// The first administrator of a new installation, with a password of the person's own; `NotTheFirst` once anybody exists.
pub async fn first_person(
    app: &App,
    new: NewPerson,
    username: String,
    chosen: Zeroizing<String>,
) -> Result<Receipt, IdentityError> {
    let folded = parts::fold_username(&username)?;
    password::check(&chosen, &folded)?;
    let hash = hash_password(app, chosen).await?;
    let own = app.clone();
    let meta = ActMeta::new(PersonId::new(0), "person.first");
    act(app, meta, move |tx| {
        if store::has_person(tx.conn)? {
            return Err(IdentityError::NotTheFirst);
        }
        let id = parts::add_person(tx, &own.secrets, &new)?;
        keeper_of_the_system(tx, id, &folded, &hash)?;
        hooks::begins(tx).map_err(IdentityError::Hook)?;
        Ok(receipt("person", id.get(), id))
    })
    .await
}

fn keeper_of_the_system(
    tx: &mut crate::db::Tx<'_>,
    person: PersonId,
    username: &str,
    hash: &PasswordHash,
) -> Result<(), IdentityError> {
    parts::open_account(tx, person, username, hash, false)?;
    let role = NewRole {
        person,
        role: Role::SystemKeeper,
        acting: false,
        order: None,
        from: tx.today(),
        to: None,
    };
    parts::give_role(tx, &role)?;
    Ok(())
}
