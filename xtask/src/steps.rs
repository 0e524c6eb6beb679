//! The checks, step by step: what `cargo xtask test` does, and the other commands that only call tools.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::workspace::{Done, Outcome, SOON, Workspace, cannot_run, failed, say, succeeds};
use crate::{fuzz, memory, mobile, package, postgres, python, supply};

/// The target without a standard library: what compiles for it calls no clock, file or network.
const BARE: &str = "wasm32v1-none";

/// The vectors, a folder a programme.
const VECTORS: &str = "bindings-python/python/voucher_core/testing/data/vectors";

type Step = (&'static str, fn(&Workspace) -> Outcome);

/// The library in Rust, and what is checked through it.
const RUST: [Step; 13] = [
    ("tools", tools),
    ("format", format),
    ("clippy", clippy),
    ("cargo test", tests),
    ("documentation", documentation),
    ("feature powerset", powerset),
    ("bare target", bare_target),
    ("vectors", vectors),
    ("benches run once", benches),
    ("month model", month_model),
    ("broken on purpose", broken_on_purpose),
    ("demo", demo),
    ("wallet on PostgreSQL", postgres::race),
];

/// Its faces in other languages. They have lanes of their own beside the steps above, since much of the time a compiler or a test
/// has one core only.
const PYTHON: [Step; 5] = [
    ("python wheel", python::wheel),
    ("python types", python::types),
    ("python tests", python::tests),
    ("python on Spark", python::spark),
    ("python bench once", python::bench_once),
];
/// What needs what the tests compile comes behind: by then its folder is free.
const KOTLIN: [Step; 7] = [
    ("mobile library", mobile::library_check),
    ("kotlin tests", mobile::kotlin_tests),
    ("kotlin load", mobile::kotlin_load),
    ("kotlin bench once", mobile::kotlin_bench_once),
    ("android layout", mobile::android_layout),
    ("mobile sources", mobile::sources),
    ("mobile in Python", mobile::python_face),
];
/// While Swift is fetched, others compile the library that it loads. What other compilers say of the core comes last.
const SWIFT: [Step; 4] = [
    ("swift tests", mobile::swift_tests),
    ("swift bench once", mobile::swift_bench_once),
    ("oldest Rust", supply::oldest_rust),
    ("Miri", memory::miri),
];

/// What takes its time, and need not pass before every landing.
const LONG_STEPS: [Step; 9] = [
    ("licences", supply::deny),
    ("bill of materials", supply::bill_of_materials),
    ("built twice", supply::reproducible),
    ("packages", package::packages),
    ("library of the wallet", mobile::wallet_library),
    ("desks of Kotlin", mobile::kotlin_desks),
    ("shrunk Kotlin", mobile::kotlin_shrunk),
    ("sanitized", memory::sanitized),
    ("fuzzing", fuzz::a_minute_each),
];

/// Passes only the steps whose names begin with one of some words, in their order.
pub(crate) fn some(words: &[String]) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let wanted = |name: &str| words.iter().any(|word| name.starts_with(word.as_str()));
    let all = RUST.iter().chain(&PYTHON).chain(&KOTLIN).chain(&SWIFT).chain(&LONG_STEPS);
    let steps: Vec<&Step> = all.filter(|(name, _)| wanted(name)).collect();
    if steps.is_empty() {
        return Err(Failure::Step(words.join(" ")));
    }
    run(&workspace, &steps)
}

/// Passes all steps: some of them in lanes of their own, whose output is told when they have ended.
pub(crate) fn all(long: bool) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    // Python has the most to do one after the other, so the others stand a little behind.
    let lanes = [
        Lane::begin(&workspace, "python", "0", &PYTHON)?,
        Lane::begin(&workspace, "kotlin", "4", &KOTLIN)?,
        Lane::begin(&workspace, "swift", "4", &SWIFT)?,
    ];
    let steps: Vec<&Step> = RUST.iter().chain(if long { LONG_STEPS.as_slice() } else { &[] }).collect();
    let rust = run(&workspace, &steps);
    let lanes = lanes.map(Lane::end);
    rust?;
    lanes.into_iter().collect()
}

/// Steps that another process of this program passes.
struct Lane {
    name: &'static str,
    child: Child,
    output: PathBuf,
}

impl Lane {
    /// `behind` is how nice it is to the other lanes.
    fn begin(
        workspace: &Workspace,
        name: &'static str,
        behind: &str,
        steps: &[Step],
    ) -> Result<Lane, Failure> {
        let output = workspace.target.join(format!("{name}.log"));
        fs::create_dir_all(&workspace.target).map_err(Failure::file("make", &workspace.target))?;
        let log = fs::File::create(&output).map_err(Failure::file("make", &output))?;
        let errors = log.try_clone().map_err(Failure::file("share", &output))?;
        let unknown = |error| Failure::Step(format!("this program's own file: {error}"));
        let jobs = thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
        let mut command = workspace.command("nice");
        command
            .args(["-n", behind])
            .arg(env::current_exe().map_err(unknown)?)
            .arg("test")
            .args(steps.iter().map(|(name, _)| name))
            // More compilers than cores take the caches from each other.
            .env("CARGO_BUILD_JOBS", jobs.to_string())
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors);
        say(&format!("{} steps of {name} have a lane of their own, into {}", steps.len(), output.display()))?;
        let child = command.spawn().map_err(cannot_run(&command))?;
        Ok(Lane { name, child, output })
    }

    /// Waits for it and tells what it told.
    fn end(mut self) -> Result<(), Failure> {
        let status = self.child.wait()?;
        io::copy(
            &mut fs::File::open(&self.output).map_err(Failure::file("read", &self.output))?,
            &mut io::stdout(),
        )?;
        if status.success() { Ok(()) } else { Err(Failure::Step(format!("the steps of {}", self.name))) }
    }
}

/// Runs steps up to the first failure, and lists what came of each.
fn run(workspace: &Workspace, steps: &[&Step]) -> Result<(), Failure> {
    let mut closing = Vec::new();
    let mut ended = Ok(());
    for (name, step) in steps {
        say(&format!("\n== {name}"))?;
        let begun = Instant::now();
        let outcome = step(workspace);
        let line = format!("{name:20} {:>8}  {}", seconds(begun.elapsed()), word(&outcome));
        say(&format!("-- {line}"))?;
        closing.push(line);
        if outcome.is_err() {
            ended = Err(Failure::Step((*name).to_owned()));
            break;
        }
    }
    say("\nSteps:")?;
    closing.iter().try_for_each(|line| say(&format!("  {line}")))?;
    ended
}

/// What whoever works on the core asks after each edit: does it compile without a warning, do its own tests pass, do the
/// vectors?
pub(crate) fn quick() -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let incremental = |mut command: Command| {
        command.env_remove("CARGO_INCREMENTAL").args(["--all-features", "-p", "voucher-core"]);
        command
    };
    let mut tests = incremental(workspace.cargo(["test", "-q", "-p", "voucher-tests"]));
    let mut lints = incremental(workspace.cargo(["clippy", "-q"]));
    workspace.run(lints.args(["--", "-D", "warnings"]))?;
    workspace.run(tests.args(["--lib", "--test", "vectors"])).map(|_| ())
}

/// `cargo bench`, with what the user adds; `compare` and `python` are those beside others, who need packages of their own.
pub(crate) fn bench(arguments: impl Iterator<Item = OsString>) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let arguments: Vec<OsString> = arguments.collect();
    match arguments.split_first() {
        Some((first, more)) if first == "compare" => compare(&workspace, more),
        Some((first, more)) if first == "python" => python::bench_beside_all(&workspace, more),
        Some(_) | None => workspace.run(workspace.cargo(["bench", "-p", "voucher-benches"]).args(arguments)),
    }
    .map(|_| ())
}

/// The core beside rule engines, in a workspace of their own.
fn compare(workspace: &Workspace, more: &[OsString]) -> Outcome {
    let run =
        ["run", "--release", "--locked", "--manifest-path", "benches/compare/Cargo.toml", "--target-dir"];
    workspace.run(workspace.cargo(run).arg(workspace.target.join("compare")).arg("--").args(more))
}

fn word(outcome: &Outcome) -> String {
    match outcome {
        Ok(Done::Passed) => "passed".to_owned(),
        Ok(Done::PassedWith(words)) => format!("passed: {words}"),
        Ok(Done::Skipped(why)) => format!("skipped: {why}"),
        Err(failure) => failure.to_string(),
    }
}

fn tools(workspace: &Workspace) -> Outcome {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !succeeds(&mut workspace.cargo([tool, "--version"])) {
            workspace.run(workspace.command("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(Done::Passed)
}

fn format(workspace: &Workspace) -> Outcome {
    workspace.run(&mut workspace.cargo(["fmt", "--all", "--check"]))
}

/// Compiles all that the next steps run, and lints it by the way. The Python face is linted where its types are read.
fn clippy(workspace: &Workspace) -> Outcome {
    workspace.run(outside_core(workspace).args(["-q", "--benches", "--no-run"]))?;
    workspace.run(of_core(workspace).args(["-q", "--no-run"]))?;
    workspace.programs().map(|_| Done::Passed)
}

/// Everything, documentation examples included.
fn tests(workspace: &Workspace) -> Outcome {
    let mut counts = Counts::default();
    run_tests(&mut outside_core(workspace), &mut counts)?;
    run_tests(&mut of_core(workspace), &mut counts)?;
    run_tests(workspace.tested("test").arg("--doc"), &mut counts)?;
    Ok(Done::PassedWith(counts.words()))
}

/// The tests of all packages but the core.
fn outside_core(workspace: &Workspace) -> Command {
    let mut command = workspace.tested("test");
    command.args(["--exclude", "voucher-core", "--lib", "--bins", "--tests"]);
    command
}

/// The core's own, which take longer to optimise than to run. The others are packages whose libraries have no tests: with them,
/// cargo compiles the dependencies as for the whole workspace.
fn of_core(workspace: &Workspace) -> Command {
    let mut command = workspace.cargo(["test", "--all-features", "--lib"]);
    for package in ["voucher-core", "voucher-tests", "voucher-model", "wallet-postgres", "xtask"] {
        command.args(["-p", package]);
    }
    workspace.lint(command.args(SOON));
    command
}

/// Passes the output on line by line, and adds its closing lines up.
fn run_tests(command: &mut Command, counts: &mut Counts) -> Outcome {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(cannot_run(command))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(cannot_run(command))?;
            counts.read(&String::from_utf8_lossy(&line));
            let mut out = io::stdout().lock();
            out.write_all(&line)?;
            out.write_all(b"\n")?;
        }
    }
    let status = child.wait().map_err(cannot_run(command))?;
    if status.success() { Ok(Done::Passed) } else { Err(failed(command)) }
}

/// Every set of voucher-core's features compiles, without a warning. A feature that its source never names, such as `std`,
/// only changes what it depends on: with it, the same code is compiled, as the other steps do.
fn powerset(workspace: &Workspace) -> Outcome {
    let source = workspace.root.join("voucher-core/src");
    let mut named = Vec::new();
    for feature in &workspace.features {
        let text = format!("feature = \"{feature}\"");
        if contains(&source, &text).map_err(Failure::file("look into", &source))? {
            named.push(feature.clone());
        }
    }
    let sets = subsets(&named);
    for set in &sets {
        say(&format!("   {}", if set.is_empty() { "no feature" } else { set }))?;
        let package = ["rustc", "-q", "--profile", "check", "-p", "voucher-core", "--lib"];
        let features = ["--no-default-features", "--features", set, "--", "-D", "warnings"];
        workspace.run(documented(workspace, &mut workspace.cargo(package)).args(features))?;
    }
    Ok(Done::PassedWith(format!("{} sets", sets.len())))
}

fn contains(folder: &Path, text: &str) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let found =
            if path.is_dir() { contains(&path, text)? } else { fs::read_to_string(&path)?.contains(text) };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

fn documentation(workspace: &Workspace) -> Outcome {
    let mut command = workspace.cargo(["doc", "-q", "-p", "voucher-core", "--all-features", "--no-deps"]);
    documented(workspace, &mut command).env("RUSTDOCFLAGS", "-D warnings");
    workspace.run(&mut command)
}

/// Into the folder in which the test `public_api` has checked the core's dependencies, with the word that lets it ask for the
/// unstable output: there they need not be checked again.
fn documented<'a>(workspace: &Workspace, command: &'a mut Command) -> &'a mut Command {
    command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", workspace.target.join("tmp/public-api"))
}

fn bare_target(workspace: &Workspace) -> Outcome {
    if !installed(workspace, BARE) && !succeeds(workspace.command("rustup").args(["target", "add", BARE])) {
        return Ok(Done::Skipped(format!("the target {BARE} is not installed and rustup could not add it")));
    }
    let features = ["--no-default-features", "--features", "json"];
    workspace.run(workspace.cargo(["check", "-q", "-p", "voucher-core", "--target", BARE]).args(features))
}

/// The vectors through the example that answers a journal, byte for byte.
fn vectors(workspace: &Workspace) -> Outcome {
    let example = workspace.programs()?.join("examples").join(format!("journal{}", env::consts::EXE_SUFFIX));
    let vectors = workspace.root.join(VECTORS);
    let mut count = 0;
    let folders = fs::read_dir(&vectors).map_err(Failure::file("look into", &vectors))?;
    for folder in folders.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
        for entry in fs::read_dir(&folder).map_err(Failure::file("look into", &folder))?.flatten() {
            let journal = entry.path();
            let Some(name) = journal.to_str().and_then(|name| name.strip_suffix(".in.jsonl")) else {
                continue;
            };
            let answers = PathBuf::from(format!("{name}.out.jsonl"));
            let wanted = fs::read(&answers).map_err(Failure::file("read", &answers))?;
            let lines = fs::File::open(&journal).map_err(Failure::file("read", &journal))?;
            let mut command = workspace.command(&example);
            let given = command.stdin(lines).output().map_err(cannot_run(&command))?;
            if !given.status.success() || given.stdout != wanted {
                return Err(Failure::Step(format!("other answers than those of {}", answers.display())));
            }
            count += 1;
        }
    }
    if count == 0 {
        return Err(Failure::Step(format!("no vectors in {}", vectors.display())));
    }
    Ok(Done::PassedWith(format!("{count} vectors")))
}

/// Small, with every result asserted.
fn benches(workspace: &Workspace) -> Outcome {
    let names = ["preview", "ledger", "journal", "growth", "meals", "medicines", "family_card", "assistance"];
    let mut command = workspace.tested("test");
    workspace.run(command.arg("-q").args(names.map(|name| ["--bench", name]).concat()).args(["--", "--test"]))
}

/// Every order of facts and messages in a month, as far as a quarter of a minute goes.
fn month_model(workspace: &Workspace) -> Outcome {
    model(workspace, "quick")
}

/// The ledger broken in a copy of its source, in each of the named ways: the model sees it.
fn broken_on_purpose(workspace: &Workspace) -> Outcome {
    model(workspace, "breakages")
}

fn model(workspace: &Workspace, word: &str) -> Outcome {
    let model = workspace.programs()?.join(format!("voucher-model{}", env::consts::EXE_SUFFIX));
    workspace.run(workspace.command(model).arg(word))
}

fn demo(workspace: &Workspace) -> Outcome {
    let demo = workspace.programs()?.join(format!("voucher-demo{}", env::consts::EXE_SUFFIX));
    workspace.run(workspace.command(&demo).args(["--people", "2000"]))?;
    workspace.run(workspace.command(&demo).args(["meals", "--schools", "20", "--pupils", "2000"]))?;
    workspace.run(workspace.command(&demo).args(["medicines", "--patients", "1000"]))?;
    workspace.run(workspace.command(&demo).args(["assistance", "--applications", "1000"]))?;
    workspace.run(workspace.command(&demo).args(["card", "--families", "20000"]))?;
    workspace.run(workspace.command(demo).arg("family"))
}

/// Every subset, as the text that cargo takes; the empty one first.
fn subsets(names: &[String]) -> Vec<String> {
    let mut sets = vec![String::new()];
    for name in names {
        let with = |set: &String| if set.is_empty() { name.clone() } else { format!("{set},{name}") };
        let more: Vec<String> = sets.iter().map(with).collect();
        sets.extend(more);
    }
    sets
}

fn installed(workspace: &Workspace, target: &str) -> bool {
    let output = workspace.command("rustup").args(["target", "list", "--installed"]).output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).lines().any(|line| line == target))
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

/// The sums of the lines `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
#[derive(Default)]
struct Counts {
    groups: u64,
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Counts {
    fn read(&mut self, line: &str) {
        let Some(parts) = line.strip_prefix("test result: ") else { return };
        self.groups += 1;
        for part in parts.split([';', '.']) {
            let Some((count, what)) = part.trim().split_once(' ') else { continue };
            let count = count.parse::<u64>().unwrap_or(0);
            match what {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" => self.ignored += count,
                _ => {}
            }
        }
    }

    fn words(&self) -> String {
        let Counts { groups, passed, failed, ignored } = self;
        format!("{passed} passed, {failed} failed, {ignored} ignored, in {groups} groups")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_features_make_thirty_two_sets() {
        let names = ["std", "json", "serde", "pseudonym", "proptest"].map(str::to_owned);
        let sets = subsets(&names);
        assert_eq!(sets.len(), 32);
        assert!(sets.contains(&String::new()) && sets.contains(&"std,serde,proptest".to_owned()));
    }

    #[test]
    fn closing_lines_add_up() {
        let mut counts = Counts::default();
        counts.read("running 3 tests");
        counts.read("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; finished in 0.90s");
        counts.read("test result: FAILED. 2 passed; 1 failed; 0 ignored; 3 filtered out; finished in 1.0s");
        assert_eq!(counts.words(), "14 passed, 1 failed, 1 ignored, in 2 groups");
    }
}
