//! Words of the papers' pages and refusals.

use super::error::PaperError;
use super::model::Matches;
use crate::kernel::Text;
use crate::web::texts::texts;

texts! {
    /// Words of the pages about issued papers
    pub struct PaperTexts {
        papers: "เอกสารที่ออก", "Issued papers";
        issue_or_print: "ออกเอกสาร / พิมพ์", "Issue / print";
        number: "เลขเอกสาร", "Number";
        kind: "ชนิด", "Kind";
        kind_all: "ชนิด ทั้งหมด", "All kinds";
        about: "เกี่ยวกับ", "About";
        dated: "ลงวันที่", "Dated";
        issued_at: "ออกเมื่อ", "Issued at";
        issued_by: "ผู้ออก", "Issued by";
        open_pdf: "เปิด PDF เพื่อพิมพ์", "Open the PDF to print";
        pdf: "PDF", "PDF";
        none: "ยังไม่มีเอกสารที่ออก", "No paper has been issued yet";
        none_more: "ออกเอกสารได้จากหน้าหนังสือ คำขอ ชุดส่งธนาคาร ใบสำคัญ และทะเบียนคุม", "Papers are issued from letters, applications, batches, vouchers and registers";
        input_hash: "SHA-256 ของข้อมูลในเอกสาร", "SHA-256 of the paper's data";
        pdf_hash: "SHA-256 ของไฟล์ PDF", "SHA-256 of the PDF file";
        pdf_hash_show: "แสดง SHA-256 ของไฟล์ PDF", "Show the SHA-256 of the PDF file";
        pdf_lost: "พิมพ์ไม่ได้อีก: ข้อมูลของสมาชิกถูกลบพร้อมกุญแจแล้ว", "Cannot be printed again: the member's data were destroyed with their key";
        chain_head: "หัวลูกโซ่ก่อนออก", "Head of the chain before the issue";
        template: "แบบเอกสารรุ่นที่", "Template version";
        check_this: "หน้าตรวจสอบเอกสารนี้", "Check page of this paper";
        same_for_ever: "พิมพ์ซ้ำจากบันทึกวันออก ได้ไฟล์เดิมทุกไบต์ แม้ข้อมูลสมาชิกเปลี่ยนไปแล้ว", "Printed again from the record of its first day: byte for byte the same, whatever has changed since";
        issue: "ออกเอกสาร", "Issue";
        look: "พิมพ์สำเนา (ไม่มีเลขเอกสาร)", "Print a copy (without a number)";
        issue_what: "เมื่อออกแล้วเอกสารได้เลขและเก็บข้อมูลไว้ตามวันนี้ แก้ไม่ได้ พิมพ์ซ้ำได้เสมอ", "Once issued, the paper has its number and keeps its data as of today; it cannot be changed and can always be printed again";
        issue_not_yours: "ท่านพิมพ์สำเนาได้ แต่ออกเอกสารชนิดนี้ไม่ได้", "You may print a copy, but not issue this kind of paper";
        from: "รับเข้าตั้งแต่วันที่", "Received from";
        to: "ถึงวันที่", "to";
        days_hint: "เว้นว่างทั้งสองช่อง = ทั้งทะเบียน", "Leave both empty for the whole register";
        show_copy: "ดูสำเนาช่วงนี้", "Look at a copy";
        earlier: "ที่ออกไว้แล้ว", "Issued before";
        unread_day: "อ่านวันที่ไม่ได้ เช่น 21/11/2569", "The date cannot be read; write 21/11/2569";
        backwards: "วันสิ้นสุดอยู่ก่อนวันเริ่ม", "The days end before they begin";
        many: "ออกหนังสือที่ยังไม่ได้ออก", "Issue waiting letters";
        many_act: "ออกหนังสือที่เลือก", "Issue the ticked letters";
        many_no_tick: "เลือกหนังสือที่จะออกอย่างน้อยหนึ่งฉบับ", "Tick at least one letter";
        past: "พ้นกำหนดแล้ว", "Past its last day";
        past_hint: "หนังสือที่พ้นกำหนดแล้วไม่ได้เลือกไว้ให้ เลือกเองได้ถ้าต้องการออกเอกสารไว้เป็นหลักฐาน", "Letters past their last day are not ticked; tick one to keep its paper as a record";
        many_done_past: "ออกหนังสือแล้ว {} ฉบับ ในจำนวนนี้พ้นกำหนดแล้ว {} ฉบับ พิมพ์จากรายการ", "{} letters issued, {} of them past their last day; print them from the list";
        many_none: "ไม่มีหนังสือที่รอออก", "No letter waits to be issued";
        many_none_more: "หนังสือแจ้งที่ยังไม่ถึงกำหนดมีเอกสารครบทุกฉบับแล้ว", "Every running notice has its paper";
        many_done: "ออกหนังสือแล้ว {} ฉบับ พิมพ์จากรายการ", "{} letters issued; print them from the list";
        issued: "ออกเอกสาร {} แล้ว", "{} issued";
        last_day: "วันสุดท้าย", "Last day";
        letter_no: "เลขที่หนังสือ", "Letter";
        batch: "ชุดส่งธนาคาร {}", "Bank batch {}";
        letters: "ทะเบียนหนังสือ", "Register of letters";
        check: "ตรวจสอบเอกสาร", "Check a paper";
        check_lead: "พิมพ์เลขที่อยู่ท้ายเอกสาร หรือสแกนรหัสบนเอกสาร", "Type the number at the foot of the paper, or scan its code";
        check_go: "ตรวจสอบ", "Check";
        reversed: "การรับเงินตามใบเสร็จนี้ถูกกลับรายการแล้วเมื่อ {} ด้วยใบสำคัญ {} ใบเสร็จนี้ใช้ยืนยันการชำระเงินไม่ได้อีก", "The payment on this receipt was reversed on {} by voucher {}; the receipt proves no payment any more";
        now_called: "ปัจจุบัน", "Today";
        check_same: "รหัสบนเอกสารตรงกับบันทึกของสหกรณ์ จะตรวจทั้งฉบับให้เทียบไฟล์ PDF", "The code matches the cooperative's record; to check the whole paper, compare its PDF";
        check_edited: "ไม่ตรงกับบันทึก: เอกสารถูกแก้ไข หรือรหัสไม่ใช่ของเอกสารนี้", "Does not match: the paper was altered, or the code is not this paper's";
        check_unknown: "ไม่มีเอกสารเลขนี้", "There is no paper with this number";
        check_known: "มีเอกสารเลขนี้ เทียบไฟล์หรือสแกนรหัสเพื่อตรวจว่าไม่ถูกแก้ไข", "There is such a paper; compare the file or scan the code to see whether it was altered";
        file_same: "เหมือนกันทุกไบต์: ไฟล์นี้คือเอกสารที่ออก", "Same byte for byte: this file is the paper as issued";
        file_edited: "ไฟล์นี้ถูกแก้ไข หรือเป็นการพิมพ์อีกแบบหนึ่ง", "This file was altered or is another print";
        file: "ไฟล์ PDF ที่ต้องการเทียบ", "PDF file to compare";
        file_hint: "ไฟล์ไม่ถูกเก็บไว้", "The file is not kept";
        file_none: "เลือกไฟล์ PDF", "Choose a PDF file";
        file_large: "ไฟล์ใหญ่เกิน {} ยังไม่ได้เทียบ", "The file is larger than {}; it was not compared";
        compare: "เทียบไฟล์", "Compare the file";
        no_names: "หน้านี้ไม่แสดงชื่อหรือข้อมูลในเอกสาร", "This page shows no names and nothing of what the paper says";
    }
}

/// The kind of refusal.
pub fn title(error: &PaperError) -> Text {
    match error {
        PaperError::AlreadyIssued { .. } => Text::fixed("ออกเอกสารนี้แล้ว", "Issued already"),
        PaperError::HoldsAddress => {
            Text::fixed("เอกสารมีที่อยู่ของสมาชิก", "It holds the member's address")
        }
        PaperError::NotYours { .. } => Text::fixed("ไม่ใช่หน้าที่ของท่าน", "Not your duty"),
        PaperError::NotFound => Text::fixed("ไม่พบเอกสาร", "No such paper"),
        PaperError::KeyDestroyed => Text::fixed("ข้อมูลถูกลบแล้ว", "The data were destroyed"),
        PaperError::Damaged => Text::fixed("บันทึกถูกแก้ไข", "The record was changed"),
        PaperError::NotAReceipt
        | PaperError::Reversed { .. }
        | PaperError::NotANotice
        | PaperError::NoBylaws(_) => Text::fixed("ออกเอกสารนี้ไม่ได้", "No such paper can be issued"),
        PaperError::Busy => Text::fixed("ระบบกำลังเทียบไฟล์อื่น", "Busy"),
        PaperError::NoSubject
        | PaperError::Backwards
        | PaperError::NothingToCheck { .. }
        | PaperError::Render(_)
        | PaperError::Broken
        | PaperError::Application(_)
        | PaperError::Batch(_)
        | PaperError::Card(_)
        | PaperError::Ledger(_)
        | PaperError::Identity(_)
        | PaperError::Member(_)
        | PaperError::Store(_) => Text::fixed("คำขอใช้ไม่ได้", "The request cannot be used"),
    }
}

const NOT_FOUND: Text = Text::fixed(
    "ไม่มีเอกสารนี้ หรือสิ่งที่จะพิมพ์",
    "There is no such paper, or nothing to print.",
);
const HOLDS_ADDRESS: Text = Text::fixed(
    "คำขอที่ออกแล้วมีที่อยู่เต็มของสมาชิก พิมพ์ได้เฉพาะผู้มีหน้าที่รับคำขอหรือเก็บและจ่ายบัตรและรหัสผ่าน ตรวจเอกสารได้ด้วยรหัสที่หน้าตรวจสอบเอกสาร",
    "An issued application holds the member's whole address: it is printed by those who take applications or keep and hand over cards and PINs. Its hash can be checked on the check page.",
);
const KEY_DESTROYED: Text = Text::fixed(
    "กุญแจข้อมูลของสมาชิกถูกทำลายแล้ว พิมพ์เอกสารนี้ไม่ได้อีก เลขและลายนิ้วมือยังอยู่ในบันทึก",
    "The member's key was destroyed: this paper cannot be printed any more. Its number and hash remain on record.",
);
const DAMAGED: Text = Text::fixed(
    "บันทึกของเอกสารนี้เปิดไม่ได้ ให้ผู้ดูแลระบบสั่ง sahakorn verify",
    "The record of this paper does not open. The system keeper runs sahakorn verify.",
);
const NOT_A_RECEIPT: Text = Text::fixed(
    "ใบสำคัญนี้ไม่ใช่การรับเงินสดค่าธรรมเนียมจากสมาชิก",
    "The entry is no card fee that a member paid in cash.",
);
const NOT_A_NOTICE: Text = Text::fixed(
    "หนังสือนี้ไม่ใช่หนังสือแจ้งสมาชิก",
    "The letter is no notice to a member.",
);
const NO_SUBJECT: Text = Text::fixed(
    "ระบุรายการที่จะออกเอกสาร (subject_id)",
    "Name what the paper is about (subject_id).",
);
const BACKWARDS: Text = Text::fixed("วันสิ้นสุดอยู่ก่อนวันเริ่ม", "The days end before they begin.");
const NOTHING_TO_CHECK: Text = Text::fixed(
    "ส่งเลขเอกสาร และ SHA-256 (16 ถึง 64 ตัว) หรือไฟล์ PDF",
    "Send the number, and a SHA-256 (16 to 64 digits) or a PDF file.",
);
const BUSY: Text = Text::fixed(
    "ลองอีกครั้งในอีกสักครู่",
    "Another file is being compared; ask again in a moment.",
);

/// This refusal in a sentence.
pub fn detail(error: &PaperError) -> Text {
    match error {
        PaperError::AlreadyIssued { number, location } => Text::of(
            format!("ออกเป็นเลขที่ {number} แล้ว พิมพ์ซ้ำได้ที่ {location}.pdf"),
            format!("It was issued as {number}; print it again from {location}.pdf."),
        ),
        PaperError::NotYours { kind } => {
            let name = kind.name();
            Text::of(
                format!("เอกสารนี้ ({}) เป็นของผู้มีหน้าที่เท่านั้น", name.th),
                format!("This paper ({}) is for those whose duty it is.", name.en),
            )
        }
        PaperError::HoldsAddress => HOLDS_ADDRESS,
        PaperError::NotFound => NOT_FOUND,
        PaperError::KeyDestroyed => KEY_DESTROYED,
        PaperError::Damaged => DAMAGED,
        PaperError::NotAReceipt => NOT_A_RECEIPT,
        PaperError::Reversed { by } => Text::of(
            format!("รายการนี้ถูกกลับด้วย {by} แล้ว"),
            format!("The entry was reversed by {by}."),
        ),
        PaperError::NotANotice => NOT_A_NOTICE,
        PaperError::NoBylaws(on) => Text::of(
            format!("ไม่มีระเบียบที่ใช้บังคับในวันที่ {}", on.thai_short()),
            format!("No bylaws bind on {}.", on.english()),
        ),
        PaperError::NoSubject => NO_SUBJECT,
        PaperError::Backwards => BACKWARDS,
        PaperError::NothingToCheck { .. } => NOTHING_TO_CHECK,
        PaperError::Busy => BUSY,
        PaperError::Render(_)
        | PaperError::Broken
        | PaperError::Application(_)
        | PaperError::Batch(_)
        | PaperError::Card(_)
        | PaperError::Ledger(_)
        | PaperError::Identity(_)
        | PaperError::Member(_)
        | PaperError::Store(_) => Text::fixed("ทำไม่สำเร็จ", "It could not be done."),
    }
}

/// What the check page says of a code.
pub fn of_code(matches: Matches, t: &'static PaperTexts) -> &'static str {
    match matches {
        Matches::Same => t.check_same,
        Matches::Edited => t.check_edited,
        Matches::Unknown => t.check_unknown,
    }
}

/// What the check page says of a file.
pub fn of_file(matches: Matches, t: &'static PaperTexts) -> &'static str {
    match matches {
        Matches::Same => t.file_same,
        Matches::Edited => t.file_edited,
        Matches::Unknown => t.check_unknown,
    }
}
