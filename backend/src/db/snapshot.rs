//! Reading one moment: everything that `verify` compares must be of the same instant, or a working server looks broken.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};

use super::{Conn, Error, on_each};

const READ_ONE_MOMENT: &str = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// All the books are read, however many they are.
const AS_LONG_AS_IT_TAKES: &str = "SET LOCAL statement_timeout = 0";

/// Runs a reading inside one snapshot; nothing is written, and what other connections commit meanwhile is not seen.
pub fn snapshot<T>(
    conn: &mut Conn,
    read: impl FnOnce(&mut Conn) -> Result<T, Error>,
) -> Result<T, Error> {
    let begun = match conn {
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN"),
        Conn::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, READ_ONE_MOMENT)
            .and_then(|()| c.batch_execute(AS_LONG_AS_IT_TAKES)),
    };
    begun?;
    let answer = read(conn);
    on_each!(conn, c => AnsiTransactionManager::rollback_transaction(c))?;
    answer
}

/// Runs a part of a snapshot that may fail without ending it.
pub fn apart<T>(
    conn: &mut Conn,
    read: impl FnOnce(&mut Conn) -> Result<T, Error>,
) -> Result<T, Error> {
    use diesel::Connection;
    conn.transaction(read)
}
