//! Accepts connections, gives each its place, and speaks HTTP/1.1 on it.

use std::fmt::Debug;
use std::future::{Future, pending, poll_fn};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use actix_http::body::{BoxBody, MessageBody};
use actix_http::{HttpService, Request, Response};
use actix_server::{GracefulShutdownSignal, Server};
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt as _, apply_fn_factory,
    map_config,
};
use actix_web::dev::AppConfig;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::incoming::timed;
use super::outgoing::InHand;
use super::stream::Watched;
use super::table::{Connection, Limits, Table};
use super::{
    BACKLOG, CONNECTIONS_SPARE, HEAD_SECONDS, KEEP_ALIVE_SECONDS, LINGER_SECONDS, LOOK_SECONDS,
    PROMPT_MILLIS, SEND_BUFFER_BYTES, SHUTDOWN_SECONDS,
};

/// Binds; port 0 takes a free one. Needs the runtime.
pub fn listener(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // Elsewhere than on Unix this would let a second program listen on the same port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    // What is accepted inherits it.
    socket.set_send_buffer_size(SEND_BUFFER_BYTES)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)?.into_std()
}

/// A server on the listener that runs when awaited: `workers` network threads, each with an application of its own.
pub fn listen<F, I, S, B>(
    listener: TcpListener,
    workers: usize,
    limits: Limits,
    application: F,
) -> io::Result<Server>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig, Error = actix_web::Error> + 'static,
    S::InitError: Debug,
    S::Response: Into<Response<B>> + 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let builder = Server::build()
        .workers(workers)
        .max_concurrent_connections(limits.total / workers + CONNECTIONS_SPARE)
        .shutdown_timeout(SHUTDOWN_SECONDS);
    let (stopping, table) = (builder.graceful_shutdown_signal(), Table::new(limits));
    let builder = builder.listen("http", listener, move || {
        connections(application(), stopping.clone(), Arc::clone(&table))
    })?;
    Ok(builder.run())
}

/// What one network thread does with each connection.
fn connections<I, S, B>(
    application: I,
    stopping: GracefulShutdownSignal,
    table: Arc<Table>,
) -> impl ServiceFactory<TcpStream, Config = ()>
where
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig, Error = actix_web::Error> + 'static,
    S::InitError: Debug,
    S::Response: Into<Response<B>> + 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let application = map_config(application.into_factory(), |()| AppConfig::default())
        .map_err(|error| error.error_response());
    let http = HttpService::build()
        .graceful_shutdown_signal(move || {
            let stopping = stopping.clone();
            async move { stopping.notified().await }
        })
        .keep_alive(Duration::from_secs(KEEP_ALIVE_SECONDS))
        .client_request_timeout(Duration::from_secs(HEAD_SECONDS))
        .client_disconnect_timeout(Duration::from_secs(LINGER_SECONDS))
        .on_connect_ext(|stream: &Watched, data| {
            data.insert(Arc::clone(&stream.connection));
        })
        .h1(apply_fn_factory(application, in_hand));
    apply_fn_factory(http, move |socket: TcpStream, http: &_| {
        let (peer, table) = (socket.peer_addr().ok(), Arc::clone(&table));
        let connection = Connection::new(Instant::now());
        let stream = Watched::new(socket, Arc::clone(&connection));
        let served = Service::call(http, (stream, peer));
        async move { attended(&table, &connection, peer, served).await }
    })
}

/// Serves a connection until its end, until it is too slow or until another takes its place.
async fn attended<E>(
    table: &Arc<Table>,
    connection: &Arc<Connection>,
    peer: Option<SocketAddr>,
    served: impl Future<Output = Result<(), E>>,
) -> Result<(), E> {
    let (served, look) = (
        in_turns(connection, served),
        Duration::from_secs(LOOK_SECONDS),
    );
    let mut served = pin!(served);
    // Who asks at once needs no place until then: in a crowd of the silent its request would else be evicted unread.
    let _seat = loop {
        let prompt = timeout(Duration::from_millis(PROMPT_MILLIS), &mut served);
        if let Ok(done) = prompt.await {
            return done;
        }
        let now = Instant::now();
        if let Some(seat) = table.enter(connection, peer, now) {
            break seat;
        }
        if connection.progress().behind(now).is_some() {
            return Ok(());
        }
    };
    // Half a look late, so that the first head gets its 408 before the connection goes.
    let mut looks = interval_at(Instant::now() + look / 2, look);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            () = connection.evicted() => return Ok(()),
            done = &mut served => return done,
            now = looks.tick() => if connection.progress().is_overdue(now) {
                return Ok(());
            },
        }
    }
}

/// Says of each turn that it begins: a turn reads a bounded amount.
async fn in_turns<T>(connection: &Connection, served: impl Future<Output = T>) -> T {
    let mut served = pin!(served);
    poll_fn(|cx| {
        connection.progress().turn();
        served.as_mut().poll(cx)
    })
    .await
}

/// Passes a request on, and tells the connection that one is in hand.
fn in_hand<S, R, B>(
    mut request: Request,
    application: &S,
) -> impl Future<Output = Result<Response<BoxBody>, S::Error>> + use<S, R, B>
where
    S: Service<Request, Response = R>,
    R: Into<Response<B>>,
    B: MessageBody + 'static,
{
    let connection = request.conn_data::<Arc<Connection>>().cloned();
    let begun = connection.map(|connection| {
        let begun = InHand::begin(&connection);
        let body = timed(request.take_payload(), &connection);
        *request.payload() = body;
        begun
    });
    let allowed = begun.flatten();
    let answer = allowed.is_some().then(|| application.call(request));
    async move {
        let (Some(in_hand), Some(answer)) = (allowed, answer) else {
            // The connection was cut between its head and here; it is dropped with this.
            return pending().await;
        };
        let answer: Response<B> = answer.await?.into();
        Ok(answer.map_body(|_, body| in_hand.answer(body)))
    }
}
