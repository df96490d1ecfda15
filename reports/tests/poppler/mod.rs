//! What poppler reads in a PDF. A missing tool fails the test: a paper that nobody looked at is not proven.

use std::io::Write;
use std::process::{Command, Stdio};

/// The text of the pages from `first` to `last`, in reading order.
pub fn text_of(pdf: &[u8], first: usize, last: usize) -> String {
    let (first, last) = (first.to_string(), last.to_string());
    let arguments = ["-layout", "-f", &first, "-l", &last, "-", "-"];
    run("pdftotext", &arguments, pdf)
}

/// How many pages there are.
pub fn pages_in(pdf: &[u8]) -> usize {
    let info = run("pdfinfo", &["-"], pdf);
    let mut lines = info.lines();
    let line = lines.find_map(|line| line.strip_prefix("Pages:"));
    let line = line.expect("pdfinfo counts pages");
    line.trim().parse().expect("a number of pages")
}

/// The text without any space, for comparing what was broken into lines.
pub fn bare(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn run(tool: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut child = Command::new(tool)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{tool} of poppler-utils is needed for this test: {error}"));
    let mut into = child.stdin.take().expect("a pipe");
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || into.write_all(&pdf));
    let out = child.wait_with_output().expect("the tool ends");
    drop(writer.join());
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{tool}: {said}");
    String::from_utf8(out.stdout).expect("UTF-8")
}
