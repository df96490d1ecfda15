//! The table of routes: method, path, act, who. There is no other way to reach a handler: [`register`] alone makes resources,
//! and it puts each row's [`door`] before its handler (decision 33).

use actix_web::body::BoxBody;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::middleware::{Next, from_fn};
use actix_web::{FromRequest, Handler, HttpMessage, HttpRequest, Responder, guard, web};

use super::guard::door;
use super::openapi::takes::{Argument, Takes, takes};
use crate::identity::model::{Duty, Role};

/// Who may use a route. The service checks again, per person and with the rule's id; this row is the first door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Health, sign-in, assets.
    Anyone,
    /// Any person who is signed in, with a password of their own.
    SignedIn,
    /// Signed in, even while the first password must still be changed.
    SignedInAtAll,
    /// One of these roles.
    Roles(&'static [Role]),
    /// One of these duties today, or one of these roles.
    Duties(&'static [Duty], &'static [Role]),
    /// The signature tablet with its one-time token, and nothing else.
    Tablet,
}

/// Makes the route with its handler and without its door, so nothing but [`register`] may call it.
type MakeRoute = Box<dyn FnOnce() -> actix_web::Route>;

/// One row of the table.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    /// What the act is called in the chain, the access log and the rights matrix: `card.hand_over`.
    pub act: &'static str,
    pub who: Who,
    /// One line for the API document.
    pub summary: &'static str,
    /// What its handler takes from the request, for the API document.
    pub takes: fn() -> Takes,
    make: MakeRoute,
}

impl Route {
    pub fn new<F, Args>(
        method: Method,
        path: &'static str,
        act: &'static str,
        who: Who,
        summary: &'static str,
        handler: F,
    ) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + Argument + 'static,
        F::Output: Responder + 'static,
    {
        let verb = method.clone();
        let make: MakeRoute = if method == Method::GET {
            // HEAD is GET without its body, which the server leaves out (RFC 9110, 9.3.2).
            let read = guard::Any(guard::Get()).or(guard::Head());
            Box::new(move || web::route().guard(read).to(handler))
        } else {
            Box::new(move || web::route().method(verb).to(handler))
        };
        Self {
            method,
            path,
            act,
            who,
            summary,
            takes: takes::<Args>,
            make,
        }
    }

    pub fn get<F, Args>(
        path: &'static str,
        act: &'static str,
        who: Who,
        summary: &'static str,
        handler: F,
    ) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + Argument + 'static,
        F::Output: Responder + 'static,
    {
        Self::new(Method::GET, path, act, who, summary, handler)
    }

    pub fn post<F, Args>(
        path: &'static str,
        act: &'static str,
        who: Who,
        summary: &'static str,
        handler: F,
    ) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + Argument + 'static,
        F::Output: Responder + 'static,
    {
        Self::new(Method::POST, path, act, who, summary, handler)
    }

    /// The row without its handler.
    pub fn row(&self) -> Row {
        Row {
            method: self.method.clone(),
            path: self.path,
            act: self.act,
            who: self.who,
            summary: self.summary,
            takes: self.takes,
        }
    }

    /// Whether the route answers programs (Bearer, JSON problems) and not browsers (cookie, pages).
    pub fn is_api(&self) -> bool {
        is_api(self.path)
    }
}

/// Programs speak to `/api/...`; everything else is for browsers.
fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// A row without its handler: what the door asks and what matrix and API document show. The door leaves it in the request.
#[derive(Debug, Clone)]
pub struct Row {
    pub method: Method,
    pub path: &'static str,
    pub act: &'static str,
    pub who: Who,
    pub summary: &'static str,
    /// What its handler takes, for saying what in an address could not be read.
    pub takes: fn() -> Takes,
}

impl Row {
    /// Whether the row answers programs, see [`Route::is_api`].
    pub fn is_api(&self) -> bool {
        is_api(self.path)
    }
}

/// The rows without their handlers, for the matrix and the API document.
pub fn rows(routes: &[Route]) -> Vec<Row> {
    routes.iter().map(Route::row).collect()
}

/// Whether a program asks and not a browser: the row that answers says so. The address is looked at only where no row answers
/// (400, 404, 405), and then decides nothing but what the refusal looks like.
pub fn is_for_programs(req: &HttpRequest) -> bool {
    let by_row = req.extensions().get::<Row>().map(Row::is_api);
    by_row.unwrap_or_else(|| is_api(req.path()))
}

/// Registers every row behind its door; rows of one path share its resource, so that a wrong method is 405 and not 404.
pub fn register(config: &mut web::ServiceConfig, routes: Vec<Route>) {
    register_each(config, routes, |route| {
        let row = route.row();
        let door = move |req: ServiceRequest, next: Next<BoxBody>| door(row.clone(), req, next);
        (route.make)().wrap(from_fn(door))
    });
}

/// The handlers alone, for tests that say themselves who asks.
#[cfg(test)]
pub fn register_without_doors(config: &mut web::ServiceConfig, routes: Vec<Route>) {
    register_each(config, routes, |route| (route.make)());
}

fn register_each(
    config: &mut web::ServiceConfig,
    routes: Vec<Route>,
    made: impl Fn(Route) -> actix_web::Route,
) {
    let mut by_path: Vec<(&'static str, Vec<Route>)> = Vec::new();
    for route in routes {
        match by_path.iter_mut().find(|(path, _)| *path == route.path) {
            Some((_, rows)) => rows.push(route),
            None => by_path.push((route.path, vec![route])),
        }
    }
    for (path, routes) in by_path {
        let resource = routes
            .into_iter()
            .fold(web::resource(path), |resource, route| {
                resource.route(made(route))
            });
        config.service(resource);
    }
}

#[cfg(test)]
mod tests;
