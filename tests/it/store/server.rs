//! A Redis for tests: the one at `REDIS_URL`, or a `redis-server` on the path. Without either,
//! the tests say so and are skipped.

use std::{
    env, fs,
    hash::{BuildHasher, RandomState},
    os::unix::net::UnixStream,
    path::PathBuf,
    process::{self, Child, Command, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

/// A Redis of a test's own.
pub(super) struct Server {
    child: Child,
    folder: TempDir,
}

impl Server {
    pub(super) fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let child = Self::run(&folder)?;
        Some(Self { child, folder })
    }

    fn run(folder: &TempDir) -> Option<Child> {
        let socket = folder.path().join("socket");
        let mut command = Command::new("redis-server");
        command.args(["--port", "0", "--save", "", "--appendonly", "yes"]);
        // Else it may answer before it has written, and what it is killed with is lost.
        command.args(["--appendfsync", "always"]);
        command.arg("--unixsocket").arg(&socket).arg("--dir").arg(folder.path());
        let child = command.stdout(Stdio::null()).spawn().ok()?;
        while UnixStream::connect(&socket).is_err() {
            thread::sleep(Duration::from_millis(5));
        }
        Some(child)
    }

    pub(super) fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    fn url(&self) -> String {
        format!("redis+unix://{}", self.socket().display())
    }

    pub(super) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        fs::remove_file(self.socket()).unwrap();
    }

    pub(super) fn start_again(&mut self) {
        self.child = Self::run(&self.folder).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A place in Redis that no other test uses.
pub(super) struct Place {
    pub(super) url: String,
    pub(super) bot: i64,
    server: Option<Server>,
}

impl Place {
    pub(super) fn new() -> Option<Self> {
        let Some(url) = from_outside() else { return Self::own() };
        let bot = RandomState::new().hash_one(process::id()) >> 4;
        Some(Self { url, bot: bot.cast_signed(), server: None })
    }

    /// In a Redis that may be stopped.
    pub(super) fn own() -> Option<Self> {
        let server = Server::start();
        if server.is_none() {
            eprintln!("SKIPPED: no REDIS_URL, and no redis-server in the path");
        }
        server.map(|it| Self { url: it.url(), bot: 42, server: Some(it) })
    }

    pub(super) fn server(&mut self) -> &mut Server {
        self.server.as_mut().unwrap()
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
fn from_outside() -> Option<String> {
    env::var("REDIS_URL").ok()
}
