//! Card numbers and national IDs in a text.

use crate::kernel::numbers::{NationalId, luhn_holds};

const SHORTEST: usize = 13;
const LONGEST: usize = 19;
/// Between two groups of one number stand at most this many characters.
const GAP_MAX: usize = 3;
/// How a national ID is written on the card itself.
const NATIONAL_ID: [usize; 5] = [1, 4, 5, 2, 1];

/// Digits without anything between them, and what stands before them where the group before is near.
struct Group {
    digits: String,
    gap: Option<String>,
}

/// Whether the text holds 13 to 19 digits that are a card's number (check digit, and written as numbers of cards are), or a
/// national ID. A period between two dates, a postcode beside a telephone or a list of amounts is none.
pub(super) fn is_in(text: &[char]) -> bool {
    let groups = groups(text);
    (0..groups.len()).any(|from| begins_a_number(groups.get(from..).unwrap_or_default()))
}

fn groups(text: &[char]) -> Vec<Group> {
    let (mut groups, mut at): (Vec<Group>, usize) = (Vec::new(), 0);
    let mut gap = None;
    while let Some(c) = text.get(at) {
        if c.is_ascii_digit() {
            let rest = text.get(at..).unwrap_or_default();
            let digits: String = rest.iter().take_while(|c| c.is_ascii_digit()).collect();
            at += digits.len();
            groups.push(Group {
                digits,
                gap: gap.take(),
            });
            gap = Some(String::new());
        } else {
            let near = gap.as_mut().filter(|gap| gap.chars().count() < GAP_MAX);
            match (near, separator(*c)) {
                // Who prints the text makes one space of many.
                (Some(near), Some(' ')) if near.ends_with(' ') => {}
                (Some(near), Some(c)) => near.push(c),
                (_, _) => gap = None,
            }
            at += 1;
        }
    }
    groups
}

/// A mark that may stand between digits, all dashes as one and all spaces as one; letters and the signs on them are none.
fn separator(c: char) -> Option<char> {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => Some('-'),
        c if c.is_whitespace() => Some(' '),
        '\u{e00}'..='\u{e7f}' => None,
        c => Some(c).filter(|c| !c.is_alphanumeric()),
    }
}

/// Whether a number begins with the first of these groups. One kind of separator stands between all its groups.
fn begins_a_number(groups: &[Group]) -> bool {
    let kind = groups.get(1).and_then(|group| group.gap.as_deref());
    // No number has more groups than digits: a text of thousands of them is not counted to its end at each of them.
    let same = groups
        .iter()
        .skip(1)
        .take(LONGEST)
        .take_while(|group| group.gap.as_deref() == kind);
    let joined = if kind.is_some() { same.count() } else { 0 };
    let (mut digits, mut sizes) = (String::new(), Vec::new());
    for group in groups.iter().take(joined + 1) {
        digits.push_str(&group.digits);
        sizes.push(group.digits.len());
        if digits.len() > LONGEST {
            return false;
        }
        if is_number(&digits, &sizes) {
            return true;
        }
    }
    false
}

fn is_number(digits: &str, sizes: &[usize]) -> bool {
    is_national_id(digits, sizes) || (digits.len() >= SHORTEST && is_card(digits, sizes))
}

fn is_card(digits: &str, sizes: &[usize]) -> bool {
    let (_, before) = sizes.split_last().unwrap_or((&0, &[]));
    let in_fours = before.len() >= 2 && before.iter().all(|size| *size == 4);
    let last_is_short = sizes.last().is_some_and(|size| *size <= 4);
    let single = sizes.iter().all(|size| *size == 1);
    let as_issued = matches!(
        sizes,
        [_] | [4, 6, 4 | 5] | [8, 8] | [4, 4, _] | [4, 4, 4, _]
    );
    let is_written_so = single || (in_fours && last_is_short) || (as_issued && has_issuer(digits));
    is_written_so && digits.bytes().any(|b| b != b'0') && luhn_holds(digits)
}

/// Whether the number begins as the schemes give them out: 4 Visa, 51 to 55 and 2221 to 2720 Mastercard, 34 and 37 American Express,
/// 35 JCB, 62 UnionPay, 65 and 6011 Discover, and 9 what a country gives out to its own banks.
fn has_issuer(digits: &str) -> bool {
    let first = |len| digits.get(..len).and_then(|d| d.parse::<u32>().ok());
    matches!(first(1), Some(4 | 9))
        || matches!(first(2), Some(51..=55 | 34 | 35 | 37 | 62 | 65))
        || matches!(first(4), Some(2221..=2720 | 6011))
}

/// A person's, in one piece, as it stands on the card or digit by digit. The first digit of a company's or a cooperative's is 0 and
/// may stand anywhere.
fn is_national_id(digits: &str, sizes: &[usize]) -> bool {
    let is_written_so =
        sizes.len() == 1 || *sizes == NATIONAL_ID || sizes.iter().all(|size| *size == 1);
    is_written_so && !digits.starts_with('0') && NationalId::parse(digits).is_ok()
}
