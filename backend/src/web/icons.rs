//! The icons, drawn inline so that they take the colour of the words beside them.

use std::fmt;

use askama::filters::HtmlSafe;

/// Makes the list of icons out of rows of name and drawing.
macro_rules! icons {
    ($($name:ident $paths:literal)+) => {
        /// One icon on a grid of 20 by 20. It is always decoration: the word stands beside it, so screen readers skip it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the name of each icon is its meaning")]
        pub enum Icon {
            $($name,)+
        }

        impl Icon {
            const fn paths(self) -> &'static str {
                match self {
                    $(Self::$name => $paths,)+
                }
            }
        }
    };
}

icons! {
    Today r#"<path d="M3 5h14v12H3zM3 8.5h14M6.5 3v3M13.5 3v3M7 12.5l2 2 4-4"/>"#
    Card r#"<path d="M2.5 5h15v10.5h-15zM2.5 8.5h15M5 12.5h3"/>"#
    HandOver r#"<path d="M2 9l4-4h2.5l1.5 1.2L11.5 5H14l4 4-8 7zM10 6.2L7.5 9c.8 1 2 1 3 0l1-.8 3 3"/>"#
    Calculator r#"<path d="M5 2.5h10v15H5zM7.5 5.5h5v2.5h-5zM7.5 11h.01M10 11h.01M12.5 11h.01M7.5 14h.01M10 14h.01M12.5 14h.01"/>"#
    Inbox r#"<path d="M5 4h10l2.5 7v5h-15v-5zM2.5 11H7c.5 3 5.5 3 6 0h4.5"/>"#
    Book r#"<path d="M4.5 3h11.5v14H5.5a1.5 1.5 0 0 1 0-3H16M8 6.5h4.5"/>"#
    Scale r#"<path d="M10 3v13.5M6.5 16.5h7M3.5 5.5h13M5 5.5L2.5 11.5c1 1.8 4 1.8 5 0zM15 5.5l-2.5 6c1 1.8 4 1.8 5 0z"/>"#
    Archive r#"<path d="M2.5 4h15v3.5h-15zM4 7.5V16h12V7.5M8 10.5h4"/>"#
    Gear r#"<circle cx="10" cy="10" r="2.8"/><path d="M10 2.5v2.5M10 15v2.5M2.5 10H5M15 10h2.5M4.7 4.7l1.8 1.8M13.5 13.5l1.8 1.8M4.7 15.3l1.8-1.8M13.5 6.5l1.8-1.8"/>"#
    Mail r#"<path d="M2.5 4.5h15v11h-15zM3 5l7 6 7-6"/>"#
    Destroy r#"<path d="M2.5 5h15v10.5h-15zM8 8l4 4.5M12 8l-4 4.5"/>"#
    Person r#"<circle cx="10" cy="6.5" r="3.2"/><path d="M3.8 17c0-7 12.4-7 12.4 0"/>"#
    People r#"<circle cx="7.5" cy="7" r="2.8"/><path d="M2 16.5c0-6 11-6 11 0M12.5 4.5a2.8 2.8 0 0 1 0 5M14.5 12c2.2.6 3.5 2.2 3.5 4.5"/>"#
    Lock r#"<path d="M4.5 9h11v8h-11zM7 9V6.5a3 3 0 0 1 6 0V9"/>"#
    Clock r#"<circle cx="10" cy="10" r="7.3"/><path d="M10 5.8V10l2.8 2"/>"#
    Info r#"<circle cx="10" cy="10" r="7.3"/><path d="M10 9.3v4.5M10 6.3v.01"/>"#
    TickRing r#"<circle cx="10" cy="10" r="7.3"/><path d="M6.8 10.2l2.3 2.3 4.2-4.6"/>"#
    DotRing r#"<circle cx="10" cy="10" r="7.3"/><circle cx="10" cy="10" r="2" fill="currentColor"/>"#
    HalfDisc r#"<circle cx="10" cy="10" r="7.3"/><path d="M10 2.7a7.3 7.3 0 0 1 0 14.6z" fill="currentColor"/>"#
    DashRing r#"<circle cx="10" cy="10" r="7.3" stroke-dasharray="3.2 2.533"/>"#
    Triangle r#"<path d="M10 3l7.5 13.5h-15zM10 8v4M10 14.2v.01"/>"#
    Octagon r#"<path d="M7 2.7h6L17.3 7v6L13 17.3H7L2.7 13V7zM10 6.2v4.6M10 13.7v.01"/>"#
    BarRing r#"<circle cx="10" cy="10" r="7.3"/><path d="M4.9 15.1L15.1 4.9"/>"#
    Tick r#"<path d="M4 10.5l4 4 8-9"/>"#
    Cross r#"<path d="M5 5l10 10M15 5L5 15"/>"#
    Search r#"<circle cx="8.5" cy="8.5" r="5.5"/><path d="M12.7 12.7L17.5 17.5"/>"#
    Scan r#"<path d="M2.5 6V3h3M14.5 3h3v3M17.5 14v3h-3M5.5 17h-3v-3"/><path d="M6 7v6M8.7 7v6M11.3 7v6M14 7v6" stroke-width="2"/>"#
    Print r#"<path d="M6 7.5V3h8v4.5M6 14H3V7.5h14V14h-3M6 11.5h8V17H6z"/>"#
    File r#"<path d="M5 2.5h6.5L15.5 6.5v11H5zM11.5 2.5v4h4"/>"#
    Clip r#"<path d="M16.5 9.5l-6.8 6.8a4 4 0 0 1-5.7-5.6L11.3 3.5a2.7 2.7 0 0 1 3.8 3.8L8 14.4a1.3 1.3 0 0 1-1.9-1.9L12.5 6"/>"#
    Undo r#"<path d="M7 4L3.5 7.5 7 11M3.5 7.5H12a4 4 0 0 1 0 8H8"/>"#
    ArrowRight r#"<path d="M3.5 10h13M11.5 5l5 5-5 5"/>"#
    ChevronDown r#"<path d="M5 7.5l5 5 5-5"/>"#
    ChevronRight r#"<path d="M7.5 5l5 5-5 5"/>"#
    Tablet r#"<path d="M4.5 2.5h11v15h-11zM9 15h2"/>"#
    Pen r#"<path d="M3.5 16.5l1-4L13.5 3.5l3 3-9 9zM11.5 5.5l3 3"/>"#
    Menu r#"<path d="M3 5.5h14M3 10h14M3 14.5h14"/>"#
    Plus r#"<path d="M10 4v12M4 10h12"/>"#
    Keys r#"<path d="M2 5.5h16v9H2zM5 8.5h.01M8 8.5h.01M11 8.5h.01M14 8.5h.01M6 11.8h8"/>"#
    Sun r#"<circle cx="10" cy="10" r="3.5"/><path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.5 1.5M14.2 14.2l1.5 1.5M4.3 15.7l1.5-1.5M14.2 5.8l1.5-1.5"/>"#
    Moon r#"<path d="M8 3a7.3 7.3 0 1 0 9 9A6 6 0 0 1 8 3z"/>"#
    Exit r#"<path d="M12 3H4v14h8M8 10h9.5M14 6.5l3.5 3.5-3.5 3.5"/>"#
    Minus r#"<path d="M5 10h10"/>"#
    Import r#"<path d="M10 3v9M6 8.5l4 4 4-4M3 13v4h14v-4"/>"#
    Form r#"<path d="M4 2.5h12v15H4zM7 6.5h6M7 10h6M7 13.5h3.5"/>"#
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r#"<svg class="i" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{}</svg>"#,
            self.paths()
        )
    }
}

impl HtmlSafe for Icon {}
