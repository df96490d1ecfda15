//! The writer from inside: savepoints, panics, numbers, keys. Each claim is read back through a second connection.

use std::sync::Arc;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use sahakorn::db::schema::{counters, events};
use sahakorn::db::{
    Access, ActMeta, Conn, Error, IdempotencyKey, Receipt, Tx, Url, Writer, WriterSettings,
};
use sahakorn::documents::letters::{self, LetterKind, NewLetter};
use sahakorn::kernel::{Clock, PersonId};
use sahakorn_tests::{Backend, Durability, Ground, Site};
use tokio::runtime::Runtime;

const ME: i64 = 7;

/// A writer on a database of its own.
pub struct Desk {
    pub site: Site,
    pub writer: Writer,
    pub url: Url,
    pub runtime: Runtime,
}

impl Desk {
    pub fn open() -> Self {
        let ground = Ground::of_this_run().unwrap();
        let store = Backend::of_this_run()
            .unwrap()
            .store(Durability::Fast)
            .unwrap();
        let site = Site::empty(&ground, &store).unwrap();
        let (code, _, error) = site.run(&["migrate"]).unwrap();
        assert_eq!(code, 0, "{error}");
        let url = Url::parse(&site.database_url()).unwrap();
        let secrets = sahakorn::vault::Secrets::load(&site.secrets()).unwrap();
        let writer = Writer::start(WriterSettings {
            url: url.clone(),
            chain_key: *secrets.chain_key(),
            clock: Clock::system(),
            anchors: site.data().join("anchors"),
        })
        .unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_time()
            .build()
            .unwrap();
        Self {
            site,
            writer,
            url,
            runtime,
        }
    }

    pub fn act(
        &self,
        key: Option<IdempotencyKey>,
        act: impl FnOnce(&mut Tx<'_>) -> Result<Receipt, Error> + Send + 'static,
    ) -> Result<Receipt, Error> {
        self.runtime.block_on(self.writer.act(
            ActMeta::new(PersonId::new(ME), "test.act").with_key(key),
            act,
        ))
    }

    /// Makes a letter: an act with a fact, a projection, an id and a number.
    pub fn letter(&self) -> Receipt {
        self.act(None, one_letter).unwrap()
    }

    pub fn second_connection(&self) -> Conn {
        self.url.connect(Access::Read).unwrap()
    }

    pub fn events(&self) -> i64 {
        events::table
            .count()
            .get_result(&mut self.second_connection())
            .unwrap()
    }

    pub fn letters(&self) -> i64 {
        sahakorn::documents::schema::letters::table
            .count()
            .get_result(&mut self.second_connection())
            .unwrap()
    }
}

/// The part of an act that makes one letter.
pub fn one_letter(tx: &mut Tx<'_>) -> Result<Receipt, Error> {
    let dated = tx.today();
    let (sort, no) = letters::next_letter_no(tx);
    let new = NewLetter {
        letter_kind: LetterKind::BankCover,
        no: no.clone(),
        sort,
        member: None,
        item: None,
        batch: None,
        deadline: None,
    };
    let made = letters::make(tx, dated, vec![new])?;
    Ok(Receipt::of("letter", "letters", made[0].id.get()).numbered(no))
}

fn key(name: &str, body: &str) -> IdempotencyKey {
    IdempotencyKey {
        key: name.to_owned(),
        route: "POST /letters".to_owned(),
        body_hash: body.to_owned(),
    }
}

#[test]
fn a_panic_in_one_act_of_a_batch_harms_no_other() {
    let desk = Arc::new(Desk::open());
    let meta = || ActMeta::new(PersonId::new(ME), "test.act");
    let answers: Vec<bool> = desk.runtime.block_on(async {
        let mut waiting = Vec::new();
        for n in 0..60 {
            let writer = desk.writer.clone();
            waiting.push(tokio::spawn(async move {
                let act = move |tx: &mut Tx<'_>| {
                    let receipt = one_letter(tx)?;
                    assert!(n % 6 != 0, "this act breaks off after it has written");
                    Ok(receipt)
                };
                writer.act::<Error, _>(meta(), act).await.is_ok()
            }));
        }
        let mut answers = Vec::new();
        for one in waiting {
            answers.push(one.await.unwrap());
        }
        answers
    });
    assert_eq!(answers.iter().filter(|ok| **ok).count(), 50);
    // Whoever was told "done" is seen by a connection that shares nothing with the writer.
    assert_eq!(desk.letters(), 50);
    assert_eq!(desk.events(), 50);
    assert_eq!(desk.letter().numbers[0].split('/').next().unwrap(), "51");
}

#[test]
fn a_refused_act_writes_nothing_and_gives_its_numbers_back() {
    let desk = Desk::open();
    let first = desk.letter();
    let refused = desk.act(None, |tx| {
        one_letter(tx)?;
        Err(Error::Stored("refused on purpose"))
    });
    assert!(refused.is_err());
    let second = desk.letter();
    assert_eq!(second.id, first.id + 1);
    assert_eq!((desk.letters(), desk.events()), (2, 2));
}

#[test]
fn the_same_key_has_one_effect_and_the_same_answer() {
    let desk = Desk::open();
    let first = desk.act(Some(key("k1", "body")), one_letter).unwrap();
    let again = desk.act(Some(key("k1", "body")), one_letter).unwrap();
    assert_eq!(first, again);
    assert_eq!(desk.letters(), 1);
    let other = desk.act(Some(key("k1", "another body")), one_letter);
    assert!(matches!(other, Err(Error::KeyReused)));
    assert_eq!(desk.letters(), 1);
}

#[test]
fn a_refused_act_leaves_no_key() {
    let desk = Desk::open();
    let refused = desk.act(Some(key("k2", "body")), |_| Err(Error::Stored("not yet")));
    assert!(refused.is_err());
    assert!(desk.act(Some(key("k2", "body")), one_letter).is_ok());
}

#[test]
fn twenty_times_the_same_key_at_once_is_one_effect() {
    let desk = Arc::new(Desk::open());
    let receipts: Vec<Receipt> = desk.runtime.block_on(async {
        let mut waiting = Vec::new();
        for _ in 0..20 {
            let writer = desk.writer.clone();
            let meta =
                ActMeta::new(PersonId::new(ME), "test.act").with_key(Some(key("k3", "body")));
            waiting.push(tokio::spawn(async move {
                writer.act::<Error, _>(meta, one_letter).await.unwrap()
            }));
        }
        let mut receipts = Vec::new();
        for one in waiting {
            receipts.push(one.await.unwrap());
        }
        receipts
    });
    assert!(receipts.iter().all(|r| *r == receipts[0]));
    assert_eq!(desk.letters(), 1);
}

#[test]
fn a_rehearsal_shows_what_would_happen_and_leaves_nothing() {
    let desk = Desk::open();
    let meta = ActMeta::new(PersonId::new(ME), "test.act");
    let seen = desk
        .runtime
        .block_on(desk.writer.rehearse::<_, Error, _>(meta, one_letter))
        .unwrap();
    assert_eq!(seen.numbers[0].split('/').next().unwrap(), "1");
    assert_eq!((desk.letters(), desk.events()), (0, 0));
    assert_eq!(desk.letter().numbers, seen.numbers);
}

#[test]
fn an_act_inside_an_act_is_refused_at_once() {
    let desk = Desk::open();
    let writer = desk.writer.clone();
    let handle = desk.runtime.handle().clone();
    let refused = desk.act(None, move |_| {
        let meta = ActMeta::new(PersonId::new(ME), "test.inner");
        handle.block_on(writer.act::<Error, _>(meta, one_letter))
    });
    assert!(matches!(refused, Err(Error::Nested)));
}

#[test]
fn c10_the_database_itself_refuses_to_change_a_fact() {
    let desk = Desk::open();
    desk.letter();
    let mut conn = desk.url.connect(Access::Write).unwrap();
    // Triggers speak of rows: both tables hold one before anybody tries.
    conn.batch_execute(
        "INSERT INTO act_keys (id, seq, person_id, key, route, body_hash, effect) VALUES (9, 1, 7, 'k', 'r', 'h', '{}');
         INSERT INTO access_log (id, at, what, object, status, detail) VALUES (9, 1, 'looked', 'o', 200, '')",
    )
    .unwrap();
    for sql in [
        "UPDATE letter_facts SET data = '{}'",
        "DELETE FROM letter_facts",
        "UPDATE events SET act = 'x'",
        "DELETE FROM events",
        "UPDATE act_keys SET route = 'x'",
        "DELETE FROM act_keys",
        "UPDATE access_log SET what = 'x'",
        "DELETE FROM access_log",
    ] {
        assert!(conn.batch_execute(sql).is_err(), "{sql}");
    }
    if Backend::of_this_run().unwrap() == Backend::Postgres {
        assert!(conn.batch_execute("TRUNCATE letter_facts").is_err());
        assert!(conn.batch_execute("TRUNCATE access_log").is_err());
    }
    assert_eq!((desk.letters(), desk.events()), (1, 1));
}

#[test]
fn a_connection_to_read_cannot_write() {
    let desk = Desk::open();
    let mut conn = desk.second_connection();
    assert!(
        conn.batch_execute("INSERT INTO counters (series, last) VALUES ('x', 1)")
            .is_err()
    );
    let rows: i64 = counters::table.count().get_result(&mut conn).unwrap();
    assert_eq!(rows, 0);
}

#[test]
fn a_writer_whose_thread_broke_off_says_so() {
    let desk = Desk::open();
    assert!(desk.writer.trouble().is_none());
    desk.writer.pass(|_| panic!("a fault in what rides along"));
    let begun = std::time::Instant::now();
    while desk.writer.trouble().is_none() {
        assert!(begun.elapsed().as_secs() < 20, "it says that it writes");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}
