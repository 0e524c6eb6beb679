//! The supply chain: what may be built in, what is built in, from which Rust on, and that it is built alike twice.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::tool::{Tool, toolchain};
use crate::workspace::{Done, Outcome, Workspace, cannot_run, failed, fresh, say};
use crate::{mobile, python};

const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };
const CYCLONEDX: Tool = Tool { name: "cargo-cyclonedx", version: "0.5.9" };
const SEMVER: Tool = Tool { name: "cargo-semver-checks", version: "0.51.0" };

/// What others get, and where it lies.
const SHIPPED: [(&str, &str); 3] = [
    ("voucher-core", "voucher-core"),
    ("voucher-core-python", "bindings-python"),
    ("voucher-core-mobile", "bindings-mobile"),
];

/// The oldest Rust that their manifests promise.
const OLDEST: &str = "1.89.0";

/// Licences, doubles and sources of all dependencies, by `deny.toml`.
pub(crate) fn deny(workspace: &Workspace) -> Outcome {
    let program = DENY.find(workspace)?;
    workspace.run(workspace.command(program).args(["check", "licenses", "bans", "sources"]))
}

/// What is shipped compiles with the oldest Rust that its manifest promises.
pub(crate) fn oldest_rust(workspace: &Workspace) -> Outcome {
    if !toolchain(workspace, OLDEST) {
        return Ok(Done::Skipped(format!("rustup could not add Rust {OLDEST}")));
    }
    let mut command = workspace.command("rustup");
    command.args(["run", OLDEST, "cargo", "check", "-q", "--locked", "--target-dir"]);
    command.arg(workspace.target.join("oldest")).env("CARGO_INCREMENTAL", "0");
    workspace.run(SHIPPED.iter().fold(&mut command, |command, (package, _)| command.args(["-p", package])))
}

/// Writes what each shipped package is made of, as CycloneDX, under `target/sbom`.
pub(crate) fn bill_of_materials(workspace: &Workspace) -> Outcome {
    let program = CYCLONEDX.find(workspace)?;
    let sbom = workspace.target.join("sbom");
    fresh(&sbom)?;
    let form = ["cyclonedx", "--format", "json", "--spec-version", "1.5", "--all-features"];
    // It writes a file beside each manifest of the workspace: here, into a copy.
    let copy = copied(workspace, &workspace.target.join("bill"))?;
    workspace.run(workspace.command(&program).args(form).current_dir(&copy))?;
    for (package, folder) in SHIPPED {
        let name = format!("{package}.cdx.json");
        let (made, kept) = (copy.join(folder).join(&name), sbom.join(&name));
        fs::rename(&made, &kept).map_err(Failure::file("move", &made))?;
    }
    Ok(Done::PassedWith("target/sbom".to_owned()))
}

/// The public interface of the core beside that of another commit: what breaks whoever uses it.
pub(crate) fn semver(baseline: &str) -> Result<(), Failure> {
    let workspace = Workspace::find()?;
    let program = SEMVER.find(&workspace)?;
    let mut command = workspace.command(program);
    workspace.run(command.args([
        "semver-checks",
        "-p",
        "voucher-core",
        "--all-features",
        "--baseline-rev",
        baseline,
    ]))?;
    Ok(())
}

/// The wheel and the mobile library are built twice, from two folders, and have equal bytes.
pub(crate) fn reproducible(workspace: &Workspace) -> Outcome {
    let above = workspace.target.join("reproduce");
    let copy = copied(workspace, &above)?;
    let maturin = python::maturin(workspace)?;
    for (root, made) in [(&workspace.root, above.join("here")), (&copy, above.join("there"))] {
        let flags = remapped(root)?;
        let build = |program: &Path| {
            let mut command = Command::new(program);
            command.current_dir(root).env("CARGO_TARGET_DIR", made.join("target")).env("RUSTFLAGS", &flags);
            // Arrow's hash would take a random number of each build.
            command.env("CONST_RANDOM_SEED", "voucher-core");
            command
        };
        fresh(&made.join("wheels"))?;
        let wheel = [
            "build",
            "--quiet",
            "--locked",
            "--profile",
            "wheel",
            "-m",
            "bindings-python/Cargo.toml",
            "--out",
        ];
        workspace.run(build(&maturin).args(wheel).arg(made.join("wheels")))?;
        let mut library = build(Path::new("cargo"));
        library.args(mobile::COMPILE).args([mobile::KINDS, "--locked"]);
        workspace.run(library.env("RUSTFLAGS", format!("{flags} {}", mobile::FLAGS)))?;
    }
    let shared = Path::new("target/mobile").join(mobile::library_name());
    let libraries = [shared.with_extension("a"), shared].map(|library| library.display().to_string());
    let wheel = only_file(&above.join("here/wheels"))?;
    for name in [format!("wheels/{wheel}")].into_iter().chain(libraries) {
        let [here, there] = ["here", "there"].map(|folder| above.join(folder).join(&name));
        let read = |file: &Path| fs::read(file).map_err(Failure::file("read", file));
        let (here, there) = (read(&here)?, read(&there)?);
        if here != there {
            return Err(Failure::Step(format!(
                "{name} differs from what another folder makes of the same source"
            )));
        }
        say(&format!("   {name}: {} bytes, equal", here.len()))?;
    }
    Ok(Done::Passed)
}

/// What git knows of the source, in a folder of another name and depth.
fn copied(workspace: &Workspace, above: &Path) -> Result<PathBuf, Failure> {
    let copy = above.join("another/folder");
    fresh(&copy)?;
    let mut list = workspace.command("git");
    let output = list.args(["ls-files", "-z"]).output().map_err(cannot_run(&list))?;
    if !output.status.success() {
        return Err(failed(&list));
    }
    for name in String::from_utf8_lossy(&output.stdout).split_terminator('\0') {
        let (from, to) = (workspace.root.join(name), copy.join(name));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(Failure::file("make", folder))?;
        }
        fs::copy(&from, &to).map_err(Failure::file("copy", &from))?;
    }
    Ok(copy)
}

/// Flags under which a library names no folder of whoever builds it.
fn remapped(root: &Path) -> Result<String, Failure> {
    let cargo =
        env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = cargo.unwrap_or_default().join("registry/src");
    let indexes = fs::read_dir(&sources).map_err(Failure::file("look into", &sources))?;
    let mut flags = vec![format!("--remap-path-prefix={}=voucher-core", root.display())];
    for index in indexes.flatten() {
        flags.push(format!("--remap-path-prefix={}=crates", index.path().display()));
    }
    Ok(flags.join(" "))
}

fn only_file(folder: &Path) -> Result<String, Failure> {
    let mut files = fs::read_dir(folder).map_err(Failure::file("look into", folder))?.flatten();
    let name = files.next().map(|file| file.file_name().to_string_lossy().into_owned());
    name.ok_or_else(|| Failure::Step("no wheel was built".to_owned()))
}
