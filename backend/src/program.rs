//! What the whole program consists of: the lists that features fill, read by the server and by `verify`.

use crate::audit::verify::ProjectionCheck;
use crate::cards::{custody, handover};
use crate::db::{EffectRow, FactTable};
use crate::documents;
use crate::identity;
use crate::web::health;
use crate::web::route::Route;

/// Every route of the program.
pub fn routes() -> Vec<Route> {
    [
        health::routes(),
        identity::api::routes(),
        custody::api::routes(),
        handover::api::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every fact table, so that `verify` can read it again.
pub fn fact_tables() -> Vec<FactTable> {
    [
        vec![FactTable::of::<EffectRow>()],
        identity::service::fact_tables(),
        documents::letters::fact_tables(),
        custody::service::fact_tables(),
        handover::service::fact_tables(),
    ]
    .concat()
}

/// Every projection, so that `verify` can rebuild it.
pub fn projections() -> Vec<ProjectionCheck> {
    [
        identity::service::projections(),
        documents::letters::projections(),
        custody::service::projections(),
        handover::service::projections(),
    ]
    .concat()
}
