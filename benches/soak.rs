//! A soak test: a Bot API in this process sends updates to the program as fast as it
//! takes them, and checks answers, memory and the store.
//!
//!     cargo run --release --features tools --example soak -- --updates 200000
//!
//! | option | is |
//! |---|---|
//! | `--updates N` | so many; a million without it |
//! | `--program PATH` | the program; `target/release/clausebot` without it |
//! | `--redis URL` | the store to use instead of a database |
//! | `--plain` | without `--monitor` and `--rate-…`, for a program that has none |
//!
//! Fails where an update is not answered exactly once, memory grows, an
//! update stays in the queue, the database exceeds its limit, the log reports an error, or
//! the program does not shut down cleanly.
#![allow(clippy::print_stdout, missing_docs, reason = "an example prints")]

#[path = "soak/program.rs"]
mod program;
#[path = "../tests/support/mod.rs"]
mod support;
#[path = "soak/telegram.rs"]
mod telegram;
#[path = "soak/traffic.rs"]
mod traffic;
#[path = "soak/words.rs"]
mod words;

use std::{
    error::Error,
    path::PathBuf,
    process::ExitCode,
    sync::atomic::Ordering::Relaxed,
    time::{Duration, Instant},
};

use self::{
    program::{Program, Sample},
    telegram::{Telegram, now},
};

/// Bytes of a megabyte.
const MB: u64 = 1_000_000;

/// Bytes that the database may have.
const MAX_DATABASE: u64 = 64 * MB;

/// Bytes that memory may grow by, beside a quarter.
const MAX_GROWTH: u64 = 16 * MB;

/// Seconds without an answer after which none is expected any more.
const MAX_SILENCE: i64 = 90;

/// How long to wait for unexpected calls.
const AFTERMATH: Duration = Duration::from_secs(3);

/// Samples of a run.
const N_SAMPLES: u64 = 20;

/// The options of a run.
pub(crate) struct Options {
    n_updates: u64,
    program: PathBuf,
    redis: Option<String>,
    is_plain: bool,
}

impl Options {
    fn read(mut args: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let program = PathBuf::from("target/release/clausebot");
        let mut options = Self { n_updates: 1_000_000, program, redis: None, is_plain: false };
        while let Some(option) = args.next() {
            let mut value = || args.next().ok_or(format!("expected a value after `{option}`"));
            match option.as_str() {
                "--updates" => options.n_updates = value()?.parse()?,
                "--program" => options.program = value()?.into(),
                "--redis" => options.redis = Some(value()?),
                "--plain" => options.is_plain = true,
                _ => return Err(format!("unknown option `{option}`").into()),
            }
        }
        Ok(options)
    }
}

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let options = Options::read(std::env::args().skip(1))?;
    let folder = tempfile::tempdir()?;
    let (telegram, url) = Telegram::start(options.n_updates).await;
    let mut program = Program::start(&options, &url, folder.path()).await?;
    let (samples, took) = watch(&telegram, &mut program).await?;
    tokio::time::sleep(AFTERMATH).await;
    let last = program.sample().await;
    let status = program.stop().await;

    let mut faults = faults_of(&telegram, &program);
    faults.extend(growth(&samples));
    match last.inbox {
        Some(0) => {}
        None if options.is_plain => {}
        open => faults.push(format!("the inbox holds {open:?} updates at the end")),
    }
    if status.and_then(|it| it.code()) != Some(0) {
        faults.push(format!("the program ended with {status:?}"));
    }
    let (n_done, n_faults) = (telegram.n_done.load(Relaxed), telegram.n_faults.load(Relaxed));
    let rate = rate(options.n_updates, took);
    println!("{n_done} answers, {n_faults} calls failed on purpose; {rate:.0} updates a second");
    for it in &faults {
        println!("FAULT: {it}");
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints a sample at each part of the way, until everything is answered or
/// nothing more comes.
async fn watch(
    telegram: &Telegram,
    program: &mut Program,
) -> Result<(Vec<Sample>, Duration), Box<dyn Error>> {
    println!("  updates      s   answers  memory MB  database MB   inbox");
    let (start, n_wanted) = (Instant::now(), telegram.n_wanted());
    let mut samples = Vec::new();
    loop {
        tokio::time::sleep(Duration::from_millis(20)).await;
        if let Some(status) = program.ended() {
            let (_, lines) = program.faults();
            return Err(format!("the program ended: {status}; {lines:?}").into());
        }
        let (n_taken, n_done) = (telegram.n_confirmed.load(Relaxed), telegram.n_done.load(Relaxed));
        let is_all = n_taken >= telegram.n_updates && n_done >= n_wanted;
        let is_over = is_all || now() - telegram.done_at.load(Relaxed) > MAX_SILENCE;
        let n_due = n_taken * N_SAMPLES / telegram.n_updates.max(1);
        let n_shown = u64::try_from(samples.len())?;
        if n_due > n_shown || is_over {
            let sample = program.sample().await;
            let took_s = start.elapsed().as_secs();
            println!(
                "{n_taken:9} {took_s:6} {n_done:9} {:10.1} {:12.1} {:>7}",
                megabytes(sample.memory),
                megabytes(sample.database),
                sample.inbox.map_or("-".to_owned(), |it| it.to_string()),
            );
            // One at the end of each part, however fast it went.
            let n_new = usize::try_from(n_due.saturating_sub(n_shown).max(1))?;
            samples.extend(std::iter::repeat_n(sample, n_new));
        }
        if is_over {
            return Ok((samples, start.elapsed()));
        }
    }
}

/// Updates that were not answered exactly once, and errors of the program.
fn faults_of(telegram: &Telegram, program: &Program) -> Vec<String> {
    let mut faults = Vec::new();
    let n_wrong = telegram.wrong().count();
    if n_wrong > 0 {
        faults.push(format!("{n_wrong} updates have not what they must have"));
    }
    for (place, had, wanted) in telegram.wrong().take(10) {
        let (matter, chat) = (place.matter(), place.chat());
        faults.push(format!("update {} ({matter:?} in {chat}): {had} of {wanted}", place.0));
    }
    let n_strays = telegram.n_strays.load(Relaxed);
    if n_strays > 0 {
        faults.push(format!("{n_strays} calls that nobody asked for"));
    }
    let (n_lines, lines) = program.faults();
    if n_lines > 0 {
        faults.push(format!("{n_lines} lines of the log tell of faults"));
        faults.extend(lines);
    }
    faults
}

/// Memory or database growth beyond the limits.
fn growth(samples: &[Sample]) -> Vec<String> {
    let mut faults = Vec::new();
    let early = samples.get((samples.len() / 5).saturating_sub(1)).map_or(0, |it| it.memory);
    let late = samples.last().map_or(0, |it| it.memory);
    if early == 0 || late > early + early / 4 + MAX_GROWTH {
        let (early, late) = (megabytes(early), megabytes(late));
        faults.push(format!("memory grew from {early:.1} MB to {late:.1} MB"));
    }
    let database = samples.iter().map(|it| it.database).max().unwrap_or_default();
    if database > MAX_DATABASE {
        faults.push(format!("the database had {:.1} MB", megabytes(database)));
    }
    faults
}

#[expect(clippy::cast_precision_loss, reason = "printed with one digit")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / MB as f64
}

#[expect(clippy::cast_precision_loss, reason = "printed without digits")]
fn rate(n_updates: u64, took: Duration) -> f64 {
    n_updates as f64 / took.as_secs_f64()
}
