//! What the black-box tests, the pictures and the benches stand on.
//!
//! A [`Site`] is one installation in a folder of its own (database, keys, anchors); a [`Server`] is the real program running
//! on it; a [`Client`] speaks HTTP to it; a [`Cluster`] is a private PostgreSQL for the run. Nothing here links the product:
//! it is started as a program and asked over HTTP, as any other user would. `cargo xtask test` sets the environment that the
//! tests read (see [`settings`]); a missing value fails loudly, because a test that skips itself proves nothing.

pub mod counter;
pub mod http;
pub mod key;
mod original;
pub mod people;
pub mod postgres;
pub mod server;
pub mod settings;
pub mod shell;
pub mod site;
pub mod trouble;

pub use http::{Answer, Client, Request};
pub use key::fresh_key;
pub use original::make_original;
pub use people::SignIn;
pub use postgres::{Cluster, Durability, Postgres};
pub use server::{Mode, Server, Verified};
pub use settings::{Backend, Ground, workspace};
pub use site::{Site, Store, copy_folder};
pub use trouble::{During, Trouble};
