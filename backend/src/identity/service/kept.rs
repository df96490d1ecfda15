//! Who held whose account in hand, and who could act in somebody's place: what four eyes ask of people and accounts.

use std::collections::BTreeMap;

use super::{IdentityError, names_of};
use crate::db::{Conn, Error, Told as _};
use crate::identity::model::{Account, AccountFact, AccountKept, Person, Role, RoleGiven};
use crate::identity::schema::AccountFactRow;
use crate::identity::{rules, store};
use crate::kernel::{BusinessDate, PersonId};

/// Who opened or reset the accounts of these people since a day. The program itself, person 0, holds nothing in hand, and
/// nobody counts for an own account.
pub fn accounts_kept(
    conn: &mut Conn,
    of: &[PersonId],
    since: BusinessDate,
) -> Result<Vec<AccountKept>, IdentityError> {
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
        if other && row.on() >= since && fact.gives_a_password() {
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
