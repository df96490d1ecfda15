//! Words of Today and of the search.

use crate::web::texts::texts;

texts! {
    /// Words of Today and of the search
    pub struct TodayTexts {
        letters: "หนังสือที่ต้องออก", "Letters to make";
        letters_unit: "ฉบับ", "letters";
        letters_late: "ช้าแล้ว {}", "{} late";
        letters_none: "ออกครบแล้ว", "all made";
        ending: "ครบกำหนดใน 7 วัน", "Ending within 7 days";
        ended: "พ้นกำหนดแล้ว {}", "{} past their day";
        ended_none: "ไม่มีใบที่พ้นกำหนด", "none past its day";
        uncollected: "บัตรที่ยังไม่มารับ", "Cards uncollected";
        oldest: "เก่าสุด {} วัน", "oldest {} days";
        collected_all: "สมาชิกรับครบแล้ว", "all collected";
        bank: "คำขอรอส่งธนาคาร", "Applications for the bank";
        bank_unit: "คำขอ", "applications";
        bank_first: "เร็วสุด {}", "first by {}";
        bank_none: "ส่งครบแล้ว", "all sent";
        confirm: "รอท่านยืนยันรับมอบ", "Waiting for you to confirm";
        items: "รายการ", "transfers";
        confirm_none: "ไม่มีรายการรอ", "nothing waits";
        pieces_in: "รวม {} ชิ้น", "{} pieces";
        hands: "อยู่ในมือท่าน", "In your hands";
        back_by: "คืนก่อน {}", "back by {}";
        hands_none: "คืนครบแล้ว", "all returned";
        pins_safe: "ซองในตู้นิรภัย", "Envelopes in the safe";
        pins_letters: "ซองที่ต้องออกหนังสือ", "Envelopes to announce";
        alone: "คู่ไม่ครบ", "Half of a pair missing";
        alone_fact: "บัตร {} ซอง {}", "cards {}, envelopes {}";
        pairs_whole: "ครบทุกคู่", "every pair is whole";
        cards_unit: "ใบ", "cards";
        pins_unit: "ซอง", "envelopes";
        open: "เปิด", "Open";
        t_confirm: "ยืนยันรับมอบจาก {}", "Confirm what {} hands you";
        t_confirm_hint: "{} {} ต้องคืนก่อน {}", "{} {}, back by {}";
        t_confirm_return: "ยืนยันรับคืนจาก {}", "Confirm the return from {}";
        t_return_hint: "{} {}", "{} {}";
        t_hand_cards: "จ่ายบัตรให้สมาชิก {} ใบ", "Hand over {} cards";
        t_hand_pins: "จ่ายซองรหัสผ่านให้สมาชิก {} ซอง", "Hand over {} PIN envelopes";
        t_hand_hint: "ที่ยังไม่มารับต้องคืนผู้เก็บรักษาก่อน {}", "What is not collected goes back to the keeper by {}";
        t_letters: "ออกหนังสือแจ้งครั้งที่ 1 จำนวน {} ฉบับ", "Make {} first letters";
        t_letters_late: "สมาชิก {} ช้ามา {} วัน", "member {}: {} days late";
        t_letters_due: "สมาชิก {} ภายใน {}", "member {}: by {}";
        t_pin_letters: "ออกหนังสือแจ้งรับซองรหัสผ่าน {} ฉบับ", "Make {} letters for PIN envelopes";
        t_overdue: "พ้นกำหนดครั้งที่ 1 จำนวน {} ใบ", "{} cards past letter 1";
        t_overdue_hint: "สมาชิก {} พ้นวันสุดท้ายในหนังสือมา {} วัน", "member {}: {} days past the letter's last day";
        t_ending: "ครบกำหนดใน 7 วัน จำนวน {} ใบ", "{} cards end within 7 days";
        t_ending_hint: "สมาชิก {} ครบวันที่ {}", "member {}: ends {}";
        t_bank: "ส่งคำขอให้ธนาคาร {} คำขอ", "Send {} applications to the bank";
        t_bank_hint: "ต้องส่งภายใน {}", "by {}";
        t_bank_late: "เลยกำหนดส่งแล้ว {} คำขอ", "{} are past their last day";
        t_receive_cards: "รับบัตรจากธนาคาร {} ใบ", "Receive {} cards from the bank";
        t_receive_pins: "รับซองรหัสผ่านจากธนาคาร {} ซอง", "Receive {} PIN envelopes from the bank";
        t_receive_hint: "อยู่ในรายการส่งของธนาคารแล้ว", "On the bank's delivery list";
        t_faulty: "ส่งคืนธนาคาร {} รายการ", "Send {} back to the bank";
        t_faulty_hint: "ชำรุดหรือซองถูกเปิด", "Damaged, or the envelope was opened";
        t_alone: "ตามหาคู่ของบัตรและซอง {} รายการ", "Find the other half of {}";
        s_ready: "พร้อม", "Ready";
        s_late: "เกินกำหนด", "Overdue";
        s_due: "ถึงกำหนด", "Due";
        s_soon: "ใกล้ครบกำหนด", "Due soon";
        s_new: "ยังไม่เริ่ม", "Not started";
        s_waiting: "รอยืนยัน", "To confirm";
        s_mismatch: "ไม่ตรง", "Mismatch";
        at_bank: "ธนาคาร", "Bank";
        drawer: "ตู้เก็บ", "Drawer";
        safe: "ตู้นิรภัย", "Safe";
        counter: "เคาน์เตอร์", "Counter";
        desk: "โต๊ะจ่าย", "Desk";
        ended_place: "ชำรุด", "Faulty";
        and_more: "{} และอีก {}", "{} and {} more";
        search: "ค้นหา", "Search";
        found_for: "ผลการค้นหา \u{201c}{}\u{201d}", "Results for \u{201c}{}\u{201d}";
        find_none: "ไม่พบ \u{201c}{}\u{201d}", "Nothing found for \u{201c}{}\u{201d}";
        find_more: "ลองเลขสมาชิก ชื่อ เลขท้ายบัตร 4 ตัว เลขที่หนังสือ เช่น 71/2569 หรือเลขที่ใบสำคัญ เช่น RV2569/000123", "Try a member number, a name, the last 4 digits of a card, a letter number such as 71/2569, or a voucher number such as RV2569/000123";
        find_empty: "พิมพ์คำที่ต้องการค้นหาในช่องด้านบน", "Type what you are looking for in the box above";
        k_member: "สมาชิก", "Member";
        k_card: "บัตร", "Card";
        k_letter: "หนังสือ", "Letter";
        k_voucher: "ใบสำคัญ", "Voucher";
        k_kind: "ประเภท", "Kind";
        k_what: "รายการ", "What";
        k_fact: "รายละเอียด", "Detail";
        more_than: "แสดง {} รายการแรก พิมพ์ให้ละเอียดขึ้น", "The first {} are shown; type more";
    }
}
