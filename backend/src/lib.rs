//! Sahakorn: the back office that a Thai cooperative runs its cash cards and its ledger on.
//!
//! Every folder is named after the thing in the office. Begin at `rules.rs` of a feature: one function per article.

pub mod app;
pub mod audit;
pub mod beginning;
pub mod bylaws;
pub mod calendar;
pub mod cards;
pub mod config;
pub mod db;
pub mod demo;
pub mod documents;
pub mod files;
pub mod identity;
pub mod kernel;
pub mod ledger;
pub mod members;
pub mod papers;
pub mod private;
pub mod program;
pub mod today;
pub mod vault;
pub mod web;
