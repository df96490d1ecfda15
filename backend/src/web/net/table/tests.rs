//! Who gets a place, and who gives it.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use super::*;

fn table(total: usize, per_address: usize) -> Arc<Table> {
    let proxy: std::net::IpAddr = "192.0.2.99".parse().unwrap();
    Table::new(Limits {
        total,
        per_address,
        is_trusted_proxy: Arc::new(move |peer| peer.ip() == proxy),
    })
}

/// A connection with its place.
struct Entered {
    connection: Arc<Connection>,
    _seat: Seat,
}

fn enter(table: &Arc<Table>, last: u8, now: Instant) -> Option<Entered> {
    let connection = Connection::new(now);
    let peer = SocketAddr::from(([192, 0, 2, last], 40_000));
    let seat = table.enter(&connection, Some(peer), now)?;
    Some(Entered {
        connection,
        _seat: seat,
    })
}

fn is_cut(seat: &Entered) -> bool {
    !seat.connection.progress().request()
}

#[test]
fn at_the_bound_of_an_address_its_longest_waiting_makes_room() {
    let (table, begun) = (table(10, 2), Instant::now());
    let at = |second| begun + Duration::from_secs(second);
    let first = enter(&table, 1, at(0)).unwrap();
    let second = enter(&table, 1, at(1)).unwrap();
    let other = enter(&table, 2, at(0)).unwrap();
    let third = enter(&table, 1, at(2)).unwrap();
    assert!(is_cut(&first) && !is_cut(&second) && !is_cut(&third) && !is_cut(&other));
    drop(first);
    assert_eq!(table.open().by_place.values().sum::<usize>(), 3);
}

#[test]
fn at_the_bound_of_all_the_longest_waiting_of_all_makes_room() {
    let (table, begun) = (table(2, 2), Instant::now());
    let at = |second| begun + Duration::from_secs(second);
    let first = enter(&table, 1, at(0)).unwrap();
    let second = enter(&table, 2, at(1)).unwrap();
    let third = enter(&table, 3, at(2)).unwrap();
    assert!(is_cut(&first) && !is_cut(&second) && !is_cut(&third));
}

#[test]
fn where_all_work_nobody_is_cut_and_one_address_takes_half_at_most() {
    let (table, now) = (table(6, 1), Instant::now());
    let busy = |last| {
        let seat = enter(&table, last, now)?;
        assert!(seat.connection.progress().request());
        Some(seat)
    };
    let first: Vec<_> = (0..3).map(|_| busy(1).unwrap()).collect();
    assert!(enter(&table, 1, now).is_none(), "half is taken");
    let _others: Vec<_> = (2..5).map(|last| busy(last).unwrap()).collect();
    assert!(enter(&table, 9, now).is_none(), "all work");
    first[0].connection.progress().done(now);
    assert!(enter(&table, 9, now).is_some());
    assert!(is_cut(&first[0]) && !first[1].connection.progress().cut(now));
}

#[test]
fn a_trusted_proxy_counts_in_the_total_only() {
    let (table, now) = (table(4, 1), Instant::now());
    let seats: Vec<_> = (0..4).map(|_| enter(&table, 99, now).unwrap()).collect();
    assert!(
        seats
            .iter()
            .all(|seat| seat.connection.progress().behind(now).is_some())
    );
    let _fifth = enter(&table, 99, now).unwrap();
    assert_eq!(seats.iter().filter(|seat| is_cut(seat)).count(), 1);
}

#[test]
fn a_place_is_given_back_when_the_connection_ends() {
    let (table, now) = (table(1, 1), Instant::now());
    drop(enter(&table, 1, now).unwrap());
    let open = table.open();
    assert!(open.by_id.is_empty() && open.by_place.is_empty());
}

#[test]
fn the_bound_leaves_descriptors_for_the_rest() {
    assert_eq!(connections_for(Some(1024)), 600);
    assert_eq!(connections_for(Some(512)), 352);
    assert_eq!(connections_for(Some(100)), 16);
    assert_eq!(connections_for(None), 600);
}
