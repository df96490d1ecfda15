//! Words of the screens of people.

use crate::web::texts::texts;

texts! {
    /// Words of sign-in, people, orders and duties
    pub struct PeopleTexts {
        sign_in: "เข้าสู่ระบบ", "Sign in";
        user_name: "ชื่อผู้ใช้", "User name";
        password: "รหัสผ่านเข้าระบบ", "Password of this system";
        lost: "ลืมรหัสผ่านหรือเข้าไม่ได้", "Forgotten, or cannot get in?";
        contact: "ติดต่อผู้ดูแลระบบ {}", "Ask the system keeper, {}";
        before: "ก่อนเข้าใช้งาน", "Before you sign in";
        before_own: "ใช้ชื่อผู้ใช้ของตนเองเท่านั้น ระบบบันทึกว่าใครทำและใครเปิดดู", "Use your own name only: the system records who did and who looked at what";
        before_pin: "อย่ากรอกรหัสผ่านคู่บัตรของสมาชิกในระบบนี้ทุกกรณี", "Never type a member's card PIN into this system";
        before_last: "หลังเข้าระบบ ตรวจวันและเวลาที่เข้าใช้ครั้งก่อนทุกครั้ง", "After signing in, check the day and time you last signed in";
        change: "เปลี่ยนรหัสผ่านเข้าระบบ", "Change your password";
        change_first: "เข้าใช้ครั้งแรก ต้องตั้งรหัสผ่านของตนเองก่อน", "This is your first sign-in: set your own password first";
        old: "รหัสผ่านปัจจุบัน", "Present password";
        new: "รหัสผ่านใหม่", "New password";
        new_hint: "อย่างน้อย 12 ตัว ใช้เป็นประโยคก็ได้", "At least 12 characters; a sentence will do";
        again: "พิมพ์รหัสผ่านใหม่อีกครั้ง", "New password again";
        set_up: "ตั้งค่าครั้งแรก", "First set-up";
        set_up_hint: "ทำครั้งเดียวก่อนเริ่มใช้งาน", "Done once, before work begins";
        cooperative: "สหกรณ์", "Cooperative";
        coop_name: "ชื่อสหกรณ์", "Name of the cooperative";
        coop_name_hint: "ไม่ต้องใส่คำว่า สหกรณ์ ข้างหน้า", "Without the word cooperative in front";
        registration: "เลขทะเบียนสหกรณ์", "Registration number";
        address: "ที่อยู่", "Address";
        bylaws: "ระเบียบ", "Regulation";
        meeting_no: "มติคณะกรรมการครั้งที่", "Board meeting no.";
        meeting_date: "วันที่ประชุม", "Date of the meeting";
        in_force: "ใช้บังคับตั้งแต่", "In force from";
        small: "สหกรณ์ขนาดเล็ก ผู้เก็บรักษาจ่ายเองได้ (หมายเหตุ **๔)", "Small cooperative: a keeper may dispense (note **4)";
        fee_payer: "บัตรแรกใครจ่ายค่าธรรมเนียม (**๒)", "Who pays the fee of the first card (**2)";
        payer_coop: "สหกรณ์", "The cooperative";
        payer_member: "สมาชิก", "The member";
        administrator: "ผู้ดูแลระบบคนแรก", "First administrator";
        full_name: "ชื่อและนามสกุล", "Full name";
        begin: "เริ่มใช้งาน", "Begin";
        set_up_code: "รหัสตั้งค่า", "Set-up code";
        set_up_code_hint: "แสดงในหน้าต่างของเครื่องแม่ข่าย", "Shown in the window of the server";
        who: "เลือกผู้ใช้ในชุดสาธิต", "Who are you in this demonstration?";
        who_hint: "ชุดสาธิตเข้าใช้ได้โดยไม่ต้องใช้รหัสผ่าน", "The demonstration asks for no password";
        who_list: "ผู้ใช้", "People";
        people: "บุคลากร", "People";
        new_person: "เพิ่มบุคคล", "Add a person";
        person: "บุคคล", "Person";
        name: "ชื่อ", "Name";
        role: "บทบาท", "Role";
        roles: "บทบาท", "Roles";
        from: "ตั้งแต่", "From";
        to: "ถึง", "To";
        account: "บัญชีผู้ใช้", "Account";
        last_in: "เข้าใช้ล่าสุด", "Last sign-in";
        state: "สถานะ", "State";
        no_people: "ไม่มีบุคคลที่ตรงกับตัวกรอง", "No person passes these filters";
        orders: "คำสั่งมอบหมาย", "Orders";
        order: "คำสั่ง", "Order";
        new_order: "ออกคำสั่ง", "New order";
        order_no: "เลขที่คำสั่ง", "Order no.";
        order_date: "ลงวันที่", "Dated";
        duty: "หน้าที่", "Duty";
        duties: "หน้าที่ตามคำสั่ง", "Duties";
        terminal: "เครื่อง EDC", "Terminal";
        scan_file: "ไฟล์คำสั่งที่ลงนามแล้ว", "Scan of the signed order";
        assign: "มอบหมาย", "Assign";
        save: "บันทึก", "Save";
        cancel: "ยกเลิก", "Cancel";
        end_duty: "สิ้นสุด", "End it";
        no_orders: "ยังไม่มีคำสั่ง", "There is no order yet";
        no_orders_more: "ออกคำสั่งแรกเพื่อมอบหมายหน้าที่", "Make the first order to give out duties";
        as_of: "ณ วันที่", "As of";
        show: "แสดง", "Show";
        has: "ถืออยู่", "has it";
        may: "ถือได้", "may have it";
        beside: "ถือคู่กับหน้าที่อื่นไม่ได้", "not beside another duty";
        never: "ไม่มีคุณสมบัติ", "not eligible";
        ending: "ใกล้สิ้นสุด", "Ending soon";
        uncovered: "ไม่มีผู้ถือ", "Uncovered";
        all_covered: "ทุกหน้าที่มีผู้ถือ", "Every duty is held";
        telephone: "โทร.", "tel.";
    }
}
