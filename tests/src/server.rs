//! The real program, running on an installation of its own.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::original::original;
use crate::people::SignIn;
use crate::shell::after;
use crate::{Answer, Client, Durability, During, Request, Site, Trouble};

/// A debug build seeds the demonstration several times slower than the release build.
const READY_SECONDS_MAX: u64 = 180;
const STOP_SECONDS_MAX: u64 = 30;

/// How the program is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// `sahakorn demo`: the demonstration cooperative.
    Demo,
    /// `sahakorn serve` on an empty, migrated database.
    Serve,
}

/// What `sahakorn verify --json` says: 0 all holds, 1 broken, 2 could not look.
#[derive(Debug, Clone)]
pub struct Verified {
    pub code: i32,
    pub json: Value,
    pub stderr: String,
}

/// The running program. Killed when dropped; its installation goes with it.
#[derive(Debug)]
pub struct Server {
    pub(crate) site: Arc<Site>,
    mode: Mode,
    extra: Vec<String>,
    /// What a shell sets before the program takes its place, such as `umask 0000`; nothing without it.
    setting: Option<String>,
    process: Option<Child>,
    address: String,
    /// The code of the first-run page, as the program's window showed it.
    set_up_code: Option<String>,
    tokens: Mutex<HashMap<String, String>>,
}

/// For tests: each call stops the test with a sentence when the harness itself fails.
impl Server {
    /// The demonstration on this run's database, copied from one that is seeded once.
    pub fn start() -> Self {
        sure(Self::launch_copy(Mode::Demo, Durability::Fast))
    }

    /// The same on a database that syncs its commits.
    pub fn start_durable() -> Self {
        sure(Self::launch_copy(Mode::Demo, Durability::Durable))
    }

    /// `serve` on an empty, migrated database: the first run.
    pub fn start_bare() -> Self {
        sure(Self::launch_copy(Mode::Serve, Durability::Fast))
    }

    /// The program on a copy of what [`Self::start`] or [`Self::start_bare`] copies, as a shell starts it after a setting such
    /// as `ulimit -n 1024`; `before` may change the copy.
    pub fn start_after(setting: &str, mode: Mode, before: impl FnOnce(&Site)) -> Self {
        let copy = original(mode, Durability::Fast).and_then(Site::copy);
        let copy = sure(copy);
        before(&copy);
        sure(Self::launch_after(Some(setting), copy, mode, &[]))
    }

    pub fn get(&self, path: &str, token: Option<&str>) -> Answer {
        sure(self.ask("GET", path, token, None, None))
    }

    /// Posts JSON; `key` is the Idempotency-Key.
    pub fn post(&self, path: &str, token: Option<&str>, key: Option<&str>, body: &Value) -> Answer {
        sure(self.ask("POST", path, token, key, Some(body)))
    }

    /// A bearer token by signing in with the password of `sign-ins.json`; kept for the next call.
    pub fn token(&self, username: &str) -> String {
        sure(self.try_token(username))
    }

    /// Who may sign in, from `sign-ins.json`.
    pub fn people(&self) -> Vec<SignIn> {
        sure(self.try_people())
    }

    /// Runs `sahakorn verify --json` beside the server.
    pub fn verify(&self) -> Verified {
        sure(self.try_verify())
    }

    /// Ends the program as a power cut of the process would, with no chance to tidy up.
    pub fn kill9(&mut self) {
        if let Some(mut process) = self.process.take() {
            sure(process.kill().during("kill -9"));
            sure(process.wait().during("waiting for the killed program"));
        }
    }

    /// Starts the program again on the same data.
    pub fn restart(&mut self) {
        sure(self.try_restart());
    }

    /// Asks the program to stop (SIGTERM) and waits; its exit code.
    pub fn stop(&mut self) -> i32 {
        sure(self.try_stop())
    }
}

impl Server {
    /// Starts the program on the given installation and waits until it answers.
    pub fn launch(site: Site, mode: Mode, extra: &[&str]) -> Result<Self, Trouble> {
        Self::launch_after(None, site, mode, extra)
    }

    /// The same, as a shell starts it after a setting.
    pub fn launch_after(
        setting: Option<&str>,
        site: Site,
        mode: Mode,
        extra: &[&str],
    ) -> Result<Self, Trouble> {
        let extra = extra.iter().map(|&text| text.to_owned()).collect();
        let tokens = Mutex::new(HashMap::new());
        let mut server = Self {
            site: Arc::new(site),
            mode,
            extra,
            setting: setting.map(str::to_owned),
            process: None,
            address: String::new(),
            set_up_code: None,
            tokens,
        };
        server.try_restart()?;
        Ok(server)
    }

    fn launch_copy(mode: Mode, durability: Durability) -> Result<Self, Trouble> {
        Self::launch(original(mode, durability)?.copy()?, mode, &[])
    }

    pub fn site(&self) -> &Site {
        &self.site
    }

    /// `host:port`.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The process id, while it runs.
    pub fn pid(&self) -> Option<u32> {
        self.process.as_ref().map(Child::id)
    }

    pub fn try_restart(&mut self) -> Result<(), Trouble> {
        if self.process.is_some() {
            self.try_stop()?;
        }
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.site.log())?;
        let mut command = self.command();
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .during(format!("{command:?}"))?;
        let lines = process
            .stdout
            .take()
            .map(lines_of)
            .ok_or_else(|| Trouble::new("no standard output"))?;
        self.process = Some(process);
        self.address = self.wait_until_ready(&lines)?;
        Ok(())
    }

    fn command(&self) -> Command {
        let data = self.site.data();
        let mut command = match self.mode {
            Mode::Demo => {
                let mut command = self
                    .site
                    .command(&["demo", "--listen", "127.0.0.1:0", "--data"]);
                command.arg(data);
                command
            }
            Mode::Serve => {
                let mut command = self.site.command(&["serve"]);
                command.env("SAHAKORN_LISTEN", "127.0.0.1:0");
                command
            }
        };
        command.args(&self.extra);
        match &self.setting {
            Some(setting) => after(setting, &command),
            None => command,
        }
    }

    /// The code that the window showed while nobody was entered.
    pub fn set_up_code(&self) -> Option<&str> {
        self.set_up_code.as_deref()
    }

    fn wait_until_ready(&mut self, lines: &Receiver<String>) -> Result<String, Trouble> {
        let begun = Instant::now();
        while begun.elapsed().as_secs() < READY_SECONDS_MAX {
            match lines.recv_timeout(Duration::from_millis(200)) {
                Ok(line) => {
                    if let Some(url) = line.strip_prefix("ready http://") {
                        return Ok(url.trim_end_matches('/').to_owned());
                    }
                    if let Some((_, code)) = line.split_once("set-up code ") {
                        self.set_up_code = Some(code.trim().to_owned());
                    }
                }
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
        let log = std::fs::read_to_string(self.site.log()).unwrap_or_default();
        let begin = log.char_indices().rev().nth(4000).map_or(0, |(at, _)| at);
        Err(Trouble::new(format!(
            "the program did not say `ready http://...`; its log ends:\n{}",
            &log[begin..]
        )))
    }

    pub fn try_stop(&mut self) -> Result<i32, Trouble> {
        let Some(mut process) = self.process.take() else {
            return Ok(0);
        };
        let told = Command::new("sh")
            .args(["-c", &format!("kill -TERM {}", process.id())])
            .status();
        told.during("kill -TERM")?;
        let begun = Instant::now();
        while begun.elapsed().as_secs() < STOP_SECONDS_MAX {
            if let Some(status) = process.try_wait()? {
                return Ok(status.code().unwrap_or(-1));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        process.kill()?;
        process.wait()?;
        Err(Trouble::new(format!(
            "the program did not stop within {STOP_SECONDS_MAX} s of SIGTERM"
        )))
    }

    /// Any request with the usual headers; a body is sent as JSON.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        key: Option<&str>,
        body: Option<&Value>,
    ) -> Result<Answer, Trouble> {
        let bearer = token.map(|t| format!("Bearer {t}"));
        let mut headers = Vec::new();
        headers.extend(bearer.as_deref().map(|value| ("Authorization", value)));
        headers.extend(key.map(|value| ("Idempotency-Key", value)));
        headers.extend(body.map(|_| ("Content-Type", "application/json")));
        let bytes = body.map(Value::to_string).unwrap_or_default();
        let request = Request {
            method,
            path,
            headers: &headers,
            body: bytes.as_bytes(),
        };
        Client::new(&self.address)
            .send(&request)
            .during(format!("{method} {path}"))
    }

    pub fn try_token(&self, username: &str) -> Result<String, Trouble> {
        if let Some(token) = self
            .tokens
            .lock()
            .ok()
            .and_then(|kept| kept.get(username).cloned())
        {
            return Ok(token);
        }
        let people = self.try_people()?;
        let person = people.iter().find(|p| p.username == username);
        let person =
            person.ok_or_else(|| Trouble::new(format!("sign-ins.json has no {username:?}")))?;
        let body = json!({"username": person.username, "password": person.password});
        let answer = self.ask("POST", "/api/v1/auth/token", None, None, Some(&body))?;
        let token = answer.json()["access_token"].as_str().map(str::to_owned);
        let token = token
            .ok_or_else(|| Trouble::new(format!("{username} got no token: {}", answer.text())))?;
        if let Ok(mut kept) = self.tokens.lock() {
            kept.insert(username.to_owned(), token.clone());
        }
        Ok(token)
    }

    pub fn try_people(&self) -> Result<Vec<SignIn>, Trouble> {
        SignIn::all_in(&self.site.data())
    }

    pub fn try_verify(&self) -> Result<Verified, Trouble> {
        let (code, stdout, stderr) = self.site.run(&["verify", "--json"])?;
        Ok(Verified {
            code,
            json: serde_json::from_str(&stdout).unwrap_or(Value::Null),
            stderr,
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// The program may write on after it is ready, so its output is read to the end.
fn lines_of(stdout: ChildStdout) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            // Nobody listens any more once the ready line has come.
            let _ = sender.send(line);
        }
    });
    receiver
}

fn sure<T>(result: Result<T, Trouble>) -> T {
    match result {
        Ok(value) => value,
        Err(trouble) => panic!("{trouble}"),
    }
}
