//! One command each: `cargo xtask demo`, `test`, `quick`, `ci`, `bench`, `dist`, `mobile`, and the deep checks.

mod depth;
mod failure;
mod fuzz;
mod memory;
mod mobile;
mod package;
mod postgres;
mod python;
mod steps;
mod supply;
mod tool;
mod workspace;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::failure::Failure;
use crate::workspace::Workspace;

/// The project's commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Plays a made-up month through the library and reports what came of it; `demo kotlin` and `demo swift` walk a wallet
    #[command(disable_help_flag = true)]
    Demo {
        /// Passed on to the demo: `demo --help` tells of them
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Passes all tests, installing what they need
    Test {
        /// Passes only the steps whose names begin with one of these words
        only: Vec<String>,
    },
    /// After an edit of the core: lints it, passes its own tests and the vectors
    Quick,
    /// The same as test
    Ci {
        /// Passes the steps that take their time too: fuzzing, sanitizers, what is built twice
        #[arg(long)]
        long: bool,
    },
    /// Runs the benchmarks; `bench compare` and `bench python` those beside others
    Bench {
        /// Passed on to cargo bench, to the comparison or to benches/python.py
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Fuzzes each target from its corpus
    Fuzz(fuzz::Options),
    /// Changes the rules one by one and lists the changes that no test sees: hours
    Mutants {
        /// Only these modules of the rules, such as `gas/consent`
        modules: Vec<String>,
    },
    /// Tells which branches of the core no test takes
    Coverage,
    /// Compares the public interface of the core with that of a commit
    Semver {
        /// The commit, such as the tag of the last release
        baseline: String,
    },
    /// Packs the library for others
    #[command(subcommand)]
    Dist(mobile::Dist),
    /// Works on the Kotlin and Swift faces
    #[command(subcommand)]
    Mobile(mobile::Mobile),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        None => Arguments::command().print_help().map_err(Failure::Output),
        Some(Command::Demo { arguments }) => demo(&arguments),
        Some(Command::Fuzz(options)) => fuzz::run(&options),
        Some(Command::Mutants { modules }) => depth::mutants(&modules),
        Some(Command::Coverage) => depth::coverage(),
        Some(Command::Semver { baseline }) => supply::semver(&baseline),
        Some(Command::Dist(what)) => mobile::dist(&what),
        Some(Command::Mobile(what)) => mobile::work(&what),
        Some(Command::Test { only }) if !only.is_empty() => steps::some(&only),
        Some(Command::Test { .. }) => steps::all(false),
        Some(Command::Quick) => steps::quick(),
        Some(Command::Ci { long }) => steps::all(long),
        // As they were typed: the parser would drop a first `--`, which cargo bench needs.
        Some(Command::Bench { .. }) => steps::bench(std::env::args_os().skip(2)),
    };
    match done {
        Err(failure) if !failure.is_closed_pipe() => tell(&failure),
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}

/// A wallet in Kotlin or Swift walks, or the crate `demo` plays.
fn demo(arguments: &[OsString]) -> Result<(), Failure> {
    /// The wallets that walk.
    #[derive(Parser)]
    #[command(name = "cargo xtask demo", bin_name = "cargo xtask demo")]
    struct Walk {
        #[command(subcommand)]
        wallet: mobile::Wallet,
    }
    if arguments.first().is_some_and(|first| first == "kotlin" || first == "swift") {
        let words = [OsString::from("demo")].into_iter().chain(arguments.iter().cloned());
        return mobile::demo(&Walk::parse_from(words).wallet);
    }
    let workspace = Workspace::find()?;
    workspace.run(&mut workspace.cargo(["build", "-q", "--release", "-p", "voucher-demo"]))?;
    let mut command = workspace.command(workspace.target.join("release/voucher-demo"));
    // Files are named from where the user is.
    let status = command.args(arguments).current_dir(".").status()?;
    match status.code() {
        Some(0) => Ok(()),
        // It has said itself what went wrong.
        Some(code) => std::process::exit(code),
        None => Err(Failure::Step("the demo".to_owned())),
    }
}

/// One plain line for the reader; there is nowhere to say that even this could not be written.
fn tell(failure: &Failure) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{failure}");
    ExitCode::FAILURE
}
