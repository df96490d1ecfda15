//! The table of the rules, in the order of the regulation. One row: name, id, basis, citation, Thai, English.

use super::{Basis, Text};

rules! {
    R0 "R0" Seed "ข้อ ๒"
        "ระเบียบใช้บังคับตั้งแต่วันที่กำหนด การทำรายการใหม่ต้องมีระเบียบที่ใช้บังคับในวันนั้น"
        "The regulation binds from its day on; a new act needs a version in force on the day of the act.";
    A3 "A3" Seed "ข้อ ๓"
        "บัตรเงินสดมีหมายเลข ๑๖ หลัก และมีรหัสผ่านคู่บัตร ๖ หลัก"
        "A cash card has a number of 16 digits and a PIN of 6, which is never recorded.";
    A4 "A4" Seed "ข้อ ๔"
        "สมาชิกที่ประสงค์จะทำธุรกรรมผ่านระบบอิเล็กทรอนิกส์ต้องมีบัตรเงินสดตามระเบียบนี้"
        "A member who wants electronic transactions must hold an active card under this regulation.";
    A5_1 "A5.1" Seed "ข้อ ๕ วรรคหนึ่ง"
        "บัตรครั้งแรก หรือบัตรใหม่แทนบัตรที่สูญหายหรือใช้งานไม่ได้ ให้ยื่นคำขอตามแบบ ณ สำนักงานสหกรณ์"
        "A first card, or a new one for one lost or unusable, is asked for on the form at the cooperative's office.";
    A5_2 "A5.2" Seed "ข้อ ๕ (๑) ถึง (๕)"
        "บัตรต้องมีชื่อผู้ถือ เลขทะเบียนสมาชิกพร้อมบาร์โค้ด ชื่อสหกรณ์ วันหมดอายุ และเลขที่บัตร เป็นอย่างน้อย"
        "The card shows at least holder, member number with barcode, cooperative, day of expiry and card number.";
    A5_3 "A5.3" Seed "ข้อ ๕ วรรคสอง, **๑"
        "ค่าธรรมเนียมออกบัตรครั้งละตามที่ธนาคารเรียกเก็บ หรือตามอัตราที่สหกรณ์กำหนด"
        "The fee for each issue is what the bank charges, or the rate the cooperative sets.";
    A5_4 "A5.4" Seed "ข้อ ๕ วรรคสอง, **๒"
        "ค่าธรรมเนียมบัตรครั้งแรก สหกรณ์หรือสมาชิกเป็นผู้จ่ายตามที่สหกรณ์เลือกกำหนด"
        "The first card's fee is paid by the cooperative or by the member, as the cooperative has chosen.";
    A5_5 "A5.5" Seed "ข้อ ๕ วรรคสอง"
        "บัตรใหม่แทนบัตรที่สูญหาย หมดอายุ หรือใช้งานไม่ได้ สมาชิกรับผิดชอบค่าธรรมเนียม"
        "The member pays for a new card in place of one lost, expired or unusable.";
    A6 "A6" Seed "ข้อ ๖, **๓"
        "เจ้าหน้าที่ที่ได้รับมอบหมายรวบรวมเอกสารและแจ้งธนาคารภายในกำหนด นับจากวันที่ได้รับข้อมูลครบถ้วน"
        "An assigned officer collects the papers and tells the bank within the period after the data are complete.";
    A7_1_1 "A7.1.1" Seed "ข้อ ๗.๑ (๑)"
        "ผู้จัดการหรือเจ้าหน้าที่คนหนึ่งเป็นผู้เก็บรักษาบัตรเงินสดพร้อมทะเบียนคุม"
        "The manager or one staff member keeps the cards with their register.";
    A7_1_2 "A7.1.2" Seed "ข้อ ๗.๑ (๒)"
        "ประธานกรรมการหรือกรรมการคนหนึ่งเป็นผู้เก็บรักษารหัสผ่านคู่บัตรพร้อมทะเบียนคุม"
        "The chairperson or one board member keeps the PINs with their register.";
    A7_1_3 "A7.1.3" Seed "ข้อ ๗.๑ วรรคท้าย"
        "ผู้เก็บรักษาบัตรและผู้เก็บรักษารหัสผ่านต้องไม่เป็นบุคคลเดียวกัน"
        "The keeper of the cards and the keeper of the PINs are never one person.";
    C1 "C1" Practice "แนวปฏิบัติของสหกรณ์"
        "ผู้เก็บรักษาที่เปลี่ยนตัวต้องส่งมอบตามบัญชีที่นับแล้ว ลงลายมือชื่อทั้งสองฝ่าย"
        "A keeper who changes hands over by a counted list that both sign.";
    C2 "C2" Practice "แนวปฏิบัติของสหกรณ์"
        "การเบิกจากผู้เก็บรักษาไปยังผู้จ่ายและการส่งคืนต้องยืนยันทั้งสองฝ่ายและส่งคืนภายในเวลาปิดทำการ"
        "Each release from keeper to dispenser is confirmed by both and returned by closing time.";
    C3 "C3" Practice "แนวปฏิบัติของสหกรณ์"
        "ตรวจนับของจริงโดยสองคน ของที่ขาดหรือเกินเป็นเหตุผิดปกติ"
        "Two persons count what is there; what is missing and what is found are incidents.";
    C4 "C4" Practice "แนวปฏิบัติของสหกรณ์"
        "ผู้ที่พ้นหน้าที่หมดสิทธิ์ทุกทางทันที และของที่อยู่ในความดูแลต้องให้ผู้อื่นสองคนตรวจนับ"
        "A person who leaves loses access at once, everywhere; what that person kept is counted by two others.";
    A7_2_1 "A7.2.1" Seed "ข้อ ๗.๒ (๑)"
        "ทำหนังสือแจ้งสมาชิกโดยมิชักช้า ให้มารับบัตรภายในกำหนดนับแต่วันที่ออกหนังสือ"
        "The member is told by letter without delay and may collect within the period from the letter's date.";
    A7_2_2 "A7.2.2" Seed "ข้อ ๗.๒ (๒)"
        "เจ้าหน้าที่คนหนึ่งเป็นผู้จ่ายบัตร และสมาชิกลงลายมือชื่อในทะเบียนคุมบัตรเงินสด"
        "One staff member hands over the card and the member signs the card register.";
    A7_2_3 "A7.2.3" Seed "ข้อ ๗.๒ (๓)"
        "กรรมการหรือเจ้าหน้าที่อีกคนหนึ่งเป็นผู้จ่ายรหัสผ่าน และสมาชิกลงลายมือชื่อในทะเบียนคุมรหัสผ่าน"
        "A board member or another staff member hands over the PIN and the member signs the PIN register.";
    A7_2_3X "A7.2.3x" Seed "ข้อ ๗.๒ วรรคท้าย และหมายเหตุ **๔"
        "ผู้จ่ายบัตรและผู้จ่ายรหัสผ่านต้องไม่เป็นบุคคลเดียวกัน แม้ในสหกรณ์ขนาดเล็ก"
        "Card and PIN of one card are handed over by two different persons, in a small cooperative too.";
    A7_2_4 "A7.2.4" Seed "ข้อ ๗.๒ (๔)"
        "สมาชิกไม่มารับตามกำหนด ให้แจ้งเป็นหนังสือครั้งที่ ๒ ให้มารับภายในกำหนดนับแต่วันที่ออกหนังสือ"
        "Not collected in time: a second letter, with its own period from its date.";
    A7_2_5 "A7.2.5" Seed "ข้อ ๗.๒ (๕)"
        "ไม่มารับตามหนังสือครั้งที่ ๒ ให้แต่งตั้งคณะกรรมการทำลายบัตรให้เสร็จภายในกำหนดนับแต่วันครบกำหนด"
        "Not collected again: an appointed committee destroys the card within the period from the second deadline.";
    C5 "C5" Practice "แนวปฏิบัติของสหกรณ์"
        "สมาชิกลงลายมือชื่อด้วยตนเอง ผู้รับแทนได้เฉพาะบัตรเมื่อสหกรณ์อนุญาต และไม่ได้เลยสำหรับรหัสผ่าน"
        "The member signs in person; an agent only where allowed and only for a card, never for a PIN.";
    C6 "C6" Practice "แนวปฏิบัติของสหกรณ์"
        "รับบัตรแล้วแต่ไม่มารับรหัสผ่าน ให้ใช้หนังสือและกำหนดเวลาเดียวกัน และทำลายโดยคณะกรรมการชุดเดียวกัน"
        "Card collected but not its PIN: the same letters and periods for the envelope, and the same committee.";
    C7 "C7" Practice "แนวปฏิบัติของสหกรณ์"
        "บัตรหรือซองที่ชำรุดหรือผิดพลาดจากธนาคารให้ส่งคืนธนาคารพร้อมเอกสาร"
        "What is faulty on delivery goes back to the bank and leaves custody by a paper.";
    A7_3 "A7.3" Seed "ข้อ ๗.๓"
        "เก็บรักษาทะเบียนทั้งสองไว้ในที่ปลอดภัยไม่น้อยกว่า ๕ ปี นับแต่วันที่บัตรหมดอายุ"
        "Both registers are kept safe for at least five years from the card's expiry.";
    A8_1 "A8.1" Seed "ข้อ ๘.๑"
        "บัตรสูญหายหรือจำรหัสผ่านไม่ได้ ให้สมาชิกแจ้งอายัดกับธนาคารทันทีเพื่อให้ธนาคารยกเลิกบัตร"
        "Lost, or PIN forgotten: the member has the bank block the card at once and the bank cancels it.";
    A8_2 "A8.2" Seed "ข้อ ๘.๒"
        "ให้สมาชิกแจ้งสหกรณ์เพื่อขอทำบัตรใหม่แทน"
        "The member tells the cooperative and asks for a new card.";
    A8_3 "A8.3" Seed "ข้อ ๘.๓"
        "เงินที่เหลือค้างในบัตร ให้สมาชิกติดต่อขอรับคืนจากธนาคารโดยตรง"
        "Money left on the card is claimed by the member from the bank.";
    A9 "A9" Seed "ข้อ ๙"
        "ใช้บัญชีเงินฝากธนาคารที่ระบุไว้สำหรับธุรกรรมผ่านระบบอิเล็กทรอนิกส์"
        "One named account at the bank serves the electronic transactions.";
    A10_1 "A10.1" Seed "ข้อ ๑๐.๑"
        "การจ่ายเงินเข้าบัตรให้สมาชิก เฉพาะกรณีที่ระเบียบกำหนดหรือสหกรณ์ประกาศ"
        "Payments to a member's card, for the purposes listed or announced.";
    A10_2 "A10.2" Seed "ข้อ ๑๐.๒"
        "การรับเงินจากสมาชิกผ่านบัตร เฉพาะกรณีที่ระเบียบกำหนดหรือสหกรณ์ประกาศ"
        "Receipts from a member by card, for the purposes listed or announced.";
    A10_3 "A10.3" Seed "ข้อ ๑๐.๓"
        "การรับและจ่ายเงินกับบุคคลอื่นผ่านระบบ Corporate Online ต้องมีมติคณะกรรมการดำเนินการ"
        "Receipts and payments with other persons go by Corporate Online and need a board resolution.";
    A11_1 "A11.1" Seed "ข้อ ๑๑.๑"
        "รับจ่ายเงินในเวลาทำการ การจ่ายนอกเวลาต้องมีมติกำหนดระยะเวลาและผู้รับผิดชอบเฉพาะกรณี"
        "Money moves in working hours; a payment outside them needs a resolution with period and person, case by case.";
    A11_2 "A11.2" Seed "ข้อ ๑๑.๒"
        "จ่ายเงินผ่านระบบตั้งแต่เวลา ๐๘.๓๐ น. ถึง ๑๕.๓๐ น. ทุกวัน เว้นวันหยุดราชการหรือวันหยุดตามประกาศของสหกรณ์"
        "Payments go out from 08:30 to 15:30, but not on public holidays or the cooperative's own.";
    A12_1 "A12.1" Seed "ข้อ ๑๒.๑"
        "ผู้จัดการหรือผู้ที่ผู้จัดการมอบหมายควบคุมเครื่อง EDC ตรวจสอบประจำวันและลงลายมือชื่อในเอกสาร"
        "The manager, or whom the manager names, controls the terminals, checks daily and signs the papers.";
    A12_2_1 "A12.2.1" Seed "ข้อ ๑๒.๒ (๑) (๒)"
        "ผู้ใช้เครื่องที่ผู้จัดการมอบหมายแต่ละเครื่องเป็นผู้เติมเงินเข้าบัตรและรับชำระเงินผ่านบัตร"
        "Users named for each terminal top up cards and take card payments.";
    A12_2_3 "A12.2.3" Seed "ข้อ ๑๒.๒ (๓)"
        "ยกเลิกรายการผิดพลาดได้ก่อนการสรุปรายรับชำระเงินประจำวัน"
        "The user may void a wrong or finished transaction before that day's settlement.";
    A12_2_4 "A12.2.4" Seed "ข้อ ๑๒.๒ (๔)"
        "ส่งมอบรายงานยอดรวมและหลักฐานการชำระเงินทั้งหมดแก่ผู้ควบคุมเป็นประจำวัน"
        "The totals report and all merchant copies go to the controller every day.";
    A12_2_5 "A12.2.5" Seed "ข้อ ๑๒.๒ (๕)"
        "สรุปรายรับชำระเงิน ตรวจกับหลักฐานการชำระเงิน ธนาคารโอนเต็มจำนวน ณ สิ้นวันทำการ"
        "Receipts are settled, the slip is checked against the copies, and the bank pays it in full that working day.";
    A12_3 "A12.3" Seed "ข้อ ๑๒ วรรคท้าย"
        "ผู้ควบคุมและผู้ใช้เครื่อง EDC ต้องไม่เป็นบุคคลเดียวกันและต้องมีคำสั่งเป็นหนังสือ"
        "Controller and user of the terminals are never one person, and both hold a written order.";
    A13 "A13" Seed "ข้อ ๑๓"
        "ผู้จัดการเป็นผู้ควบคุมระบบ Corporate Online และเจ้าหน้าที่เป็นผู้ใช้งาน"
        "The manager controls Corporate Online and staff use it.";
    A13_1 "A13.1" Seed "ข้อ ๑๓.๑"
        "ผู้ควบคุมตรวจรายการรับจ่ายของบัญชีกับรายงานที่พิมพ์และลงลายมือชื่อเป็นประจำวัน"
        "The controller checks the account's movements against the printed report and signs it, every day.";
    A13_2 "A13.2" Seed "ข้อ ๑๓.๒"
        "ผู้ใช้ตรวจเงินโอนเข้า โอนเงินเข้าบัตรและบัญชีเจ้าหน้าที่ และพิมพ์รายงานเป็นประจำวัน"
        "Users check incoming transfers, transfer to cards and staff accounts and print the report, every day.";
    C8 "C8" Practice "แนวปฏิบัติของสหกรณ์"
        "คำสั่งโอนต้องอนุมัติโดยบุคคลที่สอง"
        "A transfer order is released by a second person.";
    A14_1 "A14.1" Seed "ข้อ ๑๔ วรรคหนึ่ง"
        "การรับรู้รายการเป็นไปตามระเบียบนายทะเบียนสหกรณ์ว่าด้วยการบัญชีของสหกรณ์"
        "Recognition follows the Registrar's regulation on the accounts of cooperatives.";
    A14_2 "A14.2" Seed "ข้อ ๑๔ วรรคสอง"
        "บันทึกรายการทางบัญชีตามวันที่เกิดธุรกรรมทางการเงิน"
        "Entries carry the date of the financial transaction.";
    C9 "C9" Practice "แนวปฏิบัติของสหกรณ์"
        "การเปิดวันที่ลงนามแล้วต้องมีผู้ขอและผู้อนุมัติเป็นกรรมการหรือประธานกรรมการ"
        "A signed day is reopened by the request of one and the approval of a board member or the chairperson.";
    C10 "C10" Practice "แนวปฏิบัติของสหกรณ์"
        "ไม่ลบและไม่เขียนทับ รายการที่ผิดแก้ด้วยรายการกลับหรือรายการแก้ไขที่อ้างถึงรายการเดิม"
        "Nothing is deleted or overwritten; a mistake is corrected by an entry or event that names the one it corrects.";
}
