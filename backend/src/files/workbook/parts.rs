//! Which part of the archive is what: the workbook's sheets with their names, and where styles and texts are.

use super::super::fault::{Bound, FaultKind, FileFault};
use super::Package;
use super::xml::{Tag, Token};

/// Ways from one part to others that a part may name; a sheet has one each, and a workbook some more.
const RELATIONS_MAX: usize = 2_000;
/// Characters of a sheet's name; spreadsheets take 31.
const NAME_CHARS_MAX: usize = 255;
const NORMAL_BOOK: &str = "xl/workbook.xml";

/// A workbook's parts.
pub(super) struct Book {
    pub(super) sheets: Vec<SheetPart>,
    /// Days are counted from 1904, as spreadsheets on old Macintoshes did.
    pub(super) is_1904: bool,
    pub(super) styles: Option<String>,
    pub(super) strings: Option<String>,
}

pub(super) struct SheetPart {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    pub(super) part: String,
}

/// A way from one part to another.
struct Relation {
    id: String,
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    target: String,
}

pub(super) fn book(package: &mut Package<'_>) -> Result<Book, FileFault> {
    let ways = relations(package, "_rels/.rels", "")?;
    let way = ways.iter().find(|way| way.kind == "officeDocument");
    let part = way.map_or(NORMAL_BOOK, |way| &way.target).to_owned();
    let is_xml = part.ends_with(".xml");
    if !is_xml || !package.archive.has(&part) {
        let is_other = !is_xml || package.archive.has("content.xml");
        let is_empty_way = ways.is_empty() && !is_other;
        let kind = if is_other || !is_empty_way {
            FaultKind::OtherWorkbook
        } else {
            FaultKind::Damaged
        };
        return Err(kind.into());
    }
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
    let ways = relations(
        package,
        &beside(folder, &format!("_rels/{file}.rels")),
        folder,
    )?;
    let (named, is_1904) = sheets(package, &part)?;
    let of_kind = |kind: &str| {
        let way = ways.iter().find(|way| way.kind == kind);
        way.map(|way| way.target.clone())
    };
    let sheet = |named: NamedSheet| {
        let is_way = |way: &&Relation| way.id == named.id && way.kind == "worksheet";
        let way = ways.iter().find(is_way)?;
        Some(SheetPart {
            name: named.name,
            is_hidden: named.is_hidden,
            part: way.target.clone(),
        })
    };
    Ok(Book {
        sheets: named.into_iter().filter_map(sheet).collect(),
        is_1904,
        styles: of_kind("styles"),
        strings: of_kind("sharedStrings"),
    })
}

struct NamedSheet {
    name: String,
    is_hidden: bool,
    id: String,
}

fn sheets(package: &mut Package<'_>, part: &str) -> Result<(Vec<NamedSheet>, bool), FileFault> {
    let (mut sheets, mut is_1904) = (Vec::new(), false);
    let is_there = package.each(part, |token, meter| {
        match token {
            Token::Open(tag) if tag.name() == "workbookPr" => {
                let value = tag.value("date1904")?;
                is_1904 = value.is_some_and(|value| value == "1" || value == "true");
            }
            Token::Open(tag) if tag.name() == "sheet" => {
                sheets.push(named(&tag)?);
                Bound::Sheets.holds(sheets.len() as u64, meter.limits.sheets)?;
            }
            Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::End => {}
        }
        Ok(())
    })?;
    if is_there {
        Ok((sheets, is_1904))
    } else {
        Err(FaultKind::Damaged.into())
    }
}

fn named(tag: &Tag<'_>) -> Result<NamedSheet, FaultKind> {
    let name = tag.value("name")?.unwrap_or_default();
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(FaultKind::Damaged);
    }
    let state = tag.value("state")?;
    Ok(NamedSheet {
        name,
        is_hidden: state.is_some_and(|state| state != "visible"),
        id: tag.prefixed("id")?.unwrap_or_default(),
    })
}

/// The ways that a part of relations names, within the archive, as names of its parts; none when there is no such part.
fn relations(
    package: &mut Package<'_>,
    part: &str,
    folder: &str,
) -> Result<Vec<Relation>, FileFault> {
    let mut ways = Vec::new();
    package.each(part, |token, meter| {
        let Token::Open(tag) = token else {
            return Ok(());
        };
        let outside = tag
            .value("TargetMode")?
            .is_some_and(|mode| mode == "External");
        if tag.name() != "Relationship" || outside {
            return Ok(());
        }
        let (kind, target) = (tag.value("Type")?, tag.value("Target")?);
        let kind = kind.unwrap_or_default();
        let way = Relation {
            id: tag.value("Id")?.unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: beside(folder, &target.unwrap_or_default()),
        };
        meter.keep(way.id.len() + way.kind.len() + way.target.len())?;
        ways.push(way);
        if ways.len() > RELATIONS_MAX {
            return Err(Bound::Marks.over(RELATIONS_MAX as u64).into());
        }
        Ok(())
    })?;
    Ok(ways)
}

/// The name of the part that a target means, seen from a folder. It names an entry of the archive and never a file.
fn beside(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_target_is_seen_from_its_folder_and_never_leaves_the_archive() {
        assert_eq!(beside("xl", "worksheets/a.xml"), "xl/worksheets/a.xml");
        assert_eq!(beside("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(beside("xl/x", "..\\y/./b.xml"), "xl/y/b.xml");
        assert_eq!(beside("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
