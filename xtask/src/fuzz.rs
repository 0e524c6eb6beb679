//! Fuzzing: each target for so many seconds, from its named seeds in `fuzz/corpus` and from what earlier runs found, which
//! stays in `target/fuzz`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::failure::Failure;
use crate::house::{Done, House, Outcome, fresh, say};
use crate::python;
use crate::tool::Tool;

const FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

/// Targets, and the longest input that each is given.
const TARGETS: [(&str, u32); 6] = [
    ("journal", 8192),
    ("regulation", 4096),
    ("facts", 512),
    ("columns", 1024),
    ("identifiers", 128),
    ("snapshot", 8192),
];

/// Where a journal is kept anyway.
const JOURNALS: [&str; 1] = ["bindings-python/python/voucher_core/testing/data/vectors/gas"];

/// The target in Python.
const ARROW: &str = "arrow_import";

/// What is fuzzed, and for how long.
#[derive(Args)]
pub(crate) struct Options {
    /// Seconds for each target
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// The targets; all where none is named
    targets: Vec<String>,
    /// Keeps of what was found, in target/fuzz, as little as reaches as much
    #[arg(long)]
    keep: bool,
}

pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let house = House::find()?;
    fuzz(&house, options).map(|_| ())
}

/// A minute each.
pub(crate) fn a_minute_each(house: &House) -> Outcome {
    fuzz(house, &Options { seconds: 60, targets: Vec::new(), keep: false })
}

fn fuzz(house: &House, options: &Options) -> Outcome {
    let wanted =
        |name: &str| options.targets.is_empty() || options.targets.iter().any(|target| target == name);
    let targets: Vec<_> = TARGETS.into_iter().filter(|(name, _)| wanted(name)).collect();
    let mut passed = targets.len();
    if !targets.is_empty() {
        let program = FUZZ.find(house)?;
        targets.iter().try_for_each(|(name, longest)| fuzz_rust(house, &program, name, *longest, options))?;
    }
    if wanted(ARROW) {
        fuzz_arrow(house, options)?;
        passed += 1;
    }
    Ok(Done::PassedWith(format!("{passed} targets, {} s each on {}", options.seconds, env::consts::ARCH)))
}

fn fuzz_rust(
    house: &House,
    program: &Path,
    name: &str,
    longest: u32,
    options: &Options,
) -> Result<(), Failure> {
    let (seeds, found) = corpus(house, name, options)?;
    let journals = JOURNALS.iter().map(|folder| house.root.join(folder)).filter(|_| name == "journal");
    let cargo_fuzz = |verb: &str| {
        let mut command: Command = house.command(program);
        // libFuzzer's instrumentation is asked for by unstable flags, which the pinned compiler takes with this word.
        command.env("RUSTC_BOOTSTRAP", "1").args([verb, name]);
        command.args(["--fuzz-dir", "fuzz", "--target-dir"]).arg(house.target.join("fuzz"));
        command
    };
    let time = format!("-max_total_time={}", options.seconds);
    let length = format!("-max_len={longest}");
    let quiet = ["--", time.as_str(), length.as_str(), "-print_final_stats=1", "-verbosity=0"];
    house.run(cargo_fuzz("run").arg(&found).arg(&seeds).args(journals).args(quiet))?;
    if options.keep {
        // What reaches another place stays; what reaches one more often does not.
        house.run(cargo_fuzz("cmin").arg(&found).args(["--", length.as_str(), "-use_counters=0"]))?;
    }
    Ok(())
}

/// Arrow tables through the installed wheel, by atheris, which takes libFuzzer's arguments.
fn fuzz_arrow(house: &House, options: &Options) -> Result<(), Failure> {
    let python = python::with_wheel(house, "fuzz")?;
    let (seeds, found) = corpus(house, ARROW, options)?;
    // Where it minimises, it runs the script anew, by its first line.
    let programs = python.parent().map(Path::to_path_buf);
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(programs.into_iter().chain(env::split_paths(&path)));
    let path = path.map_err(|error| Failure::Step(format!("PATH: {error}")))?;
    let atheris = || {
        let mut command = house.command(&python);
        command.env("PATH", &path).arg("fuzz/python/arrow_import.py");
        command
    };
    let time = format!("-max_total_time={}", options.seconds);
    house.run(
        atheris().args([time.as_str(), "-print_final_stats=1", "-verbosity=0"]).arg(&found).arg(&seeds),
    )?;
    if options.keep {
        let fewer = found.with_extension("fewer");
        fresh(&fewer)?;
        house.run(atheris().arg("-merge=1").arg(&fewer).arg(&found))?;
        fs::remove_dir_all(&found).map_err(Failure::file("remove", &found))?;
        fs::rename(&fewer, &found).map_err(Failure::file("move", &fewer))?;
    }
    Ok(())
}

/// The seeds, and where what is found goes.
fn corpus(house: &House, name: &str, options: &Options) -> Result<(PathBuf, PathBuf), Failure> {
    say(&format!("   {name}, {} s", options.seconds))?;
    let found = house.target.join("fuzz/corpus").join(name);
    fs::create_dir_all(&found).map_err(Failure::file("make", &found))?;
    Ok((house.root.join("fuzz/corpus").join(name), found))
}
