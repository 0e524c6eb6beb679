//! The workspace, and how its steps run the tools they call.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::failure::Failure;

/// How a step ended, if it did not fail.
pub(crate) enum Done {
    Passed,
    /// Passed, with a word on it for the closing list.
    PassedWith(String),
    Skipped(String),
}

/// For cargo where hardly any rule is run of what it builds: the core as soon as can be.
pub(crate) const SOON: [&str; 2] = ["--config", "profile.dev.package.voucher-core.opt-level=0"];

pub(crate) type Outcome = Result<Done, Failure>;

/// The workspace, as cargo describes it.
pub(crate) struct Workspace {
    cargo: OsString,
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    /// Features of voucher-core but for the default.
    pub(crate) features: Vec<String>,
}

impl Workspace {
    pub(crate) fn find() -> Result<Workspace, Failure> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(&cargo);
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        if let Some(folder) = env::var_os("CARGO_MANIFEST_DIR") {
            command.current_dir(folder);
        }
        let output = command.stderr(Stdio::inherit()).output().map_err(cannot_run(&command))?;
        let described = serde_json::from_slice::<Value>(&output.stdout).map_err(|_| failed(&command))?;
        let packages = described.get("packages").and_then(Value::as_array);
        let packages = packages.map(Vec::as_slice).unwrap_or_default();
        let core = packages.iter().find(|package| text(package, "name") == "voucher-core");
        let features = core.and_then(|core| core.get("features")).and_then(Value::as_object);
        let features = features.into_iter().flatten().map(|row| row.0.clone());
        Ok(Workspace {
            cargo,
            root: text(&described, "workspace_root").into(),
            target: text(&described, "target_directory").into(),
            features: features.filter(|name| name != "default").collect(),
        })
    }

    /// The folder of what is made once for all checkouts, among the user's caches; of this one alone where there can be none.
    pub(crate) fn caches(&self) -> PathBuf {
        let set = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let caches = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")));
        let shared = caches.map(|caches| caches.join("voucher-core"));
        shared
            .filter(|folder| fs::create_dir_all(folder).is_ok())
            .unwrap_or_else(|| self.target.join("caches"))
    }

    /// cargo, which builds once here: what it would keep for the next edit costs a tenth more.
    pub(crate) fn cargo<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = self.command(&self.cargo);
        command.env("CARGO_INCREMENTAL", "0").args(arguments);
        command
    }

    /// A program in the workspace. It finds the libraries that it is handed: cargo tells what it runs to look among those that
    /// the tests build first, where JNA would find one of another profile, or of yesterday.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        for name in ["LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"] {
            let folders = env::var_os(name).unwrap_or_default();
            let others = env::split_paths(&folders).filter(|folder| !folder.starts_with(&self.target));
            if let Ok(others) = env::join_paths(others)
                && others != folders
            {
                command.env(name, others);
            }
        }
        command
    }

    /// `cargo build` or `cargo test` of all that the tests compile, with the same features and linted: compiled once, for
    /// whatever asks.
    pub(crate) fn tested(&self, word: &str) -> Command {
        let mut command = self.cargo([word, "--workspace", "--all-features"]);
        // They have no tests of their own, and are compiled by the steps that run them.
        command.args(["--exclude", "voucher-core-bindgen", "--exclude", "voucher-core-python"]);
        self.lint(&mut command);
        command
    }

    /// Whatever this command compiles of the workspace is linted: clippy's driver is the compiler with more lints.
    /// `cargo clippy` runs it too, but has it check what is then compiled once more.
    pub(crate) fn lint(&self, command: &mut Command) {
        command.env("RUSTC_WORKSPACE_WRAPPER", Path::new(&self.cargo).with_file_name("clippy-driver"));
        // As `cargo clippy -- -D warnings` hands it on.
        command.env("CLIPPY_ARGS", "-Dwarnings__CLIPPY_HACKERY__");
    }

    /// Builds the programs that the checks run, and gives their folder.
    pub(crate) fn programs(&self) -> Result<PathBuf, Failure> {
        let mut command = self.tested("build");
        command.args(["-q", "--example", "journal"]);
        for program in ["voucher-demo", "voucher-model", "wallet-postgres"] {
            command.args(["--bin", program]);
        }
        self.run(&mut command)?;
        Ok(self.target.join("debug"))
    }

    /// Runs it, with its output here.
    #[expect(clippy::unused_self, reason = "reads as what the workspace does")]
    pub(crate) fn run(&self, command: &mut Command) -> Outcome {
        let status = command.status().map_err(cannot_run(command))?;
        if status.success() { Ok(Done::Passed) } else { Err(failed(command)) }
    }
}

pub(crate) fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// Whether it runs and succeeds; its output is nobody's concern.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

pub(crate) fn cannot_run(command: &Command) -> impl Fn(io::Error) -> Failure + use<> {
    let shown = shown(command);
    move |error| Failure::Step(format!("{shown}: {error}"))
}

pub(crate) fn failed(command: &Command) -> Failure {
    Failure::Step(shown(command))
}

/// The command as one would type it.
fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words: Vec<_> = [name].into_iter().chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

/// Makes a folder that is empty.
pub(crate) fn fresh(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Failure::file("remove", folder))?;
    }
    fs::create_dir_all(folder).map_err(Failure::file("make", folder))
}

pub(crate) fn say(line: &str) -> Result<(), Failure> {
    Ok(writeln!(io::stdout(), "{line}")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_without_its_folder() {
        let mut command = Command::new("/some/where/cargo");
        command.args(["test", "--workspace"]);
        assert_eq!(shown(&command), "cargo test --workspace");
    }
}
