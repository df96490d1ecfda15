//! Two columns of text. A row without both languages does not compile.

/// Declares a table of texts: `key: "ไทย", "English";` for each row. `of(lang)` answers the column of a language.
macro_rules! texts {
    ($(#[$meta:meta])* pub struct $name:ident { $($key:ident: $th:literal, $en:literal;)* }) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name { $(#[doc = $en] pub $key: &'static str,)* }

        impl $name {
            const TH: Self = Self { $($key: $th,)* };
            const EN: Self = Self { $($key: $en,)* };

            /// The column of one language
            #[must_use]
            pub fn of(lang: impl std::borrow::Borrow<$crate::kernel::Lang>) -> &'static Self {
                match lang.borrow() {
                    $crate::kernel::Lang::Th => &Self::TH,
                    $crate::kernel::Lang::En => &Self::EN,
                }
            }
        }
    };
}
pub(crate) use texts;

/// Declares a table of sentences, one for each variant of an enum: `Variant { .. } => Text`. A variant without a row does not
/// compile.
macro_rules! sentences {
    (
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($of:ident: $kind:ty $(, $more:ident: $type:ty)*) -> Text {
            $($variant:pat => $said:expr),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        $vis fn $name($of: $kind $(, $more: $type)*) -> Text {
            match $of { $($variant => $said,)+ }
        }
    };
}
pub(crate) use sentences;

/// Puts a value where a text says `{}`.
#[must_use]
pub fn fill(text: &str, value: impl std::fmt::Display) -> String {
    text.replacen("{}", &value.to_string(), 1)
}

/// Puts two values where a text says `{}`, in order.
#[must_use]
pub fn fill2(text: &str, first: impl std::fmt::Display, second: impl std::fmt::Display) -> String {
    fill(&fill(text, first), second)
}

texts! {
    /// Words of the frame and of the parts
    pub struct WebTexts {
        product: "สหกรณ์", "Sahakorn";
        skip: "ข้ามไปเนื้อหา", "Skip to content";
        find: "ค้นหาสมาชิก บัตร หนังสือ ใบสำคัญ หรือสแกน", "Find a member, card, letter or voucher, or scan";
        find_short: "ค้นหา", "Find";
        language: "ภาษา", "Language";
        keys: "ปุ่มลัด", "Keys";
        keys_title: "ปุ่มลัดของหน้านี้", "Keys of this page";
        keys_off: "ปิดปุ่มลัดในเครื่องนี้", "Switch keys off on this machine";
        keys_on: "เปิดปุ่มลัดในเครื่องนี้", "Switch keys on on this machine";
        close: "ปิด", "Close";
        menu: "เมนู", "Menu";
        main_menu: "เมนูหลัก", "Main menu";
        user_menu: "เมนูผู้ใช้", "User menu";
        change_person: "เปลี่ยนผู้ใช้", "Change person";
        change_password: "เปลี่ยนรหัสผ่านเข้าระบบ", "Change password";
        sign_out: "ออกจากระบบ", "Sign out";
        light: "พื้นสว่าง", "Light";
        dark: "พื้นมืด", "Dark";
        auto: "ตามเครื่อง", "As the machine";
        theme: "สีหน้าจอ", "Colours";
        online: "เชื่อมต่ออยู่", "Connected";
        offline: "ขาดการเชื่อมต่อ", "No connection";
        saving_again: "ยังไม่ได้บันทึก กำลังลองใหม่ ({})", "Not saved yet, trying again ({})";
        loading: "กำลังโหลด", "Loading";
        sending: "กำลังส่ง", "Sending";
        version: "รุ่น", "Version";
        server: "เครื่องแม่ข่าย", "Server";
        accessibility: "การเข้าถึง", "Accessibility";
        privacy: "ประกาศความเป็นส่วนตัว", "Privacy notice";
        about: "เกี่ยวกับระบบ", "About";
        you_are_here: "ตำแหน่งหน้า", "You are here";
        print: "พิมพ์", "Print";
        search: "ค้นหา", "Search";
        clear: "ล้างตัวกรอง", "Clear filters";
        remove: "เอาออก", "Remove";
        count_of: "{} จาก {} รายการ", "{} of {}";
        count_all: "{} รายการ", "{} in all";
        page_of: "หน้า {} จาก {}", "Page {} of {}";
        pages: "หน้ารายการ", "Pages of the list";
        previous: "ก่อนหน้า", "Previous";
        next: "ถัดไป", "Next";
        tick_all: "เลือกทั้งหน้า", "Tick the whole page";
        tick_row: "เลือก", "Tick";
        ticked: "เลือก", "Ticked";
        cancel: "ยกเลิก", "Cancel";
        back: "กลับ", "Back";
        move_key: "เลื่อน", "move";
        tick_key: "เลือก", "tick";
        wrong_prefix: "ผิดพลาด: ", "Error: ";
        wrongs: "มีข้อมูลต้องแก้ไข {} จุด", "There are {} things to put right";
        telephone_code: "โทรสอบถามแจ้งรหัส", "When you telephone, give the code";
        show: "แสดง", "Show";
        hide: "ซ่อน", "Hide";
        optional: "ไม่บังคับ", "optional";
        date_hint: "เช่น 20/11/69 หรือ 20112569", "For example 20/11/69 or 20112569";
        scan_ready: "พร้อมรับการสแกน", "Ready to scan";
        undo: "เลิกทำ", "Undo";
        key_find: "ช่องค้นหาและสแกน", "Search and scan box";
        key_sheet: "ปุ่มลัดของหน้านี้", "Keys of this page";
        key_today: "ไปหน้าวันนี้", "Go to Today";
        key_cards: "ไปทะเบียนคุมบัตร", "Go to the custody board";
        key_journal: "ไปสมุดรายวัน", "Go to the journal";
        key_balance: "ไปงบทดลอง", "Go to the trial balance";
        key_rows: "แถวถัดไป / ก่อนหน้า", "Next / previous row";
        key_tick: "เลือกแถว / เลือกช่วง", "Tick a row / a range";
        key_open: "เปิดแถว", "Open the row";
        key_close: "ปิด ยกเลิก", "Close, cancel";
        key_main: "คำสั่งหลักของหน้า", "The page's main act";
        thai_layout: "แป้นพิมพ์เป็นภาษาไทย อ่านรหัสให้แล้ว", "Windows is set to Thai; read anyway";
        draft_found: "มีร่างที่ยังไม่ได้ส่ง", "There is a draft that was not sent";
        draft_take: "ใช้ร่าง", "Use the draft";
        draft_drop: "ทิ้งร่าง", "Drop it";
        date_unknown: "อ่านวันที่ไม่ได้", "This date cannot be read";
        printed: "พิมพ์", "Printed";
    }
}
