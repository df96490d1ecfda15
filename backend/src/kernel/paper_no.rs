//! Numbers of papers as people type them: `rv2569/1`, `RV2569-000001`, `AP๒๕๖๙/26`.

use super::thai::to_arabic_digits;

/// Digits of a running number at most.
const DIGITS_MAX: usize = 12;
/// What stands before the running number; in an address a stroke cannot.
const STROKES: [char; 2] = ['/', '-'];

/// The numbers that a person may mean by this text: as it is typed in capitals, and with either stroke and any zeros before
/// its running number. Nothing else is guessed, so at most one of them exists.
pub fn written_as(typed: &str) -> Vec<String> {
    let plain = to_arabic_digits(typed.trim()).to_uppercase();
    let mut all = vec![plain.clone()];
    let Some((series, number)) = plain.rsplit_once(STROKES).or_else(|| unstroked(&plain)) else {
        return all;
    };
    let digits =
        (1..=DIGITS_MAX).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let Some(number) = number.parse::<u64>().ok().filter(|_| digits) else {
        return all;
    };
    let least = number.to_string().len();
    for stroke in STROKES {
        all.extend((least..=DIGITS_MAX).map(|width| format!("{series}{stroke}{number:0width$}")));
    }
    all
}

/// `RV2569000001`, typed without its stroke: letters, the year, the running number.
fn unstroked(plain: &str) -> Option<(&str, &str)> {
    const YEAR: usize = 4;
    let letters = plain.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = plain.get(letters..)?;
    let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
    (letters > 0 && all_digits && digits.len() > YEAR).then(|| plain.split_at(letters + YEAR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_strokes_capitals_and_thai_digits_do_not_matter() {
        for typed in [
            "rv2569/1",
            "RV2569-000001",
            " RV2569/01 ",
            "rv๒๕๖๙/๑",
            "rv2569000001",
            "RV25691",
        ] {
            let meant = written_as(typed);
            assert!(meant.contains(&"RV2569/000001".to_owned()), "{typed}");
            assert!(!meant.contains(&"RV2569/000010".to_owned()), "{typed}");
        }
        assert!(written_as("JV690421-3").contains(&"JV690421-003".to_owned()));
        for typed in [
            "",
            "สมชาย",
            "a/b",
            "a/",
            "1/1234567890123",
            "-",
            "00844",
            "RV",
            "RV2569",
        ] {
            assert_eq!(written_as(typed).len(), 1, "{typed}");
        }
    }
}
