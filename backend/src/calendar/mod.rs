//! The office's calendar: public holidays with their substitutes, the cooperative's own holidays, working days, and the
//! deadlines of the regulation counted by the Civil and Commercial Code (sections 193/3, 193/5 and 193/8).
//!
//! A calendar knows only the years that its list covers. Asked about any other day it answers [`NotCovered`]: a deadline
//! reckoned with holidays that nobody has announced yet would be a guess. Begin at [`deadline`].

pub mod api;
mod deadline;
mod file;
mod holidays;

pub use deadline::{Counting, Deadline, deadline, years_after};
pub use file::HolidayFileError;
pub use holidays::{Holiday, HolidayKind, Holidays, NotCovered};
