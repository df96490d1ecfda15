//! Names under which someone might send a PIN or a card's secrets.

/// Words of fields and of column heads, without spaces, marks and capitals.
const NAMES: [&str; 12] = [
    "pin",
    "pincode",
    "pinblock",
    "pinnumber",
    "newpin",
    "oldpin",
    "cvv",
    "cvv2",
    "cvc",
    "track2",
    "รหัสผ่าน",
    "รหัสผ่านคู่บัตร",
];

/// Whether a field or a column of this name would bring a PIN or a card's secrets (A3). No field of ours has such a name.
pub fn names_a_secret(name: &str) -> bool {
    let plain: String = name
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || is_thai_mark(*c))
        .collect();
    NAMES.contains(&plain.as_str())
}

/// Thai vowels and tone marks above and below count as letters here.
fn is_thai_mark(c: char) -> bool {
    ('\u{0e00}'..='\u{0e7f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a3_a_name_that_would_bring_a_pin_is_known_however_it_is_written() {
        for name in [
            "pin",
            "PIN",
            "Pin Code",
            "pin_code",
            "รหัสผ่าน",
            " รหัสผ่าน คู่บัตร",
            "CVV2",
            "track-2",
        ] {
            assert!(names_a_secret(name), "{name}");
        }
        for name in [
            "envelope_no",
            "เลขที่ซองรหัสผ่าน",
            "pinned",
            "opinion",
            "spin",
            "",
        ] {
            assert!(!names_a_secret(name), "{name}");
        }
    }
}
