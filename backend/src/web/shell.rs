//! The frame around every page: header, strip, side menu, footer.

use askama::Template;
use askama::filters::HtmlSafe;

use super::assets;
use super::icons::Icon;
use super::parts::Toast;
use super::texts::WebTexts;
use crate::kernel::Lang;

/// What the frame shows. Texts are formatted in the page's language already.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// Language of the page
    pub lang: Lang,
    /// Colours: as the machine, light or dark
    pub theme: Theme,
    /// Name of the cooperative, as in "ตัวอย่างเพชรบูรณ์ จำกัด"
    pub cooperative: String,
    /// "ส. 21 พ.ย. 2569"
    pub day: String,
    /// "10:42"
    pub time: String,
    /// Path and query of this page, percent-encoded, for the links that come back to it
    pub here: String,
    /// Who is signed in; none on sign-in and first-run pages
    pub person: Option<Signed>,
    /// Counter hours, special openings, duty with its order: the facts of the strip, most important first
    pub strip: Vec<StripFact>,
    /// At most nine entries, filtered by duty
    pub menu: Vec<MenuEntry>,
    /// "1.4.2"
    pub version: String,
    /// The office's day for the page's own reckoning: "2026-11-21"
    pub today: String,
    /// "21/11/2569 10:42"
    pub server_time: String,
    /// Token of every form of this page
    pub form_token: String,
    /// What just happened, shown once
    pub toast: Option<Toast>,
}

/// The person at the machine
#[derive(Clone, Debug)]
pub struct Signed {
    /// Id of the person, so that a shared machine keeps each one's drafts apart
    pub id: i64,
    /// "สมศรี วงศ์คำ"
    pub name: String,
    /// "ผู้จัดการ"
    pub role: String,
    /// The demonstration lets one change person without a password
    pub demonstration: bool,
}

impl Shell {
    /// Shows on the menu's entry of this page how many things wait on it.
    pub fn count_here(&mut self, waiting: usize) {
        for entry in self.menu.iter_mut().filter(|entry| entry.here) {
            entry.count = u32::try_from(waiting).unwrap_or(u32::MAX);
        }
    }
}

/// One fact of the strip
#[derive(Clone, Debug)]
pub struct StripFact {
    /// Icon before it
    pub icon: Icon,
    /// Words before the bold part
    pub text: String,
    /// The bold part, may be empty
    pub strong: String,
    /// Words after it, may be empty
    pub rest: String,
}

/// One entry of the side menu
#[derive(Clone, Debug)]
pub struct MenuEntry {
    /// Icon
    pub icon: Icon,
    /// Label
    pub label: String,
    /// Where it leads
    pub href: String,
    /// Things waiting there; 0 shows nothing
    pub count: u32,
    /// This page belongs to it
    pub here: bool,
    /// A line is drawn above it
    pub rule_above: bool,
}

/// Colours of the page
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the machine is set
    #[default]
    Auto,
    /// Light
    Light,
    /// Dark
    Dark,
}

impl Shell {
    /// Value of `lang` on the page
    #[must_use]
    pub const fn lang_code(&self) -> &'static str {
        match self.lang {
            Lang::Th => "th",
            Lang::En => "en",
        }
    }

    /// Value of `data-theme`
    #[must_use]
    pub const fn theme_name(&self) -> &'static str {
        match self.theme {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// Words of the frame in the page's language
    #[must_use]
    pub fn words(&self) -> &'static WebTexts {
        WebTexts::of(self.lang)
    }

    /// Links to stylesheet and script, and what the script needs to know
    #[must_use]
    pub const fn links(&self) -> HeadLinks<'_> {
        HeadLinks { shell: self }
    }

    /// Skip link, header and strip
    #[must_use]
    pub const fn top(&self) -> Top<'_> {
        Top { shell: self }
    }

    /// Side menu with version and server time
    #[must_use]
    pub const fn side(&self) -> Side<'_> {
        Side { shell: self }
    }

    /// Toast and the sheet of keys
    #[must_use]
    pub const fn tail(&self) -> Tail<'_> {
        Tail { shell: self }
    }
}

macro_rules! frame_part {
    ($(#[$doc:meta])* $name:ident, $path:literal) => {
        $(#[$doc])*
        #[derive(Debug, Template)]
        #[template(path = $path)]
        pub struct $name<'a> {
            shell: &'a Shell,
        }
        impl HtmlSafe for $name<'_> {}
    };
}

frame_part!(/// Inside of `head`
    HeadLinks, "web/templates/shell/links.html");
frame_part!(/// Skip link, header and strip
    Top, "web/templates/shell/top.html");
frame_part!(/// Side menu
    Side, "web/templates/shell/side.html");
frame_part!(/// End of the page
    Tail, "web/templates/shell/tail.html");

impl HeadLinks<'_> {
    fn style(&self) -> &'static str {
        &assets::style().name
    }

    fn script(&self) -> &'static str {
        &assets::script().name
    }
}
