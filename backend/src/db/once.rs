//! One act on a connection of its own, without the writer's thread: what must be recorded before a server may start.

use super::batch::Batch;
use super::{ActMeta, Conn, Error, Receipt, Tx};
use crate::audit::model::Head;
use crate::kernel::Instant;

/// Runs one act in a transaction of its own and commits it: the head after it, and the rows of the access log.
/// `Error` or the act's own refusal leaves nothing behind.
pub fn act_once<E: From<Error>>(
    mut conn: Conn,
    chain_key: &[u8; 32],
    now: Instant,
    meta: &ActMeta,
    act: impl FnOnce(&mut Tx<'_>) -> Result<Receipt, E>,
) -> Result<(Head, i64), E> {
    let mut batch = Batch::begin(&mut conn, chain_key, now, &[])?;
    batch.act(meta, act)?;
    let rows = batch.log_rows();
    Ok((batch.commit()?, rows))
}
