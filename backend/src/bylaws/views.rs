//! Regulation map: every rule with its citation, its parameter in force, where it is enforced, which test proves it. Plain data.

use askama::Template;

use crate::web::parts::{Banner, Empty, List, Tag};
use crate::web::shell::Shell;
use crate::web::texts::texts;

texts! {
    /// Words of the regulation map
    pub struct BylawsTexts {
        map: "แผนที่ระเบียบ", "Regulation map";
        version: "ฉบับที่ใช้บังคับ", "Version in force";
        rule: "รหัส", "Rule";
        citation: "ข้อ", "Citation";
        basis: "ที่มา", "Basis";
        says: "เนื้อหา", "What it says";
        parameter: "ค่าที่ใช้", "Value in force";
        enforced: "บังคับที่", "Enforced in";
        test: "การทดสอบ", "Test";
        not_yet: "ยังไม่มี", "not yet";
        lacking: "ยังขาด", "Lacking";
        none: "ไม่มีข้อที่ตรงกับตัวกรอง", "No rule passes these filters";
        parameters: "ค่าของระเบียบ", "Parameters";
        name: "ค่า", "Parameter";
        value: "ใช้อยู่", "Value";
        since: "ตั้งแต่", "Since";
        next: "เปลี่ยนครั้งต่อไป", "Next change";
    }
}

/// The regulation map
#[derive(Debug, Template)]
#[template(path = "bylaws/templates/map.html")]
pub struct RegulationMapPage {
    /// Frame
    pub shell: Shell,
    /// "ฉบับที่ 1 มติ 7/2563 ใช้ตั้งแต่ 29 ส.ค. 2563"
    pub version: String,
    /// A new version that waits
    pub banners: Vec<Banner>,
    /// Chips, count, exports
    pub list: List,
    /// All 49 rules, or those that pass
    pub rules: Vec<RuleRow>,
    /// Parameters in force
    pub parameters: Vec<ParameterRow>,
}

/// One rule
#[derive(Clone, Debug)]
pub struct RuleRow {
    /// "A7.2.4"; also the anchor
    pub id: String,
    /// "ข้อ ๗.๒ (๔)", or "แนวปฏิบัติของสหกรณ์"
    pub citation: String,
    /// Seed, law or practice, in a word
    pub basis: String,
    /// What it says
    pub summary: String,
    /// Its parameters in force; empty for none
    pub parameter: String,
    /// Where in the code; empty for not yet
    pub enforced: String,
    /// What of it is lacking; empty where nothing is, or all
    pub lacking: String,
    /// Names of the tests; empty for not yet
    pub tests: Vec<String>,
    /// Done, in part, not yet
    pub tag: Tag,
}

/// One parameter
#[derive(Clone, Debug)]
pub struct ParameterRow {
    /// Name in words
    pub name: String,
    /// Value with its unit
    pub value: String,
    /// Citation
    pub citation: String,
    /// In force since
    pub since: String,
    /// Next change; empty for none
    pub next: String,
}
