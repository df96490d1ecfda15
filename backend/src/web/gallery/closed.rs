//! An application that nobody can change any more.

use super::super::parts::*;
use super::cards::malee;
use super::show;
use crate::cards::views::ApplicationRead;
use crate::kernel::Lang;

#[test]
fn a_cancelled_application_is_read() {
    let mut page = ApplicationRead {
        shell: malee("/applications"),
        number: "AP2569/000031".into(),
        tag: Tag::new(Shape::Blocked, "ยกเลิก"),
        banners: vec![
            Banner::new(Tone::Info, "คำขอนี้สิ้นสุดแล้ว แก้ไขไม่ได้"),
            Banner::new(
                Tone::Warn,
                "ยกเลิกโดย มาลี บุญส่ง เมื่อ 23 พ.ย. 2569: สมาชิกไม่ต้องการบัตรแล้ว",
            ),
        ],
        phone: None,
        batch: None,
        facts: vec![
            ("เลขทะเบียนสมาชิก".into(), "00901".into()),
            ("ชื่อ".into(), "นายอนันต์ ทองดี".into()),
            ("เหตุที่ขอ".into(), "ขอครั้งแรก".into()),
        ],
    };
    show("application-read", &page);
    page.shell.lang = Lang::En;
    show("application-read-en", &page);
}
