//! A private PostgreSQL for one run: own folder, own unprivileged user, unix socket only, gone with the run.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::{During, Trouble};

/// The database user of every private cluster; its socket folder is open to nobody else.
const USER: &str = "sahakorn";
const START_SECONDS_MAX: u64 = 60;

/// Whether commits reach the disk. Tests do without; crash tests and benches may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    Fast,
    Durable,
}

/// A cluster that somebody else runs, reached by its socket folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postgres {
    socket: PathBuf,
}

impl Postgres {
    pub fn at(socket: impl Into<PathBuf>) -> Self {
        Self {
            socket: socket.into(),
        }
    }

    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// The URL of one database: over the socket, so without TCP and without a password.
    pub fn url(&self, database: &str) -> String {
        format!(
            "postgres://{USER}@/{database}?host={}",
            self.socket.display()
        )
    }

    /// Makes a database, empty or as a copy of another that nobody is connected to.
    pub fn create(&self, database: &str, template: Option<&str>) -> Result<(), Trouble> {
        let template = template.unwrap_or("template0");
        let sql = format!("CREATE DATABASE {database} TEMPLATE {template}");
        // The template's last session may still be leaving after its server has stopped.
        let mut last = Ok(String::new());
        for _ in 0..50 {
            last = self.query("postgres", &sql);
            match &last {
                Err(trouble)
                    if trouble
                        .to_string()
                        .contains("being accessed by other users") =>
                {
                    std::thread::sleep(Duration::from_millis(100));
                }
                Ok(_) | Err(_) => break,
            }
        }
        last.map(|_| ())
    }

    /// Drops a database, and whoever is still connected to it.
    pub fn drop_database(&self, database: &str) -> Result<(), Trouble> {
        self.query(
            "postgres",
            &format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"),
        )
        .map(|_| ())
    }

    /// Runs SQL through psql and gives its plain output.
    pub fn query(&self, database: &str, sql: &str) -> Result<String, Trouble> {
        self.psql(database, &["-c", sql])
    }

    /// Fills an empty database from a dump.
    pub fn load(&self, database: &str, dump: &Path) -> Result<(), Trouble> {
        let dump = dump.display().to_string();
        self.psql(database, &["-f", &dump]).map(|_| ())
    }

    fn psql(&self, database: &str, what: &[&str]) -> Result<String, Trouble> {
        let output = Command::new(bin_folder()?.join("psql"))
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U"])
            .args([USER, "-d", database, "-h"])
            .arg(&self.socket)
            .args(what)
            .stdin(Stdio::null())
            .output()
            .during("psql could not be run")?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
        }
        Err(Trouble::new(format!(
            "psql: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )))
    }
}

/// A running private cluster. It stops, and its folder goes, when this is dropped or when its process ends in any way, kill -9
/// included: a watching shell waits for the end of a pipe that only this process holds.
#[derive(Debug)]
pub struct Cluster {
    postgres: Postgres,
    watcher: Child,
}

/// Arguments: folder, the command that makes the data, the command that becomes the server. QUIT alone would be lost on a
/// server that has not come as far as hearing it; TERM is not.
const WATCHER: &str = r#"
trap '' HUP
folder=$1
sh -c "$2" </dev/null >"$folder/log" 2>&1 || exit 1
sh -c "exec $3" </dev/null >>"$folder/log" 2>&1 &
server=$!
cat >/dev/null
kill -TERM $server 2>/dev/null
kill -QUIT $server 2>/dev/null
wait $server
rm -rf "$folder"
"#;

/// Makes the files of a cluster. Nothing is synced: it lives as long as its process.
fn initdb(bin: &Path, data: &Path) -> Command {
    let mut make = as_user(&bin.join("initdb"));
    make.args([
        "--no-sync",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--username",
        USER,
        "-D",
    ])
    .arg(data);
    make
}

/// Serves those files on a socket in the folder.
fn server(bin: &Path, data: &Path, folder: &Path, durability: Durability) -> Command {
    let mut server = as_user(&bin.join("postgres"));
    server
        .arg("-D")
        .arg(data)
        .arg("-c")
        .arg(format!("unix_socket_directories={}", folder.display()));
    for setting in [
        "listen_addresses=",
        "max_connections=300",
        "timezone=UTC",
        "log_min_messages=warning",
    ] {
        server.args(["-c", setting]);
    }
    if durability == Durability::Fast {
        server.args([
            "-c",
            "fsync=off",
            "-c",
            "synchronous_commit=off",
            "-c",
            "full_page_writes=off",
        ]);
    }
    server
}

impl Cluster {
    /// Makes and starts a cluster; answers once it takes connections.
    pub fn start(durability: Durability) -> Result<Self, Trouble> {
        let bin = bin_folder()?;
        let folder = new_folder()?;
        let data = folder.join("data");
        let make = initdb(&bin, &data);
        let server = server(&bin, &data, &folder, durability);
        let watcher = watch(&folder, &make, &server)?;
        let mut cluster = Self {
            postgres: Postgres::at(&folder),
            watcher,
        };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    pub fn postgres(&self) -> &Postgres {
        &self.postgres
    }

    fn wait_until_ready(&mut self) -> Result<(), Trouble> {
        let begun = Instant::now();
        loop {
            let asked = self.postgres.query("postgres", "SELECT 1");
            let is_watched = matches!(self.watcher.try_wait(), Ok(None));
            match asked {
                Ok(_) => return Ok(()),
                Err(_) if is_watched && begun.elapsed().as_secs() < START_SECONDS_MAX => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(trouble) => {
                    let log = std::fs::read_to_string(self.postgres.socket.join("log"))
                        .unwrap_or_default();
                    return Err(Trouble::new(format!(
                        "PostgreSQL did not start: {trouble}\n{log}"
                    )));
                }
            }
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        if let Err(error) = self.watcher.wait() {
            let _ = writeln!(
                std::io::stderr(),
                "the private PostgreSQL could not be awaited: {error}"
            );
        }
    }
}

/// The one cluster of this process that syncs its commits; it lives as long as the process.
pub fn durable_cluster() -> Result<Postgres, Trouble> {
    static CLUSTER: OnceLock<Result<Cluster, Trouble>> = OnceLock::new();
    match CLUSTER.get_or_init(|| Cluster::start(Durability::Durable)) {
        Ok(cluster) => Ok(cluster.postgres.clone()),
        Err(trouble) => Err(trouble.clone()),
    }
}

/// The folder of PostgreSQL's programs: Debian keeps them out of PATH, one folder a version. 15 or later.
pub fn bin_folder() -> Result<PathBuf, Trouble> {
    let mut versions: Vec<(u32, PathBuf)> = Vec::new();
    if let Ok(entries) = std::fs::read_dir("/usr/lib/postgresql") {
        for entry in entries.flatten() {
            let bin = entry.path().join("bin");
            let version = entry.file_name().to_string_lossy().parse().unwrap_or(0);
            if version >= 15 && bin.join("initdb").is_file() && bin.join("psql").is_file() {
                versions.push((version, bin));
            }
        }
    }
    // The oldest that will do is the one we promise to run on.
    versions.sort();
    if let Some((_, bin)) = versions.into_iter().next() {
        return Ok(bin);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
        .ok_or_else(|| {
            Trouble::new("no PostgreSQL 15 or later on this machine; run `cargo xtask setup`")
        })
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0)
}

/// PostgreSQL refuses to run as root; there it runs as Debian's `postgres`, elsewhere as oneself.
fn as_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=postgres", "--regid=postgres", "--init-groups"])
        .arg(program);
    command
}

/// `/tmp/shk-...`: short, because the path of a socket may have 107 bytes; new, because it is made or fails.
fn new_folder() -> Result<PathBuf, Trouble> {
    for n in 0..1000 {
        let folder = PathBuf::from(format!("/tmp/shk-{}-{n}", std::process::id()));
        match std::fs::create_dir(&folder) {
            Ok(()) => {
                run(Command::new("chmod").arg("700").arg(&folder))?;
                if is_root() {
                    run(Command::new("chown").arg("postgres:postgres").arg(&folder))?;
                }
                return Ok(folder);
            }
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Trouble::new(format!("{}: {e}", folder.display()))),
        }
    }
    Err(Trouble::new(
        "no free name for the cluster's folder in /tmp",
    ))
}

fn watch(folder: &Path, make: &Command, server: &Command) -> Result<Child, Trouble> {
    let mut watcher = Command::new("sh");
    watcher
        .args(["-c", WATCHER, "watcher"])
        .arg(folder)
        .arg(shell_words(make))
        .arg(shell_words(server));
    // A group of its own: Ctrl-C in the terminal must reach us and not the database, which ends after us.
    std::os::unix::process::CommandExt::process_group(&mut watcher, 0);
    watcher
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    watcher
        .spawn()
        .during("the watcher of PostgreSQL could not be started")
}

/// The command as a shell reads it.
fn shell_words(command: &Command) -> String {
    let all = std::iter::once(command.get_program()).chain(command.get_args());
    let quoted =
        |word: &std::ffi::OsStr| format!("'{}'", word.to_string_lossy().replace('\'', r"'\''"));
    all.map(quoted).collect::<Vec<_>>().join(" ")
}

fn run(command: &mut Command) -> Result<(), Trouble> {
    let output = command
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .during(format!("{command:?}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Trouble::new(format!(
        "{command:?} failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    )))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_cluster_copies_databases_syncs_when_told_and_leaves_nothing() {
        let cluster = Cluster::start(Durability::Durable).unwrap();
        let postgres = cluster.postgres().clone();
        postgres.create("first", None).unwrap();
        postgres
            .query("first", "CREATE TABLE t (x INT); INSERT INTO t VALUES (7)")
            .unwrap();
        postgres.create("second", Some("first")).unwrap();
        assert_eq!(postgres.query("second", "SELECT x FROM t").unwrap(), "7");
        assert_eq!(postgres.query("second", "SHOW fsync").unwrap(), "on");
        assert_eq!(
            postgres.query("second", "SHOW listen_addresses").unwrap(),
            ""
        );
        postgres.drop_database("second").unwrap();
        assert!(postgres.query("second", "SELECT 1").is_err());
        assert!(
            postgres
                .query("first", "SELECT broken")
                .unwrap_err()
                .to_string()
                .contains("broken")
        );
        drop(cluster);
        assert!(!postgres.socket().exists(), "the folder is still there");
    }
}
