//! Links, actions and the heading of a page.

use askama::Template;

use super::{Tag, html_safe};
use crate::kernel::Lang;
use crate::web::icons::Icon;
use crate::web::texts::WebTexts;

/// A link with its words
#[derive(Clone, Debug)]
pub struct Link {
    /// Words
    pub text: String,
    /// Where it leads
    pub href: String,
}

impl Link {
    /// A link
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
        }
    }
}

/// A button that is a link, at the right of a heading
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<a class="btn{% if main %} main{% endif %}" href="{{ href }}">{% if let Some(icon) = icon %}{{ icon }}{% endif %}{{ text }}</a>"#
)]
pub struct Action {
    /// Icon
    pub icon: Option<Icon>,
    /// Words
    pub text: String,
    /// Where it leads
    pub href: String,
    /// The one filled button of the page
    pub main: bool,
}

/// Breadcrumb, title, one note, and the actions at the right
#[derive(Clone, Debug, Template)]
#[template(path = "web/templates/parts/heading.html")]
pub struct Heading {
    lang: Lang,
    title: String,
    crumbs: Vec<Link>,
    note: String,
    tag: Option<Tag>,
    acts: Vec<Action>,
    print: bool,
}

impl Heading {
    /// A heading with its title only
    pub fn new(lang: &Lang, title: impl AsRef<str>) -> Self {
        Self {
            lang: *lang,
            title: title.as_ref().to_owned(),
            crumbs: Vec::new(),
            note: String::new(),
            tag: None,
            acts: Vec::new(),
            print: false,
        }
    }

    /// One step of the breadcrumb before this page
    #[must_use]
    pub fn crumb(mut self, text: impl AsRef<str>, href: impl AsRef<str>) -> Self {
        self.crumbs.push(Link::new(text.as_ref(), href.as_ref()));
        self
    }

    /// A soft note after the title
    #[must_use]
    pub fn note(mut self, note: impl AsRef<str>) -> Self {
        note.as_ref().clone_into(&mut self.note);
        self
    }

    /// A status after the title
    #[must_use]
    pub fn tag(mut self, tag: &Tag) -> Self {
        self.tag = Some(tag.clone());
        self
    }

    /// An action
    #[must_use]
    pub fn act(mut self, text: impl AsRef<str>, href: impl AsRef<str>) -> Self {
        self.acts.push(Action {
            icon: None,
            text: text.as_ref().to_owned(),
            href: href.as_ref().to_owned(),
            main: false,
        });
        self
    }

    /// Several actions
    #[must_use]
    pub fn acts(mut self, acts: &[Action]) -> Self {
        self.acts.extend_from_slice(acts);
        self
    }

    /// An action with an icon
    #[must_use]
    pub fn act_icon(mut self, icon: Icon, text: impl AsRef<str>, href: impl AsRef<str>) -> Self {
        self = self.act(text, href);
        if let Some(last) = self.acts.last_mut() {
            last.icon = Some(icon);
        }
        self
    }

    /// The page's one filled button
    #[must_use]
    pub fn main(mut self, icon: Icon, text: impl AsRef<str>, href: impl AsRef<str>) -> Self {
        self = self.act_icon(icon, text, href);
        if let Some(last) = self.acts.last_mut() {
            last.main = true;
        }
        self
    }

    /// A button that prints the page as it stands
    #[must_use]
    pub const fn printable(mut self) -> Self {
        self.print = true;
        self
    }

    fn words(&self) -> &'static WebTexts {
        WebTexts::of(self.lang)
    }
}

html_safe!(Action, Heading);
