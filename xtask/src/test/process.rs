//! A child process whose output is shown and kept, and which ends at a deadline.

use anyhow::{Context, Result};
use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

/// A process to be run.
pub struct Process {
    command: Command,
    deadline: Instant,
    quiet: bool,
}

/// A process that ended.
pub struct Ended {
    /// Whether it ended with status 0.
    pub success: bool,
    /// The status, or what ended it.
    pub status: String,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to either, in the order of arrival.
    pub output: String,
}

impl Ended {
    /// Prints the last lines, for a quiet process that failed.
    pub fn show_tail(&self) {
        const TAIL: usize = 40;
        let lines: Vec<&str> = self.output.lines().collect();
        for line in lines.iter().skip(lines.len().saturating_sub(TAIL)) {
            println!("  {line}");
        }
    }
}

impl Process {
    /// A process that must end by the deadline.
    pub fn new(command: Command, deadline: Instant) -> Self {
        Self { command, deadline, quiet: false }
    }

    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Adds an argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Keeps the output without showing it.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Runs it to its end.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn run(mut self) -> Result<Ended> {
        let name = self.command.get_program().to_string_lossy().into_owned();
        let mut child = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("`{name}` could not be started"))?;
        let (sender, lines) = mpsc::channel();
        read(child.stdout.take(), true, sender.clone());
        read(child.stderr.take(), false, sender);
        let mut ended =
            Ended { success: false, status: String::new(), stdout: String::new(), output: String::new() };
        loop {
            let left = self.deadline.saturating_duration_since(Instant::now());
            match lines.recv_timeout(left) {
                Ok((to_stdout, line)) => {
                    if !self.quiet {
                        print!("{line}");
                    }
                    ended.output.push_str(&line);
                    if to_stdout {
                        ended.stdout.push_str(&line);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    stop(&mut child);
                    ended.status = "stopped, because the time for all steps is over".to_owned();
                    ended.output.push_str("time is over\n");
                    return Ok(ended);
                }
            }
        }
        let status = child.wait().with_context(|| format!("`{name}` could not be waited for"))?;
        ended.success = status.success();
        ended.status = status.to_string();
        Ok(ended)
    }
}

/// Sends the lines of a stream; bytes that are not UTF-8 are replaced.
fn read(stream: Option<impl Read + Send + 'static>, to_stdout: bool, sender: Sender<(bool, String)>) {
    let Some(stream) = stream else { return };
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            if sender.send((to_stdout, String::from_utf8_lossy(&line).into_owned())).is_err() {
                break;
            }
            line.clear();
        }
    });
}

/// Asks the process to end, so that it can end its own children, and ends it if it does not.
fn stop(child: &mut Child) {
    const PATIENCE: Duration = Duration::from_secs(10);
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    let until = Instant::now() + if asked.is_ok_and(|s| s.success()) { PATIENCE } else { Duration::ZERO };
    while Instant::now() < until {
        if matches!(child.try_wait(), Ok(Some(_))) {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    if child.kill().is_ok() {
        child.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, deadline: Instant) -> Ended {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Process::new(command, deadline).quiet().run().unwrap()
    }

    #[test]
    fn output_and_status_are_kept() {
        let ended = shell("echo out; echo err >&2; exit 3", Instant::now() + Duration::from_secs(20));
        assert!(!ended.success);
        assert_eq!(ended.stdout, "out\n");
        assert!(ended.output.contains("err\n"));
        assert!(ended.status.contains('3'));
    }

    #[test]
    fn a_process_ends_at_the_deadline() {
        let start = Instant::now();
        let ended = shell("exec sleep 60", start + Duration::from_millis(200));
        assert!(!ended.success);
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
