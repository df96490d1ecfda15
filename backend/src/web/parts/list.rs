//! What stands around a table: toolbar with chips and exports, sortable heads, batch bar, pager.

use askama::Template;

use super::{Link, html_safe};
use crate::kernel::Lang;
use crate::web::icons::Icon;
use crate::web::texts::{WebTexts, fill, fill2};

/// A filter that is on; its link takes it off
#[derive(Clone, Debug)]
pub struct Chip {
    /// "อยู่ที่ ตู้เก็บ"
    pub text: String,
    /// The list without it
    pub without: String,
}

/// A filter that is off, with the values it can take
#[derive(Clone, Debug)]
pub struct ChipMenu {
    /// "ขั้นตอน ทั้งหมด"
    pub text: String,
    /// The list with each value
    pub values: Vec<Link>,
}

/// The state of a list, which lives in the page's address
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Path of the list, for the quick search
    pub path: String,
    /// Text of the quick search; `None` where the list has none
    pub query: Option<String>,
    /// Filters that are on
    pub chips: Vec<Chip>,
    /// Filters that are off
    pub menus: Vec<ChipMenu>,
    /// How many rows pass the filters
    pub found: u64,
    /// How many rows there are
    pub total: u64,
    /// The list without any filter, where one is on
    pub clear: Option<String>,
    /// Addresses of the exports of the filtered and sorted set; empty where there is none
    pub csv: String,
    /// The same as a workbook
    pub xlsx: String,
    /// Name of the sorted column
    pub sorted: String,
    /// Sorted downwards
    pub downwards: bool,
    /// Address of this list up to and with `sort=`; empty where columns cannot be sorted
    pub sort_href: String,
    /// This page and how many there are
    pub page: u64,
    /// How many pages there are
    pub pages: u64,
    /// Address of the page before
    pub previous: Option<String>,
    /// Address of the page after
    pub next: Option<String>,
}

/// Chips, count and exports over a table
#[derive(Debug, Template)]
#[template(path = "web/templates/parts/toolbar.html")]
pub struct Toolbar<'a> {
    lang: Lang,
    list: &'a List,
}

/// Where in the list this page stands
#[derive(Debug, Template)]
#[template(path = "web/templates/parts/pager.html")]
pub struct Pager<'a> {
    lang: Lang,
    list: &'a List,
}

/// Head of a column, a link that sorts by it
#[derive(Debug, Template)]
#[template(
    ext = "html",
    source = r#"<th scope="col" class="{{ class }}"{% if self.on() %} aria-sort="{% if list.downwards %}descending{% else %}ascending{% endif %}"{% endif %}>{% if list.sort_href.is_empty() %}{{ text }}{% else %}<a href="{{ list.sort_href }}{% if self.on() && !list.downwards %}-{% endif %}{{ column }}">{{ text }}</a>{% endif %}</th>"#
)]
pub struct SortHead<'a> {
    list: &'a List,
    column: String,
    text: String,
    class: String,
}

impl List {
    /// The toolbar
    #[must_use]
    pub const fn toolbar(&self, lang: &Lang) -> Toolbar<'_> {
        Toolbar {
            lang: *lang,
            list: self,
        }
    }

    /// The pager
    #[must_use]
    pub const fn pager(&self, lang: &Lang) -> Pager<'_> {
        Pager {
            lang: *lang,
            list: self,
        }
    }

    /// Head of a column
    #[must_use]
    pub fn head(&self, column: &str, text: &str) -> SortHead<'_> {
        self.head_as(column, text, "")
    }

    /// Head of a column with a class: `num` for numbers, `low` for what a phone leaves out
    #[must_use]
    pub fn head_as(&self, column: &str, text: &str, class: &str) -> SortHead<'_> {
        SortHead {
            list: self,
            column: column.to_owned(),
            text: text.to_owned(),
            class: class.to_owned(),
        }
    }
}

impl SortHead<'_> {
    fn on(&self) -> bool {
        !self.column.is_empty() && self.list.sorted == self.column
    }
}

impl Toolbar<'_> {
    fn words(&self) -> &'static WebTexts {
        WebTexts::of(self.lang)
    }

    fn count(&self) -> String {
        if self.list.found == self.list.total {
            fill(self.words().count_all, self.list.total)
        } else {
            fill2(self.words().count_of, self.list.found, self.list.total)
        }
    }
}

impl Pager<'_> {
    fn words(&self) -> &'static WebTexts {
        WebTexts::of(self.lang)
    }

    fn place(&self) -> String {
        fill2(self.words().page_of, self.list.page, self.list.pages)
    }
}

/// One act of a batch bar. A row says in `data-can` which acts it takes; the script counts, the server checks again.
#[derive(Clone, Debug)]
pub struct BatchAct {
    /// Name the row's `data-can` and the form's `act` use
    pub name: String,
    /// Words
    pub text: String,
    /// Icon
    pub icon: Option<Icon>,
    /// The filled one
    pub main: bool,
    /// How many of the rows ticked by the server it applies to
    pub count: u64,
}

/// The bar under a table with ticks; the table and the bar stand in one form
#[derive(Clone, Debug, Template)]
#[template(path = "web/templates/parts/batch.html")]
pub struct Batch {
    /// Language
    pub lang: Lang,
    /// Unit of what is ticked: "ใบ"
    pub unit: String,
    /// Ticked by the server
    pub ticked: u64,
    /// Acts, the filled one first
    pub acts: Vec<BatchAct>,
}

impl Batch {
    fn words(&self) -> &'static WebTexts {
        WebTexts::of(self.lang)
    }
}

html_safe!(Toolbar<'_>, Pager<'_>, SortHead<'_>, Batch);
