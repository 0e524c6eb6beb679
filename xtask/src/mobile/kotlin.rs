//! The Kotlin face: its tests, its demo, its bench, its place in the local Maven repository.

mod generated;

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use super::{desktop, quietly, stripped};
use crate::failure::Failure;
use crate::workspace::{Done, Outcome, Workspace, cannot_run, fresh, say, succeeds};

pub(crate) use generated::kept;

const PROJECT: &str = "bindings-mobile/kotlin/pom.xml";
/// An app that is compiled by the oldest Kotlin that the docs promise.
const OLDEST: &str = "bindings-mobile/kotlin/oldest/pom.xml";

/// Maven compiles everything whenever it is asked: once a run is enough.
static COMPILED: OnceLock<()> = OnceLock::new();

/// JUnit on a real JVM, over the generated Kotlin and the stripped library.
pub(crate) fn tests(workspace: &Workspace) -> Outcome {
    if let Some(missing) = missing(workspace) {
        return Ok(Done::Skipped(missing));
    }
    workspace.run(&mut package(workspace, "verify")?)?;
    COMPILED.get_or_init(|| ());
    workspace.run(maven(workspace, OLDEST).arg("compile"))?;
    let reports = workspace.target.join("kotlin/surefire-reports");
    let folder = std::fs::read_dir(&reports).map_err(Failure::file("look into", &reports))?;
    let texts = folder.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok());
    let count: u64 = texts.map(|text| tests_of(&text)).sum();
    if count == 0 {
        return Err(Failure::Step("Maven ran no test".to_owned()));
    }
    Ok(Done::PassedWith(format!("{count} tests")))
}

/// The number in a report's line `Tests run: 9, Failures: 0, …`.
fn tests_of(report: &str) -> u64 {
    let line = report.lines().find_map(|line| line.strip_prefix("Tests run: "));
    line.and_then(|rest| rest.split(',').next()?.parse().ok()).unwrap_or(0)
}

/// Builds, tests and installs the package, with the library of each desk that this machine can build.
pub(crate) fn install(workspace: &Workspace) -> Outcome {
    if let Some(missing) = missing(workspace) {
        return Err(Failure::Step(missing));
    }
    let stock = desktop::stock(workspace)?;
    workspace.run(&mut package(workspace, "install")?)?;
    let jar = format!("kotlin/voucher-core-{}.jar", env!("CARGO_PKG_VERSION"));
    desktop::check_jar(workspace, &workspace.target.join(jar), &stock)?;
    let words = format!("kz.voucher:voucher-core is in the local Maven repository, with {}", stock.words());
    Ok(Done::PassedWith(words))
}

/// Everything compiled, no test run. The folder of the classes.
pub(crate) fn classes(workspace: &Workspace) -> Result<PathBuf, Failure> {
    if let Some(missing) = missing(workspace) {
        return Err(Failure::Step(missing));
    }
    if COMPILED.get().is_none() {
        quietly(&mut package(workspace, "test-compile")?)?;
        COMPILED.get_or_init(|| ());
    }
    Ok(workspace.target.join("kotlin/classes"))
}

/// What a small heap shows, each in a Java of its own: screens from many threads for a minute, and calls whose last
/// argument cannot be written. How far it stands behind all else that runs, since many threads would take the cores from the
/// other steps; at most so large a heap; and what `Load.kt` is asked for.
const LOADS: [[&str; 3]; 3] = [
    ["19", "-Xmx64m", "screens 64 60"],
    ["19", "-Xmx32m", "screens 16 60"],
    ["0", "-Xmx128m", "refusals 2000"],
];

/// All of them at once.
pub(crate) fn load(workspace: &Workspace) -> Outcome {
    if let Some(missing) = missing(workspace) {
        return Ok(Done::Skipped(missing));
    }
    let mut running = Vec::new();
    for [behind, heap, wanted] in LOADS {
        // A heap that is there from the start, so that only what is lost makes the process grow.
        let whole = heap.replace("mx", "ms");
        let options = [heap, &whole, "-XX:+AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError"];
        let java = java(workspace, &options, "kz.voucher.load.LoadKt")?;
        let mut command = workspace.command("nice");
        command.args(["-n", behind]).arg(java.get_program()).args(java.get_args());
        let child = command.args(wanted.split(' ')).spawn().map_err(cannot_run(&command))?;
        running.push((child, wanted));
    }
    let mut failures = Vec::new();
    for (mut child, wanted) in running {
        if !child.wait()?.success() {
            failures.push(wanted);
        }
    }
    if failures.is_empty() { Ok(Done::Passed) } else { Err(Failure::Step(failures.join(", "))) }
}

/// The command-line wallet, in a language.
pub(crate) fn demo(workspace: &Workspace, language: Option<&str>) -> Result<(), Failure> {
    workspace.run(java(workspace, &[], "kz.voucher.demo.WalletKt")?.args(language)).map(|_| ())
}

/// What calls cost.
pub(crate) fn bench(workspace: &Workspace, arguments: &[&str]) -> Result<(), Failure> {
    say("Kotlin, through JNA")?;
    workspace.run(java(workspace, &[], "kz.voucher.bench.BenchKt")?.args(arguments)).map(|_| ())
}

/// The bench asserts its answers, and the wallet walks to its end in each language.
pub(crate) fn bench_once(workspace: &Workspace) -> Outcome {
    if let Some(missing) = missing(workspace) {
        return Ok(Done::Skipped(missing));
    }
    bench(workspace, &["--quick"])?;
    for language in ["kk", "ru", "en"] {
        quietly(java(workspace, &[], "kz.voucher.demo.WalletKt")?.arg(language))?;
    }
    Ok(Done::Passed)
}

/// What this machine lacks for Kotlin.
pub(crate) fn missing(workspace: &Workspace) -> Option<String> {
    let runs = |tool: &str, argument: &str| succeeds(workspace.command(tool).arg(argument));
    match (runs("java", "-version"), runs("mvn", "--version")) {
        (true, true) => None,
        (false, _) => Some("there is no Java".to_owned()),
        (true, false) => Some("there is no Maven".to_owned()),
    }
}

/// Maven on the package, with the library of this machine. What an earlier run left would be packed or loaded too: a class of
/// another name, a jar of another version.
fn package(workspace: &Workspace, goal: &str) -> Result<Command, Failure> {
    stripped(workspace)?;
    for folder in ["kotlin/classes", "kotlin/jars"] {
        fresh(&workspace.target.join(folder))?;
    }
    let mut command = maven(workspace, PROJECT);
    command.arg(goal);
    Ok(command)
}

pub(super) fn maven(workspace: &Workspace, project: &str) -> Command {
    let mut command = workspace.command("mvn");
    // It ends before better code would pay for its making: half of its time. What the user asks for stands last, and wins.
    let own = std::env::var("MAVEN_OPTS").unwrap_or_default();
    command.env("MAVEN_OPTS", format!("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC {own}"));
    command.args(["--batch-mode", "--quiet", "--no-transfer-progress", "--file", project]);
    command
}

/// A program of the test classes, with options for the machine that runs it.
fn java(workspace: &Workspace, options: &[&str], class: &str) -> Result<Command, Failure> {
    let classes = classes(workspace)?;
    let folder = classes.parent().unwrap_or(&classes);
    let paths = [classes.clone(), folder.join("test-classes"), folder.join("jars/*")];
    let joined = std::env::join_paths(paths)
        .map_err(|_| Failure::Step("the workspace's path cannot stand in a class path".to_owned()))?;
    let mut command = workspace.command("java");
    command.args(options).arg("-cp").arg(joined).arg(class);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::tests_of;

    #[test]
    fn a_report_tells_its_tests() {
        let report = "----\nTest set: VectorsTest\n----\nTests run: 67, Failures: 0, Errors: 0, Skipped: 0";
        assert_eq!(tests_of(report), 67);
        assert_eq!(tests_of("<xml/>"), 0);
    }
}
