//! The privacy notice: what the program keeps of people, on what ground, for how long, and whom to ask (PDPA s. 23).

use askama::Template;

use crate::web::shell::Shell;
use crate::web::texts::{fill, texts};

texts! {
    /// Words of the privacy notice
    pub struct PrivacyTexts {
        title: "ประกาศความเป็นส่วนตัว", "Privacy notice";
        about: "ตามพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 มาตรา 23 ผู้ควบคุมข้อมูลคือ{}", "Under section 23 of the Personal Data Protection Act B.E. 2562 (2019). The controller is {}";
        nameless: "สหกรณ์ที่ใช้ระบบนี้", "the cooperative that runs this system";
        members: "ข้อมูลของสมาชิก", "What is kept of members";
        members_are: "เลขสมาชิก ชื่อ เลขประจำตัวประชาชน โทรศัพท์ ที่อยู่ สังกัด วันเป็นสมาชิกและวันพ้นสมาชิกภาพ คำขอมีบัตรเงินสด เลขที่บัตร วันหมดอายุ เลขที่ซองรหัสผ่าน หนังสือแจ้ง ลายมือชื่อรับบัตรและรับซอง และรายการบัญชีที่เกี่ยวข้อง ระบบไม่รับและไม่เก็บรหัสผ่านคู่บัตร", "Member number, name, national ID, telephone, address, division, days of joining and leaving, card applications, card number, expiry, number of the PIN envelope, letters, the signatures for card and envelope, and the entries in the ledger about them. A PIN is never taken and never kept.";
        staff: "ข้อมูลของผู้ใช้ระบบ", "What is kept of users";
        staff_are: "ชื่อ รหัสพนักงาน เลขประจำตัวประชาชน ชื่อผู้ใช้ บทบาท คำสั่งมอบหมาย และบันทึกว่าเข้าระบบ ทำรายการ หรือเปิดดูข้อมูลใดเมื่อใด รหัสผ่านเข้าระบบเก็บเป็นค่าที่อ่านย้อนกลับไม่ได้", "Name, staff number, national ID, user name, roles, written orders, and a record of sign-ins, acts and looks at private data. The password is kept as a value that cannot be read back.";
        why: "ใช้เพื่ออะไร อาศัยฐานใด", "What for, and on what ground";
        why_is: "ออกและคุมบัตรเงินสดตามที่สมาชิกขอ (มาตรา 24 (3) สัญญา) จัดทำทะเบียนและบัญชีตามระเบียบและกฎหมายสหกรณ์ (มาตรา 24 (6) หน้าที่ตามกฎหมาย) และป้องกันการทุจริตด้วยการบันทึกว่าใครทำอะไร (มาตรา 24 (5) ประโยชน์โดยชอบ)", "To issue and control cash cards as members ask (s. 24 (3), contract), to keep registers and books as the regulation and the cooperative law demand (s. 24 (6), legal duty), and to prevent fraud by recording who did what (s. 24 (5), legitimate interest).";
        who: "ใครได้เห็น", "Who sees it";
        who_are: "เจ้าหน้าที่ที่มีหน้าที่ตามคำสั่ง ผู้จัดการ คณะกรรมการ ผู้ตรวจสอบกิจการ ผู้สอบบัญชี และผู้ตรวจการสหกรณ์ตามอำนาจหน้าที่ และธนาคารผู้ออกบัตรเท่าที่ต้องใช้ออกบัตร เลขประจำตัวประชาชน โทรศัพท์ ที่อยู่ และเลขที่บัตรเก็บแบบเข้ารหัส ปกติแสดงเพียงบางส่วน", "Staff with a written order for the duty, the manager, the board, the internal auditor, the auditor and the inspector within their powers, and the issuing bank as far as it needs it to make a card. National ID, telephone, address and card number are kept sealed and are normally shown in part only.";
        how_long: "เก็บนานเท่าใด", "For how long";
        how_long_is: "ทะเบียนคุมบัตรและรหัสผ่านไม่น้อยกว่า 5 ปีนับแต่วันที่บัตรหมดอายุ (ระเบียบ ข้อ ๗.๓) เอกสารบัญชีตามระเบียบนายทะเบียนสหกรณ์", "The registers of cards and PIN envelopes at least 5 years from the card's expiry (article 7.3 of the regulation); account papers as the Registrar's regulation says.";
        rights: "สิทธิของเจ้าของข้อมูล", "Your rights";
        rights_are: "ขอดูและขอสำเนา (มาตรา 30) คัดค้าน (มาตรา 32) ขอให้ลบหรือระงับการใช้เมื่อพ้นเวลาที่ต้องเก็บ (มาตรา 33 และ 34) ขอให้แก้ไขให้ถูกต้อง (มาตรา 36) และร้องเรียนต่อสำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล (มาตรา 73)", "To see and copy your data (s. 30), to object (s. 32), to have it erased or its use suspended once it need no longer be kept (s. 33, 34), to have it put right (s. 36), and to complain to the Office of the Personal Data Protection Committee (s. 73).";
        ask: "ถามใคร", "Whom to ask";
        ask_is: "แจ้งที่สำนักงานสหกรณ์ ต่อผู้จัดการหรือผู้ที่สหกรณ์มอบหมายให้ดูแลข้อมูลส่วนบุคคล", "At the cooperative's office: the manager, or whoever the cooperative has charged with personal data.";
        browser: "ในเครื่องที่ใช้เปิดระบบ", "In the browser";
        browser_is: "คุกกี้สำหรับการเข้าระบบ ภาษา สีหน้าจอ และข้อความหลังทำรายการ กับร่างแบบฟอร์มที่ยังไม่ได้ส่ง ซึ่งไม่มีเลขประจำตัว โทรศัพท์ ที่อยู่ หรือเลขที่บัตร และลบเมื่อออกจากระบบ ไม่มีการติดตามเพื่อโฆษณา", "Cookies for the sign-in, language, colours and what an act said, and drafts of forms not yet sent, without ID, telephone, address or card number and deleted at sign-out. Nothing tracks you.";
        back: "กลับไปหน้าแรก", "To the first page";
    }
}

/// The privacy notice, for anyone
#[derive(Debug, Template)]
#[template(path = "web/templates/pages/privacy.html")]
pub struct PrivacyPage {
    /// Frame without a person
    pub shell: Shell,
}

impl PrivacyPage {
    fn about(&self) -> String {
        let t = PrivacyTexts::of(self.shell.lang);
        let name = if self.shell.cooperative.is_empty() {
            t.nameless
        } else {
            &self.shell.cooperative
        };
        fill(t.about, name)
    }

    /// Heading and text of each part, in order
    fn parts(&self) -> [(&'static str, &'static str); 8] {
        let t = PrivacyTexts::of(self.shell.lang);
        [
            (t.members, t.members_are),
            (t.staff, t.staff_are),
            (t.why, t.why_is),
            (t.who, t.who_are),
            (t.how_long, t.how_long_is),
            (t.rights, t.rights_are),
            (t.ask, t.ask_is),
            (t.browser, t.browser_is),
        ]
    }
}
