//! Settings of one installation: environment over file over default. The cooperative's own rules are bylaws, not settings.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::db::Url;
use crate::kernel::Network;

const DEFAULT: &str = include_str!("../../config/default.toml");

/// A setting could not be used. The message names the key.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{0} could not be read: {1}")]
    File(String, std::io::Error),
    #[error("{0}: {1}")]
    Malformed(String, String),
    #[error("listen: {0} is not an address like 127.0.0.1:8080")]
    Listen(String),
    #[error("public_url: an http or https address of at most 80 characters, without ? and #")]
    PublicUrl,
    #[error(
        "trusted_proxies: {0} is neither an address like 10.0.0.5 nor a network like 10.0.0.0/8"
    )]
    TrustedProxies(String),
    #[error("database_url: begins with sqlite:// or postgres://")]
    DatabaseUrl,
    #[error(
        "{name} must be set when the database is PostgreSQL: `{name} = ...` in the file of SAHAKORN_CONFIG, or {variable} in the environment"
    )]
    NeededWithPostgres {
        name: &'static str,
        variable: &'static str,
    },
    #[error(
        "listen: {0} is not loopback, and there is no TLS here. Put TLS in front and listen on loopback, or set allow_plain_http = true"
    )]
    PlainHttp(SocketAddr),
    #[error(
        "database_url: this build speaks no TLS to PostgreSQL. Use a local socket or loopback, or build with --no-default-features --features system-libpq"
    )]
    PostgresWithoutTls,
}

/// The file's keys; every one may be left out in an installation's own file. An unknown key refuses to start.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<String>,
    database_url: Option<String>,
    secrets: Option<PathBuf>,
    anchors: Option<PathBuf>,
    bylaws: Option<PathBuf>,
    holidays: Option<PathBuf>,
    allow_plain_http: Option<bool>,
    readers: Option<u32>,
    body_bytes_max: Option<usize>,
    upload_bytes_max: Option<usize>,
    public_url: Option<String>,
    trusted_proxies: Option<Vec<String>>,
}

/// The settings in force.
#[derive(Clone)]
pub struct Config {
    pub listen: SocketAddr,
    pub database: Url,
    pub secrets: PathBuf,
    pub anchors: PathBuf,
    /// The cooperative's own bylaws file; the shipped one without it.
    pub bylaws: Option<PathBuf>,
    /// The list of holidays of this installation; the shipped one without it.
    pub holidays: Option<PathBuf>,
    pub allow_plain_http: bool,
    pub readers: u32,
    pub body_bytes_max: usize,
    pub upload_bytes_max: usize,
    /// Where a person outside reaches this server, without a slash at the end: what the code on an issued paper leads to.
    pub public_url: String,
    /// Whose word counts on whom they speak for (decision 50).
    pub trusted_proxies: Vec<Network>,
}

impl Config {
    /// The settings from default, the file named by `SAHAKORN_CONFIG` and the environment.
    pub fn from_environment() -> Result<Self, ConfigError> {
        let mut file = parse("config/default.toml", DEFAULT)?;
        if let Some(own) = named()? {
            file = over(own, file);
        }
        let environment = File {
            listen: setting("SAHAKORN_LISTEN"),
            database_url: setting("DATABASE_URL"),
            secrets: setting("SAHAKORN_SECRETS").map(PathBuf::from),
            anchors: setting("SAHAKORN_ANCHORS").map(PathBuf::from),
            public_url: setting("SAHAKORN_PUBLIC_URL"),
            bylaws: setting("SAHAKORN_BYLAWS").map(PathBuf::from),
            holidays: setting("SAHAKORN_HOLIDAYS").map(PathBuf::from),
            trusted_proxies: proxies_set(),
            ..File::default()
        };
        Self::settle(over(environment, file))
    }

    /// The settings of a demonstration whose data lies in `folder`; of the file named by `SAHAKORN_CONFIG` it takes the limits.
    pub fn demonstration(folder: &Path, listen: &str) -> Result<Self, ConfigError> {
        let limits = named()?.map(|own| File {
            body_bytes_max: own.body_bytes_max,
            upload_bytes_max: own.upload_bytes_max,
            ..File::default()
        });
        let file = over(
            limits.unwrap_or_default(),
            parse("config/default.toml", DEFAULT)?,
        );
        let url = setting("DATABASE_URL")
            .unwrap_or_else(|| format!("sqlite://{}", folder.join("sahakorn.db").display()));
        let own = File {
            listen: Some(listen.to_owned()),
            database_url: Some(url),
            secrets: Some(
                setting("SAHAKORN_SECRETS").map_or_else(|| folder.join("secrets"), PathBuf::from),
            ),
            anchors: Some(
                setting("SAHAKORN_ANCHORS").map_or_else(|| folder.join("anchors"), PathBuf::from),
            ),
            trusted_proxies: proxies_set(),
            ..File::default()
        };
        Self::settle(over(own, file))
    }

    fn settle(file: File) -> Result<Self, ConfigError> {
        let listen = file.listen.unwrap_or_default();
        let listen: SocketAddr = listen.parse().map_err(|_| ConfigError::Listen(listen))?;
        let database = Url::parse(&file.database_url.unwrap_or_default())
            .map_err(|_| ConfigError::DatabaseUrl)?;
        let beside = |name: &str| {
            database
                .file()
                .and_then(|f| Path::new(f).parent())
                .map(|p| p.join(name))
        };
        let secrets = file
            .secrets
            .or_else(|| beside("secrets"))
            .ok_or(needed("secrets", "SAHAKORN_SECRETS"))?;
        let anchors = file
            .anchors
            .or_else(|| beside("anchors"))
            .ok_or(needed("anchors", "SAHAKORN_ANCHORS"))?;
        refuse_remote_postgres(&database)?;
        let allow_plain_http = file.allow_plain_http.unwrap_or(false);
        if !listen.ip().is_loopback() && !allow_plain_http {
            return Err(ConfigError::PlainHttp(listen));
        }
        Ok(Self {
            listen,
            database,
            secrets,
            anchors,
            bylaws: file.bylaws,
            holidays: file.holidays,
            allow_plain_http,
            readers: file.readers.unwrap_or(4),
            body_bytes_max: file.body_bytes_max.unwrap_or(262_144),
            upload_bytes_max: file.upload_bytes_max.unwrap_or(10_485_760),
            public_url: public_url(file.public_url, listen)?,
            trusted_proxies: networks(file.trusted_proxies.unwrap_or_default())?,
        })
    }

    /// Whether a connection from there comes from a proxy of ours.
    pub fn trusts(&self, peer: SocketAddr) -> bool {
        self.is_proxy(peer.ip())
    }

    /// Whether an address is a proxy of ours.
    pub fn is_proxy(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|one| one.holds(address))
    }
}

const fn needed(name: &'static str, variable: &'static str) -> ConfigError {
    ConfigError::NeededWithPostgres { name, variable }
}

/// Longer addresses make a code that a telephone cannot read from paper.
const PUBLIC_URL_MAX: usize = 80;

/// The address as set, else the one listened on.
fn public_url(set: Option<String>, listen: SocketAddr) -> Result<String, ConfigError> {
    let url = set.unwrap_or_else(|| format!("http://{listen}"));
    let url = url.trim_end_matches('/');
    let web = url.starts_with("http://") || url.starts_with("https://");
    let plain = url.bytes().all(|b| b.is_ascii_graphic()) && url.len() <= PUBLIC_URL_MAX;
    if web && plain && !url.contains(['?', '#', '"']) {
        Ok(url.to_owned())
    } else {
        Err(ConfigError::PublicUrl)
    }
}

/// The bundled libpq speaks no TLS: a database across a network would be read on the wire.
fn refuse_remote_postgres(database: &Url) -> Result<(), ConfigError> {
    let Url::Postgres(url) = database else {
        return Ok(());
    };
    if cfg!(not(feature = "bundled-libpq")) {
        return Ok(());
    }
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let socket = name.is_empty() || name.starts_with("%2F") || name.starts_with("%2f");
    let query_host = rest.split_once('?').is_some_and(|(_, q)| {
        q.split('&')
            .any(|p| p.starts_with("host=") && !p[5..].starts_with('/'))
    });
    if (socket || matches!(name, "localhost" | "127.0.0.1" | "[::1]")) && !query_host {
        return Ok(());
    }
    Err(ConfigError::PostgresWithoutTls)
}

/// The file named by `SAHAKORN_CONFIG`, where it is set.
fn named() -> Result<Option<File>, ConfigError> {
    let Some(path) = setting("SAHAKORN_CONFIG") else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(&path).map_err(|e| ConfigError::File(path.clone(), e))?;
    parse(&path, &text).map(Some)
}

/// `SAHAKORN_TRUSTED_PROXIES`, with commas between.
fn proxies_set() -> Option<Vec<String>> {
    let list = setting("SAHAKORN_TRUSTED_PROXIES")?;
    Some(list.split(',').map(|one| one.trim().to_owned()).collect())
}

fn networks(texts: Vec<String>) -> Result<Vec<Network>, ConfigError> {
    let read = |text: String| Network::parse(&text).ok_or(ConfigError::TrustedProxies(text));
    texts.into_iter().map(read).collect()
}

/// What the environment says; a variable that is set to nothing is not set.
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn parse(name: &str, text: &str) -> Result<File, ConfigError> {
    toml::from_str(text)
        .map_err(|e| ConfigError::Malformed(name.to_owned(), e.message().to_owned()))
}

fn over(first: File, second: File) -> File {
    File {
        listen: first.listen.or(second.listen),
        database_url: first.database_url.or(second.database_url),
        secrets: first.secrets.or(second.secrets),
        anchors: first.anchors.or(second.anchors),
        bylaws: first.bylaws.or(second.bylaws),
        holidays: first.holidays.or(second.holidays),
        allow_plain_http: first.allow_plain_http.or(second.allow_plain_http),
        readers: first.readers.or(second.readers),
        body_bytes_max: first.body_bytes_max.or(second.body_bytes_max),
        upload_bytes_max: first.upload_bytes_max.or(second.upload_bytes_max),
        public_url: first.public_url.or(second.public_url),
        trusted_proxies: first.trusted_proxies.or(second.trusted_proxies),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn settle(text: &str) -> Result<Config, ConfigError> {
        Config::settle(over(parse("test", text)?, parse("default", DEFAULT)?))
    }

    #[test]
    fn an_unknown_key_refuses_to_start() {
        assert!(matches!(
            settle("listen_on = 'x'"),
            Err(ConfigError::Malformed(_, _))
        ));
    }

    #[test]
    fn nobodys_word_counts_until_a_proxy_is_named() {
        let at = |ip: &str| SocketAddr::new(ip.parse().unwrap(), 5);
        assert!(!settle("").unwrap().trusts(at("127.0.0.1")));
        let set = settle("trusted_proxies = ['127.0.0.1', '10.0.0.0/8']").unwrap();
        assert!(set.trusts(at("127.0.0.1")) && set.trusts(at("10.9.9.9")));
        assert!(!set.trusts(at("127.0.0.2")));
        assert!(matches!(
            settle("trusted_proxies = ['proxy.example']"),
            Err(ConfigError::TrustedProxies(_))
        ));
    }

    #[test]
    fn plain_http_beyond_loopback_must_be_asked_for() {
        assert!(matches!(
            settle("listen = '0.0.0.0:80'"),
            Err(ConfigError::PlainHttp(_))
        ));
        assert!(settle("listen = '0.0.0.0:80'\nallow_plain_http = true").is_ok());
    }

    #[test]
    fn postgres_needs_its_folders_and_a_local_road() {
        let folders = "secrets = '/s'\nanchors = '/a'\n";
        assert!(matches!(
            settle("database_url = 'postgres:///x'"),
            Err(ConfigError::NeededWithPostgres { .. })
        ));
        let refused = settle("database_url = 'postgres:///x'").err();
        let said = refused.map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains("SAHAKORN_SECRETS"), "{said}");
        for url in [
            "postgres:///x",
            "postgres://me@localhost/x",
            "postgres://127.0.0.1:5433/x",
            "postgres:///x?host=/tmp/s",
        ] {
            assert!(
                settle(&format!("{folders}database_url = '{url}'")).is_ok(),
                "{url}"
            );
        }
        for url in [
            "postgres://db.example/x",
            "postgres://me:pw@10.0.0.9:5432/x",
            "postgres:///x?host=db.example",
        ] {
            let refused = settle(&format!("{folders}database_url = '{url}'"));
            assert!(
                matches!(refused, Err(ConfigError::PostgresWithoutTls)),
                "{url}"
            );
        }
    }

    #[test]
    fn the_address_on_paper_is_the_set_one_or_the_one_listened_on() {
        assert_eq!(settle("").unwrap().public_url, "http://127.0.0.1:8080");
        let set = settle("public_url = 'https://coop.example/back/'").unwrap();
        assert_eq!(set.public_url, "https://coop.example/back");
        for wrong in [
            "coop.example",
            "https://coop.example/?a=b",
            "ftp://coop.example",
        ] {
            let refused = settle(&format!("public_url = '{wrong}'"));
            assert!(matches!(refused, Err(ConfigError::PublicUrl)), "{wrong}");
        }
    }

    #[test]
    fn keys_and_anchors_lie_beside_the_embedded_database() {
        let config = settle("database_url = 'sqlite:///var/coop/books.db'").unwrap();
        assert_eq!(config.secrets, Path::new("/var/coop/secrets"));
        assert_eq!(config.anchors, Path::new("/var/coop/anchors"));
    }
}
