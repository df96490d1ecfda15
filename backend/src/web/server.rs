//! Puts the routes, each behind its door, into the server and listens.

use std::net::SocketAddr;

use actix_web::middleware::{Compress, from_fn};
use actix_web::{App as HttpApp, HttpServer, dev::Server, web};

use super::guard;
use super::route::{Route, register};
use crate::app::{App, Mode, StartError};

/// Network threads. Handlers only wait; the work is done by the writer and the readers.
const WORKERS: usize = 2;

/// All routes of the program, made anew for each network thread.
pub type Routes = fn(Mode) -> Vec<Route>;

/// Binds and answers the address in use (port 0 takes a free one) and the server, which runs when awaited.
pub fn bind(app: App, routes: Routes) -> Result<(SocketAddr, Server), StartError> {
    let listen = app.config.listen;
    let (body_bytes_max, mode, data) = (app.config.body_bytes_max, app.mode, web::Data::new(app));
    let server = HttpServer::new(move || {
        HttpApp::new()
            .app_data(data.clone())
            .app_data(web::PayloadConfig::new(body_bytes_max))
            .configure(|config| register(config, routes(mode)))
            .wrap(from_fn(guard::around))
            .wrap(Compress::default())
    })
    .workers(WORKERS)
    .shutdown_timeout(10)
    .bind(listen)
    .map_err(|e| StartError::Io(listen.to_string(), e))?;
    let address = server.addrs().first().copied().unwrap_or(listen);
    Ok((address, server.run()))
}
