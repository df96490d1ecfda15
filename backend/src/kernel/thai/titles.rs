//! Titles before a name: left out where names are compared, because one office writes them and another does not.

/// Civil titles, long and short.
const CIVIL: &[&str] = &[
    "นาย",
    "นาง",
    "นางสาว",
    "น.ส.",
    "นส.",
    "เด็กชาย",
    "ด.ช.",
    "เด็กหญิง",
    "ด.ญ.",
    "คุณหญิง",
    "หม่อมราชวงศ์",
    "ม.ร.ว.",
    "หม่อมหลวง",
    "ม.ล.",
    "ผู้ช่วยศาสตราจารย์",
    "ผศ.",
    "รองศาสตราจารย์",
    "รศ.",
    "ศาสตราจารย์",
    "ศ.",
    "ดอกเตอร์",
    "ดร.",
    "นายแพทย์",
    "นพ.",
    "แพทย์หญิง",
    "พญ.",
    "mr.",
    "mr ",
    "mrs.",
    "mrs ",
    "ms.",
    "ms ",
    "miss ",
    "dr.",
    "dr ",
];

/// Ranks of police and army, long and short; "หญิง" may follow them.
const RANKS: &[&str] = &[
    "ว่าที่ร้อยตรี",
    "ว่าที่ ร้อยตรี",
    "ว่าที่ร.ต.",
    "ว่าที่ ร.ต.",
    "พลตำรวจเอก",
    "พล.ต.อ.",
    "พลตำรวจโท",
    "พล.ต.ท.",
    "พลตำรวจตรี",
    "พล.ต.ต.",
    "พันตำรวจเอก",
    "พ.ต.อ.",
    "พันตำรวจโท",
    "พ.ต.ท.",
    "พันตำรวจตรี",
    "พ.ต.ต.",
    "ร้อยตำรวจเอก",
    "ร.ต.อ.",
    "ร้อยตำรวจโท",
    "ร.ต.ท.",
    "ร้อยตำรวจตรี",
    "ร.ต.ต.",
    "ดาบตำรวจ",
    "ด.ต.",
    "จ่าสิบตำรวจ",
    "จ.ส.ต.",
    "สิบตำรวจเอก",
    "ส.ต.อ.",
    "สิบตำรวจโท",
    "ส.ต.ท.",
    "สิบตำรวจตรี",
    "ส.ต.ต.",
    "พลเอก",
    "พล.อ.",
    "พลโท",
    "พล.ท.",
    "พลตรี",
    "พล.ต.",
    "พันเอก",
    "พ.อ.",
    "พันโท",
    "พ.ท.",
    "พันตรี",
    "พ.ต.",
    "ร้อยเอก",
    "ร.อ.",
    "ร้อยโท",
    "ร.ท.",
    "ร้อยตรี",
    "ร.ต.",
    "จ่าสิบเอก",
    "จ.ส.อ.",
    "จ่าสิบโท",
    "จ.ส.ท.",
    "จ่าสิบตรี",
    "จ.ส.ต.",
    "สิบเอก",
    "ส.อ.",
    "สิบโท",
    "ส.ท.",
    "สิบตรี",
    "ส.ต.",
];

/// The name without its titles: "นางสาวมาลี", "น.ส. มาลี" and "มาลี" become one, and "ร.ต.อ.หญิง ดร.มาลี" too. A text that is
/// nothing but a title, or a name that only begins like one ("นายิกา"), stays as it is.
pub fn fold_title(name: &str) -> String {
    let mut rest = name.trim();
    while let Some(shorter) = without_one_title(rest) {
        rest = shorter;
    }
    rest.to_owned()
}

fn without_one_title(name: &str) -> Option<&str> {
    let rank = longest(RANKS, name);
    let civil = longest(CIVIL, name);
    let title = rank.max(civil)?;
    let rest = name.get(title..)?.trim_start();
    let rest = if rank >= civil {
        without_woman(rest)
    } else {
        rest
    };
    can_be_a_name(rest).then_some(rest)
}

/// Bytes of the longest title in `list` with which the name begins.
fn longest(list: &[&str], name: &str) -> Option<usize> {
    let begins = |title: &&&str| {
        let start = name.get(..title.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(title))
    };
    list.iter().filter(begins).map(|title| title.len()).max()
}

fn without_woman(rest: &str) -> &str {
    let shorter = rest.strip_prefix("หญิง").map(str::trim_start);
    shorter
        .filter(|shorter| can_be_a_name(shorter))
        .unwrap_or(rest)
}

/// A name begins with a consonant, a leading vowel or a Latin letter, and has two characters at least.
fn can_be_a_name(rest: &str) -> bool {
    let first = rest.chars().next();
    let begins = first
        .is_some_and(|c| matches!(c, 'ก'..='ฮ' | 'เ'..='ไ') || (c.is_alphabetic() && !is_thai(c)));
    begins && rest.chars().nth(1).is_some()
}

fn is_thai(c: char) -> bool {
    ('\u{e00}'..='\u{e7f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_long_and_short_fall_away() {
        for name in [
            "มาลี ใจดี",
            "นางสาวมาลี ใจดี",
            "นางสาว มาลี ใจดี",
            "น.ส.มาลี ใจดี",
            "น.ส. มาลี ใจดี",
            "นางมาลี ใจดี",
            "ด.ต.มาลี ใจดี",
            "ดาบตำรวจ มาลี ใจดี",
            "ร.ต.อ.หญิง ดร.มาลี ใจดี",
            "ว่าที่ ร.ต.หญิงมาลี ใจดี",
            "พันตำรวจโทหญิง มาลี ใจดี",
        ] {
            assert_eq!(fold_title(name), "มาลี ใจดี", "{name}");
        }
        assert_eq!(fold_title("MR. John Smith"), "John Smith");
        assert_eq!(fold_title("Miss Ann"), "Ann");
    }

    #[test]
    fn a_name_that_only_begins_like_a_title_stays() {
        for name in ["นาย", "นางสาว", "นายิกา", "Missy", "Drew", "หญิง ใจดี", ""]
        {
            assert_eq!(fold_title(name), name, "{name}");
        }
        assert_eq!(fold_title("ร.ต.หญิง"), "หญิง");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(name in "(นาย|นาง|น\\.ส\\.|ร\\.ต\\.|หญิง|ดร\\.| |[ก-์]){0,8}") {
            let once = fold_title(&name);
            prop_assert_eq!(fold_title(&once), once);
        }
    }
}
