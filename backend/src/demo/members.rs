//! The demonstration's members: plausible names, made-up numbers.

use crate::app::App;
use crate::db::{ActMeta, Receipt};
use crate::identity::model::Duty;
use crate::kernel::MemberId;
use crate::members::entry::{NewMember, RawDate, RawMember};
use crate::members::error::MemberError;
use crate::members::service::enter_all;

use super::people::Staff;

const MEN: [&str; 24] = [
    "ประสิทธิ์",
    "สมพงษ์",
    "บุญมี",
    "สุรชัย",
    "วีระ",
    "ธนากร",
    "อนันต์",
    "ไพโรจน์",
    "ชัยวัฒน์",
    "มานพ",
    "ณรงค์",
    "เกียรติศักดิ์",
    "ประเสริฐ",
    "วิรัตน์",
    "สมบัติ",
    "ทวีศักดิ์",
    "ปรีชา",
    "กิตติพงษ์",
    "อดิศร",
    "พิชัย",
    "บุญส่ง",
    "ศักดิ์ดา",
    "เฉลิมพล",
    "สนั่น",
];
const WOMEN: [&str; 24] = [
    "สมใจ",
    "ดวงใจ",
    "กัลยา",
    "วรรณา",
    "พรทิพย์",
    "สุภาพร",
    "จันทร์เพ็ญ",
    "อรุณี",
    "นิตยา",
    "รัตนา",
    "ปราณี",
    "ศิริพร",
    "มาลัย",
    "เพ็ญศรี",
    "สุนีย์",
    "ทัศนีย์",
    "กาญจนา",
    "ลำดวน",
    "บัวผัน",
    "อัมพร",
    "จิราภรณ์",
    "วิไลวรรณ",
    "ฉวีวรรณ",
    "ยุพิน",
];
const SURNAMES: [&str; 29] = [
    "รักษาดี",
    "คงมั่น",
    "แสงทอง",
    "อินทร์แก้ว",
    "ปัญญาดี",
    "พูลสวัสดิ์",
    "พงษ์ไพร",
    "ศรีวิไล",
    "ทองสุข",
    "จันทร์หอม",
    "บุญเรือง",
    "วงศ์ใหญ่",
    "สายบัว",
    "ชื่นชม",
    "แก้วกัญญา",
    "ใจบุญ",
    "ทิพย์เนตร",
    "หล่มศักดิ์",
    "ป่าแดง",
    "นาคสวัสดิ์",
    "คำภีร์",
    "เพชรรัตน์",
    "ทองอินทร์",
    "ขุนทอง",
    "สุขเกษม",
    "มีศิลป์",
    "กุลวงศ์",
    "โพธิ์งาม",
    "ฟักทอง",
];
const DIVISIONS: [&str; 5] = ["เมือง", "หล่มสัก", "หล่มเก่า", "วิเชียรบุรี", "ชนแดน"];

/// Members of the demonstration.
pub const COUNT: usize = 200;

/// Enters the members; their ids in order of their numbers.
pub async fn seed(app: &App, staff: &Staff) -> Result<Vec<MemberId>, MemberError> {
    let by = staff
        .with(Duty::ApplicationOfficer)
        .map_or(crate::kernel::PersonId::new(0), |s| s.person);
    let (own, today) = (app.clone(), app.clock.today());
    let new: Vec<NewMember> = (0..COUNT).filter_map(|n| raw(n).read(today).ok()).collect();
    let receipt = app
        .writer
        .act(ActMeta::new(by, "demo.members"), move |tx| {
            let ids = enter_all(tx, &own.secrets, &new)?;
            Ok::<_, MemberError>(Receipt::of(
                "member",
                "members",
                ids.first().map_or(0, |id| id.get()),
            ))
        })
        .await?;
    Ok((receipt.id..).take(COUNT).map(MemberId::new).collect())
}

fn raw(n: usize) -> RawMember {
    let woman = n.is_multiple_of(2);
    let (title, given_name) = match (woman, n % 3) {
        (true, 0) => ("น.ส.", WOMEN[n / 2 % WOMEN.len()]),
        (true, _) => ("นาง", WOMEN[n / 2 % WOMEN.len()]),
        (false, _) => ("นาย", MEN[n / 2 % MEN.len()]),
    };
    RawMember {
        number: format!("{:05}", 400 + n * 11),
        title: title.to_owned(),
        given_name: given_name.to_owned(),
        surname: SURNAMES[n * 5 % SURNAMES.len()].to_owned(),
        national_id: national_id(n),
        telephone: format!("08{:08}", 10_000_221 + n * 7_919),
        address: format!(
            "{} หมู่ {} ต.ในเมือง อ.{} จ.เพชรบูรณ์",
            12 + n,
            1 + n % 9,
            DIVISIONS[n % DIVISIONS.len()]
        ),
        division: DIVISIONS[n % DIVISIONS.len()].to_owned(),
        joined_on: RawDate::Text(format!("{}-0{}-15", 2008 + n % 15, 1 + n % 9)),
        left_on: RawDate::default(),
    }
}

/// A made-up national ID with a right check digit.
fn national_id(n: usize) -> String {
    let body = format!("3670{:08}", 100_200 + n * 137);
    let sum: u32 = body
        .bytes()
        .zip((2..=13).rev())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", (11 - sum % 11) % 10)
}
