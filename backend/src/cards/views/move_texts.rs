//! Words of receipt, release, return and take-over beside those of their screens.

use crate::web::texts::texts;

texts! {
    /// Words of the keeper's and the dispenser's pages
    pub struct MoveTexts {
        tick: "เลือก", "Tick";
        releases: "การส่งมอบ", "Releases and returns";
        safe_empty: "ไม่มีรายการในตู้ของท่าน", "Nothing lies in your safe";
        safe_empty_more: "รับจากธนาคารก่อน จึงจะส่งให้ผู้จ่ายได้", "Receive from the bank first; then it can be released";
        release_ticked: "ส่งรายการที่เลือกให้ผู้จ่าย", "Release the ticked ones";
        return_ticked: "คืนรายการที่เลือก", "Return the ticked ones";
        return_hint: "ผู้เก็บรักษาต้องยืนยันการรับคืน จนกว่าจะยืนยันยังอยู่ในความรับผิดชอบของท่าน", "The keeper confirms; until then you answer for them";
        count_differs: "ถ้าจำนวนไม่ตรง อย่ายืนยัน แจ้งผู้ส่งให้ถอนรายการ", "If the count differs do not confirm: ask the sender to withdraw it";
        nothing_waits: "ไม่มีการส่งมอบค้างอยู่", "No release or return waits";
        nothing_waits_more: "รายการที่รอท่านยืนยันจะอยู่ที่นี่", "What waits for you to confirm appears here";
        new_card: "ส่งบัตรให้ผู้จ่าย", "Release cards";
        new_pin: "ส่งซองให้ผู้จ่าย", "Release envelopes";
        back_by: "คืนภายใน {} น. {}", "back by {} {}";
        back_today: "วันนี้", "today";
        to_you: "{} ส่งให้ท่าน {} รายการ", "{} offers you {}";
        by_you: "ท่านส่งให้ {} {} รายการ", "You offered {}: {}";
        wait_you: "รอท่านยืนยัน", "Waits for you";
        wait_other: "รอผู้รับยืนยัน", "Waits for the receiver";
        confirm_return: "{} คืนให้ท่าน {} รายการ นับแล้วครบและรับเข้าตู้", "{} returns {} to you; you have counted them and put them in the safe";
        own_offer: "ส่งให้ {} {} รายการ รอการยืนยัน ระหว่างนี้ยังอยู่ในความรับผิดชอบของท่าน", "Offered to {}: {}; until it is confirmed you answer for them";
        take_back_title: "รับคืนเข้าตู้", "Take back into the safe";
        own_title: "รายการที่ท่านส่ง รอการยืนยัน", "Your offer, waiting";
        withdraw: "ถอนรายการนี้", "Withdraw it";
        take_back: "รับคืน {} รายการ", "Take back {}";
        from: "ผู้ส่ง", "From";
        to: "ผู้รับ", "To";
        at: "เวลา", "At";
        due: "คืนภายใน", "Back by";
        offered: "ส่งแล้ว {} รายการ รอ {} ยืนยัน", "{} offered; {} confirms";
        confirmed: "รับมอบ {} รายการแล้ว", "{} taken over";
        taken_back: "รับคืน {} รายการแล้ว", "{} taken back";
        withdrawn: "ถอนรายการแล้ว", "Withdrawn";
        choose_person: "เลือกผู้รับ", "Choose who receives";
        check_order: "ผู้เก็บรักษา: {}", "Keeper: {}";
        check_confirm: "ผู้รับต้องยืนยันด้วยการเข้าสู่ระบบของตนเอง", "The receiver confirms, signed in as themselves";
        in_safe: "ในตู้", "In the safe";
        at_counter: "ที่เคาน์เตอร์", "At the counter";
        set_apart: "แยกไว้ {}", "Set apart: {}";
        add: "เพิ่ม", "Add";
        scan_hint: "สแกน หรือพิมพ์เลขสมาชิก เลขท้ายบัตร 4 ตัว หรือเลขซอง", "Scan, or type a member number, a card's last four digits or an envelope number";
        all_received: "รับครบแล้ว", "All is received";
        all_received_more: "ไม่มีรายการค้างรับจากชุดนี้", "Nothing of this batch is with the bank";
        received_on: "วันที่รับ", "Received on";
        receive_ticked: "บันทึกรับรายการที่ทำเครื่องหมาย", "Record the receipt of the ticked ones";
        received_before: "รับไว้แล้ว", "Received already";
        correct_link: "รับผิด แก้ไข", "Received by mistake";
        correct_title: "แก้การรับที่ผิด", "Correct a mistaken receipt";
        correct_hint: "รายการจะกลับไปค้างรับจากธนาคาร ทั้งการรับและการแก้ยังอยู่ในประวัติ", "It goes back to what is awaited from the bank; the receipt and its correction both stay in the history";
        correct_reason: "เหตุผล", "Reason";
        correct_act: "แก้การรับ", "Correct the receipt";
        corrected: "แก้การรับแล้ว รายการกลับไปค้างรับ", "Corrected; it is awaited again";
        send_back: "ส่งของที่ผิดหรือชำรุดคืนธนาคาร", "Send faulty ones back to the bank";
        sent_back: "ส่งคืนธนาคาร {} รายการ ตามหนังสือ {}", "{} sent back to the bank by paper {}";
        none_faulty: "ไม่มีของที่แยกไว้ส่งคืน", "Nothing is set apart";
        paper_no: "เลขที่หนังสือนำส่ง", "Covering paper's number";
        paper_hint: "ของที่ผิดออกจากการเก็บรักษาด้วยหนังสือฉบับนี้", "Faulty ones leave custody by this paper";
        deliveries_none_more: "รายการจะปรากฏเมื่อนำเข้ารายการบัตรของธนาคารในหน้าชุดส่งธนาคาร", "It appears when the bank's list is taken on the batch's page";
        batch_dated: "ชุดลงวันที่", "Batch of";
        awaited: "รอรับ", "To be received";
        awaited_pins: "รอซองรหัสผ่าน", "Envelopes to come";
        all_in: "รับครบ", "All received";
        here: "อยู่ตรงหน้า", "Here";
        not_here: "ยังไม่สแกน", "Not scanned";
        not_on_list: "ไม่อยู่ในรายการของธนาคาร", "Not on the bank's list";
        received_cards: "รับบัตร {} ใบเข้าตู้แล้ว", "{} cards received";
        received_pins: "รับซองรหัสผ่าน {} ซองเข้าตู้นิรภัยแล้ว", "{} envelopes received";
        delivery_of: "ชุด {} {}", "batch {} {}";
        fault_wrong_name: "ชื่อผิด", "Wrong name";
        fault_wrong_number: "เลขสมาชิกผิด", "Wrong number";
        fault_wrong_expiry: "วันหมดอายุผิด", "Wrong expiry";
        fault_damaged: "ชำรุด", "Damaged";
        fault_opened: "ซองถูกเปิด", "Opened";
        scanned_already: "สแกนรายการนี้แล้ว", "This one was scanned already";
        tick_first: "ทำเครื่องหมายรายการที่รับก่อน", "Tick what is here first";
        date_unread: "อ่านวันที่ไม่ได้ พิมพ์เช่น 21/11/2569", "The date cannot be read; write it as 21/11/2569";
        taken_over: "นำเข้าแล้ว {} แถว", "{} rows taken over";
        to_correct: "ต้องแก้", "To correct";
        good: "ใช้ได้", "Good";
        look_at: "ใช้ได้ มีข้อสังเกต", "Good, with a remark";
        with_member_since: "อยู่กับสมาชิก ตั้งแต่ {}", "With the member since {}";
    }
}
