//! Commands beside the server: bylaws, backup and the way back, accounts, the API document.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use sahakorn::app::{App, Mode, StartError, read_bylaws};
use sahakorn::audit::evidence::Places;
use sahakorn::audit::restore;
use sahakorn::bylaws::{Bylaws, chain};
use sahakorn::calendar::Holidays;
use sahakorn::config::Config;
use sahakorn::db::{self, Access, BackupError};
use sahakorn::identity::model::{Actor, Door, Role};
use sahakorn::identity::service::{self as identity, IdentityError, PeopleQuery, PersonView};
use sahakorn::kernel::thai::{hidden_in, visible};
use sahakorn::kernel::{AccountId, Clock, Cursor, Lang, Limit, PersonId, Problem};
use sahakorn::vault::Secrets;
use sahakorn::web::openapi;
use sahakorn::{audit, program};

use crate::{say, say_error, verified};

/// Characters of a reason at most.
const WHY_MAX: usize = 500;

#[derive(Subcommand)]
pub enum BylawsCommand {
    /// Names every fault of a bylaws file with its key and article: 0 when it is sound, 1 with faults, 2 when it could not be read.
    Check { file: PathBuf },
    /// Records who accepts that values of the bylaws which had begun are others now, and why. A start refuses them until then.
    Accept {
        /// The user name of whoever accepts it.
        #[arg(long)]
        by: String,
        #[arg(long)]
        why: String,
    },
}

#[derive(Subcommand)]
pub enum HolidaysCommand {
    /// Says what is wrong with a list of holidays: 0 when it is sound, 1 with a fault, 2 when it could not be read.
    Check { file: PathBuf },
}

#[derive(Subcommand)]
pub enum UserCommand {
    /// Everybody with number, name and account.
    List,
    /// Opens a person's account and shows the password for the first sign-in.
    Open {
        /// The person's number, as `user list` shows it.
        person: i64,
        username: String,
    },
    /// Makes a password for one sign-in and shows it once; a lock is taken off.
    Reset { username: String },
}

pub fn bylaws(command: &BylawsCommand) -> Result<ExitCode, StartError> {
    match command {
        BylawsCommand::Check { file } => check_bylaws(file),
        BylawsCommand::Accept { by, why } => accept_bylaws(by, why),
    }
}

pub fn holidays(command: &HolidaysCommand) -> Result<ExitCode, StartError> {
    let HolidaysCommand::Check { file } = command;
    let text =
        std::fs::read_to_string(file).map_err(|e| StartError::Io(file.display().to_string(), e))?;
    match Holidays::from_csv(&text) {
        Ok(holidays) => {
            let years = holidays.years();
            let (first, last) = (years.start(), years.end());
            say(&format!("{}: sound, {first} to {last}", file.display()));
            Ok(ExitCode::SUCCESS)
        }
        Err(fault) => {
            say(&fault.to_string());
            say_error(&format!("{}: a fault", file.display()));
            Ok(ExitCode::from(1))
        }
    }
}

fn check_bylaws(file: &Path) -> Result<ExitCode, StartError> {
    let text =
        std::fs::read_to_string(file).map_err(|e| StartError::Io(file.display().to_string(), e))?;
    let today = Clock::system().today();
    let ahead = |bylaws: Bylaws| match bylaws.regulation.meetings_after(today) {
        ahead if ahead.is_empty() => Ok(()),
        ahead => Err(ahead),
    };
    let Err(faults) = Bylaws::parse(&text).and_then(ahead) else {
        say(&format!("{}: sound", file.display()));
        return Ok(ExitCode::SUCCESS);
    };
    for fault in &faults {
        say(&fault.to_string());
    }
    say_error(&format!("{}: {} faults", file.display(), faults.len()));
    Ok(ExitCode::from(1))
}

pub fn backup(file: &Path) -> Result<ExitCode, StartError> {
    let config = Config::from_environment()?;
    db::backup(&config.database, file).map_err(failed)?;
    let copy = db::Url::Sqlite(file.display().to_string());
    let head = audit::service::head_view(&mut copy.connect(Access::Write)?);
    let head = head.map_err(|e| e.at(&copy))?;
    say(&format!(
        "{}: up to event {}, {}",
        file.display(),
        head.seq,
        head.hash
    ));
    say(&format!(
        "the keys are not in it: keep {} elsewhere, without them nobody can read or prove it",
        config.secrets.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Brings the copy back and reads it again, so that a wrong key folder is found today and not on the day it is needed.
pub fn restore(file: &Path) -> Result<ExitCode, StartError> {
    let config = Config::from_environment()?;
    db::restore(&config.database, file).map_err(failed)?;
    sahakorn::private::tighten(&config);
    Ok(verified(&config, false, Vec::new()))
}

/// Records who accepts the books as they stand. Exit 1 when nobody has that name or nothing is to be accepted.
pub fn accept(by: &str, why: &str) -> Result<ExitCode, StartError> {
    let config = Config::from_environment()?;
    let Some((person, why)) = who_accepts(&config, by, why)? else {
        return Ok(ExitCode::from(1));
    };
    let secrets = Secrets::load(&config.secrets)?;
    let (url, places) = (
        &config.database,
        Places::new(&config.anchors, &config.secrets),
    );
    let accepted = restore::accept(url, &secrets, &places, &Clock::system(), (person, &why))?;
    let Some(accepted) = accepted else {
        say_error("nothing is to be accepted: the database stands where its anchors say");
        return Ok(ExitCode::from(1));
    };
    say(&format!(
        "accepted: the books go on after event {}; events up to {} were known",
        accepted.base, accepted.lost_to
    ));
    Ok(ExitCode::SUCCESS)
}

/// The text as it can be seen, on one line; `None` for what nobody could read or may keep.
fn reason(why: &str) -> Option<String> {
    let seen = visible(why);
    let seen = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_bounded = (1..=WHY_MAX).contains(&seen.chars().count());
    let is_plain = !seen.chars().any(char::is_control) && hidden_in(&seen).is_none();
    (is_bounded && is_plain).then_some(seen)
}

/// Who accepts something on these books; `None` after saying what is wrong with the name or the reason.
fn who_accepts(
    config: &Config,
    by: &str,
    why: &str,
) -> Result<Option<(PersonId, String)>, StartError> {
    let mut conn = config.database.connect(Access::Write)?;
    if !db::is_migrated(&mut conn)? {
        return Err(StartError::NotMigrated);
    }
    let Some(why) = reason(why) else {
        say_error(&format!(
            "--why: a reason of 1 to {WHY_MAX} characters without a card number or a PIN"
        ));
        return Ok(None);
    };
    let person = identity::person_called(&mut conn, by);
    let person = person.map_err(|e| StartError::Feature(e.to_string()))?;
    if person.is_none() {
        say_error(&format!("--by: nobody signs in as {by}"));
    }
    Ok(person.map(|person| (person, why)))
}

/// Records who accepts the bylaws as they are. Exit 1 when nobody has that name or nothing is to be accepted.
fn accept_bylaws(by: &str, why: &str) -> Result<ExitCode, StartError> {
    let config = Config::from_environment()?;
    let bylaws = read_bylaws(&config)?;
    let Some((person, why)) = who_accepts(&config, by, why)? else {
        return Ok(ExitCode::from(1));
    };
    let secrets = Secrets::load(&config.secrets)?;
    let mut conn = config.database.connect(Access::Write)?;
    let places = Places::new(&config.anchors, &config.secrets);
    restore::look(&mut conn, secrets.chain_key(), &places)?.refuse()?;
    let (clock, told) = (Clock::system(), (person, why.as_str()));
    let changed = chain::accept(conn, &secrets, &clock, &bylaws, told)?;
    if changed.is_empty() {
        say_error("nothing is to be accepted: no value that had begun is another");
        return Ok(ExitCode::from(1));
    }
    for one in changed {
        say(&format!("accepted: {one}"));
    }
    Ok(ExitCode::SUCCESS)
}

fn failed(error: BackupError) -> StartError {
    StartError::Feature(error.to_string())
}

/// The document of a real start, without the demonstration's own routes.
pub fn openapi() -> ExitCode {
    let document = openapi::document(&program::routes(Mode::Serve));
    say(&serde_json::to_string_pretty(&document).unwrap_or_default());
    ExitCode::SUCCESS
}

pub async fn user(command: UserCommand) -> Result<ExitCode, StartError> {
    let app = App::open(Config::from_environment()?, Mode::Serve, Clock::system())?;
    let done = act_on_users(&app, command).await;
    app.writer.stop();
    match done {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => {
            say_error(&Problem::from(error).detail.en);
            Ok(ExitCode::from(1))
        }
    }
}

async fn act_on_users(app: &App, command: UserCommand) -> Result<(), IdentityError> {
    match command {
        UserCommand::List => everybody(app).await?.iter().for_each(say_person),
        UserCommand::Open { person, username } => {
            let person = PersonId::new(person);
            let by = whoever_holds_the_keys();
            let done = identity::open_account_for(app, &by, None, person, username).await?;
            if let Some(password) = &done.password {
                say(password.as_str());
            }
        }
        UserCommand::Reset { username } => {
            say(identity::reset_from_machine(app, &username).await?.as_str());
        }
    }
    Ok(())
}

/// Person 0 in the chain: whoever may read the key files may do anything, and it shows that it was not done by sign-in.
fn whoever_holds_the_keys() -> Actor {
    Actor {
        person: PersonId::new(0),
        account: AccountId::new(0),
        name: "command line".to_owned(),
        roles: vec![Role::SystemKeeper],
        duties: Vec::new(),
        door: Door::Program,
        lang: Lang::En,
        form_token: String::new(),
        must_change_password: false,
    }
}

async fn everybody(app: &App) -> Result<Vec<PersonView>, IdentityError> {
    let limit = Limit::parse(Some(i64::from(Limit::MAX))).unwrap_or_default();
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let query = PeopleQuery {
            with_left: true,
            after,
            limit,
            ..PeopleQuery::default()
        };
        let page = identity::people(app, query).await?;
        found.extend(page.items);
        after = page
            .next
            .as_deref()
            .and_then(|text| Cursor::parse(text).ok());
        if after.is_none() {
            return Ok(found);
        }
    }
}

fn say_person(person: &PersonView) {
    let account = match &person.account {
        None => "-".to_owned(),
        Some(account) if account.closed => format!("{} (closed)", account.username),
        Some(account) => account.username.clone(),
    };
    say(&format!("{}\t{}\t{account}", person.id, person.name));
}
