//! People: entered, changed, left.

use super::{NUMBER_CHARS_MAX, TEXT_CHARS_MAX, clean, close_account};
use super::{duties::tell_duty_ended, roles::tell_role_ended};
use crate::db::Tx;
use crate::identity::error::{IdentityError, Thing};
use crate::identity::model::{Person, PersonFact};
use crate::identity::store;
use crate::kernel::{NationalId, PersonId};
use crate::vault::store::{self as keys, VaultError};
use crate::vault::{DataKey, Secrets};

/// A person to be entered. It has no `Debug`: it holds a whole national ID.
#[derive(Clone)]
pub struct NewPerson {
    /// With title, as shown.
    pub name: String,
    pub staff_no: Option<String>,
    pub national_id: NationalId,
}

/// Enters a person and makes the person's data key; `Taken` when the national ID or the staff number is known.
pub fn add_person(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    new: &NewPerson,
) -> Result<PersonId, IdentityError> {
    let id = PersonId::new(tx.next_id("persons"));
    let owner = owner_of(id);
    let index = secrets.index_value("person.national_id", new.national_id.expose());
    if store::person_with_index(tx.conn, &index)?.is_some() {
        return Err(IdentityError::Taken("national_id"));
    }
    let (name, staff_no) = names(tx, &new.name, new.staff_no.as_deref(), None)?;
    let key = keys::make_key(tx, secrets, &owner)?;
    let fact = PersonFact::Added {
        name,
        staff_no,
        national_id: seal(&key, &owner, &new.national_id)?,
        national_id_index: index,
        national_id_tail: new.national_id.last_three().to_owned(),
    };
    let today = tx.today();
    tx.advance_one::<Person>(id.get(), None, today, fact)?;
    Ok(id)
}

fn seal(key: &DataKey, owner: &str, id: &NationalId) -> Result<String, IdentityError> {
    let sealed = key
        .seal(&format!("{owner}/national_id"), id.expose())
        .map_err(VaultError::from)?;
    Ok(sealed.as_str().to_owned())
}

fn owner_of(person: PersonId) -> String {
    format!("person/{person}")
}

/// A person's name with single spaces; `Field` when it is empty or no name.
pub fn clean_name(name: &str) -> Result<String, IdentityError> {
    let name = clean(name, TEXT_CHARS_MAX, "name")?;
    if name.is_empty() {
        return Err(IdentityError::Field("name"));
    }
    Ok(name)
}

/// A staff number, where one was given.
pub fn clean_staff_no(staff_no: Option<&str>) -> Result<Option<String>, IdentityError> {
    let staff_no = clean(staff_no.unwrap_or_default(), NUMBER_CHARS_MAX, "staff_no")?;
    Ok(Some(staff_no).filter(|n| !n.is_empty()))
}

/// Name and staff number as they are stored, when they may be.
fn names(
    tx: &mut Tx<'_>,
    name: &str,
    staff_no: Option<&str>,
    of: Option<PersonId>,
) -> Result<(String, Option<String>), IdentityError> {
    let (name, staff_no) = (clean_name(name)?, clean_staff_no(staff_no)?);
    if let Some(number) = staff_no.as_deref() {
        let whose = store::person_with_staff_no(tx.conn, number)?;
        if whose.is_some() && whose != of {
            return Err(IdentityError::Taken("staff_no"));
        }
    }
    Ok((name, staff_no))
}

/// Changes name and staff number; `Stale` when the person is not at `version` any more.
pub fn change_person(
    tx: &mut Tx<'_>,
    id: PersonId,
    version: i64,
    name: &str,
    staff_no: Option<&str>,
) -> Result<(), IdentityError> {
    let person = person_here(tx, id)?;
    if person.version != version {
        return Err(IdentityError::Stale);
    }
    let (name, staff_no) = names(tx, name, staff_no, Some(id))?;
    let (fact, today) = (PersonFact::Changed { name, staff_no }, tx.today());
    tx.advance_one(id.get(), Some(person), today, fact)?;
    Ok(())
}

/// A person who left loses all access at once (C4): account, roles and duties end with this act.
pub fn leave(tx: &mut Tx<'_>, id: PersonId, reason: &str) -> Result<(), IdentityError> {
    let person = person_here(tx, id)?;
    let reason = &clean(reason, TEXT_CHARS_MAX, "reason")?;
    let today = tx.today();
    for duty in store::duties_of_person(tx.conn, id)? {
        if !duty.period.is_over(today) {
            let period = duty.period.stopped(today);
            tell_duty_ended(tx, duty, period, reason)?;
        }
    }
    for role in store::roles_of(tx.conn, id)? {
        if !role.period.is_over(today) {
            let period = role.period.stopped(today);
            tell_role_ended(tx, role, period, reason)?;
        }
    }
    if let Some(account) = store::account_of(tx.conn, id)?
        && !account.closed
    {
        close_account(tx, account.id, reason)?;
    }
    let fact = PersonFact::Left {
        on: today,
        reason: reason.to_owned(),
    };
    tx.advance_one(id.get(), Some(person), today, fact)?;
    Ok(())
}

pub(super) fn person_here(tx: &mut Tx<'_>, id: PersonId) -> Result<Person, IdentityError> {
    let person = store::person_by_id(tx.conn, id)?.ok_or(IdentityError::Unknown(Thing::Person))?;
    if person.left_on.is_some() {
        return Err(IdentityError::PersonLeft);
    }
    Ok(person)
}
