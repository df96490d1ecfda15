//! PINs in a text: four or six digits directly behind a word for them.

/// Words for PINs, longer ones first.
const WORDS: [&str; 16] = [
    "รหัสกดเงิน",
    "รหัสผ่าน",
    "รหัสลับ",
    "รหัส",
    "เอทีเอ็ม",
    "พาสเวิร์ด",
    "พิน",
    "password",
    "passcode",
    "pincode",
    "p.i.n.",
    "p-i-n",
    "p i n",
    "pin",
    "a.t.m.",
    "atm",
];
/// Words that may stand between the word and the digits, longer ones first.
const BETWEEN: [&str; 56] = [
    "ของบัตร",
    "ประจ\u{e4d}\u{e32}บัตร",
    "บัตรเงินสด",
    "บัตร",
    "เงินสด",
    "เอทีเอ็ม",
    "ถอนเงิน",
    "กดเงิน",
    "ใช้งาน",
    "ก็",
    "คือ",
    "เป็น",
    "ที่ใช้",
    "ที่ตั้ง",
    "ใช้",
    "ว่า",
    "ไว้",
    "ให้",
    "นี้",
    "ดังนี้",
    "ใหม่",
    "เก่า",
    "เดิม",
    "แรก",
    "เริ่มต้น",
    "ปัจจุบัน",
    "ชั่วคราว",
    "เปลี่ยน",
    "ตั้ง",
    "แก้",
    "ได้แก่",
    "หมายเลข",
    "ตัวเลข",
    "เลข",
    "เบอร์",
    "สี่หลัก",
    "หกหลัก",
    "สี่ตัว",
    "หกตัว",
    "4 หลัก",
    "6 หลัก",
    "4 ตัว",
    "6 ตัว",
    "4หลัก",
    "6หลัก",
    "4ตัว",
    "6ตัว",
    "numbers",
    "number",
    "code",
    "was",
    "set",
    "new",
    "no",
    "is",
    "to",
];
/// What a word for PINs may belong to, and is none then: the envelope, the approval, the machine and the branch have numbers of
/// their own.
const OTHERS: [&str; 5] = ["ซอง", "mailer", "อนุมัติ", "ตู้", "สาขา"];
/// What may stand between such a thing and the word.
const OF: [&str; 4] = ["ของ", "ใส่", "เลขที่", "เลข"];
/// After these words a number is a quantity; before a stroke it is half of a document's number.
const UNITS: [&str; 6] = ["บาท", "ซอง", "ใบ", "ครั้ง", "น.", "/"];
/// Between two single digits stand at most this many marks.
const GAP_MAX: usize = 3;
/// Years of both eras in which the office's papers lie.
const YEARS: [std::ops::RangeInclusive<u32>; 2] = [1990..=2040, 2400..=2699];
/// A name that is no word for PINs unless one of these stands before it.
const NAME: &str = "พิน";
const BEFORE_NAME: [&str; 12] = [
    "รหัส",
    "เลข",
    "กด",
    "ใส่",
    "ใช้",
    "บัตร",
    "ตั้ง",
    "เปลี่ยน",
    "แจ้ง",
    "บอก",
    // A sara am as the looked-at form has it.
    "จ\u{e4d}\u{e32}",
    "และ",
];

pub(super) fn is_in(text: &[char]) -> bool {
    (0..text.len()).any(|at| {
        let word = WORDS.iter().find(|word| is_word_at(text, at, word));
        word.is_some_and(|word| {
            let end = at + word.chars().count();
            is_pin_at(text, end) && !belongs_to_another(text, at)
        })
    })
}

fn starts(text: &[char], at: usize, word: &str) -> bool {
    let mut chars = text.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| chars.next() == Some(&c))
}

fn ends(text: &[char], end: usize, word: &str) -> bool {
    let len = word.chars().count();
    end.checked_sub(len)
        .is_some_and(|at| starts(text, at, word))
}

/// Whether the word stands there as a word: not within a Latin one, nor as the end of a person's name.
fn is_word_at(text: &[char], at: usize, word: &str) -> bool {
    if !starts(text, at, word) {
        return false;
    }
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    let after = text.get(at + word.chars().count());
    if word.is_ascii() {
        let is_letter = |c: Option<&char>| c.is_some_and(char::is_ascii_alphabetic);
        return !is_letter(before) && !is_letter(after);
    }
    let in_thai = before.is_some_and(|c| is_thai(*c));
    word != NAME || !in_thai || BEFORE_NAME.iter().any(|word| ends(text, at, word))
}

fn is_thai(c: char) -> bool {
    ('\u{e01}'..='\u{e4e}').contains(&c)
}

/// Marks that may stand between word and digits; a stroke and what begins another sentence may not.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || (!c.is_alphanumeric() && !is_thai(c) && c != '/' && c != '฿')
}

/// Whether four or six digits stand there, behind nothing but marks and the words that may stand between.
fn is_pin_at(text: &[char], mut at: usize) -> bool {
    loop {
        if text.get(at).is_some_and(|c| is_mark(*c)) {
            at += 1;
            continue;
        }
        let word = BETWEEN.iter().find(|word| starts(text, at, word));
        match word {
            Some(word) => at += word.chars().count(),
            None => break,
        }
    }
    digits_at(text, at).is_some_and(|(digits, end)| {
        let year = digits.parse().ok().filter(|_| digits.len() == 4);
        let is_year = year.is_some_and(|year: u32| YEARS.iter().any(|era| era.contains(&year)));
        !is_year && !is_quantity(text, end)
    })
}

/// Four or six digits in one piece, one by one, or in shorter pieces, and where they end.
fn digits_at(text: &[char], at: usize) -> Option<(String, usize)> {
    one_by_one(text, at).or_else(|| in_pieces(text, at))
}

fn piece(text: &[char], at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default();
    rest.iter().take_while(|c| c.is_ascii_digit()).collect()
}

fn is_whole(digits: &str) -> bool {
    matches!(digits.len(), 4 | 6)
}

/// Single digits, whatever marks stand between them; a list with commas and spaces is none.
fn one_by_one(text: &[char], at: usize) -> Option<(String, usize)> {
    let (mut digits, mut end) = (String::new(), at);
    loop {
        let next = Some(piece(text, end)).filter(|next| next.len() == 1)?;
        digits.push_str(&next);
        end += 1;
        let rest = text.get(end..).unwrap_or_default();
        let is_joint = |c: &&char| is_mark(**c) || **c == '/';
        let gap: Vec<&char> = rest.iter().take_while(is_joint).collect();
        let is_list = gap.len() > 1 && gap.contains(&&',');
        let goes_on = rest.get(gap.len()).is_some_and(char::is_ascii_digit);
        if !goes_on || is_list || gap.is_empty() || gap.len() > GAP_MAX {
            return is_whole(&digits).then_some((digits, end));
        }
        end += gap.len();
    }
}

/// Pieces of one to three digits with one mark between them.
fn in_pieces(text: &[char], at: usize) -> Option<(String, usize)> {
    let (mut digits, mut end) = (piece(text, at), at);
    end += digits.len();
    if is_whole(&digits) {
        return Some((digits, end));
    }
    let is_joint = |c: &char| is_mark(*c) && !matches!(c, ',' | ':');
    while !digits.is_empty() && digits.len() < 6 {
        text.get(end).filter(|c| is_joint(c))?;
        let next = piece(text, end + 1);
        if next.is_empty() || next.len() > 3 {
            return None;
        }
        end += 1 + next.len();
        digits.push_str(&next);
        let goes_on = text.get(end).is_some_and(is_joint) && !piece(text, end + 1).is_empty();
        if is_whole(&digits) && !(goes_on && digits.len() == 4) {
            return Some((digits, end));
        }
    }
    None
}

/// Whether a number that ends there counts something, or is part of a longer one.
fn is_quantity(text: &[char], end: usize) -> bool {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let is_point = text.get(end).is_some_and(|c| matches!(c, '.' | ','));
    if is_point && is_digit(end + 1) {
        return true;
    }
    let spaces = text.get(end..).unwrap_or_default().iter();
    let at = end + spaces.take_while(|c| c.is_whitespace()).count();
    UNITS.iter().any(|unit| starts(text, at, unit))
}

/// Whether what stands before the word makes it another thing's number.
fn belongs_to_another(text: &[char], at: usize) -> bool {
    let mut end = at;
    loop {
        let before = text.get(..end).unwrap_or_default();
        end -= before.iter().rev().take_while(|c| is_mark(**c)).count();
        if OTHERS.iter().any(|other| ends(text, end, other)) {
            return true;
        }
        let passed = WORDS.iter().chain(&OF).find(|word| ends(text, end, word));
        match passed {
            Some(word) => end -= word.chars().count(),
            None => return false,
        }
    }
}
