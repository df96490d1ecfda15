//! Lengths on paper: thousandths of a point, as whole numbers, so that two machines never round differently.

/// A length or a place in thousandths of a point; y grows downwards from the top edge.
pub type Mp = i32;

/// Points as thousandths.
pub const fn pt(points: i32) -> Mp {
    points * 1_000
}

/// Tenths of a point as thousandths: `pt10(145)` is 14.5 pt.
pub const fn pt10(tenths: i32) -> Mp {
    tenths * 100
}

/// Tenths of a millimetre as thousandths of a point: `mm10(2_100)` is 210 mm.
pub const fn mm10(tenths: i32) -> Mp {
    tenths * 36_000 / 127
}

/// Writes a length as a PDF number in points.
pub fn put(out: &mut Vec<u8>, length: Mp) {
    if length < 0 {
        out.push(b'-');
    }
    let size = length.unsigned_abs();
    out.extend_from_slice((size / 1_000).to_string().as_bytes());
    let rest = size % 1_000;
    if rest != 0 {
        let digits = format!(".{rest:03}");
        out.extend_from_slice(digits.trim_end_matches('0').as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(length: Mp) -> String {
        let mut out = Vec::new();
        put(&mut out, length);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn a_length_is_written_in_points_without_a_float() {
        assert_eq!(shown(0), "0");
        assert_eq!(shown(14_500), "14.5");
        assert_eq!(shown(-5), "-0.005");
        assert_eq!(shown(mm10(2_100)), "595.275");
    }
}
