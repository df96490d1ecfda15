//! The table of routes: method, path, act, who. There is no other way to reach a handler.

use actix_web::http::Method;
use actix_web::{FromRequest, Handler, Responder, guard, web};

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

    /// Whether the route answers programs (Bearer, JSON problems) and not browsers (cookie, pages).
    pub fn is_api(&self) -> bool {
        is_api(self.path)
    }
}

/// Programs speak to `/api/...`; everything else is for browsers.
pub fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// What the guard needs to know of a row.
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

/// The rows without their handlers, for the guard, the matrix and the API document.
pub fn rows(routes: &[Route]) -> Vec<Row> {
    routes
        .iter()
        .map(|r| Row {
            method: r.method.clone(),
            path: r.path,
            act: r.act,
            who: r.who,
            summary: r.summary,
            takes: r.takes,
        })
        .collect()
}

/// Registers every row; rows of one path share its resource, so that a wrong method is 405 and not 404.
pub fn register(config: &mut web::ServiceConfig, routes: Vec<Route>) {
    let mut by_path: Vec<(&'static str, Vec<Route>)> = Vec::new();
    for route in routes {
        match by_path.iter_mut().find(|(path, _)| *path == route.path) {
            Some((_, rows)) => rows.push(route),
            None => by_path.push((route.path, vec![route])),
        }
    }
    for (path, rows) in by_path {
        let resource = rows.into_iter().fold(web::resource(path), |resource, row| {
            resource.route((row.make)())
        });
        config.service(resource);
    }
}
