//! Fuzzing: each target for so many seconds, from its named seeds in `fuzz/corpus` and from what earlier runs found, which
//! stays in `target/fuzz`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::failure::Failure;
use crate::python;
use crate::tool::Tool;
use crate::workspace::{Done, Outcome, Workspace, fresh, say};

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

/// Where journals and saved ledgers are kept anyway.
const JOURNALS: [&str; 5] = [
    "bindings-python/python/voucher_core/testing/data/vectors/family_card",
    "bindings-python/python/voucher_core/testing/data/vectors/gas",
    "bindings-python/python/voucher_core/testing/data/vectors/meals",
    "bindings-python/python/voucher_core/testing/data/vectors/medicines",
    "bindings-python/python/voucher_core/testing/data/vectors/targeted_assistance",
];
const LEDGERS: [&str; 1] = ["tests/frozen"];

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
    let workspace = Workspace::find()?;
    fuzz(&workspace, options).map(|_| ())
}

/// A minute each.
pub(crate) fn a_minute_each(workspace: &Workspace) -> Outcome {
    fuzz(workspace, &Options { seconds: 60, targets: Vec::new(), keep: false })
}

fn fuzz(workspace: &Workspace, options: &Options) -> Outcome {
    let wanted =
        |name: &str| options.targets.is_empty() || options.targets.iter().any(|target| target == name);
    let targets: Vec<_> = TARGETS.into_iter().filter(|(name, _)| wanted(name)).collect();
    let mut passed = targets.len();
    if !targets.is_empty() {
        let program = FUZZ.find(workspace)?;
        targets
            .iter()
            .try_for_each(|(name, longest)| fuzz_rust(workspace, &program, name, *longest, options))?;
    }
    if wanted(ARROW) {
        fuzz_arrow(workspace, options)?;
        passed += 1;
    }
    Ok(Done::PassedWith(format!("{passed} targets, {} s each on {}", options.seconds, env::consts::ARCH)))
}

fn fuzz_rust(
    workspace: &Workspace,
    program: &Path,
    name: &str,
    longest: u32,
    options: &Options,
) -> Result<(), Failure> {
    let (seeds, found) = corpus(workspace, name, options)?;
    let kept: &[&str] = match name {
        "journal" => &JOURNALS,
        "snapshot" => &LEDGERS,
        _ => &[],
    };
    let kept = kept.iter().map(|folder| workspace.root.join(folder));
    let cargo_fuzz = |verb: &str| {
        let mut command: Command = workspace.command(program);
        // libFuzzer's instrumentation is asked for by unstable flags, which the pinned compiler takes with this word.
        command.env("RUSTC_BOOTSTRAP", "1").args([verb, name]);
        command.args(["--fuzz-dir", "fuzz", "--target-dir"]).arg(workspace.target.join("fuzz"));
        command
    };
    let time = format!("-max_total_time={}", options.seconds);
    let length = format!("-max_len={longest}");
    let quiet = ["--", time.as_str(), length.as_str(), "-print_final_stats=1", "-verbosity=0"];
    workspace.run(cargo_fuzz("run").arg(&found).arg(&seeds).args(kept).args(quiet))?;
    if options.keep {
        // What reaches another place stays; what reaches one more often does not.
        workspace.run(cargo_fuzz("cmin").arg(&found).args(["--", length.as_str(), "-use_counters=0"]))?;
    }
    Ok(())
}

/// Arrow tables through the installed wheel, by atheris, which takes libFuzzer's arguments.
fn fuzz_arrow(workspace: &Workspace, options: &Options) -> Result<(), Failure> {
    let python = python::with_wheel(workspace, "fuzz")?;
    let (seeds, found) = corpus(workspace, ARROW, options)?;
    // Where it minimises, it runs the script anew, by its first line.
    let programs = python.parent().map(Path::to_path_buf);
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(programs.into_iter().chain(env::split_paths(&path)));
    let path = path.map_err(|error| Failure::Step(format!("PATH: {error}")))?;
    let atheris = || {
        let mut command = workspace.command(&python);
        command.env("PATH", &path).arg("fuzz/python/arrow_import.py");
        command
    };
    let time = format!("-max_total_time={}", options.seconds);
    workspace.run(
        atheris().args([time.as_str(), "-print_final_stats=1", "-verbosity=0"]).arg(&found).arg(&seeds),
    )?;
    if options.keep {
        let fewer = found.with_extension("fewer");
        fresh(&fewer)?;
        workspace.run(atheris().arg("-merge=1").arg(&fewer).arg(&found))?;
        fs::remove_dir_all(&found).map_err(Failure::file("remove", &found))?;
        fs::rename(&fewer, &found).map_err(Failure::file("move", &fewer))?;
    }
    Ok(())
}

/// The seeds, and where what is found goes.
fn corpus(workspace: &Workspace, name: &str, options: &Options) -> Result<(PathBuf, PathBuf), Failure> {
    say(&format!("   {name}, {} s", options.seconds))?;
    let found = workspace.target.join("fuzz/corpus").join(name);
    fs::create_dir_all(&found).map_err(Failure::file("make", &found))?;
    Ok((workspace.root.join("fuzz/corpus").join(name), found))
}
