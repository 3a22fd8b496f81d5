//! The program as a child process: started, measured and stopped.

use std::{
    error::Error,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use tokio::net::TcpListener;

use crate::Options;

/// How long it may take to end.
const END: Duration = Duration::from_mins(1);

/// The program that runs.
pub(crate) struct Program {
    child: Child,
    data: PathBuf,
    log: PathBuf,
    monitor: Option<String>,
    client: reqwest::Client,
}

/// Its resource use at one time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// Bytes of memory.
    pub(crate) memory: u64,
    /// Bytes of the database and its log.
    pub(crate) database: u64,
    /// Updates that were received and are not done; `None` where it does not say.
    pub(crate) inbox: Option<u64>,
}

impl Program {
    /// Starts it with its data and its log in `folder`.
    pub(crate) async fn start(
        options: &Options,
        url: &str,
        folder: &Path,
    ) -> Result<Self, Box<dyn Error>> {
        let (data, log) = (folder.join("data"), folder.join("log"));
        let mut command = Command::new(&options.program);
        command.args(["serve", "--api-url", url]).arg("--data-dir").arg(&data);
        let mut monitor = None;
        if !options.is_plain {
            let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.to_string();
            command.args(["--monitor", &address, "--rate-user", "0", "--rate-chat", "0"]);
            monitor = Some(format!("http://{address}/metrics"));
        }
        if let Some(redis) = &options.redis {
            command.args(["--redis", redis]);
        }
        let child = command
            .env_clear()
            .env("TELOXIDE_TOKEN", "123:TEST")
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log)?)
            .spawn()?;
        Ok(Self { child, data, log, monitor, client: reqwest::Client::new() })
    }

    /// Its current resource use.
    pub(crate) async fn sample(&self) -> Sample {
        let size = |it: fs::DirEntry| it.metadata().map(|it| it.len()).unwrap_or_default();
        let files = fs::read_dir(&self.data).into_iter().flatten().flatten();
        Sample {
            memory: self.memory().unwrap_or_default(),
            database: files.map(size).sum(),
            inbox: self.inbox().await,
        }
    }

    fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
        let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024)
    }

    async fn inbox(&self) -> Option<u64> {
        let metrics = self.client.get(self.monitor.as_ref()?).send().await.ok()?;
        let metrics = metrics.text().await.ok()?;
        let depth = |it: &str| it.strip_prefix("clausebot_inbox_depth ")?.trim().parse().ok();
        metrics.lines().find_map(depth)
    }

    /// How it ended, if it did.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Sends SIGTERM, and waits; `None` if it does not exit.
    pub(crate) async fn stop(&mut self) -> Option<ExitStatus> {
        let id = self.child.id().to_string();
        _ = Command::new("kill").args(["-TERM", &id]).status();
        let start = Instant::now();
        while start.elapsed() < END {
            if let Some(status) = self.ended() {
                return Some(status);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        None
    }

    /// Errors in its log: how many, and the first.
    pub(crate) fn faults(&self) -> (usize, Vec<String>) {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let faults = log.lines().filter(|it| it.contains("ERROR") || it.contains("panicked"));
        (faults.clone().count(), faults.take(5).map(str::to_owned).collect())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
