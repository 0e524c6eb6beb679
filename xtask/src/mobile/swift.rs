//! The Swift face: its tests, its demo, its bench, and the package for iOS.

mod apple;
mod generated;
mod toolchain;

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::workspace::{Done, Outcome, Workspace, cannot_run, say};

pub(crate) use apple::dist_apple;
pub(crate) use generated::kept;
use toolchain::Swift;

/// The Swift package, of which the bench is a user.
const PACKAGE: &str = "bindings-mobile/swift";
const BENCH: &str = "benches/mobile";

/// What is measured or shown is optimised; what is only checked is compiled in a third of the time without.
#[derive(Clone, Copy)]
enum Configuration {
    Debug,
    Release,
}

impl Configuration {
    const fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// XCTest over the generated Swift and the library of this machine: the vectors, the typed calls, hostile input,
/// threads.
pub(crate) fn swift_tests(workspace: &Workspace) -> Outcome {
    let swift = match Swift::find(workspace)? {
        Ok(swift) => swift,
        Err(reason) => return Ok(Done::Skipped(reason)),
    };
    let version = swift.version(workspace);
    say(&format!("   {version} builds the package and tests it"))?;
    let text =
        collected(&mut package(workspace, &swift, "test", Configuration::Debug, PACKAGE)?, "swift test")?;
    match executed(&text) {
        Some(count) if count > 0 => Ok(Done::PassedWith(format!("{version}, {count} tests"))),
        Some(_) | None => Err(Failure::Step("swift test ran no test".to_owned())),
    }
}

/// The command-line wallet, in a language: `kk`, `ru` or `en`.
pub(crate) fn swift_demo(workspace: &Workspace, arguments: &[impl AsRef<OsStr>]) -> Result<(), Failure> {
    let swift = Swift::find(workspace)?.map_err(Failure::Step)?;
    let program = built(workspace, &swift, Configuration::Release, PACKAGE, "VoucherWallet")?;
    shown(swift.command(workspace, program).args(arguments), "the wallet")
}

/// What a call costs from Swift; quickly, only whether the bench works and its answers are right.
pub(crate) fn swift_bench(workspace: &Workspace, quick: bool) -> Outcome {
    let swift = match Swift::find(workspace)? {
        Ok(swift) => swift,
        Err(reason) => return Ok(Done::Skipped(reason)),
    };
    let configuration = if quick { Configuration::Debug } else { Configuration::Release };
    let program = built(workspace, &swift, configuration, BENCH, "VoucherBench")?;
    let arguments: &[&str] = if quick { &["--quick"] } else { &[] };
    shown(swift.command(workspace, program).args(arguments), "the bench").map(|()| Done::Passed)
}

/// Builds one program of a package and gives its path.
fn built(
    workspace: &Workspace,
    swift: &Swift,
    configuration: Configuration,
    folder: &str,
    product: &str,
) -> Result<PathBuf, Failure> {
    let mut build = package(workspace, swift, "build", configuration, folder)?;
    collected(build.args(["--product", product]), "swift build")?;
    Ok(scratch(workspace, folder).join(configuration.name()).join(product))
}

/// A command of SwiftPM on a package, linked against the library that cargo has built just now.
fn package(
    workspace: &Workspace,
    swift: &Swift,
    verb: &str,
    configuration: Configuration,
    folder: &str,
) -> Result<Command, Failure> {
    super::library(workspace)?;
    let libraries = workspace.target.join("mobile");
    let mut command = swift.command(workspace, "swift");
    // Without its cache of the file list, which does not see new files of a package that another one uses.
    let plan = "--disable-build-manifest-caching";
    let configuration = configuration.name();
    command.args([verb, "--configuration", configuration, "--disable-sandbox", plan, "--package-path"]);
    command.arg(workspace.root.join(folder)).arg("--scratch-path").arg(scratch(workspace, folder));
    let linked = [OsStr::new("-L"), libraries.as_os_str(), OsStr::new("-rpath"), libraries.as_os_str()];
    linked.iter().for_each(|word| _ = command.arg("-Xlinker").arg(word));
    Ok(command)
}

fn scratch(workspace: &Workspace, folder: &str) -> PathBuf {
    let name = Path::new(folder).file_name().unwrap_or_default();
    toolchain::home(workspace).join("build").join(name)
}

/// Runs it with its output here. The command itself is long, so a failure is called by a shorter name.
fn shown(command: &mut Command, name: &str) -> Result<(), Failure> {
    let status = command.status().map_err(cannot_run(command))?;
    if status.success() { Ok(()) } else { Err(Failure::Step(name.to_owned())) }
}

/// Runs it and gives what it printed; shows that only where it fails.
fn collected(command: &mut Command, name: &str) -> Result<String, Failure> {
    let output = command.output().map_err(cannot_run(command))?;
    if !output.status.success() {
        let mut out = io::stderr().lock();
        out.write_all(&output.stdout)?;
        out.write_all(&output.stderr)?;
        return Err(Failure::Step(name.to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

/// The number in the last line `Executed 39 tests, with 0 failures`: that of everything.
fn executed(text: &str) -> Option<u64> {
    let line = text.lines().rev().find(|line| line.trim_start().starts_with("Executed "))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_count_is_that_of_everything() {
        let text = "\t Executed 4 tests, with 0 failures\nTest Suite 'All tests' passed\n\
                    \t Executed 39 tests, with 0 failures (0 unexpected) in 11.3 seconds\n✔ Test run with 0 tests passed";
        assert_eq!(executed(text), Some(39));
        assert_eq!(executed("nothing"), None);
    }
}
