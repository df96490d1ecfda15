//! What another feature does in the act that enters the first person. The program plugs it in once at its start; before that
//! nothing more is done.

use std::sync::OnceLock;

use crate::db::Tx;
use crate::kernel::Problem;

/// Part of the act that begins an installation. The ledger loads its chart of accounts there: without one the first bank batch
/// and the first fee have no accounts to be posted to.
pub type Begin = fn(&mut Tx<'_>) -> Result<(), Problem>;

static BEGIN: OnceLock<Begin> = OnceLock::new();

/// Plugs the function in; the first call counts.
pub fn plug(begin: Begin) {
    let _ = BEGIN.set(begin);
}

/// See [`Begin`]; nothing while nothing is plugged in.
pub(super) fn begin(tx: &mut Tx<'_>) -> Result<(), Problem> {
    BEGIN.get().map_or(Ok(()), |begin| begin(tx))
}
