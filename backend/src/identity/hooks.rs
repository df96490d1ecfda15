//! What other features do in the acts of this one. The program plugs it in once at its start; before that nothing more is done.

use std::sync::OnceLock;

use crate::db::Tx;
use crate::kernel::{PersonId, Problem};

/// Parts of acts around people.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Of the act that enters the first person. The ledger loads its chart of accounts there: without one the first bank batch
    /// and the first fee have no accounts to be posted to.
    pub begins: fn(&mut Tx<'_>) -> Result<(), Problem>,
    /// Of every act after which a person may do less (C4): what he began and may not end is cancelled there.
    pub may_less: fn(&mut Tx<'_>, PersonId) -> Result<(), Problem>,
}

static HOOKS: OnceLock<Hooks> = OnceLock::new();

/// Plugs the functions in; the first call counts.
pub fn plug(hooks: Hooks) {
    let _ = HOOKS.set(hooks);
}

/// See [`Hooks::begins`].
pub(super) fn begins(tx: &mut Tx<'_>) -> Result<(), Problem> {
    HOOKS.get().map_or(Ok(()), |hooks| (hooks.begins)(tx))
}

/// See [`Hooks::may_less`].
pub(super) fn may_less(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Problem> {
    HOOKS
        .get()
        .map_or(Ok(()), |hooks| (hooks.may_less)(tx, person))
}
