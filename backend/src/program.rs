//! What the whole program consists of: the lists that features fill, read by the server and by `verify`.

use crate::app::Mode;
use crate::audit::verify::ProjectionCheck;
use crate::cards::{self, applications, batches, custody, handover, receipts, releases, takeover};
use crate::db::{EffectRow, FactTable};
use crate::web::route::Route;
use crate::web::{front, health, openapi};
use crate::{bylaws, calendar, demo, documents, identity, ledger, members, papers, today};

/// Plugs what features show of each other; once, at the start.
pub fn plug() {
    members::plug(cards::for_members::HOOKS);
}

/// Every route of the program; the demonstration has some of its own.
pub fn routes(mode: Mode) -> Vec<Route> {
    let own = match mode {
        Mode::Serve => Vec::new(),
        Mode::Demonstration => [demo::routes(), identity::pages::demonstration_routes()]
            .into_iter()
            .flatten()
            .collect(),
    };
    [
        own,
        health::routes(),
        // Before the rooms whose things it prints: `/api/v1/applications/9.pdf` is not an application.
        papers::api::routes(),
        papers::pages::routes(),
        front::routes(),
        today::pages::routes(),
        openapi::routes(routes),
        bylaws::api::routes(),
        bylaws::pages::routes(),
        calendar::api::routes(),
        identity::api::routes(),
        identity::pages::routes(),
        members::api::routes(),
        members::pages::routes(),
        ledger::api::routes(),
        ledger::pages::routes(),
        applications::api::routes(),
        applications::pages::routes(),
        batches::api::routes(),
        batches::pages::routes(),
        custody::api::routes(),
        // Before the board: `/cards/take-over` is not a card.
        takeover::pages::routes(),
        custody::pages::routes(),
        custody::registers::routes(),
        handover::api::routes(),
        handover::pages::routes(),
        receipts::pages::routes(),
        releases::pages::routes(),
        takeover::api::routes(),
        documents::api::routes(),
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
        ledger::service::fact_tables(),
        members::service::fact_tables(),
        documents::letters::fact_tables(),
        applications::service::fact_tables(),
        batches::service::fact_tables(),
        custody::service::fact_tables(),
        handover::service::fact_tables(),
        papers::service::fact_tables(),
    ]
    .concat()
}

/// Every projection, so that `verify` can rebuild it.
pub fn projections() -> Vec<ProjectionCheck> {
    [
        identity::service::projections(),
        ledger::service::projections(),
        members::service::projections(),
        documents::letters::projections(),
        applications::service::projections(),
        batches::service::projections(),
        custody::service::projections(),
        handover::service::projections(),
    ]
    .concat()
}
