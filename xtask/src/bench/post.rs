//! `cargo xtask bench post`: settled postings per second over HTTP, on SQLite and on a PostgreSQL that syncs its commits,
//! beside a bare loop that inserts the same rows into the same kind of database in the same run.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use sahakorn_tests::counter::FeeCounter;
use sahakorn_tests::{Cluster, Durability, Ground, Mode, Server, Site, Store, Trouble, fresh_key};
use serde_json::{Value, json};

use super::load::{Drive, POSTINGS_PER_ACT, drive};
use super::{Swept, ground, per_second};
use crate::process::seconds;

#[derive(Args)]
pub struct PostArgs {
    /// Prints JSON and nothing else
    #[arg(long)]
    json: bool,
    /// Seconds for each number of clients
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Members to take fees from
    #[arg(long, default_value_t = 200)]
    members: usize,
    /// Numbers of clients
    #[arg(long, value_delimiter = ',', default_value = "1,8,64")]
    clients: Vec<usize>,
    /// Databases: sqlite, postgres
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
    database: Vec<String>,
    /// Measures this program instead of building the release
    #[arg(long)]
    program: Option<PathBuf>,
}

/// What was measured on one database.
struct Measured {
    database: String,
    members: usize,
    drives: Vec<Drive>,
    bytes_per_posting: u64,
    /// Postings a second of the bare loop, or why there is none.
    bare: Result<u64, Trouble>,
    verify: i32,
}

pub fn run(args: &PostArgs) -> Result<(), Trouble> {
    let ground = ground(args.program.as_deref())?;
    let _swept = Swept(ground.scratch.clone());
    let mut all = Vec::new();
    for database in &args.database {
        all.push(measure(&ground, database, args)?);
    }
    if args.json {
        println!(
            "{}",
            json!({"databases": all.iter().map(Measured::json).collect::<Vec<_>>(), "postings_per_act": POSTINGS_PER_ACT})
        );
    } else {
        print_table(&all);
    }
    let wrong = all
        .iter()
        .filter(|m| m.verify != 0 || m.drives.iter().any(|d| d.refused > 0 || d.acts == 0));
    let wrong: Vec<&str> = wrong.map(|m| m.database.as_str()).collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Trouble::new(format!(
            "refusals or a broken chain on {}",
            wrong.join(", ")
        )))
    }
}

fn measure(ground: &Ground, database: &str, args: &PostArgs) -> Result<Measured, Trouble> {
    let cluster = cluster_for(database)?;
    let store = cluster
        .as_ref()
        .map_or(Store::Sqlite, |c| Store::Postgres(c.postgres().clone()));
    let mut server = Server::launch(Site::empty(ground, &store)?, Mode::Demo, &[])?;
    let counter = counter_with(&server, args.members)?;
    // Stopped, so that the size is that of a database with nothing left in its log.
    server.try_stop()?;
    let before = server.site().database_bytes()?;
    server.try_restart()?;
    drive(&server, &counter, 8, Duration::from_millis(500))?;
    let drives: Vec<Drive> = args
        .clients
        .iter()
        .map(|&clients| {
            drive(
                &server,
                &counter,
                clients,
                Duration::from_secs(args.seconds),
            )
        })
        .collect::<Result<_, _>>()?;
    server.try_stop()?;
    let postings: u64 = drives.iter().map(|d| d.acts * POSTINGS_PER_ACT).sum();
    let grown = server.site().database_bytes()?.saturating_sub(before);
    let verify = server.try_verify()?.code;
    let bare_site = Site::empty(ground, &store)?;
    let bare = bare_loop(&bare_site, postings);
    let (bytes_per_posting, members) = (grown / postings.max(1), counter.members.len());
    drop((bare_site, server, cluster));
    Ok(Measured {
        database: database.to_owned(),
        members,
        drives,
        bytes_per_posting,
        bare,
        verify,
    })
}

/// The cluster that a database of this name needs, if it needs one.
fn cluster_for(database: &str) -> Result<Option<Cluster>, Trouble> {
    match database {
        "sqlite" => Ok(None),
        "postgres" => Ok(Some(Cluster::start(Durability::Durable)?)),
        other => Err(Trouble::new(format!(
            "{other:?} is neither sqlite nor postgres"
        ))),
    }
}

/// The demonstration's members, and as many more as are wanted.
fn counter_with(server: &Server, members: usize) -> Result<FeeCounter, Trouble> {
    let mut counter = FeeCounter::of(server)?;
    for n in counter.members.len()..members {
        let body = json!({"number": format!("{}", 900_000 + n), "title": "นาง", "given_name": "ทดสอบ", "family_name": format!("ที่ {n}")});
        let answer = server.ask(
            "POST",
            "/api/v1/members",
            Some(&counter.token),
            Some(&fresh_key()),
            Some(&body),
        )?;
        // Whoever may receive fees need not be the one who registers members: then those that are there must do.
        let Some(id) = answer.json()["id"].as_i64().filter(|_| answer.is_ok()) else {
            break;
        };
        counter.members.push(id);
    }
    Ok(counter)
}

/// The same rows without HTTP, rights, rules or chain: `sahakorn bench-rows` inserts them in a loop. It answers
/// `{"postings": n, "micros": t}`; without that the whole command is timed.
fn bare_loop(site: &Site, postings: u64) -> Result<u64, Trouble> {
    let begun = Instant::now();
    let count = (postings / POSTINGS_PER_ACT).to_string();
    let (code, stdout, stderr) = site.run(&[
        "bench-rows",
        "--database",
        &site.database_url(),
        "--count",
        &count,
    ])?;
    let whole = begun.elapsed();
    if code != 0 {
        return Err(Trouble::new(format!(
            "sahakorn bench-rows: exit {code}: {}",
            stderr.trim()
        )));
    }
    let said: Value = serde_json::from_str(stdout.trim()).unwrap_or(Value::Null);
    let time = said["micros"].as_u64().map_or(whole, Duration::from_micros);
    Ok(per_second(
        said["postings"].as_u64().unwrap_or(postings),
        time,
    ))
}

impl Measured {
    fn json(&self) -> Value {
        json!({
            "database": self.database, "members": self.members, "bytes_per_posting": self.bytes_per_posting,
            "runs": self.drives.iter().map(Drive::json).collect::<Vec<_>>(), "verify_exit": self.verify,
            "bare_postings_per_second": self.bare.as_ref().ok(), "bare_trouble": self.bare.as_ref().err().map(Trouble::to_string),
        })
    }
}

fn print_table(all: &[Measured]) {
    println!(
        "{:<9} {:>7} {:>10} {:>8} {:>8} {:>8} {:>10}",
        "database", "clients", "postings/s", "p50 ms", "p99 ms", "refused", "cpu ms"
    );
    for measured in all {
        for drive in &measured.drives {
            println!("{}", drive.line(&measured.database));
            if let Some(refusal) = &drive.first_refusal {
                println!("  first refusal: {refusal}");
            }
        }
    }
    for measured in all {
        let bare = measured
            .bare
            .as_ref()
            .map_or_else(Trouble::to_string, |rate| format!("{rate} postings/s"));
        let (database, bytes, verify) = (
            &measured.database,
            measured.bytes_per_posting,
            measured.verify,
        );
        println!(
            "{database}: {bytes} bytes a posting, bare loop {bare}, {} members, verify exit {verify}",
            measured.members
        );
    }
    let each = all
        .first()
        .and_then(|m| m.drives.first())
        .map_or(Duration::ZERO, |d| d.time);
    println!(
        "Clients and server shared this machine's cores; each line took {}.",
        seconds(each)
    );
}
