//! What is told of a file that is refused: where, what is wrong and what to do.

use super::fault::{Bound, FaultKind, FileFault};
use crate::kernel::Text;
use crate::web::texts::sentences;

pub(super) fn fault(fault: &FileFault) -> Text {
    let what = what_is_wrong(fault.kind);
    match place(fault) {
        None => what,
        Some(place) => Text::of(
            format!("{} {}", place.th, what.th),
            format!("{}{}", place.en, what.en),
        ),
    }
}

/// The place with what joins it to the words behind it.
fn place(fault: &FileFault) -> Option<Text> {
    let of_characters = matches!(fault.kind, FaultKind::NotUtf8 | FaultKind::NotWindows874);
    let place = match (&fault.cell, fault.line, fault.column) {
        (Some(cell), _, _) => Text::of(format!("เซลล์ {cell}"), format!("Cell {cell}: ")),
        (None, Some(line), Some(at)) if of_characters => Text::of(
            format!("บรรทัด {line} อักขระที่ {at}"),
            format!("Line {line}, column {at} "),
        ),
        (None, Some(line), Some(at)) => Text::of(
            format!("บรรทัด {line} คอลัมน์ที่ {at}"),
            format!("Line {line}, column {at}: "),
        ),
        (None, Some(line), None) => Text::of(format!("บรรทัด {line}"), format!("Line {line}: ")),
        (None, None, _) => return None,
    };
    Some(place)
}

/// A bound in bytes, as people say it.
const fn mb(bytes: u64) -> u64 {
    bytes / 1_048_576
}

sentences! {
    /// What is wrong with a file and what to do.
    fn what_is_wrong(kind: FaultKind) -> Text {
        FaultKind::Empty => Text::fixed(
            "ไฟล์ไม่มีข้อมูล",
            "The file is empty",
        ),
        FaultKind::NotUtf8 => Text::fixed(
            "ไม่ใช่ UTF-8 ถ้าไฟล์มาจากโปรแกรมรุ่นเก่า ให้เลือกรหัสอักขระ windows-874",
            "is not UTF-8. If the file comes from an older program, choose windows-874",
        ),
        FaultKind::NotWindows874 => Text::fixed(
            "ไม่ใช่ windows-874",
            "is not windows-874",
        ),
        FaultKind::IsUtf8 => Text::fixed(
            "ไฟล์นี้เขียนด้วย UTF-8 ไม่ใช่ windows-874 ให้เลือก UTF-8",
            "This file is written in UTF-8, not windows-874; choose UTF-8",
        ),
        FaultKind::OpenQuote => Text::fixed(
            "มีเครื่องหมายคำพูดเปิดไว้แต่ไม่มีตัวปิด",
            "a quotation mark opens here and is never closed",
        ),
        FaultKind::Damaged => Text::fixed(
            "อ่านไฟล์ XLSX ไม่ได้ บันทึกใหม่จากโปรแกรมตารางแล้วลองอีกครั้ง",
            "The XLSX file could not be read; save it anew from the spreadsheet and try again",
        ),
        FaultKind::OldWorkbook => Text::fixed(
            "เป็นไฟล์ตารางรุ่นเก่า (.xls) หรือไฟล์ที่ตั้งรหัสผ่านไว้ เปิดแล้วบันทึกเป็น .xlsx โดยไม่ตั้งรหัสผ่าน",
            "This is an old workbook (.xls) or one protected with a password; open it and save it as .xlsx without a password",
        ),
        FaultKind::WebPage => Text::fixed(
            "เป็นหน้าเว็บ (HTML) ไม่ใช่ไฟล์ตาราง เปิดแล้วบันทึกเป็น .xlsx",
            "This is a web page (HTML) and no workbook; open it and save it as .xlsx",
        ),
        FaultKind::OtherWorkbook => Text::fixed(
            "ไม่ใช่ไฟล์ตาราง .xlsx เปิดแล้วบันทึกเป็น .xlsx",
            "This is no .xlsx workbook; open it and save it as .xlsx",
        ),
        FaultKind::Locked => Text::fixed(
            "ไฟล์ XLSX ตั้งรหัสผ่านไว้ บันทึกใหม่โดยไม่ตั้งรหัสผ่าน",
            "The XLSX file is locked with a password; save it without one",
        ),
        FaultKind::DocType => Text::fixed(
            "ไฟล์ XLSX มีการประกาศ DOCTYPE ซึ่งโปรแกรมตารางไม่เขียน จึงไม่อ่านไฟล์นี้",
            "The XLSX file declares a DOCTYPE, which no spreadsheet writes; it is not read",
        ),
        FaultKind::TwinParts => Text::fixed(
            "ไฟล์ XLSX มีส่วนที่ชื่อซ้ำกัน จึงไม่อ่านไฟล์นี้ บันทึกใหม่จากโปรแกรมตาราง",
            "Two parts of the XLSX file have one name; save it anew from the spreadsheet",
        ),
        FaultKind::StrayPath => Text::fixed(
            "ไฟล์ XLSX มีส่วนที่ชื่อชี้ออกนอกไฟล์ จึงไม่อ่านไฟล์นี้",
            "A part of the XLSX file has a name that leads out of it; it is not read",
        ),
        FaultKind::LyingSize => Text::fixed(
            "ไฟล์ XLSX มีส่วนที่ขนาดจริงไม่ตรงกับที่แจ้งไว้ บันทึกใหม่จากโปรแกรมตาราง",
            "A part of the XLSX file is not as long as it says; save it anew from the spreadsheet",
        ),
        FaultKind::TwinCell => Text::fixed(
            "มีค่าซ้ำสองค่าในเซลล์เดียว บันทึกไฟล์ใหม่จากโปรแกรมตารางแล้วลองอีกครั้ง",
            "the cell is given twice; save the file anew from the spreadsheet and try again",
        ),
        FaultKind::Nul => Text::fixed(
            "มีอักขระ NUL ซึ่งเก็บไม่ได้ ลบออกแล้วส่งใหม่",
            "holds the character NUL, which cannot be kept; delete it and send the file again",
        ),
        FaultKind::NoSuchSheet => Text::fixed(
            "ไม่พบแผ่นงานชื่อนี้ในไฟล์",
            "The workbook has no sheet of this name",
        ),
        FaultKind::Busy => Text::fixed(
            "กำลังอ่านไฟล์อื่นอยู่ ยังไม่มีสิ่งใดถูกบันทึก ลองอีกครั้งในอีกสักครู่",
            "Other files are being read. Nothing was saved; try again in a moment",
        ),
        FaultKind::TooMuch { what, max } => too_much(what, max),
    }
}

sentences! {
    /// What there is too much of, and what to do.
    fn too_much(what: Bound, max: u64) -> Text {
        Bound::File => Text::of(
            format!("ไฟล์ใหญ่เกิน {} MB", mb(max)),
            format!("The file is larger than {} MB", mb(max)),
        ),
        Bound::Unpacked => Text::of(
            format!("ไฟล์ XLSX เมื่อคลายแล้วใหญ่เกิน {} MB", mb(max)),
            format!("The XLSX file unpacks to more than {} MB", mb(max)),
        ),
        Bound::Strings | Bound::Kept => Text::of(
            "ข้อความในไฟล์รวมกันยาวเกินที่รับได้ ให้แบ่งเป็นหลายไฟล์",
            "The texts of the file are too long in all; split it",
        ),
        Bound::Entries | Bound::Marks => Text::of(
            "ไฟล์ XLSX มีโครงสร้างที่โปรแกรมตารางไม่เขียน จึงไม่อ่านไฟล์นี้",
            "The XLSX file is built as no spreadsheet builds one; it is not read",
        ),
        Bound::Sheets => Text::of(
            format!("ไฟล์มีเกิน {max} แผ่นงาน"),
            format!("The workbook has more than {max} sheets"),
        ),
        Bound::Rows => Text::of(
            format!("อยู่ใต้แถวที่ {max} ซึ่งเป็นแถวสุดท้ายที่รับ ลบออกหรือแบ่งเป็นหลายไฟล์"),
            format!("lies below row {max}, the last that is read; delete it, or split the file"),
        ),
        Bound::Columns => Text::of(
            format!("อยู่เลยคอลัมน์ที่ {max} ซึ่งเป็นคอลัมน์สุดท้ายที่รับ ลบออกแล้วส่งใหม่"),
            format!(
                "lies beyond column {max}, the last that is read; delete it and send the file again"
            ),
        ),
        Bound::Cells => Text::of(
            format!("ไฟล์มีเกิน {max} เซลล์ ให้แบ่งเป็นหลายไฟล์"),
            format!("The file has more than {max} cells; split it"),
        ),
        Bound::Text => Text::of(
            format!("มีข้อความยาวเกิน {max} ตัวอักษร"),
            format!("a text is longer than {max} characters"),
        ),
        Bound::Record => Text::of(
            format!("ยาวเกิน {} MB ไฟล์นี้อาจไม่ได้แบ่งบรรทัด", mb(max)),
            format!("is longer than {} MB; perhaps the file has no line breaks", mb(max)),
        ),
        Bound::Seconds => Text::of(
            format!("อ่านไฟล์ไม่เสร็จภายใน {max} วินาที ให้แบ่งเป็นหลายไฟล์"),
            format!("The file could not be read within {max} seconds; split it"),
        ),
    }
}
