//! Accounts and their password hashes.

use diesel::prelude::*;

use super::one_row;
use crate::db::{Conn, on_each};
use crate::identity::error::IdentityError;
use crate::identity::model::Account;
use crate::identity::schema::{accounts, passwords};
use crate::kernel::{AccountId, Instant, PersonId};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = accounts, treat_none_as_default_value = false, treat_none_as_null = true)]
struct AccountRow {
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

/// Writes an account that was opened or changed by one fact.
pub fn save_account(conn: &mut Conn, account: &Account) -> Result<(), IdentityError> {
    let row = AccountRow::from(account);
    let rows = if account.version == 1 {
        on_each!(conn, c => diesel::insert_into(accounts::table).values(&row).execute(c))?
    } else {
        diesel::update(accounts::table.find(row.id))
            .filter(accounts::version.eq(account.version - 1))
            .set(&row)
            .execute(conn)?
    };
    one_row(rows)
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
    let rows: Vec<AccountRow> = on_each!(conn, c => accounts::table
        .filter(accounts::person_id.eq_any(persons))
        .order(accounts::person_id)
        .select(AccountRow::as_select())
        .load(c))?;
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
