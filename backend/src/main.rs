//! The command line: `sahakorn demo | serve | migrate | verify ...`.

mod cli;

use std::future::Future as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::task::Poll;

use clap::{Parser, Subcommand};
use sahakorn::app::{App, Mode, StartError, read_bylaws};
use sahakorn::audit::evidence::Places;
use sahakorn::audit::verify::{Broken, Report, Scope, Whole, prove};
use sahakorn::calendar::Holidays;
use sahakorn::config::Config;
use sahakorn::db::{self, Access, Url};
use sahakorn::identity::service as identity;
use sahakorn::kernel::{Clock, Instant, PersonId};
use sahakorn::ledger::service as books;
use sahakorn::vault::Secrets;
use sahakorn::web::server;
use sahakorn::{audit, bylaws, demo, ledger, private, program};

#[derive(Parser)]
#[command(
    name = "sahakorn",
    version,
    about = "The back office of a cooperative: cash cards and ledger"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts a demonstration cooperative; makes it when the folder has none.
    Demo {
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
        #[arg(long, default_value = "demo-data")]
        data: PathBuf,
        /// Moves existing data aside and begins anew.
        #[arg(long)]
        reset: bool,
        /// The office's date and time to start at, such as 2026-11-21T09:00.
        #[arg(long)]
        clock: Option<String>,
    },
    /// Starts the real thing; makes nothing up.
    Serve,
    /// Brings the database to this version, and makes keys for a new one.
    Migrate,
    /// Reads everything again: 0 when chain, books and custody hold, 1 with the first broken place, 2 when it could not look.
    Verify {
        #[arg(long)]
        json: bool,
        /// A copy of the anchors' folder that was kept elsewhere; it counts beside the server's own. May be given again.
        #[arg(long)]
        anchors: Vec<PathBuf>,
    },
    /// Copies the embedded database to FILE while it is in use. The keys are not in it.
    Backup { file: PathBuf },
    /// Brings a backup back where no database is, and reads it again as `verify` does.
    Restore {
        #[arg(required_unless_present = "accept")]
        file: Option<PathBuf>,
        /// Records who accepts that the database stands before its last anchor, or that anchors are lost, and why.
        #[arg(long, requires_all = ["by", "why"], conflicts_with = "file")]
        accept: bool,
        /// The user name of whoever accepts it.
        #[arg(long, requires = "accept")]
        by: Option<String>,
        #[arg(long, requires = "accept")]
        why: Option<String>,
    },
    /// The cooperative's own rules.
    #[command(subcommand)]
    Bylaws(cli::BylawsCommand),
    /// The list of holidays.
    #[command(subcommand)]
    Holidays(cli::HolidaysCommand),
    /// Accounts from the machine itself, when nobody who keeps them can sign in.
    #[command(subcommand)]
    User(cli::UserCommand),
    /// Prints the API document.
    Openapi,
    /// The yardstick of the posting bench: the same rows in a bare loop.
    #[command(hide = true)]
    BenchRows {
        #[arg(long)]
        database: String,
        #[arg(long)]
        count: i64,
    },
}

#[actix_web::main]
async fn main() -> ExitCode {
    private::from_now_on();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("SAHAKORN_LOG")
                .unwrap_or_else(|_| "warn,sahakorn=info".into()),
        )
        .with_writer(std::io::stderr)
        // Where the log cannot be written, to say so on the same stream would end the thread that speaks, also the writer's.
        .log_internal_errors(false)
        .init();
    program::plug();
    match run(Cli::parse().command).await {
        Ok(code) => code,
        Err(error) => {
            say_error(&error.to_string());
            ExitCode::from(2)
        }
    }
}

async fn run(command: Command) -> Result<ExitCode, StartError> {
    match command {
        Command::Demo {
            listen,
            data,
            reset,
            clock,
        } => demo(&listen, &data, reset, clock.as_deref()).await,
        Command::Serve => {
            let config = Config::from_environment()?;
            App::refuse_others(&config)?;
            App::prepare(&config)?;
            App::bind(&config, &Clock::system())?;
            let app = App::open(config, Mode::Serve, Clock::system())?;
            begin_or_go_on(&app).await?;
            listen_until_stopped(app).await
        }
        Command::Migrate => {
            App::prepare(&Config::from_environment()?)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Backup { file } => cli::backup(&file),
        Command::Restore {
            file: Some(file), ..
        } => cli::restore(&file),
        Command::Restore { by, why, .. } => {
            cli::accept(&by.unwrap_or_default(), &why.unwrap_or_default())
        }
        Command::Bylaws(command) => cli::bylaws(&command),
        Command::Holidays(command) => cli::holidays(&command),
        Command::User(command) => cli::user(command).await,
        Command::Openapi => Ok(cli::openapi()),
        Command::BenchRows { database, count } => bench_rows(&database, count),
        Command::Verify { json, anchors } => {
            Ok(verified(&Config::from_environment()?, json, anchors))
        }
    }
}

async fn demo(
    listen: &str,
    data: &Path,
    reset: bool,
    clock: Option<&str>,
) -> Result<ExitCode, StartError> {
    let config = Config::demonstration(data, listen)?;
    private::tighten_demonstration(data, &config);
    if reset && data.exists() {
        let aside = data.with_extension(format!("before-{}", Clock::system().wall().as_micros()));
        std::fs::rename(data, &aside)
            .map_err(|e| StartError::Io(aside.display().to_string(), e))?;
    }
    std::fs::create_dir_all(data).map_err(|e| StartError::Io(data.display().to_string(), e))?;
    if reset {
        audit::anchors::set_aside(&config.anchors, &config.secrets, &Clock::system())
            .map_err(|e| StartError::Io(config.secrets.display().to_string(), e))?;
    }
    App::refuse_others(&config)?;
    App::prepare(&config)?;
    let holidays = Holidays::shipped().map_err(|e| StartError::Holidays(e.to_string()))?;
    let head = audit::service::head(&mut config.database.connect(Access::Read)?)?;
    let recorded = Instant::micros(head.at);
    let wanted = clock.map(demo::parse_clock).transpose()?;
    let (now, outside) = demo::office_time(wanted, recorded, &holidays);
    if outside {
        say("the calendar does not cover today; the office's clock starts at its last working day");
    }
    // The first events bind the keys and tell the bylaws; nobody has acted yet.
    let start = if head.seq <= 2 {
        demo::seeding_start(&holidays, now)
    } else {
        now
    };
    let clock = Clock::starting_at(start);
    App::bind(&config, &clock)?;
    let app = App::open(config, Mode::Demonstration, clock)?;
    demo::prepare(&app, data, now).await?;
    listen_until_stopped(app).await
}

/// Without people the first-run page waits for the code that only this window shows; with people their books have a chart,
/// also those of a program that did not load it.
async fn begin_or_go_on(app: &App) -> Result<(), StartError> {
    let failed = |e: &dyn std::fmt::Display| StartError::Feature(e.to_string());
    if app
        .read(identity::has_person)
        .await
        .map_err(|e| failed(&e))?
    {
        let nobody = PersonId::new(0);
        return books::ensure_chart(app, nobody)
            .await
            .map_err(|e| failed(&e));
    }
    let code = identity::set_up_code(app);
    say(&format!(
        "nobody is entered yet: open /set-up, set-up code {code}"
    ));
    Ok(())
}

async fn listen_until_stopped(app: App) -> Result<ExitCode, StartError> {
    let (address, running) = server::bind(app.clone(), program::routes)?;
    // Its first step makes it listen for the signal to stop; before that, "ready" would promise too much.
    let mut running = std::pin::pin!(running);
    let begun = std::future::poll_fn(|cx| Poll::Ready(running.as_mut().poll(cx))).await;
    say(&format!("ready http://{address}"));
    let ended = match begun {
        Poll::Ready(ended) => ended,
        Poll::Pending => running.await,
    };
    app.strangers.note_all(&app.writer);
    app.writer.stop();
    ended.map_err(|e| StartError::Io(address.to_string(), e))?;
    Ok(ExitCode::SUCCESS)
}

fn bench_rows(database: &str, count: i64) -> Result<ExitCode, StartError> {
    let mut conn = Url::parse(database)?.connect(Access::Write)?;
    db::migrate(&mut conn)?;
    let clock = Clock::system();
    let begun = clock.wall();
    let postings = ledger::bare::insert(&mut conn, count, begun)?;
    let micros = clock.wall().as_micros() - begun.as_micros();
    say(&serde_json::json!({ "postings": postings, "micros": micros }).to_string());
    Ok(ExitCode::SUCCESS)
}

/// Exit 2 whenever it could not look or prove; a missing key is never 0 (decision 20).
fn verified(config: &Config, json: bool, copies: Vec<PathBuf>) -> ExitCode {
    match look(config, copies) {
        Ok(report) => {
            say(&if json {
                serde_json::to_string(&report).unwrap_or_default()
            } else {
                in_words(&report)
            });
            match (&report.broken, report.ok) {
                (Some(_), _) => ExitCode::from(1),
                (None, false) => ExitCode::from(2),
                (None, true) => ExitCode::SUCCESS,
            }
        }
        Err(error) => {
            say_error(&format!("could not look: {error}"));
            ExitCode::from(2)
        }
    }
}

fn look(config: &Config, copies: Vec<PathBuf>) -> Result<Report, StartError> {
    let secrets = Secrets::load(&config.secrets)?;
    for copy in &copies {
        std::fs::read_dir(copy).map_err(|e| StartError::Io(copy.display().to_string(), e))?;
    }
    let mut conn = config.database.connect(Access::Read)?;
    if !db::is_current(&mut conn)? {
        return Err(StartError::NotMigrated);
    }
    let (facts, projections) = (program::fact_tables(), program::projections());
    let scope = Scope {
        chain_key: secrets.chain_key(),
        anchors: &config.anchors,
        facts: &facts,
        projections: &projections,
    };
    let places = Places {
        copies,
        ..Places::new(&config.anchors, &config.secrets)
    };
    let whole = Whole {
        secrets: &secrets,
        places: &places,
        url: &config.database,
        owners: &program::key_owners(),
        series: &program::series(),
    };
    let mut report = prove(&mut conn, &scope, &whole).map_err(|e| e.at(&config.database))?;
    let bylaws = read_bylaws(config).ok();
    let notes = bylaws::chain::notes(&mut conn, bylaws.as_ref());
    report
        .notes
        .extend(notes.map_err(|e| e.at(&config.database))?);
    Ok(report)
}

fn in_words(report: &Report) -> String {
    let counts = format!(
        "{} events, {} facts, {} anchors, {} projection rows; head {} {}",
        report.events,
        report.facts,
        report.anchors,
        report.projections,
        report.head_seq,
        report.head_hash
    );
    let mut lines = vec![match &report.broken {
        None if report.ok => format!("holds: {counts}"),
        None => format!("NOT PROVED: {counts}"),
        Some(broken) => format!("BROKEN at {} ({counts})", place_in_words(broken)),
    }];
    let also = report.also.iter().map(place_in_words);
    lines.extend(also.map(|place| format!("also at {place}")));
    lines.extend(
        report
            .unproved
            .iter()
            .map(|what| format!("not proved: {what}")),
    );
    lines.extend(report.notes.iter().map(|note| format!("note: {note}")));
    if let Some(until) = &report.proved_until {
        lines.push(format!(
            "an anchor of {} proves the books up to event {}. Database, anchors and keys set back together would not show: \
             keep a copy of the anchors elsewhere and name it by --anchors",
            until.at, until.seq
        ));
    }
    lines.join("\n")
}

fn place_in_words(broken: &Broken) -> String {
    let seq = broken.seq.map_or_else(|| "-".into(), |s| s.to_string());
    let table = broken.table.as_ref().map_or_else(String::new, |table| {
        let id = broken.id.map_or_else(String::new, |id| format!(" {id}"));
        format!(", {table}{id}")
    });
    format!("event {seq}{table}: {}", broken.what)
}

/// A line for whoever started the program; a closed pipe is not our failure.
fn say(line: &str) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

fn say_error(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
