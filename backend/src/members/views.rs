//! W11: member at a glance, list and search, form, import with preview. Plain data.

use askama::Template;

use crate::web::icons::Icon;
use crate::web::parts::{
    Banner, Choice, Empty, Field, FieldNote, FormKeys, Heading, Link, List, Tag, Timeline, Wrongs,
};
use crate::web::shell::Shell;
use crate::web::texts::texts;

texts! {
    /// Words of the members' screens
    pub struct MemberTexts {
        members: "สมาชิก", "Members";
        new_member: "เพิ่มสมาชิก", "Add a member";
        import: "นำเข้าทะเบียนสมาชิก", "Import the registry";
        import_short: "นำเข้า", "Import";
        number: "เลขสมาชิก", "Number";
        name: "ชื่อ", "Name";
        title: "คำนำหน้า", "Title";
        first_name: "ชื่อตัว", "First name";
        last_name: "นามสกุล", "Surname";
        division: "สังกัด", "Division";
        card: "บัตร", "Card";
        joined: "เป็นสมาชิกตั้งแต่", "Member since";
        state: "สถานะ", "State";
        phone: "โทรศัพท์", "Telephone";
        national_id: "เลขประจำตัวประชาชน", "National ID";
        national_id_hint: "13 หลัก เก็บแบบเข้ารหัส แสดงเฉพาะสามตัวท้าย", "13 digits, kept sealed; only the last three are shown";
        address: "ที่อยู่ส่งหนังสือ", "Postal address";
        none: "ไม่พบสมาชิก", "No member was found";
        none_more: "ลองพิมพ์เลขสมาชิก ชื่อ หรือเลขท้ายบัตร 4 ตัว", "Try a member number, a name or the last 4 digits of a card";
        no_members: "ยังไม่มีสมาชิก", "There is no member yet";
        cards: "บัตร", "Cards";
        history: "ประวัติ", "History";
        no_cards: "ยังไม่มีบัตร", "No card yet";
        no_cards_more: "รับคำขอมีบัตรเงินสดได้จากปุ่มด้านบน", "Take an application with the button above";
        change: "แก้ไข", "Change";
        save: "บันทึก", "Save";
        cancel: "ยกเลิก", "Cancel";
        keep: "เว้นว่างไว้หากไม่เปลี่ยน พิมพ์ - เพื่อลบ", "Leave empty to keep it; type - to take it away";
        keep_id: "เว้นว่างไว้หากไม่เปลี่ยน", "Leave empty to keep it";
        file_again: "ข้ามแถวที่ผิด นำเข้าเฉพาะแถวที่ถูกต้อง", "Skip the faulty rows and enter the good ones";
        take_changes: "ปรับข้อมูลสมาชิกที่ต่างจากไฟล์ให้ตรงตามไฟล์", "Bring members that differ to what the file says";
        take_fee: "รับค่าธรรมเนียมบัตร", "Take a card fee";
        template: "แบบไฟล์เปล่า", "Empty file to fill in";
        leave: "พ้นสมาชิกภาพ", "Leave";
        left_on: "วันที่พ้นสมาชิกภาพ", "Left on";
        why: "เหตุผล", "Reason";
        why_hint: "บันทึกไว้ว่าใครดูและเพราะเหตุใด", "Who looked and why is recorded";
        add_note: "บันทึกข้อความ", "Add a note";
        note: "ข้อความ", "Note";
        note_hint: "ห้ามมีเลขที่บัตรหรือรหัสผ่าน", "Never a card number or a PIN";
        reveal: "ดูโทรศัพท์หรือที่อยู่", "Show telephone or address";
        what: "ดูอะไร", "What";
        nothing_there: "ไม่มีข้อมูล", "There is none";
        hand_over: "จ่ายบัตร", "Hand over";
        application: "รับคำขอบัตร", "Application";
        joined_fact: "เข้าทะเบียนในระบบ", "Entered in the registry";
        changed_fact: "แก้ไข", "Changed";
        left_fact: "พ้นสมาชิกภาพ", "Left";
        standing_member: "สมาชิก", "Member";
        standing_left: "พ้นสมาชิกภาพ", "Left";
        standing_all: "รวมผู้พ้นสมาชิกภาพ", "With those who left";
        all_divisions: "สังกัด ทั้งหมด", "Division: all";
        blanked: "ข้อมูลส่วนบุคคลถูกลบตามกำหนดแล้ว", "The private particulars were destroyed as due";
        added: "เพิ่มสมาชิกแล้ว", "The member was entered";
        changed_done: "บันทึกการแก้ไขแล้ว", "The change was saved";
        left_done: "บันทึกการพ้นสมาชิกภาพแล้ว", "The leaving was written down";
        overtaken: "ค่าที่บันทึกอยู่แสดงข้างช่องที่ต่างกัน ตรวจแล้วกดบันทึกอีกครั้งหากต้องการใช้ค่าที่พิมพ์", "What is kept now stands beside each field that differs; look, and save again to put what you typed in its place";
        kept_now: "ขณะนี้บันทึกไว้ว่า {}", "Kept now: {}";
        noted_done: "บันทึกข้อความแล้ว", "The note was saved";
        imported_done: "นำเข้าแล้ว เพิ่ม {} ราย ปรับ {} ราย", "Imported: {} added, {} changed";
        expires: "หมดอายุ", "Expires";
        holder: "อยู่ที่", "Where";
        since: "ตั้งแต่", "Since";
        file: "ไฟล์", "File";
        file_hint: "CSV (UTF-8 หรือ windows-874) หรือ XLSX ไม่เกิน 7 MB หัวตารางอยู่ใน 20 บรรทัดแรก", "CSV (UTF-8 or windows-874) or XLSX, at most 7 MB; the header stands in the first 20 lines";
        encoding: "รหัสอักขระของ CSV", "Encoding of the CSV";
        check: "ตรวจไฟล์", "Check the file";
        nothing_yet: "ตรวจก่อน ยังไม่บันทึกจนกว่าจะกดนำเข้า", "Checked first; nothing is written until you import";
        row: "แถว", "Row";
        result: "ผล", "Result";
        new_rows: "เพิ่มใหม่", "New";
        changed_rows: "เปลี่ยน", "Changed";
        same_rows: "เหมือนเดิม", "Unchanged";
        bad_rows: "ต้องแก้", "To correct";
        import_act: "นำเข้า {} แถว", "Import {} rows";
        again: "แก้ไฟล์แล้วตรวจใหม่", "Correct the file and check again";
        all_good: "ทุกแถวใช้ได้", "Every row is good";
        columns: "คอลัมน์ที่ต้องมี", "Columns";
    }
}

/// List of members and answer to a search
#[derive(Debug, Template)]
#[template(path = "members/templates/members.html")]
pub struct MembersPage {
    /// Frame
    pub shell: Shell,
    /// Search, chips, count, exports, page
    pub list: List,
    /// Members
    pub rows: Vec<MemberRow>,
    /// May add and import
    pub may_add: bool,
}

/// One member of the list
#[derive(Clone, Debug)]
pub struct MemberRow {
    /// Their page
    pub href: String,
    /// "00519"
    pub number: String,
    /// Name with title
    pub name: String,
    /// Division
    pub division: String,
    /// "•••• 9020"; empty without a card
    pub card: String,
    /// Member since, table form
    pub joined: String,
    /// State of card or member
    pub tag: Tag,
}

/// W11: everything on one member
#[derive(Debug, Template)]
#[template(path = "members/templates/member.html")]
pub struct MemberPage {
    /// Frame
    pub shell: Shell,
    /// "00519"
    pub number: String,
    /// Name with title
    pub name: String,
    /// State of the member
    pub tag: Tag,
    /// Block flags, notices that run, changes that wait
    pub banners: Vec<Banner>,
    /// Name and value
    pub facts: Vec<(String, String)>,
    /// Cards, newest first
    pub cards: Vec<MemberCard>,
    /// Everything that happened
    pub timeline: Timeline,
    /// What can be done; the first is the main one
    pub acts: Vec<Link>,
}

/// One card of the member
#[derive(Clone, Debug)]
pub struct MemberCard {
    /// Its page
    pub href: String,
    /// "•••• 9020"
    pub number: String,
    /// "09/2573"
    pub expires: String,
    /// Where and with whom
    pub holder: String,
    /// Since, table form
    pub since: String,
    /// State
    pub tag: Tag,
}

/// Adds a member or changes one
#[derive(Debug, Default, Template)]
#[template(path = "members/templates/member_form.html")]
pub struct MemberForm {
    /// Frame
    pub shell: Shell,
    /// Keys, with the version when one is changed
    pub keys: FormKeys,
    /// Where it posts to
    pub action: String,
    /// A change keeps what is left empty
    pub changing: bool,
    /// Number
    pub number: String,
    /// Title
    pub title: String,
    /// First name
    pub given_name: String,
    /// Surname
    pub surname: String,
    /// Division
    pub division: String,
    /// National ID as typed; never filled from the record
    pub national_id: String,
    /// Member since, as typed
    pub joined_on: String,
    /// The same in words
    pub joined_echo: String,
    /// Telephone as typed; never filled from the record
    pub telephone: String,
    /// Postal address as typed; never filled from the record
    pub address: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
}

/// Import of the registry: choose a file, then the preview
#[derive(Debug, Default, Template)]
#[template(path = "members/templates/import.html")]
pub struct MemberImport {
    /// Frame
    pub shell: Shell,
    /// Keys
    pub keys: FormKeys,
    /// Encodings to choose from
    pub encodings: Vec<Choice>,
    /// Chosen
    pub encoding: String,
    /// Name and meaning of each column
    pub columns: Vec<(String, String)>,
    /// Name of the checked file; empty before
    pub file: String,
    /// What of the file is left out: columns and sheets
    pub left_out: Vec<Banner>,
    /// Names the checked outcome when it is imported
    pub checked: String,
    /// The file once more, so that nobody is asked for it twice: base64
    pub packed: String,
    /// New members
    pub fresh: u32,
    /// Members that change
    pub changed: u32,
    /// Rows that change nothing
    pub same: u32,
    /// Rows that must be corrected
    pub bad: u32,
    /// Rows, wrong ones first, at most one page
    pub rows: Vec<ImportRow>,
    /// What is wrong with the whole file: header, encoding, size
    pub notes: Vec<FieldNote>,
}

/// One row of the file
#[derive(Clone, Debug)]
pub struct ImportRow {
    /// Number in the file
    pub row: u32,
    /// Member's number as read
    pub number: String,
    /// Name as read
    pub name: String,
    /// Outcome
    pub tag: Tag,
    /// What changes, or column and what is wrong
    pub message: String,
}

impl MemberImport {
    const fn taken(&self) -> u32 {
        self.fresh + self.changed
    }
}

impl MembersPage {
    fn searched(&self) -> bool {
        self.list
            .query
            .as_ref()
            .is_some_and(|query| !query.is_empty())
            || !self.list.chips.is_empty()
    }
}

impl MemberForm {
    const fn hint<'a>(&self, changing: &'a str, adding: &'a str) -> &'a str {
        if self.changing { changing } else { adding }
    }

    const fn heading(&self, words: &'static MemberTexts) -> &'static str {
        if self.changing {
            words.change
        } else {
            words.new_member
        }
    }
}
