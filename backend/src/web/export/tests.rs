#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;
use calamine::{Data, DataType as _, Reader as _, Xlsx};

fn sample() -> Export {
    let day = BusinessDate::from_ymd(2026, 11, 23).unwrap();
    let money = |text| Cell::Money(Money::parse_baht(text).unwrap());
    Export {
        lang: Lang::Th,
        title: "สมาชิก".into(),
        name: "members",
        period: None,
        filters: vec!["สังกัด เมือง".into()],
        who: "=สมศรี".into(),
        when: Instant::parse("2026-11-21T03:42:00Z").unwrap(),
        columns: vec![
            Column::new("เลข", ColumnKind::Text),
            Column::new("วันที่", ColumnKind::Date),
            Column::new("จำนวนเงิน", ColumnKind::Money { total: true }),
            Column::new("ใบ", ColumnKind::Whole),
        ],
        rows: vec![
            vec![
                "00519".into(),
                Cell::Date(day),
                money("1,234.50"),
                Cell::Whole(2),
            ],
            vec!["@x, \"y\"".into(), Cell::Empty, money("-0.25"), Cell::Empty],
        ],
    }
}

#[test]
fn csv_says_what_it_is_and_holds_no_formula() {
    let expected = "\u{feff}รายการ,สมาชิก\r\nช่วงเวลา,21 พ.ย. 2569\r\nตัวกรอง,สังกัด เมือง\r\nผู้ส่งออก,'=สมศรี\r\n\
         ส่งออกเมื่อ,2026-11-21 10:42\r\n\r\nเลข,วันที่,จำนวนเงิน,ใบ\r\n00519,2026-11-23,1234.50,2\r\n\"'@x, \"\"y\"\"\",,-0.25,\r\n";
    assert_eq!(sample().csv(), expected);
    for begin in ['=', '+', '-', '@', '\t', '\r'] {
        assert_eq!(safe(&format!("{begin}1")), format!("'{begin}1"));
    }
}

#[test]
fn xlsx_has_real_dates_and_numbers_and_the_buddhist_year_beside_them() {
    let bytes = sample().xlsx().unwrap();
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Sheet1").unwrap();
    let at = |row, column| sheet.get_value((row, column)).unwrap().clone();
    assert_eq!(at(6, 2), Data::String("วันที่ (พ.ศ.)".into()));
    assert_eq!(at(7, 0), Data::String("00519".into()));
    assert!(at(7, 1).is_datetime());
    assert_eq!(at(7, 2), Data::String("23/11/2569".into()));
    assert_eq!(
        (at(7, 3), at(7, 4)),
        (Data::Float(1234.5), Data::Float(2.0))
    );
    assert_eq!(at(8, 3), Data::Float(-0.25));
    assert_eq!(at(3, 1), Data::String("=สมศรี".into()));
}

#[test]
fn the_same_list_gives_the_same_bytes() {
    assert_eq!(sample().xlsx().unwrap(), sample().xlsx().unwrap());
}

/// What stands in the money column of a workbook with these amounts, the total last.
fn money_cells(amounts: &[i64]) -> Vec<Data> {
    let rows = amounts
        .iter()
        .map(|satang| vec![Cell::Money(Money::satang(*satang))]);
    let export = Export {
        columns: vec![Column::new("จำนวนเงิน", ColumnKind::Money { total: true })],
        rows: rows.collect(),
        ..sample()
    };
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(export.xlsx().unwrap())).unwrap();
    let sheet = book.worksheet_range("Sheet1").unwrap();
    let last = 7 + u32::try_from(amounts.len()).unwrap();
    let at = |row| sheet.get_value((row, 0)).cloned().unwrap_or_default();
    (7..=last).map(at).collect()
}

#[test]
fn every_satang_arrives_and_a_total_has_its_result() {
    assert_eq!(
        money_cells(&[123_450, -25]),
        [
            Data::Float(1234.5),
            Data::Float(-0.25),
            Data::Float(1234.25)
        ]
    );
    let most = 999_999_999_999_999;
    let Data::Float(kept) = money_cells(&[most])[0].clone() else {
        panic!("a number of 15 digits is a number");
    };
    assert_eq!(kept.to_string(), "9999999999999.99");
    let text = |text: &str| Data::String(text.into());
    // 2^53 satang less one: as a float this amount and the next are the same.
    assert_eq!(
        money_cells(&[9_007_199_254_740_991]),
        [text("90071992547409.91"), text("90071992547409.91")]
    );
    assert_eq!(
        money_cells(&[most, 1]).pop(),
        Some(text("10000000000000.00"))
    );
}
