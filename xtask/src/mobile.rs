//! The mobile faces: one library, the sources that are generated from it, Kotlin, Swift, and what is packed.

mod android;
mod codes;
mod desktop;
mod elf;
mod generated;
mod kotlin;
mod link;
mod pe;
mod shrunk;
mod swift;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Subcommand;

pub(crate) use android::layout as android_layout;
pub(crate) use desktop::desks as kotlin_desks;
pub(crate) use generated::{python_face, python_sources, stale as sources};
pub(crate) use kotlin::{bench_once as kotlin_bench_once, load as kotlin_load, tests as kotlin_tests};
pub(crate) use shrunk::shrunk as kotlin_shrunk;
pub(crate) use swift::swift_tests;

use crate::failure::Failure;
use crate::workspace::{Done, Outcome, Workspace, cannot_run, failed, say};

/// The library's name without what a system puts around it.
const LIBRARY: &str = "voucher_core_mobile";

/// At most so many KiB, stripped, with the journals of all five programmes.
const LARGEST: u64 = 1541;

/// At most so many KiB, stripped, with the programmes of the Social Wallet alone.
const LARGEST_WALLET: u64 = 1024;

/// What can be packed for others.
#[derive(Subcommand)]
pub(crate) enum Dist {
    /// The Kotlin package for the JVM with the libraries of all desks that this machine can build, installed into the local Maven repository
    Kotlin,
    /// The Android library, as far as this machine can build it
    Android,
    /// The Swift package for iOS, as far as this machine can build it
    Apple,
}

/// Wallets to look at.
#[derive(Subcommand)]
pub(crate) enum Wallet {
    /// A Kotlin wallet walks a recipient from the SMS to the activated voucher
    Kotlin {
        /// kk, ru or en
        language: Option<String>,
    },
    /// The same in Swift
    Swift {
        /// kk, ru or en
        language: Option<String>,
    },
}

/// Work on the mobile faces.
#[derive(Subcommand)]
pub(crate) enum Mobile {
    /// Generates the Kotlin and Swift sources anew and keeps them
    Sources,
    /// Measures calls from Kotlin and Swift
    Bench,
}

pub(crate) fn dist(what: &Dist) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let done = match what {
        Dist::Kotlin => kotlin::install(&workspace)?,
        Dist::Android => android::dist(&workspace)?,
        Dist::Apple => swift::dist_apple(&workspace)?,
    };
    tell(&done)
}

pub(crate) fn demo(wallet: &Wallet) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    match wallet {
        Wallet::Kotlin { language } => kotlin::demo(&workspace, language.as_deref()),
        Wallet::Swift { language } => {
            let language: Vec<&str> = language.as_deref().into_iter().collect();
            swift::swift_demo(&workspace, &language)
        }
    }
}

pub(crate) fn work(what: &Mobile) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    match what {
        Mobile::Sources => generated::keep(&workspace),
        Mobile::Bench => {
            kotlin::bench(&workspace, &[])?;
            tell(&swift::swift_bench(&workspace, false)?)
        }
    }
}

/// The library, stripped: what it needs, what it shows, how large it is.
pub(crate) fn library_check(workspace: &Workspace) -> Outcome {
    let library = stripped(workspace)?;
    let bytes = read(&library)?;
    elf::check(&bytes, &elf::LINUX).map_err(|fault| Failure::Step(format!("{LIBRARY}: {fault}")))?;
    no_larger(&bytes, LARGEST)
}

/// The library of an app that has the Social Wallet alone: gas, meals and medicines.
pub(crate) fn wallet_library(workspace: &Workspace) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(Done::Skipped("only Linux links it".to_owned()));
    }
    let folder = workspace.target.join("wallet");
    let mut command = compile(workspace, "staticlib");
    let features = ["--no-default-features", "--features", "gas,meals,medicines", "--target-dir"];
    workspace.run(command.args(features).arg(&folder))?;
    let library = folder.join(library_name());
    let archive = folder.join("mobile").join(library_name()).with_extension("a");
    link::link(workspace, Path::new("cc"), &link::LINUX, &archive, &library)?;
    no_larger(&read(&library)?, LARGEST_WALLET)
}

fn no_larger(library: &[u8], largest: u64) -> Outcome {
    let size = u64::try_from(library.len()).unwrap_or(u64::MAX).div_ceil(1024);
    if size > largest {
        return Err(Failure::Step(format!("{LIBRARY} has {size} KiB, more than {largest}")));
    }
    Ok(Done::PassedWith(format!("{size} KiB stripped")))
}

/// The Swift bench asserts its answers.
pub(crate) fn swift_bench_once(workspace: &Workspace) -> Outcome {
    swift::swift_bench(workspace, true)
}

/// Says why something was left out; what passed says nothing.
fn tell(done: &Done) -> Result<(), Failure> {
    match done {
        Done::Passed => Ok(()),
        Done::PassedWith(words) | Done::Skipped(words) => say(words),
    }
}

/// Builds libraries of the kinds that follow, and no rlib: cargo leaves link-time optimization out where one is made too.
pub(crate) const COMPILE: [&str; 8] =
    ["rustc", "-q", "--profile", "mobile", "-p", "voucher-core-mobile", "--lib", "--crate-type"];

/// A shared library, which the generators read, and a static one, of which what apps load is linked.
pub(crate) const KINDS: &str = "cdylib,staticlib";

/// With frame pointers the tables for unwinding are smaller by two fifths, and the code is not larger. Of SHA-256 without a
/// processor's own instructions the small form is taken.
pub(crate) const FLAGS: &str = "-Cforce-frame-pointers=yes --cfg=sha2_backend_soft=\"compact\"";

fn compile(workspace: &Workspace, kinds: &str) -> Command {
    let mut command = workspace.cargo(COMPILE);
    command.arg(kinds).env("RUSTFLAGS", FLAGS);
    command
}

/// Builds the library of this machine, with all that the generators read.
fn library(workspace: &Workspace) -> Result<PathBuf, Failure> {
    workspace.run(&mut compile(workspace, KINDS))?;
    Ok(workspace.target.join("mobile").join(library_name()))
}

/// The library's file.
pub(crate) fn library_name() -> String {
    format!("{}{LIBRARY}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX)
}

/// What apps load, stripped, in a folder of the name that JNA looks for.
fn stripped(workspace: &Workspace) -> Result<PathBuf, Failure> {
    let library = library(workspace)?;
    let folder = natives(workspace).join(jna_platform());
    fs::create_dir_all(&folder).map_err(Failure::file("make", &folder))?;
    let stripped = folder.join(library.file_name().unwrap_or_default());
    if cfg!(target_os = "linux") {
        let archive = library.with_extension("a");
        link::link(workspace, Path::new("cc"), &link::LINUX, &archive, &stripped)?;
    } else {
        strip(workspace, &library, &stripped)?;
    }
    Ok(stripped)
}

fn natives(workspace: &Workspace) -> PathBuf {
    workspace.target.join("mobile").join("natives")
}

/// Writes `from` without symbols to `to`.
fn strip(workspace: &Workspace, from: &Path, to: &Path) -> Result<(), Failure> {
    let mut command = workspace.command("strip");
    if cfg!(target_os = "macos") {
        command.arg("-x");
    }
    workspace.run(command.arg("-o").arg(to).arg(from)).map(|_| ())
}

fn jna_platform() -> String {
    let processor = match std::env::consts::ARCH {
        "x86_64" => "x86-64",
        other => other,
    };
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    format!("{system}-{processor}")
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(Failure::file("read", file))
}

/// Copies a file, making the folders above it.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Failure::file("make", folder))?;
    }
    fs::copy(from, to).map_err(Failure::file("copy", from)).map(|_| ())
}

/// Runs it where only its success matters, and shows its output where it fails.
fn quietly(command: &mut Command) -> Result<(), Failure> {
    let output = command.output().map_err(cannot_run(command))?;
    if output.status.success() {
        return Ok(());
    }
    say(&String::from_utf8_lossy(&output.stdout))?;
    say(&String::from_utf8_lossy(&output.stderr))?;
    Err(failed(command))
}
