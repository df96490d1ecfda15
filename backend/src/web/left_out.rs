//! What a preview says of a file that is not taken whole: columns whose heads are not known, and other sheets.

use super::parts::{Banner, Tone};
use crate::files::LeftOut;
use crate::kernel::Lang;

/// A banner for each kind of thing that an import leaves out.
pub fn left_out(found: &LeftOut, lang: Lang) -> Vec<Banner> {
    let mut banners = Vec::new();
    if found.ignored_columns_total > 0 {
        let (names, count) = (
            found.ignored_columns.join(", "),
            found.ignored_columns_total,
        );
        banners.push(match lang {
            Lang::Th => format!("ไม่นำเข้า {count} คอลัมน์ที่ไม่รู้จักหัวตาราง: {names}"),
            Lang::En => format!("{count} columns are left out; their heads are not known: {names}"),
        });
    }
    if !found.other_sheets.is_empty() {
        let names = found.other_sheets.join(", ");
        banners.push(match lang {
            Lang::Th => format!("อ่านเฉพาะแผ่นงานแรก ไม่ได้อ่านแผ่นงาน: {names}"),
            Lang::En => {
                format!("Only the first sheet is read. Other sheets hold something: {names}")
            }
        });
    }
    let banners = banners.into_iter();
    banners.map(|said| Banner::new(Tone::Warn, &said)).collect()
}
