//! Wrapped data keys, one for each member. Their table is the only one whose rows may be removed: that is what blanks a member.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::{DataKey, SealError, Secrets};
use crate::db::{Conn, Error, Tx, among, in_parts, on_each, rows_in_parts};

diesel::table! {
    /// Key store: neither fact nor projection.
    data_keys (owner) {
        owner -> Text,
        wrapped -> Binary,
    }
}

#[derive(Insertable)]
#[diesel(table_name = data_keys, treat_none_as_default_value = false)]
struct DataKeyRow {
    owner: String,
    wrapped: Vec<u8>,
}

/// A value could not be sealed or opened, or the database failed.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<diesel::result::Error> for VaultError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<VaultError> for Error {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Seal(_) => Self::Stored("a sealed value does not open"),
            VaultError::Store(error) => error,
        }
    }
}

/// Makes and keeps a data key for an owner such as `member/12`.
pub fn make_key(tx: &mut Tx<'_>, secrets: &Secrets, owner: &str) -> Result<DataKey, VaultError> {
    let (key, wrapped) = secrets.new_data_key(owner)?;
    let row = DataKeyRow {
        owner: owner.to_owned(),
        wrapped,
    };
    insert(tx.conn, &[row])?;
    Ok(key)
}

/// Data keys that were made and are not kept yet.
pub struct NewKeys {
    rows: Vec<DataKeyRow>,
    /// In the order of their owners.
    pub keys: Vec<DataKey>,
}

impl NewKeys {
    /// Makes data keys for many owners; needs no database.
    pub fn make(secrets: &Secrets, owners: &[String]) -> Result<Self, VaultError> {
        let (mut keys, mut rows) = (Vec::new(), Vec::new());
        for owner in owners {
            let (key, wrapped) = secrets.new_data_key(owner)?;
            keys.push(key);
            rows.push(DataKeyRow {
                owner: owner.clone(),
                wrapped,
            });
        }
        Ok(Self { rows, keys })
    }

    /// Keeps them.
    pub fn keep(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        insert(tx.conn, &self.rows)
    }
}

/// Makes and keeps data keys for many owners, in their order.
pub fn make_keys(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    owners: &[String],
) -> Result<Vec<DataKey>, VaultError> {
    let made = NewKeys::make(secrets, owners)?;
    made.keep(tx)?;
    Ok(made.keys)
}

fn insert(conn: &mut Conn, rows: &[DataKeyRow]) -> Result<(), Error> {
    rows_in_parts(
        rows,
        2,
        |part| on_each!(conn, c => diesel::insert_into(data_keys::table).values(part.values()).execute(c)),
    )?;
    Ok(())
}

/// The owner's data key; none when it was destroyed, which is no fault: any other trouble is one and is told.
pub fn kept_key_of(
    conn: &mut Conn,
    secrets: &Secrets,
    owner: &str,
) -> Result<Option<DataKey>, VaultError> {
    match key_of(conn, secrets, owner) {
        Ok(key) => Ok(Some(key)),
        Err(VaultError::Seal(SealError::KeyDestroyed)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The data keys of these owners, by owner; those that were destroyed are left out.
pub fn kept_keys_of(
    conn: &mut Conn,
    secrets: &Secrets,
    owners: &BTreeSet<String>,
) -> Result<BTreeMap<String, DataKey>, VaultError> {
    let mut keys = BTreeMap::new();
    for (owner, wrapped) in wrapped_of(conn, owners)? {
        let key = secrets.data_key(&owner, &wrapped)?;
        keys.insert(owner, key);
    }
    Ok(keys)
}

/// Which of these owners still have their data key.
pub fn owners_with_key(
    conn: &mut Conn,
    owners: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Error> {
    let kept = wrapped_of(conn, owners)?;
    Ok(kept.into_iter().map(|(owner, _)| owner).collect())
}

/// Every wrapped data key with its owner, for `verify`.
pub fn all_wrapped(conn: &mut Conn) -> Result<Vec<(String, Vec<u8>)>, Error> {
    Ok(data_keys::table.order(data_keys::owner).load(conn)?)
}

fn wrapped_of(conn: &mut Conn, owners: &BTreeSet<String>) -> Result<Vec<(String, Vec<u8>)>, Error> {
    in_parts(owners, |part| {
        Ok(on_each!(conn, c => data_keys::table
            .filter(among!(data_keys::owner, part))
            .select((data_keys::owner, data_keys::wrapped))
            .load(c))?)
    })
}

/// The owner's data key; `KeyDestroyed` when it is gone.
pub fn key_of(conn: &mut Conn, secrets: &Secrets, owner: &str) -> Result<DataKey, VaultError> {
    let wrapped: Option<Vec<u8>> = data_keys::table
        .find(owner)
        .select(data_keys::wrapped)
        .first(conn)
        .optional()?;
    let wrapped = wrapped.ok_or(SealError::KeyDestroyed)?;
    Ok(secrets.data_key(owner, &wrapped)?)
}

#[cfg(test)]
mod tests;
