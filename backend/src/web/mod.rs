//! HTTP: the table of routes, who may use each, request bodies, problems as JSON or pages, the HTML shell and its assets.
//!
//! A feature lists its routes in `api::routes()` and `pages::routes()`; routing, the rights matrix and the API document are
//! made from those lists (decision 26). [`guard::door`] stands in each route and lets nobody past whom its row does not name.

mod actor;
mod address;
pub mod answer;
pub mod ask;
mod back;
pub mod body;
pub mod client;
mod coding;
pub mod cookies;
pub mod export;
pub mod frame;
pub mod front;
pub mod guard;
pub mod health;
pub mod left_out;
pub mod net;
pub mod openapi;
pub mod problem;
mod request_id;
pub mod route;
pub mod server;
mod unread;
pub mod upload;

pub mod assets;
pub mod icons;
pub mod pages;

pub mod parts;
pub mod shell;
pub mod texts;

#[cfg(test)]
mod gallery;
