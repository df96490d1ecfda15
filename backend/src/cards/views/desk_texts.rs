//! Words of the hand-over's pages beside those of its screens.

use crate::web::texts::texts;

texts! {
    /// Words of the hand-over's pages
    pub struct DeskTexts {
        desk: "โต๊ะ", "Desk";
        desk_default: "โต๊ะ 1", "Desk 1";
        card_of: "บัตร {}", "card {}";
        envelope_of: "ซอง {}", "envelope {}";
        ready: "พร้อมจ่าย", "Ready";
        held_since: "ถือไว้ตั้งแต่ {}", "Held since {}";
        blocked: "อายัดแล้ว ส่งคืนผู้เก็บ", "Blocked, give it back";
        waiting: "รอสมาชิกลงชื่อ", "Waiting for the signature";
        signed: "ลงชื่อแล้ว รอตรวจรับ", "Signed, to be checked";
        not_ready: "ยังจ่ายไม่ได้", "Cannot be handed over";
        not_found: "ไม่พบบัตรหรือซองของ “{}” ที่ท่านจ่ายได้", "Nothing that you may hand over was found for “{}”";
        type_something: "สแกน หรือพิมพ์เลขสมาชิก เลขท้ายบัตร 4 ตัว หรือเลขซอง", "Scan, or type a member number, a card's last four digits or an envelope number";
        several: "พบ {} รายการ เลือกรายการที่ถืออยู่", "{} were found; choose the one in your hand";
        to_confirm: "มีรายการรอท่านยืนยันการรับมอบ", "Something waits for you to confirm it";
        look: "เปิดดู", "Open";
        give_back: "คืนที่ยังไม่ได้จ่าย", "Return what is left";
        handed_card: "จ่ายบัตร {} ให้ {} แล้ว", "Card {} handed to {}";
        handed_pin: "จ่ายซองรหัสผ่าน {} ให้ {} แล้ว", "Envelope {} handed to {}";
        sent: "ส่งแล้ว พิมพ์รหัสโต๊ะบนแท็บเล็ต", "Sent; type the desk code on the tablet";
        cancelled: "ยกเลิกแล้ว ยังไม่มีการจ่าย", "Given up; nothing was handed over";
        tick_id: "ตรวจบัตรประชาชนตัวจริงแล้วกาช่องนี้ก่อนส่งไปแท็บเล็ต", "See the original identity card and tick this before sending to the tablet";
        letter: "ครั้งที่ {} ที่ {}", "no. {}: {}";
        dated: "ลงวันที่ {}", "dated {}";
        due_today: "ครบกำหนดวันนี้", "the last day is today";
        due_on: "มารับได้ถึง {}", "may collect until {}";
        overdue: "เกินกำหนด {}", "overdue since {}";
        no_envelope: "ไม่มีซองในทะเบียน", "no envelope in the register";
        kept_card: "การจ่ายบัตร", "Hand-over of a card";
        kept_pin: "การจ่ายซองรหัสผ่าน", "Hand-over of a PIN envelope";
        kept_item: "บัตร", "Card";
        kept_text: "ข้อความที่สมาชิกลงชื่อ", "What the member signed";
        kept_signature: "ลายมือชื่อสมาชิก", "The member's signature";
        kept_on_paper: "สมาชิกลงชื่อในเอกสาร ภาพสแกนเก็บไว้กับสมาชิก", "The member signed on paper; the scan is kept with the member";
        kept_blank: "ไม่มีลายมือชื่อให้แสดง", "There is no signature to show";
        kept_hash: "SHA-256 ของข้อความ ลายเส้น ผู้ลงชื่อ เจ้าหน้าที่ เครื่อง และเวลา", "SHA-256 over text, strokes, member, officer, device and moment";
        kept_member: "สมาชิก", "Member";
        kept_officer: "ผู้จ่าย", "Handed over by";
        kept_on: "วันที่จ่าย", "Day";
        kept_identified: "ตรวจหลักฐาน", "Identified by";
        kept_desk: "โต๊ะ", "Desk";
        kept_at: "ลงชื่อเมื่อ", "Signed at";
        kept_device: "เครื่อง", "Device";
        other_faulty: "ชำรุด แยกไว้ส่งคืนธนาคาร", "faulty, set apart for the bank";
        other_officer: "เจ้าหน้าที่อีกคนเป็นผู้จ่าย", "another officer hands it out";
        given_by: "{} จ่ายแล้วเมื่อ {}", "handed over by {} on {}";
        not_given: "ยังไม่ได้จ่าย", "not handed over yet";
        check_card: "ผู้จ่ายบัตร: {}", "Card dispenser: {}";
        check_pin: "ผู้จ่ายรหัสผ่าน: {}", "PIN dispenser: {}";
        check_not_pin: "{} ไม่ใช่ผู้จ่ายรหัสผ่านของบัตรนี้", "{} is not the PIN dispenser of this card";
        check_not_card: "{} ไม่ใช่ผู้จ่ายบัตรใบนี้", "{} is not the dispenser of this card";
        check_hand: "อยู่ในมือของ {} ตามการส่งมอบที่ยืนยันแล้ว", "In the hands of {} by a confirmed release";
        check_sound: "บัตรใช้ได้ ไม่ถูกอายัด ไม่หมดอายุ", "The card is valid: not blocked, not expired";
        check_earlier: "บัตรเดิม {} ยังไม่สิ้นสุด รับคืนพร้อมการจ่ายบัตรนี้", "The earlier card {} has not ended; take it in with this one";
        check_earlier_first: "บัตรเดิม {} ยังไม่สิ้นสุด จ่ายบัตรใหม่และรับบัตรเดิมคืนก่อนจ่ายซอง", "The earlier card {} has not ended; hand over the new card and take it in before the envelope";
        earlier: "บัตรเดิม", "Earlier card";
        takes_in: "รับบัตรเดิม {} คืนจากสมาชิกแล้ว", "The member has given back the earlier card {}";
        in_hours: "อยู่ในเวลาทำการ", "Within working hours";
        out_of_hours: "นอกเวลาทำการ", "Outside working hours";
        owes: "ค้างค่าธรรมเนียมบัตร {} บาท สมาชิกเป็นผู้จ่าย", "Card fee owed: {} baht, paid by the member";
        owes_nothing: "ไม่มีค่าธรรมเนียมบัตรค้างชำระ", "No card fee is owed";
        coop_pays: "ค่าธรรมเนียม 0.00 บาท สหกรณ์เป็นผู้จ่าย", "Fee 0.00 baht, paid by the cooperative";
        member_paid: "สมาชิกชำระค่าธรรมเนียม {} บาทแล้ว", "The member has paid the fee of {} baht";
        choose_kind: "เลือกว่าสมาชิกลงชื่อหรือพิมพ์ลายนิ้วมือ", "Choose signature or thumb print";
        choose: "เลือก", "Choose";
        code_wrong: "รหัสโต๊ะไม่ถูกต้อง ใช้ไปแล้ว หรือเก่าเกินสิบนาที ขอรหัสใหม่จากเจ้าหน้าที่", "The desk code is wrong, was used, or is older than ten minutes. Ask the officer for a new one.";
        over: "รายการนี้จบไปแล้ว ขอรหัสใหม่จากเจ้าหน้าที่ ถ้ายังไม่ได้ลงชื่อ", "This hand-over is over. If nothing was signed, ask the officer for a new code.";
        form_title: "แบบรับบัตรเงินสดหรือซองรหัสผ่าน", "Receipt of a cash card or PIN envelope";
        form_member: "ลงชื่อสมาชิก หรือลายนิ้วมือ", "Member's signature or thumb print";
        form_officer: "ผู้จ่าย", "Dispenser";
        form_witness: "พยาน", "Witness";
        back: "กลับ", "Back";
        what: "ท่านจ่ายอะไร", "What you hand over";
        name_desk: "ชื่อโต๊ะที่แท็บเล็ตแสดง", "Name of the desk on the tablet";
        keep: "บันทึก", "Save";
        how_tablet: "เมื่อส่งรายการไปแท็บเล็ต หน้าจอนี้จะแสดงรหัสหกตัว เปิด {} บนแท็บเล็ตแล้วพิมพ์รหัส", "When you send to the tablet this screen shows six digits. Open {} on the tablet and type them.";
        type_code: "พิมพ์รหัสนี้บนแท็บเล็ตที่ {} ใช้ครั้งเดียวภายในสิบนาที", "Type this code on the tablet at {}; good once, for ten minutes";
        joined: "แท็บเล็ตแสดงรายการแล้ว", "The tablet shows it";
        pad_again: "ยังไม่ได้บันทึก กำลังลองใหม่ ({})", "Not saved yet, trying again ({})";
        not_joined: "รอแท็บเล็ต", "Waiting for the tablet";
    }
}
