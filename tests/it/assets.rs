//! Offices still run Windows 7 and 8.1, whose last browser is Chrome 109, over plain HTTP. What is newer, or needs a secure
//! context, would fail there without a word; so it may not stand in our pages at all.

use crate::sources::{Source, files_under};

/// A piece of text that betrays a feature, and the Chrome version that brought it.
type Newer = (&'static str, u16);

const CSS: [Newer; 44] = [
    ("color-mix(", 111),
    ("light-dark(", 123),
    ("oklch(", 111),
    ("oklab(", 111),
    (" lch(", 111),
    (" lab(", 111),
    (" color(", 111),
    ("contrast-color(", 147),
    ("subgrid", 117),
    ("text-wrap", 114),
    ("text-box", 133),
    ("@scope", 118),
    ("@starting-style", 117),
    ("@view-transition", 126),
    ("view-transition", 111),
    ("@position-try", 125),
    ("anchor-name", 125),
    ("position-anchor", 125),
    ("anchor(", 125),
    ("animation-timeline", 115),
    ("animation-range", 115),
    ("scroll-timeline", 115),
    ("transition-behavior", 117),
    ("allow-discrete", 117),
    ("interpolate-size", 129),
    ("calc-size(", 129),
    ("field-sizing", 123),
    (":popover-open", 114),
    (":user-valid", 119),
    (":user-invalid", 119),
    (":dir(", 120),
    (":state(", 125),
    (":open", 133),
    ("::details-content", 131),
    ("scrollbar-color", 121),
    ("scrollbar-width", 121),
    ("linear(", 113),
    ("round(", 125),
    ("style(--", 111),
    ("(scripting", 120),
    ("rlh", 111),
    ("initial-letter", 110),
    ("image-set(", 113),
    ("zoom:", 128),
];

const JS: [Newer; 37] = [
    ("URL.canParse", 120),
    ("URL.parse(", 126),
    ("Iterator.from", 122),
    ("Iterator.prototype", 122),
    (".values().map(", 122),
    (".keys().map(", 122),
    (".entries().map(", 122),
    (".values().filter(", 122),
    (".keys().filter(", 122),
    (".entries().filter(", 122),
    ("Array.fromAsync", 121),
    ("Promise.withResolvers", 119),
    ("Promise.try", 128),
    ("Object.groupBy", 117),
    ("Map.groupBy", 117),
    (".toSorted(", 110),
    (".toReversed(", 110),
    (".toSpliced(", 110),
    (".isSubsetOf(", 122),
    (".symmetricDifference(", 122),
    ("startViewTransition", 111),
    (".showPopover", 114),
    (".hidePopover", 114),
    (".togglePopover", 114),
    (".popover", 114),
    ("isWellFormed", 111),
    ("AbortSignal.any", 116),
    ("RegExp.escape", 136),
    ("Temporal.", 144),
    ("Intl.DurationFormat", 129),
    ("moveBefore", 133),
    ("setHTMLUnsafe", 124),
    ("parseHTMLUnsafe", 126),
    ("getHTML(", 125),
    ("scheduler.yield", 129),
    (".requestClose(", 134),
    ("fromBase64", 140),
];

const HTML: [Newer; 7] = [
    (" popover", 114),
    ("popovertarget", 114),
    ("commandfor", 135),
    ("closedby", 134),
    ("<search", 118),
    ("blocking=\"render\"", 105),
    ("<selectedcontent", 135),
];

/// Things that exist in Chrome 109 and not over plain HTTP in an office network.
const SECURE_ONLY: [&str; 6] = [
    "navigator.clipboard",
    "crypto.subtle",
    "crypto.randomUUID",
    "serviceWorker",
    "getUserMedia",
    "navigator.wakeLock",
];

fn newer_in(source: &Source, list: &[Newer]) -> Vec<String> {
    let lines = source.text.lines().enumerate();
    let hits = lines.flat_map(|(n, line)| {
        list.iter()
            .filter(move |(mark, _)| uses(line, mark))
            .map(move |hit| (n + 1, hit))
    });
    hits.filter(|(_, (_, version))| *version > 109)
        .map(|(line, (mark, version))| {
            format!("{}:{line}: {mark} came with Chrome {version}", source.path)
        })
        .collect()
}

/// Whether the line has the mark, and not only as the tail or head of a longer word (`repeating-linear(` is old).
fn uses(line: &str, mark: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(is_word)
            && mark.starts_with(char::is_alphabetic);
        let after = line[at + mark.len()..].chars().next().is_some_and(is_word) && mark == ":open";
        !before && !after
    })
}

fn secure_only_in(source: &Source) -> Vec<String> {
    let hits = SECURE_ONLY
        .iter()
        .filter(|mark| source.text.contains(**mark));
    hits.map(|mark| format!("{}: {mark} does not exist over plain HTTP", source.path))
        .collect()
}

/// CSS nesting (Chrome 112): a block inside the block of a style rule.
fn nesting_in(source: &Source) -> Vec<String> {
    let css = without_comments(&source.text);
    let (mut open, mut head, mut faults) = (Vec::new(), String::new(), Vec::new());
    for c in css.chars() {
        match c {
            '{' => {
                if open.last() == Some(&true) {
                    faults.push(format!("{}: {{ nested at {:?}", source.path, head.trim()));
                }
                open.push(
                    !head.trim_start().starts_with('@')
                        || head.trim_start().starts_with("@font-face"),
                );
                head.clear();
            }
            '}' => {
                open.pop();
                head.clear();
            }
            ';' => head.clear(),
            other => head.push(other),
        }
    }
    faults
}

fn without_comments(css: &str) -> String {
    let mut pieces = css.split("/*");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(piece.split_once("*/").map_or("", |(_, code)| code));
    }
    plain
}

fn faults_in(source: &Source) -> Vec<String> {
    let ending = source.path.rsplit('.').next().unwrap_or_default();
    match ending {
        "css" => {
            let plain = Source {
                path: source.path.clone(),
                text: without_comments(&source.text),
            };
            [newer_in(&plain, &CSS), nesting_in(&plain)].concat()
        }
        "js" => [newer_in(source, &JS), secure_only_in(source)].concat(),
        "html" => [newer_in(source, &HTML), secure_only_in(source)].concat(),
        other => panic!("no list for .{other}"),
    }
}

#[test]
fn css_and_js_use_nothing_newer_than_chrome_109() {
    let mut assets = files_under("backend/assets", ".css");
    assets.extend(files_under("backend/assets", ".js"));
    assert!(
        assets.iter().any(|s| s.path.ends_with(".css")),
        "no style sheet was found"
    );
    let templates = files_under("backend", ".html");
    let faults: Vec<_> = assets
        .iter()
        .chain(&templates)
        .flat_map(faults_in)
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What came after Chrome 109.
const NEWER: [(&str, &str); 8] = [
    ("a.css", ".a { color: color-mix(in srgb, red, blue); }"),
    ("b.css", ".a { .b { color: red; } }"),
    ("c.css", ".a { @media print { color: red; } }"),
    ("d.css", "@media print { .a { &:hover { color: red; } } }"),
    ("e.css", ".a{color:oklch(1 2 3)} details:open{margin:0}"),
    ("a.js", "const u = URL.canParse(x);"),
    ("b.js", "navigator.clipboard.writeText(x);"),
    ("a.html", "<div popover id=x></div>"),
];

/// What Chrome 109 knows, and what only looks newer.
const OLD_ENOUGH: [(&str, &str); 5] = [
    (
        "a.css",
        "/* color-mix( */ @media print { .a:has(> .b) { display: grid; gap: 4px; } } @font-face { font-family: x }",
    ),
    (
        "b.css",
        "@keyframes k { from { top: 0 } to { top: 1px } } .a { background: repeating-linear(0) }",
    ),
    (
        "c.css",
        "@supports (display: grid) { @media (min-width: 1px) { .a { color: var(--x) } } }",
    ),
    (
        "a.js",
        "const t = [...set].map(f); crypto.getRandomValues(b);",
    ),
    (
        "a.html",
        "<dialog inert><details open><summary>x</summary></details></dialog>",
    ),
];

#[test]
fn what_is_newer_than_chrome_109_is_found() {
    for (path, text) in NEWER {
        assert!(
            !faults_in(&Source {
                path: path.into(),
                text: text.into()
            })
            .is_empty(),
            "{path}: {text}"
        );
    }
    for (path, text) in OLD_ENOUGH {
        let faults = faults_in(&Source {
            path: path.into(),
            text: text.into(),
        });
        assert!(faults.is_empty(), "{faults:?}");
    }
}
