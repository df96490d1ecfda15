//! `cargo xtask bench start`: how soon the program answers, how much memory it holds, how large it is.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use sahakorn_tests::{Mode, Server, Site, Store, Trouble};
use serde_json::{Value, json};

use super::{Swept, ground, ms, resident_kb};

const STARTS: usize = 5;

#[derive(Args)]
pub struct StartArgs {
    /// Prints JSON and nothing else
    #[arg(long)]
    json: bool,
    /// Fails when a goal is missed
    #[arg(long)]
    check: bool,
    /// Measures this program instead of building the release
    #[arg(long)]
    program: Option<PathBuf>,
}

/// One figure beside its goal, in the unit that its name ends with.
struct Figure {
    name: &'static str,
    value: u64,
    goal_below: u64,
}

impl Figure {
    fn is_met(&self) -> bool {
        self.value < self.goal_below
    }
}

pub fn run(args: &StartArgs) -> Result<(), Trouble> {
    let ground = ground(args.program.as_deref())?;
    let _swept = Swept(ground.scratch.clone());
    let size = std::fs::metadata(&ground.program)?.len();
    let begun = Instant::now();
    let mut server = Server::launch(Site::empty(&ground, &Store::Sqlite)?, Mode::Demo, &[])?;
    let seeded = begun.elapsed();
    let first_answer = median(
        (0..STARTS)
            .map(|_| first_answer(&mut server))
            .collect::<Result<_, _>>()?,
    );
    let resident = server.pid().and_then(resident_kb).unwrap_or(u64::MAX);
    let figures = figures(first_answer, seeded, resident, size);
    show(&figures, args.json);
    let missed: Vec<&str> = figures
        .iter()
        .filter(|figure| !figure.is_met())
        .map(|figure| figure.name)
        .collect();
    if args.check && !missed.is_empty() {
        return Err(Trouble::new(format!("goals missed: {}", missed.join(", "))));
    }
    Ok(())
}

/// What was measured, beside what we want.
fn figures(first_answer: Duration, seeded: Duration, resident: u64, size: u64) -> [Figure; 4] {
    [
        Figure {
            name: "first_answer_us",
            value: micros(first_answer),
            goal_below: 300_000,
        },
        Figure {
            name: "demonstration_seeded_us",
            value: micros(seeded),
            goal_below: 5_000_000,
        },
        Figure {
            name: "resident_kb",
            value: resident,
            goal_below: 80 * 1024,
        },
        Figure {
            name: "program_bytes",
            value: size,
            goal_below: 40 * 1024 * 1024,
        },
    ]
}

/// From the start of the process, on a database that is there, to its first answer.
fn first_answer(server: &mut Server) -> Result<Duration, Trouble> {
    server.try_stop()?;
    let begun = Instant::now();
    server.try_restart()?;
    let answer = server.ask("GET", "/health/ready", None, None, None)?;
    let took = begun.elapsed();
    if answer.status == 200 {
        Ok(took)
    } else {
        Err(Trouble::new(format!(
            "/health/ready answered {}",
            answer.status
        )))
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

fn show(figures: &[Figure], as_json: bool) {
    if as_json {
        let one = |f: &Figure| {
            (
                f.name.to_owned(),
                json!({"value": f.value, "goal_below": f.goal_below, "met": f.is_met()}),
            )
        };
        println!("{}", Value::Object(figures.iter().map(one).collect()));
        return;
    }
    for figure in figures {
        let readable = |value: u64| match figure.name.rsplit('_').next() {
            Some("us") => format!("{} ms", ms(value)),
            Some("kb") => format!("{} MB", value / 1024),
            _ => format!("{} MB", value / 1024 / 1024),
        };
        let state = if figure.is_met() { "" } else { "  MISSED" };
        println!(
            "{:<26} {:>12}   goal below {:>10}{state}",
            figure.name,
            readable(figure.value),
            readable(figure.goal_below)
        );
    }
}
