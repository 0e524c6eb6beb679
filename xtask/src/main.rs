//! One command each: `cargo xtask demo`, `test`, `ci`, `bench`, `dist`, `mobile`, and the deep checks.

mod demo;
mod depth;
mod dice;
mod event;
mod failure;
mod fuzz;
mod house;
mod iin;
mod life;
mod line;
mod memory;
mod mobile;
mod package;
mod people;
mod postgres;
mod python;
mod report;
mod steps;
mod supply;
mod table;
mod tally;
mod tool;
mod visit;
mod world;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::failure::Failure;

/// The project's commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Plays a month of the pilot through the library and reports what came of it
    #[command(args_conflicts_with_subcommands = true)]
    Demo {
        #[command(flatten)]
        options: demo::Options,
        #[command(subcommand)]
        wallet: Option<mobile::Wallet>,
    },
    /// Passes all tests, installing what they need
    Test {
        /// Passes only the steps whose names begin with one of these words
        only: Vec<String>,
    },
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
        /// Only these modules of the rules, such as `consent`
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
        Some(Command::Demo { wallet: Some(wallet), .. }) => mobile::demo(&wallet),
        Some(Command::Demo { options, wallet: None }) => demo::run(&options),
        Some(Command::Fuzz(options)) => fuzz::run(&options),
        Some(Command::Mutants { modules }) => depth::mutants(&modules),
        Some(Command::Coverage) => depth::coverage(),
        Some(Command::Semver { baseline }) => supply::semver(&baseline),
        Some(Command::Dist(what)) => mobile::dist(&what),
        Some(Command::Mobile(what)) => mobile::work(&what),
        Some(Command::Test { only }) if !only.is_empty() => steps::some(&only),
        Some(Command::Test { .. }) => steps::all(false),
        Some(Command::Ci { long }) => steps::all(long),
        // As they were typed: the parser would drop a first `--`, which cargo bench needs.
        Some(Command::Bench { .. }) => steps::bench(std::env::args_os().skip(2)),
    };
    match done {
        Err(failure) if !failure.is_closed_pipe() => tell(&failure),
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}

/// One plain line for the reader; there is nowhere to say that even this could not be written.
fn tell(failure: &Failure) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{failure}");
    ExitCode::FAILURE
}
