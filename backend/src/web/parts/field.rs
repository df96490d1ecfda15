//! A field with its label, hint, error and understood value; the summary of errors; the keys of a form.

use askama::Template;

use super::html_safe;
use crate::kernel::Lang;
use crate::web::icons::Icon;
use crate::web::texts::WebTexts;

/// What is wrong with one field
#[derive(Clone, Debug)]
pub struct FieldNote {
    /// Name of the field
    pub field: String,
    /// What to do, in the page's language
    pub message: String,
}

/// One choice of a list or of radio buttons
#[derive(Clone, Debug)]
pub struct Choice {
    /// Value that is sent
    pub value: String,
    /// Words
    pub text: String,
    /// A second, softer line; may be empty
    pub hint: String,
}

impl Choice {
    /// A choice without a second line
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            hint: String::new(),
        }
    }
}

/// Token against foreign forms and the random key that makes a second click harmless
#[derive(Clone, Debug, Default, Template)]
#[template(
    ext = "html",
    source = r#"<input type="hidden" name="form_token" value="{{ token }}"><input type="hidden" name="form_key" value="{{ key }}">{% if let Some(version) = version %}<input type="hidden" name="version" value="{{ version }}">{% endif %}"#
)]
pub struct FormKeys {
    /// Token of the session
    pub token: String,
    /// Random key of this form
    pub key: String,
    /// Version of the record that is changed
    pub version: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Password,
    Whole,
    Money,
    Date,
    Choose,
    Radio,
    Ticks,
    Long,
    File,
    Scan,
}

/// One field of a form
#[derive(Clone, Debug, Template)]
#[template(path = "web/templates/parts/field.html")]
pub struct Field {
    lang: Lang,
    kind: Kind,
    name: String,
    label: String,
    hint: String,
    value: String,
    message: Option<String>,
    echo: String,
    unit: String,
    found: String,
    choices: Vec<Choice>,
    width: &'static str,
    full: bool,
    optional: bool,
    fill: &'static str,
    focus: bool,
}

impl Field {
    fn new(kind: Kind, lang: Lang, name: &str, label: &str) -> Self {
        Self {
            lang,
            kind,
            name: name.to_owned(),
            label: label.to_owned(),
            hint: String::new(),
            value: String::new(),
            message: None,
            echo: String::new(),
            unit: String::new(),
            found: String::new(),
            choices: Vec::new(),
            width: "",
            full: false,
            optional: false,
            fill: "off",
            focus: false,
        }
    }

    /// One line of text
    #[must_use]
    pub fn text(lang: &Lang, name: &str, label: &str) -> Self {
        Self::new(Kind::Text, *lang, name, label)
    }

    /// Password of the system, never a card's PIN
    #[must_use]
    pub fn password(lang: &Lang, name: &str, label: &str) -> Self {
        Self::new(Kind::Password, *lang, name, label)
    }

    /// A whole number
    #[must_use]
    pub fn whole(lang: &Lang, name: &str, label: &str) -> Self {
        Self::new(Kind::Whole, *lang, name, label)
    }

    /// Baht and satang
    #[must_use]
    pub fn money(lang: &Lang, name: &str, label: &str) -> Self {
        Self::new(Kind::Money, *lang, name, label)
    }

    /// A date in any of the ways people write it
    #[must_use]
    pub fn date(lang: &Lang, name: &str, label: &str) -> Self {
        Self::new(Kind::Date, *lang, name, label)
    }

    /// One of a list
    #[must_use]
    pub fn choose(lang: &Lang, name: &str, label: &str, choices: &[Choice]) -> Self {
        Self {
            choices: choices.to_vec(),
            ..Self::new(Kind::Choose, *lang, name, label)
        }
    }

    /// One of a few, all in view
    #[must_use]
    pub fn radio(lang: &Lang, name: &str, label: &str, choices: &[Choice]) -> Self {
        Self {
            choices: choices.to_vec(),
            full: true,
            ..Self::new(Kind::Radio, *lang, name, label)
        }
    }

    /// Any of a few; the value holds those ticked, separated by spaces
    #[must_use]
    pub fn ticks(lang: &Lang, name: &str, label: &str, choices: &[Choice]) -> Self {
        Self {
            choices: choices.to_vec(),
            full: true,
            ..Self::new(Kind::Ticks, *lang, name, label)
        }
    }

    /// Several lines of text
    #[must_use]
    pub fn long(lang: &Lang, name: &str, label: &str) -> Self {
        Self {
            full: true,
            ..Self::new(Kind::Long, *lang, name, label)
        }
    }

    /// A file
    #[must_use]
    pub fn file(lang: &Lang, name: &str, label: &str) -> Self {
        Self::new(Kind::File, *lang, name, label)
    }

    /// Whether it asks for a file
    pub fn is_a_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// A number that is scanned or typed
    #[must_use]
    pub fn scan(lang: &Lang, name: &str, label: &str) -> Self {
        Self {
            full: true,
            ..Self::new(Kind::Scan, *lang, name, label)
        }
    }

    /// Hint below the label
    #[must_use]
    pub fn hint(mut self, hint: impl AsRef<str>) -> Self {
        hint.as_ref().clone_into(&mut self.hint);
        self
    }

    /// What stands in it
    #[must_use]
    pub fn value(mut self, value: impl AsRef<str>) -> Self {
        value.as_ref().clone_into(&mut self.value);
        self
    }

    /// Its error, if it is among these
    #[must_use]
    pub fn notes(mut self, notes: &[FieldNote]) -> Self {
        self.message = notes
            .iter()
            .find(|note| note.field == self.name)
            .map(|note| note.message.clone());
        self
    }

    /// What was understood, in words, under the box
    #[must_use]
    pub fn echo(mut self, echo: impl AsRef<str>) -> Self {
        echo.as_ref().clone_into(&mut self.echo);
        self
    }

    /// Unit at the right inside the box
    #[must_use]
    pub fn unit(mut self, unit: impl AsRef<str>) -> Self {
        unit.as_ref().clone_into(&mut self.unit);
        self
    }

    /// What the value was found to be, inside the box: the member's name
    #[must_use]
    pub fn found(mut self, found: impl AsRef<str>) -> Self {
        found.as_ref().clone_into(&mut self.found);
        self
    }

    /// A short box: a date, a number
    #[must_use]
    pub const fn short(mut self) -> Self {
        self.width = "w-s";
        self
    }

    /// A middling box: a name
    #[must_use]
    pub const fn middle(mut self) -> Self {
        self.width = "w-m";
        self
    }

    /// Takes the whole row
    #[must_use]
    pub const fn full(mut self) -> Self {
        self.full = true;
        self
    }

    /// May stay empty
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Lets the browser's password manager fill it
    #[must_use]
    pub const fn autofill(mut self, what: &'static str) -> Self {
        self.fill = what;
        self
    }

    /// Has the focus when the page opens
    #[must_use]
    pub const fn focused(mut self) -> Self {
        self.focus = true;
        self
    }

    fn words(&self) -> &'static WebTexts {
        WebTexts::of(self.lang)
    }

    fn grouped(&self) -> bool {
        matches!(self.kind, Kind::Radio | Kind::Ticks)
    }

    fn ticked(&self, value: &str) -> bool {
        self.value.split(' ').any(|one| one == value)
    }

    fn described(&self) -> String {
        let mut parts = Vec::new();
        if !self.hint.is_empty() {
            parts.push(format!("{}-hint", self.name));
        }
        if self.message.is_some() {
            parts.push(format!("{}-note", self.name));
        }
        if self.kind == Kind::Date {
            parts.push(format!("{}-echo", self.name));
        }
        parts.join(" ")
    }
}

/// Everything that is wrong, on top of a form; it takes the focus when the page opens
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r##"{% if !notes.is_empty() %}<div class="wrongs" role="alert" tabindex="-1" data-focus-now aria-labelledby="wrongs-title">{{ Icon::Octagon }}<div><h2 id="wrongs-title">{{ self.count() }}</h2><ul>{% for note in notes %}<li><a href="#{{ note.field }}" data-to-field>{{ note.message }}</a></li>{% endfor %}</ul></div></div>{% endif %}"##
)]
pub struct Wrongs {
    lang: Lang,
    notes: Vec<FieldNote>,
}

impl Wrongs {
    /// The summary; nothing when nothing is wrong
    #[must_use]
    pub fn new(lang: &Lang, notes: &[FieldNote]) -> Self {
        Self {
            lang: *lang,
            notes: notes.to_vec(),
        }
    }

    fn count(&self) -> String {
        crate::web::texts::fill(WebTexts::of(self.lang).wrongs, self.notes.len())
    }
}

html_safe!(Field, FormKeys, Wrongs);
