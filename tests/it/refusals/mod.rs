//! Acts that the regulation, a practice or the form of the request does not allow: each is refused with its rule and article
//! or its field, in Thai and in English, and no row is written.

mod counter;
mod duties;
mod files;
mod papers;
mod requests;
