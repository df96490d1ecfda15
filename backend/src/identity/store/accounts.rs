//! Accounts and their password hashes.

use diesel::prelude::*;

use super::kept;
use crate::audit::verify::{Broken, ProjectionCheck};
use crate::db::{self, Conn, among, in_parts, on_each};
use crate::identity::error::IdentityError;
use crate::identity::model::Account;
use crate::identity::password;
use crate::identity::schema::{accounts, passwords};
use crate::kernel::{AccountId, BusinessDate, Instant, PersonId};

#[derive(Debug, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = accounts, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct AccountRow {
    id: i64,
    version: i64,
    person_id: i64,
    username: String,
    password_digest: String,
    must_change: bool,
    auth_version: i64,
    locked_until: Option<i64>,
    closed: bool,
}

kept!(Account as AccountRow in accounts, AccountFact in AccountFactRow, AccountId::new);

impl From<&Account> for AccountRow {
    fn from(a: &Account) -> Self {
        Self {
            id: a.id.get(),
            version: a.version,
            person_id: a.person.get(),
            username: a.username.clone(),
            password_digest: a.password_digest.clone(),
            must_change: a.must_change,
            auth_version: a.auth_version,
            locked_until: a.locked_until.map(Instant::as_micros),
            closed: a.closed,
        }
    }
}

impl From<AccountRow> for Account {
    fn from(r: AccountRow) -> Self {
        Self {
            id: AccountId::new(r.id),
            version: r.version,
            person: PersonId::new(r.person_id),
            username: r.username,
            password_digest: r.password_digest,
            must_change: r.must_change,
            auth_version: r.auth_version,
            locked_until: r.locked_until.map(Instant::micros),
            closed: r.closed,
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = passwords, treat_none_as_default_value = false)]
struct PasswordRow<'a> {
    account_id: i64,
    hash: &'a str,
}

/// Keeps the hash of the password in force; the one before it is gone.
pub fn save_password(conn: &mut Conn, account: AccountId, hash: &str) -> Result<(), IdentityError> {
    let row = PasswordRow {
        account_id: account.get(),
        hash,
    };
    on_each!(conn, c => diesel::insert_into(passwords::table)
        .values(&row)
        .on_conflict(passwords::account_id)
        .do_update()
        .set(&row)
        .execute(c))?;
    Ok(())
}

pub fn account_by_id(conn: &mut Conn, id: AccountId) -> Result<Option<Account>, IdentityError> {
    let row: Option<AccountRow> = accounts::table
        .find(id.get())
        .select(AccountRow::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(Account::from))
}

pub fn account_of(conn: &mut Conn, person: PersonId) -> Result<Option<Account>, IdentityError> {
    let row: Option<AccountRow> = accounts::table
        .filter(accounts::person_id.eq(person.get()))
        .select(AccountRow::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(Account::from))
}

/// The accounts of these people.
pub fn accounts_of_all(conn: &mut Conn, persons: &[i64]) -> Result<Vec<Account>, IdentityError> {
    let rows: Vec<AccountRow> = in_parts(persons.iter().copied(), |part| {
        on_each!(conn, c => accounts::table
            .filter(among!(accounts::person_id, part))
            .order(accounts::person_id)
            .select(AccountRow::as_select())
            .load(c))
    })?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// The account with this case-folded user name. Index: `accounts_username`.
pub fn account_named(conn: &mut Conn, username: &str) -> Result<Option<Account>, IdentityError> {
    let row: Option<AccountRow> = accounts::table
        .filter(accounts::username.eq(username))
        .select(AccountRow::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(Account::from))
}

/// The hash of the account's password in force.
pub fn password_of(conn: &mut Conn, account: AccountId) -> Result<Option<String>, IdentityError> {
    Ok(passwords::table
        .find(account.get())
        .select(passwords::hash)
        .first(conn)
        .optional()?)
}

/// Every account's hash is the one that its facts prove: a hash that someone put in its place lets nobody in and is found.
pub fn passwords_check() -> ProjectionCheck {
    ProjectionCheck {
        table: "passwords",
        check: check_passwords,
    }
}

fn check_passwords(conn: &mut Conn) -> Result<Result<i64, Broken>, db::Error> {
    let stored: Vec<(i64, String, Option<String>)> = accounts::table
        .left_join(passwords::table.on(passwords::account_id.eq(accounts::id)))
        .order(accounts::id)
        .select((
            accounts::id,
            accounts::password_digest,
            passwords::hash.nullable(),
        ))
        .load(conn)?;
    let foreign = stored.iter().find(|(_, digest, hash)| {
        hash.as_deref().map(password::digest_of).as_ref() != Some(digest)
    });
    Ok(match foreign {
        None => Ok(stored.len() as i64),
        Some((id, _, _)) => Err(Broken {
            seq: None,
            table: Some("passwords".to_owned()),
            id: Some(*id),
            what: "the password hash is not the one that was recorded".to_owned(),
        }),
    })
}
