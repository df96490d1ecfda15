//! Where the pages of a letter end.
//!
//! A paragraph leaves at least two lines on either side of a break; what is marked to stay with its neighbour does; the
//! closing never stands on a page without [`LINES_WITH_CLOSING`] lines of text over it.

use std::ops::Range;

use crate::measure::Mp;

/// A piece of a letter for which only its height matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Room above, dropped at the top of a page.
    pub gap: Mp,
    pub height: Mp,
    /// A page may end after it.
    pub may_end: bool,
    /// It is a line of text.
    pub is_text: bool,
}

/// How many lines of text stand at least on the page with the closing.
pub const LINES_WITH_CLOSING: usize = 3;

/// Room for text on the first and on the other pages; `reserve` is what a page that goes on needs for its catchword.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    pub first: Mp,
    pub rest: Mp,
    pub reserve: Mp,
}

/// The pieces of each page. The last piece is the closing.
pub fn pages(pieces: &[Extent], room: Room) -> Vec<Range<usize>> {
    let keep_from = closing_group(pieces);
    let (mut found, mut start) = (Vec::new(), 0);
    while start < pieces.len() {
        let full = if found.is_empty() {
            room.first
        } else {
            room.rest
        };
        let end = if height(pieces, start..pieces.len()) <= full {
            pieces.len()
        } else {
            page_end(pieces, start, full - room.reserve, keep_from)
        };
        found.push(start..end);
        start = end;
    }
    found
}

/// From where on nothing may be torn from the closing.
fn closing_group(pieces: &[Extent]) -> usize {
    let texts = pieces
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, piece)| piece.is_text);
    texts
        .take(LINES_WITH_CLOSING)
        .last()
        .map_or(0, |(at, _)| at)
}

fn page_end(pieces: &[Extent], start: usize, room: Mp, keep_from: usize) -> usize {
    let fits = |end: &usize| height(pieces, start..*end) <= room;
    let allowed =
        |end: &usize| *end <= keep_from && pieces.get(end - 1).is_some_and(|piece| piece.may_end);
    let within = || (start + 1..pieces.len()).take_while(fits);
    // Where no good end exists, a bad one is better than text below the foot.
    within()
        .filter(allowed)
        .last()
        .or_else(|| within().last())
        .unwrap_or(start + 1)
}

/// How high the pieces are as one page.
pub fn height(pieces: &[Extent], range: Range<usize>) -> Mp {
    // The first page keeps the room above its first piece: the letterhead is there.
    let dropped = usize::from(range.start > 0);
    let on_page = pieces.get(range).unwrap_or_default();
    let gaps: Mp = on_page.iter().skip(dropped).map(|piece| piece.gap).sum();
    gaps + on_page.iter().map(|piece| piece.height).sum::<Mp>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room {
        first: 200,
        rest: 250,
        reserve: 10,
    };

    /// A letter of paragraphs with so many lines each, and a closing of height 60.
    fn letter(paragraphs: &[usize]) -> Vec<Extent> {
        let mut pieces = Vec::new();
        for lines in paragraphs {
            for line in 1..=*lines {
                pieces.push(Extent {
                    gap: if line == 1 { 5 } else { 0 },
                    height: 10,
                    may_end: line == *lines || (line >= 2 && lines - line >= 2),
                    is_text: true,
                });
            }
        }
        pieces.push(Extent {
            gap: 5,
            height: 60,
            may_end: true,
            is_text: false,
        });
        pieces
    }

    #[test]
    fn a_short_letter_stays_on_one_page() {
        let found = pages(&letter(&[5, 4, 1]), ROOM);
        assert_eq!((found.len(), found[0].end), (1, 11));
    }

    #[test]
    fn the_closing_takes_three_lines_of_text_with_it() {
        let pieces = letter(&[6, 6, 1]);
        let found = pages(&pieces, ROOM);
        assert_eq!(found.len(), 2);
        let texts = pieces[found[1].clone()]
            .iter()
            .filter(|piece| piece.is_text)
            .count();
        assert!(texts >= LINES_WITH_CLOSING, "{found:?}");
    }

    #[test]
    fn every_length_of_letter_breaks_well() {
        for first in 1..40 {
            for second in 1..25 {
                let pieces = letter(&[first, second, 1]);
                let found = pages(&pieces, ROOM);
                assert_eq!(found.last().map(|page| page.end), Some(pieces.len()));
                for page in found.iter().take(found.len() - 1) {
                    assert!(pieces[page.end - 1].may_end, "{first} {second} {found:?}");
                }
                let last = found.last().cloned().unwrap_or_default();
                let texts = pieces[last].iter().filter(|piece| piece.is_text).count();
                assert!(texts >= LINES_WITH_CLOSING.min(first + second + 1));
                for (page, no) in found.iter().zip(0..) {
                    let room = if no == 0 { ROOM.first } else { ROOM.rest };
                    assert!(height(&pieces, page.clone()) <= room);
                }
            }
        }
    }
}
