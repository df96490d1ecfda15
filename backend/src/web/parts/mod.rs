//! The parts pages are built of. Each is plain data that renders itself; a page writes `{{ part }}` and gets its HTML.

mod field;
mod heading;
mod list;
mod signal;
mod wrongs;

pub use field::{Choice, Field, FieldNote, FormKeys, Wrongs};
pub use heading::{Action, Heading, Link};
pub use list::{Batch, BatchAct, Chip, ChipMenu, List, Pager, SortHead, Toolbar};
pub use signal::{
    Banner, Check, Empty, Moment, MomentState, Shape, Tag, Tile, Timeline, Toast, Tone,
};
pub use wrongs::labelled;

/// Makes a part of data and a template
macro_rules! html_safe {
    ($($name:ty),* $(,)?) => { $(impl askama::filters::HtmlSafe for $name {})* };
}
use html_safe;
