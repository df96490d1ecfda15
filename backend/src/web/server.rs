//! Puts the routes, each behind its door, into the server and listens.

use std::net::SocketAddr;
use std::time::Duration;

use actix_web::middleware::{Compress, from_fn};
use actix_web::{App as HttpApp, dev::Server, web};

use super::guard;
use super::net::{self, Limits, big};
use super::route::{Route, register};
use super::upload::Uploads;
use crate::app::{App, Mode, StartError};

/// Network threads. Handlers only wait; the work is done by the writer and the readers.
const WORKERS: usize = 2;

/// How often refusals of strangers are noted.
const MINUTE: Duration = Duration::from_secs(60);

/// All routes of the program, made anew for each network thread.
pub type Routes = fn(Mode) -> Vec<Route>;

/// Binds and answers the address in use (port 0 takes a free one) and the server, which runs when awaited.
pub fn bind(app: App, routes: Routes) -> Result<(SocketAddr, Server), StartError> {
    let (listen, config) = (app.config.listen, app.config.clone());
    note_strangers(app.clone());
    let uploads = web::Data::new(Uploads::new(app.config.upload_bytes_max));
    let (body_bytes_max, mode, data) = (app.config.body_bytes_max, app.mode, web::Data::new(app));
    let big_answers = web::Data::new(big::BigAnswers::default());
    let application = move || {
        HttpApp::new()
            .app_data(data.clone())
            .app_data(web::PayloadConfig::new(body_bytes_max))
            .configure(|config| register(config, routes(mode)))
            .app_data(big_answers.clone())
            .app_data(uploads.clone())
            .wrap(from_fn(big::bounded))
            .wrap(from_fn(guard::around))
            .wrap(Compress::default())
    };
    let limits = Limits::of_this_process(move |peer| config.trusts(peer));
    let failed = |e| StartError::Io(listen.to_string(), e);
    let listener = net::listener(listen).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let server = net::listen(listener, WORKERS, limits, application).map_err(failed)?;
    Ok((address, server))
}

/// Each minute what strangers were refused goes to the access log, as long as the server runs.
fn note_strangers(app: App) {
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(MINUTE).await;
            let app = app.clone();
            // The writer may be waited for, and not on a network thread.
            let noted = tokio::task::spawn_blocking(move || {
                app.strangers.note_until(&app.writer, app.clock.wall());
            });
            if let Err(error) = noted.await {
                tracing::error!(%error, "what strangers were refused could not be noted");
            }
        }
    });
}
