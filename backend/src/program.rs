//! What the whole program consists of: the lists that features fill, read by the server and by `verify`.

use crate::app::Mode;
use crate::audit::bound;
use crate::audit::verify::{Owners, ProjectionCheck, Series};
use crate::cards::{
    self, applications, batches, custody, handover, late, receipts, releases, takeover,
};
use crate::db::{EffectRow, FactTable};
use crate::web::route::Route;
use crate::web::{front, health, openapi};
use crate::{
    beginning, bylaws, calendar, demo, documents, identity, ledger, members, papers, today,
};

/// Plugs what features show of each other and do in each other's acts; once, at the start.
pub fn plug() {
    members::plug(cards::HOOKS);
    identity::plug(identity::Hooks {
        begins: ledger::service::begin_books,
        may_less: handover::service::cancel_without_officer,
    });
}

/// Every route of the program; the demonstration has some of its own.
pub fn routes(mode: Mode) -> Vec<Route> {
    [
        routes_of(mode),
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
        takeover::exceptions::routes(),
        custody::pages::routes(),
        custody::registers::routes(),
        handover::api::routes(),
        handover::pages::routes(),
        receipts::pages::routes(),
        releases::pages::routes(),
        takeover::api::routes(),
        takeover::listed::routes(),
        late::routes(),
        beginning::api::routes(),
        beginning::pages::routes(),
        documents::api::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What only a mode has.
fn routes_of(mode: Mode) -> Vec<Route> {
    match mode {
        Mode::Serve => Vec::new(),
        Mode::Demonstration => [demo::routes(), identity::pages::demonstration_routes()]
            .into_iter()
            .flatten()
            .collect(),
    }
}

/// Every fact table, so that `verify` can read it again.
pub fn fact_tables() -> Vec<FactTable> {
    [
        vec![FactTable::of::<EffectRow>()],
        bound::fact_tables(),
        bylaws::chain::fact_tables(),
        identity::service::fact_tables(),
        ledger::service::fact_tables(),
        members::service::fact_tables(),
        documents::letters::fact_tables(),
        applications::service::fact_tables(),
        batches::service::fact_tables(),
        custody::service::fact_tables(),
        handover::service::fact_tables(),
        late::service::fact_tables(),
        takeover::service::fact_tables(),
        beginning::service::fact_tables(),
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
        late::service::projections(),
        takeover::service::projections(),
        beginning::service::projections(),
    ]
    .concat()
}

/// Who must have a data key, so that `verify` can ask for it.
pub fn key_owners() -> Vec<Owners> {
    vec![
        identity::proof::owners(),
        members::proof::owners(),
        papers::proof::owners(),
    ]
}

/// Numbered series and what their last numbers must be, so that `verify` can compare the counters.
pub fn series() -> Vec<Series> {
    vec![
        documents::letters::series(),
        applications::proof::series(),
        batches::proof::series(),
        ledger::proof::series(),
        members::proof::series(),
        papers::proof::series(),
        takeover::letters::series(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{READABLE, Receipt};

    #[test]
    fn where_a_receipt_points_there_is_something_to_read() {
        let routes = routes(Mode::Serve);
        for nouns in READABLE {
            let path = format!("/api/v1/{nouns}/{{id}}");
            let found = routes
                .iter()
                .any(|r| r.path == path && r.method == actix_web::http::Method::GET);
            assert!(found, "GET {path}");
        }
        assert_eq!(Receipt::of("card", "cards", 2).location, "/api/v1/cards/2");
        let letter = Receipt::of("letter", "letters", 24);
        assert_eq!(letter.location, "");
        let json = serde_json::to_value(&letter).unwrap_or_default();
        assert!(json.get("location").is_none(), "{json}");
    }

    /// Every address that a template writes out is one of ours, so that no link leads nowhere.
    #[test]
    fn every_fixed_link_of_a_template_has_a_page() {
        let routes = routes(Mode::Demonstration);
        let known: Vec<&str> = routes.iter().map(|r| r.path).collect();
        let mut checked = 0;
        for (file, text) in templates() {
            for link in text.split("href=\"/").skip(1) {
                let link = link.split('"').next().unwrap_or_default();
                let plain = link.split(['?', '#']).next().unwrap_or_default();
                if !plain.contains('{') {
                    checked += 1;
                    let path = format!("/{plain}");
                    assert!(known.iter().any(|row| leads(row, &path)), "{file}: {path}");
                }
            }
        }
        assert!(checked > 20, "{checked} links");
    }

    /// Whether a path of the table takes this address; `{..}` takes anything.
    fn leads(row: &str, path: &str) -> bool {
        let (row, path): (Vec<_>, Vec<_>) = (row.split('/').collect(), path.split('/').collect());
        let same = |(part, own): (&&str, &&str)| part.starts_with('{') || part == own;
        row.len() == path.len() && row.iter().zip(&path).all(same)
    }

    fn templates() -> Vec<(String, String)> {
        let mut folders = vec![std::path::PathBuf::from("src")];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            for path in entries.map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "html") {
                    let text = std::fs::read_to_string(&path).unwrap_or_default();
                    found.push((path.display().to_string(), text));
                }
            }
        }
        found
    }
}
