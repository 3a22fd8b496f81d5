//! Reading a file in a process of its own, which may use so much memory and time and no more.
//!
//! The process is this program with [`CHILD_COMMAND`]: the file on standard input, the result on standard output.
//! A reader that panics, runs out of memory or never ends is one error here.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read, Write},
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, ExitStatus, Stdio},
    thread,
    time::Duration,
};

use rustix::process::{Resource, Rlimit, setrlimit};

use crate::assistant::{NotOpened, open_regular};

use super::{
    error::ImportError,
    paragraph::Imported,
    read::{MAX_IMPORT_BYTES, read},
};

/// The word on the command line that makes this program a reader; the extension of the file follows it.
pub const CHILD_COMMAND: &str = "__read";

/// Bytes of address space of a reader.
const MEMORY: u64 = 1 << 30;

/// Seconds of processor time of a reader.
const CPU_SECONDS: u64 = 40;

/// Seconds from start to end of a reader.
const SECONDS: u64 = 90;

/// Bytes of stack: some readers go down into a file that is nested.
const STACK: usize = 64 * 1024 * 1024;

/// Bytes of a result that are read at most.
const MAX_RESULT: u64 = 64 * 1024 * 1024;

/// The bytes of a file, or an open file.
#[derive(Debug)]
pub enum Input {
    /// An open file, read from where it stands.
    File(File),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// The extension of a file's name in small letters; empty without one.
pub fn extension(path: &Path) -> String {
    path.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Opens a regular file that is no link out of its folder and not too large.
pub fn open_file(path: &Path) -> Result<Input, ImportError> {
    let name = path.display().to_string();
    let unreadable =
        |it: io::Error| ImportError::Unreadable { name: name.clone(), reason: it.to_string() };
    if fs::symlink_metadata(path).map_err(unreadable)?.is_symlink() {
        let target = path.canonicalize().map_err(unreadable)?;
        let folder =
            path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !target.starts_with(folder.canonicalize().map_err(unreadable)?) {
            return Err(ImportError::Link { name });
        }
    }
    let (file, metadata) = open_regular(path).map_err(|it| match it {
        NotOpened::Unreadable(error) => unreadable(error),
        NotOpened::NoFile(what) => {
            ImportError::NoFile { name: name.clone(), what: what.to_owned() }
        }
    })?;
    if metadata.len() > MAX_IMPORT_BYTES {
        return Err(ImportError::TooLarge { found: metadata.len(), limit: MAX_IMPORT_BYTES });
    }
    Ok(Input::File(file))
}

/// Reads a file in a process of `program`, which is this program. `progress` hears the pages that are read and how
/// many there are.
pub fn read_apart(
    program: &Path,
    input: Input,
    extension: &str,
    mut progress: impl FnMut(usize, usize) + Send,
) -> Result<Imported, ImportError> {
    let start = |it: io::Error| ImportError::Start { reason: it.to_string() };
    let mut command = Command::new(program);
    // It needs nothing of the environment, and must not know a token.
    command
        .args([CHILD_COMMAND, extension])
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let bytes = match input {
        Input::File(file) => {
            command.stdin(file);
            Vec::new()
        }
        Input::Bytes(bytes) => {
            command.stdin(Stdio::piped());
            bytes
        }
    };
    let mut child = command.spawn().map_err(start)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let mut result = Vec::new();
    let told = thread::scope(|scope| {
        let feeding = scope.spawn(move || {
            // A reader that ends early closes the pipe.
            _ = stdin.map(|mut it| it.write_all(&bytes));
        });
        let hearing = scope.spawn(|| stderr.map(|it| hear(it, &mut progress)).unwrap_or_default());
        if let Some(stdout) = stdout {
            _ = stdout.take(MAX_RESULT).read_to_end(&mut result);
        }
        _ = feeding.join();
        hearing.join().unwrap_or_default()
    });
    let status = child.wait().map_err(start)?;
    if !status.success() {
        return Err(ended(status, &told));
    }
    postcard::from_bytes::<Result<Imported, ImportError>>(&result)
        .map_err(|_| ImportError::Limit { what: format!("{MAX_RESULT} bytes of text") })?
}

/// Hears the progress of a reader; the other lines that it writes are returned.
fn hear(stderr: impl Read, progress: &mut impl FnMut(usize, usize)) -> String {
    const MAX_TOLD: usize = 4096;
    let mut told = String::new();
    // Lines are bounded: a reader may write anything.
    for line in BufReader::new(stderr.take(1 << 24)).lines().map_while(Result::ok) {
        let mut numbers =
            line.strip_prefix(PROGRESS).unwrap_or_default().split(' ').map(str::parse);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(done)), Some(Ok(all))) => progress(done, all),
            _ if told.len() < MAX_TOLD => told = told + &line + "\n",
            _ => {}
        }
    }
    told
}

const PROGRESS: &str = "page ";

/// The reason that a reader ended without a result.
fn ended(status: ExitStatus, told: &str) -> ImportError {
    const SIGKILL: i32 = 9;
    const SIGXCPU: i32 = 24;
    let limit = |what: String| ImportError::Limit { what };
    if told.contains("memory allocation of") || told.contains("out of memory") {
        return limit(format!("{} MiB of memory", MEMORY >> 20));
    }
    if told.contains(TOO_LONG) {
        return limit(format!("{SECONDS} seconds"));
    }
    if let Some(SIGXCPU | SIGKILL) = status.signal() {
        return limit(format!("{CPU_SECONDS} seconds of work"));
    }
    let reason = told.lines().find(|it| !it.trim().is_empty() && !it.starts_with("thread"));
    let reason = reason.map_or_else(|| status.to_string(), |it| format!("{it} ({status})"));
    ImportError::Crashed { reason }
}

const TOO_LONG: &str = "the reader took too long";

/// Reads a file from standard input and writes the result to standard output, within the limits.
///
/// # Errors
///
/// When the limits cannot be set, or standard input or output fails.
pub fn serve_child(extension: String) -> io::Result<()> {
    let limited = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::As, limited(MEMORY))?;
    setrlimit(Resource::Cpu, limited(CPU_SECONDS))?;
    setrlimit(Resource::Core, limited(0))?;
    thread::spawn(|| {
        thread::sleep(Duration::from_secs(SECONDS));
        _ = writeln!(io::stderr(), "{TOO_LONG}");
        std::process::abort();
    });
    let reader = thread::Builder::new().stack_size(STACK).spawn(move || {
        let mut bytes = Vec::new();
        io::stdin().lock().take(MAX_IMPORT_BYTES + 1).read_to_end(&mut bytes)?;
        let result = read(&bytes, &extension, &mut |done, all| {
            _ = writeln!(io::stderr(), "{PROGRESS}{done} {all}");
        });
        let result = postcard::to_allocvec(&result).map_err(io::Error::other)?;
        let mut out = io::stdout().lock();
        out.write_all(&result)?;
        out.flush()
    })?;
    // A panic has told its reason; it must not look like an end.
    reader.join().unwrap_or_else(|_| std::process::abort())
}
