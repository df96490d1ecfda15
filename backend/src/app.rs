//! What a request needs: clock, writer, readers, keys, settings. Wired once at the start; clones share it.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::audit::anchors::{Anchors, Kind};
use crate::audit::bound;
use crate::audit::evidence::Places;
use crate::audit::restore::{AcceptError, NotTheseBooks, look, refuse_unbound};
use crate::audit::strangers::Strangers;
use crate::bylaws::chain::{self, OtherBylaws};
use crate::bylaws::{Bylaws, BylawsOfDay};
use crate::calendar::Holidays;
use crate::config::{Config, ConfigError};
use crate::db::{self, Access, Conn, ReadPool, Writer, WriterSettings};
use crate::identity::service::{SignIns, has_person};
use crate::kernel::{BusinessDate, Clock};
use crate::vault::{Secrets, SecretsError};

const SHIPPED_BYLAWS: &str = include_str!("../../config/bylaws.toml");

/// Whether this is a cooperative's real back office or a demonstration that may move its clock and change person freely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Serve,
    Demonstration,
}

/// The parts of a running program.
pub struct Parts {
    pub clock: Clock,
    pub writer: Writer,
    pub readers: ReadPool,
    pub secrets: Secrets,
    pub bylaws: Bylaws,
    pub holidays: Holidays,
    /// What this process remembers of sign-ins.
    pub sign_ins: SignIns,
    /// What strangers were refused and is not noted yet.
    pub strangers: Strangers,
    /// Whether the first days were found to be over when somebody last looked; the menu shows their page until then.
    pub begun: AtomicBool,
    pub config: Config,
    pub mode: Mode,
}

/// The running program, as services and handlers see it.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The program could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Database(#[from] db::Error),
    #[error("keys: {0}")]
    Secrets(#[from] SecretsError),
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
    #[error(
        "the database has events but its keys are missing: restore the key folder, never make new keys"
    )]
    KeysLost,
    #[error("the database is not at this program's version; run `sahakorn migrate` first")]
    NotMigrated,
    #[error(transparent)]
    NotTheseBooks(#[from] NotTheseBooks),
    #[error(transparent)]
    Accept(#[from] AcceptError),
    #[error(transparent)]
    OtherBylaws(#[from] OtherBylaws),
    #[error("bylaws: {0}")]
    Bylaws(String),
    #[error("holidays: {0}")]
    Holidays(String),
    #[error("{0}")]
    Feature(String),
}

impl App {
    /// Opens an existing database with its keys; nothing is made or migrated. Books that are not those of the anchors are
    /// refused: `NotTheseBooks`.
    pub fn open(config: Config, mode: Mode, clock: Clock) -> Result<Self, StartError> {
        let mut conn = config.database.connect(Access::Write)?;
        if !db::is_migrated(&mut conn).map_err(|e| e.at(&config.database))? {
            return Err(StartError::NotMigrated);
        }
        let secrets = Secrets::load(&config.secrets)?;
        let anchors = anchors_of(&mut conn, &config, &secrets, &clock)?;
        let bylaws = read_bylaws(&config)?;
        let holidays = read_holidays(&config)?;
        let settings = WriterSettings {
            url: config.database.clone(),
            chain_key: *secrets.chain_key(),
            clock: clock.clone(),
            anchors: config.anchors.clone(),
        };
        let writer = Writer::start_with(settings, anchors)?;
        let readers = ReadPool::open(&config.database, config.readers)?;
        Ok(Self(Arc::new(Parts {
            clock,
            writer,
            readers,
            secrets,
            bylaws,
            holidays,
            sign_ins: SignIns::default(),
            strangers: Strangers::default(),
            begun: AtomicBool::new(false),
            config,
            mode,
        })))
    }

    /// Refuses books that are not those of the anchors before anything is made or migrated in their place; keys that cannot be read
    /// are told of by [`App::prepare`].
    pub fn refuse_others(config: &Config) -> Result<(), StartError> {
        let Ok(secrets) = Secrets::load(&config.secrets) else {
            return Ok(());
        };
        let places = Places::new(&config.anchors, &config.secrets);
        let file = config.database.file().map(Path::new);
        if file.is_some_and(|file| !file.exists()) {
            return Ok(refuse_unbound(&places)?);
        }
        let mut conn = config.database.connect(Access::Read)?;
        let at = |error: db::Error| error.at(&config.database);
        if db::last_id(&mut conn, "restore_facts")
            .map_err(at)?
            .is_none()
        {
            return Ok(refuse_unbound(&places)?);
        }
        let stood = look(&mut conn, secrets.chain_key(), &places).map_err(at)?;
        Ok(stood.refuse()?)
    }

    /// Makes what a new installation needs (folder, tables, keys) and opens it. Keys are made only while the chain is empty:
    /// new keys over an old chain would hide that the old ones are gone.
    pub fn prepare(config: &Config) -> Result<(), StartError> {
        crate::private::tighten(config);
        if let Some(folder) = config.database.file().and_then(|f| Path::new(f).parent()) {
            std::fs::create_dir_all(folder)
                .map_err(|e| StartError::Io(folder.display().to_string(), e))?;
        }
        let mut conn = config.database.connect(Access::Write)?;
        db::migrate(&mut conn)
            .and_then(|_| db::touch(&mut conn))
            .map_err(|e| e.at(&config.database))?;
        let head = crate::audit::service::head(&mut conn).map_err(|e| e.at(&config.database))?;
        match Secrets::load(&config.secrets) {
            Ok(_) => Ok(()),
            Err(SecretsError::Missing(_)) if head.seq == 0 => {
                Secrets::create(&config.secrets)?;
                Ok(())
            }
            Err(SecretsError::Missing(_)) => Err(StartError::KeysLost),
            Err(error) => Err(error.into()),
        }
    }

    /// Binds the books to their keys at the first start of a server, and gives the database its id (decision 39). Books that
    /// are not those of the anchors, or whose bylaws were rewritten backwards, are refused.
    pub fn bind(config: &Config, clock: &Clock) -> Result<(), StartError> {
        let secrets = Secrets::load(&config.secrets)?;
        let mut conn = config.database.connect(Access::Write)?;
        look(
            &mut conn,
            secrets.chain_key(),
            &Places::new(&config.anchors, &config.secrets),
        )?
        .refuse()?;
        let nobody = !has_person(&mut conn).map_err(|e| StartError::Feature(e.to_string()))?;
        bound::bind(conn, &secrets, clock)?;
        let conn = config.database.connect(Access::Write)?;
        let bylaws = read_bylaws(config)?;
        Ok(chain::begin(conn, &secrets, clock, (&bylaws, nobody))?)
    }

    /// Reads off the network threads, see [`ReadPool::read`].
    pub async fn read<T, E>(
        &self,
        query: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        self.readers.read(query).await
    }

    /// The bylaws that bind on a day; `None` before the regulation's own (R0).
    pub fn bylaws_on(&self, date: BusinessDate) -> Option<BylawsOfDay> {
        self.bylaws.on(date)
    }

    pub fn is_demonstration(&self) -> bool {
        self.mode == Mode::Demonstration
    }
}

/// Where the books stand beside their anchors, and the anchors that go on from there.
fn anchors_of(
    conn: &mut Conn,
    config: &Config,
    secrets: &Secrets,
    clock: &Clock,
) -> Result<Anchors, StartError> {
    let places = Places::new(&config.anchors, &config.secrets);
    let stood = look(conn, secrets.chain_key(), &places)?;
    stood.refuse()?;
    if !stood.is_bound() {
        return Ok(Anchors::unbound(&config.anchors, secrets.chain_key()));
    }
    Ok(stood.anchors(conn, &places, Kind::Start, clock.wall())?)
}

/// The holidays of this installation, or the ones shipped.
pub fn read_holidays(config: &Config) -> Result<Holidays, StartError> {
    let read = match &config.holidays {
        Some(path) => Holidays::from_csv(
            &std::fs::read_to_string(path)
                .map_err(|e| StartError::Io(path.display().to_string(), e))?,
        ),
        None => Holidays::shipped(),
    };
    read.map_err(|e| StartError::Holidays(e.to_string()))
}

/// The bylaws of this installation, or the ones shipped. Every fault is named.
pub fn read_bylaws(config: &Config) -> Result<Bylaws, StartError> {
    let text = match &config.bylaws {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|e| StartError::Io(path.display().to_string(), e))?,
        None => SHIPPED_BYLAWS.to_owned(),
    };
    let read = Bylaws::parse(&text).and_then(|bylaws| {
        // A meeting is held in the world, whatever day a demonstration plays.
        match bylaws.regulation.meetings_after(Clock::system().today()) {
            ahead if ahead.is_empty() => Ok(bylaws),
            ahead => Err(ahead),
        }
    });
    read.map_err(|faults| {
        StartError::Bylaws(
            faults
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        )
    })
}
