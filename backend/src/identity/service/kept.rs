//! Who held whose account in hand, who could act in somebody's place, and who may act still: what other features ask of people
//! and accounts.

use std::collections::{BTreeMap, BTreeSet};

use super::{IdentityError, duties_on, names_of};
use crate::db::{Conn, Error, Told as _};
use crate::identity::model::{Account, AccountFact, AccountKept, Duty, Person, Role, RoleGiven};
use crate::identity::schema::AccountFactRow;
use crate::identity::{rules, store};
use crate::kernel::{BusinessDate, PersonId};

/// Who ever opened or reset the accounts of these people, who did so with the accounts of those, and so on: an account in hand
/// opens others. The program itself, person 0, holds nothing in hand, and nobody counts for an own account.
pub fn accounts_kept(conn: &mut Conn, of: &[PersonId]) -> Result<Vec<AccountKept>, IdentityError> {
    let mut found = Vec::new();
    let mut known: BTreeSet<PersonId> = of.iter().copied().collect();
    let mut next: Vec<PersonId> = known.iter().copied().collect();
    while !next.is_empty() {
        let kept = kept_directly(conn, &next)?;
        next = kept.iter().map(|kept| kept.by).collect();
        next.retain(|by| known.insert(*by));
        found.extend(kept);
    }
    Ok(found)
}

fn kept_directly(conn: &mut Conn, of: &[PersonId]) -> Result<Vec<AccountKept>, IdentityError> {
    let ids: Vec<i64> = of.iter().map(|person| person.get()).collect();
    let accounts = store::accounts_of_all(conn, &ids)?;
    let whose: BTreeMap<i64, PersonId> = accounts.iter().map(|a| (a.id.get(), a.person)).collect();
    let subjects: Vec<i64> = whose.keys().copied().collect();
    let mut found = Vec::new();
    for row in AccountFactRow::of_subjects(conn, &subjects)? {
        let by = PersonId::new(row.person_id);
        let Some(of) = whose.get(&row.subject_id).copied() else {
            continue;
        };
        let fact: AccountFact = serde_json::from_str(&row.data).map_err(Error::from)?;
        let other = by != PersonId::new(0) && by != of;
        if other && fact.gives_a_password() {
            let on = row.on();
            found.push(AccountKept { by, of, on });
        }
    }
    Ok(found)
}

/// Who has one of these roles on a day and an account that is open, with names, by person.
pub fn who_act_as(
    conn: &mut Conn,
    roles: &[Role],
    on: BusinessDate,
) -> Result<Vec<(PersonId, String)>, IdentityError> {
    let given = store::holders_of_roles(conn, roles, on)?;
    let mut ids: Vec<i64> = given
        .iter()
        .filter(|role| role.period.gives_right_on(on))
        .map(|role| role.person.get())
        .collect();
    ids.dedup();
    let accounts = store::accounts_of_all(conn, &ids)?;
    let open = |account: &&Account| !account.closed;
    let people: Vec<PersonId> = accounts.iter().filter(open).map(|a| a.person).collect();
    let names = names_of(conn, &people)?;
    let named = |id: PersonId| Some((id, names.get(&id.get())?.clone()));
    Ok(people.into_iter().filter_map(named).collect())
}

/// C4: whether a person has this duty on a day and has lost no access: not left, and no account that is closed.
pub fn may_act(
    conn: &mut Conn,
    person: PersonId,
    duty: Duty,
    on: BusinessDate,
) -> Result<bool, IdentityError> {
    let here = store::person_by_id(conn, person)?.is_some_and(|p| p.left_on.is_none());
    let shut = store::account_of(conn, person)?.is_some_and(|account| account.closed);
    Ok(here && !shut && duties_on(conn, person, on)?.contains(&duty))
}

/// The roles of these people on a day; who has left has none, and who was never entered is left out.
pub fn roles_of_on(
    conn: &mut Conn,
    people: &[PersonId],
    on: BusinessDate,
) -> Result<BTreeMap<PersonId, Vec<Role>>, IdentityError> {
    let ids: Vec<i64> = people.iter().map(|person| person.get()).collect();
    let (known, given) = (
        store::persons_by_ids(conn, &ids)?,
        store::roles_of_all(conn, &ids)?,
    );
    let roles = |person: &Person| {
        let own = given.iter().filter(|role| role.person == person.id);
        let own: Vec<RoleGiven> = own.cloned().collect();
        match person.left_on {
            Some(_) => Vec::new(),
            None => rules::roles_on(&own, on),
        }
    };
    Ok(known
        .iter()
        .map(|person| (person.id, roles(person)))
        .collect())
}
