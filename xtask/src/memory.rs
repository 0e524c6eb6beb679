//! Memory, watched: Miri over the core's own tests, the address sanitizer over the borders to Python and UniFFI.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::workspace::{Done, Outcome, Workspace, fresh, succeeds};
use crate::{mobile, python};

/// The core's unit tests under Miri, which needs a nightly compiler with that part.
pub(crate) fn miri(workspace: &Workspace) -> Outcome {
    let there = ["run", "nightly", "cargo", "miri", "--version"];
    let add = ["component", "add", "miri", "rust-src", "--toolchain", "nightly"];
    if !succeeds(workspace.command("rustup").args(there)) && !succeeds(workspace.command("rustup").args(add))
    {
        return Ok(Done::Skipped("rustup could not add Miri to a nightly toolchain".to_owned()));
    }
    let mut command = workspace.command("rustup");
    command.args(["run", "nightly", "cargo", "miri", "test", "-q", "-p", "voucher-core", "--lib"]);
    // No test stands in the room of strategies, which brings the most of what would be compiled.
    let features = workspace.features.iter().filter(|feature| *feature != "proptest");
    command.arg("--features").arg(features.map(String::as_str).collect::<Vec<_>>().join(","));
    command.arg("--target-dir").arg(workspace.target.join("miri"));
    // Those that read every text in every language, or a regulation number by number, reach nothing that others do not.
    command.args(["--", "--skip", "texts::", "--skip", "regulation::", "--skip", "n36_", "--skip", "n39_"]);
    workspace.run(command.env("MIRIFLAGS", "-Zmiri-disable-isolation").env("CARGO_INCREMENTAL", "0"))
}

/// The tests of tables and values over a library that was built with the address sanitizer, and the vectors through
/// UniFFI's glue. Allocations of Python itself are watched too.
pub(crate) fn sanitized(workspace: &Workspace) -> Outcome {
    let Some(runtime) = runtime(workspace) else {
        return Ok(Done::Skipped("there is no gcc with the sanitizer's runtime".to_owned()));
    };
    let interpreter = python::interpreter(workspace)?;
    let target = format!("{}-unknown-linux-gnu", env::consts::ARCH);
    let folder = workspace.target.join("asan");
    let mut build =
        workspace.cargo(["build", "-q", "-p", "voucher-core-python", "-p", "voucher-core-mobile", "--lib"]);
    build.args(["--target", &target, "--target-dir"]).arg(&folder);
    // The sanitizer is asked for by an unstable flag, which the pinned compiler takes with this word.
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zsanitizer=address -Copt-level=1");
    build.env("PYO3_BUILD_EXTENSION_MODULE", "1").env("PYO3_PYTHON", &interpreter);
    workspace.run(&mut build)?;
    let libraries = folder.join(target).join("debug");

    let packages = folder.join("python");
    fresh(&packages)?;
    copy_folder(&workspace.root.join("bindings-python/python/voucher_core"), &packages.join("voucher_core"))?;
    let extension = packages.join("voucher_core/_core.abi3.so");
    fs::copy(libraries.join("lib_core.so"), &extension).map_err(Failure::file("copy", &extension))?;
    let watched = |paths: &Path| {
        let mut command = workspace.command(&interpreter);
        command
            .env("LD_PRELOAD", &runtime)
            .env("ASAN_OPTIONS", "detect_leaks=0")
            .env("PYTHONMALLOC", "malloc");
        command.env("PYTHONPATH", paths);
        command
    };
    let tests = [
        "arrow_border",
        "boundary",
        "compare",
        "due",
        "kept",
        "long_periods",
        "programmes",
        "receipts_columns",
        "recipients",
        "refusal_bits",
        "review",
        "review_inputs",
        "review_threads",
        "values",
    ];
    let tests = tests.map(|name| format!("tests/test_{name}.py"));
    let mut command = watched(&packages);
    workspace.run(
        command.current_dir(workspace.root.join("bindings-python")).args(["-m", "pytest", "-q"]).args(tests),
    )?;

    let face = mobile::python_sources(workspace, &libraries.join(mobile::library_name()))?;
    workspace.run(watched(&face).arg("bindings-mobile/tests/python_face.py"))
}

/// Where gcc keeps the sanitizer's runtime, which must be loaded before Python.
fn runtime(workspace: &Workspace) -> Option<PathBuf> {
    let output = workspace.command("gcc").arg("-print-file-name=libasan.so").output().ok()?;
    let path = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    fs::canonicalize(path).ok()
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(Failure::file("make", to))?;
    for entry in fs::read_dir(from).map_err(Failure::file("look into", from))?.flatten() {
        let (path, kept) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_folder(&path, &kept)?;
        } else {
            fs::copy(&path, &kept).map_err(Failure::file("copy", &path))?;
        }
    }
    Ok(())
}
