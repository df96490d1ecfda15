//! What the custody board and Today read: where each card or envelope is, what it waits for, and by which day. Every number
//! that a page shows is the length of a list that [`lines`] gives, so that number and list never differ.

mod query;
mod step;

pub use query::{
    Asked, Line, Names, Sort, lines, lines_of, named, offered_to, person_names, totals,
};
pub use step::{Group, Reckoned, Reckoning, Step, Want, kept_since};

#[cfg(test)]
mod tests;
