//! What a handler takes from its request, read from the types of its arguments. A new kind of argument must say here what it
//! is, or its route does not compile: the API document cannot forget it.

use actix_web::{HttpRequest, web};
use serde::de::DeserializeOwned;

use super::shape::{Shape, shape_of};
use crate::identity::model::Actor;
use crate::kernel::Problem;
use crate::web::body::{Keyed, Plain, Posted};
use crate::web::upload::{Unread, Upload};

/// What a route takes from its request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Takes {
    /// Parts of the address, in order.
    pub path: Vec<Shape>,
    /// After the question mark.
    pub query: Option<Shape>,
    pub body: Sent,
}

/// The body of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Sent {
    #[default]
    Nothing,
    /// JSON with an `Idempotency-Key`.
    Keyed(Shape),
    /// JSON without a key: sign-in, dry runs.
    Plain(Shape),
    /// A browser's form; never on a route for programs.
    Form,
    /// Multipart with one file, and a key unless it is a dry run.
    File,
    /// A file as the body itself, and a key unless it is a dry run.
    Bytes,
}

/// An argument of a handler.
pub trait Argument {
    /// Writes down what it takes.
    fn takes(into: &mut Takes);
}

/// What all arguments of a handler take together.
pub fn takes<A: Argument>() -> Takes {
    let mut takes = Takes::default();
    A::takes(&mut takes);
    takes
}

impl<T: 'static> Argument for web::Data<T> {
    fn takes(_into: &mut Takes) {}
}

impl Argument for HttpRequest {
    fn takes(_into: &mut Takes) {}
}

impl Argument for Actor {
    fn takes(_into: &mut Takes) {}
}

impl<T: DeserializeOwned> Argument for web::Path<T> {
    fn takes(into: &mut Takes) {
        into.path = parts::<T>();
    }
}

impl<T: DeserializeOwned> Argument for web::Query<T> {
    fn takes(into: &mut Takes) {
        into.query = Some(shape_of::<T>());
    }
}

impl<T: DeserializeOwned> Argument for Keyed<T> {
    fn takes(into: &mut Takes) {
        into.body = Sent::Keyed(shape_of::<T>());
    }
}

impl<T: DeserializeOwned> Argument for Plain<T> {
    fn takes(into: &mut Takes) {
        into.body = Sent::Plain(shape_of::<T>());
    }
}

impl Argument for Posted {
    fn takes(into: &mut Takes) {
        into.body = Sent::Form;
    }
}

impl Argument for Upload {
    fn takes(into: &mut Takes) {
        into.body = Sent::File;
    }
}

impl Argument for Unread {
    fn takes(into: &mut Takes) {
        Upload::takes(into);
    }
}

/// A handler that answers for itself what could not be read.
impl<A: Argument> Argument for Result<A, Problem> {
    fn takes(into: &mut Takes) {
        A::takes(into);
    }
}

impl Argument for web::Bytes {
    fn takes(into: &mut Takes) {
        into.body = Sent::Bytes;
    }
}

/// One part of the address by itself, or a tuple of them; of a tuple only numbers and text occur, and text takes both.
fn parts<T: DeserializeOwned>() -> Vec<Shape> {
    let shape = shape_of::<T>();
    if let Shape::List(first) = shape {
        vec![*first, Shape::Text]
    } else {
        vec![shape]
    }
}

macro_rules! arguments {
    ($($name:ident)*) => {
        impl<$($name: Argument),*> Argument for ($($name,)*) {
            fn takes(into: &mut Takes) {
                $($name::takes(into);)*
                let _ = into;
            }
        }
    };
}

arguments!();
arguments!(A);
arguments!(A B);
arguments!(A B C);
arguments!(A B C D);
arguments!(A B C D E);
arguments!(A B C D E F);
arguments!(A B C D E F G);
