use crate::db::{ActMeta, Receipt};
use crate::kernel::{Cursor, Limit, MemberId, PersonId};
use crate::members::error::MemberError;
use crate::members::search::{Order, Search, Standing};
use crate::members::service;
use crate::members::testing::*;

const NAMES: [(u64, &str, &str); 7] = [
    (519, "สมชาย", "ใจดี"),
    (5190, "มาลี", "สมชาย"),
    (901, "เกษม", "น้ำใส"),
    (902, "กมล", "ขาว"),
    (1519, "ไกร", "แก้ว"),
    (12, "Anna", "Smith"),
    (4417, "สมหญิง", "100%_จริง"),
];

fn registry() -> Office {
    let office = Office::open();
    let new: Vec<_> = NAMES.iter().map(|(n, g, s)| member(*n, g, s)).collect();
    let own = (*office).clone();
    let meta = ActMeta::new(PersonId::new(1), "seed");
    let done = wait(office.writer.act(meta, move |tx| {
        service::enter_all(tx, &own.secrets, &new)?;
        Ok::<_, MemberError>(Receipt::of("seed", "seeds", 1))
    }));
    done.unwrap();
    office
}

fn numbers(office: &Office, search: &Search) -> Vec<String> {
    let all = office
        .see(|conn| service::search_slice(conn, search, 0, 100))
        .unwrap();
    let all: Vec<String> = all.into_iter().map(|line| line.number).collect();
    assert_eq!(
        office
            .see(|conn| service::search_count(conn, search))
            .unwrap(),
        all.len() as i64
    );
    let (mut paged, mut cursor) = (Vec::new(), None);
    loop {
        let limit = Limit::parse(Some(2)).unwrap();
        let page = office
            .see(|conn| service::search(conn, search, cursor.as_ref(), limit))
            .unwrap()
            .unwrap();
        paged.extend(page.items.into_iter().map(|line| line.number));
        let Some(next) = page.next else { break };
        cursor = Some(Cursor::parse(&next).unwrap());
    }
    assert_eq!(paged, all, "pages by cursor and by number agree");
    for skip in 0..all.len() {
        let some = office
            .see(|conn| service::search_slice(conn, search, skip as i64, 2))
            .unwrap();
        let some: Vec<String> = some.into_iter().map(|line| line.number).collect();
        assert_eq!(some, all[skip..all.len().min(skip + 2)]);
    }
    all
}

fn found(office: &Office, text: &str) -> Vec<String> {
    numbers(office, &Search::of(text, &office.secrets))
}

#[test]
fn either_order_runs_both_ways_and_pages_agree() {
    let office = registry();
    for order in [Order::Number, Order::Name] {
        let mut search = Search::of("", &office.secrets);
        search.order = order;
        let mut up = numbers(&office, &search);
        search.descending = true;
        up.reverse();
        assert_eq!(numbers(&office, &search), up, "{order:?}");
    }
}

#[test]
fn the_exact_number_comes_first_then_what_begins_so_then_what_holds_it() {
    let office = registry();
    assert_eq!(found(&office, "519"), ["00519", "01519", "05190"]);
    assert_eq!(found(&office, "๐๐๕๑๙"), ["00519", "05190"][..1]);
    assert_eq!(found(&office, "0519"), ["00519", "05190"]);
    assert_eq!(found(&office, "สมชาย"), ["00519", "05190"]);
    assert_eq!(found(&office, "นายสมชาย  ใจดี"), ["00519"]);
    assert_eq!(found(&office, "น\u{e49}\u{e4d}\u{e32}ใส"), ["00901"]);
    assert_eq!(found(&office, "ANNA"), ["00012"]);
    assert_eq!(found(&office, &national_id(902)), ["00902"]);
    assert_eq!(found(&office, "ไม่มี"), Vec::<String>::new());
}

#[test]
fn signs_of_a_pattern_are_plain_signs() {
    let office = registry();
    assert_eq!(found(&office, "100%"), ["04417"]);
    assert_eq!(found(&office, "%_จ"), ["04417"]);
    assert_eq!(found(&office, "_"), ["04417"]);
    assert_eq!(found(&office, "\\"), Vec::<String>::new());
}

#[test]
fn holders_of_a_card_count_as_exact() {
    let office = registry();
    let search = Search::of("4417", &office.secrets);
    assert_eq!(search.card_tail().as_deref(), Some("4417"));
    let search = search.also(&[MemberId::new(4)]);
    assert_eq!(numbers(&office, &search), ["00902", "04417"]);
    assert_eq!(Search::of("44170", &office.secrets).card_tail(), None);
}

#[test]
fn more_holders_than_a_statement_binds_are_cut_and_no_failure() {
    let office = registry();
    let holders: Vec<MemberId> = (1..=40_000).map(MemberId::new).collect();
    let search = Search::of("4417", &office.secrets).also(&holders);
    assert_eq!(numbers(&office, &search).len(), NAMES.len());
}

#[test]
fn a_list_has_an_order_and_filters() {
    let office = registry();
    let all = found(&office, "");
    assert_eq!(
        all,
        [
            "00012", "00519", "00901", "00902", "01519", "04417", "05190"
        ]
    );
    let mut by_name = Search::of("", &office.secrets);
    by_name.order = Order::Name;
    assert_eq!(
        numbers(&office, &by_name),
        [
            "00012", "00902", "00901", "01519", "05190", "00519", "04417"
        ]
    );
    let mut left = Search::of("", &office.secrets);
    left.standing = Standing::Left;
    assert_eq!(numbers(&office, &left), Vec::<String>::new());
    let mut elsewhere = Search::of("", &office.secrets);
    elsewhere.division = Some("ที่อื่น".into());
    assert_eq!(numbers(&office, &elsewhere), Vec::<String>::new());
}

#[test]
fn a_cursor_that_no_page_gave_is_refused() {
    let office = registry();
    let search = Search::of("", &office.secrets);
    let bad = Cursor::new("x", 1);
    let page = office
        .see(|conn| service::search(conn, &search, Some(&bad), Limit::default()))
        .unwrap();
    assert!(page.is_err());
}
