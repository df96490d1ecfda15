//! Signals: tag, banner, check, tile, timeline, empty state, toast.

use askama::Template;

use super::{Link, html_safe};
use crate::web::icons::Icon;

/// Colour of a part; never the only bearer of a meaning
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the palette's own names")]
pub enum Tone {
    Ok,
    Info,
    Warn,
    Danger,
    Mute,
}

impl Tone {
    /// Class in the stylesheet
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Danger => "danger",
            Self::Mute => "mute",
        }
    }
}

/// What a status means; each meaning has one shape and one colour
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Signed, done, in order
    Done,
    /// Ready, waiting for someone
    Ready,
    /// Proposed, or the current state
    Current,
    /// Not started
    NotStarted,
    /// Due soon
    DueSoon,
    /// Due, or a mismatch
    Due,
    /// Overdue or error
    Overdue,
    /// Blocked
    Blocked,
    /// A letter is running
    Letter,
}

impl Shape {
    const fn icon(self) -> Icon {
        match self {
            Self::Done => Icon::TickRing,
            Self::Ready => Icon::DotRing,
            Self::Current => Icon::HalfDisc,
            Self::NotStarted => Icon::DashRing,
            Self::DueSoon => Icon::Clock,
            Self::Due => Icon::Triangle,
            Self::Overdue => Icon::Octagon,
            Self::Blocked => Icon::BarRing,
            Self::Letter => Icon::Mail,
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Done => Tone::Ok,
            Self::Ready | Self::Current | Self::Letter => Tone::Info,
            Self::NotStarted => Tone::Mute,
            Self::DueSoon | Self::Due => Tone::Warn,
            Self::Overdue | Self::Blocked => Tone::Danger,
        }
    }
}

/// A status: shape, colour and always the word
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<span class="tag {{ shape.tone().class() }}">{{ shape.icon() }}{{ word }}</span>"#
)]
pub struct Tag {
    /// Meaning
    pub shape: Shape,
    /// Word
    pub word: String,
}

impl Tag {
    /// A tag of a meaning with its word
    pub fn new(shape: Shape, word: impl Into<String>) -> Self {
        Self {
            shape,
            word: word.into(),
        }
    }

    /// Its word alone, for files
    #[must_use]
    pub fn text(&self) -> &str {
        &self.word
    }
}

/// One sentence over the whole width, with at most one link
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<div class="banner {{ tone.class() }}"{% if tone == Tone::Danger %} role="alert"{% endif %}>{{ self.icon() }}<p>{{ sentence }}</p>{% if let Some(link) = link %}<a href="{{ link.href }}">{{ link.text }}</a>{% endif %}</div>"#
)]
pub struct Banner {
    /// Colour
    pub tone: Tone,
    /// Sentence
    pub sentence: String,
    /// Link at its end
    pub link: Option<Link>,
}

impl Banner {
    /// A banner without a link
    pub fn new(tone: Tone, sentence: impl Into<String>) -> Self {
        Self {
            tone,
            sentence: sentence.into(),
            link: None,
        }
    }

    /// Adds the link
    #[must_use]
    pub fn link(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some(Link::new(text, href));
        self
    }

    const fn icon(&self) -> Icon {
        match self.tone {
            Tone::Ok => Icon::TickRing,
            Tone::Info | Tone::Mute => Icon::Info,
            Tone::Warn => Icon::Triangle,
            Tone::Danger => Icon::Octagon,
        }
    }
}

/// One line of a list of checks: whether it holds, what is checked, and the order, article or hours it rests on
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<li><span class="tone-{{ tone.class() }}">{{ self.icon() }}</span><span{% if tone == Tone::Danger %} class="danger-ink"{% endif %}>{{ text }}{% if let Some(link) = link %}<br><a href="{{ link.href }}">{{ link.text }}</a>{% endif %}</span>{% if !why.is_empty() %}<span class="why">{{ why }}</span>{% endif %}</li>"#
)]
pub struct Check {
    /// Ok, Info for a plain fact, Warn for a warning, Danger for what forbids the act
    pub tone: Tone,
    /// What is checked
    pub text: String,
    /// Order, article or hours
    pub why: String,
    /// Way to put it right
    pub link: Option<Link>,
}

impl Check {
    /// A check with its ground
    pub fn new(tone: Tone, text: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
            why: why.into(),
            link: None,
        }
    }

    const fn icon(&self) -> Icon {
        match self.tone {
            Tone::Ok => Icon::TickRing,
            Tone::Info => Icon::Info,
            Tone::Mute => Icon::DashRing,
            Tone::Warn => Icon::Triangle,
            Tone::Danger => Icon::Octagon,
        }
    }
}

/// A number that is a link to the list that yields it
#[derive(Clone, Debug, Template)]
#[template(path = "web/templates/parts/tile.html")]
pub struct Tile {
    /// Icon before the name
    pub icon: Icon,
    /// Colour of the icon
    pub tone: Tone,
    /// Name
    pub name: String,
    /// The number
    pub number: String,
    /// Its unit
    pub unit: String,
    /// One fact about it
    pub fact: String,
    /// What the click does, in a word
    pub act: String,
    /// The list
    pub href: String,
    /// Only the worst number of a page takes colour
    pub worst: bool,
}

/// Where a moment of a timeline stands
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentState {
    /// It happened
    Done,
    /// It should have happened
    Missing,
    /// It is still ahead
    Ahead,
}

/// One moment of a timeline
#[derive(Clone, Debug)]
pub struct Moment {
    /// Where it stands
    pub state: MomentState,
    /// "14 ก.ย."
    pub day: String,
    /// What happened
    pub fact: String,
    /// Page of the record behind it
    pub href: Option<String>,
}

impl Moment {
    const fn class(&self) -> &'static str {
        match self.state {
            MomentState::Done => "done",
            MomentState::Missing => "missing",
            MomentState::Ahead => "ahead",
        }
    }
}

/// Dots on a line, each with its day and its fact
#[derive(Clone, Debug, Template)]
#[template(path = "web/templates/parts/timeline.html")]
pub struct Timeline {
    /// From the first to the last
    pub moments: Vec<Moment>,
    /// One below the other instead of side by side
    pub down: bool,
}

/// What is said where a list would be: what is done, by whom and when
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<div class="empty">{{ Icon::TickRing }}<div><p class="said">{{ done }}</p>{% if !more.is_empty() %}<p>{{ more }}</p>{% endif %}</div></div>"#
)]
pub struct Empty {
    /// "ลงนามครบทั้ง 15 วันทำการ"
    pub done: String,
    /// By whom, when, or what to do next
    pub more: String,
}

impl Empty {
    /// An empty state
    pub fn new(done: impl AsRef<str>, more: impl AsRef<str>) -> Self {
        Self {
            done: done.as_ref().to_owned(),
            more: more.as_ref().to_owned(),
        }
    }
}

/// What just happened
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<div class="toast" role="status" data-toast="10">{{ Icon::TickRing }}<span>{{ act }}</span></div>"#
)]
pub struct Toast {
    /// "จับคู่สลิป 000118 แล้ว"
    pub act: String,
}

html_safe!(Tag, Banner, Check, Tile, Timeline, Empty, Toast);
